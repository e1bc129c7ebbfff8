/* plot/palette.c */
#include "palette.h"

#include <math.h>

Colour
palette_colour (guint i)
{
  static const Colour colours[PALETTE_SIZE] = {
    { 0.000, 0.447, 0.698 }, /* blue */
    { 0.835, 0.369, 0.000 }, /* vermilion */
    { 0.000, 0.000, 0.000 }, /* black */
    { 0.337, 0.706, 0.914 }, /* sky blue */
    { 0.902, 0.624, 0.000 }, /* orange */
    { 0.500, 0.160, 0.420 }, /* purple, darker than Okabe & Ito's */
  };

  return colours[i % PALETTE_SIZE];
}

static double
to_linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
to_srgb (double c)
{
  c = CLAMP (c, 0, 1);
  return c <= 0.0031308 ? 12.92 * c : 1.055 * pow (c, 1 / 2.4) - 0.055;
}

Colour
colour_as_seen (Colour colour, Vision vision)
{
  static const double m[][3][3] = {
    [VISION_PROTANOPIA] = { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
    [VISION_DEUTERANOPIA] = { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
    [VISION_TRITANOPIA] = { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
  };
  const double in[] = { to_linear (colour.red), to_linear (colour.green), to_linear (colour.blue) };
  double out[3];

  for (guint i = 0; i < 3; i++)
    out[i] = to_srgb (m[vision][i][0] * in[0] + m[vision][i][1] * in[1] + m[vision][i][2] * in[2]);
  return (Colour){ out[0], out[1], out[2] };
}

static double
lab_f (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

static void
to_lab (Colour c, double lab[3])
{
  const double r = to_linear (c.red), g = to_linear (c.green), b = to_linear (c.blue);
  const double x = lab_f ((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const double y = lab_f (0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
  const double z = lab_f ((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);

  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

double
colour_difference (Colour a, Colour b)
{
  double p[3], q[3];

  to_lab (a, p);
  to_lab (b, q);
  return sqrt ((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) + (p[2] - q[2]) * (p[2] - q[2]));
}
