/* ui/model-text.h
 *
 * Models in words: the columns of the comparison table, and the table as text for a spreadsheet. */
#pragma once

#include "model-item.h"

G_BEGIN_DECLS

typedef enum {
  MODEL_NAME,
  MODEL_FORMULA,
  MODEL_N,
  MODEL_LIMITS,
  MODEL_BIAS,
  MODEL_RMSE,
  MODEL_MAPE,
  MODEL_CCC,
  MODEL_AIC,
  MODEL_WARNINGS,
  MODEL_SIGMA,
  MODEL_R2,
  MODEL_R2_MARGINAL,
  MODEL_R2_CONDITIONAL,
  MODEL_LEFT_OUT_BY,
  MODEL_METHOD,
  MODEL_TABLE,
  MODEL_COEFFICIENTS,
  N_MODEL_COLUMNS,
} ModelColumn;

/* As people read it; a dash when nothing is known. */
char       *model_number       (double value);

const char *model_column_title (ModelColumn column);
/* Why the column may be empty, or how it is meant; %NULL when its title says all. */
const char *model_column_hint  (ModelColumn column);
gboolean    model_column_is_text (ModelColumn column);
char       *model_cell         (SaltlineModelItem *model, ModelColumn column);

/* Tab-separated, with a header; the point is the decimal mark in every locale, what is not known is empty.
 * @models: of SaltlineModelItem */
char       *models_to_table    (GListModel *models);

G_END_DECLS
