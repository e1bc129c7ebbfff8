/* timeline/choose-fields.h
 *
 * Of several tellings, whose word counts for what: the device's file > TCX > GPX > the maker's JSON > an aggregator's > a
 * HealthKit copy > typed; titles and notes from where a person edits them; the most specific sport; a clock that was set. */
#pragma once

#include "timeline.h"

G_BEGIN_DECLS

/* Sorts members by weight. Total: no two different events are equal. */
gint           timeline_compare_weight (const Event *a, const Event *b);

/* Fills merged and chosen from the members. */
void           timeline_choose_fields  (TimelineEvent *event);

G_END_DECLS
