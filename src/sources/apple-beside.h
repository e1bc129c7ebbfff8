/* sources/apple-beside.h
 *
 * Records of an Apple export that are no event and say something of one: water that was drunk in a workout, the body fat that a
 * scale told with a mass. */
#pragma once

#include "apple-tag.h"
#include "source-report.h"

G_BEGIN_DECLS

typedef struct _AppleBeside AppleBeside;

AppleBeside *apple_beside_new          (void);
void         apple_beside_free         (AppleBeside *beside);

/* Returns: %FALSE when @type is none of these. */
gboolean     apple_beside_begin        (AppleBeside *beside, const char *type, AppleTag tag);
/* Of the record that is open; else it passes. */
void         apple_beside_add_metadata (AppleBeside *beside, AppleTag tag);
void         apple_beside_end          (AppleBeside *beside);

/**
 * apple_beside_lay:
 * @events: of Event: the export's workouts and weighings
 *
 * A drink goes to the workouts in whose time it was logged (two apps may tell of one workout), body fat to the weighing of the same
 * device and minute. What is left is counted and said.
 */
void         apple_beside_lay          (AppleBeside *beside, GPtrArray *events, SourceReport *report);

G_END_DECLS
