/* photo/frame.c: a picture on a plain ground, as rotating programs and screenshots leave it */
#include "decoder.h"

#include <stdlib.h>
#include <string.h>

#define PLAIN_CODES   3     /* of 255: ground is one colour but for rounding; a camera's noise is more */
#define BORDER_PLACES 256   /* of the photo's border that are looked at, for each side */
#define LEAST_GROUND  0.03  /* of them in the ground's colour; a picture turned by a degree leaves more */
#define ROWS          400
#define LEAST_PICTURE 0.2   /* of the photo */
#define MOST_PICTURE  0.99  /* ground of less is not worth it */
#define LEAST_CONVEX  0.97  /* of the hull is picture: a thing on a plain ground has hollows */
#define STRAIGHT      0.005 /* of the photo's longer side, from a corner to the line between its neighbours */
#define SMEARED       16    /* pixels that a JPEG takes together */
#define LEAP          8     /* pixels */
#define COMPRESSION   6.0   /* pixels: the picture's border and the ground run into each other in a JPEG's blocks */
#define MOST_GROUNDS  4

typedef struct {
  const Photo *photo;
  guint8 grounds[MOST_GROUNDS][3];
  guint n_grounds;
} FrameFinder;

static void
code_at (const Photo *photo, guint x, guint y, guint8 code[3])
{
  const guint8 *p = photo_address (photo, x, y);

  for (int c = 0; c < 3; c++)
    code[c] = photo->bits == 8 ? p[c] : ((const guint16 *) (const void *) p)[c] >> 8;
}

static gboolean
same_code (const guint8 a[3], const guint8 b[3])
{
  return ABS (a[0] - b[0]) <= PLAIN_CODES && ABS (a[1] - b[1]) <= PLAIN_CODES && ABS (a[2] - b[2]) <= PLAIN_CODES;
}

static gboolean
is_ground (const FrameFinder *self, guint x, guint y)
{
  guint8 code[3];

  code_at (self->photo, x, y, code);
  for (guint i = 0; i < self->n_grounds; i++)
    if (same_code (code, self->grounds[i]))
      return TRUE;
  return FALSE;
}

/* From column @x on in direction @way, most is picture: what a JPEG smears into the ground is not. */
static gboolean
picture_begins (const FrameFinder *self, guint x, guint y, int way)
{
  guint n = 0, seen = 0;

  if (is_ground (self, x, y))
    return FALSE;
  for (guint i = 0; i < SMEARED && x < self->photo->width; i++, x += (guint) way, seen++)
    n += !is_ground (self, x, y);
  return 4 * n >= 3 * seen;
}

/* Place @i of BORDER_PLACES on side @side. */
static void
border_code (const Photo *photo, guint side, guint i, guint8 code[3])
{
  guint x = (guint) ((guint64) i * (photo->width - 1) / (BORDER_PLACES - 1)), y = (guint) ((guint64) i * (photo->height - 1) / (BORDER_PLACES - 1));

  if (side < 2)
    code_at (photo, x, side ? photo->height - 1 : 0, code);
  else
    code_at (photo, side == 3 ? photo->width - 1 : 0, y, code);
}

/* Grounds are the colours of the photo's corners that much of its border has. */
static void
find_grounds (FrameFinder *self)
{
  const Photo *photo = self->photo;

  for (guint corner = 0; corner < 4; corner++)
    {
      guint8 code[3], other[3];
      guint n = 0;

      code_at (photo, corner % 2 ? photo->width - 1 : 0, corner / 2 ? photo->height - 1 : 0, code);
      for (guint i = 0; i < BORDER_PLACES; i++)
        for (guint side = 0; side < 4; side++)
          {
            border_code (photo, side, i, other);
            n += same_code (code, other);
          }
      if (n >= LEAST_GROUND * 4 * BORDER_PLACES)
        memcpy (self->grounds[self->n_grounds++], code, sizeof code);
    }
}

/* Corners that hardly stick out go, the least first. */
static guint
straighten (Point2 *corners, guint n, double tolerance)
{
  while (n > 3)
    {
      double least = tolerance;
      guint worst = n;

      for (guint i = 0; i < n; i++)
        {
          Point2 a = corners[(i + n - 1) % n], b = corners[(i + 1) % n];
          double length = point2_distance (a, b);
          double out = fabs ((b.x - a.x) * (corners[i].y - a.y) - (b.y - a.y) * (corners[i].x - a.x)) / MAX (length, 1e-9);

          if (out < least)
            {
              least = out;
              worst = i;
            }
        }
      if (worst == n)
        break;
      memmove (corners + worst, corners + worst + 1, (n - worst - 1) * sizeof *corners);
      n--;
    }
  return n;
}

static void
set_frame (Photo *photo, const Point2 *corners, guint n)
{
  Point2 middle = { 0, 0 };

  for (guint i = 0; i < n; i++)
    middle = (Point2) { middle.x + corners[i].x / n, middle.y + corners[i].y / n };
  for (guint i = 0; i < n; i++)
    {
      Point2 a = corners[i], b = corners[(i + 1) % n];
      double length = MAX (point2_distance (a, b), 1e-9);
      PhotoEdge *edge = &photo->frame[i];

      *edge = (PhotoEdge) { (b.y - a.y) / length, -(b.x - a.x) / length, 0 };
      edge->reach = edge->x * a.x + edge->y * a.y;
      if (edge->x * middle.x + edge->y * middle.y > edge->reach)
        *edge = (PhotoEdge) { -edge->x, -edge->y, -edge->reach };
      edge->reach -= COMPRESSION;
    }
  photo->n_frame = n;
}

void
photo_find_frame (Photo *photo)
{
  FrameFinder self = { .photo = photo };
  guint stride = MAX (1, photo->height / ROWS), n = 0, longest = MAX (photo->width, photo->height);
  g_autofree Point2 *left = NULL, *right = NULL, *hull = NULL;
  double spans = 0, area;

  photo->n_frame = 0;
  if (photo->width < 8 || photo->height < 8)
    return;
  find_grounds (&self);
  if (self.n_grounds == 0)
    return;
  left = g_new (Point2, photo->height / stride + 1);
  right = g_new (Point2, photo->height / stride + 1);
  for (guint y = stride / 2; y < photo->height; y += stride)
    {
      guint from = 0, to = photo->width;

      /* In leaps that no picture fits between, then back to where it begins. */
      while (from < to && !picture_begins (&self, from, y, 1))
        from = MIN (from + LEAP, to);
      while (to > from && !picture_begins (&self, to - 1, y, -1))
        to -= MIN (LEAP, to - from);
      if (from == to)
        continue;
      while (from > 0 && picture_begins (&self, from - 1, y, 1))
        from--;
      while (to < photo->width && picture_begins (&self, to, y, -1))
        to++;
      left[n] = (Point2) { from, y + 0.5 };
      right[n++] = (Point2) { to, y + 0.5 };
      spans += (double) (to - from) * stride;
    }
  if (n < 3 || spans < LEAST_PICTURE * photo->width * photo->height || spans > MOST_PICTURE * photo->width * photo->height)
    return;
  hull = g_new (Point2, 2 * n + 2);
  n = polygon_hull_of_rows (left, right, n, hull);
  area = fabs (polygon_area (hull, n));
  n = straighten (hull, n, MAX (3.0, STRAIGHT * longest));
  if (spans >= LEAST_CONVEX * area && n <= PHOTO_MOST_EDGES)
    set_frame (photo, hull, n);
}
