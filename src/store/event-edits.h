/* store/event-edits.h
 *
 * What people do to events: they import files of them, add some by hand, change those, delete any, and decide which tell of one
 * thing. Each step is remembered with what was before, so that it can be undone, also after a restart. A deleted event stays hidden
 * when its file is imported again; after an undone import its file brings it anew.
 * And what they answered when they were asked after a workout. May include: timeline. */
#pragma once

#include "events.h"

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

/* Files that are imported together are one step. */
typedef struct {
  gint64 athlete;
  const char *what;      /* for people: "Import 3 files" */
  gint64 step;           /* 0 until the first change */
} EventImport;

/* store_put_event(), remembered; what stays as before is no change. */
gboolean  store_import_event  (Store *store, EventImport *import, const Event *event, EventOutcome *outcome, GError **error);

typedef enum { EVENTS_UNDECIDED = -1, EVENTS_APART = 0, EVENTS_SAME = 1 } EventVerdict;

/* What is decided of each of @keys and each of @others, as one step: see store_decide() (events.h). Both NULL-terminated. */
gboolean  store_decide_events (Store *store, gint64 athlete, const char *const *keys, const char *const *others, EventVerdict verdict,
                               const char *what, GError **error);

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
