/* ui/roster-dialog.c */
#include "roster-dialog.h"

#include <glib/gi18n.h>

#define SHOWN_MOST 300   /* rows of the preview; the counts are of all */

struct _SaltlineRosterDialog {
  AdwWindow parent_instance;

  AdwComboRow *columns[ROSTER_N_FIELDS];
  GtkListBox *rows;
  GtkLabel *counts;
  GtkWidget *keep;
  SaltlineWorkspace *workspace;
  char *path;
  RosterTable *roster;     /* (nullable) */
  gboolean filling;        /* the combos are set, not chosen */
};

enum { SIGNAL_KEPT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineRosterDialog, saltline_roster_dialog, ADW_TYPE_WINDOW)

static const char *
outcome_title (RosterOutcome outcome)
{
  static const char *const titles[] = { N_("New"), N_("Changed"), N_("As before"), N_("Refused") };

  return _(titles[outcome]);
}

static void
show_preview (SaltlineRosterDialog *self)
{
  const guint *counts = self->roster->counts;
  g_autofree char *text = g_strdup_printf (_("%u new, %u changed, %u as before, %u refused"), counts[ROSTER_NEW], counts[ROSTER_CHANGED],
                                           counts[ROSTER_SAME], counts[ROSTER_REFUSED]);
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (old));
  for (guint i = 0; i < MIN (self->roster->rows->len, SHOWN_MOST); i++)
    {
      const RosterRow *row = g_ptr_array_index (self->roster->rows, i);
      g_autofree char *title = g_strdup_printf (_("Line %u: %s"), row->line, row->athlete != NULL ? row->athlete->name : "–");
      g_autofree char *subtitle = g_strdup_printf ("%s%s%s", outcome_title (row->outcome), *row->remark ? ": " : "", row->remark);
      GtkWidget *shown = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (shown), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (shown), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (shown), subtitle);
      if (row->outcome == ROSTER_REFUSED)
        gtk_widget_add_css_class (shown, "error");
      gtk_list_box_append (self->rows, shown);
    }
  gtk_label_set_label (self->counts, text);
  gtk_widget_set_sensitive (self->keep, counts[ROSTER_NEW] + counts[ROSTER_CHANGED] > 0);
}

/* "name=Nom,born=": what the combos say. */
static char *
map_of (SaltlineRosterDialog *self)
{
  g_autoptr(GString) map = g_string_new (NULL);

  for (guint f = 0; f < ROSTER_N_FIELDS; f++)
    {
      guint selected = adw_combo_row_get_selected (self->columns[f]);

      if (selected > 0 && selected <= self->roster->table->n_columns)
        g_string_append_printf (map, "%s%s=%s", map->len ? "," : "", roster_field_name ((RosterField) f), self->roster->table->names[selected - 1]);
      else
        g_string_append_printf (map, "%s%s=", map->len ? "," : "", roster_field_name ((RosterField) f));
    }
  return g_string_free (g_steal_pointer (&map), FALSE);
}

static void
column_chosen_cb (SaltlineRosterDialog *self)
{
  g_autofree char *map = NULL;
  g_autoptr(GError) error = NULL;
  RosterTable *roster;

  if (self->filling)
    return;
  map = map_of (self);
  roster = roster_table_load (self->workspace, self->path, map, &error);
  if (roster == NULL)
    {
      gtk_label_set_label (self->counts, error->message);
      gtk_widget_set_sensitive (self->keep, FALSE);
      return;
    }
  roster_table_free (self->roster);
  self->roster = roster;
  show_preview (self);
}

gboolean
saltline_roster_dialog_keep (SaltlineRosterDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *outcome = NULL;

  g_return_val_if_fail (SALTLINE_IS_ROSTER_DIALOG (self) && self->roster != NULL, FALSE);

  if (!roster_table_keep (self->workspace, self->roster, &error))
    {
      gtk_label_set_label (self->counts, error->message);
      return FALSE;
    }
  outcome = g_strdup_printf (_("Roster: %u new, %u changed, %u refused"), self->roster->counts[ROSTER_NEW], self->roster->counts[ROSTER_CHANGED],
                             self->roster->counts[ROSTER_REFUSED]);
  g_signal_emit (self, signals[SIGNAL_KEPT], 0, outcome);
  gtk_window_destroy (GTK_WINDOW (self));
  return TRUE;
}

static void
saltline_roster_dialog_dispose (GObject *object)
{
  SaltlineRosterDialog *self = SALTLINE_ROSTER_DIALOG (object);

  self->filling = TRUE;
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->roster, roster_table_free);
  G_OBJECT_CLASS (saltline_roster_dialog_parent_class)->dispose (object);
}

static void
saltline_roster_dialog_class_init (SaltlineRosterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_roster_dialog_dispose;
  signals[SIGNAL_KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
header (SaltlineRosterDialog *self)
{
  GtkWidget *bar = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->keep = gtk_button_new_with_mnemonic (_("_Keep"));
  gtk_widget_add_css_class (self->keep, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect_object (self->keep, "clicked", G_CALLBACK (saltline_roster_dialog_keep), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cancel), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Cancel"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->keep), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Keep new and changed athletes"), -1);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->keep);
  return bar;
}

static void
saltline_roster_dialog_init (SaltlineRosterDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new (), *group = adw_preferences_group_new (), *expander = adw_expander_row_new ();

  gtk_window_set_title (GTK_WINDOW (self), _("Import Roster"));
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _("Which column is what"));
  for (guint f = 0; f < ROSTER_N_FIELDS; f++)
    {
      self->columns[f] = ADW_COMBO_ROW (adw_combo_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->columns[f]), roster_field_title ((RosterField) f));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), GTK_WIDGET (self->columns[f]));
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
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

/* Every combo lists all columns behind "none". */
static void
fill_columns (SaltlineRosterDialog *self)
{
  self->filling = TRUE;
  for (guint f = 0; f < ROSTER_N_FIELDS; f++)
    {
      g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

      gtk_string_list_append (names, _("None"));
      for (guint c = 0; c < self->roster->table->n_columns; c++)
        gtk_string_list_append (names, self->roster->table->names[c]);
      adw_combo_row_set_model (self->columns[f], G_LIST_MODEL (names));
      adw_combo_row_set_selected (self->columns[f], (guint) (self->roster->columns[f] + 1));
      g_signal_connect_object (self->columns[f], "notify::selected", G_CALLBACK (column_chosen_cb), self, G_CONNECT_SWAPPED);
    }
  self->filling = FALSE;
}

SaltlineRosterDialog *
saltline_roster_dialog_new (SaltlineWorkspace *workspace, const char *path, GError **error)
{
  g_autoptr(RosterTable) roster = roster_table_load (workspace, path, NULL, error);
  SaltlineRosterDialog *self;

  if (roster == NULL)
    return NULL;
  self = g_object_new (SALTLINE_TYPE_ROSTER_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->path = g_strdup (path);
  self->roster = g_steal_pointer (&roster);
  fill_columns (self);
  show_preview (self);
  return self;
}

const RosterTable *
saltline_roster_dialog_get_preview (SaltlineRosterDialog *self)
{
  g_return_val_if_fail (SALTLINE_IS_ROSTER_DIALOG (self), NULL);

  return self->roster;
}
