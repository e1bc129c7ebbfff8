/* tests/timeline/test-lives.c: lives that are made up, told by several devices and services with the errors that were measured
 * (SOURCES §7.2, §8). What the timeline makes of the tellings must be the life, whatever order they come in. */
#include <math.h>
#include <string.h>

#include "events.h"
#include "timeline/night.h"
#include "timeline/timeline.h"

static const DuplicateRules duplicate_rules = DUPLICATE_RULES_DEFAULT;
static const NightRules night_rules = NIGHT_RULES_DEFAULT;

#define N_LIVES 40
#define N_WORKOUTS 60
#define BEGIN_US (G_GINT64_CONSTANT (1760000000) * INSTANT_SECOND)   /* October 2025: a change of clocks lies within */

/* --- workouts --- */

static const struct { const char *sport, *words[3]; } sports[] = {
  { "running", { "running", "Run", "trail_running" } },
  { "cycling", { "cycling", "VirtualRide", "Biking" } },
  { "swimming", { "lap_swimming", "Swim", "Other" } },
  { "yoga", { "yoga", "Pilates", "other" } },
};

static const char *const sources[] = { "fit", "tcx", "gpx", "garmin-connect", "strava-json", "apple-health" };

/* Whose life a telling is of is in its title. */
static Event *
telling (GRand *random, guint truth, guint teller, gint64 start_us, double length_s, double distance_m, guint sport)
{
  const char *source = sources[g_rand_int_range (random, 0, G_N_ELEMENTS (sources))];
  Event *event = event_new (EVENT_WORKOUT, source);
  /* Together the two cost no more than 8 % of the longer: then overlap / longer is at least 0.92. */
  double late_s = teller ? length_s * g_rand_double_range (random, 0, 0.04) : 0, early_s = teller ? length_s * g_rand_double_range (random, 0, 0.04) : 0;
  g_autofree char *title = g_strdup_printf ("%u", truth);

  event->source_id = g_strdup_printf ("%u-%u", truth, teller);
  event->device_id = g_str_equal (source, "gpx") ? NULL : g_strdup_printf ("device:%u", teller);
  event_set_sport (event, sports[sport].words[g_rand_int_range (random, 0, 3)]);
  event->start_us = start_us + (gint64) (late_s * 1e6);
  event->elapsed_s = length_s - late_s - early_s;
  event_end_after (event, event->elapsed_s);
  event->distance_m = distance_m * g_rand_double_range (random, 0.74, 1.26);
  event_set_text (event, EVENT_FIELD_TITLE, title);
  return event;
}

static GPtrArray *
life_of_workouts (GRand *random, guint *n_truths)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  gint64 at_us = BEGIN_US;

  *n_truths = 0;
  for (guint i = 0; i < N_WORKOUTS; i++)
    {
      double length_s = g_rand_double_range (random, 300, 3 * 3600);
      guint sport = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (sports)), n_tellers = (guint) g_rand_int_range (random, 1, 5);

      if (g_rand_int_range (random, 0, 6) == 0) /* a false start, half a minute before */
        {
          g_ptr_array_add (events, telling (random, (*n_truths)++, 0, at_us - 47 * INSTANT_SECOND, 19, 14, sport));
        }
      for (guint teller = 0; teller < n_tellers; teller++)
        g_ptr_array_add (events, telling (random, *n_truths, teller, at_us, length_s, length_s * 3, sport));
      (*n_truths)++;
      at_us += (gint64) ((length_s + g_rand_double_range (random, 120, 86400)) * 1e6);
    }
  return events;
}

static void
shuffle (GRand *random, GPtrArray *list)
{
  for (guint i = list->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      gpointer swap = list->pdata[i - 1];

      list->pdata[i - 1] = list->pdata[j];
      list->pdata[j] = swap;
    }
}

/* --- days --- */

#define N_DAYS 20

/* A day as a service sums it up, and as a watch writes it in parts whose steps count on from midnight. A part names its clock, or lies
 * in a day that a service tells of. Which day it is of is in its title. */
static Event *
telling_of_day (guint day, const char *source, guint part, gint64 start_us, gint64 end_us, int offset_s, double steps)
{
  Event *event = event_new (EVENT_MONITORING, source);
  g_autofree char *title = g_strdup_printf ("%u", day);

  event->source_id = g_strdup_printf ("day-%u-%u", day, part);
  event->device_id = g_strdup_printf ("watch of %s", source);
  event->start_us = start_us;
  event->end_us = end_us;
  event->start_offset_s = event->end_offset_s = offset_s;
  event->elapsed_s = (double) (end_us - start_us) / INSTANT_SECOND;
  event_set_number (event, EVENT_FIELD_STEPS, steps);
  event_set_text (event, EVENT_FIELD_TITLE, title);
  return event;
}

static GPtrArray *
life_of_days (GRand *random, double *steps)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);

  for (guint day = 0; day < N_DAYS; day++)
    {
      int offset_s = day < N_DAYS / 2 ? 3600 : 7200;
      gint64 midnight_us = (civil_day_from_date (2026, 3, 19) + (gint64) day) * INSTANT_DAY - offset_s * INSTANT_SECOND;
      gint64 end_us = midnight_us + INSTANT_DAY - (day == N_DAYS / 2 - 1 ? INSTANT_HOUR : 0), at_us = midnight_us; /* the day of 23 hours */
      gboolean summed = g_rand_boolean (random);
      guint n_parts = (guint) g_rand_int_range (random, summed ? 0 : 1, 6);

      steps[day] = 0;
      for (guint part = 0; part < n_parts; part++)
        {
          gint64 to_us = part + 1 == n_parts ? end_us : at_us + (end_us - at_us) / g_rand_int_range (random, 2, 5);
          gboolean names_clock = !summed || g_rand_boolean (random);

          steps[day] += g_rand_int_range (random, 0, 9000);
          g_ptr_array_add (events, telling_of_day (day, "fit", part, at_us + INSTANT_MINUTE, to_us, names_clock ? offset_s : INSTANT_OFFSET_UNKNOWN, steps[day]));
          at_us = to_us;
        }
      if (!summed)
        continue;
      steps[day] += g_rand_int_range (random, 1, 9); /* what the watch had not sent when the part ended */
      g_ptr_array_add (events, telling_of_day (day, "garmin-connect", 0, midnight_us, end_us, offset_s, steps[day]));
      if (g_rand_boolean (random))
        g_ptr_array_add (events, telling_of_day (day, "garmin-health", 1, midnight_us, midnight_us + INSTANT_DAY, offset_s, steps[day]));
    }
  return events;
}

/* Everything that can be seen of it. */
static char *
describe (const Timeline *timeline)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->events, i);

      g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s %.3f:", event->id, event->merged->start_us, event->merged->sport, event->merged->distance_m);
      for (guint m = 0; m < event->members->len; m++)
        {
          g_autofree char *key = timeline_event_key (g_ptr_array_index (event->members, m));

          g_string_append_printf (text, " %s", key);
        }
      for (guint c = 0; c < event->chosen->len; c++)
        g_string_append_printf (text, " %s<%s", g_array_index (event->chosen, ChosenField, c).name,
                                g_array_index (event->chosen, ChosenField, c).from->source_id);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
test_each_workout_is_one_event_whoever_tells_of_it (void)
{
  for (guint life = 0; life < N_LIVES; life++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (life);
      guint n_truths;
      g_autoptr(GPtrArray) events = life_of_workouts (random, &n_truths);
      g_autoptr(Timeline) timeline = timeline_merge (events, NULL, 0, &duplicate_rules);

      g_assert_cmpuint (timeline->events->len, ==, n_truths);
      for (guint i = 0; i < timeline->events->len; i++)
        {
          const TimelineEvent *event = g_ptr_array_index (timeline->events, i);

          for (guint m = 1; m < event->members->len; m++)
            g_assert_cmpstr (event_text (g_ptr_array_index (event->members, m), EVENT_FIELD_TITLE), ==,
                             event_text (g_ptr_array_index (event->members, 0), EVENT_FIELD_TITLE));
        }
    }
}

static void
test_neither_order_nor_repetition_nor_what_came_before_can_be_seen (void)
{
  for (guint life = 0; life < N_LIVES; life++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (1000 + life);
      guint n_truths;
      g_autoptr(GPtrArray) events = life_of_workouts (random, &n_truths);
      g_autoptr(Timeline) first = timeline_merge (events, NULL, 0, &duplicate_rules);
      g_autofree char *expected = describe (first), *again_text = NULL;
      g_autoptr(Timeline) again = NULL;
      guint n = events->len;

      for (guint i = 0; i < n / 2; i++) /* the half of it a second time */
        g_ptr_array_add (events, event_copy (g_ptr_array_index (events, i)));
      shuffle (random, events);
      again = timeline_merge (events, NULL, 0, &duplicate_rules);
      again_text = describe (again);
      g_assert_cmpstr (again_text, ==, expected);
    }
}

static void
test_a_day_is_one_event_whoever_tells_of_it_in_whatever_order (void)
{
  for (guint life = 0; life < N_LIVES; life++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (2000 + life);
      double steps[N_DAYS];
      g_autoptr(GPtrArray) events = life_of_days (random, steps);
      g_autofree char *expected = NULL;

      for (guint order = 0; order < 4; order++)
        {
          g_autoptr(Timeline) timeline = timeline_merge (events, NULL, 0, &duplicate_rules);
          g_autofree char *text = describe (timeline);

          if (expected == NULL)
            expected = g_strdup (text);
          g_assert_cmpstr (text, ==, expected);
          g_assert_cmpuint (timeline->events->len, ==, N_DAYS);
          for (guint day = 0; day < N_DAYS; day++)
            {
              const TimelineEvent *event = g_ptr_array_index (timeline->events, day);

              g_assert_cmpfloat (event_number (event->merged, EVENT_FIELD_STEPS), ==, steps[day]);
              for (guint m = 0; m < event->members->len; m++)
                {
                  const Event *member = g_ptr_array_index (event->members, m);

                  g_assert_cmpuint ((guint) g_ascii_strtoull (event_text (member, EVENT_FIELD_TITLE), NULL, 10), ==, day);
                  g_assert_cmpint (event->merged->start_us, <=, member->start_us);
                  g_assert_cmpint (event->merged->end_us, >=, member->end_us);
                }
            }
          shuffle (random, events);
        }
    }
}

static void
test_a_day_that_was_split_stays_split_and_days_beyond_days_are_none (void)
{
  const gint64 start_us = civil_day_from_date (2026, 3, 19) * INSTANT_DAY;
  g_autoptr(GPtrArray) events = list_of (telling_of_day (0, "fit", 0, start_us, start_us + 8 * INSTANT_HOUR, 0, 100),
                                         telling_of_day (0, "garmin-connect", 1, start_us, start_us + INSTANT_DAY, 0, 900),
                                         telling_of_day (0, "garmin-health", 2, start_us, start_us + 3 * INSTANT_DAY, 0, 5000), NULL);
  const PairDecision apart = { "fit day-0-0", "garmin-connect day-0-1", FALSE };
  g_autoptr(Timeline) one = timeline_merge (events, NULL, 0, &duplicate_rules), two = timeline_merge (events, &apart, 1, &duplicate_rules);
  const TimelineEvent *day = g_ptr_array_index (one->events, 0);

  g_assert_cmpuint (one->events->len, ==, 2); /* the stretch of three days stands for itself */
  g_assert_cmpuint (day->members->len, ==, 2);
  g_assert_cmpfloat (day->merged->elapsed_s, ==, 86400);
  g_assert_cmpuint (two->events->len, ==, 3);
}

static const TimelineEvent *
find_member (const Timeline *timeline, const char *key)
{
  for (guint i = 0; i < timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->events, i);

      for (guint m = 0; m < event->members->len; m++)
        {
          g_autofree char *member = timeline_event_key (g_ptr_array_index (event->members, m));

          if (g_str_equal (member, key))
            return event;
        }
    }
  return NULL;
}

static void
test_what_was_split_stays_apart_in_a_longer_export (void)
{
  for (guint life = 0; life < N_LIVES; life++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (2000 + life);
      guint n_truths;
      g_autoptr(GPtrArray) events = life_of_workouts (random, &n_truths);
      g_autoptr(GPtrArray) part = g_ptr_array_new ();
      g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GArray) decisions = g_array_new (FALSE, FALSE, sizeof (PairDecision));

      for (guint i = 0; i < events->len * 2 / 3; i++)
        g_ptr_array_add (part, g_ptr_array_index (events, i));
      {
        g_autoptr(Timeline) timeline = timeline_merge (part, NULL, 0, &duplicate_rules);

        for (guint i = 0; i < timeline->events->len; i += 3)
          {
            const TimelineEvent *event = g_ptr_array_index (timeline->events, i);
            PairDecision never;

            if (event->members->len < 2)
              continue;
            g_ptr_array_add (keys, timeline_event_key (g_ptr_array_index (event->members, 0)));
            g_ptr_array_add (keys, timeline_event_key (g_ptr_array_index (event->members, 1)));
            never = (PairDecision) { g_ptr_array_index (keys, keys->len - 2), g_ptr_array_index (keys, keys->len - 1), FALSE };
            g_array_append_val (decisions, never);
          }
      }
      shuffle (random, events);
      {
        g_autoptr(Timeline) timeline = timeline_merge (events, (const PairDecision *) (void *) decisions->data, decisions->len, &duplicate_rules);

        for (guint i = 0; i < decisions->len; i++)
          g_assert_true (find_member (timeline, g_array_index (decisions, PairDecision, i).one)
                         != find_member (timeline, g_array_index (decisions, PairDecision, i).other));
      }
    }
}

static void
test_a_person_may_join_what_no_rule_would_but_no_leg_with_its_multisport (void)
{
  Event *first = event_new (EVENT_WORKOUT, "fit"), *second = event_new (EVENT_WORKOUT, "fit"), *parent = event_new (EVENT_WORKOUT, "fit"),
        *leg = event_new (EVENT_WORKOUT, "fit");
  g_autoptr(GPtrArray) list = list_of (first, second, parent, NULL);
  const PairDecision decisions[] = { { "fit a", "fit b", TRUE }, { "fit p", "fit p/1", TRUE } };
  g_autoptr(Timeline) timeline = NULL;

  first->source_id = g_strdup ("a");
  second->source_id = g_strdup ("b");
  parent->source_id = g_strdup ("p");
  leg->source_id = g_strdup ("p/1");
  first->device_id = g_strdup ("1:1");
  second->device_id = g_strdup ("1:1");
  first->start_us = BEGIN_US;
  second->start_us = BEGIN_US + 20 * INSTANT_MINUTE; /* the watch was begun anew */
  parent->start_us = leg->start_us = BEGIN_US + INSTANT_DAY;
  for (guint i = 0; i < list->len; i++)
    event_end_after (g_ptr_array_index (list, i), 900);
  event_end_after (leg, 900);
  g_ptr_array_add (parent->children, leg);
  timeline = timeline_merge (list, decisions, G_N_ELEMENTS (decisions), &duplicate_rules);
  g_assert_cmpuint (timeline->events->len, ==, 2);
  g_assert_true (find_member (timeline, "fit a") == find_member (timeline, "fit b"));
  g_assert_cmpuint (find_member (timeline, "fit p")->children->len, ==, 1);
}

static void
test_an_id_weighs_more_than_a_sport_that_was_changed (void)
{
  Event *watch = event_new (EVENT_WORKOUT, "fit"), *service = event_new (EVENT_WORKOUT, "strava-json");
  g_autoptr(GPtrArray) list = list_of (watch, service, NULL);
  g_autoptr(Timeline) linked = NULL, plain = NULL;

  watch->source_id = g_strdup ("w");
  service->source_id = g_strdup ("s");
  event_set_sport (watch, "cycling");
  event_set_sport (service, "Run");
  watch->start_us = service->start_us = BEGIN_US;
  event_end_after (watch, 900);
  event_end_after (service, 900);
  plain = timeline_merge (list, NULL, 0, &duplicate_rules);
  event_add_link (watch, "garmin-activity:5");
  event_add_link (service, "garmin-activity:5");
  linked = timeline_merge (list, NULL, 0, &duplicate_rules);
  g_assert_cmpuint (plain->events->len, ==, 2);
  g_assert_cmpuint (linked->events->len, ==, 1);
}

/* --- nights --- */

static Event *
sleep_of (const char *tracker, gint64 start_us, gint64 end_us, int offset_s, SleepStage stage)
{
  Event *event = event_new (EVENT_SLEEP, "apple-health");

  event->device_id = g_strdup (tracker);
  event->source_id = g_strdup_printf ("%s %" G_GINT64_FORMAT, tracker, start_us);
  event_add_segment (event, start_us, end_us, stage);
  event_close_segments (event);
  event->start_offset_s = event->end_offset_s = offset_s;
  return event;
}

/* Sixty days in Paris: to bed between 21:30 and 00:30, up between 6 and 8:30, a waking in some nights, a nap on some days, a
 * second tracker that sees less, and a phone that only knows the bed. */
static GPtrArray *
life_of_nights (GRand *random, GTimeZone *zone, double *asleep_s, guint *n_naps)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  CivilDay day = civil_day_from_date (2025, 9, 28);

  *n_naps = 0;
  for (guint i = 0; i < 60; i++, day++)
    {
      gint64 bed_us = nominal_time_on_day (21 * 60 + 30 + g_rand_int_range (random, 0, 180), day, zone, NULL);
      gint64 up_us = nominal_time_on_day (24 * 60 + 6 * 60 + g_rand_int_range (random, 0, 150), day, zone, NULL);
      gint64 wake_us = bed_us + (up_us - bed_us) / 2, asleep_again_us = wake_us;

      if (g_rand_boolean (random))
        asleep_again_us += (gint64) (g_rand_double_range (random, 120, 3500) * 1e6);
      asleep_s[i] = (double) (up_us - asleep_again_us + wake_us - bed_us) / INSTANT_SECOND;
      g_ptr_array_add (events, sleep_of ("watch", bed_us, wake_us, INSTANT_OFFSET_UNKNOWN, SLEEP_STAGE_LIGHT));
      g_ptr_array_add (events, sleep_of ("watch", asleep_again_us, up_us, INSTANT_OFFSET_UNKNOWN, SLEEP_STAGE_DEEP));
      g_ptr_array_add (events, sleep_of ("ring", bed_us + 20 * INSTANT_MINUTE, up_us - 70 * INSTANT_MINUTE, INSTANT_OFFSET_UNKNOWN, SLEEP_STAGE_ASLEEP));
      g_ptr_array_add (events, sleep_of ("phone", bed_us - 30 * INSTANT_MINUTE, up_us + 10 * INSTANT_MINUTE, INSTANT_OFFSET_UNKNOWN, SLEEP_STAGE_IN_BED));
      if (g_rand_int_range (random, 0, 3) == 0) /* a nap that only the ring saw */
        {
          gint64 nap_us = nominal_time_on_day (24 * 60 + 13 * 60 + g_rand_int_range (random, 0, 120), day, zone, NULL);

          g_ptr_array_add (events, sleep_of ("ring", nap_us, nap_us + 35 * INSTANT_MINUTE, INSTANT_OFFSET_UNKNOWN, SLEEP_STAGE_ASLEEP));
          (*n_naps)++;
        }
    }
  return events;
}

static void
test_every_night_is_one_and_every_nap_is_kept (void)
{
  g_autoptr(GTimeZone) zone = instant_zone_find ("Europe/Paris");

  for (guint life = 0; life < N_LIVES; life++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (3000 + life);
      double asleep_s[60];
      guint n_naps, n_main = 0;
      g_autoptr(GPtrArray) events = life_of_nights (random, zone, asleep_s, &n_naps);
      g_autoptr(GPtrArray) nights = NULL;

      shuffle (random, events);
      nights = nights_find (events, zone, &night_rules);
      g_assert_cmpuint (nights->len, ==, 60 + n_naps);
      for (guint i = 0; i < nights->len; i++)
        {
          const Night *night = g_ptr_array_index (nights, i);

          if (!night->main)
            {
              g_assert_cmpfloat (night->asleep_s, ==, 35 * 60);
              continue;
            }
          g_assert_cmpint (night->date, ==, civil_day_from_date (2025, 9, 29) + (gint32) n_main);
          g_assert_cmpfloat_with_epsilon (night->asleep_s, asleep_s[n_main], 1e-3);
          g_assert_cmpfloat_with_epsilon (night->in_bed_s, night->asleep_s + night->awake_s, 1e-3);
          g_assert_cmpuint (night->others->len, ==, 2);
          n_main++;
        }
      g_assert_cmpuint (n_main, ==, 60);
    }
}

static void
test_a_sleep_by_day_on_both_sides_of_the_turn_of_the_day_is_one (void)
{
  g_autoptr(GTimeZone) zone = instant_zone_find ("Europe/Paris");
  gint64 noon_us = nominal_time_on_day (12 * 60, civil_day_from_date (2026, 1, 10), zone, NULL);
  /* 14:00 to 21:50 and 14:10 to 22:10: the middles lie before and behind 18:00 */
  g_autoptr(GPtrArray) list = list_of (sleep_of ("watch", noon_us + 120 * INSTANT_MINUTE, noon_us + 590 * INSTANT_MINUTE, 3600, SLEEP_STAGE_LIGHT),
                                       sleep_of ("ring", noon_us + 130 * INSTANT_MINUTE, noon_us + 610 * INSTANT_MINUTE, 3600, SLEEP_STAGE_LIGHT), NULL);
  g_autoptr(GPtrArray) nights = nights_find (list, zone, &night_rules);
  const Night *night = g_ptr_array_index (nights, 0);

  g_assert_cmpuint (nights->len, ==, 1);
  g_assert_true (night->main);
  g_assert_cmpfloat (night->asleep_s, ==, 480 * 60); /* the ring measured more */
  g_assert_cmpuint (night->others->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/lives/workouts", test_each_workout_is_one_event_whoever_tells_of_it);
  g_test_add_func ("/timeline/lives/order", test_neither_order_nor_repetition_nor_what_came_before_can_be_seen);
  g_test_add_func ("/timeline/lives/days", test_a_day_is_one_event_whoever_tells_of_it_in_whatever_order);
  g_test_add_func ("/timeline/lives/days-apart", test_a_day_that_was_split_stays_split_and_days_beyond_days_are_none);
  g_test_add_func ("/timeline/lives/split", test_what_was_split_stays_apart_in_a_longer_export);
  g_test_add_func ("/timeline/lives/by-hand", test_a_person_may_join_what_no_rule_would_but_no_leg_with_its_multisport);
  g_test_add_func ("/timeline/lives/changed-sport", test_an_id_weighs_more_than_a_sport_that_was_changed);
  g_test_add_func ("/timeline/lives/nights", test_every_night_is_one_and_every_nap_is_kept);
  g_test_add_func ("/timeline/lives/sleep-by-day", test_a_sleep_by_day_on_both_sides_of_the_turn_of_the_day_is_one);
  return g_test_run ();
}
