/* patch/phantom-surface.c */
#include "phantom-surface.h"

#include <math.h>

#include "phantom-random.h"

#define HAIR_LENGTH_UNITS 2.2
#define HAIR_STEPS 60

/* Linear reflectance of skin, one for each of Fitzpatrick's types. */
static const double skin_light[6][3]
  = { { 0.855, 0.578, 0.479 }, { 0.761, 0.456, 0.332 }, { 0.610, 0.323, 0.202 }, { 0.413, 0.181, 0.093 }, { 0.195, 0.080, 0.042 }, { 0.065, 0.030, 0.019 } };

static void
skin (guint type, guint32 seed, Point2 p, double light[3])
{
  float blotch = phantom_noise (seed, p.x * 0.25, p.y * 0.25) + 0.6f * phantom_noise (seed + 1, p.x * 0.8, p.y * 0.8);
  float pores = phantom_noise (seed + 2, p.x * 6.0, p.y * 9.0) + 0.6f * phantom_noise (seed + 3, p.x * 17.0, p.y * 21.0);

  light[0] = skin_light[type][0] * (1.0 + 0.05 * blotch + 0.05 * pores);
  light[1] = skin_light[type][1] * (1.0 + 0.09 * blotch + 0.06 * pores);
  light[2] = skin_light[type][2] * (1.0 + 0.08 * blotch + 0.06 * pores);
}

static void
wood (guint32 seed, Point2 p, double light[3])
{
  double ring = p.y * 0.9 + 1.5 * phantom_noise (seed, p.x * 0.07, p.y * 0.3);
  double grain = 0.5 + 0.5 * sin (6.0 * ring) * phantom_noise (seed + 1, p.x * 0.2, p.y * 3.0) + 0.2 * phantom_noise (seed + 2, p.x, p.y * 14.0);

  light[0] = 0.30 + 0.14 * grain;
  light[1] = 0.15 + 0.09 * grain;
  light[2] = 0.06 + 0.05 * grain;
}

static void
cloth (guint32 seed, Point2 p, double light[3])
{
  double weave = 0.85 + 0.15 * sin (p.x * 25.0) * sin (p.y * 25.0);
  gint32 across = (gint32) floor (p.x / 3.0), down = (gint32) floor (p.y / 3.0);
  float which = phantom_hash (seed, across, down);

  for (int c = 0; c < 3; c++)
    {
      double base = 0.15 + 0.6 * phantom_hash (seed + 10, c, 0), check = 0.1 + 0.7 * phantom_hash (seed + 11, c, 0);

      light[c] = weave * (which < 0.4f ? check : base);
    }
}

void
phantom_surface_light (PhantomSurface surface, guint32 seed, Point2 p, double light[3])
{
  float fine = phantom_noise (seed + 4, p.x * 8.0, p.y * 8.0) + 0.6f * phantom_noise (seed + 5, p.x * 23.0, p.y * 23.0);
  double grey;

  switch (surface)
    {
    case PHANTOM_SURFACE_SKIN_1:
    case PHANTOM_SURFACE_SKIN_2:
    case PHANTOM_SURFACE_SKIN_3:
    case PHANTOM_SURFACE_SKIN_4:
    case PHANTOM_SURFACE_SKIN_5:
    case PHANTOM_SURFACE_SKIN_6:
      skin (surface - PHANTOM_SURFACE_SKIN_1, seed, p, light);
      return;
    case PHANTOM_SURFACE_WOOD:
      wood (seed, p, light);
      return;
    case PHANTOM_SURFACE_CLOTH:
      cloth (seed, p, light);
      return;
    case PHANTOM_SURFACE_PLAIN:
      for (int c = 0; c < 3; c++)
        light[c] = 0.08 + 0.55 * phantom_hash (seed, c, 7);
      return;
    case PHANTOM_SURFACE_DARK_TABLE:
      grey = 0.025 * (1.0 + 0.4 * fine);
      break;
    case PHANTOM_SURFACE_WHITE_TABLE:
      grey = 0.62 * (1.0 + 0.02 * fine);
      break;
    case PHANTOM_SURFACE_GREY_TABLE:
    case PHANTOM_N_SURFACES:
    default:
      grey = 0.14 * (1.0 + 0.06 * fine);
      break;
    }
  light[0] = light[1] = light[2] = grey;
}

void
phantom_background_light (guint32 seed, double x, double y, double light[3])
{
  int kind = (int) (4.0f * phantom_hash (seed, 3, 3));
  float broad = phantom_noise (seed + 20, x * 4.0, y * 4.0), fine = phantom_noise (seed + 21, x * 60.0, y * 60.0);

  if (kind == 0) /* grass, out of focus */
    {
      light[0] = 0.10 * (1.0 + 0.5 * broad + 0.4 * fine);
      light[1] = 0.18 * (1.0 + 0.5 * broad + 0.4 * fine);
      light[2] = 0.05 * (1.0 + 0.5 * broad + 0.4 * fine);
    }
  else if (kind == 1) /* paving or floor */
    light[0] = light[1] = light[2] = 0.35 * (1.0 + 0.35 * broad);
  else if (kind == 2) /* something dark */
    light[0] = light[1] = light[2] = 0.02 * (1.0 + 0.6 * broad);
  else /* coloured blobs, orange among them */
    for (int c = 0; c < 3; c++)
      light[c] = 0.08 + 0.5 * phantom_hash (seed + 22, (gint32) floor (x * 5.0 + 0.7 * broad), c + 5 * (gint32) floor (y * 5.0 + 0.7 * fine * 0.2));
}

static void
draw_hair (float *light, guint width, guint height, guint64 *random, double px_per_unit, double brightness)
{
  double x = phantom_between (random, 0, width), y = phantom_between (random, 0, height);
  double heading = phantom_between (random, 0, 2 * G_PI), curl = phantom_between (random, -0.035, 0.035);
  double step = HAIR_LENGTH_UNITS * px_per_unit * phantom_between (random, 0.4, 1.2) / HAIR_STEPS;
  double radius = MAX (0.35, px_per_unit * phantom_between (random, 0.008, 0.02)), reach = radius + 1.0;
  const float colour[3] = { (float) (0.05 * brightness), (float) (0.035 * brightness), (float) (0.025 * brightness) };

  for (int i = 0; i < HAIR_STEPS * 3; i++)
    {
      double taper = radius * (1.0 - 0.7 * i / (HAIR_STEPS * 3.0));

      for (int v = (int) floor (y - reach); v <= (int) ceil (y + reach); v++)
        for (int u = (int) floor (x - reach); u <= (int) ceil (x + reach); u++)
          {
            double distance = hypot (u + 0.5 - x, v + 0.5 - y), share = CLAMP (taper + 0.5 - distance, 0.0, 1.0) * 0.5;
            float *pixel;

            if (u < 0 || v < 0 || u >= (int) width || v >= (int) height || share <= 0.0)
              continue;
            pixel = light + 3 * ((gsize) v * width + (gsize) u);
            for (int c = 0; c < 3; c++)
              pixel[c] += (float) share * (MIN (colour[c], pixel[c]) - pixel[c]);
          }
      x += step / 3.0 * cos (heading);
      y += step / 3.0 * sin (heading);
      heading += curl / 3.0;
    }
}

void
phantom_draw_hairs (float *light, guint width, guint height, guint32 seed, guint n, double px_per_unit, double brightness)
{
  guint64 random = seed ^ G_GUINT64_CONSTANT (0x4a125);

  for (guint i = 0; i < n; i++)
    draw_hair (light, width, height, &random, px_per_unit, brightness);
}
