/* base/spreadsheet.c: Office Open XML as ECMA-376 has it: a zip of XML parts, of which five are looked into */
#include "spreadsheet.h"

#include <math.h>
#include <string.h>

#include "spreadsheet-ods.h"
#include "zip-part.h"

#define MOST_COLUMNS 16384u
#define DAYS_FROM_1900_TO_1970 25569
#define DAYS_FROM_1904_TO_1970 24107
#define FIRST_OWN_FORMAT 164u

typedef struct {
  const char *name;      /* what messages call the workbook */
  const char *bytes;
  gsize length;
  gboolean from_1904;
  char *first_sheet;     /* its relationship, then its part */
  GPtrArray *strings;    /* of char *: shared */
  GHashTable *own_dates; /* numbers of formats of the workbook that show a date or a clock */
  GArray *date_styles;   /* of gboolean: by the number of a style */
  GString *csv;
  guint n_cells;
} Book;

/* Where the parser is in one part. */
typedef struct {
  Book *book;
  GString *text;         /* of the string or the cell */
  gboolean in_text, in_phonetic, in_cell_formats, in_own_formats;
  guint row, commas;     /* written so far: rows, and commas of this row */
  guint next_column;     /* of a cell that does not say where it is */
  char type;             /* of the cell: 's'hared, 'i'nline or formula text, 'b'oolean, 'e'rror, 'n'umber */
  guint style;
} Walk;

static gboolean
fail (const Book *book, GError **error, const char *what)
{
  g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "%s %s. Save its sheet as CSV and read that.", book->name, what);
  return FALSE;
}

static guint
number (const char *text)
{
  return text ? (guint) MIN (g_ascii_strtoull (text, NULL, 10), G_MAXUINT) : 0;
}

static void
workbook_start (GMarkupParseContext *context, const char *tag, const char **names, const char **values, gpointer data, GError **error)
{
  Book *book = ((Walk *) data)->book;
  const char *epoch;

  if (g_str_equal (spreadsheet_local_name (tag), "workbookPr") && (epoch = spreadsheet_attribute (names, values, "date1904")) != NULL)
    book->from_1904 = *epoch == '1' || *epoch == 't';
  else if (g_str_equal (spreadsheet_local_name (tag), "sheet") && book->first_sheet == NULL)
    for (guint i = 0; names[i]; i++) /* "id" of the relationships, not the "sheetId" */
      if (g_str_has_suffix (names[i], ":id"))
        book->first_sheet = g_strdup (values[i]);
}

static void
relationships_start (GMarkupParseContext *context, const char *tag, const char **names, const char **values, gpointer data, GError **error)
{
  Book *book = ((Walk *) data)->book;
  const char *id = spreadsheet_attribute (names, values, "Id"), *target = spreadsheet_attribute (names, values, "Target");

  if (g_strcmp0 (id, book->first_sheet) != 0 || target == NULL || strchr (book->first_sheet, '/'))
    return;
  g_free (book->first_sheet);
  book->first_sheet = *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
}

/* Days, months, years, hours and seconds stand for themselves but in quotes, in brackets and behind a backslash. */
static gboolean
shows_time (const char *format)
{
  for (const char *c = format; *c; c++)
    if (*c == '"')
      {
        if ((c = strchr (c + 1, '"')) == NULL)
          return FALSE;
      }
    else if (*c == '[' && !strchr ("hHmMsS", c[1]))
      {
        if ((c = strchr (c, ']')) == NULL)
          return FALSE;
      }
    else if (*c == '\\' || *c == '_' || *c == '*')
      {
        if (*++c == '\0')
          return FALSE;
      }
    else if (strchr ("dDmMyYhHsS", *c))
      return TRUE;
    else if (*c == ';') /* the form of negative numbers */
      return FALSE;
  return FALSE;
}

/* ECMA-376 §18.8.30, the formats that every workbook has */
static gboolean
is_date_format (const Book *book, guint format)
{
  if (format < FIRST_OWN_FORMAT)
    return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
  return g_hash_table_contains (book->own_dates, GUINT_TO_POINTER (format));
}

static void
styles_start (GMarkupParseContext *context, const char *tag, const char **names, const char **values, gpointer data, GError **error)
{
  Walk *walk = data;
  const char *format = spreadsheet_attribute (names, values, "formatCode");
  guint id = number (spreadsheet_attribute (names, values, "numFmtId"));

  tag = spreadsheet_local_name (tag);
  walk->in_own_formats = walk->in_own_formats || g_str_equal (tag, "numFmts");
  walk->in_cell_formats = walk->in_cell_formats || g_str_equal (tag, "cellXfs");
  if (walk->in_own_formats && g_str_equal (tag, "numFmt") && format && shows_time (format))
    g_hash_table_add (walk->book->own_dates, GUINT_TO_POINTER (id));
  else if (walk->in_cell_formats && g_str_equal (tag, "xf"))
    {
      gboolean is_date = is_date_format (walk->book, id);

      g_array_append_val (walk->book->date_styles, is_date);
    }
}

static void
styles_end (GMarkupParseContext *context, const char *tag, gpointer data, GError **error)
{
  Walk *walk = data;

  if (g_str_equal (spreadsheet_local_name (tag), "numFmts"))
    walk->in_own_formats = FALSE;
  else if (g_str_equal (spreadsheet_local_name (tag), "cellXfs"))
    walk->in_cell_formats = FALSE;
}

static void
strings_start (GMarkupParseContext *context, const char *tag, const char **names, const char **values, gpointer data, GError **error)
{
  Walk *walk = data;

  tag = spreadsheet_local_name (tag);
  if (g_str_equal (tag, "si"))
    g_string_truncate (walk->text, 0);
  walk->in_phonetic = walk->in_phonetic || g_str_equal (tag, "rPh"); /* how Japanese is read aloud */
  walk->in_text = g_str_equal (tag, "t") && !walk->in_phonetic;
}

static void
strings_end (GMarkupParseContext *context, const char *tag, gpointer data, GError **error)
{
  Walk *walk = data;

  tag = spreadsheet_local_name (tag);
  walk->in_text = FALSE;
  if (g_str_equal (tag, "rPh"))
    walk->in_phonetic = FALSE;
  else if (g_str_equal (tag, "si"))
    g_ptr_array_add (walk->book->strings, g_strdup (walk->text->str));
}

static void
any_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Walk *walk = data;

  if (walk->in_text)
    g_string_append_len (walk->text, text, (gssize) length);
}

/* "AB12" → 27; without letters the next one. */
static guint
column_of (const char *place, guint next)
{
  guint column = 0;

  if (place == NULL || !g_ascii_isalpha (*place))
    return next;
  for (; g_ascii_isalpha (*place) && column <= MOST_COLUMNS; place++)
    column = column * 26 + (guint) (g_ascii_toupper (*place) - 'A') + 1;
  return column - 1;
}

/* Days since 30 December 1899 or 1 January 1904; below one day a clock. Of a date and a clock that are rounded to a second. */
static void
put_date (const Book *book, double days)
{
  gint64 second = (gint64) round ((days - (book->from_1904 ? DAYS_FROM_1904_TO_1970 : DAYS_FROM_1900_TO_1970)) * 86400);
  g_autoptr(GDateTime) time = days >= 0 && days < 3e6 ? g_date_time_new_from_unix_utc (second) : NULL;
  g_autofree char *text = time ? g_date_time_format (time, days < 1 ? "%H:%M:%S" : second % 86400 ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%d") : NULL;

  if (text)
    g_string_append (book->csv, text);
}

static void
put_cell (Walk *walk)
{
  const Book *book = walk->book;
  const char *text = walk->text->str;
  char *end;
  double value;

  switch (walk->type)
    {
    case 's':
      if (*text && number (text) < book->strings->len)
        spreadsheet_put_text (book->csv, g_ptr_array_index (book->strings, number (text)));
      break;
    case 'e': /* "#DIV/0!": nothing is known */
      break;
    case 'n':
      value = g_ascii_strtod (text, &end);
      if (end == text)
        break;
      if (walk->style < book->date_styles->len && g_array_index (book->date_styles, gboolean, walk->style))
        put_date (book, value);
      else
        g_string_append_len (book->csv, text, end - text);
      break;
    default:
      if (*text)
        spreadsheet_put_text (book->csv, text);
      break;
    }
}

static void
sheet_start (GMarkupParseContext *context, const char *tag, const char **names, const char **values, gpointer data, GError **error)
{
  Walk *walk = data;
  GString *csv = walk->book->csv;

  tag = spreadsheet_local_name (tag);
  if (g_str_equal (tag, "row"))
    {
      guint row = number (spreadsheet_attribute (names, values, "r"));

      for (row = MIN (row, walk->row + SPREADSHEET_MOST_CELLS); walk->row + 1 < row && walk->book->n_cells < SPREADSHEET_MOST_CELLS; walk->row++, walk->book->n_cells++)
        g_string_append_c (csv, '\n');
      walk->row++;
      walk->commas = walk->next_column = 0;
    }
  else if (g_str_equal (tag, "c"))
    {
      const char *type = spreadsheet_attribute (names, values, "t");
      guint column = MIN (column_of (spreadsheet_attribute (names, values, "r"), walk->next_column), MOST_COLUMNS);

      if (column < walk->next_column) /* two cells would become one */
        {
          fail (walk->book, error, "is damaged: the cells of a row are not in their order");
          return;
        }
      for (; walk->commas < column; walk->commas++, walk->book->n_cells++)
        g_string_append_c (csv, ',');
      walk->next_column = column + 1;
      walk->type = type == NULL || g_str_equal (type, "n") ? 'n' : g_str_equal (type, "s") ? 's' : g_str_equal (type, "e") ? 'e' : 'i';
      walk->style = number (spreadsheet_attribute (names, values, "s"));
      g_string_truncate (walk->text, 0);
    }
  walk->in_phonetic = walk->in_phonetic || g_str_equal (tag, "rPh");
  walk->in_text = g_str_equal (tag, "v") || (g_str_equal (tag, "t") && !walk->in_phonetic);
}

static void
sheet_end (GMarkupParseContext *context, const char *tag, gpointer data, GError **error)
{
  Walk *walk = data;

  tag = spreadsheet_local_name (tag);
  walk->in_text = FALSE;
  if (g_str_equal (tag, "rPh"))
    walk->in_phonetic = FALSE;
  else if (g_str_equal (tag, "c"))
    {
      put_cell (walk);
      if (++walk->book->n_cells > SPREADSHEET_MOST_CELLS)
        g_set_error (error, BASE_ERROR, BASE_ERROR_TOO_LARGE, "%s holds more than %u cells. Save its sheet as CSV.", walk->book->name, SPREADSHEET_MOST_CELLS);
    }
  else if (g_str_equal (tag, "row"))
    {
      while (walk->book->csv->len && walk->book->csv->str[walk->book->csv->len - 1] == ',') /* cells that only have a colour */
        g_string_truncate (walk->book->csv, walk->book->csv->len - 1);
      g_string_append_c (walk->book->csv, '\n');
    }
}

/* @needed: a workbook has it */
static gboolean
walk_part (Book *book, const char *part_name, const GMarkupParser *parser, gboolean needed, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GByteArray) part = zip_part_read (book->name, book->bytes, book->length, part_name, &local);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GMarkupParseContext) context = NULL;
  Walk walk = { .book = book, .text = text };
  gsize skip;

  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (part == NULL)
    return !needed || fail (book, error, "is a zip archive, but no workbook");
  if (part->len == 0)
    return fail (book, error, "is damaged");
  skip = part->len >= 3 && memcmp (part->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  context = g_markup_parse_context_new (parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &walk, NULL);
  if (g_markup_parse_context_parse (context, (const char *) part->data + skip, (gssize) (part->len - skip), &local)
      && g_markup_parse_context_end_parse (context, &local))
    return TRUE;
  if (local->domain == BASE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return fail (book, error, "is damaged");
}

gboolean
spreadsheet_sniff (const char *bytes, gsize length)
{
  static const char *const first[] = { "[Content_Types].xml", "_rels/", "docProps/", "xl/" };

  if (spreadsheet_ods_sniff (bytes, length))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    if (length >= 30 + strlen (first[i]) && memcmp (bytes, "PK\3\4", 4) == 0 && memcmp (bytes + 30, first[i], strlen (first[i])) == 0)
      return TRUE;
  return FALSE;
}

char *
spreadsheet_to_csv (const char *name, const char *bytes, gsize length, gsize *out_length, GError **error)
{
  static const GMarkupParser workbook = { .start_element = workbook_start }, relationships = { .start_element = relationships_start },
                             styles = { .start_element = styles_start, .end_element = styles_end },
                             strings = { .start_element = strings_start, .end_element = strings_end, .text = any_text },
                             sheet = { .start_element = sheet_start, .end_element = sheet_end, .text = any_text };
  g_autoptr(GPtrArray) shared = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) own_dates = g_hash_table_new (NULL, NULL);
  g_autoptr(GArray) date_styles = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_autoptr(GString) csv = g_string_new (NULL);
  g_autofree char *first_sheet = NULL;
  Book book = { name, bytes, length, .strings = shared, .own_dates = own_dates, .date_styles = date_styles, .csv = csv };
  gboolean done;

  g_return_val_if_fail (name != NULL && bytes != NULL && out_length != NULL, NULL);

  if (spreadsheet_ods_sniff (bytes, length))
    return spreadsheet_ods_to_csv (name, bytes, length, out_length, error);
  done = walk_part (&book, "xl/workbook.xml", &workbook, TRUE, error)
         && (book.first_sheet ? walk_part (&book, "xl/_rels/workbook.xml.rels", &relationships, TRUE, error) : fail (&book, error, "holds no sheet"))
         && walk_part (&book, "xl/sharedStrings.xml", &strings, FALSE, error) && walk_part (&book, "xl/styles.xml", &styles, FALSE, error)
         && walk_part (&book, book.first_sheet, &sheet, TRUE, error);
  first_sheet = book.first_sheet;
  if (!done)
    return NULL;
  *out_length = csv->len;
  return g_string_free (g_steal_pointer (&csv), FALSE);
}
