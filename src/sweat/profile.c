/* sweat/profile.c */
#include "profile.h"

#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "norms.h"

#define BETWEEN_SHARE          0.80 /* of a sport's log-normal σ: SCIENCE §5 */
#define WITHIN_SHARE           0.45
#define SIGMA_OF_OTHER_SPORTS  0.42
#define SODIUM_MEAN_MMOL_L     35.9 /* Baker 2016, whole body, 506 athletes */
#define SODIUM_SD_MMOL_L       10.4
#define SODIUM_DAY_TO_DAY      0.11 /* 5–17 % (SCIENCE §2.5, unverified) */
#define SODIUM_SITE_SD_MMOL_L  7.0  /* limits of agreement of ±14 over 1.96, when the test does not say */

void
sweat_population_default (const char *sport, SweatPopulation *population)
{
  const SportNorm *norm = sport_norm_find (sport);
  double sigma = SIGMA_OF_OTHER_SPORTS;

  g_return_if_fail (population != NULL);

  if (norm)
    sigma = sqrt (log (1 + pow (norm->rate_sd_l_per_h / norm->rate_mean_l_per_h, 2)));
  population->shift = 0;
  population->between_sd = BETWEEN_SHARE * sigma;
  population->within_sd = WITHIN_SHARE * sigma;
  population->sodium_mean_mmol_l = SODIUM_MEAN_MMOL_L;
  population->sodium_between_sd = sqrt (log (1 + pow (SODIUM_SD_MMOL_L / SODIUM_MEAN_MMOL_L, 2)));
  population->sodium_within_sd = SODIUM_DAY_TO_DAY;
}

/* Of a logarithm, from that of the number: √ln(1 + cv²). */
static double
log_sd (double value, double sd)
{
  return isnan (sd) ? 0 : sqrt (log1p (sd / value * (sd / value)));
}

/* The variance of a rate around the athlete's own, from day to day and of the measurement; of the logarithm. */
static double
rate_variance (const SweatTest *test, const SweatPopulation *population)
{
  return pow (population->within_sd, 2) + pow (log_sd (test->rate_l_per_h, test->rate_sd_l_per_h), 2);
}

static gboolean
tests_check (const SweatTest *tests, guint n_tests, GError **error)
{
  for (guint t = 0; t < n_tests; t++)
    if (!isnan (tests[t].rate_l_per_h)
        && (!(tests[t].rate_l_per_h > 0) || !isfinite (tests[t].rate_l_per_h) || !isfinite (tests[t].expected_log_rate)))
      {
        g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE,
                     _("Test %u has a sweating rate of %g L/h: a profile needs rates above 0. Retire the test."), t + 1, tests[t].rate_l_per_h);
        return FALSE;
      }
  return TRUE;
}

/* How salty, and how many tests told of what. */
static SweatProfile
profile_of_sodium (const SweatTest *tests, guint n_tests, const SweatPopulation *population)
{
  SweatProfile found = { .n_tests = n_tests };
  double precision = 1 / pow (population->sodium_between_sd, 2);
  /* The median of a log-normal with that mean. */
  double sum = (log (population->sodium_mean_mmol_l) - pow (population->sodium_between_sd, 2) / 2) * precision;

  for (guint t = 0; t < n_tests; t++)
    {
      const SweatTest *test = &tests[t];

      found.n_rates += !isnan (test->rate_l_per_h);
      if (test->sodium_mmol_l > 0)
        {
          const double sd = isnan (test->sodium_sd_mmol_l) ? SODIUM_SITE_SD_MMOL_L : test->sodium_sd_mmol_l;
          const double weight = 1 / (pow (population->sodium_within_sd, 2) + pow (log_sd (test->sodium_mmol_l, sd), 2));

          sum += weight * log (test->sodium_mmol_l);
          precision += weight;
          found.n_sodium++;
        }
    }
  found.sodium_log = sum / precision;
  found.sodium_log_sd = sqrt (1 / precision);
  return found;
}

gboolean
sweat_profile_from_tests (const SweatTest *tests, guint n_tests, const SweatPopulation *population, SweatProfile *profile, GError **error)
{
  double precision, sum;

  g_return_val_if_fail ((tests != NULL || n_tests == 0) && population != NULL && profile != NULL, FALSE);
  g_return_val_if_fail (population->between_sd > 0 && population->within_sd > 0, FALSE);

  if (!tests_check (tests, n_tests, error))
    return FALSE;
  *profile = profile_of_sodium (tests, n_tests, population);
  precision = 1 / pow (population->between_sd, 2);
  sum = population->shift * precision;
  for (guint t = 0; t < n_tests; t++)
    if (!isnan (tests[t].rate_l_per_h))
      {
        const double weight = 1 / rate_variance (&tests[t], population);

        sum += weight * (log (tests[t].rate_l_per_h) - tests[t].expected_log_rate);
        precision += weight;
      }
  profile->shift = sum / precision;
  profile->shift_sd = sqrt (1 / precision);
  return TRUE;
}

gboolean
sweat_profile_from_joint (const SweatTest *tests, guint n_tests, const double *covariance, const SweatPopulation *population, SweatProfile *profile,
                          GError **error)
{
  const gsize n = n_tests + 1;
  g_autofree double *left = NULL, *moved = NULL, *gain = NULL;

  g_return_val_if_fail ((tests != NULL || n_tests == 0) && covariance != NULL && population != NULL && profile != NULL, FALSE);
  g_return_val_if_fail (population->within_sd > 0, FALSE);

  if (!tests_check (tests, n_tests, error))
    return FALSE;
  *profile = profile_of_sodium (tests, n_tests, population);
  left = g_memdup2 (covariance, sizeof (double) * n * n);
  moved = g_new0 (double, n);
  gain = g_new (double, n);
  /* One test after the other: each moves what is expected of all the others as far as their errors go together. */
  for (guint t = 0; t < n_tests; t++)
    {
      double surprise;

      if (isnan (tests[t].rate_l_per_h))
        continue;
      surprise = log (tests[t].rate_l_per_h) - tests[t].expected_log_rate - tests[t].known_shift - moved[t];
      for (gsize i = 0; i < n; i++)
        gain[i] = left[i * n + t] / (left[t * n + t] + rate_variance (&tests[t], population));
      for (gsize i = 0; i < n; i++)
        moved[i] += gain[i] * surprise;
      for (gsize j = 0; j < n; j++)
        {
          const double row = left[t * n + j];

          for (gsize i = 0; i < n; i++)
            left[i * n + j] -= gain[i] * row;
        }
    }
  profile->shift = population->shift + moved[n_tests];
  profile->shift_sd = sqrt (MAX (0, left[n * n - 1]));
  return TRUE;
}

/* Welch and Satterthwaite: the degrees of freedom of a sum of variances. */
double
sweat_reach (double variance_known, double variance, double df)
{
  return df >= 1 && variance > 0 ? gsl_cdf_tdist_Pinv (0.975, df * pow ((variance_known + variance) / variance, 2)) : NORMAL_975;
}

static SweatInterval
interval_of (double log_value, double sd, double reach)
{
  return (SweatInterval) { exp (log_value), exp (log_value - reach * sd), exp (log_value + reach * sd), sd, reach };
}

void
sweat_predict (const SweatProfile *profile, const SweatPopulation *population, const SweatOccasion *occasion, SweatPrediction *prediction)
{
  double rate_log, rate_variance, other_variance, sodium_variance, hours_log, reach;

  g_return_if_fail (profile != NULL && population != NULL && occasion != NULL && prediction != NULL);

  rate_log = occasion->expected_log_rate + profile->shift;
  rate_variance = pow (profile->shift_sd, 2) + pow (population->within_sd, 2);
  other_variance = pow (occasion->expected_log_sd, 2);
  sodium_variance = pow (profile->sodium_log_sd, 2) + pow (population->sodium_within_sd, 2);
  hours_log = log (occasion->minutes / 60);
  reach = sweat_reach (other_variance, rate_variance, occasion->df);

  prediction->rate_l_per_h = interval_of (rate_log, sqrt (rate_variance + other_variance), reach);
  prediction->sweat_l = interval_of (rate_log + hours_log, sqrt (rate_variance + other_variance), reach);
  prediction->sodium_mmol_l = interval_of (profile->sodium_log, sqrt (sodium_variance), NORMAL_975);
  prediction->sodium_mmol = interval_of (rate_log + hours_log + profile->sodium_log, sqrt (rate_variance + other_variance + sodium_variance),
                                         sweat_reach (other_variance + sodium_variance, rate_variance, occasion->df));
  prediction->expected_l_per_h = exp (occasion->expected_log_rate);
  prediction->athlete_factor = exp (profile->shift);
}

/* What a further test with that error leaves of a standard deviation. */
static double
narrowed (double sd, double within_sd, double error_sd)
{
  return sqrt (1 / (1 / (sd * sd) + 1 / (within_sd * within_sd + error_sd * error_sd)));
}

void
sweat_next_test (const SweatProfile *profile, const SweatPopulation *population, double patch_log_sd, double weighing_log_sd,
                 NextTest *next)
{
  double after_patch, after_weighing, sodium_now, sodium_then, site_log_sd;

  g_return_if_fail (profile != NULL && population != NULL && next != NULL);

  after_patch = narrowed (profile->shift_sd, population->within_sd, patch_log_sd);
  after_weighing = narrowed (profile->shift_sd, population->within_sd, weighing_log_sd);
  site_log_sd = log_sd (exp (profile->sodium_log), SODIUM_SITE_SD_MMOL_L);
  sodium_now = hypot (profile->sodium_log_sd, population->sodium_within_sd);
  sodium_then = hypot (narrowed (profile->sodium_log_sd, population->sodium_within_sd, site_log_sd), population->sodium_within_sd);

  next->kind = after_weighing <= after_patch ? SWEAT_TEST_WEIGHING : SWEAT_TEST_PATCH;
  next->rate_log_sd_now = hypot (profile->shift_sd, population->within_sd);
  next->rate_log_sd_then = hypot (MIN (after_patch, after_weighing), population->within_sd);
  next->sodium_log_sd_now = hypot (next->rate_log_sd_now, sodium_now);
  next->sodium_log_sd_after_patch = hypot (hypot (after_patch, population->within_sd), sodium_then);
  next->sodium_first
    = next->sodium_log_sd_now - next->sodium_log_sd_after_patch > next->rate_log_sd_now - next->rate_log_sd_then;
}
