/* workspace/photo-workout.c */
#include "photo-workout.h"

#define PHOTO_AFTER_US (3 * INSTANT_HOUR)

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
  WrittenInstant taken;
  gint64 taken_us;

  if (photo->state.workout)
    return is_called (workout, photo->state.workout);
  if (photo->captured == NULL || !instant_scan (photo->captured, -1, &taken))
    return FALSE;
  taken_us = taken.instant_us;
  if (taken.offset_s == INSTANT_OFFSET_UNKNOWN && timeline->zone)
    taken_us -= instant_offset_in_zone (taken_us, timeline->zone) * INSTANT_SECOND;
  return taken_us >= merged->start_us && taken_us <= merged->end_us + PHOTO_AFTER_US;
}

const Event *
photo_workout (const AthleteTimeline *timeline, const StoredPhoto *photo)
{
  const Event *latest = NULL;

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);
      const EventKind kind = event->merged->kind;

      if ((kind == EVENT_WORKOUT || kind == EVENT_LAB_TRIAL) && photo_was_taken_of (timeline, photo, event)
          && (latest == NULL || event->merged->start_us > latest->start_us))
        latest = event->merged;
    }
  return latest;
}
