/* patch/register.c: the patch is found, laid exactly over the template, and judged */
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "find-pose.h"
#include "pose-score.h"
#include "reading.h"
#include "refine.h"

#define LEAST_SCORE   0.62
#define MOST_TRIES    8
#define COARSE_TOLERANCE 0.15
#define FINE_TOLERANCE   0.12
#define LEAST_DARK       0.6
#define LEAST_CUT        0.4
#define LEAST_QUALITY    0.5

typedef struct {
  const PatchTemplate *geometry;
  PatchFeatures *features;
  guint n_shapes;             /* dark regions, then the outline */
  ShapeSignature *shapes;
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
  candidate->shapes = g_new0 (ShapeSignature, candidate->n_shapes);
  for (guint i = 0; i < candidate->n_shapes; i++)
    {
      const Polygon *polygon = shape_of (candidate, i);
      g_autofree Point2 *hull = g_new (Point2, 2 * polygon->n + 2);
      guint n = convex_hull (polygon, hull);

      shape_signature_of (hull, n, &candidate->shapes[i]);
    }
}

static int
better_score_first (gconstpointer a, gconstpointer b)
{
  const Pose *p = a, *q = b;
  double left = p->score - p->difference, right = q->score - q->difference;

  return (left < right) - (left > right);
}

static GArray *
poses_in (const Pyramid *pyramid, const GArray *candidates, GCancellable *cancellable)
{
  g_autoptr(GPtrArray) regions = find_regions (pyramid->small, cancellable);
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

              if (dark == region->dark)
                find_poses (candidate->geometry, dark ? (int) i : -1, &candidate->shapes[i], &seen, poses);
            }
        }
    }
  for (guint i = 0; i < poses->len; i++)
    {
      Pose *pose = &g_array_index (poses, Pose, i);

      for (guint c = 0; c < candidates->len; c++)
        if (g_array_index (candidates, Candidate, c).geometry == pose->geometry)
          pose->score = pose_score (pyramid->small, g_array_index (candidates, Candidate, c).features, pose);
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

static gboolean
try_pose (const Pyramid *pyramid, Candidate *candidate, const Pose *pose, Attempt *attempt)
{
  g_autoptr(Refinement) refinement = refinement_new (candidate->features);
  const Polygon *polygon = shape_of (candidate, pose->dark_region >= 0 ? (guint) pose->dark_region : candidate->n_shapes - 1);
  RoughPlaces rough = { polygon->points, polygon->n, pose->dark_region >= 0 ? 0.25 : 0.5 };

  map_model_from_affine (candidate->geometry, pose->affine, &refinement->model);
  if (!refine_coarsely (refinement, pyramid, &rough))
    return FALSE;
  attempt->candidate = candidate;
  attempt->pose = *pose;
  attempt->quality = quality_of (refinement, pyramid->photo, COARSE_TOLERANCE);
  attempt->refinement = g_steal_pointer (&refinement);
  return TRUE;
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
  poses = poses_in (pyramid, candidates, cancellable);
  attempts = g_array_new (FALSE, TRUE, sizeof (Attempt));
  g_array_set_clear_func (attempts, attempt_clear);
  for (guint i = 0; i < poses->len && attempts->len < MOST_TRIES; i++)
    {
      const Pose *pose = &g_array_index (poses, Pose, i);
      Attempt attempt = { NULL };
      gboolean known = FALSE;

      for (guint k = 0; k < attempts->len && !known; k++)
        known = poses_agree (pose, &g_array_index (attempts, Attempt, k).pose);
      if (known)
        continue;
      for (guint c = 0; c < candidates->len; c++)
        if (g_array_index (candidates, Candidate, c).geometry == pose->geometry
            && try_pose (pyramid, &g_array_index (candidates, Candidate, c), pose, &attempt))
          {
            g_array_append_val (attempts, attempt);
          }
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
