/* ui/team-work.c */
#include "team-work.h"

#include <glib/gi18n.h>

#define STEPS_FOR_EACH 20000 /* of the planner: a second or two at most */

typedef struct {
  SaltlineWorkspace *workspace;
  char *team;
  SessionQuestion question;
  Occasion occasion;
  gboolean pack;
} Order;

void
team_work_free (TeamWork *work)
{
  if (work == NULL)
    return;
  packing_list_free (work->packing);
  team_session_free (work->session);
  g_free (work);
}

static void
free_work (gpointer data)
{
  team_work_free (data);
}

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->workspace);
  g_free (order->team);
  occasion_clear (&order->occasion);
  g_free (order);
}

static void
work_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Order *order = data;
  g_autoptr(TeamWork) work = g_new0 (TeamWork, 1);
  g_autoptr(GPtrArray) athletes = NULL;
  PlanChoice choice = { 0 };
  GError *error = NULL;

  athletes = store_athletes (saltline_workspace_get_store (order->workspace), order->team, &error);
  if (athletes != NULL)
    work->session = saltline_workspace_team_session (order->workspace, athletes, &order->question, cancellable, &error);
  if (work->session != NULL && order->pack)
    work->packing = team_session_pack (order->workspace, work->session, &choice, STEPS_FOR_EACH, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&work), free_work);
}

SaltlineJob *
team_work_async (SaltlineWorkspace *workspace, const char *team, const SessionQuestion *question, gboolean pack, GAsyncReadyCallback callback,
                 gpointer data)
{
  SaltlineJob *job = saltline_job_new (pack ? _("Packing for the team") : _("Working out the session"));
  g_autoptr(GTask) task = g_task_new (workspace, saltline_job_get_cancellable (job), callback, data);
  Order *order = g_new0 (Order, 1);

  order->workspace = g_object_ref (workspace);
  order->team = g_strdup (team);
  order->question = *question;
  order->occasion = *question->occasion;
  order->occasion.sport = g_strdup (question->occasion->sport);
  order->question.occasion = &order->occasion;
  order->pack = pack;
  g_task_set_task_data (task, order, order_free);
  saltline_job_run (job, task, work_thread);
  return job;
}

TeamWork *
team_work_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
