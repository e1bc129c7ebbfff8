/* patch/ink-match.h
 *
 * Whether the reference blocks in a photo are the template's: the same name the same ink, different names different inks.
 * Private to patch. May include: base, map-model, pyramid. */
#pragma once

#include "map-model.h"
#include "pyramid.h"

G_BEGIN_DECLS

/* 0–1: share of the pairs of blocks that are alike or different as their names say; NAN without two blocks in the photo. */
double ink_match (const Pyramid *pyramid, const PatchTemplate *geometry, const MapModel *model);

G_END_DECLS
