/* store/event-json.c */
#include "event-json.h"

#include <math.h>

#include "base/json.h"
#include "store-error.h"

static void
put_known_text (JsonBuilder *builder, const char *key, const char *text)
{
  if (text)
    json_put_string (builder, key, text);
}

static void
put_known_number (JsonBuilder *builder, const char *key, double number)
{
  if (!isnan (number))
    json_put_number (builder, key, number);
}

static void
put_known_instant (JsonBuilder *builder, const char *key, gint64 instant_us)
{
  if (instant_us != INSTANT_UNKNOWN)
    json_put_integer (builder, key, instant_us);
}

static void
put_known_offset (JsonBuilder *builder, const char *key, int offset_s)
{
  if (offset_s != INSTANT_OFFSET_UNKNOWN)
    json_put_integer (builder, key, offset_s);
}

static void
put_fields (JsonBuilder *builder, const Event *event)
{
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
}

static void
put_segments (JsonBuilder *builder, const Event *event)
{
  json_put_array (builder, "segments");
  for (guint i = 0; i < event->segments->len; i++)
    {
      const SleepSegment *segment = &g_array_index (event->segments, SleepSegment, i);

      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, segment->start_us);
      json_builder_add_int_value (builder, segment->end_us);
      json_builder_add_int_value (builder, segment->stage);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static void
put_event (JsonBuilder *builder, const Event *event)
{
  json_builder_begin_object (builder);
  json_put_string (builder, "kind", event_kind_name (event->kind));
  json_put_string (builder, "source", event->source);
  put_known_text (builder, "source_id", event->source_id);
  if (event->revision)
    json_put_integer (builder, "revision", event->revision);
  put_known_text (builder, "content_hash", event->content_hash);
  put_known_text (builder, "file", event->file);
  put_known_text (builder, "device", event->device);
  put_known_text (builder, "device_id", event->device_id);
  if (event->links->len)
    {
      json_put_array (builder, "links");
      for (guint i = 0; i < event->links->len; i++)
        json_put_string (builder, NULL, g_ptr_array_index (event->links, i));
      json_builder_end_array (builder);
    }
  put_known_text (builder, "sport", event->sport);
  put_known_instant (builder, "start_us", event->start_us);
  put_known_instant (builder, "end_us", event->end_us);
  put_known_offset (builder, "start_offset_s", event->start_offset_s);
  put_known_offset (builder, "end_offset_s", event->end_offset_s);
  put_known_text (builder, "zone", event->zone);
  put_known_number (builder, "elapsed_s", event->elapsed_s);
  put_known_number (builder, "timer_s", event->timer_s);
  put_known_number (builder, "distance_m", event->distance_m);
  if (event->n_records)
    json_put_integer (builder, "n_records", event->n_records);
  if (event->flags)
    json_put_integer (builder, "flags", event->flags);
  if (event->fields->len)
    put_fields (builder, event);
  if (event->segments->len)
    put_segments (builder, event);
  if (event->children->len)
    {
      json_put_array (builder, "children");
      for (guint i = 0; i < event->children->len; i++)
        put_event (builder, g_ptr_array_index (event->children, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

char *
event_to_json (const Event *event)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (event != NULL, NULL);

  put_event (builder, event);
  return json_to_text (builder, FALSE);
}

static char *
text_member (JsonObject *object, const char *key)
{
  return g_strdup (json_object_get_string_member_with_default (object, key, NULL));
}

static void
read_fields (JsonObject *fields, Event *event)
{
  g_autoptr(GList) names = json_object_get_members (fields);

  for (GList *l = names; l; l = l->next)
    {
      EventFieldId id;

      if (!event_field_from_name (l->data, &id))
        continue; /* of another version of this program */
      if (event_field_is_text (id))
        event_set_text (event, id, json_object_get_string_member (fields, l->data));
      else
        event_set_number (event, id, json_object_get_double_member (fields, l->data));
    }
}

static Event *
read_event (JsonObject *object, GError **error)
{
  EventKind kind;
  g_autoptr(Event) event = NULL;
  g_autofree char *sport = NULL;
  JsonArray *array;

  if (!event_kind_from_name (json_object_get_string_member_with_default (object, "kind", ""), &kind))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, "An event of unknown kind “%s”.",
                   json_object_get_string_member_with_default (object, "kind", ""));
      return NULL;
    }
  event = event_new (kind, json_object_get_string_member_with_default (object, "source", ""));
  g_free (event->source_id);
  event->source_id = text_member (object, "source_id");
  event->revision = json_object_get_int_member_with_default (object, "revision", 0);
  event->content_hash = text_member (object, "content_hash");
  event->file = text_member (object, "file");
  event->device = text_member (object, "device");
  event->device_id = text_member (object, "device_id");
  sport = text_member (object, "sport");
  if (sport)
    event_set_sport (event, sport);
  event->start_us = json_object_get_int_member_with_default (object, "start_us", INSTANT_UNKNOWN);
  event->end_us = json_object_get_int_member_with_default (object, "end_us", INSTANT_UNKNOWN);
  event->start_offset_s = (int) json_object_get_int_member_with_default (object, "start_offset_s", INSTANT_OFFSET_UNKNOWN);
  event->end_offset_s = (int) json_object_get_int_member_with_default (object, "end_offset_s", INSTANT_OFFSET_UNKNOWN);
  event->zone = text_member (object, "zone");
  event->elapsed_s = json_object_get_double_member_with_default (object, "elapsed_s", NAN);
  event->timer_s = json_object_get_double_member_with_default (object, "timer_s", NAN);
  event->distance_m = json_object_get_double_member_with_default (object, "distance_m", NAN);
  event->n_records = (guint) json_object_get_int_member_with_default (object, "n_records", 0);
  event->flags = (guint) json_object_get_int_member_with_default (object, "flags", 0);
  if (json_object_has_member (object, "links"))
    {
      array = json_object_get_array_member (object, "links");
      for (guint i = 0; i < json_array_get_length (array); i++)
        event_add_link (event, "%s", json_array_get_string_element (array, i));
    }
  if (json_object_has_member (object, "fields"))
    read_fields (json_object_get_object_member (object, "fields"), event);
  if (json_object_has_member (object, "segments"))
    {
      array = json_object_get_array_member (object, "segments");
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonArray *segment = json_array_get_array_element (array, i);

          event_add_segment (event, json_array_get_int_element (segment, 0), json_array_get_int_element (segment, 1),
                             (SleepStage) json_array_get_int_element (segment, 2));
        }
    }
  if (json_object_has_member (object, "children"))
    {
      array = json_object_get_array_member (object, "children");
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          Event *child = read_event (json_array_get_object_element (array, i), error);

          if (child == NULL)
            return NULL;
          g_ptr_array_add (event->children, child);
        }
    }
  return g_steal_pointer (&event);
}

Event *
event_from_json (const char *json, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  if (!json_parser_load_from_data (parser, json, -1, &local) || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, "An event cannot be read: %s", local ? local->message : "no object");
      return NULL;
    }
  return read_event (json_node_get_object (json_parser_get_root (parser)), error);
}
