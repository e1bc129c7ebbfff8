/* ui/standards-table.c */
#include "standards-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"
#include "typing.h"

#define MOST_UL     10000.0
#define MOST_MMOL_L 2000.0

typedef enum { COLUMN_PHOTO, COLUMN_UL, COLUMN_MMOL_L, COLUMN_FILL, COLUMN_RESIDUAL_UL, COLUMN_RESIDUAL_MMOL_L, COLUMN_DISTANCE,
               COLUMN_REMARK, N_COLUMNS } StandardColumn;

static const char *const titles[N_COLUMNS] = { N_("Photo"), N_("µL"), N_("mmol/L"), N_("Filled"), N_("Off, µL"), N_("Off, mmol/L"), N_("ΔE"),
                                               N_("Remark") };
static const char *const hints[N_COLUMNS] = { NULL, N_("Known amount; empty: not a volume standard"), N_("Known concentration; empty: not a chloride standard"), NULL,
                                              N_("Left out of the curve and read by it, minus known"),
                                              N_("Left out of the curve and read by it, minus known"),
                                              N_("Distance of the colour from the curve taken"), NULL };

/* --- a row --- */

#define SALTLINE_TYPE_STANDARD_ITEM (saltline_standard_item_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineStandardItem, saltline_standard_item, SALTLINE, STANDARD_ITEM, GObject)

struct _SaltlineStandardItem {
  GObject parent_instance;

  gint64 photo;
  guint index;
  double amounts[2];      /* µL, mmol/L */
  gboolean is_left_out;
  char *cells[N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (SaltlineStandardItem, saltline_standard_item, G_TYPE_OBJECT)

static guint item_changed;

static void
saltline_standard_item_finalize (GObject *object)
{
  SaltlineStandardItem *self = SALTLINE_STANDARD_ITEM (object);

  for (guint c = 0; c < N_COLUMNS; c++)
    g_free (self->cells[c]);
  G_OBJECT_CLASS (saltline_standard_item_parent_class)->finalize (object);
}

static void
saltline_standard_item_class_init (SaltlineStandardItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_standard_item_finalize;
  item_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
saltline_standard_item_init (SaltlineStandardItem *self)
{
}

static void
set_cell (SaltlineStandardItem *self, StandardColumn column, char *text)
{
  g_free (self->cells[column]);
  self->cells[column] = text;
}

static char *
amount_text (double amount)
{
  return isnan (amount) ? g_strdup ("") : g_strdup_printf ("%.6g", amount);
}

static void
take (SaltlineStandardItem *self, const LotResult *result, guint index)
{
  const LotStandard *standard = &result->session->standards[index];
  const LotResidual none = { NAN, NAN, { NAN, NAN }, NAN, FALSE };
  const LotResidual *residual = result->fit != NULL ? &result->fit->residuals[index] : &none;

  self->photo = g_array_index (result->lot->standards, StoredStandard, index).photo;
  self->index = index;
  self->amounts[0] = standard->volume_ul;
  self->amounts[1] = standard->chloride_mmol_l;
  self->is_left_out = standard->excluded != NULL;
  set_cell (self, COLUMN_PHOTO, g_strdup (standard->photo));
  set_cell (self, COLUMN_UL, amount_text (standard->volume_ul));
  set_cell (self, COLUMN_MMOL_L, amount_text (standard->chloride_mmol_l));
  set_cell (self, COLUMN_FILL, quantity_text_short (100 * standard->fraction, 100 * standard->fraction_sd, "%"));
  set_cell (self, COLUMN_RESIDUAL_UL, quantity_text_plain (residual->volume_residual_ul, 1, NULL));
  set_cell (self, COLUMN_RESIDUAL_MMOL_L, quantity_text_plain (residual->chloride_residual_mmol_l, 1, NULL));
  set_cell (self, COLUMN_DISTANCE, quantity_text_plain (residual->colour_distance, 1, NULL));
  set_cell (self, COLUMN_REMARK, lot_result_remark (result, index));
  g_signal_emit (self, item_changed, 0);
}

/* --- the table --- */

struct _SaltlineStandardsTable {
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkColumnView *view;
  GListStore *items;           /* of SaltlineStandardItem */
  GtkSingleSelection *chosen;
  gboolean filling;
};

enum { SIGNAL_CHOSEN, SIGNAL_OPENED, SIGNAL_TYPED, SIGNAL_WRONG, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineStandardsTable, saltline_standards_table, GTK_TYPE_WIDGET)

static SaltlineStandardItem *
item_of (GtkWidget *widget)
{
  GtkListItem *row = g_object_get_data (G_OBJECT (widget), "row");

  return row != NULL ? gtk_list_item_get_item (row) : NULL;
}

static StandardColumn
column_of (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "column"));
}

/* Each key is kept as soon as it makes an amount. */
static void
typed (GtkWidget *entry)
{
  SaltlineStandardsTable *self = SALTLINE_STANDARDS_TABLE (gtk_widget_get_ancestor (entry, SALTLINE_TYPE_STANDARDS_TABLE));
  SaltlineStandardItem *item = item_of (entry);
  StandardColumn column = column_of (entry);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  char *end = NULL;
  double amount;

  if (self == NULL || item == NULL || g_str_equal (text, item->cells[column]))
    {
      typing_complain (entry, NULL);
      return;
    }
  amount = *text == '\0' ? NAN : g_strtod (text, &end); /* the user's decimal comma, or a point */
  if (*text != '\0' && (end == text || *end != '\0' || !(amount >= 0 && amount <= (column == COLUMN_UL ? MOST_UL : MOST_MMOL_L))))
    {
      typing_complain (entry, text);
      return;
    }
  typing_complain (entry, NULL);
  set_cell (item, column, g_steal_pointer (&text)); /* as it stands until all is measured */
  g_signal_emit (self, signals[SIGNAL_TYPED], 0, item->index, column == COLUMN_MMOL_L, amount, typing_step (entry));
}

static void
wrong_cb (gpointer entry, const char *text)
{
  SaltlineStandardsTable *self = SALTLINE_STANDARDS_TABLE (gtk_widget_get_ancestor (entry, SALTLINE_TYPE_STANDARDS_TABLE));

  if (self != NULL)
    g_signal_emit (self, signals[SIGNAL_WRONG], 0, text);
}

static void
entered_cb (GtkWidget *entry)
{
  SaltlineStandardsTable *self = SALTLINE_STANDARDS_TABLE (gtk_widget_get_ancestor (entry, SALTLINE_TYPE_STANDARDS_TABLE));
  SaltlineStandardItem *item = item_of (entry);

  if (self != NULL && item != NULL)
    gtk_single_selection_set_selected (self->chosen, item->index);
}

static void
show_cell (GtkWidget *widget)
{
  SaltlineStandardItem *item = item_of (widget);
  StandardColumn column = column_of (widget);
  GtkWidget *cell = gtk_widget_get_parent (widget);
  g_autofree char *name = g_strdup_printf (_("%s of %s: %s"), _(titles[column]), item->cells[COLUMN_PHOTO], item->cells[column]);

  if (GTK_IS_ENTRY (widget))
    {
      GtkWidget *text = gtk_widget_get_first_child (widget);

      if (!gtk_widget_has_focus (text) || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (widget)), g_object_get_data (G_OBJECT (widget), "shown")) == 0)
        {
          g_signal_handlers_block_by_func (widget, typed, NULL);
          gtk_editable_set_text (GTK_EDITABLE (widget), item->cells[column]);
          g_signal_handlers_unblock_by_func (widget, typed, NULL);
          typing_complain (widget, NULL);
        }
      if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (widget)), item->cells[column]))
        g_object_set_data_full (G_OBJECT (widget), "shown", g_strdup (item->cells[column]), g_free);
      gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  else
    {
      gtk_label_set_label (GTK_LABEL (widget), item->cells[column]);
      if (column == COLUMN_REMARK || column == COLUMN_PHOTO)
        gtk_widget_set_tooltip_text (widget, item->cells[column]);
    }
  gtk_widget_set_opacity (widget, item->is_left_out ? 0.55 : 1.0);
  if (cell != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (cell != NULL && column == COLUMN_PHOTO)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (cell)), GTK_ACCESSIBLE_PROPERTY_LABEL, item->cells[COLUMN_PHOTO], -1);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer data)
{
  StandardColumn column = GPOINTER_TO_UINT (data);
  gboolean is_entry = column == COLUMN_UL || column == COLUMN_MMOL_L;
  gboolean is_text = column == COLUMN_PHOTO || column == COLUMN_REMARK;
  GtkWidget *widget = is_entry ? gtk_entry_new () : gtk_label_new (NULL);

  if (is_entry)
    {
      GtkEventController *focus = gtk_event_controller_focus_new ();

      gtk_editable_set_width_chars (GTK_EDITABLE (widget), 5);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (widget), 5);
      gtk_entry_set_alignment (GTK_ENTRY (widget), 1.0f);
      gtk_entry_set_input_purpose (GTK_ENTRY (widget), GTK_INPUT_PURPOSE_NUMBER);
      typing_watch (widget, wrong_cb, widget);
      g_signal_connect (widget, "changed", G_CALLBACK (typed), NULL);
      g_signal_connect_swapped (focus, "enter", G_CALLBACK (entered_cb), widget);
      gtk_widget_add_controller (widget, focus);
    }
  else
    {
      gtk_label_set_xalign (GTK_LABEL (widget), is_text ? 0.0f : 1.0f);
      gtk_label_set_ellipsize (GTK_LABEL (widget), column == COLUMN_PHOTO ? PANGO_ELLIPSIZE_MIDDLE : column == COLUMN_REMARK ? PANGO_ELLIPSIZE_END
                                                                                                                           : PANGO_ELLIPSIZE_NONE);
      if (column == COLUMN_PHOTO)
        gtk_label_set_width_chars (GTK_LABEL (widget), 10);
      if (!is_text)
        gtk_widget_add_css_class (widget, "numeric");
    }
  g_object_set_data (G_OBJECT (widget), "column", GUINT_TO_POINTER (column));
  gtk_list_item_set_child (row, widget);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer data)
{
  GtkWidget *widget = gtk_list_item_get_child (row);

  g_object_set_data (G_OBJECT (widget), "row", row);
  g_signal_connect_object (gtk_list_item_get_item (row), "changed", G_CALLBACK (show_cell), widget, G_CONNECT_SWAPPED);
  show_cell (widget);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer data)
{
  GtkWidget *widget = gtk_list_item_get_child (row);

  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (row), show_cell, widget);
  g_object_set_data (G_OBJECT (widget), "row", NULL);
}

static void
name_headers (GtkColumnView *view)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  guint column = 0;

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL && column < N_COLUMNS;
       title = gtk_widget_get_next_sibling (title), column++)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL, _(titles[column]), -1);
      if (hints[column] != NULL)
        gtk_widget_set_tooltip_text (title, _(hints[column]));
    }
}

static void
add_columns (SaltlineStandardsTable *self)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) added = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (column));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
      added = gtk_column_view_column_new (_(titles[column]), factory);
      gtk_column_view_column_set_resizable (added, TRUE);
      gtk_column_view_column_set_expand (added, column == COLUMN_REMARK);
      gtk_column_view_append_column (self->view, added);
    }
  name_headers (self->view);
}

static void
selected_cb (SaltlineStandardsTable *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/* Ctrl+Z is the session's, not the entry's: what was typed is kept at once. What is no amount is forgotten first. */
static gboolean
key_cb (SaltlineStandardsTable *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *entry = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY) : NULL;
  gboolean redo = (keyval == GDK_KEY_Z) || (keyval == GDK_KEY_y);
  SaltlineStandardItem *item;

  if (!(state & GDK_CONTROL_MASK) || (keyval != GDK_KEY_z && !redo))
    return GDK_EVENT_PROPAGATE;
  item = entry != NULL ? item_of (entry) : NULL;
  if (item != NULL) /* what is undone takes the place of what was typed */
    g_object_set_data_full (G_OBJECT (entry), "shown", g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))), g_free);
  if (item != NULL && gtk_widget_has_css_class (entry, "error"))
    gtk_editable_set_text (GTK_EDITABLE (entry), item->cells[column_of (entry)]);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), redo ? "calibration.redo" : "calibration.undo", NULL);
  return GDK_EVENT_STOP;
}

static void
opened_cb (SaltlineStandardsTable *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
saltline_standards_table_dispose (GObject *object)
{
  SaltlineStandardsTable *self = SALTLINE_STANDARDS_TABLE (object);

  if (self->chosen != NULL)
    g_signal_handlers_disconnect_by_data (self->chosen, self);
  g_clear_object (&self->chosen);
  g_clear_object (&self->items);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (saltline_standards_table_parent_class)->dispose (object);
}

static void
saltline_standards_table_class_init (SaltlineStandardsTableClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_standards_table_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TYPED] = g_signal_new ("typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_BOOLEAN,
                                        G_TYPE_DOUBLE, G_TYPE_INT64);
  signals[SIGNAL_WRONG] = g_signal_new ("wrong", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
saltline_standards_table_init (SaltlineStandardsTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->items = g_list_store_new (SALTLINE_TYPE_STANDARD_ITEM);
  self->chosen = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_single_selection_set_autoselect (self->chosen, FALSE);
  gtk_single_selection_set_can_unselect (self->chosen, TRUE);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (self->chosen))));
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Standards"), -1);
  add_columns (self);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (self->chosen, "notify::selected", G_CALLBACK (selected_cb), self);
}

void
saltline_standards_table_set_result (SaltlineStandardsTable *self, const LotResult *result)
{
  guint n, shown;
  int chosen;

  g_return_if_fail (SALTLINE_IS_STANDARDS_TABLE (self));

  chosen = saltline_standards_table_get_chosen (self);
  n = result != NULL ? result->session->n : 0;
  shown = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  self->filling = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SaltlineStandardItem) there = i < shown ? g_list_model_get_item (G_LIST_MODEL (self->items), i) : NULL;
      gint64 photo = g_array_index (result->lot->standards, StoredStandard, i).photo;

      if (there != NULL && there->photo == photo)
        take (there, result, i);
      else
        {
          g_autoptr(SaltlineStandardItem) item = g_object_new (SALTLINE_TYPE_STANDARD_ITEM, NULL);

          take (item, result, i);
          g_list_store_splice (self->items, i, there != NULL ? 1 : 0, (gpointer *) &item, 1);
        }
    }
  if (shown > n)
    g_list_store_splice (self->items, n, shown - n, NULL, 0);
  gtk_single_selection_set_selected (self->chosen, chosen >= 0 && chosen < (int) n ? (guint) chosen : GTK_INVALID_LIST_POSITION);
  self->filling = FALSE;
}

int
saltline_standards_table_get_chosen (SaltlineStandardsTable *self)
{
  guint selected;

  g_return_val_if_fail (SALTLINE_IS_STANDARDS_TABLE (self), -1);

  selected = gtk_single_selection_get_selected (self->chosen);
  return selected == GTK_INVALID_LIST_POSITION ? -1 : (int) selected;
}

void
saltline_standards_table_choose (SaltlineStandardsTable *self, int standard)
{
  g_return_if_fail (SALTLINE_IS_STANDARDS_TABLE (self));

  gtk_single_selection_set_selected (self->chosen, standard < 0 ? GTK_INVALID_LIST_POSITION : (guint) standard);
}

