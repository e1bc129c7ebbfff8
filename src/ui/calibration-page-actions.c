/* ui/calibration-page-actions.c: what can be done on the Calibration page, by button, menu or key */
#include "calibration-page-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "photo-files.h"
#include "store/documents.h"
#include "workspace/installed.h"
#include "workspace/patches.h"

#define EXPORT_WIDTH_PT  480.0
#define EXPORT_HEIGHT_PT 360.0

/* --- work beside the user --- */

/* What a thread is at: standards on their way into a session, or readings being computed again. */
typedef struct {
  SaltlineWorkspace *workspace;
  SaltlineJob *job;
  gint64 id;              /* of the session, or of the document */
  LotSession *session;    /* NULL: recomputing, or reading again */
  gboolean recomputing;
  gboolean is_new;        /* the session: its kind of patch is recognised in the first photo */
  guint n_added;
  GPtrArray *moved;       /* out */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->workspace);
  g_object_unref (work->job);
  lot_session_free (work->session);
  g_clear_pointer (&work->moved, g_ptr_array_unref);
  g_free (work);
}

static void
progress_cb (guint done, guint of, gpointer data)
{
  saltline_job_post_progress (((Work *) data)->job, done, of);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  gboolean done;

  if (work->recomputing)
    done = (work->moved = saltline_workspace_recompute (work->workspace, work->id, progress_cb, work, cancellable, &error)) != NULL;
  else if (work->session != NULL)
    done = (!work->is_new || saltline_workspace_recognise_lot (work->workspace, work->id, work->session->paths[0], cancellable, &error))
           && saltline_workspace_add_standards (work->workspace, work->id, work->session, progress_cb, work, &work->n_added, cancellable, &error);
  else
    done = saltline_workspace_read_standards (work->workspace, work->id, progress_cb, work, cancellable, &error);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The first photo that gave nothing, for a message. */
static char *
outcome_of (const Work *work)
{
  if (work->session == NULL)
    return g_strdup (_("Done"));
  for (guint i = 0; i < work->session->n; i++)
    if (work->session->faults[i] != NULL)
      return g_strdup_printf (_("%u of %u standards added. %s: %s"), work->n_added, work->session->n, work->session->paths[i], work->session->faults[i]);
  return g_strdup_printf (ngettext ("%u standard added", "%u standards added", work->n_added), work->n_added);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineCalibrationPage) self = data;
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autofree char *outcome = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  outcome = done ? outcome_of (work) : g_strdup (stopped ? _("Stopped; nothing was added or changed") : error->message);
  saltline_job_finish (work->job, outcome);
  if (self->view == NULL)
    return; /* the window was closed meanwhile */
  if (!work->recomputing || !done)
    calibration_page_say (self, outcome);
  else if (work->moved->len == 0)
    calibration_page_say (self, _("No reading depends on another version"));
  else
    {
      g_clear_pointer (&self->moved, g_ptr_array_unref);
      self->moved = g_steal_pointer (&work->moved);
      self->moved_by = work->id;
      self->moved_applied = FALSE;
      calibration_page_show_moved (self, TRUE);
    }
}

/* Takes @session. */
static void
start (SaltlineCalibrationPage *self, const char *title, gint64 id, LotSession *session, gboolean is_new, gboolean recomputing)
{
  g_autoptr(GTask) task = NULL;
  Work *work = g_new0 (Work, 1);

  work->workspace = g_object_ref (self->workspace);
  work->job = saltline_job_new (title);
  work->id = id;
  work->session = session;
  work->is_new = is_new;
  work->recomputing = recomputing;
  saltline_page_add_job (SALTLINE_PAGE (self), work->job);
  task = g_task_new (NULL, saltline_job_get_cancellable (work->job), worked_cb, g_object_ref (self));
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_in_thread);
}

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
    start (self, _("Reading standards"), lot->id, session, TRUE, FALSE);
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
    start (self, _("Reading standards"), self->id, session, FALSE, FALSE);
  else
    begin_session (self, "lot", session);
}

/* --- files --- */

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
      g_autofree char *path = g_file_get_path (file);
      g_autofree char *small = path != NULL ? g_ascii_strdown (path, -1) : NULL;

      if (path == NULL)
        calibration_page_say (self, _("The file is not on this computer: save it here first."));
      else if (g_str_has_suffix (small, ".json"))
        import_json (self, path);
      else if (g_str_has_suffix (small, ".csv") || g_str_has_suffix (small, ".tsv") || g_str_has_suffix (small, ".txt"))
        open_table (self, path);
      else
        g_ptr_array_add (photos, g_steal_pointer (&path));
    }
  if (photos->len > 0)
    open_photos (self, photos);
}

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

static void
choose_files (SaltlineCalibrationPage *self, const char *title, const char *kind, const char *const *suffixes)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  if (!calibration_page_may_write (self))
    return;
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Open"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_filter_set_name (filter, kind);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (files_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const tables[] = { "csv", "tsv", "txt", NULL };
  static const char *const photos[] = { "jpg", "jpeg", "png", "heic", "heif", NULL };
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
      choose_files (self, _("Photos of Standards"), _("Photos (JPEG, PNG, HEIC)"), photos);
    }
}

/* --- saving to a file --- */

static void
saved_cb (SaltlineCalibrationPage *self, int response)
{
  gboolean of_figure = g_object_get_data (G_OBJECT (self->chooser), "figure") != NULL;
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
      else if (of_figure)
        done = figure != NULL && figure_export (figure, path, EXPORT_WIDTH_PT, EXPORT_HEIGHT_PT, &error);
      else if ((document = store_document (saltline_workspace_get_store (self->workspace), calibration_page_document (self), &error)) != NULL)
        done = file_replace (path, document->body, strlen (document->body), &error);
      message = done ? g_strdup_printf (_("Written to %s"), path) : g_strdup (error != NULL ? error->message : _("There is nothing to write"));
      calibration_page_say (self, message);
    }
  g_clear_object (&self->chooser);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  gboolean of_figure = g_str_equal (name, "calibration.export-figure");
  g_autoptr(Document) document = NULL;
  g_autofree char *file = NULL;

  if (!of_figure)
    {
      document = store_document (saltline_workspace_get_store (self->workspace), calibration_page_document (self), NULL);
      if (document == NULL)
        {
          calibration_page_say (self, _("Save the session as a version first"));
          return;
        }
      file = g_strdup_printf ("%s-%s.json", document->name, document->version);
    }
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (of_figure ? _("Export the Figure (SVG, PDF, PNG) or Its Data (CSV)") : _("Export the Calibration"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  if (of_figure)
    g_object_set_data (G_OBJECT (self->chooser), "figure", self);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), of_figure ? _("figure.svg") : file);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
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

/* --- the shown session --- */

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
  calibration_page_edit (self, changed, whole ? _("Remove the session") : _("Remove a standard"));
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
    start (self, _("Reading standards"), self->id, NULL, FALSE, FALSE);
}

/* --- recomputing --- */

static void
recompute_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (widget);
  gint64 document = calibration_page_document (self);

  if (document != 0)
    start (self, _("Recomputing readings"), document, NULL, FALSE, TRUE);
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

/* --- what is there --- */

void
calibration_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    GtkWidgetActionActivateFunc run;
  } actions[] = {
    { "calibration.new-from-table", open_action },    { "calibration.new-from-photos", open_action },
    { "calibration.add-photos", open_action },        { "calibration.import", open_action },
    { "calibration.export", export_action },          { "calibration.export-figure", export_action },
    { "calibration.copy-figure", copy_action },       { "calibration.copy-moved", copy_action },
    { "calibration.save", save_action },              { "calibration.remove-standard", remove_action },
    { "calibration.remove-session", remove_action },  { "calibration.undo", undo_action },
    { "calibration.redo", undo_action },              { "calibration.open-photo", open_photo_action },
    { "calibration.read-again", read_again_action },  { "calibration.recompute", recompute_action },
    { "calibration.apply", apply_action },            { "calibration.cancel", cancel_action },
    { "calibration.undo-recompute", undo_recompute_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].run);
}

/* Of the page that is seen: the same keys mean other things on other pages. */
static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer action)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_activate_action (widget, action, NULL);
}

void
calibration_page_add_shortcuts (SaltlineCalibrationPage *self)
{
  static const struct { const char *trigger, *action; } keys[] = {
    { "<Control>o", "calibration.new-from-table" },   { "<Control><Shift>o", "calibration.add-photos" },
    { "<Control>s", "calibration.save" },             { "<Control>r", "calibration.read-again" },
    { "<Control>z", "calibration.undo" },             { "<Control><Shift>z|<Control>y", "calibration.redo" },
    { "<Control>e", "calibration.export-figure" },    { "<Control><Shift>c", "calibration.copy-figure" },
    { "<Control>Return", "calibration.open-photo" },  { "<Control>Delete", "calibration.remove-standard" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                                            gtk_callback_action_new (key_cb, (gpointer) keys[i].action, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
