/* workspace/athlete-events.h
 *
 * Events of athletes in the workspace: files come in, a timeline comes out. What a person decides about two events outlives
 * every import. In: files, an athlete. Out: counts of what changed, the timeline with nights and gaps. */
#pragma once

#include "sources/source.h"
#include "store/event-edits.h"
#include "timeline/gap.h"
#include "timeline/night.h"
#include "timeline/timeline.h"
#include "workspace.h"

G_BEGIN_DECLS

typedef struct {
  guint added;
  guint updated;     /* a later or longer telling of what was there */
  guint unchanged;   /* the same again */
  guint left_out;    /* routes and courses: they belong to no day */
} ImportCounts;

/**
 * saltline_workspace_import_report:
 * @step: (inout) (nullable): the import that it is part of, to be undone as one; %NULL: it cannot be undone
 *
 * Puts the events of @report into the workspace as one change: all or, on an error, none.
 */
gboolean saltline_workspace_import_report (SaltlineWorkspace *self, gint64 athlete, const SourceReport *report, EventImport *step,
                                           ImportCounts *counts, GError **error);

/**
 * saltline_workspace_import_path:
 * @options: (nullable): without a zone the athlete's is taken
 *
 * Reads a file, a folder or an archive and imports it, as a step of its own. @counts: (out) (optional).
 *
 * Returns: (transfer full) (nullable): what was read; %NULL with @error set only when the workspace could not keep it.
 */
SourceReport *saltline_workspace_import_path (SaltlineWorkspace *self, const Athlete *athlete, const char *path,
                                              const SourceOptions *options, ImportCounts *counts, GError **error);

/* All of one athlete's life that the workspace knows. */
typedef struct {
  GPtrArray *events;       /* of Event, as their sources told them; behind them, looked-up weather that the timeline's fields point to */
  Timeline *timeline;
  GPtrArray *nights;       /* of Night */
  GArray *gaps;            /* of WorkoutGap; their events are the merged ones of the timeline */
  GTimeZone *zone;         /* (nullable): the athlete's */
} AthleteTimeline;

AthleteTimeline *saltline_workspace_timeline (SaltlineWorkspace *self, const Athlete *athlete, GError **error);

/* Of what overlaps from @from_us to @to_us, and of what has no time; INSTANT_UNKNOWN: open. */
AthleteTimeline *saltline_workspace_timeline_of_span (SaltlineWorkspace *self, const Athlete *athlete, gint64 from_us, gint64 to_us,
                                                      GError **error);
void             athlete_timeline_free       (AthleteTimeline *timeline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AthleteTimeline, athlete_timeline_free)

/* The offset of the clock at an instant of this athlete: the event's own, else by the athlete's zone, else unknown. */
int              athlete_timeline_offset     (const AthleteTimeline *timeline, gint64 instant_us, int offset_s);

G_END_DECLS
