/* store/event-edits.c */
#include <string.h>

#include "event-edits-private.h"
#include "statement.h"
#include "timeline/event-json.h"

typedef struct {
  gint64 athlete;
  const EventChange *changes;
  guint n_changes;
  const char *what;
} Step;

/* What stands in the row of an event. */
typedef struct {
  gint64 id;          /* 0: there is none */
  gint64 revision;
  char *body;         /* NULL: none, or deleted */
} Row;

static void
row_clear (Row *row)
{
  g_clear_pointer (&row->body, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static gboolean
find_row (Store *store, gint64 athlete, const Event *event, Row *row, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT id, revision, CASE WHEN deleted_us IS NULL THEN body END FROM event"
                                           " WHERE athlete = ? AND source = ? AND source_id = ?",
                                           "iss", athlete, event->source, event->source_id);

  if (rows == NULL)
    return FALSE;
  if (store_next (rows))
    *row = (Row) { store_int (rows, 0), store_int (rows, 1), g_strdup (store_text (rows, 2)) };
  return TRUE;
}

gboolean
event_row_hide (Store *store, gint64 id, gboolean hidden, GError **error)
{
  return store_run (store, NULL, error, "UPDATE event SET deleted_us = ? WHERE id = ?", "ni", hidden ? g_get_real_time () : (gint64) 0, id);
}

/* A later revision of what is there, so that no import takes it for an older telling. */
static gboolean
write_event (Store *store, gint64 athlete, const Event *event, Row *row, char **body, GError **error)
{
  g_autoptr(Event) copy = event_copy (event);

  copy->revision = row->id ? row->revision + 1 : event->revision;
  if (!store_put_event (store, athlete, copy, NULL, error) || (row->id && !event_row_hide (store, row->id, FALSE, error)))
    return FALSE;
  *body = event_to_json (copy);
  if (row->id)
    return TRUE;
  row_clear (row);
  return find_row (store, athlete, event, row, error);
}

static gboolean
change_one (Store *store, const Step *step, gint64 number, const EventChange *change, GError **error)
{
  g_auto(Row) row = { 0 };
  g_autofree char *before = NULL, *after = NULL;

  if (!find_row (store, step->athlete, change->event, &row, error))
    return FALSE;
  before = g_strdup (row.body);
  if (change->deleted)
    {
      if (row.body == NULL)
        {
          g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "There is no event “%s %s”.", change->event->source, change->event->source_id);
          return FALSE;
        }
      if (!event_row_hide (store, row.id, TRUE, error))
        return FALSE;
    }
  else if (!write_event (store, step->athlete, change->event, &row, &after, error))
    return FALSE;
  return store_run (store, NULL, error, "INSERT INTO event_edit (athlete, event, step, at_us, what, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    "iiiisss", step->athlete, row.id, number, g_get_real_time (), step->what, before, after);
}

/* What had been undone can no longer be done again: events whose import was undone are then gone, and their file brings them anew. */
static gboolean
begin_step (Store *store, gint64 athlete, gint64 *number, GError **error)
{
  g_autoptr(StoreRows) rows = NULL;

  if (!store_run (store, NULL, error, "DELETE FROM event WHERE athlete = ?1 AND id IN"
                  " (SELECT event FROM event_edit WHERE athlete = ?1 AND undone = 1 AND imported = 1 AND before IS NULL)", "i", athlete)
      || !store_run (store, NULL, error, "DELETE FROM event_edit WHERE athlete = ? AND undone = 1", "i", athlete)
      || !store_run (store, NULL, error, "DELETE FROM event_decision_edit WHERE athlete = ? AND undone = 1", "i", athlete))
    return FALSE;
  rows = store_query (store, error, "SELECT max (coalesce ((SELECT max (step) FROM event_edit WHERE athlete = ?1), 0),"
                      " coalesce ((SELECT max (step) FROM event_decision_edit WHERE athlete = ?1), 0)) + 1", "i", athlete);
  if (rows == NULL || !store_next (rows))
    return FALSE;
  *number = store_int (rows, 0);
  return TRUE;
}

static gboolean
change_work (Store *store, gpointer data, GError **error)
{
  const Step *step = data;
  gint64 number = 0;

  if (!begin_step (store, step->athlete, &number, error))
    return FALSE;
  for (guint i = 0; i < step->n_changes; i++)
    if (!change_one (store, step, number, &step->changes[i], error))
      return FALSE;
  return TRUE;
}

gboolean
store_change_events (Store *store, gint64 athlete, const EventChange *changes, guint n_changes, const char *what, GError **error)
{
  Step step = { athlete, changes, n_changes, what };

  g_return_val_if_fail (store != NULL && (changes != NULL || n_changes == 0) && what != NULL, FALSE);

  return store_transaction (store, change_work, &step, error);
}

/* --- imports --- */

typedef struct {
  EventImport *import;
  const Event *event;
  EventOutcome outcome;
} Imported;

static gboolean
was_withdrawn (Store *store, gint64 row, gboolean *withdrawn, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT 1 FROM event_edit WHERE event = ? AND undone = 1 AND imported = 1 AND before IS NULL",
                                           "i", row);

  if (rows == NULL)
    return FALSE;
  *withdrawn = store_next (rows);
  return TRUE;
}

static gboolean
import_work (Store *store, gpointer data, GError **error)
{
  Imported *imported = data;
  EventImport *import = imported->import;
  const Event *event = imported->event;
  g_auto(EventTrace) trace = { 0 };
  g_autofree char *after = NULL;
  gboolean withdrawn = FALSE;
  gint64 step = 0;

  if (!store_put_event_traced (store, import->athlete, event, &imported->outcome, &trace, error)
      || (trace.hidden && !was_withdrawn (store, trace.row, &withdrawn, error)))
    return FALSE;
  if (imported->outcome == EVENT_UNCHANGED && !withdrawn)
    return TRUE;
  if ((withdrawn || import->step == 0) && !begin_step (store, import->athlete, &step, error))
    return FALSE;
  import->step = import->step ? import->step : step;
  if (withdrawn)
    {
      event_trace_clear (&trace);
      if (!store_put_event_traced (store, import->athlete, event, &imported->outcome, &trace, error))
        return FALSE;
    }
  after = trace.before ? event_to_json (event) : NULL;
  return store_run (store, NULL, error, "INSERT INTO event_edit (athlete, event, step, at_us, what, before, after, imported) VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
                    "iiiisss", import->athlete, trace.row, import->step, g_get_real_time (), import->what, trace.before, after);
}

gboolean
store_import_event (Store *store, EventImport *import, const Event *event, EventOutcome *outcome, GError **error)
{
  Imported imported = { import, event, EVENT_UNCHANGED };
  gint64 step;

  g_return_val_if_fail (store != NULL && import != NULL && import->what != NULL && event != NULL && outcome != NULL, FALSE);

  step = import->step;
  if (!store_transaction (store, import_work, &imported, error))
    {
      import->step = step;
      return FALSE;
    }
  *outcome = imported.outcome;
  return TRUE;
}

/* --- decisions --- */

typedef struct {
  gint64 athlete;
  const char *const *keys, *const *others;
  EventVerdict verdict;
  const char *what;
  gint64 step;
} Verdicts;

static gboolean
find_verdict (Store *store, gint64 athlete, const char *key, const char *other, gint64 *verdict, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT same FROM event_decision WHERE athlete = ?1 AND one = min (?2, ?3) AND other = max (?2, ?3)",
                                           "iss", athlete, key, other);

  if (rows == NULL)
    return FALSE;
  *verdict = store_next (rows) ? store_int (rows, 0) : EVENTS_UNDECIDED;
  return TRUE;
}

gboolean
event_verdict_set (Store *store, gint64 athlete, const char *key, const char *other, gint64 verdict, GError **error)
{
  return verdict == EVENTS_UNDECIDED ? store_forget_decision (store, athlete, key, other, error)
                                     : store_decide (store, athlete, key, other, verdict == EVENTS_SAME, error);
}

static gboolean
decide_pair (Store *store, const Verdicts *verdicts, const char *key, const char *other, GError **error)
{
  gint64 before = EVENTS_UNDECIDED;

  return find_verdict (store, verdicts->athlete, key, other, &before, error)
         && event_verdict_set (store, verdicts->athlete, key, other, verdicts->verdict, error)
         && store_run (store, NULL, error, "INSERT INTO event_decision_edit (athlete, one, other, step, at_us, what, before, after)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif (?7, -1), nullif (?8, -1))",
                       "issiisii", verdicts->athlete, key, other, verdicts->step, g_get_real_time (), verdicts->what, before, (gint64) verdicts->verdict);
}

static gboolean
decide_work (Store *store, gpointer data, GError **error)
{
  Verdicts *verdicts = data;

  if (!begin_step (store, verdicts->athlete, &verdicts->step, error))
    return FALSE;
  for (guint k = 0; verdicts->keys[k]; k++)
    for (guint i = 0; verdicts->others[i]; i++)
      if (strcmp (verdicts->keys[k], verdicts->others[i]) != 0 && !decide_pair (store, verdicts, verdicts->keys[k], verdicts->others[i], error))
        return FALSE;
  return TRUE;
}

gboolean
store_decide_events (Store *store, gint64 athlete, const char *const *keys, const char *const *others, EventVerdict verdict, const char *what, GError **error)
{
  Verdicts verdicts = { athlete, keys, others, verdict, what, 0 };

  g_return_val_if_fail (store != NULL && keys != NULL && others != NULL && what != NULL, FALSE);

  return store_transaction (store, decide_work, &verdicts, error);
}

/* --- answers --- */

static const char *const answer_names[] = { NULL, "photo", "weighing", "nothing" };

const char *
workout_answer_name (WorkoutAnswer answer)
{
  g_return_val_if_fail ((guint) answer < G_N_ELEMENTS (answer_names), NULL);
  return answer_names[answer];
}

gboolean
store_answer_workout (Store *store, gint64 athlete, const char *workout, WorkoutAnswer answer, GError **error)
{
  g_return_val_if_fail (store != NULL && workout != NULL, FALSE);

  if (answer == WORKOUT_ANSWER_NONE)
    return store_run (store, NULL, error, "DELETE FROM workout_answer WHERE athlete = ? AND workout = ?", "is", athlete, workout);
  return store_run (store, NULL, error,
                    "INSERT INTO workout_answer VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET answer = excluded.answer, at_us = excluded.at_us",
                    "issi", athlete, workout, workout_answer_name (answer), g_get_real_time ());
}

GHashTable *
store_workout_answers (Store *store, gint64 athlete, GError **error)
{
  g_autoptr(GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT workout, answer FROM workout_answer WHERE athlete = ?", "i", athlete);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    for (guint i = 1; i < G_N_ELEMENTS (answer_names); i++)
      if (g_strcmp0 (store_text (rows, 1), answer_names[i]) == 0)
        g_hash_table_insert (answers, g_strdup (store_text (rows, 0)), GUINT_TO_POINTER (i));
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&answers);
}
