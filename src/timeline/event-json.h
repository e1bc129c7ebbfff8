/* timeline/event-json.h
 *
 * An event as one JSON object and back, with nothing lost: what the store keeps of it beside its indexed columns, and what
 * an athlete's export holds. In: events. Out: JSON. May include: base. */
#pragma once

#include "base/json.h"
#include "event.h"

G_BEGIN_DECLS

/**
 * event_to_json:
 *
 * Equal events give equal text, so that a hash of it says whether a revision changed anything.
 *
 * Returns: (transfer full): one line.
 */
char  *event_to_json   (const Event *event);

/**
 * event_from_json:
 *
 * Returns: (transfer full): the event; on failure %NULL with %TIMELINE_ERROR_MALFORMED, whose message names the key.
 */
Event *event_from_json (const char *text, GError **error);

/**
 * event_supersedes:
 * @later: what is told now of the thing that @known tells of: of equal source and source_id
 *
 * %FALSE when nothing is new (the same from another folder is the same), when @later is an older revision, and when it is a
 * poorer telling: a damaged copy, or one with fewer records. Of two versions of a recorder's file the one that tells more stands,
 * whichever comes last; of a service's summary the last.
 */
gboolean event_supersedes (const Event *later, const Event *known);

G_END_DECLS
