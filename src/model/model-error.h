/* model/model-error.h
 *
 * What can be wrong with a table, a formula, or the marriage of the two. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MODEL_ERROR (model_error_quark ())
GQuark model_error_quark (void);

typedef enum {
  MODEL_ERROR_TABLE,     /* the data cannot be used as they are; the message names the row and column */
  MODEL_ERROR_FORMULA,   /* the formula or expression does not parse, or names what is not there */
  MODEL_ERROR_TOO_FEW,   /* fewer rows, athletes or levels than the model needs */
  MODEL_ERROR_NUMERIC,   /* the numbers do not allow an answer: no convergence, overflow */
} ModelError;

G_END_DECLS
