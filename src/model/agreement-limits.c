/* model/agreement-limits.c: Bland & Altman's limits of agreement */
#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "agreement-sums.h"
#include "mixed.h"

void
limits_options_init (LimitsOptions *options)
{
  g_return_if_fail (options != NULL);

  *options = (LimitsOptions) { LIMITS_SIMPLE, 1.96, FALSE, NULL, 0, FALSE };
}

/* Ordinary least squares of y on x. */
static void
straight_line (const double *x, const double *y, guint n, Estimate *slope, Estimate *intercept, double *p)
{
  PairSums sums = pair_sums (x, y, n);
  double b, residual, variance, se;

  *slope = *intercept = no_estimate ();
  *p = NAN;
  if (!(sums.sxx > 0))
    return;
  b = sums.sxy / sums.sxx;
  residual = 0;
  for (guint i = 0; i < n; i++)
    {
      double e = y[i] - sums.mean_y - b * (x[i] - sums.mean_x);

      residual += e * e;
    }
  variance = residual / (n - 2);
  se = sqrt (variance / sums.sxx);
  *slope = t_estimate (b, se, n - 2);
  *intercept = t_estimate (sums.mean_y - b * sums.mean_x, sqrt (variance * (1.0 / n + sums.mean_x * sums.mean_x / sums.sxx)), n - 2);
  *p = se > 0 ? 2 * gsl_cdf_tdist_Q (fabs (b) / se, n - 2) : NAN;
}

static void
limits_of_independent_pairs (const double *d, guint n, const LimitsOptions *options, LimitsOfAgreement *found)
{
  double mean = 0, squares = 0, se;

  for (guint i = 0; i < n; i++)
    mean += d[i] / n;
  for (guint i = 0; i < n; i++)
    squares += (d[i] - mean) * (d[i] - mean);
  found->sd = sqrt (squares / (n - 1));
  found->between_variance = found->within_variance = NAN;
  found->bias = t_estimate (mean, found->sd / sqrt (n), n - 1);
  se = options->approximate ? found->sd * sqrt (3.0 / n)
                            : found->sd * sqrt (1.0 / n + options->multiplier * options->multiplier / (2.0 * (n - 1)));
  found->low = t_estimate (mean - options->multiplier * found->sd, se, n - 1);
  found->high = t_estimate (mean + options->multiplier * found->sd, se, n - 1);
}

/* The line of the differences on the means; of repeated pairs by subject, since pairs of one subject are no independent points. */
static void
proportional_bias (const double *mean, const double *d, guint n, const LimitsOptions *options, LimitsOfAgreement *found)
{
  g_autofree double *mean_of = NULL, *d_of = NULL;
  g_autofree guint *counts = NULL;
  guint k = 0;

  if (options->subject == NULL)
    {
      straight_line (mean, d, n, &found->slope, &found->intercept, &found->proportional_p);
      return;
    }
  mean_of = g_new0 (double, options->n_subjects);
  d_of = g_new0 (double, options->n_subjects);
  counts = g_new0 (guint, options->n_subjects);
  for (guint i = 0; i < n; i++)
    {
      mean_of[options->subject[i]] += mean[i];
      d_of[options->subject[i]] += d[i];
      counts[options->subject[i]]++;
    }
  for (guint s = 0; s < options->n_subjects; s++)
    if (counts[s] > 0)
      {
        mean_of[k] = mean_of[s] / counts[s];
        d_of[k++] = d_of[s] / counts[s];
      }
  found->slope = found->intercept = no_estimate ();
  found->proportional_p = NAN;
  if (k >= 3)
    straight_line (mean_of, d_of, k, &found->slope, &found->intercept, &found->proportional_p);
}

/* Recovers the variance of mean ± z·√total from the intervals of its parts (Zou 2013). */
static void
limits_by_mover (LimitsOfAgreement *found, double multiplier, double total_low, double total_high)
{
  double below = found->bias.value - found->bias.low, above = found->bias.high - found->bias.value;
  double up = multiplier * (sqrt (total_high) - found->sd), down = multiplier * (found->sd - sqrt (total_low));

  found->low = no_estimate ();
  found->low.value = found->bias.value - multiplier * found->sd;
  found->low.low = found->low.value - hypot (below, up);
  found->low.high = found->low.value + hypot (above, down);
  found->high = no_estimate ();
  found->high.value = found->bias.value + multiplier * found->sd;
  found->high.low = found->high.value - hypot (below, down);
  found->high.high = found->high.value + hypot (above, up);
}

/* Mean and variances of the model d = mean + subject + error: as lme4 has them for d ~ 1 + (1 | subject). */
static gboolean
by_restricted_likelihood (const double *d, guint n, const LimitsOptions *options, LimitsOfAgreement *found, GError **error)
{
  g_autofree double *ones = g_new (double, n);
  g_autofree double *basis = g_new (double, n);
  g_autofree double *rest = g_new (double, n);
  const MixedPart part = { 1, options->n_subjects, options->subject, ones };
  g_autoptr(MixedProblem) problem = NULL;
  g_autoptr(MixedPoint) point = mixed_point_new (1);
  double mean = 0, theta = 1, variance;

  for (guint i = 0; i < n; i++)
    mean += d[i] / n;
  for (guint i = 0; i < n; i++)
    {
      ones[i] = 1;
      basis[i] = 1 / sqrt (n);
      rest[i] = d[i] - mean;
    }
  problem = mixed_problem_new (n, 1, basis, rest, &part, 1);
  if (isnan (mixed_minimise (problem, TRUE, &theta, point)))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC, _("The variances of the repeated pairs cannot be estimated by restricted maximum likelihood."));
      return FALSE;
    }
  variance = point->rss / (n - 1);
  found->within_variance = variance;
  found->between_variance = theta * theta * variance;
  found->sd = sqrt (found->between_variance + variance);
  found->bias = t_estimate (mean + point->beta[0] / sqrt (n), sqrt (variance / n) / fabs (point->root[0]), found->subjects - 1);
  return TRUE;
}

/* Bland & Altman 2007, section 5.2: the true value varies within a subject. */
static gboolean
limits_of_repeated_pairs (const double *d, guint n, const LimitsOptions *options, LimitsOfAgreement *found, GError **error)
{
  g_autofree double *sums = g_new0 (double, options->n_subjects);
  g_autofree guint *counts = g_new0 (guint, options->n_subjects);
  double mean = 0, squared_counts = 0, between = 0, within = 0, m0, a, b, low, high, scale;
  guint k = 0;

  for (guint i = 0; i < n; i++)
    {
      sums[options->subject[i]] += d[i];
      counts[options->subject[i]]++;
      mean += d[i] / n;
    }
  for (guint s = 0; s < options->n_subjects; s++)
    if (counts[s] > 0)
      {
        k++;
        squared_counts += (double) counts[s] * counts[s];
        between += counts[s] * pow (sums[s] / counts[s] - mean, 2);
      }
  if (k < 2 || n == k)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW,
                   _("%u pairs of %u subjects: repeated pairs need two subjects or more, and one of them twice."), n, k);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    within += pow (d[i] - sums[options->subject[i]] / counts[options->subject[i]], 2);
  between /= k - 1;
  within /= n - k;
  m0 = ((double) n * n - squared_counts) / ((k - 1) * (double) n);

  found->subjects = k;
  found->within_variance = within;
  found->between_variance = MAX ((between - within) / m0, 0);
  found->sd = sqrt (found->between_variance + within);
  found->bias
    = t_estimate (mean, sqrt (found->between_variance * squared_counts / ((double) n * n) + within / n), k - 1);

  /* total = between/m0 + (1 − 1/m0)·within, each a χ². */
  a = between / m0;
  b = (1 - 1 / m0) * within;
  low = a + b
        - hypot (a * (1 - (k - 1) / gsl_cdf_chisq_Pinv (0.975, k - 1)), b * (1 - (n - k) / gsl_cdf_chisq_Pinv (0.975, n - k)));
  high = a + b
         + hypot (a * ((k - 1) / gsl_cdf_chisq_Pinv (0.025, k - 1) - 1), b * ((n - k) / gsl_cdf_chisq_Pinv (0.025, n - k) - 1));
  if (options->restricted)
    {
      scale = found->sd;
      if (!by_restricted_likelihood (d, n, options, found, error))
        return FALSE;
      scale = pow (found->sd / scale, 2);
      low *= scale;
      high *= scale;
    }
  limits_by_mover (found, options->multiplier, CLAMP (low, 0, found->sd * found->sd), MAX (high, found->sd * found->sd));
  return TRUE;
}

/* Bland & Altman 1999, section 3.2: the spread of the residuals as a straight line too; |e| of a normal has mean σ·√(2/π). */
static void
limits_along_the_mean (const double *mean, const double *d, guint n, const LimitsOptions *options, LimitsOfAgreement *found)
{
  g_autofree double *spread = g_new (double, n);
  Estimate slope, intercept;
  double p, centre = 0, at, se;

  for (guint i = 0; i < n; i++)
    {
      spread[i] = fabs (d[i] - found->intercept.value - found->slope.value * mean[i]) * sqrt (G_PI / 2);
      centre += mean[i] / n;
    }
  straight_line (mean, spread, n, &slope, &intercept, &p);
  found->spread_slope = slope.value;
  found->spread_intercept = intercept.value;
  at = MAX (intercept.value + slope.value * centre, 0);
  found->sd = at;
  se = at * sqrt (1.0 / n + options->multiplier * options->multiplier / (2.0 * (n - 2)));
  found->bias = t_estimate (found->intercept.value + found->slope.value * centre, at / sqrt (n), n - 2);
  found->low = t_estimate (found->bias.value - options->multiplier * at, se, n - 2);
  found->high = t_estimate (found->bias.value + options->multiplier * at, se, n - 2);
}

static void
as_ratio (Estimate *estimate)
{
  estimate->value = exp (estimate->value);
  estimate->se *= estimate->value;
  estimate->low = exp (estimate->low);
  estimate->high = exp (estimate->high);
}

gboolean
limits_of_agreement (const double *x, const double *y, guint n, const LimitsOptions *options, LimitsOfAgreement *result, GError **error)
{
  LimitsOfAgreement found = { .n = n, .subjects = n, .spread_slope = NAN, .spread_intercept = NAN };
  g_autofree double *d = NULL, *mean = NULL;

  g_return_val_if_fail (x != NULL && y != NULL && options != NULL && result != NULL, FALSE);
  g_return_val_if_fail (options->multiplier > 0, FALSE);

  if (!pairs_are_enough (x, y, n, 3, error))
    return FALSE;
  d = g_new (double, n);
  mean = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      if (options->form == LIMITS_LOG && !(x[i] > 0 && y[i] > 0))
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                       _("Pair %u is (%g, %g): ratios need numbers above 0. Leave the pair out, or use the simple form."), i + 1, x[i], y[i]);
          return FALSE;
        }
      d[i] = options->form == LIMITS_LOG ? log (x[i]) - log (y[i]) : x[i] - y[i];
      mean[i] = options->form == LIMITS_LOG ? (log (x[i]) + log (y[i])) / 2 : (x[i] + y[i]) / 2;
    }

  proportional_bias (mean, d, n, options, &found);
  if (options->subject && options->form == LIMITS_REGRESSION)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                   _("Limits along the mean are not defined for repeated pairs: take the log form, or one pair of each subject."));
      return FALSE;
    }
  if (options->subject)
    {
      if (!limits_of_repeated_pairs (d, n, options, &found, error))
        return FALSE;
    }
  else
    limits_of_independent_pairs (d, n, options, &found);
  if (options->form == LIMITS_REGRESSION && isnan (found.slope.value))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC, _("All pairs have the same mean: there is no line along it."));
      return FALSE;
    }
  if (options->form == LIMITS_REGRESSION)
    limits_along_the_mean (mean, d, n, options, &found);
  if (options->form == LIMITS_LOG)
    {
      as_ratio (&found.bias);
      as_ratio (&found.low);
      as_ratio (&found.high);
    }
  found.limit_low = found.low.value;
  found.limit_high = found.high.value;
  *result = found;
  return TRUE;
}
