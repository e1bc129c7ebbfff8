/* tests/base/test-quantity.c */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>

#include "base/quantity.h"

static void
assert_taken (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_each_quantity_is_written_in_both_systems (void)
{
  static const struct {
    QuantityKind kind;
    double value;
    int decimals;
    const char *metric, *us;
  } cases[] = {
    { QUANTITY_BODY_MASS, 75.0, 1, "75.0 kg", "165.3 lb" },
    { QUANTITY_BODY_MASS, 74.25, 2, "74.25 kg", "163.69 lb" },
    { QUANTITY_DRINK, 750, 0, "750 mL", "25 fl\u00a0oz" },
    { QUANTITY_DRINK, 125, 0, "125 mL", "4.2 fl\u00a0oz" },
    { QUANTITY_DRINK, 750, QUANTITY_EXACT, "750 mL", "25.4 fl\u00a0oz" },
    { QUANTITY_DRINK, 20 * 29.5735295625, QUANTITY_EXACT, "591 mL", "20 fl\u00a0oz" },
    { QUANTITY_LOSS, 1.5, 1, "1.5 L", "51 fl\u00a0oz" },
    { QUANTITY_LOSS, 1.5, 2, "1.50 L", "50.7 fl\u00a0oz" },
    { QUANTITY_RATE, 1.23, 2, "1.23 L/h", "41.6 fl\u00a0oz/h" },
    { QUANTITY_TEMPERATURE, 28, 0, "28 °C", "82 °F" },
    { QUANTITY_TEMPERATURE, -40, 0, "−40 °C", "−40 °F" },
    { QUANTITY_WARMING, 5, QUANTITY_EXACT, "5 °C", "9 °F" },
    { QUANTITY_DISTANCE, 42195, 2, "42.20 km", "26.22 mi" },
    { QUANTITY_SHORT_DISTANCE, 25, 0, "25 m", "27 yd" },
    { QUANTITY_CLIMB, 812, 0, "812 m", "2664 ft" },
    { QUANTITY_HEIGHT, 1.80, 0, "180 cm", "5 ft 11 in" },
    { QUANTITY_HEIGHT, 1.8288, 0, "183 cm", "6 ft 0 in" },
    { QUANTITY_SPEED, 4.2, 1, "4.2 m/s", "9.4 mph" },
    { QUANTITY_ML_PER_KG, 5, QUANTITY_EXACT, "5 mL/kg", "0.077 fl\u00a0oz/lb" },
    { QUANTITY_G_PER_KG, 1.2, 1, "1.2 g/kg", "0.54 g/lb" },
    { QUANTITY_G_PER_KG_H, 1, QUANTITY_EXACT, "1 g/kg/h", "0.45 g/lb/h" },
    { QUANTITY_MG_PER_KG, 3, QUANTITY_EXACT, "3 mg/kg", "1.36 mg/lb" },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      assert_taken (quantity_sentence (cases[c].kind, UNITS_METRIC, cases[c].value, cases[c].decimals), cases[c].metric);
      assert_taken (quantity_sentence (cases[c].kind, UNITS_US, cases[c].value, cases[c].decimals), cases[c].us);
    }
  assert_taken (quantity_label (QUANTITY_BODY_MASS, UNITS_US, 75, 1), "165.3\u202flb");
  assert_taken (quantity_number_interval (QUANTITY_RATE, UNITS_METRIC, 1.2, 0.06), "1.20 ± 0.12");
  assert_taken (quantity_number_interval (QUANTITY_RATE, UNITS_US, 1.2, 0.06), "41 ± 4");
  assert_taken (quantity_range (QUANTITY_DRINK, UNITS_METRIC, 290, 406, 0), "290–406");
  assert_taken (quantity_range (QUANTITY_DRINK, UNITS_US, 290, 406, 0), "9.8–13.7");
  assert_taken (quantity_range (QUANTITY_DRINK, UNITS_US, 540, 756, 0), "18–26");
  assert_taken (quantity_way (UNITS_METRIC, 400, 1), "400 m");
  assert_taken (quantity_way (UNITS_US, 400, 1), "437 yd");
  assert_taken (quantity_way (UNITS_US, 12300, 1), "7.6 mi");
}

static void
test_what_is_not_known_is_a_dash_and_blank_in_an_entry (void)
{
  double value = 1;

  for (QuantityKind kind = 0; kind < N_QUANTITIES; kind++)
    for (UnitSystem units = UNITS_METRIC; units <= UNITS_US; units++)
      {
        assert_taken (quantity_sentence (kind, units, NAN, 1), "–");
        assert_taken (quantity_label (kind, units, NAN, 1), "–");
        assert_taken (quantity_typed_text (kind, units, NAN), "");
        g_assert_true (quantity_read_typed (kind, units, "  ", &value));
        g_assert_true (isnan (value));
      }
}

static void
assert_reads (QuantityKind kind, UnitSystem units, const char *typed, double expected)
{
  double value = NAN;

  g_assert_true (quantity_read_typed (kind, units, typed, &value));
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-9 * fmax (fabs (expected), 1));
}

static void
test_a_number_alone_is_in_the_unit_that_is_shown (void)
{
  assert_reads (QUANTITY_BODY_MASS, UNITS_METRIC, "72,5", 72.5);
  assert_reads (QUANTITY_BODY_MASS, UNITS_US, "150", 68.0388555);
  assert_reads (QUANTITY_DRINK, UNITS_US, "16", 16 * 29.5735295625);
  assert_reads (QUANTITY_TEMPERATURE, UNITS_US, "82.4", 28);
  assert_reads (QUANTITY_TEMPERATURE, UNITS_US, "−4", -20);
  assert_reads (QUANTITY_DISTANCE, UNITS_METRIC, "10", 10000);
  assert_reads (QUANTITY_DISTANCE, UNITS_US, "26.2", 26.2 * 1609.344);
  assert_reads (QUANTITY_HEIGHT, UNITS_METRIC, "180", 1.8);
  assert_reads (QUANTITY_HEIGHT, UNITS_METRIC, "1,80", 1.8);
  assert_reads (QUANTITY_HEIGHT, UNITS_US, "70", 70 * 0.0254);
  assert_reads (QUANTITY_SPEED, UNITS_US, "10", 4.4704);
}

static void
test_a_comma_groups_thousands_where_miles_are_run (void)
{
  assert_reads (QUANTITY_CLIMB, UNITS_US, "2,500", 2500 * 0.3048);
  assert_reads (QUANTITY_DRINK, UNITS_US, "1,500 mL", 1500);
  assert_reads (QUANTITY_CLIMB, UNITS_US, "−1,234.5", -1234.5 * 0.3048);
  assert_reads (QUANTITY_DRINK, UNITS_US, "0,125", 0.125 * 29.5735295625);
  assert_reads (QUANTITY_DRINK, UNITS_US, "12,5", 12.5 * 29.5735295625);
  assert_reads (QUANTITY_LOSS, UNITS_METRIC, "1,500", 1.5);
}

static void
test_a_unit_behind_the_number_is_taken_at_its_word (void)
{
  for (UnitSystem units = UNITS_METRIC; units <= UNITS_US; units++)
    {
      assert_reads (QUANTITY_BODY_MASS, units, "150 lb", 68.0388555);
      assert_reads (QUANTITY_BODY_MASS, units, "150lbs", 68.0388555);
      assert_reads (QUANTITY_BODY_MASS, units, "72,5 kg", 72.5);
      assert_reads (QUANTITY_BODY_MASS, units, "11 stone", 69.85322498);
      assert_reads (QUANTITY_DRINK, units, "16 fl oz", 473.176473);
      assert_reads (QUANTITY_DRINK, units, "16 oz", 473.176473);
      assert_reads (QUANTITY_DRINK, units, "0.75 L", 750);
      assert_reads (QUANTITY_TEMPERATURE, units, "82.4 °F", 28);
      assert_reads (QUANTITY_TEMPERATURE, units, "28 C", 28);
      assert_reads (QUANTITY_DISTANCE, units, "5 km", 5000);
      assert_reads (QUANTITY_DISTANCE, units, "3 mi", 4828.032);
      assert_reads (QUANTITY_DISTANCE, units, "800 m", 800);
      assert_reads (QUANTITY_HEIGHT, units, "5 ft 9 in", 69 * 0.0254);
      assert_reads (QUANTITY_HEIGHT, units, "5'9\"", 69 * 0.0254);
      assert_reads (QUANTITY_HEIGHT, units, "5′ 9,5″", 69.5 * 0.0254);
      assert_reads (QUANTITY_HEIGHT, units, "6 ft", 72 * 0.0254);
      assert_reads (QUANTITY_HEIGHT, units, "178 cm", 1.78);
      assert_reads (QUANTITY_HEIGHT, units, "1.78 m", 1.78);
      assert_reads (QUANTITY_SPEED, units, "18 km/h", 5);
      assert_reads (QUANTITY_SPEED, units, "10 mph", 4.4704);
    }
}

static void
test_a_unit_of_another_quantity_is_refused (void)
{
  static const struct {
    QuantityKind kind;
    const char *typed;
  } cases[] = { { QUANTITY_BODY_MASS, "16 fl oz" }, { QUANTITY_DRINK, "70 kg" }, { QUANTITY_TEMPERATURE, "20 lb" }, { QUANTITY_BODY_MASS, "many" },
                { QUANTITY_HEIGHT, "5 ft 14 in" }, { QUANTITY_BODY_MASS, "70 kg or so" }, { QUANTITY_DISTANCE, "inf" } };
  double value;

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    g_assert_false (quantity_read_typed (cases[c].kind, UNITS_METRIC, cases[c].typed, &value));
}

/* What people gave in a unit stands there again as they gave it, and is the same value when it is read again. */
static void
test_what_was_typed_comes_back (void)
{
  static const char *const typed[] = { "150", "165.35", "0.5", "82", "7", "19.125" };

  for (QuantityKind kind = 0; kind < N_QUANTITIES; kind++)
    for (UnitSystem units = UNITS_METRIC; units <= UNITS_US; units++)
      for (guint t = 0; t < G_N_ELEMENTS (typed); t++)
        {
          double value, again;
          g_autofree char *shown = NULL;

          if (kind == QUANTITY_HEIGHT)
            continue;
          g_assert_true (quantity_read_typed (kind, units, typed[t], &value));
          shown = quantity_typed_text (kind, units, value);
          g_assert_cmpstr (shown, ==, typed[t]);
          g_assert_true (quantity_read_typed (kind, units, shown, &again));
          g_assert_true (again == value);
        }
  assert_taken (quantity_typed_text (QUANTITY_HEIGHT, UNITS_US, 69 * 0.0254), "5 ft 9 in");
  assert_taken (quantity_typed_text (QUANTITY_HEIGHT, UNITS_METRIC, 1.78), "178");
}

/* A value of the other system is shown as near as suits, and read again within half of the coarsest unit; nothing is lost by converting. */
static void
test_both_ways_lose_no_more_than_half_a_unit (void)
{
  for (QuantityKind kind = 0; kind < N_QUANTITIES; kind++)
    for (UnitSystem units = UNITS_METRIC; units <= UNITS_US; units++)
      for (int i = 1; i < 400; i++)
        {
          double value = kind == QUANTITY_HEIGHT ? 0.5 + i * 0.0051237 : i * 0.7312345, again;
          g_autofree char *shown = quantity_typed_text (kind, units, value);

          g_assert_true (quantity_read_typed (kind, units, shown, &again));
          g_assert_cmpfloat (fabs (quantity_shown (kind, units, again) - quantity_shown (kind, units, value)), <=, 0.5 + 1e-9);
          g_assert_cmpfloat (fabs (quantity_from_shown (kind, units, quantity_shown (kind, units, value)) - value), <=, 1e-12 * fmax (value, 20));
        }
}

/* --- locales --- */

static char *folder;

/* Makes the locale of @source and sets it; FALSE where the system cannot. */
static gboolean
speak (const char *source)
{
  g_autofree char *name = g_strconcat (source, ".UTF-8", NULL), *path = g_build_filename (folder, name, NULL);
  const char *const arguments[] = { "localedef", "-i", source, "-f", "UTF-8", path, NULL };

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                     NULL, NULL, NULL))
    return FALSE;
  return setlocale (LC_ALL, name) != NULL;
}

static void
test_the_region_says_which_system (void)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_assert_cmpint (units_of_region (), ==, UNITS_METRIC);
  setlocale (LC_ALL, "C");
  g_assert_cmpint (units_of_region (), ==, UNITS_METRIC);
  if (speak ("en_US"))
    g_assert_cmpint (units_of_region (), ==, UNITS_US);
  else
    g_test_skip ("localedef or its sources are not installed");
  setlocale (LC_ALL, "C.UTF-8");
}

static void
test_numbers_are_written_as_the_locale_writes_them (void)
{
  if (!speak ("de_DE"))
    {
      g_test_skip ("localedef or its sources are not installed");
      return;
    }
  g_assert_cmpint (units_of_region (), ==, UNITS_METRIC);
  assert_taken (quantity_sentence (QUANTITY_BODY_MASS, UNITS_METRIC, 75.25, 1), "75,2 kg");
  assert_taken (quantity_sentence (QUANTITY_BODY_MASS, UNITS_US, 75, 1), "165,3 lb");
  assert_taken (quantity_typed_text (QUANTITY_BODY_MASS, UNITS_METRIC, 72.5), "72,5");
  assert_reads (QUANTITY_BODY_MASS, UNITS_METRIC, "72,5", 72.5);
  assert_reads (QUANTITY_BODY_MASS, UNITS_METRIC, "72.5 kg", 72.5);
  assert_reads (QUANTITY_BODY_MASS, UNITS_METRIC, "150,5 lb", 150.5 * 0.45359237);
  setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  int status;

  folder = g_dir_make_tmp ("saltline-locales-XXXXXX", NULL);
  g_setenv ("LOCPATH", folder, TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quantity/each-quantity-is-written-in-both-systems", test_each_quantity_is_written_in_both_systems);
  g_test_add_func ("/quantity/what-is-not-known-is-a-dash-and-blank-in-an-entry", test_what_is_not_known_is_a_dash_and_blank_in_an_entry);
  g_test_add_func ("/quantity/a-number-alone-is-in-the-unit-that-is-shown", test_a_number_alone_is_in_the_unit_that_is_shown);
  g_test_add_func ("/quantity/a-comma-groups-thousands-where-miles-are-run", test_a_comma_groups_thousands_where_miles_are_run);
  g_test_add_func ("/quantity/a-unit-behind-the-number-is-taken-at-its-word", test_a_unit_behind_the_number_is_taken_at_its_word);
  g_test_add_func ("/quantity/a-unit-of-another-quantity-is-refused", test_a_unit_of_another_quantity_is_refused);
  g_test_add_func ("/quantity/what-was-typed-comes-back", test_what_was_typed_comes_back);
  g_test_add_func ("/quantity/both-ways-lose-no-more-than-half-a-unit", test_both_ways_lose_no_more_than_half_a_unit);
  g_test_add_func ("/quantity/the-region-says-which-system", test_the_region_says_which_system);
  g_test_add_func ("/quantity/numbers-are-written-as-the-locale-writes-them", test_numbers_are_written_as_the_locale_writes_them);
  status = g_test_run ();
  {
    const char *const arguments[] = { "rm", "-rf", folder, NULL };

    g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  }
  return status;
}
