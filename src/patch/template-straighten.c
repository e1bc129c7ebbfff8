/* patch/template-straighten.c */
#include "template-straighten.h"

#include <glib/gi18n.h>
#include <math.h>

#include "patch-error.h"

#define LEAST_TURN 0.02 /* of a corner, as the sine of its angle: less is no corner */

typedef struct {
  Point2 origin;         /* first corner */
  Point2 along, across;  /* unit vectors of the first and the second side */
  double width, height;  /* template units */
} Rectangle;

/* All corners turn the same way. */
static gboolean
is_convex (const Point2 corners[4])
{
  double sign = polygon_area (corners, 4) > 0 ? 1 : -1;

  for (guint i = 0; i < 4; i++)
    {
      Point2 a = corners[i], b = corners[(i + 1) % 4], c = corners[(i + 2) % 4];
      Point2 first = { b.x - a.x, b.y - a.y }, second = { c.x - b.x, c.y - b.y };
      double lengths = hypot (first.x, first.y) * hypot (second.x, second.y);

      if (!(sign * (first.x * second.y - first.y * second.x) > LEAST_TURN * lengths))
        return FALSE;
    }
  return TRUE;
}

/* The unit square onto four corners, row by row; the last is 1. */
static void
square_to_corners (const Point2 c[4], double h[9])
{
  double dx1 = c[1].x - c[2].x, dx2 = c[3].x - c[2].x, sx = c[0].x - c[1].x + c[2].x - c[3].x;
  double dy1 = c[1].y - c[2].y, dy2 = c[3].y - c[2].y, sy = c[0].y - c[1].y + c[2].y - c[3].y;
  double det = dx1 * dy2 - dx2 * dy1;

  h[6] = (sx * dy2 - dx2 * sy) / det;
  h[7] = (dx1 * sy - sx * dy1) / det;
  h[8] = 1;
  h[0] = c[1].x - c[0].x + h[6] * c[1].x;
  h[1] = c[3].x - c[0].x + h[7] * c[3].x;
  h[2] = c[0].x;
  h[3] = c[1].y - c[0].y + h[6] * c[1].y;
  h[4] = c[3].y - c[0].y + h[7] * c[3].y;
  h[5] = c[0].y;
}

/* @corners: of the rectangle in the photo */
static PatchMap
map_of (const Rectangle *r, const Point2 corners[4])
{
  PatchMap map = { .half_size = MAX (r->width, r->height) / 2 };
  double square[9];
  /* Normalised template coordinates to the unit square. */
  double to_square[9] = { map.half_size * r->along.x / r->width,   map.half_size * r->along.y / r->width,   0.5,
                          map.half_size * r->across.x / r->height, map.half_size * r->across.y / r->height, 0.5,
                          0, 0, 1 };

  map.centre = (Point2) { r->origin.x + (r->along.x * r->width + r->across.x * r->height) / 2,
                          r->origin.y + (r->along.y * r->width + r->across.y * r->height) / 2 };
  square_to_corners (corners, square);
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < 3; k++)
      for (guint m = 0; m < 3; m++)
        map.h[3 * i + k] += square[3 * i + m] * to_square[3 * m + k];
  return map;
}

/* Every point to where the new map has it in the photo; FALSE where that is nowhere. */
static gboolean
move_points (PatchTemplate *geometry, const PatchMap *before, const PatchMap *now)
{
  for (TemplatePart part = 0; part < TEMPLATE_N_PARTS; part++)
    for (guint i = 0; i < template_count_parts (geometry, part); i++)
      for (guint p = 0; p < template_count_points (geometry, part, i); p++)
        {
          TemplateSpot spot = { part, i, p };
          Point2 to;

          if (!patch_map_to_template (now, patch_map_to_photo (before, template_get_point (geometry, spot)), &to)
              || !isfinite (to.x) || !isfinite (to.y))
            return FALSE;
          template_move_point (geometry, spot, to);
        }
  return TRUE;
}

gboolean
template_straighten (PatchTemplate *geometry, PatchMap *map, TemplatePart part, guint index, double width_mm, double height_mm, GError **error)
{
  const Polygon *drawn;
  Point2 corners[4];
  Rectangle rectangle;
  PatchMap now;
  g_autofree char *body = NULL;
  g_autoptr(PatchTemplate) tried = NULL;
  double around = 0, length, turn;

  g_return_val_if_fail (geometry != NULL && map != NULL && width_mm > 0 && height_mm > 0, FALSE);

  drawn = template_polygon (geometry, part, index);
  for (guint i = 0; drawn != NULL && drawn->n == 4 && i < 4; i++)
    {
      Point2 a = drawn->points[i], b = drawn->points[(i + 1) % 4];

      corners[i] = patch_map_to_photo (map, a);
      around += hypot (b.x - a.x, b.y - a.y);
    }
  if (drawn == NULL || drawn->n != 4 || !is_convex (corners))
    {
      g_set_error_literal (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE,
                           _("Four corners are needed, one after the other round what is a rectangle in truth."));
      return FALSE;
    }
  length = hypot (drawn->points[1].x - drawn->points[0].x, drawn->points[1].y - drawn->points[0].y);
  turn = polygon_area (corners, 4) > 0 ? 1 : -1;
  rectangle.origin = drawn->points[0];
  rectangle.along = (Point2) { (drawn->points[1].x - drawn->points[0].x) / length, (drawn->points[1].y - drawn->points[0].y) / length };
  rectangle.across = (Point2) { -turn * rectangle.along.y, turn * rectangle.along.x };
  rectangle.width = around / 2 * width_mm / (width_mm + height_mm);
  rectangle.height = around / 2 * height_mm / (width_mm + height_mm);
  now = map_of (&rectangle, corners);

  body = patch_template_to_json (geometry);
  tried = patch_template_draft ("draft", body, error);
  if (tried == NULL)
    return FALSE;
  if (!move_points (tried, map, &now))
    {
      g_set_error_literal (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE,
                           _("Parts of the drawing would lie beyond the horizon of this rectangle. Check its corners."));
      return FALSE;
    }
  move_points (geometry, map, &now);
  geometry->unit_mm = 2 * (width_mm + height_mm) / around;
  *map = now;
  return TRUE;
}
