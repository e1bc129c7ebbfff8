/* timeline/plans.h
 *
 * Plans and what became of them. A planned workout is an event of its own; when the activity arrives, the two are linked:
 * the activity takes the plan's place on the timeline, and the plan stays to be compared with. A nominal time ("at 7") meets
 * a zone only here. In: a merged timeline, what people decided. Out: links. May include: base. */
#pragma once

#include "timeline.h"

G_BEGIN_DECLS

typedef struct {
  double farthest_start_s;   /* 21600 (6 h): people train later than they planned; a second workout of the day is another plan's */
} PlanRules;

#define PLAN_RULES_DEFAULT { 21600 }

/**
 * timeline_link_plans:
 *
 * Sets plan and done_by: each plan with at most one workout and the nearest starts first, families of sport agreeing. What a
 * person said of a plan and a workout (the same, or never) stands above.
 */
void           timeline_link_plans (Timeline *timeline, const PairDecision *decisions, guint n_decisions, const PlanRules *rules);

/**
 * plan_lay:
 * @event: one with a nominal day and minute; another is left alone
 * @zone: where the athlete is
 * @outcome: (out) (optional)
 *
 * Sets start, end and offsets from the nominal time, and the end from elapsed_s. Returns: whether the event has a nominal time.
 */
gboolean       plan_lay            (Event *event, GTimeZone *zone, NominalOutcome *outcome);

G_END_DECLS
