/* ui/lot-result.c */
#include "lot-result.h"

#include <glib/gi18n.h>

#include "store/documents.h"
#include "workspace/documents-cache.h"

void
lot_result_free (LotResult *result)
{
  if (result == NULL)
    return;
  stored_lot_free (result->lot);
  lot_session_free (result->session);
  lot_fit_free (result->fit);
  g_free (result->fault);
  g_free (result->version);
  g_free (result);
}

static gboolean
same_curves (const PatchCalibration *saved, const LotFit *fit)
{
  gboolean same = saved->n_volume == fit->n_volume_points && saved->n_chloride == fit->n_chloride_points;

  for (guint i = 0; same && i < saved->n_volume; i++)
    same = saved->volume[i].fraction == fit->volume[i].fraction && saved->volume[i].volume_ul == fit->volume[i].volume_ul;
  for (guint i = 0; same && i < saved->n_chloride; i++)
    for (int c = 0; c < 3; c++)
      same = same && saved->chloride[i].lab[c] == fit->chloride[i].lab[c];
  return same;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaltlineWorkspace *workspace = source;
  gint64 id = *(gint64 *) task_data;
  g_autoptr(LotResult) result = g_new0 (LotResult, 1);
  g_autoptr(GError) error = NULL;

  result->lot = store_lot (saltline_workspace_get_store (workspace), id, &error);
  result->session = result->lot != NULL ? saltline_workspace_measure_lot (workspace, result->lot, &error) : NULL;
  if (result->session == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (result->session->n > 0)
    result->fit = lot_fit (result->session->standards, result->session->n, LOT_BOOTSTRAP_SEED, &error);
  if (error != NULL)
    result->fault = g_strdup (error->message);
  if (result->lot->calibration_row != 0)
    {
      const PatchCalibration *saved = documents_cache_calibration (workspace, result->lot->calibration_row, NULL);

      result->version = saved != NULL ? g_strdup (saved->version) : NULL;
      result->is_saved = saved != NULL && result->fit != NULL && same_curves (saved, result->fit);
    }
  g_task_return_pointer (task, g_steal_pointer (&result), (GDestroyNotify) lot_result_free);
}

void
lot_result_load_async (SaltlineWorkspace *workspace, gint64 lot, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (workspace, cancellable, callback, data);

  g_return_if_fail (SALTLINE_IS_WORKSPACE (workspace));

  g_task_set_task_data (task, g_memdup2 (&lot, sizeof lot), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

LotResult *
lot_result_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
lot_result_remark (const LotResult *result, guint standard)
{
  const LotStandard *one;

  g_return_val_if_fail (result != NULL && standard < result->session->n, NULL);

  one = &result->session->standards[standard];
  if (one->excluded != NULL)
    return g_strdup_printf (_("Left out: %s"), one->excluded);
  if (result->session->faults[standard] != NULL)
    return g_strdup (result->session->faults[standard]);
  if (one->overflow)
    return g_strdup (_("Full: says only “at least”, not used for the volume"));
  if (result->fit != NULL && result->fit->residuals[standard].outlier)
    return g_strdup (_("Far from the curve"));
  return g_strdup ("");
}
