/* base/column-map.c */
#include "column-map.h"

#include <string.h>

static void
pair_clear (gpointer pair)
{
  g_free (((ColumnPair *) pair)->field);
  g_free (((ColumnPair *) pair)->column);
}

/* Returns: the comma or the NUL that ends the part; quotes hide commas only where they open a name. */
static const char *
part_end (const char *part)
{
  const char *name = strchr (part, '='), *comma = strchr (part, ',');

  if (name == NULL || (comma && comma < name))
    return comma ? comma : part + strlen (part);
  name++;
  name += strspn (name, " \t");
  if (*name == '"')
    {
      const char *c = name + 1;

      while (*c && (*c != '"' || c[1] == '"'))
        c += *c == '"' ? 2 : 1;
      if (*c == '"')
        name = c + 1;
    }
  return name + strcspn (name, ",");
}

/* A quoted name without its quotes; any other as it is. */
static char *
unquoted (const char *name)
{
  gsize n = strlen (name);
  GString *text;

  if (n < 2 || name[0] != '"' || name[n - 1] != '"')
    return g_strdup (name);
  text = g_string_new (NULL);
  for (gsize i = 1; i < n - 1; i++)
    {
      g_string_append_c (text, name[i]);
      if (name[i] == '"' && name[i + 1] == '"' && i + 2 < n)
        i++;
    }
  return g_string_free (text, FALSE);
}

GArray *
column_map_parse (const char *map, GError **error)
{
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (ColumnPair));

  g_return_val_if_fail (map != NULL, NULL);
  g_array_set_clear_func (pairs, pair_clear);
  for (const char *at = map; *at;)
    {
      const char *end = part_end (at);
      g_autofree char *part = g_strndup (at, (gsize) (end - at));
      char *equals = strchr (part, '=');

      at = *end ? end + 1 : end;
      if (equals)
        {
          ColumnPair pair = { g_strndup (part, (gsize) (equals - part)), NULL };
          g_autofree char *name = g_strdup (equals + 1);

          g_strstrip (pair.field);
          pair.column = unquoted (g_strstrip (name));
          g_array_append_val (pairs, pair);
        }
      else if (pairs->len)
        {
          ColumnPair *before = &g_array_index (pairs, ColumnPair, pairs->len - 1);
          char *longer = g_strconcat (before->column, ",", part, NULL);

          g_free (before->column);
          before->column = g_strchomp (longer);
        }
      else
        {
          g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "The map “%s” is not of the form FIELD=COLUMN.", part);
          return NULL;
        }
    }
  return g_steal_pointer (&pairs);
}

void
column_map_put (GString *map, const char *field, const char *column)
{
  gboolean plain = strpbrk (column, ",=\"") == NULL && !g_ascii_isspace (*column);

  g_return_if_fail (map != NULL && field != NULL);
  if (map->len)
    g_string_append_c (map, ',');
  g_string_append_printf (map, plain ? "%s=%s" : "%s=\"", field, column);
  for (const char *c = column; !plain && *c; c++)
    {
      g_string_append_c (map, *c);
      if (*c == '"')
        g_string_append_c (map, '"');
    }
  if (!plain)
    g_string_append_c (map, '"');
}

char *
column_map_take (const char *map, const char *field, char **rest)
{
  g_autoptr(GArray) pairs = column_map_parse (map, NULL);
  g_autoptr(GString) others = g_string_new (NULL);
  char *column = NULL;

  g_return_val_if_fail (rest != NULL, NULL);
  if (pairs == NULL)
    {
      *rest = g_strdup (map);
      return NULL;
    }
  for (guint i = 0; i < pairs->len; i++)
    {
      const ColumnPair *pair = &g_array_index (pairs, ColumnPair, i);

      if (!g_str_equal (pair->field, field))
        column_map_put (others, pair->field, pair->column);
      else if (column == NULL)
        column = g_strdup (pair->column);
    }
  *rest = g_string_free (g_steal_pointer (&others), FALSE);
  return column;
}

char *
column_plain_name (const char *header)
{
  g_autofree char *valid = NULL, *apart = NULL, *folded = NULL;
  GString *plain = g_string_new (NULL);

  g_return_val_if_fail (header != NULL, NULL);

  valid = g_utf8_make_valid (header, -1);
  apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (apart, -1);
  for (const char *c = folded; *c; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      g_string_append_unichar (plain, g_utf8_get_char (c));
  return g_string_free (plain, FALSE);
}
