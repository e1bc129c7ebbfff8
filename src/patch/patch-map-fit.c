/* patch/patch-map-fit.c: a map from pairs of points */
#include <math.h>

#include "map-model.h"

#define LEAST_FOR_HOMOGRAPHY 4
#define LEAST_FOR_BEND       12
#define ROUNDS               4
#define BEND_SD              1.0 /* normalised: keeps terms regular that the points do not tell */

/* Least squares of photo = matrix · (x, y, 1); FALSE when the points lie on one line. */
static gboolean
fit_affine (const Point2 *from, const Point2 *to, const double *weights, guint n, double affine[6])
{
  double mx = 0, my = 0, tx = 0, ty = 0, total = 0, xx = 0, xy = 0, yy = 0, c[4] = { 0, 0, 0, 0 }, det;

  for (guint i = 0; i < n; i++)
    {
      double w = weights ? weights[i] : 1;

      total += w;
      mx += w * from[i].x;
      my += w * from[i].y;
      tx += w * to[i].x;
      ty += w * to[i].y;
    }
  if (!(total > 0))
    return FALSE;
  mx /= total;
  my /= total;
  tx /= total;
  ty /= total;
  for (guint i = 0; i < n; i++)
    {
      double w = weights ? weights[i] : 1, x = from[i].x - mx, y = from[i].y - my;

      xx += w * x * x;
      xy += w * x * y;
      yy += w * y * y;
      c[0] += w * x * (to[i].x - tx);
      c[1] += w * y * (to[i].x - tx);
      c[2] += w * x * (to[i].y - ty);
      c[3] += w * y * (to[i].y - ty);
    }
  det = xx * yy - xy * xy;
  if (!(det > 1e-9 * (xx + yy) * (xx + yy)))
    return FALSE;
  for (int row = 0; row < 2; row++)
    {
      affine[3 * row] = (c[2 * row] * yy - c[2 * row + 1] * xy) / det;
      affine[3 * row + 1] = (c[2 * row + 1] * xx - c[2 * row] * xy) / det;
      affine[3 * row + 2] = (row ? ty : tx) - affine[3 * row] * mx - affine[3 * row + 1] * my;
    }
  return fabs (affine[0] * affine[4] - affine[1] * affine[3]) > 0;
}

gboolean
map_model_fit_points (const PatchTemplate *geometry, const Point2 *on_template, const Point2 *on_photo, const double *weights,
                      guint n, gboolean bend, MapModel *model)
{
  g_autofree MapObservation *pairs = g_new0 (MapObservation, n);
  double affine[6], unit_px;
  MapPrior prior;

  if (n < (bend ? LEAST_FOR_BEND : LEAST_FOR_HOMOGRAPHY) || !fit_affine (on_template, on_photo, weights, n, affine))
    return FALSE;
  map_model_from_affine (geometry, affine, model);
  unit_px = model->photo_half / model->half_size;
  for (guint i = 0; i < n; i++)
    pairs[i] = (MapObservation) {
      .at = on_template[i],
      .target = on_photo[i],
      .sd_px = 1e-3 * unit_px / sqrt (weights ? MAX (weights[i], 1e-12) : 1),
    };
  for (int kind = MAP_FLAT; kind <= MAP_BENT; kind += MAP_BENT - MAP_FLAT)
    {
      if (kind == MAP_BENT && !bend)
        break;
      model->kind = kind;
      map_prior_init (kind, &prior);
      for (int i = 0; i < MAP_HOMOGRAPHY + MAP_BEND; i++)
        prior.sd[i] = i < MAP_HOMOGRAPHY ? INFINITY : BEND_SD;
      for (int round = 0; round < ROUNDS; round++)
        if (!map_model_solve (model, pairs, n, &prior, INFINITY, NULL))
          return FALSE;
    }
  return TRUE;
}

gboolean
patch_map_fit (const PatchTemplate *geometry, const Point2 *on_template, const Point2 *on_photo, const double *weights, guint n,
               gboolean bend, PatchMap *map)
{
  MapModel model;

  g_return_val_if_fail (geometry != NULL && map != NULL, FALSE);

  if (!map_model_fit_points (geometry, on_template, on_photo, weights, n, bend, &model))
    return FALSE;
  map_model_to_map (&model, map);
  return TRUE;
}
