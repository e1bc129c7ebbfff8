/* commands/athlete-data.c */
#include "athlete-data.h"

#include <glib/gi18n.h>

#include "base/json.h"
#include "interrupt.h"
#include "with-workspace.h"
#include "workspace/athlete-archive.h"

const char *const athlete_data_verbs[] = { "export", "erase", NULL };

static void
print_archived (const Athlete *athlete, const char *path, const AthleteArchived *archived, gboolean json)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!json)
    {
      g_print (_("%s: %u rows and %u photos of %s.\n"), path, archived->n_rows, archived->n_photos, athlete->name);
      if (archived->n_photos_missing)
        g_print (_("%u photos could not be added: their files are missing.\n"), archived->n_photos_missing);
      return;
    }
  builder = json_builder_new_immutable ();
  json_builder_begin_object (builder);
  json_put_string (builder, "athlete", athlete->handle);
  json_put_string (builder, "path", path);
  json_put_integer (builder, "rows", archived->n_rows);
  json_put_integer (builder, "photos", archived->n_photos);
  json_put_integer (builder, "photos_missing", archived->n_photos_missing);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_erasure (const Athlete *athlete, const AthleteErasure *erasure, gboolean json)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!json)
    {
      g_print (_("%s is erased: %u rows and %u photos.\n"), athlete->name, erasure->n_rows, erasure->photos->len);
      for (guint i = 0; i < erasure->rewritten->len; i++)
        g_print (_("  and from %s\n"), (const char *) g_ptr_array_index (erasure->rewritten, i));
      g_print (_("Copies that were made elsewhere (saltline workspace backup, exports) are not known here.\n"));
      return;
    }
  builder = json_builder_new_immutable ();
  json_builder_begin_object (builder);
  json_put_string (builder, "athlete", athlete->handle);
  json_put_integer (builder, "rows", erasure->n_rows);
  json_put_integer (builder, "photos", erasure->photos->len);
  json_put_strings (builder, "rewritten", erasure->rewritten);
  json_put_strings (builder, "remaining", erasure->remaining);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static CommandStatus
export (SaltlineWorkspace *workspace, const Athlete *athlete, const char *path, gboolean json)
{
  g_autoptr(GError) error = NULL;
  AthleteArchived archived;

  if (!saltline_workspace_export_athlete (workspace, athlete, path, &archived, interrupt_watch (), &error))
    {
      command_complain ("athlete", "%s", error->message);
      return COMMAND_REFUSED;
    }
  print_archived (athlete, path, &archived, json);
  return COMMAND_DONE;
}

static CommandStatus
erase (SaltlineWorkspace *workspace, const Athlete *athlete, gboolean confirmed, gboolean json)
{
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
  g_auto(AthleteErasure) erasure = { 0 };
  g_autoptr(GError) error = NULL;

  if (!confirmed)
    {
      command_complain ("athlete", _("this erases all that is known of %s, from the snapshots too, and cannot be undone. “saltline athlete export %s"
                                     " FILE.zip” keeps a copy; --yes erases."), athlete->name, athlete->handle);
      return COMMAND_USAGE;
    }
  if (!saltline_workspace_erase_athlete (workspace, athlete->id, keeper, &erasure, &error))
    {
      command_complain ("athlete", "%s", error->message);
      return COMMAND_REFUSED;
    }
  print_erasure (athlete, &erasure, json);
  for (guint i = 0; i < erasure.remaining->len; i++)
    command_complain ("athlete", _("something remains: %s"), (const char *) g_ptr_array_index (erasure.remaining, i));
  return erasure.remaining->len ? COMMAND_REFUSED : COMMAND_DONE;
}

/* The deleted can be erased too. */
static Athlete *
find_also_deleted (SaltlineWorkspace *workspace, const char *handle)
{
  Store *store = saltline_workspace_get_store (workspace);
  g_autoptr(GError) error = NULL;
  Athlete *athlete = store_find_athlete_also_deleted (store, handle, &error);

  if (athlete == NULL)
    command_complain ("athlete", "%s", error->message);
  return athlete;
}

CommandStatus
athlete_data_verb (const char *verb, int argc, char **argv)
{
  gboolean json = FALSE, confirmed = FALSE, exporting = g_str_equal (verb, "export");
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (path),
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &confirmed, N_("erase: I know that this cannot be undone"), NULL },
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;
  CommandStatus status;

  if (!command_parse_options (exporting ? _("ATHLETE FOLDER|FILE.zip") : _("ATHLETE --yes"), entries, &argc, &argv, &status))
    return status;
  if (argc != (exporting ? 3 : 2))
    {
      command_complain ("athlete", exporting ? _("whose data, and where to? saltline athlete export ATHLETE FOLDER|FILE.zip")
                                             : _("whose data? saltline athlete erase ATHLETE --yes"));
      return COMMAND_USAGE;
    }
  workspace = command_open_workspace ("athlete", path, exporting ? STORE_OPEN : STORE_OPEN_WRITE);
  athlete = workspace ? find_also_deleted (workspace, argv[1]) : NULL;
  if (athlete == NULL)
    return COMMAND_REFUSED;
  return exporting ? export (workspace, athlete, argv[2], json) : erase (workspace, athlete, confirmed, json);
}
