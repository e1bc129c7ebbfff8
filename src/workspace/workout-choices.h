/* workspace/workout-choices.h
 *
 * In which workout a patch may have been worn: what the athlete did in the day before its photo was taken. In: a photo of the
 * workspace. Out: workouts by id, in words. */
#pragma once

#include "athlete-events.h"
#include "store/photos.h"

G_BEGIN_DECLS

typedef struct {
  char *id;         /* of the timeline's event, as PhotoState.workout */
  char *words;      /* "running, 07:31, 62 min" on the athlete's clock */
  double minutes;   /* NAN: not known */
} PhotoWorkout;

void       photo_workout_free              (PhotoWorkout *workout);

/**
 * saltline_workspace_workouts_of_photo:
 *
 * Workouts of the photo's athlete that were going on in the 24 hours before it was taken and up to 2 hours after (cameras' clocks
 * are off); of its import, when the camera wrote no time. The one that the photo is linked to is always among them.
 *
 * Returns: (transfer full) (element-type PhotoWorkout): the latest first; empty without an athlete
 */
GPtrArray *saltline_workspace_workouts_of_photo (SaltlineWorkspace *self, const StoredPhoto *photo, GError **error);

G_END_DECLS
