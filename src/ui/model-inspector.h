/* ui/model-inspector.h
 *
 * One model in numbers: coefficients with their intervals, variances, validation, warnings, and the rows that are selected. */
#pragma once

#include <adwaita.h>

#include "model-item.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_MODEL_INSPECTOR (saltline_model_inspector_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineModelInspector, saltline_model_inspector, SALTLINE, MODEL_INSPECTOR, AdwBin)

/* @model: (nullable) */
void saltline_model_inspector_set_model    (SaltlineModelInspector *self, SaltlineModelItem *model);

/* @rows: a set of GUINT_TO_POINTER (row), 1 the first under the header, of the model's table */
void saltline_model_inspector_set_selected (SaltlineModelInspector *self, GHashTable *rows);

G_END_DECLS
