/* tests/advice/test-reminders.c: a clock that is set by hand, a machine that sleeps, plans that change */
#include <math.h>

#include "advice/reminders.h"

static const QuietHours no_quiet = { 0, 0 };
static const QuietHours night = { 22 * 60, 7 * 60 };

static gint64
at (const char *text)
{
  WrittenInstant written;

  g_assert_true (instant_parse (text, &written, NULL));
  return written.instant_us;
}

static Advice *
advice_to_drink (double ml, double hours)
{
  Advice *advice = g_new0 (Advice, 1);
  AdviceLine *line = g_new0 (AdviceLine, 1);

  advice->lines = g_ptr_array_new_with_free_func (g_free);
  *line = (AdviceLine) { .phase = PHASE_BEFORE, .item = ITEM_FLUID, .low = ml, .amount = ml, .high = ml, .unit = "mL", .when_h = hours };
  g_ptr_array_add (advice->lines, line);
  advice->drink_l_per_h = 0.6;
  return advice;
}

static void
free_advice (Advice *advice)
{
  g_ptr_array_unref (advice->lines);
  g_free (advice);
}

static GPtrArray *
reminders_in (UnitSystem units, gint64 start_us, double minutes, gboolean patch)
{
  GPtrArray *reminders = g_ptr_array_new_with_free_func ((GDestroyNotify) reminder_free);
  Advice *advice = advice_to_drink (450, 2.0);
  const RemindedWorkout workout = { .athlete = 7, .name = "Mia", .workout = "typed 1", .what = "Running", .start_us = start_us,
                                    .end_us = start_us + (gint64) (minutes * (double) INSTANT_MINUTE), .offset_s = 7200, .patch = patch,
                                    .units = units };

  reminders_add (reminders, &workout, advice);
  free_advice (advice);
  return reminders;
}

static GPtrArray *
reminders_of (gint64 start_us, double minutes, gboolean patch)
{
  return reminders_in (UNITS_METRIC, start_us, minutes, patch);
}

static const Reminder *
of_kind (const GPtrArray *reminders, ReminderKind kind)
{
  for (guint i = 0; i < reminders->len; i++)
    if (((const Reminder *) g_ptr_array_index (reminders, i))->kind == kind)
      return g_ptr_array_index (reminders, i);
  return NULL;
}

static void
mark (GPtrArray *marks, const Reminder *reminder, gint64 now_us, gint64 again_us)
{
  ReminderMark *new_mark = g_new (ReminderMark, 1);

  for (guint i = marks->len; i-- > 0;)
    if (g_str_equal (((ReminderMark *) g_ptr_array_index (marks, i))->key, reminder->key))
      g_ptr_array_remove_index (marks, i);
  *new_mark = (ReminderMark) { g_strdup (reminder->key), reminder->start_us, now_us, again_us };
  g_ptr_array_add (marks, new_mark);
}

static GPtrArray *
no_marks (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) reminder_mark_free);
}

/* Says what is due and marks it. Returns: how many. */
static guint
say (const GPtrArray *reminders, GPtrArray *marks, const QuietHours *quiet, GTimeZone *zone, gint64 now_us, gint64 *next_us)
{
  g_autoptr(GArray) due = reminders_due (reminders, marks, quiet, zone, now_us, next_us);

  for (guint i = 0; i < due->len; i++)
    mark (marks, g_array_index (due, DueReminder, i).reminder, now_us, 0);
  return due->len;
}

static void
test_a_workout_with_a_patch_has_five_and_their_times (void)
{
  gint64 start_us = at ("2026-07-01T16:30:00Z");
  g_autoptr(GPtrArray) reminders = reminders_of (start_us, 60, TRUE);

  g_assert_cmpuint (reminders->len, ==, 5);
  g_assert_cmpint (of_kind (reminders, REMINDER_DRINK)->due_us, ==, start_us - 2 * INSTANT_HOUR);
  g_assert_cmpstr (of_kind (reminders, REMINDER_DRINK)->title, ==, "Mia: Drink 450 mL");
  g_assert_cmpstr (of_kind (reminders, REMINDER_DRINK)->body, ==, "Running at 18:30. In small amounts until then; 0.6 L/h during it.");
  g_assert_cmpint (of_kind (reminders, REMINDER_PATCH)->due_us, ==, start_us - 20 * INSTANT_MINUTE);
  g_assert_cmpint (of_kind (reminders, REMINDER_PHOTO)->due_us, ==, start_us + INSTANT_HOUR);
}

static void
test_what_to_drink_is_said_in_the_units_of_who_reads (void)
{
  g_autoptr(GPtrArray) reminders = reminders_in (UNITS_US, at ("2026-07-01T16:30:00Z"), 60, TRUE);

  g_assert_cmpstr (of_kind (reminders, REMINDER_DRINK)->title, ==, "Mia: Drink 15 fl\u00a0oz");
  g_assert_cmpstr (of_kind (reminders, REMINDER_DRINK)->body, ==, "Running at 18:30. In small amounts until then; 20 fl\u00a0oz/h during it.");
}

static void
test_without_advice_or_patch_there_is_only_weighing (void)
{
  g_autoptr(GPtrArray) reminders = g_ptr_array_new_with_free_func ((GDestroyNotify) reminder_free);
  RemindedWorkout workout = { .athlete = 7, .name = "Mia", .workout = "typed 1", .what = "Running", .start_us = 0, .end_us = 0 };

  reminders_add (reminders, &workout, NULL);
  g_assert_cmpuint (reminders->len, ==, 2);
  workout.begun = workout.weighing_there = TRUE;
  g_ptr_array_set_size (reminders, 0);
  reminders_add (reminders, &workout, NULL);
  g_assert_cmpuint (reminders->len, ==, 0);
}

static void
test_each_is_said_once_and_the_next_is_announced (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  gint64 start_us = at ("2026-07-01T16:30:00Z"), next_us;
  g_autoptr(GPtrArray) reminders = reminders_of (start_us, 60, TRUE), marks = no_marks ();
  guint said = 0;

  for (gint64 now_us = start_us - 5 * INSTANT_HOUR; now_us < start_us + 10 * INSTANT_HOUR; now_us = next_us)
    {
      said += say (reminders, marks, &no_quiet, zone, now_us, &next_us);
      if (next_us == INSTANT_UNKNOWN)
        break;
      g_assert_cmpint (next_us, >, now_us);
    }
  g_assert_cmpuint (said, ==, 5);
}

static void
test_late_is_better_than_never_while_it_is_of_use (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  gint64 start_us = at ("2026-07-01T16:30:00Z"), next_us;
  g_autoptr(GPtrArray) reminders = reminders_of (start_us, 60, TRUE), marks = no_marks ();

  /* Woken 25 minutes before: drinking and weighing in are late, the patch comes. */
  g_assert_cmpuint (say (reminders, marks, &no_quiet, zone, start_us - 25 * INSTANT_MINUTE, &next_us), ==, 2);
  g_assert_cmpint (next_us, ==, start_us - 20 * INSTANT_MINUTE);
  /* And again in the middle of the workout: it is too late for the patch. */
  g_assert_cmpuint (say (reminders, marks, &no_quiet, zone, start_us + 25 * INSTANT_MINUTE, &next_us), ==, 0);
  g_assert_cmpint (next_us, ==, start_us + INSTANT_HOUR);
  /* Two hours after it the photo still counts, the weighing no more. */
  g_assert_cmpuint (say (reminders, marks, &no_quiet, zone, start_us + 3 * INSTANT_HOUR, &next_us), ==, 1);
  g_assert_cmpint (next_us, ==, INSTANT_UNKNOWN);
}

static void
test_a_workout_that_moves_is_said_anew_and_the_old_notice_goes (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  gint64 start_us = at ("2026-07-01T16:30:00Z"), next_us;
  g_autoptr(GPtrArray) before = reminders_of (start_us, 60, FALSE), nudged = reminders_of (start_us + 10 * INSTANT_MINUTE, 60, FALSE);
  g_autoptr(GPtrArray) moved = reminders_of (start_us + INSTANT_DAY, 60, FALSE), none = g_ptr_array_new (), marks = no_marks ();
  g_autoptr(GPtrArray) kept = NULL, gone = NULL, cancelled = NULL;
  gint64 now_us = start_us - INSTANT_HOUR;

  g_assert_cmpuint (say (before, marks, &no_quiet, zone, now_us, &next_us), ==, 1);
  g_assert_cmpuint (say (nudged, marks, &no_quiet, zone, now_us, &next_us), ==, 0);
  kept = reminders_withdrawn (nudged, marks, now_us);
  g_assert_cmpuint (kept->len, ==, 0);
  gone = reminders_withdrawn (moved, marks, now_us);
  g_assert_cmpuint (gone->len, ==, 1);
  g_assert_cmpuint (say (moved, marks, &no_quiet, zone, now_us + INSTANT_DAY, &next_us), ==, 1);
  cancelled = reminders_withdrawn (none, marks, now_us + INSTANT_DAY);
  g_assert_cmpuint (cancelled->len, ==, 1);
}

static void
test_later_means_once_more_then (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  gint64 start_us = at ("2026-07-01T16:30:00Z"), next_us, now_us = start_us - 2 * INSTANT_HOUR;
  g_autoptr(GPtrArray) reminders = reminders_of (start_us, 60, FALSE), marks = no_marks ();

  g_assert_cmpuint (say (reminders, marks, &no_quiet, zone, now_us, &next_us), ==, 1);
  mark (marks, of_kind (reminders, REMINDER_DRINK), now_us, now_us + 10 * INSTANT_MINUTE);
  g_assert_cmpuint (say (reminders, marks, &no_quiet, zone, now_us + 9 * INSTANT_MINUTE, &next_us), ==, 0);
  g_assert_cmpint (next_us, ==, now_us + 10 * INSTANT_MINUTE);
  g_assert_cmpuint (say (reminders, marks, &no_quiet, zone, now_us + 10 * INSTANT_MINUTE, &next_us), ==, 1);
  g_assert_cmpuint (say (reminders, marks, &no_quiet, zone, now_us + 11 * INSTANT_MINUTE, &next_us), ==, 0);
}

static void
test_quiet_hours_move_it_before_or_after (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  gint64 early_us = at ("2026-07-02T06:30:00+02:00"), late_us = at ("2026-07-01T22:30:00+02:00"), next_us;
  g_autoptr(GPtrArray) early = reminders_of (early_us, 60, TRUE), late = reminders_of (late_us, 60, TRUE), marks = no_marks ();
  guint said;

  /* Before a run at 6:30: all in the evening, one minute before the quiet begins. */
  g_assert_cmpuint (say (early, marks, &night, zone, at ("2026-07-01T20:00:00+02:00"), &next_us), ==, 0);
  g_assert_cmpint (next_us, ==, at ("2026-07-01T21:59:00+02:00"));
  g_assert_cmpuint (say (early, marks, &night, zone, next_us, &next_us), ==, 3);
  /* Photo and scales at its end, 7:30, are not in them. */
  g_assert_cmpint (next_us, ==, early_us + INSTANT_HOUR);

  /* A run that ends at 23:30: the photo would wait until 7, which is too late for it: it is said then, silently. */
  g_ptr_array_set_size (marks, 0);
  said = say (late, marks, &night, zone, late_us - 30 * INSTANT_MINUTE, &next_us);
  g_assert_cmpuint (said, >=, 1);
  {
    g_autoptr(GArray) due = reminders_due (late, marks, &night, zone, late_us + INSTANT_HOUR, &next_us);

    g_assert_cmpuint (due->len, ==, 2);
    g_assert_true (g_array_index (due, DueReminder, 0).silent && g_array_index (due, DueReminder, 1).silent);
  }
}

static void
test_a_change_of_clocks_and_of_zone_moves_only_the_quiet (void)
{
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris"), tokyo = g_time_zone_new_identifier ("Asia/Tokyo");
  gint64 start_us = at ("2026-03-29T09:00:00+02:00"), next_us;  /* clocks are put forward at 2 that night */
  g_autoptr(GPtrArray) reminders = reminders_of (start_us, 60, FALSE), marks = no_marks ();

  g_assert_cmpuint (say (reminders, marks, &night, paris, at ("2026-03-28T20:00:00+01:00"), &next_us), ==, 0);
  /* Drinking is due at 7:00 of the new time: the quiet ends with it. */
  g_assert_cmpint (next_us, ==, at ("2026-03-29T07:00:00+02:00"));
  g_assert_cmpuint (say (reminders, marks, &night, tokyo, next_us, &next_us), ==, 1);
  g_assert_cmpint (next_us, ==, at ("2026-03-29T08:30:00+02:00"));
  g_assert_cmpuint (say (reminders, marks, &night, paris, next_us, &next_us), ==, 1);
}

/* A week of workouts, and a machine that is suspended, restarted and carried through zones at random: what was due while it was
 * awake long enough is said, and nothing twice. */
static void
test_none_is_missed_or_doubled_whatever_the_machine_does (void)
{
  static const char *const zones[] = { "Europe/Paris", "America/New_York", "Asia/Tokyo", "Pacific/Chatham" };

  for (guint round = 0; round < 30; round++)
    {
      g_autoptr(GPtrArray) reminders = g_ptr_array_new_with_free_func ((GDestroyNotify) reminder_free), marks = no_marks ();
      g_autofree guint *said = NULL, *chances = NULL;
      gint64 begin_us = at ("2026-03-25T00:00:00Z"), now_us = begin_us, next_us;
      const QuietHours quiet = round % 2 ? night : no_quiet;

      for (guint w = 0; w < 14; w++)
        {
          g_autofree char *id = g_strdup_printf ("typed %u", w);
          gint64 start_us = begin_us + w * INSTANT_DAY / 2 + g_test_rand_int_range (0, 600) * INSTANT_MINUTE;
          Advice *advice = advice_to_drink (400, 2.0);
          const RemindedWorkout workout = { .athlete = 1, .name = "Mia", .workout = id, .what = "Run", .start_us = start_us,
                                            .end_us = start_us + INSTANT_HOUR, .patch = w % 2 };

          reminders_add (reminders, &workout, advice);
          free_advice (advice);
        }
      said = g_new0 (guint, reminders->len);
      chances = g_new0 (guint, reminders->len);
      while (now_us < begin_us + 9 * INSTANT_DAY)
        {
          g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zones[g_test_rand_int_range (0, 4)]);
          g_autoptr(GArray) due = reminders_due (reminders, marks, &quiet, zone, now_us, &next_us);

          for (guint i = 0; i < reminders->len; i++)
            {
              const Reminder *reminder = g_ptr_array_index (reminders, i);

              chances[i] += now_us >= reminder->due_us && now_us < reminder->until_us;
            }
          for (guint d = 0; d < due->len; d++)
            {
              const Reminder *reminder = g_array_index (due, DueReminder, d).reminder;
              guint i;

              g_assert_cmpint (now_us, <, reminder->until_us);
              g_ptr_array_find (reminders, reminder, &i);
              said[i]++;
              mark (marks, reminder, now_us, 0);
            }
          now_us += g_test_rand_int_range (0, 10) ? INSTANT_MINUTE * g_test_rand_int_range (1, 5) : INSTANT_MINUTE * g_test_rand_int_range (30, 700);
        }
      for (guint i = 0; i < reminders->len; i++)
        {
          g_assert_cmpuint (said[i], <=, 1);
          if (quiet.from_minute == quiet.to_minute)
            g_assert_cmpuint (said[i], ==, chances[i] > 0);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/advice/reminders/five", test_a_workout_with_a_patch_has_five_and_their_times);
  g_test_add_func ("/reminders/what-to-drink-is-said-in-the-units-of-who-reads", test_what_to_drink_is_said_in_the_units_of_who_reads);
  g_test_add_func ("/advice/reminders/weighing", test_without_advice_or_patch_there_is_only_weighing);
  g_test_add_func ("/advice/reminders/once", test_each_is_said_once_and_the_next_is_announced);
  g_test_add_func ("/advice/reminders/late", test_late_is_better_than_never_while_it_is_of_use);
  g_test_add_func ("/advice/reminders/moved", test_a_workout_that_moves_is_said_anew_and_the_old_notice_goes);
  g_test_add_func ("/advice/reminders/later", test_later_means_once_more_then);
  g_test_add_func ("/advice/reminders/quiet", test_quiet_hours_move_it_before_or_after);
  g_test_add_func ("/advice/reminders/clocks", test_a_change_of_clocks_and_of_zone_moves_only_the_quiet);
  g_test_add_func ("/advice/reminders/any-machine", test_none_is_missed_or_doubled_whatever_the_machine_does);
  return g_test_run ();
}
