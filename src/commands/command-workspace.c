/* commands/command-workspace.c: `saltline workspace create|check|verify|backup|demo|recompute|calibrations|templates FILE` */
#include <glib/gi18n.h>

#include "base/json.h"
#include "commands-list.h"
#include "interrupt.h"
#include "with-workspace.h"
#include "workspace-documents.h"
#include "workspace/demo.h"
#include "workspace/patches.h"
#include "workspace/studies.h"

static const char *const verbs[] = { "create", "check", "verify", "backup", "demo", "recompute", "calibrations", "templates", NULL };

/* A workspace's file that was written, and the folder that its photos lie in. */
static void
print_written (const char *file, const char *photo_folder)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_put_string (builder, "file", file);
  json_put_string (builder, "photos", photo_folder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static gboolean
create (const char *path, gboolean json, GError **error)
{
  g_autoptr(Store) store = store_open (path, STORE_OPEN_NEW, error);

  if (store == NULL)
    return FALSE;
  if (json)
    print_written (store_path (store), store_photo_folder (store));
  else
    g_print (_("%s is ready. Photos will lie in %s.\n"), store_path (store), store_photo_folder (store));
  return TRUE;
}

/* Photos whose file is not in the folder; their readings stay. */
static void
add_missing_files (Store *store, GPtrArray *faults)
{
  g_autoptr(GPtrArray) photos = store_photos (store, TRUE, NULL);

  for (guint i = 0; photos && i < photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, i);
      g_autofree char *path = store_photo_path (store, photo);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (faults, g_strdup_printf (_("the file of photo %s is missing: %s; its readings are kept"), photo->name, path));
    }
}

static gboolean
check (const char *path, gboolean json, GError **error)
{
  g_autoptr(Store) store = store_open (path, STORE_OPEN_READ, error);
  g_autoptr(GPtrArray) faults = store ? store_check (store, error) : NULL;

  if (faults == NULL)
    return FALSE;
  add_missing_files (store, faults);
  if (json)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_put_string (builder, "file", path);
      json_put_boolean (builder, "ok", faults->len == 0);
      json_put_integer (builder, "schema", store_schema_version (store));
      json_put_array (builder, "faults");
      for (guint i = 0; i < faults->len; i++)
        json_put_string (builder, NULL, g_ptr_array_index (faults, i));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      command_print_json (builder);
    }
  else if (faults->len == 0)
    g_print (_("%s is whole (schema %d).\n"), path, store_schema_version (store));
  for (guint i = 0; i < faults->len && !json; i++)
    g_print ("%s: %s\n", path, (const char *) g_ptr_array_index (faults, i));
  if (faults->len == 0)
    return TRUE;
  g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, ngettext ("%u fault was found.", "%u faults were found.", faults->len),
               faults->len);
  return FALSE;
}

static gboolean
backup (const char *path, const char *destination, gboolean json, GError **error)
{
  g_autoptr(Store) store = store_open (path, STORE_OPEN_READ, error);
  g_autofree char *named = NULL;

  if (store == NULL)
    return FALSE;
  if (destination == NULL)
    {
      g_autoptr(GDateTime) now = g_date_time_new_now_local ();
      g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%dT%H-%M-%S");

      named = g_strdup_printf ("%s.backup-%s", path, stamp);
      destination = named;
    }
  if (!store_backup (store, destination, NULL, error))
    return FALSE;
  if (json)
    print_written (destination, store_photo_folder (store));
  else
    g_print (_("%s holds the database. The photos in %s are not copied.\n"), destination, store_photo_folder (store));
  return TRUE;
}

/* Readings and models that were made again, and which of them differ. */
typedef struct {
  guint n_readings, n_models;
  GPtrArray *readings;  /* of ReadingDifference */
  GPtrArray *models;    /* of ModelDifference */
} Verdict;

static void
verdict_clear (Verdict *verdict)
{
  g_clear_pointer (&verdict->readings, g_ptr_array_unref);
  g_clear_pointer (&verdict->models, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verdict, verdict_clear)

static void
verdict_to_json (const Verdict *verdict)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_put_integer (builder, "checked", verdict->n_readings);
  json_put_array (builder, "differs");
  for (guint i = 0; i < verdict->readings->len; i++)
    {
      const ReadingDifference *difference = g_ptr_array_index (verdict->readings, i);

      json_put_object (builder, NULL);
      json_put_integer (builder, "photo", difference->photo);
      json_put_string (builder, "name", difference->name);
      json_put_string (builder, "difference", difference->difference);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_put_integer (builder, "models_checked", verdict->n_models);
  json_put_array (builder, "models_differ");
  for (guint i = 0; i < verdict->models->len; i++)
    {
      const ModelDifference *difference = g_ptr_array_index (verdict->models, i);

      json_put_object (builder, NULL);
      json_put_string (builder, "model", difference->name);
      json_put_string (builder, "difference", difference->difference);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_verdict (const Verdict *verdict)
{
  for (guint i = 0; i < verdict->readings->len; i++)
    {
      const ReadingDifference *difference = g_ptr_array_index (verdict->readings, i);

      g_print ("%s: %s\n", difference->name, difference->difference);
    }
  for (guint i = 0; i < verdict->models->len; i++)
    {
      const ModelDifference *difference = g_ptr_array_index (verdict->models, i);

      g_print ("%s: %s\n", difference->name, difference->difference);
    }
  g_print (ngettext ("%u reading or calibration was computed again", "%u readings and calibrations were computed again", verdict->n_readings), verdict->n_readings);
  g_print (ngettext ("; %u differs.\n", "; %u differ.\n", verdict->readings->len), verdict->readings->len);
  if (verdict->n_models > 0)
    {
      g_print (ngettext ("%u model was fitted again", "%u models were fitted again", verdict->n_models), verdict->n_models);
      g_print (ngettext ("; %u differs.\n", "; %u differ.\n", verdict->models->len), verdict->models->len);
    }
}

static gboolean
verify (const char *path, gboolean json, GError **error)
{
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (path, STORE_OPEN_READ, error);
  g_auto(Verdict) verdict = { 0 };

  if (workspace == NULL)
    return FALSE;
  verdict.readings = saltline_workspace_verify (workspace, NULL, NULL, &verdict.n_readings, interrupt_watch (), error);
  if (verdict.readings != NULL)
    verdict.models = saltline_workspace_verify_models (workspace, &verdict.n_models, interrupt_watch (), error);
  if (verdict.models == NULL)
    return FALSE;
  if (json)
    verdict_to_json (&verdict);
  else
    print_verdict (&verdict);
  if (verdict.readings->len + verdict.models->len == 0)
    return TRUE;
  g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, ngettext ("%u number is not reproduced.", "%u numbers are not reproduced.",
                                                                  verdict.readings->len + verdict.models->len),
               verdict.readings->len + verdict.models->len);
  return FALSE;
}

static gboolean
demo (const char *path, gboolean json, GError **error)
{
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (path, STORE_OPEN_NEW, error);

  if (workspace == NULL || !demo_fill (workspace, NULL, NULL, interrupt_watch (), error))
    return FALSE;
  if (json)
    print_written (path, store_photo_folder (saltline_workspace_get_store (workspace)));
  else
    g_print (_("%s holds invented athletes and drawn photos.\n"), path);
  return TRUE;
}

CommandStatus
command_workspace (int argc, char **argv)
{
  gboolean json = FALSE, done;
  const GOptionEntry entries[] = {
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(GError) error = NULL;
  CommandStatus status;
  const char *verb = command_take_verb ("workspace", verbs, &argc, &argv, &status);

  if (verb == NULL)
    return status;
  if (g_str_equal (verb, "recompute"))
    return workspace_recompute (argc, argv);
  if (g_str_equal (verb, "calibrations"))
    return workspace_documents (DOCUMENT_CALIBRATION, argc, argv);
  if (g_str_equal (verb, "templates"))
    return workspace_documents (DOCUMENT_TEMPLATE, argc, argv);
  if (!command_parse_options (_("FILE [BACKUP]"), entries, &argc, &argv, &status))
    return status;
  if (argc < 2 || argc > (g_str_equal (verb, "backup") ? 3 : 2))
    {
      command_complain ("workspace", _("%s takes one file: saltline workspace %s FILE"), verb, verb);
      return COMMAND_USAGE;
    }
  if (g_str_equal (verb, "create"))
    done = create (argv[1], json, &error);
  else if (g_str_equal (verb, "check"))
    done = check (argv[1], json, &error);
  else if (g_str_equal (verb, "verify"))
    done = verify (argv[1], json, &error);
  else if (g_str_equal (verb, "demo"))
    done = demo (argv[1], json, &error);
  else
    done = backup (argv[1], argc > 2 ? argv[2] : NULL, json, &error);
  if (done)
    return COMMAND_DONE;
  command_complain ("workspace", "%s", error->message);
  return COMMAND_REFUSED;
}
