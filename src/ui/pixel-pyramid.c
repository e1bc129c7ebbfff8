/* ui/pixel-pyramid.c */
#include "pixel-pyramid.h"

#include <math.h>

#define LEVELS_MAX       12
#define SMALLEST_LONGEST 256   /* no level with a shorter long side is needed */
#define ENCODE_STEPS     4096

struct _PixelPyramid {
  grefcount references;
  guint n_levels;
  cairo_surface_t *levels[LEVELS_MAX]; /* [0] is the photo, each next one half of it */
};

static guint8
encode_srgb (double linear)
{
  double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow (linear, 1.0 / 2.4) - 0.055;

  return (guint8) lrint (255.0 * CLAMP (value, 0.0, 1.0));
}

/* Encoded value by the square root of the light: even enough in the shadows for eight bits. */
static const guint8 *
encode_table (void)
{
  static guint8 table[ENCODE_STEPS + 1];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (int i = 0; i <= ENCODE_STEPS; i++)
        {
          double root = (double) i / ENCODE_STEPS;

          table[i] = encode_srgb (root * root);
        }
      g_once_init_leave (&ready, 1);
    }
  return table;
}

static inline guint32
pack_linear (const float rgb[3], const guint8 *table)
{
  guint32 packed = 0xff;

  for (int c = 0; c < 3; c++)
    {
      float light = CLAMP (rgb[c], 0.0f, 1.0f);

      packed = packed << 8 | table[(int) (sqrtf (light) * ENCODE_STEPS + 0.5f)];
    }
  return packed;
}

static void
fill_row_by_tables (const Photo *photo, guint y, guint8 tables[3][256], guint32 *row)
{
  const guint8 *p = photo_address (photo, 0, y);

  for (guint x = 0; x < photo->width; x++, p += photo->step_x)
    row[x] = 0xff000000u | (guint32) tables[0][p[0]] << 16 | (guint32) tables[1][p[1]] << 8 | tables[2][p[2]];
}

static void
fill_row_by_light (const Photo *photo, guint y, guint32 *row)
{
  const guint8 *table = encode_table ();

  for (guint x = 0; x < photo->width; x++)
    {
      float rgb[3];

      photo_pixel (photo, x, y, rgb);
      row[x] = pack_linear (rgb, table);
    }
}

static cairo_surface_t *
full_level (const Photo *photo, GCancellable *cancellable)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) photo->width, (int) photo->height);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  gboolean by_tables = photo->bits == 8 && photo->is_srgb;
  guint8 tables[3][256];

  if (data == NULL)
    return surface; /* too large for cairo: in error, draws nothing */
  if (by_tables)
    for (int c = 0; c < 3; c++)
      for (int i = 0; i < 256; i++)
        tables[c][i] = encode_srgb (photo->to_linear[c][i]);
  for (guint y = 0; y < photo->height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      guint32 *row = (guint32 *) (void *) (data + (gsize) y * stride);

      if (by_tables)
        fill_row_by_tables (photo, y, tables, row);
      else
        fill_row_by_light (photo, y, row);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static inline guint32
average_of_four (guint32 a, guint32 b, guint32 c, guint32 d)
{
  guint32 red_blue = (((a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 0x020002) >> 2) & 0xff00ff;
  guint32 green = (((a & 0xff00) + (b & 0xff00) + (c & 0xff00) + (d & 0xff00) + 0x0200) >> 2) & 0xff00;

  return 0xff000000u | red_blue | green;
}

static cairo_surface_t *
half_level (cairo_surface_t *larger)
{
  int width = cairo_image_surface_get_width (larger);
  int height = cairo_image_surface_get_height (larger);
  int half_width = (width + 1) / 2;
  int half_height = (height + 1) / 2;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, half_width, half_height);
  const guint8 *from = cairo_image_surface_get_data (larger);
  guint8 *to = cairo_image_surface_get_data (surface);
  int from_stride = cairo_image_surface_get_stride (larger);
  int to_stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < half_height && to != NULL; y++)
    {
      const guint32 *upper = (const guint32 *) (const void *) (from + (gsize) (2 * y) * from_stride);
      const guint32 *lower = (const guint32 *) (const void *) (from + (gsize) MIN (2 * y + 1, height - 1) * from_stride);
      guint32 *row = (guint32 *) (void *) (to + (gsize) y * to_stride);

      for (int x = 0; x < half_width; x++)
        {
          int right = MIN (2 * x + 1, width - 1);

          row[x] = average_of_four (upper[2 * x], upper[right], lower[2 * x], lower[right]);
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static PixelPyramid *
pyramid_on (cairo_surface_t *full)
{
  PixelPyramid *self = g_new0 (PixelPyramid, 1);

  g_ref_count_init (&self->references);
  self->levels[0] = full;
  self->n_levels = 1;
  while (self->n_levels < LEVELS_MAX && cairo_surface_status (full) == CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_t *last = self->levels[self->n_levels - 1];

      if (MAX (cairo_image_surface_get_width (last), cairo_image_surface_get_height (last)) <= SMALLEST_LONGEST)
        break;
      self->levels[self->n_levels++] = half_level (last);
    }
  return self;
}

PixelPyramid *
pixel_pyramid_new (const Photo *photo, GCancellable *cancellable)
{
  cairo_surface_t *full;

  g_return_val_if_fail (photo != NULL, NULL);

  full = full_level (photo, cancellable);
  if (g_cancellable_is_cancelled (cancellable))
    {
      cairo_surface_destroy (full);
      return NULL;
    }
  return pyramid_on (full);
}

PixelPyramid *
pixel_pyramid_new_from_linear (guint width, guint height, const float *rgb)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *table = encode_table ();

  g_return_val_if_fail (rgb != NULL, NULL);

  for (guint y = 0; y < height && data != NULL; y++)
    for (guint x = 0; x < width; x++)
      ((guint32 *) (void *) (data + (gsize) y * stride))[x] = pack_linear (rgb + 3 * ((gsize) y * width + x), table);
  cairo_surface_mark_dirty (surface);
  return pyramid_on (surface);
}

PixelPyramid *
pixel_pyramid_ref (PixelPyramid *self)
{
  g_ref_count_inc (&self->references);
  return self;
}

void
pixel_pyramid_unref (PixelPyramid *self)
{
  if (!g_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < self->n_levels; i++)
    cairo_surface_destroy (self->levels[i]);
  g_free (self);
}

guint
pixel_pyramid_width (const PixelPyramid *self)
{
  return (guint) cairo_image_surface_get_width (self->levels[0]);
}

guint
pixel_pyramid_height (const PixelPyramid *self)
{
  return (guint) cairo_image_surface_get_height (self->levels[0]);
}

void
pixel_pyramid_draw (const PixelPyramid *self, cairo_t *cr, const ViewTransform *view)
{
  guint level = 0;
  double width = pixel_pyramid_width (self);
  double height = pixel_pyramid_height (self);
  cairo_surface_t *surface;

  while (level + 1 < self->n_levels && view->zoom * (double) (2u << level) <= 1.0)
    level++;
  surface = self->levels[level];
  cairo_save (cr);
  view_transform_apply (view, cr);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_clip (cr);
  cairo_scale (cr, (double) (1u << level), (double) (1u << level)); /* an odd side reaches half a pixel too far: clipped */
  cairo_set_source_surface (cr, surface, 0.0, 0.0);
  cairo_pattern_set_filter (cairo_get_source (cr), view->zoom >= 1.0 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
}

cairo_surface_t *
pixel_pyramid_level_for (const PixelPyramid *self, guint longest)
{
  guint level = self->n_levels - 1;

  while (level > 0
         && (guint) MAX (cairo_image_surface_get_width (self->levels[level]), cairo_image_surface_get_height (self->levels[level])) < longest)
    level--;
  return self->levels[level];
}
