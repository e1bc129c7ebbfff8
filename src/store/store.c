/* store/store.c: opening, closing and keeping whole */
#include "store.h"

#include <glib/gstdio.h>
#include <string.h>

#include "statement.h"
#include "writer-lock.h"

#define BUSY_MS 5000

struct _Store {
  sqlite3 *database;
  char *path;
  char *photo_folder;
  WriterLock lock;
  gboolean read_only;
  guint depth;       /* of transactions */
  GRecMutex mutex;
};

G_DEFINE_QUARK (store-error-quark, store_error)

static char *
folder_beside (const char *path, const char *ending)
{
  const char *slash = strrchr (path, G_DIR_SEPARATOR), *dot = strrchr (path, '.');
  g_autofree char *stem = dot && dot > (slash ? slash + 1 : path) ? g_strndup (path, (gsize) (dot - path)) : g_strdup (path);

  return g_strconcat (stem, ending, NULL);
}

static gboolean
execute (Store *store, const char *sql, GError **error)
{
  return sqlite3_exec (store->database, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail (store, error);
}

static gboolean
is_a_workspace (Store *store, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int tables = -1, ours = 0;

  if (sqlite3_prepare_v2 (store->database, "SELECT count (*), coalesce (sum (name = 'athlete'), 0) FROM sqlite_schema WHERE type = 'table'",
                          -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    {
      tables = sqlite3_column_int (statement, 0);
      ours = sqlite3_column_int (statement, 1);
    }
  sqlite3_finalize (statement);
  if (tables < 0)
    g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, "%s is not a Saltline workspace: %s", store->path,
                 sqlite3_errmsg (store->database));
  else if (tables > 0 && ours == 0)
    g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, "%s is the database of another program. It was not changed.", store->path);
  else
    return TRUE;
  return FALSE;
}

/* What a crash may have left: said by the lock file. A damaged file is not opened for writing. */
static gboolean
check_after_crash (Store *store, GError **error)
{
  g_autoptr(GPtrArray) faults = store_check (store, error);

  if (faults == NULL)
    return FALSE;
  if (faults->len > 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED,
                   "%s was not closed cleanly and is damaged (%s). Open a snapshot from the folder beside it.", store->path,
                   (const char *) g_ptr_array_index (faults, 0));
      return FALSE;
    }
  return TRUE;
}

static gboolean
open_for_writing (Store *store, GError **error)
{
  if (!execute (store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", error)
      || (store->lock.unclean && !check_after_crash (store, error))
      || !store_migrate (store->database, store->path, error)
      || !execute (store, "INSERT OR IGNORE INTO setting VALUES ('created', strftime ('%Y-%m-%dT%H:%M:%SZ'))", error))
    return FALSE;
  return TRUE;
}

static gboolean
open_for_reading (Store *store, GError **error)
{
  int version = store_schema_version (store);

  if (!execute (store, "PRAGMA query_only = ON", error))
    return FALSE;
  if (version == store_schema_newest ())
    return TRUE;
  if (version > store_schema_newest ())
    return store_migrate (store->database, store->path, error); /* refuses, with both versions named */
  g_set_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY,
               "%s has an older schema (%d) and cannot be brought up to date while it is read-only%s%s.", store->path, version,
               store->lock.holder ? "; it is held by " : "", store->lock.holder ? store->lock.holder : "");
  return FALSE;
}

Store *
store_open (const char *path, StoreOpenFlags flags, GError **error)
{
  g_autoptr(Store) store = NULL;
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);
  int mode;

  g_return_val_if_fail (path != NULL, NULL);

  if (there && (flags & STORE_OPEN_NEW))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_EXISTS, "%s is already there. Choose another name.", path);
      return NULL;
    }
  if (!there && !(flags & (STORE_OPEN_NEW | STORE_OPEN_CREATE)))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "There is no workspace %s. “saltline workspace create %s” makes one.",
                   path, path);
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, "%s is a folder, not a workspace file.", path);
      return NULL;
    }

  store = g_new0 (Store, 1);
  g_rec_mutex_init (&store->mutex);
  store->lock.fd = -1;
  store->path = g_strdup (path);
  store->photo_folder = folder_beside (path, "-photos");
  store->read_only = (flags & STORE_OPEN_READ) || !writer_lock_take (&store->lock, path);
  if (store->read_only && (flags & STORE_OPEN_WRITE))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY, "%s is open elsewhere, held by %s. Close it there first.", path,
                   store->lock.holder ? store->lock.holder : "a reader");
      return NULL;
    }
  mode = store->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (sqlite3_open_v2 (path, &store->database, mode | SQLITE_OPEN_FULLMUTEX, NULL) != SQLITE_OK)
    {
      store_fail (store, error);
      return NULL;
    }
  sqlite3_extended_result_codes (store->database, 1);
  sqlite3_busy_timeout (store->database, BUSY_MS);
  if (!is_a_workspace (store, error))
    return NULL;
  if (store->read_only ? !open_for_reading (store, error) : !open_for_writing (store, error))
    return NULL;
  return g_steal_pointer (&store);
}

void
store_close (Store *store)
{
  if (store == NULL)
    return;
  sqlite3_close (store->database);
  writer_lock_release (&store->lock);
  g_rec_mutex_clear (&store->mutex);
  g_free (store->path);
  g_free (store->photo_folder);
  g_free (store);
}

const char *
store_path (Store *store)
{
  return store->path;
}

const char *
store_photo_folder (Store *store)
{
  return store->photo_folder;
}

gboolean
store_is_read_only (Store *store)
{
  return store->read_only;
}

const char *
store_holder (Store *store)
{
  return store->lock.holder;
}

gboolean
store_was_unclean (Store *store)
{
  return store->lock.unclean;
}

sqlite3 *
store_database (Store *store)
{
  return store->database;
}

void
store_lock (Store *store)
{
  g_rec_mutex_lock (&store->mutex);
}

void
store_unlock (Store *store)
{
  g_rec_mutex_unlock (&store->mutex);
}

int
store_schema_version (Store *store)
{
  g_autoptr(StoreRows) rows = store_query (store, NULL, "PRAGMA user_version", "");

  return rows && store_next (rows) ? (int) store_int (rows, 0) : -1;
}

GPtrArray *
store_check (Store *store, GError **error)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(StoreRows) whole = store_query (store, error, "PRAGMA integrity_check (20)", "");
  g_autoptr(StoreRows) keys = NULL;

  if (whole == NULL)
    return NULL;
  while (store_next (whole))
    if (!g_str_equal (store_text (whole, 0), "ok"))
      g_ptr_array_add (faults, g_strdup (store_text (whole, 0)));
  keys = store_query (store, error, "PRAGMA foreign_key_check", "");
  if (keys == NULL)
    return NULL;
  while (store_next (keys))
    g_ptr_array_add (faults, g_strdup_printf ("row %" G_GINT64_FORMAT " of %s refers to a missing %s", store_int (keys, 1),
                                              store_text (keys, 0), store_text (keys, 2)));
  return g_steal_pointer (&faults);
}

gboolean
store_transaction (Store *store, StoreWork work, gpointer data, GError **error)
{
  gboolean done;
  gboolean outermost;

  store_lock (store);
  outermost = store->depth == 0;
  if (!execute (store, outermost ? "BEGIN IMMEDIATE" : "SAVEPOINT inner_work", error))
    {
      store_unlock (store);
      return FALSE;
    }
  store->depth++;
  done = work (store, data, error);
  store->depth--;
  if (done)
    done = execute (store, outermost ? "COMMIT" : "RELEASE inner_work", error);
  if (!done)
    sqlite3_exec (store->database, outermost ? "ROLLBACK" : "ROLLBACK TO inner_work; RELEASE inner_work", NULL, NULL, NULL);
  store_unlock (store);
  return done;
}

char *
store_setting (Store *store, const char *name)
{
  g_autoptr(StoreRows) rows = store_query (store, NULL, "SELECT value FROM setting WHERE name = ?", "s", name);

  return rows && store_next (rows) ? g_strdup (store_text (rows, 0)) : NULL;
}

gboolean
store_set_setting (Store *store, const char *name, const char *value, GError **error)
{
  return store_run (store, NULL, error, "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    "ss", name, value);
}

gboolean
store_is_switched_on (Store *store, const char *name)
{
  g_autofree char *value = store_setting (store, name);

  return g_strcmp0 (value, "on") == 0;
}

gboolean
store_switch (Store *store, const char *name, gboolean on, GError **error)
{
  return store_set_setting (store, name, on ? "on" : "off", error);
}
