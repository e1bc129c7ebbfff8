/* patch/pose-score.c */
#include "pose-score.h"

#include "order-statistic.h"

#define DARK_BELOW   0.40 /* of the base's light, greatest component */
#define SAME_LIGHT   1.8  /* ratio of light within the base: shadows and the curve of the arm */

static const float *
pixel_at (const Photo *photo, const PhotoPlane *plane, const MapModel *model, Point2 p)
{
  Point2 place;
  double x, y;

  if (!map_model_project (model, p, FALSE, &place, NULL, NULL))
    return NULL;
  x = place.x / plane->scale;
  y = place.y / plane->scale;
  if (!(photo_shows (photo, place.x, place.y) && x < plane->width && y < plane->height))
    return NULL;
  return plane->rgb + 3 * ((gsize) y * plane->width + (gsize) x);
}

static float
lightest (const float *rgb)
{
  return MAX (MAX (rgb[0], rgb[1]), rgb[2]);
}

double
pose_score (const Pyramid *pyramid, const PatchFeatures *features, const Pose *pose)
{
  const PhotoPlane *plane = pyramid->small;
  g_autofree double *light = g_new (double, features->n_base + 1);
  guint n = 0, dark = 0, dark_seen = 0, same = 0;
  double base;

  for (guint i = 0; i < features->n_base; i++)
    {
      const float *rgb;

      if (pose->dark_region >= 0 && features->beside[i] != pose->dark_region)
        continue;
      rgb = pixel_at (pyramid->photo, plane, &pose->model, features->base[i]);
      if (rgb)
        light[n++] = lightest (rgb);
    }
  if (n < 8)
    return 0;
  base = order_statistic (light, n, 0.5);
  for (guint i = 0; i < n; i++)
    same += light[i] > base / SAME_LIGHT && light[i] < base * SAME_LIGHT;
  for (guint i = 0; i < features->n_dark; i++)
    {
      const float *rgb = pixel_at (pyramid->photo, plane, &pose->model, features->dark[i]);

      if (!rgb)
        continue;
      dark_seen++;
      dark += lightest (rgb) < DARK_BELOW * base;
    }
  if (features->n_dark == 0)
    return (double) same / n;
  if (dark_seen < 8)
    return 0;
  return 0.5 * same / n + 0.5 * dark / dark_seen;
}
