/* commands/workspace-recompute.c: `saltline workspace recompute FILE`: what a new version of a calibration moves */
#include <glib/gi18n.h>
#include <math.h>

#include "base/json.h"
#include "interrupt.h"
#include "with-workspace.h"
#include "workspace-documents.h"
#include "workspace/recompute.h"

typedef struct {
  char *calibration, *version;
  gboolean dry_run, json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->calibration);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
is_wanted (const Document *document, const Options *options)
{
  return (options->calibration == NULL || g_str_equal (document->name, options->calibration))
         && (options->version == NULL || g_str_equal (document->version, options->version));
}

/* The versions that shall hold: of each id the newest that is wanted. */
static GPtrArray *
targets (SaltlineWorkspace *workspace, const Options *options, GError **error)
{
  g_autoptr(GPtrArray) documents = store_documents (saltline_workspace_get_store (workspace), DOCUMENT_CALIBRATION, error);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) document_free);

  if (documents == NULL)
    return NULL;
  g_ptr_array_set_free_func (documents, NULL);
  for (guint i = 0; i < documents->len; i++)
    {
      Document *document = g_ptr_array_index (documents, i);

      if (is_wanted (document, options) && g_hash_table_add (seen, g_strdup (document->name)))
        g_ptr_array_add (found, document);
      else
        document_free (document);
    }
  if (found->len > 0 || options->calibration == NULL)
    return g_steal_pointer (&found);
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, _("%s keeps no such calibration: %s%s%s. “saltline workspace calibrations” lists them."),
               saltline_workspace_get_path (workspace), options->calibration, options->version ? ", version " : "",
               options->version ? options->version : "");
  return NULL;
}

static void
put_moved (JsonBuilder *builder, const MovedReading *moved, const Document *target)
{
  json_put_object (builder, NULL);
  json_put_integer (builder, "photo", moved->photo);
  json_put_string (builder, "name", moved->name);
  json_put_string (builder, "calibration", target->name);
  json_put_string (builder, "version", target->version);
  json_put_string (builder, "fault", moved->fault);
  for (MovedQuantity quantity = 0; quantity < MOVED_N_QUANTITIES; quantity++)
    {
      double in_sd, difference = moved_difference (moved, quantity, &in_sd);

      json_put_object (builder, moved_key (quantity));
      json_put_number (builder, "before", moved_value (moved->before, quantity, NULL));
      json_put_number (builder, "after", moved_value (moved->after, quantity, NULL));
      json_put_number (builder, "difference", difference);
      json_put_number (builder, "difference_in_sd", in_sd);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
print_moved (const MovedReading *moved)
{
  g_print ("%s:", moved->name);
  if (moved->fault)
    g_print (" %s", moved->fault);
  for (MovedQuantity quantity = 0; quantity < MOVED_N_QUANTITIES && moved->after; quantity++)
    {
      double in_sd, difference = moved_difference (moved, quantity, &in_sd), before = moved_value (moved->before, quantity, NULL);
      double after = moved_value (moved->after, quantity, NULL);

      if (isfinite (difference))
        g_print (_(" %.4g → %.4g %s (%+.3g, %+.2f SD);"), before, after, moved_unit (quantity), difference, in_sd);
      else if (isfinite (before) != isfinite (after))
        g_print (isfinite (before) ? _(" %.4g → – %s;") : _(" – → %.4g %s;"), isfinite (before) ? before : after, moved_unit (quantity));
    }
  g_print ("\n");
}

typedef struct {
  guint computed, kept, faults;
} Counts;

static gboolean
recompute_one (SaltlineWorkspace *workspace, const Document *target, const Options *options, JsonBuilder *builder, Counts *counts, GError **error)
{
  g_autoptr(GPtrArray) moved = saltline_workspace_recompute (workspace, target->id, NULL, NULL, interrupt_watch (), error);
  guint kept = 0;

  if (moved == NULL)
    return FALSE;
  if (!options->json && moved->len > 0)
    g_print (_("By %s, version %s:\n"), target->name, target->version);
  for (guint i = 0; i < moved->len; i++)
    {
      const MovedReading *one = g_ptr_array_index (moved, i);

      put_moved (builder, one, target);
      if (!options->json)
        print_moved (one);
      counts->faults += one->fault ? 1 : 0;
    }
  counts->computed += moved->len;
  if (!options->dry_run && !saltline_workspace_keep_recomputed (workspace, target->id, moved, &kept, error))
    return FALSE;
  counts->kept += kept;
  return TRUE;
}

static gboolean
recompute (const char *path, const Options *options, Counts *counts, GError **error)
{
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (path, options->dry_run ? STORE_OPEN_READ : STORE_OPEN_WRITE, error);
  g_autoptr(GPtrArray) documents = workspace ? targets (workspace, options, error) : NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (documents == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  json_put_array (builder, "moved");
  for (guint i = 0; i < documents->len; i++)
    if (!recompute_one (workspace, g_ptr_array_index (documents, i), options, builder, counts, error))
      return FALSE;
  json_builder_end_array (builder);
  json_put_integer (builder, "kept", counts->kept);
  json_put_boolean (builder, "dry_run", options->dry_run);
  json_builder_end_object (builder);
  if (options->json)
    command_print_json (builder);
  else if (options->dry_run)
    g_print (ngettext ("%u reading depends on another version. Nothing was changed.\n",
                       "%u readings depend on another version. Nothing was changed.\n", counts->computed), counts->computed);
  else
    g_print (ngettext ("%u reading was recomputed; the old one is in the photo's history.\n",
                       "%u readings were recomputed; the old ones are in the photos' histories.\n", counts->kept), counts->kept);
  return TRUE;
}

CommandStatus
workspace_recompute (int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  Counts counts = { 0 };
  const GOptionEntry entries[] = {
    { "calibration", 0, 0, G_OPTION_ARG_STRING, &options.calibration, N_("only readings of this calibration"), N_("ID") },
    { "version", 0, 0, G_OPTION_ARG_STRING, &options.version, N_("the version that shall hold (default: the newest)"), N_("TEXT") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_("only show what would move"), NULL },
    COMMAND_JSON_ENTRY (options.json),
    { NULL },
  };
  g_autoptr(GError) error = NULL;
  CommandStatus status;

  if (!command_parse_options (_("FILE\n\nComputes the readings that were made with another version of their calibration once more, and shows what\n"
                                "moved and by how much. The old readings stay in the photos' histories; each photo's change can be undone."),
                              entries, &argc, &argv, &status))
    return status;
  if (argc != 2 || (options.version && options.calibration == NULL))
    {
      command_complain ("workspace", argc != 2 ? _("recompute wants one workspace file.") : _("--version goes with --calibration."));
      return COMMAND_USAGE;
    }
  if (!recompute (argv[1], &options, &counts, &error))
    {
      command_complain ("workspace", "%s", error->message);
      return COMMAND_REFUSED;
    }
  return counts.faults > 0 ? COMMAND_REFUSED : COMMAND_DONE;
}
