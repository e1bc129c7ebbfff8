/* ui/athlete-import.c */
#include "athlete-import.h"

#include <glib/gi18n.h>

#define REPORT_MS 150
#define STEPS     1000   /* of progress in one file */

typedef struct {
  SaltlineWorkspace *workspace;
  SaltlineJob *job;
  gint64 athlete;
  GPtrArray *paths;       /* of char * */
  AthleteImported imported;
  GObject *data;
  guint report_id;
  int steps_done;         /* atomic: of all files */
  guint n_read;           /* the rest belongs to the thread until it is done */
  ImportCounts counts;
  GString *faults;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_clear_handle_id (&import->report_id, g_source_remove);
  g_object_unref (import->workspace);
  g_object_unref (import->job);
  g_object_unref (import->data);
  g_ptr_array_unref (import->paths);
  g_string_free (import->faults, TRUE);
  g_free (import);
}

static void
progress_cb (guint64 done, guint64 all, gpointer data)
{
  Import *import = data;

  g_atomic_int_set (&import->steps_done, (int) (import->n_read * STEPS + (all > 0 ? MIN (done, all) * STEPS / all : 0)));
}

static gboolean
report_cb (gpointer data)
{
  Import *import = data;

  saltline_job_set_progress (import->job, (guint) g_atomic_int_get (&import->steps_done), import->paths->len * STEPS);
  return G_SOURCE_CONTINUE;
}

static gboolean
import_path (Import *import, const Athlete *athlete, const char *path, GCancellable *cancellable, GError **error)
{
  SourceOptions options = { .zone = athlete->zone, .cancellable = cancellable, .progress = progress_cb, .progress_data = import };
  g_autoptr(SourceReport) report = source_read (path, &options);
  g_autofree char *name = g_path_get_basename (path);
  ImportCounts counts = { 0 };

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !saltline_workspace_import_report (import->workspace, athlete->id, report, &counts, error))
    return FALSE;
  import->counts.added += counts.added;
  import->counts.updated += counts.updated;
  import->counts.unchanged += counts.unchanged;
  import->counts.left_out += counts.left_out;
  if (!report->ok || report->n_refused > 0)
    g_string_append_printf (import->faults, " %s: %s", name, report->reason->str);
  import->n_read++;
  return TRUE;
}

static void
import_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Import *import = task_data;
  GError *error = NULL;
  g_autoptr(Athlete) athlete = store_athlete (saltline_workspace_get_store (import->workspace), import->athlete, &error);
  gboolean done = athlete != NULL;

  for (guint i = 0; done && i < import->paths->len; i++)
    done = import_path (import, athlete, g_ptr_array_index (import->paths, i), cancellable, &error);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *import = g_task_get_task_data (G_TASK (result));
  const ImportCounts *counts = &import->counts;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) outcome = g_string_new (NULL);

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_string_append_printf (outcome, "%s. ", g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? _("Stopped") : error->message);
  g_string_append_printf (outcome, _("%u events new, %u updated, %u as before"), counts->added, counts->updated, counts->unchanged);
  if (counts->left_out > 0)
    g_string_append_printf (outcome, _(", %u without a time left out"), counts->left_out);
  g_string_append_c (outcome, '.');
  g_string_append (outcome, import->faults->str);
  g_clear_handle_id (&import->report_id, g_source_remove);
  saltline_job_finish (import->job, outcome->str);
  import->imported (outcome->str, import->data);
}

SaltlineJob *
athlete_import_run (SaltlineWorkspace *workspace, gint64 athlete, GListModel *files, AthleteImported imported, GObject *data)
{
  g_autoptr(GTask) task = NULL;
  Import *import;
  SaltlineJob *job;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && G_IS_LIST_MODEL (files) && imported != NULL && G_IS_OBJECT (data), NULL);

  import = g_new0 (Import, 1);
  import->workspace = g_object_ref (workspace);
  import->athlete = athlete;
  import->paths = g_ptr_array_new_with_free_func (g_free);
  import->imported = imported;
  import->data = g_object_ref (data);
  import->faults = g_string_new (NULL);
  import->job = job = saltline_job_new (_("Importing events"));
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_ptr_array_add (import->paths, g_file_get_path (file));
      else
        {
          g_autofree char *uri = g_file_get_uri (file);

          g_string_append_printf (import->faults, _(" %s: not a file on this computer."), uri);
        }
    }
  import->report_id = g_timeout_add (REPORT_MS, report_cb, import);
  task = g_task_new (NULL, saltline_job_get_cancellable (job), imported_cb, NULL);
  g_task_set_task_data (task, import, import_free);
  g_task_set_check_cancellable (task, FALSE); /* what was kept before a cancel is told */
  g_task_run_in_thread (task, import_in_thread);
  return g_object_ref (job);
}
