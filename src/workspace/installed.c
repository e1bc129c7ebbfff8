/* workspace/installed.c */
#include "installed.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/sorting.h"
#include "config.h"
#include "patch/patch-error.h"

/* What a folder of documents holds: how one is read, and what it is called. */
typedef struct {
  const char *folder;
  gpointer (*load) (const char *path, GError **error);
  const char *(*id) (gpointer document);
  void (*free) (gpointer document);
} Kind;

static gpointer
load_template (const char *path, GError **error)
{
  return patch_template_load (path, error);
}

static const char *
template_id (gpointer document)
{
  return ((PatchTemplate *) document)->id;
}

static void
free_template (gpointer document)
{
  patch_template_free (document);
}

static gpointer
load_calibration (const char *path, GError **error)
{
  return patch_calibration_load (path, error);
}

static const char *
calibration_id (gpointer document)
{
  return ((PatchCalibration *) document)->id;
}

static void
free_calibration (gpointer document)
{
  patch_calibration_free (document);
}

static const Kind TEMPLATES = { "templates", load_template, template_id, free_template };
static const Kind CALIBRATIONS = { "calibrations", load_calibration, calibration_id, free_calibration };

static char **
data_folders (void)
{
  g_autoptr(GStrvBuilder) folders = g_strv_builder_new ();
  const char *instead = g_getenv ("SALTLINE_DATA");

  if (instead && *instead)
    g_strv_builder_add (folders, instead);
  else
    {
      g_autofree char *own = g_build_filename (g_get_user_data_dir (), "saltline", NULL);

      g_strv_builder_add (folders, own);
      g_strv_builder_add (folders, SALTLINE_DATADIR);
      for (const char *const *at = g_get_system_data_dirs (); *at; at++)
        {
          g_autofree char *system = g_build_filename (*at, "saltline", NULL);

          g_strv_builder_add (folders, system);
        }
      /* A program that was built and not installed finds what stands beside its source. */
      g_strv_builder_add (folders, SALTLINE_SOURCE_DATADIR);
    }
  return g_strv_builder_end (folders);
}

/* Names of the .json files in @folder, sorted, so that the order is the same on every machine. */
static GPtrArray *
list_documents (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  if (dir)
    g_dir_close (dir);
  g_ptr_array_sort (names, compare_strings);
  return names;
}

static gboolean
has_id (GPtrArray *documents, const Kind *kind, const char *id)
{
  for (guint i = 0; i < documents->len; i++)
    if (g_str_equal (kind->id (g_ptr_array_index (documents, i)), id))
      return TRUE;
  return FALSE;
}

/* All documents of a kind; messages about those that cannot be used go to @faults (nullable). */
static GPtrArray *
load_all (const Kind *kind, GStrvBuilder *faults)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func (kind->free);
  g_auto(GStrv) folders = data_folders ();

  for (char **at = folders; *at; at++)
    {
      g_autofree char *folder = g_build_filename (*at, kind->folder, NULL);
      g_autoptr(GPtrArray) names = list_documents (folder);

      for (guint i = 0; i < names->len; i++)
        {
          g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
          g_autoptr(GError) error = NULL;
          gpointer document = kind->load (path, &error);

          if (document == NULL && faults)
            g_strv_builder_add (faults, error->message);
          else if (document && has_id (documents, kind, kind->id (document)))
            kind->free (document);
          else if (document)
            g_ptr_array_add (documents, document);
        }
    }
  return documents;
}

static gpointer
load_installed (gpointer data)
{
  Installed *installed = g_new0 (Installed, 1);
  g_autoptr(GStrvBuilder) faults = g_strv_builder_new ();
  GPtrArray *templates = load_all (&TEMPLATES, faults), *calibrations = load_all (&CALIBRATIONS, faults);

  installed->n_templates = templates->len;
  installed->templates = (const PatchTemplate **) g_ptr_array_free (templates, FALSE);
  installed->n_calibrations = calibrations->len;
  installed->calibrations = (const PatchCalibration **) g_ptr_array_free (calibrations, FALSE);
  installed->faults = g_strv_builder_end (faults);
  return installed;
}

const Installed *
installed_get (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_installed, NULL);
}

static gboolean
is_path (const char *id_or_path)
{
  return strchr (id_or_path, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (id_or_path, ".json");
}

/* Names of all that are there, for a message. */
static char *
list_ids (GPtrArray *documents, const Kind *kind)
{
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < documents->len; i++)
    g_string_append_printf (ids, "%s%s", i ? ", " : "", kind->id (g_ptr_array_index (documents, i)));
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static gpointer
open_document (const Kind *kind, const char *id_or_path, const char *unknown, GError **error)
{
  g_autoptr(GPtrArray) documents = NULL;
  g_autofree char *ids = NULL;

  if (is_path (id_or_path))
    return kind->load (id_or_path, error);
  documents = load_all (kind, NULL);
  for (guint i = 0; i < documents->len; i++)
    if (g_str_equal (kind->id (g_ptr_array_index (documents, i)), id_or_path))
      {
        g_ptr_array_set_free_func (documents, NULL);
        for (guint k = 0; k < documents->len; k++)
          if (k != i)
            kind->free (g_ptr_array_index (documents, k));
        return g_ptr_array_index (documents, i);
      }
  ids = list_ids (documents, kind);
  g_set_error (error, PATCH_ERROR, PATCH_ERROR_UNREADABLE, "%s “%s”. %s: %s.", unknown, id_or_path, _("Installed"),
               *ids ? ids : _("none"));
  return NULL;
}

PatchTemplate *
installed_open_template (const char *id_or_path, GError **error)
{
  g_return_val_if_fail (id_or_path != NULL, NULL);

  return open_document (&TEMPLATES, id_or_path, _("There is no template"), error);
}

PatchCalibration *
installed_open_calibration (const char *id_or_path, GError **error)
{
  g_return_val_if_fail (id_or_path != NULL, NULL);

  return open_document (&CALIBRATIONS, id_or_path, _("There is no calibration"), error);
}
