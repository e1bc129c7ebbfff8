/* patch/patch-look.c */
#include "patch-look.h"

#include <math.h>

#include "order-statistic.h"

#define OTHER_COLOUR   0.6  /* stops: sum of the differences of red and blue against green; skin, dye and print are beyond */
#define DARKEST_BASE   0.15 /* of the median light: a deep shadow is lighter */
#define DARK_BELOW     0.45 /* of the light of the base near it */
#define NEIGHBOURS     5    /* bare places that tell the light beside a dark one */

typedef struct {
  Point2 at;
  double light, red, blue; /* green; stops of red and blue against it */
} BarePlace;

static gboolean
light_at (const Pyramid *pyramid, const MapModel *model, Point2 at, float rgb[3])
{
  double step = 0.12 * model->photo_half / model->half_size;
  Point2 photo;

  return map_model_project (model, at, FALSE, &photo, NULL, NULL) && pyramid_sample (pyramid, photo.x, photo.y, step, rgb);
}

/* Light of the bare places nearest to @at. */
static double
light_beside (const BarePlace *places, guint n, Point2 at)
{
  double nearest[NEIGHBOURS] = { 0 }, light[NEIGHBOURS] = { 0 };
  guint known = 0;

  for (guint i = 0; i < n; i++)
    {
      double distance = point2_distance (places[i].at, at);
      guint k = known < NEIGHBOURS ? known++ : NEIGHBOURS;

      if (k == NEIGHBOURS && distance >= nearest[NEIGHBOURS - 1])
        continue;
      for (k = MIN (k, NEIGHBOURS - 1); k > 0 && nearest[k - 1] > distance; k--)
        {
          nearest[k] = nearest[k - 1];
          light[k] = light[k - 1];
        }
      nearest[k] = distance;
      light[k] = places[i].light;
    }
  return known ? order_statistic (light, known, 0.5) : NAN;
}

void
patch_look_at (const Pyramid *pyramid, const PatchFeatures *features, const MapModel *model, PatchLook *look)
{
  guint total = features->n_base + features->n_dark, n = 0, bare = 0, seen_dark = 0, dark = 0;
  g_autofree BarePlace *places = g_new (BarePlace, features->n_base + 1);
  g_autofree double *values = g_new (double, features->n_base + 1);
  double red, blue, light;

  *look = (PatchLook) { 0, 0, 1, 1 };
  for (guint i = 0; i < features->n_base; i++)
    {
      float rgb[3];

      if (!light_at (pyramid, model, features->base[i], rgb))
        continue;
      for (int c = 0; c < 3; c++)
        rgb[c] = MAX (rgb[c], 1e-4f);
      places[n++] = (BarePlace) { features->base[i], rgb[1], log2 (rgb[0] / rgb[1]), log2 (rgb[2] / rgb[1]) };
    }
  if (n < 8)
    return;
  for (guint i = 0; i < n; i++)
    values[i] = places[i].red;
  red = order_statistic (values, n, 0.5);
  for (guint i = 0; i < n; i++)
    values[i] = places[i].blue;
  blue = order_statistic (values, n, 0.5);
  for (guint i = 0; i < n; i++)
    values[i] = places[i].light;
  light = order_statistic (values, n, 0.5);
  look->outside = features->n_base - n;
  for (guint i = 0; i < n; i++)
    if (fabs (places[i].red - red) + fabs (places[i].blue - blue) < OTHER_COLOUR && places[i].light > DARKEST_BASE * light)
      places[bare++] = places[i];
  for (guint i = 0; i < features->n_dark; i++)
    {
      float rgb[3];

      if (!light_at (pyramid, model, features->dark[i], rgb))
        {
          look->outside++;
          continue;
        }
      seen_dark++;
      dark += MAX (MAX (rgb[0], rgb[1]), rgb[2]) < DARK_BELOW * light_beside (places, bare, features->dark[i]);
    }
  look->base = (double) bare / n;
  look->dark = seen_dark ? (double) dark / seen_dark : 1;
  look->hidden = 1 - (double) (bare + dark) / total;
  look->outside /= total;
}
