/* ui/service-job.c */
#include "service-job.h"

#include <glib/gi18n.h>

#include "workspace/strava.h"
#include "workspace/weather.h"

typedef struct {
  SaltlineWorkspace *workspace;
  SaltlineJob *job;
  ServiceJobKind kind;
  gint64 athlete;
  char *client_id, *client_secret;
  ServiceJobDone done;
  GObject *data;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->workspace);
  g_object_unref (run->job);
  g_clear_object (&run->data);
  g_free (run->client_id);
  secret_free (run->client_secret);
  g_free (run);
}

static gboolean
open_page_cb (gpointer data)
{
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri (data, NULL, &error))
    g_message ("no browser could be opened: %s", error->message);
  return G_SOURCE_REMOVE;
}

static gboolean
show_page (const char *url, gpointer data, GError **error)
{
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, open_page_cb, g_strdup (url), (GDestroyNotify) secret_free);
  return TRUE;
}

static char *
look_up (Run *run, const Athlete *athlete, GCancellable *cancellable, GError **error)
{
  g_auto(WeatherLookup) lookup = { 0 };

  if (!saltline_workspace_look_up_weather (run->workspace, athlete, NULL, cancellable, &lookup, error))
    return NULL;
  if (lookup.faults->len > 0)
    return g_strdup (g_ptr_array_index (lookup.faults, 0));
  return g_strdup_printf (_("Weather of %u of %u outdoor workouts. %s"), lookup.known, lookup.workouts, OPEN_METEO_ATTRIBUTION);
}

/* Without a keyring a connection lasts as long as the program: nothing is written in the clear. */
static SecretKeeper *
keeper_of_this_run (void)
{
  static SecretKeeper *keeper;

  if (g_once_init_enter (&keeper))
    g_once_init_leave (&keeper, secret_keeper_new_memory ());
  return keeper;
}

static char *
use_strava (Run *run, const Athlete *athlete, GCancellable *cancellable, GError **error)
{
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
  g_autoptr(AthleteStrava) strava = saltline_workspace_strava (run->workspace, athlete, keeper, NULL, error);
  g_autoptr(GError) locked = NULL;
  LentCounts counts;
  gboolean revoked;
  guint erased;

  if (strava == NULL)
    return NULL;
  strava_is_connected (&strava->access, &locked);
  if (locked != NULL)
    strava->access.keeper = keeper_of_this_run ();
  if (run->kind == SERVICE_JOB_DISCONNECT)
    return athlete_strava_disconnect (strava, &erased, &revoked, cancellable, error)
           ? g_strdup_printf (_("Strava has ended the access; %u activities are erased here."), erased) : NULL;
  if (run->kind == SERVICE_JOB_CONNECT
      && ((run->client_id && !strava_keep_client (&strava->access, run->client_id, run->client_secret, error))
          || !athlete_strava_connect (strava, show_page, NULL, STRAVA_BROWSER_MS, cancellable, error)))
    return NULL;
  if (!strava_sync (&strava->access, NULL, cancellable, &counts, error))
    return NULL;
  return g_strdup_printf (_("Strava: %u activities new, %u changed, %u gone; seen in the athlete’s own view for 7 days.%s"), counts.added, counts.updated, counts.erased,
                          locked != NULL ? _(" Without a keyring the connection ends with the program.") : "");
}

/* What cannot be had now is asked for next time. */
static char *
fetch_all (Run *run, GCancellable *cancellable, GError **error)
{
  Store *store = saltline_workspace_get_store (run->workspace);
  g_autoptr(GPtrArray) athletes = NULL;

  if (!store_expire_lent (store, NULL, error))
    return NULL;
  athletes = services_are_on (store) ? store_athletes (store, NULL, error) : NULL;
  for (guint i = 0; athletes && i < athletes->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const Athlete *athlete = g_ptr_array_index (athletes, i);
      g_autofree char *weather = NULL, *strava = NULL;
      g_autoptr(GError) local = NULL;

      if (service_is_chosen (store, SERVICE_WEATHER, athlete->id))
        weather = look_up (run, athlete, cancellable, &local);
      g_clear_error (&local);
      if (service_is_chosen (store, SERVICE_STRAVA, athlete->id))
        strava = use_strava (run, athlete, cancellable, &local);
    }
  return g_strdup (_("What is switched on was asked for."));
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Run *run = task_data;
  GError *error = NULL;
  g_autoptr(Athlete) athlete = NULL;
  char *outcome = NULL;

  if (run->kind == SERVICE_JOB_ALL)
    outcome = fetch_all (run, cancellable, &error);
  else
    {
      athlete = store_athlete (saltline_workspace_get_store (run->workspace), run->athlete, &error);
      if (athlete != NULL)
        outcome = run->kind == SERVICE_JOB_WEATHER ? look_up (run, athlete, cancellable, &error) : use_strava (run, athlete, cancellable, &error);
    }
  if (outcome != NULL)
    g_task_return_pointer (task, outcome, g_free);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autofree char *outcome = g_task_propagate_pointer (G_TASK (result), &error);
  const char *said = outcome ? outcome : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? _("Stopped") : error->message;

  saltline_job_finish (run->job, said);
  if (run->done)
    run->done (said, run->data);
}

SaltlineJob *
service_job_run (SaltlineWorkspace *workspace, ServiceJobKind kind, gint64 athlete, const char *client_id, const char *client_secret,
                 ServiceJobDone done, GObject *data)
{
  const char *titles[] = { _("Looking up the weather"), _("Connecting Strava"), _("Fetching from Strava"), _("Disconnecting Strava"), _("Asking online services") };
  g_autoptr(GTask) task = NULL;
  Run *run = g_new0 (Run, 1);
  SaltlineJob *job = saltline_job_new (titles[kind]);

  *run = (Run) { g_object_ref (workspace), g_object_ref (job), kind, athlete, g_strdup (client_id), g_strdup (client_secret), done,
                 data ? g_object_ref (data) : NULL };
  task = g_task_new (NULL, saltline_job_get_cancellable (job), done_cb, NULL);
  g_task_set_task_data (task, run, run_free);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_in_thread);
  return job;
}
