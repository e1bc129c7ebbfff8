/* patch/colour.h
 *
 * Colour of a surface relative to the white beside it: linear sRGB components → XYZ → CIELAB (D50), and how far two
 * colours are apart. In: relative linear light, 1.0 = the base white. Out: CIELAB. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * colour_lab_from_relative:
 * @relative: linear sRGB components divided by the white's
 *
 * sRGB primaries (IEC 61966-2-1) to XYZ, Bradford-adapted from D65 to D50 (ICC.1 annex E), then CIE 1976 L*a*b*
 * (CIE 15:2004). Components below zero are kept; the cube root continues linearly there.
 */
void   colour_lab_from_relative   (const double relative[3], double lab[3]);
void   colour_relative_from_lab   (const double lab[3], double relative[3]);

/* d lab / d relative, row-major. */
void   colour_lab_jacobian        (const double relative[3], double jacobian[9]);

/* CIEDE2000 with kL = kC = kH = 1 (CIE 142:2001; Sharma, Wu, Dalal, Color Res. Appl. 30, 2005). */
double colour_difference_2000     (const double lab1[3], const double lab2[3]);

/* 8-bit sRGB code to linear light, 0–1. */
double colour_linear_from_srgb    (guint8 code);

G_END_DECLS
