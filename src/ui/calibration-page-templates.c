/* ui/calibration-page-templates.c: templates on the Calibration page: begun on a photo, saved as versions, exported */
#include "calibration-page-private.h"

#include <glib/gi18n.h>

#include "store/documents.h"
#include "workspace/patches.h"

/* --- beginning --- */

typedef struct {
  char *path;            /* of a photo to bring in; NULL: it is in the workspace */
  gint64 photo, template_row;
  gint64 draft;          /* out */
} Beginning;

static void
beginning_free (gpointer data)
{
  g_free (((Beginning *) data)->path);
  g_free (data);
}

static void
begin_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Beginning *beginning = task_data;
  GError *error = NULL;

  if ((beginning->path == NULL || saltline_workspace_add_photo (source, beginning->path, &beginning->photo, NULL, cancellable, &error))
      && saltline_workspace_begin_draft (source, beginning->photo, beginning->template_row, &beginning->draft, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineCalibrationPage) self = data;
  const Beginning *beginning = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->view == NULL)
    return;
  if (!done)
    {
      calibration_page_say (self, error->message);
      return;
    }
  calibration_page_show (self, SHOWN_DRAFT, beginning->draft);
  calibration_page_list (self);
}

static void
begin (SaltlineCalibrationPage *self, const char *path, gint64 photo, gint64 template_row)
{
  g_autoptr(GTask) task = NULL;
  Beginning *beginning;

  if (!calibration_page_may_write (self))
    return;
  beginning = g_new0 (Beginning, 1);
  beginning->path = g_strdup (path);
  beginning->photo = photo;
  beginning->template_row = template_row;
  calibration_page_say (self, template_row != 0 ? _("The patch is searched for in the photo…") : _("The photo is loaded…"));
  task = g_task_new (self->workspace, NULL, begun_cb, g_object_ref (self));
  g_task_set_task_data (task, beginning, beginning_free);
  g_task_run_in_thread (task, begin_in_thread);
}

void
saltline_calibration_page_draw_template (SaltlineCalibrationPage *self, gint64 photo, gint64 template_row)
{
  g_return_if_fail (SALTLINE_IS_CALIBRATION_PAGE (self) && photo != 0);

  begin (self, NULL, photo, template_row);
}

static void
photo_chosen_cb (SaltlineCalibrationPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autofree char *path = saltline_page_get_path (SALTLINE_PAGE (self), file, FALSE);

      if (path != NULL)
        begin (self, path, 0, self->draw_from);
    }
  g_clear_object (&self->chooser);
}

static void
draw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  gboolean adjust = g_str_equal (name, "calibration.adjust-template");

  self->draw_from = adjust && self->kind == SHOWN_TEMPLATE ? self->id : 0;
  calibration_page_choose_files (self, adjust ? _("A Photo of This Kind of Patch") : _("A Photo Taken Straight from Above"),
                                 _("Photos (JPEG, PNG, HEIC)"), calibration_page_photo_suffixes, FALSE, G_CALLBACK (photo_chosen_cb));
}

/* --- saving --- */

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  g_autoptr(PatchTemplate) saved = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;

  if (self->kind != SHOWN_DRAFT || !calibration_page_may_write (self))
    return;
  saltline_template_pane_flush (self->pane);
  saved = saltline_workspace_save_draft (self->workspace, self->id, &error);
  message = saved != NULL ? g_strdup_printf (_("Saved as %s, version %s: photos can be read with it"), saved->id, saved->version)
                          : g_strdup (error->message);
  calibration_page_say (self, message);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  g_autoptr(GError) error = NULL;

  if (self->kind != SHOWN_DRAFT || !calibration_page_may_write (self))
    return;
  saltline_template_pane_flush (self->pane);
  self->removed = self->id;
  self->removed_kind = SHOWN_DRAFT;
  if (saltline_workspace_delete_draft (self->workspace, self->id, &error))
    saltline_page_show_message (SALTLINE_PAGE (self), _("Draft removed; versions saved from it stay"), _("Undo"), "calibration.undo");
  else
    calibration_page_say (self, error->message);
}

/* --- exporting --- */

/* The template that is shown, or the version saved last of the shown draft. */
static Document *
shown_template (SaltlineCalibrationPage *self, GError **error)
{
  const TemplateDraft *draft = self->kind == SHOWN_DRAFT ? saltline_template_pane_get_draft (self->pane) : NULL;
  gint64 row = self->kind == SHOWN_TEMPLATE ? self->id : draft != NULL ? draft->stored->document : 0;

  if (row != 0)
    return store_document (saltline_workspace_get_store (self->workspace), row, error);
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_MISSING, _("Save the draft as a version first"));
  return NULL;
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) document = shown_template (self, &error);

  if (document != NULL)
    calibration_page_export_document (self, _("Export the Template"), document);
  else
    calibration_page_say (self, error->message);
}

void
calibration_page_install_template_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "calibration.new-template", NULL, draw_action);
  gtk_widget_class_install_action (widget_class, "calibration.adjust-template", NULL, draw_action);
  gtk_widget_class_install_action (widget_class, "calibration.save-template", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "calibration.remove-draft", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "calibration.export-template", NULL, export_action);
}
