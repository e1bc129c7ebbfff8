/* ui/athlete-import.c */
#include "athlete-import.h"

#include <glib/gi18n.h>

#include "workspace/import-paths.h"

#define REPORT_MS 150

typedef struct {
  SaltlineWorkspace *workspace;
  SaltlineJob *job;
  GStrv paths;
  AthleteImported imported;
  GObject *data;
  guint report_id;
  int steps_done, steps_all;  /* atomic */
  ImportTally tally;          /* this and the report belong to the thread until it is done */
  ImportReport report;
} Import;

static void
remark_free (gpointer data)
{
  ImportRemark *remark = data;

  g_free (remark->file);
  g_free (remark->text);
  g_free (remark);
}

static void
import_free (gpointer data)
{
  Import *import = data;

  g_clear_handle_id (&import->report_id, g_source_remove);
  g_object_unref (import->workspace);
  g_object_unref (import->job);
  g_object_unref (import->data);
  g_strfreev (import->paths);
  g_ptr_array_unref (import->report.remarks);
  g_free (import->report.outcome);
  g_free (import);
}

static void
progress_cb (guint64 done, guint64 all, gpointer data)
{
  Import *import = data;

  g_atomic_int_set (&import->steps_all, (int) MIN (all, G_MAXINT));
  g_atomic_int_set (&import->steps_done, (int) MIN (done, G_MAXINT));
}

static gboolean
report_cb (gpointer data)
{
  Import *import = data;

  saltline_job_set_progress (import->job, (guint) g_atomic_int_get (&import->steps_done), (guint) g_atomic_int_get (&import->steps_all));
  return G_SOURCE_CONTINUE;
}

/* @file: (transfer full) */
static void
add_remark (Import *import, char *file, const char *text, gboolean failed)
{
  ImportRemark *remark = g_new (ImportRemark, 1);

  *remark = (ImportRemark) { file, g_strdup (text), failed };
  g_ptr_array_add (import->report.remarks, remark);
  import->report.n_failed += failed;
}

static void
told_cb (const SourceReport *report, const ImportCounts *counts, gpointer data)
{
  if (report->reason->len > 0)
    add_remark (data, g_filename_display_basename (report->file), report->reason->str, !report->ok || report->n_refused > 0);
}

static void
import_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Import *import = task_data;
  const SourceOptions options = { .cancellable = cancellable, .progress = progress_cb, .progress_data = import };
  GError *error = NULL;
  g_autoptr(Athlete) athlete = store_athlete (saltline_workspace_get_store (import->workspace), import->report.athlete, &error);

  if (athlete != NULL && saltline_workspace_import_paths (import->workspace, athlete, (const char *const *) import->paths, &options, told_cb, import,
                                                          &import->tally, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* (transfer full) */
static char *
outcome_of (const Import *import, const GError *error)
{
  const ImportCounts *counts = &import->tally.counts;
  const guint n_given = g_strv_length (import->paths), n_read = import->tally.n_read;
  GString *outcome = g_string_new (NULL);

  if (error != NULL)
    g_string_append_printf (outcome, "%s. ", error->message);
  else if (import->tally.cancelled)
    g_string_append_printf (outcome, _("Stopped after %u of %u. "), n_read, n_given);
  g_string_append_printf (outcome, _("%u events new, %u updated, %u as before"), counts->added, counts->updated, counts->unchanged);
  if (counts->left_out > 0)
    g_string_append_printf (outcome, _(", %u without a time left out"), counts->left_out);
  if (n_given > 1)
    g_string_append_printf (outcome, ngettext (", from %u file", ", from %u files", n_read), n_read);
  g_string_append_c (outcome, '.');
  return g_string_free (outcome, FALSE);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *import = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  import->report.outcome = outcome_of (import, error);
  import->report.changed = import->tally.counts.added + import->tally.counts.updated > 0;
  g_clear_handle_id (&import->report_id, g_source_remove);
  saltline_job_finish (import->job, import->report.outcome);
  import->imported (&import->report, import->data);
}

SaltlineJob *
athlete_import_run (SaltlineWorkspace *workspace, gint64 athlete, GListModel *files, AthleteImported imported, GObject *data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GStrvBuilder) paths = NULL;
  guint n;
  Import *import;
  SaltlineJob *job;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && G_IS_LIST_MODEL (files) && imported != NULL && G_IS_OBJECT (data), NULL);

  n = g_list_model_get_n_items (files);
  import = g_new0 (Import, 1);
  import->workspace = g_object_ref (workspace);
  import->report.athlete = athlete;
  import->report.n_files = n;
  import->imported = imported;
  import->data = g_object_ref (data);
  import->report.remarks = g_ptr_array_new_with_free_func (remark_free);
  import->job = job = saltline_job_new (n > 1 ? _("Importing files") : _("Importing events"));
  paths = g_strv_builder_new ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_strv_builder_add (paths, g_file_peek_path (file));
      else
        add_remark (import, g_file_get_uri (file), _("This is no file on this computer. Copy it here first."), TRUE);
    }
  import->paths = g_strv_builder_end (paths);
  import->report_id = g_timeout_add (REPORT_MS, report_cb, import);
  task = g_task_new (NULL, saltline_job_get_cancellable (job), imported_cb, NULL);
  g_task_set_task_data (task, import, import_free);
  g_task_set_check_cancellable (task, FALSE); /* what was kept before a cancel is told */
  g_task_run_in_thread (task, import_in_thread);
  return g_object_ref (job);
}
