/* sweat/sweat-error.h
 *
 * What can go wrong between a weighing and a prediction. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SWEAT_ERROR (sweat_error_quark ())
GQuark sweat_error_quark (void);

typedef enum {
  SWEAT_ERROR_OUT_OF_RANGE, /* a value that cannot be, or that the method does not cover; the message names it */
  SWEAT_ERROR_IMPLAUSIBLE,  /* possible, but more likely a slip; the message asks and names the slip */
  SWEAT_ERROR_NO_BASIS,     /* nothing to predict from: no test, no norm */
} SweatError;

G_END_DECLS
