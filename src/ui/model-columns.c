/* ui/model-columns.c */
#include "model-columns.h"

#include "model-text.h"

#define FORMULA_WIDTH 260

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  ModelColumn column = GPOINTER_TO_UINT (data);
  GtkWidget *label = gtk_label_new (NULL);
  gboolean is_text = model_column_is_text (column);

  gtk_label_set_xalign (GTK_LABEL (label), is_text ? 0.0f : 1.0f);
  if (column == MODEL_FORMULA)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (column == MODEL_TABLE)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
    }
  if (!is_text)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

/* The toolkit names neither cells nor rows by what they hold. */
static void
show_cell (GtkListItem *item, ModelColumn column)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  GtkWidget *cell = gtk_widget_get_parent (label);
  g_autofree char *text = model_cell (gtk_list_item_get_item (item), column);
  g_autofree char *name = g_strdup_printf ("%s: %s", model_column_title (column), text);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (column == MODEL_FORMULA)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (cell)), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      gtk_widget_set_tooltip_text (label, text);
    }
}

static void
adopted_cb (GtkListItem *item)
{
  show_cell (item, MODEL_NAME);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  show_cell (item, GPOINTER_TO_UINT (data));
  if (GPOINTER_TO_UINT (data) == MODEL_NAME)
    g_signal_connect_object (gtk_list_item_get_item (item), "notify::purpose", G_CALLBACK (adopted_cb), item, G_CONNECT_SWAPPED);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), adopted_cb, item);
}

/* The headers, in the order of the columns: they have no accessible name of their own. */
static void
name_headers (GtkColumnView *view)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  guint column = 0;

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL; title = gtk_widget_get_next_sibling (title), column++)
    {
      const char *hint = model_column_hint (column);

      gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL, model_column_title (column), -1);
      if (hint != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint, -1);
      gtk_widget_set_tooltip_text (title, hint);
    }
}

void
model_columns_add (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  for (ModelColumn column = 0; column < N_MODEL_COLUMNS; column++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) made = gtk_column_view_column_new (model_column_title (column), factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (column));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (column));
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
      gtk_column_view_column_set_resizable (made, TRUE);
      if (column == MODEL_FORMULA) /* the numbers are seen beside it; the whole formula is in the tooltip and the recipe */
        gtk_column_view_column_set_fixed_width (made, FORMULA_WIDTH);
      gtk_column_view_append_column (view, made);
    }
  name_headers (view);
}
