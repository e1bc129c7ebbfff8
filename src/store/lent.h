/* store/lent.h
 *
 * What a service only lends (Strava's interface, by its terms): shown in that athlete's own view alone, gone 7 days after it was
 * received, part of no timeline, model, team, comparison, export or copy. It lies in a file of its own beside the workspace
 * (FILE-lent), which backups and snapshots never hold; the workspace file refuses it. The only way to read it is
 * store_lent_events, which a house test lets nobody call but workspace/own-view.c. May include: timeline. */
#pragma once

#include "store.h"
#include "timeline/event.h"

G_BEGIN_DECLS

#define STORE_LENT_US (7 * G_TIME_SPAN_DAY)

typedef struct {
  Event *event;
  gint64 received_us;
  gint64 gone_us;      /* when it will be erased */
} LentEvent;

void       lent_event_free     (LentEvent *lent);

/**
 * store_lent_events:
 *
 * Returns: (transfer full) (element-type LentEvent): what is lent of one athlete and not due, by start. What is due is erased first.
 */
GPtrArray *store_lent_events   (Store *store, gint64 athlete, GError **error);

/* Erases what is due: 7 days old, or from a future that only a wrong clock has. @erased: (out) (optional). */
gboolean   store_expire_lent   (Store *store, guint *erased, GError **error);

/* Erases all of one athlete from one service, and where its reading stood. */
gboolean   store_erase_lent    (Store *store, gint64 athlete, const char *source, guint *erased, GError **error);

/* A reading of a service that may break off anywhere and go on later without loss or repetition. */
typedef struct {
  gint64 run;          /* its number; 0: none is under way */
  gint64 after_us;     /* events from here on are read */
  gint64 cursor_us;    /* those before are read already */
  gint64 begun_us;
  gint64 finished_us;  /* when the last whole reading was; 0: never */
} LentReading;

gboolean   store_lent_reading  (Store *store, gint64 athlete, const char *source, LentReading *reading, GError **error);

/* Begins a new reading of what started at @after_us or later. */
gboolean   store_begin_lent    (Store *store, gint64 athlete, const char *source, gint64 after_us, LentReading *reading, GError **error);

typedef struct {
  guint added, updated, unchanged;
  guint erased;        /* deleted at the service since */
} LentCounts;

/**
 * store_lend_events:
 * @events: of Event with a start, source @source and a source_id
 * @cursor_us: where the reading goes on; with the events in one transaction
 * @n_new: (out): of @events, those that this reading had not seen yet
 */
gboolean   store_lend_events   (Store *store, gint64 athlete, const char *source, const LentReading *reading, const GPtrArray *events,
                                gint64 cursor_us, LentCounts *counts, guint *n_new, GError **error);

/* Ends a reading: what it should have seen and did not, the athlete deleted there: it is erased here. */
gboolean   store_end_lent      (Store *store, gint64 athlete, const char *source, const LentReading *reading, LentCounts *counts, GError **error);

G_END_DECLS
