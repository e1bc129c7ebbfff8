/* patch/lot-chloride.c: mmol/L from the chloride channel's colour: two curves in CIELAB, compared by standards left out */
#include <glib/gi18n.h>
#include <math.h>

#include "lot-parts.h"

static gboolean
is_chloride_standard (const LotStandard *standard)
{
  return standard->excluded == NULL && isfinite (standard->chloride_mmol_l) && isfinite (standard->lab[0]);
}

/* Each standard left out and read by a curve of the others. @residuals: one for each. */
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
      residuals[i] = NAN;
      if (!lot_curve_fit (kind, others, rest, points))
        continue;
      residual = lot_curve_read (points, LOT_CURVE_POINTS, standards[i].lab, NULL) - standards[i].chloride_mmol_l;
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
  g_autofree double *reads = g_new (double, LOT_BOOTSTRAPS * LOT_CURVE_POINTS);
  guint done = 0;

  for (guint b = 0; b < LOT_BOOTSTRAPS; b++)
    {
      ChloridePoint points[LOT_CURVE_POINTS];

      for (guint i = 0; i < n; i++)
        drawn[i] = standards[g_rand_int_range (random, 0, (gint32) n)];
      if (!lot_curve_fit (fit->curve, drawn, n, points))
        continue;
      for (guint i = 0; i < LOT_CURVE_POINTS; i++)
        reads[i * LOT_BOOTSTRAPS + done] = lot_curve_read (points, LOT_CURVE_POINTS, fit->chloride[i].lab, NULL);
      done++;
    }
  lot_intervals (reads, LOT_CURVE_POINTS, done, &fit->chloride_ci_low, &fit->chloride_ci_high);
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
  fit->chloride_lod_mmol_l = lowest + LOT_DETECTED_SD * sd;
  fit->chloride_loq_mmol_l = lowest + LOT_QUANTIFIED_SD * sd;
}

gboolean
lot_fit_chloride (const LotStandard *standards, guint n, guint32 seed, LotFit *fit, GError **error)
{
  g_autofree ColourStandard *used = g_new (ColourStandard, n);
  g_autofree guint *row = g_new (guint, n);
  g_autofree double *logistic = g_new (double, n), *spline = g_new (double, n);
  double *const residuals[LOT_N_CURVES] = { [LOT_CURVE_LOGISTIC] = logistic, [LOT_CURVE_SPLINE] = spline };
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

  for (LotCurve kind = 0; kind < LOT_N_CURVES; kind++)
    {
      ChloridePoint points[LOT_CURVE_POINTS];

      fit->rmse_mmol_l[kind] = leave_one_out (kind, used, m, residuals[kind]);
      if (lot_curve_fit (kind, used, m, points))
        fit->curves[kind] = g_memdup2 (points, sizeof points);
    }
  fit->curve = fit->curves[LOT_CURVE_LOGISTIC] && isfinite (fit->rmse_mmol_l[LOT_CURVE_LOGISTIC])
                   && !(fit->rmse_mmol_l[LOT_CURVE_SPLINE] < fit->rmse_mmol_l[LOT_CURVE_LOGISTIC])
                 ? LOT_CURVE_LOGISTIC
                 : LOT_CURVE_SPLINE;
  fit->chloride = fit->curves[fit->curve];
  if (fit->chloride == NULL)
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE,
                   _("A chloride curve needs standards of at least 3 concentrations whose colour differs; %u standards were read."), m);
      return FALSE;
    }
  fit->n_chloride_points = LOT_CURVE_POINTS;
  fit->chloride_sd_mmol_l = fit->rmse_mmol_l[fit->curve];
  for (guint i = 0; i < m; i++)
    {
      LotResidual *residual = &fit->residuals[row[i]];

      for (LotCurve kind = 0; kind < LOT_N_CURVES; kind++)
        residual->curve_residual_mmol_l[kind] = residuals[kind][i];
      residual->chloride_residual_mmol_l = residuals[fit->curve][i];
      lot_curve_read (fit->chloride, LOT_CURVE_POINTS, used[i].lab, &residual->colour_distance);
    }
  detection_limits (used, m, fit);
  bootstrap (used, m, seed, fit);
  return TRUE;
}
