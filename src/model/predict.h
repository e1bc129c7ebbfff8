/* model/predict.h
 *
 * What a fit expects on new rows. A group that the fit knows contributes its effect; a new one counts as drawn from the same
 * population: its variation widens the prediction interval. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

typedef struct {
  double fit;             /* NAN when the row lacks a value, or holds a level that the fit does not know */
  double ci_low, ci_high; /* 95 % of the expected value */
  double pi_low, pi_high; /* 95 % of a single new observation */
  gboolean known;         /* all groups of the row are known */
  char **extrapolates;    /* columns outside of the training range; NULL-terminated */
} Prediction;

/**
 * predict_rows:
 * @frame: new rows; those that are out are predicted as well
 *
 * Least squares and M-estimates: t with the residual degrees of freedom; mixed models: Satterthwaite's for each interval;
 * Tobit: normal. The scale is that of the formula's response: log(y) is predicted as log(y).
 *
 * Returns: (element-type Prediction) (nullable): one for each row.
 */
GArray *predict_rows (const Fit *fit, const ModelData *data, const DataFrame *frame, GError **error);

/* The level of a random part on a row, out of @levels (NULL-terminated): the crossing of its columns. −1: not known, or missing. */
int     group_level_find (const RandomPart *part, char *const *levels, const DataFrame *frame, guint row);

G_END_DECLS
