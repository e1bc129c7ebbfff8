/* patch/map-certainty.c */
#include "map-certainty.h"

#include <math.h>

#include "profile.h"

#define SAME_WAY 0.9    /* cosine between the normals of neighbours that see the same displacement */
#define NEAR     2.0    /* template units between neighbours */
#define FEWEST   12
#define ALIKE    10.0   /* located features of which one tells something new: those along one edge and one arm err together */

/* Of residuals in units of their standard deviations; 1: as large as expected. */
static double
chi_square (const Refinement *refinement)
{
  double sum = 0, weights = 0;

  for (guint i = 0; i < refinement->features->n_features; i++)
    {
      const LocatedFeature *located = &refinement->located[i];

      if (!located->found || !isfinite (located->observation.residual))
        continue;
      sum += located->observation.weight * pow (located->observation.residual / located->observation.sd_px, 2);
      weights += located->observation.weight;
    }
  return weights > FEWEST ? sum / weights : 1;
}

/* Covariance of the residuals of neighbours: localisation errors are their own, a map that lies wrong moves both. Pixels². */
static double
shared_square (const Refinement *refinement)
{
  const PatchFeatures *features = refinement->features;
  double sum = 0, weights = 0;

  for (guint i = 0; i < features->n_features; i++)
    for (guint k = i + 1; k < features->n_features; k++)
      {
        const MapObservation *one = &refinement->located[i].observation, *other = &refinement->located[k].observation;
        double weight, same = one->normal.x * other->normal.x + one->normal.y * other->normal.y;

        if (!refinement->located[i].found || !refinement->located[k].found || one->trimmed || other->trimmed || fabs (same) < SAME_WAY
            || point2_distance (one->at, other->at) > NEAR || !isfinite (one->residual) || !isfinite (other->residual))
          continue;
        weight = one->weight * other->weight;
        sum += weight * one->residual * other->residual * (same > 0 ? 1 : -1);
        weights += weight;
      }
  return weights > FEWEST ? MAX (0.0, sum / weights) : 0;
}

void
map_certainty_of (const Refinement *refinement, MapCertainty *certainty)
{
  const PatchChannel *channel = &refinement->features->geometry->volume;
  double chi = chi_square (refinement), shared = shared_square (refinement);

  certainty->known = TRUE;
  for (guint i = 0; i < MAP_CERTAINTY_PLACES; i++)
    {
      Point2 tangent, along, photo;
      Point2 at = channel_point (channel, (i + 0.5) / MAP_CERTAINTY_PLACES * channel->length, &tangent);
      double local[4], unit_px, sd_px;

      certainty->along_unit[i] = INFINITY;
      if (!map_model_project (&refinement->model, at, FALSE, &photo, NULL, local))
        continue;
      along = (Point2) { local[0] * tangent.x + local[1] * tangent.y, local[2] * tangent.x + local[3] * tangent.y };
      unit_px = hypot (along.x, along.y);
      if (!(unit_px > 0))
        continue;
      sd_px = map_model_predicted_sd (&refinement->model, refinement->factor, at, FALSE, (Point2) { along.x / unit_px, along.y / unit_px });
      certainty->along_unit[i] = sqrt (ALIKE * chi * sd_px * sd_px + shared) / unit_px;
    }
}
