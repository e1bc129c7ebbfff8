/* workspace/photo-workout.h
 *
 * When the photo of a patch was taken, and in which workout the patch was worn: the one that somebody named, else the one that
 * the photo was taken in or soon after. To choose from: what the athlete did in the day before. In: a photo of the workspace, an
 * athlete's timeline. Out: an instant, a workout, or workouts in words. */
#pragma once

#include "athlete-events.h"
#include "store/photos.h"

G_BEGIN_DECLS

/**
 * photo_taken_us:
 * @captured: (nullable): as the camera wrote it
 * @clock: (nullable): of a camera that wrote no zone; %NULL: taken as UTC, which will do to compare photos of one camera
 *
 * Returns: INSTANT_UNKNOWN when the camera wrote no time
 */
gint64       photo_taken_us     (const char *captured, GTimeZone *clock);

gboolean     photo_was_taken_of (const AthleteTimeline *timeline, const StoredPhoto *photo, const TimelineEvent *workout);

/* Returns: (transfer none) (nullable): the merged event; of the athlete's own photos only */
const Event *photo_workout      (const AthleteTimeline *timeline, const StoredPhoto *photo);

/* --- to choose from --- */

typedef struct {
  char *id;         /* of the timeline's event, as PhotoState.workout */
  char *words;      /* "running, 07:31, 62 min" on the athlete's clock */
  double minutes;   /* NAN: not known */
} WorkoutChoice;

void         workout_choice_free (WorkoutChoice *choice);

/**
 * saltline_workspace_workouts_of_photo:
 *
 * Workouts of the photo's athlete that were going on in the 24 hours before it was taken and up to 2 hours after (cameras' clocks
 * are off); of its import, when the camera wrote no time. The one that the photo is linked to is always among them.
 *
 * Returns: (transfer full) (element-type WorkoutChoice): the latest first; empty without an athlete
 */
GPtrArray   *saltline_workspace_workouts_of_photo (SaltlineWorkspace *self, const StoredPhoto *photo, GError **error);

G_END_DECLS
