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

/**
 * predict_typical_df:
 * @known: of athletes, and other groups, that the fit knows; else of new ones
 *
 * The degrees of freedom of a new observation's interval, for those who have not the rows to find Satterthwaite's for each: the median over rows
 * of the fitted table. NAN: the normal distribution will do.
 */
double  predict_typical_df (const Fit *fit, const ModelData *data, gboolean known);

/* The level of a random part on a row: the crossing of its columns. Returns: (transfer full) (nullable): NULL: a column is missing there. */
char   *group_level_name (const RandomPart *part, const DataFrame *frame, guint row);
/* Its place in @levels (NULL-terminated); −1: not one of them. @name: (nullable) */
int     group_level_find (char *const *levels, const char *name);

G_END_DECLS
