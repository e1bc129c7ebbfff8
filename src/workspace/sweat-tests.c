/* workspace/sweat-tests.c */
#include "sweat-tests.h"

#include <glib/gi18n.h>
#include <math.h>

#include "store/events.h"

#define UNKNOWN_AIR_C        22.0
#define UNKNOWN_AIR_LOG_SD   0.12 /* 0.03 L/h for each °C (SCIENCE §8.2), a spread of 4 °C */
#define UNKNOWN_HUMIDITY     50.0
#define UNKNOWN_HEIGHT_M     1.78
#define LAB_RATE_RELATIVE_SD 0.10 /* of a whole-body rate that came without its own */
#define PATCH_LOG_SD         0.25 /* LoA of ±0.61 L/h around 0.97 (SCIENCE §2.1), and from day to day */
#define WEIGHING_LOG_SD      0.07

void
occasion_init (Occasion *occasion)
{
  g_return_if_fail (occasion != NULL);

  *occasion = (Occasion) { NULL, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, INSTANT_UNKNOWN, FALSE };
}

void
occasion_clear (Occasion *occasion)
{
  g_clear_pointer (&occasion->sport, g_free);
}

void
athlete_prediction_free (AthletePrediction *prediction)
{
  if (prediction == NULL)
    return;
  g_clear_pointer (&prediction->tests, g_array_unref);
  g_clear_pointer (&prediction->words, g_ptr_array_unref);
  g_clear_pointer (&prediction->doubts, g_ptr_array_unref);
  g_free (prediction);
}

static double
known_or (double value, double otherwise)
{
  return isnan (value) ? otherwise : value;
}

/* What was not said comes from the sport's preset. */
static ThermalCondition
condition_of (const Athlete *athlete, double mass_kg, const char *sport, double air_c, double radiant_c, double humidity, double speed, double met, double clo)
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

/* A test and the conditions that it was made in, so that either predictor can be asked. */
typedef struct {
  SweatTest test;
  ThermalCondition condition;
} KnownTest;

/* A weighing that raises a question was confirmed when it was kept; what cannot be is passed over. */
static gboolean
rate_of_event (const Event *event, double minutes, double *rate, double *sd)
{
  WeighedBout bout;
  SweatingRate weighed;

  weighed_bout_init (&bout);
  bout.mass_before_kg = event_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG);
  bout.mass_after_kg = event_number (event, EVENT_FIELD_BODY_MASS_AFTER_KG);
  bout.drunk_ml = event_number (event, EVENT_FIELD_DRUNK_ML);
  bout.urine_ml = event_number (event, EVENT_FIELD_URINE_ML);
  bout.food_g = event_number (event, EVENT_FIELD_FOOD_G);
  bout.duration_min = minutes;
  bout.confirmed = TRUE;
  if (sweating_rate_by_mass_balance (&bout, &weighed, NULL) && weighed.rate_l_per_h > 0)
    {
      *rate = weighed.rate_l_per_h;
      *sd = weighed.rate_sd_l_per_h;
      return TRUE;
    }
  *rate = event_number (event, EVENT_FIELD_SWEAT_RATE_L_H);
  *sd = LAB_RATE_RELATIVE_SD * *rate;
  return *rate > 0;
}

static double
minutes_of (const Event *event)
{
  double seconds = known_or (event->timer_s, event->elapsed_s);

  if (isnan (seconds) && event->start_us != INSTANT_UNKNOWN && event->end_us != INSTANT_UNKNOWN)
    seconds = (double) (event->end_us - event->start_us) / G_USEC_PER_SEC;
  return seconds > 0 ? seconds / 60 : NAN;
}

static void
add_event_test (GArray *known, GPtrArray *words, const Athlete *athlete, const Event *event)
{
  double minutes = minutes_of (event), rate, sd, sodium = event_number (event, EVENT_FIELD_SWEAT_SODIUM_MMOL_L);
  double air_c = event_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C);
  double mass = known_or (event_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG), athlete->mass_kg);
  KnownTest test = { .test = { .kind = SWEAT_TEST_WEIGHING } };

  if (event->kind == EVENT_PLANNED || isnan (minutes) || !rate_of_event (event, minutes, &rate, &sd))
    return;
  g_ptr_array_add (words, g_strdup (event->sport ? event->sport : athlete->sport));
  test.test.sport = g_ptr_array_index (words, words->len - 1);
  test.test.rate_l_per_h = rate;
  test.test.rate_sd_l_per_h = isnan (air_c) ? hypot (sd, rate * UNKNOWN_AIR_LOG_SD) : sd;
  test.test.sodium_mmol_l = sodium > 0 ? sodium : NAN;
  test.test.sodium_sd_mmol_l = NAN;
  test.test.air_c = air_c;
  test.test.minutes = minutes;
  test.test.mass_kg = mass;
  test.test.at_us = event->start_us;
  test.condition = condition_of (athlete, mass, test.test.sport, air_c, NAN, event_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT),
                                 event_number (event, EVENT_FIELD_WEATHER_WIND_M_S), NAN, NAN);
  g_array_append_val (known, test);
}

/* A patch on the forearm tells of sodium; of the whole body's rate only with a model from local to whole body, and none is published. */
static gboolean
add_patch_tests (SaltlineWorkspace *self, GArray *known, GPtrArray *words, const Athlete *athlete, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(GPtrArray) photos = store_photos (store, FALSE, error);
  const SiteSodiumLine *line = site_sodium_line ("forearm");

  if (photos == NULL)
    return FALSE;
  for (guint i = 0; i < photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, i);
      g_autoptr(StoredReading) reading = NULL;
      KnownTest test = { .test = { .kind = SWEAT_TEST_PATCH, .rate_l_per_h = NAN, .rate_sd_l_per_h = NAN, .air_c = NAN, .minutes = NAN } };

      if (photo->state.athlete != athlete->id || photo->state.reading == 0)
        continue;
      reading = store_reading (store, photo->state.reading, error);
      if (reading == NULL)
        return FALSE;
      if (!(reading->sodium > 0))
        continue;
      g_ptr_array_add (words, g_strdup (athlete->sport));
      test.test.sport = g_ptr_array_index (words, words->len - 1);
      test.test.sodium_mmol_l
        = whole_body_sodium (line, reading->sodium, known_or (reading->sodium_sd, 0), &test.test.sodium_sd_mmol_l);
      test.test.minutes = photo->state.worn_min;
      test.test.mass_kg = athlete->mass_kg;
      test.test.at_us = photo->imported_us;
      thermal_condition_init (&test.condition);
      g_array_append_val (known, test);
    }
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const KnownTest *) a)->test.at_us, second = ((const KnownTest *) b)->test.at_us;

  return first < second ? -1 : first > second;
}

/* @stretched: (inout) (optional): set when the predictor was taken beyond its domain for one of them */
static GArray *
tests_as_expected (const GArray *known, PhysicalPredictor predictor, gboolean *stretched)
{
  GArray *tests = g_array_new (FALSE, FALSE, sizeof (SweatTest));

  for (guint t = 0; t < known->len; t++)
    {
      const KnownTest *from = &g_array_index (known, KnownTest, t);
      SweatTest test = from->test;
      gboolean beyond = FALSE;

      if (!isnan (test.rate_l_per_h))
        test.expected_log_rate = physical_expected_log_rate (predictor, test.sport, &from->condition, test.minutes, &beyond);
      if (stretched)
        *stretched |= beyond;
      g_array_append_val (tests, test);
    }
  return tests;
}

/* Root mean square of ln seen − ln predicted from the other tests. */
static double
left_out_error (const GArray *tests, const SweatPopulation *population)
{
  double squares = 0;
  guint n = 0;

  for (guint out = 0; out < tests->len; out++)
    {
      const SweatTest *left_out = &g_array_index (tests, SweatTest, out);
      g_autoptr(GArray) others = NULL;
      SweatProfile profile;

      if (isnan (left_out->rate_l_per_h))
        continue;
      others = g_array_copy ((GArray *) tests);
      g_array_remove_index (others, out);
      if (!sweat_profile_from_tests ((const SweatTest *) (gpointer) others->data, others->len, population, &profile, NULL))
        return NAN;
      squares += pow (log (left_out->rate_l_per_h) - left_out->expected_log_rate - profile.shift, 2);
      n++;
    }
  return n >= 3 ? sqrt (squares / n) : NAN;
}

/* By left-out error; Gonzalez's equation only where it holds, for every test and for the occasion. */
static void
choose_predictor (AthletePrediction *p, const GArray *known, const Occasion *occasion)
{
  gboolean stretched = FALSE;

  physical_rate_l_per_h (PHYSICAL_GONZALEZ, &p->condition, occasion->minutes, &stretched);
  for (guint predictor = 0; predictor < 2; predictor++)
    {
      g_autoptr(GArray) tests = tests_as_expected (known, (PhysicalPredictor) predictor, predictor == PHYSICAL_GONZALEZ ? &stretched : NULL);

      p->left_out_error[predictor] = left_out_error (tests, &p->population);
    }
  p->predictor = !stretched && p->left_out_error[PHYSICAL_GONZALEZ] < p->left_out_error[PHYSICAL_PHS] ? PHYSICAL_GONZALEZ : PHYSICAL_PHS;
}

static double
expected_log_sd (const AthletePrediction *p, const Occasion *occasion)
{
  ThermalCondition warmer = p->condition;
  double sd = isnan (occasion->air_c) ? UNKNOWN_AIR_LOG_SD : 0;

  if (occasion->air_sd_c > 0)
    {
      warmer.air_c += 1;
      warmer.radiant_c += 1;
      sd = occasion->air_sd_c
           * fabs (log (physical_rate_l_per_h (p->predictor, &warmer, occasion->minutes, NULL))
                   - log (physical_rate_l_per_h (p->predictor, &p->condition, occasion->minutes, NULL)));
    }
  return sd;
}

AthletePrediction *
saltline_workspace_predict (SaltlineWorkspace *self, const Athlete *athlete, const Occasion *occasion, GError **error)
{
  g_autoptr(AthletePrediction) p = g_new0 (AthletePrediction, 1);
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(GArray) known = g_array_new (FALSE, TRUE, sizeof (KnownTest));
  OccasionFacts facts;
  SweatOccasion asked;
  gboolean stretched;

  g_return_val_if_fail (athlete != NULL && occasion != NULL && occasion->minutes > 0, NULL);

  if (isnan (athlete->mass_kg))
    {
      g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_NO_BASIS,
                   _("The body mass of %s is not known, and without it nothing can be predicted: saltline athlete edit %s --mass KG."), athlete->name,
                   athlete->handle);
      return NULL;
    }
  timeline = saltline_workspace_timeline (self, athlete, error);
  if (timeline == NULL)
    return NULL;
  p->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < timeline->timeline->events->len; i++)
    add_event_test (known, p->words, athlete, ((TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged);
  if (!add_patch_tests (self, known, p->words, athlete, error))
    return NULL;
  g_array_sort (known, compare_times);

  sweat_population_default (occasion->sport, &p->population);
  p->condition = condition_of (athlete, athlete->mass_kg, occasion->sport, occasion->air_c, occasion->radiant_c, occasion->relative_humidity,
                               occasion->air_speed_m_s, occasion->metabolic_rate_met, occasion->clothing_clo);
  choose_predictor (p, known, occasion);
  p->tests = tests_as_expected (known, p->predictor, NULL);
  if (!sweat_profile_from_tests ((const SweatTest *) (gpointer) p->tests->data, p->tests->len, &p->population, &p->profile, error))
    return NULL;

  asked.minutes = occasion->minutes;
  asked.expected_log_rate = physical_expected_log_rate (p->predictor, occasion->sport, &p->condition, occasion->minutes, &stretched);
  asked.expected_log_sd = expected_log_sd (p, occasion);
  sweat_predict (&p->profile, &p->population, &asked, &p->prediction);
  p->norm = sport_norm_find (occasion->sport);
  p->percentile = p->norm ? lognormal_percentile (p->prediction.rate_l_per_h.value, p->norm->rate_mean_l_per_h, p->norm->rate_sd_l_per_h) : NAN;
  sweat_next_test (&p->profile, &p->population, PATCH_LOG_SD, WEIGHING_LOG_SD, &p->next);
  facts = (OccasionFacts) { occasion->sport, occasion->air_c, occasion->minutes, athlete->mass_kg,
                            occasion->at_us == INSTANT_UNKNOWN ? g_get_real_time () : occasion->at_us, occasion->acclimatised, NULL, stretched };
  p->doubts = profile_doubts ((const SweatTest *) (gpointer) p->tests->data, p->tests->len, &facts);
  return g_steal_pointer (&p);
}

gboolean
saltline_workspace_keep_weighing (SaltlineWorkspace *self, const Athlete *athlete, const WeighedBout *bout, const char *sport, gint64 start_us,
                                  double air_c, double relative_humidity, GError **error)
{
  g_autoptr(Event) event = event_new (EVENT_LAB_TRIAL, "typed");
  EventOutcome outcome;

  g_return_val_if_fail (athlete != NULL && bout != NULL, FALSE);

  event->source_id = g_uuid_string_random ();
  event_set_sport (event, sport ? sport : athlete->sport);
  event->start_us = start_us;
  event->end_us = start_us + (gint64) (bout->duration_min * 60 * G_USEC_PER_SEC);
  event->elapsed_s = bout->duration_min * 60;
  event_set_number (event, EVENT_FIELD_TYPED, 1);
  event_set_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG, bout->mass_before_kg);
  event_set_number (event, EVENT_FIELD_BODY_MASS_AFTER_KG, bout->mass_after_kg);
  event_set_number (event, EVENT_FIELD_DRUNK_ML, bout->drunk_ml);
  event_set_number (event, EVENT_FIELD_URINE_ML, bout->urine_ml);
  event_set_number (event, EVENT_FIELD_FOOD_G, bout->food_g);
  event_set_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C, air_c);
  event_set_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, relative_humidity);
  if (!store_put_event (saltline_workspace_get_store (self), athlete->id, event, &outcome, error))
    return FALSE;
  saltline_workspace_timeline_changed (self, athlete->id);
  return TRUE;
}
