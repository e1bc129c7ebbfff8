/* patch/map-model.c */
#include "map-model.h"

#include <math.h>
#include <string.h>

#define N            MAP_PARAMETERS
#define BEND         MAP_HOMOGRAPHY
#define TRIM         (MAP_HOMOGRAPHY + MAP_BEND)
#define DEPTH        BEND       /* of a cylinder: depth's column of the camera matrix, three places */
#define CURVATURE    (BEND + 3) /* and the curvature's vector, radians over half the length, two places */
#define ITERATIONS   6
#define SETTLED      1e-7       /* change of every parameter, normalised: a ten-thousandth of a pixel */
#define FLATTEST     0.05       /* added to the curvature, whose direction vanishes with it */

#define PERSPECTIVE_SD 0.25
#define QUADRATIC_SD   0.06
#define CUBIC_SD       0.04
#define TRIM_SD        0.12
#define TILT_SD        0.30     /* sine of 35° is 0.57 */
#define DEPTH_MEAN     0.10     /* half the length over the distance of the camera */
#define DEPTH_SD       0.10
#define CURVATURE_SD   0.40
#define UNROLL_ACROSS  9
#define UNROLL_HEIGHT  0.75     /* a sticker is longer than high */
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
  model->kind = MAP_FLAT;
  outline_frame (geometry, &model->centre, &model->half_size);
  model->photo_centre = (Point2) { affine[0] * model->centre.x + affine[1] * model->centre.y + affine[2],
                                   affine[3] * model->centre.x + affine[4] * model->centre.y + affine[5] };
  model->photo_half = sqrt (fabs (determinant)) * model->half_size;
  for (int row = 0; row < 2; row++)
    for (int column = 0; column < 2; column++)
      model->value[3 * row + column] = affine[3 * row + column] * model->half_size / model->photo_half;
}

void
map_model_to_map (const MapModel *model, PatchMap *map)
{
  const double *v = model->value;

  map->centre = model->centre;
  map->half_size = model->half_size;
  memset (map->bend, 0, sizeof map->bend);
  if (model->kind == MAP_BENT)
    memcpy (map->bend, v + BEND, sizeof map->bend);
  for (int i = 0; i < 3; i++)
    {
      double bottom = i < 2 ? v[6 + i] : 1.0;

      map->h[i] = model->photo_half * v[i] + model->photo_centre.x * bottom;
      map->h[3 + i] = model->photo_half * v[3 + i] + model->photo_centre.y * bottom;
      map->h[6 + i] = bottom;
    }
}

/* What the way the sticker lies makes of normalised coordinates: bent coordinates, depth, and their derivatives. */
typedef struct {
  double x, y, depth;
  double by_x[3], by_y[3];              /* of x, y, depth by the normalised coordinates */
  double terms[PATCH_MAP_BEND_TERMS];   /* of a polynomial: of x, or of y, by its bend's parameters */
  double by_curvature[2][3];            /* of a cylinder: of x, y, depth by its curvature */
} Bent;

static void
bend_by_polynomial (const double *bx, double x, double y, gboolean differentiate, Bent *bent)
{
  const double *by = bx + PATCH_MAP_BEND_TERMS;
  double terms[PATCH_MAP_BEND_TERMS] = { x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y };
  double by_x[PATCH_MAP_BEND_TERMS] = { 2 * x, y, 0, 3 * x * x, 2 * x * y, y * y, 0 };
  double by_y[PATCH_MAP_BEND_TERMS] = { 0, x, 2 * y, 0, x * x, 2 * x * y, 3 * y * y };

  for (int k = 0; k < PATCH_MAP_BEND_TERMS; k++)
    {
      bent->x += bx[k] * terms[k];
      bent->y += by[k] * terms[k];
      bent->terms[k] = terms[k];
      if (!differentiate)
        continue;
      bent->by_x[0] += bx[k] * by_x[k];
      bent->by_y[0] += bx[k] * by_y[k];
      bent->by_x[1] += by[k] * by_x[k];
      bent->by_y[1] += by[k] * by_y[k];
    }
}

/* Arc s of the circle becomes its sine along the curvature's direction, and depth: v = u + (sin θ − θ)/κ² · k, θ = k·u. */
static void
bend_by_cylinder (const double *curvature, double x, double y, gboolean differentiate, Bent *bent)
{
  double kx = curvature[0], ky = curvature[1], square = kx * kx + ky * ky + FLATTEST * FLATTEST, kappa = sqrt (square);
  double angle = kx * x + ky * y, s = sin (angle), c = cos (angle);
  double along = (s - angle) / square, slope = (c - 1) / square;

  bent->x += along * kx;
  bent->y += along * ky;
  bent->depth = (1 - c) / kappa;
  if (!differentiate)
    return;
  bent->by_x[0] += kx * slope * kx;
  bent->by_x[1] += ky * slope * kx;
  bent->by_x[2] = s / kappa * kx;
  bent->by_y[0] += kx * slope * ky;
  bent->by_y[1] += ky * slope * ky;
  bent->by_y[2] = s / kappa * ky;
  for (int j = 0; j < 2; j++)
    {
      double u = j ? y : x, k = j ? ky : kx, *by = bent->by_curvature[j];
      double change = slope * u - 2 * along * k / square;

      by[0] = kx * change + (j == 0 ? along : 0);
      by[1] = ky * change + (j == 1 ? along : 0);
      by[2] = s / kappa * u - bent->depth * k / square;
    }
}

/* Inlined, so that a caller that wants no derivatives pays for none. */
static inline __attribute__ ((always_inline)) gboolean
project (const MapModel *model, Point2 at, gboolean trimmed, Point2 *photo, double derivative[2][MAP_PARAMETERS], double local[4])
{
  const double *h = model->value, *column = h + DEPTH;
  gboolean rolled = model->kind == MAP_CYLINDER, differentiate = derivative || local;
  double x = (at.x + (trimmed ? h[TRIM] : 0) - model->centre.x) / model->half_size;
  double y = (at.y + (trimmed ? h[TRIM + 1] : 0) - model->centre.y) / model->half_size;
  Bent bent;
  double w, px, py, scale, by_bent[2][3], l[4];

  /* This runs a hundred thousand times a photo: what is not needed is not even cleared. */
  bent.x = x;
  bent.y = y;
  bent.depth = 0;
  if (differentiate)
    {
      bent.by_x[0] = bent.by_y[1] = 1;
      bent.by_x[1] = bent.by_x[2] = bent.by_y[0] = bent.by_y[2] = 0;
    }
  if (rolled)
    bend_by_cylinder (h + CURVATURE, x, y, differentiate, &bent);
  else if (model->kind == MAP_BENT)
    bend_by_polynomial (h + BEND, x, y, differentiate, &bent);
  w = h[6] * bent.x + h[7] * bent.y + 1 + (rolled ? column[2] * bent.depth : 0);
  if (!(w > 0.05))
    return FALSE;
  px = (h[0] * bent.x + h[1] * bent.y + h[2] + (rolled ? column[0] * bent.depth : 0)) / w;
  py = (h[3] * bent.x + h[4] * bent.y + h[5] + (rolled ? column[1] * bent.depth : 0)) / w;
  *photo = (Point2) { model->photo_centre.x + model->photo_half * px, model->photo_centre.y + model->photo_half * py };
  if (!differentiate)
    return TRUE;

  scale = model->photo_half / w;
  for (int axis = 0; axis < 2; axis++)
    {
      double p = axis ? py : px;

      by_bent[axis][0] = scale * (h[3 * axis] - p * h[6]);
      by_bent[axis][1] = scale * (h[3 * axis + 1] - p * h[7]);
      by_bent[axis][2] = rolled ? scale * (column[axis] - p * column[2]) : 0;
      l[2 * axis] = l[2 * axis + 1] = 0;
      for (int k = 0; k < 3 && (local || trimmed); k++)
        {
          l[2 * axis] += by_bent[axis][k] * bent.by_x[k] / model->half_size;
          l[2 * axis + 1] += by_bent[axis][k] * bent.by_y[k] / model->half_size;
        }
    }
  if (local)
    memcpy (local, l, sizeof l);
  if (!derivative)
    return TRUE;
  for (int axis = 0; axis < 2; axis++)
    {
      double *d = derivative[axis], p = axis ? py : px;

      for (int i = 0; i < (model->kind == MAP_FLAT ? MAP_HOMOGRAPHY : N); i++)
        d[i] = 0;
      d[3 * axis] = scale * bent.x;
      d[3 * axis + 1] = scale * bent.y;
      d[3 * axis + 2] = scale;
      d[6] = -scale * p * bent.x;
      d[7] = -scale * p * bent.y;
      for (int k = 0; k < PATCH_MAP_BEND_TERMS && model->kind == MAP_BENT; k++)
        {
          d[BEND + k] = by_bent[axis][0] * bent.terms[k];
          d[BEND + PATCH_MAP_BEND_TERMS + k] = by_bent[axis][1] * bent.terms[k];
        }
      if (rolled)
        {
          for (int j = 0; j < 2; j++)
            for (int part = 0; part < 3; part++)
              d[CURVATURE + j] += by_bent[axis][part] * bent.by_curvature[j][part];
          d[DEPTH + axis] = scale * bent.depth;
          d[DEPTH + 2] = -scale * p * bent.depth;
        }
      if (trimmed)
        {
          d[TRIM] = l[2 * axis];
          d[TRIM + 1] = l[2 * axis + 1];
        }
    }
  return TRUE;
}

gboolean
map_model_project (const MapModel *model, Point2 at, gboolean trimmed, Point2 *photo,
                   double derivative[2][MAP_PARAMETERS], double local[4])
{
  if (derivative)
    return project (model, at, trimmed, photo, derivative, local);
  if (local)
    return project (model, at, trimmed, photo, NULL, local);
  return project (model, at, trimmed, photo, NULL, NULL);
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

void
map_prior_init (MapKind kind, MapPrior *prior)
{
  for (int i = 0; i < N; i++)
    {
      prior->mean[i] = 0;
      prior->sd[i] = i < 6 ? INFINITY : i < BEND ? PERSPECTIVE_SD : i >= TRIM ? TRIM_SD
                     : (i - BEND) % PATCH_MAP_BEND_TERMS < 3 ? QUADRATIC_SD : CUBIC_SD;
    }
  if (kind != MAP_CYLINDER)
    return;
  prior->sd[DEPTH] = prior->sd[DEPTH + 1] = TILT_SD;
  prior->sd[DEPTH + 2] = DEPTH_SD;
  prior->mean[DEPTH + 2] = DEPTH_MEAN;
  prior->sd[CURVATURE] = prior->sd[CURVATURE + 1] = CURVATURE_SD;
}

/* The parameters that a kind adjusts. */
static int
adjusted (MapKind kind, int *which)
{
  int n = 0;

  for (int i = 0; i < N; i++)
    if (i < MAP_HOMOGRAPHY || (kind == MAP_BENT) || (kind == MAP_CYLINDER && (i < DEPTH + 5 || i >= TRIM)))
      which[n++] = i;
  return n;
}

/* Of @row N entries are set. Fours at a time, so that they are added at once; what that leaves above the diagonal nobody reads. */
static inline void
add_row (double *a, double *b, int n, const double *row, double residual, double weight)
{
  G_STATIC_ASSERT (N % 4 == 0);
  for (int i = 0; i < n; i++)
    {
      double wi = weight * row[i];

      if (wi == 0)
        continue;
      b[i] -= wi * residual;
      for (int j = 0; j <= i; j += 4)
        for (int k = j; k < j + 4; k++)
          a[i * N + k] += wi * row[k];
    }
}

/* Normal equations at the model; residuals and weights of the observations are set. */
static void
accumulate (const MapModel *model, MapObservation *observations, guint n, const MapPrior *prior, double robust,
            const int *which, int active, double *a, double *b)
{
  double row[2][N] = { { 0 } };

  memset (a, 0, sizeof (double) * N * active);
  memset (b, 0, sizeof (double) * N);
  for (int i = 0; i < active; i++)
    {
      double sd = prior->sd[which[i]];

      a[i * N + i] = isfinite (sd) ? 1 / (sd * sd) : 1 / (WEAK_SD * WEAK_SD);
      b[i] = isfinite (sd) ? (prior->mean[which[i]] - model->value[which[i]]) / (sd * sd) : 0;
    }
  for (guint o = 0; o < n; o++)
    {
      MapObservation *seen = &observations[o];
      gboolean both = seen->normal.x == 0 && seen->normal.y == 0;
      double derivative[2][N], error[2], ratio;
      Point2 photo;

      seen->weight = 0;
      seen->residual = INFINITY;
      if (!project (model, seen->at, seen->trimmed, &photo, derivative, NULL))
        continue;
      error[0] = photo.x - seen->target.x;
      error[1] = photo.y - seen->target.y;
      for (int i = 0; i < active; i++)
        {
          row[0][i] = derivative[0][which[i]];
          row[1][i] = derivative[1][which[i]];
          if (!both)
            row[0][i] = row[0][i] * seen->normal.x + row[1][i] * seen->normal.y;
        }
      if (!both)
        error[0] = error[0] * seen->normal.x + error[1] * seen->normal.y;
      seen->residual = both ? hypot (error[0], error[1]) : error[0];
      ratio = seen->residual / (robust * seen->sd_px);
      seen->weight = 1 / ((1 + ratio * ratio) * (1 + ratio * ratio));
      for (int part = 0; part <= both; part++)
        add_row (a, b, active, row[part], error[part], seen->weight / (seen->sd_px * seen->sd_px));
    }
}

gboolean
map_model_solve (MapModel *model, MapObservation *observations, guint n, const MapPrior *prior, double robust, double *factor)
{
  MapModel trial = *model;
  int which[N], active = adjusted (model->kind, which);
  double a[N * N], b[N];

  for (int iteration = 0; iteration < ITERATIONS; iteration++)
    {
      /* from no suspicion to full suspicion, so that a bad start does not make outliers of the good */
      double tolerance = iteration == 0 ? INFINITY : robust * MAX (1.0, 4.0 - 1.5 * (iteration - 1));
      double most = 0;

      accumulate (&trial, observations, n, prior, tolerance, which, active, a, b);
      if (!cholesky (a, active))
        return FALSE;
      forward (a, b, active);
      backward (a, b, active);
      for (int i = 0; i < active; i++)
        {
          if (!isfinite (b[i]))
            return FALSE;
          trial.value[which[i]] += b[i];
          most = MAX (most, fabs (b[i]));
        }
      if (most < SETTLED && (tolerance == robust || !isfinite (robust)))
        break;
    }
  accumulate (&trial, observations, n, prior, robust, which, active, a, b);
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
  int which[N], active = adjusted (model->kind, which);
  double derivative[2][N], row[N], sum = 0;
  Point2 photo;

  if (!map_model_project (model, at, trimmed, &photo, derivative, NULL))
    return INFINITY;
  for (int i = 0; i < active; i++)
    row[i] = derivative[0][which[i]] * normal.x + derivative[1][which[i]] * normal.y;
  forward (factor, row, active);
  for (int i = 0; i < active; i++)
    sum += row[i] * row[i];
  return sqrt (sum);
}

void
map_model_roll (MapModel *model, double x, double y)
{
  memset (model->value + BEND, 0, sizeof (double) * MAP_BEND);
  model->kind = MAP_CYLINDER;
  model->value[DEPTH + 2] = DEPTH_MEAN;
  model->value[CURVATURE] = x;
  model->value[CURVATURE + 1] = y;
}

void
map_model_unroll (MapModel *model)
{
  MapObservation places[UNROLL_ACROSS * UNROLL_ACROSS];
  MapModel bent = *model;
  MapPrior prior;
  guint n = 0;

  if (model->kind == MAP_BENT)
    return;
  bent.kind = MAP_BENT;
  memset (bent.value + BEND, 0, sizeof (double) * MAP_BEND);
  map_prior_init (MAP_BENT, &prior);
  for (int row = 0; row < UNROLL_ACROSS; row++)
    for (int column = 0; column < UNROLL_ACROSS; column++)
      {
        MapObservation *place = &places[n];
        double u = 2.0 * column / (UNROLL_ACROSS - 1) - 1, v = 2.0 * row / (UNROLL_ACROSS - 1) - 1;

        *place = (MapObservation) {
          .at = { model->centre.x + u * model->half_size, model->centre.y + UNROLL_HEIGHT * v * model->half_size },
          .sd_px = 0.005 * model->photo_half / model->half_size,
        };
        n += map_model_project (model, place->at, FALSE, &place->target, NULL, NULL);
      }
  if (map_model_solve (&bent, places, n, &prior, INFINITY, NULL))
    *model = bent;
}
