/* ui/pixel-pyramid.h
 *
 * A photo as the screen wants it: sRGB pixels in a cairo surface, and the same at a half, a quarter … of the size.
 * Built once in a thread; drawing costs the pixels of the view, not those of the photo. May include: photo. */
#pragma once

#include <cairo.h>

#include "photo/photo.h"
#include "view-transform.h"

G_BEGIN_DECLS

typedef struct _PixelPyramid PixelPyramid;

/**
 * pixel_pyramid_new:
 *
 * Returns: (transfer full) (nullable): NULL when cancelled.
 */
PixelPyramid *pixel_pyramid_new    (const Photo *photo, GCancellable *cancellable);

/**
 * pixel_pyramid_new_from_linear:
 * @rgb: width × height × 3 floats, linear sRGB light, row by row
 */
PixelPyramid *pixel_pyramid_new_from_linear (guint width, guint height, const float *rgb);

PixelPyramid *pixel_pyramid_ref    (PixelPyramid *self);
void          pixel_pyramid_unref  (PixelPyramid *self);
guint         pixel_pyramid_width  (const PixelPyramid *self);
guint         pixel_pyramid_height (const PixelPyramid *self);

/* Paints what the view shows: nearest neighbour at 100 % and above, bilinear from the next larger level below. */
void          pixel_pyramid_draw   (const PixelPyramid *self, cairo_t *cr, const ViewTransform *view);

/* The smallest level whose longer side is at least @longest: what a thumbnail is scaled from. (transfer none) */
cairo_surface_t *pixel_pyramid_level_for (const PixelPyramid *self, guint longest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PixelPyramid, pixel_pyramid_unref)

G_END_DECLS
