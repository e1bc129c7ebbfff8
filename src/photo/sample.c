/* photo/sample.c: light at places between pixels, and of a smaller picture */
#include <math.h>

#include "photo.h"

#define CLIPPED_8  254
#define CLIPPED_16 65278 /* 254/255 of 65535 */

gboolean
photo_pixel_clipped (const Photo *photo, guint x, guint y)
{
  const guint8 *p = photo_address (photo, x, y);

  for (int c = 0; c < 3; c++)
    {
      guint value = photo->bits == 8 ? p[c] : ((const guint16 *) (const void *) p)[c];

      if (value == 0 || value >= (photo->bits == 8 ? CLIPPED_8 : CLIPPED_16))
        return TRUE;
    }
  return FALSE;
}

/* The nearest of n pixels; also for a place that is no number. */
static inline guint
inside (double at, guint n)
{
  return (guint) fmin (fmax (at, 0), n - 1);
}

void
photo_sample (const Photo *photo, double x, double y, float rgb[3])
{
  double left = floor (x - 0.5), top = floor (y - 0.5);
  float fx = (float) (x - 0.5 - left), fy = (float) (y - 0.5 - top);
  guint columns[2] = { inside (left, photo->width), inside (left + 1, photo->width) };
  guint rows[2] = { inside (top, photo->height), inside (top + 1, photo->height) };
  float corner[4][3];

  for (int i = 0; i < 4; i++)
    photo_pixel (photo, columns[i & 1], rows[i >> 1], corner[i]);
  for (int c = 0; c < 3; c++)
    {
      float above = corner[0][c] + fx * (corner[1][c] - corner[0][c]);
      float below = corner[2][c] + fx * (corner[3][c] - corner[2][c]);

      rgb[c] = above + fy * (below - above);
    }
}

/* Adds the light of one stored row, in runs of @scale pixels, to @sums, one entry of three for each run. */
static void
add_row (const Photo *photo, const guint8 *p, gssize step, guint n, guint scale, float *sums, gssize sums_step)
{
  const float *red = photo->to_linear[0], *green = photo->to_linear[1], *blue = photo->to_linear[2];

  for (guint at = 0; at < n; at += scale, sums += sums_step)
    {
      guint run = MIN (scale, n - at);
      float r = 0, g = 0, b = 0;

      if (photo->bits == 8)
        for (guint i = 0; i < run; i++, p += step)
          {
            r += red[p[0]];
            g += green[p[1]];
            b += blue[p[2]];
          }
      else
        for (guint i = 0; i < run; i++, p += step)
          {
            const guint16 *q = (const guint16 *) (const void *) p;

            r += red[q[0]];
            g += green[q[1]];
            b += blue[q[2]];
          }
      sums[0] += r;
      sums[1] += g;
      sums[2] += b;
    }
}

static void
average_and_convert (const Photo *photo, PhotoPlane *plane, guint scale)
{
  const float *m = photo->to_srgb;

  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        float *rgb = plane->rgb + 3 * ((gsize) y * plane->width + x);
        guint across = MIN (scale, photo->width - x * scale), down = MIN (scale, photo->height - y * scale);
        float share = 1.0f / (float) (across * down);
        float own[3] = { rgb[0] * share, rgb[1] * share, rgb[2] * share };

        for (int c = 0; c < 3; c++)
          rgb[c] = photo->is_srgb ? own[c] : m[3 * c] * own[0] + m[3 * c + 1] * own[1] + m[3 * c + 2] * own[2];
      }
}

PhotoPlane *
photo_reduce (const Photo *photo, guint longest)
{
  PhotoPlane *plane;
  guint scale;

  g_return_val_if_fail (photo != NULL && longest > 0, NULL);

  scale = (MAX (photo->width, photo->height) + longest - 1) / longest;
  plane = g_new0 (PhotoPlane, 1);
  plane->scale = scale;
  plane->width = (photo->width + scale - 1) / scale;
  plane->height = (photo->height + scale - 1) / scale;
  plane->rgb = g_new0 (float, (gsize) plane->width * plane->height * 3);

  /* In the order of memory: a photo that lies on its side has its columns there. */
  if (ABS (photo->step_x) <= ABS (photo->step_y))
    for (guint y = 0; y < photo->height; y++)
      add_row (photo, photo_address (photo, 0, y), photo->step_x, photo->width, scale,
               plane->rgb + 3 * (gsize) (y / scale) * plane->width, 3);
  else
    for (guint x = 0; x < photo->width; x++)
      add_row (photo, photo_address (photo, x, 0), photo->step_y, photo->height, scale,
               plane->rgb + 3 * (gsize) (x / scale), 3 * (gssize) plane->width);
  average_and_convert (photo, plane, scale);
  return plane;
}

void
photo_plane_free (PhotoPlane *plane)
{
  if (plane == NULL)
    return;
  g_free (plane->rgb);
  g_free (plane);
}
