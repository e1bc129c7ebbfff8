/* store/events.c */
#include "events.h"

#include <string.h>

#include "statement.h"
#include "timeline/event-json.h"

void
stored_event_free (StoredEvent *event)
{
  if (event == NULL)
    return;
  event_free (event->event);
  g_free (event);
}

static void
decision_free (EventDecision *decision)
{
  g_free (decision->one);
  g_free (decision->other);
  g_free (decision);
}

char *
event_key (const Event *event)
{
  return g_strdup_printf ("%s %s", event->source, event->source_id ? event->source_id : "");
}

void
event_trace_clear (EventTrace *trace)
{
  g_clear_pointer (&trace->before, g_free);
}

typedef struct {
  gint64 athlete;
  const Event *event;
  EventOutcome outcome;
  EventTrace trace;
} Put;

/* The row of the same thing: 0 when it is new. */
static gboolean
find_same (Store *store, Put *put, gint64 *revision, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           /* Two searches, each by an index of its own: with OR, SQLite reads all events of the source. */
                                           "SELECT id, revision, body, deleted_us IS NOT NULL, 0 AS by_hash FROM event"
                                           " WHERE athlete = ?1 AND source = ?2 AND source_id = ?3 UNION ALL"
                                           " SELECT id, revision, body, deleted_us IS NOT NULL, 1 FROM event"
                                           " WHERE athlete = ?1 AND source = ?2 AND content_hash = ?4 ORDER BY by_hash, id",
                                           "isss", put->athlete, put->event->source, put->event->source_id, put->event->content_hash);

  if (rows == NULL)
    return FALSE;
  if (store_next (rows))
    {
      put->trace = (EventTrace) { store_int (rows, 0), store_int (rows, 3) != 0, g_strdup (store_text (rows, 2)) };
      *revision = store_int (rows, 1);
    }
  return TRUE;
}

gboolean
store_write_event_row (Store *store, gint64 row, const Event *event, const char *body, GError **error)
{
  g_return_val_if_fail (store != NULL && event != NULL && body != NULL, FALSE);

  /* An unknown instant is NULL: 'n' cannot say it, since 0 is an instant. */
  return store_run (store, NULL, error,
                    "UPDATE event SET revision = ?1, content_hash = ?2, kind = ?3, body = ?4, received_us = ?5,"
                    " start_us = nullif (?6, ?8), end_us = nullif (?7, ?8) WHERE id = ?9",
                    "isssiiiii", event->revision, event->content_hash, event_kind_name (event->kind), body, g_get_real_time (),
                    event->start_us, event->end_us, INSTANT_UNKNOWN, row);
}

static gboolean
put_work (Store *store, gpointer data, GError **error)
{
  Put *put = data;
  const Event *event = put->event;
  g_autofree char *body = event_to_json (event);
  g_autoptr(Event) known_event = NULL;
  EventTrace *trace = &put->trace;
  gint64 revision = 0;

  if (!find_same (store, put, &revision, error))
    return FALSE;
  /* A row that cannot be read any more is replaced. */
  known_event = trace->before ? event_from_json (trace->before, NULL) : NULL;
  if (trace->row && (event->revision < revision || (known_event && !event_supersedes (event, known_event))))
    {
      put->outcome = EVENT_UNCHANGED;
      return TRUE;
    }
  put->outcome = trace->hidden ? EVENT_UNCHANGED : trace->row ? EVENT_UPDATED : EVENT_ADDED; /* what a person deleted stays hidden */
  if (!trace->row
      && !store_run (store, &trace->row, error,
                     "INSERT INTO event (athlete, source, source_id, kind, body, received_us) VALUES (?, ?, ?, ?, '', ?)", "isssi",
                     put->athlete, event->source, event->source_id, event_kind_name (event->kind), g_get_real_time ()))
    return FALSE;
  return store_write_event_row (store, trace->row, event, body, error);
}

gboolean
store_put_event_traced (Store *store, gint64 athlete, const Event *event, EventOutcome *outcome, EventTrace *trace, GError **error)
{
  Put put = { .athlete = athlete, .event = event };

  g_return_val_if_fail (store != NULL && event != NULL && event->source_id != NULL && outcome != NULL && trace != NULL, FALSE);

  if (!store_transaction (store, put_work, &put, error))
    {
      event_trace_clear (&put.trace);
      return FALSE;
    }
  *outcome = put.outcome;
  *trace = put.trace;
  return TRUE;
}

gboolean
store_put_event (Store *store, gint64 athlete, const Event *event, EventOutcome *outcome, GError **error)
{
  g_auto(EventTrace) trace = { 0 };
  EventOutcome ignored;

  return store_put_event_traced (store, athlete, event, outcome ? outcome : &ignored, &trace, error);
}

GPtrArray *
store_events (Store *store, gint64 athlete, gint64 from_us, gint64 to_us, GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_event_free);
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT id, body FROM event WHERE athlete = ?1 AND deleted_us IS NULL"
                                           " AND (start_us IS NULL OR ((?3 = ?4 OR start_us < ?3) AND (?2 = ?4 OR coalesce (end_us, start_us) >= ?2)))"
                                           " ORDER BY start_us, source, source_id",
                                           "iiii", athlete, from_us, to_us, INSTANT_UNKNOWN);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      StoredEvent *stored;
      Event *event = event_from_json (store_text (rows, 1), error);

      if (event == NULL)
        return NULL;
      stored = g_new (StoredEvent, 1);
      *stored = (StoredEvent) { store_int (rows, 0), event };
      g_ptr_array_add (events, stored);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&events);
}

gboolean
store_decide (Store *store, gint64 athlete, const char *key, const char *other_key, gboolean same, GError **error)
{
  gboolean in_order = strcmp (key, other_key) < 0;

  return store_run (store, NULL, error,
                    "INSERT INTO event_decision VALUES (?1, ?2, ?3, ?4, ?5)"
                    " ON CONFLICT DO UPDATE SET same = excluded.same, at_us = excluded.at_us",
                    "issii", athlete, in_order ? key : other_key, in_order ? other_key : key, (gint64) same, g_get_real_time ());
}

gboolean
store_forget_decision (Store *store, gint64 athlete, const char *key, const char *other_key, GError **error)
{
  gboolean in_order = strcmp (key, other_key) < 0;

  return store_run (store, NULL, error, "DELETE FROM event_decision WHERE athlete = ? AND one = ? AND other = ?", "iss", athlete,
                    in_order ? key : other_key, in_order ? other_key : key);
}

GPtrArray *
store_decisions (Store *store, gint64 athlete, GError **error)
{
  g_autoptr(GPtrArray) decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) decision_free);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT one, other, same FROM event_decision WHERE athlete = ? ORDER BY one, other",
                                           "i", athlete);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      EventDecision *decision = g_new (EventDecision, 1);

      *decision = (EventDecision) { g_strdup (store_text (rows, 0)), g_strdup (store_text (rows, 1)), store_int (rows, 2) != 0 };
      g_ptr_array_add (decisions, decision);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&decisions);
}
