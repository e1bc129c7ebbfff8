/* ui/model-rows.h
 *
 * The rows of a table on the screen, as many as there are: cells are made when they are seen. Selected rows are shared with the figures.
 * In: a table. Out: which rows are selected. */
#pragma once

#include <adwaita.h>

#include "workspace/study.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_MODEL_ROWS (saltline_model_rows_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineModelRows, saltline_model_rows, SALTLINE, MODEL_ROWS, AdwBin)

/* Signal: "selection-changed" (): a person selected other rows. */

/* @table: (nullable) */
void        saltline_model_rows_set_table    (SaltlineModelRows *self, StudyTable *table);
/* @rows: a set of GUINT_TO_POINTER (row), 1 the first under the header */
void        saltline_model_rows_set_selected (SaltlineModelRows *self, GHashTable *rows);
/* Fills @rows with the rows that are selected. */
void        saltline_model_rows_get_selected (SaltlineModelRows *self, GHashTable *rows);

G_END_DECLS
