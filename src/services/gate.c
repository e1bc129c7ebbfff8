/* services/gate.c */
#include "gate.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/instant.h"
#include "store/contacts.h"

#define REASON_MOST 200
#define SWITCH "services"
#define STATUS_TOO_MANY 429

static const char *const names[N_SERVICES] = { "weather", "strava" };
static const char *const titles[N_SERVICES] = { "Open-Meteo", "Strava" };

const char *
service_name (Service service)
{
  g_return_val_if_fail (service < N_SERVICES, NULL);
  return names[service];
}

const char *
service_title (Service service)
{
  g_return_val_if_fail (service < N_SERVICES, NULL);
  return titles[service];
}

gboolean
services_are_on (Store *store)
{
  return store_is_switched_on (store, SWITCH);
}

gboolean
services_switch (Store *store, gboolean on, GError **error)
{
  return store_switch (store, SWITCH, on, error);
}

static char *
choice_name (Service service, gint64 athlete)
{
  return g_strdup_printf (SWITCH ".%s.%" G_GINT64_FORMAT, names[service], athlete);
}

gboolean
service_is_chosen (Store *store, Service service, gint64 athlete)
{
  g_autofree char *name = choice_name (service, athlete);

  return store_is_switched_on (store, name);
}

gboolean
service_choose (Store *store, Service service, gint64 athlete, gboolean chosen, GError **error)
{
  g_autofree char *name = choice_name (service, athlete);

  return store_switch (store, name, chosen, error);
}

char *
service_url_host (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return g_strdup (uri && g_uri_get_host (uri) ? g_uri_get_host (uri) : "?");
}

gint64
service_wait_until (Store *store, Service service)
{
  g_autofree char *name = g_strconcat (SWITCH ".wait.", names[service], NULL), *value = store_setting (store, name);
  gint64 until_us = value ? g_ascii_strtoll (value, NULL, 10) : 0;

  /* Nobody asks for more than a day: then the clock was wrong when it was written. */
  return until_us > g_get_real_time () + INSTANT_DAY ? 0 : until_us;
}

gboolean
service_wait (Store *store, Service service, gint64 until_us, GError **error)
{
  g_autofree char *name = g_strconcat (SWITCH ".wait.", names[service], NULL);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, until_us);

  return store_set_setting (store, name, value, error);
}

/* Replaces every occurrence of @secret, as it stands and as it stands in an address. */
static void
cut_out (GString *text, const char *secret)
{
  g_autofree char *escaped = NULL;

  if (secret == NULL || *secret == '\0')
    return;
  escaped = g_uri_escape_string (secret, NULL, FALSE);
  g_string_replace (text, secret, "•••", 0);
  g_string_replace (text, escaped, "•••", 0);
}

/* Every value of a query or form could be a secret. */
static void
cut_out_values (GString *text, const char *query)
{
  g_auto(GStrv) pairs = query ? g_strsplit (query, "&", -1) : NULL;

  for (guint i = 0; pairs && pairs[i]; i++)
    {
      const char *value = strchr (pairs[i], '=');

      /* Words that everybody may know are left, or the reason could not be read. */
      if (value && strlen (value + 1) >= 6 && !g_str_has_prefix (pairs[i], "grant_type="))
        {
          g_autofree char *plain = g_uri_unescape_string (value + 1, NULL);

          cut_out (text, value + 1);
          cut_out (text, plain);
        }
    }
}

static const char *
string_member (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static void
add_fault_of_field (GString *reason, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "errors");
  JsonArray *faults = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; faults && i < json_array_get_length (faults); i++)
    {
      JsonNode *element = json_array_get_element (faults, i);
      const char *field = JSON_NODE_HOLDS_OBJECT (element) ? string_member (json_node_get_object (element), "field") : NULL;
      const char *code = JSON_NODE_HOLDS_OBJECT (element) ? string_member (json_node_get_object (element), "code") : NULL;

      if (field && code)
        g_string_append_printf (reason, " (%s: %s)", field, code);
    }
}

/* The reason in a service's words: Open-Meteo's {"error": true, "reason": …}, Strava's {"message": …, "errors": […]}. */
static char *
reason_of (const HttpReply *reply, const HttpRequest *request)
{
  gsize length;
  const char *bytes = g_bytes_get_data (reply->body, &length);
  g_autoptr(JsonParser) parser = length ? json_parse (bytes, (gssize) length, NULL) : NULL;
  JsonNode *root = parser ? json_parser_get_root (parser) : NULL;
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *said = object ? string_member (object, "reason") : NULL;
  GString *reason;
  char *end;

  if (object && said == NULL)
    said = string_member (object, "message");
  if (said == NULL)
    return g_strdup (soup_status_get_phrase (reply->status));
  reason = g_string_new (said);
  add_fault_of_field (reason, object);
  cut_out (reason, request->bearer);
  cut_out_values (reason, request->form);
  cut_out_values (reason, request->url_is_secret && strchr (request->url, '?') ? strchr (request->url, '?') + 1 : NULL);
  for (end = reason->str; *end && g_utf8_pointer_to_offset (reason->str, end) < REASON_MOST; end = g_utf8_next_char (end))
    ;
  g_string_truncate (reason, (gsize) (end - reason->str));
  g_strdelimit (reason->str, "\r\n\t\033", ' ');
  return g_string_free (reason, FALSE);
}

static char *
clock_text (gint64 instant_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (instant_us / INSTANT_SECOND);

  return g_date_time_format (time, "%H:%M");
}

static void
explain_status (const ServiceGate *gate, const HttpReply *reply, const HttpRequest *request, const char *host, GError **error)
{
  g_autofree char *reason = reason_of (reply, request);
  gint64 now_us = g_get_real_time (), until_us;

  if (reply->status == STATUS_TOO_MANY || (reply->status == SOUP_STATUS_SERVICE_UNAVAILABLE && http_retry_after_us (reply, now_us) > now_us))
    {
      g_autofree char *until = NULL;

      until_us = http_retry_after_us (reply, now_us);
      if (until_us == now_us) /* windows of both services end with a quarter of an hour at the latest */
        until_us = (now_us / (15 * INSTANT_MINUTE) + 1) * 15 * INSTANT_MINUTE;
      until = clock_text (until_us);
      service_wait (gate->store, gate->service, until_us, NULL);
      g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_WAIT, _("%s asks to wait until %s (%s). What was read is kept; the next run goes on from there."),
                   host, until, reason);
    }
  else if (reply->status == SOUP_STATUS_UNAUTHORIZED)
    g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_UNAUTHORISED, _("%s does not accept the key or token (%s)."), host, reason);
  else if (reply->status == SOUP_STATUS_NOT_FOUND)
    g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_NOT_FOUND, _("%s has nothing there (%s)."), host, reason);
  else if (reply->status >= 500)
    g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_SERVER, _("%s has a fault of its own (%u, %s). Try again later."), host, reply->status, reason);
  else
    g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_REFUSED, _("%s refuses the request (%u): %s."), host, reply->status, reason);
}

gboolean
service_gate_may_pass (const ServiceGate *gate, GError **error)
{
  gint64 until_us;

  if (!services_are_on (gate->store))
    g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_OFF, _("Online services are switched off: nothing was sent. “saltline services on” switches them on."));
  else if (!service_is_chosen (gate->store, gate->service, gate->athlete))
    g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_OFF, _("%s is not switched on for this athlete: nothing was sent."), titles[gate->service]);
  else if ((until_us = service_wait_until (gate->store, gate->service)) > g_get_real_time ())
    {
      g_autofree char *until = clock_text (until_us);

      g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_WAIT, _("%s asked to be left alone until %s: nothing was sent."), titles[gate->service], until);
    }
  else
    return TRUE;
  return FALSE;
}

HttpReply *
service_gate_send (const ServiceGate *gate, const HttpRequest *request, const char *what, GCancellable *cancellable, GError **error)
{
  g_autofree char *host = service_url_host (request->url), *outcome = NULL;
  g_autoptr(HttpReply) reply = NULL;
  g_autoptr(GError) local = NULL;
  gint64 contact;

  g_return_val_if_fail (gate != NULL && request != NULL && what != NULL, NULL);

  if (!service_gate_may_pass (gate, error) || !store_begin_contact (gate->store, names[gate->service], host, what, &contact, error))
    return NULL;
  reply = http_client_send (gate->client, request, cancellable, &local);
  if (reply)
    {
      g_autofree char *size = g_format_size (g_bytes_get_size (reply->body));

      outcome = g_strdup_printf (_("answered %u, %s"), reply->status, size);
    }
  else
    outcome = g_strdup (local->message);
  if (!store_end_contact (gate->store, contact, outcome, error))
    return NULL;
  if (reply == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (!SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    explain_status (gate, reply, request, host, error);
  else
    return g_steal_pointer (&reply);
  return NULL;
}

JsonParser *
service_reply_json (const HttpReply *reply, const char *host, GError **error)
{
  g_autoptr(GError) local = NULL;
  JsonParser *parser;
  gsize length;
  const char *bytes = g_bytes_get_data (reply->body, &length);

  if (reply->content_type == NULL || !(g_str_equal (reply->content_type, "application/json") || g_str_has_suffix (reply->content_type, "+json")))
    {
      g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_MALFORMED, _("%s answered with %s in place of JSON. Is this network's login page in the way?"), host,
                   reply->content_type ? reply->content_type : _("something unnamed"));
      return NULL;
    }
  parser = json_parse (length ? bytes : "", (gssize) length, &local);
  if (parser == NULL)
    g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_MALFORMED, "%s: %s", host, local->message);
  return parser;
}
