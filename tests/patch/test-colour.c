/* tests/patch/test-colour.c */
#include <math.h>

#include "patch/colour-correction.h"
#include "patch/colour.h"

/* Supplementary data of Sharma, Wu, Dalal, Color Res. Appl. 30:21 (2005): pairs and their ΔE2000. */
static const double sharma[][7] = {
  { 50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425 },
  { 50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615 },
  { 50, 2.8361, -74.0200, 50, 0, -82.7485, 3.4412 },
  { 50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000 },
  { 50, -0.9009, -85.5211, 50, 0, -82.7485, 1.0000 },
  { 50, 0, 0, 50, -1, 2, 2.3669 },
  { 50, 2.4900, -0.0010, 50, -2.4900, 0.0009, 7.1792 },
  { 50, 2.4900, -0.0010, 50, -2.4900, 0.0011, 7.2195 },
  { 50, -0.0010, 2.4900, 50, 0.0009, -2.4900, 4.8045 },
  { 50, 2.5, 0, 50, 0, -2.5, 4.3065 },
  { 50, 2.5, 0, 73, 25, -18, 27.1492 },
  { 50, 2.5, 0, 61, -5, 29, 22.8977 },
  { 50, 2.5, 0, 56, -27, -3, 31.9030 },
  { 50, 2.5, 0, 58, 24, 15, 19.4535 },
  { 50, 2.5, 0, 50, 3.1736, 0.5854, 1.0000 },
  { 60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644 },
  { 63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630 },
  { 61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731 },
  { 35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645 },
  { 22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373 },
  { 36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146 },
  { 90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441 },
  { 90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381 },
  { 6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377 },
  { 2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082 },
};

static void
test_ciede2000_agrees_with_the_published_pairs_both_ways (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sharma); i++)
    {
      g_assert_cmpfloat_with_epsilon (colour_difference_2000 (sharma[i], sharma[i] + 3), sharma[i][6], 1e-4);
      g_assert_cmpfloat_with_epsilon (colour_difference_2000 (sharma[i] + 3, sharma[i]), sharma[i][6], 1e-4);
    }
}

static void
test_white_is_white_and_the_primaries_are_those_of_srgb_under_d50 (void)
{
  /* CIELAB D50 of the sRGB primaries, Bradford-adapted (Lindbloom's table, rounded to a tenth). */
  static const double rgb[4][3] = { { 1, 1, 1 }, { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
  static const double expected[4][3] = { { 100, 0, 0 }, { 54.3, 80.8, 69.9 }, { 87.8, -79.3, 81.0 }, { 29.6, 68.3, -112.0 } };

  for (int i = 0; i < 4; i++)
    {
      double lab[3], back[3];

      colour_lab_from_relative (rgb[i], lab);
      colour_relative_from_lab (lab, back);
      for (int k = 0; k < 3; k++)
        {
          g_assert_cmpfloat_with_epsilon (lab[k], expected[i][k], 0.06);
          g_assert_cmpfloat_with_epsilon (back[k], rgb[i][k], 1e-5);
        }
    }
}

static void
test_the_jacobian_is_the_slope_of_the_conversion (void)
{
  const double at[3] = { 0.7, 0.45, 0.62 };
  double jacobian[9], lab[3];

  colour_lab_jacobian (at, jacobian);
  colour_lab_from_relative (at, lab);
  for (int c = 0; c < 3; c++)
    {
      double moved[3] = { at[0], at[1], at[2] }, there[3];

      moved[c] += 1e-6;
      colour_lab_from_relative (moved, there);
      for (int k = 0; k < 3; k++)
        g_assert_cmpfloat_with_epsilon ((there[k] - lab[k]) / 1e-6, jacobian[3 * k + c], 1e-2);
    }
}

/* Inks spread over the gamut, as a chart has them, seen by a camera that mixes its channels. */
static void
draw_inks (double truth[][3], double measured[][3], guint n, double curve)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < n; i++)
    {
      for (int c = 0; c < 3; c++)
        truth[i][c] = g_rand_double_range (random, 0.05, 0.9);
      measured[i][0] = 0.86 * truth[i][0] + 0.10 * truth[i][1] + 0.04 * truth[i][2];
      measured[i][1] = 0.05 * truth[i][0] + 0.88 * truth[i][1] + 0.07 * truth[i][2];
      measured[i][2] = 0.02 * truth[i][0] + 0.12 * truth[i][1] + 0.86 * truth[i][2];
      for (int c = 0; c < 3; c++)
        measured[i][c] += curve * sqrt (truth[i][c] * truth[i][(c + 1) % 3]) - curve * truth[i][c];
    }
}

static void
test_a_camera_that_mixes_its_channels_is_undone_for_inks_that_the_fit_has_not_seen (void)
{
  double truth[12][3], measured[12][3];
  ColourCorrection correction;

  draw_inks (truth, measured, 12, 0);
  colour_correction_fit (&correction, (const double (*)[3]) measured, (const double (*)[3]) truth, 12);
  g_assert_cmpint (correction.kind, !=, CORRECTION_NONE);
  g_assert_cmpfloat (correction.left_out[correction.kind], <, 0.3 * correction.left_out[CORRECTION_NONE]);
}

static void
test_the_kind_with_the_smaller_left_out_error_is_chosen (void)
{
  double truth[12][3], measured[12][3];
  ColourCorrection correction;

  draw_inks (truth, measured, 12, 0.15);
  colour_correction_fit (&correction, (const double (*)[3]) measured, (const double (*)[3]) truth, 12);
  for (CorrectionKind kind = CORRECTION_NONE; kind < CORRECTION_KINDS; kind++)
    g_assert_cmpfloat (correction.left_out[correction.kind], <=, correction.left_out[kind]);
  g_assert_cmpint (correction.kind, ==, CORRECTION_ROOT_POLYNOMIAL);
}

static void
test_a_correction_scales_with_exposure (void)
{
  double truth[12][3], measured[12][3];
  ColourCorrection correction;
  const double in[3] = { 0.6, 0.3, 0.4 }, half[3] = { 0.3, 0.15, 0.2 };
  double out[3], out_half[3];

  draw_inks (truth, measured, 12, 0.15);
  colour_correction_fit (&correction, (const double (*)[3]) measured, (const double (*)[3]) truth, 12);
  colour_correction_apply (&correction, in, out);
  colour_correction_apply (&correction, half, out_half);
  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (out_half[c], out[c] / 2, 1e-9);
}

static void
test_two_inks_correct_nothing (void)
{
  const double truth[2][3] = { { 0.1, 0.5, 0.5 }, { 0.9, 0.2, 0.0 } }, measured[2][3] = { { 0.2, 0.4, 0.5 }, { 0.8, 0.3, 0.1 } };
  const double in[3] = { 0.6, 0.3, 0.4 };
  double out[3];
  ColourCorrection correction;

  colour_correction_fit (&correction, measured, truth, 2);
  colour_correction_apply (&correction, in, out);
  g_assert_cmpint (correction.kind, ==, CORRECTION_NONE);
  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat (out[c], ==, in[c]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/colour/ciede2000_agrees_with_the_published_pairs_both_ways",
                   test_ciede2000_agrees_with_the_published_pairs_both_ways);
  g_test_add_func ("/colour/white_is_white_and_the_primaries_are_those_of_srgb_under_d50",
                   test_white_is_white_and_the_primaries_are_those_of_srgb_under_d50);
  g_test_add_func ("/colour/the_jacobian_is_the_slope_of_the_conversion", test_the_jacobian_is_the_slope_of_the_conversion);
  g_test_add_func ("/colour/a_camera_that_mixes_its_channels_is_undone_for_inks_that_the_fit_has_not_seen",
                   test_a_camera_that_mixes_its_channels_is_undone_for_inks_that_the_fit_has_not_seen);
  g_test_add_func ("/colour/the_kind_with_the_smaller_left_out_error_is_chosen",
                   test_the_kind_with_the_smaller_left_out_error_is_chosen);
  g_test_add_func ("/colour/a_correction_scales_with_exposure", test_a_correction_scales_with_exposure);
  g_test_add_func ("/colour/two_inks_correct_nothing", test_two_inks_correct_nothing);
  return g_test_run ();
}
