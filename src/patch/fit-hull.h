/* patch/fit-hull.h
 *
 * From an affine map that lays polygons of the template over regions to a homography that lays them along the regions'
 * edges: what an affine map cannot do when the patch is seen from the side. Private to patch. May include: base, map-model. */
#pragma once

#include "map-model.h"

G_BEGIN_DECLS

typedef struct {
  const Point2 *drawn; guint n_drawn; /* convex, template units */
  const Point2 *seen;  guint n_seen;  /* convex, photo pixels */
  double distance;                    /* out: root mean square of the two outlines', template units */
} HullPair;

/**
 * fit_hulls:
 *
 * Iterated closest points. Returns: %FALSE when the hulls cannot be laid over each other.
 */
gboolean fit_hulls (MapModel *model, HullPair *pairs, guint n_pairs);

G_END_DECLS
