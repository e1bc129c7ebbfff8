/* tests/sources/test-tables.c: tables as people keep them: several languages, units in headers, a day and a clock, and what cannot be
 * read is said */
#include <math.h>
#include <string.h>

#include "sources/source.h"

static SourceReport *
read_text (const char *text)
{
  const SourceOptions options = { .zone = "Europe/Berlin" };

  return source_read_bytes ("table.csv", (const guint8 *) text, strlen (text), &options);
}

static const Event *
event_at (const SourceReport *report, guint i)
{
  g_assert_cmpuint (i, <, report->events->len);
  return g_ptr_array_index (report->events, i);
}

static void
assert_instant (gint64 instant_us, const char *expected)
{
  g_autofree char *text = instant_format (instant_us, 0);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_a_weighing_is_found_in_whatever_language_its_table_is (void)
{
  static const char *const tables[] = {
    "Date,Time,Weight (kg)\n2026-03-12,07:30,71.4\n", "Datum;Uhrzeit;Körpergewicht (kg)\n12.03.2026;07:30;71,4\n",
    "sep=;\r\nDatum;Zeit;Gewicht_kg\r\n12.03.2026;7:30;71,4\r\n", "Date\tHeure\tMasse corporelle [kg]\n12/03/2026\t07:30\t71,4\n13/03/2026\t\t\n",
    "Fecha;Hora;Peso (kg)\n12/03/2026;07:30;71,4\n13/03/2026;;\n", "日付,体重(kg)\n2026/03/12 7:30,71.4\n", "date,time,weight (lb)\n03/12/2026,7:30 AM,157.41\n03/13/2026,,\n",
    "Timestamp,mass\n1773297000,71.4\n", "Date,Start,Weight (g)\n2026-03-12,2026-03-12 07:30,71400\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(SourceReport) report = read_text (tables[i]);

      g_test_message ("%s", tables[i]);
      g_assert_cmpuint (report->events->len, ==, 1);
      g_assert_cmpint (event_at (report, 0)->kind, ==, EVENT_BODY_MASS);
      assert_instant (event_at (report, 0)->start_us, "2026-03-12T06:30:00+00:00");
      g_assert_cmpint (event_at (report, 0)->start_offset_s, ==, 3600);
      g_assert_cmpfloat_with_epsilon (event_number (event_at (report, 0), EVENT_FIELD_BODY_MASS_KG), 71.4, 1e-3);
    }
}

static void
test_a_trial_of_a_laboratory_is_read_with_its_units (void)
{
  g_autoptr(SourceReport) report = read_text (
    "Date,Start,End,Body Mass Before (lb),Body mass after [kg],Fluid intake (L),Urine,Temperature (°F),RH (%),Sweat rate (mL/min),Sodium (mg/L),Site\n"
    "2026-03-12,22:30,00:15,157.41,70.2,0.5,120,71.6,40,20,919.6,arm\n");
  const Event *trial = event_at (report, 0);
  static const struct { EventFieldId field; double value; } expected[] = {
    { EVENT_FIELD_BODY_MASS_BEFORE_KG, 71.4 }, { EVENT_FIELD_BODY_MASS_AFTER_KG, 70.2 }, { EVENT_FIELD_DRUNK_ML, 500 }, { EVENT_FIELD_URINE_ML, 120 },
    { EVENT_FIELD_WEATHER_TEMPERATURE_C, 22 }, { EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, 40 }, { EVENT_FIELD_SWEAT_RATE_L_H, 1.2 },
    { EVENT_FIELD_SWEAT_SODIUM_MMOL_L, 40 },
  };

  g_assert_cmpint (trial->kind, ==, EVENT_LAB_TRIAL);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpfloat_with_epsilon (event_number (trial, expected[i].field), expected[i].value, 1e-3);
  g_assert_cmpfloat (trial->elapsed_s, ==, 105 * 60); /* over midnight */
  g_assert_nonnull (strstr (report->reason->str, "“Site”"));
}

static void
test_a_training_diary_needs_no_weighing (void)
{
  g_autoptr(SourceReport) report = read_text ("Date,Activity,Duration,Distance (km),Comment\n2026-03-12 07:30,Run,1:05:00,12.5,\"easy, flat\"\n"
                                              "2026-03-13 07:30,,,,rest day\n");
  const Event *run = event_at (report, 0);

  g_assert_cmpuint (report->events->len, ==, 1); /* a note alone is no event */
  g_assert_cmpint (run->kind, ==, EVENT_WORKOUT);
  g_assert_cmpstr (run->sport, ==, "running");
  g_assert_cmpfloat (run->timer_s, ==, 3900);
  g_assert_cmpfloat (run->distance_m, ==, 12500);
  g_assert_cmpstr (event_text (run, EVENT_FIELD_NOTES), ==, "easy, flat");
}

static void
test_dates_that_can_be_read_in_two_ways_are_named (void)
{
  g_autoptr(SourceReport) report = read_text ("date,weight\n03/04/2026 07:30,70\n05/06/2026 07:30,71\n");

  g_assert_false (report->ok);
  g_assert_nonnull (strstr (report->reason->str, "“03/04/2026 07:30” can be read in two ways"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/tables/languages", test_a_weighing_is_found_in_whatever_language_its_table_is);
  g_test_add_func ("/sources/tables/trial", test_a_trial_of_a_laboratory_is_read_with_its_units);
  g_test_add_func ("/sources/tables/diary", test_a_training_diary_needs_no_weighing);
  g_test_add_func ("/sources/tables/two-ways", test_dates_that_can_be_read_in_two_ways_are_named);
  return g_test_run ();
}
