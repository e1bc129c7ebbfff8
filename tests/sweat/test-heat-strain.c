/* tests/sweat/test-heat-strain.c: the published validation table, the reference grid of both editions, and refusals */
#include <math.h>
#include <string.h>

#include "base/table.h"
#include "sweat/empirical.h"
#include "sweat/heat-strain.h"

#define UNKNOWN -1 /* the table does not give it */

typedef struct {
  double air, radiant, humidity, speed, met, clo, acclimatised;
  Posture posture;
  double walk_speed, walk_angle;
  double sweat_g, rectal, limit_50, limit_95, limit_rectal, sweat_w;
} PublishedRow;

/* FedericoTartarini/validation-data-comfort-models, ts_phs.json: 2004 edition, 480 min, 75 kg, 1.80 m. */
static const PublishedRow published[] = {
  { 40, 40, 33.85, 0.3, 2.58, 0.5, 100, POSTURE_STANDING, 0, 0, 6166.4, 37.5, 440, 298, 480, 266.1 },
  { 35, 35, 71, 0.3, 2.58, 0.5, 100, POSTURE_STANDING, 0, 0, 6934.6, 39.8, 385, 256, 75, 276.9 },
  { 30, 50, 70.65, 0.3, 2.58, 0.5, 100, POSTURE_STANDING, 0, 0, 7166.2, 37.7, 380, 258, 480, 312.5 },
  { 28, 58, 79.31, 0.3, 2.58, 0.5, 0, POSTURE_STANDING, 0, 0, 5807.3, 41.2, 466, 314, 57, 250.0 },
  { 35, 35, 53.3, 1, 2.58, 0.5, 0, POSTURE_SITTING, 0, 0, 3891.8, 37.6, 480, 463, 480, 165.7 },
  { 43, 43, 34.7, 0.3, 1.77, 0.5, 100, POSTURE_SITTING, 0, 0, 6765.1, 37.3, 401, 271, 480, 293.6 },
  { 35, 35, 53.3, 0.3, 3.54, 0.5, 0, POSTURE_STANDING, 0, 0, 7235.9, 39.2, 372, 247, 70, 295.7 },
  { 34, 34, 56.3, 0.3, 2.58, 1, 0, POSTURE_STANDING, 0, 0, 5547.7, 41.0, 480, 318, 67, 213.9 },
  { 40, 40, 40.63, 0.3, 2.58, 0.4, 100, POSTURE_STANDING, 0, 0, 6683.4, 37.5, 407, 276, 480, 290.4 },
  { 40, 40, 40.63, 0.3, 2.58, 0.4, 100, POSTURE_STANDING, 1, 90, 5379.1, 37.6, 480, 339, 480, 231.5 },
  { 20, 20, 50, 0.1, 2.58, 0.5, 100, POSTURE_SITTING, 0, 0, 1546.3, 37.4, 480, 480, 480, UNKNOWN },
};

static ThermalCondition
condition_of (const PublishedRow *row)
{
  ThermalCondition condition;

  thermal_condition_init (&condition);
  condition.air_c = row->air;
  condition.radiant_c = row->radiant;
  condition.relative_humidity = row->humidity;
  condition.air_speed_m_s = row->speed;
  condition.metabolic_rate_met = row->met;
  condition.clothing_clo = row->clo;
  condition.posture = row->posture;
  condition.walk_speed_m_s = row->walk_speed;
  condition.walk_angle_deg = row->walk_angle;
  condition.edition = PHS_EDITION_2004;
  return condition;
}

static void
test_the_published_rows_are_met_within_their_tolerances (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      const PublishedRow *row = &published[i];
      ThermalCondition condition = condition_of (row);
      HeatExposure exposure = { 480, row->acclimatised, TRUE };
      HeatStrain strain;
      g_autoptr(GError) error = NULL;

      g_assert_true (heat_strain_predict (&condition, &exposure, &strain, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (strain.sweat_loss_g, row->sweat_g, 10);
      g_assert_cmpfloat_with_epsilon (strain.rectal_c, row->rectal, 0.1);
      g_assert_cmpfloat_with_epsilon (strain.limit_mean_min, row->limit_50, 1.001);
      g_assert_cmpfloat_with_epsilon (strain.limit_95_min, row->limit_95, 1.001);
      g_assert_cmpfloat_with_epsilon (strain.limit_rectal_min, row->limit_rectal, 1.001);
      if (row->sweat_w != UNKNOWN)
        g_assert_cmpfloat_with_epsilon (strain.sweat_rate_w_m2, row->sweat_w, 3);
    }
}

static void
test_outside_of_the_ranges_there_is_no_result (void)
{
  const PublishedRow outside[] = {
    { 51, 51, 10, 0.1, 2.58, 0.5 }, { 20, 85, 50, 0.1, 2.58, 0.5 }, { 20, 20, 50, 3.1, 2.58, 0.5 }, { 35, 35, 90, 0.1, 2.58, 0.5 },
    { 20, 20, 50, 0.1, 1.55, 0.5 }, { 20, 20, 50, 0.1, 2.58, 1.1 }, { NAN, 20, 50, 0.1, 2.58, 0.5 }, { 20, 20, INFINITY, 0.1, 2.58, 0.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      ThermalCondition condition = condition_of (&outside[i]);
      HeatExposure exposure = { 480, 100, TRUE };
      HeatStrain strain = { .rectal_c = 123 };
      g_autoptr(GError) error = NULL;

      g_assert_false (heat_strain_predict (&condition, &exposure, &strain, &error));
      g_assert_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE);
      g_assert_cmpfloat (strain.rectal_c, ==, 123);
    }
}

static double
cell (const Table *table, guint row, const char *column)
{
  double value;

  g_assert_true (table_number (table, row, (guint) table_find_column (table, column), &value));
  return value;
}

static void
test_the_reference_grid_of_both_editions_is_met_to_nine_digits (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_SHARED"), "science", "data", "phs_reference_grid.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared data are not here");
      return;
    }
  table = table_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->rows->len, ==, 30);
  for (guint r = 0; r < table->rows->len; r++)
    {
      ThermalCondition condition;
      HeatExposure exposure = { (guint) cell (table, r, "duration"), cell (table, r, "acclimatized"), TRUE };
      HeatStrain strain;

      thermal_condition_init (&condition);
      condition.edition = g_str_has_suffix (table_cell (table, r, 0), "2004") ? PHS_EDITION_2004 : PHS_EDITION_2023;
      condition.air_c = cell (table, r, "tdb");
      condition.radiant_c = cell (table, r, "tr");
      condition.relative_humidity = cell (table, r, "rh");
      condition.air_speed_m_s = cell (table, r, "v");
      condition.metabolic_rate_met = cell (table, r, "met");
      condition.clothing_clo = cell (table, r, "clo");
      condition.mass_kg = cell (table, r, "weight");
      condition.height_m = cell (table, r, "height");
      g_assert_true (heat_strain_predict (&condition, &exposure, &strain, &error));
      g_assert_cmpfloat_with_epsilon (strain.sweat_loss_g / cell (table, r, "sweat_loss_g"), 1, 1e-9);
      g_assert_cmpfloat_with_epsilon (strain.rectal_c / cell (table, r, "t_re"), 1, 1e-9);
      g_assert_cmpfloat_with_epsilon (strain.skin_c / cell (table, r, "t_sk"), 1, 1e-9);
      g_assert_cmpfloat_with_epsilon (strain.sweat_rate_w_m2 / cell (table, r, "sweat_rate_watt"), 1, 1e-9);
      g_assert_cmpfloat_with_epsilon (strain.limit_mean_min, cell (table, r, "d_lim_loss_50"), 1.001);
      g_assert_cmpfloat_with_epsilon (strain.limit_95_min, cell (table, r, "d_lim_loss_95"), 1.001);
      g_assert_cmpfloat_with_epsilon (strain.limit_rectal_min, cell (table, r, "d_lim_t_re"), 1.001);
    }
}

static void
test_without_drink_the_limits_are_shorter (void)
{
  const PhsEdition editions[] = { PHS_EDITION_2004, PHS_EDITION_2023 };

  for (guint i = 0; i < 2; i++)
    {
      ThermalCondition condition = condition_of (&published[0]);
      HeatExposure with = { 480, 100, TRUE }, without = { 480, 100, FALSE };
      HeatStrain a, b;

      condition.edition = editions[i];
      g_assert_true (heat_strain_predict (&condition, &with, &a, NULL));
      g_assert_true (heat_strain_predict (&condition, &without, &b, NULL));
      g_assert_cmpfloat (a.sweat_loss_g, ==, b.sweat_loss_g);
      g_assert_cmpfloat (b.limit_95_min, <, a.limit_95_min);
    }
}

static void
test_the_empirical_equations_give_the_computed_vectors (void)
{
  static const double rows[][5] = { /* Ereq, Emax, OSE, OSEc, PW */
    { 200, 300, 416.432, 242.294, 191.4 }, { 300, 400, 548.010, 283.736, 257.1 }, { 400, 250, 904.902, 435.422, 540.3 },
    { 450, 600, 683.531, 333.842, 312.15 },
  };
  EmpiricalRate cold;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint e = 0; e < 3; e++)
      {
        EmpiricalRate rate = empirical_sweating_rate ((EmpiricalEquation) e, rows[i][0], rows[i][1]);

        g_assert_cmpfloat_with_epsilon (rate.rate_g_m2_h, rows[i][2 + e], 6e-4);
        g_assert_false (rate.out_of_domain);
      }
  cold = empirical_sweating_rate (EMPIRICAL_PW, 150, 700);
  g_assert_cmpfloat (cold.rate_g_m2_h, ==, 0);
  g_assert_true (cold.clamped && cold.out_of_domain);
  cold = empirical_sweating_rate (EMPIRICAL_OSE, 150, 0);
  g_assert_true (isnan (cold.rate_g_m2_h) && cold.out_of_domain);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heat-strain/the-published-rows-within-their-tolerances", test_the_published_rows_are_met_within_their_tolerances);
  g_test_add_func ("/heat-strain/outside-of-the-ranges-there-is-no-result", test_outside_of_the_ranges_there_is_no_result);
  g_test_add_func ("/heat-strain/the-reference-grid-of-both-editions-to-nine-digits", test_the_reference_grid_of_both_editions_is_met_to_nine_digits);
  g_test_add_func ("/heat-strain/without-drink-the-limits-are-shorter", test_without_drink_the_limits_are_shorter);
  g_test_add_func ("/empirical/the-computed-vectors", test_the_empirical_equations_give_the_computed_vectors);
  return g_test_run ();
}
