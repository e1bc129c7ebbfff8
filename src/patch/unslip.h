/* patch/unslip.h
 *
 * A map may lie right on the dark print and have slipped elsewhere: by an arm of the channel, since they look alike, or onto
 * the edge of a film or liner beside the sticker's own. Private to patch. May include: find-patch. */
#pragma once

#include "find-patch.h"

G_BEGIN_DECLS

/* The inks of the blocks are elsewhere than the map has them, or not the expected ones. */
gboolean inks_disagree (const Pyramid *pyramid, const Refinement *refinement);

/**
 * unslip:
 * @coarse: (inout): the map of @attempt as it was before it was refined on the photo itself
 * @attempt: (inout): refined on the photo itself; replaced by the map that agrees best with the photo, of those that come of
 *   moving the blocks to where their inks are, or an end of the patch by an arm, and of its second map, which is used up
 *
 * Returns: whether it was replaced.
 */
gboolean unslip (const Pyramid *pyramid, Refinement **coarse, Attempt *attempt);

G_END_DECLS
