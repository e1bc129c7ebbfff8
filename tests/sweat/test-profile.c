/* tests/sweat/test-profile.c: shrinkage, honest intervals, validity, the physical yardstick */
#include <math.h>

#include "sweat/physical.h"
#include "sweat/profile.h"
#include "sweat/sport-presets.h"
#include "sweat/validity.h"

static SweatTest
test_of (double rate, double rate_sd, double expected)
{
  return (SweatTest) { .kind = SWEAT_TEST_WEIGHING, .sport = "running", .rate_l_per_h = rate, .rate_sd_l_per_h = rate_sd,
                       .expected_log_rate = log (expected), .sodium_mmol_l = NAN, .sodium_sd_mmol_l = NAN, .air_c = 22, .minutes = 60,
                       .mass_kg = 70, .at_us = 0 };
}

static void
test_equal_tests_shrink_as_the_formula_says (void)
{
  SweatPopulation population = { 0.3, 0.2, 36, 0.28, 0.1 };
  double lambda = 0.3 * 0.3 / (0.2 * 0.2);
  SweatTest tests[3] = { test_of (1.5, 0, 1.0), test_of (1.2, 0, 1.0), test_of (1.8, 0, 1.2) };
  double mean = (log (1.5) + log (1.2) + log (1.5)) / 3;

  for (guint n = 1; n <= 3; n++)
    {
      SweatProfile profile;
      double raw = n == 1 ? log (1.5) : n == 2 ? (log (1.5) + log (1.2)) / 2 : mean;

      g_assert_true (sweat_profile_from_tests (tests, n, &population, &profile, NULL));
      g_assert_cmpfloat_with_epsilon (profile.shift, n * lambda / (1 + n * lambda) * raw, 1e-12);
      g_assert_cmpfloat_with_epsilon (profile.shift_sd * profile.shift_sd, 0.09 / (1 + n * lambda), 1e-12);
    }
}

static void
test_without_tests_the_athlete_is_anybody (void)
{
  SweatPopulation population;
  SweatProfile profile;
  SweatPrediction prediction;
  SweatOccasion occasion = { 90, log (1.2), 0 };

  sweat_population_default ("running", &population);
  g_assert_true (sweat_profile_from_tests (NULL, 0, &population, &profile, NULL));
  sweat_predict (&profile, &population, &occasion, &prediction);
  g_assert_cmpfloat_with_epsilon (prediction.rate_l_per_h.value, 1.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (prediction.sweat_l.value, 1.8, 1e-12);
  g_assert_cmpfloat_with_epsilon (prediction.rate_l_per_h.log_sd, hypot (population.between_sd, population.within_sd), 1e-12);
  g_assert_cmpfloat_with_epsilon (prediction.athlete_factor, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (prediction.sodium_mmol.value, 1.8 * prediction.sodium_mmol_l.value, 1e-9);
}

static void
test_a_rough_test_counts_less_than_a_good_one (void)
{
  SweatPopulation population = { 0.3, 0.2, 36, 0.28, 0.1 };
  SweatTest good = test_of (1.5, 0.05, 1), rough = test_of (1.5, 0.6, 1);
  SweatProfile from_good, from_rough;

  g_assert_true (sweat_profile_from_tests (&good, 1, &population, &from_good, NULL));
  g_assert_true (sweat_profile_from_tests (&rough, 1, &population, &from_rough, NULL));
  g_assert_cmpfloat (from_rough.shift, <, from_good.shift);
  g_assert_cmpfloat (from_rough.shift_sd, >, from_good.shift_sd);
  rough.rate_l_per_h = 0;
  g_assert_false (sweat_profile_from_tests (&rough, 1, &population, &from_rough, NULL));
}

static double
normal (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

static void
test_intervals_cover_what_they_promise_on_simulated_teams (void)
{
  SweatPopulation population = { 0.30, 0.18, 36, 0.28, 0.1 };
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  double width[4] = { 0 };

  for (guint n_tests = 0; n_tests < 4; n_tests++)
    {
      guint covered = 0, sodium_covered = 0;
      const guint athletes = 20000;

      for (guint i = 0; i < athletes; i++)
        {
          double own = 0.30 * normal (rand), salt = log (36) - 0.28 * 0.28 / 2 + 0.28 * normal (rand), seen, seen_sodium;
          SweatTest tests[3];
          SweatProfile profile;
          SweatPrediction prediction;
          SweatOccasion occasion = { 90, log (0.6 + g_rand_double (rand)), 0.08 };

          for (guint t = 0; t < n_tests; t++)
            {
              double expected = 0.6 + g_rand_double (rand), truth = expected * exp (own + 0.18 * normal (rand));
              double error = 0.25 * (t == 0); /* a patch, then weighings */

              tests[t] = test_of (truth * exp (error * normal (rand)), 0, expected);
              tests[t].rate_sd_l_per_h = tests[t].rate_l_per_h * sqrt (expm1 (error * error));
              tests[t].sodium_mmol_l = exp (salt + 0.1 * normal (rand));
              tests[t].sodium_sd_mmol_l = 0;
            }
          g_assert_true (sweat_profile_from_tests (tests, n_tests, &population, &profile, NULL));
          sweat_predict (&profile, &population, &occasion, &prediction);
          /* The weather was another than forecast, too. */
          seen = exp (occasion.expected_log_rate + 0.08 * normal (rand) + own + 0.18 * normal (rand));
          seen_sodium = seen * 1.5 * exp (salt + 0.1 * normal (rand));
          covered += seen >= prediction.rate_l_per_h.low && seen <= prediction.rate_l_per_h.high;
          sodium_covered += seen_sodium >= prediction.sodium_mmol.low && seen_sodium <= prediction.sodium_mmol.high;
          width[n_tests] = prediction.rate_l_per_h.log_sd;
        }
      g_assert_cmpfloat_with_epsilon ((double) covered / athletes, 0.95, 0.01);
      g_assert_cmpfloat_with_epsilon ((double) sodium_covered / athletes, 0.95, 0.01);
    }
  g_assert_true (width[0] > width[1] && width[1] > width[2] && width[2] > width[3]);
}

static void
test_the_next_test_is_the_one_that_narrows_most (void)
{
  SweatPopulation population = { 0.3, 0.18, 36, 0.28, 0.1 };
  SweatTest weighings[4] = { test_of (1.2, 0.05, 1), test_of (1.3, 0.05, 1), test_of (1.2, 0.05, 1), test_of (1.25, 0.05, 1) };
  SweatProfile profile;
  NextTest next;

  g_assert_true (sweat_profile_from_tests (weighings, 1, &population, &profile, NULL));
  sweat_next_test (&profile, &population, 0.25, 0.06, &next);
  g_assert_cmpint (next.kind, ==, SWEAT_TEST_WEIGHING);
  g_assert_cmpfloat (next.rate_log_sd_then, <, next.rate_log_sd_now);
  g_assert_true (sweat_profile_from_tests (weighings, 4, &population, &profile, NULL));
  sweat_next_test (&profile, &population, 0.25, 0.06, &next);
  g_assert_true (next.sodium_first); /* four weighings say nothing of salt */
}

static void
test_what_changed_since_the_tests_is_named (void)
{
  const gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  SweatTest test = test_of (1.2, 0.1, 1);
  OccasionFacts same = { "walking", 24, 80, 71, 30 * day, FALSE, NULL, FALSE };
  OccasionFacts other = { "rowing", 35, 200, 80, 200 * day, TRUE, NULL, TRUE };
  const DoubtKind expected[] = { DOUBT_SPORT, DOUBT_TEMPERATURE, DOUBT_DURATION, DOUBT_MASS, DOUBT_SEASON, DOUBT_ACCLIMATISATION, DOUBT_NO_SODIUM,
                                 DOUBT_STRETCHED };
  g_autoptr(GPtrArray) holds = NULL, fails = NULL, none = NULL, us = NULL;

  test.sodium_mmol_l = 30;
  holds = profile_doubts (&test, 1, &same);
  g_assert_cmpuint (holds->len, ==, 0);
  test.sodium_mmol_l = NAN;
  fails = profile_doubts (&test, 1, &other);
  g_assert_cmpuint (fails->len, ==, G_N_ELEMENTS (expected));
  for (guint d = 0; d < fails->len; d++)
    g_assert_cmpint (((Doubt *) g_ptr_array_index (fails, d))->kind, ==, expected[d]);
  other.units = UNITS_US; /* in the same words, and another's units */
  us = profile_doubts (&test, 1, &other);
  g_assert_cmpstr (((Doubt *) g_ptr_array_index (us, 1))->sentence, ==, "95 °F is more than 9 °F warmer than any test (72 °F): test on a warm day.");
  g_assert_nonnull (strstr (((Doubt *) g_ptr_array_index (us, 3))->sentence, "to 176.4 lb since"));
  none = profile_doubts (NULL, 0, &same);
  g_assert_cmpint (((Doubt *) g_ptr_array_index (none, 0))->kind, ==, DOUBT_NO_TEST);
}

static void
test_physics_gives_more_sweat_in_more_heat_and_says_when_it_was_stretched (void)
{
  ThermalCondition condition;
  gboolean stretched;
  double cool, warm;

  thermal_condition_init (&condition);
  condition.metabolic_rate_met = 7;
  condition.air_speed_m_s = 2;
  cool = physical_rate_l_per_h (PHYSICAL_PHS, &condition, 60, &stretched);
  g_assert_false (stretched);
  condition.air_c = condition.radiant_c = 30;
  warm = physical_rate_l_per_h (PHYSICAL_PHS, &condition, 60, &stretched);
  g_assert_cmpfloat (warm, >, cool);
  condition.air_c = condition.radiant_c = 5;
  g_assert_cmpfloat (physical_rate_l_per_h (PHYSICAL_PHS, &condition, 60, &stretched), >, 0);
  g_assert_true (stretched);
  condition.air_c = condition.radiant_c = NAN;
  g_assert_cmpfloat (physical_rate_l_per_h (PHYSICAL_GONZALEZ, &condition, 60, &stretched), >, 0);
  g_assert_true (stretched);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/equal-tests-shrink-as-the-formula-says", test_equal_tests_shrink_as_the_formula_says);
  g_test_add_func ("/profile/without-tests-the-athlete-is-anybody", test_without_tests_the_athlete_is_anybody);
  g_test_add_func ("/profile/a-rough-test-counts-less", test_a_rough_test_counts_less_than_a_good_one);
  g_test_add_func ("/profile/intervals-cover-what-they-promise", test_intervals_cover_what_they_promise_on_simulated_teams);
  g_test_add_func ("/profile/the-next-test-narrows-most", test_the_next_test_is_the_one_that_narrows_most);
  g_test_add_func ("/validity/what-changed-since-the-tests-is-named", test_what_changed_since_the_tests_is_named);
  g_test_add_func ("/physical/more-heat-more-sweat", test_physics_gives_more_sweat_in_more_heat_and_says_when_it_was_stretched);
  return g_test_run ();
}
