/* tests/timeline/test-plans.c: plans, nominal times, and what became of them */
#include "events.h"
#include "timeline/plans.h"

static const DuplicateRules duplicate_rules = DUPLICATE_RULES_DEFAULT;
static const PlanRules plan_rules = PLAN_RULES_DEFAULT;

static Event *
event_at (EventKind kind, const char *id, const char *sport, double start_h)
{
  Event *event = event_new (kind, kind == EVENT_PLANNED ? "typed" : "fit");

  event->source_id = g_strdup (id);
  event_set_sport (event, sport);
  event->start_us = (gint64) (start_h * INSTANT_HOUR);
  event->end_us = event->start_us + INSTANT_HOUR;
  event->elapsed_s = 3600;
  return event;
}

static const TimelineEvent *
called (const Timeline *timeline, const char *id)
{
  for (guint i = 0; i < timeline->events->len; i++)
    if (g_str_equal (((TimelineEvent *) g_ptr_array_index (timeline->events, i))->id, id))
      return g_ptr_array_index (timeline->events, i);
  g_assert_not_reached ();
}

static Timeline *
merge (const GPtrArray *list, const PairDecision *decisions, guint n)
{
  Timeline *timeline = timeline_merge (list, decisions, n, &duplicate_rules);

  timeline_link_plans (timeline, decisions, n, &plan_rules);
  return timeline;
}

static void
test_the_activity_takes_the_place_of_its_plan_and_both_stay (void)
{
  g_autoptr(GPtrArray) list = list_of (event_at (EVENT_PLANNED, "p", "running", 7), event_at (EVENT_WORKOUT, "w", "trail run", 7.5), NULL);
  g_autoptr(Timeline) timeline = merge (list, NULL, 0);

  g_assert_cmpuint (timeline->events->len, ==, 2);
  g_assert_true (called (timeline, "typed p")->done_by == called (timeline, "fit w"));
  g_assert_true (called (timeline, "fit w")->plan == called (timeline, "typed p"));
}

static void
test_of_two_plans_a_day_each_gets_the_workout_nearest_to_it (void)
{
  g_autoptr(GPtrArray) list = list_of (event_at (EVENT_PLANNED, "early", "running", 7), event_at (EVENT_PLANNED, "late", "running", 12),
                                       event_at (EVENT_WORKOUT, "noon", "running", 11), NULL);
  g_autoptr(Timeline) timeline = merge (list, NULL, 0);

  g_assert_null (called (timeline, "typed early")->done_by);
  g_assert_true (called (timeline, "typed late")->done_by == called (timeline, "fit noon"));
}

static void
test_another_sport_or_another_day_carries_no_plan_out (void)
{
  g_autoptr(GPtrArray) list = list_of (event_at (EVENT_PLANNED, "p", "running", 7), event_at (EVENT_WORKOUT, "swim", "swimming", 7),
                                       event_at (EVENT_WORKOUT, "tomorrow", "running", 31), NULL);
  g_autoptr(Timeline) timeline = merge (list, NULL, 0);

  g_assert_null (called (timeline, "typed p")->done_by);
}

static void
test_what_a_person_said_of_a_plan_and_a_workout_stands_and_never_merges_them (void)
{
  g_autoptr(GPtrArray) list = list_of (event_at (EVENT_PLANNED, "p", "running", 7), event_at (EVENT_WORKOUT, "near", "running", 7),
                                       event_at (EVENT_WORKOUT, "far", "swimming", 40), NULL);
  const PairDecision never = { "fit near", "typed p", FALSE }, same = { "fit far", "typed p", TRUE };
  g_autoptr(Timeline) apart = merge (list, &never, 1), joined = merge (list, &same, 1);

  g_assert_null (called (apart, "typed p")->done_by);
  g_assert_cmpuint (joined->events->len, ==, 3);
  g_assert_true (called (joined, "typed p")->done_by == called (joined, "fit far"));
}

static void
test_at_seven_is_seven_on_the_clock_of_the_place (void)
{
  g_autoptr(Event) plan = event_at (EVENT_PLANNED, "p", "running", 0);
  g_autoptr(GTimeZone) paris = instant_zone_find ("Europe/Paris"), york = instant_zone_find ("America/New_York");
  NominalOutcome outcome;

  event_set_text (plan, EVENT_FIELD_NOMINAL_DAY, "2026-07-01");
  event_set_number (plan, EVENT_FIELD_NOMINAL_MINUTE, 420);
  g_assert_true (plan_lay (plan, paris, &outcome));
  g_assert_cmpint (outcome, ==, NOMINAL_PLAIN);
  g_assert_cmpint (plan->start_us, ==, instant_from_civil (2026, 7, 1, 7, 0, 0, 7200));
  g_assert_cmpint (plan->end_us - plan->start_us, ==, INSTANT_HOUR);
  g_assert_true (plan_lay (plan, york, NULL));
  g_assert_cmpint (plan->start_us, ==, instant_from_civil (2026, 7, 1, 7, 0, 0, -14400));
}

static void
test_a_time_that_clocks_skip_or_show_twice_is_said (void)
{
  g_autoptr(Event) plan = event_at (EVENT_PLANNED, "p", "running", 0);
  g_autoptr(GTimeZone) paris = instant_zone_find ("Europe/Paris");
  NominalOutcome outcome;

  event_set_number (plan, EVENT_FIELD_NOMINAL_MINUTE, 150);
  event_set_text (plan, EVENT_FIELD_NOMINAL_DAY, "2026-03-29");
  g_assert_true (plan_lay (plan, paris, &outcome));
  g_assert_cmpint (outcome, ==, NOMINAL_SKIPPED);
  event_set_text (plan, EVENT_FIELD_NOMINAL_DAY, "2026-10-25");
  g_assert_true (plan_lay (plan, paris, &outcome));
  g_assert_cmpint (outcome, ==, NOMINAL_DOUBLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/plans/the-activity-takes-the-place-of-its-plan-and-both-stay", test_the_activity_takes_the_place_of_its_plan_and_both_stay);
  g_test_add_func ("/timeline/plans/of-two-plans-a-day-each-gets-the-workout-nearest-to-it", test_of_two_plans_a_day_each_gets_the_workout_nearest_to_it);
  g_test_add_func ("/timeline/plans/another-sport-or-another-day-carries-no-plan-out", test_another_sport_or_another_day_carries_no_plan_out);
  g_test_add_func ("/timeline/plans/what-a-person-said-of-a-plan-and-a-workout-stands-and-never-merges-them",
                   test_what_a_person_said_of_a_plan_and_a_workout_stands_and_never_merges_them);
  g_test_add_func ("/timeline/plans/at-seven-is-seven-on-the-clock-of-the-place", test_at_seven_is_seven_on_the_clock_of_the_place);
  g_test_add_func ("/timeline/plans/a-time-that-clocks-skip-or-show-twice-is-said", test_a_time_that_clocks_skip_or_show_twice_is_said);
  return g_test_run ();
}
