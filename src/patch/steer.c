/* patch/steer.c */
#include "steer.h"

#include <math.h>

#include "map-model.h"

#define GRID            9     /* places along each side that hold the map's shape */
#define HELD_SD_UNIT    0.25  /* template units: how firmly they hold it */
#define PLACED_SD_UNIT  0.02  /* a person's landmark */

static const FoundLandmark *
find_placed (const FoundLandmark *placed, guint n_placed, const char *id)
{
  for (guint i = 0; i < n_placed; i++)
    if (g_str_equal (placed[i].id, id))
      return &placed[i];
  return NULL;
}

gboolean
patch_steer_map (const PatchTemplate *geometry, const PatchMap *base, const FoundLandmark *placed, guint n_placed, PatchMap *map)
{
  const MapPrior prior = { .perspective = 0.3, .quadratic = 0.05, .cubic = 0.03, .trim = 1e-6 };
  g_autofree MapObservation *observations = NULL;
  double scale = patch_map_scale (base, base->centre);
  MapModel model;
  guint n = 0, n_known = 0;

  g_return_val_if_fail (geometry != NULL && base != NULL && map != NULL, FALSE);

  *map = *base;
  observations = g_new0 (MapObservation, GRID * GRID + geometry->n_landmarks);
  for (guint i = 0; i < geometry->n_landmarks; i++)
    {
      const FoundLandmark *found = find_placed (placed, n_placed, geometry->landmarks[i].id);

      if (found == NULL)
        continue;
      observations[n++] = (MapObservation) { .at = geometry->landmarks[i].at, .target = found->at, .sd_px = PLACED_SD_UNIT * scale };
      n_known++;
    }
  if (n_known == 0)
    return TRUE;
  for (int j = 0; j < GRID; j++)
    for (int i = 0; i < GRID; i++)
      {
        Point2 at = { base->centre.x + base->half_size * (2.0 * i / (GRID - 1) - 1.0),
                      base->centre.y + base->half_size * (2.0 * j / (GRID - 1) - 1.0) };

        if (polygon_contains (geometry->outline.points, geometry->outline.n, at))
          observations[n++] = (MapObservation) { .at = at, .target = patch_map_to_photo (base, at), .sd_px = HELD_SD_UNIT * scale };
      }
  map_model_from_map (base, patch_map_to_photo (base, base->centre), base->half_size * scale, &model);
  if (!map_model_solve (&model, observations, n, &prior, INFINITY, NULL))
    return FALSE;
  map_model_to_map (&model, map);
  return TRUE;
}
