/* workspace/model-figures.h
 *
 * The figures by which a fitted model is questioned. Points carry the number of their row (1 is the first under the header) as
 * key and as label, so that a selection is shared between figures and the table. In: a fit. Out: figures (plot/). */
#pragma once

#include "model-pairs.h"
#include "plot/figure.h"

G_BEGIN_DECLS

/* --- the figures that a fit allows --- */

typedef enum {
  FIGURE_OBSERVED_PREDICTED,
  FIGURE_OBSERVED_LEFT_OUT,
  FIGURE_RESIDUALS,
  FIGURE_QUANTILES,
  FIGURE_BLAND_ALTMAN,
  FIGURE_BLAND_ALTMAN_LEFT_OUT,
  FIGURE_LEFT_OUT,
  FIGURE_INFLUENCE,
  FIGURE_EFFECT,      /* of column */
  FIGURE_CATERPILLAR, /* of part and term */
} FigureKind;

typedef struct {
  FigureKind kind;
  char *file;         /* "bland-altman": what its file is called */
  char *title;
  char *column;       /* nullable */
  guint part, term;
} FigureOffer;

void       figure_offer_free   (FigureOffer *offer);
/* Returns: (transfer full) (element-type FigureOffer) */
GPtrArray *model_figures_offer (const StudyFit *study);
Figure    *model_figure_draw   (const StudyFit *study, const FigureOffer *offer, GError **error);
/* Points on paper: a line for each athlete takes room. */
double     model_figure_height (const Figure *figure);
/* Every figure as NAME.svg, NAME.pdf, NAME.png and NAME.csv in @folder, which is made when it is missing. Returns: (nullable): the names */
char     **model_figures_write (const StudyFit *study, const char *folder, GError **error);

/* --- one by one --- */

/* Observed against predicted, with the identity line and 95 % limits; @benchmark: half-width of a published model's limits; NAN: none. */
Figure *figure_observed_predicted (const ModelPairs *pairs, double benchmark);
Figure *figure_residuals          (const Fit *fit, const ModelData *data);
/* Residuals in order against normal quantiles. */
Figure *figure_normal_quantiles   (const Fit *fit, const ModelData *data);
/* Difference predicted − observed against their mean, with bias and limits and the limits' 95 % intervals. */
Figure *figure_bland_altman       (const ModelPairs *pairs, double benchmark);
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
Figure *figure_left_out           (const ModelPairs *pairs, const Validation *validation, const char *unit);
/* Standardised residual against leverage, with Cook's distance of 0.5 and 1; least squares only. */
Figure *figure_influence          (const Diagnostics *diagnostics, const ModelData *data);

G_END_DECLS
