/* ui/snap.h
 *
 * Where a hand-placed point most likely should lie: the sharpest corner nearby, to a fraction of a pixel.
 * May include: photo. */
#pragma once

#include "photo/photo.h"

G_BEGIN_DECLS

/**
 * snap_to_corner:
 * @reach: photo pixels around @at that are looked at
 *
 * The best of Shi and Tomasi's corner measure (the smaller eigenvalue of the gradients' scatter), weighed down with distance.
 *
 * Returns: @at itself where nothing stands out.
 */
Point2 snap_to_corner (const Photo *photo, Point2 at, double reach);

G_END_DECLS
