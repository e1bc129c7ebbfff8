/* commands/command-team.c: `saltline team add|list|show|join|leave|session|sheet` */
#include <glib/gi18n.h>

#include "base/json.h"
#include "commands-list.h"
#include "team-session.h"
#include "with-workspace.h"

static const char *const verbs[] = { "add", "list", "show", "join", "leave", "session", "sheet", NULL };

static void
print_team (Store *store, const char *name, gboolean json)
{
  g_autoptr(GPtrArray) members = store_athletes (store, name, NULL);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!json)
    {
      g_print (ngettext ("%s: %u athlete\n", "%s: %u athletes\n", members ? members->len : 0), name, members ? members->len : 0);
      return;
    }
  json_builder_begin_object (builder);
  json_put_string (builder, "team", name);
  json_put_array (builder, "athletes");
  for (guint i = 0; members && i < members->len; i++)
    json_put_string (builder, NULL, ((Athlete *) g_ptr_array_index (members, i))->handle);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static gboolean
list (Store *store, gboolean json, GError **error)
{
  g_autoptr(GPtrArray) teams = store_teams (store, error);

  if (teams == NULL)
    return FALSE;
  for (guint i = 0; i < teams->len; i++)
    print_team (store, g_ptr_array_index (teams, i), json);
  if (teams->len == 0 && !json)
    g_print (_("No team yet. “saltline team add TEAM ATHLETE…” makes one.\n"));
  return TRUE;
}

static gboolean
show (Store *store, const char *name, gboolean json, GError **error)
{
  g_autoptr(GPtrArray) members = store_athletes (store, name, error);

  if (members == NULL)
    return FALSE;
  print_team (store, name, json);
  for (guint i = 0; i < members->len && !json; i++)
    {
      const Athlete *athlete = g_ptr_array_index (members, i);

      g_print ("  %-16s %s\n", athlete->handle, athlete->name);
    }
  return TRUE;
}

/* Everybody named joins or leaves; the first who cannot ends it, and says so. */
static gboolean
change_members (Store *store, const char *name, char **handles, gboolean member, GError **error)
{
  for (guint i = 0; handles[i]; i++)
    {
      g_autoptr(Athlete) athlete = store_find_athlete (store, handles[i], error);

      if (athlete == NULL || !store_join_team (store, name, athlete->id, member, error))
        return FALSE;
    }
  return TRUE;
}

CommandStatus
command_team (int argc, char **argv)
{
  g_autofree char *path = NULL;
  gboolean json = FALSE, done;
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (path),
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(GError) error = NULL;
  CommandStatus status;
  const char *verb = command_take_verb ("team", verbs, &argc, &argv, &status);
  Store *store;

  if (verb && (g_str_equal (verb, "session") || g_str_equal (verb, "sheet")))
    return team_session (g_str_equal (verb, "sheet"), argc, argv);
  if (verb == NULL || !command_parse_options (_("TEAM [ATHLETE…]"), entries, &argc, &argv, &status))
    return status;
  if (!g_str_equal (verb, "list") && argc < 2)
    {
      command_complain ("team", _("which team? saltline team %s TEAM"), verb);
      return COMMAND_USAGE;
    }
  workspace = command_open_workspace ("team", path, STORE_OPEN_CREATE);
  if (workspace == NULL)
    return COMMAND_REFUSED;
  store = saltline_workspace_get_store (workspace);
  if (g_str_equal (verb, "list"))
    done = list (store, json, &error);
  else if (g_str_equal (verb, "show"))
    done = show (store, argv[1], json, &error);
  else
    {
      done = (!g_str_equal (verb, "add") || store_add_team (store, argv[1], &error))
             && change_members (store, argv[1], argv + 2, !g_str_equal (verb, "leave"), &error);
      if (done)
        print_team (store, argv[1], json);
    }
  if (done)
    return COMMAND_DONE;
  command_complain ("team", "%s", error->message);
  return COMMAND_REFUSED;
}
