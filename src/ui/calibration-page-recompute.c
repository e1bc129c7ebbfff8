/* ui/calibration-page-recompute.c: readings that another calibration moved: shown, kept, taken back */
#include "calibration-page-private.h"

#include <glib/gi18n.h>

#include "workspace/documents-cache.h"

void
calibration_page_show_moved (SaltlineCalibrationPage *self, gboolean moved)
{
  const PatchCalibration *by = moved ? documents_cache_calibration (self->workspace, self->moved_by, NULL) : NULL;
  g_autofree char *title = NULL;

  if (by == NULL)
    {
      calibration_page_show (self, self->kind, self->id);
      return;
    }
  title = g_strdup_printf (ngettext ("%u reading by %s, version %s", "%u readings by %s, version %s", self->moved->len), self->moved->len, by->id,
                           by->version);
  gtk_label_set_label (self->moved_title, title);
  saltline_moved_table_set (self->moved_table, self->moved);
  gtk_stack_set_visible_child_name (self->canvas_stack, "moved");
}

static void
recompute_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  gint64 document = calibration_page_document (self);

  if (document != 0)
    calibration_page_recompute (self, document);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;
  guint n = 0;

  if (self->moved == NULL || self->moved_applied || !calibration_page_may_write (self))
    return;
  if (!saltline_workspace_keep_recomputed (self->workspace, self->moved_by, self->moved, &n, &error))
    {
      calibration_page_say (self, error->message);
      return;
    }
  self->moved_applied = TRUE;
  calibration_page_show_moved (self, FALSE);
  calibration_page_list (self);
  message = g_strdup_printf (ngettext ("%u reading recomputed; the old one is in the photo’s history",
                                       "%u readings recomputed; the old ones are in the photos’ histories", n), n);
  saltline_page_show_message (SALTLINE_PAGE (self), message, _("Undo"), "calibration.undo-recompute");
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);

  if (!self->moved_applied)
    g_clear_pointer (&self->moved, g_ptr_array_unref);
  calibration_page_show_moved (self, FALSE);
}

static void
undo_recompute_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;
  guint n = 0;

  if (self->moved == NULL)
    return;
  if (saltline_workspace_undo_recomputed (self->workspace, self->moved, &n, &error))
    message = g_strdup_printf (ngettext ("%u reading stands again as before", "%u readings stand again as before", n), n);
  else
    message = g_strdup (error->message);
  self->moved_applied = FALSE;
  g_clear_pointer (&self->moved, g_ptr_array_unref);
  calibration_page_show (self, self->kind, self->id);
  calibration_page_list (self);
  calibration_page_say (self, message);
}

void
calibration_page_install_recompute_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "calibration.recompute", NULL, recompute_action);
  gtk_widget_class_install_action (widget_class, "calibration.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "calibration.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "calibration.undo-recompute", NULL, undo_recompute_action);
}
