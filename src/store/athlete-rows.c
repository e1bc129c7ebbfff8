/* store/athlete-rows.c */
#include "athlete-rows.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/json.h"
#include "lent.h"
#include "statement.h"

#define LENT_SOURCE "strava-api"

/* A table and which of its rows are meant; ?1 is the athlete. */
typedef struct {
  char *table;
  char *condition;
} AthleteTable;

static void
athlete_table_free (gpointer data)
{
  AthleteTable *table = data;

  g_free (table->table);
  g_free (table->condition);
  g_free (table);
}

void
athlete_rows_free (AthleteRows *rows)
{
  if (rows == NULL)
    return;
  g_free (rows->table);
  g_string_free (rows->lines, TRUE);
  g_free (rows);
}

void
athlete_erasure_clear (AthleteErasure *erasure)
{
  g_clear_pointer (&erasure->photos, g_ptr_array_unref);
  g_clear_pointer (&erasure->rewritten, g_ptr_array_unref);
  g_clear_pointer (&erasure->remaining, g_ptr_array_unref);
}

static gboolean
fail (sqlite3 *database, GError **error)
{
  g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s: %s", sqlite3_db_filename (database, "main"), sqlite3_errmsg (database));
  return FALSE;
}

/* --- which rows --- */

/* The first column of what @sql with @argument gives. (transfer full) */
static GPtrArray *
strings (sqlite3 *database, const char *sql, const char *argument)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK)
    {
      if (argument)
        sqlite3_bind_text (statement, 1, argument, -1, SQLITE_TRANSIENT);
      while (sqlite3_step (statement) == SQLITE_ROW)
        g_ptr_array_add (found, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  sqlite3_finalize (statement);
  return found;
}

static const AthleteTable *
find_table (const GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((AthleteTable *) g_ptr_array_index (tables, i))->table, name))
      return g_ptr_array_index (tables, i);
  return NULL;
}

static void
take_table (GPtrArray *tables, const char *name, char *condition)
{
  AthleteTable *table = g_new (AthleteTable, 1);

  *table = (AthleteTable) { g_strdup (name), condition };
  g_ptr_array_add (tables, table);
}

/* A table that refers to rows which are meant: (transfer full) (nullable) */
static char *
condition_by_parents (sqlite3 *database, const GPtrArray *tables, const char *name)
{
  g_autoptr(GPtrArray) parents = strings (database, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list (?)", name);

  for (guint i = 0; i < parents->len; i++)
    {
      const AthleteTable *parent = find_table (tables, g_ptr_array_index (parents, i));
      g_autofree char *sql = NULL;
      g_autoptr(GPtrArray) columns = NULL;

      if (parent == NULL)
        continue;
      sql = g_strdup_printf ("SELECT \"from\" FROM pragma_foreign_key_list (?) WHERE \"table\" = '%s'", parent->table);
      columns = strings (database, sql, name);
      return g_strdup_printf ("\"%s\" IN (SELECT id FROM \"%s\" WHERE %s)", (const char *) g_ptr_array_index (columns, 0), parent->table,
                              parent->condition);
    }
  return NULL;
}

/* Parents before what hangs on them, the athlete's own row first. */
static GPtrArray *
athlete_tables (sqlite3 *database)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (athlete_table_free);
  g_autoptr(GPtrArray) names = strings (database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", NULL);
  gboolean more = TRUE;

  take_table (tables, "athlete", g_strdup ("id = ?1"));
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr(GPtrArray) columns = strings (database, "SELECT name FROM pragma_table_info (?) WHERE name = 'athlete'", name);

      if (columns->len)
        take_table (tables, name, g_strdup ("athlete = ?1"));
    }
  while (more)
    {
      more = FALSE;
      for (guint i = 0; i < names->len; i++)
        {
          const char *name = g_ptr_array_index (names, i);
          char *condition = find_table (tables, name) ? NULL : condition_by_parents (database, tables, name);

          if (condition == NULL)
            continue;
          take_table (tables, name, condition);
          more = TRUE;
        }
    }
  return tables;
}

/* --- to be given away --- */

static void
put_column (JsonBuilder *builder, sqlite3_stmt *statement, int column)
{
  const char *name = sqlite3_column_name (statement, column);

  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      json_put_integer (builder, name, sqlite3_column_int64 (statement, column));
      break;
    case SQLITE_FLOAT:
      json_put_number (builder, name, sqlite3_column_double (statement, column));
      break;
    case SQLITE_NULL:
      json_put_null (builder, name);
      break;
    case SQLITE_BLOB:
      {
        g_autofree char *text = g_base64_encode (sqlite3_column_blob (statement, column), (gsize) sqlite3_column_bytes (statement, column));

        json_put_string (builder, name, text);
        break;
      }
    default:
      json_put_string (builder, name, (const char *) sqlite3_column_text (statement, column));
    }
}

static AthleteRows *
rows_of (sqlite3 *database, const AthleteTable *table, gint64 athlete, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" WHERE %s", table->table, table->condition);
  AthleteRows *rows = g_new (AthleteRows, 1);
  sqlite3_stmt *statement = NULL;
  int state = SQLITE_ERROR;

  *rows = (AthleteRows) { g_strdup (table->table), g_string_new (NULL), 0 };
  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, athlete);
      while ((state = sqlite3_step (statement)) == SQLITE_ROW)
        {
          g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();
          g_autofree char *line = NULL;

          json_builder_begin_object (builder);
          for (int c = 0; c < sqlite3_column_count (statement); c++)
            put_column (builder, statement, c);
          json_builder_end_object (builder);
          line = json_to_text (builder, FALSE);
          g_string_append (rows->lines, line);
          g_string_append_c (rows->lines, '\n');
          rows->n_rows++;
        }
    }
  if (state != SQLITE_DONE)
    {
      fail (database, error);
      g_clear_pointer (&rows, athlete_rows_free);
    }
  sqlite3_finalize (statement);
  return rows;
}

GPtrArray *
store_athlete_rows (Store *store, gint64 athlete, GError **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) athlete_rows_free);
  g_autoptr(GPtrArray) tables = NULL;
  gboolean done = TRUE;

  g_return_val_if_fail (store != NULL, NULL);

  store_lock (store);
  tables = athlete_tables (store_database (store));
  for (guint i = 0; done && i < tables->len; i++)
    {
      AthleteRows *rows = rows_of (store_database (store), g_ptr_array_index (tables, i), athlete, error);

      done = rows != NULL;
      if (rows && rows->n_rows)
        g_ptr_array_add (found, rows);
      else
        athlete_rows_free (rows);
    }
  store_unlock (store);
  return done ? g_steal_pointer (&found) : NULL;
}

/* --- to be gone --- */

static gboolean
delete_rows (sqlite3 *database, const AthleteTable *table, gint64 athlete, guint *n_rows)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE %s", table->table, table->condition);
  sqlite3_stmt *statement = NULL;
  gboolean done = FALSE;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, athlete);
      done = sqlite3_step (statement) == SQLITE_DONE;
      *n_rows += done ? (guint) sqlite3_changes (database) : 0;
    }
  sqlite3_finalize (statement);
  return done;
}

static gboolean
execute (sqlite3 *database, const char *sql)
{
  return sqlite3_exec (database, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Children first; freed pages are overwritten. */
static gboolean
erase_rows (sqlite3 *database, gint64 athlete, guint *n_rows, GError **error)
{
  g_autoptr(GPtrArray) tables = athlete_tables (database);
  gboolean done = execute (database, "PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE");

  if (!done)
    return fail (database, error);
  for (guint i = tables->len; done && i-- > 0;)
    done = delete_rows (database, g_ptr_array_index (tables, i), athlete, n_rows);
  if (!done || !execute (database, "COMMIT"))
    {
      fail (database, error);
      execute (database, "ROLLBACK");
      return FALSE;
    }
  return TRUE;
}

/* The file shrinks to what is left, and the write-ahead log, which holds old pages, is emptied. */
static gboolean
pack (sqlite3 *database, GError **error)
{
  return execute (database, "VACUUM; PRAGMA wal_checkpoint (TRUNCATE)") || fail (database, error);
}

/* Who the athlete is in another copy of the file: the same row, made at the same moment. */
static gboolean
is_in (sqlite3 *database, gint64 athlete, gint64 created_us)
{
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  if (sqlite3_prepare_v2 (database, "SELECT 1 FROM athlete WHERE id = ? AND created_us = ?", -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, athlete);
      sqlite3_bind_int64 (statement, 2, created_us);
      found = sqlite3_step (statement) == SQLITE_ROW;
    }
  sqlite3_finalize (statement);
  return found;
}

static void
remains (AthleteErasure *erasure, const char *path, const char *why)
{
  g_ptr_array_add (erasure->remaining, g_strdup_printf ("%s: %s", path, why));
}

static void
erase_in_copy (const char *path, gint64 athlete, gint64 created_us, AthleteErasure *erasure)
{
  g_autoptr(GError) error = NULL;
  sqlite3 *database = NULL;
  guint n_rows = 0;

  if (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK
      || !execute (database, "SELECT count (*) FROM athlete"))
    remains (erasure, path, database ? sqlite3_errmsg (database) : "it cannot be opened");
  else if (is_in (database, athlete, created_us))
    {
      if (erase_rows (database, athlete, &n_rows, &error) && pack (database, &error))
        g_ptr_array_add (erasure->rewritten, g_strdup (path));
      else
        remains (erasure, path, error->message);
    }
  sqlite3_close (database);
}

/* Snapshots, and what migrations left. */
static GPtrArray *
copies_of (Store *store)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *snapshots = g_strconcat (store_path (store), "-snapshots", NULL), *folder = g_path_get_dirname (store_path (store));
  g_autofree char *name = g_path_get_basename (store_path (store)), *before = g_strconcat (name, ".before-", NULL);
  g_autoptr(GDir) kept = g_dir_open (snapshots, 0, NULL), beside = g_dir_open (folder, 0, NULL);
  const char *found;

  while (kept && (found = g_dir_read_name (kept)))
    g_ptr_array_add (paths, g_build_filename (snapshots, found, NULL));
  while (beside && (found = g_dir_read_name (beside)))
    if (g_str_has_prefix (found, before))
      g_ptr_array_add (paths, g_build_filename (folder, found, NULL));
  return paths;
}

static gboolean
find_athlete (Store *store, gint64 athlete, gint64 *created_us, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT created_us FROM athlete WHERE id = ?", "i", athlete);

  if (rows == NULL)
    return FALSE;
  if (!store_next (rows))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "There is no athlete with number %" G_GINT64_FORMAT ".", athlete);
      return FALSE;
    }
  *created_us = store_int (rows, 0);
  return TRUE;
}

typedef struct {
  char *sha256, *path;
} PhotoFile;

static void
photo_file_clear (gpointer data)
{
  PhotoFile *file = data;

  g_free (file->sha256);
  g_free (file->path);
}

static GArray *
photo_files (Store *store, gint64 athlete, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT sha256, suffix FROM photo WHERE athlete = ?", "i", athlete);
  GArray *files;

  if (rows == NULL)
    return NULL;
  files = g_array_new (FALSE, FALSE, sizeof (PhotoFile));
  g_array_set_clear_func (files, photo_file_clear);
  while (store_next (rows))
    {
      g_autofree char *name = g_strdup_printf ("%s.%s", store_text (rows, 0), store_text (rows, 1));
      PhotoFile file = { g_strdup (store_text (rows, 0)), g_build_filename (store_photo_folder (store), name, NULL) };

      g_array_append_val (files, file);
    }
  return files;
}

gboolean
store_erase_athlete (Store *store, gint64 athlete, AthleteErasure *erasure, GError **error)
{
  g_autoptr(GPtrArray) copies = NULL;
  g_autoptr(GArray) files = NULL;
  g_autoptr(GError) unpacked = NULL, lent = NULL;
  gint64 created_us = 0;
  gboolean done;

  g_return_val_if_fail (store != NULL && erasure != NULL, FALSE);

  *erasure = (AthleteErasure) { 0, g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free),
                                g_ptr_array_new_with_free_func (g_free) };
  files = find_athlete (store, athlete, &created_us, error) ? photo_files (store, athlete, error) : NULL;
  if (files == NULL)
    return FALSE;
  store_lock (store);
  done = erase_rows (store_database (store), athlete, &erasure->n_rows, error);
  if (done && !pack (store_database (store), &unpacked))
    remains (erasure, store_path (store), unpacked->message);
  store_unlock (store);
  if (!done)
    return FALSE;
  if (!store_erase_lent (store, athlete, LENT_SOURCE, NULL, &lent))
    remains (erasure, store_path (store), lent->message);
  for (guint i = 0; i < files->len; i++)
    {
      const PhotoFile *file = &g_array_index (files, PhotoFile, i);

      if (g_unlink (file->path) == 0 || errno == ENOENT)
        g_ptr_array_add (erasure->photos, g_strdup (file->sha256));
      else
        remains (erasure, file->path, g_strerror (errno));
    }
  copies = copies_of (store);
  for (guint i = 0; i < copies->len; i++)
    erase_in_copy (g_ptr_array_index (copies, i), athlete, created_us, erasure);
  return TRUE;
}
