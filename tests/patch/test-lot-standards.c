/* tests/patch/test-lot-standards.c */
#include <math.h>
#include <string.h>

#include "patch/lot-curve.h"
#include "patch/lot-standards.h"

#define LEVELS 7

static const double mmol[LEVELS] = { 5, 15, 30, 45, 60, 80, 110 };

/* A lot whose colour is a logistic, with noise of @noise ΔE in each component. */
static void
make_standards (LotStandard *standards, guint replicates, double noise, guint32 seed)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);

  for (guint i = 0; i < LEVELS * replicates; i++)
    {
      double x = mmol[i % LEVELS], p = 1 / (1 + pow (x / 50, -1.4)), ul = 10 + 15 * (i % LEVELS);

      standards[i] = (LotStandard) {
        .photo = (char *) "made", .volume_ul = ul, .chloride_mmol_l = x, .fraction = 0.02 + ul / 130, .fraction_sd = 0.002,
        .lab = { 95 - 35 * p, 2 + 28 * p, 1 - 22 * p },
      };
      standards[i].fraction += noise * 0.002 * (g_rand_double (random) - 0.5);
      for (int c = 0; c < 3; c++)
        standards[i].lab[c] += noise * (g_rand_double (random) - 0.5) * 2;
    }
}

static void
test_a_clean_lot_is_read_back_exactly (void)
{
  LotStandard standards[LEVELS * 2];
  g_autoptr(GError) error = NULL;
  g_autoptr(LotFit) fit = NULL;

  make_standards (standards, 2, 0, 1);
  fit = lot_fit (standards, G_N_ELEMENTS (standards), 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fit->curve, ==, LOT_CURVE_LOGISTIC);
  g_assert_cmpfloat (fit->rmse_mmol_l[LOT_CURVE_LOGISTIC], <, 0.6); /* what the polyline of 25 points leaves */
  for (guint i = 0; i < LEVELS; i++)
    g_assert_cmpfloat_with_epsilon (lot_curve_read (fit->chloride, fit->n_chloride_points, standards[i].lab, NULL), mmol[i], 0.5);
  g_assert_cmpfloat (fit->volume_sd_ul, <, 1e-9);
  g_assert_cmpuint (fit->n_volume, ==, LEVELS * 2);
}

static void
test_the_error_given_is_of_standards_left_out_and_intervals_hold_the_truth (void)
{
  LotStandard standards[LEVELS * 4];
  g_autoptr(LotFit) fit = NULL, again = NULL;
  guint inside = 0;

  make_standards (standards, 4, 1.0, 7);
  fit = lot_fit (standards, G_N_ELEMENTS (standards), 3, NULL);
  again = lot_fit (standards, G_N_ELEMENTS (standards), 3, NULL);
  g_assert_nonnull (fit);
  g_assert_cmpfloat (fit->chloride_sd_mmol_l, >, 0.3);
  g_assert_cmpfloat (fit->chloride_sd_mmol_l, <, 6);
  g_assert_cmpfloat (fit->chloride_loq_mmol_l, >, fit->chloride_lod_mmol_l);
  g_assert_cmpmem (fit->chloride_ci_low, sizeof (double) * fit->n_chloride_points, again->chloride_ci_low,
                   sizeof (double) * again->n_chloride_points);
  for (guint i = 0; i < fit->n_chloride_points; i++)
    inside += fit->chloride_ci_low[i] <= fit->chloride[i].chloride_mmol_l && fit->chloride_ci_high[i] >= fit->chloride[i].chloride_mmol_l;
  g_assert_cmpuint (inside, >=, fit->n_chloride_points - 3);
}

static void
test_an_outlier_is_shown_and_can_be_left_out_with_a_reason (void)
{
  LotStandard standards[LEVELS * 3];
  g_autoptr(LotFit) with = NULL, without = NULL;

  make_standards (standards, 3, 0.5, 11);
  standards[9].lab[0] -= 14;
  standards[9].lab[1] += 12;
  standards[9].lab[2] -= 9;
  with = lot_fit (standards, G_N_ELEMENTS (standards), 1, NULL);
  g_assert_true (with->residuals[9].outlier);
  standards[9].excluded = (char *) "air bubble";
  without = lot_fit (standards, G_N_ELEMENTS (standards), 1, NULL);
  g_assert_cmpuint (without->n_chloride, ==, with->n_chloride - 1);
  g_assert_cmpfloat (without->chloride_sd_mmol_l, <, with->chloride_sd_mmol_l);
  g_assert_true (isnan (without->residuals[9].chloride_residual_mmol_l));
}

static void
test_too_few_or_equal_standards_are_refused_with_the_reason (void)
{
  LotStandard standards[LEVELS];
  g_autoptr(GError) error = NULL;

  make_standards (standards, 1, 0, 1);
  g_assert_null (lot_fit (standards, 2, 1, &error));
  g_assert_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE);
  g_clear_error (&error);
  for (guint i = 0; i < LEVELS; i++)
    {
      standards[i].volume_ul = NAN;
      memcpy (standards[i].lab, (double[]) { 90, 1, 1 }, sizeof standards[i].lab);
    }
  g_assert_null (lot_fit (standards, LEVELS, 1, &error));
  g_assert_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE);
  g_clear_error (&error);
  g_assert_null (lot_fit (NULL, 0, 1, &error));
  g_assert_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE);
}

static void
test_a_saturated_channel_says_at_least_and_is_not_used (void)
{
  LotStandard standards[LEVELS];
  g_autoptr(LotFit) fit = NULL;

  make_standards (standards, 1, 0, 1);
  standards[6].overflow = TRUE;
  fit = lot_fit (standards, LEVELS, 1, NULL);
  g_assert_cmpuint (fit->n_volume, ==, LEVELS - 1);
  for (guint i = 1; i < fit->n_volume_points; i++)
    {
      g_assert_cmpfloat (fit->volume[i].fraction, >, fit->volume[i - 1].fraction);
      g_assert_cmpfloat (fit->volume[i].volume_ul, >, fit->volume[i - 1].volume_ul);
    }
}

static void
test_a_fitted_lot_is_a_calibration_that_can_be_read (void)
{
  LotStandard standards[LEVELS * 2];
  g_autoptr(LotFit) fit = NULL;
  g_autoptr(PatchCalibration) calibration = NULL, back = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;

  make_standards (standards, 2, 0.3, 5);
  fit = lot_fit (standards, G_N_ELEMENTS (standards), 1, NULL);
  calibration = lot_fit_calibration (fit, "lot-7", "1", "gx-18-arm", "7", "2026-11-22", "bench", 1.1);
  json = patch_calibration_to_json (calibration);
  back = patch_calibration_parse ("fitted", json, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->n_chloride, ==, fit->n_chloride_points);
  g_assert_false (back->has_sodium);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patch/lot/clean", test_a_clean_lot_is_read_back_exactly);
  g_test_add_func ("/patch/lot/left-out", test_the_error_given_is_of_standards_left_out_and_intervals_hold_the_truth);
  g_test_add_func ("/patch/lot/outlier", test_an_outlier_is_shown_and_can_be_left_out_with_a_reason);
  g_test_add_func ("/patch/lot/refused", test_too_few_or_equal_standards_are_refused_with_the_reason);
  g_test_add_func ("/patch/lot/overflow", test_a_saturated_channel_says_at_least_and_is_not_used);
  g_test_add_func ("/patch/lot/calibration", test_a_fitted_lot_is_a_calibration_that_can_be_read);
  return g_test_run ();
}
