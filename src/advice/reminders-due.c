/* advice/reminders-due.c: which reminder is to be said now, and when to look again */
#include "reminders.h"

#define MOVED_US (30 * INSTANT_MINUTE)
#define SHOWN_US (2 * INSTANT_DAY)    /* a notification older than that is gone from the desktop anyway */

static gboolean
is_quiet (const QuietHours *quiet, GTimeZone *zone, gint64 at_us)
{
  int minute = instant_minute_of_day (at_us, instant_offset_in_zone (at_us, zone));

  if (quiet->from_minute <= quiet->to_minute)
    return minute >= quiet->from_minute && minute < quiet->to_minute;
  return minute >= quiet->from_minute || minute < quiet->to_minute;
}

/* Beginning or end of the quiet hours that @at_us lies in. */
static gint64
quiet_edge (const QuietHours *quiet, GTimeZone *zone, gint64 at_us, gboolean end)
{
  int offset_s = instant_offset_in_zone (at_us, zone), minute = instant_minute_of_day (at_us, offset_s);
  CivilDay day = instant_civil_day (at_us, offset_s);
  gboolean overnight = quiet->from_minute > quiet->to_minute, evening = minute >= quiet->from_minute;

  if (end)
    return nominal_time_on_day (quiet->to_minute, overnight && evening ? day + 1 : day, zone, NULL);
  return nominal_time_on_day (quiet->from_minute, overnight && !evening ? day - 1 : day, zone, NULL);
}

static gboolean
comes_before (ReminderKind kind)
{
  return kind == REMINDER_DRINK || kind == REMINDER_WEIGH_BEFORE || kind == REMINDER_PATCH;
}

/* When to say what is due at @due_us and was not said by @now_us. */
static gint64
time_to_say (const Reminder *reminder, gint64 due_us, const QuietHours *quiet, GTimeZone *zone, gint64 now_us, gboolean *silent)
{
  gint64 at_us = due_us;

  *silent = FALSE;
  if (is_quiet (quiet, zone, due_us))
    at_us = comes_before (reminder->kind) ? quiet_edge (quiet, zone, due_us, FALSE) - INSTANT_MINUTE : quiet_edge (quiet, zone, due_us, TRUE);
  if (at_us <= now_us)
    at_us = is_quiet (quiet, zone, now_us) ? quiet_edge (quiet, zone, now_us, TRUE) : now_us;
  if (at_us < reminder->until_us)
    return at_us;
  /* Only the quiet hours are left. */
  *silent = TRUE;
  return MAX (due_us, now_us);
}

static const ReminderMark *
find_mark (const GPtrArray *marks, const char *key)
{
  for (guint i = 0; i < marks->len; i++)
    if (g_str_equal (((const ReminderMark *) g_ptr_array_index (marks, i))->key, key))
      return g_ptr_array_index (marks, i);
  return NULL;
}

/* Whether it was said, of this time of the workout. @due_us: (inout): when it is asked for again. */
static gboolean
was_said (const Reminder *reminder, const ReminderMark *mark, gint64 *due_us)
{
  if (mark == NULL || ABS (mark->start_us - reminder->start_us) > MOVED_US)
    return FALSE;
  if (mark->again_us == 0)
    return TRUE;
  *due_us = mark->again_us;
  return FALSE;
}

static int
by_due (gconstpointer a, gconstpointer b)
{
  const Reminder *one = ((const DueReminder *) a)->reminder, *other = ((const DueReminder *) b)->reminder;

  return one->due_us != other->due_us ? (one->due_us < other->due_us ? -1 : 1) : g_strcmp0 (one->key, other->key);
}

GArray *
reminders_due (const GPtrArray *reminders, const GPtrArray *marks, const QuietHours *quiet, GTimeZone *zone, gint64 now_us, gint64 *next_us)
{
  GArray *due = g_array_new (FALSE, FALSE, sizeof (DueReminder));

  g_return_val_if_fail (reminders != NULL && marks != NULL && quiet != NULL && zone != NULL && next_us != NULL, due);

  *next_us = INSTANT_UNKNOWN;
  for (guint i = 0; i < reminders->len; i++)
    {
      DueReminder one = { g_ptr_array_index (reminders, i), FALSE };
      gint64 due_us = one.reminder->due_us, at_us;

      if (now_us >= one.reminder->until_us || was_said (one.reminder, find_mark (marks, one.reminder->key), &due_us))
        continue;
      at_us = time_to_say (one.reminder, due_us, quiet, zone, now_us, &one.silent);
      if (at_us <= now_us)
        g_array_append_val (due, one);
      else if (*next_us == INSTANT_UNKNOWN || at_us < *next_us)
        *next_us = at_us;
    }
  g_array_sort (due, by_due);
  return due;
}

static const Reminder *
find_reminder (const GPtrArray *reminders, const char *key)
{
  for (guint i = 0; i < reminders->len; i++)
    if (g_str_equal (((const Reminder *) g_ptr_array_index (reminders, i))->key, key))
      return g_ptr_array_index (reminders, i);
  return NULL;
}

GPtrArray *
reminders_withdrawn (const GPtrArray *reminders, const GPtrArray *marks, gint64 now_us)
{
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; i < marks->len; i++)
    {
      const ReminderMark *mark = g_ptr_array_index (marks, i);
      const Reminder *reminder = find_reminder (reminders, mark->key);

      if (now_us - mark->at_us < SHOWN_US
          && (reminder == NULL || now_us >= reminder->until_us || ABS (mark->start_us - reminder->start_us) > MOVED_US))
        g_ptr_array_add (keys, mark->key);
    }
  return keys;
}
