/* ui/mapping-dialog.c */
#include "mapping-dialog.h"

#include <glib/gi18n.h>

#include "base/column-map.h"

struct _SaltlineMappingDialog {
  AdwWindow parent_instance;

  GPtrArray *combos;       /* of AdwComboRow, for each field */
  AdwExpanderRow *expander;
  GtkListBox *rows;
  GtkLabel *counts;
  GtkWidget *keep;
  const MappingTask *task;
  char **columns;
  gpointer data;
  GDestroyNotify destroy;
  guint n_rows;
  gboolean filling;        /* the combos are set, not chosen */
};

enum { SIGNAL_KEPT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineMappingDialog, saltline_mapping_dialog, ADW_TYPE_WINDOW)

/* "name=Nom,born=": what the combos say; the last that no column is meant. */
static char *
map_of (SaltlineMappingDialog *self)
{
  g_autoptr(GString) map = g_string_new (NULL);
  guint n_columns = g_strv_length (self->columns);

  for (guint f = 0; f < self->combos->len; f++)
    {
      guint selected = adw_combo_row_get_selected (g_ptr_array_index (self->combos, f));

      column_map_put (map, self->task->field_name (f), selected > 0 && selected <= n_columns ? self->columns[selected - 1] : "");
    }
  return g_string_free (g_steal_pointer (&map), FALSE);
}

static void
show_preview (SaltlineMappingDialog *self)
{
  g_autofree char *map = map_of (self), *counts = NULL;
  g_autoptr(GError) error = NULL;
  gboolean can_keep = FALSE;
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (old));
  self->n_rows = 0;
  counts = self->task->preview (self, map, &can_keep, self->data, &error);
  gtk_label_set_label (self->counts, counts != NULL ? counts : error->message);
  gtk_widget_set_sensitive (self->keep, counts != NULL && can_keep);
  if (counts == NULL || !can_keep)
    adw_expander_row_set_expanded (self->expander, TRUE); /* the columns are what has to be said */
  gtk_widget_set_visible (GTK_WIDGET (self->rows), self->n_rows > 0);
}

static void
column_chosen_cb (SaltlineMappingDialog *self)
{
  if (!self->filling)
    show_preview (self);
}

gboolean
saltline_mapping_dialog_keep (SaltlineMappingDialog *self)
{
  g_autofree char *map = NULL, *outcome = NULL;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (SALTLINE_IS_MAPPING_DIALOG (self), FALSE);

  map = map_of (self);
  outcome = self->task->keep (map, self->data, &error);
  if (outcome == NULL)
    {
      gtk_label_set_label (self->counts, error->message);
      return FALSE;
    }
  g_signal_emit (self, signals[SIGNAL_KEPT], 0, outcome);
  gtk_window_destroy (GTK_WINDOW (self));
  return TRUE;
}

static void
saltline_mapping_dialog_finalize (GObject *object)
{
  SaltlineMappingDialog *self = SALTLINE_MAPPING_DIALOG (object);

  g_ptr_array_unref (self->combos);
  g_strfreev (self->columns);
  if (self->destroy != NULL)
    self->destroy (self->data);
  G_OBJECT_CLASS (saltline_mapping_dialog_parent_class)->finalize (object);
}

static void
saltline_mapping_dialog_class_init (SaltlineMappingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = saltline_mapping_dialog_finalize;
  signals[SIGNAL_KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
header (SaltlineMappingDialog *self)
{
  GtkWidget *bar = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->keep = gtk_button_new_with_mnemonic (_("_Keep"));
  gtk_widget_add_css_class (self->keep, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect_object (self->keep, "clicked", G_CALLBACK (saltline_mapping_dialog_keep), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cancel), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Cancel"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->keep), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Keep what is new and changed"), -1);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->keep);
  return bar;
}

static void
saltline_mapping_dialog_init (SaltlineMappingDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new (), *group = adw_preferences_group_new ();

  self->combos = g_ptr_array_new ();
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), _("Which column is what"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->expander));
  self->counts = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->counts, TRUE);
  gtk_label_set_xalign (self->counts, 0.0f);
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What would come of each row"), -1);
  gtk_widget_set_margin_start (inner, 16);
  gtk_widget_set_margin_end (inner, 16);
  gtk_widget_set_margin_top (inner, 16);
  gtk_widget_set_margin_bottom (inner, 16);
  gtk_box_append (GTK_BOX (inner), group);
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->counts));
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->rows));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), inner);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), header (self));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/* A combo for each field lists all columns behind "none". */
static void
add_fields (SaltlineMappingDialog *self)
{
  self->filling = TRUE;
  for (guint f = 0; f < self->task->n_fields; f++)
    {
      g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
      AdwComboRow *combo = ADW_COMBO_ROW (adw_combo_row_new ());

      gtk_string_list_append (names, _("None"));
      for (char **column = self->columns; *column != NULL; column++)
        gtk_string_list_append (names, *column);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), self->task->field_title (f));
      adw_combo_row_set_model (combo, G_LIST_MODEL (names));
      adw_combo_row_set_selected (combo, (guint) (self->task->column_of (f, self->data) + 1));
      g_signal_connect_object (combo, "notify::selected", G_CALLBACK (column_chosen_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->expander, GTK_WIDGET (combo));
      g_ptr_array_add (self->combos, combo);
    }
  self->filling = FALSE;
}

SaltlineMappingDialog *
saltline_mapping_dialog_new (const MappingTask *task, char **columns, gpointer data, GDestroyNotify destroy)
{
  SaltlineMappingDialog *self;

  g_return_val_if_fail (task != NULL && columns != NULL, NULL);

  self = g_object_new (SALTLINE_TYPE_MAPPING_DIALOG, "title", task->title, NULL);
  self->task = task;
  self->columns = g_strdupv (columns);
  self->data = data;
  self->destroy = destroy;
  add_fields (self);
  show_preview (self);
  return self;
}

void
saltline_mapping_dialog_add_row (SaltlineMappingDialog *self, const char *title, const char *subtitle, gboolean refused)
{
  GtkWidget *row = adw_action_row_new ();

  g_return_if_fail (SALTLINE_IS_MAPPING_DIALOG (self));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  if (refused)
    gtk_widget_add_css_class (row, "error");
  gtk_list_box_append (self->rows, row);
  self->n_rows++;
}

void
saltline_mapping_dialog_choose (SaltlineMappingDialog *self, const char *field, int column)
{
  g_return_if_fail (SALTLINE_IS_MAPPING_DIALOG (self) && field != NULL);

  for (guint f = 0; f < self->combos->len; f++)
    if (g_str_equal (self->task->field_name (f), field))
      adw_combo_row_set_selected (g_ptr_array_index (self->combos, f), (guint) (column + 1));
}

guint
saltline_mapping_dialog_count_rows (SaltlineMappingDialog *self)
{
  g_return_val_if_fail (SALTLINE_IS_MAPPING_DIALOG (self), 0);

  return self->n_rows;
}
