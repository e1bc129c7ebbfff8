/* commands/workspace-documents.c: `saltline workspace calibrations|templates FILE` */
#include "workspace-documents.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "with-workspace.h"
#include "workspace/installed.h"
#include "workspace/patches.h"

typedef struct {
  char **import;
  char *export, *version, *out;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->import);
  g_free (options->export);
  g_free (options->version);
  g_free (options->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
import_one (SaltlineWorkspace *workspace, DocumentKind kind, const char *id_or_path, GError **error)
{
  if (kind == DOCUMENT_TEMPLATE)
    {
      g_autoptr(PatchTemplate) geometry = installed_open_template (id_or_path, error);

      return geometry != NULL && saltline_workspace_keep_template (workspace, geometry, error) != 0;
    }
  else
    {
      g_autoptr(PatchCalibration) calibration = installed_open_calibration (id_or_path, error);

      return calibration != NULL && saltline_workspace_keep_calibration (workspace, calibration, error) != 0;
    }
}

/* The newest of that id, or of that id and version. */
static const Document *
find (GPtrArray *documents, const char *name, const char *version)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);

      if (g_str_equal (document->name, name) && (version == NULL || g_str_equal (document->version, version)))
        return document;
    }
  return NULL;
}

static gboolean
export_one (GPtrArray *documents, const Options *options, const char *path, GError **error)
{
  const Document *document = find (documents, options->export, options->version);

  if (document == NULL)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, options->version ? _("%s holds no “%s” of version %s.") : _("%s holds no “%s”%s."),
                   path, options->export, options->version ? options->version : "");
      return FALSE;
    }
  if (options->out)
    return file_replace (options->out, document->body, strlen (document->body), error);
  g_print ("%s\n", document->body);
  return TRUE;
}

static void
list (GPtrArray *documents, gboolean json)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < documents->len; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);
      g_autoptr(GDateTime) added = g_date_time_new_from_unix_utc (document->added_us / G_USEC_PER_SEC);
      g_autofree char *when = g_date_time_format_iso8601 (added);

      if (!json)
        g_print (_("%s, version %s, kept %s\n"), document->name, document->version, when);
      json_put_object (builder, NULL);
      json_put_string (builder, "id", document->name);
      json_put_string (builder, "version", document->version);
      json_put_string (builder, "sha256", document->sha256);
      json_put_string (builder, "kept", when);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (json)
    command_print_json (builder);
}

static gboolean
work (DocumentKind kind, const Options *options, const char *path, GError **error)
{
  g_autoptr(SaltlineWorkspace) workspace
    = saltline_workspace_open (path, options->import ? STORE_OPEN_WRITE : STORE_OPEN_READ, error);
  g_autoptr(GPtrArray) documents = NULL;

  if (workspace == NULL)
    return FALSE;
  for (guint i = 0; options->import && options->import[i]; i++)
    if (!import_one (workspace, kind, options->import[i], error))
      return FALSE;
  documents = store_documents (saltline_workspace_get_store (workspace), kind, error);
  if (documents == NULL)
    return FALSE;
  if (options->export)
    return export_one (documents, options, path, error);
  list (documents, options->json);
  return TRUE;
}

CommandStatus
workspace_documents (DocumentKind kind, int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "import", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.import, N_("keep this one, installed or a file; may be repeated"), N_("ID|FILE") },
    { "export", 0, 0, G_OPTION_ARG_STRING, &options.export, N_("write this one as JSON"), N_("ID") },
    { "version", 0, 0, G_OPTION_ARG_STRING, &options.version, N_("of the one that is written (default: the newest)"), N_("TEXT") },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out, N_("where it is written (default: printed)"), N_("OUT.json") },
    COMMAND_JSON_ENTRY (options.json),
    { NULL },
  };
  g_autoptr(GError) error = NULL;
  CommandStatus status;

  if (!command_parse_options (kind == DOCUMENT_TEMPLATE ? _("FILE\n\nLists the templates that a workspace keeps, newest first.")
                                                        : _("FILE\n\nLists the calibrations that a workspace keeps, newest first."),
                              entries, &argc, &argv, &status))
    return status;
  if (argc != 2 || (options.export == NULL && (options.version || options.out)))
    {
      command_complain ("workspace", argc != 2 ? _("wants one workspace file.") : _("--version and --out go with --export."));
      return COMMAND_USAGE;
    }
  if (work (kind, &options, argv[1], &error))
    return COMMAND_DONE;
  command_complain ("workspace", "%s", error->message);
  return COMMAND_REFUSED;
}
