/* workspace/workout-choices.c */
#include "workout-choices.h"

#include <glib/gi18n.h>
#include <math.h>

#include "store/people.h"

#define BEFORE_US (24 * INSTANT_HOUR)
#define AFTER_US  (2 * INSTANT_HOUR)

void
photo_workout_free (PhotoWorkout *workout)
{
  if (workout == NULL)
    return;
  g_free (workout->id);
  g_free (workout->words);
  g_free (workout);
}

/* When the photo was taken; a clock without a zone is the athlete's. */
static gint64
taken_us (const StoredPhoto *photo, const Athlete *athlete)
{
  g_autoptr(GTimeZone) named = instant_zone_find (athlete->zone);
  g_autoptr(GTimeZone) zone = named != NULL ? g_time_zone_ref (named) : g_time_zone_new_local ();
  WrittenInstant written;

  if (photo->captured == NULL || !instant_scan (photo->captured, -1, &written))
    return photo->imported_us;
  if (written.offset_s != INSTANT_OFFSET_UNKNOWN)
    return written.instant_us;
  return written.instant_us - instant_offset_in_zone (written.instant_us, zone) * INSTANT_SECOND;
}

static PhotoWorkout *
workout_of (const AthleteTimeline *timeline, const TimelineEvent *event)
{
  const Event *merged = event->merged;
  const char *title = event_text (merged, EVENT_FIELD_TITLE);
  int offset_s = athlete_timeline_offset (timeline, merged->start_us, merged->start_offset_s);
  g_autoptr(GTimeZone) clock = offset_s != INSTANT_OFFSET_UNKNOWN ? g_time_zone_new_offset (offset_s) : g_time_zone_new_local ();
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (merged->start_us / INSTANT_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, clock);
  g_autofree char *when = g_date_time_format (local, "%a %H:%M");
  PhotoWorkout *workout = g_new0 (PhotoWorkout, 1);

  if (title == NULL)
    title = merged->sport != NULL ? merged->sport : _("Workout");
  workout->id = g_strdup (event->id);
  workout->minutes = event_elapsed_s (merged) / 60;
  workout->words = isnan (workout->minutes) ? g_strdup_printf ("%s, %s", title, when)
                                            : g_strdup_printf (_("%s, %s, %.0f min"), title, when, workout->minutes);
  return workout;
}

static gboolean
is_workout (const Event *event)
{
  return (event->kind == EVENT_WORKOUT || event->kind == EVENT_LAB_TRIAL) && event->start_us != INSTANT_UNKNOWN
         && !(event->flags & EVENT_FLAG_DELETED);
}

/* What the photo is linked to and lies outside the span, or is gone: it must not look as if nothing was chosen. */
static void
add_linked (GPtrArray *workouts, const char *linked)
{
  PhotoWorkout *workout;

  for (guint i = 0; i < workouts->len; i++)
    if (linked == NULL || g_str_equal (((PhotoWorkout *) g_ptr_array_index (workouts, i))->id, linked))
      return;
  if (linked == NULL)
    return;
  workout = g_new0 (PhotoWorkout, 1);
  workout->id = g_strdup (linked);
  workout->words = g_strdup (_("Another day’s workout"));
  workout->minutes = NAN;
  g_ptr_array_add (workouts, workout);
}

GPtrArray *
saltline_workspace_workouts_of_photo (SaltlineWorkspace *self, const StoredPhoto *photo, GError **error)
{
  g_autoptr(GPtrArray) workouts = g_ptr_array_new_with_free_func ((GDestroyNotify) photo_workout_free);
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(AthleteTimeline) timeline = NULL;
  gint64 taken;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && photo != NULL, NULL);

  if (photo->state.athlete != 0)
    {
      athlete = store_athlete (saltline_workspace_get_store (self), photo->state.athlete, error);
      if (athlete == NULL)
        return NULL;
      taken = taken_us (photo, athlete);
      timeline = saltline_workspace_timeline_of_span (self, athlete, taken - BEFORE_US, taken + AFTER_US, error);
      if (timeline == NULL)
        return NULL;
      for (guint i = timeline->timeline->events->len; i > 0; i--)
        {
          const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i - 1);

          if (is_workout (event->merged))
            g_ptr_array_add (workouts, workout_of (timeline, event));
        }
    }
  add_linked (workouts, photo->state.workout);
  return g_steal_pointer (&workouts);
}
