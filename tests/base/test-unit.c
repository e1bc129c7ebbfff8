/* tests/base/test-unit.c */
#include "base/unit.h"

#include <math.h>

static double
convert (const char *written, double value, const char *unit)
{
  g_autoptr(UnitConversion) conversion = unit_conversion_find (written);

  g_assert_nonnull (conversion);
  g_assert_cmpstr (conversion->unit, ==, unit);
  return conversion->factor * value + conversion->offset;
}

static void
test_customary_units_become_metric_once (void)
{
  g_assert_cmpfloat_with_epsilon (convert ("°F", 212, "°C"), 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (convert ("F", 32, "°C"), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (convert ("lb", 100, "kg"), 45.359237, 1e-12);
  g_assert_cmpfloat_with_epsilon (convert ("lbs", 1, "kg"), 0.45359237, 1e-15);
  g_assert_cmpfloat_with_epsilon (convert ("oz", 16, "kg"), 0.45359237, 1e-9);
  g_assert_cmpfloat_with_epsilon (convert ("fl oz", 1, "mL"), 29.5735295625, 1e-6);
  g_assert_cmpfloat_with_epsilon (convert ("fl oz/h", 100, "L/h"), 2.95735295625, 1e-7);
  g_assert_cmpfloat_with_epsilon (convert ("mph", 10, "km/h"), 16.09344, 1e-9);
  g_assert_cmpfloat_with_epsilon (convert ("ft", 10, "m"), 3.048, 1e-12);
}

static void
test_metric_units_stay_as_written (void)
{
  g_assert_cmpfloat (convert ("kg", 70, "kg"), ==, 70);
  g_assert_cmpfloat (convert ("mg/cm²/min", 0.7, "mg/cm²/min"), ==, 0.7);
  g_assert_cmpfloat (convert ("°C", 25, "°C"), ==, 25);
  g_assert_cmpfloat (convert ("%", 55, "%"), ==, 55);
}

static void
test_only_a_unit_is_taken_off_a_header (void)
{
  const char *headers[][2] = {
    { "temp (°F)", "temp" }, { "mass [lb]", "mass" }, { "score (v2)", "score (v2)" }, { "trial (1)", "trial (1)" },
    { "(kg)", "(kg)" }, { "SR (forearm)", "SR (forearm)" }, { "log(x)", "log(x)" }, { "plain", "plain" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *name = NULL;
      g_autoptr(UnitConversion) conversion = unit_header_split (headers[i][0], &name);

      g_assert_cmpstr (name, ==, headers[i][1]);
      g_assert_cmpint (conversion != NULL, ==, i < 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/unit/customary", test_customary_units_become_metric_once);
  g_test_add_func ("/base/unit/metric", test_metric_units_stay_as_written);
  g_test_add_func ("/base/unit/header", test_only_a_unit_is_taken_off_a_header);
  return g_test_run ();
}
