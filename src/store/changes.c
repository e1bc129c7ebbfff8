/* store/changes.c */
#include "changes.h"

#include "statement.h"

typedef struct {
  const EditedKind *kind;
  gint64 subject;
  const char *state, *what; /* of an edit */
  gint64 step;
  gboolean redo;            /* of undoing */
  char *done;
} ChangeWork;

/* The last change, when it stands and is of this step. @row: (out): 0: it is not; @leads_back: (out): the state is that before it */
static gboolean
find_same_step (Store *store, const ChangeWork *work, gint64 *row, gboolean *leads_back, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT id, step, before = ? FROM change WHERE kind = ? AND subject = ? AND NOT undone"
                                                         " ORDER BY id DESC LIMIT 1", "ssi", work->state, work->kind->name, work->subject);

  *row = 0;
  if (rows == NULL)
    return FALSE;
  if (store_next (rows) && work->step != 0 && store_int (rows, 1) == work->step)
    {
      *row = store_int (rows, 0);
      *leads_back = store_int (rows, 2) != 0;
    }
  return !store_rows_fault (rows, error);
}

static gboolean
note_change (Store *store, const ChangeWork *work, const char *before, GError **error)
{
  gboolean leads_back = FALSE;
  gint64 row;

  if (!store_run (store, NULL, error, "DELETE FROM change WHERE kind = ? AND subject = ? AND undone", "si", work->kind->name, work->subject)
      || !find_same_step (store, work, &row, &leads_back, error))
    return FALSE;
  if (row != 0 && leads_back)
    return store_run (store, NULL, error, "DELETE FROM change WHERE id = ?", "i", row);
  if (row != 0)
    return store_run (store, NULL, error, "UPDATE change SET what = ?, after = ? WHERE id = ?", "ssi", work->what, work->state, row);
  return store_run (store, NULL, error, "INSERT INTO change (kind, subject, at_us, what, before, after, step) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    "siisssi", work->kind->name, work->subject, g_get_real_time (), work->what, before, work->state, work->step);
}

static gboolean
edit_work (Store *store, gpointer data, GError **error)
{
  const ChangeWork *work = data;
  g_autofree char *before = work->kind->state (store, work->subject, error);

  if (before == NULL)
    return FALSE;
  return g_str_equal (before, work->state)
         || (work->kind->set_state (store, work->subject, work->state, error) && note_change (store, work, before, error));
}

gboolean
store_edit_state (Store *store, const EditedKind *kind, gint64 subject, char *state, const char *what, gint64 step, GError **error)
{
  g_autofree char *owned = state;
  ChangeWork work = { .kind = kind, .subject = subject, .state = state, .what = what, .step = step };

  g_return_val_if_fail (store != NULL && kind != NULL && state != NULL && what != NULL, FALSE);

  return store_transaction (store, edit_work, &work, error);
}

static gboolean
undo_work (Store *store, gpointer data, GError **error)
{
  ChangeWork *work = data;
  g_autofree char *state = NULL;
  gint64 row;

  {
    g_autoptr(StoreRows) rows
      = store_query (store, error,
                     work->redo ? "SELECT id, what, after FROM change WHERE kind = ? AND subject = ? AND undone ORDER BY id LIMIT 1"
                                : "SELECT id, what, before FROM change WHERE kind = ? AND subject = ? AND NOT undone ORDER BY id DESC LIMIT 1",
                     "si", work->kind->name, work->subject);

    if (rows == NULL)
      return FALSE;
    if (!store_next (rows))
      return !store_rows_fault (rows, error);
    row = store_int (rows, 0);
    work->done = g_strdup (store_text (rows, 1));
    state = g_strdup (store_text (rows, 2));
  }
  return store_run (store, NULL, error, "UPDATE change SET undone = ? WHERE id = ?", "ii", (gint64) !work->redo, row)
         && work->kind->set_state (store, work->subject, state, error);
}

gboolean
store_undo_state (Store *store, const EditedKind *kind, gint64 subject, gboolean redo, char **what, GError **error)
{
  ChangeWork work = { .kind = kind, .subject = subject, .redo = redo };
  gboolean done;

  g_return_val_if_fail (store != NULL && kind != NULL, FALSE);

  done = store_transaction (store, undo_work, &work, error);
  if (what)
    *what = done ? g_steal_pointer (&work.done) : NULL;
  g_free (work.done);
  return done;
}
