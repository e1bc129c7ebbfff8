/* patch/candidate.h
 *
 * A template that a photo may show, ready for the search, and the poses in which it may lie there.
 * Private to patch. May include: base, find-pose, patch-features. */
#pragma once

#include "find-pose.h"
#include "patch-features.h"

G_BEGIN_DECLS

/* One of a template's polygons that a region of a photo may be. */
typedef struct {
  Point2 *hull; guint n;
  ShapeSignature signature;
} Shape;

typedef struct {
  const PatchTemplate *geometry;
  const PatchTemplate *twin; /* another candidate with the same lines: searched for in its stead; NULL: none */
  const PatchFeatures *features; /* NULL of a twin */
  Shape *shapes; guint n_shapes; /* dark regions, then the outline; none of a twin */
} Candidate;

/* @others: those before it, of Candidate */
void       candidate_init  (Candidate *candidate, const PatchTemplate *geometry, const GArray *others);
void       candidate_clear (gpointer candidate);
Candidate *candidate_of    (const GArray *candidates, const PatchTemplate *geometry);

/**
 * candidate_poses:
 * @regions: of Region; the poses point to them
 *
 * Returns: (transfer full): of Pose, the likeliest first.
 */
GArray    *candidate_poses (const Pyramid *pyramid, const GPtrArray *regions, const GArray *candidates);

/* Whether two poses say the same up to what refining makes good. */
gboolean   poses_agree     (const Pose *a, const Pose *b);

/* Whether the middle of @region lies on the sticker where @model has it. */
gboolean   model_covers    (const MapModel *model, const PatchTemplate *geometry, gboolean trimmed, const Region *region);

G_END_DECLS
