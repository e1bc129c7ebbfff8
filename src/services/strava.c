/* services/strava.c */
#include "strava.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/instant.h"

#define EARLY_US      (5 * INSTANT_MINUTE)   /* a token is renewed so long before its end */
#define MOST_TOKEN    4096

typedef struct {
  char *access, *refresh, *scope;
  gint64 expires_us;      /* by this machine's clock, from "expires_in": the service's clock may be another */
} Tokens;

static void
tokens_clear (Tokens *tokens)
{
  g_clear_pointer (&tokens->access, secret_free);
  g_clear_pointer (&tokens->refresh, secret_free);
  g_clear_pointer (&tokens->scope, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tokens, tokens_clear)

typedef struct { char *id, *secret; } Client;

static void
client_clear (Client *client)
{
  g_clear_pointer (&client->id, g_free);
  g_clear_pointer (&client->secret, secret_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Client, client_clear)

static const char *
text_member (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gint64
integer_member (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

static JsonObject *
object_of (JsonParser *parser)
{
  JsonNode *root = parser ? json_parser_get_root (parser) : NULL;

  return root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/* --- what is kept --- */

gboolean
strava_keep_client (const StravaAccess *access, const char *id, const char *secret, GError **error)
{
  g_autofree char *both = NULL;
  gboolean kept;

  g_return_val_if_fail (access != NULL && id != NULL && secret != NULL, FALSE);

  if (*id == '\0' || strlen (id) > 20 || strspn (id, "0123456789") != strlen (id))
    {
      g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_USAGE, _("The client ID is a number; Strava shows it under Settings, My API Application."));
      return FALSE;
    }
  if (strlen (secret) < 8 || strlen (secret) > 200 || strpbrk (secret, " \t\r\n"))
    {
      g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_USAGE, _("That is no client secret: it has 40 letters and digits, and stands beside the client ID."));
      return FALSE;
    }
  both = g_strconcat (id, " ", secret, NULL);
  kept = access->keeper->put (access->keeper, access->client, _("Saltline: the laboratory’s Strava application"), both, error);
  secret_free (g_steal_pointer (&both));
  return kept;
}

/* TRUE with @client empty: none is kept. */
static gboolean
load_client (const StravaAccess *access, Client *client, GError **error)
{
  g_autoptr(GError) local = NULL;
  char *both = access->keeper->get (access->keeper, access->client, &local), *blank = both ? strchr (both, ' ') : NULL;

  if (blank)
    {
      client->id = g_strndup (both, (gsize) (blank - both));
      client->secret = g_strdup (blank + 1);
    }
  secret_free (both);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

char *
strava_client_id (const StravaAccess *access, GError **error)
{
  g_auto(Client) client = { 0 };

  g_return_val_if_fail (access != NULL, NULL);
  return load_client (access, &client, error) ? g_steal_pointer (&client.id) : NULL;
}

static gboolean
keep_tokens (const StravaAccess *access, const Tokens *tokens, GError **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();
  char *text;
  gboolean kept;

  json_builder_begin_object (builder);
  json_put_string (builder, "access", tokens->access);
  json_put_string (builder, "refresh", tokens->refresh);
  json_put_string (builder, "scope", tokens->scope);
  json_put_integer (builder, "expires_us", tokens->expires_us);
  json_builder_end_object (builder);
  text = json_to_text (builder, FALSE);
  kept = access->keeper->put (access->keeper, access->account, _("Saltline: access to an athlete’s Strava"), text, error);
  secret_free (text);
  return kept;
}

/* TRUE with @tokens empty: none are kept. */
static gboolean
load_tokens (const StravaAccess *access, Tokens *tokens, GError **error)
{
  g_autoptr(GError) local = NULL;
  char *text = access->keeper->get (access->keeper, access->account, &local);
  g_autoptr(JsonParser) parser = text ? json_parse (text, -1, NULL) : NULL;
  JsonObject *object = object_of (parser);

  secret_free (text);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (object)
    *tokens = (Tokens) { g_strdup (text_member (object, "access")), g_strdup (text_member (object, "refresh")),
                         g_strdup (text_member (object, "scope")), integer_member (object, "expires_us") };
  return TRUE;
}

gboolean
strava_is_connected (const StravaAccess *access, GError **error)
{
  g_auto(Tokens) tokens = { 0 };

  g_return_val_if_fail (access != NULL, FALSE);
  return load_tokens (access, &tokens, error) && tokens.refresh != NULL;
}

gboolean
strava_forget (const StravaAccess *access, GError **error)
{
  g_return_val_if_fail (access != NULL, FALSE);
  return access->keeper->drop (access->keeper, access->account, error);
}

/* --- tokens from Strava --- */

static gboolean
is_token (const char *text)
{
  return text && *text && strlen (text) <= MOST_TOKEN && g_utf8_validate (text, -1, NULL);
}

/* @form: (transfer full) */
static gboolean
ask_for_tokens (const StravaAccess *access, char *form, const char *what, Tokens *tokens, GCancellable *cancellable, GError **error)
{
  g_autofree char *url = g_strconcat (access->base, "/oauth/token", NULL), *host = service_url_host (url);
  gint64 asked_us = g_get_real_time (), expires_in;
  g_autoptr(HttpReply) reply = service_gate_send (access->gate, &(HttpRequest) { .method = "POST", .url = url, .form = form, .most_bytes = 1024 * 1024 }, what,
                                                  cancellable, error);
  g_autoptr(JsonParser) parser = reply ? service_reply_json (reply, host, error) : NULL;
  JsonObject *object = object_of (parser);

  secret_free (form);
  if (parser == NULL)
    return FALSE;
  expires_in = object ? integer_member (object, "expires_in") : 0;
  if (object == NULL || !is_token (text_member (object, "access_token")) || !is_token (text_member (object, "refresh_token")) || expires_in <= 0)
    {
      g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_MALFORMED, _("%s answered without a token that can be used."), host);
      return FALSE;
    }
  tokens->access = g_strdup (text_member (object, "access_token"));
  tokens->refresh = g_strdup (text_member (object, "refresh_token"));
  tokens->expires_us = asked_us + MIN (expires_in, 30 * 86400) * INSTANT_SECOND;
  return TRUE;
}

static char *
client_form (const Client *client)
{
  g_autofree char *secret = g_uri_escape_string (client->secret, NULL, FALSE);

  return g_strdup_printf ("client_id=%s&client_secret=%s", client->id, secret);
}

static gboolean
need_client (const StravaAccess *access, Client *client, GError **error)
{
  if (!load_client (access, client, error))
    return FALSE;
  if (client->id)
    return TRUE;
  g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_KEYRING, _("The laboratory’s client ID and secret are not known here. “saltline connect strava” asks for them."));
  return FALSE;
}

gboolean
strava_exchange_code (const StravaAccess *access, const char *code, const char *scope, GCancellable *cancellable, GError **error)
{
  g_auto(Client) client = { 0 };
  g_auto(Tokens) tokens = { 0 };
  g_autofree char *escaped = NULL, *who = NULL;

  g_return_val_if_fail (access != NULL && code != NULL, FALSE);

  if (!need_client (access, &client, error))
    return FALSE;
  who = client_form (&client);
  escaped = g_uri_escape_string (code, NULL, FALSE);
  if (!ask_for_tokens (access, g_strdup_printf ("%s&code=%s&grant_type=authorization_code", who, escaped), _("access in the athlete’s name, with the laboratory’s client ID"),
                       &tokens, cancellable, error))
    return FALSE;
  tokens.scope = g_strdup (scope);
  return keep_tokens (access, &tokens, error);
}

/* The new token is kept before anything uses it: from here on the old one may be worth nothing. */
static gboolean
renew (const StravaAccess *access, Tokens *tokens, GCancellable *cancellable, GError **error)
{
  g_auto(Client) client = { 0 };
  g_auto(Tokens) renewed = { 0 };
  g_autofree char *escaped = NULL, *who = NULL;
  g_autoptr(GError) local = NULL;

  if (!need_client (access, &client, error))
    return FALSE;
  who = client_form (&client);
  escaped = g_uri_escape_string (tokens->refresh, NULL, FALSE);
  if (!ask_for_tokens (access, g_strdup_printf ("%s&grant_type=refresh_token&refresh_token=%s", who, escaped), _("a fresh token"), &renewed, cancellable, &local))
    {
      if (g_error_matches (local, SERVICES_ERROR, SERVICES_ERROR_REFUSED) || g_error_matches (local, SERVICES_ERROR, SERVICES_ERROR_UNAUTHORISED))
        g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_UNAUTHORISED, _("%s The athlete may have ended the access; “saltline connect strava” asks for it anew."), local->message);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  renewed.scope = g_steal_pointer (&tokens->scope);
  if (!keep_tokens (access, &renewed, error))
    return FALSE;
  tokens_clear (tokens);
  *tokens = renewed;
  renewed = (Tokens) { 0 };
  return TRUE;
}

static gboolean
need_tokens (const StravaAccess *access, Tokens *tokens, GCancellable *cancellable, GError **error)
{
  gint64 left_us;

  if (!load_tokens (access, tokens, error))
    return FALSE;
  if (tokens->refresh == NULL)
    {
      g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_UNAUTHORISED, _("Strava is not connected for this athlete. “saltline connect strava” does that."));
      return FALSE;
    }
  left_us = tokens->expires_us - g_get_real_time ();
  /* A token that would live for more than a month was written by a clock that was wrong. */
  if (tokens->access && left_us > EARLY_US && left_us < 31 * INSTANT_DAY)
    return TRUE;
  return renew (access, tokens, cancellable, error);
}

/* --- requests --- */

/* "200,2000" */
static gboolean
read_pair (SoupMessageHeaders *headers, const char *name, gint64 pair[2])
{
  const char *text = soup_message_headers_get_one (headers, name);
  char *end;

  if (text == NULL)
    return FALSE;
  pair[0] = g_ascii_strtoll (text, &end, 10);
  if (end == text || *end != ',')
    return FALSE;
  pair[1] = g_ascii_strtoll (end + 1, NULL, 10);
  return TRUE;
}

/* Windows end with the quarters of the hour, the day at midnight UTC. */
static void
obey_limits (const StravaAccess *access, const HttpReply *reply)
{
  static const char *const kinds[] = { "X-RateLimit", "X-ReadRateLimit" };
  gint64 now_us = g_get_real_time (), until_us = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *limit_name = g_strconcat (kinds[i], "-Limit", NULL), *usage_name = g_strconcat (kinds[i], "-Usage", NULL);
      gint64 limit[2], usage[2];

      if (!read_pair (reply->headers, limit_name, limit) || !read_pair (reply->headers, usage_name, usage))
        continue;
      if (usage[0] >= limit[0])
        until_us = MAX (until_us, (now_us / (15 * INSTANT_MINUTE) + 1) * 15 * INSTANT_MINUTE);
      if (usage[1] >= limit[1])
        until_us = MAX (until_us, (now_us / INSTANT_DAY + 1) * INSTANT_DAY);
    }
  if (until_us > 0)
    service_wait (access->gate->store, SERVICE_STRAVA, until_us, NULL);
}

JsonParser *
strava_get (const StravaAccess *access, const char *path, const char *what, GCancellable *cancellable, GError **error)
{
  g_autofree char *url = NULL, *host = NULL;
  g_auto(Tokens) tokens = { 0 };
  g_autoptr(HttpReply) reply = NULL;
  g_autoptr(GError) local = NULL;
  HttpRequest request;

  g_return_val_if_fail (access != NULL && path != NULL, NULL);

  if (!service_gate_may_pass (access->gate, error) || !need_tokens (access, &tokens, cancellable, error))
    return NULL;
  url = g_strconcat (access->base, path, NULL);
  host = service_url_host (url);
  request = (HttpRequest) { .method = "GET", .url = url, .bearer = tokens.access, .most_bytes = 8 * 1024 * 1024 };
  reply = service_gate_send (access->gate, &request, what, cancellable, &local);
  if (g_error_matches (local, SERVICES_ERROR, SERVICES_ERROR_UNAUTHORISED))
    {
      g_clear_error (&local);
      if (!renew (access, &tokens, cancellable, error))
        return NULL;
      request.bearer = tokens.access;
      reply = service_gate_send (access->gate, &request, what, cancellable, &local);
    }
  if (reply == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  obey_limits (access, reply);
  return service_reply_json (reply, host, error);
}

gboolean
strava_deauthorize (const StravaAccess *access, GCancellable *cancellable, GError **error)
{
  g_autofree char *url = NULL;
  g_auto(Tokens) tokens = { 0 };
  g_autoptr(HttpReply) reply = NULL;

  g_return_val_if_fail (access != NULL, FALSE);

  if (!service_gate_may_pass (access->gate, error) || !need_tokens (access, &tokens, cancellable, error))
    return FALSE;
  url = g_strconcat (access->base, "/oauth/deauthorize", NULL);
  reply = service_gate_send (access->gate, &(HttpRequest) { .method = "POST", .url = url, .bearer = tokens.access, .form = "" , .most_bytes = 1024 * 1024 },
                             _("the end of the access"), cancellable, error);
  return reply != NULL;
}
