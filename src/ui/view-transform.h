/* ui/view-transform.h
 *
 * Where a point of the photo is on the screen, and back: the one converter between the frames *photo* (pixels, the
 * centre of the top-left pixel at 0.5, 0.5) and *view* (logical pixels of the widget). May include: base. */
#pragma once

#include <cairo.h>

#include "base/geometry.h"

G_BEGIN_DECLS

typedef struct {
  double zoom;         /* device pixels for a photo pixel; 1 is pixel for pixel */
  Point2 centre;       /* photo pixels: what lies in the middle of the view */
  int width;           /* of the view, logical pixels */
  int height;
  int scale_factor;    /* device pixels for a logical pixel */
} ViewTransform;

/* Device pixels from the view's corner to the photo's corner: whole, so that photo pixels meet screen pixels. */
Point2   view_transform_origin     (const ViewTransform *view);

Point2   view_transform_from_photo (const ViewTransform *view, Point2 on_photo);
Point2   view_transform_to_photo   (const ViewTransform *view, Point2 on_view);

/* Makes photo pixels the user space of a context that draws on the view. */
void     view_transform_apply      (const ViewTransform *view, cairo_t *cr);

/* Photo pixels for one logical pixel of the screen. */
double   view_transform_pixel      (const ViewTransform *view);

/* The zoom at which a photo of @width × @height fits with a small margin; never above 100 %. */
double   view_transform_fit_zoom   (const ViewTransform *view, guint width, guint height);

/* Changes the zoom to @zoom (clamped to 1/100–64) while the photo point under @on_view stays where it is. */
void     view_transform_zoom_at    (ViewTransform *view, double zoom, Point2 on_view);

/* Keeps the middle of the view on the photo. */
void     view_transform_clamp      (ViewTransform *view, guint width, guint height);

G_END_DECLS
