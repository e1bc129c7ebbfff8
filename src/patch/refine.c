/* patch/refine.c */
#include "refine.h"

#include <math.h>
#include <string.h>

#define ROBUST        3.0
#define SURE          3.5   /* standard deviations that a search reaches */
#define DRAWING_SLACK 0.10  /* template units: real stickers differ from the drawing */
#define COARSE_ROUNDS 8
#define TOLERANT_ROUNDS 3  /* of them, in which a far one is not yet an outlier */
#define STILL         0.02  /* template units: a map that a round moves by no more has settled; fine rounds move it as far */
#define COARSE_STEP   0.07  /* template units between two samples */
#define FINE_STEP     0.022
#define FIRST_STEP    0.05  /* at most, of a first fine round: what it finds, the next ones find again */
#define FINE_REACH    0.16
#define BEND_SLACK    0.02  /* normalised: by which an arm is no cylinder, and a drawing not exact */
#define LEAST_FOUND   10    /* observations below which nothing is known */

Refinement *
refinement_new (const PatchFeatures *features)
{
  Refinement *self = g_new0 (Refinement, 1);

  self->features = features;
  self->located = g_new0 (LocatedFeature, features->n_features);
  return self;
}

Refinement *
refinement_copy (const Refinement *self)
{
  Refinement *copy = g_memdup2 (self, sizeof *self);

  copy->located = g_memdup2 (self->located, self->features->n_features * sizeof *self->located);
  copy->fixed = g_memdup2 (self->fixed, self->n_fixed * sizeof *self->fixed);
  return copy;
}

void
refinement_free (Refinement *self)
{
  if (self == NULL)
    return;
  g_free (self->located);
  g_free (self->fixed);
  g_free (self);
}

static double
expected_reach (const Refinement *self, const PatchFeature *feature)
{
  gboolean cut = feature->kind == FEATURE_CUT_EDGE;
  double local[4], length, unit;
  Point2 photo, along, normal;

  if (!map_model_project (&self->model, feature->at, cut, &photo, NULL, local))
    return INFINITY;
  along = (Point2) { -local[0] * feature->normal.y + local[1] * feature->normal.x,
                     -local[2] * feature->normal.y + local[3] * feature->normal.x };
  length = hypot (along.x, along.y);
  if (!(length > 0))
    return INFINITY;
  normal = (Point2) { along.y / length, -along.x / length };
  unit = fabs ((local[0] * feature->normal.x + local[1] * feature->normal.y) * normal.x
               + (local[2] * feature->normal.x + local[3] * feature->normal.y) * normal.y);
  return SURE * map_model_predicted_sd (&self->model, self->factor, feature->at, cut, normal) / unit + DRAWING_SLACK
         + (cut ? 0.1 : 0);
}

double
refinement_apart (const Refinement *self, const MapModel *other)
{
  const Polygon *outline = &self->features->geometry->outline;
  double most_px = 0;

  for (guint i = 0; i < outline->n; i++)
    {
      Point2 was, is;

      if (!map_model_project (other, outline->points[i], FALSE, &was, NULL, NULL)
          || !map_model_project (&self->model, outline->points[i], FALSE, &is, NULL, NULL))
        return INFINITY;
      most_px = MAX (most_px, point2_distance (was, is));
    }
  return most_px * self->model.half_size / self->model.photo_half;
}

/* One look at everything whose place is sure enough, and the map that follows from it. */
static gboolean
refine_once (Refinement *self, const Pyramid *pyramid, const MapPrior *prior, const MapObservation *known, guint n_known, double robust,
             double step, double least_reach)
{
  g_autofree MapObservation *observations = g_new (MapObservation, self->features->n_features + self->n_fixed + n_known);
  g_autofree guint *owner = g_new (guint, self->features->n_features);
  guint n = 0;

  for (guint i = 0; i < self->features->n_features; i++)
    {
      const PatchFeature *feature = &self->features->features[i];
      double expected = expected_reach (self, feature), reach = MAX (expected, least_reach);

      memset (&self->located[i], 0, sizeof self->located[i]);
      /* The outline and dark print look like nothing else near them; of the rest, what is not sure enough waits for a later round. */
      if (feature->kind == FEATURE_CHANNEL)
        reach = MAX (reach, least_reach > 0 ? 0 : 0.5 * feature->clear);
      else if (feature->kind == FEATURE_DARK_EDGE || (feature->kind == FEATURE_CUT_EDGE && expected < 1.5 * feature->clear))
        reach = MIN (reach, feature->clear);
      if (least_reach > 0)
        reach = MIN (reach, feature->clear);
      if (!(reach <= feature->clear))
        continue;
      locate_feature (pyramid, &self->model, feature, reach, step, &self->located[i]);
      if (!self->located[i].found)
        continue;
      owner[n] = i;
      observations[n++] = self->located[i].observation;
    }
  if (n < LEAST_FOUND && self->n_fixed < 4)
    return FALSE;
  if (self->n_fixed)
    memcpy (observations + n, self->fixed, self->n_fixed * sizeof *observations);
  if (n_known)
    memcpy (observations + n + self->n_fixed, known, n_known * sizeof *observations);
  if (!map_model_solve (&self->model, observations, n + self->n_fixed + n_known, prior, robust, self->factor))
    return FALSE;
  for (guint k = 0; k < n; k++)
    self->located[owner[k]].observation = observations[k];
  return TRUE;
}

/* What is known before the first feature is located: the rough places where the model has them. */
static gboolean
observe_places (const Refinement *self, const RoughPlaces *rough, MapObservation *start)
{
  double unit_px = self->model.photo_half / self->model.half_size;

  for (guint i = 0; i < rough->n; i++)
    {
      start[i].at = rough->at[i];
      start[i].sd_px = rough->sd * unit_px;
      if (!map_model_project (&self->model, rough->at[i], FALSE, &start[i].target, NULL, NULL))
        return FALSE;
    }
  return TRUE;
}

/* A photo from the side is surer of its perspective than what is known of photos. */
static void
expect_perspective_of (const MapModel *model, MapPrior *prior)
{
  map_prior_init (MAP_CYLINDER, prior);
  for (int i = MAP_HOMOGRAPHY - 2; i < MAP_HOMOGRAPHY; i++)
    prior->mean[i] = model->value[i];
}

gboolean
refine_from_points (Refinement *self, const RoughPlaces *places)
{
  g_autofree MapObservation *points = g_new0 (MapObservation, places->n + self->n_fixed);
  MapPrior prior;

  if (!observe_places (self, places, points))
    return FALSE;
  if (self->n_fixed)
    memcpy (points + places->n, self->fixed, self->n_fixed * sizeof *points);
  map_model_roll (&self->model, 0.05, 0.3);
  map_prior_init (MAP_CYLINDER, &prior);
  return map_model_solve (&self->model, points, places->n + self->n_fixed, &prior, INFINITY, self->factor);
}

/* Coarse rounds from @first on, until the map has settled. */
static gboolean
refine_rounds (Refinement *self, const Pyramid *pyramid, const MapPrior *prior, const MapObservation *known, guint n_known, int first)
{
  double step = MAX (COARSE_STEP, self->model.half_size / self->model.photo_half);

  for (int round = first; round < COARSE_ROUNDS; round++)
    {
      MapModel before = self->model;

      if (!refine_once (self, pyramid, prior, known, n_known, round < TOLERANT_ROUNDS ? 2 * ROBUST : ROBUST, step, 0))
        return FALSE;
      if (round >= TOLERANT_ROUNDS && refinement_apart (self, &before) < STILL)
        break;
    }
  return TRUE;
}

gboolean
refine_coarsely (Refinement *self, const Pyramid *pyramid, const RoughPlaces *rough, Point2 curvature)
{
  g_autofree MapObservation *start = g_new0 (MapObservation, rough->n);
  MapPrior prior;

  if (!observe_places (self, rough, start))
    return FALSE;
  map_model_roll (&self->model, curvature.x, curvature.y);
  expect_perspective_of (&self->model, &prior);
  return map_model_solve (&self->model, start, rough->n, &prior, INFINITY, self->factor)
         && refine_rounds (self, pyramid, &prior, start, rough->n, 0);
}

/* The map through the anchors and what was located before. */
static gboolean
start_from_anchors (Refinement *self, const Refinement *before, AnchorUse use, const MapPrior *prior, const MapObservation *anchors,
                    guint n_anchors)
{
  g_autofree MapObservation *places = g_new (MapObservation, before->features->n_features + n_anchors);
  guint n = 0;

  for (guint i = 0; i < before->features->n_features; i++)
    {
      FeatureKind kind = before->features->features[i].kind;

      if (before->located[i].found && (kind == FEATURE_DARK_EDGE || (use == ANCHORS_WITH_ALL && kind != FEATURE_BLOCK_EDGE)))
        places[n++] = before->located[i].observation;
    }
  memcpy (places + n, anchors, n_anchors * sizeof *anchors);
  return map_model_solve (&self->model, places, n + n_anchors, prior, ROBUST, self->factor);
}

gboolean
refine_again (Refinement *self, const Pyramid *pyramid, const Refinement *before, AnchorUse use, const MapObservation *anchors,
              guint n_anchors)
{
  MapPrior prior;

  self->model = before->model;
  memcpy (self->factor, before->factor, sizeof self->factor);
  expect_perspective_of (&self->model, &prior);
  if (use == ANCHORS_NONE)
    return refine_rounds (self, pyramid, &prior, NULL, 0, TOLERANT_ROUNDS - 1);
  return start_from_anchors (self, before, use, &prior, anchors, n_anchors)
         && refine_rounds (self, pyramid, &prior, anchors, use == ANCHORS_TO_START ? 0 : n_anchors, 0);
}

gboolean
refine_finely (Refinement *self, const Pyramid *pyramid, int rounds)
{
  double unit_px = self->model.photo_half / self->model.half_size;
  double step = MAX (FINE_STEP, 0.7 / unit_px), first = pyramid_middle_step (pyramid) / unit_px;
  MapPrior prior;

  /* The photo's own pixels lie far apart in memory: they wait until the middle picture has said what it can. */
  if (!(first > step && first < FIRST_STEP))
    first = step;

  map_model_unroll (&self->model);
  map_prior_init (MAP_BENT, &prior);
  for (int i = MAP_HOMOGRAPHY; i < MAP_HOMOGRAPHY + MAP_BEND; i++)
    {
      prior.mean[i] = self->model.value[i];
      prior.sd[i] = BEND_SLACK;
    }
  for (int i = MAP_HOMOGRAPHY - 2; i < MAP_HOMOGRAPHY; i++)
    prior.mean[i] = self->model.value[i];
  for (int round = 0; round < rounds; round++)
    if (!refine_once (self, pyramid, &prior, NULL, 0, ROBUST, round == 0 && rounds > 1 ? first : step, FINE_REACH))
      return FALSE;
  return TRUE;
}

void
refinement_count (const Refinement *self, const Photo *photo, FeatureKind kind, double tolerance_unit, FeatureCount *count)
{
  double squares_unit = 0, squares_px = 0;

  memset (count, 0, sizeof *count);
  for (guint i = 0; i < self->features->n_features; i++)
    {
      const LocatedFeature *located = &self->located[i];
      gboolean cut = kind == FEATURE_CUT_EDGE;
      double local[4], scale, unit;
      Point2 place;

      if (self->features->features[i].kind != kind)
        continue;
      if (!map_model_project (&self->model, self->features->features[i].at, cut, &place, NULL, local)
          || !photo_shows (photo, place.x, place.y))
        continue;
      count->expected++;
      if (!located->found)
        continue;
      scale = sqrt (fabs (local[0] * local[3] - local[1] * local[2]));
      unit = fabs (located->observation.residual) / scale;
      if (!(unit <= tolerance_unit))
        continue;
      count->agreeing++;
      count->closeness += 1 - unit / tolerance_unit;
      squares_unit += unit * unit;
      squares_px += located->observation.residual * located->observation.residual;
    }
  if (count->agreeing)
    {
      count->rms_unit = sqrt (squares_unit / count->agreeing);
      count->rms_px = sqrt (squares_px / count->agreeing);
    }
}
