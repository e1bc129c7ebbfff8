/* workspace/model-figures.h
 *
 * The figures by which a fitted model is questioned. Points carry the number of their row (1 is the first under the header) as
 * key and as label, so that a selection is shared between figures and the table. In: a fit. Out: figures (plot/). */
#pragma once

#include "model/diagnostics.h"
#include "model/validate.h"
#include "plot/figure.h"

G_BEGIN_DECLS

/* Limits of agreement that a published model of this kind reached, in L/h: Baker's, ± 0.61 (SCIENCE §4). */
#define PUBLISHED_LOA_L_PER_H 0.61

/* Observed against predicted, with the identity line and 95 % limits; @benchmark: half-width of a published model's limits; NAN: none. */
Figure *figure_observed_predicted (const Fit *fit, const ModelData *data, double benchmark);
Figure *figure_residuals          (const Fit *fit, const ModelData *data);
/* Residuals in order against normal quantiles. */
Figure *figure_normal_quantiles   (const Fit *fit, const ModelData *data);
/* Difference predicted − observed against their mean, with bias and limits and the limits' 95 % intervals. */
Figure *figure_bland_altman       (const double *observed, const double *predicted, const guint *keys, guint n, const char *what);
/* Each level's effect with its 95 % interval, in order; part @part, term @term. */
Figure *figure_caterpillar        (Fit *fit, guint part, guint term);
/**
 * figure_partial_effect:
 * @column: numeric, of the fixed part
 *
 * The fixed part along one column with its 95 % interval, all other columns as they are in a typical row (their means or most
 * frequent levels), and the rows as they were observed.
 */
Figure *figure_partial_effect     (const Fit *fit, const ModelData *data, const char *column, GError **error);
/* Left-out predictions of each group: error with its spread, in order of the bias. */
Figure *figure_left_out           (const Validation *validation, const ModelData *data, const char *unit);
/* Standardised residual against leverage, with Cook's distance of 0.5 and 1; least squares only. */
Figure *figure_influence          (const Diagnostics *diagnostics, const ModelData *data);

/**
 * model_figures_write:
 * @validation: (nullable)
 * @diagnostics: (nullable)
 *
 * Every figure that the fit allows, as NAME.svg, NAME.pdf, NAME.png and NAME.csv in @folder, which is made when it is missing.
 *
 * Returns: (nullable): the names, in order.
 */
char  **model_figures_write       (Fit *fit, const ModelData *data, const Validation *validation, const Diagnostics *diagnostics,
                                   const char *unit, const char *folder, GError **error);

G_END_DECLS
