/* tests/timeline/test-night.c */
#include <math.h>

#include "events.h"
#include "timeline/gap.h"
#include "timeline/night.h"

static const NightRules rules = NIGHT_RULES_DEFAULT;

static gint64
at (const char *text)
{
  WrittenInstant written;

  g_assert_true (instant_scan (text, -1, &written));
  return written.instant_us;
}

static Event *
sleep_of (const char *tracker, const char *start, const char *end, SleepStage stage)
{
  Event *event = event_new (EVENT_SLEEP, "apple-health");

  event->device_id = g_strdup (tracker);
  event->source_id = g_strdup_printf ("%s %s", tracker, start);
  event_add_segment (event, at (start), at (end), stage);
  event_close_segments (event);
  return event;
}

static GPtrArray *
nights_in_paris (const GPtrArray *events)
{
  g_autoptr(GTimeZone) zone = instant_zone_find ("Europe/Paris");

  return nights_find (events, zone, &rules);
}

static void
test_a_wake_between_fragments_is_wake_of_one_night (void)
{
  g_autoptr(GPtrArray) list = list_of (sleep_of ("w", "2026-01-10T23:00:00+01:00", "2026-01-11T02:00:00+01:00", SLEEP_STAGE_LIGHT),
                                       sleep_of ("w", "2026-01-11T02:40:00+01:00", "2026-01-11T06:00:00+01:00", SLEEP_STAGE_DEEP),
                                       sleep_of ("w", "2026-01-11T07:30:00+01:00", "2026-01-11T08:00:00+01:00", SLEEP_STAGE_REM), NULL);
  g_autoptr(GPtrArray) nights = nights_in_paris (list);
  const Night *night = g_ptr_array_index (nights, 0);

  g_assert_cmpuint (nights->len, ==, 1); /* 40 min; and 90 min, as both lie in the habitual night */
  g_assert_cmpuint (night->n_fragments, ==, 3);
  g_assert_cmpfloat (night->asleep_s, ==, (180 + 200 + 30) * 60);
  g_assert_cmpfloat (night->awake_s, ==, (40 + 90) * 60);
  g_assert_true (night->main);
  g_assert_cmpint (night->date, ==, civil_day_from_date (2026, 1, 11));
}

static void
test_ninety_minutes_apart_by_day_are_two_sleeps (void)
{
  g_autoptr(GPtrArray) list = list_of (sleep_of ("w", "2026-01-11T12:00:00+01:00", "2026-01-11T13:00:00+01:00", SLEEP_STAGE_ASLEEP),
                                       sleep_of ("w", "2026-01-11T14:30:00+01:00", "2026-01-11T15:00:00+01:00", SLEEP_STAGE_ASLEEP), NULL);
  g_autoptr(GPtrArray) nights = nights_in_paris (list);

  g_assert_cmpuint (nights->len, ==, 2);
}

static void
test_a_nap_is_no_part_of_the_night_and_never_lost (void)
{
  g_autoptr(GPtrArray) list = list_of (sleep_of ("w", "2026-01-10T23:00:00+01:00", "2026-01-11T07:00:00+01:00", SLEEP_STAGE_ASLEEP),
                                       sleep_of ("w", "2026-01-11T14:00:00+01:00", "2026-01-11T14:40:00+01:00", SLEEP_STAGE_ASLEEP), NULL);
  g_autoptr(GPtrArray) nights = nights_in_paris (list);

  g_assert_cmpuint (nights->len, ==, 2);
  g_assert_true (((Night *) g_ptr_array_index (nights, 0))->main);
  g_assert_false (((Night *) g_ptr_array_index (nights, 1))->main);
  g_assert_cmpint (((Night *) g_ptr_array_index (nights, 1))->date, ==, civil_day_from_date (2026, 1, 11));
}

static void
test_the_spring_night_is_seven_hours_long (void)
{
  g_autoptr(GPtrArray) list = list_of (sleep_of ("w", "2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00", SLEEP_STAGE_ASLEEP), NULL);
  g_autoptr(GPtrArray) nights = nights_in_paris (list);
  const Night *night = g_ptr_array_index (nights, 0);

  g_assert_cmpfloat (night->asleep_s, ==, 7 * 3600);
  g_assert_cmpint (night->start_offset_s, ==, 3600);
  g_assert_cmpint (night->end_offset_s, ==, 7200);
}

static void
test_a_night_on_a_flight_has_two_clocks_and_the_date_of_waking (void)
{
  Event *flight = sleep_of ("w", "2026-01-10T23:30:00-05:00", "2026-01-11T08:30:00+01:00", SLEEP_STAGE_ASLEEP);
  g_autoptr(GPtrArray) list = list_of (flight, NULL);
  g_autoptr(GPtrArray) nights = NULL;
  const Night *night;

  flight->start_offset_s = -5 * 3600;
  flight->end_offset_s = 3600;
  nights = nights_find (list, NULL, &rules);
  night = g_ptr_array_index (nights, 0);
  g_assert_cmpfloat (night->in_bed_s, ==, 3 * 3600);
  g_assert_cmpint (night->start_offset_s, ==, -5 * 3600);
  g_assert_cmpint (night->date, ==, civil_day_from_date (2026, 1, 11));
}

static void
test_of_two_trackers_the_one_that_measured_most_is_chosen_and_the_other_kept (void)
{
  g_autoptr(GPtrArray) list = list_of (sleep_of ("phone", "2026-01-10T22:30:00+01:00", "2026-01-11T07:30:00+01:00", SLEEP_STAGE_IN_BED),
                                       sleep_of ("watch", "2026-01-10T23:00:00+01:00", "2026-01-11T07:00:00+01:00", SLEEP_STAGE_LIGHT), NULL);
  g_autoptr(GPtrArray) nights = nights_in_paris (list);
  const Night *night = g_ptr_array_index (nights, 0);

  g_assert_cmpuint (nights->len, ==, 1);
  g_assert_cmpstr (night->tracker->device_id, ==, "watch");
  g_assert_cmpuint (night->others->len, ==, 1);
  g_assert_cmpfloat (night->asleep_s, ==, 8 * 3600);
}

static void
test_time_in_bed_counts_as_sleep_only_where_nothing_else_is_known (void)
{
  g_autoptr(GPtrArray) list = list_of (sleep_of ("phone", "2026-01-10T22:30:00+01:00", "2026-01-11T07:30:00+01:00", SLEEP_STAGE_IN_BED), NULL);
  g_autoptr(GPtrArray) nights = nights_in_paris (list);

  g_assert_cmpfloat (((Night *) g_ptr_array_index (nights, 0))->asleep_s, ==, 9 * 3600);
  g_assert_true (isnan (((Night *) g_ptr_array_index (nights, 0))->deep_s));
}

static void
test_a_span_beyond_sixteen_hours_is_a_clock_fault_and_no_main_sleep (void)
{
  g_autoptr(GPtrArray) list = list_of (sleep_of ("w", "2026-01-10T20:00:00+01:00", "2026-01-11T13:00:00+01:00", SLEEP_STAGE_ASLEEP), NULL);
  g_autoptr(GPtrArray) nights = nights_in_paris (list);

  g_assert_true (((Night *) g_ptr_array_index (nights, 0))->clock_fault);
  g_assert_false (((Night *) g_ptr_array_index (nights, 0))->main);
}

static void
test_gaps_say_what_they_leave_room_for (void)
{
  const GapRules gap_rules = GAP_RULES_DEFAULT;
  const struct { const char *start, *end; } spans[] = {
    { "2026-06-01T06:30:00+02:00", "2026-06-01T07:30:00+02:00" }, { "2026-06-01T07:45:00+02:00", "2026-06-01T08:30:00+02:00" },
    { "2026-06-01T11:00:00+02:00", "2026-06-01T12:00:00+02:00" }, { "2026-06-01T18:30:00+02:00", "2026-06-01T20:30:00+02:00" },
    { "2026-06-02T06:30:00+02:00", "2026-06-02T07:30:00+02:00" },
  };
  const GapLength lengths[] = { GAP_CONTINUOUS, GAP_SHORT, GAP_REFUEL, GAP_LONG };
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  g_autoptr(GTimeZone) zone = instant_zone_find ("Europe/Paris");
  g_autoptr(GArray) gaps = NULL;

  for (guint i = G_N_ELEMENTS (spans); i-- > 0;)
    {
      Event *event = event_new (EVENT_WORKOUT, "fit");

      event->start_us = at (spans[i].start);
      event->end_us = at (spans[i].end);
      g_ptr_array_add (list, event);
    }
  gaps = gaps_find (list, zone, &gap_rules);
  g_assert_cmpuint (gaps->len, ==, G_N_ELEMENTS (lengths));
  for (guint i = 0; i < gaps->len; i++)
    {
      const WorkoutGap *gap = &g_array_index (gaps, WorkoutGap, i);

      g_assert_cmpint (gap->length, ==, lengths[i]);
      g_assert_cmpint (gap->overnight, ==, i == 3);
      g_assert_nonnull (gap_advice (gap));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/night/fragments", test_a_wake_between_fragments_is_wake_of_one_night);
  g_test_add_func ("/timeline/night/by-day", test_ninety_minutes_apart_by_day_are_two_sleeps);
  g_test_add_func ("/timeline/night/nap", test_a_nap_is_no_part_of_the_night_and_never_lost);
  g_test_add_func ("/timeline/night/spring", test_the_spring_night_is_seven_hours_long);
  g_test_add_func ("/timeline/night/flight", test_a_night_on_a_flight_has_two_clocks_and_the_date_of_waking);
  g_test_add_func ("/timeline/night/trackers", test_of_two_trackers_the_one_that_measured_most_is_chosen_and_the_other_kept);
  g_test_add_func ("/timeline/night/in-bed", test_time_in_bed_counts_as_sleep_only_where_nothing_else_is_known);
  g_test_add_func ("/timeline/night/clock-fault", test_a_span_beyond_sixteen_hours_is_a_clock_fault_and_no_main_sleep);
  g_test_add_func ("/timeline/gap/lengths", test_gaps_say_what_they_leave_room_for);
  return g_test_run ();
}
