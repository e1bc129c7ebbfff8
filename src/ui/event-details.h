/* ui/event-details.h
 *
 * What is known of one event of a timeline: each field and whose word it is, the recordings it was told by, and what a
 * person can decide about them. */
#pragma once

#include <adwaita.h>

#include "athlete-life.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_EVENT_DETAILS (saltline_event_details_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineEventDetails, saltline_event_details, SALTLINE, EVENT_DETAILS, AdwBin)

/* Signals "failed" (char *message): a decision could not be kept; "edit" (), "delete" (): of the event that is shown. */

/* @life, @mark: (nullable): stay the caller's; nothing of them is kept but ids */
void saltline_event_details_set (SaltlineEventDetails *self, SaltlineWorkspace *workspace, const AthleteLife *life, const LifeMark *mark);

G_END_DECLS
