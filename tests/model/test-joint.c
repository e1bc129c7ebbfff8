/* tests/model/test-joint.c: what a saved mixed model expects of known athletes, against Henderson's mixed model equations inverted by themselves */
#include "study.h"

#include "model/equation.h"

/* --- the equations, dense: [X'WX X'WZ; Z'WX Z'WZ + G⁻¹σ²] / σ², inverted by Gauss and Jordan --- */

typedef struct {
  guint p, q;
  double *inverse;  /* (p + q)² */
  guint *first;     /* of each part's columns */
} Henderson;

static void
henderson_clear (Henderson *henderson)
{
  g_free (henderson->inverse);
  g_free (henderson->first);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Henderson, henderson_clear)

static void
invert (double *a, guint n)
{
  g_autofree double *wide = g_new0 (double, 2 * n * n);

  for (guint i = 0; i < n; i++)
    {
      memcpy (wide + 2 * n * i, a + n * i, sizeof (double) * n);
      wide[2 * n * i + n + i] = 1;
    }
  for (guint c = 0; c < n; c++)
    {
      guint best = c;

      for (guint i = c; i < n; i++)
        if (fabs (wide[2 * n * i + c]) > fabs (wide[2 * n * best + c]))
          best = i;
      for (guint j = 0; j < 2 * n; j++)
        {
          const double swap = wide[2 * n * c + j];

          wide[2 * n * c + j] = wide[2 * n * best + j];
          wide[2 * n * best + j] = swap;
        }
      for (guint i = 0; i < n; i++)
        {
          const double factor = (wide[2 * n * i + c] - (i == c)) / wide[2 * n * c + c];

          for (guint j = 0; j < 2 * n; j++)
            wide[2 * n * i + j] -= factor * wide[2 * n * c + j];
        }
    }
  for (guint i = 0; i < n; i++)
    memcpy (a + n * i, wide + 2 * n * i + n, sizeof (double) * n);
}

static double
covariance_of_terms (const RandomEffect *effect, guint t, guint u)
{
  return effect->sd[t] * effect->sd[u] * (t == u ? 1 : effect->correlation[t * effect->n_terms + u]);
}

static Henderson
henderson_of (const Fitted *fitted)
{
  const ModelData *data = fitted->data;
  const Fit *fit = fitted->fit;
  Henderson of = { .p = fit->rank, .first = g_new0 (guint, fit->random->len + 1) };
  g_autofree double *w = NULL;
  guint n;

  for (guint a = 0; a < fit->random->len; a++)
    {
      const RandomEffect *effect = g_ptr_array_index (fit->random, a);

      of.first[a] = of.p + of.q;
      of.q += effect->n_levels * effect->n_terms;
    }
  n = of.p + of.q;
  w = g_new0 (double, (gsize) data->n * n);
  for (guint r = 0; r < data->n; r++)
    {
      for (guint k = 0; k < of.p; k++)
        w[r * n + k] = data->fixed->x[(gsize) fit->kept[k] * data->n + r];
      for (guint a = 0; a < fit->random->len; a++)
        {
          const RandomDesign *random = g_ptr_array_index (data->random, a);
          const guint k = random->design->n_columns;

          for (guint t = 0; t < k; t++)
            w[r * n + of.first[a] + random->codes[r] * k + t] = random->design->x[(gsize) t * data->n + r];
        }
    }
  of.inverse = g_new0 (double, n * n);
  for (guint r = 0; r < data->n; r++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; w[r * n + i] != 0 && j < n; j++)
        of.inverse[i * n + j] += w[r * n + i] * w[r * n + j] * (data->weights ? data->weights[r] : 1) / (fit->sigma * fit->sigma);
  for (guint a = 0; a < fit->random->len; a++)
    {
      const RandomEffect *effect = g_ptr_array_index (fit->random, a);
      const guint k = effect->n_terms;
      g_autofree double *g = g_new (double, k * k);

      for (guint t = 0; t < k; t++)
        for (guint u = 0; u < k; u++)
          g[t * k + u] = covariance_of_terms (effect, t, u);
      invert (g, k);
      for (guint i = 0; i < effect->n_levels; i++)
        for (guint t = 0; t < k; t++)
          for (guint u = 0; u < k; u++)
            of.inverse[(of.first[a] + i * k + t) * n + of.first[a] + i * k + u] += g[t * k + u];
    }
  invert (of.inverse, n);
  return of;
}

/* A row of the fitted table as a vector over coefficients and effects. */
static double *
vector_of_row (const Fitted *fitted, const Henderson *henderson, guint r)
{
  double *v = g_new0 (double, henderson->p + henderson->q);

  for (guint k = 0; k < henderson->p; k++)
    v[k] = fitted->data->fixed->x[(gsize) fitted->fit->kept[k] * fitted->data->n + r];
  for (guint a = 0; a < fitted->data->random->len; a++)
    {
      const RandomDesign *random = g_ptr_array_index (fitted->data->random, a);

      for (guint t = 0; t < random->design->n_columns; t++)
        v[henderson->first[a] + random->codes[r] * random->design->n_columns + t] = random->design->x[(gsize) t * fitted->data->n + r];
    }
  return v;
}

static double
quadratic (const Henderson *henderson, const double *v, const double *w)
{
  const guint n = henderson->p + henderson->q;
  double sum = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      sum += v[i] * henderson->inverse[i * n + j] * w[j];
  return sum;
}

static const struct {
  const char *formula;
  const char *weights;
  FitMethod method;
} models[] = {
  { "y ~ x + z + (1|athlete)", NULL, METHOD_REML },
  { "y ~ x + z + sport + (1|athlete)", "w", METHOD_ML },
  { "y ~ x + (x|athlete)", NULL, METHOD_REML },
  { "y ~ x + z + (x||athlete)", NULL, METHOD_REML },
  { "y ~ x + z + (1|athlete) + (1|site)", NULL, METHOD_REML },
  { "y ~ x + z + (x|athlete) + (1|site)", "w", METHOD_ML },
  { "y ~ 1 + (1|athlete)", NULL, METHOD_REML },
  { "y ~ 0 + x + sport + (1|athlete)", NULL, METHOD_ML },
};

static void
test_a_saved_model_errs_as_the_mixed_model_equations_say (void)
{
  g_autoptr(DataFrame) frame = study_frame ();

  for (guint m = 0; m < G_N_ELEMENTS (models); m++)
    {
      const ModelDataOptions options = { models[m].weights, NULL, FALSE };
      g_auto(Fitted) fitted = fitted_new (frame, models[m].formula, models[m].method, &options);
      g_auto(Henderson) henderson = henderson_of (&fitted);
      g_autoptr(ModelEquation) equation = equation_from_fit (fitted.fit, fitted.data, NULL, NULL);
      g_autofree char *text = equation_to_text (equation, FALSE);
      g_autoptr(GError) error = NULL;
      g_autoptr(ModelEquation) read = equation_from_text ("saved.json", text, &error);
      g_autoptr(GArray) predictions = NULL;
      guint n_apart = 0;

      g_assert_no_error (error);
      g_test_message ("%s", models[m].formula);
      g_assert_false (fitted.fit->singular);
      predictions = equation_predict (read, frame, &error);
      g_assert_no_error (error);
      for (guint r = 0; r < fitted.data->n; r += 3)
        {
          const EquationPrediction *one = &g_array_index (predictions, EquationPrediction, fitted.data->rows[r]);
          const guint s = (r * 7 + 5) % fitted.data->n;
          const EquationPrediction *other = &g_array_index (predictions, EquationPrediction, fitted.data->rows[s]);
          g_autofree double *v = vector_of_row (&fitted, &henderson, r), *w = vector_of_row (&fitted, &henderson, s);
          const double variance = quadratic (&henderson, v, v), covariance = quadratic (&henderson, v, w);

          g_assert_cmpfloat_with_epsilon (one->expected_variance, variance, 1e-7 * variance);
          g_assert_cmpfloat_with_epsilon (equation_covariance (read, one->row, other->row), covariance, 1e-7 * variance);
          g_assert_cmpfloat_with_epsilon (equation_covariance (read, other->row, one->row), covariance, 1e-7 * variance);
          n_apart += fabs (one->coefficient_variance + one->group_variance - variance) > 0.02 * variance;
        }
      g_assert_cmpuint (n_apart, >, 20); /* the covariance matters: without it the variance is another */
    }
}

static void
test_known_athletes_are_predicted_as_by_the_fit_itself (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + z + (x|athlete) + (1|site)", METHOD_REML, NULL);
  g_autoptr(ModelEquation) equation = equation_from_fit (fitted.fit, fitted.data, NULL, NULL);
  g_autoptr(GArray) predictions = equation_predict (equation, frame, NULL);

  for (guint r = 0; r < fitted.data->n; r++)
    g_assert_cmpfloat_with_epsilon (g_array_index (predictions, EquationPrediction, r).expected, fitted.fit->fitted[r], 1e-9);
}

static void
test_new_athletes_share_what_is_not_known_of_them_with_themselves_alone (void)
{
  g_autoptr(DataFrame) frame = study_frame (), rows = frame_of_text ("x,athlete\n2,new\n5,new\n5,other\n5,a3\n");
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + (x|athlete)", METHOD_REML, NULL);
  g_autoptr(ModelEquation) equation = equation_from_fit (fitted.fit, fitted.data, NULL, NULL);
  g_autoptr(GArray) predictions = equation_predict (equation, rows, NULL);
  const RandomEffect *effect = g_ptr_array_index (fitted.fit->random, 0);
  const EquationRow *of[4];
  double between = 0;

  for (guint r = 0; r < 4; r++)
    of[r] = g_array_index (predictions, EquationPrediction, r).row;
  for (guint t = 0; t < 2; t++)
    for (guint u = 0; u < 2; u++)
      between += (t ? 2 : 1) * (u ? 5 : 1) * covariance_of_terms (effect, t, u);
  g_assert_cmpfloat_with_epsilon (equation_covariance (equation, of[0], of[1]) - equation_covariance (equation, of[0], of[2]), between, 1e-10);
  g_assert_cmpfloat (fabs (equation_covariance (equation, of[2], of[3])), <, g_array_index (predictions, EquationPrediction, 2).expected_variance / 2);
}

static void
test_a_singular_model_has_no_error_where_it_has_no_effect (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) fitted = fitted_new (frame, "z ~ x + (1|athlete) + (1|site)", METHOD_REML, NULL);
  g_autoptr(ModelEquation) equation = equation_from_fit (fitted.fit, fitted.data, NULL, NULL);
  g_autoptr(GArray) predictions = equation_predict (equation, frame, NULL);

  g_assert_true (fitted.fit->singular);
  for (guint r = 0; r < frame->n_rows; r++)
    {
      const EquationPrediction *p = &g_array_index (predictions, EquationPrediction, r);

      g_assert_cmpfloat (p->group_variance, ==, 0);
      g_assert_cmpfloat (p->expected_variance, ==, p->coefficient_variance);
    }
}

/* As Saltline wrote it before the covariances were kept. */
static void
test_a_model_of_the_first_format_is_still_read (void)
{
  static const char old[] = "{\"saltline_model\":1,\"formula\":\"y ~ x + (1|athlete)\",\"method\":\"reml\",\"coefficients\":[{\"name\":\"(Intercept)\","
    "\"estimate\":1,\"se\":0.3},{\"name\":\"x\",\"estimate\":2,\"se\":0.1}],\"covariance\":[[0.09,-0.02],[-0.02,0.01]],\"sigma\":0.5,"
    "\"random\":[{\"group\":\"athlete\",\"terms\":[\"(Intercept)\"],\"sd\":[0.7],\"correlation\":[[1]],"
    "\"levels\":[{\"level\":\"a\",\"effects\":[0.25],\"sd\":[0.2]}]}]}";
  g_autoptr(DataFrame) rows = frame_of_text ("x,athlete\n3,a\n3,b\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelEquation) equation = equation_from_text ("old.json", old, &error);
  g_autoptr(GArray) predictions = NULL;

  g_assert_no_error (error);
  predictions = equation_predict (equation, rows, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (g_array_index (predictions, EquationPrediction, 0).expected, 7.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (g_array_index (predictions, EquationPrediction, 0).expected_variance, 0.09 - 0.12 + 0.09 + 0.04, 1e-12);
  g_assert_cmpfloat_with_epsilon (g_array_index (predictions, EquationPrediction, 1).expected_variance, 0.09 - 0.12 + 0.09 + 0.49, 1e-12);
}

static void
test_damaged_covariances_are_refused_with_their_place (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  g_auto(Fitted) fitted = fitted_new (frame, "y ~ x + (1|athlete) + (1|site)", METHOD_REML, NULL);
  g_autoptr(ModelEquation) equation = equation_from_fit (fitted.fit, fitted.data, NULL, NULL);
  g_autofree char *text = equation_to_text (equation, FALSE);
  static const struct {
    const char *from, *to, *says;
  } slips[] = {
    { "\"between\":[[0,0,", "\"between\":[[0,99,", "between" },
    { "\"between\":[[0,0,", "\"between\":[[0,-1,", "between" },
    { "\"between\":[[0,0,", "\"between\":[[7,0,", "between" },
    { "\"between\":[[", "\"between\":[[],[", "between" },
    { "\"between\":[[", "\"between\":[\"x\",[", "between" },
    { "\"with_coefficients\":[[", "\"with_coefficients\":[[0,", "with_coefficients" },
    { "\"with_coefficients\"", "\"without_coefficients\"", "with_coefficients" },
    { "\"covariance\":[[0.", "\"covariance\":[[-0.", "negative variance" },
    { "\"saltline_model\":2", "\"saltline_model\":3", "newer Saltline" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (slips); i++)
    {
      g_autoptr(GError) error = NULL;
      const char *at = strstr (text, slips[i].from);
      g_autofree char *damaged = NULL;

      if (g_str_equal (slips[i].from, "\"covariance\":[[0.")) /* that of a level, not of the coefficients */
        at = strstr (strstr (text, "\"levels\""), slips[i].from);
      g_assert_nonnull (at);
      damaged = g_strdup_printf ("%.*s%s%s", (int) (at - text), text, slips[i].to, at + strlen (slips[i].from));
      g_assert_null (equation_from_text ("bad.json", damaged, &error));
      g_assert_nonnull (strstr (error->message, slips[i].says));
      g_assert_nonnull (strstr (error->message, "bad.json"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/joint/equations", test_a_saved_model_errs_as_the_mixed_model_equations_say);
  g_test_add_func ("/model/joint/fit", test_known_athletes_are_predicted_as_by_the_fit_itself);
  g_test_add_func ("/model/joint/new", test_new_athletes_share_what_is_not_known_of_them_with_themselves_alone);
  g_test_add_func ("/model/joint/singular", test_a_singular_model_has_no_error_where_it_has_no_effect);
  g_test_add_func ("/model/joint/first-format", test_a_model_of_the_first_format_is_still_read);
  g_test_add_func ("/model/joint/damaged", test_damaged_covariances_are_refused_with_their_place);
  return g_test_run ();
}
