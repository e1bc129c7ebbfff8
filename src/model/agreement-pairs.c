/* model/agreement-pairs.c: correlation, concordance and errors of pairs */
#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "agreement-sums.h"

PairSums
pair_sums (const double *x, const double *y, guint n)
{
  PairSums sums = { 0 };

  for (guint i = 0; i < n; i++)
    {
      sums.mean_x += x[i];
      sums.mean_y += y[i];
    }
  sums.mean_x /= n;
  sums.mean_y /= n;
  for (guint i = 0; i < n; i++)
    {
      double dx = x[i] - sums.mean_x, dy = y[i] - sums.mean_y;

      sums.sxx += dx * dx;
      sums.syy += dy * dy;
      sums.sxy += dx * dy;
    }
  return sums;
}

gboolean
pairs_are_enough (const double *x, const double *y, guint n, guint least, GError **error)
{
  if (n < least)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW, _("%u complete pairs: the method needs at least %u."), n, least);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (!(fabs (x[i]) < 1e150 && fabs (y[i]) < 1e150)) /* squares have to stay finite */
      {
        g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC, _("Pair %u is (%g, %g): too large to compare, or no number."), i + 1, x[i],
                     y[i]);
        return FALSE;
      }
  return TRUE;
}

Estimate
t_estimate (double value, double se, double df)
{
  double half = gsl_cdf_tdist_Pinv (0.975, df) * se;

  return (Estimate) { value, se, value - half, value + half };
}

Estimate
no_estimate (void)
{
  return (Estimate) { NAN, NAN, NAN, NAN };
}

gboolean
pair_agreement (const double *x, const double *y, guint n, PairAgreement *result, GError **error)
{
  PairAgreement found = { .n = n };
  const double z = gsl_cdf_ugaussian_Pinv (0.975);
  double r, c, shift, squares = 0, absolute = 0, relative = 0, difference_square = 0, mean_difference;
  PairSums sums;

  g_return_val_if_fail (x != NULL && y != NULL && result != NULL, FALSE);

  if (!pairs_are_enough (x, y, n, 3, error))
    return FALSE;
  sums = pair_sums (x, y, n);
  r = sums.sxx > 0 && sums.syy > 0 ? CLAMP (sums.sxy / sqrt (sums.sxx * sums.syy), -1.0, 1.0) : NAN;
  found.pearson = no_estimate ();
  found.pearson.value = r;
  if (n > 3 && fabs (r) < 1)
    {
      found.pearson.low = tanh (atanh (r) - z / sqrt (n - 3.0));
      found.pearson.high = tanh (atanh (r) + z / sqrt (n - 3.0));
    }

  shift = sums.mean_x - sums.mean_y;
  c = 2 * sums.sxy / (sums.sxx + sums.syy + (n - 1) * shift * shift);
  found.concordance_n = 2 * sums.sxy / (sums.sxx + sums.syy + n * shift * shift);
  found.concordance = no_estimate ();
  found.concordance.value = c;
  if (n > 3 && fabs (c) < 1 && r != 0 && fabs (r) < 1)
    {
      /* Lin 1989, with the correction of 2000. */
      double u2 = shift * shift * (n - 1) / sqrt (sums.sxx * sums.syy);
      double variance = ((1 - r * r) * c * c / ((1 - c * c) * r * r) + 2 * c * c * c * (1 - c) * u2 / (r * pow (1 - c * c, 2))
                         - pow (c, 4) * u2 * u2 / (2 * r * r * pow (1 - c * c, 2)))
                        / (n - 2);

      if (variance > 0)
        {
          found.concordance.se = (1 - c * c) * sqrt (variance);
          found.concordance.low = tanh (atanh (c) - z * sqrt (variance));
          found.concordance.high = tanh (atanh (c) + z * sqrt (variance));
        }
    }

  mean_difference = sums.mean_x - sums.mean_y;
  for (guint i = 0; i < n; i++)
    {
      double d = x[i] - y[i];

      squares += d * d;
      absolute += fabs (d);
      relative += fabs (d) / fabs (x[i]); /* infinite for an x of 0, which a relative error does not know */
      difference_square += (d - mean_difference) * (d - mean_difference);
    }
  found.typical_error = sqrt (difference_square / (n - 1) / 2);
  found.mean_absolute_error = absolute / n;
  found.rmse = sqrt (squares / n);
  found.mape_percent = isfinite (relative) ? 100 * relative / n : NAN;
  *result = found;
  return TRUE;
}
