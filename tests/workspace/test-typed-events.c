/* tests/workspace/test-typed-events.c: events by hand, and the plans of a span of time */
#include <math.h>

#include "scratch-life.h"
#include "store/events.h"
#include "workspace/typed-events.h"

static void
put (Fixture *fixture, Event *event)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (events, event);
  g_assert_true (saltline_workspace_put_typed (fixture->workspace, fixture->athlete->id, events, "test", &error));
  g_assert_no_error (error);
}

static Event *
plan (int day, int minute)
{
  g_autoptr(GTimeZone) paris = instant_zone_find ("Europe/Paris");
  Event *event = typed_event_new (EVENT_PLANNED);
  const TypedTime time = { civil_day_from_date (2026, 7, day), minute, 60 };

  event_set_sport (event, "running");
  event_set_number (event, EVENT_FIELD_PATCH, 1);
  typed_event_set_time (event, &time, paris);
  return event;
}

static void
test_plans_of_a_span_are_those_that_begin_in_it_on_the_athletes_clock_of_today (Fixture *fixture, gconstpointer data)
{
  const gint64 from_us = instant_from_civil (2026, 7, 2, 0, 0, 0, 7200), to_us = from_us + INSTANT_DAY;
  g_autoptr(GPtrArray) paris = NULL, honolulu = NULL;
  const PlannedWorkout *planned;

  for (int day = 1; day <= 4; day++)
    {
      g_autoptr(Event) event = plan (day, 7 * 60);

      put (fixture, event);
    }
  paris = saltline_workspace_planned (fixture->workspace, fixture->athlete, from_us, to_us, NULL);
  g_assert_cmpuint (paris->len, ==, 1);
  planned = g_ptr_array_index (paris, 0);
  g_assert_cmpint (planned->start_us, ==, from_us + 7 * INSTANT_HOUR);
  g_assert_cmpfloat (planned->minutes, ==, 60);
  g_assert_true (planned->patch && isnan (planned->indoor) && planned->done_by == NULL);
  g_free (fixture->athlete->zone);
  fixture->athlete->zone = g_strdup ("Pacific/Honolulu");
  honolulu = saltline_workspace_planned (fixture->workspace, fixture->athlete, from_us, to_us, NULL);
  g_assert_cmpuint (honolulu->len, ==, 1);
  planned = g_ptr_array_index (honolulu, 0);
  g_assert_cmpint (planned->start_us, ==, instant_from_civil (2026, 7, 2, 7, 0, 0, -36000));
}

static void
test_a_plan_that_was_carried_out_says_by_what (Fixture *fixture, gconstpointer data)
{
  g_autoptr(Event) planned = plan (2, 7 * 60), done = typed_event_new (EVENT_WORKOUT);
  g_autoptr(GPtrArray) plans = NULL;

  event_set_sport (done, "running");
  done->start_us = planned->start_us + INSTANT_HOUR;
  event_end_after (done, 3000);
  done->elapsed_s = 3000;
  put (fixture, planned);
  put (fixture, done);
  plans = saltline_workspace_planned (fixture->workspace, fixture->athlete, INSTANT_UNKNOWN, INSTANT_UNKNOWN, NULL);
  g_assert_cmpuint (plans->len, ==, 1);
  g_assert_true (g_str_has_suffix (((PlannedWorkout *) plans->pdata[0])->done_by, done->source_id));
}

static void
test_what_cannot_be_is_refused_with_its_range (Fixture *fixture, gconstpointer data)
{
  g_autoptr(Event) weighing = typed_event_new (EVENT_BODY_MASS);
  g_autoptr(GPtrArray) events = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  weighing->start_us = 0;
  event_set_number (weighing, EVENT_FIELD_BODY_MASS_KG, 610);
  g_ptr_array_add (events, weighing);
  g_assert_false (saltline_workspace_put_typed (fixture->workspace, fixture->athlete->id, events, "test", &error));
  g_assert_error (error, TIMELINE_ERROR, TIMELINE_ERROR_IMPLAUSIBLE);
  g_assert_nonnull (strstr (error->message, "20 to 300"));
}

static void
test_a_moved_plan_keeps_what_else_was_said_and_moving_is_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr(Event) event = plan (2, 7 * 60);
  g_autoptr(GTimeZone) paris = instant_zone_find ("Europe/Paris");
  g_autoptr(GPtrArray) moved = NULL, back = NULL;
  g_autofree char *what = NULL;
  TypedTime time;

  put (fixture, event);
  g_assert_true (typed_event_get_time (event, paris, &time));
  time.day += 1;
  typed_event_set_time (event, &time, paris);
  put (fixture, event);
  moved = saltline_workspace_planned (fixture->workspace, fixture->athlete, INSTANT_UNKNOWN, INSTANT_UNKNOWN, NULL);
  g_assert_cmpuint (moved->len, ==, 1);
  g_assert_cmpint (((PlannedWorkout *) moved->pdata[0])->start_us, ==, instant_from_civil (2026, 7, 3, 7, 0, 0, 7200));
  g_assert_true (((PlannedWorkout *) moved->pdata[0])->patch);
  g_assert_true (saltline_workspace_undo_events (fixture->workspace, fixture->athlete->id, FALSE, &what, NULL));
  back = saltline_workspace_planned (fixture->workspace, fixture->athlete, INSTANT_UNKNOWN, INSTANT_UNKNOWN, NULL);
  g_assert_cmpint (((PlannedWorkout *) back->pdata[0])->start_us, ==, instant_from_civil (2026, 7, 2, 7, 0, 0, 7200));
}

static void
test_a_note_on_a_recorded_workout_joins_it_and_deleting_takes_both (Fixture *fixture, gconstpointer data)
{
  Store *store = saltline_workspace_get_store (fixture->workspace);
  g_autoptr(Event) recorded = event_new (EVENT_WORKOUT, "fit"), typed = NULL;
  g_autoptr(AthleteTimeline) before = NULL, noted = NULL, gone = NULL;
  const TimelineEvent *event;

  recorded->source_id = g_strdup ("1");
  event_set_sport (recorded, "running");
  recorded->start_us = 0;
  event_end_after (recorded, 3600);
  recorded->elapsed_s = 3600;
  g_assert_true (store_put_event (store, fixture->athlete->id, recorded, NULL, NULL));
  before = saltline_workspace_timeline (fixture->workspace, fixture->athlete, NULL);
  typed = typed_event_about (g_ptr_array_index (before->timeline->events, 0));
  event_set_text (typed, EVENT_FIELD_NOTES, "legs heavy");
  put (fixture, typed);
  noted = saltline_workspace_timeline (fixture->workspace, fixture->athlete, NULL);
  g_assert_cmpuint (noted->timeline->events->len, ==, 1);
  event = g_ptr_array_index (noted->timeline->events, 0);
  g_assert_cmpuint (event->members->len, ==, 2);
  g_assert_cmpstr (event_text (event->merged, EVENT_FIELD_NOTES), ==, "legs heavy");
  g_assert_true (saltline_workspace_delete_event (fixture->workspace, fixture->athlete->id, event, NULL));
  gone = saltline_workspace_timeline (fixture->workspace, fixture->athlete, NULL);
  g_assert_cmpuint (gone->timeline->events->len, ==, 0);
}

#define TEST(name, function) g_test_add ("/workspace/typed-events/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("plans-of-a-span-are-those-that-begin-in-it-on-the-athletes-clock-of-today",
        test_plans_of_a_span_are_those_that_begin_in_it_on_the_athletes_clock_of_today);
  TEST ("a-plan-that-was-carried-out-says-by-what", test_a_plan_that_was_carried_out_says_by_what);
  TEST ("what-cannot-be-is-refused-with-its-range", test_what_cannot_be_is_refused_with_its_range);
  TEST ("a-moved-plan-keeps-what-else-was-said-and-moving-is-undone", test_a_moved_plan_keeps_what_else_was_said_and_moving_is_undone);
  TEST ("a-note-on-a-recorded-workout-joins-it-and-deleting-takes-both", test_a_note_on_a_recorded_workout_joins_it_and_deleting_takes_both);
  return g_test_run ();
}
