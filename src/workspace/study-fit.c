/* workspace/study-fit.c: a recipe, and what comes of it */
#include <glib/gi18n.h>

#include "model/mixed-fit.h"
#include "study.h"

StudyRecipe *
study_recipe_copy (const StudyRecipe *recipe)
{
  StudyRecipe *copy = g_memdup2 (recipe, sizeof *recipe);

  copy->formula = g_strdup (recipe->formula);
  copy->method = g_strdup (recipe->method);
  copy->weights = g_strdup (recipe->weights);
  copy->censor = g_strdup (recipe->censor);
  copy->left_out_by = g_strdup (recipe->left_out_by);
  return copy;
}

void
study_recipe_free (StudyRecipe *recipe)
{
  if (recipe == NULL)
    return;
  g_free (recipe->formula);
  g_free (recipe->method);
  g_free (recipe->weights);
  g_free (recipe->censor);
  g_free (recipe->left_out_by);
  g_free (recipe);
}

gboolean
study_recipe_equal (const StudyRecipe *a, const StudyRecipe *b)
{
  return g_strcmp0 (a->formula, b->formula) == 0 && g_strcmp0 (a->method, b->method) == 0 && g_strcmp0 (a->weights, b->weights) == 0
         && g_strcmp0 (a->censor, b->censor) == 0 && g_strcmp0 (a->left_out_by, b->left_out_by) == 0 && a->n_folds == b->n_folds
         && a->n_shuffles == b->n_shuffles && (a->seed == b->seed || (a->n_folds == 0 && a->n_shuffles == 0));
}

void
study_recipe_to_json (const StudyRecipe *recipe, JsonBuilder *builder)
{
  json_put_string (builder, "formula", recipe->formula);
  json_put_string (builder, "method", recipe->method);
  json_put_string (builder, "weights", recipe->weights);
  json_put_string (builder, "censor", recipe->censor);
  json_put_string (builder, "left_out_by", recipe->left_out_by);
  json_put_integer (builder, "folds", recipe->n_folds);
  json_put_integer (builder, "shuffles", recipe->n_shuffles);
  json_put_integer (builder, "seed", (gint64) recipe->seed);
}

StudyRecipe *
study_recipe_from_json (JsonObject *object)
{
  StudyRecipe *recipe = g_new0 (StudyRecipe, 1);

  recipe->formula = g_strdup (json_object_get_string_member_with_default (object, "formula", ""));
  recipe->method = g_strdup (json_object_get_string_member_with_default (object, "method", NULL));
  recipe->weights = g_strdup (json_object_get_string_member_with_default (object, "weights", NULL));
  recipe->censor = g_strdup (json_object_get_string_member_with_default (object, "censor", NULL));
  recipe->left_out_by = g_strdup (json_object_get_string_member_with_default (object, "left_out_by", NULL));
  recipe->n_folds = (guint) json_object_get_int_member_with_default (object, "folds", 0);
  recipe->n_shuffles = (guint) json_object_get_int_member_with_default (object, "shuffles", 0);
  recipe->seed = (guint64) json_object_get_int_member_with_default (object, "seed", 0);
  return recipe;
}

static gboolean
find_data (StudyFit *self, FitMethod *method, GError **error)
{
  const StudyRecipe *recipe = self->recipe;
  ModelDataOptions wants = { recipe->weights, recipe->censor, FALSE };

  self->data = model_data_new (self->table->frame, recipe->formula, &wants, error);
  if (self->data == NULL)
    return FALSE;
  if (recipe->method == NULL)
    *method = self->data->random->len > 0 ? METHOD_REML : self->data->n_censored > 0 ? METHOD_TOBIT : METHOD_OLS;
  else if (!fit_method_from_word (recipe->method, method))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("There is no method “%s”: reml, ml, ols, huber, bisquare or tobit."), recipe->method);
      return FALSE;
    }
  if (*method == METHOD_TOBIT && recipe->censor == NULL)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("Tobit needs a column that says which responses are lower bounds (--censor COL)."));
      return FALSE;
    }
  if (self->data->n_censored == 0 || *method == METHOD_TOBIT)
    return TRUE;
  wants.drop_censored = TRUE;
  g_clear_pointer (&self->data, model_data_free);
  self->data = model_data_new (self->table->frame, recipe->formula, &wants, error);
  return self->data != NULL;
}

StudyFit *
study_fit_new (StudyTable *table, const StudyRecipe *recipe, GCancellable *cancellable, GError **error)
{
  g_autoptr(StudyFit) self = g_new0 (StudyFit, 1);
  FitMethod method;

  g_return_val_if_fail (table != NULL && recipe != NULL && recipe->formula != NULL, NULL);

  self->table = study_table_ref (table);
  self->recipe = study_recipe_copy (recipe);
  if (!find_data (self, &method, error))
    return NULL;
  self->fit = fit_new (self->data, method, error);
  if (self->fit == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (recipe->left_out_by == NULL)
    return g_steal_pointer (&self);
  self->validation = validate_by_group (self->fit, self->data, recipe->left_out_by, recipe->n_folds, recipe->n_shuffles, recipe->seed, error);
  if (self->validation == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (self->validation->n_impossible > 0)
    fit_warn (self->fit, ngettext ("%u row could not be predicted without its “%s”: no other has its levels.",
                                   "%u rows could not be predicted without their “%s”: no other has their levels.", self->validation->n_impossible),
              self->validation->n_impossible, recipe->left_out_by);
  return g_steal_pointer (&self);
}

gboolean
study_fit_diagnose (StudyFit *study, const char *cluster, GError **error)
{
  g_return_val_if_fail (study != NULL, FALSE);

  if (study->fit->mixed)
    mixed_effect_sds (study->fit);
  study->diagnostics = diagnostics_new (study->fit, study->data, cluster, error);
  if (study->diagnostics == NULL)
    return FALSE;
  if (study->diagnostics->suggests_log)
    fit_warn (study->fit, _("The residuals grow with the response: try log(%s)."), study->data->formula->response_name);
  return TRUE;
}

ModelEquation *
study_fit_equation (const StudyFit *study)
{
  const GPtrArray *derived = study->table->decisions->derived;
  ModelEquation *equation = equation_from_fit (study->fit, study->data, study->validation, study->recipe->left_out_by);

  equation->synthetic = g_str_equal (study->table->origin, "synthetic");
  if (derived->len)
    {
      equation->derived = g_new0 (char *, derived->len + 1);
      for (guint i = 0; i < derived->len; i++)
        equation->derived[i] = g_strdup (g_ptr_array_index (derived, i));
    }
  return equation;
}

void
study_fit_free (StudyFit *study)
{
  if (study == NULL)
    return;
  diagnostics_free (study->diagnostics); /* the fit looks into the data, the data into the table */
  validation_free (study->validation);
  fit_free (study->fit);
  model_data_free (study->data);
  study_recipe_free (study->recipe);
  study_table_unref (study->table);
  g_free (study);
}
