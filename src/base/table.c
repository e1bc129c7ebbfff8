/* base/table.c */
#include "table.h"

#include <gio/gio.h>
#include <string.h>

#include "spreadsheet.h"

#define LARGEST_TABLE_BYTES (512u << 20)

G_DEFINE_QUARK (base-error-quark, base_error)

/* Text as UTF-8 with its byte order mark taken off; UTF-16 by its mark, anything else that is not UTF-8 as Windows-1252. */
static char *
to_utf8 (const char *name, const char *bytes, gsize length, char **encoding, gsize *out_length, GError **error)
{
  const guchar *head = (const guchar *) bytes;
  const char *from = "UTF-8";
  gsize skip = 0;
  char *text;

  if (length >= 2 && head[0] == 0xFF && head[1] == 0xFE)
    from = "UTF-16LE", skip = 2;
  else if (length >= 2 && head[0] == 0xFE && head[1] == 0xFF)
    from = "UTF-16BE", skip = 2;
  else if (length >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF)
    skip = 3;
  else if (memchr (bytes, 0, length))
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED,
                   "%s is not a text table: it holds zero bytes. Export the sheet as CSV.", name);
      return NULL;
    }
  else if (!g_utf8_validate_len (bytes, length, NULL))
    from = "WINDOWS-1252";

  text = g_convert (bytes + skip, length - skip, "UTF-8", from, NULL, out_length, NULL);
  if (text == NULL)
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "%s is not readable as %s text. Save it as UTF-8.", name, from);
      return NULL;
    }
  if (memchr (text, 0, *out_length)) /* what follows it would be lost without a word */
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED,
                   "%s is not a text table: it holds zero bytes. Export the sheet as CSV.", name);
      g_free (text);
      return NULL;
    }
  *encoding = g_strdup (from);
  return text;
}

/* "sep=;" in the first line is a word of spreadsheets to themselves. Returns: behind it. */
static const char *
skip_separator_line (const char *text, char *delimiter)
{
  if (g_ascii_strncasecmp (text, "sep=", 4) != 0 || text[4] == '\0' || text[4] == '\r' || text[4] == '\n'
      || (text[5] != '\r' && text[5] != '\n'))
    return text;
  *delimiter = *delimiter ? *delimiter : text[4];
  text += 5;
  text += *text == '\r';
  return text + (*text == '\n');
}

/* The delimiter that stands most often outside quotes in the header; a tie goes to the more unusual one. */
static char
find_delimiter (const char *text)
{
  guint commas = 0, semicolons = 0, tabs = 0;
  gboolean quoted = FALSE;

  for (const char *p = text; *p && (quoted || (*p != '\n' && *p != '\r')); p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (!quoted)
        {
          commas += *p == ',';
          semicolons += *p == ';';
          tabs += *p == '\t';
        }
    }
  if (tabs > 0 && tabs >= semicolons && tabs >= commas)
    return '\t';
  return semicolons > 0 && semicolons >= commas ? ';' : ',';
}

/* Reads one row from *at. FALSE at the end of the text. @open_quote: the line of a quote that is never closed, or 0. */
static gboolean
next_row (const char **at, guint *line, char delimiter, GPtrArray *cells, guint *open_quote)
{
  const char *p = *at;
  g_autoptr(GString) cell = g_string_new (NULL);

  if (*p == '\0')
    return FALSE;
  for (;;)
    {
      g_string_truncate (cell, 0);
      while (*p == ' ')
        p++;
      if (*p == '"')
        {
          guint quote_line = *line;

          p++;
          while (*p && !(*p == '"' && p[1] != '"'))
            {
              if (*p == '"')
                p++;
              if (*p == '\n')
                ++*line;
              g_string_append_c (cell, *p++);
            }
          if (*p == '"')
            p++;
          else
            *open_quote = quote_line;
        }
      while (*p && *p != delimiter && *p != '\n' && *p != '\r')
        g_string_append_c (cell, *p++);
      g_ptr_array_add (cells, g_strstrip (g_strdup (cell->str)));
      if (*p != delimiter)
        break;
      p++;
    }
  if (*p == '\r')
    p++;
  if (*p == '\n')
    p++;
  ++*line;
  *at = p;
  return TRUE;
}

static gboolean
row_is_blank (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (*(const char *) g_ptr_array_index (cells, i))
      return FALSE;
  return TRUE;
}

Table *
table_parse (const char *name, const char *bytes, gsize length, char delimiter, GError **error)
{
  g_autoptr(Table) table = g_new0 (Table, 1);
  g_autofree char *text = NULL, *sheet = NULL;
  gsize text_length;
  const char *at;
  guint line = 1;

  g_return_val_if_fail (name != NULL && (bytes != NULL || length == 0), NULL);

  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  table->line_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  if (bytes && spreadsheet_sniff (bytes, length))
    {
      bytes = sheet = spreadsheet_to_csv (name, bytes, length, &length, error);
      delimiter = ',';
      if (sheet == NULL)
        return NULL;
    }
  text = to_utf8 (name, bytes ? bytes : "", length, &table->encoding, &text_length, error);
  if (text == NULL)
    return NULL;
  at = skip_separator_line (text, &delimiter);
  line += at > text;
  table->delimiter = delimiter ? delimiter : find_delimiter (at);
  for (;;)
    {
      g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      guint row_line = line, open_quote = 0;

      if (!next_row (&at, &line, table->delimiter, cells, &open_quote))
        break;
      if (open_quote)
        {
          g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED,
                       "%s, line %u: a quotation mark is opened and never closed. Close it, or double it if it belongs to the text.",
                       name, open_quote);
          return NULL;
        }
      if (row_is_blank (cells))
        continue;
      if (table->names == NULL)
        {
          table->n_columns = cells->len;
          g_ptr_array_add (cells, NULL);
          table->names = (char **) g_ptr_array_steal (cells, NULL);
          continue;
        }
      while (cells->len > table->n_columns && *(const char *) g_ptr_array_index (cells, cells->len - 1) == '\0')
        g_ptr_array_set_size (cells, (int) cells->len - 1);
      if (cells->len > table->n_columns)
        {
          g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED,
                       "%s, line %u: %u cells under a header of %u. Quote cells that hold the delimiter “%c”.", name, row_line,
                       cells->len, table->n_columns, table->delimiter);
          return NULL;
        }
      while (cells->len < table->n_columns)
        g_ptr_array_add (cells, g_strdup (""));
      g_ptr_array_add (cells, NULL);
      g_ptr_array_add (table->rows, g_ptr_array_steal (cells, NULL));
      g_array_append_val (table->line_numbers, row_line);
    }
  if (table->names == NULL)
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "%s is empty: a table needs a header line.", name);
      return NULL;
    }
  table_find_decimal_marks (table);
  return g_steal_pointer (&table);
}

GBytes *
table_read_bytes (const char *path, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr(GError) local = NULL;
  char *bytes;
  gsize length;

  if (info && g_file_info_get_size (info) > LARGEST_TABLE_BYTES)
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_TOO_LARGE, "%s is larger than %u MB. Split it, or leave out rows.", path,
                   LARGEST_TABLE_BYTES >> 20);
      return NULL;
    }
  if (!g_file_get_contents (path, &bytes, &length, &local))
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_UNREADABLE, "%s cannot be read: %s", path, local->message);
      return NULL;
    }
  return g_bytes_new_take (bytes, length);
}

Table *
table_load (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = table_read_bytes (path, error);
  gsize length = 0;
  const char *text = bytes ? g_bytes_get_data (bytes, &length) : NULL;

  return bytes ? table_parse (path, text ? text : "", length, 0, error) : NULL;
}

void
table_free (Table *table)
{
  if (table == NULL)
    return;
  g_free (table->encoding);
  g_free (table->decimal_marks);
  g_strfreev (table->names);
  g_clear_pointer (&table->rows, g_ptr_array_unref);
  g_clear_pointer (&table->line_numbers, g_array_unref);
  g_free (table);
}

int
table_find_column (const Table *table, const char *name)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (g_str_equal (table->names[i], name))
      return (int) i;
  return -1;
}

const char *
table_cell (const Table *table, guint row, guint column)
{
  return ((char **) g_ptr_array_index (table->rows, row))[column];
}
