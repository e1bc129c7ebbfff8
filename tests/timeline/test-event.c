/* tests/timeline/test-event.c */
#include <math.h>

#include "timeline/event-json.h"

static Event *
a_full_event (void)
{
  Event *event = event_new (EVENT_WORKOUT, "fit");
  Event *leg = event_new (EVENT_WORKOUT, "fit");

  event->source_id = g_strdup ("garmin:1:2");
  event->revision = 3;
  event_add_link (event, "garmin-activity:%d", 17);
  event_set_sport (event, "triathlon");
  event->start_us = 1774762271 * INSTANT_SECOND;
  event->end_us = event->start_us + INSTANT_HOUR;
  event->start_offset_s = 3600;
  event->zone = g_strdup ("Europe/Paris");
  event->elapsed_s = 3600.25;
  event_set_number (event, EVENT_FIELD_ASCENT_M, 65.75);
  event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, 141);
  event_set_text (event, EVENT_FIELD_TITLE, " “Lac d’Annecy” ");
  event_add_segment (event, 5, 9, SLEEP_STAGE_REM);
  event_set_sport (leg, "Run");
  g_ptr_array_add (event->children, leg);
  return event;
}

static void
test_links_that_are_one_text_are_one (void)
{
  g_autoptr(Event) event = event_new (EVENT_WORKOUT, "apple-health");

  event_add_link (event, "route:%s", "\xff");
  event_add_link (event, "route:%s", "\xfe"); /* other bytes, and neither is text */
  event_add_link (event, "route:%s", "\xef\xbf\xbd");
  g_assert_cmpuint (event->links->len, ==, 1);
}

static void
test_an_event_survives_its_json (void)
{
  g_autoptr(Event) event = a_full_event ();
  g_autofree char *text = event_to_json (event);
  g_autoptr(GError) error = NULL;
  g_autoptr(Event) back = event_from_json (text, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = event_to_json (back);
  g_assert_cmpstr (again, ==, text);
  g_assert_true (isnan (back->timer_s));
  g_assert_cmpint (back->end_offset_s, ==, INSTANT_OFFSET_UNKNOWN);
  g_assert_cmpint (back->family, ==, SPORT_FAMILY_MULTISPORT);
  g_assert_cmpstr (event_text (back, EVENT_FIELD_TITLE), ==, "“Lac d’Annecy”");
}

static void
test_a_copy_is_equal_and_independent (void)
{
  g_autoptr(Event) event = a_full_event ();
  g_autoptr(Event) copy = event_copy (event);
  g_autofree char *first = event_to_json (event), *second = event_to_json (copy);

  g_assert_cmpstr (first, ==, second);
  event_set_number (copy, EVENT_FIELD_ASCENT_M, NAN);
  g_assert_true (isnan (event_number (copy, EVENT_FIELD_ASCENT_M)));
  g_assert_cmpfloat (event_number (event, EVENT_FIELD_ASCENT_M), ==, 65.75);
}

static void
test_makers_words_become_one_vocabulary (void)
{
  g_assert_cmpstr (sport_canonical ("Biking"), ==, "cycling");
  g_assert_cmpstr (sport_canonical ("Sortie vélo"), ==, "cycling");
  g_assert_cmpstr (sport_canonical ("Løpetur"), ==, "running");
  g_assert_cmpstr (sport_canonical ("ランニング"), ==, "running");
  g_assert_cmpstr (sport_canonical ("Плавание"), ==, "swimming");
  g_assert_cmpstr (sport_canonical ("VirtualRide"), ==, "cycling");
  g_assert_cmpstr (sport_canonical ("HKWorkoutActivityTypeCycling"), ==, "cycling");
  g_assert_cmpstr (sport_canonical ("lap_swimming"), ==, "swimming");
  g_assert_cmpstr (sport_canonical ("HKWorkoutActivityTypeHighIntensityIntervalTraining"), ==, "hiit");
  g_assert_cmpstr (sport_canonical ("run"), ==, "running");
  g_assert_null (sport_canonical ("quidditch"));
  g_assert_null (sport_canonical (NULL));
}

static void
test_other_agrees_with_anything_and_families_only_with_themselves (void)
{
  g_assert_true (sport_families_agree (SPORT_FAMILY_OTHER, sport_family ("swimming")));
  g_assert_true (sport_families_agree (sport_family ("VirtualRide"), sport_family ("indoor_cycling")));
  g_assert_false (sport_families_agree (sport_family ("running"), sport_family ("cycling")));
  g_assert_false (sport_families_agree (sport_family ("multisport"), sport_family ("cycling")));
}

static void
test_the_devices_own_file_weighs_most (void)
{
  const char *order[] = { "fit", "tcx", "gpx", "garmin-connect", "strava-export", "apple-health", "typed" };

  for (guint i = 1; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpuint (event_source_rank (order[i - 1]), <, event_source_rank (order[i]));
}

static void
test_stored_text_of_another_form_is_refused (void)
{
  const char *wrong[] = { "[]", "{}", "{\"kind\":\"party\",\"source\":\"fit\"}", "not json",
                          "{\"kind\":\"sleep\",\"source\":\"fit\",\"segments\":[[1,2,\"dreaming\"]]}" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Event) event = event_from_json (wrong[i], &error);

      g_assert_null (event);
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/event/json", test_an_event_survives_its_json);
  g_test_add_func ("/timeline/event/links-that-are-one-text-are-one", test_links_that_are_one_text_are_one);
  g_test_add_func ("/timeline/event/copy", test_a_copy_is_equal_and_independent);
  g_test_add_func ("/timeline/event/vocabulary", test_makers_words_become_one_vocabulary);
  g_test_add_func ("/timeline/event/families", test_other_agrees_with_anything_and_families_only_with_themselves);
  g_test_add_func ("/timeline/event/ranks", test_the_devices_own_file_weighs_most);
  g_test_add_func ("/timeline/event/refused", test_stored_text_of_another_form_is_refused);
  return g_test_run ();
}
