/* patch/phantom-sheet-channels.c: what the channels hold, and how they look when empty */
#include "phantom-colour.h"
#include "phantom-random.h"
#include "phantom-sheet-private.h"

#define RESIDUE_EDGE 0.72 /* of half the width: a channel that ran dry keeps dye along its walls */
#define DROPLET_PITCH 0.28

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
  share = scene->fill >= 1.0 ? 1.0 : phantom_covered (self, (place->fraction - scene->fill) * length - bulge, pixel);
  for (guint i = 0; i < scene->n_gaps; i++)
    share *= 1.0 - phantom_covered (self, (scene->gaps[i].from - place->fraction) * length, pixel)
                     * phantom_covered (self, (place->fraction - scene->gaps[i].to) * length, pixel);
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
    wall = MAX (wall, 0.8 * phantom_covered (self, hypot (from_middle, place->beside - 0.3 * half) - radius, pixel));
  return MAX (wall, 0.0);
}

static void
draw_empty_channel (const PhantomSheet *self, const PhantomChannel *channel, const PhantomChannelPlace *place, double pixel,
                    double light[3])
{
  const PhantomLook *look = &self->scene->look;
  double half = channel->width / 2, inside = phantom_covered (self, place->beside - half, pixel);
  double facing = place->outward.x * self->light_from.x + place->outward.y * self->light_from.y;
  double from_wall = fabs (place->beside - half) - look->emboss_width / 2;

  if (look->empty_printed)
    phantom_blend (light, self->empty, inside);
  else
    phantom_darken (light, look->empty_grey * inside);
  if (look->emboss > 0.0)
    for (int c = 0; c < 3; c++)
      light[c] *= 1.0 + look->emboss * (0.35 + 0.65 * facing) * phantom_covered (self, from_wall, pixel + 0.02);
  if (look->edge_line > 0.0)
    phantom_darken (light, look->edge_line * phantom_covered (self, fabs (place->beside - half) - 0.018, pixel));
}

void
phantom_draw_volume (const PhantomSheet *self, Point2 p, double pixel, double light[3])
{
  const PhantomScene *scene = self->scene;
  PhantomChannelPlace place;
  double half = self->volume->width / 2, inside, share, strength, colour[3];

  if (!phantom_channel_find (self->volume, p, &place))
    return;
  draw_empty_channel (self, self->volume, &place, pixel, light);
  share = dye_share (self, &place, pixel);
  inside = phantom_covered (self, place.beside - half, pixel);
  strength = scene->look.dye_from + (scene->look.dye_to - scene->look.dye_from) * place.fraction / MAX (scene->fill, 0.05)
             + scene->look.dye_wave * phantom_noise (self->seed + 2, place.fraction * 6.0, 0.5);
  dye_colour (self, strength, colour);
  if (share < 1.0 && place.fraction < scene->fill)
    phantom_blend (light, colour, (1.0 - share) * inside * residue_share (self, &place, pixel));
  phantom_blend (light, colour, share * inside);
  if (scene->look.bleed > 0.0 && place.beside > half)
    phantom_blend (light, colour, share * scene->look.bleed * exp (-(place.beside - half) / 0.12));
  if (scene->look.edge_line > 0.0)
    phantom_darken (light, scene->look.edge_line * share * phantom_covered (self, fabs (place.beside - half) - 0.018, pixel));
}

void
phantom_draw_chloride (const PhantomSheet *self, Point2 p, double pixel, double light[3])
{
  PhantomChannelPlace place;
  double share;

  if (!phantom_channel_find (self->chloride, p, &place))
    return;
  draw_empty_channel (self, self->chloride, &place, pixel, light);
  share = phantom_covered (self, place.beside - self->chloride->width / 2, pixel);
  if (self->scene->chloride_fill < 1.0)
    share *= phantom_covered (self, (place.fraction - self->scene->chloride_fill) * self->chloride->length, pixel);
  for (int c = 0; c < 3; c++)
    light[c] += share * (self->scene->look.white[c] * self->chloride_light[c] - light[c]);
}
