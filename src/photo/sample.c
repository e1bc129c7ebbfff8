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

/* Light in integers: sums of them do not wait for one another, as sums of floats must. */
#define UNIT_LIGHT        65536
#define LARGEST_LIGHT     1.9f  /* true profiles end at one */
#define LARGEST_SCALE     16384 /* pixels of LARGEST_LIGHT whose sum still fits */
#define EVERY_SECOND_FROM 4     /* pixels */

typedef struct {
  gint32 *light[3]; /* 256 entries each */
} IntegerTables;

static void
integer_tables_fill (IntegerTables *tables, const Photo *photo)
{
  for (int c = 0; c < 3; c++)
    {
      tables->light[c] = g_new (gint32, 256);
      for (int i = 0; i < 256; i++)
        tables->light[c][i] = (gint32) lrintf (CLAMP (photo->to_linear[c][i], -LARGEST_LIGHT, LARGEST_LIGHT) * UNIT_LIGHT);
    }
}

/* Whole blocks only. Inlined for each of the usual scales, so that a run is a sum without a loop. */
static inline __attribute__ ((always_inline)) const guint8 *
add_blocks (const IntegerTables *tables, const guint8 *p, gssize step, guint n_blocks, guint scale, float *sums)
{
  const gint32 *red = tables->light[0], *green = tables->light[1], *blue = tables->light[2];

  for (; n_blocks > 0; n_blocks--, sums += 3)
    {
      gint32 r = 0, g = 0, b = 0;

      for (guint i = 0; i < scale; i++, p += step)
        {
          r += red[p[0]];
          g += green[p[1]];
          b += blue[p[2]];
        }
      sums[0] += (float) r * (1.0f / UNIT_LIGHT);
      sums[1] += (float) g * (1.0f / UNIT_LIGHT);
      sums[2] += (float) b * (1.0f / UNIT_LIGHT);
    }
  return p;
}

static void
add_row_8 (const IntegerTables *tables, const guint8 *p, gssize step, guint n, guint scale, float *sums)
{
  guint n_blocks = n / scale, rest = n % scale;

  if (scale == 2 && step == 3)
    p = add_blocks (tables, p, 3, n_blocks, 2, sums);
  else if (scale == 3 && step == 3)
    p = add_blocks (tables, p, 3, n_blocks, 3, sums);
  else if (scale == 4 && step == 3)
    p = add_blocks (tables, p, 3, n_blocks, 4, sums);
  else if (scale == 5 && step == 3)
    p = add_blocks (tables, p, 3, n_blocks, 5, sums);
  else
    p = add_blocks (tables, p, step, n_blocks, scale, sums);
  if (rest > 0)
    add_blocks (tables, p, step, 1, rest, sums + 3 * (gsize) n_blocks);
}

static void
add_row_16 (const Photo *photo, const guint8 *p, gssize step, guint n, guint scale, float *sums)
{
  for (guint at = 0; at < n; at += scale, sums += 3)
    for (guint i = MIN (scale, n - at); i > 0; i--, p += step)
      for (int c = 0; c < 3; c++)
        sums[c] += photo->to_linear[c][((const guint16 *) (const void *) p)[c]];
}

/* A row of blocks, of which @n_rows rows of @length pixels were added up, becomes light in the plane. */
static void
average_and_convert (const Photo *photo, const float *sums, guint length, guint scale, guint n_rows, float *rgb, gsize step)
{
  const float *m = photo->to_srgb;
  const gboolean is_srgb = photo->is_srgb;

  for (guint at = 0; at < length; at += scale, sums += 3, rgb += step)
    {
      float share = 1.0f / (float) (MIN (scale, length - at) * n_rows);
      float own[3] = { sums[0] * share, sums[1] * share, sums[2] * share };

      for (int c = 0; c < 3; c++)
        rgb[c] = is_srgb ? own[c] : m[3 * c] * own[0] + m[3 * c + 1] * own[1] + m[3 * c + 2] * own[2];
    }
}

/* In the photo's own order of memory: one that lies on its side has its columns there as rows. The sums of one row of
 * blocks stay in the processor's cache. */
static void
fill_plane (const Photo *photo, PhotoPlane *plane, guint scale)
{
  gboolean lying = ABS (photo->step_x) > ABS (photo->step_y);
  guint n_rows = lying ? photo->width : photo->height, length = lying ? photo->height : photo->width;
  gssize step = lying ? photo->step_y : photo->step_x;
  /* In large blocks every second row is enough light, and half the work. */
  guint row_step = scale >= EVERY_SECOND_FROM ? 2 : 1;
  gsize n_sums = 3 * (gsize) (lying ? plane->height : plane->width);
  g_autofree float *sums = g_new (float, n_sums);
  IntegerTables tables = { { NULL } };

  if (photo->bits == 8)
    integer_tables_fill (&tables, photo);
  for (guint first = 0; first < n_rows; first += scale)
    {
      float *rgb = plane->rgb + 3 * (gsize) (first / scale) * (lying ? 1 : plane->width);
      guint n_taken = 0;

      memset (sums, 0, n_sums * sizeof *sums);
      for (guint row = first; row < MIN (first + scale, n_rows); row += row_step, n_taken++)
        {
          const guint8 *p = lying ? photo_address (photo, row, 0) : photo_address (photo, 0, row);

          if (photo->bits == 8)
            add_row_8 (&tables, p, step, length, scale, sums);
          else
            add_row_16 (photo, p, step, length, scale, sums);
        }
      average_and_convert (photo, sums, length, scale, n_taken, rgb, lying ? 3 * (gsize) plane->width : 3);
    }
  for (int c = 0; c < 3; c++)
    g_free (tables.light[c]);
}

PhotoPlane *
photo_reduce (const Photo *photo, guint longest)
{
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
  fill_plane (photo, plane, scale);
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
