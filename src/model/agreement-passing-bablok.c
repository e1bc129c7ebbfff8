/* model/agreement-passing-bablok.c: the line through the median of all slopes (Passing & Bablok 1983) */
#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "agreement-sums.h"
#include "base/sorting.h"

#define ROUNDING   1e-9 /* of differences of decimals as people write them */
#define MOST_PAIRS 6000 /* n²/2 slopes are kept: 144 MB */

static double
median_of (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_numbers);
  return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static double
median_residual (const double *x, const double *y, guint n, double slope)
{
  g_autofree double *rest = g_new (double, n);

  for (guint i = 0; i < n; i++)
    rest[i] = y[i] - slope * x[i];
  return median_of (rest, n);
}

/* Sorted slopes between all pairs of points; how many are below −1 in *@offset. */
static guint
collect_slopes (const double *x, const double *y, guint n, double *slopes, guint *offset)
{
  guint count = 0;

  *offset = 0;
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        double dx = x[i] - x[j], dy = y[i] - y[j];
        double slope;

        if (dx == 0 && dy == 0)
          continue;
        slope = dx == 0 ? INFINITY : dy / dx;
        if (fabs (dx + dy) <= ROUNDING * fabs (dx)) /* −1, as 0.1 + 0.2 is 0.3 */
          continue;
        *offset += slope < -1;
        slopes[count++] = slope;
      }
  qsort (slopes, count, sizeof *slopes, compare_numbers);
  return count;
}

gboolean
passing_bablok_line (const double *x, const double *y, guint n, MethodLine *line, GError **error)
{
  MethodLine found = { .n = n, .variant = "Passing–Bablok 1983, to the letter" };
  g_autofree double *slopes = NULL;
  guint count, offset, lower, upper;
  double width;

  g_return_val_if_fail (x != NULL && y != NULL && line != NULL, FALSE);

  if (!pairs_are_enough (x, y, n, 4, error))
    return FALSE;
  if (n > MOST_PAIRS)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                   _("%u pairs: Passing–Bablok compares each with each and takes at most %u. Draw a sample of them."), n, MOST_PAIRS);
      return FALSE;
    }
  slopes = g_new (double, (gsize) n * (n - 1) / 2);
  count = collect_slopes (x, y, n, slopes, &offset);
  width = gsl_cdf_ugaussian_Pinv (0.975) * sqrt (n * (n - 1.0) * (2.0 * n + 5) / 18);
  lower = (guint) lround (MAX ((count - width) / 2, 1)); /* ranks from 1 */
  upper = count - lower + 1;
  if (count == 0 || upper + offset > count || (count + 1) / 2 + offset >= count || !isfinite (slopes[(count - 1) / 2 + offset]))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                   _("Passing–Bablok has no answer here: too few different points, or the two methods are not positively correlated."));
      return FALSE;
    }

  found.slope.value = count % 2 ? slopes[(count - 1) / 2 + offset] : (slopes[count / 2 - 1 + offset] + slopes[count / 2 + offset]) / 2;
  found.slope.se = NAN;
  found.slope.low = slopes[lower - 1 + offset];
  found.slope.high = slopes[upper - 1 + offset];
  found.intercept.value = median_residual (x, y, n, found.slope.value);
  found.intercept.se = NAN;
  found.intercept.low = median_residual (x, y, n, found.slope.high);
  found.intercept.high = median_residual (x, y, n, found.slope.low);
  *line = found;
  return TRUE;
}
