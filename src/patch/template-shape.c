/* patch/template-shape.c */
#include "template-shape.h"

#include <glib/gi18n.h>
#include <math.h>

#define SAMPLES_PER_SEGMENT 32
#define LEAST_AREA 1e-6 /* template units²: less is a line */

static double
turn (Point2 a, Point2 b, Point2 c)
{
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* Properly: touching at an end is not crossing. */
static gboolean
cross (Point2 a, Point2 b, Point2 c, Point2 d)
{
  return turn (a, b, c) * turn (a, b, d) < 0.0 && turn (c, d, a) * turn (c, d, b) < 0.0;
}

static gboolean
crosses_itself (const Polygon *line, gboolean closed)
{
  guint n_segments = closed ? line->n : line->n - 1;

  for (guint i = 0; i < n_segments; i++)
    for (guint j = i + 2; j < n_segments; j++)
      if (cross (line->points[i], line->points[(i + 1) % line->n], line->points[j], line->points[(j + 1) % line->n]))
        return TRUE;
  return FALSE;
}

const char *
template_shape_fault_of_polygon (const Polygon *polygon)
{
  g_return_val_if_fail (polygon != NULL, NULL);

  if (polygon->n < 3)
    return _("a polygon needs at least three corners");
  if (crosses_itself (polygon, TRUE))
    return _("the polygon crosses itself");
  if (fabs (polygon_area (polygon->points, polygon->n)) < LEAST_AREA)
    return _("the polygon encloses no area");
  return NULL;
}

gboolean
template_shape_is_simple_line (const Polygon *line)
{
  g_return_val_if_fail (line != NULL && line->n >= 2, FALSE);

  return !crosses_itself (line, FALSE);
}

static double
distance_to_edge (const Polygon *outline, Point2 p)
{
  double nearest = polyline_project (outline->points, outline->n, p, NULL);
  Point2 closing[2] = { outline->points[outline->n - 1], outline->points[0] };

  return MIN (nearest, polyline_project (closing, 2, p, NULL));
}

gboolean
template_shape_leaves (const Polygon *outline, const Polygon *line, gboolean closed, double margin, Point2 *where)
{
  guint n_segments = closed ? line->n : line->n - 1;

  g_return_val_if_fail (outline != NULL && outline->n >= 3 && line != NULL && line->n >= 2, TRUE);

  for (guint i = 0; i < n_segments; i++)
    {
      Point2 a = line->points[i], b = line->points[(i + 1) % line->n];

      for (int k = 0; k <= SAMPLES_PER_SEGMENT; k++)
        {
          double t = (double) k / SAMPLES_PER_SEGMENT;
          Point2 p = { a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) };

          if (!polygon_contains (outline->points, outline->n, p) && distance_to_edge (outline, p) > margin)
            {
              *where = p;
              return TRUE;
            }
        }
    }
  return FALSE;
}
