/* ui/handle-painter.c */
#include "handle-painter.h"

static void
paint_name (cairo_t *cr, Point2 at, const char *name)
{
  cairo_text_extents_t extents;
  double left, top, right, bottom, width, x = at.x + 13.0;

  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 12.0);
  cairo_text_extents (cr, name, &extents);
  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  width = extents.x_advance + 10.0;
  if (x + width > right) /* at the edge it stands on the other side */
    x = at.x - 13.0 - width;
  cairo_rectangle (cr, x, at.y - 24.0, width, 18.0);
  cairo_set_source_rgba (cr, 0.0, 0.0, 0.0, 0.7);
  cairo_fill (cr);
  cairo_move_to (cr, x + 5.0, at.y - 11.0);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_show_text (cr, name);
}

static void
add_shape (cairo_t *cr, Point2 at, HandleLook look, double radius)
{
  switch (look.shape)
    {
    case HANDLE_SHAPE_DIAMOND:
      cairo_move_to (cr, at.x, at.y - 1.2 * radius);
      cairo_line_to (cr, at.x + 1.2 * radius, at.y);
      cairo_line_to (cr, at.x, at.y + 1.2 * radius);
      cairo_line_to (cr, at.x - 1.2 * radius, at.y);
      cairo_close_path (cr);
      break;
    case HANDLE_SHAPE_TRIANGLE:
      cairo_move_to (cr, at.x, at.y - 1.2 * radius);
      cairo_line_to (cr, at.x + 1.1 * radius, at.y + 0.8 * radius);
      cairo_line_to (cr, at.x - 1.1 * radius, at.y + 0.8 * radius);
      cairo_close_path (cr);
      break;
    case HANDLE_SHAPE_ROUND:
    case HANDLE_SHAPE_LARGE:
    default:
      if (look.placed)
        cairo_rectangle (cr, at.x - radius, at.y - radius, 2.0 * radius, 2.0 * radius);
      else
        cairo_arc (cr, at.x, at.y, radius, 0.0, 2.0 * G_PI);
    }
}

void
handle_paint (cairo_t *cr, Point2 at, HandleLook look, const char *name)
{
  double radius = (look.chosen || look.hovered ? 8.0 : 6.0) + (look.shape == HANDLE_SHAPE_LARGE ? 2.0 : look.shape == HANDLE_SHAPE_ROUND ? 0.0 : -1.0);

  cairo_new_path (cr);
  add_shape (cr, at, look, radius);
  cairo_set_source_rgba (cr, 0.0, 0.0, 0.0, 0.55);
  cairo_set_line_width (cr, look.chosen ? 5.0 : 3.5);
  cairo_stroke_preserve (cr);
  if (look.chosen)
    cairo_set_source_rgb (cr, 0.38, 0.68, 1.0);
  else
    cairo_set_source_rgba (cr, 1.0, 1.0, 1.0, look.placed || look.hovered ? 1.0 : 0.75);
  cairo_set_line_width (cr, look.chosen ? 2.5 : 1.5);
  cairo_stroke (cr);
  if (look.placed)
    {
      cairo_arc (cr, at.x, at.y, 1.5, 0.0, 2.0 * G_PI);
      cairo_fill (cr);
    }
  if (look.chosen || look.hovered)
    paint_name (cr, at, name);
}
