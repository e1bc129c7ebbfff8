/* base/json.c */
#include "json.h"

#include <math.h>

static void
put_name (JsonBuilder *builder, const char *key)
{
  if (key)
    json_builder_set_member_name (builder, key);
}

void
json_put_number (JsonBuilder *builder, const char *key, double value)
{
  put_name (builder, key);
  json_add_number (builder, value);
}

void
json_put_integer (JsonBuilder *builder, const char *key, gint64 value)
{
  put_name (builder, key);
  json_builder_add_int_value (builder, value);
}

void
json_put_string (JsonBuilder *builder, const char *key, const char *value)
{
  put_name (builder, key);
  if (value)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
json_put_boolean (JsonBuilder *builder, const char *key, gboolean value)
{
  put_name (builder, key);
  json_builder_add_boolean_value (builder, value);
}

void
json_put_null (JsonBuilder *builder, const char *key)
{
  put_name (builder, key);
  json_builder_add_null_value (builder);
}

void
json_put_object (JsonBuilder *builder, const char *key)
{
  put_name (builder, key);
  json_builder_begin_object (builder);
}

void
json_put_array (JsonBuilder *builder, const char *key)
{
  put_name (builder, key);
  json_builder_begin_array (builder);
}

void
json_add_number (JsonBuilder *builder, double value)
{
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

char *
json_to_text (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = json_builder_get_root (builder);

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, pretty);
  return json_generator_to_data (generator, NULL);
}
