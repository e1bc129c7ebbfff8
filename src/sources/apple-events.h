/* sources/apple-events.h
 *
 * Records, workouts and their metadata, as apple-health.c meets them, become events. */
#pragma once

#include "apple-tag.h"
#include "source-report.h"

G_BEGIN_DECLS

typedef struct _AppleEvents AppleEvents;

AppleEvents *apple_events_new             (SourceReport *report);
void         apple_events_free            (AppleEvents *events);

/* Whether a record of this type is looked into at all; @type is what follows `type="`. */
gboolean     apple_events_wants_record    (const char *type, gsize length);

void         apple_events_begin_record    (AppleEvents *events, AppleTag tag);
void         apple_events_begin_workout   (AppleEvents *events, AppleTag tag);
/* Of the record or workout that is open; else they pass. */
void         apple_events_add_metadata    (AppleEvents *events, AppleTag tag);
/* Into a WorkoutActivity of the workout, or out of it. */
void         apple_events_enter_part     (AppleEvents *events, gboolean within);
void         apple_events_add_statistics  (AppleEvents *events, AppleTag tag);
void         apple_events_add_file        (AppleEvents *events, AppleTag tag);
void         apple_events_end             (AppleEvents *events);
/* Hands everything to the report. */
void         apple_events_finish          (AppleEvents *events);

G_END_DECLS
