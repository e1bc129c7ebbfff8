/* patch/steer.c */
#include "steer.h"

#include "bend-points.h"

#define GRID            9      /* places along each side that hold the map's shape */
#define PLACED_WEIGHT   100.0  /* a person's landmark, against one place of the grid */

gboolean
patch_steer_map (const PatchTemplate *geometry, const PatchMap *base, const FoundLandmark *placed, guint n_placed, PatchMap *map)
{
  g_autofree Point2 *on_template = NULL;
  g_autofree Point2 *on_photo = NULL;
  g_autofree double *weights = NULL;
  guint n = 0, n_most;

  g_return_val_if_fail (geometry != NULL && base != NULL && map != NULL, FALSE);

  *map = *base;
  n_most = GRID * GRID + n_placed;
  on_template = g_new (Point2, n_most);
  on_photo = g_new (Point2, n_most);
  weights = g_new (double, n_most);
  for (guint i = 0; i < n_placed; i++)
    if (patch_placeable (geometry, placed[i].id, &on_template[n]))
      {
        on_photo[n] = placed[i].at;
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
