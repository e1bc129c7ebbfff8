/* ui/model-page.c: the Model page: the chosen model, its rows, and the life of the page */
#include "model-page-private.h"

#include <glib/gi18n.h>

#include "model-columns.h"
#include "model/preview.h"
#include "workspace/methods-text.h"

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

void
model_page_show_chosen (SaltlineModelPage *self)
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
  gtk_widget_class_bind_template_callback_full (widget_class, "figure_chosen_cb", G_CALLBACK (model_page_show_figure));
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_selected_cb);
  model_page_bind_tables (widget_class);
  model_page_bind_fitting (widget_class);
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
  model_page_list_tables (self);
  self->chosen = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->models)));
  gtk_column_view_set_model (self->models_view, GTK_SELECTION_MODEL (self->chosen));
  model_columns_add (self->models_view);
  g_signal_connect_swapped (self->chosen, "notify::selected-item", G_CALLBACK (model_page_show_chosen), self);
  saltline_page_add_keys (SALTLINE_PAGE (self), keys, G_N_ELEMENTS (keys));
  model_page_show_chosen (self);
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
