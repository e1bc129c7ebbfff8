/* store/overrides.c */
#include "overrides.h"

#include "statement.h"

void
stored_override_free (StoredOverride *override)
{
  if (override == NULL)
    return;
  g_free (override->workout);
  g_free ((char *) override->given.line); /* its own copies: read below */
  g_free ((char *) override->given.reason);
  g_free ((char *) override->given.who);
  g_free (override);
}

typedef struct {
  gint64 athlete;
  const char *workout;
  const AdviceOverride *given;
  gint64 id;
} Giving;

static gboolean
withdraw (Store *store, gint64 athlete, const char *workout, const char *line, GError **error)
{
  return store_run (store, NULL, error,
                    "UPDATE advice_override SET withdrawn_us = ? WHERE athlete = ? AND workout IS ? AND line = ? AND withdrawn_us IS NULL",
                    "iiss", g_get_real_time (), athlete, workout, line);
}

static gboolean
give (Store *store, gpointer data, GError **error)
{
  Giving *giving = data;
  const AdviceOverride *given = giving->given;

  return withdraw (store, giving->athlete, giving->workout, given->line, error)
         && store_run (store, &giving->id, error,
                       "INSERT INTO advice_override (athlete, workout, line, amount, reason, who, at_us) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       "issdssi", giving->athlete, giving->workout, given->line, given->amount, given->reason, given->who, given->at_us);
}

gboolean
store_override (Store *store, gint64 athlete, const char *workout, const AdviceOverride *given, gint64 *id, GError **error)
{
  Giving giving = { athlete, workout, given, 0 };

  g_return_val_if_fail (store != NULL && given != NULL, FALSE);

  if (!store_transaction (store, give, &giving, error))
    return FALSE;
  if (id)
    *id = giving.id;
  return TRUE;
}

static gboolean
something_changed (Store *store, GError **error, const char *message)
{
  if (sqlite3_changes (store_database (store)) > 0)
    return TRUE;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_MISSING, message);
  return FALSE;
}

gboolean
store_withdraw_override (Store *store, gint64 athlete, const char *workout, const char *line, GError **error)
{
  g_return_val_if_fail (store != NULL && line != NULL, FALSE);

  return withdraw (store, athlete, workout, line, error)
         && something_changed (store, error, "There is no override of that line to withdraw.");
}

GPtrArray *
store_overrides (Store *store, gint64 athlete, const char *workout, GError **error)
{
  g_autoptr(GPtrArray) overrides = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_override_free);
  g_autoptr(StoreRows) rows = NULL;

  g_return_val_if_fail (store != NULL, NULL);

  rows = store_query (store, error,
                      "SELECT id, workout, line, amount, reason, who, at_us FROM advice_override WHERE athlete = ?1 AND withdrawn_us IS NULL"
                      " AND (workout IS NULL OR workout = ?2) ORDER BY workout IS NULL, id",
                      "is", athlete, workout);
  while (rows && store_next (rows))
    {
      StoredOverride *override = g_new0 (StoredOverride, 1);

      override->id = store_int (rows, 0);
      override->workout = g_strdup (store_text (rows, 1));
      override->given = (AdviceOverride) { g_strdup (store_text (rows, 2)), store_real (rows, 3), g_strdup (store_text (rows, 4)),
                                           g_strdup (store_text (rows, 5)), store_int (rows, 6) };
      g_ptr_array_add (overrides, override);
    }
  return rows == NULL || store_rows_fault (rows, error) ? NULL : g_steal_pointer (&overrides);
}

gboolean
store_retire_test (Store *store, gint64 athlete, const char *test, const char *reason, GError **error)
{
  g_return_val_if_fail (store != NULL && test != NULL && reason != NULL, FALSE);

  return store_run (store, NULL, error,
                    "INSERT INTO retired_test (athlete, test, reason, at_us) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (athlete, test) DO UPDATE SET reason = excluded.reason, at_us = excluded.at_us",
                    "issi", athlete, test, reason, g_get_real_time ());
}

gboolean
store_use_test_again (Store *store, gint64 athlete, const char *test, GError **error)
{
  g_return_val_if_fail (store != NULL && test != NULL, FALSE);

  return store_run (store, NULL, error, "DELETE FROM retired_test WHERE athlete = ? AND test = ?", "is", athlete, test)
         && something_changed (store, error, "That test is not retired.");
}

GHashTable *
store_retired_tests (Store *store, gint64 athlete, GError **error)
{
  g_autoptr(GHashTable) tests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(StoreRows) rows = NULL;

  g_return_val_if_fail (store != NULL, NULL);

  rows = store_query (store, error, "SELECT test, reason FROM retired_test WHERE athlete = ?", "i", athlete);
  while (rows && store_next (rows))
    g_hash_table_insert (tests, g_strdup (store_text (rows, 0)), g_strdup (store_text (rows, 1)));
  return rows == NULL || store_rows_fault (rows, error) ? NULL : g_steal_pointer (&tests);
}
