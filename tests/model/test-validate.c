/* tests/model/test-validate.c: predictions, left-out athletes, bootstrap */
#include "study.h"

#include "model/back-transform.h"
#include "model/bootstrap.h"
#include "model/compare.h"
#include "model/predict.h"
#include "model/validate.h"

static void
test_known_and_new_athletes_are_predicted (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_autoptr(DataFrame) new_rows = frame_of_text ("x,z,athlete,site\n5,5,a3,s1\n5,5,new,s1\n5,5,new,new\n50,5,a3,s1\n,5,a3,s1\n");
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + z + (1|athlete) + (1|site)", METHOD_REML, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) predictions = predict_rows (fitted.fit, fitted.data, new_rows, &error);
  const Prediction *p = (const Prediction *) predictions->data;

  g_assert_no_error (error);
  assert_digits (p[0].fit, 29.23133388387, 6);
  g_assert_true (p[0].known);
  g_assert_false (p[1].known);
  assert_digits (p[2].fit, 29.5920635080284 + 5 * 0.7054263470549 - 5 * 0.2641884555412, 8);
  g_assert_cmpfloat (p[2].pi_high - p[2].pi_low, >, p[1].pi_high - p[1].pi_low);
  g_assert_cmpfloat (p[1].pi_high - p[1].pi_low, >, p[0].pi_high - p[0].pi_low);
  g_assert_cmpstr (p[3].extrapolates[0], ==, "x");
  g_assert_null (p[0].extrapolates[0]);
  g_assert_true (isnan (p[4].fit));
  g_array_unref (g_steal_pointer (&predictions));
}

static void
test_least_squares_intervals_are_rs (void)
{
  g_autoptr(DataFrame) frame = shared_frame ("stat/stackloss.csv");
  g_autoptr(DataFrame) new_rows = frame_of_text ("Air.Flow,Water.Temp,Acid.Conc.\n60,20,86\n");
  g_auto(Fitted) fitted = { 0 };
  g_autoptr(GArray) predictions = NULL;
  const Prediction *p;

  if (frame == NULL)
    return;
  fitted = fitted_new (frame, "stack.loss ~ .", METHOD_OLS, NULL);
  predictions = predict_rows (fitted.fit, fitted.data, new_rows, NULL);
  p = (const Prediction *) predictions->data;
  assert_digits (p->fit, 15.84192345, 9);
  assert_digits (p->pi_low, 8.79623897904, 11);
  assert_digits (p->pi_high, 22.8876079209, 11);
}

static void
test_a_level_that_was_not_trained_gives_no_number (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_autoptr(DataFrame) new_rows = frame_of_text ("x,sport\n5,chess\n5,run\n");
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + sport", METHOD_OLS, NULL);
  g_autoptr(GArray) predictions = predict_rows (fitted.fit, fitted.data, new_rows, NULL);
  const Prediction *p = (const Prediction *) predictions->data;

  g_assert_true (isnan (p[0].fit));
  g_assert_cmpstr (p[0].extrapolates[0], ==, "sport");
  g_assert_false (isnan (p[1].fit));
}

/* Leaves each athlete out by hand. */
static void
test_left_out_predictions_know_nothing_of_the_athlete (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) all = fitted_new (frame, "y ~ x + poly(z, 2) + (1|athlete)", METHOD_REML, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Validation) validation = validate_by_group (all.fit, all.data, "athlete", 0, 0, 1, &error);
  g_autoptr(DataFrame) others = study_frame ();
  g_auto(Fitted) without = { 0 };

  g_assert_no_error (error);
  g_assert_cmpuint (validation->n_folds, ==, 12);
  g_assert_cmpint (data_frame_where (others, "athlete != 'a7'", &error), >, 0);
  without = fitted_new (others, "y ~ x + z + I(z^2) + (1|athlete)", METHOD_REML, NULL);
  for (guint i = 0; i < all.data->n; i++)
    if (g_str_equal (validation->levels[validation->groups[i]], "a7"))
      {
        const double x = data_frame_find (frame, "x")->values[i], z = data_frame_find (frame, "z")->values[i];

        assert_digits (validation->predicted[i],
                       coefficient (&without, "(Intercept)")->estimate + x * coefficient (&without, "x")->estimate
                         + z * coefficient (&without, "z")->estimate + z * z * coefficient (&without, "I(z^2)")->estimate,
                       7);
      }
}

static void
test_the_forearm_study_left_out_is_reproduced (void)
{
  g_autoptr(DataFrame) frame = shared_frame ("sport/sudomotor_data_akerman.csv");
  g_auto(Fitted) ols = { 0 };
  g_auto(Fitted) mixed = { 0 };
  g_autoptr(Validation) a = NULL;
  g_autoptr(Validation) b = NULL;

  if (frame == NULL)
    return;
  data_frame_derive (frame,
                     "multi = (AbdomenSR_abs + BicepSR_abs + CalfSR_abs + ChestSR_abs + FootSR_abs + ForeheadSR_abs + HandSR_abs + "
                     "QuadSR_abs)/8",
                     NULL);
  ols = fitted_new (frame, "multi ~ ForearmSR_abs", METHOD_OLS, NULL);
  mixed = fitted_new (frame, "multi ~ ForearmSR_abs + (1|Subject)", METHOD_REML, NULL);
  a = validate_by_group (ols.fit, ols.data, "Subject", 0, 0, 1, NULL);
  b = validate_by_group (mixed.fit, mixed.data, "Subject", 0, 0, 1, NULL);
  assert_digits (a->all.bias, 0.001927697133, 8);
  assert_digits (a->all.loa_low, -0.2638298132, 8);
  assert_digits (a->all.rmse, 0.1350285686, 8);
  assert_digits (a->all.mae, 0.1007830716, 8);
  assert_digits (a->all.mape, 15.60712446, 8);
  assert_digits (b->all.bias, 0.01050958946, 7);
  assert_digits (b->all.loa_high, 0.2738930778, 8);
  assert_digits (b->all.mape, 14.70225781, 8);
}

static void
test_a_level_of_one_athlete_alone_is_not_predicted_from_others (void)
{
  g_autoptr(DataFrame) frame = frame_of_text ("y,x,a,s\n1,1,p,u\n2,2,p,u\n3,4,q,u\n5,5,q,u\n4,3,r,v\n6,7,r,v\n7,6,t,u\n8,9,t,u\n");
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + s", METHOD_OLS, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Validation) validation = validate_by_group (fitted.fit, fitted.data, "a", 0, 0, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (validation->n_impossible, ==, 2);
  g_assert_true (isnan (validation->predicted[4]));
  g_assert_cmpuint (validation->all.n, ==, 6);
}

static void
test_shuffling_a_column_that_matters_costs_more (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + z + w", METHOD_OLS, NULL);
  g_autoptr(Validation) validation = validate_by_group (fitted.fit, fitted.data, "athlete", 4, 20, 7, NULL);
  const Importance *importance = (const Importance *) validation->importance->data;

  g_assert_cmpuint (validation->n_folds, ==, 4);
  g_assert_cmpstr (importance[0].name, ==, "x");
  g_assert_cmpfloat (importance[0].rmse_increase, >, importance[1].rmse_increase);
  g_assert_cmpfloat (importance[1].rmse_increase, >, importance[2].rmse_increase);
  g_assert_cmpfloat (fabs (importance[2].rmse_increase), <, 0.05);
}

static void
assert_bootstrap (const char *formula, FitMethod method, guint n)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) fitted = fitted_new (frame, formula, method, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Bootstrap) one = bootstrap_by_cluster (fitted.fit, fitted.data, "athlete", n, 11, &error);
  g_autoptr(Bootstrap) again = bootstrap_by_cluster (fitted.fit, fitted.data, "athlete", n, 11, &error);
  g_autoptr(Bootstrap) other = bootstrap_by_cluster (fitted.fit, fitted.data, "athlete", n, 12, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (one->n, >, n * 9 / 10);
  for (guint k = 0; k < one->rank; k++)
    {
      g_assert_cmpfloat (one->low[k], ==, again->low[k]);
      g_assert_cmpfloat (one->high[k], ==, again->high[k]);
      g_assert_cmpfloat (one->low[k], !=, other->low[k]);
      g_assert_cmpfloat (one->low[k], <, fitted.fit->beta[k]);
      g_assert_cmpfloat (one->high[k], >, fitted.fit->beta[k]);
    }
}

static void
test_the_bootstrap_keeps_to_its_seed (void)
{
  assert_bootstrap ("y ~ x + z", METHOD_OLS, 300);
  assert_bootstrap ("y ~ x + z + (1|athlete)", METHOD_REML, 300);
  assert_bootstrap ("y ~ x + z + (1|athlete) + (1|site)", METHOD_REML, 30);
  assert_bootstrap ("y ~ x + z", METHOD_HUBER, 30);
}

/* Each draw refitted from the rows themselves gives what the sums by cluster give. */
static void
test_sums_by_cluster_refit_as_rows_do (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) sums = fitted_new (frame, "y ~ x + z + (1|athlete)", METHOD_REML, NULL);
  g_auto(Fitted) rows = fitted_new (frame, "y ~ x + z + (1|athlete) + (0 + I(x * 0) | site)", METHOD_REML, NULL);
  g_autoptr(Bootstrap) a = bootstrap_by_cluster (sums.fit, sums.data, "athlete", 10, 5, NULL);
  g_autoptr(Bootstrap) b = bootstrap_by_cluster (rows.fit, rows.data, "athlete", 10, 5, NULL);

  g_assert_cmpuint (a->n, ==, b->n);
  for (guint i = 0; i < a->n * a->rank; i++)
    assert_digits (a->draws[i], b->draws[i], 6);
}

static void
test_models_are_compared_as_anova_does (void)
{
  g_autoptr(DataFrame) frame = shared_frame ("stat/sleepstudy.csv");
  const ModelDataOptions none = { NULL, NULL, FALSE };
  g_autoptr(GError) error = NULL;
  g_auto(Fitted) slopes = { 0 };
  Comparison comparison;

  if (frame == NULL)
    return;
  slopes = fitted_new (frame, "Reaction ~ Days + (Days|Subject)", METHOD_REML, NULL);
  g_assert_true (models_compare (slopes.fit, slopes.data, "Reaction ~ Days + (1|Subject)", &none, &comparison, &error));
  g_assert_true (comparison.is_nested);
  assert_digits (comparison.chi2, 1794.07864301 - 1751.93934446, 8);
  g_assert_cmpfloat (comparison.df, ==, 2);
  assert_digits (comparison.first.aic, 1763.93934446, 10);
  assert_digits (comparison.second.bic, 1814.85047041, 10);
  g_assert_false (models_compare (slopes.fit, slopes.data, "log(Reaction) ~ Days", &none, &comparison, &error));
  g_assert_nonnull (strstr (error->message, "different responses"));
}

static void
test_smearing_takes_logarithms_back (void)
{
  g_autoptr(DataFrame) frame = frame_of_text ("y,x\n2.718281828459045,1\n1,1\n7.38905609893065,2\n2.718281828459045,2\n");
  g_auto(Fitted) fitted = fitted_new (frame, "log(y) ~ x", METHOD_OLS, NULL);

  g_assert_true (response_is_log (fitted.data->formula));
  assert_digits (smearing_factor (fitted.fit, fitted.data, FALSE), (exp (0.5) + exp (-0.5)) / 2, 12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/predict/athletes", test_known_and_new_athletes_are_predicted);
  g_test_add_func ("/model/predict/intervals", test_least_squares_intervals_are_rs);
  g_test_add_func ("/model/predict/new-level", test_a_level_that_was_not_trained_gives_no_number);
  g_test_add_func ("/model/predict/smearing", test_smearing_takes_logarithms_back);
  g_test_add_func ("/model/validate/by-hand", test_left_out_predictions_know_nothing_of_the_athlete);
  g_test_add_func ("/model/validate/forearm", test_the_forearm_study_left_out_is_reproduced);
  g_test_add_func ("/model/validate/own-level", test_a_level_of_one_athlete_alone_is_not_predicted_from_others);
  g_test_add_func ("/model/validate/importance", test_shuffling_a_column_that_matters_costs_more);
  g_test_add_func ("/model/bootstrap/seed", test_the_bootstrap_keeps_to_its_seed);
  g_test_add_func ("/model/bootstrap/sums", test_sums_by_cluster_refit_as_rows_do);
  g_test_add_func ("/model/compare/anova", test_models_are_compared_as_anova_does);
  return g_test_run ();
}
