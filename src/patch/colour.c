/* patch/colour.c */
#include "colour.h"

#include <math.h>

/* sRGB primaries to XYZ with the D65 white, Bradford-adapted to D50: the matrix of the ICC's sRGB profiles. */
static const double XYZ_FROM_SRGB[9] = {
  0.4360747, 0.3850649, 0.1430804, /* */
  0.2225045, 0.7168786, 0.0606169, /* */
  0.0139322, 0.0971045, 0.7141733,
};
static const double SRGB_FROM_XYZ[9] = {
  3.1338561, -1.6168667, -0.4906146, /* */
  -0.9787684, 1.9161415, 0.0334540,  /* */
  0.0719453, -0.2289914, 1.4052427,
};
/* The white of that matrix is the sum of its rows, so that (1, 1, 1) is exactly L* = 100, a* = b* = 0. */
static const double WHITE[3] = { 0.9642200, 1.0000000, 0.8252100 };

#define CIE_EPSILON (216.0 / 24389.0)
#define CIE_KAPPA (24389.0 / 27.0)

static double
lightness_root (double t)
{
  return t > CIE_EPSILON ? cbrt (t) : (CIE_KAPPA * t + 16.0) / 116.0;
}

static double
lightness_root_slope (double t)
{
  return t > CIE_EPSILON ? 1.0 / (3.0 * pow (cbrt (t), 2)) : CIE_KAPPA / 116.0;
}

void
colour_lab_from_relative (const double relative[3], double lab[3])
{
  double f[3];

  for (int i = 0; i < 3; i++)
    {
      const double *m = XYZ_FROM_SRGB + 3 * i;

      f[i] = lightness_root ((m[0] * relative[0] + m[1] * relative[1] + m[2] * relative[2]) / WHITE[i]);
    }
  lab[0] = 116.0 * f[1] - 16.0;
  lab[1] = 500.0 * (f[0] - f[1]);
  lab[2] = 200.0 * (f[1] - f[2]);
}

void
colour_relative_from_lab (const double lab[3], double relative[3])
{
  double f[3], xyz[3];

  f[1] = (lab[0] + 16.0) / 116.0;
  f[0] = f[1] + lab[1] / 500.0;
  f[2] = f[1] - lab[2] / 200.0;
  for (int i = 0; i < 3; i++)
    {
      double cube = f[i] * f[i] * f[i];

      xyz[i] = WHITE[i] * (cube > CIE_EPSILON ? cube : (116.0 * f[i] - 16.0) / CIE_KAPPA);
    }
  for (int i = 0; i < 3; i++)
    {
      const double *m = SRGB_FROM_XYZ + 3 * i;

      relative[i] = m[0] * xyz[0] + m[1] * xyz[1] + m[2] * xyz[2];
    }
}

void
colour_lab_jacobian (const double relative[3], double jacobian[9])
{
  double slope[3][3];

  for (int i = 0; i < 3; i++)
    {
      const double *m = XYZ_FROM_SRGB + 3 * i;
      double t = (m[0] * relative[0] + m[1] * relative[1] + m[2] * relative[2]) / WHITE[i];

      for (int c = 0; c < 3; c++)
        slope[i][c] = lightness_root_slope (t) * m[c] / WHITE[i];
    }
  for (int c = 0; c < 3; c++)
    {
      jacobian[c] = 116.0 * slope[1][c];
      jacobian[3 + c] = 500.0 * (slope[0][c] - slope[1][c]);
      jacobian[6 + c] = 200.0 * (slope[1][c] - slope[2][c]);
    }
}

static double
hue_degrees (double a, double b)
{
  double degrees;

  if (a == 0 && b == 0)
    return 0;
  degrees = atan2 (b, a) * 180.0 / G_PI;
  return degrees < 0 ? degrees + 360.0 : degrees;
}

static double
cos_degrees (double degrees)
{
  return cos (degrees * G_PI / 180.0);
}

double
colour_difference_2000 (const double lab1[3], const double lab2[3])
{
  const double twenty_five_to_7 = 6103515625.0;
  double chroma = (hypot (lab1[1], lab1[2]) + hypot (lab2[1], lab2[2])) / 2;
  double g = 0.5 * (1 - sqrt (pow (chroma, 7) / (pow (chroma, 7) + twenty_five_to_7)));
  double a1 = (1 + g) * lab1[1], a2 = (1 + g) * lab2[1];
  double c1 = hypot (a1, lab1[2]), c2 = hypot (a2, lab2[2]);
  double h1 = hue_degrees (a1, lab1[2]), h2 = hue_degrees (a2, lab2[2]);
  double turn = 0, mean_hue = h1 + h2;
  double d_lightness, d_chroma, d_hue, mean_lightness, mean_chroma, t, rotation, s_l, s_c, s_h;

  if (c1 * c2 > 0)
    {
      turn = h2 - h1;
      if (turn > 180)
        turn -= 360;
      else if (turn < -180)
        turn += 360;
      if (fabs (h1 - h2) <= 180)
        mean_hue = (h1 + h2) / 2;
      else
        mean_hue = (h1 + h2 < 360) ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
    }
  d_lightness = lab2[0] - lab1[0];
  d_chroma = c2 - c1;
  d_hue = 2 * sqrt (c1 * c2) * sin (turn / 2 * G_PI / 180.0);
  mean_lightness = (lab1[0] + lab2[0]) / 2;
  mean_chroma = (c1 + c2) / 2;
  t = 1 - 0.17 * cos_degrees (mean_hue - 30) + 0.24 * cos_degrees (2 * mean_hue) + 0.32 * cos_degrees (3 * mean_hue + 6)
      - 0.20 * cos_degrees (4 * mean_hue - 63);
  s_l = 1 + 0.015 * pow (mean_lightness - 50, 2) / sqrt (20 + pow (mean_lightness - 50, 2));
  s_c = 1 + 0.045 * mean_chroma;
  s_h = 1 + 0.015 * mean_chroma * t;
  rotation = -2 * sqrt (pow (mean_chroma, 7) / (pow (mean_chroma, 7) + twenty_five_to_7))
             * sin (60 * exp (-pow ((mean_hue - 275) / 25, 2)) * G_PI / 180.0);
  return sqrt (pow (d_lightness / s_l, 2) + pow (d_chroma / s_c, 2) + pow (d_hue / s_h, 2)
               + rotation * (d_chroma / s_c) * (d_hue / s_h));
}

double
colour_linear_from_srgb (guint8 code)
{
  double v = code / 255.0;

  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}
