/* store/events.h
 *
 * Events of athletes as their sources told them, and what people decided about pairs of them. Importing the same thing
 * again changes nothing; a later revision replaces the earlier one. May include: timeline. */
#pragma once

#include "store.h"
#include "timeline/event.h"

G_BEGIN_DECLS

typedef enum {
  EVENT_ADDED,
  EVENT_UPDATED,     /* a later or longer telling of the same thing */
  EVENT_UNCHANGED,   /* the same again, or an older revision */
} EventOutcome;

typedef struct {
  gint64 id;
  Event *event;
} StoredEvent;

void       stored_event_free    (StoredEvent *event);

/**
 * store_put_event:
 * @event: with source_id
 *
 * The same thing again is known by (source, source_id), else by its content_hash within the source. What a service only
 * lends ("strava-api") is refused: it goes to store_lend_events (lent.h).
 */
gboolean   store_put_event      (Store *store, gint64 athlete, const Event *event, EventOutcome *outcome, GError **error);

/* Which row it was, and what stood there: for who remembers what changed. */
typedef struct {
  gint64 row;
  gboolean hidden;   /* a person deleted it, or its import was undone: it stays hidden */
  char *before;      /* (nullable): the row's body; NULL: there was none */
} EventTrace;

void       event_trace_clear    (EventTrace *trace);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EventTrace, event_trace_clear)

gboolean   store_put_event_traced (Store *store, gint64 athlete, const Event *event, EventOutcome *outcome, EventTrace *trace, GError **error);

/* Writes @body, of @event, into the row, whatever stands there: for taking a change back. */
gboolean   store_write_event_row (Store *store, gint64 row, const Event *event, const char *body, GError **error);

/**
 * store_events:
 * @from_us: INSTANT_UNKNOWN: from the beginning
 * @to_us: INSTANT_UNKNOWN: to the end
 *
 * Returns: (transfer full) (element-type StoredEvent): those that overlap the span, and those without times; ordered by
 * start, source and source_id, so that the order of import cannot be seen. Deleted ones (event-edits.h) are left out.
 */
GPtrArray *store_events         (Store *store, gint64 athlete, gint64 from_us, gint64 to_us, GError **error);

typedef struct {
  char *one, *other;   /* "source source_id" */
  gboolean same;
} EventDecision;

char      *event_key            (const Event *event);                       /* "source source_id" */
gboolean   store_decide         (Store *store, gint64 athlete, const char *key, const char *other_key, gboolean same, GError **error);
gboolean   store_forget_decision (Store *store, gint64 athlete, const char *key, const char *other_key, GError **error);
GPtrArray *store_decisions      (Store *store, gint64 athlete, GError **error); /* of EventDecision */

G_END_DECLS
