/* patch/lot-standards.c */
#include "lot-standards.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "lot-curve.h"

#define BOOTSTRAPS 400
#define OUTLIER_ROBUST_SD 3.5
#define MAD_TO_SD 1.4826
#define NO_SPREAD 0.01 /* of the highest standard */

static int
by_value (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
median (const double *values, guint n)
{
  g_autofree double *sorted = g_memdup2 (values, sizeof (double) * n);

  qsort (sorted, n, sizeof (double), by_value);
  return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/* --- volume ------------------------------------------------------------------------------------------------------------ */

static gboolean
is_volume_standard (const LotStandard *standard)
{
  return standard->excluded == NULL && isfinite (standard->volume_ul) && isfinite (standard->fraction) && !standard->overflow;
}

static int
by_volume (gconstpointer a, gconstpointer b)
{
  const LotStandard *one = *(const LotStandard *const *) a, *other = *(const LotStandard *const *) b;

  return (one->volume_ul > other->volume_ul) - (one->volume_ul < other->volume_ul);
}

/* Mean fraction of each amount, then pooled until it rises. @points has room for @n. Returns the number of points. */
static guint
volume_curve (const LotStandard *const *standards, guint n, VolumePoint *points)
{
  g_autofree guint *count = g_new (guint, MAX (n, 1));
  guint blocks = 0;

  for (guint i = 0; i < n;)
    {
      double sum = 0;
      guint end = i;

      while (end < n && standards[end]->volume_ul == standards[i]->volume_ul)
        sum += standards[end++]->fraction;
      points[blocks] = (VolumePoint) { sum / (end - i), standards[i]->volume_ul };
      count[blocks++] = end - i;
      i = end;
      while (blocks > 1 && points[blocks - 1].fraction <= points[blocks - 2].fraction)
        {
          VolumePoint *a = &points[blocks - 2], *b = &points[blocks - 1];
          double total = count[blocks - 2] + count[blocks - 1];

          a->fraction = (a->fraction * count[blocks - 2] + b->fraction * count[blocks - 1]) / total;
          a->volume_ul = (a->volume_ul * count[blocks - 2] + b->volume_ul * count[blocks - 1]) / total;
          count[blocks - 2] += count[blocks - 1];
          blocks--;
        }
    }
  return blocks;
}

/* Linear between the points, the end pieces prolonged. */
static double
read_volume (const VolumePoint *points, guint n, double fraction)
{
  guint i = 1;

  while (i < n - 1 && fraction > points[i].fraction)
    i++;
  return points[i - 1].volume_ul
         + (fraction - points[i - 1].fraction) / (points[i].fraction - points[i - 1].fraction) * (points[i].volume_ul - points[i - 1].volume_ul);
}

static gboolean
fit_volume (const LotStandard *standards, guint n, LotFit *fit, GError **error)
{
  g_autofree const LotStandard **used = g_new (const LotStandard *, n);
  g_autofree const LotStandard **others = g_new (const LotStandard *, n);
  g_autofree VolumePoint *points = g_new (VolumePoint, n + 2);
  guint m = 0, k;
  double squares = 0;
  guint left_out = 0;

  for (guint i = 0; i < n; i++)
    if (is_volume_standard (&standards[i]))
      used[m++] = &standards[i];
  fit->n_volume = m;
  if (m == 0)
    return TRUE;
  qsort (used, m, sizeof *used, by_volume);
  k = volume_curve (used, m, points);
  if (k < 3)
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE,
                   _("A volume curve needs standards of at least 3 amounts whose fill rises; %u of the %u standards give %u."), m, n, k);
      return FALSE;
    }

  for (guint i = 0; i < m; i++)
    {
      guint rest = 0, blocks;
      double residual;
      g_autofree VolumePoint *without = g_new (VolumePoint, m);

      for (guint j = 0; j < m; j++)
        if (j != i)
          others[rest++] = used[j];
      blocks = volume_curve (others, rest, without);
      if (blocks < 2)
        continue;
      residual = read_volume (without, blocks, used[i]->fraction) - used[i]->volume_ul;
      fit->residuals[used[i] - standards].volume_residual_ul = residual;
      squares += residual * residual;
      left_out++;
    }
  if (left_out >= 3)
    fit->volume_sd_ul = sqrt (squares / left_out);

  /* An empty channel has a volume below the lowest standard: the first piece prolonged to fraction 0, where that is possible. */
  if (points[0].fraction > 0)
    {
      double at_zero = read_volume (points, k, 0);

      if (at_zero >= 0 && at_zero < points[0].volume_ul)
        {
          for (guint i = k; i > 0; i--)
            points[i] = points[i - 1];
          points[0] = (VolumePoint) { 0, at_zero };
          k++;
        }
    }
  fit->volume_lod_ul = points[0].volume_ul + 3.3 * fit->volume_sd_ul;
  fit->n_volume_points = k;
  fit->volume = g_memdup2 (points, sizeof *points * k);
  return TRUE;
}

/* --- chloride ---------------------------------------------------------------------------------------------------------- */

static gboolean
is_chloride_standard (const LotStandard *standard)
{
  return standard->excluded == NULL && isfinite (standard->chloride_mmol_l) && isfinite (standard->lab[0]);
}

/* Each standard left out and read by a curve of the others. @residuals: (nullable): one for each. */
static double
leave_one_out (LotCurve kind, const ColourStandard *standards, guint n, double *residuals)
{
  g_autofree ColourStandard *others = g_new (ColourStandard, n);
  double squares = 0;
  guint done = 0;

  for (guint i = 0; i < n; i++)
    {
      ChloridePoint points[LOT_CURVE_POINTS];
      guint rest = 0;
      double residual;

      for (guint j = 0; j < n; j++)
        if (j != i)
          others[rest++] = standards[j];
      if (residuals)
        residuals[i] = NAN;
      if (!lot_curve_fit (kind, others, rest, points))
        continue;
      residual = lot_curve_read (points, LOT_CURVE_POINTS, standards[i].lab, NULL) - standards[i].chloride_mmol_l;
      if (residuals)
        residuals[i] = residual;
      squares += residual * residual;
      done++;
    }
  return done >= 3 ? sqrt (squares / done) : NAN;
}

/* 95 % of what curves from resampled standards read at each point's colour. */
static void
bootstrap (const ColourStandard *standards, guint n, guint32 seed, LotFit *fit)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autofree ColourStandard *drawn = g_new (ColourStandard, n);
  g_autofree double *reads = g_new (double, BOOTSTRAPS * LOT_CURVE_POINTS);
  guint done = 0;

  for (guint b = 0; b < BOOTSTRAPS; b++)
    {
      ChloridePoint points[LOT_CURVE_POINTS];

      for (guint i = 0; i < n; i++)
        drawn[i] = standards[g_rand_int_range (random, 0, (gint32) n)];
      if (!lot_curve_fit (fit->curve, drawn, n, points))
        continue;
      for (guint i = 0; i < LOT_CURVE_POINTS; i++)
        reads[i * BOOTSTRAPS + done] = lot_curve_read (points, LOT_CURVE_POINTS, fit->chloride[i].lab, NULL);
      done++;
    }
  fit->chloride_ci_low = g_new (double, LOT_CURVE_POINTS);
  fit->chloride_ci_high = g_new (double, LOT_CURVE_POINTS);
  for (guint i = 0; i < LOT_CURVE_POINTS; i++)
    {
      double *row = &reads[i * BOOTSTRAPS];

      fit->chloride_ci_low[i] = fit->chloride_ci_high[i] = NAN;
      if (done < BOOTSTRAPS / 4)
        continue;
      qsort (row, done, sizeof (double), by_value);
      fit->chloride_ci_low[i] = row[(guint) (0.025 * (done - 1))];
      fit->chloride_ci_high[i] = row[(guint) (0.975 * (done - 1))];
    }
}

/* Spread of readings at the lowest concentration, by the replicates there or, without them, by all residuals. */
static void
detection_limits (const ColourStandard *standards, guint n, LotFit *fit)
{
  double lowest = INFINITY, squares = 0, mean = 0, sd;
  guint replicates = 0;

  for (guint i = 0; i < n; i++)
    lowest = MIN (lowest, standards[i].chloride_mmol_l);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      if (standards[i].chloride_mmol_l == lowest)
        {
          double read = lot_curve_read (fit->chloride, fit->n_chloride_points, standards[i].lab, NULL);

          if (pass == 0)
            {
              mean = (mean * replicates + read) / (replicates + 1);
              replicates++;
            }
          else
            squares += (read - mean) * (read - mean);
        }
  sd = replicates >= 3 ? sqrt (squares / (replicates - 1)) : fit->chloride_sd_mmol_l;
  fit->chloride_lod_mmol_l = lowest + 3.3 * sd;
  fit->chloride_loq_mmol_l = lowest + 10 * sd;
}

static gboolean
fit_chloride (const LotStandard *standards, guint n, guint32 seed, LotFit *fit, GError **error)
{
  g_autofree ColourStandard *used = g_new (ColourStandard, n);
  g_autofree guint *row = g_new (guint, n);
  g_autofree double *residuals = g_new (double, n);
  ChloridePoint points[LOT_CURVE_POINTS];
  guint m = 0;

  for (guint i = 0; i < n; i++)
    if (is_chloride_standard (&standards[i]))
      {
        used[m] = (ColourStandard) { standards[i].chloride_mmol_l,
                                     { standards[i].lab[0], standards[i].lab[1], standards[i].lab[2] } };
        row[m++] = i;
      }
  fit->n_chloride = m;
  if (m == 0)
    return TRUE;

  fit->logistic_rmse_mmol_l = leave_one_out (LOT_CURVE_LOGISTIC, used, m, NULL);
  fit->spline_rmse_mmol_l = leave_one_out (LOT_CURVE_SPLINE, used, m, NULL);
  fit->curve = isfinite (fit->logistic_rmse_mmol_l) && !(fit->spline_rmse_mmol_l < fit->logistic_rmse_mmol_l) ? LOT_CURVE_LOGISTIC
                                                                                                              : LOT_CURVE_SPLINE;
  if (!lot_curve_fit (fit->curve, used, m, points))
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE,
                   _("A chloride curve needs standards of at least 3 concentrations whose colour differs; %u standards were read."), m);
      return FALSE;
    }
  fit->n_chloride_points = LOT_CURVE_POINTS;
  fit->chloride = g_memdup2 (points, sizeof points);
  fit->chloride_sd_mmol_l = leave_one_out (fit->curve, used, m, residuals);
  for (guint i = 0; i < m; i++)
    {
      fit->residuals[row[i]].chloride_residual_mmol_l = residuals[i];
      lot_curve_read (points, LOT_CURVE_POINTS, used[i].lab, &fit->residuals[row[i]].colour_distance);
    }
  detection_limits (used, m, fit);
  bootstrap (used, m, seed, fit);
  return TRUE;
}

/* --- both -------------------------------------------------------------------------------------------------------------- */

/* Marks what lies far from the rest, by the median absolute deviation, which the far ones cannot move. @least: a spread that
 * is still nothing, so that very clean standards do not accuse each other. */
static void
mark_outliers (LotFit *fit, guint n, gsize offset, double least)
{
  g_autofree double *known = g_new (double, n), *away = g_new (double, n);
  double centre, spread;
  guint m = 0;

  for (guint i = 0; i < n; i++)
    {
      double value = G_STRUCT_MEMBER (double, &fit->residuals[i], offset);

      if (isfinite (value))
        known[m++] = value;
    }
  if (m < 5)
    return;
  centre = median (known, m);
  for (guint i = 0; i < m; i++)
    away[i] = fabs (known[i] - centre);
  spread = MAX (MAD_TO_SD * median (away, m), least);
  for (guint i = 0; i < n; i++)
    {
      double value = G_STRUCT_MEMBER (double, &fit->residuals[i], offset);

      if (isfinite (value) && fabs (value - centre) > OUTLIER_ROBUST_SD * spread)
        fit->residuals[i].outlier = TRUE;
    }
}

LotFit *
lot_fit (const LotStandard *standards, guint n, guint32 seed, GError **error)
{
  g_autoptr(LotFit) fit = g_new0 (LotFit, 1);

  g_return_val_if_fail (standards != NULL || n == 0, NULL);

  fit->volume_sd_ul = fit->volume_lod_ul = NAN;
  fit->logistic_rmse_mmol_l = fit->spline_rmse_mmol_l = NAN;
  fit->chloride_sd_mmol_l = fit->chloride_lod_mmol_l = fit->chloride_loq_mmol_l = NAN;
  fit->residuals = g_new (LotResidual, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    fit->residuals[i] = (LotResidual) { NAN, NAN, NAN, FALSE };
  if (!fit_volume (standards, n, fit, error) || !fit_chloride (standards, n, seed, fit, error))
    return NULL;
  if (fit->n_volume_points == 0 && fit->n_chloride_points == 0)
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE, _("None of the %u standards can be used: none was read, or all are left out."), n);
      return NULL;
    }
  if (fit->n_volume_points)
    mark_outliers (fit, n, G_STRUCT_OFFSET (LotResidual, volume_residual_ul),
                   NO_SPREAD * fit->volume[fit->n_volume_points - 1].volume_ul);
  if (fit->n_chloride_points)
    mark_outliers (fit, n, G_STRUCT_OFFSET (LotResidual, chloride_residual_mmol_l),
                   NO_SPREAD * fit->chloride[fit->n_chloride_points - 1].chloride_mmol_l);
  return g_steal_pointer (&fit);
}

void
lot_fit_free (LotFit *fit)
{
  if (fit == NULL)
    return;
  g_free (fit->volume);
  g_free (fit->chloride);
  g_free (fit->chloride_ci_low);
  g_free (fit->chloride_ci_high);
  g_free (fit->residuals);
  g_free (fit);
}

PatchCalibration *
lot_fit_calibration (const LotFit *fit, const char *id, const char *version, const char *template_id, const char *lot, const char *date,
                     const char *source, double collection_area_cm2)
{
  PatchCalibration *calibration = g_new0 (PatchCalibration, 1);

  g_return_val_if_fail (fit != NULL && id != NULL && template_id != NULL, NULL);

  calibration->id = g_strdup (id);
  calibration->version = g_strdup (version);
  calibration->template_id = g_strdup (template_id);
  calibration->lot = g_strdup (lot);
  calibration->date = g_strdup (date);
  calibration->source = g_strdup (source);
  calibration->collection_area_cm2 = collection_area_cm2;
  calibration->n_volume = fit->n_volume_points;
  calibration->volume = g_memdup2 (fit->volume, sizeof *fit->volume * fit->n_volume_points);
  calibration->volume_sd_ul = fit->volume_sd_ul;
  calibration->n_chloride = fit->n_chloride_points;
  calibration->chloride = g_memdup2 (fit->chloride, sizeof *fit->chloride * fit->n_chloride_points);
  calibration->chloride_sd_mmol_l = fit->chloride_sd_mmol_l;
  calibration->sodium_slope = calibration->sodium_intercept_mmol_l = calibration->sodium_sd_mmol_l = NAN;
  return calibration;
}
