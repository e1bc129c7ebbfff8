/* store/migrate.c: brings the schema to this program's version, one numbered step at a time */
#include <string.h>

#include "base/sorting.h"
#include "store.h"
#include "store-resources.h"

#define SCHEMA_FOLDER "/io/github/saltline/Saltline/schema"

/* The numbered files, in order. A file's number is its place: 001 makes version 1. */
static char **
migrations (void)
{
  g_auto(GStrv) names = g_resource_enumerate_children (store_get_resource (), SCHEMA_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; names[i]; i++)
    g_ptr_array_add (sorted, g_strdup (names[i]));
  g_ptr_array_sort (sorted, compare_strings);
  g_ptr_array_add (sorted, NULL);
  return (char **) g_ptr_array_steal (sorted, NULL);
}

int
store_schema_newest (void)
{
  g_auto(GStrv) names = migrations ();

  return (int) g_strv_length (names);
}

static int
read_version (sqlite3 *database)
{
  sqlite3_stmt *statement = NULL;
  int version = -1;

  if (sqlite3_prepare_v2 (database, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    version = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return version;
}

/* A file beside the workspace that holds it as it was before the schema changed. */
static gboolean
back_up (sqlite3 *database, const char *path, int version, GError **error)
{
  g_autofree char *to = g_strdup_printf ("%s.before-%d", path, version + 1);
  sqlite3 *copy = NULL;
  sqlite3_backup *backup;
  gboolean done = FALSE;

  if (sqlite3_open (to, &copy) == SQLITE_OK && (backup = sqlite3_backup_init (copy, "main", database, "main")) != NULL)
    {
      done = sqlite3_backup_step (backup, -1) == SQLITE_DONE;
      sqlite3_backup_finish (backup);
    }
  if (!done)
    g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s: the copy before the change of schema could not be written: %s", to,
                 sqlite3_errmsg (copy));
  sqlite3_close (copy);
  return done;
}

gboolean
store_migrate (sqlite3 *database, const char *path, GError **error)
{
  g_auto(GStrv) names = migrations ();
  int newest = (int) g_strv_length (names), version = read_version (database);

  if (version < 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, "%s is not a workspace: %s", path, sqlite3_errmsg (database));
      return FALSE;
    }
  if (version > newest)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_NEWER,
                   "%s was written by a newer Saltline (schema %d; this one knows up to %d). It was not changed. Update Saltline.",
                   path, version, newest);
      return FALSE;
    }
  if (version > 0 && version < newest && !back_up (database, path, version, error))
    return FALSE;
  for (; version < newest; version++)
    {
      g_autofree char *resource = g_strconcat (SCHEMA_FOLDER "/", names[version], NULL);
      g_autoptr(GBytes) sql = g_resource_lookup_data (store_get_resource (), resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autofree char *step = g_strdup_printf ("BEGIN EXCLUSIVE; %s; PRAGMA user_version = %d; COMMIT",
                                               (const char *) g_bytes_get_data (sql, NULL), version + 1);
      char *message = NULL;

      if (sqlite3_exec (database, step, NULL, NULL, &message) != SQLITE_OK)
        {
          g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, "%s: schema step %s failed and was undone: %s", path,
                       names[version], message);
          sqlite3_free (message);
          sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }
  return TRUE;
}
