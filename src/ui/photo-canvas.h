/* ui/photo-canvas.h
 *
 * The photo, and above it what is known about it: zoom at the pointer, pan, pixel-exact at 100 % and above. Two drawing
 * areas, so that a moving overlay redraws the photo never. What a drag does is a tool's business (CanvasTool), what is
 * drawn above the photo a painter's. */
#pragma once

#include <gtk/gtk.h>

#include "pixel-pyramid.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PHOTO_CANVAS (saltline_photo_canvas_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoCanvas, saltline_photo_canvas, SALTLINE, PHOTO_CANVAS, GtkWidget)

/* Points are in the view frame (logical pixels). Any function may be NULL. */
typedef struct {
  gboolean (*press)   (Point2 at, GdkModifierType state, gpointer data);  /* TRUE: the tool takes the drag; else the view pans */
  void     (*drag)    (Point2 at, GdkModifierType state, gpointer data);
  void     (*release) (Point2 at, gpointer data);
  void     (*cancel)  (gpointer data);                                    /* the drag ends and shall not have been */
  const char *(*hover) (Point2 at, gboolean inside, gpointer data);       /* returns the pointer's shape, NULL: the canvas' own */
  gboolean (*key)     (guint keyval, GdkModifierType state, gpointer data);
} CanvasTool;

typedef void (*CanvasPainter) (cairo_t *cr, const ViewTransform *view, gpointer data);

void                 saltline_photo_canvas_set_pyramid   (SaltlinePhotoCanvas *self, PixelPyramid *pyramid);
void                 saltline_photo_canvas_set_painter   (SaltlinePhotoCanvas *self, CanvasPainter painter, gpointer data);
void                 saltline_photo_canvas_set_tool      (SaltlinePhotoCanvas *self, const CanvasTool *tool, gpointer data);
const ViewTransform *saltline_photo_canvas_get_view      (SaltlinePhotoCanvas *self);
PixelPyramid        *saltline_photo_canvas_get_pyramid   (SaltlinePhotoCanvas *self); /* (transfer none) (nullable) */

/* The overlay changed; the photo is not drawn again. */
void                 saltline_photo_canvas_queue_overlay (SaltlinePhotoCanvas *self);

void                 saltline_photo_canvas_fit           (SaltlinePhotoCanvas *self);
void                 saltline_photo_canvas_set_zoom      (SaltlinePhotoCanvas *self, double zoom); /* about the middle */
void                 saltline_photo_canvas_zoom_by       (SaltlinePhotoCanvas *self, double factor);

/* Scrolls so that @on_photo is in view, with a margin. */
void                 saltline_photo_canvas_reveal        (SaltlinePhotoCanvas *self, Point2 on_photo);

/* The last place of the pointer, photo pixels. */
Point2               saltline_photo_canvas_get_pointer   (SaltlinePhotoCanvas *self);

/* How often the photo layer was drawn: tests hold the overlay to "redraws the photo never". */
guint                saltline_photo_canvas_count_frames  (SaltlinePhotoCanvas *self);

G_END_DECLS
