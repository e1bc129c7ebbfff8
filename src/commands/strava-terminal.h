/* commands/strava-terminal.h: what connecting Strava asks a person at a terminal */
#pragma once

#include "command.h"
#include "workspace/strava.h"

G_BEGIN_DECLS

/* One line from the terminal without showing it, or from standard input when that is none. (transfer full): freed with secret_free;
 * %NULL at the end. */
char    *ask_secret            (const char *question);

/* Prints the page's address, and opens it where there is a display. */
gboolean show_page_at_terminal (const char *url, gpointer data, GError **error);

/**
 * ask_client:
 * @id: (nullable): given with --client-id; else asked for
 *
 * Asks for the laboratory's client id and secret and keeps them. FALSE after having said why not.
 */
gboolean ask_client            (const char *command, const StravaAccess *access, const char *id);

G_END_DECLS
