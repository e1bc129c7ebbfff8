/* commands/command-services.c: `saltline services list|on|off|weather|log`: what may be asked online, and what was */
#include <glib/gi18n.h>

#include "base/instant.h"
#include "base/json.h"
#include "commands-list.h"
#include "store/contacts.h"
#include "strava-terminal.h"
#include "with-workspace.h"
#include "workspace/services.h"
#include "workspace/weather.h"

#define LOG_LINES 50

static const char *const verbs[] = { "list", "on", "off", "weather", "log", NULL };

static char *
time_text (gint64 instant_us)
{
  return instant_us == INSTANT_UNKNOWN ? g_strdup (_("never")) : instant_format (instant_us / INSTANT_SECOND * INSTANT_SECOND, INSTANT_OFFSET_UNKNOWN);
}

static void
print_hosts (Store *store, const GPtrArray *hosts, gboolean json)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_put_boolean (builder, "on", services_are_on (store));
  json_put_array (builder, "hosts");
  if (!json)
    g_print ("%s\n", services_are_on (store) ? _("Online services are on.") : _("Online services are off: nothing is sent."));
  for (guint i = 0; i < hosts->len; i++)
    {
      const ServiceHost *host = g_ptr_array_index (hosts, i);
      g_autofree char *last = host->last_us == INSTANT_UNKNOWN && json ? NULL : time_text (host->last_us);

      if (!json)
        g_print (_("%s (%s)\n  sent: %s\n  last: %s%s%s\n"), host->host, service_title (host->service), host->sent, last,
                 host->last_outcome ? ", " : "", host->last_outcome ? host->last_outcome : "");
      json_builder_begin_object (builder);
      json_put_string (builder, "host", host->host);
      json_put_string (builder, "service", service_name (host->service));
      json_put_string (builder, "sent", host->sent);
      json_put_string (builder, "last", last);
      json_put_string (builder, "what", host->last_what);
      json_put_string (builder, "outcome", host->last_outcome);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (json)
    command_print_json (builder);
}

static void
print_log (const GPtrArray *contacts, gboolean json)
{
  for (guint i = 0; i < contacts->len; i++)
    {
      const ServiceContact *contact = g_ptr_array_index (contacts, i);
      g_autofree char *at = time_text (contact->at_us);
      g_autoptr(JsonBuilder) builder = NULL;

      if (!json)
        {
          g_print ("%s  %s  %s: %s\n", at, contact->host, contact->what, contact->outcome);
          continue;
        }
      builder = json_builder_new_immutable ();
      json_builder_begin_object (builder);
      json_put_string (builder, "at", at);
      json_put_string (builder, "service", contact->service);
      json_put_string (builder, "host", contact->host);
      json_put_string (builder, "what", contact->what);
      json_put_string (builder, "outcome", contact->outcome);
      json_builder_end_object (builder);
      command_print_json (builder);
    }
}

/* A blank one forgets the one that is kept. */
static gboolean
keep_key (SaltlineWorkspace *workspace)
{
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
  g_autoptr(GError) error = NULL;
  char *key = ask_secret (_("Key (not shown; blank: none any more):"));
  gboolean kept = saltline_workspace_set_weather_key (workspace, keeper, key && *key ? key : NULL, &error);

  secret_free (key);
  if (!kept)
    command_complain ("services weather", "%s", error->message);
  return kept;
}

/* Switches weather for an athlete, or sets whose server is asked. */
static CommandStatus
set_weather (SaltlineWorkspace *workspace, const char *handle, gboolean off, const char *endpoint, gboolean ask_key)
{
  Store *store = saltline_workspace_get_store (workspace);
  g_autoptr(Athlete) athlete = handle ? command_find_athlete ("services weather", workspace, handle) : NULL;
  g_autoptr(GError) error = NULL;

  if (handle && athlete == NULL)
    return COMMAND_REFUSED;
  if ((athlete && !service_choose (store, SERVICE_WEATHER, athlete->id, !off, &error))
      || (endpoint && !saltline_workspace_set_weather_endpoint (workspace, *endpoint ? endpoint : NULL, &error)))
    {
      command_complain ("services weather", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (ask_key && !keep_key (workspace))
    return COMMAND_REFUSED;
  if (athlete)
    g_print (off ? _("No weather is asked for the workouts of %s any more.\n") : _("Weather is asked for the outdoor workouts of %s, when online services are on.\n"),
             athlete->name);
  if (endpoint)
    g_print (_("Weather is asked from %s.\n"), *endpoint ? endpoint : "open-meteo.com");
  return COMMAND_DONE;
}

static CommandStatus
run (const char *verb, SaltlineWorkspace *workspace, const char *handle, gboolean off, const char *endpoint, gboolean ask_key,
     gboolean json)
{
  Store *store = saltline_workspace_get_store (workspace);
  const gboolean on = g_str_equal (verb, "on"), switches = on || g_str_equal (verb, "off");
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  if (g_str_equal (verb, "weather"))
    return set_weather (workspace, handle, off, endpoint, ask_key);
  if (g_str_equal (verb, "log"))
    {
      found = store_contacts (store, NULL, LOG_LINES, &error);
      if (found)
        print_log (found, json);
    }
  else if (!switches || services_switch (store, on, &error))
    {
      if (switches && !json)
        g_print ("%s\n", on ? _("Online services are on: what is chosen for an athlete may be asked.") : _("Online services are off: nothing is sent."));
      else if ((found = saltline_workspace_service_hosts (workspace, &error)) != NULL)
        print_hosts (store, found, json);
    }
  if (error)
    command_complain ("services", "%s", error->message);
  return error ? COMMAND_REFUSED : COMMAND_DONE;
}

CommandStatus
command_services (int argc, char **argv)
{
  gboolean json = FALSE, off = FALSE, ask_key = FALSE;
  g_autofree char *path = NULL, *handle = NULL, *endpoint = NULL;
  CommandStatus status;
  const char *verb = command_take_verb ("services", verbs, &argc, &argv, &status);
  gboolean weather = verb && g_str_equal (verb, "weather");
  const GOptionEntry weather_entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("for whose outdoor workouts weather may be asked"), N_("ID") },
    { "off", 0, 0, G_OPTION_ARG_NONE, &off, N_("not any more"), NULL },
    { "key", 0, 0, G_OPTION_ARG_NONE, &ask_key, N_("ask for the key of a commercial plan, and keep it in the keyring"), NULL },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &endpoint, N_("a server of your own with Open-Meteo’s interface; empty: open-meteo.com"), N_("URL") },
    COMMAND_WORKSPACE_ENTRY (path),
    { NULL },
  };
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (path),
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;

  if (verb == NULL
      || !command_parse_options (weather ? _("— for whom weather is asked, and where") : _("— what may be asked online, and what was"),
                                 weather ? weather_entries : entries, &argc, &argv, &status))
    return status;
  if (argc > 1 || (weather && handle == NULL && endpoint == NULL && !ask_key))
    {
      command_complain ("services", "%s", argc > 1 ? _("no more words are expected") : _("for whom, or where? --athlete ID, --endpoint URL, --key"));
      return COMMAND_USAGE;
    }
  workspace = command_open_workspace ("services", path, STORE_OPEN_CREATE);
  return workspace ? run (verb, workspace, handle, off, endpoint, ask_key, json) : COMMAND_REFUSED;
}
