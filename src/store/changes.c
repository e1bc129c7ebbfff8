/* store/changes.c */
#include "changes.h"

#include "statement.h"

static const char *const kinds[] = { "lot", "draft" };

gboolean
store_note_change (Store *store, ChangedKind kind, gint64 subject, const char *what, const char *before, const char *after, GError **error)
{
  g_return_val_if_fail (store != NULL && what != NULL && before != NULL && after != NULL, FALSE);

  return store_run (store, NULL, error, "DELETE FROM change WHERE kind = ? AND subject = ? AND undone", "si", kinds[kind], subject)
         && store_run (store, NULL, error, "INSERT INTO change (kind, subject, at_us, what, before, after) VALUES (?, ?, ?, ?, ?, ?)",
                       "siisss", kinds[kind], subject, g_get_real_time (), what, before, after);
}

gboolean
store_step_change (Store *store, ChangedKind kind, gint64 subject, gboolean redo, char **what, char **state, GError **error)
{
  gint64 row;

  g_return_val_if_fail (store != NULL && what != NULL && state != NULL, FALSE);

  *what = *state = NULL;
  {
    g_autoptr(StoreRows) rows
      = store_query (store, error,
                     redo ? "SELECT id, what, after FROM change WHERE kind = ? AND subject = ? AND undone ORDER BY id LIMIT 1"
                          : "SELECT id, what, before FROM change WHERE kind = ? AND subject = ? AND NOT undone ORDER BY id DESC LIMIT 1",
                     "si", kinds[kind], subject);

    if (rows == NULL)
      return FALSE;
    if (!store_next (rows))
      return !store_rows_fault (rows, error);
    row = store_int (rows, 0);
    *what = g_strdup (store_text (rows, 1));
    *state = g_strdup (store_text (rows, 2));
  }
  return store_run (store, NULL, error, "UPDATE change SET undone = ? WHERE id = ?", "ii", (gint64) !redo, row);
}
