/* patch/phantom-sheet.c */
#include "phantom-sheet-private.h"

#include <string.h>

#include "phantom-colour.h"
#include "phantom-random.h"

#define CELL 0.25         /* template units: of the grid that remembers distances to the sticker's edge */
#define SHADOW_REACH 0.9  /* template units beyond the edge */

/* One pass over the sides, without a root for each: this is asked for every sample of a photo. */
double
phantom_edge_distance (const Polygon *polygon, Point2 p)
{
  double nearest = INFINITY;
  gboolean inside = FALSE;
  Point2 a = polygon->points[polygon->n - 1];

  for (guint i = 0; i < polygon->n; i++)
    {
      Point2 b = polygon->points[i];
      double dx = b.x - a.x, dy = b.y - a.y, px = p.x - a.x, py = p.y - a.y, t = (px * dx + py * dy) / (dx * dx + dy * dy);

      t = CLAMP (t, 0.0, 1.0);
      px -= t * dx;
      py -= t * dy;
      nearest = MIN (nearest, px * px + py * py);
      if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / dy * dx)
        inside = !inside;
      a = b;
    }
  return inside ? -sqrt (nearest) : sqrt (nearest);
}

static void
build_outline (PhantomSheet *self)
{
  const Polygon *drawn = &self->geometry->outline;
  guint64 random = self->scene->seed ^ 0x0071;
  Polygon cut = { g_new (Point2, drawn->n), drawn->n };
  Point2 low, high;
  double margin = SHADOW_REACH + self->scene->look.rim + CELL;

  for (guint i = 0; i < drawn->n; i++)
    cut.points[i] = (Point2) { drawn->points[i].x + self->scene->look.trim * phantom_between (&random, -1, 1),
                               drawn->points[i].y + self->scene->look.trim * phantom_between (&random, -1, 1) };
  self->outline = phantom_round (&cut, TRUE, self->scene->look.corner_radius, NULL);
  g_free (cut.points);
  low = high = self->outline.points[0];
  for (guint i = 1; i < self->outline.n; i++)
    {
      low = (Point2) { MIN (low.x, self->outline.points[i].x), MIN (low.y, self->outline.points[i].y) };
      high = (Point2) { MAX (high.x, self->outline.points[i].x), MAX (high.y, self->outline.points[i].y) };
    }
  self->corner = (Point2) { low.x - margin, low.y - margin };
  self->columns = (guint) ceil ((high.x - low.x + 2 * margin) / CELL) + 1;
  self->rows = (guint) ceil ((high.y - low.y + 2 * margin) / CELL) + 1;
  self->edge_distance = g_new (float, self->columns * self->rows);
  for (guint i = 0; i < self->columns * self->rows; i++)
    {
      Point2 middle = { self->corner.x + CELL * (i % self->columns + 0.5), self->corner.y + CELL * (i / self->columns + 0.5) };

      self->edge_distance[i] = (float) phantom_edge_distance (&self->outline, middle);
    }
}

static gboolean
cell_distance (const PhantomSheet *self, Point2 p, double *distance)
{
  int column = (int) floor ((p.x - self->corner.x) / CELL), row = (int) floor ((p.y - self->corner.y) / CELL);

  if (column < 0 || row < 0 || column >= (int) self->columns || row >= (int) self->rows)
    return FALSE;
  *distance = self->edge_distance[(guint) row * self->columns + (guint) column];
  return TRUE;
}

/* The exact distance only where it matters: near the edge. */
static double
distance_from_edge (const PhantomSheet *self, Point2 p)
{
  double distance;

  if (!cell_distance (self, p, &distance))
    return INFINITY;
  return fabs (distance) > 0.5 + self->scene->look.rim ? distance : phantom_edge_distance (&self->outline, p);
}

/* The ink of this lot: every block of the same name has it. */
static void
mix_ink (const char *name, const PhantomScene *scene, double colour[3])
{
  guint64 random = phantom_mix (scene->seed ^ g_str_hash (name));

  phantom_ink (name, colour);
  for (int c = 0; c < 3; c++)
    colour[c] = MIN (colour[c] * (1.0 + scene->look.ink_shift * phantom_between (&random, -1, 1)), 0.95);
}

PhantomSheet *
phantom_sheet_new (const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration)
{
  PhantomSheet *self = g_new0 (PhantomSheet, 1);
  guint64 random = scene->seed ^ 0x5eed;
  double lab[3], angle = phantom_between (&random, 0, 2 * G_PI);

  self->scene = scene;
  self->geometry = geometry;
  self->seed = (guint32) phantom_next (&random);
  self->light_from = (Point2) { cos (angle), sin (angle) };
  build_outline (self);
  self->volume = phantom_channel_new (&geometry->volume, scene->look.bend_radius, scene->look.mitred);
  self->chloride = phantom_channel_new (&geometry->chloride, scene->look.bend_radius, scene->look.mitred);
  self->n_dyes = MIN (geometry->n_dyes, G_N_ELEMENTS (self->dyes));
  for (guint i = 0; i < self->n_dyes; i++)
    phantom_from_srgb (geometry->dye_srgb[i], self->dyes[i]);
  phantom_from_srgb (geometry->empty_srgb, self->empty);
  phantom_chloride (scene, calibration, self->chloride_light, lab);
  self->blocks = g_malloc0_n (MAX (geometry->n_blocks, 1), sizeof *self->blocks);
  for (guint i = 0; i < geometry->n_blocks; i++)
    {
      if (geometry->blocks[i].known)
        phantom_from_srgb (geometry->blocks[i].srgb, self->blocks[i]);
      else
        mix_ink (geometry->blocks[i].name, scene, self->blocks[i]);
    }
  if (geometry->n_dark_regions > 0)
    {
      const Polygon *box = &geometry->dark_regions[0];

      for (guint i = 0; i < box->n; i++)
        {
          self->box_middle.x += box->points[i].x / box->n;
          self->box_middle.y += box->points[i].y / box->n;
        }
      self->box_size = sqrt (fabs (polygon_area (box->points, box->n)));
    }
  self->n_drops = MIN (scene->drops, PHANTOM_MOST_DROPS);
  for (guint i = 0; i < self->n_drops; i++)
    {
      self->drops[i].at.x = self->corner.x + CELL * self->columns * phantom_between (&random, 0.1, 0.9);
      self->drops[i].at.y = self->corner.y + CELL * self->rows * phantom_between (&random, 0.1, 0.9);
      self->drops[i].radius = phantom_between (&random, 0.12, 0.45);
    }
  return self;
}

void
phantom_sheet_free (PhantomSheet *self)
{
  if (self == NULL)
    return;
  g_free (self->outline.points);
  g_free (self->edge_distance);
  phantom_channel_free (self->volume);
  phantom_channel_free (self->chloride);
  g_free (self->blocks);
  g_free (self);
}

Point2
phantom_sheet_front (const PhantomSheet *self, double fill)
{
  return phantom_channel_at (self->volume, fill);
}

gboolean
phantom_sheet_is_near (const PhantomSheet *self, Point2 p)
{
  double distance;

  return cell_distance (self, p, &distance) || (self->scene->look.tab && p.x < 1.0 && p.x > -4.5 && p.y > 1.0 && p.y < 8.0);
}

gboolean
phantom_sheet_covers (const PhantomSheet *self, Point2 p)
{
  double distance;

  return cell_distance (self, p, &distance) && distance < -0.5;
}

/* A drop bends the light: what is seen through it is displaced, its rim is dark, and it has a small highlight. */
static Point2
look_through_drops (const PhantomSheet *self, Point2 p, double *gain, double *highlight)
{
  *gain = 1.0;
  *highlight = 0.0;
  for (guint i = 0; i < self->n_drops; i++)
    {
      const SweatDrop *drop = &self->drops[i];
      double dx = p.x - drop->at.x, dy = p.y - drop->at.y, r = hypot (dx, dy) / drop->radius;

      if (r >= 1.0)
        continue;
      *gain = 1.06 - 0.22 * r * r * r * r;
      *highlight = 1.2 * exp (-(pow (dx / drop->radius + 0.4, 2) + pow (dy / drop->radius + 0.4, 2)) / 0.02);
      return (Point2) { drop->at.x + dx * (0.72 + 0.28 * r * r), drop->at.y + dy * (0.72 + 0.28 * r * r) };
    }
  return p;
}

static void
draw_tab (const PhantomSheet *self, Point2 p, double pixel, double surface[3])
{
  const double film[3] = { 0.48, 0.48, 0.49 };
  double half = 2.2 - 0.25 * (0.5 - p.x);

  phantom_blend (surface, film, phantom_covered (self, MAX (fabs (p.y - 4.6) - half, MAX (p.x - 0.5, -p.x - 3.0)), pixel));
}

void
phantom_sheet_light (const PhantomSheet *self, Point2 p, double pixel, double surface[3])
{
  const PhantomLook *look = &self->scene->look;
  double distance, gain, highlight, light[3];
  float grain;

  if (look->tab)
    draw_tab (self, p, pixel, surface);
  distance = distance_from_edge (self, p);
  if (distance > SHADOW_REACH + look->rim)
    return;
  if (distance > look->rim && look->drop_shadow > 0.0)
    phantom_darken (surface, look->drop_shadow * exp (-(distance - look->rim) / 0.22));
  if (look->rim > 0.0)
    {
      const double film[3] = { 0.55, 0.55, 0.56 };

      phantom_blend (surface, film, phantom_covered (self, distance - look->rim, pixel) * 0.8);
      phantom_darken (surface, 0.3 * phantom_covered (self, fabs (distance - look->rim) - 0.02, pixel));
    }
  if (phantom_covered (self, distance, pixel) <= 0.0)
    return;
  p = look_through_drops (self, p, &gain, &highlight);
  grain = phantom_noise (self->seed, p.x * 9.0, p.y * 9.0) + 0.7f * phantom_noise (self->seed + 1, p.x * 31.0, p.y * 31.0);
  for (int c = 0; c < 3; c++)
    light[c] = look->white[c] * (1.0 + look->paper_noise * grain);
  phantom_draw_volume (self, p, pixel, light);
  phantom_draw_chloride (self, p, pixel, light);
  phantom_draw_blocks (self, p, pixel, light);
  phantom_draw_dark_regions (self, p, pixel, light);
  if (look->outline_line > 0.0)
    phantom_darken (light, look->outline_line * phantom_covered (self, fabs (distance) - 0.03, pixel));
  for (int c = 0; c < 3; c++)
    light[c] = light[c] * gain + highlight;
  phantom_blend (surface, light, phantom_covered (self, distance, pixel));
}
