/* services/open-meteo.c */
#include "open-meteo.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define VARIABLES "temperature_2m,relative_humidity_2m,wind_speed_10m,wind_direction_10m,shortwave_radiation"
#define MOST_HOURS (24 * 32)
#define KEY_ACCOUNT "open-meteo key"

/* What we ask for, in the order of WeatherHour's members, and the unit that we must get. */
static const struct { const char *name, *unit; gsize member; double least, most; } variables[] = {
  { "temperature_2m", "°C", G_STRUCT_OFFSET (WeatherHour, temperature_c), -100, 70 },
  { "relative_humidity_2m", "%", G_STRUCT_OFFSET (WeatherHour, humidity_percent), 0, 105 },
  { "wind_speed_10m", "m/s", G_STRUCT_OFFSET (WeatherHour, wind_m_s), 0, 150 },
  { "wind_direction_10m", "°", G_STRUCT_OFFSET (WeatherHour, wind_from_deg), 0, 360 },
  { "shortwave_radiation", "W/m²", G_STRUCT_OFFSET (WeatherHour, radiation_w_m2), 0, 1600 },
};

gboolean
open_meteo_keep_key (SecretKeeper *keeper, const char *key, GError **error)
{
  g_return_val_if_fail (keeper != NULL, FALSE);

  return key ? keeper->put (keeper, KEY_ACCOUNT, _("Saltline: key of Open-Meteo"), key, error) : keeper->drop (keeper, KEY_ACCOUNT, error);
}

char *
open_meteo_key (SecretKeeper *keeper, GError **error)
{
  g_return_val_if_fail (keeper != NULL, NULL);

  return keeper->get (keeper, KEY_ACCOUNT, error);
}

char *
open_meteo_url (const OpenMeteoServer *server, OpenMeteoKind kind)
{
  static const char *const hosts[] = { "archive-api", "historical-forecast-api", "api" };
  const char *path = kind == OPEN_METEO_ARCHIVE ? "/v1/archive" : "/v1/forecast";

  if (server->endpoint)
    return g_strconcat (server->endpoint, g_str_has_suffix (server->endpoint, "/") ? path + 1 : path, NULL);
  return g_strconcat ("https://", server->key ? "customer-" : "", hosts[kind], ".open-meteo.com", path, NULL);
}

static gboolean
malformed (GError **error, const char *host, const char *what)
{
  g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_MALFORMED, _("%s answered with weather that cannot be read: %s."), host, what);
  return FALSE;
}

static JsonNode *
member_of (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = object ? json_object_get_member (object, name) : NULL;

  return node && JSON_NODE_TYPE (node) == type ? node : NULL;
}

static gboolean
read_times (JsonArray *times, GArray *hours, const char *host, GError **error)
{
  guint n = json_array_get_length (times);

  if (n == 0 || n > MOST_HOURS)
    return malformed (error, host, _("the number of hours is not what was asked for"));
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (times, i);
      WeatherHour hour = { 0, NAN, NAN, NAN, NAN, NAN };
      gint64 seconds = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : -1;

      if (seconds < 0 || seconds > G_GINT64_CONSTANT (4102444800) || seconds % 3600 != 0)
        return malformed (error, host, _("a time is no whole hour"));
      hour.at_us = seconds * INSTANT_SECOND;
      if (i > 0 && hour.at_us <= g_array_index (hours, WeatherHour, i - 1).at_us)
        return malformed (error, host, _("the hours are not in order"));
      g_array_append_val (hours, hour);
    }
  return TRUE;
}

static gboolean
read_variable (JsonObject *hourly, JsonObject *units, guint v, GArray *hours, const char *host, GError **error)
{
  JsonNode *node = member_of (hourly, variables[v].name, JSON_NODE_ARRAY), *unit = member_of (units, variables[v].name, JSON_NODE_VALUE);
  JsonArray *values = node ? json_node_get_array (node) : NULL;

  if (values == NULL || json_array_get_length (values) != hours->len)
    return malformed (error, host, variables[v].name);
  if (unit == NULL || json_node_get_value_type (unit) != G_TYPE_STRING || !g_str_equal (json_node_get_string (unit), variables[v].unit))
    {
      g_autofree char *what = g_strdup_printf (_("%s is not in %s"), variables[v].name, variables[v].unit);

      return malformed (error, host, what);
    }
  for (guint i = 0; i < hours->len; i++)
    {
      JsonNode *element = json_array_get_element (values, i);
      GType type = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_value_type (element) : G_TYPE_INVALID;
      double value = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (element) : NAN;

      if (!JSON_NODE_HOLDS_NULL (element) && !(value >= variables[v].least && value <= variables[v].most))
        return malformed (error, host, variables[v].name);
      G_STRUCT_MEMBER (double, &g_array_index (hours, WeatherHour, i), variables[v].member) = value;
    }
  return TRUE;
}

static GArray *
read_hours (JsonParser *parser, const char *host, GError **error)
{
  g_autoptr(GArray) hours = g_array_new (FALSE, FALSE, sizeof (WeatherHour));
  JsonNode *root = json_parser_get_root (parser), *node;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL, *hourly, *units;

  node = member_of (object, "hourly", JSON_NODE_OBJECT);
  hourly = node ? json_node_get_object (node) : NULL;
  node = member_of (object, "hourly_units", JSON_NODE_OBJECT);
  units = node ? json_node_get_object (node) : NULL;
  node = member_of (hourly, "time", JSON_NODE_ARRAY);
  if (units == NULL || node == NULL)
    {
      malformed (error, host, _("there are no hours"));
      return NULL;
    }
  if (!read_times (json_node_get_array (node), hours, host, error))
    return NULL;
  for (guint v = 0; v < G_N_ELEMENTS (variables); v++)
    if (!read_variable (hourly, units, v, hours, host, error))
      return NULL;
  return g_steal_pointer (&hours);
}

GArray *
open_meteo_fetch (const ServiceGate *gate, const OpenMeteoServer *server, OpenMeteoKind kind, const char *cell, CivilDay first, CivilDay last,
                  GCancellable *cancellable, GError **error)
{
  g_autofree char *base = open_meteo_url (server, kind), *host = service_url_host (base), *from = civil_day_format (first);
  g_autofree char *to = civil_day_format (last), *what = NULL, *key = NULL;
  g_autoptr(GString) url = g_string_new (base);
  g_autoptr(HttpReply) reply = NULL;
  g_autoptr(JsonParser) parser = NULL;
  const char *longitude = strchr (cell, ' ');

  g_return_val_if_fail (longitude != NULL && last >= first && last - first < 14, NULL);

  g_string_append_printf (url, "?latitude=%.*s&longitude=%s&start_date=%s&end_date=%s&hourly=" VARIABLES
                          "&timeformat=unixtime&wind_speed_unit=ms&timezone=GMT",
                          (int) (longitude - cell), cell, longitude + 1, from, to);
  if (server->key)
    {
      key = g_uri_escape_string (server->key, NULL, FALSE);
      g_string_append_printf (url, "&apikey=%s", key);
    }
  what = first == last ? g_strdup_printf (_("weather near %s on %s"), cell, from) : g_strdup_printf (_("weather near %s from %s to %s"), cell, from, to);
  reply = service_gate_send (gate, &(HttpRequest) { .method = "GET", .url = url->str, .url_is_secret = server->key != NULL, .most_bytes = 2 * 1024 * 1024 },
                             what, cancellable, error);
  parser = reply ? service_reply_json (reply, host, error) : NULL;
  return parser ? read_hours (parser, host, error) : NULL;
}
