/* patch/corrected-plane.h
 *
 * What the colours of a patch are measured as, for people to look at: its light divided by the base white's at the same place, and
 * corrected by the printed inks. What is measured never passes through here. May include: illumination, colour-correction. */
#pragma once

#include "reading.h"

G_BEGIN_DECLS

/**
 * patch_correct_plane:
 * @reading: registered
 * @plane: of @photo, by photo_reduce (); inside the patch's outline it is changed
 *
 * The base white becomes one even, neutral grey as light as it is on the average; outside the outline nothing changes.
 *
 * Returns: %FALSE when no white base is visible: nothing is changed.
 */
gboolean patch_correct_plane (const Photo *photo, const PatchReading *reading, PhotoPlane *plane);

G_END_DECLS
