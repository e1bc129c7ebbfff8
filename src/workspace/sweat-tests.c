/* workspace/sweat-tests.c */
#include "sweat-tests.h"

#include <glib/gi18n.h>
#include <math.h>

#include "body-mass.h"
#include "patch-rate.h"
#include "store/overrides.h"
#include "sweat-tests-private.h"

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
  g_clear_pointer (&prediction->retired, g_hash_table_unref);
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

char *
athlete_prediction_next_test (const AthletePrediction *prediction)
{
  const NextTest *next = &prediction->next;

  g_return_val_if_fail (prediction != NULL, NULL);

  if (next->sodium_first)
    return g_strdup_printf (_("A patch would narrow the loss of sodium most: from ± %.0f %% to ± %.0f %%."), 196 * next->sodium_log_sd_now,
                            196 * next->sodium_log_sd_after_patch);
  return g_strdup_printf (next->kind == SWEAT_TEST_PATCH ? _("A patch would narrow the rate most: from ± %.0f %% to ± %.0f %%.")
                                                         : _("A weighing before and after would narrow the rate most: from ± %.0f %% to ± %.0f %%."),
                          196 * next->rate_log_sd_now, 196 * next->rate_log_sd_then);
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

  population->shift = expectation->log_athlete;
  if (!(expectation->residual_sd > 0))
    return;
  if (expectation->tells_athletes_apart)
    {
      population->between_sd = expectation->athlete_sd > 0 ? expectation->athlete_sd : population->between_sd;
      population->within_sd = expectation->residual_sd;
    }
  else /* a model without athletes: its residual holds both, in the usual proportion */
    {
      population->between_sd *= expectation->residual_sd / share;
      population->within_sd *= expectation->residual_sd / share;
    }
}

static void
expectation_clear (gpointer expectation)
{
  model_expectation_clear (expectation);
}

/* Every test as the model expects it; one that it has no answer for tells of sodium alone. A model that knows the athlete has seen what came before it.
 * @expectations: of those tests that tell of the rate, in their order */
static GArray *
tests_by_model (const GArray *known, const AdoptedModel *model, const Athlete *athlete, GArray *expectations)
{
  GArray *tests = g_array_new (FALSE, FALSE, sizeof (SweatTest));

  for (guint t = 0; t < known->len; t++)
    {
      const KnownTest *from = &g_array_index (known, KnownTest, t);
      g_auto(ModelExpectation) expectation = { 0 };
      SweatTest test = from->test;

      if (!isnan (test.rate_l_per_h))
        {
          if (!model_expects (model, athlete, test.sport, &from->condition, test.air_c, 0, from->humidity, test.minutes, test.at_us, &expectation, NULL)
              || (expectation.knows_athlete && test.at_us <= model->made_us))
            test.rate_l_per_h = test.rate_sd_l_per_h = NAN;
          else
            {
              const ModelExpectation kept = expectation;

              test.expected_log_rate = expectation.log_fixed;
              test.known_shift = expectation.log_athlete;
              g_array_append_val (expectations, kept);
              expectation = (ModelExpectation) { 0 };
            }
        }
      g_array_append_val (tests, test);
    }
  return tests;
}

/* Of what is expected of each test, and last of the occasion; 0 for tests that do not tell of the rate. */
static double *
covariance_of_expectations (const AthletePrediction *p, GArray *expectations, const ModelExpectation *occasion)
{
  const gsize n = p->tests->len + 1;
  g_autofree const ModelExpectation **all = g_new0 (const ModelExpectation *, n);
  double *covariance = g_new0 (double, n * n);
  guint at = 0;

  for (guint t = 0; t < p->tests->len; t++)
    if (!isnan (g_array_index (p->tests, SweatTest, t).rate_l_per_h))
      all[t] = &g_array_index (expectations, ModelExpectation, at++);
  all[n - 1] = occasion;
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      if (all[i] && all[j])
        {
          covariance[i * n + j] = model_expectation_covariance (p->model, all[i], all[j]);
          if (!occasion->tells_athletes_apart)
            covariance[i * n + j] += pow (p->population.between_sd, 2);
        }
  return covariance;
}

/* Where the prediction's expectation comes from, and what is to be said of it. */
typedef struct {
  SweatOccasion asked;
  double *covariance;  /* (nullable): of what a model expects of the tests and of the occasion */
  gboolean stretched, knows_athlete;
  char *outside;   /* (nullable) */
  char *refusal;   /* (nullable) */
} Basis;

static void
basis_clear (Basis *basis)
{
  g_free (basis->covariance);
  g_free (basis->outside);
  g_free (basis->refusal);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Basis, basis_clear)

/* FALSE: the model has no answer, or there is none. */
static gboolean
ask_model (AthletePrediction *p, const GArray *known, const Athlete *athlete, const Occasion *occasion, gint64 at_us, Basis *basis)
{
  g_auto(ModelExpectation) expectation = { 0 };
  g_autoptr(GArray) expectations = g_array_new (FALSE, FALSE, sizeof (ModelExpectation));
  g_autoptr(GError) error = NULL;

  g_array_set_clear_func (expectations, expectation_clear);
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
  p->tests = tests_by_model (known, p->model, athlete, expectations);
  basis->covariance = covariance_of_expectations (p, expectations, &expectation);
  basis->asked.expected_log_rate = expectation.log_fixed;
  basis->asked.expected_log_sd = expectation.input_sd;
  basis->asked.df = expectation.df;
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

gboolean
predict_from_tests (AthletePrediction *p, const GArray *known, const Athlete *athlete, const Occasion *occasion, GError **error)
{
  g_auto(Basis) basis = { .asked = { .minutes = occasion->minutes } };
  const gint64 at_us = occasion->at_us == INSTANT_UNKNOWN ? g_get_real_time () : occasion->at_us;
  OccasionFacts facts;

  sweat_population_default (occasion->sport, &p->population);
  if (!ask_model (p, known, athlete, occasion, at_us, &basis))
    ask_physics (p, known, occasion, &basis);
  if (!(basis.covariance
          ? sweat_profile_from_joint ((const SweatTest *) (gpointer) p->tests->data, p->tests->len, basis.covariance, &p->population, &p->profile, error)
          : sweat_profile_from_tests ((const SweatTest *) (gpointer) p->tests->data, p->tests->len, &p->population, &p->profile, error)))
    return FALSE;

  sweat_predict (&p->profile, &p->population, &basis.asked, &p->prediction);
  p->norm = sport_norm_find (occasion->sport);
  p->percentile = p->norm ? lognormal_percentile (p->prediction.rate_l_per_h.value, p->norm->rate_mean_l_per_h, p->norm->rate_sd_l_per_h) : NAN;
  sweat_next_test (&p->profile, &p->population, PATCH_LOG_SD, WEIGHING_LOG_SD, &p->next);
  facts = (OccasionFacts) { occasion->sport, occasion->air_c, occasion->minutes, p->condition.mass_kg, at_us, occasion->acclimatised, p->patch_model,
                            basis.stretched, basis.outside, basis.refusal, basis.knows_athlete, occasion->units };
  p->doubts = profile_doubts ((const SweatTest *) (gpointer) p->tests->data, p->tests->len, &facts);
  return TRUE;
}

AthletePrediction *
saltline_workspace_predict (SaltlineWorkspace *self, const Athlete *athlete, const Occasion *occasion, GError **error)
{
  g_autoptr(AthletePrediction) p = g_new0 (AthletePrediction, 1);
  g_autoptr(Athlete) weighed = NULL;
  g_autoptr(GArray) known = NULL;

  g_return_val_if_fail (athlete != NULL && occasion != NULL && occasion->minutes > 0, NULL);

  weighed = saltline_workspace_as_weighed (self, athlete, error);
  if (weighed == NULL)
    return NULL;
  if (isnan (weighed->mass_kg))
    {
      g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_NO_BASIS,
                   _("The body mass of %s is not known, and without it nothing can be predicted: weigh, or write it with the athlete (saltline athlete edit %s --mass KG)."), athlete->name,
                   athlete->handle);
      return NULL;
    }
  known = sweat_tests_collect (self, p, weighed, error);
  if (known == NULL)
    return NULL;
  p->condition = sweat_condition_of (weighed, weighed->mass_kg, occasion->sport, occasion->air_c, occasion->radiant_c, occasion->relative_humidity,
                                     occasion->air_speed_m_s, occasion->metabolic_rate_met, occasion->clothing_clo);
  return predict_from_tests (p, known, weighed, occasion, error) ? g_steal_pointer (&p) : NULL;
}

gboolean
saltline_workspace_retire_test (SaltlineWorkspace *self, const Athlete *athlete, const char *test, const char *reason, GError **error)
{
  Store *store = saltline_workspace_get_store (self);

  g_return_val_if_fail (athlete != NULL && test != NULL, FALSE);

  if (!(reason ? store_retire_test (store, athlete->id, test, reason, error) : store_use_test_again (store, athlete->id, test, error)))
    return FALSE;
  saltline_workspace_timeline_changed (self, athlete->id);
  return TRUE;
}
