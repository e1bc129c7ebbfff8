/* tests/base/test-instant.c */
#include "base/instant.h"

static gint64
instant (const char *text)
{
  g_autoptr(GError) error = NULL;
  WrittenInstant written;

  instant_parse (text, &written, &error);
  g_assert_no_error (error);
  return written.instant_us;
}

static void
assert_shown (gint64 instant_us, int offset_s, const char *expected)
{
  g_autofree char *text = instant_format (instant_us, offset_s);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_one_instant_has_many_spellings (void)
{
  const char *spellings[] = { "2026-03-29T05:31:00Z", "2026-03-29T07:31:00+02:00", "2026-03-29 07:31:00 +0200",
                              "2026-03-29T07:31+02", "2026-03-28T19:31:00.000-10:00", "2026-03-29t05:31:00,0000000z" };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    g_assert_cmpint (instant (spellings[i]), ==, instant ("2026-03-29T05:31:00Z"));
}

static void
test_fractions_are_kept_to_the_microsecond (void)
{
  g_assert_cmpint (instant ("1970-01-01T00:00:00.8498009Z"), ==, 849800);
  g_assert_cmpint (instant ("1901-12-13T20:45:52.2073437Z"), <, 0);
  assert_shown (instant ("1901-12-13T20:45:52.2073437Z"), 0, "1901-12-13T20:45:52.207343+00:00");
  assert_shown (instant ("2022-11-12T15:58:25.8498+00:00"), -3600, "2022-11-12T14:58:25.8498-01:00");
}

static void
test_a_time_without_zone_says_so (void)
{
  WrittenInstant written;

  g_assert_true (instant_scan ("2013-01-01T12:00:04", -1, &written));
  g_assert_cmpint (written.offset_s, ==, INSTANT_OFFSET_UNKNOWN);
  g_assert_cmpint (written.instant_us, ==, instant ("2013-01-01T12:00:04Z"));
}

static void
test_what_is_no_time_is_refused_with_a_reason (void)
{
  const char *wrong[] = { "", "yesterday", "2026-02-30T00:00:00Z", "2026-13-01", "2026-01-01T25:00:00Z",
                          "2026-01-01T00:00:00+99:00", "2026-01-01T00:00:00Q", "2026-1-1" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      WrittenInstant written;

      g_assert_false (instant_parse (wrong[i], &written, &error));
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, BASE_ERROR);
    }
}

static void
test_every_day_of_eight_centuries_goes_there_and_back (void)
{
  CivilDay last = civil_day_from_date (2400, 12, 31);

  for (CivilDay civil = civil_day_from_date (1600, 1, 1); civil <= last; civil++)
    {
      int year, month, day;

      civil_day_to_date (civil, &year, &month, &day);
      g_assert_cmpint (civil_day_from_date (year, month, day), ==, civil);
    }
  g_assert_cmpint (civil_day_from_date (1970, 1, 1), ==, 0);
}

static void
test_plausible_offsets_are_quarters_of_an_hour_within_fourteen_hours (void)
{
  g_assert_true (instant_offset_is_plausible (5 * 3600 + 45 * 60));
  g_assert_true (instant_offset_is_plausible (-14 * 3600));
  g_assert_false (instant_offset_is_plausible (715446599));
  g_assert_false (instant_offset_is_plausible (3601));
  g_assert_false (instant_offset_is_plausible (15 * 3600));
}

static void
test_skipped_and_doubled_hours_are_resolved_and_said (void)
{
  g_autoptr(GTimeZone) paris = instant_zone_find ("Europe/Paris");
  g_autoptr(GTimeZone) new_york = instant_zone_find ("America/New_York");
  NominalOutcome outcome;

  g_assert_nonnull (paris);
  g_assert_cmpint (nominal_time_on_day (7 * 60, civil_day_from_date (2026, 7, 1), paris, &outcome), ==,
                   instant ("2026-07-01T07:00:00+02:00"));
  g_assert_cmpint (outcome, ==, NOMINAL_PLAIN);
  g_assert_cmpint (nominal_time_on_day (150, civil_day_from_date (2026, 3, 29), paris, &outcome), ==,
                   instant ("2026-03-29T03:30:00+02:00"));
  g_assert_cmpint (outcome, ==, NOMINAL_SKIPPED);
  g_assert_cmpint (nominal_time_on_day (150, civil_day_from_date (2026, 10, 25), paris, &outcome), ==,
                   instant ("2026-10-25T02:30:00+02:00"));
  g_assert_cmpint (outcome, ==, NOMINAL_DOUBLED);
  g_assert_cmpint (nominal_time_on_day (90, civil_day_from_date (2026, 11, 1), new_york, &outcome), ==,
                   instant ("2026-11-01T01:30:00-04:00"));
  g_assert_cmpint (outcome, ==, NOMINAL_DOUBLED);
  g_assert_cmpint (nominal_time_on_day (150, civil_day_from_date (2026, 3, 8), new_york, &outcome), ==,
                   instant ("2026-03-08T03:30:00-04:00"));
  g_assert_cmpint (outcome, ==, NOMINAL_SKIPPED);
  g_assert_cmpint (nominal_time_on_day (8 * 60, civil_day_from_date (2026, 10, 25), paris, &outcome), ==,
                   instant ("2026-10-25T08:00:00+01:00"));
  g_assert_cmpint (outcome, ==, NOMINAL_PLAIN);
}

static void
test_the_spring_night_lasts_seven_hours_and_the_autumn_night_nine (void)
{
  g_autoptr(GTimeZone) paris = instant_zone_find ("Europe/Paris");
  CivilDay spring = civil_day_from_date (2026, 3, 28), autumn = civil_day_from_date (2026, 10, 24);

  g_assert_cmpint (nominal_time_on_day (31 * 60, spring, paris, NULL) - nominal_time_on_day (23 * 60, spring, paris, NULL), ==,
                   7 * INSTANT_HOUR);
  g_assert_cmpint (nominal_time_on_day (31 * 60, autumn, paris, NULL) - nominal_time_on_day (23 * 60, autumn, paris, NULL), ==,
                   9 * INSTANT_HOUR);
}

static void
test_the_local_day_is_the_clocks_day (void)
{
  gint64 late = instant ("2026-03-28T23:30:00Z");

  g_assert_cmpint (instant_civil_day (late, 3600), ==, civil_day_from_date (2026, 3, 29));
  g_assert_cmpint (instant_minute_of_day (late, 3600), ==, 30);
  g_assert_cmpint (instant_civil_day (-1, 0), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/instant/spellings", test_one_instant_has_many_spellings);
  g_test_add_func ("/base/instant/fractions", test_fractions_are_kept_to_the_microsecond);
  g_test_add_func ("/base/instant/no-zone", test_a_time_without_zone_says_so);
  g_test_add_func ("/base/instant/refused", test_what_is_no_time_is_refused_with_a_reason);
  g_test_add_func ("/base/instant/calendar", test_every_day_of_eight_centuries_goes_there_and_back);
  g_test_add_func ("/base/instant/plausible-offsets", test_plausible_offsets_are_quarters_of_an_hour_within_fourteen_hours);
  g_test_add_func ("/base/instant/nominal", test_skipped_and_doubled_hours_are_resolved_and_said);
  g_test_add_func ("/base/instant/nights", test_the_spring_night_lasts_seven_hours_and_the_autumn_night_nine);
  g_test_add_func ("/base/instant/local-day", test_the_local_day_is_the_clocks_day);
  return g_test_run ();
}
