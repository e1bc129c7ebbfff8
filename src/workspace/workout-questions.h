/* workspace/workout-questions.h
 *
 * What is asked after a workout, while it is still known: a photo of the patch, a weighing, or nothing. Asked once; the answer
 * is remembered, and a photo or a weighing that came by itself is an answer too. In: an athlete's timeline, the time of day.
 * Out: workouts that nothing was said of. */
#pragma once

#include "athlete-events.h"
#include "store/event-edits.h"

G_BEGIN_DECLS

typedef struct {
  const TimelineEvent *workout;
  gboolean patch_planned;    /* the plan said that a patch was to be worn, or somebody says that it was */
} WorkoutQuestion;

/**
 * saltline_workspace_questions:
 * @now_us: only what ended before it, and not more than three days before
 *
 * Returns: (transfer full) (element-type WorkoutQuestion): the latest first; points into @timeline.
 */
GArray  *saltline_workspace_questions (SaltlineWorkspace *self, gint64 athlete, const AthleteTimeline *timeline, gint64 now_us, GError **error);

gboolean saltline_workspace_answer    (SaltlineWorkspace *self, gint64 athlete, const TimelineEvent *workout, WorkoutAnswer answer,
                                       GError **error);

/**
 * saltline_workspace_add_patch_photo:
 *
 * Brings in the photo at @path as worn by @athlete in @workout, with the time worn from that workout unless it is known, and
 * reads it; the question is then answered. May be called from a task's thread.
 */
gboolean saltline_workspace_add_patch_photo (SaltlineWorkspace *self, gint64 athlete, const char *workout, double minutes, const char *path,
                                             GCancellable *cancellable, GError **error);

G_END_DECLS
