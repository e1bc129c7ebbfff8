/* workspace/sweat-tests.c */
#include "sweat-tests.h"

#include <glib/gi18n.h>
#include <math.h>

#include "patch-rate.h"
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
  adopted_model_free (prediction->model);
  g_free (prediction->patch_model);
  g_free (prediction);
}

const char *
athlete_prediction_source (const AthletePrediction *prediction)
{
  return prediction->model ? prediction->model->label : physical_predictor_name (prediction->predictor);
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

/* A test and the conditions that it was made in, so that physics and model can be asked. */
typedef struct {
  SweatTest test;
  ThermalCondition condition;
  double humidity;        /* NAN: not known; the air is in the test */
  double wind_m_s;
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
  test.humidity = event_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT);
  test.wind_m_s = event_number (event, EVENT_FIELD_WEATHER_WIND_M_S);
  test.condition = condition_of (athlete, mass, test.test.sport, air_c, NAN, test.humidity, test.wind_m_s, NAN, NAN);
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
  double own = 0, athlete_sd = 0;

  if (model && patch_rate_find (model, athlete, reading, workout, &rate, NULL))
    {
      test->test.rate_l_per_h = rate.rate_l_per_h;
      test->test.model = model->label;
      own = hypot (rate.patch_sd, rate.model_sd);
      athlete_sd = rate.athlete_sd;
      test->test.rate_sd_l_per_h = sd_from_log (rate.rate_l_per_h, own);
    }
  g_array_append_val (shared, athlete_sd);
}

/* What the model does not know of the athlete is the same in all n patches: with n·s² + v each they leave s² + v/n together. */
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

static gboolean
add_patch_tests (SaltlineWorkspace *self, GArray *known, GPtrArray *words, const Athlete *athlete, const AthleteTimeline *timeline,
                 const AdoptedModel *model, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(GPtrArray) photos = store_photos (store, FALSE, error);
  g_autoptr(GArray) shared = g_array_new (FALSE, FALSE, sizeof (double));
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
      if (!(reading->sodium > 0) && !(model && reading->rate > 0))
        continue;
      workout = photo->state.workout ? athlete_timeline_event (timeline, photo->state.workout) : NULL;
      g_ptr_array_add (words, g_strdup (workout && workout->sport ? workout->sport : athlete->sport));
      test.test.sport = g_ptr_array_index (words, words->len - 1);
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
      test.condition = condition_of (athlete, athlete->mass_kg, test.test.sport, test.test.air_c, NAN, test.humidity, test.wind_m_s, NAN, NAN);
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

/* --- by the adopted model --- */

static gboolean
model_expects (const AdoptedModel *model, const Athlete *athlete, const char *sport, const ThermalCondition *condition, double air_c, double air_sd_c,
               double humidity, double minutes, gint64 at_us, ModelExpectation *expectation, GError **error)
{
  ModelInputs inputs;

  model_inputs_init (&inputs);
  model_inputs_set_athlete (&inputs, athlete, condition->mass_kg, at_us);
  model_inputs_set_conditions (&inputs, sport, air_c, air_sd_c, humidity, condition->air_speed_m_s, minutes,
                               model_uses_input (model->equation, INPUT_PHS) ? physical_rate_l_per_h (PHYSICAL_PHS, condition, minutes, NULL) : NAN);
  return adopted_model_expect (model, &inputs, expectation, error);
}

/* The model's variances instead of the sport's; and what it knows of this athlete, where there is something. */
static void
set_population (SweatPopulation *population, const ModelExpectation *expectation)
{
  const double share = hypot (population->between_sd, population->within_sd);

  if (!(expectation->residual_sd > 0))
    return;
  if (expectation->athlete_sd > 0)
    {
      population->between_sd = expectation->athlete_sd;
      population->within_sd = expectation->residual_sd;
    }
  else /* a model without athletes: its residual holds both, in the usual proportion */
    {
      population->between_sd *= expectation->residual_sd / share;
      population->within_sd *= expectation->residual_sd / share;
    }
  population->shift = expectation->log_athlete;
}

/* Every test as the model expects it; one that it has no answer for tells of sodium alone. A model that knows the athlete has seen what came before it. */
static GArray *
tests_by_model (const GArray *known, const AdoptedModel *model, const Athlete *athlete, gboolean knows_athlete)
{
  GArray *tests = g_array_new (FALSE, FALSE, sizeof (SweatTest));

  for (guint t = 0; t < known->len; t++)
    {
      const KnownTest *from = &g_array_index (known, KnownTest, t);
      g_auto(ModelExpectation) expectation = { 0 };
      SweatTest test = from->test;

      if (!isnan (test.rate_l_per_h))
        {
          if ((knows_athlete && test.at_us <= model->made_us)
              || !model_expects (model, athlete, test.sport, &from->condition, test.air_c, 0, from->humidity, test.minutes, test.at_us, &expectation, NULL))
            test.rate_l_per_h = test.rate_sd_l_per_h = NAN;
          else
            test.expected_log_rate = expectation.log_fixed;
        }
      g_array_append_val (tests, test);
    }
  return tests;
}

/* Where the prediction's expectation comes from, and what is to be said of it. */
typedef struct {
  SweatOccasion asked;
  gboolean stretched, knows_athlete;
  char *outside;   /* (nullable) */
  char *refusal;   /* (nullable) */
} Basis;

static void
basis_clear (Basis *basis)
{
  g_free (basis->outside);
  g_free (basis->refusal);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Basis, basis_clear)

/* FALSE: the model has no answer, or there is none. */
static gboolean
ask_model (AthletePrediction *p, const GArray *known, const Athlete *athlete, const Occasion *occasion, gint64 at_us, Basis *basis)
{
  g_auto(ModelExpectation) expectation = { 0 };
  g_autoptr(GError) error = NULL;

  if (p->model == NULL)
    return FALSE;
  if (!model_expects (p->model, athlete, occasion->sport, &p->condition, occasion->air_c, occasion->air_sd_c, occasion->relative_humidity, occasion->minutes,
                      at_us, &expectation, &error))
    {
      basis->refusal = g_strdup (error->message);
      g_clear_pointer (&p->model, adopted_model_free);
      return FALSE;
    }
  set_population (&p->population, &expectation);
  p->tests = tests_by_model (known, p->model, athlete, expectation.knows_athlete);
  basis->asked.expected_log_rate = expectation.log_fixed;
  basis->asked.expected_log_sd = hypot (expectation.coefficient_sd, expectation.input_sd);
  basis->knows_athlete = expectation.knows_athlete;
  if (expectation.extrapolates[0])
    basis->outside = g_strjoinv (", ", expectation.extrapolates);
  return TRUE;
}

static void
ask_physics (AthletePrediction *p, const GArray *known, const Occasion *occasion, Basis *basis)
{
  choose_predictor (p, known, occasion);
  p->tests = tests_as_expected (known, p->predictor, NULL);
  basis->asked.expected_log_rate = physical_expected_log_rate (p->predictor, occasion->sport, &p->condition, occasion->minutes, &basis->stretched);
  basis->asked.expected_log_sd = expected_log_sd (p, occasion);
}

/* The adopted models and all tests, oldest first. */
static GArray *
collect_tests (SaltlineWorkspace *self, AthletePrediction *p, const Athlete *athlete, GError **error)
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
    add_event_test (known, p->words, athlete, ((TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged);
  if (!add_patch_tests (self, known, p->words, athlete, timeline, patch, error))
    return NULL;
  p->patch_model = patch ? g_strdup (patch->label) : NULL;
  for (guint t = 0; t < known->len; t++) /* the words of a test live as long as the prediction */
    if (g_array_index (known, KnownTest, t).test.model)
      g_array_index (known, KnownTest, t).test.model = p->patch_model;
  g_array_sort (known, compare_times);
  return g_steal_pointer (&known);
}

AthletePrediction *
saltline_workspace_predict (SaltlineWorkspace *self, const Athlete *athlete, const Occasion *occasion, GError **error)
{
  g_autoptr(AthletePrediction) p = g_new0 (AthletePrediction, 1);
  g_autoptr(GArray) known = NULL;
  g_auto(Basis) basis = { .asked = { .minutes = occasion->minutes } };
  const gint64 at_us = occasion->at_us == INSTANT_UNKNOWN ? g_get_real_time () : occasion->at_us;
  OccasionFacts facts;

  g_return_val_if_fail (athlete != NULL && occasion != NULL && occasion->minutes > 0, NULL);

  if (isnan (athlete->mass_kg))
    {
      g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_NO_BASIS,
                   _("The body mass of %s is not known, and without it nothing can be predicted: saltline athlete edit %s --mass KG."), athlete->name,
                   athlete->handle);
      return NULL;
    }
  known = collect_tests (self, p, athlete, error);
  if (known == NULL)
    return NULL;

  sweat_population_default (occasion->sport, &p->population);
  p->condition = condition_of (athlete, athlete->mass_kg, occasion->sport, occasion->air_c, occasion->radiant_c, occasion->relative_humidity,
                               occasion->air_speed_m_s, occasion->metabolic_rate_met, occasion->clothing_clo);
  if (!ask_model (p, known, athlete, occasion, at_us, &basis))
    ask_physics (p, known, occasion, &basis);
  if (!sweat_profile_from_tests ((const SweatTest *) (gpointer) p->tests->data, p->tests->len, &p->population, &p->profile, error))
    return NULL;

  sweat_predict (&p->profile, &p->population, &basis.asked, &p->prediction);
  p->norm = sport_norm_find (occasion->sport);
  p->percentile = p->norm ? lognormal_percentile (p->prediction.rate_l_per_h.value, p->norm->rate_mean_l_per_h, p->norm->rate_sd_l_per_h) : NAN;
  sweat_next_test (&p->profile, &p->population, PATCH_LOG_SD, WEIGHING_LOG_SD, &p->next);
  facts = (OccasionFacts) { occasion->sport, occasion->air_c, occasion->minutes, athlete->mass_kg, at_us, occasion->acclimatised, p->patch_model,
                            basis.stretched, basis.outside, basis.refusal, basis.knows_athlete };
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
