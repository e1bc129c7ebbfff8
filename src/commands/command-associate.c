/* commands/command-associate.c: `saltline associate`: how sleep, load and sweat losses go together, with intervals */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/json.h"
#include "commands-list.h"
#include "with-workspace.h"
#include "workspace/season-associations.h"

#define FIGURE_WIDTH  480.0 /* points */
#define FIGURE_HEIGHT 360.0

static void
print_json (const SeasonPairs *pairs)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_put_integer (builder, "athletes", pairs->n_athletes);
  json_put_string (builder, "method", "spearman");
  json_put_string (builder, "deviations_from", pairs->n_athletes > 1 ? "own mean" : NULL);
  json_put_string (builder, "interval", pairs->n_athletes > 1 ? "bootstrap by athlete" : "bootstrap by week");
  json_put_array (builder, "associations");
  for (SeasonPair pair = 0; pair < SEASON_N_PAIRS; pair++)
    {
      Association association;
      g_autofree char *words = NULL;

      season_associate (pairs, pair, &association);
      words = season_association_text (pairs, &association);
      json_builder_begin_object (builder);
      json_put_string (builder, "name", season_pair_name (pair));
      json_put_string (builder, "x", season_pair_x (pair));
      json_put_string (builder, "y", season_pair_y (pair));
      json_put_integer (builder, "n", association.n_pairs);
      json_put_integer (builder, "clusters", association.n_clusters);
      json_put_number (builder, "estimate", association.estimate);
      json_put_number (builder, "ci_low", association.low);
      json_put_number (builder, "ci_high", association.high);
      json_put_string (builder, "words", words);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_text (const SeasonPairs *pairs)
{
  for (SeasonPair pair = 0; pair < SEASON_N_PAIRS; pair++)
    {
      Association association;
      g_autofree char *words = NULL;

      season_associate (pairs, pair, &association);
      words = season_association_text (pairs, &association);
      g_print (_("%s and %s: %s.\n"), season_pair_x (pair), season_pair_y (pair), words);
    }
  g_print (_("What goes together need not cause each other.\n"));
}

static gboolean
write_figures (const SeasonPairs *pairs, const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s cannot be made"), folder);
      return FALSE;
    }
  for (SeasonPair pair = 0; pair < SEASON_N_PAIRS; pair++)
    {
      g_autofree char *name = g_strconcat (season_pair_name (pair), ".svg", NULL), *path = g_build_filename (folder, name, NULL);
      Figure *figure = figure_season_association (pairs, pair);
      gboolean done = figure_export (figure, path, FIGURE_WIDTH, FIGURE_HEIGHT, error);

      figure_free (figure);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

/* One athlete, a team, or everybody. */
static GPtrArray *
find_athletes (SaltlineWorkspace *workspace, const char *handle, const char *team)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *athletes;

  if (handle)
    {
      Athlete *athlete = command_find_athlete ("associate", workspace, handle);

      if (athlete == NULL)
        return NULL;
      athletes = g_ptr_array_new_with_free_func ((GDestroyNotify) athlete_free);
      g_ptr_array_add (athletes, athlete);
      return athletes;
    }
  athletes = store_athletes (saltline_workspace_get_store (workspace), team, &error);
  if (athletes == NULL)
    command_complain ("associate", "%s", error->message);
  return athletes;
}

CommandStatus
command_associate (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *path = NULL, *handle = NULL, *team = NULL, *from = NULL, *to = NULL, *folder = NULL;
  const GOptionEntry entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("one athlete; the interval draws weeks"), N_("ID") },
    { "team", 0, 0, G_OPTION_ARG_STRING, &team, N_("a team (default: everybody); the interval draws athletes"), N_("TEAM") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("first day"), N_("DAY") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("last day"), N_("DAY") },
    { "figures", 0, 0, G_OPTION_ARG_FILENAME, &folder, N_("write a figure of each pair (SVG) into this folder"), N_("FOLDER") },
    COMMAND_WORKSPACE_ENTRY (path),
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(GPtrArray) athletes = NULL;
  g_autoptr(SeasonPairs) pairs = NULL;
  g_autoptr(GError) error = NULL;
  DaySpan span;
  CommandStatus status;

  if (!command_parse_options (_("— how sleep, load and sweat losses go together"), entries, &argc, &argv, &status))
    return status;
  if (argc > 1 || (handle && team))
    {
      command_complain ("associate", argc > 1 ? _("“%s” is too much: only options are taken") : _("an athlete or a team%s, not both"), argc > 1 ? argv[1] : "");
      return COMMAND_USAGE;
    }
  if (!command_read_day ("associate", "--from", from, &span.from) || !command_read_day ("associate", "--to", to, &span.to))
    return COMMAND_USAGE;
  workspace = command_open_workspace ("associate", path, STORE_OPEN_CREATE);
  athletes = workspace ? find_athletes (workspace, handle, team) : NULL;
  if (athletes == NULL)
    return COMMAND_REFUSED;
  pairs = season_pairs_load (workspace, athletes, &span, &error);
  if (pairs == NULL || (folder && !write_figures (pairs, folder, &error)))
    {
      command_complain ("associate", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (json)
    print_json (pairs);
  else
    print_text (pairs);
  return COMMAND_DONE;
}
