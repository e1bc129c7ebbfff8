/* patch/refine.h
 *
 * A rough map becomes an exact one: features are looked for where the map, with its uncertainty, expects them; each one
 * found makes the others' places surer, so that the map grows from what is certain to the whole sticker.
 * Private to patch. May include: base, locate-features. */
#pragma once

#include "locate-features.h"

G_BEGIN_DECLS

typedef struct {
  const PatchFeatures *features;
  MapModel model;
  LocatedFeature *located;  /* one for each of features, of the last round */
  MapObservation *fixed; guint n_fixed;   /* a person's points: in every round */
  double factor[MAP_PARAMETERS * MAP_PARAMETERS];
} Refinement;

Refinement *refinement_new  (const PatchFeatures *features);
Refinement *refinement_copy (const Refinement *self);
void        refinement_free (Refinement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Refinement, refinement_free)

/* How a place became known before the first feature is located. */
typedef struct {
  const Point2 *at;  guint n; /* template points whose places are about right */
  double sd;                  /* template units */
} RoughPlaces;

/**
 * refine_coarsely:
 * @curvature: where to start from, radians over half the length along each axis of the template
 *
 * The patch as a piece of a cylinder, from a few rounds on the small pictures.
 * Returns: %FALSE when the features are not where they should be.
 */
gboolean refine_coarsely (Refinement *self, const Pyramid *pyramid, const RoughPlaces *rough, Point2 curvature);

typedef enum {
  ANCHORS_NONE,
  ANCHORS_WITH_ALL,   /* the map starts from them and what was located before */
  ANCHORS_WITH_PRINT, /* and from the dark print alone: for a map that has slipped */
  ANCHORS_TO_START,   /* likewise, and then they are forgotten */
} AnchorUse;

/**
 * refine_again:
 * @before: the map so far, of these features or of those of a template with the same lines
 * @anchors: places that are known by another way than by lines
 *
 * Returns: %FALSE when the features are not where they should be.
 */
gboolean refine_again    (Refinement *self, const Pyramid *pyramid, const Refinement *before,
                          AnchorUse use, const MapObservation *anchors, guint n_anchors);

/* The patch as a piece of a cylinder through the places alone, which the model lays about right already. */
gboolean refine_from_points (Refinement *self, const RoughPlaces *places);

/* Homography and bend on the photo itself, after the map is right to a fraction of a unit; @rounds: 1 or more. */
gboolean refine_finely   (Refinement *self, const Pyramid *pyramid, int rounds);

/* How far the corners of the outline lie from where @other has them, template units. */
double   refinement_apart (const Refinement *self, const MapModel *other);

/* How well a kind of feature was found: of those the photo shows. */
typedef struct {
  guint expected;   /* inside the photo */
  guint agreeing;   /* located within tolerance of the map */
  double closeness; /* sum over the agreeing ones: 1 where the map has it, falling to 0 at the tolerance */
  double rms_unit;  /* of the agreeing ones */
  double rms_px;
} FeatureCount;

void     refinement_count (const Refinement *self, const Photo *photo, FeatureKind kind, double tolerance_unit, FeatureCount *count);

G_END_DECLS
