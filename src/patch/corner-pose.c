/* patch/corner-pose.c */
#include "corner-pose.h"

#include <math.h>
#include <string.h>

#define FEWEST_CORNERS    5    /* a quadrangle lies on any other */
#define MOST_CORNERS      12
#define NEAR              0.45 /* template units: a corner that agrees; the cut moves those that lie on it */
#define MISSING_SAYS      0.10 /* of a corner that does not, against the difference of two shapes */
#define STRONGEST         0.9  /* half the patch's length over the camera's distance from it: its far end twenty times as small */

/* Where the lines before and after the side from corner @i meet beyond it; FALSE: they do not. */
static gboolean
meet_beyond (const Point2 *p, guint n, guint i, Point2 *meeting, double *area)
{
  Point2 a = p[(i + n - 1) % n], b = p[i], c = p[(i + 1) % n], d = p[(i + 2) % n];
  double ux = b.x - a.x, uy = b.y - a.y, vx = c.x - d.x, vy = c.y - d.y, cross = ux * vy - uy * vx, t;
  double turn = (c.x - b.x) * uy - (c.y - b.y) * ux;

  if (!(fabs (cross) > 1e-9 * hypot (ux, uy) * hypot (vx, vy)))
    return FALSE;
  t = ((c.x - b.x) * vy - (c.y - b.y) * vx) / cross;
  if (!(t > 0))
    return FALSE;
  *meeting = (Point2) { b.x + t * ux, b.y + t * uy };
  *area = fabs (turn * t) / 2;
  return TRUE;
}

gboolean
polygon_of_corners (const Point2 *hull, guint n, guint n_corners, Point2 *corners)
{
  g_autofree Point2 *left = g_memdup2 (hull, n * sizeof (Point2));

  g_return_val_if_fail (n_corners >= 3, FALSE);

  while (n > n_corners)
    {
      Point2 best = { 0, 0 };
      double least = INFINITY;
      guint which = 0;

      for (guint i = 0; i < n; i++)
        {
          Point2 meeting;
          double area;

          if (meet_beyond (left, n, i, &meeting, &area) && area < least)
            {
              least = area;
              best = meeting;
              which = i;
            }
        }
      if (!(least < INFINITY))
        return FALSE;
      left[which] = best;
      if (which + 1 < n)
        memmove (left + which + 1, left + which + 2, (n - which - 2) * sizeof (Point2));
      else /* the side from the last corner to the first */
        {
          memmove (left, left + 1, (n - 1) * sizeof (Point2));
        }
      n--;
    }
  if (n < n_corners)
    return FALSE;
  memcpy (corners, left, n * sizeof (Point2));
  return TRUE;
}

/* The affine map that the model is in the middle of the polygon. */
static gboolean
affine_of (const MapModel *model, Point2 middle, double affine[6])
{
  double local[4];
  Point2 photo;

  if (!map_model_project (model, middle, FALSE, &photo, NULL, local))
    return FALSE;
  affine[0] = local[0];
  affine[1] = local[1];
  affine[2] = photo.x - local[0] * middle.x - local[1] * middle.y;
  affine[3] = local[2];
  affine[4] = local[3];
  affine[5] = photo.y - local[2] * middle.x - local[3] * middle.y;
  return TRUE;
}

static gboolean
lies_before_the_camera (const PatchTemplate *geometry, const MapModel *model)
{
  for (guint i = 0; i < geometry->outline.n; i++)
    {
      Point2 photo;

      if (!map_model_project (model, geometry->outline.points[i], FALSE, &photo, NULL, NULL))
        return FALSE;
    }
  return hypot (model->value[6], model->value[7]) < STRONGEST;
}

/* Photo = homography of template, through four pairs: Gaussian elimination of the eight equations. */
static gboolean
through_four (const Point2 from[4], const Point2 to[4], double h[9])
{
  double a[8][9];

  for (int i = 0; i < 4; i++)
    {
      const double x = from[i].x, y = from[i].y;
      const double rows[2][9] = { { x, y, 1, 0, 0, 0, -to[i].x * x, -to[i].x * y, to[i].x },
                                  { 0, 0, 0, x, y, 1, -to[i].y * x, -to[i].y * y, to[i].y } };

      memcpy (a[2 * i], rows, sizeof rows);
    }
  for (int column = 0; column < 8; column++)
    {
      int pivot = column;

      for (int row = column + 1; row < 8; row++)
        if (fabs (a[row][column]) > fabs (a[pivot][column]))
          pivot = row;
      if (!(fabs (a[pivot][column]) > 1e-9))
        return FALSE;
      for (int k = column; k < 9; k++)
        {
          double swapped = a[column][k];

          a[column][k] = a[pivot][k];
          a[pivot][k] = swapped;
        }
      for (int row = column + 1; row < 8; row++)
        {
          double factor = a[row][column] / a[column][column];

          for (int k = column; k < 9; k++)
            a[row][k] -= factor * a[column][k];
        }
    }
  for (int row = 7; row >= 0; row--)
    {
      h[row] = a[row][8];
      for (int k = row + 1; k < 8; k++)
        h[row] -= a[row][k] * h[k];
      h[row] /= a[row][row];
    }
  h[8] = 1;
  return TRUE;
}

/* The corners that lie where @h has them; their root mean square distance. */
static guint
corners_agreeing (const double h[9], const Point2 *drawn, const Point2 *seen, guint n, double near_px, gboolean *agrees, double *distance_px)
{
  guint agreeing = 0;
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      double w = h[6] * drawn[i].x + h[7] * drawn[i].y + h[8];
      Point2 at = { (h[0] * drawn[i].x + h[1] * drawn[i].y + h[2]) / w, (h[3] * drawn[i].x + h[4] * drawn[i].y + h[5]) / w };
      double distance = point2_distance (at, seen[i]);

      agrees[i] = w > 0 && distance < near_px;
      if (!agrees[i])
        continue;
      agreeing++;
      sum += distance * distance;
    }
  *distance_px = sqrt (sum / MAX (agreeing, 1));
  return agreeing;
}

void
find_corner_poses (const PatchTemplate *geometry, int dark_region, const Point2 *drawn, guint n, const Region *region,
                   guint most_missing, GArray *poses)
{
  Point2 seen[MOST_CORNERS], middle = { 0, 0 };
  double unit_px = sqrt (region->area / fabs (polygon_area (drawn, n)));

  if (n < FEWEST_CORNERS || n > MOST_CORNERS || !polygon_of_corners (region->hull, region->n, n, seen))
    return;
  for (guint i = 0; i < n; i++)
    {
      middle.x += drawn[i].x / n;
      middle.y += drawn[i].y / n;
    }
  for (guint turn = 0; turn < 2 * n; turn++)
    {
      Pose pose = { .geometry = geometry, .region = region, .dark_region = dark_region, .by_corners = TRUE };
      Point2 target[MOST_CORNERS];
      gboolean best_agrees[MOST_CORNERS];
      guint most = 0, used = 0;
      double least = INFINITY;
      Point2 on_template[MOST_CORNERS], on_photo[MOST_CORNERS];

      for (guint i = 0; i < n; i++)
        target[i] = seen[(turn < n ? turn + i : turn + n - i) % n];
      for (guint first = 0; first < n; first++)
        {
          const Point2 from[4] = { drawn[first], drawn[(first + 1) % n], drawn[(first + 2) % n], drawn[(first + 3) % n] };
          const Point2 to[4] = { target[first], target[(first + 1) % n], target[(first + 2) % n], target[(first + 3) % n] };
          gboolean agrees[MOST_CORNERS];
          double h[9], distance;
          guint agreeing;

          if (!through_four (from, to, h))
            continue;
          agreeing = corners_agreeing (h, drawn, target, n, NEAR * unit_px, agrees, &distance);
          if (agreeing < 4 || agreeing < most || (agreeing == most && distance >= least))
            continue;
          most = agreeing;
          least = distance;
          memcpy (best_agrees, agrees, sizeof agrees);
        }
      if (most + most_missing < n)
        continue;
      for (guint i = 0; i < n; i++)
        if (best_agrees[i])
          {
            on_template[used] = drawn[i];
            on_photo[used++] = target[i];
          }
      if (!map_model_fit_points (geometry, on_template, on_photo, NULL, used, FALSE, &pose.model)
          || !lies_before_the_camera (geometry, &pose.model) || !affine_of (&pose.model, middle, pose.affine))
        continue;
      pose.difference = MISSING_SAYS * (n - most);
      pose.mirrored = pose.affine[0] * pose.affine[4] < pose.affine[1] * pose.affine[3];
      g_array_append_val (poses, pose);
    }
}
