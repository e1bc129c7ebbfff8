/* patch/patch-map.h
 *
 * Where a point of the template lies in the photo: a homography after a smooth low-order bend.
 * A patch bent over a forearm is a developable sheet; up to the tilt that the reader accepts, its picture differs from
 * a homography by a polynomial of third degree in template coordinates (normalised to ±1 over the outline).
 * May include: base, template. */
#pragma once

#include "base/geometry.h"
#include "template.h"

G_BEGIN_DECLS

#define PATCH_MAP_BEND_TERMS 7 /* x², xy, y², x³, x²y, xy², y³ of the normalised coordinates */

typedef struct {
  Point2 centre;                        /* template units: middle of the outline's box */
  double half_size;                     /* template units: half its longer side; normalised u = (p − centre) / half_size */
  double bend[2][PATCH_MAP_BEND_TERMS]; /* normalised displacement of u before the homography; 0: flat */
  double h[9];                          /* row-major homography: bent u → photo pixels */
} PatchMap;

Point2   patch_map_to_photo    (const PatchMap *map, Point2 on_template);

/**
 * patch_map_to_template:
 *
 * Inverse by Newton's method, to 1e-9 units inside the outline's surroundings.
 * Returns: %FALSE where the map cannot be inverted (behind the camera).
 */
gboolean patch_map_to_template (const PatchMap *map, Point2 on_photo, Point2 *on_template);

/* Photo pixels for a template unit near @on_template: the geometric mean of the two singular values. */
double   patch_map_scale       (const PatchMap *map, Point2 on_template);

/* Fits the homography (≥ 4 pairs, no bend) or homography and bend (≥ 12 pairs) by weighted least squares; FALSE when degenerate. */
gboolean patch_map_fit         (const PatchTemplate *geometry, const Point2 *on_template, const Point2 *on_photo,
                                const double *weights, guint n, gboolean bend, PatchMap *map);

G_END_DECLS
