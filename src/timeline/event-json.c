/* timeline/event-json.c */
#include "event-json.h"

#include <math.h>

static const char *const stage_names[] = { "unmeasured", "awake", "light", "deep", "rem", "asleep", "in_bed" };

static void
put_instant (JsonBuilder *builder, const char *key, gint64 instant_us)
{
  if (instant_us == INSTANT_UNKNOWN)
    json_put_null (builder, key);
  else
    json_put_integer (builder, key, instant_us);
}

static void
put_offset (JsonBuilder *builder, const char *key, int offset_s)
{
  if (offset_s == INSTANT_OFFSET_UNKNOWN)
    json_put_null (builder, key);
  else
    json_put_integer (builder, key, offset_s);
}

static void
put_event (JsonBuilder *builder, const Event *event)
{
  json_put_string (builder, "kind", event_kind_name (event->kind));
  json_put_string (builder, "source", event->source);
  json_put_string (builder, "source_id", event->source_id);
  json_put_integer (builder, "revision", event->revision);
  json_put_string (builder, "content_hash", event->content_hash);
  json_put_string (builder, "file", event->file);
  json_put_string (builder, "device", event->device);
  json_put_string (builder, "device_id", event->device_id);
  json_put_strings (builder, "links", event->links);
  json_put_string (builder, "sport", event->sport);
  put_instant (builder, "start_us", event->start_us);
  put_instant (builder, "end_us", event->end_us);
  put_offset (builder, "start_offset_s", event->start_offset_s);
  put_offset (builder, "end_offset_s", event->end_offset_s);
  json_put_string (builder, "zone", event->zone);
  json_put_number (builder, "elapsed_s", event->elapsed_s);
  json_put_number (builder, "timer_s", event->timer_s);
  json_put_number (builder, "distance_m", event->distance_m);
  json_put_integer (builder, "records", event->n_records);
  json_put_integer (builder, "flags", event->flags);
  json_put_object (builder, "fields");
  for (guint i = 0; i < event->fields->len; i++)
    {
      const EventField *field = &g_array_index (event->fields, EventField, i);

      if (event_field_is_text (field->id))
        json_put_string (builder, event_field_name (field->id), field->text);
      else
        json_put_number (builder, event_field_name (field->id), field->number);
    }
  json_builder_end_object (builder);
  json_put_array (builder, "segments");
  for (guint i = 0; i < event->segments->len; i++)
    {
      const SleepSegment *segment = &g_array_index (event->segments, SleepSegment, i);

      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, segment->start_us);
      json_builder_add_int_value (builder, segment->end_us);
      json_builder_add_string_value (builder, stage_names[segment->stage]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_put_array (builder, "children");
  for (guint i = 0; i < event->children->len; i++)
    {
      json_builder_begin_object (builder);
      put_event (builder, g_ptr_array_index (event->children, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

char *
event_to_json (const Event *event)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();

  g_return_val_if_fail (event != NULL, NULL);
  json_builder_begin_object (builder);
  put_event (builder, event);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}

static JsonNode *
value_of (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static char *
string_of (JsonObject *object, const char *key)
{
  JsonNode *node = value_of (object, key);

  return node ? g_strdup (json_node_get_string (node)) : NULL;
}

static double
number_of (JsonObject *object, const char *key)
{
  JsonNode *node = value_of (object, key);

  return node ? json_node_get_double (node) : NAN;
}

static gint64
integer_of (JsonObject *object, const char *key, gint64 unknown)
{
  JsonNode *node = value_of (object, key);

  return node ? json_node_get_int (node) : unknown;
}

static JsonArray *
array_of (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
read_segments (Event *event, JsonArray *array)
{
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonArray *parts = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      const char *name = parts && json_array_get_length (parts) == 3 ? json_array_get_string_element (parts, 2) : NULL;
      SleepSegment segment = { 0 };
      guint stage = 0;

      while (stage < G_N_ELEMENTS (stage_names) && g_strcmp0 (name, stage_names[stage]) != 0)
        stage++;
      if (stage == G_N_ELEMENTS (stage_names))
        return FALSE;
      segment.start_us = json_array_get_int_element (parts, 0);
      segment.end_us = json_array_get_int_element (parts, 1);
      segment.stage = (SleepStage) stage;
      g_array_append_val (event->segments, segment);
    }
  return TRUE;
}

static void
read_fields (Event *event, JsonObject *fields)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &name, &node))
    {
      EventFieldId id;

      /* A field of a later program is kept out, not taken for another. */
      if (!JSON_NODE_HOLDS_VALUE (node) || !event_field_from_name (name, &id))
        continue;
      if (event_field_is_text (id))
        event_set_text (event, id, json_node_get_string (node));
      else
        event_set_number (event, id, json_node_get_double (node));
    }
}

static Event *
read_event (JsonNode *root, GError **error)
{
  g_autoptr(Event) event = NULL;
  g_autofree char *kind_name = NULL, *source = NULL, *sport = NULL;
  JsonObject *object;
  JsonArray *array;
  EventKind kind;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, TIMELINE_ERROR, TIMELINE_ERROR_MALFORMED, "A stored event is not a JSON object");
      return NULL;
    }
  object = json_node_get_object (root);
  kind_name = string_of (object, "kind");
  source = string_of (object, "source");
  if (!event_kind_from_name (kind_name, &kind) || source == NULL)
    {
      g_set_error (error, TIMELINE_ERROR, TIMELINE_ERROR_MALFORMED,
                   "A stored event has “kind” %s and “source” %s: one of them is unknown to this version",
                   kind_name ? kind_name : "null", source ? source : "null");
      return NULL;
    }
  event = event_new (kind, source);
  event->source_id = string_of (object, "source_id");
  event->revision = integer_of (object, "revision", 0);
  event->content_hash = string_of (object, "content_hash");
  event->file = string_of (object, "file");
  event->device = string_of (object, "device");
  event->device_id = string_of (object, "device_id");
  array = array_of (object, "links");
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    event_add_link (event, "%s", json_array_get_string_element (array, i));
  sport = string_of (object, "sport");
  event_set_sport (event, sport);
  event->start_us = integer_of (object, "start_us", INSTANT_UNKNOWN);
  event->end_us = integer_of (object, "end_us", INSTANT_UNKNOWN);
  event->start_offset_s = (int) integer_of (object, "start_offset_s", INSTANT_OFFSET_UNKNOWN);
  event->end_offset_s = (int) integer_of (object, "end_offset_s", INSTANT_OFFSET_UNKNOWN);
  event->zone = string_of (object, "zone");
  event->elapsed_s = number_of (object, "elapsed_s");
  event->timer_s = number_of (object, "timer_s");
  event->distance_m = number_of (object, "distance_m");
  event->n_records = (guint) integer_of (object, "records", 0);
  event->flags = (guint) integer_of (object, "flags", 0);
  if (json_object_has_member (object, "fields") && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "fields")))
    read_fields (event, json_object_get_object_member (object, "fields"));
  if (!read_segments (event, array_of (object, "segments")))
    {
      g_set_error (error, TIMELINE_ERROR, TIMELINE_ERROR_MALFORMED, "A stored event has a segment of sleep of no known stage");
      return NULL;
    }
  array = array_of (object, "children");
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      Event *child = read_event (json_array_get_element (array, i), error);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (event->children, child);
    }
  return g_steal_pointer (&event);
}

Event *
event_from_json (const char *text, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();

  g_return_val_if_fail (text != NULL, NULL);
  if (!json_parser_load_from_data (parser, text, -1, error))
    return NULL;
  return read_event (json_parser_get_root (parser), error);
}

static char *
json_without_file (const Event *event)
{
  g_autoptr(Event) copy = event_copy (event);

  g_clear_pointer (&copy->file, g_free);
  for (guint i = 0; i < copy->children->len; i++)
    g_clear_pointer (&((Event *) g_ptr_array_index (copy->children, i))->file, g_free);
  return event_to_json (copy);
}

static gboolean
is_recording (const Event *event)
{
  return g_str_equal (event->source, "fit") || g_str_equal (event->source, "tcx") || g_str_equal (event->source, "gpx");
}

/* How much a recording tells: its fields, and which of its three lengths are known. */
static guint
told (const Event *event)
{
  return event->fields->len + !isnan (event->distance_m) + !isnan (event->timer_s) + !isnan (event->elapsed_s);
}

gboolean
event_supersedes (const Event *later, const Event *known)
{
  g_autofree char *later_text = NULL, *known_text = NULL;
  gboolean later_partial, known_partial;

  g_return_val_if_fail (later != NULL && known != NULL, FALSE);
  if (later->revision != known->revision)
    return later->revision > known->revision;
  later_partial = (later->flags & EVENT_FLAG_PARTIAL) != 0;
  known_partial = (known->flags & EVENT_FLAG_PARTIAL) != 0;
  if (later_partial != known_partial)
    return known_partial;
  if (later->n_records != known->n_records)
    return later->n_records > known->n_records;
  later_text = json_without_file (later);
  known_text = json_without_file (known);
  /* A service sends a summary again when it changed. A recorder's file never changes: two that differ are two versions of it, and
   * whichever comes last, the one that tells more stands. */
  if (is_recording (later) && told (later) != told (known))
    return told (later) > told (known);
  return is_recording (later) ? strcmp (later_text, known_text) > 0 : !g_str_equal (later_text, known_text);
}
