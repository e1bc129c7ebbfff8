/* tests/timeline/test-duplicates.c: the rules on made events; real pairs are in tests/sources/test-golden.c */
#include <math.h>

#include "events.h"
#include "timeline/event-json.h"
#include "timeline/timeline.h"

static const DuplicateRules rules = DUPLICATE_RULES_DEFAULT;

static Event *
workout (const char *source, const char *id, const char *device, const char *sport, double start_s, double length_s, double distance_m)
{
  Event *event = event_new (EVENT_WORKOUT, source);

  event->source_id = g_strdup (id);
  event->device_id = g_strdup (device);
  event_set_sport (event, sport);
  event->start_us = (gint64) ((1700000000 + start_s) * 1e6);
  event->end_us = event->start_us + (gint64) (length_s * 1e6);
  event->elapsed_s = length_s;
  event->distance_m = distance_m;
  return event;
}

static guint
count (const GPtrArray *events)
{
  g_autoptr(Timeline) timeline = timeline_merge (events, NULL, 0, &rules);

  return timeline->events->len;
}

static void
test_two_recorders_of_one_event_are_one_whatever_the_distance (void)
{
  /* start, its difference, overlap of the longer, difference of distance: the seven measured pairs of SOURCES §7.2 */
  const struct { double later_s, longer, distance; } pairs[] = {
    { 2, 1.00, 0.002 }, { 3, 1.00, 0.035 }, { 9, 0.99, 0.13 }, { 15, 1.00, 0.082 }, { 40, 0.97, 0.26 }, { 118, 0.95, 0.155 }, { 274, 0.92, 0.192 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      double length_s = 3600, other_s = length_s * pairs[i].longer;
      double later_s = fmin (pairs[i].later_s, length_s - other_s + 2);
      g_autoptr(GPtrArray) list = list_of (workout ("fit", "a", "1:1", "cycling", 0, length_s, 30000),
                                           workout ("fit", "b", "1:2", "VirtualRide", later_s, other_s, 30000 * (1 + pairs[i].distance)), NULL);

      g_assert_cmpuint (count (list), ==, 1);
    }
}

static void
test_a_false_start_stays_beside_its_ride (void)
{
  g_autoptr(GPtrArray) list = list_of (workout ("fit", "false-start", "1:1", "cycling", 0, 19, 14),
                                       workout ("fit", "ride", "1:1", "cycling", 28, 1993, 9968), NULL);

  g_assert_cmpuint (count (list), ==, 2);
}

static void
test_one_device_never_merges_with_itself (void)
{
  g_autoptr(GPtrArray) list = list_of (workout ("fit", "a", "1:1", "cycling", 0, 1000, 5000),
                                       workout ("fit", "b", "1:1", "cycling", 10, 1000, 5000), NULL);
  g_autoptr(GPtrArray) forms = list_of (workout ("fit", "a", "1:1", "swimming", 0, 1000, 500),
                                        workout ("tcx", "b", "1:1", "other", 1, 1000, 500), NULL);

  g_assert_cmpuint (count (list), ==, 2);
  g_assert_cmpuint (count (forms), ==, 1); /* two forms of one recording: TCX begins a second later */
}

static void
test_different_sports_at_one_time_are_two_events (void)
{
  g_autoptr(GPtrArray) list = list_of (workout ("fit", "a", "1:1", "running", 0, 1000, 0),
                                       workout ("fit", "b", "1:2", "swimming", 0, 1000, 0), NULL);
  g_autoptr(GPtrArray) pilates = list_of (workout ("apple-health", "a", NULL, "other", 0, 3000, NAN),
                                          workout ("garmin-connect", "b", NULL, "yoga", 5, 3000, NAN), NULL);

  g_assert_cmpuint (count (list), ==, 2);
  g_assert_cmpuint (count (pilates), ==, 1);
}

static void
test_a_linked_id_merges_what_moving_time_would_part (void)
{
  Event *garmin = workout ("garmin-connect", "9", "1:1", "hiking", 0, 17033, 10348);
  Event *strava = workout ("strava-json", "10", NULL, "Hike", 0, 17033, 10350);
  g_autoptr(GPtrArray) list = list_of (garmin, strava, NULL);

  event_set_number (strava, EVENT_FIELD_MOVING_S, 10000);
  event_add_link (garmin, "garmin-activity:9");
  event_add_link (strava, "garmin-activity:9");
  g_assert_cmpuint (count (list), ==, 1);
}

static Event *
triathlon (void)
{
  Event *parent = workout ("fit", "tri", "1:1", "multisport", 0, 10000, 51500);

  g_ptr_array_add (parent->children, workout ("fit", "tri/1", "1:1", "swimming", 0, 1500, 1500));
  g_ptr_array_add (parent->children, workout ("fit", "tri/2", "1:1", "cycling", 1600, 6000, 40000));
  g_ptr_array_add (parent->children, workout ("fit", "tri/3", "1:1", "running", 7700, 2300, 10000));
  return parent;
}

static void
test_legs_belong_to_their_parent_and_a_track_of_one_leg_to_the_leg (void)
{
  g_autoptr(GPtrArray) list = list_of (triathlon (), workout ("gpx", "leg", NULL, "cycling", 1605, 5990, 39000),
                                       workout ("strava-json", "whole", NULL, "Triathlon", 1, 9998, 51000), NULL);
  g_autoptr(Timeline) timeline = timeline_merge (list, NULL, 0, &rules);
  const TimelineEvent *event, *leg;

  g_assert_cmpuint (timeline->events->len, ==, 1);
  event = g_ptr_array_index (timeline->events, 0);
  g_assert_cmpuint (event->members->len, ==, 2);
  g_assert_cmpuint (event->children->len, ==, 3);
  leg = g_ptr_array_index (event->children, 1);
  g_assert_cmpuint (leg->members->len, ==, 2);
  g_assert_cmpstr (leg->merged->sport, ==, "cycling");
}

static void
test_there_are_no_chains (void)
{
  /* Each overlaps the next by enough, the first and the last hardly at all. */
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  g_autoptr(Timeline) timeline = NULL;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i), *device = g_strdup_printf ("1:%u", i);

      g_ptr_array_add (list, workout ("fit", id, device, "running", i * 100, 1000, 0));
    }
  timeline = timeline_merge (list, NULL, 0, &rules);
  for (guint i = 0; i < timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->events, i);

      g_assert_cmpuint (event->members->len, <=, 3);
    }
}

static void
test_what_a_person_decided_holds (void)
{
  g_autoptr(GPtrArray) list = list_of (workout ("fit", "a", "1:1", "cycling", 0, 1000, 5000),
                                       workout ("gpx", "b", NULL, "cycling", 3, 1000, 5000),
                                       workout ("fit", "c", "1:2", "cycling", 90000, 1000, 5000), NULL);
  const PairDecision never[] = { { "gpx b", "fit a", FALSE } };
  const PairDecision same[] = { { "fit c", "fit a", TRUE } };
  g_autoptr(Timeline) apart = timeline_merge (list, never, 1, &rules);
  g_autoptr(Timeline) joined = timeline_merge (list, same, 1, &rules);

  g_assert_cmpuint (count (list), ==, 2);
  g_assert_cmpuint (apart->events->len, ==, 3);
  g_assert_cmpuint (joined->events->len, ==, 1);
}

static void
test_clock_faults_are_suggested_and_never_merged (void)
{
  Event *unset = workout ("fit", "d", "1:3", "cycling", 0, 1003, 5005);
  g_autoptr(GPtrArray) list = list_of (workout ("fit", "a", "1:1", "cycling", 0, 1000, 5000),
                                       workout ("gpx", "hour", NULL, "cycling", 3600, 1000, 5010),
                                       workout ("gpx", "odd", NULL, "cycling", 8000, 1000, 5010), unset, NULL);
  g_autoptr(Timeline) timeline = NULL;
  guint n_hour = 0, n_unset = 0;

  unset->start_us -= INSTANT_DAY * 12000;
  unset->end_us -= INSTANT_DAY * 12000;
  unset->flags |= EVENT_FLAG_CLOCK_UNSET;
  timeline = timeline_merge (list, NULL, 0, &rules);
  g_assert_cmpuint (timeline->events->len, ==, 4);
  for (guint i = 0; i < timeline->suggestions->len; i++)
    {
      const Suggestion *suggestion = &g_array_index (timeline->suggestions, Suggestion, i);

      if (suggestion->kind == SUGGESTION_CLOCK_OFFSET)
        {
          g_assert_cmpstr (suggestion->one->source_id, ==, "a");
          g_assert_cmpstr (suggestion->other->source_id, ==, "hour");
          g_assert_cmpfloat (suggestion->offset_s, ==, 3600);
          n_hour++;
        }
      else
        n_unset++;
    }
  g_assert_cmpuint (n_hour, ==, 1);
  g_assert_cmpuint (n_unset, ==, 3);
}

static void
test_two_rides_that_one_recorder_knows_are_no_clock_fault (void)
{
  g_autoptr(GPtrArray) list = list_of (workout ("fit", "out", "1:1", "cycling", 0, 1000, 5000),
                                       workout ("strava-json", "1", NULL, "Ride", 0, 1000, 5000),
                                       workout ("fit", "back", "1:1", "cycling", 32400, 1000, 5000),
                                       workout ("strava-json", "2", NULL, "Ride", 32400, 1000, 5000), NULL);
  g_autoptr(Timeline) timeline = timeline_merge (list, NULL, 0, &rules);

  g_assert_cmpuint (timeline->events->len, ==, 2);
  g_assert_cmpuint (timeline->suggestions->len, ==, 0);
}

static void
test_each_field_comes_from_the_member_that_weighs_most_and_says_so (void)
{
  Event *fit = workout ("fit", "a", "1:1", "cycling", 0, 1000, 5000), *strava = workout ("strava-export", "b", NULL, "Ride", 1, 1001, 5003);
  g_autoptr(GPtrArray) list = list_of (strava, fit, NULL);
  g_autoptr(Timeline) timeline = NULL;
  const TimelineEvent *event;
  guint n_seen = 0;

  event_set_text (fit, EVENT_FIELD_TITLE, "2023-05-23 12:40");
  event_set_text (strava, EVENT_FIELD_TITLE, "Evening ride");
  event_set_number (strava, EVENT_FIELD_WEATHER_TEMPERATURE_C, 21);
  timeline = timeline_merge (list, NULL, 0, &rules);
  event = g_ptr_array_index (timeline->events, 0);
  g_assert_cmpfloat (event->merged->distance_m, ==, 5000);
  g_assert_cmpstr (event_text (event->merged, EVENT_FIELD_TITLE), ==, "Evening ride");
  for (guint i = 0; i < event->chosen->len; i++)
    {
      const ChosenField *field = &g_array_index (event->chosen, ChosenField, i);

      if (g_str_equal (field->name, "distance_m"))
        g_assert_true (field->from == fit);
      else if (g_str_equal (field->name, "title") || g_str_equal (field->name, "weather_temperature_c"))
        g_assert_true (field->from == strava);
      else
        continue;
      n_seen++;
    }
  g_assert_cmpuint (n_seen, ==, 3);
}

static void
test_the_same_thing_again_is_one_and_the_later_revision_stands (void)
{
  Event *old = workout ("apple-health", "sync:1", NULL, "running", 0, 1000, 5000), *new = workout ("apple-health", "sync:1", NULL, "running", 0, 1100, 5500);
  g_autoptr(GPtrArray) list = list_of (new, old, NULL);
  g_autoptr(Timeline) timeline = NULL;

  new->revision = 2;
  old->revision = 1;
  timeline = timeline_merge (list, NULL, 0, &rules);
  g_assert_cmpuint (timeline->events->len, ==, 1);
  g_assert_cmpfloat (((TimelineEvent *) g_ptr_array_index (timeline->events, 0))->merged->distance_m, ==, 5500);
}

static void
test_what_a_service_lends_is_part_of_nothing (void)
{
  g_autoptr(GPtrArray) list = list_of (workout ("strava-api", "1", NULL, "Ride", 0, 1000, 5000), NULL);

  g_assert_cmpuint (count (list), ==, 0);
}

static char *
describe (const Timeline *timeline)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->events, i);
      g_autofree char *merged = event_to_json (event->merged);

      g_string_append_printf (text, "%s %u %s\n", event->id, event->children->len, merged);
      for (guint m = 0; m < event->members->len; m++)
        g_string_append_printf (text, " %s\n", ((Event *) g_ptr_array_index (event->members, m))->source_id);
    }
  for (guint i = 0; i < timeline->suggestions->len; i++)
    {
      const Suggestion *suggestion = &g_array_index (timeline->suggestions, Suggestion, i);

      g_string_append_printf (text, "? %s %s %f\n", suggestion->one->source_id, suggestion->other->source_id, suggestion->offset_s);
    }
  return g_string_free (text, FALSE);
}

static void
test_the_order_of_import_cannot_be_seen (void)
{
  static const char *const sources[] = { "fit", "tcx", "gpx", "garmin-connect", "strava-export", "apple-health" };
  static const char *const kinds[] = { "cycling", "running", "other", "VirtualRide", "hiking" };

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
      g_autofree char *first = NULL;

      g_ptr_array_add (list, triathlon ());
      for (guint i = 0; i < 40; i++)
        {
          g_autofree char *id = g_strdup_printf ("%u", (guint) g_test_rand_int_range (0, 35));
          g_autofree char *device = g_test_rand_int_range (0, 3) ? g_strdup_printf ("1:%d", g_test_rand_int_range (0, 4)) : NULL;
          Event *event = workout (sources[g_test_rand_int_range (0, 6)], id, device, kinds[g_test_rand_int_range (0, 5)],
                                  g_test_rand_int_range (0, 40) * 225, 600 * g_test_rand_int_range (1, 8), 1000 * g_test_rand_int_range (1, 4));

          if (g_test_rand_int_range (0, 4) == 0)
            event_add_link (event, "garmin-activity:%d", g_test_rand_int_range (0, 8));
          g_ptr_array_add (list, event);
        }
      for (guint shuffle = 0; shuffle < 8; shuffle++)
        {
          g_autoptr(Timeline) timeline = NULL;
          g_autofree char *text = NULL;

          for (guint i = list->len - 1; i > 0; i--)
            {
              guint j = (guint) g_test_rand_int_range (0, (gint32) i + 1);
              gpointer swap = list->pdata[i];

              list->pdata[i] = list->pdata[j];
              list->pdata[j] = swap;
            }
          timeline = timeline_merge (list, NULL, 0, &rules);
          text = describe (timeline);
          if (first == NULL)
            first = g_steal_pointer (&text);
          else
            g_assert_true (g_str_equal (text, first));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/duplicates/recorders", test_two_recorders_of_one_event_are_one_whatever_the_distance);
  g_test_add_func ("/timeline/duplicates/false-start", test_a_false_start_stays_beside_its_ride);
  g_test_add_func ("/timeline/duplicates/one-device", test_one_device_never_merges_with_itself);
  g_test_add_func ("/timeline/duplicates/sports", test_different_sports_at_one_time_are_two_events);
  g_test_add_func ("/timeline/duplicates/links", test_a_linked_id_merges_what_moving_time_would_part);
  g_test_add_func ("/timeline/duplicates/legs", test_legs_belong_to_their_parent_and_a_track_of_one_leg_to_the_leg);
  g_test_add_func ("/timeline/duplicates/no-chains", test_there_are_no_chains);
  g_test_add_func ("/timeline/duplicates/decisions", test_what_a_person_decided_holds);
  g_test_add_func ("/timeline/duplicates/clock-faults", test_clock_faults_are_suggested_and_never_merged);
  g_test_add_func ("/timeline/duplicates/out-and-back", test_two_rides_that_one_recorder_knows_are_no_clock_fault);
  g_test_add_func ("/timeline/duplicates/fields", test_each_field_comes_from_the_member_that_weighs_most_and_says_so);
  g_test_add_func ("/timeline/duplicates/revisions", test_the_same_thing_again_is_one_and_the_later_revision_stands);
  g_test_add_func ("/timeline/duplicates/lent", test_what_a_service_lends_is_part_of_nothing);
  g_test_add_func ("/timeline/duplicates/order", test_the_order_of_import_cannot_be_seen);
  return g_test_run ();
}
