/* commands/timeline-print.h: one event of a timeline, as JSON and as a line for people */
#pragma once

#include "base/json.h"
#include "workspace/athlete-events.h"

G_BEGIN_DECLS

/* An object: an element of the array that is open, or the whole. */
void timeline_put_event   (JsonBuilder *builder, const AthleteTimeline *timeline, const TimelineEvent *event);
void timeline_print_event (const AthleteTimeline *timeline, const TimelineEvent *event);

G_END_DECLS
