/* workspace/typed-events.h
 *
 * Events that a person adds by hand: workouts to come, workouts no device recorded, weighings, sleep, how somebody felt. What
 * is typed can be changed, moved, deleted, and each of these undone; any other event can be deleted. A planned workout says
 * "at 7 on Tuesday" on the athlete's own clock and meets a zone only when it is asked for; when the activity arrives, it
 * takes the plan's place. In: an athlete, what was typed. Out: events of the timeline, plans of a span of time. */
#pragma once

#include "athlete-events.h"
#include "base/quantity.h"
#include "store/event-edits.h"
#include "timeline/plans.h"

G_BEGIN_DECLS

/* When, as people say it. */
typedef struct {
  CivilDay day;
  int minute_of_day;     /* 0–1439 on the athlete's clock */
  double minutes;        /* how long; NAN: an instant, or not known */
} TypedTime;

/* Returns: (transfer full): the athlete's zone, else this computer's. */
GTimeZone *athlete_zone              (const Athlete *athlete);

/* Returns: (transfer full): an event of the source "typed" with an id of its own. */
Event     *typed_event_new           (EventKind kind);

/**
 * typed_event_set_time:
 *
 * Lays the time on the clock of @zone. A plan keeps it as nominal: it moves along when the athlete's zone changes.
 *
 * Returns: what became of it there: skipped when clocks are put forward over it.
 */
NominalOutcome typed_event_set_time  (Event *event, const TypedTime *time, GTimeZone *zone);

/* The other way, for a form. FALSE when the event has no time. */
gboolean   typed_event_get_time      (const Event *event, GTimeZone *zone, TypedTime *time);

/**
 * typed_event_is_possible:
 * @units: that the message is written in
 *
 * Returns: %FALSE with %TIMELINE_ERROR_IMPLAUSIBLE when a number cannot be, or one is missing.
 */
gboolean   typed_event_is_possible   (const Event *event, UnitSystem units, GError **error);

/**
 * typed_event_weighings_agree:
 * @units: that the masses were typed in, and the question is written in
 *
 * Returns: %FALSE with %SWEAT_ERROR_IMPLAUSIBLE when the masses before and after can hardly both be right: the message is a
 * question, to be asked once. With %SWEAT_ERROR_OUT_OF_RANGE for what cannot be at all.
 */
gboolean   typed_event_weighings_agree (const Event *event, UnitSystem units, GError **error);

/**
 * typed_event_about:
 *
 * Returns: (transfer full) (nullable): what was typed of this event, to be changed and put again; for a workout of which nothing
 * was typed yet a new telling of the same time; %NULL for anything else: what a device told cannot be changed.
 */
Event     *typed_event_about         (const TimelineEvent *event);

/**
 * saltline_workspace_put_typed:
 * @events: of Event of the source "typed": new ones, or changed copies of known ones
 * @what: what undoing will name: "Plan a workout"
 *
 * Returns: %FALSE with %TIMELINE_ERROR_IMPLAUSIBLE when a value cannot be; the message names it and its range.
 */
gboolean   saltline_workspace_put_typed     (SaltlineWorkspace *self, gint64 athlete, const GPtrArray *events, const char *what, GError **error);

/* Deletes an event of the timeline with all its members; importing them again does not bring it back. */
gboolean   saltline_workspace_delete_event  (SaltlineWorkspace *self, gint64 athlete, const TimelineEvent *event, GError **error);

/* What a person says of each of @keys and each of @others (timeline_event_key(), NULL-terminated); it outlives every import. */
gboolean   saltline_workspace_decide_events (SaltlineWorkspace *self, gint64 athlete, const char *const *keys, const char *const *others,
                                             EventVerdict verdict, const char *what, GError **error);

/* The last thing done to this athlete's events. @what: (out): NULL: there was nothing. */
gboolean   saltline_workspace_undo_events   (SaltlineWorkspace *self, gint64 athlete, gboolean redo, char **what, GError **error);

/* A workout that is to come, or was to. */
typedef struct {
  char *id;                    /* of the timeline: "typed …" */
  char *sport;                 /* (nullable): canonical */
  char *title, *notes;         /* (nullable) */
  gint64 start_us, end_us;     /* laid on the athlete's clock; equal when the length is not known */
  int offset_s;                /* of that clock at the start */
  double minutes;              /* NAN: not known */
  double indoor;               /* 1, 0, NAN: not said */
  double latitude_deg, longitude_deg;                    /* NAN: where the athlete usually is */
  double air_c, relative_humidity_percent, wind_m_s;     /* as expected by who planned; NAN */
  gboolean patch;              /* a patch is to be worn */
  NominalOutcome outcome;      /* what became of "at 2:30" in a night when clocks change */
  char *done_by;               /* (nullable): id of the workout that took its place */
} PlannedWorkout;

void       planned_workout_free (PlannedWorkout *planned);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlannedWorkout, planned_workout_free)

/**
 * saltline_workspace_planned:
 * @from_us: INSTANT_UNKNOWN: from the beginning
 * @to_us: not included; INSTANT_UNKNOWN: to the end
 *
 * The planned workouts of @athlete that begin from @from_us to @to_us: what reminders and forecasts are made for. Those whose
 * activity has arrived are among them and say so.
 *
 * Returns: (transfer full) (element-type PlannedWorkout): by start.
 */
GPtrArray *saltline_workspace_planned (SaltlineWorkspace *self, const Athlete *athlete, gint64 from_us, gint64 to_us, GError **error);

G_END_DECLS
