/* ui/calibration-page-work.c: what runs beside the user: standards being read, readings being computed again */
#include "calibration-page-private.h"

#include <glib/gi18n.h>

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

void
calibration_page_read_standards (SaltlineCalibrationPage *self, gint64 lot, LotSession *session, gboolean is_new)
{
  start (self, _("Reading standards"), lot, session, is_new, FALSE);
}

void
calibration_page_recompute (SaltlineCalibrationPage *self, gint64 document)
{
  start (self, _("Recomputing readings"), document, NULL, FALSE, TRUE);
}
