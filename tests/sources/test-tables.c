/* tests/sources/test-tables.c: tables as people keep them: several languages, units in headers, a day and a clock, and what cannot be
 * read is said */
#include <math.h>
#include <string.h>

#include "report-events.h"

static SourceReport *
read_text (const char *text)
{
  const SourceOptions options = { .zone = "Europe/Berlin" };

  return source_read_bytes ("table.csv", (const guint8 *) text, strlen (text), &options);
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

/* Garmin Connect's lists, as its web pages give them. */
static void
test_lists_of_garmins_web_pages_are_read (void)
{
  g_autoptr(SourceReport) activities = read_text ("Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Elapsed Time\n"
                                                  "Running,2024-05-01 08:00:00,false,\"Berlin Running\",\"10.01\",\"700\",\"00:52:10\",\"150\",\"--\",\"00:53:00\"\n");
  g_autoptr(SourceReport) weights = read_text ("Time,Weight,Change,BMI,Body Fat,Skeletal Muscle Mass,\n\" Jan 3, 2024\",\n7:59 AM,71.4 kg,0.1 kg,22.1,15.2 %,34.0 kg,\n"
                                               "6:10 AM,157.4 lbs,--,22.1,--,--,\n\" Jan 2, 2024\",\n8:00 AM,71.3 kg,--,22.0,--,--,\n");
  const Event *run = event_at (activities, 0), *weighing = event_at (weights, 0);

  g_assert_cmpint (run->kind, ==, EVENT_WORKOUT);
  assert_instant (run->start_us, "2024-05-01T06:00:00+00:00");
  g_assert_cmpfloat (run->timer_s, ==, 53 * 60);
  g_assert_true (isnan (run->distance_m)); /* miles or kilometres: the list does not say */
  g_assert_nonnull (strstr (activities->reason->str, "“Distance” (of which unit?)"));
  g_assert_cmpstr (event_text (run, EVENT_FIELD_TITLE), ==, "Berlin Running");
  g_assert_cmpuint (weights->events->len, ==, 3);
  assert_instant (weighing->start_us, "2024-01-03T06:59:00+00:00");
  g_assert_cmpfloat (event_number (weighing, EVENT_FIELD_BODY_MASS_KG), ==, 71.4);
  g_assert_cmpfloat (event_number (weighing, EVENT_FIELD_BODY_FAT_PERCENT), ==, 15.2);
  g_assert_cmpfloat_with_epsilon (event_number (event_at (weights, 1), EVENT_FIELD_BODY_MASS_KG), 71.395, 1e-3);
  assert_instant (event_at (weights, 2)->start_us, "2024-01-02T07:00:00+00:00");
}

static void
test_a_table_of_nights_makes_sleeps (void)
{
  g_autoptr(SourceReport) ring = read_text ("date,Sleep Score,Bedtime Start,Bedtime End,Total Sleep Duration\n"
                                            "2024-01-02,80,2024-01-01T23:00:00+02:00,2024-01-02T07:00:00+02:00,26000\n");
  g_autoptr(SourceReport) strap = read_text ("Cycle start time,Sleep onset,Wake onset,Asleep duration (min),Nap\n"
                                             "2024-01-01 22:50:00,2024-01-01 23:10:00,2024-01-02 06:50:00,430,false\n2024-01-02,2024-01-02 13:00,2024-01-02 13:30,25,true\n");

  g_assert_cmpint (event_at (ring, 0)->kind, ==, EVENT_SLEEP);
  assert_instant (event_at (ring, 0)->start_us, "2024-01-01T21:00:00+00:00");
  g_assert_cmpint (event_at (ring, 0)->start_offset_s, ==, 7200);
  g_assert_cmpfloat (event_number (event_at (ring, 0), EVENT_FIELD_ASLEEP_S), ==, 26000);
  assert_instant (event_at (strap, 0)->start_us, "2024-01-01T22:10:00+00:00");
  g_assert_cmpfloat (event_number (event_at (strap, 0), EVENT_FIELD_ASLEEP_S), ==, 430 * 60);
  g_assert_cmpfloat (event_number (event_at (strap, 0), EVENT_FIELD_MAIN_SLEEP), ==, 1);
  g_assert_cmpfloat (event_number (event_at (strap, 1), EVENT_FIELD_MAIN_SLEEP), ==, 0);
}

static void
test_rows_of_steps_and_heart_beats_are_no_trials (void)
{
  g_autoptr(SourceReport) steps = read_text ("timestamp,steps,data source\n2024-01-01T00:00:00Z,12,Charge 5\n2024-01-01T00:01:00Z,15,Charge 5\n");
  g_autoptr(SourceReport) weights = read_text ("timestamp,weight grams,data source\n2024-01-01T07:00:00Z,71400,Aria\n");

  g_assert_false (steps->ok);
  g_assert_cmpuint (steps->events->len, ==, 0);
  g_assert_cmpfloat_with_epsilon (event_number (event_at (weights, 0), EVENT_FIELD_BODY_MASS_KG), 71.4, 1e-9);
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
  g_test_add_func ("/sources/tables/garmin-web", test_lists_of_garmins_web_pages_are_read);
  g_test_add_func ("/sources/tables/nights", test_a_table_of_nights_makes_sleeps);
  g_test_add_func ("/sources/tables/steps", test_rows_of_steps_and_heart_beats_are_no_trials);
  g_test_add_func ("/sources/tables/two-ways", test_dates_that_can_be_read_in_two_ways_are_named);
  return g_test_run ();
}
