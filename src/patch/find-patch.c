/* patch/find-patch.c */
#include "find-patch.h"

#include <math.h>

#include "fit-hull.h"
#include "patch-look.h"

#define MOST_TRIES       12
#define MOST_AROUND      6    /* more, over the sticker's edge alone, where nothing was found: a highlight lies on the print */
#define COARSE_TOLERANCE 0.15 /* template units */
#define FAIR_QUALITY     0.52 /* the right place: what else lies over it is not looked at */
#define GOOD_QUALITY     0.96 /* no better one is looked for */
#define SURROUNDED_QUALITY 0.80 /* the same for a map that started from the sticker's edge: it does not slip by an arm */
#define OTHER_PLACES     2    /* that are looked at after a patch is found */
#define GREATEST_SURROUNDING_DISTANCE 0.45 /* template units: rounded corners, a bent outline and a liner stay below */

static void
attempt_clear (gpointer data)
{
  Attempt *attempt = data;

  refinement_free (attempt->refinement);
  refinement_free (attempt->second);
}

/* Whether the region that the pose lies over belongs to a patch that is already found. */
static gboolean
is_settled (const Pose *pose, const Attempt *attempt)
{
  return attempt->quality >= FAIR_QUALITY && pose->geometry == attempt->candidate->geometry
         && model_covers (&attempt->refinement->model, pose->geometry, TRUE, pose->region);
}

double
attempt_quality (const Pyramid *pyramid, const Refinement *refinement, double tolerance_unit)
{
  static const double say[] = { [FEATURE_DARK_EDGE] = 1, [FEATURE_CUT_EDGE] = 0.8, [FEATURE_CHANNEL] = 0.4, [FEATURE_BLOCK_EDGE] = 2 };
  double agreeing = 0, expected = 1e-9;
  PatchLook look;

  for (guint kind = 0; kind < G_N_ELEMENTS (say); kind++)
    {
      FeatureCount count;

      refinement_count (refinement, pyramid->photo, kind, tolerance_unit, &count);
      agreeing += say[kind] * (0.4 * count.agreeing + 0.6 * count.closeness);
      expected += say[kind] * count.expected;
    }
  patch_look_at (pyramid, refinement->features, &refinement->model, &look);
  return agreeing / expected * (look.base + look.dark) / 2;
}

/* A pose laid over the dark print is laid over the bright region around it as well, where there is one that fits. */
static gboolean
fit_surroundings (const Candidate *candidate, const GPtrArray *regions, const Pose *pose, MapModel *model)
{
  const Shape *print = &candidate->shapes[pose->dark_region], *outline = &candidate->shapes[candidate->n_shapes - 1];
  double unit_px = pose->model.photo_half / pose->model.half_size, least = GREATEST_SURROUNDING_DISTANCE;
  double area = outline->signature.area * unit_px * unit_px;
  gboolean found = FALSE;
  Point2 middle;

  if (!map_model_project (&pose->model, print->signature.middle, FALSE, &middle, NULL, NULL))
    return FALSE;
  for (guint r = 0; r < regions->len; r++)
    {
      const Region *region = g_ptr_array_index (regions, r);
      HullPair pairs[2] = { { print->hull, print->n, pose->region->hull, pose->region->n, 0 },
                            { outline->hull, outline->n, region->hull, region->n, 0 } };
      MapModel trial = pose->model;

      if (region->dark || region->area < 0.5 * area || region->area > 1.8 * area || !polygon_contains (region->hull, region->n, middle))
        continue;
      if (fit_hulls (&trial, pairs, 2) && pairs[1].distance < least && pairs[0].distance < pose->distance + 0.15)
        {
          least = pairs[1].distance;
          *model = trial;
          found = TRUE;
        }
    }
  return found;
}

/* Coarse refinement from @model; keeps it in @attempt when it is better than what is there. */
static void
try_model (const Pyramid *pyramid, Candidate *candidate, const MapModel *model, const RoughPlaces *rough,
           Point2 curvature, Attempt *attempt)
{
  g_autoptr(Refinement) refinement = refinement_new (candidate->features);
  double quality;

  refinement->model = *model;
  if (!refine_coarsely (refinement, pyramid, rough, curvature))
    return;
  quality = attempt_quality (pyramid, refinement, COARSE_TOLERANCE);
  if (attempt->refinement == NULL || quality > attempt->quality)
    {
      refinement_free (attempt->second);
      attempt->second = attempt->refinement;
      attempt->second_quality = attempt->quality;
      attempt->candidate = candidate;
      attempt->quality = quality;
      attempt->refinement = g_steal_pointer (&refinement);
    }
  else if (attempt->second == NULL || quality > attempt->second_quality)
    {
      refinement_free (attempt->second);
      attempt->second = g_steal_pointer (&refinement);
      attempt->second_quality = quality;
    }
}

static gboolean
try_pose (const Pyramid *pyramid, Candidate *candidate, const GPtrArray *regions, const Pose *pose, Attempt *attempt)
{
  const Polygon *outline = &candidate->geometry->outline;
  const Polygon *polygon = pose->dark_region >= 0 ? &candidate->geometry->dark_regions[pose->dark_region] : outline;
  RoughPlaces rough = { polygon->points, polygon->n, pose->dark_region >= 0 ? 0.2 : 0.4 };
  static const Point2 curvatures[] = { { 0.05, 0.3 }, { 0.3, 0.05 }, { 0.3, -0.3 } };
  MapModel surrounded;

  if (pose->dark_region >= 0 && fit_surroundings (candidate, regions, pose, &surrounded))
    {
      RoughPlaces all = { outline->points, outline->n, 0.25 };

      try_model (pyramid, candidate, &surrounded, &all, curvatures[0], attempt);
      if (attempt->refinement && attempt->quality > SURROUNDED_QUALITY)
        return TRUE;
    }
  if (!attempt->refinement || attempt->quality < GOOD_QUALITY)
    try_model (pyramid, candidate, &pose->model, &rough, curvatures[0], attempt);
  for (guint i = 1; i < G_N_ELEMENTS (curvatures) && attempt->refinement && attempt->quality > FAIR_QUALITY && attempt->quality < GOOD_QUALITY; i++)
    try_model (pyramid, candidate, &pose->model, &rough, curvatures[i], attempt);
  return attempt->refinement != NULL;
}

static int
better_first (gconstpointer a, gconstpointer b)
{
  const Attempt *p = a, *q = b;

  return (p->quality < q->quality) - (p->quality > q->quality);
}

/* What was tried so far, and what came of it. */
typedef struct {
  const Pyramid *pyramid;
  const GArray *candidates;
  const GPtrArray *regions;
  const GArray *poses;
  guint tried[MOST_TRIES + MOST_AROUND], n_tried;
  GArray *attempts;
  gboolean found; /* one that is fair */
} Search;

/* Tries poses, the most promising first; @around: only those over the sticker's edge. */
static void
try_poses (Search *self, guint most, gboolean around, GCancellable *cancellable)
{
  most += self->n_tried;
  for (guint i = 0; i < self->poses->len && self->n_tried < most && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const Pose *pose = &g_array_index (self->poses, Pose, i);
      Attempt attempt = { NULL };
      gboolean known = around && pose->dark_region >= 0;

      for (guint k = 0; k < self->attempts->len && !known; k++)
        known = is_settled (pose, &g_array_index (self->attempts, Attempt, k));
      for (guint k = 0; k < self->n_tried && !known; k++)
        known = poses_agree (pose, &g_array_index (self->poses, Pose, self->tried[k]));
      if (known)
        continue;
      self->tried[self->n_tried++] = i;
      if (try_pose (self->pyramid, candidate_of (self->candidates, pose->geometry), self->regions, pose, &attempt))
        {
          g_array_append_val (self->attempts, attempt);
          if (attempt.quality > FAIR_QUALITY)
            {
              self->found = TRUE;
              most = MIN (most, self->n_tried + OTHER_PLACES);
            }
        }
    }
}

GArray *
find_patches (const Pyramid *pyramid, const GArray *candidates, GCancellable *cancellable)
{
  g_autoptr(GPtrArray) regions = find_regions (pyramid, cancellable);
  g_autoptr(GArray) poses = candidate_poses (pyramid, regions, candidates);
  GArray *attempts = g_array_new (FALSE, TRUE, sizeof (Attempt));
  Search search = { .pyramid = pyramid, .candidates = candidates, .regions = regions, .poses = poses, .attempts = attempts };

  g_array_set_clear_func (attempts, attempt_clear);
  try_poses (&search, MOST_TRIES, FALSE, cancellable);
  if (!search.found)
    try_poses (&search, MOST_AROUND, TRUE, cancellable);
  g_array_sort (attempts, better_first);
  return attempts;
}
