/* patch/map-certainty.h
 *
 * How sure the map is where it matters: along the volume channel. In: a refined map with what was located under it.
 * Out: standard deviations in template units. Private to patch. May include: reading, refine. */
#pragma once

#include "reading.h"
#include "refine.h"

G_BEGIN_DECLS

/**
 * map_certainty_of:
 *
 * At each place the variance that the located features leave to the map, scaled by how well they agree with it (reduced
 * chi-square), and the residual that neighbouring features share: what no map of this kind can follow.
 */
void map_certainty_of (const Refinement *refinement, MapCertainty *certainty);

G_END_DECLS
