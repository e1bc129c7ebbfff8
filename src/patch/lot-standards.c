/* patch/lot-standards.c */
#include "lot-standards.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "lot-parts.h"

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

void
lot_intervals (double *reads, guint n_points, guint n_reads, double **low, double **high)
{
  *low = g_new (double, n_points);
  *high = g_new (double, n_points);
  for (guint i = 0; i < n_points; i++)
    {
      double *row = &reads[(gsize) i * LOT_BOOTSTRAPS];

      (*low)[i] = (*high)[i] = NAN;
      if (n_reads < LOT_BOOTSTRAPS / 4)
        continue;
      qsort (row, n_reads, sizeof (double), by_value);
      (*low)[i] = row[(guint) (0.025 * (n_reads - 1))];
      (*high)[i] = row[(guint) (0.975 * (n_reads - 1))];
    }
}

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

  fit->volume_sd_ul = fit->volume_lod_ul = fit->volume_loq_ul = NAN;
  fit->rmse_mmol_l[LOT_CURVE_LOGISTIC] = fit->rmse_mmol_l[LOT_CURVE_SPLINE] = NAN;
  fit->chloride_sd_mmol_l = fit->chloride_lod_mmol_l = fit->chloride_loq_mmol_l = NAN;
  fit->residuals = g_new (LotResidual, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    fit->residuals[i] = (LotResidual) { NAN, NAN, { NAN, NAN }, NAN, FALSE };
  if (!lot_fit_volume (standards, n, seed, fit, error) || !lot_fit_chloride (standards, n, seed, fit, error))
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
  g_free (fit->volume_ci_low);
  g_free (fit->volume_ci_high);
  for (LotCurve kind = 0; kind < LOT_N_CURVES; kind++)
    g_free (fit->curves[kind]);
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
