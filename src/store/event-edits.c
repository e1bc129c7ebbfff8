/* store/event-edits.c */
#include "event-edits.h"

#include "events.h"
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

static gboolean
hide (Store *store, gint64 id, gboolean hidden, GError **error)
{
  return store_run (store, NULL, error, "UPDATE event SET deleted_us = ? WHERE id = ?", "ni", hidden ? g_get_real_time () : (gint64) 0, id);
}

/* A later revision of what is there, so that no import takes it for an older telling. */
static gboolean
write_event (Store *store, gint64 athlete, const Event *event, Row *row, char **body, GError **error)
{
  g_autoptr(Event) copy = event_copy (event);

  copy->revision = row->id ? row->revision + 1 : event->revision;
  if (!store_put_event (store, athlete, copy, NULL, error) || (row->id && !hide (store, row->id, FALSE, error)))
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
      if (!hide (store, row.id, TRUE, error))
        return FALSE;
    }
  else if (!write_event (store, step->athlete, change->event, &row, &after, error))
    return FALSE;
  return store_run (store, NULL, error, "INSERT INTO event_edit (athlete, event, step, at_us, what, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    "iiiisss", step->athlete, row.id, number, g_get_real_time (), step->what, before, after);
}

static gboolean
next_step (Store *store, gint64 athlete, gint64 *number, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT coalesce (max (step), 0) + 1 FROM event_edit WHERE athlete = ?", "i", athlete);

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

  if (!store_run (store, NULL, error, "DELETE FROM event_edit WHERE athlete = ? AND undone = 1", "i", step->athlete)
      || !next_step (store, step->athlete, &number, error))
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

/* One remembered change. */
typedef struct {
  gint64 id, event, revision;
  char *before, *after;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

typedef struct {
  gint64 athlete;
  gboolean redo;
  char *what;
} Undo;

static GPtrArray *
edits_of_last_step (Store *store, Undo *undo, GError **error)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func (edit_free);
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           undo->redo ? "SELECT e.id, event, revision, before, after, what FROM event_edit AS e JOIN event ON event.id = event"
                                                        " WHERE e.athlete = ?1 AND undone = 1 AND step ="
                                                        " (SELECT min (step) FROM event_edit WHERE athlete = ?1 AND undone = 1) ORDER BY e.id"
                                                      : "SELECT e.id, event, revision, before, after, what FROM event_edit AS e JOIN event ON event.id = event"
                                                        " WHERE e.athlete = ?1 AND undone = 0 AND step ="
                                                        " (SELECT max (step) FROM event_edit WHERE athlete = ?1 AND undone = 0) ORDER BY e.id DESC",
                                           "i", undo->athlete);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      Edit *edit = g_new (Edit, 1);

      *edit = (Edit) { store_int (rows, 0), store_int (rows, 1), store_int (rows, 2), g_strdup (store_text (rows, 3)),
                       g_strdup (store_text (rows, 4)) };
      g_ptr_array_add (edits, edit);
      if (undo->what == NULL)
        undo->what = g_strdup (store_text (rows, 5));
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&edits);
}

static gboolean
undo_work (Store *store, gpointer data, GError **error)
{
  Undo *undo = data;
  g_autoptr(GPtrArray) edits = edits_of_last_step (store, undo, error);

  if (edits == NULL)
    return FALSE;
  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (edits, i);
      const char *body = undo->redo ? edit->after : edit->before;

      /* Only what a person changed is written back: a deleted event comes back as its source tells it by then. */
      if (edit->before && edit->after)
        {
          g_autoptr(Event) event = event_from_json (body, error);

          if (event == NULL)
            return FALSE;
          event->revision = edit->revision + 1;
          if (!store_put_event (store, undo->athlete, event, NULL, error))
            return FALSE;
        }
      if (!hide (store, edit->event, body == NULL, error)
          || !store_run (store, NULL, error, "UPDATE event_edit SET undone = ? WHERE id = ?", "ii", (gint64) !undo->redo, edit->id))
        return FALSE;
    }
  return TRUE;
}

gboolean
store_undo_events (Store *store, gint64 athlete, gboolean redo, char **what, GError **error)
{
  Undo undo = { athlete, redo, NULL };
  gboolean done;

  g_return_val_if_fail (store != NULL && what != NULL, FALSE);

  done = store_transaction (store, undo_work, &undo, error);
  if (done)
    *what = undo.what;
  else
    g_free (undo.what);
  return done;
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
