/* base/json.c */
#include "json.h"

#include <math.h>
#include <string.h>

#include "instant.h"

#define DEEPEST 200

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
json_put_instant (JsonBuilder *builder, const char *key, gint64 instant_us, int offset_s)
{
  g_autofree char *text = instant_format (instant_us, offset_s);

  json_put_string (builder, key, text);
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

void
json_put_numbers (JsonBuilder *builder, const char *key, const double *values, guint n)
{
  json_put_array (builder, key);
  for (guint i = 0; i < n; i++)
    json_add_number (builder, values[i]);
  json_builder_end_array (builder);
}

void
json_put_strings (JsonBuilder *builder, const char *key, const GPtrArray *strings)
{
  json_put_array (builder, key);
  for (guint i = 0; i < strings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (strings, i));
  json_builder_end_array (builder);
}

void
json_put_words (JsonBuilder *builder, const char *key, char *const *words)
{
  json_put_array (builder, key);
  for (guint i = 0; words[i]; i++)
    json_builder_add_string_value (builder, words[i]);
  json_builder_end_array (builder);
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

/* The parser goes down with every bracket: what nests beyond reason never reaches it. */
static gboolean
nests_too_deep (const char *bytes, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (quoted)
        {
          if (bytes[i] == '\\')
            i++;
          else if (bytes[i] == '"')
            quoted = FALSE;
        }
      else if (bytes[i] == '"')
        quoted = TRUE;
      else if (bytes[i] == '{' || bytes[i] == '[')
        {
          if (++depth > DEEPEST)
            return TRUE;
        }
      else if ((bytes[i] == '}' || bytes[i] == ']') && depth)
        depth--;
    }
  return FALSE;
}

JsonParser *
json_parse (const char *bytes, gssize length, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) local = NULL;
  gsize n;

  g_return_val_if_fail (bytes != NULL, NULL);

  n = length < 0 ? strlen (bytes) : (gsize) length;
  if (n >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    {
      bytes += 3;
      n -= 3;
    }
  if (nests_too_deep (bytes, n))
    g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "The JSON nests deeper than %d brackets: no service writes that.", DEEPEST);
  else if (!json_parser_load_from_data (parser, bytes, (gssize) n, &local))
    g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "The JSON breaks off or is not well-formed: %s.", local->message);
  else if (json_parser_get_root (parser) == NULL)
    g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "There is no JSON: the text is empty.");
  else
    return g_steal_pointer (&parser);
  return NULL;
}
