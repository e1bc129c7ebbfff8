/* ui/model-page.c */
#include "model-page-private.h"

#include <glib/gi18n.h>

#include "model-columns.h"
#include "model/preview.h"
#include "workspace/methods-text.h"

#define PAUSE_MS     350  /* after which a changed recipe is fitted */
#define SHOW_JOB_MS  700  /* what takes longer is shown among the jobs */

G_DEFINE_FINAL_TYPE (SaltlineModelPage, saltline_model_page, SALTLINE_TYPE_PAGE)

void
model_page_complain (SaltlineModelPage *self, const char *message)
{
  gtk_label_set_label (self->complaint, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), message != NULL);
}

gboolean
model_page_can_keep (SaltlineModelPage *self)
{
  return self->workspace != NULL && !saltline_workspace_is_read_only (self->workspace);
}

/* --- selected rows --- */

void
model_page_show_selected (SaltlineModelPage *self)
{
  saltline_figure_view_set_selected (self->view, self->selected);
  saltline_model_inspector_set_selected (self->inspector, self->selected);
  model_page_update_actions (self);
}

static void
toggled_cb (SaltlineModelPage *self, guint row)
{
  if (!g_hash_table_remove (self->selected, GUINT_TO_POINTER (row)))
    g_hash_table_add (self->selected, GUINT_TO_POINTER (row));
  saltline_model_rows_set_selected (self->rows, self->selected);
  model_page_show_selected (self);
}

static void
rows_selected_cb (SaltlineModelPage *self)
{
  saltline_model_rows_get_selected (self->rows, self->selected);
  model_page_show_selected (self);
}

/* --- the chosen model --- */

void
model_page_update_actions (SaltlineModelPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  const gboolean can_keep = model_page_can_keep (self), any = model != NULL, picked = g_hash_table_size (self->selected) > 0;

  gtk_widget_action_set_enabled (widget, "model.fit", self->table != NULL);
  gtk_widget_action_set_enabled (widget, "model.remove-table", self->table != NULL);
  gtk_widget_action_set_enabled (widget, "model.remove", any);
  gtk_widget_action_set_enabled (widget, "model.export-figure", any);
  gtk_widget_action_set_enabled (widget, "model.copy-figure", any);
  gtk_widget_action_set_enabled (widget, "model.copy-models", any);
  gtk_widget_action_set_enabled (widget, "model.export-models", any);
  gtk_widget_action_set_enabled (widget, "model.export-model", any);
  gtk_widget_action_set_enabled (widget, "model.copy-methods", any && saltline_model_item_get_study (model) != NULL);
  gtk_widget_action_set_enabled (widget, "model.predict", any && saltline_model_item_get_study (model) != NULL);
  gtk_widget_action_set_enabled (widget, "model.adopt", any && can_keep);
  gtk_widget_action_set_enabled (widget, "model.give-up", any && can_keep && saltline_model_item_get_purpose (model) != 0);
  gtk_widget_action_set_enabled (widget, "model.import", can_keep);
  gtk_widget_action_set_enabled (widget, "model.from-readings", self->workspace != NULL);
  gtk_widget_action_set_enabled (widget, "model.undo", can_keep);
  gtk_widget_action_set_enabled (widget, "model.redo", can_keep);
  gtk_widget_action_set_enabled (widget, "model.exclude", picked);
  gtk_widget_action_set_enabled (widget, "model.include", picked);
  gtk_widget_action_set_enabled (widget, "model.open-photo", picked && self->workspace != NULL);
}

static void
chosen_changed_cb (SaltlineModelPage *self)
{
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  StudyTable *table = model != NULL ? saltline_model_item_get_table (model) : self->table != NULL ? saltline_table_item_get_table (self->table) : NULL;
  const StudyFit *study = model != NULL ? saltline_model_item_get_study (model) : NULL;
  g_autofree char *methods = study != NULL ? methods_text (study) : NULL;

  gtk_stack_set_visible_child_name (self->canvas_stack, model != NULL ? "models" : self->table != NULL ? "formula" : "empty");
  if (g_strcmp0 (self->selected_of, table != NULL ? table->sha256 : NULL) != 0)
    {
      g_hash_table_remove_all (self->selected);
      g_free (self->selected_of);
      self->selected_of = table != NULL ? g_strdup (table->sha256) : NULL;
    }
  saltline_model_rows_set_table (self->rows, table);
  saltline_model_rows_set_selected (self->rows, self->selected);
  saltline_model_inspector_set_model (self->inspector, model);
  if (study != NULL && self->draft == NULL && self->waiting == 0 && self->fitting == NULL && model_page_find_table (self, table) == self->table)
    saltline_model_recipe_set (self->recipe, study->recipe); /* what is changed from here on is changed from this model */
  gtk_label_set_label (self->methods, methods != NULL ? methods : _("An imported model has no methods of yours; its source is in the inspector."));
  model_page_fill_figures (self, model);
  model_page_show_selected (self);
}

void
model_page_insert_model (SaltlineModelPage *self, SaltlineModelItem *model)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->models));

  g_list_store_insert (self->models, self->draft != NULL ? n - 1 : n, model);
}

void
model_page_drop_draft (SaltlineModelPage *self)
{
  guint position;

  if (self->draft != NULL && g_list_store_find (self->models, self->draft, &position))
    g_list_store_remove (self->models, position);
  g_clear_object (&self->draft);
}

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

/* --- fitting --- */

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
  model_page_remember_recipe (self);
  model_page_fit_draft (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
recipe_changed_cb (SaltlineModelPage *self)
{
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

/* --- tables --- */

SaltlineTableItem *
model_page_find_table (SaltlineModelPage *self, const StudyTable *table)
{
  for (guint i = 0; table != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->tables)); i++)
    {
      g_autoptr(SaltlineTableItem) item = g_list_model_get_item (G_LIST_MODEL (self->tables), i);

      if (g_str_equal (saltline_table_item_get_table (item)->sha256, table->sha256))
        return item; /* the list holds it */
    }
  return NULL;
}

/* Rows or columns of the table in use are others now. */
static void
table_changed_cb (SaltlineModelPage *self, SaltlineTableItem *item)
{
  if (item != self->table)
    return;
  saltline_model_recipe_set_table (self->recipe, saltline_table_item_get_table (item));
  model_page_fit_draft (self, FALSE);
  chosen_changed_cb (self);
}

void
model_page_choose_table (SaltlineModelPage *self, SaltlineTableItem *item)
{
  guint position;

  if (self->table == item)
    return;
  g_set_object (&self->table, item);
  model_page_complain (self, NULL);
  saltline_model_recipe_set_table (self->recipe, item != NULL ? saltline_table_item_get_table (item) : NULL);
  if (item != NULL && g_list_store_find (self->tables, item, &position))
    gtk_list_box_select_row (self->tables_box, gtk_list_box_get_row_at_index (self->tables_box, (int) position));
  if (saltline_model_page_get_chosen (self) == NULL)
    chosen_changed_cb (self);
  model_page_update_actions (self);
}

static void
table_selected_cb (SaltlineModelPage *self, GtkListBoxRow *row)
{
  g_autoptr(SaltlineTableItem) item = row != NULL ? g_list_model_get_item (G_LIST_MODEL (self->tables), (guint) gtk_list_box_row_get_index (row)) : NULL;

  if (item != NULL)
    model_page_choose_table (self, item);
}

static GtkWidget *
make_table_row (gpointer item, gpointer data)
{
  const StudyTable *table = saltline_table_item_get_table (item);
  const DataFrame *frame = table->frame;
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", frame->n_rows), frame->n_rows);
  g_autofree char *columns = g_strdup_printf (ngettext ("%u column", "%u columns", frame->columns->len), frame->columns->len);
  g_autofree char *text = g_strdup_printf ("%s, %s%s", rows, columns, g_str_equal (table->origin, "synthetic") ? _("; synthetic data") : "");

  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", table->name, "subtitle", text, NULL);
}

SaltlineTableItem *
model_page_add_table (SaltlineModelPage *self, StudyTable *table, gint64 data_set)
{
  g_autoptr(SaltlineTableItem) item = saltline_table_item_new (table, data_set);

  g_signal_connect_object (item, "changed", G_CALLBACK (table_changed_cb), self, G_CONNECT_SWAPPED);
  g_list_store_append (self->tables, item);
  gtk_widget_set_visible (GTK_WIDGET (self->tables_box), TRUE);
  return item; /* the list holds it */
}

/* What the workspace says of the table now, so that a later change by somebody else is seen. */
static void
note_state (SaltlineModelPage *self, SaltlineTableItem *item)
{
  g_autoptr(StoredDataSet) stored = NULL;

  if (saltline_table_item_get_data_set (item) != 0)
    stored = store_data_set (saltline_workspace_get_store (self->workspace), saltline_table_item_get_data_set (item), NULL);
  if (stored != NULL)
    g_object_set_data_full (G_OBJECT (item), "state", g_strdup (stored->state), g_free);
}

SaltlineTableItem *
model_page_keep_table (SaltlineModelPage *self, StudyTable *table, GError **error)
{
  g_autoptr(StudyTable) kept = NULL;
  gint64 data_set = 0;
  gboolean done;

  if (!model_page_can_keep (self))
    return model_page_add_table (self, table, 0);
  self->busy = TRUE;
  done = saltline_workspace_keep_table (self->workspace, table, &data_set, error);
  kept = done ? saltline_workspace_open_table (self->workspace, data_set, error) : NULL; /* with what was decided about it before */
  self->busy = FALSE;
  if (kept == NULL)
    return NULL;
  note_state (self, model_page_add_table (self, kept, data_set));
  return model_page_find_table (self, kept);
}

void
saltline_model_page_decide (SaltlineModelPage *self, SaltlineTableItem *item, const StudyDecisions *decisions, const char *what)
{
  const gint64 data_set = saltline_table_item_get_data_set (item);
  StudyTable *before = saltline_table_item_get_table (item);
  g_autoptr(StudyTable) table = NULL;
  g_autoptr(GError) error = NULL;

  if (study_decisions_equal (before->decisions, decisions))
    return;
  self->busy = TRUE;
  if (data_set != 0 && model_page_can_keep (self))
    table = saltline_workspace_decide (self->workspace, data_set, decisions, what, &error);
  else
    table = study_table_new (before->name, before->origin, before->bytes, decisions, &error);
  self->busy = FALSE;
  model_page_complain (self, table == NULL ? error->message : NULL);
  if (table == NULL)
    return;
  note_state (self, item);
  saltline_table_item_set_table (item, table);
}

static void
decided_cb (SaltlineModelPage *self)
{
  g_autoptr(StudyDecisions) decisions = saltline_model_recipe_get_decisions (self->recipe);

  saltline_model_page_decide (self, self->table, decisions, _("Change filter or derived columns"));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineModelPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(StudyTable) table = saltline_table_load_finish (result, &error);
  SaltlineTableItem *item = NULL;

  if (self->view == NULL)
    return;
  item = model_page_find_table (self, table);
  if (table != NULL && item == NULL)
    item = model_page_keep_table (self, table, &error);
  if (item != NULL)
    {
      model_page_choose_table (self, item);
      return;
    }
  model_page_complain (self, error->message);
  saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
}

gboolean
saltline_model_page_takes (GFile *file)
{
  static const char *const endings[] = { ".csv", ".tsv" };
  g_autofree char *name = NULL, *small = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  name = g_file_get_basename (file);
  small = name != NULL ? g_ascii_strdown (name, -1) : NULL;
  for (guint i = 0; small != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (small, endings[i]))
      return TRUE;
  return FALSE;
}

void
saltline_model_page_add_files (SaltlineModelPage *self, GListModel *files)
{
  g_return_if_fail (SALTLINE_IS_MODEL_PAGE (self) && G_IS_LIST_MODEL (files));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      saltline_table_load_async (file, NULL, loaded_cb, g_object_ref (self));
    }
}

/* --- life cycle --- */

static void
saltline_model_page_dispose (GObject *object)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (object);

  if (self->fitting != NULL)
    saltline_job_cancel (self->fitting);
  if (self->restoring != NULL)
    g_cancellable_cancel (self->restoring);
  g_clear_handle_id (&self->waiting, g_source_remove);
  g_clear_object (&self->fitting);
  g_clear_object (&self->chooser);
  if (self->chosen != NULL)
    g_signal_handlers_disconnect_by_data (self->chosen, self);
  self->view = NULL;
  G_OBJECT_CLASS (saltline_model_page_parent_class)->dispose (object);
}

static void
saltline_model_page_finalize (GObject *object)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (object);

  g_clear_object (&self->restoring);
  g_clear_object (&self->chosen);
  g_clear_object (&self->models);
  g_clear_object (&self->draft);
  g_clear_object (&self->tables);
  g_clear_object (&self->table);
  g_clear_object (&self->workspace);
  g_free (self->selected_of);
  g_ptr_array_unref (self->figures);
  g_ptr_array_unref (self->queue);
  g_hash_table_unref (self->selected);
  G_OBJECT_CLASS (saltline_model_page_parent_class)->finalize (object);
}

static void
saltline_model_page_class_init (SaltlineModelPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = saltline_model_page_dispose;
  object_class->finalize = saltline_model_page_finalize;
  /* @photo: what a row says of its photo: its SHA-256 or its name */
  g_signal_new ("open-photo", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  model_page_install_actions (widget_class);
  g_type_ensure (SALTLINE_TYPE_FIGURE_VIEW);
  g_type_ensure (SALTLINE_TYPE_MODEL_INSPECTOR);
  g_type_ensure (SALTLINE_TYPE_MODEL_RECIPE);
  g_type_ensure (SALTLINE_TYPE_MODEL_ROWS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, tables_box);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, recipe);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, canvas_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, figure_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, view);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, models_view);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, rows);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, methods);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, inspector);
  gtk_widget_class_bind_template_callback (widget_class, table_selected_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "figure_chosen_cb", G_CALLBACK (model_page_show_figure));
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, recipe_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
  gtk_widget_class_bind_template_callback (widget_class, saltline_model_page_fit);
}

static void
saltline_model_page_init (SaltlineModelPage *self)
{
  static const PageKey keys[] = {
    { "<Control>o", "model.open" },           { "<Control>e", "model.export-figure" }, { "<Control><Shift>c", "model.copy-figure" },
    { "<Control>z", "model.undo" },           { "<Control><Shift>z|<Control>y", "model.redo" }, { "Delete", "model.exclude" },
  };

  self->tables = g_list_store_new (SALTLINE_TYPE_TABLE_ITEM);
  self->models = g_list_store_new (SALTLINE_TYPE_MODEL_ITEM);
  self->figures = g_ptr_array_new ();
  self->queue = g_ptr_array_new ();
  self->selected = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  saltline_figure_view_set_selected (self->view, self->selected);
  gtk_list_box_bind_model (self->tables_box, G_LIST_MODEL (self->tables), make_table_row, NULL, NULL);
  self->chosen = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->models)));
  gtk_column_view_set_model (self->models_view, GTK_SELECTION_MODEL (self->chosen));
  model_columns_add (self->models_view);
  g_signal_connect_swapped (self->chosen, "notify::selected-item", G_CALLBACK (chosen_changed_cb), self);
  saltline_page_add_keys (SALTLINE_PAGE (self), keys, G_N_ELEMENTS (keys));
  chosen_changed_cb (self);
}

/* --- public --- */

void
saltline_model_page_set_workspace (SaltlineModelPage *self, SaltlineWorkspace *workspace)
{
  g_return_if_fail (SALTLINE_IS_MODEL_PAGE (self) && SALTLINE_IS_WORKSPACE (workspace) && self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "studies-changed", G_CALLBACK (model_page_sync), self, G_CONNECT_SWAPPED);
  model_page_sync (self);
}

GListModel *
saltline_model_page_get_tables (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return G_LIST_MODEL (self->tables);
}

GListModel *
saltline_model_page_get_models (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return G_LIST_MODEL (self->models);
}

SaltlineModelItem *
saltline_model_page_get_chosen (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return gtk_single_selection_get_selected_item (self->chosen);
}

SaltlineFigureView *
saltline_model_page_get_view (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return self->view;
}

SaltlineModelRecipe *
saltline_model_page_get_recipe (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return self->recipe;
}
