/* patch/phantom-colour.c */
#include "phantom-colour.h"

#include <math.h>
#include <string.h>

/* Linear sRGB primaries to XYZ, Bradford-adapted to D50 (Lindbloom). Row sums are the white. */
static const double to_xyz[9] = { 0.4360747, 0.3850649, 0.1430804, 0.2225045, 0.7168786, 0.0606169, 0.0139322, 0.0971045, 0.7141733 };
static const double from_xyz[9] = { 3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.0334540, 0.0719453, -0.2289914, 1.4052427 };

static const struct {
  const char *name;
  guint8 srgb[3];
} inks[] = {
  { "teal", { 22, 164, 178 } },
  { "purple_halftone", { 158, 62, 168 } },
  { "purple", { 158, 62, 168 } },
  { "orange", { 246, 98, 20 } },
  { "pink", { 236, 178, 214 } },
  { "cyan", { 0, 160, 220 } },
  { "magenta", { 220, 30, 130 } },
  { "yellow", { 250, 220, 30 } },
  { "grey", { 128, 128, 128 } },
  { "black", { 28, 28, 30 } },
  { "red", { 208, 36, 44 } },
  { "green", { 44, 150, 70 } },
  { "blue", { 36, 70, 170 } },
};

static double
decode_srgb (double srgb)
{
  return srgb <= 0.04045 ? srgb / 12.92 : pow ((srgb + 0.055) / 1.055, 2.4);
}

double
phantom_encode (double linear)
{
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow (linear, 1.0 / 2.4) - 0.055;
}

void
phantom_from_srgb (const guint8 srgb[3], double linear[3])
{
  for (int c = 0; c < 3; c++)
    linear[c] = decode_srgb (srgb[c] / 255.0);
}

void
phantom_lab_to_linear (const double lab[3], double linear[3])
{
  double y = (lab[0] + 16.0) / 116.0;
  const double f[3] = { y + lab[1] / 500.0, y, y - lab[2] / 200.0 };
  double xyz[3];

  for (int i = 0; i < 3; i++)
    {
      double white = to_xyz[3 * i] + to_xyz[3 * i + 1] + to_xyz[3 * i + 2];

      xyz[i] = white * (f[i] > 6.0 / 29.0 ? f[i] * f[i] * f[i] : (116.0 * f[i] - 16.0) * 27.0 / 24389.0);
    }
  for (int i = 0; i < 3; i++)
    linear[i] = from_xyz[3 * i] * xyz[0] + from_xyz[3 * i + 1] * xyz[1] + from_xyz[3 * i + 2] * xyz[2];
}

void
phantom_linear_to_lab (const double linear[3], double lab[3])
{
  double f[3];

  for (int i = 0; i < 3; i++)
    {
      double white = to_xyz[3 * i] + to_xyz[3 * i + 1] + to_xyz[3 * i + 2];
      double t = (to_xyz[3 * i] * linear[0] + to_xyz[3 * i + 1] * linear[1] + to_xyz[3 * i + 2] * linear[2]) / white;

      f[i] = t > 216.0 / 24389.0 ? cbrt (t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
    }
  lab[0] = 116.0 * f[1] - 16.0;
  lab[1] = 500.0 * (f[0] - f[1]);
  lab[2] = 200.0 * (f[1] - f[2]);
}

void
phantom_chloride (const PhantomScene *scene, const PatchCalibration *calibration, double linear[3], double lab[3])
{
  if (calibration && calibration->n_chloride >= 2 && !isnan (scene->chloride_mmol_l))
    {
      const ChloridePoint *points = calibration->chloride;
      double shown = CLAMP (scene->chloride_mmol_l + scene->chloride_departure, points[0].chloride_mmol_l,
                            points[calibration->n_chloride - 1].chloride_mmol_l);
      guint i = 0;
      double t;

      while (i + 2 < calibration->n_chloride && shown > points[i + 1].chloride_mmol_l)
        i++;
      t = (shown - points[i].chloride_mmol_l) / (points[i + 1].chloride_mmol_l - points[i].chloride_mmol_l);
      for (int c = 0; c < 3; c++)
        lab[c] = points[i].lab[c] + t * (points[i + 1].lab[c] - points[i].lab[c]);
      phantom_lab_to_linear (lab, linear);
    }
  else
    {
      /* A purple dye by Beer's law; densities of a magenta-like ink. */
      const double density[3] = { 0.30, 0.72, 0.25 };

      for (int c = 0; c < 3; c++)
        linear[c] = pow (10.0, -(0.04 + 0.96 * scene->chloride_strength) * density[c]);
    }
  for (int c = 0; c < 3; c++)
    linear[c] = CLAMP (linear[c], 0.0, 1.2);
  phantom_linear_to_lab (linear, lab);
}

void
phantom_ink (const char *name, double linear[3])
{
  guint hash = g_str_hash (name);
  guint8 own[3] = { (guint8) (40 + hash % 160), (guint8) (40 + hash / 160 % 160), (guint8) (40 + hash / 25600 % 160) };

  for (guint i = 0; i < G_N_ELEMENTS (inks); i++)
    if (g_str_equal (name, inks[i].name))
      memcpy (own, inks[i].srgb, sizeof own);
  phantom_from_srgb (own, linear);
}

static void
black_body (double t, double linear[3])
{
  double u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t * t) / (1.0 + 8.42420235e-4 * t + 7.08145163e-7 * t * t);
  double v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t * t) / (1.0 - 2.89741816e-5 * t + 1.61456053e-7 * t * t);
  double x = 3.0 * u / (2.0 * u - 8.0 * v + 4.0), y = 2.0 * v / (2.0 * u - 8.0 * v + 4.0);
  double big_x = x / y, big_z = (1.0 - x - y) / y;

  linear[0] = 3.2404542 * big_x - 1.5371385 - 0.4985314 * big_z;
  linear[1] = -0.9692660 * big_x + 1.8760108 + 0.0415560 * big_z;
  linear[2] = 0.0556434 * big_x - 0.2040259 + 1.0572252 * big_z;
}

void
phantom_light (double kelvin, double linear[3])
{
  double balanced[3], green;

  black_body (6500.0, balanced);
  black_body (kelvin, linear);
  for (int c = 0; c < 3; c++)
    linear[c] = MAX (linear[c] / balanced[c], 0.02);
  green = linear[1];
  for (int c = 0; c < 3; c++)
    linear[c] /= green;
}
