/* patch/steer.h
 *
 * A map drawn to where a person puts landmarks, without looking at the photo: what the window shows while a handle is
 * dragged. May include: patch-map, reading. */
#pragma once

#include "reading.h"

G_BEGIN_DECLS

/**
 * patch_steer_map:
 * @base: where the patch was found
 * @placed: landmarks and bend points by id; those that the template does not have are passed over
 *
 * The map keeps the shape of @base where no landmark was placed near, and goes through those that were.
 *
 * Returns: %FALSE when the landmarks contradict each other; @map is then @base.
 */
gboolean patch_steer_map (const PatchTemplate *geometry, const PatchMap *base, const FoundLandmark *placed, guint n_placed, PatchMap *map);

G_END_DECLS
