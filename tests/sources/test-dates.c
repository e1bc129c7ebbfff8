/* tests/sources/test-dates.c: dates as people and services write them, tables whose columns are mapped, Strava's list in other
 * languages */
#include <math.h>
#include <string.h>

#include "report-events.h"
#include "sources/source-table.h"

static void
check (const char *text, DateOrder order, const char *expected)
{
  WrittenInstant written;
  g_autofree char *read = NULL;

  if (expected == NULL)
    {
      g_test_message ("“%s” can be read in two ways, or in none", text);
      g_assert_false (source_scan_date (text, order, &written));
      return;
    }
  g_test_message ("“%s” is %s", text, expected);
  g_assert_true (source_scan_date (text, order, &written));
  read = instant_format (written.instant_us, INSTANT_OFFSET_UNKNOWN);
  g_assert_true (g_str_has_prefix (read, expected));
}

static void
test_months_are_known_in_the_languages_of_accounts (void)
{
  const char *const dates[] = {
    "May 23, 2023, 12:40:57 PM", "23 May 2023, 12:40:57", "23 mai 2023 à 12:40:57", "23.05.2023, 12:40:57", "23 may 2023, 12:40:57",
    "23 mag 2023, 12:40:57", "23 de mai. de 2023, 12:40:57", "23 mei 2023 12:40:57", "2023/05/23 12:40:57", "2023年5月23日 12:40:57",
    "23 мая 2023 г., 12:40:57", "23 maj 2023, 12:40:57", "2023. 5. 23. 오후 12:40:57", "23 may 2023, 12:40:57 p. m.",
    "23. toukokuuta 2023 klo 12.40.57", "mar. 23 mai 2023, 12:40:57", "Tuesday, May 23, 2023, 12:40:57\xE2\x80\xAFPM",
    "23-05-2023 12:40:57", "23/05/2023 12:40:57", "05/23/2023 12:40:57",
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    check (dates[i], DATE_ORDER_UNKNOWN, "2023-05-23T12:40:57");
  check ("8 déc. 2021, 07:05:00", DATE_ORDER_UNKNOWN, "2021-12-08T07:05:00");
  check ("8. Dez. 2021, 07:05:00", DATE_ORDER_UNKNOWN, "2021-12-08T07:05:00");
  check ("3 juil. 2021, 07:05:00", DATE_ORDER_UNKNOWN, "2021-07-03T07:05:00");
  check ("3 juin 2021, 07:05:00", DATE_ORDER_UNKNOWN, "2021-06-03T07:05:00");
  check ("3. März 2021 um 07:05:00", DATE_ORDER_UNKNOWN, "2021-03-03T07:05:00");
  check ("Aug 9, 2021, 12:05:00 AM", DATE_ORDER_UNKNOWN, "2021-08-09T00:05:00");
}

static void
test_a_date_with_two_readings_is_read_only_where_the_order_is_known (void)
{
  check ("03/04/2026 07:30", DATE_ORDER_UNKNOWN, NULL);
  check ("03/04/2026 07:30", DATE_ORDER_DAY_FIRST, "2026-04-03T07:30");
  check ("03/04/2026 07:30", DATE_ORDER_MONTH_FIRST, "2026-03-04T07:30");
  check ("04/04/2026", DATE_ORDER_UNKNOWN, "2026-04-04");
  check ("31/02/2026", DATE_ORDER_DAY_FIRST, NULL);
  check ("23 May", DATE_ORDER_UNKNOWN, NULL);
  check ("", DATE_ORDER_UNKNOWN, NULL);
}

static SourceReport *
read_text (const char *text, const char *map)
{
  const SourceOptions options = { .map = map };

  return source_read_bytes ("table.csv", (const guint8 *) text, strlen (text), &options);
}

static void
test_one_row_tells_the_order_of_all_dates_of_its_column (void)
{
  g_autoptr(SourceReport) european = read_text ("date,weight\n03/04/2026 07:00,70.1\n23/04/2026 07:00,70.4\n", NULL);
  g_autoptr(SourceReport) american = read_text ("date,weight\n03/04/2026 07:00,70.1\n04/23/2026 07:00,70.4\n", NULL);
  g_autoptr(SourceReport) both = read_text ("date,weight\n03/04/2026,70.1\n04/23/2026,70.4\n23/04/2026,70.5\n", NULL);
  g_autofree char *third_of_april = instant_format (event_at (european, 0)->start_us, 0),
                  *fourth_of_march = instant_format (event_at (american, 0)->start_us, 0);

  g_assert_true (g_str_has_prefix (third_of_april, "2026-04-03"));
  g_assert_true (g_str_has_prefix (fourth_of_march, "2026-03-04"));
  /* The rows that can be read in one way only stay; the report says how many cannot. */
  g_assert_cmpuint (both->events->len, ==, 2);
  g_assert_nonnull (strstr (both->reason->str, "1 of 3 rows"));
}

static void
test_a_map_names_columns_whatever_stands_in_their_names (void)
{
  const char *table = "\"Date, heure\",\"Poids, à jeun\",\"dit \"\"poids\"\"\"\n2026-04-03 07:00,70.1,71\n";
  g_autoptr(SourceReport) plain = read_text (table, "time=Date, heure,body_mass_kg=Poids, à jeun");
  g_autoptr(SourceReport) quoted = read_text (table, "time=\"Date, heure\",body_mass_kg=\"dit \"\"poids\"\"\"");
  g_autoptr(SourceReport) absent = read_text (table, "time=Date,body_mass_kg=Poids");

  g_assert_cmpfloat (event_number (event_at (plain, 0), EVENT_FIELD_BODY_MASS_KG), ==, 70.1);
  g_assert_cmpfloat (event_number (event_at (quoted, 0), EVENT_FIELD_BODY_MASS_KG), ==, 71);
  g_assert_false (absent->ok);
  g_assert_nonnull (strstr (absent->reason->str, "“Date”"));
}

static void
test_two_rows_of_one_time_are_two_and_keep_their_names_when_the_table_goes_on (void)
{
  const char *rows = "time,site,sodium\n2026-04-03 07:00,arm,40\n2026-04-03 07:00,back,55\n";
  g_autofree char *longer = g_strconcat (rows, "2026-04-05 07:00,arm,41\n", NULL);
  g_autoptr(SourceReport) first = read_text (rows, NULL), then = read_text (longer, NULL);

  g_assert_cmpuint (first->events->len, ==, 2);
  g_assert_cmpuint (then->events->len, ==, 3);
  g_assert_cmpstr (event_at (first, 0)->source_id, !=, event_at (first, 1)->source_id);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (event_at (first, i)->source_id, ==, event_at (then, i)->source_id);
}

static void
test_a_table_that_was_cut_in_a_line_says_so (void)
{
  g_autoptr(SourceReport) cut = read_text ("date,weight,note\n2026-04-03,70.1,a\n2026-04-04,70", NULL);
  g_autoptr(SourceReport) whole = read_text ("date,weight,note\n2026-04-03,70.1,a\n2026-04-04,70,\"b, c\"", NULL);

  g_assert_true (g_ptr_array_find_with_equal_func (cut->flags, "truncated", g_str_equal, NULL));
  g_assert_nonnull (strstr (cut->reason->str, "line 3"));
  g_assert_cmpuint (whole->flags->len, ==, 1); /* that its times have no zone */
}

/* The layout that Strava has written since 2021, up to the speed of the wind, with other words for all columns. */
static char *
strava_list (const char *const *leading, const char *elapsed, const char *distance, const char *heart_rate, const char *date, const char *type)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 70; i++)
    g_string_append_printf (text, "%s\"%s%.0u\"", i ? "," : "", i == 5 || i == 15 ? elapsed : i == 6 || i == 17 ? distance : i == 7 || i == 30 ? heart_rate
                            : i < 5 ? leading[i] : "Spalte ", i == 5 || i == 15 || i == 6 || i == 17 || i == 7 || i == 30 || i < 5 ? 0 : i);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < 70; i++)
    {
      const char *cell = i == 0 ? "9125662739" : i == 1 ? date : i == 2 ? "Runde" : i == 3 ? type : i == 5 ? "6124" : i == 6 ? "33.91"
                         : i == 12 ? "activities/42.fit.gz" : i == 15 ? "6124.0" : i == 16 ? "5103.0" : i == 17 ? "33912.48" : i == 20 ? "124.0"
                         : i == 30 ? "171.0" : i == 31 ? "0.0" : i == 36 ? "21.0" : i == 59 ? "0.64" : "";

      g_string_append_printf (text, "%s\"%s\"", i ? "," : "", cell);
    }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

static void
test_stravas_list_is_read_in_any_language (void)
{
  const struct { const char *leading[5], *elapsed, *distance, *heart_rate, *date, *type, *sport; } languages[] = {
    { { "Activity ID", "Activity Date", "Activity Name", "Activity Type", "Activity Description" }, "Elapsed Time", "Distance", "Max Heart Rate",
      "May 23, 2023, 12:40:57 PM", "Ride", "cycling" },
    { { "Aktivitäts-ID", "Aktivitätsdatum", "Name der Aktivität", "Aktivitätsart", "Beschreibung" }, "Verstrichene Zeit", "Distanz",
      "Max. Herzfrequenz", "23.05.2023, 12:40:57", "Radfahrt", "cycling" },
    { { "ID de l’activité", "Date de l’activité", "Nom", "Type", "Description" }, "Temps écoulé", "Distance", "FC max.",
      "23 mai 2023 à 12:40:57", "Course à pied", "running" },
    { { "ID de actividad", "Fecha", "Nombre", "Tipo", "Descripción" }, "Tiempo transcurrido", "Distancia", "FC máx.",
      "23 may 2023, 12:40:57", "Natación", "swimming" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *text = strava_list (languages[i].leading, languages[i].elapsed, languages[i].distance, languages[i].heart_rate,
                                           languages[i].date, languages[i].type);
      g_autoptr(SourceReport) report = read_text (text, NULL);
      const Event *event = event_at (report, 0);
      g_autofree char *start = instant_format (event->start_us, 0);

      g_assert_cmpstr (report->format, ==, "strava-csv");
      g_assert_cmpstr (start, ==, "2023-05-23T12:40:57+00:00");
      g_assert_cmpstr (event->sport, ==, languages[i].sport);
      g_assert_cmpfloat (event->elapsed_s, ==, 6124);
      g_assert_cmpfloat_with_epsilon (event->distance_m, 33912.48, 1e-6);
      g_assert_true (g_ptr_array_find_with_equal_func (event->links, "strava-file:activities/42.fit.gz", g_str_equal, NULL));
      if (i > 0) /* by place, as none of the words is English */
        {
          g_assert_cmpfloat (event_number (event, EVENT_FIELD_MOVING_S), ==, 5103);
          g_assert_cmpfloat (event_number (event, EVENT_FIELD_ASCENT_M), ==, 124);
          g_assert_cmpfloat_with_epsilon (event_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT), 64, 1e-9);
        }
      g_assert_cmpfloat (event_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM), ==, 171);
      g_assert_true (isnan (event_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM))); /* 0 is none */
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/dates/months", test_months_are_known_in_the_languages_of_accounts);
  g_test_add_func ("/sources/dates/order", test_a_date_with_two_readings_is_read_only_where_the_order_is_known);
  g_test_add_func ("/sources/dates/column", test_one_row_tells_the_order_of_all_dates_of_its_column);
  g_test_add_func ("/sources/dates/map", test_a_map_names_columns_whatever_stands_in_their_names);
  g_test_add_func ("/sources/dates/same-time", test_two_rows_of_one_time_are_two_and_keep_their_names_when_the_table_goes_on);
  g_test_add_func ("/sources/dates/cut", test_a_table_that_was_cut_in_a_line_says_so);
  g_test_add_func ("/sources/dates/strava", test_stravas_list_is_read_in_any_language);
  return g_test_run ();
}
