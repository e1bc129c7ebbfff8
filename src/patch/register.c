/* patch/register.c: the patch is found, laid exactly over the template, and judged */
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "find-pose.h"
#include "fit-hull.h"
#include "patch-look.h"
#include "pose-score.h"
#include "reading.h"
#include "refine.h"

#define LEAST_AFFINE_SCORE 0.5
#define MOST_HULLS    80
#define GREATEST_SURROUNDING_DISTANCE 0.45 /* template units: rounded corners, a bent outline and a liner stay below */
#define LEAST_SCORE   0.62
#define MOST_TRIES    8
#define COARSE_TOLERANCE 0.15
#define FINE_TOLERANCE   0.12
#define LEAST_DARK       0.6
#define LEAST_CUT        0.4
#define LEAST_QUALITY    0.5
#define FAIR_QUALITY     0.4  /* the right place: what else lies over it is not looked at */
#define GOOD_QUALITY     0.96 /* no better one is looked for */

typedef struct {
  Point2 *hull; guint n;
  ShapeSignature signature;
} Shape;

typedef struct {
  const PatchTemplate *geometry;
  PatchFeatures *features;
  guint n_shapes;             /* dark regions, then the outline */
  Shape *shapes;
} Candidate;

typedef struct {
  Candidate *candidate;
  Pose pose;
  Refinement *refinement;
  double quality;
} Attempt;

static void
candidate_clear (gpointer data)
{
  Candidate *candidate = data;

  patch_features_free (candidate->features);
  for (guint i = 0; i < candidate->n_shapes; i++)
    g_free (candidate->shapes[i].hull);
  g_free (candidate->shapes);
}

static void
attempt_clear (gpointer data)
{
  Attempt *attempt = data;

  refinement_free (attempt->refinement);
}

static const Polygon *
shape_of (const Candidate *candidate, guint i)
{
  return i < candidate->geometry->n_dark_regions ? &candidate->geometry->dark_regions[i] : &candidate->geometry->outline;
}

static void
candidate_init (Candidate *candidate, const PatchTemplate *geometry)
{
  candidate->geometry = geometry;
  candidate->features = patch_features_new (geometry);
  candidate->n_shapes = geometry->n_dark_regions + 1;
  candidate->shapes = g_new0 (Shape, candidate->n_shapes);
  for (guint i = 0; i < candidate->n_shapes; i++)
    {
      const Polygon *polygon = shape_of (candidate, i);
      Shape *shape = &candidate->shapes[i];

      shape->hull = g_new (Point2, 2 * polygon->n + 2);
      shape->n = convex_hull (polygon, shape->hull);
      shape_signature_of (shape->hull, shape->n, &shape->signature);
    }
}

static Candidate *
candidate_of (const GArray *candidates, const PatchTemplate *geometry)
{
  for (guint c = 0; c < candidates->len; c++)
    if (g_array_index (candidates, Candidate, c).geometry == geometry)
      return &g_array_index (candidates, Candidate, c);
  return NULL;
}

static int
better_score_first (gconstpointer a, gconstpointer b)
{
  const Pose *p = a, *q = b;
  double left = p->score - p->difference - p->distance, right = q->score - q->difference - q->distance;

  return (left < right) - (left > right);
}

static GArray *
poses_in (const Pyramid *pyramid, const GPtrArray *regions, const GArray *candidates)
{
  GArray *poses = g_array_new (FALSE, TRUE, sizeof (Pose));
  guint kept = 0;

  for (guint r = 0; r < regions->len; r++)
    {
      const Region *region = g_ptr_array_index (regions, r);
      ShapeSignature seen;

      if (!shape_signature_of (region->hull, region->n, &seen))
        continue;
      for (guint c = 0; c < candidates->len; c++)
        {
          const Candidate *candidate = &g_array_index (candidates, Candidate, c);

          for (guint i = 0; i < candidate->n_shapes; i++)
            {
              gboolean dark = i < candidate->geometry->n_dark_regions;
              guint before = poses->len;

              if (dark == region->dark)
                find_poses (candidate->geometry, dark ? (int) i : -1, &candidate->shapes[i].signature, &seen, poses);
              for (guint k = before; k < poses->len; k++)
                g_array_index (poses, Pose, k).region = region;
            }
        }
    }
  for (guint i = 0; i < poses->len; i++)
    {
      Pose *pose = &g_array_index (poses, Pose, i);
      const Candidate *candidate = candidate_of (candidates, pose->geometry);

      map_model_from_affine (pose->geometry, pose->affine, &pose->model);
      pose->score = pose_score (pyramid->small, candidate->features, pose);
      if (pose->score >= LEAST_AFFINE_SCORE)
        g_array_index (poses, Pose, kept++) = *pose;
    }
  g_array_set_size (poses, kept);
  g_array_sort (poses, better_score_first);
  g_array_set_size (poses, MIN (kept, MOST_HULLS));
  kept = 0;
  for (guint i = 0; i < poses->len; i++)
    {
      Pose *pose = &g_array_index (poses, Pose, i);
      const Candidate *candidate = candidate_of (candidates, pose->geometry);
      HullPair pair;
      const Shape *shape = &candidate->shapes[pose->dark_region >= 0 ? (guint) pose->dark_region : candidate->n_shapes - 1];

      pair = (HullPair) { shape->hull, shape->n, pose->region->hull, pose->region->n, 0 };
      if (!fit_hulls (&pose->model, &pair, 1))
        continue;
      pose->distance = pair.distance;
      pose->score = pose_score (pyramid->small, candidate->features, pose);
      if (pose->score >= LEAST_SCORE)
        g_array_index (poses, Pose, kept++) = *pose;
    }
  g_array_set_size (poses, kept);
  g_array_sort (poses, better_score_first);
  return poses;
}

/* Whether two poses say the same up to what refining makes good. */
static gboolean
poses_agree (const Pose *a, const Pose *b)
{
  double scale = sqrt (fabs (a->affine[0] * a->affine[4] - a->affine[1] * a->affine[3]));
  const Polygon *outline = &a->geometry->outline;

  if (a->geometry != b->geometry || a->mirrored != b->mirrored)
    return FALSE;
  for (guint i = 0; i < outline->n; i++)
    {
      Point2 p = outline->points[i];
      double dx = (a->affine[0] - b->affine[0]) * p.x + (a->affine[1] - b->affine[1]) * p.y + a->affine[2] - b->affine[2];
      double dy = (a->affine[3] - b->affine[3]) * p.x + (a->affine[4] - b->affine[4]) * p.y + a->affine[5] - b->affine[5];

      if (hypot (dx, dy) > 0.6 * scale)
        return FALSE;
    }
  return TRUE;
}

/* Whether the pose lies over a patch that is already found. */
static gboolean
is_settled (const Pose *pose, const Attempt *attempt)
{
  const Polygon *outline = &attempt->candidate->geometry->outline;
  g_autofree Point2 *found = NULL;
  Point2 middle;

  if (attempt->quality < FAIR_QUALITY || pose->geometry != attempt->candidate->geometry)
    return FALSE;
  found = g_new0 (Point2, outline->n);
  for (guint i = 0; i < outline->n; i++)
    map_model_project (&attempt->refinement->model, outline->points[i], TRUE, &found[i], NULL, NULL);
  map_model_project (&pose->model, pose->model.centre, FALSE, &middle, NULL, NULL);
  return polygon_contains (found, outline->n, middle);
}

static double
quality_of (const Refinement *refinement, const Photo *photo, double tolerance)
{
  static const double say[] = { [FEATURE_DARK_EDGE] = 1, [FEATURE_CUT_EDGE] = 0.8, [FEATURE_CHANNEL] = 0.4, [FEATURE_BLOCK_EDGE] = 1 };
  double agreeing = 0, expected = 1e-9;

  for (guint kind = 0; kind < G_N_ELEMENTS (say); kind++)
    {
      FeatureCount count;

      refinement_count (refinement, photo, kind, tolerance, &count);
      agreeing += say[kind] * count.agreeing;
      expected += say[kind] * count.expected;
    }
  return agreeing / expected;
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
try_model (const Pyramid *pyramid, Candidate *candidate, const Pose *pose, const MapModel *model, const RoughPlaces *rough,
           int stiff_rounds, Attempt *attempt)
{
  g_autoptr(Refinement) refinement = refinement_new (candidate->features);
  PatchLook look;
  double quality;

  refinement->model = *model;
  if (!refine_coarsely (refinement, pyramid, rough, stiff_rounds))
    return;
  patch_look_at (pyramid, candidate->features, &refinement->model, &look);
  quality = quality_of (refinement, pyramid->photo, COARSE_TOLERANCE) * (look.base + look.dark) / 2;
  if (attempt->refinement && quality <= attempt->quality)
    return;
  g_clear_pointer (&attempt->refinement, refinement_free);
  attempt->candidate = candidate;
  attempt->pose = *pose;
  attempt->quality = quality;
  attempt->refinement = g_steal_pointer (&refinement);
}

static gboolean
try_pose (const Pyramid *pyramid, Candidate *candidate, const GPtrArray *regions, const Pose *pose, Attempt *attempt)
{
  const Polygon *outline = &candidate->geometry->outline;
  const Polygon *polygon = pose->dark_region >= 0 ? &candidate->geometry->dark_regions[pose->dark_region] : outline;
  RoughPlaces rough = { polygon->points, polygon->n, pose->dark_region >= 0 ? 0.2 : 0.4 };
  static const int others[] = { 1, 4 };
  MapModel surrounded;

  if (pose->dark_region >= 0 && fit_surroundings (candidate, regions, pose, &surrounded))
    {
      RoughPlaces all = { outline->points, outline->n, 0.25 };

      try_model (pyramid, candidate, pose, &surrounded, &all, 2, attempt);
    }
  if (!attempt->refinement || attempt->quality < GOOD_QUALITY)
    try_model (pyramid, candidate, pose, &pose->model, &rough, 2, attempt);
  for (guint i = 0; i < G_N_ELEMENTS (others) && attempt->refinement && attempt->quality > FAIR_QUALITY && attempt->quality < GOOD_QUALITY; i++)
    try_model (pyramid, candidate, pose, &pose->model, &rough, others[i], attempt);
  return attempt->refinement != NULL;
}

static void
fill_landmarks (const ReadingOptions *options, PatchReading *reading)
{
  const PatchTemplate *geometry = reading->geometry;

  reading->n_landmarks = geometry->n_landmarks;
  reading->landmarks = g_new0 (FoundLandmark, geometry->n_landmarks);
  for (guint i = 0; i < geometry->n_landmarks; i++)
    {
      FoundLandmark *landmark = &reading->landmarks[i];

      landmark->id = g_strdup (geometry->landmarks[i].id);
      landmark->at = patch_map_to_photo (&reading->map, geometry->landmarks[i].at);
      for (guint k = 0; options && k < options->n_landmarks; k++)
        if (g_str_equal (options->landmarks[k].id, landmark->id))
          {
            landmark->at = options->landmarks[k].at;
            landmark->manual = TRUE;
          }
    }
}

static gboolean
refuse (PatchReading *reading, const char *reason)
{
  reading->status = READING_REFUSED;
  g_free (reading->reason);
  reading->reason = g_strdup (reason);
  return FALSE;
}

static gboolean
map_is_mirrored (const MapModel *model)
{
  Point2 photo;
  double local[4];

  return map_model_project (model, model->centre, FALSE, &photo, NULL, local) && local[0] * local[3] < local[1] * local[2];
}

/* Of the features that were located on the print; the cut edge differs from sticker to sticker. */
static void
measure_residuals (const Refinement *refinement, const Photo *photo, PatchReading *reading)
{
  static const FeatureKind printed[] = { FEATURE_DARK_EDGE, FEATURE_CHANNEL, FEATURE_BLOCK_EDGE };
  double unit = 0, px = 0;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (printed); i++)
    {
      FeatureCount count;

      refinement_count (refinement, photo, printed[i], INFINITY, &count);
      unit += count.agreeing * count.rms_unit * count.rms_unit;
      px += count.agreeing * count.rms_px * count.rms_px;
      n += count.agreeing;
    }
  reading->rms_unit = n ? sqrt (unit / n) : NAN;
  reading->rms_px = n ? sqrt (px / n) : NAN;
}

gboolean
patch_register (const Photo *photo, const PatchTemplate *const *templates, guint n_templates, const ReadingOptions *options,
                GCancellable *cancellable, PatchReading *reading)
{
  g_autoptr(Pyramid) pyramid = NULL;
  g_autoptr(GPtrArray) regions = NULL;
  g_autoptr(GArray) candidates = NULL;
  g_autoptr(GArray) poses = NULL;
  g_autoptr(GArray) attempts = NULL;
  Attempt *best = NULL;
  FeatureCount dark, cut;

  g_return_val_if_fail (photo != NULL && reading != NULL, FALSE);

  candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));
  g_array_set_clear_func (candidates, candidate_clear);
  for (guint i = 0; i < n_templates; i++)
    {
      g_array_set_size (candidates, i + 1);
      candidate_init (&g_array_index (candidates, Candidate, i), templates[i]);
    }
  pyramid = pyramid_new (photo);
  regions = find_regions (pyramid->small, cancellable);
  poses = poses_in (pyramid, regions, candidates);
  attempts = g_array_new (FALSE, TRUE, sizeof (Attempt));
  g_array_set_clear_func (attempts, attempt_clear);
  for (guint i = 0; i < poses->len && attempts->len < MOST_TRIES; i++)
    {
      const Pose *pose = &g_array_index (poses, Pose, i);
      Attempt attempt = { NULL };
      gboolean known = FALSE;

      for (guint k = 0; k < attempts->len && !known; k++)
        known = is_settled (pose, &g_array_index (attempts, Attempt, k)) || poses_agree (pose, &g_array_index (attempts, Attempt, k).pose);
      if (known)
        continue;
      if (try_pose (pyramid, candidate_of (candidates, pose->geometry), regions, pose, &attempt))
        g_array_append_val (attempts, attempt);
    }
  for (guint i = 0; i < attempts->len; i++)
    if (!best || g_array_index (attempts, Attempt, i).quality > best->quality)
      best = &g_array_index (attempts, Attempt, i);
  if (!best)
    return refuse (reading, _("No patch was found in the photo. Take it so that the whole patch is in the picture, sharp and evenly lit."));
  if (!refine_finely (best->refinement, pyramid, 3))
    return refuse (reading, _("No patch was found in the photo. Take it so that the whole patch is in the picture, sharp and evenly lit."));
  best->quality = quality_of (best->refinement, photo, FINE_TOLERANCE);
  reading->geometry = best->candidate->geometry;
  reading->registered = TRUE;
  map_model_to_map (&best->refinement->model, &reading->map);
  fill_landmarks (options, reading);
  measure_residuals (best->refinement, photo, reading);
  refinement_count (best->refinement, photo, FEATURE_DARK_EDGE, FINE_TOLERANCE, &dark);
  refinement_count (best->refinement, photo, FEATURE_CUT_EDGE, 2 * FINE_TOLERANCE, &cut);
  if (dark.agreeing < LEAST_DARK * dark.expected || cut.agreeing < LEAST_CUT * cut.expected || best->quality < LEAST_QUALITY)
    {
      reading->registered = FALSE;
      return refuse (reading, _("No patch was found in the photo. Take it so that the whole patch is in the picture, sharp and evenly lit."));
    }
  if (map_is_mirrored (&best->refinement->model))
    return refuse (reading, _("The photo shows the mirror image of a patch. Take it with the rear camera, or turn mirroring off."));
  return TRUE;
}
