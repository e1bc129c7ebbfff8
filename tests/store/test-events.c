/* tests/store/test-events.c */
#include <math.h>

#include "scratch.h"
#include "timeline/event-json.h"
#include "store/events.h"
#include "store/people.h"
#include "store/statement.h"

static Event *
make_ride (const char *id, gint64 start_us)
{
  Event *event = event_new (EVENT_WORKOUT, "fit");

  g_free (event->source_id);
  event->source_id = g_strdup (id);
  event_set_sport (event, "cycling");
  event->start_us = start_us;
  event->end_us = start_us + INSTANT_HOUR;
  event->elapsed_s = 3600;
  event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, 151.5);
  event_set_text (event, EVENT_FIELD_TITLE, "Morning “ride”");
  event_add_link (event, "garmin-activity:%d", 4711);
  return event;
}

static void
test_an_event_survives_the_way_into_text_and_back (void)
{
  g_autoptr(Event) night = event_new (EVENT_SLEEP, "oura"), ride = make_ride ("a", 5);
  g_autoptr(Event) back = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr(GError) error = NULL;

  event_add_segment (night, 1, 2, SLEEP_STAGE_DEEP);
  g_ptr_array_add (ride->children, g_steal_pointer (&night));
  before = event_to_json (ride);
  back = event_from_json (before, &error);
  g_assert_no_error (error);
  after = event_to_json (back);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (isnan (back->distance_m));
  g_assert_cmpint (back->end_offset_s, ==, INSTANT_OFFSET_UNKNOWN);
  g_assert_cmpstr (event_text (back, EVENT_FIELD_TITLE), ==, "Morning “ride”");
}

static void
test_the_same_again_changes_nothing_and_a_longer_telling_replaces (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autoptr(Event) ride = make_ride ("a", 1000);
  g_autoptr(GPtrArray) events = NULL;
  EventOutcome outcome;

  g_assert_true (store_put_event (scratch->store, mia, ride, &outcome, NULL));
  g_assert_cmpint (outcome, ==, EVENT_ADDED);
  g_assert_true (store_put_event (scratch->store, mia, ride, &outcome, NULL));
  g_assert_cmpint (outcome, ==, EVENT_UNCHANGED);
  ride->distance_m = 30000;
  g_assert_true (store_put_event (scratch->store, mia, ride, &outcome, NULL));
  g_assert_cmpint (outcome, ==, EVENT_UPDATED);
  events = store_events (scratch->store, mia, INSTANT_UNKNOWN, INSTANT_UNKNOWN, NULL);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_cmpfloat (((StoredEvent *) events->pdata[0])->event->distance_m, ==, 30000);
}

static void
test_an_older_revision_does_not_come_back (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autoptr(Event) ride = make_ride ("a", 1000);
  EventOutcome outcome;

  ride->revision = 7;
  g_assert_true (store_put_event (scratch->store, mia, ride, NULL, NULL));
  ride->revision = 6;
  ride->distance_m = 1;
  g_assert_true (store_put_event (scratch->store, mia, ride, &outcome, NULL));
  g_assert_cmpint (outcome, ==, EVENT_UNCHANGED);
}

static void
test_a_span_holds_what_overlaps_it (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  const gint64 starts[] = { 0, INSTANT_DAY, 2 * INSTANT_DAY };
  g_autoptr(GPtrArray) day = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr(Event) ride = make_ride (id, starts[i]);

      g_assert_true (store_put_event (scratch->store, mia, ride, NULL, NULL));
    }
  day = store_events (scratch->store, mia, INSTANT_DAY + INSTANT_MINUTE, 2 * INSTANT_DAY, NULL);
  g_assert_cmpuint (day->len, ==, 1);
  g_assert_cmpstr (((StoredEvent *) day->pdata[0])->event->source_id, ==, "1");
}

static void
test_what_a_service_lends_is_refused (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autoptr(Event) ride = make_ride ("a", 1000);
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (store_put_event (scratch->store, mia, ride, NULL, NULL));
  g_free (ride->source);
  ride->source = g_strdup ("strava-api");
  g_assert_false (store_put_event (scratch->store, mia, ride, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_assert_false (store_run (scratch->store, NULL, NULL, "UPDATE event SET source = 'strava-api'", ""));
  events = store_events (scratch->store, mia, INSTANT_UNKNOWN, INSTANT_UNKNOWN, NULL);
  g_assert_cmpuint (events->len, ==, 1);
}

static void
test_a_decision_is_kept_by_the_sources_own_keys (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autoptr(GPtrArray) decisions = NULL;

  g_assert_true (store_decide (scratch->store, mia, "tcx b", "fit a", FALSE, NULL));
  g_assert_true (store_decide (scratch->store, mia, "fit a", "tcx b", TRUE, NULL));
  decisions = store_decisions (scratch->store, mia, NULL);
  g_assert_cmpuint (decisions->len, ==, 1);
  g_assert_true (((EventDecision *) decisions->pdata[0])->same);
  g_assert_cmpstr (((EventDecision *) decisions->pdata[0])->one, ==, "fit a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Scratch, NULL, scratch_set_up, test, scratch_tear_down)
  g_test_add_func ("/store/events/json", test_an_event_survives_the_way_into_text_and_back);
  ADD ("/store/events/again", test_the_same_again_changes_nothing_and_a_longer_telling_replaces);
  ADD ("/store/events/revision", test_an_older_revision_does_not_come_back);
  ADD ("/store/events/span", test_a_span_holds_what_overlaps_it);
  ADD ("/store/events/expiry", test_what_a_service_lends_is_refused);
  ADD ("/store/events/decision", test_a_decision_is_kept_by_the_sources_own_keys);
  return g_test_run ();
}
