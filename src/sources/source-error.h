/* sources/source-error.h
 *
 * What can go wrong with a file or archive of events. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOURCE_ERROR (source_error_quark ())
GQuark source_error_quark (void);

typedef enum {
  SOURCE_ERROR_UNREADABLE,   /* the file cannot be opened or read */
  SOURCE_ERROR_NOT_THIS,     /* not of the form that the reader takes; the message says what it is, if that is known */
  SOURCE_ERROR_DAMAGED,      /* nothing could be kept */
  SOURCE_ERROR_TOO_LARGE,    /* beyond a limit, which the message names */
  SOURCE_ERROR_CANCELLED,
} SourceError;

G_END_DECLS
