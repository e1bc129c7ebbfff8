/* patch/locate-features.h
 *
 * Where a feature of the template lies in the photo, near where it is expected: one feature at a time, to a fraction of
 * a pixel. Private to patch. May include: base, map-model, patch-features, pyramid. */
#pragma once

#include "map-model.h"
#include "patch-features.h"
#include "pyramid.h"

G_BEGIN_DECLS

typedef struct {
  gboolean inside;   /* the photo shows the place at all */
  gboolean found;
  double offset;     /* along the feature's normal, template units, from where it was expected */
  double contrast;   /* of the edge, relative to the lighter side, 0–1 */
  MapObservation observation; /* of a found one */
} LocatedFeature;

/**
 * locate_feature:
 * @reach: how far to look to either side, template units
 * @step: distance of two samples, template units
 */
void locate_feature (const Pyramid *pyramid, const MapModel *model, const PatchFeature *feature, double reach, double step,
                     LocatedFeature *located);

G_END_DECLS
