/* store/event-edits.h
 *
 * What people do to events: they add some by hand, change those, and delete any. Each step is remembered with what was
 * before, so that it can be undone, also after a restart. A deleted event stays hidden when its file is imported again.
 * And what they answered when they were asked after a workout. May include: timeline. */
#pragma once

#include "store.h"
#include "timeline/event.h"

G_BEGIN_DECLS

typedef struct {
  const Event *event;    /* with source and source_id: as it shall be; of a deletion only these two count */
  gboolean deleted;
} EventChange;

/**
 * store_change_events:
 * @what: for people: "Plan a workout"
 *
 * Adds, replaces or deletes events as one step. What had been undone before can no longer be redone.
 */
gboolean  store_change_events (Store *store, gint64 athlete, const EventChange *changes, guint n_changes, const char *what, GError **error);

/**
 * store_undo_events:
 * @what: (out): what was undone or done again; %NULL with %TRUE: there was nothing
 *
 * Undoes or redoes the athlete's last step.
 */
gboolean  store_undo_events   (Store *store, gint64 athlete, gboolean redo, char **what, GError **error);

typedef enum { WORKOUT_ANSWER_NONE, WORKOUT_ANSWER_PHOTO, WORKOUT_ANSWER_WEIGHING, WORKOUT_ANSWER_NOTHING } WorkoutAnswer;

/* "photo", "weighing", "nothing"; NULL for none. */
const char *workout_answer_name (WorkoutAnswer answer);

/* @workout: "source source_id"; WORKOUT_ANSWER_NONE asks again. */
gboolean    store_answer_workout (Store *store, gint64 athlete, const char *workout, WorkoutAnswer answer, GError **error);

/* Returns: (transfer full): "source source_id" → WorkoutAnswer */
GHashTable *store_workout_answers (Store *store, gint64 athlete, GError **error);

G_END_DECLS
