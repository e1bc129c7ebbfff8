/* patch/concentration.c */
#include "concentration.h"

#include <math.h>

void
volume_from_fraction (const PatchCalibration *calibration, double fraction, double fraction_sd,
                      double *volume_ul, double *sd_ul)
{
  g_return_if_fail (calibration != NULL && volume_ul != NULL && sd_ul != NULL);

  *volume_ul = *sd_ul = NAN;
  for (guint i = 1; i < calibration->n_volume; i++)
    {
      const VolumePoint *a = &calibration->volume[i - 1], *b = &calibration->volume[i];
      double slope = (b->volume_ul - a->volume_ul) / (b->fraction - a->fraction);

      if (fraction < a->fraction || fraction > b->fraction)
        continue;
      *volume_ul = a->volume_ul + slope * (fraction - a->fraction);
      *sd_ul = hypot (slope * fraction_sd, calibration->volume_sd_ul);
      return;
    }
}

void
chloride_from_lab (const PatchCalibration *calibration, const double lab[3], const double covariance[9],
                   ChlorideEstimate *estimate)
{
  double best = G_MAXDOUBLE;

  g_return_if_fail (calibration != NULL && calibration->n_chloride > 0 && lab != NULL && estimate != NULL);

  *estimate = (ChlorideEstimate) { .chloride_mmol_l = NAN, .sd_mmol_l = NAN, .distance = NAN, .explained = NAN };
  for (guint i = 1; i < calibration->n_chloride; i++)
    {
      const ChloridePoint *a = &calibration->chloride[i - 1], *b = &calibration->chloride[i];
      double piece[3], length_2 = 0, along = 0, distance = 0, t, span, variance_along = 0, trace = 0, slope;

      for (int k = 0; k < 3; k++)
        {
          piece[k] = b->lab[k] - a->lab[k];
          length_2 += piece[k] * piece[k];
          along += piece[k] * (lab[k] - a->lab[k]);
        }
      if (length_2 <= 0)
        continue;
      t = CLAMP (along / length_2, 0.0, 1.0);
      for (int k = 0; k < 3; k++)
        distance += pow (lab[k] - a->lab[k] - t * piece[k], 2);
      distance = sqrt (distance);
      if (distance >= best)
        continue;
      best = distance;
      span = b->chloride_mmol_l - a->chloride_mmol_l;
      for (int k = 0; k < 3; k++)
        {
          trace += covariance[4 * k];
          for (int m = 0; m < 3; m++)
            variance_along += piece[k] * covariance[3 * k + m] * piece[m] / length_2;
        }
      slope = span / sqrt (length_2);
      estimate->chloride_mmol_l = a->chloride_mmol_l + t * span;
      estimate->sd_mmol_l = hypot (slope * sqrt (variance_along), calibration->chloride_sd_mmol_l);
      estimate->bound = i == 1 && along < 0                                           ? CHLORIDE_BELOW
                        : i == calibration->n_chloride - 1 && along > length_2        ? CHLORIDE_ABOVE
                                                                                      : CHLORIDE_WITHIN;
      estimate->distance = distance;
      /* The lot's residual in mmol/L stands for a departure of its colours of like size in every direction. */
      estimate->explained = sqrt (MAX (0.0, trace - variance_along) + pow (calibration->chloride_sd_mmol_l / slope, 2));
    }
  /* Beyond an end the distance along the curve is no departure from it. */
  if (estimate->bound != CHLORIDE_WITHIN)
    {
      guint last = calibration->n_chloride - 1;
      const double *end = calibration->chloride[estimate->bound == CHLORIDE_BELOW ? 0 : last].lab;
      const double *before = calibration->chloride[estimate->bound == CHLORIDE_BELOW ? 1 : last - 1].lab;
      double length_2 = 0, beyond = 0, square = 0;

      for (int k = 0; k < 3; k++)
        {
          length_2 += pow (end[k] - before[k], 2);
          beyond += (end[k] - before[k]) * (lab[k] - end[k]);
          square += pow (lab[k] - end[k], 2);
        }
      estimate->distance = sqrt (MAX (0.0, square - beyond * beyond / length_2));
    }
}
