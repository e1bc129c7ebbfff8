/* ui/photo-export.c */
#include "photo-export.h"

#include <glib/gi18n.h>

#include "workspace/readings-table.h"

typedef struct {
  SaltlineWorkspace *workspace;
  SaltlineJob *job;
  GArray *ids;
  char *path;
  gboolean overlays;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->workspace);
  g_object_unref (export->job);
  g_array_unref (export->ids);
  g_free (export->path);
  g_free (export);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Export *export = task_data;
  const gint64 *ids = (const gint64 *) (const void *) export->ids->data;
  GError *error = NULL;
  gboolean done = TRUE;

  if (!export->overlays)
    done = readings_table_write (export->workspace, ids, export->ids->len, export->path, &error);
  for (guint i = 0; export->overlays && done && i < export->ids->len; i++)
    done = !g_cancellable_set_error_if_cancelled (cancellable, &error)
           && readings_overlay_write (export->workspace, ids[i], export->path, cancellable, &error);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const Export *export = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autofree char *outcome = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    outcome = g_strdup_printf (ngettext ("%u photo written to %s", "%u photos written to %s", export->ids->len), export->ids->len, export->path);
  else
    outcome = g_strdup (error->message);
  saltline_job_finish (export->job, outcome);
}

SaltlineJob *
photo_export_run (SaltlineWorkspace *workspace, GPtrArray *items, GFile *to, gboolean overlays)
{
  g_autoptr(GTask) task = NULL;
  Export *export;
  SaltlineJob *job;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && items != NULL && g_file_peek_path (to) != NULL, NULL);

  export = g_new0 (Export, 1);
  export->workspace = g_object_ref (workspace);
  export->job = saltline_job_new (overlays ? _("Exporting overlays") : _("Exporting the table"));
  export->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  export->path = g_file_get_path (to);
  export->overlays = overlays;
  for (guint i = 0; i < items->len; i++)
    {
      gint64 id = saltline_photo_item_get_id (g_ptr_array_index (items, i));

      if (id != 0)
        g_array_append_val (export->ids, id);
    }
  if (export->ids->len == 0)
    {
      export_free (export);
      return NULL;
    }
  job = g_object_ref (export->job);
  task = g_task_new (NULL, saltline_job_get_cancellable (job), exported_cb, NULL);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_in_thread);
  return job;
}
