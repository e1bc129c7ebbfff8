/* patch/cut-corners.h
 *
 * Print that runs off the sticker ends where the sticker was cut, and no two are cut alike: a corner there lies where its printed
 * edge meets the cut of this very sticker. Private to patch. May include: base, refine. */
#pragma once

#include "refine.h"

G_BEGIN_DECLS

/* Whether @corner, template units, is a corner of dark print that lies on the outline. */
gboolean corner_is_cut (const PatchTemplate *geometry, Point2 corner);

/* Moves @corner along its printed edge to the cut as it was located near it; stays where too little of the cut was seen. */
Point2   corner_at_cut (const Refinement *refinement, Point2 corner);

G_END_DECLS
