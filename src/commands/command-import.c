/* commands/command-import.c: `saltline import --athlete ID FILE|FOLDER…`: the same file twice changes nothing */
#include <glib/gi18n.h>
#include <unistd.h>

#include "base/json.h"
#include "commands-list.h"
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
  g_autofree char *file = NULL, *text = NULL;

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
  file = g_utf8_make_valid (report->file, -1);
  json_builder_begin_object (builder);
  json_put_string (builder, "file", file);
  json_put_string (builder, "format", report->format);
  json_put_boolean (builder, "ok", report->ok);
  json_put_string (builder, "reason", report->reason->len ? report->reason->str : NULL);
  json_put_array (builder, "flags");
  for (guint i = 0; i < report->flags->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (report->flags, i));
  json_builder_end_array (builder);
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
  g_autofree char *path = NULL, *handle = NULL, *zone = NULL, *map = NULL;
  const GOptionEntry entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("whose events they are"), N_("ID") },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, N_("zone of clock times without one (default: the athlete's)"), N_("ZONE") },
    { "map", 0, 0, G_OPTION_ARG_STRING, &map, N_("columns of a table, such as “time=Datum,body_mass_kg=Gewicht”"), N_("FIELD=COLUMN,…") },
    COMMAND_WORKSPACE_ENTRY (path),
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("print JSON"), NULL },
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(GTimeZone) found_zone = NULL;
  CommandStatus status;
  guint shown = G_MAXUINT;
  SourceOptions options = { 0 };

  if (!command_parse_options (_("FILE|FOLDER… — activities, sleep and body mass from files and archives"), entries, &argc, &argv, &status))
    return status;
  if (handle == NULL || argc < 2)
    {
      command_complain ("import", handle == NULL ? _("whose events? --athlete ID") : _("name at least one file, folder or archive"));
      return COMMAND_USAGE;
    }
  found_zone = instant_zone_find (zone);
  if (zone && found_zone == NULL)
    {
      command_complain ("import", _("“%s” is no time zone; they are named like Europe/Paris"), zone);
      return COMMAND_USAGE;
    }
  workspace = command_open_workspace ("import", path, STORE_OPEN_CREATE);
  athlete = workspace ? command_find_athlete ("import", workspace, handle) : NULL;
  if (athlete == NULL)
    return COMMAND_REFUSED;
  options.zone = zone;
  options.map = map;
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
