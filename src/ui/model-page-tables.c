/* ui/model-page-tables.c: tables that are open on the Model page: read, kept with what was decided about them, chosen */
#include "model-page-private.h"

#include <glib/gi18n.h>

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
  model_page_show_chosen (self);
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
    model_page_show_chosen (self);
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
typed_cb (SaltlineModelPage *self)
{
  model_page_remember_recipe (self); /* each key; it is decided when the entry is left */
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

void
model_page_bind_tables (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, table_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
}

void
model_page_list_tables (SaltlineModelPage *self)
{
  gtk_list_box_bind_model (self->tables_box, G_LIST_MODEL (self->tables), make_table_row, NULL, NULL);
}
