/* commands/team-session.c */
#include "team-session.h"

#include <glib/gi18n.h>
#include <math.h>

#include "occasion-options.h"
#include "with-workspace.h"
#include "workspace/advice-sheet.h"

#define STEPS_FOR_EACH     20000

typedef struct {
  char *workspace, *pdf;
  Occasion occasion;
  double start_hour, bottle_ml;
  gint64 most_nodes;
  gboolean pack, competition, as_json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->workspace);
  g_free (options->pdf);
  occasion_clear (&options->occasion);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
put_row (JsonBuilder *builder, const SessionRow *row)
{
  json_put_object (builder, NULL);
  json_put_string (builder, "athlete", row->athlete->handle);
  json_put_string (builder, "risk", session_risk_name (row->risk));
  json_put_string (builder, "obstacle", row->obstacle);
  if (row->advice)
    {
      put_interval (builder, "sweat_l", &row->advice->prediction->prediction.sweat_l, 1);
      put_interval (builder, "sodium_mg", &row->advice->prediction->prediction.sodium_mmol, MG_PER_MMOL_SODIUM);
      json_put_number (builder, "drink_l_per_h", row->advice->advice->drink_l_per_h);
      json_put_number (builder, "bottles", row->bottles);
      json_put_number (builder, "loss_percent", row->loss_percent);
      json_put_number (builder, "end_loss_percent", row->advice->advice->end_loss_percent);
      json_put_number (builder, "end_loss_high_percent", row->end_loss_high_percent);
    }
  json_builder_end_object (builder);
}

static void
print_json (const char *team, const TeamSession *session, const PackingList *list)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_object (builder, NULL);
  json_put_string (builder, "team", team);
  json_put_number (builder, "bottle_ml", session->bottle_ml);
  json_put_number (builder, "bottles", session->bottles);
  json_put_array (builder, "athletes");
  for (guint r = 0; r < session->rows->len; r++)
    put_row (builder, g_ptr_array_index (session->rows, r));
  json_builder_end_array (builder);
  if (list)
    {
      json_put_array (builder, "packing");
      for (guint i = 0; i < list->items->len; i++)
        {
          const PackingItem *item = &g_array_index (list->items, PackingItem, i);

          json_put_object (builder, NULL);
          json_put_string (builder, "product", item->product->name);
          json_put_integer (builder, "units", item->units);
          json_put_integer (builder, "athletes", item->athletes);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_put_array (builder, "without_plan");
      for (guint w = 0; w < list->without->len; w++)
        json_put_string (builder, NULL, g_ptr_array_index (list->without, w));
      json_builder_end_array (builder);
      json_put_number (builder, "cost", list->cost);
      json_put_boolean (builder, "proven", list->proven);
    }
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_text (const TeamSession *session, const PackingList *list)
{
  for (guint r = 0; r < session->rows->len; r++)
    {
      const SessionRow *row = g_ptr_array_index (session->rows, r);
      const SweatPrediction *p = row->advice ? &row->advice->prediction->prediction : NULL;

      if (p)
        g_print (_("%-16s %-7s sweat %.1f L [%.1f, %.1f]  sodium %.0f mg  %.1f bottles  ends %.1f %% lighter (%.1f at most)\n"), row->athlete->handle,
                 session_risk_name (row->risk), p->sweat_l.value, p->sweat_l.low, p->sweat_l.high, p->sodium_mmol.value * MG_PER_MMOL_SODIUM,
                 row->bottles, row->advice->advice->end_loss_percent, row->end_loss_high_percent);
      else
        g_print ("%-16s %-7s %s\n", row->athlete->handle, session_risk_name (row->risk), row->obstacle);
    }
  g_print (_("%.1f bottles of %.0f mL in all.\n"), session->bottles, session->bottle_ml);
  if (list == NULL)
    return;
  g_print (_("To pack:\n"));
  for (guint i = 0; i < list->items->len; i++)
    {
      const PackingItem *item = &g_array_index (list->items, PackingItem, i);

      g_print (ngettext ("  %3d × %s, for %u athlete\n", "  %3d × %s, for %u athletes\n", item->athletes), (int) item->units, item->product->name,
               item->athletes);
    }
  for (guint w = 0; w < list->without->len; w++)
    g_print ("! %s\n", (const char *) g_ptr_array_index (list->without, w));
  if (!list->proven)
    g_print (_("Some plans are the best that were found in time; nothing is proven of them.\n"));
}

static CommandStatus
run (const char *team, const Options *options)
{
  g_autoptr(SaltlineWorkspace) workspace = command_open_workspace ("team", options->workspace, STORE_OPEN_CREATE);
  g_autoptr(GPtrArray) athletes = NULL;
  g_autoptr(TeamSession) session = NULL;
  g_autoptr(PackingList) list = NULL;
  g_autoptr(GError) error = NULL;
  const SessionQuestion question = { &options->occasion, options->start_hour, options->bottle_ml, options->competition };
  const PlanChoice choice = { 0 };

  if (workspace == NULL)
    return COMMAND_REFUSED;
  athletes = store_athletes (saltline_workspace_get_store (workspace), team, &error);
  if (athletes)
    session = saltline_workspace_team_session (workspace, athletes, &question, NULL, &error);
  if (session && options->pack)
    list = team_session_pack (workspace, session, &choice, (guint64) options->most_nodes, NULL, &error);
  if (error == NULL && options->pdf)
    team_sheet_write (team, session, list, options->pdf, &error);
  if (error)
    {
      command_complain ("team", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (options->as_json)
    print_json (team, session, list);
  else
    print_text (session, list);
  return list && list->without->len > 0 ? COMMAND_REFUSED : COMMAND_DONE;
}

CommandStatus
team_session (gboolean sheet, int argc, char **argv)
{
  g_auto(Options) options = { .start_hour = NAN, .bottle_ml = 750, .most_nodes = STEPS_FOR_EACH };
  g_autoptr(Athlete) anybody = athlete_new ("", "");
  CommandStatus status;

  occasion_init (&options.occasion);
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (options.workspace),
    OCCASION_ENTRIES (options.occasion),
    { "start-hour", 0, 0, G_OPTION_ARG_DOUBLE, &options.start_hour, N_("Hour of the day at which it begins"), "H" },
    { "bottle-ml", 0, 0, G_OPTION_ARG_DOUBLE, &options.bottle_ml, N_("What one bottle holds (750)"), "ML" },
    { "competition", 0, 0, G_OPTION_ARG_NONE, &options.competition, N_("A competition: carbohydrate loading when it is long"), NULL },
    { "packing", 0, 0, G_OPTION_ARG_NONE, &options.pack, N_("Also a packing list out of the workspace's catalogue"), NULL },
    { "most-steps", 0, 0, G_OPTION_ARG_INT64, &options.most_nodes, N_("Break off the plan of one athlete after so many steps (0: never)"), "N" },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &options.pdf, N_("Sheets to print: the team, the packing list, each athlete"), "OUT" },
    COMMAND_JSON_ENTRY (options.as_json),
    { NULL },
  };

  if (!command_parse_options (_("TEAM --minutes N [--tdb °C] [--packing] [--pdf OUT] [--json]"), entries, &argc, &argv, &status))
    return status;
  if (argc != 2 || (sheet && options.pdf == NULL))
    {
      command_complain ("team", argc != 2 ? _("which team? saltline team session TEAM --minutes N") : _("--pdf OUT says where the sheet goes."));
      return COMMAND_USAGE;
    }
  if (!occasion_is_possible ("team", anybody, &options.occasion))
    return COMMAND_USAGE;
  if (!(options.bottle_ml >= 50 && options.bottle_ml <= 5000) || options.most_nodes < 0
      || (!isnan (options.start_hour) && !(options.start_hour >= 0 && options.start_hour < 24)))
    {
      command_complain ("team", _("A bottle holds 50 to 5000 mL, a day begins at 0 and ends before 24 h, and steps are 0 or more."));
      return COMMAND_USAGE;
    }
  return run (argv[1], &options);
}
