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

/* json-glib 1.6 puts ".0" behind every number without a point, so that it is read as a double again, and makes 1e-10 into "1e-10.0",
 * which is no JSON. Behind an exponent no ".0" is wanted. */
static void
take_points_from_exponents (char *text)
{
  gboolean quoted = FALSE;
  char *to = text;

  for (const char *at = text; *at; at++)
    {
      *to++ = *at;
      if (quoted && *at == '\\')
        *to++ = *++at;
      else if (*at == '"')
        quoted = !quoted;
      else if (!quoted && *at == 'e' && at > text && g_ascii_isdigit (at[-1]))
        {
          gsize n = 1 + strspn (at + 1, "+-0123456789");

          memmove (to, at + 1, n - 1);
          to += n - 1;
          at += n - 1;
          if (g_str_has_prefix (at + 1, ".0"))
            at += 2;
        }
    }
  *to = '\0';
}

char *
json_node_to_text (JsonNode *root, gboolean pretty)
{
  char *text = json_to_string (root, pretty);

  take_points_from_exponents (text);
  return text;
}

char *
json_to_text (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);

  return json_node_to_text (root, pretty);
}

gboolean
json_nests_deeper (const char *bytes, gsize length, guint deepest)
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
          if (++depth > deepest)
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
  if (json_nests_deeper (bytes, n, DEEPEST))
    g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "The JSON nests deeper than %d brackets: nobody writes that.", DEEPEST);
  else if (!json_parser_load_from_data (parser, bytes, (gssize) n, &local))
    g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "The JSON breaks off or is not well-formed: %s.", local->message);
  else if (json_parser_get_root (parser) == NULL)
    g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "There is no JSON: the text is empty.");
  else
    return g_steal_pointer (&parser);
  return NULL;
}

JsonParser *
json_load (const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GError) local = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_file_get_contents (path, &bytes, &length, &local))
    return json_parse (bytes, (gssize) length, error);
  g_set_error_literal (error, BASE_ERROR, BASE_ERROR_UNREADABLE, local->message);
  return NULL;
}
