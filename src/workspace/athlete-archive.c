/* workspace/athlete-archive.c */
#include "athlete-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "readings-table.h"
#include "strava.h"
#include "store/photos.h"

/* libarchive writes a folder and a ZIP file by the same calls. */
typedef struct {
  struct archive *archive;
  const char *prefix;      /* of every entry's name */
  gint64 now_s;
} Sink;

static gboolean
sink_fail (const Sink *sink, const char *name, GError **error)
{
  g_set_error (error, STORE_ERROR, STORE_ERROR_IO, _("%s cannot be written: %s"), name,
               archive_error_string (sink->archive) ? archive_error_string (sink->archive) : g_strerror (errno));
  return FALSE;
}

static gboolean
add_entry (const Sink *sink, const char *name, const void *bytes, gsize length, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  g_autofree char *path = g_build_filename (sink->prefix, name, NULL);
  gboolean done;

  archive_entry_set_pathname (entry, path);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, sink->now_s, 0);
  done = archive_write_header (sink->archive, entry) >= ARCHIVE_WARN
         && (length == 0 || archive_write_data (sink->archive, bytes, length) >= 0)
         && archive_write_finish_entry (sink->archive) >= ARCHIVE_WARN;
  archive_entry_free (entry);
  return done || sink_fail (sink, name, error);
}

/* --- what goes in --- */

static gboolean
add_rows (SaltlineWorkspace *self, const Athlete *athlete, const Sink *sink, AthleteArchived *archived, GError **error)
{
  g_autoptr(GPtrArray) tables = store_athlete_rows (saltline_workspace_get_store (self), athlete->id, error);

  if (tables == NULL)
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    {
      const AthleteRows *rows = g_ptr_array_index (tables, i);
      g_autofree char *name = g_strconcat ("tables/", rows->table, ".jsonl", NULL);

      archived->n_rows += rows->n_rows;
      if (!add_entry (sink, name, rows->lines->str, rows->lines->len, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_photos (SaltlineWorkspace *self, const Athlete *athlete, const Sink *sink, GArray *ids, AthleteArchived *archived,
            GCancellable *cancellable, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(GPtrArray) photos = store_photos (store, TRUE, error);

  if (photos == NULL)
    return FALSE;
  for (guint i = 0; i < photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, i);
      g_autofree char *path = NULL, *name = NULL, *bytes = NULL;
      gsize length;

      if (photo->state.athlete != athlete->id)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_array_append_val (ids, photo->id);
      path = store_photo_path (store, photo);
      name = g_strdup_printf ("photos/%s.%s", photo->sha256, photo->suffix);
      if (!g_file_get_contents (path, &bytes, &length, NULL))
        archived->n_photos_missing++;
      else if (!add_entry (sink, name, bytes, length, error))
        return FALSE;
      else
        archived->n_photos++;
    }
  return TRUE;
}

static gboolean
add_readings (SaltlineWorkspace *self, const Sink *sink, const GArray *ids, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-readings-XXXXXX", error);
  g_autofree char *path = folder ? g_build_filename (folder, "readings.csv", NULL) : NULL;
  g_autofree char *text = NULL;
  gsize length;
  gboolean done;

  if (folder == NULL)
    return FALSE;
  done = readings_table_write (self, (const gint64 *) (gpointer) ids->data, ids->len, path, error)
         && g_file_get_contents (path, &text, &length, error) && add_entry (sink, "readings.csv", text, length, error);
  g_unlink (path);
  g_rmdir (folder);
  return done;
}

static gboolean
add_note (const Athlete *athlete, const Sink *sink, const AthleteArchived *archived, GError **error)
{
  g_autofree char *text
    = g_strdup_printf (_("Everything that this workspace of Saltline holds about %s (%s).\n\n"
                         "tables/*.jsonl   each row about the athlete, one JSON object a line: who it is (athlete), activities, sleep,\n"
                         "                 weighings and plans as their sources told them (event), what was decided and changed by hand,\n"
                         "                 photos and readings. Instants (…_us) are microseconds since 1970 in UTC.\n"
                         "readings.csv     the readings that stand, with standard deviations\n"
                         "photos/          photos as they were taken, named by their SHA-256\n\n"
                         "%u rows, %u photos; %u photos whose files are missing. Activities that came through Strava’s interface are not\n"
                         "here: its terms forbid handing them on. Strava itself gives them to the athlete (Settings, My Account, Download).\n"),
                       athlete->name, athlete->handle, archived->n_rows, archived->n_photos, archived->n_photos_missing);

  return add_entry (sink, "README.txt", text, strlen (text), error);
}

static gboolean
write_all (SaltlineWorkspace *self, const Athlete *athlete, const Sink *sink, AthleteArchived *archived, GCancellable *cancellable,
           GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return add_rows (self, athlete, sink, archived, error) && add_photos (self, athlete, sink, ids, archived, cancellable, error)
         && add_readings (self, sink, ids, error) && add_note (athlete, sink, archived, error);
}

/* --- where it goes --- */

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static struct archive *
open_sink (const char *path, gboolean zip)
{
  struct archive *archive = zip ? archive_write_new () : archive_write_disk_new ();

  if (zip && (archive_write_set_format_zip (archive) != ARCHIVE_OK || archive_write_open_filename (archive, path) != ARCHIVE_OK))
    g_clear_pointer (&archive, archive_write_free);
  return archive;
}

gboolean
saltline_workspace_export_athlete (SaltlineWorkspace *self, const Athlete *athlete, const char *path, AthleteArchived *archived,
                                   GCancellable *cancellable, GError **error)
{
  gboolean zip, done;
  g_autofree char *beside = NULL, *name = NULL;
  Sink sink = { .now_s = g_get_real_time () / G_USEC_PER_SEC };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL && path != NULL && archived != NULL, FALSE);

  *archived = (AthleteArchived) { 0 };
  zip = g_str_has_suffix (path, ".zip");
  beside = g_strdup_printf ("%s.%08x.part", path, g_random_int ()); /* nobody's but ours: it is removed when something fails */
  name = g_path_get_basename (path);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_EXISTS, _("%s is already there. Choose another name."), path);
      return FALSE;
    }
  sink.archive = open_sink (beside, zip);
  if (sink.archive == NULL)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_IO, _("%s cannot be written: %s"), path, g_strerror (errno));
      return FALSE;
    }
  if (zip)
    name[strlen (name) - strlen (".zip")] = '\0';
  sink.prefix = zip ? name : beside;
  done = write_all (self, athlete, &sink, archived, cancellable, error);
  if (archive_write_close (sink.archive) < ARCHIVE_WARN && done)
    done = sink_fail (&sink, path, error);
  archive_write_free (sink.archive);
  if (done && g_rename (beside, path) != 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_IO, _("%s cannot be written: %s"), path, g_strerror (errno));
      done = FALSE;
    }
  if (!done)
    remove_tree (beside);
  return done;
}

gboolean
saltline_workspace_erase_athlete (SaltlineWorkspace *self, gint64 athlete, SecretKeeper *keeper, AthleteErasure *erasure, GError **error)
{
  g_autoptr(GPtrArray) photos = NULL;
  g_autofree char *at_strava = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && keeper != NULL && erasure != NULL, FALSE);

  photos = store_photos (saltline_workspace_get_store (self), TRUE, error);
  if (photos == NULL)
    return FALSE;
  at_strava = saltline_workspace_forget_strava (self, athlete, keeper, NULL);
  if (!store_erase_athlete (saltline_workspace_get_store (self), athlete, erasure, error))
    return FALSE;
  if (at_strava)
    g_ptr_array_add (erasure->remaining, g_steal_pointer (&at_strava));
  for (guint i = 0; i < erasure->photos->len; i++)
    {
      g_autofree char *thumbnail = saltline_thumbnail_path (g_ptr_array_index (erasure->photos, i));

      g_unlink (thumbnail);
    }
  for (guint i = 0; i < photos->len; i++)
    if (((StoredPhoto *) g_ptr_array_index (photos, i))->state.athlete == athlete)
      saltline_workspace_photo_changed (self, ((StoredPhoto *) g_ptr_array_index (photos, i))->id);
  saltline_workspace_roster_changed (self);
  return TRUE;
}
