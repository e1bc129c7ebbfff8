/* patch/phantom-surface.h
 *
 * What the patch lies on, what is behind it, and the hair that grows through. May include: base. */
#pragma once

#include "phantom.h"

G_BEGIN_DECLS

/* Linear reflectance of the surface at a place of the sheet's plane (template units). */
void phantom_surface_light    (PhantomSurface surface, guint32 seed, Point2 p, double light[3]);

/* What is seen past the forearm; @x, @y in photo heights. */
void phantom_background_light (guint32 seed, double x, double y, double light[3]);

/* Draws @n hairs on the picture of linear light; @px_per_unit sets their length and width. */
void phantom_draw_hairs       (float *light, guint width, guint height, guint32 seed, guint n, double px_per_unit, double brightness);

G_END_DECLS
