/* patch/ink-match.h
 *
 * Whether the reference blocks in a photo are the template's: the same name the same ink, different names different inks.
 * Private to patch. May include: base, map-model, pyramid. */
#pragma once

#include "map-model.h"
#include "pyramid.h"

G_BEGIN_DECLS

/* 0–1: how far blocks of different names are apart, beside blocks of the same name: towards 1 the names are right, 0.5 says
 * nothing. NAN where the photo shows no pair of both sorts. */
double ink_match (const Pyramid *pyramid, const PatchTemplate *geometry, const MapModel *model);

G_END_DECLS
