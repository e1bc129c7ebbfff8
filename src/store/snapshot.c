/* store/snapshot.c: consistent copies of the database, by hand and once a week */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/sorting.h"
#include "statement.h"

#define PAGES_A_STEP 256
#define WEEK_US (7 * G_TIME_SPAN_DAY)
#define SNAPSHOTS_KEPT 10

/* Copies in steps, so that it can be cancelled and a reader of the database is not held up. */
static gboolean
copy_database (Store *store, sqlite3 *to, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", store_database (store), "main");
  int state = SQLITE_OK;

  if (backup == NULL)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s", sqlite3_errmsg (to));
      return FALSE;
    }
  while (state == SQLITE_OK || state == SQLITE_BUSY || state == SQLITE_LOCKED)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
      state = sqlite3_backup_step (backup, PAGES_A_STEP);
    }
  sqlite3_backup_finish (backup);
  if (state == SQLITE_DONE)
    return TRUE;
  if (error && *error == NULL)
    g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s", sqlite3_errmsg (to));
  return FALSE;
}

gboolean
store_backup (Store *store, const char *destination, GCancellable *cancellable, GError **error)
{
  g_autofree char *beside = g_strconcat (destination, ".part", NULL);
  sqlite3 *to = NULL;
  gboolean done = FALSE;

  g_return_val_if_fail (store != NULL && destination != NULL, FALSE);

  if (g_file_test (destination, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_EXISTS, "%s is already there. Choose another name.", destination);
      return FALSE;
    }
  g_unlink (beside);
  if (sqlite3_open (beside, &to) != SQLITE_OK)
    g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s cannot be written: %s", beside, sqlite3_errmsg (to));
  else
    {
      store_lock (store);
      done = copy_database (store, to, cancellable, error);
      store_unlock (store);
      /* A copy is one file: it needs no write-ahead log beside it. */
      if (done)
        sqlite3_exec (to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
  sqlite3_close (to);
  if (done && g_rename (beside, destination) != 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s cannot be written: %s", destination, g_strerror (errno));
      done = FALSE;
    }
  if (!done)
    g_unlink (beside);
  return done;
}

/* Names are instants, so the oldest come first. */
static void
drop_oldest (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".saltline"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_strings);
  for (guint i = 0; i + SNAPSHOTS_KEPT < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      g_unlink (path);
    }
}

gboolean
store_snapshot_if_due (Store *store, GError **error)
{
  g_autofree char *last = store_setting (store, "snapshot_us");
  g_autofree char *folder = g_strconcat (store_path (store), "-snapshots", NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%dT%H-%M-%SZ.saltline");
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *now_us = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());

  /* A new file has nothing yet that is worth a copy: its week begins now. */
  if (last == NULL && !store_is_read_only (store))
    return store_set_setting (store, "snapshot_us", now_us, error);
  if (store_is_read_only (store) || g_get_real_time () - g_ascii_strtoll (last, NULL, 10) < WEEK_US)
    return TRUE;
  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s cannot be made: %s", folder, g_strerror (errno));
      return FALSE;
    }
  if (!store_backup (store, path, NULL, error) || !store_set_setting (store, "snapshot_us", now_us, error))
    return FALSE;
  drop_oldest (folder);
  return TRUE;
}
