/* patch/fit-hull.c */
#include "fit-hull.h"

#include <math.h>

#define PLACES     40 /* on each polygon */
#define MOST_PAIRS 2
#define ITERATIONS 5
#define ROBUST     2.5
#define STILL      0.002 /* template units by which a settled distance may still change */
#define EDGE_SD    0.12 /* template units: a threshold's edge is that sure */

/* The nearest point of the closed polygon, and the normal of the side that it lies on. */
static Point2
nearest_on (const Point2 *polygon, guint n, Point2 p, Point2 *normal)
{
  Point2 best = polygon[0], side = { 0, 0 };
  double least = INFINITY;

  for (guint i = 0, j = n - 1; i < n; j = i++)
    {
      double dx = polygon[i].x - polygon[j].x, dy = polygon[i].y - polygon[j].y, length = dx * dx + dy * dy, t, square;
      Point2 at;

      if (!(length > 0))
        continue;
      t = CLAMP (((p.x - polygon[j].x) * dx + (p.y - polygon[j].y) * dy) / length, 0.0, 1.0);
      at = (Point2) { polygon[j].x + t * dx, polygon[j].y + t * dy };
      square = (at.x - p.x) * (at.x - p.x) + (at.y - p.y) * (at.y - p.y);
      if (square < least)
        {
          least = square;
          best = at;
          side = (Point2) { dx, dy };
        }
    }
  if (least < INFINITY)
    {
      double length = sqrt (side.x * side.x + side.y * side.y);

      *normal = (Point2) { side.y / length, -side.x / length };
    }
  return best;
}

static gboolean
observe (const MapModel *model, const HullPair *pair, const Point2 *closed, double length, double sd_px, MapObservation *places)
{
  for (int k = 0; k < PLACES; k++)
    {
      MapObservation *place = &places[k];
      Point2 photo;

      *place = (MapObservation) { .at = polyline_at (closed, pair->n_drawn + 1, (k + 0.5) * length / PLACES, NULL), .sd_px = sd_px };
      if (!map_model_project (model, place->at, FALSE, &photo, NULL, NULL))
        return FALSE;
      place->target = nearest_on (pair->seen, pair->n_seen, photo, &place->normal);
    }
  return TRUE;
}

gboolean
fit_hulls (MapModel *model, HullPair *pairs, guint n_pairs)
{
  MapObservation observations[MOST_PAIRS * PLACES];
  Point2 *closed[MOST_PAIRS];
  double unit_px = model->photo_half / model->half_size;
  double before = INFINITY, unit = 1 / unit_px;
  gboolean fits = TRUE;
  MapPrior prior;

  g_return_val_if_fail (model->kind == MAP_FLAT && n_pairs <= MOST_PAIRS, FALSE);

  map_prior_init (MAP_FLAT, &prior);
  for (int i = MAP_HOMOGRAPHY - 2; i < MAP_HOMOGRAPHY; i++)
    prior.mean[i] = model->value[i];
  for (guint p = 0; p < n_pairs; p++)
    {
      closed[p] = g_new (Point2, pairs[p].n_drawn + 1);
      for (guint i = 0; i <= pairs[p].n_drawn; i++)
        closed[p][i] = pairs[p].drawn[i % pairs[p].n_drawn];
    }
  for (int iteration = 0; fits && iteration < ITERATIONS; iteration++)
    {
      double sum = 0, distance;

      for (guint p = 0; fits && p < n_pairs; p++)
        fits = observe (model, &pairs[p], closed[p], polyline_length (closed[p], pairs[p].n_drawn + 1), EDGE_SD * unit_px,
                        observations + p * PLACES);
      fits = fits && map_model_solve (model, observations, n_pairs * PLACES, &prior, ROBUST, NULL);
      for (guint k = 0; fits && k < n_pairs * PLACES; k++)
        sum += pow (observations[k].residual * unit, 2);
      distance = sqrt (sum / (n_pairs * PLACES));
      if (fabs (distance - before) < STILL)
        break;
      before = distance;
    }
  for (guint p = 0; p < n_pairs; p++)
    {
      double sum = 0;

      for (int k = 0; k < PLACES; k++)
        sum += pow (observations[p * PLACES + k].residual * unit, 2);
      pairs[p].distance = sqrt (sum / PLACES);
      g_free (closed[p]);
    }
  return fits;
}
