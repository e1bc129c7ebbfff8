/* patch/colour-correction.h
 *
 * From what the camera made of the printed inks to what they are: a 3×3 matrix or a root polynomial of degree 2
 * (Finlayson, Mackiewicz, Hurlbert, IEEE Trans. Image Process. 24, 2015), whichever predicts left-out inks better, and
 * nothing where neither does. Exposure cancels in all three. In: the blocks' light relative to the base and their true
 * colours. Out: a correction of relative light. May include: blocks, colour, illumination. */
#pragma once

#include "blocks.h"
#include "illumination.h"

G_BEGIN_DECLS

typedef enum { CORRECTION_NONE, CORRECTION_MATRIX, CORRECTION_ROOT_POLYNOMIAL, CORRECTION_KINDS } CorrectionKind;

typedef struct {
  CorrectionKind kind;
  double coefficients[3][6];           /* what is added to the measured component, by term */
  double left_out[CORRECTION_KINDS];   /* mean ΔE2000 of inks that the fit had not seen; NAN: too few inks to tell */
} ColourCorrection;

/**
 * colour_correction_fit:
 * @measured: @n inks' light relative to the base white
 * @truth: the inks' true linear light; the base's own reflectance need not be known
 */
void colour_correction_fit         (ColourCorrection *self, const double (*measured)[3], const double (*truth)[3], guint n);
void colour_correction_apply       (const ColourCorrection *self, const double relative[3], double corrected[3]);

/* The correction that the blocks of known colour allow; equal inks are averaged over their sets. */
void colour_correction_from_blocks (ColourCorrection *self, const BlockLight *blocks, guint n_blocks,
                                    const Illumination *illumination);

G_END_DECLS
