/* tests/sources/test-golden.c: the pairs of SOURCES §7.3: one event in several forms merges, and the documented negatives do not */
#include "shared-files.h"
#include "sources/source.h"
#include "timeline/timeline.h"

static const DuplicateRules rules = DUPLICATE_RULES_DEFAULT;

/* Returns: FALSE, with the test skipped, when the file is not here. */
static gboolean
read_into (GPtrArray *events, const char *name)
{
  g_autofree char *path = shared_file (name);
  g_autoptr(SourceReport) report = path ? source_read (path, NULL) : NULL;

  if (report == NULL)
    return FALSE;
  g_assert_true (report->ok);
  g_ptr_array_extend_and_steal (events, g_steal_pointer (&report->events));
  report->events = g_ptr_array_new ();
  return TRUE;
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
}

/* The logical event that holds a telling of this source and id. */
static const TimelineEvent *
find (const Timeline *timeline, const char *source, const char *id)
{
  for (guint i = 0; i < timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->events, i);

      for (guint m = 0; m < event->members->len; m++)
        {
          const Event *member = g_ptr_array_index (event->members, m);

          if (g_str_equal (member->source, source) && g_strcmp0 (member->source_id, id) == 0)
            return event;
        }
    }
  return NULL;
}

static void
test_fit_tcx_and_json_of_one_activity_are_one (gconstpointer data)
{
  const char *id = data;
  g_autofree char *fit = g_strdup_printf ("fit/connectstats__activity_%s.fit", id);
  g_autofree char *tcx = g_strdup_printf ("tcx/connectstats__activity_%s.tcx", id);
  g_autofree char *json = g_strdup_printf ("garmin_connect/connectstats__activity_%s.json", id);
  g_autoptr(GPtrArray) events = new_list ();
  g_autoptr(Timeline) timeline = NULL;

  if (!read_into (events, fit) || !read_into (events, tcx) || !read_into (events, json))
    return;
  g_assert_cmpuint (events->len, ==, 3);
  timeline = timeline_merge (events, NULL, 0, &rules);
  g_assert_cmpuint (timeline->events->len, ==, 1);
}

static void
test_a_run_from_the_watch_the_maker_and_strava_is_one (void)
{
  g_autoptr(GPtrArray) events = new_list ();
  g_autoptr(Timeline) timeline = NULL;
  const TimelineEvent *run;

  if (!read_into (events, "fit/connectstats__activity_4017099594.fit")
      || !read_into (events, "garmin_connect/connectstats__activity_4017099594.json")
      || !read_into (events, "strava/connectstats__last_strava_search_0.json"))
    return;
  timeline = timeline_merge (events, NULL, 0, &rules);
  run = find (timeline, "strava-json", "2674169797");
  g_assert_nonnull (run);
  g_assert_cmpuint (run->members->len, ==, 3);
  g_assert_cmpfloat_with_epsilon (run->merged->distance_m, 1890.52, 0.001); /* the watch's own */
  g_assert_true (run == find (timeline, "garmin-connect", "4017099594"));
}

static void
test_weather_that_the_service_saw_is_added_to_its_activity_and_is_no_event_alone (void)
{
  g_autoptr(GPtrArray) events = new_list ();
  g_autoptr(Timeline) timeline = NULL;
  const TimelineEvent *skiing;

  if (!read_into (events, "garmin_connect/connectstats__activityweather_719310272.json") /* of an activity that is not here */
      || !read_into (events, "garmin_connect/connectstats__activityweather_1083407258.json")
      || !read_into (events, "fit/connectstats__activity_1083407258.fit"))
    return;
  timeline = timeline_merge (events, NULL, 0, &rules);
  g_assert_cmpuint (timeline->events->len, ==, 1);
  skiing = g_ptr_array_index (timeline->events, 0);
  g_assert_cmpuint (skiing->members->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (event_number (skiing->merged, EVENT_FIELD_WEATHER_TEMPERATURE_C), (54 - 32) / 1.8, 1e-9);
  g_assert_cmpfloat (event_number (skiing->merged, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT), ==, 35);
  g_assert_cmpfloat_with_epsilon (event_number (skiing->merged, EVENT_FIELD_WEATHER_WIND_M_S), 2.68, 0.01);
  g_assert_cmpstr (event_text (skiing->merged, EVENT_FIELD_WEATHER), ==, "Mostly Clear");
  g_assert_cmpuint (skiing->merged->flags & EVENT_FLAG_NO_TIMES, ==, 0);
}

static void
test_two_devices_on_one_ride_and_the_copy_of_one_are_one (void)
{
  g_autoptr(GPtrArray) events = new_list ();
  g_autoptr(Timeline) timeline = NULL;
  const TimelineEvent *ride;

  if (!read_into (events, "fit/connectstats__activity_4018408912.fit")
      || !read_into (events, "garmin_connect/connectstats__last_modern_search_0.json")
      || !read_into (events, "strava/connectstats__last_strava_search_0.json"))
    return;
  timeline = timeline_merge (events, NULL, 0, &rules);
  ride = find (timeline, "garmin-connect", "4018407655");
  g_assert_nonnull (ride);
  g_assert_true (ride == find (timeline, "garmin-connect", "4018408912"));
  g_assert_true (ride == find (timeline, "strava-json", "2675283580"));
}

static void
test_every_push_to_strava_merges_with_its_original (void)
{
  g_autoptr(GPtrArray) events = new_list ();
  g_autoptr(Timeline) timeline = NULL;
  guint n_pairs = 0;

  if (!read_into (events, "garmin_connect/connectstats__last_modern_search_0.json")
      || !read_into (events, "garmin_connect/connectstats__last_modern_search_20.json")
      || !read_into (events, "strava/connectstats__last_strava_search_0.json"))
    return;
  timeline = timeline_merge (events, NULL, 0, &rules);
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = g_ptr_array_index (events, i);
      const char *garmin = NULL;

      for (guint l = 0; g_str_equal (event->source, "strava-json") && l < event->links->len; l++)
        if (g_str_has_prefix (g_ptr_array_index (event->links, l), "garmin-activity:"))
          garmin = (const char *) g_ptr_array_index (event->links, l) + 16;
      if (garmin == NULL || find (timeline, "garmin-connect", garmin) == NULL)
        continue;
      n_pairs++;
      g_assert_true (find (timeline, "garmin-connect", garmin) == find (timeline, "strava-json", event->source_id));
    }
  g_test_message ("%u pairs", n_pairs);
  g_assert_cmpuint (n_pairs, >=, 15);
}

static void
test_a_false_start_and_its_ride_stay_two (void)
{
  g_autoptr(GPtrArray) events = new_list ();
  g_autoptr(Timeline) timeline = NULL;
  const TimelineEvent *start, *ride;

  if (!read_into (events, "garmin_connect/connectstats__last_modern_search_20.json"))
    return;
  timeline = timeline_merge (events, NULL, 0, &rules);
  start = find (timeline, "garmin-connect", "3972796194");
  ride = find (timeline, "garmin-connect", "3972796346");
  g_assert_nonnull (start);
  g_assert_nonnull (ride);
  g_assert_true (start != ride);
  g_assert_cmpfloat (start->merged->elapsed_s, <, 30); /* milliseconds, not 5.3 hours */
  g_assert_cmpuint (timeline->events->len, ==, events->len);
}

static void
test_a_triathlon_is_one_event_with_five_legs (void)
{
  g_autoptr(GPtrArray) events = new_list ();
  g_autoptr(Timeline) timeline = NULL;

  if (!read_into (events, "fit/connectstats__track_cs_1451.fit"))
    return;
  timeline = timeline_merge (events, NULL, 0, &rules);
  g_assert_cmpuint (timeline->events->len, ==, 1);
  g_assert_cmpuint (((TimelineEvent *) g_ptr_array_index (timeline->events, 0))->children->len, ==, 5);
}

static void
test_different_events_of_all_files_stay_apart (void)
{
  g_autoptr(GPtrArray) events = new_list ();
  g_autoptr(Timeline) timeline = NULL;

  /* A walk and a run of one watch, a minute apart; and the same walk again as damaged copies. */
  if (!read_into (events, "fit/python-fitparse__garmin-fenix-5-walk.fit") || !read_into (events, "fit/python-fitparse__garmin-fenix-5-run.fit")
      || !read_into (events, "made/fit_bad_crc.fit") || !read_into (events, "made/fit_truncated.fit")
      || !read_into (events, "made/fit_chained_two.fit"))
    return;
  timeline = timeline_merge (events, NULL, 0, &rules);
  g_assert_cmpuint (timeline->events->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sources/golden/217470507", "217470507", test_fit_tcx_and_json_of_one_activity_are_one);
  g_test_add_data_func ("/sources/golden/234721416", "234721416", test_fit_tcx_and_json_of_one_activity_are_one);
  g_test_add_data_func ("/sources/golden/234979239", "234979239", test_fit_tcx_and_json_of_one_activity_are_one);
  g_test_add_func ("/sources/golden/run", test_a_run_from_the_watch_the_maker_and_strava_is_one);
  g_test_add_func ("/sources/golden/weather", test_weather_that_the_service_saw_is_added_to_its_activity_and_is_no_event_alone);
  g_test_add_func ("/sources/golden/two-devices", test_two_devices_on_one_ride_and_the_copy_of_one_are_one);
  g_test_add_func ("/sources/golden/pushes", test_every_push_to_strava_merges_with_its_original);
  g_test_add_func ("/sources/golden/false-start", test_a_false_start_and_its_ride_stay_two);
  g_test_add_func ("/sources/golden/triathlon", test_a_triathlon_is_one_event_with_five_legs);
  g_test_add_func ("/sources/golden/apart", test_different_events_of_all_files_stay_apart);
  return g_test_run ();
}
