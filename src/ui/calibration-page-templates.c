/* ui/calibration-page-templates.c: templates on the Calibration page: begun on a photo, saved as versions, exported */
#include "calibration-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/file.h"
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
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        begin (self, path, 0, self->draw_from);
      else
        calibration_page_say (self, _("The file is not on this computer: save it here first."));
    }
  g_clear_object (&self->chooser);
}

static void
draw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "jpg", "jpeg", "png", "heic", "heif" };
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  gboolean adjust = g_str_equal (name, "calibration.adjust-template");
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  if (!calibration_page_may_write (self))
    return;
  self->draw_from = adjust && self->kind == SHOWN_TEMPLATE ? self->id : 0;
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (adjust ? _("A Photo of This Kind of Patch") : _("A Photo Taken Straight from Above"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);
  gtk_file_filter_set_name (filter, _("Photos (JPEG, PNG, HEIC)"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (photo_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
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
exported_cb (SaltlineCalibrationPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autofree char *path = g_file_get_path (file), *message = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(Document) document = shown_template (self, &error);

      if (path == NULL)
        message = g_strdup (_("It can be written to a folder of this computer only"));
      else if (document != NULL && file_replace (path, document->body, strlen (document->body), &error))
        message = g_strdup_printf (_("Written to %s"), path);
      else
        message = g_strdup (error->message);
      calibration_page_say (self, message);
    }
  g_clear_object (&self->chooser);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) document = shown_template (self, &error);
  g_autofree char *file = NULL;

  if (document == NULL)
    {
      calibration_page_say (self, error->message);
      return;
    }
  file = g_strdup_printf ("%s-%s.json", document->name, document->version);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Export the Template"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
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
