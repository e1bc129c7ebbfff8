/* ui/model-rows.c */
#include "model-rows.h"

#include <glib/gi18n.h>
#include <math.h>

/* --- a list of the numbers 1 … n, made when they are asked for --- */

#define SALTLINE_TYPE_ROW_NUMBERS (saltline_row_numbers_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineRowNumbers, saltline_row_numbers, SALTLINE, ROW_NUMBERS, GObject)

struct _SaltlineRowNumbers {
  GObject parent_instance;

  guint n;
};

static GType
row_numbers_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
row_numbers_n_items (GListModel *list)
{
  return SALTLINE_ROW_NUMBERS (list)->n;
}

static gpointer
row_numbers_item (GListModel *list, guint position)
{
  GObject *item;

  if (position >= SALTLINE_ROW_NUMBERS (list)->n)
    return NULL;
  item = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (item, "row", GUINT_TO_POINTER (position + 1));
  return item;
}

static void
row_numbers_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = row_numbers_item_type;
  interface->get_n_items = row_numbers_n_items;
  interface->get_item = row_numbers_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SaltlineRowNumbers, saltline_row_numbers, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, row_numbers_list_model_init))

static void
saltline_row_numbers_class_init (SaltlineRowNumbersClass *klass)
{
}

static void
saltline_row_numbers_init (SaltlineRowNumbers *self)
{
}

/* --- the view --- */

struct _SaltlineModelRows {
  AdwBin parent_instance;

  GtkColumnView *view;
  GtkMultiSelection *selection;
  StudyTable *table;
  gboolean following;   /* the selection comes from elsewhere */
};

enum { SIGNAL_SELECTION_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineModelRows, saltline_model_rows, ADW_TYPE_BIN)

static char *
cell_text (const DataFrame *frame, guint row, guint c)
{
  const Column *column;

  if (c == 0)
    return g_strdup_printf ("%u", row);
  if (c == 1)
    return g_strdup (frame->out[row - 1] != NULL ? frame->out[row - 1] : "");
  column = g_ptr_array_index (frame->columns, c - 2);
  if (column->words != NULL)
    return g_strdup (column->words[row - 1] != NULL ? column->words[row - 1] : "–");
  return isnan (column->values[row - 1]) ? g_strdup ("–") : g_strdup_printf ("%.6g", column->values[row - 1]);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SaltlineModelRows *self)
{
  const guint row = GPOINTER_TO_UINT (g_object_get_data (gtk_list_item_get_item (item), "row"));
  const guint c = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *label = gtk_list_item_get_child (item), *cell = gtk_widget_get_parent (label);
  g_autofree char *text = row <= self->table->frame->n_rows ? cell_text (self->table->frame, row, c) : g_strdup ("");

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_opacity (label, self->table->frame->out[row - 1] != NULL && c != 1 ? 0.5 : 1.0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, *text != '\0' ? text : _("in use"), -1);
  if (c == 0)
    {
      g_autofree char *name = g_strdup_printf (_("Row %u"), row);

      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (cell)), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

static void
selected_cb (SaltlineModelRows *self)
{
  if (!self->following)
    g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
add_column (SaltlineModelRows *self, const char *title, guint c)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (c));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

/* They have no accessible name of their own. */
static void
name_headers (SaltlineModelRows *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->view)));

  for (guint i = 0; title != NULL && i < g_list_model_get_n_items (columns); i++, title = gtk_widget_get_next_sibling (title))
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_column_view_column_get_title (column), -1);
    }
}

static void
show_columns (SaltlineModelRows *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  if (self->table == NULL)
    return;
  add_column (self, _("Row"), 0);
  add_column (self, _("Left out because"), 1);
  for (guint c = 0; c < self->table->frame->columns->len; c++)
    {
      const Column *column = g_ptr_array_index (self->table->frame->columns, c);
      g_autofree char *title = column->unit != NULL ? g_strdup_printf ("%s (%s)", column->name, column->unit) : g_strdup (column->name);

      add_column (self, title, c + 2);
    }
  name_headers (self);
}

static void
saltline_model_rows_dispose (GObject *object)
{
  SaltlineModelRows *self = SALTLINE_MODEL_ROWS (object);

  g_clear_object (&self->selection);
  g_clear_pointer (&self->table, study_table_unref);
  G_OBJECT_CLASS (saltline_model_rows_parent_class)->dispose (object);
}

static void
saltline_model_rows_class_init (SaltlineModelRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = saltline_model_rows_dispose;
  signals[SIGNAL_SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
saltline_model_rows_init (SaltlineModelRows *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows of the table"), -1);
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

void
saltline_model_rows_set_table (SaltlineModelRows *self, StudyTable *table)
{
  g_autoptr(SaltlineRowNumbers) rows = NULL;

  g_return_if_fail (SALTLINE_IS_MODEL_ROWS (self));

  if (self->table == table)
    return;
  gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->table, study_table_unref);
  self->table = table != NULL ? study_table_ref (table) : NULL;
  show_columns (self);
  if (table == NULL)
    return;
  rows = g_object_new (SALTLINE_TYPE_ROW_NUMBERS, NULL);
  rows->n = table->frame->n_rows;
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

void
saltline_model_rows_set_selected (SaltlineModelRows *self, GHashTable *rows)
{
  g_autoptr(GtkBitset) chosen = NULL;
  g_autoptr(GtkBitset) all = NULL;
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (SALTLINE_IS_MODEL_ROWS (self) && rows != NULL);

  if (self->selection == NULL)
    return;
  chosen = gtk_bitset_new_empty ();
  all = gtk_bitset_new_range (0, self->table->frame->n_rows);
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    gtk_bitset_add (chosen, GPOINTER_TO_UINT (row) - 1);
  self->following = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), chosen, all);
  self->following = FALSE;
}

void
saltline_model_rows_get_selected (SaltlineModelRows *self, GHashTable *rows)
{
  g_autoptr(GtkBitset) chosen = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_if_fail (SALTLINE_IS_MODEL_ROWS (self) && rows != NULL);

  g_hash_table_remove_all (rows);
  if (self->selection == NULL)
    return;
  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, chosen, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    g_hash_table_add (rows, GUINT_TO_POINTER (position + 1));
}
