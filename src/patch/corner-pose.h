/* patch/corner-pose.h
 *
 * Which homographies lay the corners of a template's polygon on those of a region of the photo: a strong perspective, as of
 * a photo taken from the side, turns a shape into one that no affine map makes of it.
 * Private to patch. May include: base, find-pose. */
#pragma once

#include "find-pose.h"

G_BEGIN_DECLS

/**
 * polygon_of_corners:
 * @hull: convex
 * @n_corners: 3 or more
 * @corners: (out caller-allocates): @n_corners of them, in the order of @hull
 *
 * The convex polygon of so many sides around @hull that adds little area: sides give way, least first, to the
 * extension of their neighbours. Rounded corners become the points where the straight sides would meet.
 * Returns: %FALSE when @hull has fewer corners.
 */
gboolean polygon_of_corners (const Point2 *hull, guint n, guint n_corners, Point2 *corners);

/* Appends the poses of @geometry's dark region, of convex hull @drawn, whose corners, all but @most_missing and at least four
 * of them, lie on those of @region. */
void     find_corner_poses  (const PatchTemplate *geometry, int dark_region, const Point2 *drawn, guint n_drawn, const Region *region,
                             guint most_missing, GArray *poses);

G_END_DECLS
