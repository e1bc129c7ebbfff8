/* workspace/strava.h
 *
 * An athlete's Strava in this workspace: connecting, reading, disconnecting. What comes is lent (store/lent.h): seen in that
 * athlete's own view, gone after 7 days, part of nothing else. May include: services. */
#pragma once

#include "services/strava-login.h"
#include "services/strava-sync.h"
#include "workspace.h"

G_BEGIN_DECLS

#define STRAVA_BROWSER_MS (5 * 60 * 1000) /* for a person to read and agree in the browser */

/* What an athlete and a laboratory have to know before they connect; for people, several paragraphs. */
const char *strava_explanation (void);

/* What one operation needs. Belongs to the thread that made it. */
typedef struct {
  StravaAccess access;
  ServiceGate gate;
  HttpClient *client;
  char *base, *account, *client_account;
} AthleteStrava;

/**
 * saltline_workspace_strava:
 * @keeper: must outlive the result
 * @base: (nullable): a test's server; %NULL: Strava
 *
 * Secrets of one server never go to another: they are kept under its address.
 *
 * Returns: (transfer full): %NULL when the workspace cannot be written.
 */
AthleteStrava *saltline_workspace_strava (SaltlineWorkspace *self, const Athlete *athlete, SecretKeeper *keeper, const char *base, GError **error);
void           athlete_strava_free       (AthleteStrava *strava);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AthleteStrava, athlete_strava_free)

/* Shows the page to the person: opens a browser, or prints the address. FALSE with an error when that cannot be. */
typedef gboolean (*ShowPage) (const char *url, gpointer data, GError **error);

/**
 * athlete_strava_connect:
 * @most_ms: how long the port waits for the browser
 *
 * The client id and secret are kept before. Switches Strava on for this athlete.
 */
gboolean athlete_strava_connect    (AthleteStrava *strava, ShowPage show, gpointer data, guint most_ms, GCancellable *cancellable, GError **error);

/**
 * athlete_strava_disconnect:
 * @erased: (out): activities that were lent
 * @revoked: (out): whether Strava was told; when not, @error says why, and the athlete can end the access on Strava's own page
 *
 * Erases here in any case. Returns: %FALSE when something could not be erased or Strava was not told.
 */
gboolean athlete_strava_disconnect (AthleteStrava *strava, guint *erased, gboolean *revoked, GCancellable *cancellable, GError **error);

/**
 * saltline_workspace_forget_strava:
 * @base: (nullable): as above
 *
 * Before an athlete is erased: ends the access at Strava as far as that is possible, and takes the tokens out of the keyring. The keyring is left
 * alone where this workspace never kept anything in it.
 *
 * Returns: (transfer full) (nullable): for people, what remains in spite of it; %NULL: nothing
 */
char *saltline_workspace_forget_strava (SaltlineWorkspace *self, gint64 athlete, SecretKeeper *keeper, const char *base);

G_END_DECLS
