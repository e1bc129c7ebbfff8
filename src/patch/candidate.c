/* patch/candidate.c */
#include "candidate.h"

#include <math.h>
#include <string.h>

#include "corner-pose.h"
#include "fit-hull.h"
#include "pose-score.h"

#define LEAST_AFFINE_SCORE 0.5  /* an affine map is not exact yet */
#define LEAST_SCORE        0.62
#define LEAST_AROUND       0.52 /* of a pose over the sticker's edge: a highlight on its print says nothing about it */
#define MOST_HULLS         60
#define MOST_AROUND_HULLS  24   /* over the sticker's edge */
#define OTHER_HULLS        12   /* where one pose leaves no doubt: of what may be a second patch */
#define SHAPE_SAYS         2.5  /* against the look, which a shadow spoils */
#define MIRRORED_SAYS      0.2
#define CLEAR_SCORE        0.95 /* of a pose that lies over print and base alike, … */
#define CLEAR_DISTANCE     0.03 /* … along the edge, template units … */
#define CLEARLY_WORSE      0.02 /* … and whose shape is so much nearer to the template's than the others' */
#define POSES_APART        0.6  /* template units: beyond it two poses are not the same */

void
candidate_clear (gpointer data)
{
  Candidate *candidate = data;

  for (guint i = 0; i < candidate->n_shapes; i++)
    g_free (candidate->shapes[i].hull);
  g_free (candidate->shapes);
}

static double
least_score (const Pose *pose, gboolean is_clear)
{
  return pose->dark_region >= 0 || is_clear ? LEAST_SCORE : LEAST_AROUND;
}

static const Polygon *
shape_of (const Candidate *candidate, guint i)
{
  return i < candidate->geometry->n_dark_regions ? &candidate->geometry->dark_regions[i] : &candidate->geometry->outline;
}

static gboolean
same_line (const Polygon *a, const Polygon *b)
{
  return a->n == b->n && memcmp (a->points, b->points, a->n * sizeof (Point2)) == 0;
}

/* Templates that differ in ink alone are found together. */
static gboolean
same_lines (const PatchTemplate *a, const PatchTemplate *b)
{
  if (!same_line (&a->outline, &b->outline) || !same_line (&a->volume.centreline, &b->volume.centreline)
      || a->n_dark_regions != b->n_dark_regions)
    return FALSE;
  for (guint i = 0; i < a->n_dark_regions; i++)
    if (!same_line (&a->dark_regions[i], &b->dark_regions[i]))
      return FALSE;
  return TRUE;
}

void
candidate_init (Candidate *candidate, const PatchTemplate *geometry, const GArray *others)
{
  memset (candidate, 0, sizeof *candidate);
  candidate->geometry = geometry;
  for (guint i = 0; i < others->len && !candidate->twin; i++)
    {
      const Candidate *other = &g_array_index (others, Candidate, i);

      if (!other->twin && same_lines (other->geometry, geometry))
        candidate->twin = other->geometry;
    }
  if (candidate->twin)
    return;
  candidate->features = patch_features_of (geometry);
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

Candidate *
candidate_of (const GArray *candidates, const PatchTemplate *geometry)
{
  for (guint c = 0; c < candidates->len; c++)
    if (g_array_index (candidates, Candidate, c).geometry == geometry)
      return &g_array_index (candidates, Candidate, c);
  return NULL;
}

gboolean
poses_agree (const Pose *a, const Pose *b)
{
  const Polygon *outline = &a->geometry->outline;

  if (a->geometry != b->geometry || a->mirrored != b->mirrored)
    return FALSE;
  for (guint i = 0; i < outline->n; i++)
    {
      double local[4];
      Point2 p, q;

      if (!map_model_project (&a->model, outline->points[i], FALSE, &p, NULL, local)
          || !map_model_project (&b->model, outline->points[i], FALSE, &q, NULL, NULL)
          || point2_distance (p, q) > POSES_APART * sqrt (fabs (local[0] * local[3] - local[1] * local[2])))
        return FALSE;
    }
  return TRUE;
}

gboolean
model_covers (const MapModel *model, const PatchTemplate *geometry, gboolean trimmed, const Region *region)
{
  const Polygon *outline = &geometry->outline;
  g_autofree Point2 *found = g_new0 (Point2, outline->n);
  Point2 middle = { 0, 0 };

  for (guint i = 0; i < outline->n; i++)
    map_model_project (model, outline->points[i], trimmed, &found[i], NULL, NULL);
  for (guint i = 0; i < region->n; i++)
    {
      middle.x += region->hull[i].x / region->n;
      middle.y += region->hull[i].y / region->n;
    }
  return polygon_contains (found, outline->n, middle);
}

/* Whether @clear, which leaves no doubt, lies over the same sticker: @pose has a worse shape there, or says the same. */
static gboolean
is_superfluous (const Pose *pose, const Pose *clear)
{
  return pose->geometry == clear->geometry && model_covers (&clear->model, clear->geometry, FALSE, pose->region)
         && (pose->difference > clear->difference + CLEARLY_WORSE || poses_agree (clear, pose));
}

/* A mirror image is refused in the end: it is looked for when nothing else fits. */
static double
promise (const Pose *pose)
{
  return pose->score - SHAPE_SAYS * (pose->difference + pose->distance) - (pose->mirrored ? MIRRORED_SAYS : 0);
}

static int
better_score_first (gconstpointer a, gconstpointer b)
{
  const Pose *p = a, *q = b;
  double left = promise (p), right = promise (q);

  return (left < right) - (left > right);
}

/* Of sorted poses, so many over dark print and so many over the sticker's edge: neither crowds the other out. */
static void
keep_best (GArray *poses, guint most, guint most_around)
{
  guint kept = 0, n[2] = { 0, 0 };

  for (guint i = 0; i < poses->len; i++)
    {
      const Pose *pose = &g_array_index (poses, Pose, i);
      gboolean around = pose->dark_region < 0;

      if (n[around]++ < (around ? most_around : most))
        g_array_index (poses, Pose, kept++) = *pose;
    }
  g_array_set_size (poses, kept);
}

/* Lays the pose along its region's edge. */
static gboolean
lay_along_edge (const Pyramid *pyramid, const GArray *candidates, Pose *pose)
{
  const Candidate *candidate = candidate_of (candidates, pose->geometry);
  const Shape *shape = &candidate->shapes[pose->dark_region >= 0 ? (guint) pose->dark_region : candidate->n_shapes - 1];
  HullPair pair = { shape->hull, shape->n, pose->region->hull, pose->region->n, 0 };

  if (!fit_hulls (&pose->model, &pair, 1))
    return FALSE;
  pose->distance = pair.distance;
  pose->score = pose_score (pyramid, candidate->features, pose);
  return TRUE;
}

/* The pose that leaves no doubt, if there is one: it is the one whose shape is nearest to the template's. */
static gboolean
find_clear_pose (const Pyramid *pyramid, const GArray *candidates, const GArray *poses, Pose *clear)
{
  const Pose *nearest = NULL;

  for (guint i = 0; i < poses->len; i++)
    {
      const Pose *pose = &g_array_index (poses, Pose, i);

      if (pose->dark_region >= 0 && !pose->by_corners && (nearest == NULL || pose->difference < nearest->difference))
        nearest = pose;
    }
  if (nearest == NULL || nearest->mirrored)
    return FALSE;
  *clear = *nearest;
  map_model_from_affine (clear->geometry, clear->affine, &clear->model);
  return lay_along_edge (pyramid, candidates, clear) && clear->score > CLEAR_SCORE && clear->distance < CLEAR_DISTANCE;
}

GArray *
candidate_poses (const Pyramid *pyramid, const GPtrArray *regions, const GArray *candidates)
{
  GArray *poses = g_array_new (FALSE, TRUE, sizeof (Pose));
  gboolean is_clear;
  guint kept = 0;
  Pose clear;

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
              if (dark && poses->len > before)
                find_corner_poses (candidate->geometry, (int) i, candidate->shapes[i].hull, candidate->shapes[i].n, region,
                                   2, poses);
              for (guint k = before; k < poses->len; k++)
                g_array_index (poses, Pose, k).region = region;
            }
        }
    }
  is_clear = find_clear_pose (pyramid, candidates, poses, &clear);
  for (guint i = 0; i < poses->len; i++)
    {
      Pose *pose = &g_array_index (poses, Pose, i);
      const Candidate *candidate = candidate_of (candidates, pose->geometry);

      if (!pose->by_corners)
        map_model_from_affine (pose->geometry, pose->affine, &pose->model);
      /* Scoring hundreds of poses and laying dozens along edges costs as much as all refining. */
      if (is_clear && is_superfluous (pose, &clear))
        continue;
      pose->score = pose_score (pyramid, candidate->features, pose);
      if (pose->score >= LEAST_AFFINE_SCORE)
        g_array_index (poses, Pose, kept++) = *pose;
    }
  g_array_set_size (poses, kept);
  g_array_sort (poses, better_score_first);
  if (is_clear)
    g_array_set_size (poses, MIN (kept, OTHER_HULLS));
  else
    keep_best (poses, MOST_HULLS, MOST_AROUND_HULLS);
  kept = 0;
  for (guint i = 0; i < poses->len; i++)
    {
      Pose *pose = &g_array_index (poses, Pose, i);

      if (lay_along_edge (pyramid, candidates, pose) && pose->score >= least_score (pose, is_clear))
        g_array_index (poses, Pose, kept++) = *pose;
    }
  g_array_set_size (poses, kept);
  if (is_clear)
    g_array_append_val (poses, clear);
  g_array_sort (poses, better_score_first);
  return poses;
}
