/* tests/model/test-agreement.c: the reference answers of STATISTICS §5, digit for digit */
#include <math.h>
#include <string.h>

#include "base/table.h"
#include "model/agreement.h"

/* Relative, so that the number of digits is the same everywhere. */
#define assert_digits(found, wanted, digits) \
  g_assert_cmpfloat_with_epsilon ((found), (wanted), fabs (wanted) * pow (10, -(digits)))

static Table *
shared_table (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_SHARED"), "science", "data", "stat", name, NULL);
  g_autoptr(GError) error = NULL;
  Table *table;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared data are not here");
      return NULL;
    }
  table = table_load (path, &error);
  g_assert_no_error (error);
  return table;
}

/* Complete pairs of two columns, of the rows where @where holds @is. */
static guint
pairs_of (const Table *table, const char *a, const char *b, const char *where, const char *is, double *x, double *y)
{
  guint n = 0;

  for (guint r = 0; r < table->rows->len; r++)
    {
      double u, v;

      if (where && !g_str_equal (table_cell (table, r, (guint) table_find_column (table, where)), is))
        continue;
      g_assert_true (table_number (table, r, (guint) table_find_column (table, a), &u));
      g_assert_true (table_number (table, r, (guint) table_find_column (table, b), &v));
      if (isnan (u) || isnan (v))
        continue;
      x[n] = u;
      y[n++] = v;
    }
  return n;
}

/* Bland & Altman 1986, peak flow, first readings. */
static const double wright[] = { 494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427 };
static const double mini[] = { 512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451 };

static void
test_bland_altman_1986_is_reproduced (void)
{
  LimitsOptions options;
  LimitsOfAgreement limits;
  PairAgreement pairs;

  limits_options_init (&options);
  g_assert_true (limits_of_agreement (wright, mini, 17, &options, &limits, NULL));
  assert_digits (limits.bias.value, -2.11764705882, 11);
  assert_digits (limits.sd, 38.7651298736, 11);
  assert_digits (limits.limit_low, -78.0973016111, 11);
  assert_digits (limits.limit_high, 73.8620074934, 11);
  assert_digits (limits.bias.low, -22.0488376966, 10);
  assert_digits (limits.bias.high, 17.813543579, 10);
  assert_digits (limits.low.se, 16.3951079847, 11);
  assert_digits (limits.intercept.value, -15.0674973, 8);
  assert_digits (limits.slope.value, 0.0286874451525, 10);

  options.multiplier = 2;
  options.approximate = TRUE;
  g_assert_true (limits_of_agreement (wright, mini, 17, &options, &limits, NULL));
  assert_digits (limits.limit_low, -79.647906806, 10);
  assert_digits (limits.limit_high, 75.4126126884, 11);
  assert_digits (limits.low.se, 16.284611795, 10);
  assert_digits (limits.low.low, -114.169741646, 10);
  assert_digits (limits.low.high, -45.126071966, 10);
  assert_digits (limits.high.low, 40.8907778483, 10);
  assert_digits (limits.high.high, 109.934447528, 10);

  g_assert_true (pair_agreement (wright, mini, 17, &pairs, NULL));
  assert_digits (pairs.pearson.value, 0.943279446891, 11);
  assert_digits (pairs.concordance.value, 0.942752467422, 11);
  assert_digits (pairs.concordance_n, 0.942742431427, 11);
  g_assert_cmpfloat (pairs.concordance.low, <, pairs.concordance.value);
  g_assert_cmpfloat (pairs.concordance.high, >, pairs.concordance.value);
  assert_digits (pairs.typical_error, 38.7651298736 / sqrt (2), 10);
}

static void
test_repeated_pairs_of_the_cardiac_study (void)
{
  g_autoptr(Table) table = shared_table ("methcomp_cardiac.csv");
  double rv[60], ic[60], subject_rv[60], subject_ic[60], mean = 0;
  guint subject[60];
  LimitsOptions options;
  LimitsOfAgreement limits;

  if (table == NULL)
    return;
  g_assert_cmpuint (pairs_of (table, "y", "item", "meth", "RV", rv, subject_rv), ==, 60);
  g_assert_cmpuint (pairs_of (table, "y", "item", "meth", "IC", ic, subject_ic), ==, 60);
  for (guint i = 0; i < 60; i++)
    {
      g_assert_cmpfloat (subject_rv[i], ==, subject_ic[i]);
      subject[i] = (guint) subject_rv[i] - 1;
      mean += (rv[i] - ic[i]) / 60;
    }
  limits_options_init (&options);
  options.subject = subject;
  options.n_subjects = 12;
  g_assert_true (limits_of_agreement (rv, ic, 60, &options, &limits, NULL));
  g_assert_cmpuint (limits.subjects, ==, 12);
  assert_digits (limits.bias.value, 0.602166666667, 11);
  assert_digits (limits.within_variance, 0.170713993056, 11);
  assert_digits (limits.between_variance, 0.810622130348, 11);
  assert_digits (limits.sd, 0.990624108026, 11);
  assert_digits (limits.limit_low, -1.33945658507, 11);
  assert_digits (limits.limit_high, 2.5437899184, 10);
  g_assert_true (limits.low.low < limits.low.value && limits.low.value < limits.low.high);
  g_assert_true (limits.high.low < limits.high.value && limits.high.value < limits.high.high);
  g_assert_cmpfloat (limits.high.high - limits.high.value, >, limits.high.value - limits.high.low);

  options.restricted = TRUE; /* lme4: d ~ 1 + (1 | item) */
  g_assert_true (limits_of_agreement (rv, ic, 60, &options, &limits, NULL));
  assert_digits (limits.bias.value, 0.70452100974, 7);
  assert_digits (limits.bias.se, 0.275158839123, 6);
  assert_digits (limits.between_variance, 0.872806246513, 6);
  assert_digits (limits.within_variance, 0.170802251880, 6);
  assert_digits (limits.limit_high - limits.limit_low, 2 * 1.96 * sqrt (0.872806246513 + 0.170802251880), 6);
}

static void
test_ratios_come_from_logarithms_and_need_positive_numbers (void)
{
  double x[20], y[20];
  LimitsOptions options;
  LimitsOfAgreement limits;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    {
      x[i] = 10 * (i + 1);
      y[i] = x[i] / 1.25 * (i % 2 ? 1.1 : 1 / 1.1);
    }
  limits_options_init (&options);
  options.form = LIMITS_LOG;
  g_assert_true (limits_of_agreement (x, y, 20, &options, &limits, NULL));
  assert_digits (limits.bias.value, 1.25, 12);
  assert_digits (limits.limit_high / 1.25, 1.25 / limits.limit_low, 10);
  y[3] = 0;
  g_assert_false (limits_of_agreement (x, y, 20, &options, &limits, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC);
  g_assert_nonnull (strstr (error->message, "Pair 4"));
}

static void
test_limits_along_the_mean_find_a_spread_that_grows (void)
{
  double x[200], y[200];
  LimitsOptions options;
  LimitsOfAgreement limits;

  for (guint i = 0; i < 200; i++)
    {
      double level = 10 + i, error = (i % 2 ? 1 : -1) * 0.1 * level;

      x[i] = level + error / 2;
      y[i] = level - error / 2;
    }
  limits_options_init (&options);
  options.form = LIMITS_REGRESSION;
  g_assert_true (limits_of_agreement (x, y, 200, &options, &limits, NULL));
  g_assert_cmpfloat_with_epsilon (limits.spread_slope, 0.1 * sqrt (G_PI / 2), 2e-3);
  g_assert_cmpfloat_with_epsilon (limits.slope.value, 0, 2e-2);
}

static void
assert_line (MethodLine line, const double wanted[6], int digits)
{
  assert_digits (line.intercept.value, wanted[0], digits);
  assert_digits (line.intercept.low, wanted[1], digits);
  assert_digits (line.intercept.high, wanted[2], digits);
  assert_digits (line.slope.value, wanted[3], digits);
  assert_digits (line.slope.low, wanted[4], digits);
  assert_digits (line.slope.high, wanted[5], digits);
}

static void
test_lines_of_the_creatinine_data (void)
{
  static const double analytic[] = { -0.058913410441, -0.150198440454, 0.0323716195723, 1.054539341277, 0.984467202724, 1.1246114798298 };
  static const double jackknifed[] = { -0.058913410441, -0.127065736898, 0.00923891601617, 1.054539341277, 1.005207124339, 1.10387155821515 };
  static const double weighted[] = { -0.12549449496, -0.216594722996, -0.0343942669236, 1.11195634073, 1.029237825282, 1.1946748561839 };
  static const double literal[] = { -0.11703296703, -0.20019230769, -0.02, 1.08791208791, 1.0, 1.17307692308 };
  g_autoptr(Table) table = shared_table ("mcr_creatinine.csv");
  double x[110], y[110];
  MethodLine line;
  PairAgreement pairs;
  guint n;

  if (table == NULL)
    return;
  n = pairs_of (table, "serum.crea", "plasma.crea", NULL, NULL, x, y);
  g_assert_cmpuint (n, ==, 108);
  g_assert_true (deming_line (x, y, n, 1, DEMING_ANALYTIC, &line, NULL));
  assert_line (line, analytic, 9);
  assert_digits (line.intercept.se, 0.0460431534804, 10);
  assert_digits (line.slope.se, 0.0353436070472, 10);
  g_assert_true (deming_line (x, y, n, 1, DEMING_JACKKNIFE, &line, NULL));
  assert_line (line, jackknifed, 8);
  g_assert_true (weighted_deming_line (x, y, n, 1, &line, NULL));
  assert_line (line, weighted, 8);
  g_assert_true (passing_bablok_line (x, y, n, &line, NULL));
  assert_line (line, literal, 9);
  g_assert_true (pair_agreement (x, y, n, &pairs, NULL));
  assert_digits (pairs.pearson.value, 0.945303771071, 11);
  assert_digits (pairs.pearson.low, 0.920823737060, 10);
  assert_digits (pairs.pearson.high, 0.962363274312, 10);
}

static void
test_lines_of_the_ferritin_and_ncss_data (void)
{
  static const double ncss[] = { -0.15, -0.853078817734, 0.654945904173, 1.0, 0.987635239567, 1.012315270936 };
  g_autoptr(Table) ferritin = shared_table ("deming_ferritin.csv"), pb1 = NULL;
  double x[200], y[200];
  MethodLine line;

  if (ferritin == NULL)
    return;
  g_assert_cmpuint (pairs_of (ferritin, "old.lot", "new.lot", "period", "1", x, y), ==, 18);
  g_assert_true (deming_line (x, y, 18, 1, DEMING_JACKKNIFE, &line, NULL));
  assert_digits (line.intercept.value, -6.916995757406, 11);
  assert_digits (line.slope.value, 1.119777751829, 11);
  g_assert_true (weighted_deming_line (x, y, 18, 1, &line, NULL));
  g_assert_cmpfloat_with_epsilon (line.slope.value, 0.9856323828483, 1e-3);
  pb1 = shared_table ("ncss_pb1.csv");
  g_assert_cmpuint (pairs_of (pb1, "x", "y", NULL, NULL, x, y), ==, 30);
  g_assert_true (passing_bablok_line (x, y, 30, &line, NULL));
  assert_line (line, ncss, 9);
}

static void
assert_icc (const double *ratings, guint n, guint k, const double wanted[ICC_N_FORMS][4])
{
  IntraclassCorrelation icc;

  g_assert_true (intraclass_correlation (ratings, n, k, &icc, NULL));
  for (guint f = 0; f < ICC_N_FORMS; f++)
    {
      assert_digits (icc.form[f].icc.value, wanted[f][0], 9);
      assert_digits (icc.form[f].f, wanted[f][1], 9);
      assert_digits (icc.form[f].icc.low, wanted[f][2], 9);
      assert_digits (icc.form[f].icc.high, wanted[f][3], 9);
    }
}

static void
test_six_intraclass_correlations_with_their_intervals (void)
{
  static const double shrout[] = { 9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7 };
  static const double of_shrout[ICC_N_FORMS][4] = {
    { 0.1657417684, 1.794678492, -0.13293232487, 0.7225600623 }, { 0.2897637795, 11.027247956, 0.01878651337, 0.7610843696 },
    { 0.7148407148, 11.027247956, 0.34246476503, 0.9458582600 }, { 0.4427971337, 1.794678492, -0.88444215524, 0.9124154203 },
    { 0.6200505476, 11.027247956, 0.07113681530, 0.9272320402 }, { 0.9093155424, 11.027247956, 0.67567471382, 0.9858916782 },
  };
  static const double of_anxiety[ICC_N_FORMS][4] = {
    { 0.1750223814, 1.636462290, -0.07744657487, 0.4843360938 }, { 0.1979982594, 1.826771654, -0.03891062609, 0.4935739460 },
    { 0.2160493827, 1.826771654, -0.04625788532, 0.5222590784 }, { 0.3889257294, 1.636462290, -0.27492348988, 0.7380651236 },
    { 0.4254987531, 1.826771654, -0.12658270271, 0.7451492885 }, { 0.4525862069, 1.826771654, -0.15292128665, 0.7663308002 },
  };
  g_autoptr(Table) table = NULL;
  double anxiety[60];

  assert_icc (shrout, 6, 4, of_shrout);
  table = shared_table ("irr_anxiety.csv");
  if (table == NULL)
    return;
  for (guint r = 0; r < 20; r++)
    for (guint c = 0; c < 3; c++)
      g_assert_true (table_number (table, r, c, &anxiety[r * 3 + c]));
  assert_icc (anxiety, 20, 3, of_anxiety);
}

static void
test_what_cannot_be_compared_is_refused (void)
{
  const double flat[] = { 1, 1, 1, 1, 1 }, rising[] = { 1, 2, 3, 4, 5 }, falling[] = { 5, 4, 3, 2, 1 };
  const double huge[] = { 1e300, 2, 3, 4, 5 };
  MethodLine line;
  LimitsOptions options;
  LimitsOfAgreement limits;
  IntraclassCorrelation icc;
  PairAgreement pairs;

  limits_options_init (&options);
  g_assert_false (deming_line (flat, rising, 5, 1, DEMING_ANALYTIC, &line, NULL));
  g_assert_false (deming_line (rising, rising, 5, 0, DEMING_ANALYTIC, &line, NULL));
  g_assert_false (passing_bablok_line (flat, flat, 5, &line, NULL));
  g_assert_false (passing_bablok_line (rising, falling, 5, &line, NULL));
  g_assert_false (limits_of_agreement (rising, rising, 2, &options, &limits, NULL));
  g_assert_false (limits_of_agreement (huge, rising, 5, &options, &limits, NULL));
  g_assert_false (pair_agreement (huge, rising, 5, &pairs, NULL));
  g_assert_false (intraclass_correlation (flat, 5, 1, &icc, NULL));
  g_assert_true (pair_agreement (flat, rising, 5, &pairs, NULL));
  g_assert_true (isnan (pairs.pearson.value));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement/bland-altman-1986", test_bland_altman_1986_is_reproduced);
  g_test_add_func ("/agreement/repeated-pairs-of-the-cardiac-study", test_repeated_pairs_of_the_cardiac_study);
  g_test_add_func ("/agreement/ratios-come-from-logarithms", test_ratios_come_from_logarithms_and_need_positive_numbers);
  g_test_add_func ("/agreement/limits-along-the-mean-find-a-growing-spread", test_limits_along_the_mean_find_a_spread_that_grows);
  g_test_add_func ("/agreement/lines-of-the-creatinine-data", test_lines_of_the_creatinine_data);
  g_test_add_func ("/agreement/lines-of-the-ferritin-and-ncss-data", test_lines_of_the_ferritin_and_ncss_data);
  g_test_add_func ("/agreement/six-intraclass-correlations", test_six_intraclass_correlations_with_their_intervals);
  g_test_add_func ("/agreement/what-cannot-be-compared-is-refused", test_what_cannot_be_compared_is_refused);
  return g_test_run ();
}
