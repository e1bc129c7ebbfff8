/* commands/command-athlete.c: `saltline athlete add|list|show|edit|delete|restore`, and what else is said of an athlete */
#include <glib/gi18n.h>
#include <math.h>

#include "athlete-data.h"
#include "athlete-events.h"
#include "base/json.h"
#include "commands-list.h"
#include "limit-options.h"
#include "with-workspace.h"

static const char *const roster_verbs[] = { "add", "list", "show", "edit", "delete", "restore", NULL };

/* What was typed; NULL or NAN where nothing was. */
typedef struct {
  char *workspace, *handle, *name, *sex, *born, *sport, *zone, *note, *team;
  double mass_kg, height_m;
  LimitOptions limits;
  gboolean json;
} Options;

static gboolean
parse_options (const char *usage, Options *options, int *argc, char ***argv, CommandStatus *status)
{
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (options->workspace),
    { "id", 0, 0, G_OPTION_ARG_STRING, &options->handle, N_("what the athlete is called by in --athlete"), N_("ID") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_("full name"), N_("NAME") },
    { "sex", 0, 0, G_OPTION_ARG_STRING, &options->sex, N_("female, male or other"), N_("SEX") },
    { "born", 0, 0, G_OPTION_ARG_STRING, &options->born, N_("date of birth"), N_("YYYY-MM-DD") },
    { "mass", 0, 0, G_OPTION_ARG_DOUBLE, &options->mass_kg, N_("body mass in kilograms"), N_("KG") },
    { "height", 0, 0, G_OPTION_ARG_DOUBLE, &options->height_m, N_("height in metres"), N_("M") },
    { "sport", 0, 0, G_OPTION_ARG_STRING, &options->sport, N_("main sport"), N_("SPORT") },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &options->zone, N_("time zone, as Europe/Paris"), N_("ZONE") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options->note, N_("a note"), N_("TEXT") },
    LIMIT_ENTRIES (options->limits),
    { "team", 0, 0, G_OPTION_ARG_STRING, &options->team, N_("a team to join, or to list"), N_("TEAM") },
    COMMAND_JSON_ENTRY (options->json),
    { NULL },
  };

  return command_parse_options (usage, entries, argc, argv, status);
}

static void
options_clear (Options *options)
{
  g_free (options->workspace);
  g_free (options->handle);
  g_free (options->name);
  g_free (options->sex);
  g_free (options->born);
  g_free (options->sport);
  g_free (options->zone);
  g_free (options->note);
  g_free (options->team);
  limit_options_clear (&options->limits);
}

/* @limits: (nullable): not of everybody in a list */
static void
print_athlete (const Athlete *athlete, const AthleteLimits *limits, gboolean json)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!json)
    {
      g_print ("%-16s %s", athlete->handle, athlete->name);
      if (athlete->sport)
        g_print (", %s", athlete->sport);
      if (!isnan (athlete->mass_kg))
        g_print (", %.1f kg", athlete->mass_kg);
      if (!isnan (athlete->height_m))
        g_print (", %.2f m", athlete->height_m);
      g_print ("\n");
      if (limits)
        limits_print (limits);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_put_string (builder, "id", athlete->handle);
  json_put_string (builder, "name", athlete->name);
  json_put_string (builder, "sex", athlete->sex);
  json_put_string (builder, "born", athlete->born);
  json_put_number (builder, "mass_kg", athlete->mass_kg);
  json_put_number (builder, "height_m", athlete->height_m);
  json_put_string (builder, "sport", athlete->sport);
  json_put_string (builder, "zone", athlete->zone);
  json_put_string (builder, "note", athlete->note);
  if (limits)
    limits_put (limits, builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

/* What was typed of limits is kept, then all is printed. */
static CommandStatus
keep_and_print (SaltlineWorkspace *workspace, const Options *options, const Athlete *athlete)
{
  CommandStatus status = limit_options_said (&options->limits) ? limit_options_keep (&options->limits, workspace, athlete->id) : COMMAND_DONE;
  g_autoptr(AthleteLimits) limits = status == COMMAND_DONE ? store_limits (saltline_workspace_get_store (workspace), athlete->id, NULL) : NULL;

  if (status == COMMAND_DONE)
    print_athlete (athlete, limits, options->json);
  return status;
}

static void
replace_text (char **field, const char *typed)
{
  if (typed == NULL)
    return;
  g_free (*field);
  *field = *typed ? g_strdup (typed) : NULL;
}

/* What was typed replaces what is known; an empty text means "not known". */
static void
apply (const Options *options, Athlete *athlete)
{
  replace_text (&athlete->name, options->name);
  replace_text (&athlete->sex, options->sex);
  replace_text (&athlete->born, options->born);
  replace_text (&athlete->sport, options->sport);
  replace_text (&athlete->zone, options->zone);
  replace_text (&athlete->note, options->note);
  if (!isnan (options->mass_kg))
    athlete->mass_kg = options->mass_kg;
  if (!isnan (options->height_m))
    athlete->height_m = options->height_m;
}

static gboolean
check_zone (const Options *options)
{
  g_autoptr(GTimeZone) zone = options->zone && *options->zone ? g_time_zone_new_identifier (options->zone) : NULL;

  if (options->zone && *options->zone && zone == NULL)
    {
      command_complain ("athlete", _("“%s” is no time zone. Write it as Europe/Paris."), options->zone);
      return FALSE;
    }
  return TRUE;
}

static CommandStatus
add (SaltlineWorkspace *workspace, const Options *options, const char *handle)
{
  Store *store = saltline_workspace_get_store (workspace);
  g_autofree char *derived = handle == NULL && options->name ? athlete_handle_from_name (options->name) : NULL;
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(GError) error = NULL;

  if (handle == NULL)
    handle = derived;
  if (handle == NULL)
    {
      command_complain ("athlete", _("who? saltline athlete add ID --name NAME"));
      return COMMAND_USAGE;
    }
  athlete = athlete_new (handle, options->name ? options->name : handle);
  apply (options, athlete);
  if (!check_zone (options))
    return COMMAND_USAGE;
  if (!store_add_athlete (store, athlete, &error)
      || (options->team && !store_join_team (store, options->team, athlete->id, TRUE, &error)))
    {
      command_complain ("athlete", "%s", error->message);
      return COMMAND_REFUSED;
    }
  return keep_and_print (workspace, options, athlete);
}

static CommandStatus
list (SaltlineWorkspace *workspace, const Options *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) athletes = store_athletes (saltline_workspace_get_store (workspace), options->team, &error);

  if (athletes == NULL)
    {
      command_complain ("athlete", "%s", error->message);
      return COMMAND_REFUSED;
    }
  for (guint i = 0; i < athletes->len; i++)
    print_athlete (g_ptr_array_index (athletes, i), NULL, options->json);
  if (athletes->len == 0 && !options->json)
    g_print (_("Nobody yet. “saltline athlete add ID --name NAME” adds an athlete.\n"));
  return COMMAND_DONE;
}

static CommandStatus
change (SaltlineWorkspace *workspace, const Options *options, const char *verb, const char *handle)
{
  Store *store = saltline_workspace_get_store (workspace);
  g_autoptr(GError) error = NULL;
  g_autoptr(Athlete) athlete = NULL;
  gboolean done = TRUE;

  if (g_str_equal (verb, "restore"))
    {
      if (!store_restore_athlete (store, handle, &error))
        {
          command_complain ("athlete", "%s", error->message);
          return COMMAND_REFUSED;
        }
    }
  athlete = command_find_athlete ("athlete", workspace, handle);
  if (athlete == NULL)
    return COMMAND_REFUSED;
  if (g_str_equal (verb, "edit"))
    {
      if (!check_zone (options))
        return COMMAND_USAGE;
      apply (options, athlete);
      done = store_update_athlete (store, athlete, &error)
             && (options->team == NULL || store_join_team (store, options->team, athlete->id, TRUE, &error));
    }
  else if (g_str_equal (verb, "delete"))
    done = store_delete_athlete (store, athlete->id, TRUE, &error);
  if (!done)
    {
      command_complain ("athlete", "%s", error->message);
      return COMMAND_REFUSED;
    }
  return keep_and_print (workspace, options, athlete);
}

CommandStatus
command_athlete (int argc, char **argv)
{
  Options options = { .mass_kg = NAN, .height_m = NAN };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  CommandStatus status;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) verbs = NULL;
  const char *verb, *handle;

  g_strv_builder_addv (builder, (const char **) roster_verbs);
  g_strv_builder_addv (builder, (const char **) athlete_event_verbs);
  g_strv_builder_addv (builder, (const char **) athlete_data_verbs);
  verbs = g_strv_builder_end (builder);
  verb = command_take_verb ("athlete", (const char *const *) verbs, &argc, &argv, &status);
  if (verb == NULL)
    return status;
  if (g_strv_contains (athlete_event_verbs, verb))
    return athlete_event_verb (verb, argc, argv);
  if (g_strv_contains (athlete_data_verbs, verb))
    return athlete_data_verb (verb, argc, argv);
  if (!parse_options (_("[ID]"), &options, &argc, &argv, &status))
    {
      options_clear (&options);
      return status;
    }
  handle = argc > 1 ? argv[1] : options.handle;
  if (argc > 2 || (handle == NULL && !g_str_equal (verb, "add") && !g_str_equal (verb, "list")))
    {
      command_complain ("athlete", _("%s takes one athlete: saltline athlete %s ID"), verb, verb);
      status = COMMAND_USAGE;
    }
  else if ((workspace = command_open_workspace ("athlete", options.workspace, STORE_OPEN_CREATE)) == NULL)
    status = COMMAND_REFUSED;
  else if (g_str_equal (verb, "add"))
    status = add (workspace, &options, handle);
  else if (g_str_equal (verb, "list"))
    status = list (workspace, &options);
  else
    status = change (workspace, &options, verb, handle);
  options_clear (&options);
  return status;
}
