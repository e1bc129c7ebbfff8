/* ui/calibration-page-files.c: tables, photos and documents that come in; documents, figures and tables that go out */
#include "calibration-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/file.h"
#include "photo-files.h"
#include "store/documents.h"
#include "workspace/installed.h"
#include "workspace/patches.h"

#define EXPORT_WIDTH_PT  480.0
#define EXPORT_HEIGHT_PT 360.0

const char *const calibration_page_photo_suffixes[] = { "jpg", "jpeg", "png", "heic", "heif", NULL };

/* --- sessions --- */

/* The template of the newest session; else the first that came with the program. */
static gint64
likely_template (SaltlineCalibrationPage *self, GError **error)
{
  g_autoptr(GPtrArray) lots = store_lots (saltline_workspace_get_store (self->workspace), error);
  const Installed *installed = installed_get ();
  gint64 row = 0;

  if (lots == NULL)
    return 0;
  if (lots->len > 0)
    return ((const StoredLot *) g_ptr_array_index (lots, 0))->template_row;
  for (guint i = installed->n_templates; i-- > 0;)
    if ((row = saltline_workspace_keep_template (self->workspace, installed->templates[i], error)) == 0)
      return 0;
  if (row == 0)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_MISSING, _("There is no template: import one first."));
  return row;
}

/* A session with these standards to come; takes @session. */
static void
begin_session (SaltlineCalibrationPage *self, const char *name, LotSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(StoredLot) lot = NULL;
  gint64 template_row = likely_template (self, &error);

  lot = template_row != 0 ? stored_lot_new (name, template_row) : NULL;
  if (lot != NULL)
    {
      g_free (lot->made_on);
      lot->made_on = g_date_time_format (now, "%Y-%m-%d");
    }
  if (lot == NULL || !saltline_workspace_add_lot (self->workspace, lot, &error))
    {
      calibration_page_say (self, error->message);
      lot_session_free (session);
      return;
    }
  saltline_calibration_page_show_session (self, lot->id);
  if (session->n > 0)
    calibration_page_read_standards (self, lot->id, session, TRUE);
  else
    lot_session_free (session);
}

static void
open_table (SaltlineCalibrationPage *self, const char *path)
{
  g_autoptr(GError) error = NULL;
  LotSession *session = lot_session_load (path, &error);
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');

  if (session == NULL)
    {
      calibration_page_say (self, error->message);
      return;
    }
  if (dot != NULL && dot != base)
    *dot = '\0';
  begin_session (self, base, session);
}

static void
open_photos (SaltlineCalibrationPage *self, GPtrArray *paths)
{
  LotSession *session = lot_session_new (paths->len);

  for (guint i = 0; i < paths->len; i++)
    session->paths[i] = g_strdup (g_ptr_array_index (paths, i));
  for (guint i = 0; i < paths->len; i++)
    session->standards[i].photo = g_path_get_basename (session->paths[i]);
  if (self->kind == SHOWN_SESSION)
    calibration_page_read_standards (self, self->id, session, FALSE);
  else
    begin_session (self, "lot", session);
}

/* --- documents --- */

static void
import_json (SaltlineCalibrationPage *self, const char *path)
{
  g_autoptr(GError) calibration_error = NULL, template_error = NULL, error = NULL;
  g_autoptr(PatchCalibration) calibration = patch_calibration_load (path, &calibration_error);
  g_autoptr(PatchTemplate) geometry = calibration == NULL ? patch_template_load (path, &template_error) : NULL;
  g_autofree char *message = NULL;
  gint64 row = 0;

  if (calibration != NULL)
    row = saltline_workspace_keep_calibration (self->workspace, calibration, &error);
  else if (geometry != NULL)
    row = saltline_workspace_keep_template (self->workspace, geometry, &error);
  else
    {
      /* The reader of the format that it has says what is wrong with it. */
      g_autofree char *text = NULL;
      gboolean is_template = g_file_get_contents (path, &text, NULL, NULL) && strstr (text, "saltline-template") != NULL;

      calibration_page_say (self, is_template ? template_error->message : calibration_error->message);
      return;
    }
  if (row == 0)
    {
      calibration_page_say (self, error->message);
      return;
    }
  saltline_workspace_documents_changed (self->workspace);
  message = g_strdup_printf (_("%s, version %s, is kept in the workspace"), calibration != NULL ? calibration->id : geometry->id,
                             calibration != NULL ? calibration->version : geometry->version);
  calibration_page_say (self, message);
  if (calibration != NULL)
    {
      calibration_page_show (self, SHOWN_CALIBRATION, row);
      calibration_page_list (self);
    }
}

void
saltline_calibration_page_add_files (SaltlineCalibrationPage *self, GListModel *files)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (SALTLINE_IS_CALIBRATION_PAGE (self) && G_IS_LIST_MODEL (files));

  if (!calibration_page_may_write (self))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = saltline_page_get_path (SALTLINE_PAGE (self), file, FALSE);
      g_autofree char *small = path != NULL ? g_ascii_strdown (path, -1) : NULL;

      if (path == NULL)
        continue;
      if (g_str_has_suffix (small, ".json"))
        import_json (self, path);
      else if (g_str_has_suffix (small, ".csv") || g_str_has_suffix (small, ".tsv") || g_str_has_suffix (small, ".txt"))
        open_table (self, path);
      else
        g_ptr_array_add (photos, g_steal_pointer (&path));
    }
  if (photos->len > 0)
    open_photos (self, photos);
}

/* --- choosing --- */

static void
files_chosen_cb (SaltlineCalibrationPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));

      saltline_calibration_page_add_files (self, files);
    }
  g_clear_object (&self->chooser);
}

void
calibration_page_choose_files (SaltlineCalibrationPage *self, const char *title, const char *kind, const char *const *suffixes, gboolean several,
                               GCallback chosen)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  if (!calibration_page_may_write (self))
    return;
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Open"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), several);
  gtk_file_filter_set_name (filter, kind);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", chosen, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
choose_files (SaltlineCalibrationPage *self, const char *title, const char *kind, const char *const *suffixes)
{
  calibration_page_choose_files (self, title, kind, suffixes, TRUE, G_CALLBACK (files_chosen_cb));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const tables[] = { "csv", "tsv", "txt", NULL };
  static const char *const json[] = { "json", NULL };
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);

  if (g_str_equal (name, "calibration.import"))
    choose_files (self, _("Import a Calibration or a Template"), _("Calibrations and templates (JSON)"), json);
  else if (g_str_equal (name, "calibration.new-from-table"))
    choose_files (self, _("New Session from a Table of Standards"), _("Tables (CSV, TSV)"), tables);
  else
    {
      if (g_str_equal (name, "calibration.new-from-photos"))
        calibration_page_show (self, SHOWN_NOTHING, 0); /* else they would join the shown session */
      choose_files (self, _("Photos of Standards"), _("Photos (JPEG, PNG, HEIC)"), calibration_page_photo_suffixes);
    }
}

/* --- saving to a file --- */

/* The figure that is shown, or the document that was asked for. */
static void
saved_cb (SaltlineCalibrationPage *self, int response)
{
  const gint64 *row = g_object_get_data (G_OBJECT (self->chooser), "document");
  Figure *figure = saltline_figure_view_get_figure (self->view);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autofree char *path = g_file_get_path (file), *message = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(Document) document = NULL;
      gboolean done = FALSE;

      if (path == NULL)
        g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("It can be written to a folder of this computer only"));
      else if (row == NULL)
        done = figure != NULL && figure_export (figure, path, EXPORT_WIDTH_PT, EXPORT_HEIGHT_PT, &error);
      else if ((document = store_document (saltline_workspace_get_store (self->workspace), *row, &error)) != NULL)
        done = file_replace (path, document->body, strlen (document->body), &error);
      message = done ? g_strdup_printf (_("Written to %s"), path) : g_strdup (error != NULL ? error->message : _("There is nothing to write"));
      calibration_page_say (self, message);
    }
  g_clear_object (&self->chooser);
}

static void
choose_place (SaltlineCalibrationPage *self, const char *title, const char *name)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
}

void
calibration_page_export_document (SaltlineCalibrationPage *self, const char *title, const Document *document)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.json", document->name, document->version);

  choose_place (self, title, name);
  g_object_set_data_full (G_OBJECT (self->chooser), "document", g_memdup2 (&document->id, sizeof document->id), g_free);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  g_autoptr(Document) document = NULL;

  if (g_str_equal (name, "calibration.export-figure"))
    {
      choose_place (self, _("Export the Figure (SVG, PDF, PNG) or Its Data (CSV)"), _("figure.svg"));
      gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
      return;
    }
  document = store_document (saltline_workspace_get_store (self->workspace), calibration_page_document (self), NULL);
  if (document != NULL)
    calibration_page_export_document (self, _("Export the Calibration"), document);
  else
    calibration_page_say (self, _("Save the session as a version first"));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  Figure *figure = saltline_figure_view_get_figure (self->view);
  g_autofree char *text = NULL;

  if (g_str_equal (name, "calibration.copy-moved"))
    text = self->moved != NULL ? moved_to_table (self->moved) : NULL;
  else if (figure != NULL)
    text = figure_to_table (figure, '\t');
  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  calibration_page_say (self, _("Copied as a table"));
}

void
calibration_page_install_file_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "calibration.new-from-table", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "calibration.new-from-photos", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "calibration.add-photos", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "calibration.import", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "calibration.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "calibration.export-figure", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "calibration.copy-figure", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "calibration.copy-moved", NULL, copy_action);
}
