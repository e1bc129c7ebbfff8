/* timeline/timeline.h
 *
 * Many tellings become one timeline: events that tell of one thing are one logical event that keeps its members, and each
 * value comes from the member whose word weighs most. The rules are measured on real recordings (they are parameters, for
 * studies that know better). The result does not depend on the order of the events.
 * In: events, what people decided about pairs of them. Out: logical events, suggestions. May include: base. */
#pragma once

#include "event.h"

G_BEGIN_DECLS

typedef struct {
  double least_overlap_of_union;     /* 0.8: overlap / union from which two recordings are of one event … */
  double least_overlap_of_shorter;   /* 0.9: … or overlap / shorter, … */
  double least_ratio_of_lengths;     /* 0.5: … when the shorter is at least this part of the longer */
  double same_device_start_s;        /* 2: two files of one device that begin within are copies of one recording */
  double clock_fault_duration;       /* 0.02: how far durations may differ for a clock fault to be suggested */
  double clock_fault_distance;       /* 0.02: and distances */
  double clock_fault_step_s;         /* 900: zones differ by multiples of it … */
  double clock_fault_exact_s;        /* 2: … within this */
  double clock_fault_widest_s;       /* 93600 (26 h) */
  double same_weighing_s;            /* 60: weighings of equal mass that are nearer are one */
} DuplicateRules;

#define DUPLICATE_RULES_DEFAULT { 0.8, 0.9, 0.5, 2, 0.02, 0.02, 900, 2, 93600, 60 }

/* What a person said about two events. Outlives every import. */
typedef struct {
  const char *one, *other;   /* timeline_event_key () */
  gboolean same;             /* FALSE: never these two */
} PairDecision;

/* A value and whose it is. */
typedef struct {
  const char *name;          /* "sport", "start", "elapsed_s", "heart_rate_avg_bpm" … */
  const Event *from;
} ChosenField;

typedef struct _TimelineEvent TimelineEvent;

struct _TimelineEvent {
  char *id;                  /* stays when members come that tell of it later: the smallest key of its members */
  GPtrArray *members;        /* of const Event, by weight */
  Event *merged;             /* every field from the member that weighs most for it */
  GArray *chosen;            /* of ChosenField, in the order of the fields */
  GPtrArray *children;       /* of TimelineEvent: legs of a multisport */
  const TimelineEvent *plan;     /* (nullable): of a workout: the plan that it carried out (plans.h) */
  const TimelineEvent *done_by;  /* (nullable): of a plan: the workout that took its place */
};

typedef enum {
  SUGGESTION_CLOCK_OFFSET,   /* equal but for a multiple of a quarter of an hour: a zone went wrong */
  SUGGESTION_CLOCK_UNSET,    /* equal, and the clock of one was never set */
} SuggestionKind;

typedef struct {
  SuggestionKind kind;
  const Event *one, *other;  /* one begins earlier */
  double offset_s;           /* how much later the other begins */
} Suggestion;

typedef struct {
  GPtrArray *events;         /* of TimelineEvent, by start; those without a time last */
  GArray *suggestions;       /* of Suggestion; nothing is merged by them */
} Timeline;

/**
 * timeline_merge:
 * @events: of const Event; must outlive the result
 * @n_decisions: of @decisions
 *
 * Returns: (transfer full)
 */
Timeline  *timeline_merge      (const GPtrArray *events, const PairDecision *decisions, guint n_decisions,
                                const DuplicateRules *rules);
void       timeline_free       (Timeline *timeline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Timeline, timeline_free)

/**
 * timeline_event_supplement:
 * @supplement: must outlive @event
 *
 * What no member knows is taken from it: weather that was looked up. It is no member: neither time, sport nor text.
 */
void       timeline_event_supplement (TimelineEvent *event, const Event *supplement);

/* Returns: (transfer full): "source source_id", what decisions call an event. */
char      *timeline_event_key  (const Event *event);

/* Names of kinds: "clock_offset", "clock_unset". */
const char *suggestion_kind_name (SuggestionKind kind);

G_END_DECLS
