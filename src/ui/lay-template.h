/* ui/lay-template.h
 *
 * A template laid over a photo in which no patch was found: the start of placing its landmarks by hand. With every landmark
 * that is placed the rest follows: one moves it, two turn and scale it, three shear it, from four on it lies in perspective
 * and the photo can be read. May include: patch, workspace. */
#pragma once

#include "workspace/by-hand.h"

G_BEGIN_DECLS

#define LAY_LANDMARKS 4 /* placed ones from which a photo is read without a search */

/**
 * lay_template:
 * @by_hand: the landmarks that were placed so far
 *
 * Returns: (transfer full): a refused reading with map and landmarks, whose reason says what is to be done; uses @geometry.
 */
PatchReading *lay_template (const PatchTemplate *geometry, const Photo *photo, const ByHand *by_hand);

G_END_DECLS
