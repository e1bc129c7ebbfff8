/* sweat/profile.c */
#include "profile.h"

#include <glib/gi18n.h>
#include <math.h>

#include "norms.h"

#define NORMAL_975             1.959963984540054
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

gboolean
sweat_profile_from_tests (const SweatTest *tests, guint n_tests, const SweatPopulation *population, SweatProfile *profile, GError **error)
{
  SweatProfile found = { .n_tests = n_tests };
  double rate_precision, sodium_precision, rate_sum, sodium_sum;

  g_return_val_if_fail ((tests != NULL || n_tests == 0) && population != NULL && profile != NULL, FALSE);
  g_return_val_if_fail (population->between_sd > 0 && population->within_sd > 0, FALSE);

  rate_precision = 1 / pow (population->between_sd, 2);
  rate_sum = population->shift * rate_precision;
  sodium_precision = 1 / pow (population->sodium_between_sd, 2);
  /* The median of a log-normal with that mean. */
  sodium_sum = (log (population->sodium_mean_mmol_l) - pow (population->sodium_between_sd, 2) / 2) * sodium_precision;
  for (guint t = 0; t < n_tests; t++)
    {
      const SweatTest *test = &tests[t];
      double weight;

      if (!isnan (test->rate_l_per_h)
          && (!(test->rate_l_per_h > 0) || !isfinite (test->rate_l_per_h) || !isfinite (test->expected_log_rate)))
        {
          g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE,
                       _("Test %u has a sweating rate of %g L/h: a profile needs rates above 0. Retire the test."), t + 1, test->rate_l_per_h);
          return FALSE;
        }
      if (!isnan (test->rate_l_per_h))
        {
          weight = 1 / (pow (population->within_sd, 2) + pow (log_sd (test->rate_l_per_h, test->rate_sd_l_per_h), 2));
          rate_sum += weight * (log (test->rate_l_per_h) - test->expected_log_rate);
          rate_precision += weight;
          found.n_rates++;
        }
      if (test->sodium_mmol_l > 0)
        {
          double sd = isnan (test->sodium_sd_mmol_l) ? SODIUM_SITE_SD_MMOL_L : test->sodium_sd_mmol_l;

          weight = 1 / (pow (population->sodium_within_sd, 2) + pow (log_sd (test->sodium_mmol_l, sd), 2));
          sodium_sum += weight * log (test->sodium_mmol_l);
          sodium_precision += weight;
          found.n_sodium++;
        }
    }
  found.shift = rate_sum / rate_precision;
  found.shift_sd = sqrt (1 / rate_precision);
  found.sodium_log = sodium_sum / sodium_precision;
  found.sodium_log_sd = sqrt (1 / sodium_precision);
  *profile = found;
  return TRUE;
}

static SweatInterval
interval_of (double log_value, double sd)
{
  return (SweatInterval) { exp (log_value), exp (log_value - NORMAL_975 * sd), exp (log_value + NORMAL_975 * sd), sd };
}

void
sweat_predict (const SweatProfile *profile, const SweatPopulation *population, const SweatOccasion *occasion, SweatPrediction *prediction)
{
  double rate_log, rate_sd, sodium_sd, hours_log;

  g_return_if_fail (profile != NULL && population != NULL && occasion != NULL && prediction != NULL);

  rate_log = occasion->expected_log_rate + profile->shift;
  rate_sd = sqrt (pow (profile->shift_sd, 2) + pow (population->within_sd, 2) + pow (occasion->expected_log_sd, 2));
  sodium_sd = hypot (profile->sodium_log_sd, population->sodium_within_sd);
  hours_log = log (occasion->minutes / 60);

  prediction->rate_l_per_h = interval_of (rate_log, rate_sd);
  prediction->sweat_l = interval_of (rate_log + hours_log, rate_sd);
  prediction->sodium_mmol_l = interval_of (profile->sodium_log, sodium_sd);
  prediction->sodium_mmol = interval_of (rate_log + hours_log + profile->sodium_log, hypot (rate_sd, sodium_sd));
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
