/* base/geometry.c */
#include "geometry.h"

#include <math.h>

double
point2_distance (Point2 a, Point2 b)
{
  double dx = a.x - b.x, dy = a.y - b.y;

  return sqrt (dx * dx + dy * dy); /* hypot guards against overflow that no length here comes near, at ten times the cost */
}

gboolean
polygon_contains (const Point2 *corners, guint n, Point2 p)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = n - 1; i < n; j = i++)
    if ((corners[i].y > p.y) != (corners[j].y > p.y)
        && p.x < (corners[j].x - corners[i].x) * (p.y - corners[i].y) / (corners[j].y - corners[i].y) + corners[i].x)
      inside = !inside;
  return inside;
}

double
polygon_area (const Point2 *corners, guint n)
{
  double twice = 0;

  for (guint i = 0, j = n - 1; i < n; j = i++)
    twice += corners[j].x * corners[i].y - corners[i].x * corners[j].y;
  return twice / 2;
}

static double
cross (Point2 o, Point2 a, Point2 b)
{
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/* Monotone chain, down one side and up the other. */
guint
polygon_hull_of_rows (const Point2 *left, const Point2 *right, guint rows, Point2 *hull)
{
  guint n = 0, base;

  for (guint i = 0; i < rows; i++)
    {
      while (n >= 2 && cross (hull[n - 2], hull[n - 1], right[i]) <= 0)
        n--;
      hull[n++] = right[i];
    }
  base = n + 1;
  for (guint i = rows; i-- > 0;)
    {
      while (n >= base && cross (hull[n - 2], hull[n - 1], left[i]) <= 0)
        n--;
      hull[n++] = left[i];
    }
  return n;
}

double
polyline_length (const Point2 *points, guint n)
{
  double length = 0;

  for (guint i = 1; i < n; i++)
    length += point2_distance (points[i - 1], points[i]);
  return length;
}

Point2
polyline_at (const Point2 *points, guint n, double at, Point2 *tangent)
{
  for (guint i = 1; i < n; i++)
    {
      double length = point2_distance (points[i - 1], points[i]);

      if ((at <= length || i == n - 1) && length > 0)
        {
          double t = CLAMP (at / length, 0.0, 1.0);
          Point2 d = { (points[i].x - points[i - 1].x) / length, (points[i].y - points[i - 1].y) / length };

          if (tangent)
            *tangent = d;
          return (Point2) { points[i - 1].x + d.x * t * length, points[i - 1].y + d.y * t * length };
        }
      at -= length;
    }
  if (tangent)
    *tangent = (Point2) { 1, 0 };
  return n > 0 ? points[n - 1] : (Point2) { 0, 0 };
}

double
polyline_project (const Point2 *points, guint n, Point2 p, double *at)
{
  double best = INFINITY, best_t = 0;
  guint best_segment = 0;

  for (guint i = 1; i < n; i++)
    {
      double dx = points[i].x - points[i - 1].x, dy = points[i].y - points[i - 1].y;
      double squared = dx * dx + dy * dy;
      double px = p.x - points[i - 1].x, py = p.y - points[i - 1].y;
      double t = squared > 0 ? (px * dx + py * dy) / squared : 0;
      double distance;

      t = CLAMP (t, 0.0, 1.0);
      distance = (px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy);
      if (distance < best)
        {
          best = distance;
          best_t = t;
          best_segment = i;
        }
    }
  if (at && best_segment > 0)
    {
      *at = best_t * point2_distance (points[best_segment - 1], points[best_segment]);
      for (guint i = 1; i < best_segment; i++)
        *at += point2_distance (points[i - 1], points[i]);
    }
  return sqrt (best);
}
