/* advice/advice-error.h
 *
 * What can go wrong between needs and a plan. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ADVICE_ERROR (advice_error_quark ())
GQuark advice_error_quark (void);

typedef enum {
  ADVICE_ERROR_MALFORMED,    /* a file is not of the form it should have; the message names the place */
  ADVICE_ERROR_OUT_OF_RANGE, /* a number that cannot be, or is too large to plan with */
  ADVICE_ERROR_UNKNOWN,      /* a nutrient, product or rule that is not there */
} AdviceError;

G_END_DECLS
