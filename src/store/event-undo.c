/* store/event-undo.c: taking a step back, and doing it again */
#include "event-edits-private.h"
#include "statement.h"
#include "timeline/event-json.h"

typedef struct {
  gint64 athlete;
  gboolean redo;
  gint64 step;
  char *what;   /* NULL: there is nothing */
} Undo;

static gboolean
find_step (Store *store, Undo *undo, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           undo->redo ? "SELECT step, what FROM (SELECT step, what FROM event_edit WHERE athlete = ?1 AND undone = 1 UNION ALL"
                                                        " SELECT step, what FROM event_decision_edit WHERE athlete = ?1 AND undone = 1) ORDER BY step LIMIT 1"
                                                      : "SELECT step, what FROM (SELECT step, what FROM event_edit WHERE athlete = ?1 AND undone = 0 UNION ALL"
                                                        " SELECT step, what FROM event_decision_edit WHERE athlete = ?1 AND undone = 0) ORDER BY step DESC LIMIT 1",
                                           "i", undo->athlete);

  if (rows == NULL)
    return FALSE;
  if (store_next (rows))
    {
      undo->step = store_int (rows, 0);
      undo->what = g_strdup (store_text (rows, 1));
    }
  return !store_rows_fault (rows, error);
}

/* One remembered change of an event. */
typedef struct {
  gint64 id, event, revision;
  char *before, *after;
  gboolean imported;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

static GPtrArray *
edits_of_step (Store *store, const Undo *undo, GError **error)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func (edit_free);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT e.id, event, revision, before, after, imported FROM event_edit AS e JOIN event ON event.id = event"
                                           " WHERE e.athlete = ?1 AND step = ?2 ORDER BY iif (?3, e.id, -e.id)", "iii", undo->athlete, undo->step, (gint64) undo->redo);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      Edit *edit = g_new (Edit, 1);

      *edit = (Edit) { store_int (rows, 0), store_int (rows, 1), store_int (rows, 2), g_strdup (store_text (rows, 3)),
                       g_strdup (store_text (rows, 4)), store_int (rows, 5) != 0 };
      g_ptr_array_add (edits, edit);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&edits);
}

static gboolean
undo_edit (Store *store, const Undo *undo, const Edit *edit, GError **error)
{
  const char *body = undo->redo ? edit->after : edit->before;
  gboolean shown = edit->imported && edit->before == NULL ? undo->redo : body != NULL;

  /* Only what a person or a file changed is written back: a deleted event comes back as its source tells it by then. */
  if (edit->before && edit->after)
    {
      g_autoptr(Event) event = event_from_json (body, error);

      if (event == NULL)
        return FALSE;
      if (edit->imported) /* as if the file had never come: it may come again */
        {
          if (!store_write_event_row (store, edit->event, event, body, error))
            return FALSE;
        }
      else
        {
          event->revision = edit->revision + 1;
          if (!store_put_event (store, undo->athlete, event, NULL, error))
            return FALSE;
        }
    }
  return event_row_hide (store, edit->event, !shown, error)
         && store_run (store, NULL, error, "UPDATE event_edit SET undone = ? WHERE id = ?", "ii", (gint64) !undo->redo, edit->id);
}

/* One remembered decision. */
typedef struct {
  char *one, *other;
  gint64 verdict;
} DecisionEdit;

static void
decision_edit_clear (gpointer data)
{
  DecisionEdit *edit = data;

  g_free (edit->one);
  g_free (edit->other);
}

static gboolean
undo_decisions (Store *store, const Undo *undo, GError **error)
{
  g_autoptr(GArray) edits = g_array_new (FALSE, FALSE, sizeof (DecisionEdit));
  StoreRows *rows = store_query (store, error, "SELECT one, other, coalesce (iif (?3, after, before), -1) FROM event_decision_edit"
                                 " WHERE athlete = ?1 AND step = ?2 ORDER BY iif (?3, id, -id)", "iii", undo->athlete, undo->step, (gint64) undo->redo);
  gboolean fault;

  if (rows == NULL)
    return FALSE;
  g_array_set_clear_func (edits, decision_edit_clear);
  while (store_next (rows))
    {
      DecisionEdit edit = { g_strdup (store_text (rows, 0)), g_strdup (store_text (rows, 1)), store_int (rows, 2) };

      g_array_append_val (edits, edit);
    }
  fault = store_rows_fault (rows, error);
  store_rows_free (rows);
  for (guint i = 0; !fault && i < edits->len; i++)
    {
      const DecisionEdit *edit = &g_array_index (edits, DecisionEdit, i);

      fault = !event_verdict_set (store, undo->athlete, edit->one, edit->other, edit->verdict, error);
    }
  return !fault && store_run (store, NULL, error, "UPDATE event_decision_edit SET undone = ? WHERE athlete = ? AND step = ?", "iii",
                              (gint64) !undo->redo, undo->athlete, undo->step);
}

static gboolean
undo_work (Store *store, gpointer data, GError **error)
{
  Undo *undo = data;
  g_autoptr(GPtrArray) edits = NULL;

  if (!find_step (store, undo, error))
    return FALSE;
  if (undo->what == NULL)
    return TRUE;
  edits = edits_of_step (store, undo, error);
  if (edits == NULL)
    return FALSE;
  for (guint i = 0; i < edits->len; i++)
    if (!undo_edit (store, undo, g_ptr_array_index (edits, i), error))
      return FALSE;
  return undo_decisions (store, undo, error);
}

gboolean
store_undo_events (Store *store, gint64 athlete, gboolean redo, char **what, GError **error)
{
  Undo undo = { .athlete = athlete, .redo = redo };
  gboolean done;

  g_return_val_if_fail (store != NULL && what != NULL, FALSE);

  done = store_transaction (store, undo_work, &undo, error);
  if (done)
    *what = undo.what;
  else
    g_free (undo.what);
  return done;
}
