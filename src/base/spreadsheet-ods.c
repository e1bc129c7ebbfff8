/* base/spreadsheet-ods.c: OpenDocument 1.2, part 1, §9: rows and cells that say how often they stand, and values in attributes */
#include "spreadsheet-ods.h"

#include <stdio.h>
#include <string.h>

#include "zip-part.h"

/* The first entry of the zip, stored as it is. */
#define FIRST_ENTRY "mimetype"
#define MIMETYPE "application/vnd.oasis.opendocument.spreadsheet"
#define LOCAL_BYTES 30u   /* of the header before the entry's name */

typedef struct {
  const char *name;       /* what messages call the document */
  GString *csv, *row, *text;
  char *value;            /* (nullable): of the cell, from its attributes */
  gboolean is_text;       /* the cell's value is what stands in it */
  guint depth, in_note;   /* of tables: only the first is read; of comments in a cell */
  gboolean done, in_paragraph;
  guint cell_repeats, row_repeats;
  guint commas, blank_rows;   /* not written yet: nothing follows them so far */
  guint n_cells;
} Sheet;

gboolean
spreadsheet_ods_sniff (const char *bytes, gsize length)
{
  gsize data = length > LOCAL_BYTES ? LOCAL_BYTES + strlen (FIRST_ENTRY) + (guint8) bytes[28] + ((gsize) (guint8) bytes[29] << 8) : 0;

  return data && length >= data + strlen (MIMETYPE) && memcmp (bytes, "PK\3\4", 4) == 0
         && memcmp (bytes + LOCAL_BYTES, FIRST_ENTRY, strlen (FIRST_ENTRY)) == 0 && memcmp (bytes + data, MIMETYPE, strlen (MIMETYPE)) == 0;
}

const char *
spreadsheet_local_name (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon ? colon + 1 : name;
}

const char *
spreadsheet_attribute (const char **names, const char **values, const char *wanted)
{
  for (guint i = 0; names[i]; i++)
    if (g_str_equal (spreadsheet_local_name (names[i]), wanted))
      return values[i];
  return NULL;
}

void
spreadsheet_put_text (GString *csv, const char *text)
{
  g_string_append_c (csv, '"');
  for (const char *c = text; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c == '\n' || *c == '\r' ? ' ' : *c);
    }
  g_string_append_c (csv, '"');
}

static guint
repeats (const char **names, const char **values, const char *wanted)
{
  const char *text = spreadsheet_attribute (names, values, wanted);
  guint64 n = text ? g_ascii_strtoull (text, NULL, 10) : 1;

  return (guint) CLAMP (n, 1, SPREADSHEET_MOST_CELLS);
}

/* "PT07H30M00S" → "07:30:00" */
static char *
clock_of (const char *duration)
{
  int hours, minutes, seconds;

  if (duration == NULL || sscanf (duration, "PT%5dH%2dM%2d", &hours, &minutes, &seconds) != 3)
    return NULL;
  return g_strdup_printf ("%02d:%02d:%02d", hours, minutes, seconds);
}

static void
begin_cell (Sheet *sheet, const char **names, const char **values)
{
  const char *type = spreadsheet_attribute (names, values, "value-type");
  const char *date = spreadsheet_attribute (names, values, "date-value");

  g_clear_pointer (&sheet->value, g_free);
  g_string_truncate (sheet->text, 0);
  sheet->cell_repeats = repeats (names, values, "number-columns-repeated");
  sheet->is_text = type == NULL || g_str_equal (type, "string");
  if (date)
    sheet->value = g_strdelimit (g_strdup (date), "T", ' ');
  else if (g_strcmp0 (type, "time") == 0)
    sheet->value = clock_of (spreadsheet_attribute (names, values, "time-value"));
  else if (g_strcmp0 (type, "boolean") == 0)
    sheet->value = g_strdup (spreadsheet_attribute (names, values, "boolean-value"));
  else if (!sheet->is_text)
    sheet->value = g_strdup (spreadsheet_attribute (names, values, "value"));
}

static void
end_cell (Sheet *sheet)
{
  gboolean is_blank = sheet->is_text ? sheet->text->len == 0 : sheet->value == NULL;

  for (guint i = 0; i < sheet->cell_repeats && !is_blank && sheet->n_cells <= SPREADSHEET_MOST_CELLS; i++)
    {
      for (; sheet->commas && sheet->n_cells <= SPREADSHEET_MOST_CELLS; sheet->commas--, sheet->n_cells++)
        g_string_append_c (sheet->row, ',');
      spreadsheet_put_text (sheet->row, sheet->is_text ? sheet->text->str : sheet->value);
      sheet->commas = 1;
      sheet->n_cells++;
    }
  if (is_blank)
    sheet->commas = MIN (sheet->commas + sheet->cell_repeats, SPREADSHEET_MOST_CELLS);
}

static void
end_row (Sheet *sheet)
{
  if (sheet->row->len == 0)
    {
      sheet->blank_rows = MIN (sheet->blank_rows + sheet->row_repeats, SPREADSHEET_MOST_CELLS);
      return;
    }
  for (; sheet->blank_rows && sheet->n_cells <= SPREADSHEET_MOST_CELLS; sheet->blank_rows--, sheet->n_cells++)
    g_string_append_c (sheet->csv, '\n');
  for (guint i = 0; i < sheet->row_repeats && sheet->n_cells <= SPREADSHEET_MOST_CELLS; i++)
    {
      g_string_append_len (sheet->csv, sheet->row->str, (gssize) sheet->row->len);
      g_string_append_c (sheet->csv, '\n');
      sheet->n_cells += i ? (guint) sheet->row->len : 1; /* copies cost nothing in the file: they count by their length */
    }
}

static void
start_cb (GMarkupParseContext *context, const char *tag, const char **names, const char **values, gpointer data, GError **error)
{
  Sheet *sheet = data;

  tag = spreadsheet_local_name (tag);
  sheet->depth += g_str_equal (tag, "table");
  sheet->in_note += g_str_equal (tag, "annotation");
  if (sheet->done || sheet->depth != 1 || sheet->in_note)
    return;
  if (g_str_equal (tag, "table-row"))
    {
      g_string_truncate (sheet->row, 0);
      sheet->row_repeats = repeats (names, values, "number-rows-repeated");
      sheet->commas = 0;
    }
  else if (g_str_equal (tag, "table-cell") || g_str_equal (tag, "covered-table-cell"))
    begin_cell (sheet, names, values);
  else if (g_str_equal (tag, "p"))
    {
      if (sheet->text->len)
        g_string_append_c (sheet->text, ' ');
      sheet->in_paragraph = TRUE;
    }
  else if (g_str_equal (tag, "s"))
    g_string_append_c (sheet->text, ' ');
}

static void
end_cb (GMarkupParseContext *context, const char *tag, gpointer data, GError **error)
{
  Sheet *sheet = data;

  tag = spreadsheet_local_name (tag);
  if (!sheet->done && sheet->depth == 1 && !sheet->in_note)
    {
      if (g_str_equal (tag, "table-cell") || g_str_equal (tag, "covered-table-cell"))
        end_cell (sheet);
      else if (g_str_equal (tag, "table-row"))
        end_row (sheet);
      else if (g_str_equal (tag, "p"))
        sheet->in_paragraph = FALSE;
      else if (g_str_equal (tag, "table"))
        sheet->done = TRUE;
    }
  if (g_str_equal (tag, "table") && sheet->depth)
    sheet->depth--;
  if (g_str_equal (tag, "annotation") && sheet->in_note)
    sheet->in_note--;
  if (sheet->n_cells > SPREADSHEET_MOST_CELLS)
    g_set_error (error, BASE_ERROR, BASE_ERROR_TOO_LARGE, "%s holds more than %u cells. Save its sheet as CSV.", sheet->name, SPREADSHEET_MOST_CELLS);
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Sheet *sheet = data;

  if (sheet->in_paragraph && !sheet->in_note && !sheet->done)
    g_string_append_len (sheet->text, text, (gssize) length);
}

char *
spreadsheet_ods_to_csv (const char *name, const char *bytes, gsize length, gsize *out_length, GError **error)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };
  g_autoptr(GByteArray) content = NULL;
  g_autoptr(GString) csv = g_string_new (NULL), row = g_string_new (NULL), text = g_string_new (NULL);
  g_autoptr(GMarkupParseContext) context = NULL;
  g_autoptr(GError) local = NULL;
  Sheet sheet = { .name = name, .csv = csv, .row = row, .text = text };
  gboolean parsed;

  content = zip_part_read (name, bytes, length, "content.xml", &local);
  if (content == NULL)
    {
      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "%s is damaged. Save its sheet as CSV and read that.", name);
      return NULL;
    }
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &sheet, NULL);
  parsed = g_markup_parse_context_parse (context, (const char *) content->data, (gssize) content->len, &local)
           && g_markup_parse_context_end_parse (context, &local);
  g_free (sheet.value);
  if (!parsed)
    {
      if (local->domain == BASE_ERROR)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "%s is damaged. Save its sheet as CSV and read that.", name);
      return NULL;
    }
  *out_length = csv->len;
  return g_string_free (g_steal_pointer (&csv), FALSE);
}
