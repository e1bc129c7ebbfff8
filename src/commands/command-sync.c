/* commands/command-sync.c: `saltline sync weather|strava`: fetches what people would otherwise type */
#include <glib/gi18n.h>

#include "base/json.h"
#include "commands-list.h"
#include "interrupt.h"
#include "strava-terminal.h"
#include "with-workspace.h"
#include "workspace/weather.h"

static const char *const verbs[] = { "weather", "strava", NULL };

static void
print_weather (const Athlete *athlete, const WeatherLookup *lookup, const GError *error, gboolean json)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!json)
    {
      g_print (_("%s: weather of %u of %u outdoor workouts (%u requests; %u indoor, %u without a position)\n"), athlete->name, lookup->known,
               lookup->workouts, lookup->asked, lookup->indoor, lookup->no_position);
      if (lookup->too_early)
        g_print (_("  %u planned workouts lie beyond the forecast; they are asked for when they are nearer.\n"), lookup->too_early);
      if (lookup->known < lookup->workouts - lookup->too_early)
        g_print (_("  What is missing can be typed by hand, and is asked for again next time.\n"));
      return;
    }
  builder = json_builder_new_immutable ();
  json_builder_begin_object (builder);
  json_put_string (builder, "athlete", athlete->handle);
  json_put_integer (builder, "workouts", lookup->workouts);
  json_put_integer (builder, "known", lookup->known);
  json_put_integer (builder, "requests", lookup->asked);
  json_put_integer (builder, "indoor", lookup->indoor);
  json_put_integer (builder, "no_position", lookup->no_position);
  json_put_integer (builder, "too_early", lookup->too_early);
  json_put_array (builder, "faults");
  for (guint i = 0; i < lookup->faults->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (lookup->faults, i));
  if (error)
    json_builder_add_string_value (builder, error->message);
  json_builder_end_array (builder);
  json_put_string (builder, "attribution", OPEN_METEO_ATTRIBUTION);
  json_builder_end_object (builder);
  command_print_json (builder);
}

/* @handle NULL: all athletes for whom it is switched on. */
static GPtrArray *
athletes_to_sync (SaltlineWorkspace *workspace, Service service, const char *handle)
{
  Store *store = saltline_workspace_get_store (workspace);
  GPtrArray *athletes;
  g_autoptr(GError) error = NULL;

  if (handle)
    {
      Athlete *athlete = command_find_athlete ("sync", workspace, handle);

      athletes = athlete ? g_ptr_array_new_with_free_func ((GDestroyNotify) athlete_free) : NULL;
      if (athlete)
        g_ptr_array_add (athletes, athlete);
      return athletes;
    }
  athletes = store_athletes (store, NULL, &error);
  if (athletes == NULL)
    command_complain ("sync", "%s", error->message);
  for (guint i = athletes ? athletes->len : 0; i-- > 0;)
    if (!service_is_chosen (store, service, ((Athlete *) g_ptr_array_index (athletes, i))->id))
      g_ptr_array_remove_index (athletes, i);
  return athletes;
}

static CommandStatus
sync_weather (SaltlineWorkspace *workspace, const char *handle, const char *endpoint, gboolean json)
{
  g_autoptr(GPtrArray) athletes = athletes_to_sync (workspace, SERVICE_WEATHER, handle);
  CommandStatus status = COMMAND_DONE;
  const WeatherOptions options = { .endpoint = endpoint };

  if (athletes == NULL)
    return COMMAND_REFUSED;
  if (athletes->len == 0 && !json)
    g_print (_("Weather is switched on for nobody: “saltline services weather --athlete ID” does.\n"));
  for (guint i = 0; i < athletes->len; i++)
    {
      const Athlete *athlete = g_ptr_array_index (athletes, i);
      g_auto(WeatherLookup) lookup = { 0 };
      g_autoptr(GError) error = NULL;

      if (!saltline_workspace_look_up_weather (workspace, athlete, &options, interrupt_watch (), &lookup, &error))
        {
          command_complain ("sync weather", "%s: %s", athlete->name, error->message);
          status = COMMAND_REFUSED;
        }
      for (guint f = 0; f < lookup.faults->len; f++)
        {
          command_complain ("sync weather", "%s: %s", athlete->name, (const char *) g_ptr_array_index (lookup.faults, f));
          status = COMMAND_REFUSED;
        }
      print_weather (athlete, &lookup, error, json);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        break;
    }
  if (athletes->len > 0 && !json)
    g_print ("%s\n", OPEN_METEO_ATTRIBUTION);
  return status;
}

/* Without a keyring nothing was kept: ID, secret and consent are asked for, and forgotten with the end of the run. */
static gboolean
connect_for_this_run (AthleteStrava *strava, GError **error)
{
  return ask_client ("sync strava", &strava->access, NULL)
         && athlete_strava_connect (strava, show_page_at_terminal, NULL, STRAVA_BROWSER_MS, interrupt_watch (), error);
}

static void
print_strava (const Athlete *athlete, const LentCounts *counts, const GError *error, gboolean json)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!json)
    {
      g_print (_("%s: %u activities new, %u changed, %u as before, %u deleted there and here; shown in the athlete’s own view for 7 days\n"), athlete->name, counts->added,
               counts->updated, counts->unchanged, counts->erased);
      return;
    }
  builder = json_builder_new_immutable ();
  json_builder_begin_object (builder);
  json_put_string (builder, "athlete", athlete->handle);
  json_put_integer (builder, "added", counts->added);
  json_put_integer (builder, "updated", counts->updated);
  json_put_integer (builder, "unchanged", counts->unchanged);
  json_put_integer (builder, "erased", counts->erased);
  json_put_string (builder, "fault", error ? error->message : NULL);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static CommandStatus
sync_strava_of (SaltlineWorkspace *workspace, const Athlete *athlete, const char *endpoint, gboolean json)
{
  g_autoptr(SecretKeeper) desktop = secret_keeper_new_desktop (), memory = secret_keeper_new_memory ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteStrava) strava = saltline_workspace_strava (workspace, athlete, desktop, endpoint, &error);
  LentCounts counts = { 0 };
  gboolean done = strava && service_gate_may_pass (&strava->gate, &error);

  if (done && !strava_is_connected (&strava->access, &error) && error)
    {
      command_complain ("sync strava", "%s", error->message);
      g_clear_error (&error);
      strava->access.keeper = memory;
      done = connect_for_this_run (strava, &error);
    }
  done = done && strava_sync (&strava->access, NULL, interrupt_watch (), &counts, &error);
  if (error)
    command_complain ("sync strava", "%s: %s", athlete->name, error->message);
  print_strava (athlete, &counts, error, json);
  return done ? COMMAND_DONE : COMMAND_REFUSED;
}

static CommandStatus
sync_strava (SaltlineWorkspace *workspace, const char *handle, const char *endpoint, gboolean json)
{
  g_autoptr(GPtrArray) athletes = athletes_to_sync (workspace, SERVICE_STRAVA, handle);
  CommandStatus status = athletes ? COMMAND_DONE : COMMAND_REFUSED;

  if (athletes && athletes->len == 0 && !json)
    g_print (_("Strava is connected for nobody: “saltline connect strava --athlete ID” does.\n"));
  for (guint i = 0; athletes && i < athletes->len && !g_cancellable_is_cancelled (interrupt_watch ()); i++)
    if (sync_strava_of (workspace, g_ptr_array_index (athletes, i), endpoint, json) != COMMAND_DONE)
      status = COMMAND_REFUSED;
  return status;
}

CommandStatus
command_sync (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *path = NULL, *handle = NULL, *endpoint = NULL;
  CommandStatus status;
  const char *verb = command_take_verb ("sync", verbs, &argc, &argv, &status);
  const GOptionEntry entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("of one athlete (default: all for whom it is switched on)"), N_("ID") },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &endpoint, N_("ask this server, for this run"), N_("URL") },
    COMMAND_WORKSPACE_ENTRY (path),
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;

  if (verb == NULL || !command_parse_options (_("— fetches what is new, when online services are on"), entries, &argc, &argv, &status))
    return status;
  if (argc > 1)
    {
      command_complain ("sync", "%s", _("no more words are expected"));
      return COMMAND_USAGE;
    }
  interrupt_watch ();
  workspace = command_open_workspace ("sync", path, STORE_OPEN_CREATE);
  if (workspace == NULL)
    return COMMAND_REFUSED;
  return g_str_equal (verb, "weather") ? sync_weather (workspace, handle, endpoint, json) : sync_strava (workspace, handle, endpoint, json);
}
