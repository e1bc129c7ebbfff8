/* patch/map-model.c */
#include "map-model.h"

#include <math.h>
#include <string.h>

#define N            MAP_PARAMETERS
#define BEND         MAP_HOMOGRAPHY
#define TRIM         (MAP_HOMOGRAPHY + MAP_BEND)
#define ITERATIONS   6
#define WEAK_SD      1e3 /* of a parameter that nothing is known about: keeps the matrix regular, moves nothing */

static void
outline_frame (const PatchTemplate *geometry, Point2 *centre, double *half_size)
{
  Point2 low = geometry->outline.points[0], high = low;

  for (guint i = 1; i < geometry->outline.n; i++)
    {
      low.x = MIN (low.x, geometry->outline.points[i].x);
      low.y = MIN (low.y, geometry->outline.points[i].y);
      high.x = MAX (high.x, geometry->outline.points[i].x);
      high.y = MAX (high.y, geometry->outline.points[i].y);
    }
  *centre = (Point2) { (low.x + high.x) / 2, (low.y + high.y) / 2 };
  *half_size = MAX (high.x - low.x, high.y - low.y) / 2;
}

void
map_model_from_affine (const PatchTemplate *geometry, const double affine[6], MapModel *model)
{
  double determinant = affine[0] * affine[4] - affine[1] * affine[3];

  memset (model, 0, sizeof *model);
  outline_frame (geometry, &model->centre, &model->half_size);
  model->photo_centre = (Point2) { affine[0] * model->centre.x + affine[1] * model->centre.y + affine[2],
                                   affine[3] * model->centre.x + affine[4] * model->centre.y + affine[5] };
  model->photo_half = sqrt (fabs (determinant)) * model->half_size;
  for (int row = 0; row < 2; row++)
    for (int column = 0; column < 2; column++)
      model->value[3 * row + column] = affine[3 * row + column] * model->half_size / model->photo_half;
}

void
map_model_from_map (const PatchMap *map, Point2 photo_middle, double photo_half, MapModel *model)
{
  double last = map->h[8];

  memset (model, 0, sizeof *model);
  model->centre = map->centre;
  model->half_size = map->half_size;
  model->photo_centre = photo_middle;
  model->photo_half = photo_half;
  for (int i = 0; i < 3; i++)
    {
      double bottom = map->h[6 + i] / last;

      model->value[i] = (map->h[i] / last - photo_middle.x * bottom) / photo_half;
      model->value[3 + i] = (map->h[3 + i] / last - photo_middle.y * bottom) / photo_half;
      if (i < 2)
        model->value[6 + i] = bottom;
    }
  memcpy (model->value + BEND, map->bend, sizeof map->bend);
}

void
map_model_to_map (const MapModel *model, PatchMap *map)
{
  const double *v = model->value;

  map->centre = model->centre;
  map->half_size = model->half_size;
  memcpy (map->bend, v + BEND, sizeof map->bend);
  for (int i = 0; i < 3; i++)
    {
      double bottom = i < 2 ? v[6 + i] : 1.0;

      map->h[i] = model->photo_half * v[i] + model->photo_centre.x * bottom;
      map->h[3 + i] = model->photo_half * v[3 + i] + model->photo_centre.y * bottom;
      map->h[6 + i] = bottom;
    }
}

gboolean
map_model_project (const MapModel *model, Point2 at, gboolean trimmed, Point2 *photo,
                   double derivative[2][MAP_PARAMETERS], double local[4])
{
  const double *h = model->value, *bx = h + BEND, *by = bx + PATCH_MAP_BEND_TERMS;
  double x = (at.x + (trimmed ? h[TRIM] : 0) - model->centre.x) / model->half_size;
  double y = (at.y + (trimmed ? h[TRIM + 1] : 0) - model->centre.y) / model->half_size;
  double terms[PATCH_MAP_BEND_TERMS] = { x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y };
  double vx = x, vy = y, w, px, py, scale;

  for (int k = 0; k < PATCH_MAP_BEND_TERMS; k++)
    {
      vx += bx[k] * terms[k];
      vy += by[k] * terms[k];
    }
  w = h[6] * vx + h[7] * vy + 1;
  if (!(w > 0.05))
    return FALSE;
  px = (h[0] * vx + h[1] * vy + h[2]) / w;
  py = (h[3] * vx + h[4] * vy + h[5]) / w;
  *photo = (Point2) { model->photo_centre.x + model->photo_half * px, model->photo_centre.y + model->photo_half * py };
  if (!derivative && !local)
    return TRUE;

  scale = model->photo_half / w;
  {
    /* photo by bent coordinates, then bent coordinates by normalised ones */
    double xx = scale * (h[0] - px * h[6]), xy = scale * (h[1] - px * h[7]);
    double yx = scale * (h[3] - py * h[6]), yy = scale * (h[4] - py * h[7]);
    double by_x[PATCH_MAP_BEND_TERMS] = { 2 * x, y, 0, 3 * x * x, 2 * x * y, y * y, 0 };
    double by_y[PATCH_MAP_BEND_TERMS] = { 0, x, 2 * y, 0, x * x, 2 * x * y, 3 * y * y };
    double a = 1, b = 0, c = 0, d = 1, l[4];

    for (int k = 0; k < PATCH_MAP_BEND_TERMS; k++)
      {
        a += bx[k] * by_x[k];
        b += bx[k] * by_y[k];
        c += by[k] * by_x[k];
        d += by[k] * by_y[k];
      }
    l[0] = (xx * a + xy * c) / model->half_size;
    l[1] = (xx * b + xy * d) / model->half_size;
    l[2] = (yx * a + yy * c) / model->half_size;
    l[3] = (yx * b + yy * d) / model->half_size;
    if (local)
      memcpy (local, l, sizeof l);
    if (derivative)
      {
        double *dx = derivative[0], *dy = derivative[1];

        dx[0] = dy[3] = scale * vx;
        dx[1] = dy[4] = scale * vy;
        dx[2] = dy[5] = scale;
        dx[3] = dx[4] = dx[5] = dy[0] = dy[1] = dy[2] = 0;
        dx[6] = -scale * px * vx;
        dx[7] = -scale * px * vy;
        dy[6] = -scale * py * vx;
        dy[7] = -scale * py * vy;
        for (int k = 0; k < PATCH_MAP_BEND_TERMS; k++)
          {
            dx[BEND + k] = xx * terms[k];
            dy[BEND + k] = yx * terms[k];
            dx[BEND + PATCH_MAP_BEND_TERMS + k] = xy * terms[k];
            dy[BEND + PATCH_MAP_BEND_TERMS + k] = yy * terms[k];
          }
        dx[TRIM] = trimmed ? l[0] : 0;
        dx[TRIM + 1] = trimmed ? l[1] : 0;
        dy[TRIM] = trimmed ? l[2] : 0;
        dy[TRIM + 1] = trimmed ? l[3] : 0;
      }
  }
  return TRUE;
}

/* In place, lower triangle. */
static gboolean
cholesky (double *a, int n)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++)
      {
        double sum = a[i * N + j];

        for (int k = 0; k < j; k++)
          sum -= a[i * N + k] * a[j * N + k];
        if (i == j)
          {
            if (!(sum > 1e-12))
              return FALSE;
            a[i * N + i] = sqrt (sum);
          }
        else
          a[i * N + j] = sum / a[j * N + j];
      }
  return TRUE;
}

static void
forward (const double *lower, double *b, int n)
{
  for (int i = 0; i < n; i++)
    {
      for (int k = 0; k < i; k++)
        b[i] -= lower[i * N + k] * b[k];
      b[i] /= lower[i * N + i];
    }
}

static void
backward (const double *lower, double *b, int n)
{
  for (int i = n - 1; i >= 0; i--)
    {
      for (int k = i + 1; k < n; k++)
        b[i] -= lower[k * N + i] * b[k];
      b[i] /= lower[i * N + i];
    }
}

static double
prior_sd (const MapPrior *prior, int parameter)
{
  if (parameter < 6)
    return WEAK_SD;
  if (parameter < BEND)
    return MIN (prior->perspective, WEAK_SD);
  if (parameter >= TRIM)
    return prior->trim;
  return (parameter - BEND) % PATCH_MAP_BEND_TERMS < 3 ? prior->quadratic : prior->cubic;
}

static void
add_row (double *a, double *b, int n, const double *row, double residual, double weight)
{
  for (int i = 0; i < n; i++)
    {
      double wi = weight * row[i];

      if (wi == 0)
        continue;
      b[i] -= wi * residual;
      for (int j = 0; j <= i; j++)
        a[i * N + j] += wi * row[j];
    }
}

/* Normal equations at the model; residuals and weights of the observations are set. */
static void
accumulate (const MapModel *model, MapObservation *observations, guint n, const MapPrior *prior, double robust, int active,
            double *a, double *b)
{
  memset (a, 0, sizeof (double) * N * N);
  memset (b, 0, sizeof (double) * N);
  for (int i = 0; i < active; i++)
    {
      double sd = prior_sd (prior, i);

      a[i * N + i] = 1 / (sd * sd);
      b[i] = -model->value[i] / (sd * sd);
      if (i < 6)
        b[i] = 0;
    }
  for (guint o = 0; o < n; o++)
    {
      MapObservation *seen = &observations[o];
      gboolean both = seen->normal.x == 0 && seen->normal.y == 0;
      double derivative[2][N], row[N], ex, ey, ratio;
      Point2 photo;

      seen->weight = 0;
      seen->residual = INFINITY;
      if (!map_model_project (model, seen->at, seen->trimmed, &photo, derivative, NULL))
        continue;
      ex = photo.x - seen->target.x;
      ey = photo.y - seen->target.y;
      seen->residual = both ? hypot (ex, ey) : ex * seen->normal.x + ey * seen->normal.y;
      ratio = seen->residual / (robust * seen->sd_px);
      seen->weight = 1 / ((1 + ratio * ratio) * (1 + ratio * ratio));
      if (both)
        {
          add_row (a, b, active, derivative[0], ex, seen->weight / (seen->sd_px * seen->sd_px));
          add_row (a, b, active, derivative[1], ey, seen->weight / (seen->sd_px * seen->sd_px));
          continue;
        }
      for (int i = 0; i < active; i++)
        row[i] = derivative[0][i] * seen->normal.x + derivative[1][i] * seen->normal.y;
      add_row (a, b, active, row, seen->residual, seen->weight / (seen->sd_px * seen->sd_px));
    }
}

gboolean
map_model_solve (MapModel *model, MapObservation *observations, guint n, const MapPrior *prior, double robust, double *factor)
{
  MapModel trial = *model;
  int active = prior->quadratic > 0 ? N : MAP_HOMOGRAPHY;
  double a[N * N], b[N];

  g_return_val_if_fail (factor == NULL || active == N, FALSE);

  for (int iteration = 0; iteration < ITERATIONS; iteration++)
    {
      /* from no suspicion to full suspicion, so that a bad start does not make outliers of the good */
      double tolerance = iteration == 0 ? INFINITY : robust * MAX (1.0, 4.0 - 1.5 * (iteration - 1));

      accumulate (&trial, observations, n, prior, tolerance, active, a, b);
      if (!cholesky (a, active))
        return FALSE;
      forward (a, b, active);
      backward (a, b, active);
      for (int i = 0; i < active; i++)
        {
          if (!isfinite (b[i]))
            return FALSE;
          trial.value[i] += b[i];
        }
    }
  accumulate (&trial, observations, n, prior, robust, active, a, b);
  if (!cholesky (a, active))
    return FALSE;
  if (factor)
    memcpy (factor, a, sizeof a);
  *model = trial;
  return TRUE;
}

double
map_model_predicted_sd (const MapModel *model, const double *factor, Point2 at, gboolean trimmed, Point2 normal)
{
  double derivative[2][N], row[N], sum = 0;
  Point2 photo;

  if (!map_model_project (model, at, trimmed, &photo, derivative, NULL))
    return INFINITY;
  for (int i = 0; i < N; i++)
    row[i] = derivative[0][i] * normal.x + derivative[1][i] * normal.y;
  forward (factor, row, N);
  for (int i = 0; i < N; i++)
    sum += row[i] * row[i];
  return sqrt (sum);
}
