/* patch/phantom-channel.c */
#include "phantom-channel.h"

#include <math.h>

#define CELL 0.5     /* template units */
#define REACH 0.45   /* template units beyond half the width: everything drawn beside a channel ends there */
#define ARC_STEPS 8
#define ENOUGH_OF_A_SIDE 0.49 /* two roundings share a side */

Polygon
phantom_round (const Polygon *sharp, gboolean closed, double radius, double **along)
{
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (Point2));
  g_autoptr(GArray) lengths = g_array_new (FALSE, FALSE, sizeof (double));
  double run = 0.0;
  guint n = sharp->n;

  for (guint i = 0; i < n; i++)
    {
      Point2 here = sharp->points[i], before = sharp->points[(i + n - 1) % n], after = sharp->points[(i + 1) % n];
      double in = point2_distance (before, here), out = point2_distance (here, after);
      Point2 u = { (before.x - here.x) / in, (before.y - here.y) / in }, v = { (after.x - here.x) / out, (after.y - here.y) / out };
      double half_angle = 0.5 * acos (CLAMP (u.x * v.x + u.y * v.y, -1.0, 1.0));
      double cut = half_angle > 1e-3 ? radius / tan (half_angle) : 0.0;

      if (i > 0)
        run += in;
      cut = MIN (cut, ENOUGH_OF_A_SIDE * MIN (in, out));
      if ((!closed && (i == 0 || i == n - 1)) || cut < 1e-6)
        {
          g_array_append_val (points, here);
          g_array_append_val (lengths, run);
          continue;
        }
      /* A rational quadratic Bézier whose middle weight is the sine of half the corner's angle is an arc of a circle. */
      for (int k = 0; k <= ARC_STEPS; k++)
        {
          double t = (double) k / ARC_STEPS, a = (1 - t) * (1 - t), b = t * t, c = 2 * t * (1 - t) * sin (half_angle);
          Point2 from = { here.x + cut * u.x, here.y + cut * u.y }, to = { here.x + cut * v.x, here.y + cut * v.y };
          Point2 p = { (a * from.x + b * to.x + c * here.x) / (a + b + c), (a * from.y + b * to.y + c * here.y) / (a + b + c) };
          double at = run + cut * (2 * t - 1);

          g_array_append_val (points, p);
          g_array_append_val (lengths, at);
        }
    }
  if (along)
    *along = (double *) (gpointer) g_array_free (g_steal_pointer (&lengths), FALSE);
  n = points->len;
  return (Polygon) { (Point2 *) (gpointer) g_array_free (g_steal_pointer (&points), FALSE), n };
}

static double
square (double x)
{
  return x * x;
}

/* Squared, because this is asked for every sample of a photo. */
static double
squared_distance (Point2 a, Point2 b, Point2 p, double *t)
{
  double dx = b.x - a.x, dy = b.y - a.y;

  *t = CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return square (p.x - a.x - *t * dx) + square (p.y - a.y - *t * dy);
}

static void
build_grid (PhantomChannel *self)
{
  g_autoptr(GArray) segments = g_array_new (FALSE, FALSE, sizeof (guint));
  Point2 low = self->points[0], high = low;
  double near = self->width / 2 + REACH + CELL * G_SQRT2 / 2;
  double t;

  for (guint i = 1; i < self->n; i++)
    {
      low = (Point2) { MIN (low.x, self->points[i].x), MIN (low.y, self->points[i].y) };
      high = (Point2) { MAX (high.x, self->points[i].x), MAX (high.y, self->points[i].y) };
    }
  self->corner = (Point2) { low.x - self->width - REACH, low.y - self->width - REACH };
  self->columns = (guint) ceil ((high.x - low.x + 2 * (self->width + REACH)) / CELL) + 1;
  self->rows = (guint) ceil ((high.y - low.y + 2 * (self->width + REACH)) / CELL) + 1;
  self->cells = g_new0 (guint, self->columns * self->rows + 1);
  for (guint c = 0; c < self->columns * self->rows; c++)
    {
      Point2 middle = { self->corner.x + CELL * (c % self->columns + 0.5), self->corner.y + CELL * (c / self->columns + 0.5) };

      self->cells[c] = segments->len;
      for (guint i = 0; i + 1 < self->n; i++)
        if (squared_distance (self->points[i], self->points[i + 1], middle, &t) < near * near)
          g_array_append_val (segments, i);
    }
  self->cells[self->columns * self->rows] = segments->len;
  self->segments = (guint *) (gpointer) g_array_free (g_steal_pointer (&segments), FALSE);
}

PhantomChannel *
phantom_channel_new (const PatchChannel *channel, double bend_radius, gboolean mitred)
{
  PhantomChannel *self = g_new0 (PhantomChannel, 1);
  Polygon rounded = phantom_round (&channel->centreline, FALSE, bend_radius, &self->fraction);

  self->points = rounded.points;
  self->n = rounded.n;
  self->width = channel->width;
  self->length = channel->length;
  self->mitred = mitred && bend_radius <= 0.0;
  for (guint i = 0; i < self->n; i++)
    self->fraction[i] /= channel->length;
  build_grid (self);
  return self;
}

void
phantom_channel_free (PhantomChannel *self)
{
  if (self == NULL)
    return;
  g_free (self->points);
  g_free (self->fraction);
  g_free (self->cells);
  g_free (self->segments);
  g_free (self);
}

/* Distance measured in a box around the segment that is as much longer as the channel is wide: square outer corners. */
static double
distance_in_box (const PhantomChannel *self, guint i, Point2 p)
{
  Point2 a = self->points[i], b = self->points[i + 1];
  double length = point2_distance (a, b), dx = (b.x - a.x) / length, dy = (b.y - a.y) / length;
  double along = (p.x - a.x) * dx + (p.y - a.y) * dy, beside = fabs ((p.y - a.y) * dx - (p.x - a.x) * dy);
  double before = i > 0 ? -along : (along < 0 ? INFINITY : 0.0);
  double beyond = i + 2 < self->n ? along - length : (along > length ? INFINITY : 0.0);

  return MAX (beside, MAX (before, beyond));
}

gboolean
phantom_channel_find (const PhantomChannel *self, Point2 p, PhantomChannelPlace *place)
{
  int column = (int) floor ((p.x - self->corner.x) / CELL), row = (int) floor ((p.y - self->corner.y) / CELL);
  double nearest = INFINITY;
  guint cell;

  if (column < 0 || row < 0 || column >= (int) self->columns || row >= (int) self->rows)
    return FALSE;
  cell = (guint) row * self->columns + (guint) column;
  for (guint k = self->cells[cell]; k < self->cells[cell + 1]; k++)
    {
      guint i = self->segments[k];
      Point2 a = self->points[i], b = self->points[i + 1];
      double t, distance = squared_distance (a, b, p, &t);

      if (self->mitred)
        distance = MIN (distance, square (distance_in_box (self, i, p)));
      if (distance >= nearest)
        continue;
      nearest = distance;
      place->fraction = self->fraction[i] + t * (self->fraction[i + 1] - self->fraction[i]);
      place->beside = sqrt (distance);
      place->outward = (Point2) { p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y) };
    }
  if (nearest > square (self->width / 2 + REACH))
    return FALSE;
  nearest = hypot (place->outward.x, place->outward.y);
  if (nearest > 0.0)
    place->outward = (Point2) { place->outward.x / nearest, place->outward.y / nearest };
  return TRUE;
}

Point2
phantom_channel_at (const PhantomChannel *self, double fraction)
{
  guint i = 0;
  double t;

  while (i + 2 < self->n && self->fraction[i + 1] < fraction)
    i++;
  t = (fraction - self->fraction[i]) / (self->fraction[i + 1] - self->fraction[i]);
  t = CLAMP (t, 0.0, 1.0);
  return (Point2) { self->points[i].x + t * (self->points[i + 1].x - self->points[i].x),
                    self->points[i].y + t * (self->points[i + 1].y - self->points[i].y) };
}
