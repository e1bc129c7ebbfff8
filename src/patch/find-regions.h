/* patch/find-regions.h
 *
 * Regions of a photo that stand out as darker or lighter than what surrounds them: where a patch may be.
 * Private to patch. May include: base, pyramid. */
#pragma once

#include "pyramid.h"

G_BEGIN_DECLS

typedef struct {
  gboolean dark;   /* FALSE: a bright one */
  Point2 *hull;    /* convex, photo pixels, clockwise on screen */
  guint n;
  double area;     /* of the hull, photo pixels² */
  double solidity; /* the region's share of its hull, 0–1 */
} Region;

/**
 * find_regions:
 * @pyramid: its small picture is searched
 *
 * Connected regions of every level of brightness, those that keep their shape over several levels once.
 * Darkness is the greatest component of a pixel (dye and skin are light by their red), brightness the least (skin is
 * dark by its blue), so that coloured surroundings stand apart from black print and white base alike.
 *
 * Returns: (transfer full): of Region; free with g_ptr_array_unref().
 */
GPtrArray *find_regions (const Pyramid *pyramid, GCancellable *cancellable);

G_END_DECLS
