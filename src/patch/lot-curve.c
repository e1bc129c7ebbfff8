/* patch/lot-curve.c */
#include "lot-curve.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_interp.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdlib.h>

#define LEAST_COLOUR_CHANGE 1.0 /* ΔE*ab over the whole curve: less is the same colour */

/* Mean colour at each concentration, ascending. */
typedef struct {
  double *mmol_l;
  double *lab[3];
  guint n;
} Levels;

static void
levels_clear (Levels *levels)
{
  g_free (levels->mmol_l);
  for (int c = 0; c < 3; c++)
    g_free (levels->lab[c]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Levels, levels_clear)

static int
by_concentration (gconstpointer a, gconstpointer b)
{
  double one = ((const ColourStandard *) a)->chloride_mmol_l, other = ((const ColourStandard *) b)->chloride_mmol_l;

  return (one > other) - (one < other);
}

static void
levels_of (const ColourStandard *standards, guint n, Levels *levels)
{
  g_autofree ColourStandard *sorted = g_memdup2 (standards, sizeof *standards * n);
  guint at = 0;

  qsort (sorted, n, sizeof *sorted, by_concentration);
  levels->mmol_l = g_new0 (double, n);
  for (int c = 0; c < 3; c++)
    levels->lab[c] = g_new0 (double, n);
  while (at < n)
    {
      guint end = at;

      levels->mmol_l[levels->n] = sorted[at].chloride_mmol_l;
      while (end < n && sorted[end].chloride_mmol_l == sorted[at].chloride_mmol_l)
        {
          for (int c = 0; c < 3; c++)
            levels->lab[c][levels->n] += sorted[end].lab[c];
          end++;
        }
      for (int c = 0; c < 3; c++)
        levels->lab[c][levels->n] /= end - at;
      levels->n++;
      at = end;
    }
}

/* Pools adjacent violators in the direction in which the component goes from end to end (Ayer et al. 1955). */
static void
make_monotone (double *y, guint n)
{
  double sign = y[n - 1] >= y[0] ? 1 : -1;
  g_autofree double *mean = g_new (double, n);
  g_autofree guint *count = g_new (guint, n);
  guint blocks = 0, at = 0;

  for (guint i = 0; i < n; i++)
    {
      mean[blocks] = sign * y[i];
      count[blocks++] = 1;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1])
        {
          mean[blocks - 2] = (mean[blocks - 2] * count[blocks - 2] + mean[blocks - 1] * count[blocks - 1])
                             / (count[blocks - 2] + count[blocks - 1]);
          count[blocks - 2] += count[blocks - 1];
          blocks--;
        }
    }
  for (guint b = 0; b < blocks; b++)
    for (guint k = 0; k < count[b]; k++)
      y[at++] = sign * mean[b];
}

static void
spread (const Levels *levels, ChloridePoint *points)
{
  double low = levels->mmol_l[0], high = levels->mmol_l[levels->n - 1];

  for (guint i = 0; i < LOT_CURVE_POINTS; i++)
    points[i].chloride_mmol_l = i == LOT_CURVE_POINTS - 1 ? high : low + (high - low) * i / (LOT_CURVE_POINTS - 1);
}

static void
fit_spline (const Levels *levels, ChloridePoint *points)
{
  for (int c = 0; c < 3; c++)
    {
      g_autofree double *y = g_memdup2 (levels->lab[c], sizeof (double) * levels->n);
      gsl_interp *spline = gsl_interp_alloc (gsl_interp_steffen, levels->n);

      make_monotone (y, levels->n);
      gsl_interp_init (spline, levels->mmol_l, y, levels->n);
      for (guint i = 0; i < LOT_CURVE_POINTS; i++)
        points[i].lab[c] = gsl_interp_eval (spline, levels->mmol_l, y, points[i].chloride_mmol_l, NULL);
      gsl_interp_free (spline);
    }
}

/* Share of the way from the lower to the upper asymptote; 0 at no chloride. */
static double
logistic (double mmol_l, double middle, double hill)
{
  return mmol_l <= 0 ? 0 : 1 / (1 + pow (mmol_l / middle, -hill));
}

/* Given middle and slope, the two ends of a component are a straight line's. Returns the residual sum of squares. */
static double
fit_ends (const Levels *levels, double middle, double hill, int c, double *bottom, double *rise)
{
  double n = levels->n, sx = 0, sy = 0, sxx = 0, sxy = 0, rss = 0, determinant;

  for (guint i = 0; i < levels->n; i++)
    {
      double x = logistic (levels->mmol_l[i], middle, hill), y = levels->lab[c][i];

      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    }
  determinant = n * sxx - sx * sx;
  *rise = determinant > 1e-12 ? (n * sxy - sx * sy) / determinant : 0;
  *bottom = (sy - *rise * sx) / n;
  for (guint i = 0; i < levels->n; i++)
    {
      double r = levels->lab[c][i] - *bottom - *rise * logistic (levels->mmol_l[i], middle, hill);

      rss += r * r;
    }
  return rss;
}

/* Two logarithms are searched; a weak pull to a hill of 1 and a middle inside the standards keeps flat directions finite. */
static double
logistic_misfit (const gsl_vector *at, void *data)
{
  const Levels *levels = data;
  double log_middle = gsl_vector_get (at, 0), log_hill = gsl_vector_get (at, 1), rss = 0, bottom, rise;
  double log_centre = log (MAX (levels->mmol_l[levels->n / 2], 1));

  for (int c = 0; c < 3; c++)
    rss += fit_ends (levels, exp (log_middle), exp (log_hill), c, &bottom, &rise);
  return rss + 1e-3 * ((log_middle - log_centre) * (log_middle - log_centre) + log_hill * log_hill);
}

static gboolean
fit_logistic (const Levels *levels, ChloridePoint *points)
{
  gsl_multimin_function misfit = { logistic_misfit, 2, (void *) levels };
  gsl_multimin_fminimizer *search = gsl_multimin_fminimizer_alloc (gsl_multimin_fminimizer_nmsimplex2, 2);
  gsl_vector *start = gsl_vector_alloc (2), *step = gsl_vector_alloc (2);
  double middle, hill;

  gsl_vector_set (start, 0, log (MAX (levels->mmol_l[levels->n / 2], 1)));
  gsl_vector_set (start, 1, 0);
  gsl_vector_set_all (step, 0.5);
  gsl_multimin_fminimizer_set (search, &misfit, start, step);
  for (int i = 0; i < 400; i++)
    if (gsl_multimin_fminimizer_iterate (search) != GSL_SUCCESS
        || gsl_multimin_test_size (gsl_multimin_fminimizer_size (search), 1e-7) == GSL_SUCCESS)
      break;
  middle = exp (gsl_vector_get (gsl_multimin_fminimizer_x (search), 0));
  hill = exp (gsl_vector_get (gsl_multimin_fminimizer_x (search), 1));
  gsl_multimin_fminimizer_free (search);
  gsl_vector_free (start);
  gsl_vector_free (step);
  if (!isfinite (middle) || !isfinite (hill))
    return FALSE;
  for (int c = 0; c < 3; c++)
    {
      double bottom, rise;

      fit_ends (levels, middle, hill, c, &bottom, &rise);
      for (guint i = 0; i < LOT_CURVE_POINTS; i++)
        points[i].lab[c] = bottom + rise * logistic (points[i].chloride_mmol_l, middle, hill);
    }
  return TRUE;
}

static double
colour_distance (const double a[3], const double b[3])
{
  return sqrt ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

gboolean
lot_curve_fit (LotCurve kind, const ColourStandard *standards, guint n, ChloridePoint *points)
{
  g_auto(Levels) levels = { 0 };

  g_return_val_if_fail (standards != NULL && points != NULL, FALSE);

  levels_of (standards, n, &levels);
  if (levels.n < 3)
    return FALSE;
  spread (&levels, points);
  if (kind == LOT_CURVE_SPLINE)
    fit_spline (&levels, points);
  else if (!fit_logistic (&levels, points))
    return FALSE;
  return colour_distance (points[0].lab, points[LOT_CURVE_POINTS - 1].lab) >= LEAST_COLOUR_CHANGE;
}

double
lot_curve_read (const ChloridePoint *points, guint n, const double lab[3], double *distance)
{
  double best = INFINITY, mmol_l = NAN;

  for (guint i = 1; i < n; i++)
    {
      const ChloridePoint *a = &points[i - 1], *b = &points[i];
      double length = colour_distance (a->lab, b->lab), t = 0, nearest[3], d;

      if (length <= 0)
        continue;
      for (int c = 0; c < 3; c++)
        t += (lab[c] - a->lab[c]) * (b->lab[c] - a->lab[c]) / (length * length);
      if (i > 1)
        t = MAX (t, 0);
      if (i < n - 1)
        t = MIN (t, 1);
      for (int c = 0; c < 3; c++)
        nearest[c] = a->lab[c] + t * (b->lab[c] - a->lab[c]);
      d = colour_distance (lab, nearest);
      if (d < best)
        {
          best = d;
          mmol_l = a->chloride_mmol_l + t * (b->chloride_mmol_l - a->chloride_mmol_l);
        }
    }
  if (distance)
    *distance = best;
  return mmol_l;
}
