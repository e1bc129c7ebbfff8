/* ui/plan-work.c */
#include "plan-work.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_STEPS 40000 /* then the best so far is shown as what it is */

typedef struct {
  SaltlineWorkspace *workspace;
  PlanOrder order;
} Running;

void
plan_order_clear (PlanOrder *order)
{
  occasion_clear (&order->occasion);
  plan_choice_clear (&order->choice);
  g_clear_pointer (&order->needs, g_free);
}

void
plan_work_free (PlanWork *work)
{
  if (work == NULL)
    return;
  product_plans_free (work->plans);
  needs_free (work->needs);
  catalogue_free (work->catalogue);
  loaded_advice_free (work->advice);
  g_free (work);
}

static void
free_work (gpointer data)
{
  plan_work_free (data);
}

static void
running_free (gpointer data)
{
  Running *running = data;

  g_object_unref (running->workspace);
  plan_order_clear (&running->order);
  g_free (running);
}

/* What was typed, under the rules that the workout has for its phases: no meals while moving, no caffeine in the evening. */
static Needs *
needs_typed (const char *json, const Needs *advised, GError **error)
{
  Needs *needs = needs_parse (json, _("The needs typed by hand"), error);

  for (guint p = 0; needs != NULL && advised != NULL && p < needs->phases->len; p++)
    needs_take_rules (g_ptr_array_index (needs->phases, p), advised);
  return needs;
}

static void
work_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Running *running = data;
  PlanOrder *order = &running->order;
  g_autoptr(PlanWork) work = g_new0 (PlanWork, 1);
  LoadedAdvice *loaded = work->advice = g_new0 (LoadedAdvice, 1);
  GError *error = NULL;

  advice_request_init (&loaded->request);
  loaded->request.occasion = order->occasion;
  occasion_init (&order->occasion); /* taken */
  loaded->request.start_hour = order->start_hour;
  loaded->athlete = store_athlete (saltline_workspace_get_store (running->workspace), order->athlete, &error);
  if (loaded->athlete != NULL)
    loaded->advice = saltline_workspace_advise (running->workspace, loaded->athlete, &loaded->request, &error);
  if (loaded->athlete != NULL && order->needs != NULL)
    g_clear_error (&error); /* for a workout that nobody knows, too */
  if (error == NULL)
    work->needs = loaded->advice != NULL ? workout_advice_needs (loaded->advice, &loaded->request) : NULL;
  if (error == NULL && order->needs != NULL)
    {
      g_autoptr(Needs) advised = g_steal_pointer (&work->needs);

      work->needs = needs_typed (order->needs, advised, &error);
    }
  if (error == NULL)
    work->catalogue = saltline_workspace_catalogue (running->workspace, &error);
  if (work->catalogue != NULL)
    {
      work->needs->max_distinct = order->max_distinct;
      work->needs->max_units = order->max_units;
      memcpy (work->needs->order, order->order, sizeof order->order);
      plan_choice_drop_unknown (&order->choice, work->catalogue);
      work->plans = plan_products (work->catalogue, work->needs, &order->choice, order->top, MOST_STEPS, cancellable, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&work), free_work);
}

SaltlineJob *
plan_work_async (SaltlineWorkspace *workspace, PlanOrder *order, GAsyncReadyCallback callback, gpointer data)
{
  SaltlineJob *job = saltline_job_new (_("Looking for the best plans"));
  g_autoptr(GTask) task = g_task_new (workspace, saltline_job_get_cancellable (job), callback, data);
  Running *running = g_new0 (Running, 1);

  running->workspace = g_object_ref (workspace);
  running->order = *order;
  *order = (PlanOrder) { 0 };
  g_task_set_task_data (task, running, running_free);
  saltline_job_run (job, task, work_thread);
  return job;
}

PlanWork *
plan_work_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
