/* workspace/sweat-tests-known.c: what was measured of an athlete, as tests */
#include "sweat-tests-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/known.h"
#include "combined.h"
#include "patch-rate.h"
#include "photo-workout.h"
#include "store/overrides.h"
#include "weighed-event.h"

#define UNKNOWN_HEIGHT_M     1.78

/* What was not said comes from the sport's preset. */
ThermalCondition
sweat_condition_of (const Athlete *athlete, double mass_kg, const char *sport, double air_c, double radiant_c, double humidity, double speed, double met, double clo)
{
  const SportPreset *preset = sport_preset_find (sport);
  ThermalCondition condition;

  thermal_condition_init (&condition);
  condition.air_c = known_or (air_c, UNKNOWN_AIR_C);
  condition.radiant_c = known_or (radiant_c, condition.air_c);
  condition.relative_humidity = known_or (humidity, UNKNOWN_HUMIDITY);
  condition.air_speed_m_s = known_or (speed, preset ? preset->air_speed_m_s : 1);
  condition.metabolic_rate_met = known_or (met, preset ? preset->metabolic_rate_met : 7);
  condition.clothing_clo = known_or (clo, preset ? preset->clothing_clo : 0.4);
  condition.mass_kg = mass_kg;
  condition.height_m = known_or (athlete->height_m, UNKNOWN_HEIGHT_M);
  return condition;
}

static const char *
keep_word (GPtrArray *words, char *word)
{
  g_ptr_array_add (words, word);
  return word;
}

static void
add_event_test (GArray *known, GPtrArray *words, const Athlete *athlete, const TimelineEvent *told)
{
  const Event *event = told->merged;
  double minutes = event_active_s (event) / 60, sd, rate = event_sweating_rate (event, &sd);
  double sodium = event_number (event, EVENT_FIELD_SWEAT_SODIUM_MMOL_L);
  double air_c = event_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C);
  double mass = known_or (event_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG), athlete->mass_kg);
  KnownTest test = { .test = { .kind = SWEAT_TEST_WEIGHING } };

  if (event->kind == EVENT_PLANNED || !(minutes > 0 && rate > 0))
    return;
  test.test.id = keep_word (words, g_strconcat ("event ", told->id, NULL));
  test.test.sport = keep_word (words, g_strdup (event->sport ? event->sport : athlete->sport));
  test.test.rate_l_per_h = rate;
  test.test.rate_sd_l_per_h = isnan (air_c) ? hypot (sd, rate * UNKNOWN_AIR_LOG_SD) : sd;
  test.test.sodium_mmol_l = sodium > 0 ? sodium : NAN;
  test.test.sodium_sd_mmol_l = NAN;
  test.test.air_c = air_c;
  test.test.minutes = minutes;
  test.test.mass_kg = mass;
  test.test.at_us = event->start_us;
  test.humidity = event_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT);
  test.wind_m_s = event_number (event, EVENT_FIELD_WEATHER_WIND_M_S);
  test.condition = sweat_condition_of (athlete, mass, test.test.sport, air_c, NAN, test.humidity, test.wind_m_s, NAN, NAN);
  g_array_append_val (known, test);
}

/* Where the median of a log-normal has that standard deviation of its logarithm. */
static double
sd_from_log (double value, double log_sd)
{
  return value * sqrt (expm1 (log_sd * log_sd));
}

/* The whole body's rate by the adopted model, with the error of this patch alone; what all patches of an athlete share goes to @shared. */
static void
set_patch_rate (KnownTest *test, const AdoptedModel *model, const Athlete *athlete, const StoredReading *reading, const Event *workout, GArray *shared)
{
  g_auto(PatchRate) rate = { 0 };
  double own = 0, model_sd = 0;

  if (model && patch_rate_find (model, athlete, reading, workout, &rate, NULL))
    {
      test->test.rate_l_per_h = rate.rate_l_per_h;
      test->test.model = model->label;
      own = hypot (rate.patch_sd, rate.residual_sd);
      model_sd = rate.model_sd;
      test->test.rate_sd_l_per_h = sd_from_log (rate.rate_l_per_h, own);
    }
  g_array_append_val (shared, model_sd);
}

/* The error of the model and of what it knows of the athlete is the same in all n patches: with n·s² + v each they leave s² + v/n together. */
static void
add_shared_error (GArray *known, guint first, const GArray *shared)
{
  guint n = 0;

  for (guint t = first; t < known->len; t++)
    n += !isnan (g_array_index (known, KnownTest, t).test.rate_l_per_h);
  for (guint t = first; t < known->len; t++)
    {
      SweatTest *test = &g_array_index (known, KnownTest, t).test;
      const double own = log1p (pow (test->rate_sd_l_per_h / test->rate_l_per_h, 2));

      if (!isnan (test->rate_l_per_h))
        test->rate_sd_l_per_h = sd_from_log (test->rate_l_per_h, sqrt (own + n * pow (g_array_index (shared, double, t - first), 2)));
    }
}

/* Several photos of one patch are one test, with what they say together; the first of them stands for all.
 * Returns: %FALSE: another photo stood for this patch already. */
static gboolean
take_together (SaltlineWorkspace *self, const StoredPhoto *photo, GArray *taken, StoredReading *reading)
{
  g_autoptr(CombinedPhotos) combined = saltline_workspace_combine (self, photo->state.patch, NULL);

  if (combined == NULL)
    return TRUE;
  for (guint i = 0; i < taken->len; i++)
    if (g_array_index (taken, gint64, i) == combined->patch)
      return FALSE;
  g_array_append_val (taken, combined->patch);
  reading->rate = combined->reading.local_rate_mg_cm2_min;
  reading->rate_sd = combined->reading.local_rate_sd;
  reading->sodium = combined->reading.sodium_mmol_l;
  reading->sodium_sd = combined->reading.sodium_sd_mmol_l;
  return TRUE;
}

static gboolean
add_patch_tests (SaltlineWorkspace *self, GArray *known, GPtrArray *words, const Athlete *athlete, const AthleteTimeline *timeline,
                 const AdoptedModel *model, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(GPtrArray) photos = store_photos (store, FALSE, error);
  g_autoptr(GArray) shared = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) taken = g_array_new (FALSE, FALSE, sizeof (gint64)); /* patches of several photos */
  const SiteSodiumLine *line = site_sodium_line ("forearm");
  const guint first = known->len;

  if (photos == NULL)
    return FALSE;
  for (guint i = 0; i < photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, i);
      g_autoptr(StoredReading) reading = NULL;
      const Event *workout;
      KnownTest test = { .test = { .kind = SWEAT_TEST_PATCH, .rate_l_per_h = NAN, .rate_sd_l_per_h = NAN, .sodium_mmol_l = NAN,
                                   .sodium_sd_mmol_l = NAN, .air_c = NAN, .minutes = NAN }, .humidity = NAN, .wind_m_s = NAN };

      if (photo->state.athlete != athlete->id || photo->state.reading == 0)
        continue;
      reading = store_reading (store, photo->state.reading, error);
      if (reading == NULL)
        return FALSE;
      if (!take_together (self, photo, taken, reading))
        continue;
      if (!(reading->sodium > 0) && !(model && reading->rate > 0))
        continue;
      workout = photo_workout (timeline, photo);
      test.test.id = keep_word (words, g_strconcat ("photo ", photo->sha256, NULL));
      test.test.sport = keep_word (words, g_strdup (workout && workout->sport ? workout->sport : athlete->sport));
      if (reading->sodium > 0)
        test.test.sodium_mmol_l
          = whole_body_sodium (line, reading->sodium, known_or (reading->sodium_sd, 0), &test.test.sodium_sd_mmol_l);
      if (workout)
        {
          test.test.air_c = event_number (workout, EVENT_FIELD_WEATHER_TEMPERATURE_C);
          test.humidity = event_number (workout, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT);
          test.wind_m_s = event_number (workout, EVENT_FIELD_WEATHER_WIND_M_S);
        }
      test.test.minutes = photo->state.worn_min;
      test.test.mass_kg = athlete->mass_kg;
      test.test.at_us = workout && workout->start_us != INSTANT_UNKNOWN ? workout->start_us : photo->imported_us;
      set_patch_rate (&test, model, athlete, reading, workout, shared);
      test.condition = sweat_condition_of (athlete, athlete->mass_kg, test.test.sport, test.test.air_c, NAN, test.humidity, test.wind_m_s, NAN, NAN);
      g_array_append_val (known, test);
    }
  add_shared_error (known, first, shared);
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const KnownTest *) a)->test.at_us, second = ((const KnownTest *) b)->test.at_us;

  return first < second ? -1 : first > second;
}

/* Those that a practitioner retired stand aside. */
static void
leave_out_retired (GArray *known, GHashTable *retired)
{
  for (guint t = known->len; t > 0; t--)
    if (g_hash_table_contains (retired, g_array_index (known, KnownTest, t - 1).test.id))
      g_array_remove_index (known, t - 1);
}

/* All of them, retired or not. */
static GArray *
collect_all (SaltlineWorkspace *self, AthletePrediction *p, const Athlete *athlete, GError **error)
{
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (self, athlete, error);
  g_autoptr(GArray) known = g_array_new (FALSE, TRUE, sizeof (KnownTest));
  g_autoptr(AdoptedModel) patch = NULL;
  g_autoptr(GError) local = NULL;

  if (timeline == NULL)
    return NULL;
  p->model = saltline_workspace_adopted (self, PURPOSE_OCCASION, &local);
  patch = local ? NULL : saltline_workspace_adopted (self, PURPOSE_PATCH, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  p->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < timeline->timeline->events->len; i++)
    add_event_test (known, p->words, athlete, g_ptr_array_index (timeline->timeline->events, i));
  if (!add_patch_tests (self, known, p->words, athlete, timeline, patch, error))
    return NULL;
  p->patch_model = patch ? g_strdup (patch->label) : NULL;
  for (guint t = 0; t < known->len; t++) /* the words of a test live as long as the prediction */
    if (g_array_index (known, KnownTest, t).test.model)
      g_array_index (known, KnownTest, t).test.model = p->patch_model;
  p->retired = store_retired_tests (saltline_workspace_get_store (self), athlete->id, error);
  if (p->retired == NULL)
    return NULL;
  g_array_sort (known, compare_times);
  return g_steal_pointer (&known);
}

GArray *
sweat_tests_collect (SaltlineWorkspace *self, AthletePrediction *p, const Athlete *athlete, GError **error)
{
  GArray *known = collect_all (self, p, athlete, error);

  if (known != NULL)
    leave_out_retired (known, p->retired);
  return known;
}

static void
athlete_test_free (gpointer data)
{
  AthleteTest *test = data;

  g_free (test->id);
  g_free (test->sport);
  g_free (test->retired);
  g_free (test);
}

GPtrArray *
saltline_workspace_sweat_tests (SaltlineWorkspace *self, const Athlete *athlete, GError **error)
{
  g_autoptr(AthletePrediction) words = g_new0 (AthletePrediction, 1); /* the tests' */
  g_autoptr(GPtrArray) tests = g_ptr_array_new_with_free_func (athlete_test_free);
  g_autoptr(GArray) known = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL, NULL);

  known = collect_all (self, words, athlete, error);
  if (known == NULL)
    return NULL;
  for (guint t = 0; t < known->len; t++)
    {
      const SweatTest *from = &g_array_index (known, KnownTest, t).test;
      AthleteTest *test = g_new0 (AthleteTest, 1);

      *test = (AthleteTest) { g_strdup (from->id), from->kind, g_strdup (from->sport), from->at_us, from->minutes, from->rate_l_per_h,
                              from->rate_sd_l_per_h, from->sodium_mmol_l, from->sodium_sd_mmol_l,
                              g_strdup (g_hash_table_lookup (words->retired, from->id)) };
      g_ptr_array_add (tests, test);
    }
  return g_steal_pointer (&tests);
}

