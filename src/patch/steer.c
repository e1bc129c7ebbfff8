/* patch/steer.c */
#include "steer.h"

#define GRID            9      /* places along each side that hold the map's shape */
#define PLACED_WEIGHT   100.0  /* a person's landmark, against one place of the grid */

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
  g_autofree Point2 *on_template = NULL;
  g_autofree Point2 *on_photo = NULL;
  g_autofree double *weights = NULL;
  guint n = 0, n_most;

  g_return_val_if_fail (geometry != NULL && base != NULL && map != NULL, FALSE);

  *map = *base;
  n_most = GRID * GRID + geometry->n_landmarks;
  on_template = g_new (Point2, n_most);
  on_photo = g_new (Point2, n_most);
  weights = g_new (double, n_most);
  for (guint i = 0; i < geometry->n_landmarks; i++)
    {
      const FoundLandmark *found = find_placed (placed, n_placed, geometry->landmarks[i].id);

      if (found == NULL)
        continue;
      on_template[n] = geometry->landmarks[i].at;
      on_photo[n] = found->at;
      weights[n++] = PLACED_WEIGHT;
    }
  if (n == 0)
    return TRUE;
  for (int j = 0; j < GRID; j++)
    for (int i = 0; i < GRID; i++)
      {
        Point2 at = { base->centre.x + base->half_size * (2.0 * i / (GRID - 1) - 1.0),
                      base->centre.y + base->half_size * (2.0 * j / (GRID - 1) - 1.0) };

        if (!polygon_contains (geometry->outline.points, geometry->outline.n, at))
          continue;
        on_template[n] = at;
        on_photo[n] = patch_map_to_photo (base, at);
        weights[n++] = 1.0;
      }
  if (patch_map_fit (geometry, on_template, on_photo, weights, n, TRUE, map))
    return TRUE;
  *map = *base;
  return FALSE;
}
