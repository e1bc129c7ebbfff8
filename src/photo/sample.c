/* photo/sample.c: light at places between pixels, and of a smaller picture */
#include <math.h>
#include <string.h>

#include "decoder.h"

#define CLIPPED_8  254
#define CLIPPED_16 65278 /* 254/255 of 65535 */
#define AHEAD      12    /* places of a line: as many as the processor fetches at once */

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

/* The pixel at or before @at of n, and how far @at lies behind it. Faster than floor(): the sign is settled first. */
static inline guint
split (double at, guint n, float *fraction)
{
  if (!(at > 0)) /* also for a place that is no number, whose fraction stays one */
    {
      *fraction = isnan (at) ? NAN : 0;
      return 0;
    }
  if (at >= n - 1)
    {
      *fraction = 0;
      return n - 1;
    }
  *fraction = (float) (at - (guint) at);
  return (guint) at;
}

/* Light between the pixel at @p, its neighbour @right bytes on and those @below bytes on, in the photo's own primaries. */
static inline void
blend (const Photo *photo, const guint8 *p, gssize right, gssize below, float fx, float fy, float own[3])
{
  for (int c = 0; c < 3; c++)
    {
      const float *light = photo->to_linear[c];
      float corners[4];

      if (photo->bits == 8)
        {
          corners[0] = light[p[c]];
          corners[1] = light[p[right + c]];
          corners[2] = light[p[below + c]];
          corners[3] = light[p[right + below + c]];
        }
      else
        for (int i = 0; i < 4; i++)
          corners[i] = light[((const guint16 *) (const void *) (p + (i & 1 ? right : 0) + (i & 2 ? below : 0)))[c]];
      corners[0] += fx * (corners[1] - corners[0]);
      corners[2] += fx * (corners[3] - corners[2]);
      own[c] = corners[0] + fy * (corners[2] - corners[0]);
    }
}

static inline void
convert (const Photo *photo, const float own[3], float rgb[3])
{
  for (int c = 0; c < 3; c++)
    rgb[c] = photo->is_srgb ? own[c]
                            : photo->to_srgb[3 * c] * own[0] + photo->to_srgb[3 * c + 1] * own[1] + photo->to_srgb[3 * c + 2] * own[2];
}

void
photo_sample (const Photo *photo, double x, double y, float rgb[3])
{
  float fx, fy, own[3];
  guint column = split (x - 0.5, photo->width, &fx), row = split (y - 0.5, photo->height, &fy);

  blend (photo, photo_address (photo, column, row), column + 1 < photo->width ? photo->step_x : 0,
         row + 1 < photo->height ? photo->step_y : 0, fx, fy, own);
  convert (photo, own, rgb);
}

/* Whether the four pixels around a place are all in the photo. */
static gboolean
has_neighbours (const Photo *photo, double x, double y)
{
  return x >= 0.5 && y >= 0.5 && x < photo->width - 0.5 && y < photo->height - 0.5;
}

void
photo_add_line (const Photo *photo, Point2 from, Point2 along, guint n, float (*rgb)[3])
{
  Point2 to = { from.x + n * along.x, from.y + n * along.y };
  gboolean inside = has_neighbours (photo, from.x, from.y) && has_neighbours (photo, to.x, to.y);

  for (guint i = 0; i < n; i++)
    {
      double x = from.x + i * along.x, y = from.y + i * along.y;
      float one[3];

      if (inside)
        {
          double px = x - 0.5, py = y - 0.5;
          guint column = (guint) px, row = (guint) py;
          const guint8 *p = photo_address (photo, column, row);
          float own[3];

          /* A line crosses rows far apart in memory: those ahead are fetched while these are blended. */
          if (i + AHEAD < n)
            {
              const guint8 *ahead = photo_address (photo, (guint) (px + AHEAD * along.x), (guint) (py + AHEAD * along.y));

              __builtin_prefetch (ahead);
              __builtin_prefetch (ahead + photo->step_y);
            }
          blend (photo, p, photo->step_x, photo->step_y, (float) (px - column), (float) (py - row), own);
          convert (photo, own, one);
        }
      else
        photo_sample (photo, x, y, one);
      for (int c = 0; c < 3; c++)
        rgb[i][c] += one[c];
    }
}

#define EVERY_SECOND_FROM 4     /* pixels */
#define MOST_TAKEN        32768 /* pixels of a block: the sum of as many codes of 16 bits still fits */
#define LARGEST_SCALE     16384 /* pixels */
#define CODE_PARTS        16    /* of 1/255: how finely a mean of 8-bit codes is told */

/* How a photo lies in memory: one that lies on its side has its columns there as rows. */
typedef struct {
  guint n_rows, length;  /* pixels */
  gsize blocks;          /* floats of the plane from the blocks of one row to those of the next */
  gsize block;           /* and from one block to its neighbour in the row */
  gssize step;           /* values from a pixel to its neighbour */
  gboolean lying;
} MemoryOrder;

static void
memory_order_of (const Photo *photo, const PhotoPlane *plane, MemoryOrder *order)
{
  gboolean lying = ABS (photo->step_x) > ABS (photo->step_y);

  *order = (MemoryOrder) {
    .n_rows = lying ? photo->width : photo->height,
    .length = lying ? photo->height : photo->width,
    .blocks = lying ? 3 : 3 * (gsize) plane->width,
    .block = lying ? 3 * (gsize) plane->width : 3,
    .step = (lying ? photo->step_y : photo->step_x) < 0 ? -3 : 3,
    .lying = lying,
  };
}

/* In large blocks every second row of memory is enough light, and half the work. */
static guint
row_step (guint scale)
{
  return MAX (scale >= EVERY_SECOND_FROM ? 2 : 1, (scale * scale + MOST_TAKEN - 1) / MOST_TAKEN);
}

/* Codes of a row as it lies in memory, added to those above it. */
static void
add_row (const Photo *photo, const MemoryOrder *order, guint row, gint32 *restrict sums)
{
  guint first = order->step < 0 ? order->length - 1 : 0;
  const guint8 *p = order->lying ? photo_address (photo, row, first) : photo_address (photo, first, row);
  gsize n = 3 * (gsize) order->length;

  if (photo->bits == 8)
    for (gsize i = 0; i < n; i++)
      sums[i] += p[i];
  else
    for (gsize i = 0; i < n; i++)
      sums[i] += ((const guint16 *) (const void *) p)[i];
}

/* Tables of light for the mean code: for 8 bits, between the codes too. */
static float *
light_between (const Photo *photo, int component)
{
  const float *light = photo->to_linear[component];
  float *between = g_new (float, 255 * CODE_PARTS + 1);

  for (guint i = 0; i <= 255 * CODE_PARTS; i++)
    {
      guint code = MIN (i / CODE_PARTS, 254);

      between[i] = light[code] + (light[code + 1] - light[code]) * ((float) i / CODE_PARTS - code);
    }
  return between;
}

/* Mean codes of @n blocks become light. Inlined for the usual scale, so that a block is a sum without a loop. */
static inline __attribute__ ((always_inline)) float *
light_of_blocks (const Photo *photo, gint32 const *codes, gssize step, guint n, guint scale, float share, float *const *light, float *rgb,
                 gsize block)
{
  const float *red = light[0], *green = light[1], *blue = light[2], *m = photo->to_srgb;
  const gboolean is_srgb = photo->is_srgb;

  for (; n > 0; n--, rgb += block)
    {
      gint32 sum[3] = { 0, 0, 0 };
      float own[3];

      for (guint i = 0; i < scale; i++, codes += step)
        for (int c = 0; c < 3; c++)
          sum[c] += codes[c];
      own[0] = red[(gint32) ((float) sum[0] * share + 0.5f)];
      own[1] = green[(gint32) ((float) sum[1] * share + 0.5f)];
      own[2] = blue[(gint32) ((float) sum[2] * share + 0.5f)];
      for (int c = 0; c < 3; c++)
        rgb[c] = is_srgb ? own[c] : m[3 * c] * own[0] + m[3 * c + 1] * own[1] + m[3 * c + 2] * own[2];
    }
  return rgb;
}

/* One row of blocks, of whose pixels @n_rows rows were taken. */
static void
light_of_row (const Photo *photo, const MemoryOrder *order, const gint32 *codes, guint n_rows, guint scale, float *const *light, float *rgb)
{
  const guint n = order->length / scale, rest = order->length % scale;
  const float parts = (photo->bits == 8 ? CODE_PARTS : 1) / (float) n_rows;

  if (order->step < 0)
    codes += 3 * (gsize) (order->length - 1);
  if (scale == 4 && order->step == 3)
    rgb = light_of_blocks (photo, codes, 3, n, 4, parts / 4, light, rgb, order->block);
  else
    rgb = light_of_blocks (photo, codes, order->step, n, scale, parts / scale, light, rgb, order->block);
  if (rest > 0)
    light_of_blocks (photo, codes + (gssize) (n * scale) * order->step, order->step, 1, rest, parts / rest, light, rgb, order->block);
}

PhotoPlane *
photo_reduce (const Photo *photo, guint longest)
{
  g_autofree gint32 *codes = NULL;
  float *light[3];
  MemoryOrder order;
  PhotoPlane *plane;
  guint scale;

  g_return_val_if_fail (photo != NULL && longest > 0, NULL);

  scale = MIN ((MAX (photo->width, photo->height) + longest - 1) / longest, LARGEST_SCALE);
  plane = g_new0 (PhotoPlane, 1);
  plane->scale = scale;
  plane->width = (photo->width + scale - 1) / scale;
  plane->height = (photo->height + scale - 1) / scale;
  plane->rgb = photo_memory_new ((gsize) plane->width * plane->height * 3 * sizeof (float));
  g_assert (plane->rgb != NULL);

  for (int c = 0; c < 3; c++)
    light[c] = photo->bits == 8 ? light_between (photo, c) : photo->to_linear[c];
  memory_order_of (photo, plane, &order);
  codes = g_new (gint32, 3 * (gsize) order.length);
  for (guint first = 0; first < order.n_rows; first += scale)
    {
      guint n = 0;

      memset (codes, 0, 3 * (gsize) order.length * sizeof *codes);
      for (guint row = first; row < MIN (first + scale, order.n_rows); row += row_step (scale), n++)
        add_row (photo, &order, row, codes);
      light_of_row (photo, &order, codes, n, scale, light, plane->rgb + first / scale * order.blocks);
    }
  for (int c = 0; c < 3 && photo->bits == 8; c++)
    g_free (light[c]);
  return plane;
}

void
photo_plane_free (PhotoPlane *plane)
{
  if (plane == NULL)
    return;
  photo_memory_free (plane->rgb, (gsize) plane->width * plane->height * 3 * sizeof (float));
  g_free (plane);
}
