/* patch/refine.c */
#include "refine.h"

#include <math.h>
#include <string.h>

#define ROBUST        3.0
#define SURE          3.5   /* standard deviations that a search reaches */
#define DRAWING_SLACK 0.10  /* template units: real stickers differ from the drawing */
#define COARSE_ROUNDS 8
#define COARSE_STEP   0.07  /* template units between two samples */
#define FINE_STEP     0.022
#define FINE_REACH    0.16
#define LEAST_FOUND   10    /* observations below which nothing is known */

/* Forearms of 35 mm radius bend a patch by less than a tenth of its half length; tilts of 35° seen from 15 cm. */
static const MapPrior stiff = { .perspective = 0.20, .quadratic = 0.03, .cubic = 0.01, .trim = 0.12 };
static const MapPrior supple = { .perspective = 0.25, .quadratic = 0.06, .cubic = 0.04, .trim = 0.12 };

Refinement *
refinement_new (const PatchFeatures *features)
{
  Refinement *self = g_new0 (Refinement, 1);

  self->features = features;
  self->located = g_new0 (LocatedFeature, features->n_features);
  return self;
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

/* One look at everything whose place is sure enough, and the map that follows from it. */
static gboolean
refine_once (Refinement *self, const Pyramid *pyramid, const MapPrior *prior, double step, double least_reach)
{
  g_autofree MapObservation *observations = g_new (MapObservation, self->features->n_features + self->n_fixed);
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
  if (!map_model_solve (&self->model, observations, n + self->n_fixed, prior, ROBUST, self->factor))
    return FALSE;
  for (guint k = 0; k < n; k++)
    self->located[owner[k]].observation = observations[k];
  return TRUE;
}

gboolean
refine_coarsely (Refinement *self, const Pyramid *pyramid, const RoughPlaces *rough, int stiff_rounds)
{
  g_autofree MapObservation *start = g_new0 (MapObservation, rough->n);
  double unit_px = self->model.photo_half / self->model.half_size;
  double step = MAX (COARSE_STEP, 1.0 / unit_px);

  for (guint i = 0; i < rough->n; i++)
    {
      start[i].at = rough->at[i];
      start[i].sd_px = rough->sd * unit_px;
      if (!map_model_project (&self->model, rough->at[i], FALSE, &start[i].target, NULL, NULL))
        return FALSE;
    }
  if (!map_model_solve (&self->model, start, rough->n, &stiff, INFINITY, self->factor))
    return FALSE;
  for (int round = 0; round < COARSE_ROUNDS; round++)
    if (!refine_once (self, pyramid, round < stiff_rounds ? &stiff : &supple, step, 0))
      return FALSE;
  return TRUE;
}

gboolean
refine_finely (Refinement *self, const Pyramid *pyramid, int rounds)
{
  double unit_px = self->model.photo_half / self->model.half_size;
  double step = MAX (FINE_STEP, 0.7 / unit_px);

  for (int round = 0; round < rounds; round++)
    if (!refine_once (self, pyramid, &supple, step, FINE_REACH))
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
          || place.x < 0 || place.y < 0 || place.x > photo->width || place.y > photo->height)
        continue;
      count->expected++;
      if (!located->found)
        continue;
      scale = sqrt (fabs (local[0] * local[3] - local[1] * local[2]));
      unit = fabs (located->observation.residual) / scale;
      if (!(unit <= tolerance_unit))
        continue;
      count->agreeing++;
      squares_unit += unit * unit;
      squares_px += located->observation.residual * located->observation.residual;
    }
  if (count->agreeing)
    {
      count->rms_unit = sqrt (squares_unit / count->agreeing);
      count->rms_px = sqrt (squares_px / count->agreeing);
    }
}
