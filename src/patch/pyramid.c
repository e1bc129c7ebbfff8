/* patch/pyramid.c */
#include "pyramid.h"

#define MIDDLE_LONGEST 1024
#define AHEAD          8 /* places of a line that are on their way from memory */

static PhotoPlane *
halve (const PhotoPlane *plane)
{
  PhotoPlane *half = g_new0 (PhotoPlane, 1);

  half->width = MAX (1, plane->width / 2);
  half->height = MAX (1, plane->height / 2);
  half->scale = plane->scale * 2;
  half->rgb = g_new (float, (gsize) half->width * half->height * 3);
  for (guint y = 0; y < half->height; y++)
    {
      const float *above = plane->rgb + 3 * (gsize) MIN (2 * y, plane->height - 1) * plane->width;
      const float *below = plane->rgb + 3 * (gsize) MIN (2 * y + 1, plane->height - 1) * plane->width;
      float *to = half->rgb + 3 * (gsize) y * half->width;

      for (guint x = 0; x < half->width; x++, to += 3)
        {
          guint left = 3 * MIN (2 * x, plane->width - 1), right = 3 * MIN (2 * x + 1, plane->width - 1);

          for (int c = 0; c < 3; c++)
            to[c] = 0.25f * (above[left + c] + above[right + c] + below[left + c] + below[right + c]);
        }
    }
  return half;
}

Pyramid *
pyramid_new (const Photo *photo)
{
  Pyramid *self = g_new0 (Pyramid, 1);

  self->photo = photo;
  self->middle = photo_reduce (photo, MIDDLE_LONGEST);
  self->small = halve (self->middle);
  return self;
}

Pyramid *
pyramid_new_of_photo_alone (const Photo *photo)
{
  Pyramid *self = g_new0 (Pyramid, 1);

  self->photo = photo;
  return self;
}

void
pyramid_free (Pyramid *self)
{
  if (self == NULL)
    return;
  photo_plane_free (self->middle);
  photo_plane_free (self->small);
  g_free (self);
}

static const PhotoPlane *
picture_for (const Pyramid *self, double step)
{
  if (self->small && self->small->scale <= step)
    return self->small;
  if (self->middle && self->middle->scale <= step)
    return self->middle;
  return NULL;
}

double
pyramid_middle_step (const Pyramid *self)
{
  return self->middle ? self->middle->scale : 1.0;
}

double
pyramid_grain (const Pyramid *self, double step)
{
  const PhotoPlane *plane = picture_for (self, step);

  return plane ? plane->scale : 1.0;
}

/* Light of the plane at (@px, @py), in its pixels from the middle of the first one; inside. */
static inline void
blend (const PhotoPlane *plane, float px, float py, float rgb[3])
{
  guint left = (guint) px, top = (guint) py;
  float fx = px - left, fy = py - top;
  const float *above = plane->rgb + 3 * ((gsize) top * plane->width + left);
  const float *below = top + 1 < plane->height ? above + 3 * (gsize) plane->width : above;
  guint right = left + 1 < plane->width ? 3 : 0;

  for (int c = 0; c < 3; c++)
    {
      float upper = above[c] + fx * (above[right + c] - above[c]);
      float lower = below[c] + fx * (below[right + c] - below[c]);

      rgb[c] = upper + fy * (lower - upper);
    }
}

static inline void
sample_plane (const PhotoPlane *plane, double x, double y, float rgb[3])
{
  blend (plane, (float) CLAMP (x / plane->scale - 0.5, 0.0, plane->width - 1.001),
         (float) CLAMP (y / plane->scale - 0.5, 0.0, plane->height - 1.001), rgb);
}

static void
add_plane_line (const PhotoPlane *plane, Point2 from, Point2 along, guint n, float (*rgb)[3])
{
  double share = 1 / plane->scale, most_x = plane->width - 1.001, most_y = plane->height - 1.001;
  Point2 start = { from.x * share - 0.5, from.y * share - 0.5 }, step = { along.x * share, along.y * share };

  for (guint i = 0; i < n; i++)
    {
      Point2 ahead = { start.x + (i + AHEAD) * step.x, start.y + (i + AHEAD) * step.y };
      float one[3];

      if (ahead.x >= 0 && ahead.y >= 0 && ahead.x < most_x && ahead.y < most_y)
        {
          const float *next = plane->rgb + 3 * ((gsize) (guint) ahead.y * plane->width + (guint) ahead.x);

          __builtin_prefetch (next);
          __builtin_prefetch (next + 3 * (gsize) plane->width);
        }
      blend (plane, (float) CLAMP (start.x + i * step.x, 0.0, most_x), (float) CLAMP (start.y + i * step.y, 0.0, most_y), one);
      for (int c = 0; c < 3; c++)
        rgb[i][c] += one[c];
    }
}

gboolean
pyramid_sample (const Pyramid *self, double x, double y, double step, float rgb[3])
{
  const PhotoPlane *plane;

  if (!photo_shows (self->photo, x, y))
    return FALSE;
  plane = picture_for (self, step);
  if (plane)
    sample_plane (plane, x, y, rgb);
  else
    photo_sample (self->photo, x, y, rgb);
  return TRUE;
}

gboolean
pyramid_add_line (const Pyramid *self, Point2 from, Point2 along, guint n, float (*rgb)[3])
{
  const PhotoPlane *plane = picture_for (self, hypot (along.x, along.y));

  /* A photo and its frame are convex: a line whose ends lie in it lies in it. */
  if (n == 0 || !photo_shows (self->photo, from.x, from.y) || !photo_shows (self->photo, from.x + (n - 1) * along.x, from.y + (n - 1) * along.y))
    return FALSE;
  if (plane)
    add_plane_line (plane, from, along, n, rgb);
  else
    photo_add_line (self->photo, from, along, n, rgb);
  return TRUE;
}
