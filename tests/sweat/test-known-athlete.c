/* tests/sweat/test-known-athlete.c: a saved mixed model's 95 % intervals for athletes whom it knows, with and without a test that came after it */
#include <math.h>
#include <string.h>

#include "model/equation.h"
#include "sweat/profile.h"

#define N_ATHLETES  20
#define N_TRIALS     4
#define BETWEEN_SD   0.30
#define SLOPE_SD     0.015
#define WITHIN_SD    0.18
#define STUDIES      400

static double
normal (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

typedef struct {
  double own[N_ATHLETES], slope[N_ATHLETES];
} Athletes;

/* ln W of an athlete at a temperature. */
static double
log_rate (const Athletes *athletes, guint a, double temperature)
{
  return -0.2 + athletes->own[a] + (0.02 + athletes->slope[a]) * (temperature - 25);
}

static DataFrame *
frame_of_text (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = table_parse ("study.csv", text, strlen (text), 0, &error);
  DataFrame *frame = data_frame_from_table (table, "study.csv", &error);

  g_assert_no_error (error);
  return frame;
}

static DataFrame *
draw_study (GRand *rand, Athletes *athletes)
{
  g_autoptr(GString) text = g_string_new ("rate,warmer,athlete\n");

  for (guint a = 0; a < N_ATHLETES; a++)
    {
      athletes->own[a] = BETWEEN_SD * normal (rand);
      athletes->slope[a] = SLOPE_SD * normal (rand);
      for (guint t = 0; t < 1 + (a * 5 + 3) % (2 * N_TRIALS); t++)
        {
          const double temperature = g_rand_double_range (rand, 15, 35);

          g_string_append_printf (text, "%.6f,%.4f,a%u\n", exp (log_rate (athletes, a, temperature) + WITHIN_SD * normal (rand)), temperature - 25, a);
        }
    }
  return frame_of_text (text->str);
}

/* Fitted, written down and read again. */
static ModelEquation *
saved_model (const DataFrame *frame, const char *formula)
{
  const ModelDataOptions none = { NULL, NULL, FALSE };
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelData) data = model_data_new (frame, formula, &none, &error);
  g_autoptr(Fit) fit = fit_new (data, METHOD_REML, &error);
  g_autoptr(ModelEquation) equation = NULL;
  g_autofree char *text = NULL;
  ModelEquation *read;

  g_assert_no_error (error);
  equation = equation_from_fit (fit, data, NULL, NULL);
  text = equation_to_text (equation, FALSE);
  read = equation_from_text ("saved", text, &error);
  g_assert_no_error (error);
  return read;
}

/* Tests of one athlete as the model expects them; the last row of @rows is the occasion. */
static SweatProfile
profile_of (const ModelEquation *equation, const DataFrame *rows, const double *log_rates, SweatPopulation *population, double *log_fixed)
{
  g_autoptr(GArray) predictions = equation_predict (equation, rows, NULL);
  const guint n = rows->n_rows;
  g_autofree double *covariance = g_new (double, n * n);
  g_autofree SweatTest *tests = g_new0 (SweatTest, n);
  const EquationPrediction *occasion = &g_array_index (predictions, EquationPrediction, n - 1);
  g_autoptr(GError) error = NULL;
  SweatProfile profile;

  for (guint i = 0; i < n; i++)
    {
      const EquationPrediction *p = &g_array_index (predictions, EquationPrediction, i);

      tests[i] = (SweatTest) { .rate_l_per_h = i + 1 < n ? exp (log_rates[i]) : NAN, .expected_log_rate = p->fixed, .known_shift = p->expected - p->fixed };
      for (guint j = 0; j < n; j++)
        covariance[i * n + j] = equation_covariance (equation, p->row, g_array_index (predictions, EquationPrediction, j).row);
    }
  population->within_sd = equation->sigma;
  population->shift = occasion->expected - occasion->fixed;
  *log_fixed = occasion->fixed;
  g_assert_true (sweat_profile_from_joint (tests, n - 1, covariance, population, &profile, &error));
  return profile;
}

/* What mixed model equations without the new test, and then the test, say must be what they say with it. */
static void
test_a_new_test_is_as_good_as_one_that_the_model_has_seen (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  Athletes athletes;
  g_autoptr(DataFrame) frame = draw_study (rand, &athletes);
  g_autoptr(DataFrame) rows = frame_of_text ("warmer,athlete\n8,a3\n-6,a3\n5,a3\n");
  g_autoptr(ModelEquation) equation = saved_model (frame, "log(rate) ~ warmer + (warmer | athlete)");
  const double log_rates[] = { 0.4, -0.3 };
  const guint n = frame->n_rows;
  SweatPopulation population;
  SweatProfile profile;
  double log_fixed, mean = 0, reduction = 0, tau[2][2];
  g_autofree double *v = g_new0 (double, (n + 2) * (n + 2)), *right = g_new (double, (n + 2) * 4);
  const RandomEffect *effect = g_ptr_array_index (equation->random, 0);
  double normal_equations[2][2] = { 0 }, score[2] = { 0 }, c_fixed[2], beta[2], determinant, weight, left[2], own = 0;
  const double at[2] = { 1, 5 };

  sweat_population_default ("cycling", &population);
  profile = profile_of (equation, rows, log_rates, &population, &log_fixed);

  /* Generalised least squares over all rows and both tests, and what kriging adds: the same by another way. Columns of @right: 1, warmer, y, Cov(row, a3 at 5). */
  for (guint t = 0; t < 2; t++)
    for (guint u = 0; u < 2; u++)
      tau[t][u] = effect->sd[t] * effect->sd[u] * (t == u ? 1 : effect->correlation[1]);
  for (guint i = 0; i < n + 2; i++)
    {
      const char *who = i < n ? data_frame_find (frame, "athlete")->words[i] : "a3";
      const double x = i < n ? data_frame_find (frame, "warmer")->values[i] : data_frame_find (rows, "warmer")->values[i - n];

      right[i * 4] = 1;
      right[i * 4 + 1] = x;
      right[i * 4 + 2] = i < n ? log (data_frame_find (frame, "rate")->values[i]) : log_rates[i - n];
      right[i * 4 + 3] = g_str_equal (who, "a3") ? tau[0][0] + (x + 5) * tau[0][1] + 5 * x * tau[1][1] : 0;
      for (guint j = 0; j < n + 2; j++)
        {
          const char *other = j < n ? data_frame_find (frame, "athlete")->words[j] : "a3";
          const double z = j < n ? data_frame_find (frame, "warmer")->values[j] : data_frame_find (rows, "warmer")->values[j - n];

          v[i * (n + 2) + j] = (g_str_equal (who, other) ? tau[0][0] + (x + z) * tau[0][1] + x * z * tau[1][1] : 0) + (i == j ? equation->sigma * equation->sigma : 0);
        }
    }
  /* Half of the elimination: L⁻¹ of the right-hand sides. */
  for (guint k = 0; k < n + 2; k++)
    {
      const double pivot = sqrt (v[k * (n + 2) + k]);

      for (guint c = 0; c < 4; c++)
        right[k * 4 + c] /= pivot;
      for (guint i = k + 1; i < n + 2; i++)
        {
          const double factor = v[i * (n + 2) + k] / pivot;

          for (guint c = 0; c < 4; c++)
            right[i * 4 + c] -= factor * right[k * 4 + c];
          for (guint j = k + 1; j <= i; j++)
            v[i * (n + 2) + j] -= factor * v[j * (n + 2) + k] / pivot;
        }
    }
  for (guint i = 0; i < n + 2; i++)
    for (guint t = 0; t < 2; t++)
      {
        score[t] += right[i * 4 + t] * right[i * 4 + 2];
        for (guint u = 0; u < 2; u++)
          normal_equations[t][u] += right[i * 4 + t] * right[i * 4 + u];
      }
  determinant = normal_equations[0][0] * normal_equations[1][1] - normal_equations[0][1] * normal_equations[0][1];
  beta[0] = (normal_equations[1][1] * score[0] - normal_equations[0][1] * score[1]) / determinant;
  beta[1] = (normal_equations[0][0] * score[1] - normal_equations[0][1] * score[0]) / determinant;
  for (guint t = 0; t < 2; t++)
    c_fixed[t] = 0;
  for (guint i = 0; i < n + 2; i++)
    {
      own += right[i * 4 + 3] * (right[i * 4 + 2] - beta[0] * right[i * 4] - beta[1] * right[i * 4 + 1]);
      reduction += right[i * 4 + 3] * right[i * 4 + 3];
      for (guint t = 0; t < 2; t++)
        c_fixed[t] += right[i * 4 + 3] * right[i * 4 + t];
    }
  for (guint t = 0; t < 2; t++)
    left[t] = at[t] - c_fixed[t];
  weight = (left[0] * left[0] * normal_equations[1][1] - 2 * left[0] * left[1] * normal_equations[0][1] + left[1] * left[1] * normal_equations[0][0]) / determinant;
  mean = beta[0] + 5 * beta[1] + own;
  g_assert_cmpfloat_with_epsilon (log_fixed + profile.shift, mean, 1e-9);
  g_assert_cmpfloat_with_epsilon (profile.shift_sd * profile.shift_sd, tau[0][0] + 10 * tau[0][1] + 25 * tau[1][1] - reduction + weight, 1e-10);
}

static void
test_with_a_constant_covariance_it_is_the_shrunken_mean (void)
{
  const SweatTest tests[] = { { .rate_l_per_h = 1.2, .rate_sd_l_per_h = 0.05, .expected_log_rate = 0.1 },
                              { .rate_l_per_h = NAN },
                              { .rate_l_per_h = 0.9, .rate_sd_l_per_h = 0.1, .expected_log_rate = -0.2 } };
  const double between = 0.09;
  double covariance[16];
  SweatPopulation population = { 0.3, 0.18, 36, 0.28, 0.1, 0 };
  SweatProfile plain, joint;

  for (guint i = 0; i < 16; i++)
    covariance[i] = between;
  g_assert_true (sweat_profile_from_tests (tests, 3, &population, &plain, NULL));
  g_assert_true (sweat_profile_from_joint (tests, 3, covariance, &population, &joint, NULL));
  g_assert_cmpfloat_with_epsilon (plain.shift, joint.shift, 1e-12);
  g_assert_cmpfloat_with_epsilon (plain.shift_sd, joint.shift_sd, 1e-12);
  g_assert_cmpuint (joint.n_rates, ==, 2);
}

static void
test_95_percent_intervals_hold_95_percent (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261123);
  guint covered[3] = { 0 }, n = 0;

  for (guint study = 0; study < STUDIES; study++)
    {
      Athletes athletes;
      g_autoptr(DataFrame) frame = draw_study (rand, &athletes);
      g_autoptr(ModelEquation) equation = saved_model (frame, "log(rate) ~ warmer + (warmer | athlete)");

      for (guint a = 0; a < N_ATHLETES; a += 2, n++)
        for (guint n_new = 0; n_new < 3; n_new++)
          {
            g_autoptr(GString) text = g_string_new ("warmer,athlete\n");
            g_autoptr(DataFrame) rows = NULL;
            double log_rates[2], temperature, seen;
            SweatOccasion occasion = { 60, 0, 0, equation->df_known };
            SweatPopulation population;
            SweatPrediction prediction;
            SweatProfile profile;

            for (guint t = 0; t <= n_new; t++)
              {
                temperature = g_rand_double_range (rand, 15, 35);
                if (t < n_new)
                  log_rates[t] = log_rate (&athletes, a, temperature) + WITHIN_SD * normal (rand);
                g_string_append_printf (text, "%.4f,a%u\n", temperature - 25, a);
              }
            rows = frame_of_text (text->str);
            sweat_population_default ("cycling", &population);
            profile = profile_of (equation, rows, log_rates, &population, &occasion.expected_log_rate);
            sweat_predict (&profile, &population, &occasion, &prediction);
            seen = exp (log_rate (&athletes, a, temperature) + WITHIN_SD * normal (rand));
            covered[n_new] += seen > prediction.rate_l_per_h.low && seen < prediction.rate_l_per_h.high;
          }
    }
  for (guint n_new = 0; n_new < 3; n_new++)
    {
      const double share = (double) covered[n_new] / n;

      g_test_message ("%u new tests: %.2f %% of %u", n_new, 100 * share, n);
      g_assert_true (share > 0.93 && share < 0.97);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sweat/known-athlete/new-test", test_a_new_test_is_as_good_as_one_that_the_model_has_seen);
  g_test_add_func ("/sweat/known-athlete/plain", test_with_a_constant_covariance_it_is_the_shrunken_mean);
  g_test_add_func ("/sweat/known-athlete/coverage", test_95_percent_intervals_hold_95_percent);
  return g_test_run ();
}
