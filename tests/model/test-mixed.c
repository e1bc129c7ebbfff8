/* tests/model/test-mixed.c: mixed models against lme4, lmerTest and exact solutions */
#include "study.h"

typedef struct {
  const char *file, *formula;
  FitMethod method;
  double criterion, sd[4], correlation; /* of the parts in lme4's order, their terms one after the other; then the residual */
} Reference;

static void
assert_reference (const DataFrame *frame, const Reference *reference)
{
  g_auto(Fitted) fitted = fitted_new (frame, reference->formula, reference->method, NULL);
  guint at = 0;

  g_test_message ("%s", reference->formula);
  g_assert_cmpfloat (fitted.fit->criterion, <, reference->criterion + 1e-6);
  assert_digits (fitted.fit->criterion, reference->criterion, 9);
  for (guint a = 0; a < fitted.fit->random->len; a++)
    {
      const RandomEffect *effect = g_ptr_array_index (fitted.fit->random, a);

      for (guint t = 0; t < effect->n_terms; t++)
        g_assert_cmpfloat_with_epsilon (effect->sd[t], reference->sd[at++], 1e-6 * MAX (effect->sd[t], 1));
      if (effect->n_terms > 1)
        g_assert_cmpfloat_with_epsilon (effect->correlation[1], reference->correlation, 2e-6);
    }
  assert_digits (fitted.fit->sigma, reference->sd[at], 6);
}

static void
test_the_study_agrees_with_lme4 (void)
{
  static const Reference references[] = {
    { NULL, "y ~ x + z + sport + (1|athlete)", METHOD_REML, 507.3571399509, { 2.39271607300, 1.76151846108 }, 0 },
    { NULL, "y ~ x + z + (1|athlete) + (1|site)", METHOD_REML, 506.9202802881, { 2.25485048735, 0.69662107644, 1.65649746215 }, 0 },
    { NULL, "y ~ x + z + (x||athlete)", METHOD_REML, 513.2204062575, { 2.227623816316, 0.108243674658, 1.732453650309 }, 0 },
    { NULL, "z ~ x + (1|athlete) + (1|site)", METHOD_REML, 606.9100275031, { 0, 0, 3.01389246294 }, 0 },
  };
  g_autoptr(DataFrame) frame = study_frame ();

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    assert_reference (frame, &references[i]);
}

static void
test_weights_and_correlated_slopes_agree_with_lme4 (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  const ModelDataOptions weighted = { "w", NULL, FALSE };
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + z + (x|athlete) + (1|site)", METHOD_ML, &weighted);
  const RandomEffect *athlete = g_ptr_array_index (fitted.fit->random, 0);

  assert_digits (fitted.fit->criterion, 497.9411579048, 11);
  assert_digits (athlete->sd[0], 2.0723525398355, 6);
  assert_digits (athlete->sd[1], 0.1801146132923, 6);
  g_assert_cmpfloat_with_epsilon (athlete->correlation[1], -0.0182942719405, 2e-6);
  assert_digits (coefficient (&fitted, "z")->estimate, -0.2484264243817, 7);
  assert_digits (coefficient (&fitted, "x")->se, 0.07304884024675, 6);
}

static void
test_degrees_of_freedom_are_satterthwaites (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) one = fitted_new (frame, "y ~ x + z + sport + (1|athlete)", METHOD_REML, NULL);
  g_auto(Fitted) crossed = fitted_new (frame, "y ~ x + z + (1|athlete) + (1|site)", METHOD_REML, NULL);
  g_auto(Fitted) slopes = fitted_new (frame, "y ~ x + z + (x||athlete)", METHOD_REML, NULL);

  assert_digits (coefficient (&one, "sportrun")->df, 8.981406340551, 5);
  assert_digits (coefficient (&one, "x")->df, 106.559678654106, 5);
  assert_digits (coefficient (&crossed, "(Intercept)")->df, 20.02503787376, 5);
  assert_digits (coefficient (&slopes, "x")->df, 10.93265194366, 5);
}

static void
test_reference_sets_agree_with_lme4 (void)
{
  static const Reference references[] = {
    { "stat/sleepstudy.csv", "Reaction ~ Days + (1|Subject)", METHOD_REML, 1786.46508539, { 37.1238271042, 30.9912338710 }, 0 },
    { "stat/sleepstudy.csv", "Reaction ~ Days + (1|Subject)", METHOD_ML, 1794.07864301, { 36.0120819751, 30.8954338700 }, 0 },
    { "stat/sleepstudy.csv", "Reaction ~ Days + (Days|Subject)", METHOD_REML, 1743.62827196,
      { 24.7404476166998, 5.9221332595791, 25.5918158926241 }, 0.0655513428535 },
    { "stat/sleepstudy.csv", "Reaction ~ Days + (Days|Subject)", METHOD_ML, 1751.93934446,
      { 23.7805649857756, 5.7168345798898, 25.5918158320228 }, 0.0813199745871 },
    { "stat/orthodont.csv", "distance ~ age + Sex + (1|Subject)", METHOD_REML, 437.512507828, { 1.80742461256, 1.43159212673 }, 0 },
    { "stat/orthodont.csv", "distance ~ age*Sex + (1|Subject)", METHOD_ML, 428.63905802, { 1.74085085858, 1.36915910613 }, 0 },
    { "stat/machines.csv", "score ~ Machine + (1|Worker)", METHOD_REML, 286.878201978, { 5.14655205020, 3.16164743572 }, 0 },
    { "stat/machines.csv", "score ~ Machine + (1|Worker/Machine)", METHOD_REML, 215.687568008,
      { 3.729538253437, 4.781051256343, 0.961576633605 }, 0 },
    { "stat/rail.csv", "travel ~ 1 + (1|Rail)", METHOD_REML, 122.177000809, { 24.80546536619, 4.02077935936 }, 0 },
    { "stat/dyestuff.csv", "Yield ~ 1 + (1|Batch)", METHOD_ML, 327.327059881, { 37.2603461564, 49.5100999989 }, 0 },
    { "stat/dyestuff2.csv", "Yield ~ 1 + (1|Batch)", METHOD_REML, 161.828277812, { 0, 3.71568427448 }, 0 },
    { "stat/ergostool.csv", "effort ~ Type + (1|Subject)", METHOD_REML, 121.130788702, { 1.33246498928, 1.10029457464 }, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr(DataFrame) frame = shared_frame (references[i].file);

      if (frame == NULL)
        return;
      assert_reference (frame, &references[i]);
    }
}

static void
test_balanced_sets_have_their_exact_variances (void)
{
  static const struct {
    const char *file, *formula;
    FitMethod method;
    double group, residual;
  } exact[] = {
    { "stat/sleepstudy.csv", "Reaction ~ Days + (1|Subject)", METHOD_REML, 1378.178508418503, 960.456578928759 },
    { "stat/sleepstudy.csv", "Reaction ~ Days + (1|Subject)", METHOD_ML, 1296.870040277087, 954.527834614384 },
    { "stat/rail.csv", "travel ~ 1 + (1|Rail)", METHOD_REML, 615.311111111111, 16.166666666667 },
    { "stat/dyestuff.csv", "Yield ~ 1 + (1|Batch)", METHOD_REML, 1764.05, 2451.25 },
    { "stat/dyestuff.csv", "Yield ~ 1 + (1|Batch)", METHOD_ML, 1388.333333333333, 2451.25 },
    { "stat/ergostool.csv", "effort ~ Type + (1|Subject)", METHOD_REML, 1.775462962963, 1.210648148148 },
    { "stat/machines.csv", "score ~ Machine + (1|Worker)", METHOD_ML, 21.933665123457, 9.579513888889 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (exact); i++)
    {
      g_autoptr(DataFrame) frame = shared_frame (exact[i].file);
      g_auto(Fitted) fitted = { 0 };

      if (frame == NULL)
        return;
      fitted = fitted_new (frame, exact[i].formula, exact[i].method, NULL);
      assert_digits (pow (((RandomEffect *) g_ptr_array_index (fitted.fit->random, 0))->sd[0], 2), exact[i].group, 10);
      assert_digits (pow (fitted.fit->sigma, 2), exact[i].residual, 10);
    }
}

static void
test_a_variance_of_zero_is_an_answer_and_is_said (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) scalar = fitted_new (frame, "z ~ x + (1|athlete)", METHOD_REML, NULL);
  g_auto(Fitted) crossed = fitted_new (frame, "z ~ x + (1|athlete) + (1|site)", METHOD_REML, NULL);
  g_auto(Fitted) ols = fitted_new (frame, "z ~ x", METHOD_OLS, NULL);

  for (guint i = 0; i < 2; i++)
    {
      const Fitted *fitted = i ? &crossed : &scalar;

      g_assert_true (fitted->fit->singular);
      g_assert_cmpfloat (((RandomEffect *) g_ptr_array_index (fitted->fit->random, 0))->sd[0], ==, 0);
      g_assert_nonnull (strstr (g_ptr_array_index (fitted->fit->warnings, 0), "estimated as 0"));
      assert_digits (coefficient (fitted, "x")->estimate, coefficient (&ols, "x")->estimate, 10);
      assert_digits (coefficient (fitted, "x")->se, coefficient (&ols, "x")->se, 10);
    }
  g_assert_cmpfloat (scalar.fit->boundary_chi2, ==, 0);
  g_assert_cmpfloat (scalar.fit->boundary_p, ==, 1);
}

/* The same model by both ways: a level of its own that two parts share makes the sparse way do the closed form's work. */
static void
test_closed_form_and_sparse_form_agree (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) scalar = fitted_new (frame, "y ~ x + z + (1|athlete)", METHOD_REML, NULL);
  g_auto(Fitted) sparse = fitted_new (frame, "y ~ x + z + (1|athlete) + (0 + I(x * 0) | site)", METHOD_REML, NULL);

  assert_digits (sparse.fit->criterion, scalar.fit->criterion, 11);
  assert_digits (coefficient (&sparse, "x")->se, coefficient (&scalar, "x")->se, 8);
  assert_digits (coefficient (&sparse, "x")->df, coefficient (&scalar, "x")->df, 5);
  for (guint i = 0; i < 12; i++)
    assert_digits (((RandomEffect *) g_ptr_array_index (sparse.fit->random, 0))->effects[i],
                   ((RandomEffect *) g_ptr_array_index (scalar.fit->random, 0))->effects[i], 7);
}

static void
test_effects_are_lme4s (void)
{
  static const double sites[] = { -0.63387593040897, 0.0929036675402, -0.32789131242786, 0.9996866179147, -0.1308230426181 };
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + z + (1|athlete) + (1|site)", METHOD_REML, NULL);
  const RandomEffect *site = g_ptr_array_index (fitted.fit->random, 1);

  g_assert_cmpstr (site->group, ==, "site");
  for (guint i = 0; i < 5; i++)
    assert_digits (site->effects[i], sites[i], 5);
}

static void
test_the_forearm_study_has_its_r2_and_icc (void)
{
  g_autoptr(DataFrame) frame = shared_frame ("sport/sudomotor_data_akerman.csv");
  g_auto(Fitted) fitted = { 0 };
  g_autoptr(GError) error = NULL;

  if (frame == NULL)
    return;
  data_frame_derive (frame,
                     "multi = (AbdomenSR_abs + BicepSR_abs + CalfSR_abs + ChestSR_abs + FootSR_abs + ForeheadSR_abs + HandSR_abs + "
                     "QuadSR_abs)/8",
                     &error);
  g_assert_no_error (error);
  fitted = fitted_new (frame, "multi ~ ForearmSR_abs + (1|Subject)", METHOD_REML, NULL);
  g_assert_cmpuint (fitted.fit->n, ==, 118);
  assert_digits (fitted.fit->r2_marginal, 0.9228481486, 8);
  assert_digits (fitted.fit->r2_conditional, 0.9476759799, 8);
  assert_digits (fitted.fit->icc, 0.3218047375, 8);
  assert_digits (fitted.fit->criterion, -167.1759272, 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/mixed/study", test_the_study_agrees_with_lme4);
  g_test_add_func ("/model/mixed/weights", test_weights_and_correlated_slopes_agree_with_lme4);
  g_test_add_func ("/model/mixed/satterthwaite", test_degrees_of_freedom_are_satterthwaites);
  g_test_add_func ("/model/mixed/references", test_reference_sets_agree_with_lme4);
  g_test_add_func ("/model/mixed/exact", test_balanced_sets_have_their_exact_variances);
  g_test_add_func ("/model/mixed/boundary", test_a_variance_of_zero_is_an_answer_and_is_said);
  g_test_add_func ("/model/mixed/two-ways", test_closed_form_and_sparse_form_agree);
  g_test_add_func ("/model/mixed/effects", test_effects_are_lme4s);
  g_test_add_func ("/model/mixed/forearm", test_the_forearm_study_has_its_r2_and_icc);
  return g_test_run ();
}
