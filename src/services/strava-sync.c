/* services/strava-sync.c */
#include "strava-sync.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/instant.h"
#include "base/json.h"
#include "sources/source.h"

#define REREAD_US    (14 * INSTANT_DAY)
#define STALE_US     INSTANT_DAY          /* a reading that was broken off longer ago begins anew */
#define PAGE         100
#define MOST_PAGES   500                  /* more than any athlete has in the time that is read */

typedef struct {
  const StravaAccess *access;
  Store *store;
  gint64 athlete;
  guint per_page;
  LentReading reading;
  LentCounts *counts;
  GCancellable *cancellable;
} Sync;

static gboolean
begin (Sync *sync, guint days, GError **error)
{
  LentReading *reading = &sync->reading;
  gint64 now_us = g_get_real_time (), after_us;

  if (!store_lent_reading (sync->store, sync->athlete, STRAVA_SOURCE, reading, error))
    return FALSE;
  if (reading->run != 0 && reading->begun_us <= now_us && now_us - reading->begun_us < STALE_US)
    return TRUE;
  after_us = now_us - MAX (REREAD_US, (gint64) days * INSTANT_DAY);
  /* What came between a reading of long ago and the last fortnight is not left out. */
  if (reading->finished_us > 0 && reading->finished_us < now_us)
    after_us = MIN (now_us - REREAD_US, reading->finished_us - INSTANT_DAY);
  after_us -= after_us % INSTANT_SECOND;
  return store_begin_lent (sync->store, sync->athlete, STRAVA_SOURCE, after_us, reading, error);
}

/* The activities of a page as events of this source. Whatever of the page is no activity makes it none of Strava's. */
static GPtrArray *
read_page (JsonParser *parser, guint *n_listed, GError **error)
{
  JsonNode *root = json_parser_get_root (parser);
  g_autofree char *text = NULL;
  g_autoptr(SourceReport) report = NULL;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);

  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_MALFORMED, _("Strava answered with something that is no list of activities."));
      return NULL;
    }
  *n_listed = json_array_get_length (json_node_get_array (root));
  if (*n_listed == 0)
    return g_steal_pointer (&events);
  text = json_node_to_text (root, FALSE);
  report = source_read_bytes ("activities.json", (const guint8 *) text, strlen (text), NULL);
  if (!g_str_equal (report->format, "strava-json") || report->events->len != *n_listed)
    {
      g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_MALFORMED, _("Of %u entries in Strava’s list %u are activities; the list was left out."), *n_listed,
                   report->events->len);
      return NULL;
    }
  for (guint i = 0; i < report->events->len; i++)
    {
      Event *event = event_copy (g_ptr_array_index (report->events, i));

      g_free (event->source);
      event->source = g_strdup (STRAVA_SOURCE);
      g_clear_pointer (&event->file, g_free);
      g_ptr_array_add (events, event);
    }
  return g_steal_pointer (&events);
}

static gboolean
is_ascending (const GPtrArray *events)
{
  for (guint i = 1; i < events->len; i++)
    if (((Event *) g_ptr_array_index (events, i))->start_us < ((Event *) g_ptr_array_index (events, i - 1))->start_us)
      return FALSE;
  return TRUE;
}

/* Oldest first, as Strava lists what is asked for with "after", the start of the last activity is the place where the next
 * page begins: no insertion or deletion can shift it. In any other order pages are counted. */
static gboolean
read_on (Sync *sync, GError **error)
{
  gint64 cursor_us = sync->reading.cursor_us;

  for (guint page = 1, pages = 0; pages < MOST_PAGES; pages++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v3/athlete/activities?after=%" G_GINT64_FORMAT "&page=%u&per_page=%u", cursor_us / INSTANT_SECOND - 1, page,
                                               sync->per_page);
      g_autoptr(JsonParser) parser = strava_get (sync->access, path, _("the list of the athlete’s activities"), sync->cancellable, error);
      g_autoptr(GPtrArray) events = NULL;
      guint n_listed, n_new;
      gint64 next_us = cursor_us;

      events = parser ? read_page (parser, &n_listed, error) : NULL;
      if (events == NULL)
        return FALSE;
      if (n_listed > 0 && page == 1 && is_ascending (events))
        next_us = MAX (cursor_us, ((Event *) g_ptr_array_index (events, n_listed - 1))->start_us);
      if (!store_lend_events (sync->store, sync->athlete, STRAVA_SOURCE, &sync->reading, events, next_us, sync->counts, &n_new, error))
        return FALSE;
      if (n_listed == 0 || (n_new == 0 && next_us == cursor_us && page > 1))
        return TRUE;
      /* The last of the page is the first of the next: alone there, it was the end. */
      if (n_new == 0 && next_us == cursor_us && n_listed < sync->per_page)
        return TRUE;
      page = next_us > cursor_us ? 1 : page + 1;
      cursor_us = next_us;
    }
  g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_MALFORMED, _("Strava’s list does not end after %u pages."), MOST_PAGES);
  return FALSE;
}

gboolean
strava_sync (const StravaAccess *access, const StravaOptions *options, GCancellable *cancellable, LentCounts *counts, GError **error)
{
  Sync sync = { .access = access, .counts = counts, .cancellable = cancellable };

  g_return_val_if_fail (access != NULL && counts != NULL, FALSE);

  *counts = (LentCounts) { 0 };
  sync.store = access->gate->store;
  sync.athlete = access->gate->athlete;
  sync.per_page = options && options->page ? options->page : PAGE;
  return service_gate_may_pass (access->gate, error) && store_expire_lent (sync.store, NULL, error) && begin (&sync, options ? options->days : 0, error)
         && read_on (&sync, error) && store_end_lent (sync.store, sync.athlete, STRAVA_SOURCE, &sync.reading, counts, error);
}
