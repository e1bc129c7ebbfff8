/* workspace/photo-workout.h
 *
 * Which workout a patch was worn in: the one that somebody named, or the one that the photo was taken in or soon after.
 * In: an athlete's timeline, a photo. Out: a workout. */
#pragma once

#include "athlete-events.h"

G_BEGIN_DECLS

gboolean     photo_was_taken_of (const AthleteTimeline *timeline, const StoredPhoto *photo, const TimelineEvent *workout);

/* Returns: (transfer none) (nullable): the merged event; of the athlete's own photos only */
const Event *photo_workout      (const AthleteTimeline *timeline, const StoredPhoto *photo);

G_END_DECLS
