/* patch/patch-look.h
 *
 * Whether the sticker looks, place by place, as the map says: bare base where it is bare, dark print where it is dark.
 * Private to patch. May include: base, map-model, patch-features, pyramid. */
#pragma once

#include "map-model.h"
#include "patch-features.h"
#include "pyramid.h"

G_BEGIN_DECLS

typedef struct {
  double base;     /* share of the bare places in the photo that have the base's colour */
  double dark;     /* share of the dark places in the photo that are dark; 1 without dark print */
  double outside;  /* share of all places that lie outside the photo */
  double hidden;   /* share of all places that lie outside or look otherwise */
} PatchLook;

void patch_look_at (const Pyramid *pyramid, const PatchFeatures *features, const MapModel *model, PatchLook *look);

G_END_DECLS
