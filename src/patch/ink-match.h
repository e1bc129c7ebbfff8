/* patch/ink-match.h
 *
 * Whether the reference blocks in a photo are the template's, and where: the same name the same ink, different names
 * different inks. Private to patch. May include: base, map-model, pyramid. */
#pragma once

#include "map-model.h"
#include "pyramid.h"

G_BEGIN_DECLS

#define INK_MOST_SETS 4 /* that are displaced each on its own; of more, the rest stay with the last */

typedef struct {
  double match;                /* 0–1: how far blocks of different names are apart, beside blocks of the same name, with the sets
                                * displaced as follows: towards 1 the names are right, 0.5 says nothing. NAN where the photo shows
                                * no pair of both sorts */
  double match_unmoved;        /* the same where the map has the blocks */
  Point2 shift[INK_MOST_SETS]; /* template units, for each set in the order of their first blocks */
} InkMatch;

void ink_match (const Pyramid *pyramid, const PatchTemplate *geometry, const MapModel *model, InkMatch *result);

/* Which of INK_MOST_SETS shifts is that of a block. */
guint ink_set_of (const PatchTemplate *geometry, guint block);

G_END_DECLS
