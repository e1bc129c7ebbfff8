/* sources/json-source.c */
#include "json-source.h"

#include <math.h>
#include <string.h>

#include "base/json-whole-part.h"
#include "base/json.h"
#include "source-table.h"

#define DEEPEST 24

static JsonNode *
value_node (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

double
json_look_number (JsonObject *object, const char *key)
{
  JsonNode *node = value_node (object, key);
  GType type = node ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_STRING)
    {
      char *end;
      double value = g_ascii_strtod (json_node_get_string (node), &end);

      return end == json_node_get_string (node) || *end ? NAN : value;
    }
  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : NAN;
}

const char *
json_look_string (JsonObject *object, const char *key)
{
  JsonNode *node = value_node (object, key);

  return node && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

char *
json_look_id (JsonObject *object, const char *key)
{
  JsonNode *node = value_node (object, key);
  GType type = node ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_DOUBLE && fabs (json_node_get_double (node)) < 9e15)
    return g_strdup_printf ("%.0f", json_node_get_double (node));
  return NULL;
}

gboolean
json_look_true (JsonObject *object, const char *key)
{
  JsonNode *node = value_node (object, key);

  return node && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

JsonObject *
json_look_object (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
json_look_array (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gint64
json_look_instant (JsonObject *object, const char *key, int *offset_s)
{
  const char *text = json_look_string (object, key);
  WrittenInstant written;

  if (offset_s)
    *offset_s = INSTANT_OFFSET_UNKNOWN;
  if (text == NULL || !instant_scan (text, -1, &written))
    return INSTANT_UNKNOWN;
  if (offset_s)
    *offset_s = written.offset_s;
  return written.instant_us;
}

gint64
json_look_milliseconds (JsonObject *object, const char *key)
{
  double value = json_look_number (object, key);

  return isnan (value) || fabs (value) > 1e14 ? INSTANT_UNKNOWN : (gint64) value * 1000;
}

gint64
json_look_time (JsonObject *object, const char *key)
{
  JsonObject *within = json_look_object (object, key);
  const char *text = json_look_string (object, key);
  WrittenInstant written;

  if (within)
    return json_look_object (within, "date") ? INSTANT_UNKNOWN : json_look_time (within, "date");
  if (text && source_scan_date (text, DATE_ORDER_UNKNOWN, &written))
    return written.instant_us;
  return json_look_milliseconds (object, key);
}

int
source_offset_between (gint64 local_us, gint64 utc_us)
{
  gint64 offset_s;

  if (local_us == INSTANT_UNKNOWN || utc_us == INSTANT_UNKNOWN)
    return INSTANT_OFFSET_UNKNOWN;
  offset_s = (local_us - utc_us) / INSTANT_SECOND;
  return instant_offset_is_plausible (offset_s) ? (int) offset_s : INSTANT_OFFSET_UNKNOWN;
}

gboolean
source_local_instant (const SourceJob *job, gint64 *written_us, int *offset_s)
{
  const char *name = job->options ? job->options->zone : NULL;
  g_autoptr(GTimeZone) zone = instant_zone_find (name);
  gint64 within_minute_us;

  if (zone == NULL || *written_us == INSTANT_UNKNOWN)
    return FALSE;
  within_minute_us = ((*written_us % INSTANT_MINUTE) + INSTANT_MINUTE) % INSTANT_MINUTE;
  *written_us = nominal_time_on_day (instant_minute_of_day (*written_us, 0), instant_civil_day (*written_us, 0), zone, NULL)
                + within_minute_us;
  *offset_s = instant_offset_in_zone (*written_us, zone);
  return TRUE;
}

void
event_set_zone (Event *event, const char *name)
{
  g_autoptr(GTimeZone) zone = instant_zone_find (name);

  if (zone == NULL || event->start_us == INSTANT_UNKNOWN)
    return;
  g_free (event->zone);
  event->zone = g_strdup (name);
  event->start_offset_s = instant_offset_in_zone (event->start_us, zone);
  event->end_offset_s = event->end_us == INSTANT_UNKNOWN ? event->start_offset_s : instant_offset_in_zone (event->end_us, zone);
}

static void visit (SourceJob *job, SourceReport *report, JsonNode *node, guint depth);

static void
visit_object (SourceJob *job, SourceReport *report, JsonObject *object, guint depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (garmin_health_json_read (job, report, object) || garmin_json_read (job, report, object)
      || garmin_wellness_json_read (job, report, object) || strava_json_read (job, report, object) || fitbit_json_read (job, report, object)
      || fitbit_logs_json_read (job, report, object) || oura_json_read (job, report, object))
    return;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    visit (job, report, member, depth + 1);
}

static void
visit (SourceJob *job, SourceReport *report, JsonNode *node, guint depth)
{
  if (depth > DEEPEST)
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    visit_object (job, report, json_node_get_object (node), depth);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        visit (job, report, json_array_get_element (array, i), depth + 1);
    }
}

/* Of text that breaks off, or in which a byte has changed, what is whole. */
static JsonParser *
parse_whole_part (SourceReport *report, const char *bytes, gsize length, const GError *fault)
{
  gsize fault_at;
  g_autofree char *part = json_whole_part (bytes, length, &fault_at);
  JsonParser *parser = part ? json_parse (part, -1, NULL) : NULL;
  gboolean breaks_off;

  if (parser == NULL)
    {
      source_report_refuse (report, "json", "%s", fault->message);
      return NULL;
    }
  while (length && g_ascii_isspace (bytes[length - 1]))
    length--;
  breaks_off = fault_at >= length || (bytes[length - 1] != ']' && bytes[length - 1] != '}');
  source_report_flag (report, "%s", breaks_off ? "truncated" : "not_well_formed");
  source_report_say (report, breaks_off ? "The JSON breaks off at byte %" G_GSIZE_FORMAT "; whole entries before it are kept."
                     : "The JSON is damaged at byte %" G_GSIZE_FORMAT "; whole entries before it are kept.", fault_at);
  return parser;
}

void
json_events_read (SourceJob *job, SourceReport *report, const char *bytes, gsize length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonParser) parser = json_parse (bytes, (gssize) length, &error);
  JsonNode *root;

  report->format = "json";
  if (parser == NULL)
    parser = parse_whole_part (report, bytes, length, error);
  if (parser == NULL)
    return;
  root = json_parser_get_root (parser);
  if (root)
    visit (job, report, root, 0);
  garmin_nest_legs (report);
  if (report->events->len == 0 && root && JSON_NODE_HOLDS_OBJECT (root))
    {
      JsonObject *object = json_node_get_object (root);
      const char *message = json_look_string (object, "message");

      if (message && json_object_has_member (object, "errors"))
        {
          source_report_refuse (report, "json", "This is a service's message of an error (“%s”), saved in place of data.", message);
          return;
        }
    }
  if (report->events->len == 0 && !g_str_equal (report->format, "json"))
    source_report_say (report, "Laps, rows or weather of an activity; the activity itself is in another file.");
  else if (report->events->len == 0)
    source_report_say (report, "JSON without an activity, a sleep or a weighing of a service that is known here.");
}
