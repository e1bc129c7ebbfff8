/* ui/calibration-page-actions.c: what can be done with the shown session, and the keys of the whole page */
#include "calibration-page-private.h"

#include <glib/gi18n.h>

#include "edit-queue.h"

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  g_autoptr(PatchCalibration) saved = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;
  gint64 row;
  gboolean is_new;

  if (self->kind != SHOWN_SESSION || !calibration_page_may_write (self))
    return;
  edit_queue_flush ();
  saved = saltline_workspace_save_lot (self->workspace, self->id, &row, &is_new, &error);
  if (saved == NULL)
    message = g_strdup (error->message);
  else if (is_new)
    message = g_strdup_printf (_("Saved as %s, version %s"), saved->id, saved->version);
  else
    message = g_strdup_printf (_("Nothing differs from version %s"), saved->version);
  self->moved_applied = FALSE;
  calibration_page_say (self, message);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  int standard = saltline_standards_table_get_chosen (self->table);
  gboolean whole = g_str_equal (name, "calibration.remove-session");
  g_autoptr(StoredLot) changed = NULL;

  if (self->result == NULL || (!whole && standard < 0))
    return;
  changed = stored_lot_copy (self->result->lot);
  if (whole)
    changed->deleted = TRUE;
  else
    g_array_remove_index (changed->standards, (guint) standard);
  calibration_page_edit (self, changed, whole ? _("Remove the session") : _("Remove a standard"), 0);
  if (whole)
    {
      self->removed = changed->id;
      self->removed_kind = SHOWN_SESSION;
    }
  saltline_page_show_message (SALTLINE_PAGE (self), whole ? _("Session removed") : _("Standard removed; its photo stays on the Patches page"),
                              _("Undo"), "calibration.undo");
}

static gboolean
undo_shown (SaltlineCalibrationPage *self, ShownKind kind, gint64 id, gboolean redo, char **what, GError **error)
{
  if (kind == SHOWN_DRAFT)
    return saltline_workspace_undo_draft (self->workspace, id, redo, what, error);
  return saltline_workspace_undo_lot (self->workspace, id, redo, what, error);
}

/* Of what is shown; when nothing is, of what was removed last. */
static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  gboolean redo = g_str_equal (name, "calibration.redo");
  gboolean of_removed = !redo && self->removed != 0;
  ShownKind kind = of_removed ? self->removed_kind : self->kind;
  gint64 id = of_removed ? self->removed : self->id;
  g_autofree char *what = NULL, *message = NULL;
  g_autoptr(GError) error = NULL;

  if (!calibration_page_may_write (self))
    return;
  if (!redo && self->moved_applied)
    {
      gtk_widget_activate_action (widget, "calibration.undo-recompute", NULL);
      return;
    }
  if (kind == SHOWN_DRAFT)
    saltline_template_pane_flush (self->pane);
  edit_queue_flush ();
  if ((kind == SHOWN_SESSION || kind == SHOWN_DRAFT) && !undo_shown (self, kind, id, redo, &what, &error))
    message = g_strdup (error->message);
  else if (what == NULL)
    message = g_strdup (redo ? _("Nothing to do again") : _("Nothing to undo"));
  else
    message = g_strdup_printf (redo ? _("Done again: %s") : _("Undone: %s"), what);
  if (of_removed)
    {
      self->removed = 0;
      calibration_page_show (self, kind, id);
      calibration_page_list (self);
    }
  calibration_page_say (self, message);
}

static void
open_photo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  int standard = saltline_standards_table_get_chosen (self->table);

  if (self->result != NULL && standard >= 0 && standard < (int) self->result->lot->standards->len)
    g_signal_emit_by_name (self, "open-photo", g_array_index (self->result->lot->standards, StoredStandard, standard).photo);
}

static void
read_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);

  if (self->kind == SHOWN_SESSION && calibration_page_may_write (self))
    calibration_page_read_standards (self, self->id, NULL, FALSE);
}

/* --- what is there --- */

void
calibration_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "calibration.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "calibration.remove-standard", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "calibration.remove-session", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "calibration.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "calibration.redo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "calibration.open-photo", NULL, open_photo_action);
  gtk_widget_class_install_action (widget_class, "calibration.read-again", NULL, read_again_action);
}

void
calibration_page_add_shortcuts (SaltlineCalibrationPage *self)
{
  static const PageKey keys[] = {
    { "<Control>o", "calibration.new-from-table" },   { "<Control><Shift>o", "calibration.add-photos" },
    { "<Control>s", "calibration.save" },             { "<Control>r", "calibration.read-again" },
    { "<Control>z", "calibration.undo" },             { "<Control><Shift>z|<Control>y", "calibration.redo" },
    { "<Control>e", "calibration.export-figure" },    { "<Control><Shift>c", "calibration.copy-figure" },
    { "<Control>Return", "calibration.open-photo" },  { "<Control>Delete", "calibration.remove-standard" },
  };

  saltline_page_add_keys (SALTLINE_PAGE (self), keys, G_N_ELEMENTS (keys));
}
