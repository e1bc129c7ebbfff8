/* patch/phantom-colour.h
 *
 * Colours of inks, dyes and lights for the phantom, all in linear sRGB. May include: base. */
#pragma once

#include "phantom.h"

G_BEGIN_DECLS

double      phantom_encode       (double linear); /* to sRGB, 0–1 */
void        phantom_from_srgb    (const guint8 srgb[3], double linear[3]);

/* Linear relative components and CIELAB (D50; the base is the white), as FORMATS of calibrations define them. */
void        phantom_lab_to_linear (const double lab[3], double linear[3]);
void        phantom_linear_to_lab (const double linear[3], double lab[3]);

/* Relative light of the chloride channel in the scene, and its CIELAB. */
void        phantom_chloride     (const PhantomScene *scene, const PatchCalibration *calibration, double linear[3], double lab[3]);

/* The colour of the ink called @name; "…_halftone" names the dots' ink. Unknown names get a colour of their own. */
void        phantom_ink          (const char *name, double linear[3]);

/* A black body's light seen by a camera balanced for 6500 K, green = 1. Krystek's chromaticity (1985). */
void        phantom_light        (double kelvin, double linear[3]);

G_END_DECLS
