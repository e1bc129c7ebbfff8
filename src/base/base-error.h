/* base/base-error.h
 *
 * What can go wrong below everything: reading text, tables, JSON, instants and quantities. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BASE_ERROR (base_error_quark ())
GQuark base_error_quark (void);

typedef enum {
  BASE_ERROR_UNREADABLE,   /* the file cannot be opened or read */
  BASE_ERROR_TOO_LARGE,    /* more than the reader takes; the message names the limit */
  BASE_ERROR_MALFORMED,    /* not of the form it should have; the message names the place */
  BASE_ERROR_OUT_OF_RANGE, /* of the right form, but not a possible value */
} BaseError;

G_END_DECLS
