/* services/strava-sync.h
 *
 * Reads an athlete's activities from Strava into what is lent (store/lent.h): page by page, each kept with where the reading
 * stands, so that it goes on after any interruption without loss or repetition. Every reading covers the last 14 days anew, for
 * edits and deletions. In: access. Out: counts. */
#pragma once

#include "store/lent.h"
#include "strava.h"

G_BEGIN_DECLS

typedef struct {
  guint days;          /* to look back at the first reading, at least 14; 0: 14 */
  guint page;          /* activities asked for at a time; 0: 100 */
} StravaOptions;

/**
 * strava_sync:
 * @counts: (out caller-allocates): also set on an error: what was kept before it
 *
 * Returns: %FALSE with a SERVICES_ERROR; what was read is kept, and the next call goes on from there.
 */
gboolean strava_sync (const StravaAccess *access, const StravaOptions *options, GCancellable *cancellable, LentCounts *counts, GError **error);

G_END_DECLS
