/* ui/live-reading.h
 *
 * The numbers while a handle is dragged: the map of the reading before, drawn to where the handles are, measured anew. When
 * the handle is let go, the photo is read in full and that reading is stored; this one is forgotten. May include: patch, workspace. */
#pragma once

#include "workspace/by-hand.h"

G_BEGIN_DECLS

/**
 * live_reading_new:
 * @base: registered, with map
 * @by_hand: where the handles are now
 *
 * Returns: (transfer full): uses the template and calibration of @base
 */
PatchReading *live_reading_new (const PatchReading *base, const Photo *photo, const ByHand *by_hand, double worn_min);

G_END_DECLS
