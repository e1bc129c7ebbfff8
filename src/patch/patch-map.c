/* patch/patch-map.c: the map itself; fitting it is patch-map-fit.c */
#include "patch-map.h"

#include <math.h>

#define NEWTON_STEPS 50
#define CLOSE_ENOUGH 1e-12 /* of the outline's half size */
#define FARTHEST 8.0       /* half sizes from the middle: farther out the bend's polynomial means nothing */

/* Position in the bent plane and its derivatives by u. Inlined, as project() is, so that who drops them pays for none. */
static inline __attribute__ ((always_inline)) Point2
bend (const PatchMap *map, Point2 u, double jacobian[4])
{
  const double terms[PATCH_MAP_BEND_TERMS] = { u.x * u.x, u.x * u.y, u.y * u.y, u.x * u.x * u.x,
                                               u.x * u.x * u.y, u.x * u.y * u.y, u.y * u.y * u.y };
  const double by_x[PATCH_MAP_BEND_TERMS] = { 2 * u.x, u.y, 0, 3 * u.x * u.x, 2 * u.x * u.y, u.y * u.y, 0 };
  const double by_y[PATCH_MAP_BEND_TERMS] = { 0, u.x, 2 * u.y, 0, u.x * u.x, 2 * u.x * u.y, 3 * u.y * u.y };
  double at[2] = { u.x, u.y };

  jacobian[0] = jacobian[3] = 1.0;
  jacobian[1] = jacobian[2] = 0.0;
  for (int k = 0; k < 2; k++)
    for (int i = 0; i < PATCH_MAP_BEND_TERMS; i++)
      {
        at[k] += map->bend[k][i] * terms[i];
        jacobian[2 * k] += map->bend[k][i] * by_x[i];
        jacobian[2 * k + 1] += map->bend[k][i] * by_y[i];
      }
  return (Point2) { at[0], at[1] };
}

/* Photo pixels of normalised @u, with the derivatives by u. Returns the homography's denominator. */
static inline __attribute__ ((always_inline)) double
project (const PatchMap *map, Point2 u, Point2 *at, double jacobian[4])
{
  double by_bend[4];
  Point2 b = bend (map, u, by_bend);
  double w = map->h[6] * b.x + map->h[7] * b.y + map->h[8];
  double plane[4];

  at->x = (map->h[0] * b.x + map->h[1] * b.y + map->h[2]) / w;
  at->y = (map->h[3] * b.x + map->h[4] * b.y + map->h[5]) / w;
  plane[0] = (map->h[0] - at->x * map->h[6]) / w;
  plane[1] = (map->h[1] - at->x * map->h[7]) / w;
  plane[2] = (map->h[3] - at->y * map->h[6]) / w;
  plane[3] = (map->h[4] - at->y * map->h[7]) / w;
  jacobian[0] = plane[0] * by_bend[0] + plane[1] * by_bend[2];
  jacobian[1] = plane[0] * by_bend[1] + plane[1] * by_bend[3];
  jacobian[2] = plane[2] * by_bend[0] + plane[3] * by_bend[2];
  jacobian[3] = plane[2] * by_bend[1] + plane[3] * by_bend[3];
  return w;
}

static Point2
normalise (const PatchMap *map, Point2 p)
{
  return (Point2) { (p.x - map->centre.x) / map->half_size, (p.y - map->centre.y) / map->half_size };
}

Point2
patch_map_to_photo (const PatchMap *map, Point2 on_template)
{
  Point2 at = { NAN, NAN };
  double jacobian[4];

  g_return_val_if_fail (map != NULL, at);

  project (map, normalise (map, on_template), &at, jacobian);
  return at;
}

/* A start for Newton's method: the homography alone, undone. */
static gboolean
without_bend (const PatchMap *map, Point2 p, Point2 *u)
{
  const double *h = map->h;
  double a = h[0] - p.x * h[6], b = h[1] - p.x * h[7], c = p.x * h[8] - h[2];
  double d = h[3] - p.y * h[6], e = h[4] - p.y * h[7], f = p.y * h[8] - h[5];
  double determinant = a * e - b * d;

  if (!(fabs (determinant) > 1e-12 * (fabs (a * e) + fabs (b * d))))
    return FALSE;
  u->x = (c * e - b * f) / determinant;
  u->y = (a * f - c * d) / determinant;
  return isfinite (u->x) && isfinite (u->y);
}

gboolean
patch_map_to_template (const PatchMap *map, Point2 on_photo, Point2 *on_template)
{
  Point2 u;
  double side = map->h[8];

  g_return_val_if_fail (map != NULL && on_template != NULL, FALSE);

  if (!isfinite (on_photo.x) || !isfinite (on_photo.y) || !without_bend (map, on_photo, &u) || hypot (u.x, u.y) > FARTHEST)
    return FALSE;
  for (int step = 0; step < NEWTON_STEPS; step++)
    {
      Point2 at, move;
      double jacobian[4], determinant, rest_x, rest_y, length;

      if (project (map, u, &at, jacobian) * side <= 0.0)
        return FALSE;
      determinant = jacobian[0] * jacobian[3] - jacobian[1] * jacobian[2];
      if (determinant == 0.0 || !isfinite (determinant))
        return FALSE;
      rest_x = on_photo.x - at.x;
      rest_y = on_photo.y - at.y;
      move.x = (rest_x * jacobian[3] - rest_y * jacobian[1]) / determinant;
      move.y = (rest_y * jacobian[0] - rest_x * jacobian[2]) / determinant;
      length = hypot (move.x, move.y);
      if (!isfinite (length))
        return FALSE;
      if (length > 0.25) /* a full step would leave the region where the bend is nearly linear */
        move = (Point2) { 0.25 * move.x / length, 0.25 * move.y / length };
      u = (Point2) { u.x + move.x, u.y + move.y };
      if (hypot (u.x, u.y) > FARTHEST)
        return FALSE;
      if (length < CLOSE_ENOUGH)
        {
          *on_template = (Point2) { map->centre.x + map->half_size * u.x, map->centre.y + map->half_size * u.y };
          return TRUE;
        }
    }
  return FALSE;
}

double
patch_map_scale (const PatchMap *map, Point2 on_template)
{
  Point2 at;
  double jacobian[4];

  g_return_val_if_fail (map != NULL, NAN);

  project (map, normalise (map, on_template), &at, jacobian);
  return sqrt (fabs (jacobian[0] * jacobian[3] - jacobian[1] * jacobian[2])) / map->half_size;
}
