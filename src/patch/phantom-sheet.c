/* patch/phantom-sheet.c */
#include "phantom-sheet.h"

#include <math.h>
#include <string.h>

#include "phantom-colour.h"
#include "phantom-random.h"

#define CELL 0.25         /* template units: of the grid that remembers distances to the sticker's edge */
#define SHADOW_REACH 0.9  /* template units beyond the edge */
#define RESIDUE_EDGE 0.72 /* of half the width: a channel that ran dry keeps dye along its walls */
#define DROPLET_PITCH 0.28
#define HALFTONE_PITCH 0.075
#define HALFTONE_COVERAGE 0.62
#define MOST_DROPS 64

typedef struct {
  Point2 at;
  double radius;
} SweatDrop;

struct _PhantomSheet {
  const PhantomScene *scene;
  const PatchTemplate *geometry;
  Polygon outline;          /* trimmed and rounded */
  Point2 corner;            /* of the grid */
  guint columns, rows;
  float *edge_distance;     /* signed, at the middle of each cell; negative inside */
  PhantomChannel *volume, *chloride;
  double dyes[8][3];
  guint n_dyes;
  double empty[3];          /* printed colour of the empty channel */
  double chloride_light[3]; /* relative to the base */
  double (*blocks)[3];
  Point2 box_middle;        /* of the first dark region */
  double box_size;
  SweatDrop drops[MOST_DROPS];
  guint n_drops;
  Point2 light_from;        /* unit vector on the sheet: where embossed edges are bright */
  guint32 seed;
};

/* Signed, negative inside. One pass over the sides, without a root for each: this is asked for every sample of a photo. */
static double
edge_distance (const Polygon *polygon, Point2 p)
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

/* Share of a sample of width @pixel that lies on the negative side of an edge at signed @distance. */
static double
covered (const PhantomSheet *self, double distance, double pixel)
{
  if (self->scene->look.jagged)
    return distance < 0.0 ? 1.0 : 0.0;
  return CLAMP (0.5 - distance / pixel, 0.0, 1.0);
}

static void
blend (double under[3], const double over[3], double share)
{
  for (int c = 0; c < 3; c++)
    under[c] += share * (over[c] - under[c]);
}

static void
darken (double light[3], double share)
{
  for (int c = 0; c < 3; c++)
    light[c] *= 1.0 - share;
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

      self->edge_distance[i] = (float) edge_distance (&self->outline, middle);
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
  return fabs (distance) > 0.5 + self->scene->look.rim ? distance : edge_distance (&self->outline, p);
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
  self->n_drops = MIN (scene->drops, MOST_DROPS);
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

/* Linear dye colour where the strength is @strength: 0 diluted, 1 full. */
static void
dye_colour (const PhantomSheet *self, double strength, double colour[3])
{
  double at = CLAMP (strength, 0.0, 1.0) * (self->n_dyes - 1);
  guint i = MIN ((guint) at, self->n_dyes - 1), j = MIN (i + 1, self->n_dyes - 1);

  for (int c = 0; c < 3; c++)
    colour[c] = self->dyes[i][c] + (at - i) * (self->dyes[j][c] - self->dyes[i][c]);
}

/* How full of dye the channel is at @place, 0–1, gaps and the front's shape included. */
static double
dye_share (const PhantomSheet *self, const PhantomChannelPlace *place, double pixel)
{
  const PhantomScene *scene = self->scene;
  double length = self->volume->length, half = self->volume->width / 2;
  double bulge = scene->look.meniscus * self->volume->width * (1.0 - place->beside * place->beside / (half * half));
  double share;

  if (scene->fill <= 0.0)
    return 0.0;
  share = scene->fill >= 1.0 ? 1.0 : covered (self, (place->fraction - scene->fill) * length - bulge, pixel);
  for (guint i = 0; i < scene->n_gaps; i++)
    share *= 1.0 - covered (self, (scene->gaps[i].from - place->fraction) * length, pixel)
                     * covered (self, (place->fraction - scene->gaps[i].to) * length, pixel);
  return share;
}

/* What a channel keeps that was wet once: dye along the walls and droplets. */
static double
residue_share (const PhantomSheet *self, const PhantomChannelPlace *place, double pixel)
{
  double along = place->fraction * self->volume->length, half = self->volume->width / 2;
  gint32 cell = (gint32) floor (along / DROPLET_PITCH);
  double wall = place->beside / half > RESIDUE_EDGE ? 0.25 + 0.25 * phantom_noise (self->seed + 5, along * 1.7, 0.5) : 0.02;
  double radius = half * (0.2 + 0.5 * phantom_hash (self->seed + 6, cell, 0));
  double from_middle = (along / DROPLET_PITCH - cell - 0.5) * DROPLET_PITCH;

  if (phantom_hash (self->seed + 7, cell, 1) < 0.3)
    wall = MAX (wall, 0.8 * covered (self, hypot (from_middle, place->beside - 0.3 * half) - radius, pixel));
  return MAX (wall, 0.0);
}

static void
draw_empty_channel (const PhantomSheet *self, const PhantomChannel *channel, const PhantomChannelPlace *place, double pixel,
                    double light[3])
{
  const PhantomLook *look = &self->scene->look;
  double half = channel->width / 2, inside = covered (self, place->beside - half, pixel);
  double facing = place->outward.x * self->light_from.x + place->outward.y * self->light_from.y;
  double from_wall = fabs (place->beside - half) - look->emboss_width / 2;

  if (look->empty_printed)
    blend (light, self->empty, inside);
  else
    darken (light, look->empty_grey * inside);
  if (look->emboss > 0.0)
    for (int c = 0; c < 3; c++)
      light[c] *= 1.0 + look->emboss * (0.35 + 0.65 * facing) * covered (self, from_wall, pixel + 0.02);
  if (look->edge_line > 0.0)
    darken (light, look->edge_line * covered (self, fabs (place->beside - half) - 0.018, pixel));
}

static void
draw_volume (const PhantomSheet *self, Point2 p, double pixel, double light[3])
{
  const PhantomScene *scene = self->scene;
  PhantomChannelPlace place;
  double half = self->volume->width / 2, inside, share, strength, colour[3];

  if (!phantom_channel_find (self->volume, p, &place))
    return;
  draw_empty_channel (self, self->volume, &place, pixel, light);
  share = dye_share (self, &place, pixel);
  inside = covered (self, place.beside - half, pixel);
  strength = scene->look.dye_from + (scene->look.dye_to - scene->look.dye_from) * place.fraction / MAX (scene->fill, 0.05)
             + scene->look.dye_wave * phantom_noise (self->seed + 2, place.fraction * 6.0, 0.5);
  dye_colour (self, strength, colour);
  if (share < 1.0 && place.fraction < scene->fill)
    blend (light, colour, (1.0 - share) * inside * residue_share (self, &place, pixel));
  blend (light, colour, share * inside);
  if (scene->look.bleed > 0.0 && place.beside > half)
    blend (light, colour, share * scene->look.bleed * exp (-(place.beside - half) / 0.12));
  if (scene->look.edge_line > 0.0)
    darken (light, scene->look.edge_line * share * covered (self, fabs (place.beside - half) - 0.018, pixel));
}

static void
draw_chloride (const PhantomSheet *self, Point2 p, double pixel, double light[3])
{
  PhantomChannelPlace place;
  double share;

  if (!phantom_channel_find (self->chloride, p, &place))
    return;
  draw_empty_channel (self, self->chloride, &place, pixel, light);
  share = covered (self, place.beside - self->chloride->width / 2, pixel);
  if (self->scene->chloride_fill < 1.0)
    share *= covered (self, (place.fraction - self->scene->chloride_fill) * self->chloride->length, pixel);
  for (int c = 0; c < 3; c++)
    light[c] += share * (self->scene->look.white[c] * self->chloride_light[c] - light[c]);
}

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
  return covered (self, (hypot (u - floor (u) - 0.5, v - floor (v) - 0.5) - radius) * HALFTONE_PITCH, pixel);
}

static void
draw_blocks (const PhantomSheet *self, Point2 p, double pixel, double light[3])
{
  for (guint i = 0; i < self->geometry->n_blocks; i++)
    {
      const ReferenceBlock *block = &self->geometry->blocks[i];
      double distance, share;

      if (!box_contains (&block->polygon, p, pixel))
        continue;
      distance = edge_distance (&block->polygon, p);
      share = covered (self, distance, pixel);
      if (g_str_has_suffix (block->name, "_halftone"))
        share *= halftone_share (self, p, pixel);
      blend (light, self->blocks[i], share);
      if (self->scene->look.block_line > 0.0)
        darken (light, self->scene->look.block_line * covered (self, fabs (distance) - 0.02, pixel));
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
  return covered (self, distance * self->box_size, pixel);
}

static void
draw_dark_regions (const PhantomSheet *self, Point2 p, double pixel, double light[3])
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
        blend (ink, emblem, emblem_share (self, p, pixel));
      blend (light, ink, covered (self, edge_distance (region, p), pixel));
    }
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

  blend (surface, film, covered (self, MAX (fabs (p.y - 4.6) - half, MAX (p.x - 0.5, -p.x - 3.0)), pixel));
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
    darken (surface, look->drop_shadow * exp (-(distance - look->rim) / 0.22));
  if (look->rim > 0.0)
    {
      const double film[3] = { 0.55, 0.55, 0.56 };

      blend (surface, film, covered (self, distance - look->rim, pixel) * 0.8);
      darken (surface, 0.3 * covered (self, fabs (distance - look->rim) - 0.02, pixel));
    }
  if (covered (self, distance, pixel) <= 0.0)
    return;
  p = look_through_drops (self, p, &gain, &highlight);
  grain = phantom_noise (self->seed, p.x * 9.0, p.y * 9.0) + 0.7f * phantom_noise (self->seed + 1, p.x * 31.0, p.y * 31.0);
  for (int c = 0; c < 3; c++)
    light[c] = look->white[c] * (1.0 + look->paper_noise * grain);
  draw_volume (self, p, pixel, light);
  draw_chloride (self, p, pixel, light);
  draw_blocks (self, p, pixel, light);
  draw_dark_regions (self, p, pixel, light);
  if (look->outline_line > 0.0)
    darken (light, look->outline_line * covered (self, fabs (distance) - 0.03, pixel));
  for (int c = 0; c < 3; c++)
    light[c] = light[c] * gain + highlight;
  blend (surface, light, covered (self, distance, pixel));
}
