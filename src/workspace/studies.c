/* workspace/studies.c */
#include "studies.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "adopted-model.h"
#include "config.h"
#include "model/preview.h"

#define SAME_DIGITS 1e-7

static char *
decisions_to_text (const StudyDecisions *decisions)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_object (builder, NULL);
  study_decisions_to_json (decisions, builder);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}

/* Text that this program wrote into the workspace. */
static JsonParser *
parse_own (SaltlineWorkspace *self, const char *text, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();

  if (json_parser_load_from_data (parser, text, -1, error) && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return g_steal_pointer (&parser);
  if (error && *error == NULL)
    g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, _("%s holds something that is no study."), saltline_workspace_get_path (self));
  return NULL;
}

/* --- tables --- */

gboolean
saltline_workspace_keep_table (SaltlineWorkspace *self, const StudyTable *table, gint64 *id, GError **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *understood = NULL, *state = NULL, *what = NULL;
  StoredDataSet made;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && table != NULL && id != NULL, FALSE);

  json_put_object (builder, NULL);
  frame_preview_to_json (table->frame, builder);
  json_builder_end_object (builder);
  understood = json_to_text (builder, FALSE);
  state = decisions_to_text (table->decisions);
  what = g_strdup_printf (_("Open %s"), table->name);
  made = (StoredDataSet) { .name = table->name, .origin = table->origin, .understood = understood, .state = state };
  if (!store_add_data_set (saltline_workspace_get_store (self), &made, table->bytes, what, id, error))
    return FALSE;
  saltline_workspace_studies_changed (self);
  return TRUE;
}

static StudyTable *
open_as (SaltlineWorkspace *self, gint64 id, const StudyDecisions *decisions, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredDataSet) stored = store_data_set (store, id, error);
  g_autoptr(GBytes) bytes = stored ? store_data_set_body (store, id, error) : NULL;

  return bytes ? study_table_new (stored->name, stored->origin, bytes, decisions, error) : NULL;
}

StudyTable *
saltline_workspace_open_table (SaltlineWorkspace *self, gint64 id, GError **error)
{
  g_autoptr(StoredDataSet) stored = store_data_set (saltline_workspace_get_store (self), id, error);
  g_autoptr(JsonParser) parser = stored ? parse_own (self, stored->state, error) : NULL;
  g_autoptr(StudyDecisions) decisions = parser ? study_decisions_from_json (json_node_get_object (json_parser_get_root (parser))) : NULL;

  return decisions ? open_as (self, id, decisions, error) : NULL;
}

StudyTable *
saltline_workspace_decide (SaltlineWorkspace *self, gint64 id, const StudyDecisions *decisions, const char *what, GError **error)
{
  g_autoptr(StudyTable) table = open_as (self, id, decisions, error);
  g_autofree char *state = decisions_to_text (decisions);

  if (table == NULL || !store_edit_study (saltline_workspace_get_store (self), STUDY_DATA_SET, id, state, what, error))
    return NULL;
  saltline_workspace_studies_changed (self);
  return g_steal_pointer (&table);
}

gboolean
saltline_workspace_drop_table (SaltlineWorkspace *self, gint64 id, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredDataSet) stored = store_data_set (store, id, error);
  g_autofree char *what = stored ? g_strdup_printf (_("Remove %s"), stored->name) : NULL;

  if (stored == NULL || !store_edit_study (store, STUDY_DATA_SET, id, STUDY_GONE, what, error))
    return FALSE;
  saltline_workspace_studies_changed (self);
  return TRUE;
}

/* --- models --- */

char *
stored_model_label (const StoredModel *model)
{
  return g_strdup_printf ("%s v%u", model->name, model->version);
}

static gboolean
name_is_possible (const char *name, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  if (g_utf8_validate (name, -1, NULL) && g_str_equal (stripped, name) && *name && g_utf8_strlen (name, -1) <= 64 && strpbrk (name, "\n\r\t") == NULL)
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("“%s” cannot be a model's name: 1 to 64 characters, without blanks at the ends."), name);
  return FALSE;
}

static char *
recipe_to_text (const StudyFit *study)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_object (builder, NULL);
  json_put_string (builder, "table_sha256", study->table->sha256);
  study_decisions_to_json (study->table->decisions, builder);
  study_recipe_to_json (study->recipe, builder);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}

static StoredModel *
keep (SaltlineWorkspace *self, const char *name, gint64 data_set, const char *recipe, const char *equation, GError **error)
{
  g_autoptr(StoredModel) model = g_new0 (StoredModel, 1);
  g_autofree char *what = g_strdup_printf (_("Save the model %s"), name);

  if (!name_is_possible (name, error))
    return NULL;
  model->name = g_strdup (name);
  model->data_set = data_set;
  model->recipe = g_strdup (recipe);
  model->equation = g_strdup (equation);
  model->program_version = g_strdup (SALTLINE_VERSION);
  model->state = g_strdup ("{}");
  if (!store_add_model (saltline_workspace_get_store (self), model, what, error))
    return NULL;
  saltline_workspace_studies_changed (self);
  return g_steal_pointer (&model);
}

StoredModel *
saltline_workspace_keep_model (SaltlineWorkspace *self, const StudyFit *study, gint64 data_set, const char *name, GError **error)
{
  g_autoptr(ModelEquation) equation = NULL;
  g_autofree char *recipe = NULL, *text = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && study != NULL && data_set > 0 && name != NULL, NULL);

  equation = study_fit_equation (study);
  recipe = recipe_to_text (study);
  text = equation_to_text (equation, FALSE);
  return keep (self, name, data_set, recipe, text, error);
}

StoredModel *
saltline_workspace_import_model (SaltlineWorkspace *self, const char *path, const char *name, GError **error)
{
  g_autofree char *text = NULL, *stem = NULL, *whole = NULL;
  g_autoptr(ModelEquation) equation = NULL;
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && path != NULL, NULL);

  if (!g_file_get_contents (path, &text, NULL, &local))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s cannot be read: %s"), path, local->message);
      return NULL;
    }
  equation = equation_from_text (path, text, error);
  if (equation == NULL)
    return NULL;
  if (name == NULL)
    {
      stem = g_path_get_basename (path);
      if (g_str_has_suffix (stem, ".json"))
        stem[strlen (stem) - strlen (".json")] = '\0';
      name = stem;
    }
  whole = equation_to_text (equation, FALSE);
  return keep (self, name, 0, NULL, whole, error);
}

gboolean
saltline_workspace_drop_model (SaltlineWorkspace *self, gint64 id, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredModel) model = store_model (store, id, error);
  g_autofree char *label = model ? stored_model_label (model) : NULL;
  g_autofree char *what = model ? g_strdup_printf (_("Remove the model %s"), label) : NULL;

  if (model == NULL)
    return FALSE;
  for (ModelPurpose purpose = PURPOSE_PATCH; purpose <= PURPOSE_OCCASION; purpose++)
    {
      g_autoptr(GError) local = NULL;
      g_autoptr(AdoptedModel) adopted = saltline_workspace_adopted (self, purpose, &local);

      if (adopted && adopted->id == id)
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s is adopted: adopt another version, or give it up, before it is removed."), label);
          return FALSE;
        }
    }
  if (!store_edit_study (store, STUDY_MODEL, id, STUDY_GONE, what, error))
    return FALSE;
  saltline_workspace_studies_changed (self);
  return TRUE;
}

/* What a stored model was fitted with; NULL without an error for an imported one. */
static StudyRecipe *
recipe_of (const StoredModel *model, StudyDecisions **decisions, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *object;

  if (model->recipe == NULL || !json_parser_load_from_data (parser, model->recipe, -1, error))
    return NULL;
  object = json_node_get_object (json_parser_get_root (parser));
  *decisions = study_decisions_from_json (object);
  return study_recipe_from_json (object);
}

StudyFit *
saltline_workspace_refit (SaltlineWorkspace *self, const StoredModel *model, GCancellable *cancellable, GError **error)
{
  g_autoptr(StudyDecisions) decisions = NULL;
  g_autoptr(StudyRecipe) recipe = recipe_of (model, &decisions, error);
  g_autoptr(StudyTable) table = recipe ? open_as (self, model->data_set, decisions, error) : NULL;

  return table ? study_fit_new (table, recipe, cancellable, error) : NULL;
}

gboolean
saltline_workspace_undo_study (SaltlineWorkspace *self, gboolean redo, char **what, GError **error)
{
  if (!store_undo_study (saltline_workspace_get_store (self), redo, what, error))
    return FALSE;
  saltline_workspace_studies_changed (self);
  return TRUE;
}

/* --- verification --- */

void
model_difference_free (ModelDifference *difference)
{
  g_free (difference->name);
  g_free (difference->difference);
  g_free (difference);
}

static gboolean
is_same (double then, double now)
{
  return (isnan (then) && isnan (now)) || fabs (then - now) <= SAME_DIGITS * fmax (fabs (then), fabs (now)) || fabs (then - now) < 1e-12;
}

static char *
number_differs (const char *what, double then, double now)
{
  return is_same (then, now) ? NULL : g_strdup_printf (_("%s was %.10g and is %.10g"), what, then, now);
}

/* NULL: the same. */
static char *
find_difference (const ModelEquation *then, const ModelEquation *now)
{
  char *difference = NULL;

  if (then->rank != now->rank || then->n != now->n || then->random->len != now->random->len)
    return g_strdup_printf (_("it had %u coefficients from %u rows and has %u from %u"), then->rank, then->n, now->rank, now->n);
  for (guint k = 0; k < then->rank && difference == NULL; k++)
    difference = !g_str_equal (then->names[k], now->names[k]) ? g_strdup_printf (_("%s became %s"), then->names[k], now->names[k])
                                                              : number_differs (then->names[k], then->beta[k], now->beta[k]);
  for (guint k = 0; k < then->rank && difference == NULL; k++)
    {
      g_autofree char *what = g_strdup_printf (_("the standard error of %s"), then->names[k]);

      difference = number_differs (what, then->se[k], now->se[k]);
    }
  for (guint a = 0; a < then->random->len && difference == NULL; a++)
    {
      const RandomEffect *was = g_ptr_array_index (then->random, a), *is = g_ptr_array_index (now->random, a);

      for (guint t = 0; t < MIN (was->n_terms, is->n_terms) && difference == NULL; t++)
        difference = number_differs (was->group, was->sd[t], is->sd[t]);
    }
  if (difference == NULL)
    difference = number_differs (_("the residual SD"), then->sigma, now->sigma);
  if (difference == NULL && then->left_out.n > 0)
    difference = number_differs (_("the left-out upper limit"), then->left_out.loa_high, now->left_out.loa_high);
  return difference;
}

static char *
verify_model (SaltlineWorkspace *self, const StoredModel *model, GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *label = stored_model_label (model);
  g_autoptr(ModelEquation) then = equation_from_text (label, model->equation, &error);
  g_autoptr(StudyFit) study = then ? saltline_workspace_refit (self, model, cancellable, &error) : NULL;
  g_autoptr(ModelEquation) now = study ? study_fit_equation (study) : NULL;
  g_autofree char *difference = NULL;

  if (now == NULL)
    return g_strdup (error->message);
  difference = find_difference (then, now);
  return difference ? g_strdup_printf (_("made by Saltline %s: %s with Saltline %s"), model->program_version, difference, SALTLINE_VERSION) : NULL;
}

GPtrArray *
saltline_workspace_verify_models (SaltlineWorkspace *self, guint *checked, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) models = store_models (saltline_workspace_get_store (self), error);
  g_autoptr(GPtrArray) differences = g_ptr_array_new_with_free_func ((GDestroyNotify) model_difference_free);

  g_return_val_if_fail (checked != NULL, NULL);

  *checked = 0;
  for (guint i = 0; models && i < models->len; i++)
    {
      const StoredModel *model = g_ptr_array_index (models, i);
      g_autofree char *found = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (model->recipe == NULL)
        continue;
      ++*checked;
      found = verify_model (self, model, cancellable);
      if (found)
        {
          ModelDifference *difference = g_new (ModelDifference, 1);

          *difference = (ModelDifference) { model->id, stored_model_label (model), g_steal_pointer (&found) };
          g_ptr_array_add (differences, difference);
        }
    }
  return models ? g_steal_pointer (&differences) : NULL;
}
