/* patch/lot-curve.h
 *
 * Colour against concentration for one lot: a logistic or a monotone spline, as a polyline in CIELAB. Private to
 * lot-standards.c and its tests. */
#pragma once

#include "lot-standards.h"

G_BEGIN_DECLS

#define LOT_CURVE_POINTS 25

typedef struct {
  double chloride_mmol_l;
  double lab[3];
} ColourStandard;

/**
 * lot_curve_fit:
 * @points: (out caller-allocates): LOT_CURVE_POINTS points from the lowest to the highest concentration
 *
 * Returns: %FALSE with fewer than 3 levels, or when the colour does not change.
 */
gboolean lot_curve_fit  (LotCurve kind, const ColourStandard *standards, guint n, ChloridePoint *points);

/* Concentration at the point of the polyline that is nearest to @lab, its end pieces prolonged. @distance: (out) (optional). */
double   lot_curve_read (const ChloridePoint *points, guint n, const double lab[3], double *distance);

G_END_DECLS
