/* ui/view-transform.c */
#include "view-transform.h"

#include <math.h>

#define ZOOM_MIN   0.01
#define ZOOM_MAX   64.0
#define FIT_MARGIN 12.0 /* logical pixels left free on each side */

Point2
view_transform_origin (const ViewTransform *view)
{
  return (Point2) { round (view->width * view->scale_factor / 2.0 - view->centre.x * view->zoom),
                    round (view->height * view->scale_factor / 2.0 - view->centre.y * view->zoom) };
}

Point2
view_transform_from_photo (const ViewTransform *view, Point2 on_photo)
{
  Point2 origin = view_transform_origin (view);

  return (Point2) { (origin.x + on_photo.x * view->zoom) / view->scale_factor,
                    (origin.y + on_photo.y * view->zoom) / view->scale_factor };
}

Point2
view_transform_to_photo (const ViewTransform *view, Point2 on_view)
{
  Point2 origin = view_transform_origin (view);

  return (Point2) { (on_view.x * view->scale_factor - origin.x) / view->zoom,
                    (on_view.y * view->scale_factor - origin.y) / view->zoom };
}

void
view_transform_apply (const ViewTransform *view, cairo_t *cr)
{
  Point2 origin = view_transform_origin (view);

  cairo_scale (cr, 1.0 / view->scale_factor, 1.0 / view->scale_factor);
  cairo_translate (cr, origin.x, origin.y);
  cairo_scale (cr, view->zoom, view->zoom);
}

double
view_transform_pixel (const ViewTransform *view)
{
  return view->scale_factor / view->zoom;
}

double
view_transform_fit_zoom (const ViewTransform *view, guint width, guint height)
{
  double free_width = MAX (view->width - 2.0 * FIT_MARGIN, 16.0) * view->scale_factor;
  double free_height = MAX (view->height - 2.0 * FIT_MARGIN, 16.0) * view->scale_factor;
  double zoom = fmin (free_width / MAX (width, 1), free_height / MAX (height, 1));

  return CLAMP (zoom, ZOOM_MIN, 1.0);
}

void
view_transform_zoom_at (ViewTransform *view, double zoom, Point2 on_view)
{
  Point2 fixed = view_transform_to_photo (view, on_view);

  view->zoom = CLAMP (zoom, ZOOM_MIN, ZOOM_MAX);
  view->centre.x = fixed.x - (on_view.x - view->width / 2.0) * view->scale_factor / view->zoom;
  view->centre.y = fixed.y - (on_view.y - view->height / 2.0) * view->scale_factor / view->zoom;
}

void
view_transform_clamp (ViewTransform *view, guint width, guint height)
{
  view->centre.x = CLAMP (view->centre.x, 0.0, (double) width);
  view->centre.y = CLAMP (view->centre.y, 0.0, (double) height);
}
