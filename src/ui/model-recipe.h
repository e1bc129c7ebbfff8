/* ui/model-recipe.h
 *
 * What is fitted to a table: response and terms by picking or as a formula, method, weights, lower bounds, what is left out; and
 * what is decided about the table: derived columns and the filter. In: a table. Out: a recipe and decisions. */
#pragma once

#include <adwaita.h>

#include "workspace/study.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_MODEL_RECIPE (saltline_model_recipe_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineModelRecipe, saltline_model_recipe, SALTLINE, MODEL_RECIPE, AdwBin)

/* Signals: "changed" (): another recipe; "keep" (): Enter in the formula; "typed" (): a key in the filter or the derived columns;
 * "decided" (): Enter there, or they are left. */

/* @table: (nullable) */
void            saltline_model_recipe_set_table     (SaltlineModelRecipe *self, StudyTable *table);
/* (transfer full) (nullable): NULL: there is no formula yet */
StudyRecipe    *saltline_model_recipe_get           (SaltlineModelRecipe *self);
/* Shows @recipe; no signal. */
void            saltline_model_recipe_set           (SaltlineModelRecipe *self, const StudyRecipe *recipe);
/* (transfer full): the table's exclusions, with the filter and the derived columns as they stand here */
StudyDecisions *saltline_model_recipe_get_decisions (SaltlineModelRecipe *self);
/* As they are being typed: they may be none yet. */
const char     *saltline_model_recipe_get_filter    (SaltlineModelRecipe *self);
const char     *saltline_model_recipe_get_derived   (SaltlineModelRecipe *self);
/* Shows what was being typed; no signal. */
void            saltline_model_recipe_set_typed     (SaltlineModelRecipe *self, const char *filter, const char *derived);
/* What a kept model is called. */
const char     *saltline_model_recipe_get_name      (SaltlineModelRecipe *self);
GtkEditable    *saltline_model_recipe_get_formula   (SaltlineModelRecipe *self);
void            saltline_model_recipe_leave_out     (SaltlineModelRecipe *self, const char *column); /* NULL: nothing */

G_END_DECLS
