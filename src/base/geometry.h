/* base/geometry.h
 *
 * Points, polygons and polylines in the plane: what templates, maps, overlays and figures have in common.
 * Lengths are in whatever unit the points are in. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double x;
  double y;
} Point2;

double   point2_distance   (Point2 a, Point2 b);
gboolean polygon_contains  (const Point2 *corners, guint n, Point2 p);
double   polygon_area      (const Point2 *corners, guint n); /* signed: positive when clockwise on screen (y down) */
/**
 * polygon_hull_of_rows:
 * @left, @right: the ends of rows in order of y
 * @hull: (out caller-allocates): room for 2 × @rows + 2
 *
 * Returns: the number of corners of the convex hull.
 */
guint    polygon_hull_of_rows (const Point2 *left, const Point2 *right, guint rows, Point2 *hull);

double   polyline_length   (const Point2 *points, guint n);

/**
 * polyline_at:
 * @at: arc length from the first point; clamped to the polyline
 * @tangent: (out) (optional): unit vector along the polyline
 */
Point2   polyline_at       (const Point2 *points, guint n, double at, Point2 *tangent);

/**
 * polyline_project:
 * @at: (out) (optional): arc length of the nearest point
 *
 * Returns: the distance from @p to the polyline.
 */
double   polyline_project  (const Point2 *points, guint n, Point2 p, double *at);

G_END_DECLS
