/* tests/sweat/test-norms.c: percentiles modelled from published means, sodium from forearm to whole body, presets */
#include <math.h>

#include "sweat/heat-balance.h"
#include "sweat/norms.h"
#include "sweat/sport-presets.h"
#include "sweat/validity.h"

static void
test_percentiles_match_the_table_of_the_facts (void)
{
  static const struct {
    const char *sport;
    double p5, p25, p50, p75, p95, sodium_p50;
  } rows[] = {
    { "American football", 0.66, 1.02, 1.37, 1.84, 2.83, 46.7 }, { "running", 0.58, 0.88, 1.17, 1.56, 2.35, 45.5 },
    { "basketball", 0.43, 0.65, 0.87, 1.16, 1.74, 29.4 },        { "soccer", 0.46, 0.67, 0.87, 1.13, 1.65, 30.3 },
    { "baseball", 0.40, 0.59, 0.77, 1.00, 1.47, 23.9 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SportNorm *norm = sport_norm_find (rows[i].sport);
      double m, s;

      g_assert_nonnull (norm);
      m = norm->rate_mean_l_per_h;
      s = norm->rate_sd_l_per_h;
      g_assert_cmpfloat_with_epsilon (lognormal_quantile (5, m, s), rows[i].p5, 0.0051);
      g_assert_cmpfloat_with_epsilon (lognormal_quantile (25, m, s), rows[i].p25, 0.0051);
      g_assert_cmpfloat_with_epsilon (lognormal_quantile (50, m, s), rows[i].p50, 0.0051);
      g_assert_cmpfloat_with_epsilon (lognormal_quantile (75, m, s), rows[i].p75, 0.0051);
      g_assert_cmpfloat_with_epsilon (lognormal_quantile (95, m, s), rows[i].p95, 0.0051);
      g_assert_cmpfloat_with_epsilon (lognormal_percentile (lognormal_quantile (75, m, s), m, s), 75, 1e-9);
      g_assert_cmpfloat_with_epsilon (
        lognormal_quantile (50, norm->sodium_mean_mmol_per_h, norm->sodium_sd_mmol_per_h), rows[i].sodium_p50, 0.051);
    }
  g_assert_null (sport_norm_find ("curling"));
  g_assert_true (isnan (lognormal_percentile (0, 1, 0.5)));
}

static void
test_the_forearm_line_gives_the_papers_whole_body_figures (void)
{
  const SiteSodiumLine *line = site_sodium_line ("forearm");
  double sd;

  g_assert_cmpfloat_with_epsilon (whole_body_sodium (line, 43.6, 0, &sd), 35.9, 0.05);
  g_assert_cmpfloat_with_epsilon (whole_body_sodium (line, 12.6, 0, &sd), 18.2, 0.05);
  g_assert_cmpfloat_with_epsilon (whole_body_sodium (line, 104.8, 0, &sd), 70.8, 0.05);
  g_assert_cmpfloat_with_epsilon (sd, 14 / 1.96, 1e-12);
  whole_body_sodium (line, 43.6, 10, &sd);
  g_assert_cmpfloat_with_epsilon (sd, hypot (14 / 1.96, 5.7), 1e-12);
  g_assert_null (site_sodium_line ("knee"));
}

static void
test_every_preset_is_a_condition_of_the_standard (void)
{
  guint n;
  const SportPreset *presets = sport_presets (&n);

  g_assert_cmpuint (n, ==, 33);
  for (guint i = 0; i < n; i++)
    {
      ThermalCondition condition;

      thermal_condition_init (&condition);
      condition.clothing_clo = presets[i].clothing_clo;
      condition.metabolic_rate_met = presets[i].metabolic_rate_met;
      condition.air_speed_m_s = presets[i].air_speed_m_s;
      g_assert_true (thermal_condition_check (&condition, NULL));
    }
  g_assert_cmpfloat (sport_preset_find ("Basketball")->duration_min, ==, 45);
}

static void
test_a_sport_is_known_as_people_and_devices_write_it (void)
{
  g_assert_nonnull (sport_norm_find ("American_Football"));
  g_assert_true (sport_norm_find ("american_football") == sport_norm_find ("american football"));
  g_assert_true (sport_preset_find ("horseback_riding") == sport_preset_find ("Horseback Riding"));
  g_assert_true (sport_preset_find ("hiking") == sport_preset_find ("walking"));
  g_assert_cmpstr (profile_family ("rugby"), ==, profile_family ("rugby union"));
  g_assert_null (sport_preset_find ("chess"));
  g_assert_null (sport_preset_find ("run"));
  g_assert_cmpfloat_with_epsilon (body_surface_m2 (75, 1.8), 1.93787, 5e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/norms/percentiles-match-the-table-of-the-facts", test_percentiles_match_the_table_of_the_facts);
  g_test_add_func ("/norms/the-forearm-line-gives-the-papers-figures", test_the_forearm_line_gives_the_papers_whole_body_figures);
  g_test_add_func ("/norms/a-sport-is-known-as-people-and-devices-write-it", test_a_sport_is_known_as_people_and_devices_write_it);
  g_test_add_func ("/norms/every-preset-is-a-condition-of-the-standard", test_every_preset_is_a_condition_of_the_standard);
  return g_test_run ();
}
