/* patch/phantom-sheet-marks.c: what is printed: blocks, the dark region and its emblem */
#include "phantom-random.h"
#include "phantom-sheet-private.h"

#define HALFTONE_PITCH 0.075
#define HALFTONE_COVERAGE 0.62

static gboolean
box_contains (const Polygon *polygon, Point2 p, double margin)
{
  Point2 low = polygon->points[0], high = low;

  for (guint i = 1; i < polygon->n; i++)
    {
      low = (Point2) { MIN (low.x, polygon->points[i].x), MIN (low.y, polygon->points[i].y) };
      high = (Point2) { MAX (high.x, polygon->points[i].x), MAX (high.y, polygon->points[i].y) };
    }
  return p.x > low.x - margin && p.y > low.y - margin && p.x < high.x + margin && p.y < high.y + margin;
}

/* Dots on a lattice turned by 30°, as screens for a second ink are. */
static double
halftone_share (const PhantomSheet *self, Point2 p, double pixel)
{
  double u = (0.8660254 * p.x + 0.5 * p.y) / HALFTONE_PITCH, v = (-0.5 * p.x + 0.8660254 * p.y) / HALFTONE_PITCH;
  double radius = sqrt (HALFTONE_COVERAGE / G_PI);

  if (!self->scene->look.halftone || pixel > HALFTONE_PITCH * 1.5)
    return HALFTONE_COVERAGE;
  return phantom_covered (self, (hypot (u - floor (u) - 0.5, v - floor (v) - 0.5) - radius) * HALFTONE_PITCH, pixel);
}

void
phantom_draw_blocks (const PhantomSheet *self, Point2 p, double pixel, double light[3])
{
  for (guint i = 0; i < self->geometry->n_blocks; i++)
    {
      const ReferenceBlock *block = &self->geometry->blocks[i];
      double distance, share;

      if (!box_contains (&block->polygon, p, pixel))
        continue;
      distance = phantom_edge_distance (&block->polygon, p);
      share = phantom_covered (self, distance, pixel);
      if (g_str_has_suffix (block->name, "_halftone"))
        share *= halftone_share (self, p, pixel);
      phantom_blend (light, self->blocks[i], share);
      if (self->scene->look.block_line > 0.0)
        phantom_darken (light, self->scene->look.block_line * phantom_covered (self, fabs (distance) - 0.02, pixel));
    }
}

static double
drop_distance (Point2 q)
{
  double circle = hypot (q.x, q.y - 0.12) - 0.20, cone;

  if (q.y > 0.12)
    return circle;
  cone = fabs (q.x) - 0.20 * CLAMP ((q.y + 0.42) / 0.54, 0.0, 1.0);
  return q.y < -0.42 ? hypot (q.x, q.y + 0.42) : MIN (circle, cone);
}

/* A light shape on the dark region: a drop, a ring, or bars like a line of type. */
static double
emblem_share (const PhantomSheet *self, Point2 p, double pixel)
{
  Point2 q = { (p.x - self->box_middle.x) / self->box_size, (p.y - self->box_middle.y) / self->box_size };
  double distance = INFINITY;

  switch (self->scene->look.emblem)
    {
    case PHANTOM_EMBLEM_DROP:
      distance = drop_distance (q);
      break;
    case PHANTOM_EMBLEM_RING:
      distance = fabs (hypot (q.x, q.y) - 0.19) - 0.07;
      break;
    case PHANTOM_EMBLEM_BARS:
      for (int i = -1; i <= 1; i++)
        distance = MIN (distance, MAX (fabs (q.x - 0.13 * i) - 0.04, fabs (q.y) - 0.25 + 0.05 * i));
      break;
    case PHANTOM_EMBLEM_NONE:
    case PHANTOM_N_EMBLEMS:
    default:
      return 0.0;
    }
  return phantom_covered (self, distance * self->box_size, pixel);
}

void
phantom_draw_dark_regions (const PhantomSheet *self, Point2 p, double pixel, double light[3])
{
  const double emblem[3] = { 0.72, 0.71, 0.74 };

  for (guint i = 0; i < self->geometry->n_dark_regions; i++)
    {
      const Polygon *region = &self->geometry->dark_regions[i];
      double ink[3];

      if (!box_contains (region, p, pixel))
        continue;
      for (int c = 0; c < 3; c++)
        ink[c] = self->scene->look.box_light * (c == 2 ? 1.15 : 1.0)
                 * (1.0 + 4.0 * self->scene->look.paper_noise * phantom_noise (self->seed + 9, p.x * 25, p.y * 25));
      if (i == 0)
        phantom_blend (ink, emblem, emblem_share (self, p, pixel));
      phantom_blend (light, ink, phantom_covered (self, phantom_edge_distance (region, p), pixel));
    }
}
