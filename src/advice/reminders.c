/* advice/reminders.c: what to remind of around a workout */
#include "reminders.h"

#include <glib/gi18n.h>
#include <math.h>

#define DRINK_BEFORE_H       2.0                     /* when the advice does not say */
#define WEIGH_BEFORE_US      (30 * INSTANT_MINUTE)
#define PATCH_BEFORE_US      (20 * INSTANT_MINUTE)
#define UNKNOWN_LENGTH_US    INSTANT_HOUR
#define WEIGH_USEFUL_US      (90 * INSTANT_MINUTE)   /* then food and drink have made the difference meaningless */
#define PHOTO_USEFUL_US      (6 * INSTANT_HOUR)      /* the dye of a patch goes on spreading */

static const char *const names[N_REMINDERS] = { "drink", "weigh_before", "patch", "weigh_after", "photo" };

const char *
reminder_kind_name (ReminderKind kind)
{
  g_return_val_if_fail (kind < N_REMINDERS, NULL);
  return names[kind];
}

void
reminder_free (Reminder *reminder)
{
  if (reminder == NULL)
    return;
  g_free (reminder->key);
  g_free (reminder->workout);
  g_free (reminder->title);
  g_free (reminder->body);
  g_free (reminder);
}

void
reminder_mark_free (ReminderMark *mark)
{
  if (mark == NULL)
    return;
  g_free (mark->key);
  g_free (mark);
}

/* @body: (transfer full) */
static void
add (GPtrArray *reminders, const RemindedWorkout *workout, ReminderKind kind, gint64 due_us, gint64 until_us, const char *title, char *body)
{
  Reminder *reminder = g_new (Reminder, 1);

  *reminder = (Reminder) { g_strdup_printf ("%" G_GINT64_FORMAT " %s %s", workout->athlete, names[kind], workout->workout), workout->athlete,
                           g_strdup (workout->workout), kind, workout->start_us, due_us, until_us, g_strdup_printf ("%s: %s", workout->name, title), body };
  g_ptr_array_add (reminders, reminder);
}

/* "Running at 07:30", on the athlete's clock. */
static char *
occasion (const RemindedWorkout *workout)
{
  int minute = instant_minute_of_day (workout->start_us, workout->offset_s == INSTANT_OFFSET_UNKNOWN ? 0 : workout->offset_s);

  return g_strdup_printf (_("%s at %02d:%02d"), workout->what, minute / 60, minute % 60);
}

static const AdviceLine *
drink_before (const Advice *advice)
{
  for (guint i = 0; advice && i < advice->lines->len; i++)
    {
      const AdviceLine *line = g_ptr_array_index (advice->lines, i);

      if (line->phase == PHASE_BEFORE && line->item == ITEM_FLUID && line->amount > 0)
        return line;
    }
  return NULL;
}

void
reminders_add (GPtrArray *reminders, const RemindedWorkout *workout, const Advice *advice)
{
  gint64 end_us = workout->end_us > workout->start_us ? workout->end_us : workout->start_us + UNKNOWN_LENGTH_US;
  const AdviceLine *drink = drink_before (advice);
  g_autofree char *when = occasion (workout);

  g_return_if_fail (reminders != NULL && workout->start_us != INSTANT_UNKNOWN);

  if (drink && !workout->begun)
    {
      double hours = isnan (drink->when_h) ? DRINK_BEFORE_H : drink->when_h;
      g_autofree char *amount = advice_amount (drink, workout->units, drink->amount), *title = g_strdup_printf (_("Drink %s"), amount);
      g_autofree char *rate = quantity_sentence (QUANTITY_RATE, workout->units, advice->drink_l_per_h, 1);

      add (reminders, workout, REMINDER_DRINK, workout->start_us - (gint64) (hours * (double) INSTANT_HOUR), workout->start_us - 10 * INSTANT_MINUTE, title,
           g_strdup_printf (_("%s. In small amounts until then; %s during it."), when, rate));
    }
  if (!workout->begun)
    add (reminders, workout, REMINDER_WEIGH_BEFORE, workout->start_us - WEIGH_BEFORE_US, workout->start_us, _("Weigh in"),
         g_strdup_printf (_("%s. Without clothes, after the toilet."), when));
  if (!workout->begun && workout->patch)
    add (reminders, workout, REMINDER_PATCH, workout->start_us - PATCH_BEFORE_US, workout->start_us, _("Put the patch on"),
         g_strdup_printf (_("%s. On clean, dry skin; note the time."), when));
  if (!workout->weighing_there)
    add (reminders, workout, REMINDER_WEIGH_AFTER, end_us, end_us + WEIGH_USEFUL_US, _("Weigh out"),
         g_strdup_printf (_("%s. Towelled dry, without clothes; note what was drunk."), when));
  if (workout->patch && !workout->photo_there)
    add (reminders, workout, REMINDER_PHOTO, end_us, end_us + PHOTO_USEFUL_US, _("Photograph the patch"),
         g_strdup_printf (_("%s. On the skin, in even light, all of it in the picture."), when));
}
