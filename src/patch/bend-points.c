/* patch/bend-points.c: farthest-point sampling of the channel's corners (Gonzalez, Theor. Comput. Sci. 38, 1985) */
#include "bend-points.h"

#define NEAREST_WIDTHS 4.0 /* channel widths: what lies nearer to a landmark bends nothing that the landmark does not */

static double
distance_to_known (const PatchTemplate *geometry, const BendPoint *chosen, guint n_chosen, Point2 at)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = 0; i < geometry->n_landmarks; i++)
    nearest = MIN (nearest, point2_distance (geometry->landmarks[i].at, at));
  for (guint i = 0; i < n_chosen; i++)
    nearest = MIN (nearest, point2_distance (chosen[i].at, at));
  return nearest;
}

guint
patch_bend_points (const PatchTemplate *geometry, BendPoint points[BEND_POINTS])
{
  static const char *const ids[BEND_POINTS] = { "bend-1", "bend-2", "bend-3", "bend-4" };
  const Polygon *line;
  guint n = 0;

  g_return_val_if_fail (geometry != NULL, 0);

  line = &geometry->volume.centreline;
  while (n < BEND_POINTS)
    {
      double farthest = NEAREST_WIDTHS * geometry->volume.width;
      int best = -1;

      for (guint i = 1; i + 1 < line->n; i++)
        {
          double distance = distance_to_known (geometry, points, n, line->points[i]);

          if (distance > farthest)
            {
              farthest = distance;
              best = (int) i;
            }
        }
      if (best < 0)
        break;
      points[n] = (BendPoint) { ids[n], line->points[best] };
      n++;
    }
  return n;
}

gboolean
patch_placeable (const PatchTemplate *geometry, const char *id, Point2 *at)
{
  BendPoint points[BEND_POINTS];
  guint n;

  g_return_val_if_fail (geometry != NULL && id != NULL && at != NULL, FALSE);

  for (guint i = 0; i < geometry->n_landmarks; i++)
    if (g_str_equal (geometry->landmarks[i].id, id))
      {
        *at = geometry->landmarks[i].at;
        return TRUE;
      }
  n = g_str_has_prefix (id, "bend-") ? patch_bend_points (geometry, points) : 0;
  for (guint i = 0; i < n; i++)
    if (g_str_equal (points[i].id, id))
      {
        *at = points[i].at;
        return TRUE;
      }
  return FALSE;
}
