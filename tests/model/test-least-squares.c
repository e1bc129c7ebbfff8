/* tests/model/test-least-squares.c: OLS, M-estimates, Tobit and diagnostics against certified and reference answers */
#include "study.h"

#include "model/diagnostics.h"

/* NIST's files: "Data: (lines 61 to 142)", y first. */
static DataFrame *
nist_frame (const char *name)
{
  const char *shared = g_getenv ("SALTLINE_SHARED");
  g_autofree char *path = shared ? g_strdup_printf ("%s/science/data/nist/%s.dat", shared, name) : NULL;
  g_autofree char *bytes = NULL;
  g_autoptr(GString) table = g_string_new (NULL);
  g_auto(GStrv) lines = NULL;
  gboolean in_data = FALSE;

  if (path == NULL || !g_file_get_contents (path, &bytes, NULL, NULL))
    {
      g_test_skip ("the shared tables are not there");
      return NULL;
    }
  lines = g_strsplit_set (bytes, "\r\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_auto(GStrv) cells = NULL;
      guint n = 0;

      if (g_str_has_prefix (lines[i], "Data:"))
        {
          in_data = TRUE; /* the last such line stands above the numbers */
          g_string_truncate (table, 0);
          continue;
        }
      if (!in_data || *g_strstrip (lines[i]) == '\0')
        continue;
      cells = g_strsplit_set (lines[i], " \t", -1);
      if (table->len == 0)
        {
          for (guint c = 0; cells[c]; c++)
            n += *cells[c] != '\0';
          g_string_append (table, "y");
          for (guint c = 1; c < n; c++)
            g_string_append_printf (table, ",x%u", c);
          g_string_append_c (table, '\n');
          n = 0;
        }
      for (guint c = 0; cells[c]; c++)
        if (*cells[c])
          g_string_append_printf (table, "%s%s", n++ ? "," : "", cells[c]);
      g_string_append_c (table, '\n');
    }
  return frame_of_text (table->str);
}

static void
assert_certified (const char *name, const char *formula, double digits)
{
  g_autoptr(DataFrame) certified = shared_frame ("nist/_certified_parsed.csv");
  g_autoptr(DataFrame) frame = certified ? nist_frame (name) : NULL;
  g_auto(Fitted) fitted = { 0 };
  guint k = 0;

  if (frame == NULL)
    return;
  fitted = fitted_new (frame, formula, METHOD_OLS, NULL);
  for (guint r = 0; r < certified->n_rows; r++)
    if (g_str_equal (data_frame_find (certified, "dataset")->words[r], name)
        && g_ascii_tolower (*data_frame_find (certified, "name")->words[r]) == 'b') /* not the residual SD */
      {
        const Coefficient *c = &g_array_index (fitted.fit->coefficients, Coefficient, k++);
        const double sd = data_frame_find (certified, "certified_sd")->values[r];

        assert_digits (c->estimate, data_frame_find (certified, "certified")->values[r], digits);
        if (sd > 0)
          assert_digits (c->se, sd, digits);
        else
          g_assert_cmpfloat (c->se, <, 1e-9);
      }
  g_assert_cmpuint (fitted.fit->coefficients->len, ==, k);
}

static void
test_nist_linear_sets_have_their_certified_digits (void)
{
  const char *wampler = "y ~ x1 + I(x1^2) + I(x1^3) + I(x1^4) + I(x1^5)";

  assert_certified ("Norris", "y ~ x1", 9);
  assert_certified ("Pontius", "y ~ x1 + I(x1^2)", 9);
  assert_certified ("NoInt1", "y ~ 0 + x1", 9);
  assert_certified ("NoInt2", "y ~ x1 - 1", 9);
  assert_certified ("Longley", "y ~ .", 9);
  assert_certified ("Filip",
                    "y ~ x1 + I(x1^2) + I(x1^3) + I(x1^4) + I(x1^5) + I(x1^6) + I(x1^7) + I(x1^8) + I(x1^9) + I(x1^10)", 7);
  assert_certified ("Wampler1", wampler, 9);
  assert_certified ("Wampler2", wampler, 9);
  assert_certified ("Wampler3", wampler, 9);
  assert_certified ("Wampler4", wampler, 7);
  assert_certified ("Wampler5", wampler, 7);
}

static void
test_r2_without_an_intercept_is_of_the_raw_squares (void)
{
  g_autoptr(DataFrame) frame = nist_frame ("NoInt1");
  g_auto(Fitted) fitted = { 0 };

  if (frame == NULL)
    return;
  fitted = fitted_new (frame, "y ~ 0 + x1", METHOD_OLS, NULL);
  assert_digits (fitted.fit->r2, 0.999365492298663, 12);
  assert_digits (fitted.fit->sigma, 3.56753034006338, 12);
}

static void
test_the_study_agrees_with_r (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  const ModelDataOptions weighted = { "w", NULL, FALSE };
  g_auto(Fitted) a = fitted_new (frame, "y ~ x*sport + poly(z,2)", METHOD_OLS, NULL);
  g_auto(Fitted) b = fitted_new (frame, "log(y) ~ 0 + sport + sqrt(x)", METHOD_OLS, &weighted);

  assert_digits (coefficient (&a, "(Intercept)")->estimate, 28.17280836703187, 11);
  assert_digits (coefficient (&a, "poly(z, 2)2")->estimate, -0.84449970717998, 10);
  assert_digits (coefficient (&a, "poly(z, 2)2")->se, 2.8190669140406, 11);
  assert_digits (coefficient (&a, "x:sportrun")->estimate, -0.37774167564152, 11);
  assert_digits (a.fit->r2, 0.4267961720534, 11);
  assert_digits (a.fit->aic, 588.5611662071182, 11);
  assert_digits (coefficient (&b, "sportrun")->estimate, 3.2408407627284, 11);
  assert_digits (coefficient (&b, "sqrt(x)")->se, 0.01117539983915, 11);
  assert_digits (b.fit->r2, 0.9993777507086, 11);
  assert_digits (b.fit->log_likelihood, 117.7608984731276, 11);
}

static void
test_dependent_terms_are_dropped_and_named (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + I(2 * x + 1) + I(x * 0 + 3) + z", METHOD_OLS, NULL);
  g_auto(Fitted) plain = fitted_new (frame, "y ~ x + z", METHOD_OLS, NULL);

  g_assert_cmpuint (fitted.fit->coefficients->len, ==, 3);
  g_assert_cmpuint (fitted.fit->warnings->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (fitted.fit->warnings, 0), "I(2 * x + 1)"));
  g_assert_nonnull (strstr (g_ptr_array_index (fitted.fit->warnings, 1), "is constant"));
  assert_digits (coefficient (&fitted, "z")->estimate, coefficient (&plain, "z")->estimate, 12);
}

static void
test_stackloss_has_its_reference_answers (void)
{
  static const double hc3[] = { 9.00110510895, 0.213421198117, 0.588753796732, 0.120580229004 };
  static const double hc4[] = { 8.67068247509, 0.195616258715, 0.53898364151, 0.115088759707 };
  static const double vif[] = { NAN, 2.90648362743, 2.57263238032, 1.3335874621 };
  g_autoptr(DataFrame) frame = shared_frame ("stat/stackloss.csv");
  g_autoptr(Diagnostics) d = NULL;
  g_auto(Fitted) fitted = { 0 };

  if (frame == NULL)
    return;
  fitted = fitted_new (frame, "stack.loss ~ .", METHOD_OLS, NULL);
  d = diagnostics_new (fitted.fit, fitted.data, NULL, NULL);
  assert_digits (coefficient (&fitted, "Acid.Conc.")->se, 0.1562940432, 9);
  assert_digits (fitted.fit->r2_adjusted, 0.89832577, 8);
  assert_digits (fitted.fit->f_p, 3.016327243e-09, 3);
  assert_digits (fitted.fit->bic, 119.798203193, 11);
  assert_digits (d->aicc, 118.575591005, 11);
  assert_digits (d->press, 291.86893173, 10);
  assert_digits (d->cook[20], 0.69199991634, 10);
  assert_digits (d->leverage[16], 0.412123497858, 10);
  assert_digits (d->studentised[20], -3.33049331933, 10);
  assert_digits (d->breusch_pagan, 4.890367744, 9);
  assert_digits (d->breusch_pagan_p, 0.180003244, 8);
  assert_digits (d->breusch_pagan_classical, 5.152993099, 9);
  assert_digits (d->durbin_watson, 1.485131034, 9);
  assert_digits (d->durbin_watson_p, 0.043458224, 7);
  assert_digits (d->shapiro_wilk, 0.9739857077, 9);
  assert_digits (d->shapiro_wilk_p, 0.818645915, 8);
  for (guint k = 0; k < 4; k++)
    {
      assert_digits (d->robust_se[ROBUST_HC3][k], hc3[k], 10);
      assert_digits (d->robust_se[ROBUST_HC4][k], hc4[k], 10);
      if (k)
        assert_digits (d->vif[k], vif[k], 10);
    }
}

static void
test_cluster_errors_have_their_reference_answers (void)
{
  g_autoptr(DataFrame) frame = shared_frame ("stat/sleepstudy.csv");
  g_autoptr(Diagnostics) d = NULL;
  g_auto(Fitted) fitted = { 0 };

  if (frame == NULL)
    return;
  fitted = fitted_new (frame, "Reaction ~ Days", METHOD_OLS, NULL);
  d = diagnostics_new (fitted.fit, fitted.data, "Subject", NULL);
  assert_digits (d->robust_se[ROBUST_CR0][0], 6.63227680702, 11);
  assert_digits (d->robust_se[ROBUST_CR0_G][1], 1.54578889629, 11);
  assert_digits (d->robust_se[ROBUST_CR1][1], 1.55012491855, 11);
}

static void
test_m_estimates_are_those_of_rlm (void)
{
  g_autoptr(DataFrame) frame = shared_frame ("stat/stackloss.csv");
  g_auto(Fitted) huber = { 0 };
  g_auto(Fitted) bisquare = { 0 };

  if (frame == NULL)
    return;
  huber = fitted_new (frame, "stack.loss ~ .", METHOD_HUBER, NULL);
  bisquare = fitted_new (frame, "stack.loss ~ .", METHOD_BISQUARE, NULL);
  assert_digits (coefficient (&huber, "(Intercept)")->estimate, -41.026485373295, 10);
  assert_digits (coefficient (&huber, "Acid.Conc.")->estimate, -0.127846317965, 10);
  assert_digits (huber.fit->sigma, 2.44048904599, 10);
  assert_digits (coefficient (&bisquare, "(Intercept)")->estimate, -42.285321536491, 10);
  assert_digits (coefficient (&bisquare, "Water.Temp")->estimate, 0.650711198390, 10);
  assert_digits (bisquare.fit->sigma, 2.28185331457, 10);
  assert_digits (bisquare.fit->robust_weights[20], 0.0022178553166, 6);
}

static void
test_lower_bounds_enter_as_such (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  const ModelDataOptions censor = { NULL, "c", FALSE };
  g_autoptr(GError) error = NULL;
  g_auto(Fitted) fitted = { 0 };
  g_autoptr(ModelData) exact = NULL;

  g_assert_true (data_frame_derive (frame, "c = y > 36", &error));
  g_assert_true (data_frame_derive (frame, "yc = pmin(y, 36)", &error));
  fitted = fitted_new (frame, "yc ~ x + z", METHOD_TOBIT, &censor);
  g_assert_cmpuint (fitted.fit->n_censored, ==, 15);
  assert_digits (coefficient (&fitted, "(Intercept)")->estimate, 29.6306516053091, 9);
  assert_digits (coefficient (&fitted, "x")->estimate, 0.7069403722787, 9);
  assert_digits (coefficient (&fitted, "x")->se, 0.08836671480556, 8);
  assert_digits (fitted.fit->sigma, 2.676292310295, 9);
  assert_digits (fitted.fit->log_likelihood, -265.786321063379, 10);
  exact = model_data_new (frame, "yc ~ x + z", &censor, &error);
  g_assert_null (fit_new (exact, METHOD_OLS, &error)); /* never silently taken for exact */
  g_assert_nonnull (strstr (error->message, "15 responses are lower bounds"));
}

static void
test_bad_tables_give_a_message_and_no_number (void)
{
  const char *const bad[][3] = {
    { "y,x\n5,1\n5,2\n5,3\n", "y ~ x", "nothing to explain" },
    { "y,a,b,c\n1,2,3,5\n2,3,4,9\n3,4,1,1\n", "y ~ a + b + c", "too few for the 4 coefficients" },
    { "y,x\n1,2\n2,NaN\n3,Inf\n4,5\n6,7\n", "y ~ x", "line 4, column “x”: “Inf”" },
    { "y,x\n1,2\n2,1e300\n3,3\n4,5\n6,7\n", "y ~ x", "line 3: “x” is 1e+300" },
    { "y,x\n1,2\n2,1e60\n3,3\n4,5\n6,7\n", "y ~ I(x^2)", "line 3: “I(x^2)”" },
    { "y,x\n1,\n2,\n3,\n", "y ~ x", "no row has all the values" },
    { "y,id\n5,a\n6,a\n7,a\n9,a\n", "y ~ 1 + (1 | id)", "only one level" },
    { "y,id\n5,a\n6,b\n7,c\n9,d\n", "y ~ 1 + (1 | id)", "only 4 rows" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(DataFrame) frame = frame_of_text (bad[i][0]);
      const ModelDataOptions none = { NULL, NULL, FALSE };
      g_autoptr(GError) error = NULL;
      g_autoptr(ModelData) data = model_data_new (frame, bad[i][1], &none, &error);
      g_autoptr(Fit) fit = data ? fit_new (data, METHOD_OLS, &error) : NULL;

      g_assert_null (fit);
      if (strstr (error->message, bad[i][2]) == NULL)
        g_error ("%s: %s", bad[i][1], error->message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/least-squares/nist", test_nist_linear_sets_have_their_certified_digits);
  g_test_add_func ("/model/least-squares/no-intercept", test_r2_without_an_intercept_is_of_the_raw_squares);
  g_test_add_func ("/model/least-squares/study", test_the_study_agrees_with_r);
  g_test_add_func ("/model/least-squares/dependent", test_dependent_terms_are_dropped_and_named);
  g_test_add_func ("/model/least-squares/stackloss", test_stackloss_has_its_reference_answers);
  g_test_add_func ("/model/least-squares/clusters", test_cluster_errors_have_their_reference_answers);
  g_test_add_func ("/model/least-squares/m-estimates", test_m_estimates_are_those_of_rlm);
  g_test_add_func ("/model/least-squares/lower-bounds", test_lower_bounds_enter_as_such);
  g_test_add_func ("/model/least-squares/bad-tables", test_bad_tables_give_a_message_and_no_number);
  return g_test_run ();
}
