/* services/strava-login.c */
#include "strava-login.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/random.h>

#include "strava.h"

#define STATE_BYTES   24
#define CALLBACK_PATH "/strava"
#define FAREWELL_MS   500   /* for the last bytes of our answer to leave */

struct _StravaLogin {
  GMainContext *context;
  SoupServer *server;
  char *state;
  char *url;
  gboolean asked;       /* the one request was there */
  gboolean too_late;
  gboolean answered;    /* and our page is on its way */
  char *code;
  char *scope;
  GError *error;
};

static char *
new_state (void)
{
  guint8 bytes[STATE_BYTES];
  char *text = g_malloc (2 * STATE_BYTES + 1);

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    g_error ("the system gives no random numbers");
  for (guint i = 0; i < STATE_BYTES; i++)
    g_snprintf (text + 2 * i, 3, "%02x", bytes[i]);
  return text;
}

static gboolean
grants_activities (const char *scope)
{
  g_auto(GStrv) granted = g_strsplit_set (scope ? scope : "", ", ", -1);

  return g_strv_contains ((const char *const *) granted, "activity:read") || g_strv_contains ((const char *const *) granted, "activity:read_all");
}

static void
take (StravaLogin *login, GHashTable *query)
{
  const char *state = query ? g_hash_table_lookup (query, "state") : NULL, *code = query ? g_hash_table_lookup (query, "code") : NULL;
  const char *scope = query ? g_hash_table_lookup (query, "scope") : NULL, *fault = query ? g_hash_table_lookup (query, "error") : NULL;

  login->asked = TRUE;
  if (g_strcmp0 (state, login->state) != 0)
    g_set_error_literal (&login->error, SERVICES_ERROR, SERVICES_ERROR_DENIED, _("Somebody else’s answer came back from the browser (its state is not ours). Nothing was connected; try again."));
  else if (fault)
    g_set_error_literal (&login->error, SERVICES_ERROR, SERVICES_ERROR_DENIED, _("The athlete did not agree. Nothing was connected."));
  else if (code == NULL || *code == '\0')
    g_set_error_literal (&login->error, SERVICES_ERROR, SERVICES_ERROR_DENIED, _("Strava sent no code back. Nothing was connected; try again."));
  else if (!grants_activities (scope))
    g_set_error_literal (&login->error, SERVICES_ERROR, SERVICES_ERROR_DENIED,
                         _("The athlete did not let activities be read, so there is nothing to fetch. Nothing was connected; leave the box ticked next time."));
  else
    {
      login->code = g_strdup (code);
      login->scope = g_strdup (scope);
    }
}

static void
asked_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  StravaLogin *login = data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *page = NULL, *sentence = NULL;

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Connection", "close");
  /* A browser asks for an icon of its own accord. */
  if (!g_str_equal (path, CALLBACK_PATH) || login->asked || soup_server_message_get_method (message) != SOUP_METHOD_GET)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  take (login, query);
  sentence = g_markup_escape_text (login->code ? _("Strava is connected. You can close this page and go back to Saltline.") : login->error->message, -1);
  page = g_strdup_printf ("<!doctype html><meta charset=utf-8><title>Saltline</title><p style=\"font: 1.2em sans-serif; margin: 3em\">%s</p>", sentence);
  soup_server_message_set_status (message, login->code ? SOUP_STATUS_OK : SOUP_STATUS_BAD_REQUEST, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page, strlen (page));
}

static void
finished_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  StravaLogin *login = data;

  login->answered |= login->asked;
}

StravaLogin *
strava_login_new (const char *base, const char *client_id, GError **error)
{
  g_autoptr(StravaLogin) login = g_new0 (StravaLogin, 1);
  g_autofree char *redirect = NULL, *escaped = NULL, *scopes = NULL;
  GSList *uris;
  gboolean listens;

  g_return_val_if_fail (base != NULL && client_id != NULL, NULL);

  login->context = g_main_context_new ();
  login->state = new_state ();
  g_main_context_push_thread_default (login->context);
  login->server = soup_server_new ("server-header", NULL, NULL);
  soup_server_add_handler (login->server, NULL, asked_cb, login, NULL);
  g_signal_connect (login->server, "request-finished", G_CALLBACK (finished_cb), login);
  listens = soup_server_listen_local (login->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error);
  g_main_context_pop_thread_default (login->context);
  if (!listens)
    return NULL;
  uris = soup_server_get_uris (login->server);
  redirect = g_strdup_printf ("http://127.0.0.1:%d" CALLBACK_PATH, g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  escaped = g_uri_escape_string (redirect, NULL, FALSE);
  scopes = g_uri_escape_string (STRAVA_SCOPES, NULL, FALSE);
  login->url = g_strdup_printf ("%s/oauth/authorize?client_id=%s&redirect_uri=%s&response_type=code&approval_prompt=auto&scope=%s&state=%s", base, client_id,
                                escaped, scopes, login->state);
  return g_steal_pointer (&login);
}

static void
close_port (StravaLogin *login)
{
  if (login->server == NULL)
    return;
  g_main_context_push_thread_default (login->context);
  soup_server_disconnect (login->server);
  g_clear_object (&login->server);
  while (g_main_context_iteration (login->context, FALSE))
    ;
  g_main_context_pop_thread_default (login->context);
}

void
strava_login_free (StravaLogin *login)
{
  if (login == NULL)
    return;
  close_port (login);
  g_main_context_unref (login->context);
  secret_free (login->state);
  secret_free (login->url);
  secret_free (login->code);
  g_free (login->scope);
  g_clear_error (&login->error);
  g_free (login);
}

const char *
strava_login_url (StravaLogin *login)
{
  return login->url;
}

static gboolean
too_late_cb (gpointer data)
{
  ((StravaLogin *) data)->too_late = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
wake_cb (GCancellable *cancellable, gpointer data)
{
  return G_SOURCE_REMOVE;
}

static GSource *
attach (StravaLogin *login, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, login, NULL);
  g_source_attach (source, login->context);
  return source;
}

char *
strava_login_wait (StravaLogin *login, guint most_ms, char **scope, GCancellable *cancellable, GError **error)
{
  GSource *clock, *wake = NULL;

  g_return_val_if_fail (login != NULL && login->server != NULL && scope != NULL, NULL);

  g_main_context_push_thread_default (login->context);
  clock = attach (login, g_timeout_source_new (most_ms), too_late_cb);
  if (cancellable)
    wake = attach (login, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (wake_cb));
  while (!login->asked && !login->too_late && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (login->context, TRUE);
  g_source_destroy (clock);
  g_source_unref (clock);
  /* The browser shall see our page before the port is closed. */
  login->too_late = FALSE;
  clock = attach (login, g_timeout_source_new (FAREWELL_MS), too_late_cb);
  while (login->asked && !login->answered && !login->too_late)
    g_main_context_iteration (login->context, TRUE);
  g_source_destroy (clock);
  g_source_unref (clock);
  if (wake)
    {
      g_source_destroy (wake);
      g_source_unref (wake);
    }
  g_main_context_pop_thread_default (login->context);
  close_port (login);
  if (login->code)
    {
      *scope = g_steal_pointer (&login->scope);
      return g_steal_pointer (&login->code);
    }
  if (login->error)
    g_propagate_error (error, g_steal_pointer (&login->error));
  else if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_TIMEOUT, _("Nobody answered in the browser. Nothing was connected; try again."));
  return NULL;
}
