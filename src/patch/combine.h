/* patch/combine.h
 *
 * Several photos of one patch → one reading. Each photo's own error (front, landmarks, light, noise) shrinks with their number;
 * what all of them share does not: the digitised centreline and its print, and the lot's curves.
 * In: readings' numbers with template and calibration. Out: CombinedReading. May include: concentration, reading. */
#pragma once

#include "reading.h"

G_BEGIN_DECLS

/* One quantity over the photos that gave it. */
typedef struct {
  guint n;                 /* photos that gave it */
  double value, sd;        /* NAN: none did */
  double chi_square;       /* of the photos about their mean, n − 1 degrees of freedom; NAN with one photo */
  double p;                /* of so much or more by chance */
  gboolean contradicts;    /* p below 0.01: the photos cannot all be right; sd is then widened by Birge's ratio */
  guint farthest;          /* index of the reading that lies farthest from the others, in its own standard deviations */
} CombinedQuantity;

typedef struct {
  CombinedQuantity fill;       /* fraction, 0–1 */
  CombinedQuantity chloride;   /* mmol/L */
  gboolean overflow;           /* all were full: a lower bound */
  ChlorideBound bound;         /* when all that gave a chloride say the same */
  const PatchTemplate *geometry;       /* NULL: the photos were read with different ones: nothing is combined */
  const PatchCalibration *calibration; /* NULL: none, or different ones: no volume and no chloride */
  double volume_ul, volume_sd_ul;
  double local_rate_mg_cm2_min, local_rate_sd; /* NAN unless the time worn is known */
  double sodium_mmol_l, sodium_sd_mmol_l;
} CombinedReading;

/**
 * patch_combine:
 * @readings: numbers of photos of one patch; refused ones give nothing
 * @worn_min: NAN: not known, or the photos disagree
 *
 * Inverse-variance mean of the independent parts, the shared part added once (Kacker, Datla, Parr, Metrologia 39, 2002, with a
 * common systematic effect). Where the photos scatter more than p = 0.01 allows, the independent part is multiplied by Birge's
 * ratio √(χ²/(n − 1)) (Phys. Rev. 40, 1932) and the quantity is marked. Volume and rate follow from the combined fraction, sodium
 * from the combined chloride, as for one photo. Errors of the camera's colour that two photos of one phone share are not known
 * apart and count as independent.
 */
void     patch_combine (const PatchReading *const *readings, guint n_readings, double worn_min, CombinedReading *combined);

G_END_DECLS
