/* patch/phantom-camera.h
 *
 * From light on the sensor to counts: blur of lens and hand, noise, the sRGB curve. May include: base. */
#pragma once

#include "phantom.h"

G_BEGIN_DECLS

/* Blurs @light (width × height × 3 linear floats) in place. */
void    phantom_camera_blur   (float *light, guint width, guint height, double blur_px, double motion_px, double motion_rad);

/* Returns: (transfer full): sRGB bytes. @noise: standard deviation at middle grey, in counts. */
guint8 *phantom_camera_expose (const float *light, guint width, guint height, double noise, guint32 seed);

G_END_DECLS
