/* commands/command-import.c: `saltline import --athlete ID FILE|FOLDER…`, `--roster FILE`: the same file twice changes nothing */
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "base/column-map.h"
#include "base/json.h"
#include "commands-list.h"
#include "interrupt.h"
#include "source-options.h"
#include "with-workspace.h"
#include "workspace/athlete-shares.h"
#include "workspace/import-paths.h"
#include "workspace/roster-table.h"

static void
progress_cb (guint64 done, guint64 all, gpointer data)
{
  guint *shown = data;
  guint percent = all ? (guint) (MIN (done, all) * 100 / all) : 0;

  if (percent == *shown)
    return;
  *shown = percent;
  g_printerr ("\r%3u %%", percent);
  if (percent == 100)
    g_printerr ("\r     \r");
}

static void
print_result (const SourceReport *report, const ImportCounts *counts, gboolean json)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!json)
    {
      g_print (_("%s: %u new, %u updated, %u as before"), report->file, counts->added, counts->updated, counts->unchanged);
      if (counts->left_out)
        g_print (_(", %u without a time left out"), counts->left_out);
      g_print ("\n");
      if (report->ok && report->reason->len)
        g_print ("  %s\n", report->reason->str);
      return;
    }
  builder = json_builder_new_immutable ();
  json_builder_begin_object (builder);
  put_source_report (builder, report);
  json_put_integer (builder, "added", counts->added);
  json_put_integer (builder, "updated", counts->updated);
  json_put_integer (builder, "unchanged", counts->unchanged);
  json_put_integer (builder, "left_out", counts->left_out);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
told_cb (const SourceReport *report, const ImportCounts *counts, gpointer data)
{
  const gboolean *json = data;

  if (!report->ok || report->n_refused)
    command_complain ("import", "%s: %s", report->file, report->reason->str);
  print_result (report, counts, *json);
}

/* Files of one athlete: each is said as it comes, then what became of all. */
static CommandStatus
import_files (SaltlineWorkspace *workspace, const Athlete *athlete, char **paths, const SourceOptions *options, gboolean json)
{
  const guint n = g_strv_length (paths);
  g_autoptr(GError) error = NULL;
  ImportTally tally;
  SourceOptions watched = *options;
  guint shown = G_MAXUINT;
  gboolean kept;

  watched.progress = isatty (STDERR_FILENO) ? progress_cb : NULL;
  watched.progress_data = &shown;
  watched.cancellable = interrupt_watch ();
  kept = saltline_workspace_import_paths (workspace, athlete, (const char *const *) paths, &watched, told_cb, &json, &tally, &error);
  if (!kept)
    command_complain ("import", "%s", error->message);
  if (tally.cancelled)
    command_complain ("import", _("stopped after %u of %u; what was imported before stays (“saltline athlete undo %s” takes it back)"), tally.n_read, n,
                      athlete->handle);
  if (n > 1 && !json)
    g_print (_("All %u: %u new, %u updated, %u as before, %u without a time left out; %u could not be read whole\n"), tally.n_read, tally.counts.added,
             tally.counts.updated, tally.counts.unchanged, tally.counts.left_out, tally.n_failed);
  return kept && !tally.cancelled && tally.n_failed == 0 ? COMMAND_DONE : COMMAND_REFUSED;
}

/* --- rosters --- */

static const char *const outcome_names[] = { "new", "changed", "same", "refused" };

static void
print_roster (const char *path, const RosterTable *roster, gboolean kept, gboolean json)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!json)
    {
      for (guint i = 0; i < roster->rows->len; i++)
        {
          const RosterRow *row = g_ptr_array_index (roster->rows, i);

          if (row->outcome != ROSTER_SAME)
            g_print (_("  line %u  %-8s %s  %s\n"), row->line, outcome_names[row->outcome], row->athlete ? row->athlete->name : "", row->remark);
        }
      g_print (kept ? _("%s: %u new, %u changed, %u as before, %u refused\n") : _("%s: would be %u new, %u changed, %u as before, %u refused\n"), path,
               roster->counts[ROSTER_NEW], roster->counts[ROSTER_CHANGED], roster->counts[ROSTER_SAME], roster->counts[ROSTER_REFUSED]);
      return;
    }
  builder = json_builder_new_immutable ();
  json_builder_begin_object (builder);
  json_put_string (builder, "file", path);
  json_put_boolean (builder, "kept", kept);
  json_put_array (builder, "rows");
  for (guint i = 0; i < roster->rows->len; i++)
    {
      const RosterRow *row = g_ptr_array_index (roster->rows, i);

      json_builder_begin_object (builder);
      json_put_integer (builder, "line", row->line);
      json_put_string (builder, "outcome", outcome_names[row->outcome]);
      json_put_string (builder, "id", row->athlete ? row->athlete->handle : NULL);
      json_put_string (builder, "name", row->athlete ? row->athlete->name : NULL);
      json_put_string (builder, "remark", *row->remark ? row->remark : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (outcome_names); i++)
    json_put_integer (builder, outcome_names[i], roster->counts[i]);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static CommandStatus
import_rosters (SaltlineWorkspace *workspace, char **paths, const char *map, gboolean dry, gboolean json)
{
  CommandStatus status = COMMAND_DONE;

  for (char **path = paths; *path; path++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RosterTable) roster = roster_table_load (workspace, *path, map, UNITS_METRIC, &error);

      if (roster == NULL || (!dry && !roster_table_keep (workspace, roster, &error)))
        {
          command_complain ("import", "%s", error->message);
          status = COMMAND_REFUSED;
          continue;
        }
      print_roster (*path, roster, !dry, json);
      if (roster->counts[ROSTER_REFUSED])
        status = COMMAND_REFUSED;
    }
  return status;
}

/* --- tables of several athletes --- */

static CommandStatus
import_split (SaltlineWorkspace *workspace, char **paths, const char *column, const SourceOptions *options, gboolean json)
{
  CommandStatus status = COMMAND_DONE;

  for (char **path = paths; *path; path++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) shares = athlete_shares_of_table (workspace, *path, column, &error);

      if (shares == NULL)
        {
          command_complain ("import", "%s", error->message);
          status = COMMAND_REFUSED;
          continue;
        }
      for (guint i = 0; i < shares->len; i++)
        {
          const AthleteShare *share = g_ptr_array_index (shares, i);
          g_autoptr(SourceReport) report = NULL;
          ImportCounts counts = { 0 };

          if (share->athlete == NULL)
            {
              command_complain ("import", _("%s: “%s” is no athlete's ID or name; %u rows were left out"), *path, share->word, share->n_rows);
              status = COMMAND_REFUSED;
              continue;
            }
          report = athlete_share_import (workspace, share, options, &counts, &error);
          if (report == NULL)
            {
              command_complain ("import", "%s: %s", *path, error->message);
              return COMMAND_REFUSED;
            }
          if (!report->ok || report->n_refused)
            {
              status = COMMAND_REFUSED;
              command_complain ("import", "%s: %s", *path, report->reason->str);
            }
          print_result (report, &counts, json);
        }
    }
  return status;
}

CommandStatus
command_import (int argc, char **argv)
{
  gboolean json = FALSE, is_roster = FALSE, dry = FALSE;
  g_auto(SourceWords) words = { 0 };
  SourceOptions options = { 0 };
  g_autofree char *path = NULL, *handle = NULL, *column = NULL, *rest = NULL;
  const GOptionEntry entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("whose events they are"), N_("ID") },
    SOURCE_WORDS_ENTRIES (words),
    { "roster", 0, 0, G_OPTION_ARG_NONE, &is_roster, N_("the files are tables of athletes: names, sex, date of birth, height, mass, team"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry, N_("with --roster: say what would come of each row, keep nothing"), NULL },
    COMMAND_WORKSPACE_ENTRY (path),
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;
  CommandStatus status;

  if (!command_parse_options (_("FILE|FOLDER… — activities, sleep and body mass from files and archives"), entries, &argc, &argv, &status))
    return status;
  column = column_map_take (words.map ? words.map : "", "athlete", &rest);
  if ((handle == NULL && !is_roster && column == NULL) || argc < 2)
    {
      command_complain ("import", argc < 2 ? _("name at least one file, folder or archive")
                                           : _("whose events? --athlete ID, --map athlete=COLUMN for a table of several, or --roster for a table of athletes"));
      return COMMAND_USAGE;
    }
  if (dry && !is_roster)
    {
      command_complain ("import", _("--dry-run goes with --roster; “saltline inspect” says what files of events hold"));
      return COMMAND_USAGE;
    }
  if (!source_words_apply ("import", &words, &options))
    return COMMAND_USAGE;
  workspace = command_open_workspace ("import", path, STORE_OPEN_CREATE);
  if (workspace && is_roster)
    return import_rosters (workspace, argv + 1, words.map, dry, json);
  if (workspace && handle == NULL)
    {
      options.map = *rest ? rest : NULL;
      return import_split (workspace, argv + 1, column, &options, json);
    }
  athlete = workspace ? command_find_athlete ("import", workspace, handle) : NULL;
  if (athlete == NULL)
    return COMMAND_REFUSED;
  return import_files (workspace, athlete, argv + 1, &options, json);
}
