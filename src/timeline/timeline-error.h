/* timeline/timeline-error.h
 *
 * What can go wrong with events. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TIMELINE_ERROR (timeline_error_quark ())
GQuark timeline_error_quark (void);

typedef enum {
  TIMELINE_ERROR_MALFORMED, /* a stored event is not of the form that this program writes */
  TIMELINE_ERROR_IMPLAUSIBLE, /* a typed event has a value that cannot be */
} TimelineError;

G_END_DECLS
