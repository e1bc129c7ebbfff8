/* ui/loupe.h: the photo's pixels under a handle, magnified, in a corner of the view that the pointer is not in */
#pragma once

#include "pixel-pyramid.h"

G_BEGIN_DECLS

/* @on_photo: what its cross hair lies on */
void loupe_paint (cairo_t *cr, const ViewTransform *view, const PixelPyramid *pyramid, Point2 on_photo);

G_END_DECLS
