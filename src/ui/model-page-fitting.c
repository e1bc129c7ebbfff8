/* ui/model-page-fitting.c: the recipe is fitted beside the user, a moment after it was changed; what is to be kept is kept */
#include "model-page-private.h"

#include <glib/gi18n.h>

#define PAUSE_MS     350  /* after which a changed recipe is fitted */
#define SHOW_JOB_MS  700  /* what takes longer is shown among the jobs */

/* The draft, or what was fitted to be kept, becomes a model of the workspace. */
static void
keep_model (SaltlineModelPage *self, SaltlineModelItem *model)
{
  SaltlineTableItem *table = model_page_find_table (self, saltline_model_item_get_table (model));
  const char *name = saltline_model_recipe_get_name (self->recipe);
  g_autoptr(StoredModel) stored = NULL;
  g_autofree char *label = NULL;
  g_autoptr(GError) error = NULL;

  if (saltline_model_item_get_label (model) != NULL)
    return;
  if (self->draft == model)
    g_clear_object (&self->draft);
  if (!model_page_can_keep (self) || table == NULL || saltline_table_item_get_data_set (table) == 0)
    {
      saltline_model_item_set_kept (model, 0, name); /* for as long as the window is open */
      return;
    }
  self->busy = TRUE;
  stored = saltline_workspace_keep_model (self->workspace, saltline_model_item_get_study (model), saltline_table_item_get_data_set (table), name, &error);
  self->busy = FALSE;
  if (stored == NULL)
    {
      model_page_complain (self, error->message);
      return;
    }
  label = stored_model_label (stored);
  saltline_model_item_set_kept (model, stored->id, label);
  model_page_update_actions (self);
}

static void
fitted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineJob) job = data;
  g_autoptr(SaltlineModelPage) self = g_object_steal_data (G_OBJECT (job), "page"); /* the window keeps the job for longer */
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineModelItem) model = saltline_model_item_fit_finish (result, &error);
  const gboolean current = self->fitting == job;

  if (current)
    g_clear_object (&self->fitting);
  if (model == NULL)
    {
      gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

      saltline_job_finish (job, stopped ? _("Stopped") : error->message);
      if (!stopped && current && self->view != NULL)
        model_page_complain (self, error->message);
      return;
    }
  saltline_job_finish (job, _("Fitted"));
  if (self->view == NULL || !current)
    return; /* the window was closed meanwhile, or something else is wanted now */
  model_page_complain (self, NULL);
  model_page_drop_draft (self);
  g_list_store_append (self->models, model);
  self->draft = g_object_ref (model);
  if (self->keep_it)
    keep_model (self, model);
  gtk_single_selection_set_selected (self->chosen, g_list_model_get_n_items (G_LIST_MODEL (self->models)) - 1);
}

static gboolean
show_job_cb (gpointer data)
{
  SaltlineJob *job = data;
  SaltlineModelPage *self = g_object_get_data (G_OBJECT (job), "page");

  if (self != NULL && self->fitting == job && self->view != NULL)
    saltline_page_add_job (SALTLINE_PAGE (self), job);
  return G_SOURCE_REMOVE;
}

/* One that is there already is chosen instead. */
static gboolean
choose_existing (SaltlineModelPage *self, StudyTable *table, const StudyRecipe *recipe, gboolean keep)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->models)); i++)
    {
      g_autoptr(SaltlineModelItem) model = g_list_model_get_item (G_LIST_MODEL (self->models), i);

      if (!saltline_model_item_is (model, table, recipe))
        continue;
      model_page_complain (self, NULL);
      if (keep)
        keep_model (self, model);
      gtk_single_selection_set_selected (self->chosen, i);
      if (self->draft != model)
        model_page_drop_draft (self);
      return TRUE;
    }
  return FALSE;
}

void
model_page_fit_draft (SaltlineModelPage *self, gboolean keep)
{
  g_autoptr(StudyRecipe) recipe = saltline_model_recipe_get (self->recipe);
  g_autofree char *title = NULL;
  StudyTable *table;
  SaltlineJob *job;

  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->table == NULL || recipe == NULL)
    {
      model_page_complain (self, !keep ? NULL : self->table == NULL ? _("Open a table first.") : _("Write a formula: what is explained, ~, what explains it."));
      return;
    }
  table = saltline_table_item_get_table (self->table);
  keep |= self->fitting != NULL && self->keep_it; /* what was to be kept still is, on the rows as they are now */
  if (self->fitting != NULL)
    saltline_job_cancel (self->fitting);
  g_clear_object (&self->fitting);
  if (choose_existing (self, table, recipe, keep))
    return;
  title = g_strdup_printf (_("Fitting %s"), recipe->formula);
  job = saltline_job_new (title);
  self->keep_it = keep;
  g_set_object (&self->fitting, job);
  g_object_set_data_full (G_OBJECT (job), "page", g_object_ref (self), g_object_unref);
  g_timeout_add_full (G_PRIORITY_DEFAULT, SHOW_JOB_MS, show_job_cb, g_object_ref (job), g_object_unref);
  saltline_model_item_fit_async (table, recipe, saltline_job_get_cancellable (job), fitted_cb, job);
}

static gboolean
pause_over_cb (gpointer data)
{
  SaltlineModelPage *self = data;

  self->waiting = 0;
  model_page_fit_draft (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
recipe_changed_cb (SaltlineModelPage *self)
{
  model_page_remember_recipe (self); /* each key; only the fit waits */
  g_clear_handle_id (&self->waiting, g_source_remove);
  self->waiting = g_timeout_add (PAUSE_MS, pause_over_cb, self);
}

void
saltline_model_page_fit (SaltlineModelPage *self)
{
  g_return_if_fail (SALTLINE_IS_MODEL_PAGE (self));

  model_page_remember_recipe (self);
  model_page_fit_draft (self, TRUE);
}

void
model_page_bind_fitting (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, recipe_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, saltline_model_page_fit);
}
