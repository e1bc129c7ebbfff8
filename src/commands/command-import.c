/* commands/command-import.c: `saltline import --athlete ID FILE|FOLDER…`: the same file twice changes nothing */
#include <glib/gi18n.h>
#include <unistd.h>

#include "base/json.h"
#include "commands-list.h"
#include "source-options.h"
#include "with-workspace.h"
#include "workspace/athlete-events.h"

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
  g_autofree char *text = NULL;

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
  text = json_to_text (builder, FALSE);
  g_print ("%s\n", text);
}

CommandStatus
command_import (int argc, char **argv)
{
  gboolean json = FALSE;
  g_auto(SourceWords) words = { 0 };
  SourceOptions options = { 0 };
  g_autofree char *path = NULL, *handle = NULL;
  const GOptionEntry entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("whose events they are"), N_("ID") },
    SOURCE_WORDS_ENTRIES (words),
    COMMAND_WORKSPACE_ENTRY (path),
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("print JSON"), NULL },
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;
  CommandStatus status;
  guint shown = G_MAXUINT;

  if (!command_parse_options (_("FILE|FOLDER… — activities, sleep and body mass from files and archives"), entries, &argc, &argv, &status))
    return status;
  if (handle == NULL || argc < 2)
    {
      command_complain ("import", handle == NULL ? _("whose events? --athlete ID") : _("name at least one file, folder or archive"));
      return COMMAND_USAGE;
    }
  if (!source_words_apply ("import", &words, &options))
    return COMMAND_USAGE;
  workspace = command_open_workspace ("import", path, STORE_OPEN_CREATE);
  athlete = workspace ? command_find_athlete ("import", workspace, handle) : NULL;
  if (athlete == NULL)
    return COMMAND_REFUSED;
  options.progress = isatty (STDERR_FILENO) ? progress_cb : NULL;
  options.progress_data = &shown;
  status = COMMAND_DONE;
  for (int i = 1; i < argc; i++)
    {
      g_autoptr(GError) error = NULL;
      ImportCounts counts = { 0 };
      g_autoptr(SourceReport) report = saltline_workspace_import_path (workspace, athlete, argv[i], &options, &counts, &error);

      if (report == NULL)
        {
          command_complain ("import", "%s: %s", argv[i], error->message);
          return COMMAND_REFUSED;
        }
      if (!report->ok || report->n_refused)
        {
          status = COMMAND_REFUSED;
          command_complain ("import", "%s: %s", argv[i], report->reason->str);
        }
      print_result (report, &counts, json);
    }
  return status;
}
