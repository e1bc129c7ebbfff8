/* workspace/reminders.c */
#include "reminders.h"

#include "typed-events.h"
#include "workout-advice.h"
#include "workout-questions.h"

#define SWITCH     "reminders"
#define BACKGROUND "reminders.background"
#define QUIET      "reminders.quiet"
#define BACK_US    INSTANT_DAY
#define AHEAD_US   (2 * INSTANT_DAY)
#define ZONE_US    INSTANT_DAY         /* how far a nominal time may be from where it was laid last */

static const QuietHours quiet_night = { 22 * 60, 7 * 60 };

gboolean
saltline_workspace_reminds (SaltlineWorkspace *self)
{
  return store_is_switched_on (saltline_workspace_get_store (self), SWITCH);
}

gboolean
saltline_workspace_set_reminds (SaltlineWorkspace *self, gboolean on, GError **error)
{
  return store_switch (saltline_workspace_get_store (self), SWITCH, on, error);
}

gboolean
saltline_workspace_reminds_in_background (SaltlineWorkspace *self)
{
  return store_is_switched_on (saltline_workspace_get_store (self), BACKGROUND);
}

gboolean
saltline_workspace_set_reminds_in_background (SaltlineWorkspace *self, gboolean on, GError **error)
{
  return store_switch (saltline_workspace_get_store (self), BACKGROUND, on, error);
}

gboolean
quiet_minute_parse (const char *text, int *minute)
{
  char *end;
  guint64 hours = g_ascii_strtoull (text, &end, 10), minutes;

  if (end == text || *end != ':' || hours > 23 || !g_ascii_isdigit (end[1]) || !g_ascii_isdigit (end[2]) || end[3] != '\0')
    return FALSE;
  minutes = g_ascii_strtoull (end + 1, NULL, 10);
  if (minutes > 59 || !g_ascii_isdigit (text[0]))
    return FALSE;
  *minute = (int) (hours * 60 + minutes);
  return TRUE;
}

QuietHours
saltline_workspace_quiet_hours (SaltlineWorkspace *self)
{
  g_autofree char *value = store_setting (saltline_workspace_get_store (self), QUIET);
  g_auto(GStrv) parts = value ? g_strsplit (value, "-", 2) : NULL;
  QuietHours quiet;

  if (parts && g_strv_length (parts) == 2 && quiet_minute_parse (parts[0], &quiet.from_minute) && quiet_minute_parse (parts[1], &quiet.to_minute))
    return quiet;
  return quiet_night;
}

gboolean
saltline_workspace_set_quiet_hours (SaltlineWorkspace *self, const QuietHours *quiet, GError **error)
{
  g_autofree char *value = g_strdup_printf ("%02d:%02d-%02d:%02d", quiet->from_minute / 60, quiet->from_minute % 60, quiet->to_minute / 60,
                                            quiet->to_minute % 60);

  return store_set_setting (saltline_workspace_get_store (self), QUIET, value, error);
}

/* Whether photo and weighing of a workout that arrived are there, or were declined: then nothing is asked of it any more. */
static gboolean
is_answered (SaltlineWorkspace *self, const Athlete *athlete, const char *workout, gint64 now_us)
{
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline_of_span (self, athlete, now_us - 3 * INSTANT_DAY, now_us + INSTANT_DAY, NULL);
  g_autoptr(GArray) questions = timeline ? saltline_workspace_questions (self, athlete->id, timeline, now_us, NULL) : NULL;

  for (guint i = 0; questions && i < questions->len; i++)
    if (g_str_equal (g_array_index (questions, WorkoutQuestion, i).workout->id, workout))
      return FALSE;
  return questions != NULL;
}

/* Without advice, for want of a body mass for example, the other reminders stand. */
static void
add_workout (SaltlineWorkspace *self, const Athlete *athlete, const PlannedWorkout *planned, UnitSystem units, gint64 now_us, GPtrArray *reminders)
{
  g_auto(AdviceRequest) request = { 0 };
  g_autoptr(WorkoutAdvice) advice = NULL;
  gboolean begun = planned->done_by != NULL || planned->start_us <= now_us;
  gboolean answered = planned->done_by && is_answered (self, athlete, planned->done_by, now_us);
  const RemindedWorkout workout = { .athlete = athlete->id, .name = athlete->name, .workout = planned->id,
                                    .what = planned->title ? planned->title : planned->sport ? planned->sport : "", .start_us = planned->start_us,
                                    .end_us = planned->end_us, .offset_s = planned->offset_s, .patch = planned->patch, .units = units, .begun = begun,
                                    .photo_there = answered, .weighing_there = answered };

  advice_request_init (&request);
  if (!begun)
    {
      request.workout = g_strdup (planned->id);
      advice = saltline_workspace_advise (self, athlete, &request, NULL);
    }
  reminders_add (reminders, &workout, advice ? advice->advice : NULL);
}

static int
by_due (gconstpointer a, gconstpointer b)
{
  const Reminder *one = *(const Reminder *const *) a, *other = *(const Reminder *const *) b;

  return one->due_us != other->due_us ? (one->due_us < other->due_us ? -1 : 1) : g_strcmp0 (one->key, other->key);
}

GPtrArray *
saltline_workspace_reminders (SaltlineWorkspace *self, UnitSystem units, gint64 now_us, GError **error)
{
  g_autoptr(GPtrArray) reminders = g_ptr_array_new_with_free_func ((GDestroyNotify) reminder_free);
  g_autoptr(GArray) rows = NULL;
  Store *store;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), NULL);

  store = saltline_workspace_get_store (self);
  rows = store_athletes_with_plans (store, now_us - BACK_US - ZONE_US, now_us + AHEAD_US + ZONE_US, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(Athlete) athlete = store_athlete (store, g_array_index (rows, gint64, i), error);
      g_autoptr(GPtrArray) planned = athlete ? saltline_workspace_planned (self, athlete, now_us - BACK_US, now_us + AHEAD_US, error) : NULL;

      if (planned == NULL)
        return NULL;
      for (guint p = 0; p < planned->len; p++)
        add_workout (self, athlete, g_ptr_array_index (planned, p), units, now_us, reminders);
    }
  g_ptr_array_sort (reminders, by_due);
  return g_steal_pointer (&reminders);
}
