/* workspace/photo-workout.c */
#include "photo-workout.h"

#include <glib/gi18n.h>
#include <math.h>

#include "store/people.h"
#include "typed-events.h"

#define PHOTO_AFTER_US    (3 * INSTANT_HOUR)
#define CHOICES_BEFORE_US (24 * INSTANT_HOUR)
#define CHOICES_AFTER_US  (2 * INSTANT_HOUR)

gint64
photo_taken_us (const char *captured, GTimeZone *clock)
{
  WrittenInstant written;

  if (captured == NULL || !instant_scan (captured, -1, &written))
    return INSTANT_UNKNOWN;
  if (written.offset_s != INSTANT_OFFSET_UNKNOWN || clock == NULL)
    return written.instant_us;
  return written.instant_us - instant_offset_in_zone (written.instant_us, clock) * INSTANT_SECOND;
}

static gboolean
is_exercise (const Event *event)
{
  return event->kind == EVENT_WORKOUT || event->kind == EVENT_LAB_TRIAL;
}

static gboolean
is_called (const TimelineEvent *event, const char *key)
{
  if (g_strcmp0 (event->id, key) == 0)
    return TRUE;
  for (guint i = 0; i < event->members->len; i++)
    {
      g_autofree char *member = timeline_event_key (g_ptr_array_index (event->members, i));

      if (g_strcmp0 (member, key) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
photo_was_taken_of (const AthleteTimeline *timeline, const StoredPhoto *photo, const TimelineEvent *workout)
{
  const Event *merged = workout->merged;
  gint64 taken_us;

  if (photo->state.workout)
    return is_called (workout, photo->state.workout);
  taken_us = photo_taken_us (photo->captured, timeline->zone);
  return taken_us != INSTANT_UNKNOWN && taken_us >= merged->start_us && taken_us <= merged->end_us + PHOTO_AFTER_US;
}

const Event *
photo_workout (const AthleteTimeline *timeline, const StoredPhoto *photo)
{
  const Event *latest = NULL;

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);

      if (is_exercise (event->merged) && photo_was_taken_of (timeline, photo, event)
          && (latest == NULL || event->merged->start_us > latest->start_us))
        latest = event->merged;
    }
  return latest;
}

/* --- to choose from --- */

void
workout_choice_free (WorkoutChoice *choice)
{
  if (choice == NULL)
    return;
  g_free (choice->id);
  g_free (choice->words);
  g_free (choice);
}

static WorkoutChoice *
choice_of (const AthleteTimeline *timeline, const TimelineEvent *event)
{
  const Event *merged = event->merged;
  const char *title = event_text (merged, EVENT_FIELD_TITLE);
  int offset_s = athlete_timeline_offset (timeline, merged->start_us, merged->start_offset_s);
  g_autoptr(GTimeZone) clock = offset_s != INSTANT_OFFSET_UNKNOWN ? g_time_zone_new_offset (offset_s) : g_time_zone_new_local ();
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (merged->start_us / INSTANT_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, clock);
  g_autofree char *when = g_date_time_format (local, "%a %H:%M");
  WorkoutChoice *choice = g_new0 (WorkoutChoice, 1);

  if (title == NULL)
    title = merged->sport != NULL ? merged->sport : _("Workout");
  choice->id = g_strdup (event->id);
  choice->minutes = event_elapsed_s (merged) / 60;
  choice->words = isnan (choice->minutes) ? g_strdup_printf ("%s, %s", title, when)
                                          : g_strdup_printf (_("%s, %s, %.0f min"), title, when, choice->minutes);
  return choice;
}

static gboolean
may_be_chosen (const Event *event)
{
  return is_exercise (event) && event->start_us != INSTANT_UNKNOWN && !(event->flags & EVENT_FLAG_DELETED);
}

/* What the photo is linked to and lies outside the span, or is gone: it must not look as if nothing was chosen. */
static void
add_linked (GPtrArray *choices, const char *linked)
{
  WorkoutChoice *choice;

  for (guint i = 0; i < choices->len; i++)
    if (linked == NULL || g_str_equal (((WorkoutChoice *) g_ptr_array_index (choices, i))->id, linked))
      return;
  if (linked == NULL)
    return;
  choice = g_new0 (WorkoutChoice, 1);
  choice->id = g_strdup (linked);
  choice->words = g_strdup (_("Another day’s workout"));
  choice->minutes = NAN;
  g_ptr_array_add (choices, choice);
}

GPtrArray *
saltline_workspace_workouts_of_photo (SaltlineWorkspace *self, const StoredPhoto *photo, GError **error)
{
  g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) workout_choice_free);
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(GTimeZone) clock = NULL;
  gint64 taken_us;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && photo != NULL, NULL);

  if (photo->state.athlete != 0)
    {
      athlete = store_athlete (saltline_workspace_get_store (self), photo->state.athlete, error);
      if (athlete == NULL)
        return NULL;
      clock = athlete_zone (athlete);
      taken_us = photo_taken_us (photo->captured, clock);
      if (taken_us == INSTANT_UNKNOWN)
        taken_us = photo->imported_us;
      timeline = saltline_workspace_timeline_of_span (self, athlete, taken_us - CHOICES_BEFORE_US, taken_us + CHOICES_AFTER_US, error);
      if (timeline == NULL)
        return NULL;
      for (guint i = timeline->timeline->events->len; i > 0; i--)
        {
          const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i - 1);

          if (may_be_chosen (event->merged))
            g_ptr_array_add (choices, choice_of (timeline, event));
        }
    }
  add_linked (choices, photo->state.workout);
  return g_steal_pointer (&choices);
}
