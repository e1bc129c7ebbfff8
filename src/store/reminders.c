/* store/reminders.c */
#include "reminders.h"

#include "statement.h"

#define KEPT_US (60 * G_TIME_SPAN_DAY)

GPtrArray *
store_reminder_marks (Store *store, GError **error)
{
  g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func ((GDestroyNotify) reminder_mark_free);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT key, start_us, at_us, again_us FROM reminder_mark WHERE at_us > ?", "i",
                                           g_get_real_time () - KEPT_US);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      ReminderMark *mark = g_new (ReminderMark, 1);

      *mark = (ReminderMark) { g_strdup (store_text (rows, 0)), store_int (rows, 1), store_int (rows, 2), store_int (rows, 3) };
      g_ptr_array_add (marks, mark);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&marks);
}

gboolean
store_mark_reminder (Store *store, const ReminderMark *mark, GError **error)
{
  g_return_val_if_fail (store != NULL && mark != NULL, FALSE);

  return store_run (store, NULL, error, "DELETE FROM reminder_mark WHERE at_us < ?", "i", g_get_real_time () - KEPT_US)
         && store_run (store, NULL, error, "INSERT OR REPLACE INTO reminder_mark VALUES (?, ?, ?, ?)", "siii", mark->key, mark->start_us, mark->at_us,
                       mark->again_us);
}

GArray *
store_athletes_with_plans (Store *store, gint64 from_us, gint64 to_us, GError **error)
{
  g_autoptr(GArray) athletes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT DISTINCT event.athlete FROM event JOIN athlete ON athlete.id = event.athlete"
                                           " WHERE event.kind = 'planned' AND event.deleted_us IS NULL AND athlete.deleted_us IS NULL"
                                           " AND event.start_us >= ? AND event.start_us < ? ORDER BY event.athlete",
                                           "ii", from_us, to_us);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      gint64 athlete = store_int (rows, 0);

      g_array_append_val (athletes, athlete);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&athletes);
}
