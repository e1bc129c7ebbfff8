/* services/strava.h
 *
 * One athlete's access to Strava with the laboratory's own client id and secret: tokens, and requests in the athlete's name.
 * A rotated token is kept before it is used. Facts: endpoints, limits and errors as of Strava's documentation.
 * In: a gate, a keeper of secrets. Out: JSON. */
#pragma once

#include "gate.h"
#include "secrets.h"

G_BEGIN_DECLS

#define STRAVA_BASE   "https://www.strava.com"
#define STRAVA_SOURCE "strava-api"             /* of events that came this way */
#define STRAVA_SCOPES "read,activity:read_all"

typedef struct {
  const ServiceGate *gate;
  SecretKeeper *keeper;
  const char *base;       /* STRAVA_BASE, or a test's */
  const char *account;    /* the keeper's name for this athlete's tokens */
  const char *client;     /* and for the laboratory's client id and secret */
} StravaAccess;

/* Keeps the laboratory's client id and secret. SERVICES_ERROR_USAGE when they are none. */
gboolean    strava_keep_client     (const StravaAccess *access, const char *id, const char *secret, GError **error);
/* (transfer full) (nullable): the client id that is kept; %NULL without @error: none. */
char       *strava_client_id       (const StravaAccess *access, GError **error);

/* Turns the code of a login into tokens and keeps them. */
gboolean    strava_exchange_code   (const StravaAccess *access, const char *code, const char *scope, GCancellable *cancellable, GError **error);

/* Whether tokens are kept. */
gboolean    strava_is_connected    (const StravaAccess *access, GError **error);

/**
 * strava_get:
 * @path: "/api/v3/athlete/activities?…"
 *
 * Asks with a token that is fresh; when it is refused all the same (a clock that is wrong), once more with a new one.
 * Obeys the limits that the answer tells: then the gate is shut until they are lifted.
 */
JsonParser *strava_get             (const StravaAccess *access, const char *path, const char *what, GCancellable *cancellable, GError **error);

/* Ends the access at Strava. */
gboolean    strava_deauthorize     (const StravaAccess *access, GCancellable *cancellable, GError **error);

/* Forgets the tokens here. */
gboolean    strava_forget          (const StravaAccess *access, GError **error);

G_END_DECLS
