/* tests/sweat/test-mass-balance.c: the sign check of SCIENCE §3, the corrections, and the slips people make */
#include <math.h>
#include <string.h>

#include "sweat/mass-balance.h"

static WeighedBout
bout_of (double before, double after, double drunk, double minutes)
{
  WeighedBout bout;

  weighed_bout_init (&bout);
  bout.mass_before_kg = before;
  bout.mass_after_kg = after;
  bout.drunk_ml = drunk;
  bout.urine_ml = 0;
  bout.duration_min = minutes;
  return bout;
}

static void
test_drinking_raises_and_urine_lowers_the_rate (void)
{
  WeighedBout bout = bout_of (80.0, 79.2, 600, 60);
  SweatingRate rate;
  g_autoptr(GError) error = NULL;

  bout.urine_ml = 200;
  g_assert_true (sweating_rate_by_mass_balance (&bout, &rate, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (rate.rate_l_per_h, 1.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (rate.loss_percent, 1.0, 1e-12);
  bout.food_g = 100;
  bout.stool_g = 300;
  g_assert_true (sweating_rate_by_mass_balance (&bout, &rate, &error));
  g_assert_cmpfloat_with_epsilon (rate.rate_l_per_h, 1.0, 1e-12);
}

static void
test_a_50_g_scale_gives_0_07_over_an_hour_and_0_14_over_half (void)
{
  WeighedBout bout = bout_of (80.0, 79.2, 600, 60);
  SweatingRate rate;

  g_assert_true (sweating_rate_by_mass_balance (&bout, &rate, NULL));
  g_assert_cmpfloat_with_epsilon (rate.rate_sd_l_per_h, 0.05 * sqrt (2), 1e-12);
  bout.duration_min = 30;
  bout.mass_after_kg = 79.6;
  g_assert_true (sweating_rate_by_mass_balance (&bout, &rate, NULL));
  g_assert_cmpfloat_with_epsilon (rate.rate_sd_l_per_h, 0.1 * sqrt (2), 1e-12);
}

static void
test_what_was_not_recorded_counts_as_zero_and_widens (void)
{
  WeighedBout known = bout_of (80.0, 79.2, 0, 60), unknown = bout_of (80.0, 79.2, NAN, 60);
  SweatingRate a, b;

  g_assert_true (sweating_rate_by_mass_balance (&known, &a, NULL));
  g_assert_true (sweating_rate_by_mass_balance (&unknown, &b, NULL));
  g_assert_cmpfloat (a.rate_l_per_h, ==, b.rate_l_per_h);
  g_assert_cmpfloat (b.rate_sd_l_per_h, >, a.rate_sd_l_per_h);
}

static void
test_breath_and_metabolism_are_taken_off_only_when_asked (void)
{
  WeighedBout bout = bout_of (80.0, 79.0, 0, 60);
  SweatingRate plain, corrected;

  g_assert_true (sweating_rate_by_mass_balance (&bout, &plain, NULL));
  g_assert_false (plain.respiratory_applied || plain.metabolic_applied);
  bout.oxygen_l_per_min = 3;
  bout.respiratory_exchange_ratio = 0.9;
  bout.vapour_pressure_kpa = 10 * 0.133322387415; /* 10 mmHg */
  g_assert_true (sweating_rate_by_mass_balance (&bout, &corrected, NULL));
  g_assert_true (corrected.respiratory_applied && corrected.metabolic_applied);
  g_assert_cmpfloat_with_epsilon (corrected.respiratory_water_g, 60 * 0.019 * 3 * 34, 1e-9);
  g_assert_cmpfloat_with_epsilon (corrected.metabolic_loss_g, 60 * 3 * (44 * 0.9 - 32) / 22.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (
    plain.rate_l_per_h - corrected.rate_l_per_h, (corrected.respiratory_water_g + corrected.metabolic_loss_g) / 1000, 1e-12);
}

static void
assert_asks (WeighedBout bout, const char *slip)
{
  SweatingRate rate = { .rate_l_per_h = 123 };
  g_autoptr(GError) error = NULL;

  g_assert_false (sweating_rate_by_mass_balance (&bout, &rate, &error));
  g_assert_error (error, SWEAT_ERROR, SWEAT_ERROR_IMPLAUSIBLE);
  g_assert_nonnull (strstr (error->message, slip));
  g_assert_nonnull (strchr (error->message, '?'));
  g_assert_cmpfloat (rate.rate_l_per_h, ==, 123);
  bout.confirmed = TRUE;
  g_assert_true (sweating_rate_by_mass_balance (&bout, &rate, NULL));
}

static void
test_slips_become_questions_that_name_them (void)
{
  assert_asks (bout_of (176.4, 79.2, 0, 60), "weighing before in pounds");
  assert_asks (bout_of (80.0, 174.6, 0, 60), "weighing after in pounds");
  assert_asks (bout_of (176.4, 174.6, 0, 60), "both in pounds");
  assert_asks (bout_of (79.2, 80.0, 0, 60), "swapped");
  assert_asks (bout_of (80.0, 79.0, 0.6, 60), "litres");
  assert_asks (bout_of (80.0, 71.0, 0, 240), "digit");
  assert_asks (bout_of (80.0, 79.0, 0, 2), "in hours");
  assert_asks (bout_of (80.0, 75.0, 0, 60), "duration");
}

/* What was typed in pounds and fluid ounces. */
static WeighedBout
us_bout_of (double before_lb, double after_lb, double drunk_fl_oz, double minutes)
{
  WeighedBout bout = bout_of (before_lb * 0.45359237, after_lb * 0.45359237, drunk_fl_oz * 29.5735295625, minutes);

  bout.units = UNITS_US;
  return bout;
}

static void
test_slips_of_who_types_pounds_are_of_kilograms (void)
{
  WeighedBout fine = us_bout_of (176.4, 174.6, 20, 60);
  SweatingRate rate;

  g_assert_true (sweating_rate_by_mass_balance (&fine, &rate, NULL));
  g_assert_cmpfloat_with_epsilon (rate.sweat_l, 1.8 * 0.45359237 + 0.59147059125, 1e-9);
  assert_asks (us_bout_of (80.0, 174.6, 0, 60), "weighing before in kilograms? 80 kg are 176.4 lb");
  assert_asks (us_bout_of (176.4, 79.2, 0, 60), "weighing after in kilograms? 79.2 kg are 174.6 lb");
  assert_asks (us_bout_of (78.4, 77.6, 0, 60), "both in kilograms");
  assert_asks (us_bout_of (176.4, 174.6, 600, 60), "600 fl\u00a0oz drunk: is that in millilitres? It would be 20.3 fl\u00a0oz");
  assert_asks (us_bout_of (174.6, 176.4, 0, 60), "swapped");
  assert_asks (us_bout_of (176.4, 156.4, 0, 240), "From 176.4 to 156.4 lb");
}

static void
test_drinking_more_than_one_sweats_is_no_slip (void)
{
  WeighedBout bout = bout_of (80.0, 80.2, 1000, 60);
  SweatingRate rate;

  g_assert_true (sweating_rate_by_mass_balance (&bout, &rate, NULL));
  g_assert_cmpfloat_with_epsilon (rate.rate_l_per_h, 0.8, 1e-12);
  g_assert_cmpfloat (rate.loss_percent, <, 0);
}

static void
test_what_cannot_be_is_refused_even_when_confirmed (void)
{
  const WeighedBout impossible[] = { bout_of (80, 79, 0, 0), bout_of (80, 79, 0, -60), bout_of (-80, 79, 0, 60), bout_of (NAN, 79, 0, 60),
                                     bout_of (80, INFINITY, 0, 60), bout_of (80, 79, -1, 60), bout_of (1e300, 79, 0, 60) };

  for (guint i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      WeighedBout bout = impossible[i];
      SweatingRate rate;
      g_autoptr(GError) error = NULL;

      bout.confirmed = TRUE;
      g_assert_false (sweating_rate_by_mass_balance (&bout, &rate, &error));
      g_assert_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mass-balance/drinking-raises-and-urine-lowers-the-rate", test_drinking_raises_and_urine_lowers_the_rate);
  g_test_add_func ("/mass-balance/a-50-g-scale-gives-0.07-over-an-hour", test_a_50_g_scale_gives_0_07_over_an_hour_and_0_14_over_half);
  g_test_add_func ("/mass-balance/the-unrecorded-counts-as-zero-and-widens", test_what_was_not_recorded_counts_as_zero_and_widens);
  g_test_add_func ("/mass-balance/corrections-only-when-asked", test_breath_and_metabolism_are_taken_off_only_when_asked);
  g_test_add_func ("/mass-balance/slips-become-questions-that-name-them", test_slips_become_questions_that_name_them);
  g_test_add_func ("/mass-balance/slips-of-who-types-pounds-are-of-kilograms", test_slips_of_who_types_pounds_are_of_kilograms);
  g_test_add_func ("/mass-balance/drinking-more-than-one-sweats-is-no-slip", test_drinking_more_than_one_sweats_is_no_slip);
  g_test_add_func ("/mass-balance/the-impossible-is-refused-even-when-confirmed", test_what_cannot_be_is_refused_even_when_confirmed);
  return g_test_run ();
}
