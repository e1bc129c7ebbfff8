/* ui/moved-table.c */
#include "moved-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"

typedef enum { COLUMN_PHOTO, COLUMN_QUANTITY, COLUMN_BEFORE, COLUMN_AFTER, COLUMN_DIFFERENCE, COLUMN_IN_SD, N_COLUMNS } MovedColumn;

static const char *const titles[N_COLUMNS] = { N_("Photo"), N_("Quantity"), N_("Before"), N_("After"), N_("Difference"), N_("In SD") };
static const char *const quantities[MOVED_N_QUANTITIES] = { N_("Volume"), N_("Local rate"), N_("Chloride"), N_("Sodium") };

/* --- a row --- */

#define SALTLINE_TYPE_MOVED_ROW (saltline_moved_row_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineMovedRow, saltline_moved_row, SALTLINE, MOVED_ROW, GObject)

struct _SaltlineMovedRow {
  GObject parent_instance;

  char *cells[N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (SaltlineMovedRow, saltline_moved_row, G_TYPE_OBJECT)

static void
saltline_moved_row_finalize (GObject *object)
{
  SaltlineMovedRow *self = SALTLINE_MOVED_ROW (object);

  for (guint c = 0; c < N_COLUMNS; c++)
    g_free (self->cells[c]);
  G_OBJECT_CLASS (saltline_moved_row_parent_class)->finalize (object);
}

static void
saltline_moved_row_class_init (SaltlineMovedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_moved_row_finalize;
}

static void
saltline_moved_row_init (SaltlineMovedRow *self)
{
}

/* --- the table --- */

struct _SaltlineMovedTable {
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GListStore *rows;
};

G_DEFINE_FINAL_TYPE (SaltlineMovedTable, saltline_moved_table, GTK_TYPE_WIDGET)

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer data)
{
  MovedColumn column = GPOINTER_TO_UINT (data);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column <= COLUMN_QUANTITY ? 0.0f : 1.0f);
  if (column == COLUMN_PHOTO)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  else
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (row, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer data)
{
  MovedColumn column = GPOINTER_TO_UINT (data);
  SaltlineMovedRow *item = gtk_list_item_get_item (row);
  GtkWidget *label = gtk_list_item_get_child (row), *cell = gtk_widget_get_parent (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", _(titles[column]), item->cells[column]);

  gtk_label_set_label (GTK_LABEL (label), item->cells[column]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (column == COLUMN_PHOTO)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (cell)), GTK_ACCESSIBLE_PROPERTY_LABEL, item->cells[column], -1);
}

static void
saltline_moved_table_dispose (GObject *object)
{
  SaltlineMovedTable *self = SALTLINE_MOVED_TABLE (object);

  g_clear_object (&self->rows);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (saltline_moved_table_parent_class)->dispose (object);
}

static void
saltline_moved_table_class_init (SaltlineMovedTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = saltline_moved_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
saltline_moved_table_init (SaltlineMovedTable *self)
{
  GtkSelectionModel *selection;
  GtkWidget *view, *title;

  self->rows = g_list_store_new (SALTLINE_TYPE_MOVED_ROW);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows))));
  view = gtk_column_view_new (selection);
  gtk_column_view_set_show_column_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What moved"), -1);
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) added = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (column));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (column));
      added = gtk_column_view_column_new (_(titles[column]), factory);
      gtk_column_view_column_set_resizable (added, TRUE);
      gtk_column_view_column_set_expand (added, column == COLUMN_PHOTO);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), added);
    }
  title = gtk_widget_get_first_child (gtk_widget_get_first_child (view));
  for (guint column = 0; title != NULL && column < N_COLUMNS; title = gtk_widget_get_next_sibling (title), column++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL, _(titles[column]), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), view);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/* A line for each quantity that was or is known; the photo is named once. */
static void
add_rows (GListStore *rows, const MovedReading *moved)
{
  gboolean named = FALSE;

  for (MovedQuantity quantity = 0; quantity < MOVED_N_QUANTITIES; quantity++)
    {
      double sd_before, sd_after, in_sd;
      double before = moved_value (moved->before, quantity, &sd_before), after = moved_value (moved->after, quantity, &sd_after);
      double difference = moved_difference (moved, quantity, &in_sd);
      g_autoptr(SaltlineMovedRow) row = NULL;

      if (isnan (before) && isnan (after) && !(quantity == 0 && moved->fault != NULL))
        continue;
      row = g_object_new (SALTLINE_TYPE_MOVED_ROW, NULL);
      row->cells[COLUMN_PHOTO] = g_strdup (named ? "" : moved->name);
      row->cells[COLUMN_QUANTITY] = g_strdup (moved->fault != NULL ? moved->fault : _(quantities[quantity]));
      row->cells[COLUMN_BEFORE] = quantity_text (before, sd_before, moved_unit (quantity));
      row->cells[COLUMN_AFTER] = quantity_text (after, sd_after, moved_unit (quantity));
      row->cells[COLUMN_DIFFERENCE] = isnan (difference) ? g_strdup ("–") : quantity_true_minus (g_strdup_printf ("%+.3g", difference));
      row->cells[COLUMN_IN_SD] = isnan (in_sd) ? g_strdup ("–") : quantity_true_minus (g_strdup_printf ("%+.2f", in_sd));
      g_list_store_append (rows, row);
      named = TRUE;
    }
  if (!named)
    {
      g_autoptr(SaltlineMovedRow) row = g_object_new (SALTLINE_TYPE_MOVED_ROW, NULL);

      row->cells[COLUMN_PHOTO] = g_strdup (moved->name);
      row->cells[COLUMN_QUANTITY] = g_strdup (_("Nothing that the calibration gives"));
      for (guint column = COLUMN_BEFORE; column < N_COLUMNS; column++)
        row->cells[column] = g_strdup ("–");
      g_list_store_append (rows, row);
    }
}

void
saltline_moved_table_set (SaltlineMovedTable *self, GPtrArray *moved)
{
  g_return_if_fail (SALTLINE_IS_MOVED_TABLE (self));

  g_list_store_remove_all (self->rows);
  for (guint i = 0; moved != NULL && i < moved->len; i++)
    add_rows (self->rows, g_ptr_array_index (moved, i));
}

static void
append_number (GString *text, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, '\t');
  if (isfinite (value))
    g_string_append (text, g_ascii_dtostr (number, sizeof number, value));
}

char *
moved_to_table (GPtrArray *moved)
{
  GString *text = g_string_new ("photo\tquantity\tbefore\tafter\tdifference\tdifference_in_sd\n");

  g_return_val_if_fail (moved != NULL, NULL);

  for (guint i = 0; i < moved->len; i++)
    for (MovedQuantity quantity = 0; quantity < MOVED_N_QUANTITIES; quantity++)
      {
        const MovedReading *one = g_ptr_array_index (moved, i);
        double in_sd, difference = moved_difference (one, quantity, &in_sd);

        g_string_append_printf (text, "%s\t%s", one->name, moved_key (quantity));
        append_number (text, moved_value (one->before, quantity, NULL));
        append_number (text, moved_value (one->after, quantity, NULL));
        append_number (text, difference);
        append_number (text, in_sd);
        g_string_append_c (text, '\n');
      }
  return g_string_free (text, FALSE);
}
