/* store/statement.c */
#include "statement.h"

#include <math.h>
#include <stdarg.h>

struct _StoreRows {
  Store *store;
  sqlite3_stmt *statement;
  int state; /* what the last step returned */
};

gboolean
store_fail (Store *store, GError **error)
{
  sqlite3 *database = store_database (store);
  int code = STORE_ERROR_DAMAGED;

  switch (sqlite3_errcode (database) & 0xff)
    {
    case SQLITE_CONSTRAINT:
      code = STORE_ERROR_REFUSED;
      break;
    case SQLITE_READONLY:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PERM:
      code = STORE_ERROR_READ_ONLY;
      break;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
      code = STORE_ERROR_IO;
      break;
    default:
      break;
    }
  g_set_error (error, STORE_ERROR, code, "%s: %s", store_path (store), sqlite3_errmsg (database));
  return FALSE;
}

static sqlite3_stmt *
prepare (Store *store, const char *sql, const char *types, va_list arguments, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (store_database (store), sql, -1, &statement, NULL) != SQLITE_OK)
    {
      store_fail (store, error);
      return NULL;
    }
  for (int i = 0; types[i]; i++)
    switch (types[i])
      {
      case 's':
        sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'i':
        sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
        break;
      case 'n':
        {
          gint64 value = va_arg (arguments, gint64);

          if (value)
            sqlite3_bind_int64 (statement, i + 1, value);
          break;
        }
      case 'd':
        {
          double value = va_arg (arguments, double);

          if (!isnan (value))
            sqlite3_bind_double (statement, i + 1, value);
          break;
        }
      case 'b':
        {
          gsize length;
          gconstpointer bytes = g_bytes_get_data (va_arg (arguments, GBytes *), &length);

          sqlite3_bind_blob64 (statement, i + 1, bytes ? bytes : "", length, SQLITE_TRANSIENT);
          break;
        }
      default:
        g_assert_not_reached ();
      }
  return statement;
}

gboolean
store_run (Store *store, gint64 *inserted, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  gboolean done = FALSE;
  va_list arguments;

  store_lock (store);
  va_start (arguments, types);
  statement = prepare (store, sql, types, arguments, error);
  va_end (arguments);
  if (statement)
    {
      int state;

      do
        state = sqlite3_step (statement);
      while (state == SQLITE_ROW);
      done = state == SQLITE_DONE || store_fail (store, error);
      if (done && inserted)
        *inserted = sqlite3_last_insert_rowid (store_database (store));
      sqlite3_finalize (statement);
    }
  store_unlock (store);
  return done;
}

StoreRows *
store_query (Store *store, GError **error, const char *sql, const char *types, ...)
{
  StoreRows *rows;
  sqlite3_stmt *statement;
  va_list arguments;

  store_lock (store);
  va_start (arguments, types);
  statement = prepare (store, sql, types, arguments, error);
  va_end (arguments);
  if (statement == NULL)
    {
      store_unlock (store);
      return NULL;
    }
  rows = g_new0 (StoreRows, 1);
  rows->store = store;
  rows->statement = statement;
  return rows;
}

gboolean
store_next (StoreRows *rows)
{
  rows->state = sqlite3_step (rows->statement);
  return rows->state == SQLITE_ROW;
}

gboolean
store_rows_fault (StoreRows *rows, GError **error)
{
  if (rows->state == SQLITE_ROW || rows->state == SQLITE_DONE)
    return FALSE;
  store_fail (rows->store, error);
  return TRUE;
}

const char *
store_text (StoreRows *rows, int column)
{
  return (const char *) sqlite3_column_text (rows->statement, column);
}

GBytes *
store_bytes (StoreRows *rows, int column)
{
  gconstpointer bytes = sqlite3_column_blob (rows->statement, column);

  return g_bytes_new (bytes, (gsize) sqlite3_column_bytes (rows->statement, column));
}

gint64
store_int (StoreRows *rows, int column)
{
  return sqlite3_column_int64 (rows->statement, column);
}

double
store_real (StoreRows *rows, int column)
{
  if (sqlite3_column_type (rows->statement, column) == SQLITE_NULL)
    return NAN;
  return sqlite3_column_double (rows->statement, column);
}

void
store_rows_free (StoreRows *rows)
{
  if (rows == NULL)
    return;
  sqlite3_finalize (rows->statement);
  store_unlock (rows->store);
  g_free (rows);
}
