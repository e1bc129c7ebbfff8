/* patch/bend-points.h
 *
 * Places between a template's landmarks by which a person bends the map where it strays: corners of the volume channel, chosen
 * far from every landmark. They are no landmarks: a search does not need them, a reading without them is the same.
 * May include: template. */
#pragma once

#include "template.h"

G_BEGIN_DECLS

#define BEND_POINTS 4

typedef struct {
  const char *id; /* "bend-1" … ; static */
  Point2 at;      /* template units */
} BendPoint;

/* Returns: how many there are, at most BEND_POINTS; the same for the same template. */
guint    patch_bend_points (const PatchTemplate *geometry, BendPoint points[BEND_POINTS]);

/* Where the template has a point that a person may place: a landmark or one of the above. FALSE: it has none of this id. */
gboolean patch_placeable   (const PatchTemplate *geometry, const char *id, Point2 *at);

G_END_DECLS
