/* ui/advice-load.c */
#include "advice-load.h"

#include "units.h"

typedef struct {
  SaltlineWorkspace *workspace;
  gint64 athlete;
  LoadedAdvice *loaded;
} Load;

void
loaded_advice_free (LoadedAdvice *loaded)
{
  if (loaded == NULL)
    return;
  athlete_free (loaded->athlete);
  workout_advice_free (loaded->advice);
  advice_request_clear (&loaded->request);
  g_free (loaded);
}

gboolean
loaded_advice_set_units (LoadedAdvice *loaded, SaltlineWorkspace *workspace, UnitSystem units, GError **error)
{
  WorkoutAdvice *again;

  if (loaded->request.occasion.units == units)
    return TRUE;
  loaded->request.occasion.units = units;
  again = saltline_workspace_advise (workspace, loaded->athlete, &loaded->request, error);
  if (again == NULL)
    return FALSE;
  workout_advice_free (loaded->advice);
  loaded->advice = again;
  return TRUE;
}

static void
load_free (gpointer data)
{
  Load *load = data;

  g_object_unref (load->workspace);
  loaded_advice_free (load->loaded);
  g_free (load);
}

static void
free_loaded (gpointer data)
{
  loaded_advice_free (data);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *load = data;
  LoadedAdvice *loaded = load->loaded;
  GError *error = NULL;

  loaded->athlete = store_athlete (saltline_workspace_get_store (load->workspace), load->athlete, &error);
  if (loaded->athlete != NULL)
    loaded->advice = saltline_workspace_advise (load->workspace, loaded->athlete, &loaded->request, &error);
  if (loaded->advice != NULL)
    g_task_return_pointer (task, g_steal_pointer (&load->loaded), free_loaded);
  else
    g_task_return_error (task, error);
}

void
advice_load_async (SaltlineWorkspace *workspace, gint64 athlete, const char *workout, const Occasion *occasion, double start_hour,
                   const AdviceToday *today,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (workspace, cancellable, callback, data);
  Load *load = g_new0 (Load, 1);

  load->workspace = g_object_ref (workspace);
  load->athlete = athlete;
  load->loaded = g_new0 (LoadedAdvice, 1);
  advice_request_init (&load->loaded->request);
  load->loaded->request.workout = g_strdup (workout);
  load->loaded->request.start_hour = start_hour;
  load->loaded->request.competition = today->competition;
  load->loaded->request.body.dark_urine = today->dark_urine;
  if (occasion != NULL)
    {
      load->loaded->request.occasion = *occasion;
      load->loaded->request.occasion.sport = g_strdup (occasion->sport);
    }
  load->loaded->request.occasion.units = units_shown ();
  g_task_set_task_data (task, load, load_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, load_thread);
}

LoadedAdvice *
advice_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
