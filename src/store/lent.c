/* store/lent.c */
#include "lent.h"

#include <string.h>

#include "statement.h"
#include "timeline/event-json.h"

#define CLOCK_FAULT_US G_TIME_SPAN_DAY

/* secure_delete: what is erased is overwritten. No write-ahead log, in which it would linger. */
static const char lent_schema[] =
  "PRAGMA lent.secure_delete = ON;"
  "CREATE TABLE IF NOT EXISTS lent.event ("
  "  athlete INTEGER NOT NULL, source TEXT NOT NULL, source_id TEXT NOT NULL, start_us INTEGER NOT NULL, body TEXT NOT NULL,"
  "  received_us INTEGER NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (athlete, source, source_id)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE IF NOT EXISTS lent.reading ("
  "  athlete INTEGER NOT NULL, source TEXT NOT NULL, run INTEGER NOT NULL, after_us INTEGER NOT NULL, cursor_us INTEGER NOT NULL,"
  "  begun_us INTEGER NOT NULL, finished_us INTEGER NOT NULL, PRIMARY KEY (athlete, source)) STRICT, WITHOUT ROWID;";

void
lent_event_free (LentEvent *lent)
{
  if (lent == NULL)
    return;
  event_free (lent->event);
  g_free (lent);
}

static gboolean
is_attached (Store *store)
{
  return sqlite3_db_filename (store_database (store), "lent") != NULL;
}

/* The file is made only when something is lent. FALSE without an error: there is none, and so nothing in it. */
static gboolean
attach (Store *store, gboolean make, GError **error)
{
  g_autofree char *path = g_strconcat (store_path (store), "-lent", NULL);
  gboolean done = is_attached (store);

  if (done)
    return TRUE;
  if (!make && !g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  store_lock (store);
  done = store_run (store, NULL, error, "ATTACH ? AS lent", "s", path)
         && (store_is_read_only (store) || sqlite3_exec (store_database (store), lent_schema, NULL, NULL, NULL) == SQLITE_OK
             || store_fail (store, error));
  store_unlock (store);
  return done;
}

static guint
changes (Store *store)
{
  return (guint) sqlite3_changes (store_database (store));
}

gboolean
store_expire_lent (Store *store, guint *erased, GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 now_us = g_get_real_time ();
  gboolean done;

  if (erased)
    *erased = 0;
  if (store_is_read_only (store) || !attach (store, FALSE, &local))
    {
      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      return local == NULL;
    }
  store_lock (store);
  done = store_run (store, NULL, error, "DELETE FROM lent.event WHERE received_us <= ? OR received_us > ?", "ii", now_us - STORE_LENT_US,
                    now_us + CLOCK_FAULT_US);
  if (done && erased)
    *erased = changes (store);
  store_unlock (store);
  return done;
}

GPtrArray *
store_lent_events (Store *store, gint64 athlete, GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) lent_event_free);
  g_autoptr(StoreRows) rows = NULL;
  g_autoptr(GError) local = NULL;
  gint64 now_us = g_get_real_time ();

  if (!store_expire_lent (store, NULL, error))
    return NULL;
  if (!attach (store, FALSE, &local))
    {
      if (local == NULL)
        return g_steal_pointer (&events);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  rows = store_query (store, error, "SELECT body, received_us FROM lent.event WHERE athlete = ? AND received_us > ? AND received_us <= ?"
                                    " ORDER BY start_us, source, source_id",
                      "iii", athlete, now_us - STORE_LENT_US, now_us + CLOCK_FAULT_US);
  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      LentEvent *lent;
      Event *event = event_from_json (store_text (rows, 0), error);

      if (event == NULL)
        return NULL;
      lent = g_new (LentEvent, 1);
      *lent = (LentEvent) { event, store_int (rows, 1), store_int (rows, 1) + STORE_LENT_US };
      g_ptr_array_add (events, lent);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&events);
}

gboolean
store_erase_lent (Store *store, gint64 athlete, const char *source, guint *erased, GError **error)
{
  g_autoptr(GError) local = NULL;
  gboolean done;

  if (erased)
    *erased = 0;
  if (!attach (store, FALSE, &local))
    {
      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      return local == NULL;
    }
  store_lock (store);
  done = store_run (store, NULL, error, "DELETE FROM lent.reading WHERE athlete = ? AND source = ?", "is", athlete, source)
         && store_run (store, NULL, error, "DELETE FROM lent.event WHERE athlete = ? AND source = ?", "is", athlete, source);
  if (done && erased)
    *erased = changes (store);
  store_unlock (store);
  return done;
}

gboolean
store_lent_reading (Store *store, gint64 athlete, const char *source, LentReading *reading, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(StoreRows) rows = NULL;

  *reading = (LentReading) { 0 };
  if (!attach (store, FALSE, &local))
    {
      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      return local == NULL;
    }
  rows = store_query (store, error, "SELECT run, after_us, cursor_us, begun_us, finished_us FROM lent.reading WHERE athlete = ? AND source = ?",
                      "is", athlete, source);
  if (rows == NULL)
    return FALSE;
  if (store_next (rows))
    *reading = (LentReading) { store_int (rows, 0), store_int (rows, 1), store_int (rows, 2), store_int (rows, 3), store_int (rows, 4) };
  return !store_rows_fault (rows, error);
}

gboolean
store_begin_lent (Store *store, gint64 athlete, const char *source, gint64 after_us, LentReading *reading, GError **error)
{
  LentReading before;
  gint64 now_us = g_get_real_time ();

  if (!attach (store, TRUE, error) || !store_lent_reading (store, athlete, source, &before, error))
    return FALSE;
  /* The instant numbers the run: later than every one before, also when the clock was set back. */
  *reading = (LentReading) { MAX (now_us, before.begun_us + 1), after_us, after_us, MAX (now_us, before.begun_us + 1), before.finished_us };
  return store_run (store, NULL, error, "INSERT OR REPLACE INTO lent.reading VALUES (?, ?, ?, ?, ?, ?, ?)", "isiiiii", athlete, source,
                    reading->run, reading->after_us, reading->cursor_us, reading->begun_us, reading->finished_us);
}

typedef struct {
  gint64 athlete;
  const char *source;
  const LentReading *reading;
  const GPtrArray *events;
  gint64 cursor_us;
  LentCounts counts;
  guint n_new;
} Lend;

/* TRUE with @body NULL: it is not there yet. */
static gboolean
find_lent (Store *store, const Lend *lend, const Event *event, char **body, gint64 *run, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT body, run FROM lent.event WHERE athlete = ? AND source = ? AND source_id = ?",
                                           "iss", lend->athlete, lend->source, event->source_id);

  if (rows == NULL)
    return FALSE;
  if (store_next (rows))
    {
      *body = g_strdup (store_text (rows, 0));
      *run = store_int (rows, 1);
    }
  return !store_rows_fault (rows, error);
}

static gboolean
lend_work (Store *store, gpointer data, GError **error)
{
  Lend *lend = data;

  for (guint i = 0; i < lend->events->len; i++)
    {
      const Event *event = g_ptr_array_index (lend->events, i);
      g_autofree char *body = event_to_json (event), *known = NULL;
      gint64 run = 0;

      if (!find_lent (store, lend, event, &known, &run, error))
        return FALSE;
      if (run != lend->reading->run)
        {
          lend->n_new++;
          lend->counts.added += known == NULL;
          lend->counts.updated += known && !g_str_equal (known, body);
          lend->counts.unchanged += known && g_str_equal (known, body);
        }
      if (!store_run (store, NULL, error, "INSERT OR REPLACE INTO lent.event VALUES (?, ?, ?, ?, ?, ?, ?)", "issisii", lend->athlete, lend->source,
                      event->source_id, event->start_us, body, g_get_real_time (), lend->reading->run))
        return FALSE;
    }
  return store_run (store, NULL, error, "UPDATE lent.reading SET cursor_us = ? WHERE athlete = ? AND source = ? AND run = ?", "iisi",
                    lend->cursor_us, lend->athlete, lend->source, lend->reading->run);
}

gboolean
store_lend_events (Store *store, gint64 athlete, const char *source, const LentReading *reading, const GPtrArray *events, gint64 cursor_us,
                   LentCounts *counts, guint *n_new, GError **error)
{
  Lend lend = { athlete, source, reading, events, cursor_us, { 0 }, 0 };

  g_return_val_if_fail (store != NULL && reading != NULL && reading->run != 0 && events != NULL, FALSE);

  if (!attach (store, TRUE, error) || !store_transaction (store, lend_work, &lend, error))
    return FALSE;
  counts->added += lend.counts.added;
  counts->updated += lend.counts.updated;
  counts->unchanged += lend.counts.unchanged;
  *n_new = lend.n_new;
  return TRUE;
}

static gboolean
end_work (Store *store, gpointer data, GError **error)
{
  Lend *lend = data;

  if (!store_run (store, NULL, error, "DELETE FROM lent.event WHERE athlete = ? AND source = ? AND start_us >= ? AND run <> ?", "isii",
                  lend->athlete, lend->source, lend->reading->after_us, lend->reading->run))
    return FALSE;
  lend->counts.erased = changes (store);
  return store_run (store, NULL, error, "UPDATE lent.reading SET run = 0, finished_us = ? WHERE athlete = ? AND source = ?", "iis",
                    lend->reading->begun_us, lend->athlete, lend->source);
}

gboolean
store_end_lent (Store *store, gint64 athlete, const char *source, const LentReading *reading, LentCounts *counts, GError **error)
{
  Lend lend = { athlete, source, reading, NULL, 0, { 0 }, 0 };

  g_return_val_if_fail (store != NULL && reading != NULL && reading->run != 0, FALSE);

  if (!attach (store, TRUE, error) || !store_transaction (store, end_work, &lend, error))
    return FALSE;
  counts->erased += lend.counts.erased;
  return TRUE;
}
