/* patch/concentration.h
 *
 * From what was measured to what it means for a lot: fraction → microlitres, colour → chloride → sodium, each with
 * its standard deviation. In: a calibration. May include: calibration. */
#pragma once

#include "calibration.h"
#include "reading.h"

G_BEGIN_DECLS

/**
 * volume_from_fraction:
 * @volume_ul: (out): microlitres, linear between the lot's points; %NAN outside them
 * @sd_ul: (out): from @fraction_sd by the local slope, and the lot's residual
 */
void     volume_from_fraction (const PatchCalibration *calibration, double fraction, double fraction_sd,
                               double *volume_ul, double *sd_ul);

typedef struct {
  double chloride_mmol_l;
  double sd_mmol_l;        /* colour's uncertainty along the curve, and the lot's residual */
  ChlorideBound bound;
  double distance;         /* ΔE*ab from the colour to the curve */
  double explained;        /* ΔE*ab: standard deviation of that distance by the colour's uncertainty and the lot's */
} ChlorideEstimate;

/**
 * chloride_from_lab:
 * @covariance: of @lab, row-major
 *
 * The nearest point of the lot's polyline in CIELAB, linear in mmol/L along each piece (FORMATS.md).
 */
void     chloride_from_lab    (const PatchCalibration *calibration, const double lab[3], const double covariance[9],
                               ChlorideEstimate *estimate);

G_END_DECLS
