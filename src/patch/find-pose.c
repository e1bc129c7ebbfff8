/* patch/find-pose.c */
#include "find-pose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GREATEST_DIFFERENCE 0.17 /* perspective, rounded corners and a hidden corner stay below */
#define ROTATIONS_KEPT      3    /* of each handedness: a nearly symmetric shape fits several ways */

static int
by_x_then_y (const void *a, const void *b)
{
  const Point2 *p = a, *q = b;

  if (p->x != q->x)
    return p->x < q->x ? -1 : 1;
  return (p->y > q->y) - (p->y < q->y);
}

guint
convex_hull (const Polygon *polygon, Point2 *hull)
{
  g_autofree Point2 *sorted = g_memdup2 (polygon->points, polygon->n * sizeof (Point2));
  guint n = 0, base;

  qsort (sorted, polygon->n, sizeof (Point2), by_x_then_y);
  for (int pass = 0; pass < 2; pass++)
    {
      base = n + (pass ? 1 : 2);
      for (guint k = 0; k < polygon->n; k++)
        {
          Point2 p = sorted[pass ? polygon->n - 1 - k : k];

          while (n >= base && (hull[n - 1].x - hull[n - 2].x) * (p.y - hull[n - 2].y)
                                <= (hull[n - 1].y - hull[n - 2].y) * (p.x - hull[n - 2].x))
            n--;
          if (pass == 0 || k > 0)
            hull[n++] = p;
        }
    }
  return n - 1;
}

/* Area, centroid and second moments by Green's theorem. */
static double
moments (const Point2 *hull, guint n, Point2 *middle, double covariance[3])
{
  Point2 o = hull[0];
  double twice = 0, mx = 0, my = 0, xx = 0, xy = 0, yy = 0;

  for (guint i = 0, j = n - 1; i < n; j = i++)
    {
      double ax = hull[j].x - o.x, ay = hull[j].y - o.y, bx = hull[i].x - o.x, by = hull[i].y - o.y;
      double w = ax * by - bx * ay;

      twice += w;
      mx += w * (ax + bx) / 3;
      my += w * (ay + by) / 3;
      xx += w * (ax * ax + ax * bx + bx * bx) / 6;
      yy += w * (ay * ay + ay * by + by * by) / 6;
      xy += w * (2 * ax * ay + ax * by + bx * ay + 2 * bx * by) / 12;
    }
  if (!(fabs (twice) > 0))
    return 0;
  mx /= twice;
  my /= twice;
  *middle = (Point2) { o.x + mx, o.y + my };
  covariance[0] = xx / twice - mx * mx;
  covariance[1] = xy / twice - mx * my;
  covariance[2] = yy / twice - my * my;
  return fabs (twice) / 2;
}

gboolean
shape_signature_of (const Point2 *hull, guint n, ShapeSignature *signature)
{
  double c[3], det, trace, root, s;
  g_autofree Point2 *form = g_new (Point2, n);

  signature->area = n >= 3 ? moments (hull, n, &signature->middle, c) : 0;
  if (signature->area <= 0)
    return FALSE;
  det = c[0] * c[2] - c[1] * c[1];
  trace = c[0] + c[2];
  if (!(det > 1e-6 * trace * trace))
    return FALSE;
  /* inverse of the symmetric square root: (C^½) = (C + √det I) / √(trace + 2 √det) */
  root = sqrt (det);
  s = sqrt (trace + 2 * root);
  {
    double a = (c[0] + root) / s, b = c[1] / s, d = (c[2] + root) / s, inverse = 1 / (a * d - b * b);

    signature->whiten[0] = d * inverse;
    signature->whiten[1] = signature->whiten[2] = -b * inverse;
    signature->whiten[3] = a * inverse;
  }
  for (guint i = 0; i < n; i++)
    {
      double x = hull[i].x - signature->middle.x, y = hull[i].y - signature->middle.y;

      form[i].x = signature->whiten[0] * x + signature->whiten[1] * y;
      form[i].y = signature->whiten[2] * x + signature->whiten[3] * y;
    }
  for (int k = 0; k < POSE_DIRECTIONS; k++)
    {
      double dx = cos (2 * G_PI * k / POSE_DIRECTIONS), dy = sin (2 * G_PI * k / POSE_DIRECTIONS), reach = 0;

      for (guint i = 0, j = n - 1; i < n; j = i++)
        {
          double ca = dx * form[j].y - dy * form[j].x, cb = dx * form[i].y - dy * form[i].x, t, along;

          if ((ca < 0) == (cb < 0))
            continue;
          t = ca / (ca - cb);
          along = dx * (form[j].x + t * (form[i].x - form[j].x)) + dy * (form[j].y + t * (form[i].y - form[j].y));
          reach = MAX (reach, along);
        }
      signature->reach[k] = (float) reach;
    }
  return TRUE;
}

static double
difference_at (const ShapeSignature *drawn, const ShapeSignature *seen, int shift, gboolean mirrored)
{
  double sum = 0, mean = 0;

  for (int k = 0; k < POSE_DIRECTIONS; k++)
    {
      int from = mirrored ? POSE_DIRECTIONS - k : k;
      double r = drawn->reach[k], d = seen->reach[(from + shift) % POSE_DIRECTIONS] - r;

      sum += d * d;
      mean += r;
    }
  return sqrt (sum * POSE_DIRECTIONS) / mean;
}

/* photo = middle + W_seen⁻¹ · rotation · mirror · W_drawn · (template − middle) */
static void
compose (const ShapeSignature *drawn, const ShapeSignature *seen, double angle, gboolean mirrored, double affine[6])
{
  const double *w = seen->whiten, *v = drawn->whiten;
  double det = w[0] * w[3] - w[1] * w[2];
  double back[4] = { w[3] / det, -w[1] / det, -w[2] / det, w[0] / det };
  double c = cos (angle), s = sin (angle), sign = mirrored ? -1 : 1;
  double turn[4] = { c, -s * sign, s, c * sign };
  double left[4] = { back[0] * turn[0] + back[1] * turn[2], back[0] * turn[1] + back[1] * turn[3],
                     back[2] * turn[0] + back[3] * turn[2], back[2] * turn[1] + back[3] * turn[3] };

  for (int row = 0; row < 2; row++)
    {
      affine[3 * row] = left[2 * row] * v[0] + left[2 * row + 1] * v[2];
      affine[3 * row + 1] = left[2 * row] * v[1] + left[2 * row + 1] * v[3];
      affine[3 * row + 2] = (row ? seen->middle.y : seen->middle.x)
                            - affine[3 * row] * drawn->middle.x - affine[3 * row + 1] * drawn->middle.y;
    }
}

void
find_poses (const PatchTemplate *geometry, int dark_region, const ShapeSignature *drawn, const ShapeSignature *seen, GArray *poses)
{
  for (int mirrored = 0; mirrored <= 1; mirrored++)
    {
      double difference[POSE_DIRECTIONS];

      for (int shift = 0; shift < POSE_DIRECTIONS; shift++)
        difference[shift] = difference_at (drawn, seen, shift, mirrored);
      for (int kept = 0; kept < ROTATIONS_KEPT; kept++)
        {
          int best = -1;
          double before, after, bow, offset;
          Pose pose = { .geometry = geometry, .dark_region = dark_region, .mirrored = mirrored };

          for (int shift = 0; shift < POSE_DIRECTIONS; shift++)
            if (difference[shift] < GREATEST_DIFFERENCE && (best < 0 || difference[shift] < difference[best]))
              best = shift;
          if (best < 0)
            break;
          before = difference_at (drawn, seen, (best + POSE_DIRECTIONS - 1) % POSE_DIRECTIONS, mirrored);
          after = difference_at (drawn, seen, (best + 1) % POSE_DIRECTIONS, mirrored);
          bow = before + after - 2 * difference[best];
          offset = bow > 0 ? CLAMP (0.5 * (before - after) / bow, -0.5, 0.5) : 0;
          pose.difference = difference[best];
          compose (drawn, seen, (best + offset) * 2 * G_PI / POSE_DIRECTIONS, mirrored, pose.affine);
          g_array_append_val (poses, pose);
          for (int away = -6; away <= 6; away++)
            difference[(best + away + POSE_DIRECTIONS) % POSE_DIRECTIONS] = INFINITY;
        }
    }
}
