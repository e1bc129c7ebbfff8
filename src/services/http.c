/* services/http.c */
#include "http.h"

#include <glib/gi18n.h>

#include "base/instant.h"
#include "config.h"

#define MOST_BYTES     (16 * 1024 * 1024)
#define MOST_MS        30000
#define SILENCE_S      20      /* of a connection that says nothing at all */
#define MOST_REDIRECTS 5
#define CHUNK          (64 * 1024)

G_DEFINE_QUARK (services-error-quark, services_error)

struct _HttpClient {
  GMainContext *context;
  SoupSession *session;
};

/* What happens to one message. */
typedef struct {
  GMainContext *context;
  GCancellable *cancellable;   /* of this message: the caller's, or time is up */
  gboolean too_late;
  gboolean done;
  GInputStream *body;
  GBytes *chunk;
  GError *error;
} Exchange;

HttpClient *
http_client_new (void)
{
  HttpClient *client = g_new0 (HttpClient, 1);

  client->context = g_main_context_new ();
  g_main_context_push_thread_default (client->context);
  client->session = soup_session_new_with_options ("timeout", SILENCE_S, "user-agent", "Saltline/" SALTLINE_VERSION, NULL);
  g_main_context_pop_thread_default (client->context);
  return client;
}

void
http_client_free (HttpClient *client)
{
  if (client == NULL)
    return;
  g_main_context_push_thread_default (client->context);
  soup_session_abort (client->session);
  g_clear_object (&client->session);
  while (g_main_context_iteration (client->context, FALSE))
    ;
  g_main_context_pop_thread_default (client->context);
  g_main_context_unref (client->context);
  g_free (client);
}

void
http_reply_free (HttpReply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->content_type);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_pointer (&reply->headers, soup_message_headers_unref);
  g_free (reply);
}

/* Whether the address is of this machine: "127.0.0.1", "localhost", "[::1]". */
static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

gint64
http_retry_after_us (const HttpReply *reply, gint64 now_us)
{
  const char *written = soup_message_headers_get_one (reply->headers, "Retry-After");
  gint64 seconds, at_us = now_us;

  if (written == NULL)
    return now_us;
  if (g_ascii_string_to_unsigned (written, 10, 0, 7 * 86400, (guint64 *) &seconds, NULL))
    at_us = now_us + seconds * INSTANT_SECOND;
  else
    {
      g_autoptr(GDateTime) date = soup_date_time_new_from_http_string (written);

      if (date)
        at_us = g_date_time_to_unix (date) * INSTANT_SECOND;
    }
  return CLAMP (at_us, now_us, now_us + INSTANT_DAY);
}

static gboolean
time_is_up_cb (gpointer data)
{
  Exchange *exchange = data;

  exchange->too_late = TRUE;
  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (G_CANCELLABLE (data));
}

static void
sent_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;

  exchange->body = soup_session_send_finish (SOUP_SESSION (session), result, &exchange->error);
  exchange->done = TRUE;
}

static void
read_cb (GObject *stream, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;

  exchange->chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (stream), result, &exchange->error);
  exchange->done = TRUE;
}

static void
wait_for (Exchange *exchange)
{
  while (!exchange->done)
    g_main_context_iteration (exchange->context, TRUE);
  exchange->done = FALSE;
}

/* Says in our words what the network library found, without the address's query. */
static void
explain (const Exchange *exchange, GCancellable *cancellable, const char *host, SoupMessage *message, GError **error)
{
  const GError *fault = exchange->error;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return;
  if (exchange->too_late || g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_TIMEOUT, _("%s takes too long to answer. What was there before is kept; try again later."), host);
  else if (soup_message_get_tls_peer_certificate_errors (message) != 0 || fault->domain == G_TLS_ERROR)
    g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_TLS,
                 _("The certificate of %s is not one to be trusted, so nothing was sent. Somebody may be listening; another network may help."), host);
  else
    g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_UNREACHABLE, _("%s cannot be reached (%s). What was there before is kept; try again when online."),
                 host, fault->message);
}

static GBytes *
read_body (Exchange *exchange, gsize most, const char *host, GError **error)
{
  g_autoptr(GByteArray) all = g_byte_array_new ();

  for (;;)
    {
      gsize length;
      const guint8 *bytes;

      g_input_stream_read_bytes_async (exchange->body, CHUNK, G_PRIORITY_DEFAULT, exchange->cancellable, read_cb, exchange);
      wait_for (exchange);
      if (exchange->chunk == NULL)
        return NULL;
      bytes = g_bytes_get_data (exchange->chunk, &length);
      if (length > most - all->len)
        {
          g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_TOO_LARGE, _("The answer of %s is larger than %u MB and was left unread."), host,
                       (guint) (most / (1024 * 1024)));
          g_clear_pointer (&exchange->chunk, g_bytes_unref);
          return NULL;
        }
      g_byte_array_append (all, bytes, (guint) length);
      g_clear_pointer (&exchange->chunk, g_bytes_unref);
      if (length == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&all));
    }
}

/* The network library forgives a body that ends early, and takes a connection lost within the head for an answer without a
 * body, which no service gives. */
static gboolean
is_whole (SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  gsize size = g_bytes_get_size (body);

  if (soup_message_get_status (message) == SOUP_STATUS_OK && size == 0)
    return FALSE;
  return soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH
         || soup_message_headers_get_one (headers, "Content-Encoding") != NULL
         || (goffset) size == soup_message_headers_get_content_length (headers);
}

/* One message, no redirect. */
static HttpReply *
exchange_message (HttpClient *client, SoupMessage *message, const HttpRequest *request, const char *host, gint64 until_us,
                  GCancellable *cancellable, GError **error)
{
  Exchange exchange = { .context = client->context, .cancellable = g_cancellable_new () };
  g_autoptr(GSource) clock = g_timeout_source_new ((guint) MAX (1, (until_us - g_get_monotonic_time ()) / 1000));
  gulong caller = cancellable ? g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb), exchange.cancellable, NULL) : 0;
  HttpReply *reply = NULL;
  GBytes *body = NULL;

  g_source_set_callback (clock, time_is_up_cb, &exchange, NULL);
  g_source_attach (clock, client->context);
  soup_session_send_async (client->session, message, G_PRIORITY_DEFAULT, exchange.cancellable, sent_cb, &exchange);
  wait_for (&exchange);
  if (exchange.body)
    body = read_body (&exchange, request->most_bytes ? request->most_bytes : MOST_BYTES, host, error);
  if (exchange.error)
    explain (&exchange, cancellable, host, message, error);
  if (body && !is_whole (message, body))
    {
      g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_UNREACHABLE, _("The connection to %s was lost. What was there before is kept; try again."), host);
      g_clear_pointer (&body, g_bytes_unref);
    }
  if (body)
    {
      SoupMessageHeaders *headers = soup_message_get_response_headers (message);
      const char *type = soup_message_headers_get_content_type (headers, NULL);

      reply = g_new0 (HttpReply, 1);
      reply->status = soup_message_get_status (message);
      reply->content_type = type ? g_ascii_strdown (type, -1) : NULL;
      reply->body = body;
      reply->headers = soup_message_headers_ref (headers);
    }
  g_source_destroy (clock);
  if (caller)
    g_cancellable_disconnect (cancellable, caller);
  /* The rest of an answer that was too large is not waited for. */
  if (reply == NULL)
    g_cancellable_cancel (exchange.cancellable);
  if (exchange.body)
    g_input_stream_close (exchange.body, exchange.cancellable, NULL);
  g_clear_object (&exchange.body);
  g_clear_error (&exchange.error);
  g_object_unref (exchange.cancellable);
  return reply;
}

static gboolean
request_is_possible (const HttpRequest *request, GUri *uri, GError **error)
{
  gboolean secret = request->bearer || request->form || request->url_is_secret;
  const char *scheme = g_uri_get_scheme (uri), *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || !(g_str_equal (scheme, "https") || g_str_equal (scheme, "http")))
    {
      g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_USAGE, _("“%s” is no address of a server; it begins with https://."), scheme);
      return FALSE;
    }
  if (secret && !g_str_equal (scheme, "https") && !is_loopback (host))
    {
      g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_USAGE, _("A key or token is only sent over https, and the address of %s is not."), host);
      return FALSE;
    }
  return TRUE;
}

static SoupMessage *
message_new (const HttpRequest *request, GUri *uri)
{
  SoupMessage *message = soup_message_new_from_uri (request->method, uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "application/json");
  if (request->bearer)
    {
      g_autofree char *value = g_strconcat ("Bearer ", request->bearer, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
    }
  if (request->form)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (request->form, strlen (request->form));

      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
    }
  return message;
}

/* Where an answer points to, when it may be followed: the same host, not from https to http, and no secret on the way. */
static GUri *
follow (const HttpReply *reply, const HttpRequest *request, GUri *from, GError **error)
{
  const char *location = soup_message_headers_get_one (reply->headers, "Location");
  g_autoptr(GUri) to = location ? g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  gboolean secret = request->bearer || request->form || request->url_is_secret;

  if (to && g_uri_get_host (to) && !secret && g_ascii_strcasecmp (g_uri_get_host (to), g_uri_get_host (from)) == 0
      && (g_str_equal (g_uri_get_scheme (to), "https") || g_str_equal (g_uri_get_scheme (to), g_uri_get_scheme (from))))
    return g_steal_pointer (&to);
  g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_REDIRECT, _("%s sends the request on to %s; it was not followed. Is this network's login page in the way?"),
               g_uri_get_host (from), to && g_uri_get_host (to) ? g_uri_get_host (to) : _("nowhere"));
  return NULL;
}

HttpReply *
http_client_send (HttpClient *client, const HttpRequest *request, GCancellable *cancellable, GError **error)
{
  gint64 until_us = g_get_monotonic_time () + (request->most_ms ? request->most_ms : MOST_MS) * G_GINT64_CONSTANT (1000);
  g_autoptr(GUri) uri = NULL;
  g_autoptr(HttpReply) reply = NULL;

  g_return_val_if_fail (client != NULL && request != NULL && request->method != NULL && request->url != NULL, NULL);

  uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    {
      g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_USAGE, _("This is no address of a server; it begins with https://."));
      return NULL;
    }
  if (!request_is_possible (request, uri, error))
    return NULL;
  g_main_context_push_thread_default (client->context);
  /* A server on this machine is not asked for through somebody's proxy. */
  g_object_set (client->session, "proxy-resolver", is_loopback (g_uri_get_host (uri)) ? NULL : g_proxy_resolver_get_default (), NULL);
  for (guint redirects = 0;; redirects++)
    {
      g_autoptr(SoupMessage) message = message_new (request, uri);
      GUri *next;

      g_clear_pointer (&reply, http_reply_free);
      reply = exchange_message (client, message, request, g_uri_get_host (uri), until_us, cancellable, error);
      if (reply == NULL || !SOUP_STATUS_IS_REDIRECTION (reply->status) || reply->status == SOUP_STATUS_NOT_MODIFIED)
        break;
      next = NULL;
      if (redirects == MOST_REDIRECTS)
        g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_REDIRECT, _("%s sends the request on in circles."), g_uri_get_host (uri));
      else
        next = follow (reply, request, uri, error);
      g_clear_pointer (&uri, g_uri_unref);
      uri = next;
      if (next == NULL)
        {
          g_clear_pointer (&reply, http_reply_free);
          break;
        }
    }
  g_main_context_pop_thread_default (client->context);
  return g_steal_pointer (&reply);
}
