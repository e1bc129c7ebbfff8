/* ui/loupe.c */
#include "loupe.h"

#include <math.h>

#define SIDE       150    /* logical pixels */
#define MARGIN     14.0
#define LEAST_ZOOM 4.0
#define MAGNIFIED  3.0    /* against the view, when that is more */

void
loupe_paint (cairo_t *cr, const ViewTransform *view, const PixelPyramid *pyramid, Point2 on_photo)
{
  ViewTransform inside = { .zoom = fmax (LEAST_ZOOM, MAGNIFIED * view->zoom), .centre = on_photo, .width = SIDE, .height = SIDE,
                           .scale_factor = view->scale_factor };
  Point2 at = view_transform_from_photo (view, on_photo);
  gboolean at_left = at.x < SIDE + 3.0 * MARGIN && at.y < SIDE + 3.0 * MARGIN;
  Point2 cross;

  if (view->width < 2 * SIDE || view->height < SIDE)
    return;
  cairo_save (cr);
  cairo_translate (cr, at_left ? view->width - SIDE - MARGIN : MARGIN, MARGIN);
  cairo_arc (cr, SIDE / 2.0, SIDE / 2.0, SIDE / 2.0, 0.0, 2.0 * G_PI);
  cairo_save (cr);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
  cairo_paint (cr);
  pixel_pyramid_draw (pyramid, cr, &inside);
  cross = view_transform_from_photo (&inside, on_photo);
  for (int pass = 0; pass < 2; pass++)
    {
      cairo_set_line_width (cr, pass == 0 ? 3.0 : 1.0);
      cairo_set_source_rgba (cr, pass, pass, pass, pass == 0 ? 0.5 : 0.95);
      cairo_move_to (cr, cross.x - SIDE, cross.y);
      cairo_line_to (cr, cross.x - 5.0, cross.y);
      cairo_move_to (cr, cross.x + 5.0, cross.y);
      cairo_line_to (cr, cross.x + SIDE, cross.y);
      cairo_move_to (cr, cross.x, cross.y - SIDE);
      cairo_line_to (cr, cross.x, cross.y - 5.0);
      cairo_move_to (cr, cross.x, cross.y + 5.0);
      cairo_line_to (cr, cross.x, cross.y + SIDE);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
  cairo_arc (cr, SIDE / 2.0, SIDE / 2.0, SIDE / 2.0, 0.0, 2.0 * G_PI);
  cairo_set_source_rgba (cr, 0.0, 0.0, 0.0, 0.6);
  cairo_set_line_width (cr, 3.0);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_restore (cr);
}
