/* patch/json-fields.c */
#include "json-fields.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/json.h"

#define MOST_BYTES (4 * 1024 * 1024)
#define DEEPEST 32
#define FARTHEST_UNITS 1e5 /* a coordinate beyond this is a slip, and squares of it still are exact enough */

void
json_fields_clear (JsonFields *self)
{
  g_clear_pointer (&self->path, g_free);
}

void
json_fields_refuse (const JsonFields *self, const char *key, PatchError code, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, PATCH_ERROR, code, "%s: “%s%s”: %s", self->file, self->path, key, message);
}

gboolean
json_fields_parse (const char *file, const char *bytes, gsize length, const char *format, JsonParser *parser,
                   JsonFields *fields, GError **error)
{
  g_autoptr(GError) fault = NULL;
  g_autofree char *found = NULL;
  JsonNode *root;

  *fields = (JsonFields) { .file = file, .path = g_strdup ("") };
  if (length > MOST_BYTES)
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, _("%s: larger than 4 MB: not a file of this kind"), file);
      return FALSE;
    }
  if (!g_utf8_validate_len (bytes, length, NULL))
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, _("%s: not UTF-8 text"), file);
      return FALSE;
    }
  if (json_nests_deeper (bytes, length, DEEPEST))
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, _("%s: brackets nested deeper than %d"), file, DEEPEST);
      return FALSE;
    }
  if (!json_parser_load_from_data (parser, bytes, (gssize) length, &fault))
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, _("%s: not JSON: %s"), file, fault->message);
      return FALSE;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, _("%s: not a JSON object"), file);
      return FALSE;
    }
  fields->object = json_node_get_object (root);
  if (!json_fields_string (fields, "format", &found, error))
    return FALSE;
  if (!g_str_equal (found, format))
    {
      json_fields_refuse (fields, "format", PATCH_ERROR_MALFORMED, error,
                          _("“%s” is not known here; it must be “%s”"), found, format);
      return FALSE;
    }
  return TRUE;
}

gboolean
json_fields_load (const char *path, char **bytes, gsize *length, GError **error)
{
  g_autoptr(GError) fault = NULL;

  if (g_file_get_contents (path, bytes, length, &fault))
    return TRUE;
  g_set_error_literal (error, PATCH_ERROR, PATCH_ERROR_UNREADABLE, fault->message); /* GLib's message names the path */
  return FALSE;
}

static JsonNode *
get_node (const JsonFields *self, const char *key, GError **error)
{
  JsonNode *node = json_object_get_member (self->object, key);

  if (node == NULL)
    json_fields_refuse (self, key, PATCH_ERROR_MALFORMED, error, _("is missing"));
  return node;
}

static gboolean
holds_number (JsonNode *node)
{
  GType type;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  type = json_node_get_value_type (node);
  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64;
}

gboolean
json_fields_string (const JsonFields *self, const char *key, char **value, GError **error)
{
  JsonNode *node = get_node (self, key, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      json_fields_refuse (self, key, PATCH_ERROR_MALFORMED, error, _("must be a text"));
      return FALSE;
    }
  *value = json_node_dup_string (node);
  return TRUE;
}

gboolean
json_fields_number (const JsonFields *self, const char *key, JsonFieldNeed need, double least, double most,
                    double *value, GError **error)
{
  JsonNode *node = get_node (self, key, error);

  if (node == NULL)
    return FALSE;
  if (need == JSON_FIELD_NULLABLE && JSON_NODE_HOLDS_NULL (node))
    {
      *value = NAN;
      return TRUE;
    }
  if (!holds_number (node))
    {
      json_fields_refuse (self, key, PATCH_ERROR_MALFORMED, error,
                          need == JSON_FIELD_NULLABLE ? _("must be a number or null") : _("must be a number"));
      return FALSE;
    }
  *value = json_node_get_double (node);
  if (!(*value >= least && *value <= most))
    {
      json_fields_refuse (self, key, PATCH_ERROR_IMPOSSIBLE, error, _("%g is out of range: it must lie between %g and %g"),
                          *value, least, most);
      return FALSE;
    }
  return TRUE;
}

gboolean
json_fields_srgb (const JsonFields *self, const char *key, guint8 srgb[3], gboolean *known, GError **error)
{
  JsonNode *node = get_node (self, key, error);
  double values[3];

  if (node == NULL)
    return FALSE;
  if (known)
    *known = !JSON_NODE_HOLDS_NULL (node);
  if (known && !*known)
    return TRUE;
  if (!json_fields_numbers (self, key, node, values, 3, error))
    return FALSE;
  for (int c = 0; c < 3; c++)
    {
      if (!(values[c] >= 0.0 && values[c] <= 255.0) || values[c] != floor (values[c]))
        {
          json_fields_refuse (self, key, PATCH_ERROR_IMPOSSIBLE, error,
                              _("%g is no colour component: whole numbers from 0 to 255"), values[c]);
          return FALSE;
        }
      srgb[c] = (guint8) values[c];
    }
  return TRUE;
}

gboolean
json_fields_object (const JsonFields *self, const char *key, JsonFieldNeed need, JsonFields *value, GError **error)
{
  JsonNode *node = get_node (self, key, error);

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_NULL (node) && need == JSON_FIELD_NULLABLE)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      json_fields_refuse (self, key, PATCH_ERROR_MALFORMED, error,
                          need == JSON_FIELD_NULLABLE ? _("must be an object or null") : _("must be an object"));
      return FALSE;
    }
  value->file = self->file;
  value->path = g_strconcat (self->path, key, ".", NULL);
  value->object = json_node_get_object (node);
  return TRUE;
}

gboolean
json_fields_array (const JsonFields *self, const char *key, JsonArray **value, GError **error)
{
  JsonNode *node = get_node (self, key, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      json_fields_refuse (self, key, PATCH_ERROR_MALFORMED, error, _("must be a list"));
      return FALSE;
    }
  *value = json_node_get_array (node);
  if (json_array_get_length (*value) > JSON_FIELDS_MOST_POINTS)
    {
      json_fields_refuse (self, key, PATCH_ERROR_IMPOSSIBLE, error, _("more than %d elements"), JSON_FIELDS_MOST_POINTS);
      return FALSE;
    }
  return TRUE;
}

gboolean
json_fields_element (const JsonFields *self, const char *key, JsonArray *array, guint i, JsonFields *value,
                     GError **error)
{
  JsonNode *node = json_array_get_element (array, i);
  g_autofree char *name = g_strdup_printf ("%s[%u]", key, i);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      json_fields_refuse (self, name, PATCH_ERROR_MALFORMED, error, _("must be an object"));
      return FALSE;
    }
  json_fields_clear (value);
  value->file = self->file;
  value->path = g_strconcat (self->path, name, ".", NULL);
  value->object = json_node_get_object (node);
  return TRUE;
}

gboolean
json_fields_numbers (const JsonFields *self, const char *name, JsonNode *node, double *values, guint n, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) != n)
    {
      json_fields_refuse (self, name, PATCH_ERROR_MALFORMED, error, _("must be a list of %u numbers"), n);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!holds_number (element))
        {
          json_fields_refuse (self, name, PATCH_ERROR_MALFORMED, error, _("must be a list of %u numbers"), n);
          return FALSE;
        }
      values[i] = json_node_get_double (element);
      if (!(fabs (values[i]) <= FARTHEST_UNITS))
        {
          json_fields_refuse (self, name, PATCH_ERROR_IMPOSSIBLE, error, _("%g is out of range"), values[i]);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
json_fields_points (const JsonFields *self, const char *name, JsonNode *node, guint least, Polygon *value, GError **error)
{
  JsonArray *array;
  guint n;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      json_fields_refuse (self, name, PATCH_ERROR_MALFORMED, error, _("must be a list of points [x, y]"));
      return FALSE;
    }
  array = json_node_get_array (node);
  n = json_array_get_length (array);
  if (n < least || n > JSON_FIELDS_MOST_POINTS)
    {
      json_fields_refuse (self, name, PATCH_ERROR_IMPOSSIBLE, error, _("has %u points; it needs %u to %d"), n, least,
                          JSON_FIELDS_MOST_POINTS);
      return FALSE;
    }
  g_free (value->points);
  value->points = g_new0 (Point2, n);
  value->n = n;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *element = g_strdup_printf ("%s[%u]", name, i);
      double xy[2];

      if (!json_fields_numbers (self, element, json_array_get_element (array, i), xy, 2, error))
        return FALSE;
      value->points[i] = (Point2) { xy[0], xy[1] };
      if (i > 0 && point2_distance (value->points[i - 1], value->points[i]) <= 0.0)
        {
          json_fields_refuse (self, element, PATCH_ERROR_IMPOSSIBLE, error, _("the same point twice"));
          return FALSE;
        }
    }
  return TRUE;
}
