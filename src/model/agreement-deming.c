/* model/agreement-deming.c: lines with errors in both methods (Deming 1943; Linnet 1990, 1993) */
#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "agreement-sums.h"

#define WEIGHTING_MOST_ROUNDS 30
#define WEIGHTING_STOP        1e-6 /* as R's mcr stops */

/* What fits a line to pairs, leaving one out; @left_out == n leaves out none. */
typedef gboolean (*LineFit) (const double *x, const double *y, guint n, guint left_out, double error_ratio, double *slope,
                             double *intercept);

/* slope = [s_yy − δ·s_xx + √((s_yy − δ·s_xx)² + 4·δ·s_xy²)] / (2·s_xy) */
static gboolean
slope_from_sums (double sxx, double syy, double sxy, double error_ratio, double *slope)
{
  double difference = syy - error_ratio * sxx;

  if (sxy == 0 || !(sxx > 0))
    return FALSE;
  *slope = (difference + sqrt (difference * difference + 4 * error_ratio * sxy * sxy)) / (2 * sxy);
  return isfinite (*slope);
}

/* @weight NULL: all alike */
static gboolean
fit_with_weights (const double *x, const double *y, guint n, guint left_out, const double *weight, double error_ratio, double *slope,
                  double *intercept)
{
  double total = 0, mean_x = 0, mean_y = 0, sxx = 0, syy = 0, sxy = 0;

  for (guint i = 0; i < n; i++)
    if (i != left_out)
      {
        double w = weight ? weight[i] : 1;

        total += w;
        mean_x += w * x[i];
        mean_y += w * y[i];
      }
  mean_x /= total;
  mean_y /= total;
  for (guint i = 0; i < n; i++)
    if (i != left_out)
      {
        double w = weight ? weight[i] : 1;

        sxx += w * (x[i] - mean_x) * (x[i] - mean_x);
        syy += w * (y[i] - mean_y) * (y[i] - mean_y);
        sxy += w * (x[i] - mean_x) * (y[i] - mean_y);
      }
  if (!slope_from_sums (sxx, syy, sxy, error_ratio, slope))
    return FALSE;
  *intercept = mean_y - *slope * mean_x;
  return TRUE;
}

static gboolean
fit_plain (const double *x, const double *y, guint n, guint left_out, double error_ratio, double *slope, double *intercept)
{
  return fit_with_weights (x, y, n, left_out, NULL, error_ratio, slope, intercept);
}

/* The weight of a pair is the inverse square of its level, the weighted mean of the two fitted values. */
static gboolean
fit_constant_cv (const double *x, const double *y, guint n, guint left_out, double error_ratio, double *slope, double *intercept)
{
  g_autofree double *weight = g_new (double, n);

  if (!fit_plain (x, y, n, left_out, error_ratio, slope, intercept))
    return FALSE;
  for (guint round = 0; round < WEIGHTING_MOST_ROUNDS; round++)
    {
      double old_slope = *slope, old_intercept = *intercept;
      double spread = error_ratio + *slope * *slope;

      for (guint i = 0; i < n; i++)
        {
          double d = y[i] - *intercept - *slope * x[i];
          double fitted_x = x[i] + *slope * d / spread, fitted_y = y[i] - error_ratio * d / spread;
          double level = (error_ratio * fitted_x + fitted_y) / (error_ratio + 1);

          weight[i] = 1 / (level * level);
          if (i != left_out && !isfinite (weight[i]))
            return FALSE;
        }
      if (!fit_with_weights (x, y, n, left_out, weight, error_ratio, slope, intercept))
        return FALSE;
      if (fabs (*slope - old_slope) < WEIGHTING_STOP && fabs (*intercept - old_intercept) < WEIGHTING_STOP)
        return TRUE;
    }
  return TRUE;
}

static gboolean
no_line (GError **error)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
               _("There is no line through these pairs: one method does not vary, the two are not correlated, or a level is 0."));
  return FALSE;
}

/* Pseudo-values n·b − (n − 1)·b₋ᵢ. */
static gboolean
jackknife (const double *x, const double *y, guint n, double error_ratio, LineFit fit, MethodLine *line, GError **error)
{
  double slope = line->slope.value, intercept = line->intercept.value;
  double slope_mean = 0, slope_squares = 0, intercept_mean = 0, intercept_squares = 0;

  for (guint i = 0; i < n; i++)
    {
      double b, a, db, da;

      if (!fit (x, y, n, i, error_ratio, &b, &a))
        return no_line (error);
      b = n * slope - (n - 1) * b;
      a = n * intercept - (n - 1) * a;
      db = b - slope_mean;
      slope_mean += db / (i + 1);
      slope_squares += db * (b - slope_mean);
      da = a - intercept_mean;
      intercept_mean += da / (i + 1);
      intercept_squares += da * (a - intercept_mean);
    }
  line->slope = t_estimate (slope, sqrt (slope_squares / (n - 1) / n), n - 2);
  line->intercept = t_estimate (intercept, sqrt (intercept_squares / (n - 1) / n), n - 2);
  return TRUE;
}

static gboolean
ratio_is_possible (double error_ratio, GError **error)
{
  if (error_ratio > 0 && isfinite (error_ratio))
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC, _("A ratio of error variances of %g cannot be; it has to be above 0."), error_ratio);
  return FALSE;
}

gboolean
deming_line (const double *x, const double *y, guint n, double error_ratio, DemingInterval interval, MethodLine *line, GError **error)
{
  MethodLine found = { .n = n, .variant = interval == DEMING_ANALYTIC ? "Deming, analytic" : "Deming, jackknife (Linnet 1990)" };
  PairSums sums;
  double slope, intercept, r2, square_mean_x, se;

  g_return_val_if_fail (x != NULL && y != NULL && line != NULL, FALSE);

  if (!ratio_is_possible (error_ratio, error) || !pairs_are_enough (x, y, n, 4, error))
    return FALSE;
  sums = pair_sums (x, y, n);
  if (!fit_plain (x, y, n, n, error_ratio, &slope, &intercept))
    return no_line (error);
  found.slope.value = slope;
  found.intercept.value = intercept;
  if (interval == DEMING_JACKKNIFE)
    {
      if (!jackknife (x, y, n, error_ratio, fit_plain, &found, error))
        return FALSE;
    }
  else
    {
      r2 = sums.sxy * sums.sxy / (sums.sxx * sums.syy);
      square_mean_x = sums.sxx / n + sums.mean_x * sums.mean_x;
      se = fabs (slope) * sqrt (MAX (1 - r2, 0) / r2 / (n - 2));
      found.slope = t_estimate (slope, se, n - 2);
      found.intercept = t_estimate (intercept, se * sqrt (square_mean_x), n - 2);
    }
  *line = found;
  return TRUE;
}

gboolean
weighted_deming_line (const double *x, const double *y, guint n, double error_ratio, MethodLine *line, GError **error)
{
  MethodLine found = { .n = n, .variant = "weighted Deming for a constant coefficient of variation (Linnet; as R's mcr), jackknife" };

  g_return_val_if_fail (x != NULL && y != NULL && line != NULL, FALSE);

  if (!ratio_is_possible (error_ratio, error) || !pairs_are_enough (x, y, n, 4, error))
    return FALSE;
  if (!fit_constant_cv (x, y, n, n, error_ratio, &found.slope.value, &found.intercept.value))
    return no_line (error);
  if (!jackknife (x, y, n, error_ratio, fit_constant_cv, &found, error))
    return FALSE;
  *line = found;
  return TRUE;
}
