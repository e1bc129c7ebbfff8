/* tests/timeline/test-place-offset.c: whose clock an event without one is on */
#include "timeline/place-offset.h"

static Event *
run_at (double longitude)
{
  Event *event = event_new (EVENT_WORKOUT, "gpx");

  event->start_us = instant_from_civil (2026, 1, 15, 12, 0, 0, 0);
  event->end_us = event->start_us + INSTANT_HOUR;
  event_set_number (event, EVENT_FIELD_START_LONGITUDE_DEG, longitude);
  return event;
}

static void
test_at_home_the_home_zone_stands (void)
{
  g_autoptr(GTimeZone) madrid = instant_zone_find ("Europe/Madrid");
  g_autoptr(Event) vigo = run_at (-8.7); /* the sun says −1 h, clocks +1 h */

  g_assert_false (event_guess_offset (vigo, madrid));
  g_assert_cmpint (vigo->start_offset_s, ==, INSTANT_OFFSET_UNKNOWN);
}

static void
test_far_from_home_the_place_speaks_and_is_marked (void)
{
  g_autoptr(GTimeZone) paris = instant_zone_find ("Europe/Paris");
  g_autoptr(Event) tokyo = run_at (139.7);

  g_assert_true (event_guess_offset (tokyo, paris));
  g_assert_cmpint (tokyo->start_offset_s, ==, 9 * 3600);
  g_assert_cmpint (tokyo->end_offset_s, ==, 9 * 3600);
  g_assert_true (tokyo->flags & EVENT_FLAG_ZONE_ESTIMATED);
}

static void
test_what_the_source_says_and_what_has_no_place_stays (void)
{
  g_autoptr(Event) told = run_at (139.7), nowhere = run_at (0);

  told->start_offset_s = 3600;
  event_set_number (nowhere, EVENT_FIELD_START_LONGITUDE_DEG, G_MAXDOUBLE);
  g_assert_false (event_guess_offset (told, NULL));
  g_assert_cmpint (told->start_offset_s, ==, 3600);
  g_assert_false (event_guess_offset (nowhere, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/place-offset/at-home-the-home-zone-stands", test_at_home_the_home_zone_stands);
  g_test_add_func ("/timeline/place-offset/far-from-home-the-place-speaks-and-is-marked", test_far_from_home_the_place_speaks_and_is_marked);
  g_test_add_func ("/timeline/place-offset/what-the-source-says-and-what-has-no-place-stays", test_what_the_source_says_and_what_has_no_place_stays);
  return g_test_run ();
}
