/* services/strava-login.h
 *
 * Asking an athlete for access: the system's browser shows Strava's own page, and Strava sends the browser back to a port of
 * 127.0.0.1 that was open for this one request. No password passes through here. To be used in one thread. */
#pragma once

#include "gate.h"

G_BEGIN_DECLS

typedef struct _StravaLogin StravaLogin;

/* Opens a random port of 127.0.0.1. */
StravaLogin *strava_login_new  (const char *base, const char *client_id, GError **error);
void         strava_login_free (StravaLogin *login);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StravaLogin, strava_login_free)

/* The page that a browser on this machine has to open. */
const char  *strava_login_url  (StravaLogin *login);

/**
 * strava_login_wait:
 * @most_ms: for how long the port stays open
 * @scope: (out): what the athlete really granted
 *
 * Takes one request and closes the port. One whose state is not ours, or whose scopes do not let activities be read, is refused.
 *
 * Returns: (transfer full): the code; on failure %NULL with SERVICES_ERROR_DENIED, SERVICES_ERROR_TIMEOUT or G_IO_ERROR_CANCELLED.
 */
char        *strava_login_wait (StravaLogin *login, guint most_ms, char **scope, GCancellable *cancellable, GError **error);

G_END_DECLS
