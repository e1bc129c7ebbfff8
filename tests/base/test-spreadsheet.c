/* tests/base/test-spreadsheet.c: a workbook's first sheet as a table: styles that make numbers days, strings that are shared, gaps */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/spreadsheet.h"
#include "base/table.h"

typedef struct {
  const char *name;
  const char *text;
} Part;

static GByteArray *
zip_of (const Part *parts, guint n)
{
  enum { MOST_BYTES = 1 << 20 };
  g_autofree char *bytes = g_malloc (MOST_BYTES);
  struct archive *archive = archive_write_new ();
  gsize length = 0;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_memory (archive, bytes, MOST_BYTES, &length), ==, ARCHIVE_OK);
  for (guint i = 0; i < n; i++)
    {
      struct archive_entry *entry = archive_entry_new ();

      /* The kind of an OpenDocument is not packed, so that it stands at the beginning of the file. */
      if (g_str_equal (parts[i].name, "mimetype"))
        archive_write_zip_set_compression_store (archive);
      else
        archive_write_zip_set_compression_deflate (archive);
      archive_entry_set_pathname (entry, parts[i].name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, (la_int64_t) strlen (parts[i].text));
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, parts[i].text, strlen (parts[i].text)), ==, (la_ssize_t) strlen (parts[i].text));
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
  return g_byte_array_new_take ((guint8 *) g_steal_pointer (&bytes), length);
}

#define TYPES { "[Content_Types].xml", "<Types/>" }
#define RELATIONS { "xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/second.xml\"/>" \
                    "<Relationship Id=\"rId3\" Target=\"/xl/worksheets/first.xml\"/></Relationships>" }
#define BOOK(properties) { "xl/workbook.xml", "<?xml version=\"1.0\"?><workbook xmlns:r=\"x\">" properties "<sheets><sheet name=\"Visits\" sheetId=\"9\" " \
                           "r:id=\"rId3\"/><sheet name=\"Notes\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>" }
#define STYLES { "xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/>" \
                 "<numFmt numFmtId=\"165\" formatCode=\"0.0&quot; days&quot;\"/><numFmt numFmtId=\"166\" formatCode=\"[$-407]d. mmmm yyyy\"/></numFmts>" \
                 "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>" \
                 "<xf numFmtId=\"20\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>" }
#define STRINGS { "xl/sharedStrings.xml", "<sst><si><t>Date</t></si><si><r><t>Weight </t></r><r><t>(kg)</t></r></si>" \
                  "<si><t>体重</t><rPh><t>たいじゅう</t></rPh></si><si><t>a \"b\", c\nd</t></si></sst>" }
#define SHEET(rows) { "xl/worksheets/first.xml", "<x:worksheet xmlns:x=\"y\"><x:sheetData>" rows "</x:sheetData></x:worksheet>" }

static Table *
table_of (const Part *parts, guint n, GError **error)
{
  g_autoptr(GByteArray) zip = zip_of (parts, n);

  g_assert_true (spreadsheet_sniff ((const char *) zip->data, zip->len));
  return table_parse ("visits.xlsx", (const char *) zip->data, zip->len, 0, error);
}

#define HEADER "<x:row r=\"2\"><x:c r=\"A2\" t=\"s\"><x:v>0</x:v></x:c><x:c r=\"B2\" t=\"s\"><x:v>1</x:v></x:c><x:c r=\"C2\" t=\"s\"><x:v>2</x:v></x:c>" \
               "<x:c r=\"D2\" t=\"inlineStr\"><x:is><x:t>Clock</x:t></x:is></x:c><x:c r=\"F2\" s=\"1\"/></x:row>"

static void
test_days_clocks_strings_and_gaps_of_the_first_sheet_are_a_table (void)
{
  const Part parts[] = {
    TYPES, BOOK (""), RELATIONS, STYLES, STRINGS, { "xl/worksheets/second.xml", "<worksheet/>" },
    SHEET (HEADER
           "<x:row r=\"4\"><x:c r=\"A4\" s=\"1\"><x:v>46093</x:v></x:c><x:c r=\"B4\"><x:v>71.400000000000006</x:v></x:c><x:c r=\"D4\" s=\"3\"><x:v>0.3125</x:v></x:c></x:row>"
           "<x:row r=\"5\"><x:c r=\"A5\" s=\"2\"><x:v>46093.312500000001</x:v></x:c><x:c r=\"B5\" s=\"4\"><x:f>A1*2</x:f><x:v>70</x:v></x:c>"
           "<x:c r=\"C5\" t=\"e\"><x:v>#DIV/0!</x:v></x:c></x:row>"
           "<x:row><x:c s=\"5\"><x:v>46093</x:v></x:c><x:c t=\"str\"><x:v>ill</x:v></x:c><x:c t=\"s\"><x:v>3</x:v></x:c><x:c t=\"b\"><x:v>1</x:v></x:c></x:row>"),
  };
  static const char *const expected[][4] = { { "2026-03-12", "71.400000000000006", "", "07:30:00" }, { "2026-03-12 07:30:00", "70", "", "" },
                                             { "2026-03-12", "ill", "a \"b\", c d", "1" } };
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = table_of (parts, G_N_ELEMENTS (parts), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (table->n_columns, ==, 4);
  g_assert_cmpstr (table->names[1], ==, "Weight (kg)");
  g_assert_cmpstr (table->names[2], ==, "体重");
  g_assert_cmpuint (table->rows->len, ==, 3);
  g_assert_cmpuint (g_array_index (table->line_numbers, guint, 0), ==, 4); /* as the sheet numbers it */
  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 4; column++)
      g_assert_cmpstr (table_cell (table, row, column), ==, expected[row][column]);
}

static void
test_workbooks_that_count_from_1904_say_the_same_day (void)
{
  const Part parts[] = { TYPES, BOOK ("<workbookPr date1904=\"1\"/>"), RELATIONS, STYLES, STRINGS,
                         SHEET (HEADER "<x:row r=\"3\"><x:c r=\"A3\" s=\"1\"><x:v>44631</x:v></x:c></x:row>") };
  g_autoptr(Table) table = table_of (parts, G_N_ELEMENTS (parts), NULL);

  g_assert_cmpstr (table_cell (table, 0, 0), ==, "2026-03-12");
}

#define CELL(attributes, text) "<table:table-cell " attributes "><text:p>" text "</text:p></table:table-cell>"

static void
test_sheets_of_opendocument_are_tables_too (void)
{
  const Part parts[] = {
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
    { "content.xml",
      "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"Visits\">"
      "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>"
      "<table:table-row>" CELL ("office:value-type=\"string\"", "Date") CELL ("", "Weight <text:s/>(kg)") CELL ("office:value-type=\"string\"", "Clock")
      CELL ("table:number-columns-repeated=\"2\"", "Note") "</table:table-row>"
      "<table:table-row>" CELL ("office:value-type=\"date\" office:date-value=\"2026-03-12\"", "12.03.26")
      CELL ("office:value-type=\"float\" office:value=\"71.4\"", "71,4") CELL ("office:value-type=\"time\" office:time-value=\"PT07H30M00S\"", "07:30")
      "<table:table-cell/><table:table-cell><office:annotation><text:p>said so</text:p></office:annotation><text:p>a</text:p><text:p>b</text:p></table:table-cell>"
      "</table:table-row><table:table-row>" CELL ("office:value-type=\"date\" office:date-value=\"2026-03-12T07:30:00\"", "x") "</table:table-row>"
      "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>"
      "</table:table><table:table><table:table-row>" CELL ("", "other sheet") "</table:table-row></table:table></office:document-content>" },
  };
  g_autoptr(GByteArray) zip = zip_of (parts, G_N_ELEMENTS (parts));
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = NULL;

  g_assert_true (spreadsheet_sniff ((const char *) zip->data, zip->len));
  table = table_parse ("visits.ods", (const char *) zip->data, zip->len, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->rows->len, ==, 2);
  g_assert_cmpuint (table->n_columns, ==, 5);
  g_assert_cmpstr (table->names[1], ==, "Weight  (kg)");
  g_assert_cmpuint (g_array_index (table->line_numbers, guint, 0), ==, 4);
  g_assert_cmpstr (table_cell (table, 0, 0), ==, "2026-03-12");
  g_assert_cmpstr (table_cell (table, 0, 1), ==, "71.4");
  g_assert_cmpstr (table_cell (table, 0, 2), ==, "07:30:00");
  g_assert_cmpstr (table_cell (table, 0, 4), ==, "a b");
  g_assert_cmpstr (table_cell (table, 1, 0), ==, "2026-03-12 07:30:00");
}

static void
test_what_is_no_workbook_or_breaks_off_says_so (void)
{
  const Part letter[] = { TYPES, { "word/document.xml", "<w/>" } };
  const Part whole[] = { TYPES, BOOK (""), RELATIONS, STYLES, STRINGS, SHEET (HEADER) };
  const Part hollow[] = { TYPES, BOOK (""), RELATIONS, { "xl/worksheets/first.xml", "" } };
  g_autoptr(GByteArray) zip = zip_of (whole, G_N_ELEMENTS (whole));
  g_autoptr(GError) error = NULL, broken = NULL, empty = NULL;
  g_autoptr(Table) table = table_of (letter, G_N_ELEMENTS (letter), &error);
  g_autoptr(Table) none = table_parse ("visits.xlsx", (const char *) zip->data, zip->len - 30, 0, &broken);

  g_assert_null (table);
  g_assert_error (error, BASE_ERROR, BASE_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "no workbook"));
  g_assert_null (none);
  g_assert_nonnull (strstr (broken->message, "breaks off"));
  g_assert_null (table_of (hollow, G_N_ELEMENTS (hollow), &empty));
  g_assert_nonnull (strstr (empty->message, "damaged"));
}

/* "12" and "34" are not 1234. */
static void
test_cells_that_are_not_in_their_order_are_refused (void)
{
  static const char *const rows[] = { "<x:row r=\"3\"><x:c r=\"B3\"><x:v>12</x:v></x:c><x:c r=\"A3\"><x:v>34</x:v></x:c></x:row>",
                                      "<x:row r=\"3\"><x:c r=\"B3\"><x:v>12</x:v></x:c><x:c r=\"B3\"><x:v>34</x:v></x:c></x:row>" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat ("<x:worksheet xmlns:x=\"y\"><x:sheetData>" HEADER, rows[i], "</x:sheetData></x:worksheet>", NULL);
      const Part parts[] = { TYPES, BOOK (""), RELATIONS, STYLES, STRINGS, { "xl/worksheets/first.xml", text } };
      g_autoptr(GError) error = NULL;

      g_assert_null (table_of (parts, G_N_ELEMENTS (parts), &error));
      g_assert_error (error, BASE_ERROR, BASE_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "order"));
    }
}

/* A place so far to the right that the commas before it would fill the memory. */
static void
test_a_sheet_that_swells_is_refused (void)
{
  g_autoptr(GString) rows = g_string_new ("<worksheet><sheetData>");
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = NULL;

  for (guint i = 1; i < 2000; i++)
    g_string_append_printf (rows, "<row r=\"%u\"><c r=\"XFD%u\"><v>1</v></c></row>", i, i);
  g_string_append (rows, "</sheetData></worksheet>");
  {
    const Part parts[] = { TYPES, BOOK (""), RELATIONS, { "xl/worksheets/first.xml", rows->str } };

    table = table_of (parts, G_N_ELEMENTS (parts), &error);
  }
  g_assert_null (table);
  g_assert_error (error, BASE_ERROR, BASE_ERROR_TOO_LARGE);
}

/* For the sanitizers. */
static void
test_bytes_that_change_at_random_do_no_harm (void)
{
  const Part parts[] = { TYPES, BOOK (""), RELATIONS, STYLES, STRINGS,
                         SHEET (HEADER "<x:row r=\"3\"><x:c r=\"A3\" s=\"1\"><x:v>44631</x:v></x:c></x:row>") };
  g_autoptr(GByteArray) zip = zip_of (parts, G_N_ELEMENTS (parts));
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *bytes = g_memdup2 (zip->data, zip->len);
      gsize length = g_rand_int_range (random, 0, 4) ? zip->len : (gsize) g_rand_int_range (random, 1, (gint32) zip->len);
      g_autoptr(GError) error = NULL;
      g_autoptr(Table) table = NULL;

      for (gint32 changes = g_rand_int_range (random, 1, 6); changes > 0; changes--)
        bytes[g_rand_int_range (random, 0, (gint32) length)] = (char) g_rand_int_range (random, 0, 256);
      table = table_parse ("random.xlsx", bytes, length, 0, &error);
      g_assert_true ((table == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/spreadsheet/table", test_days_clocks_strings_and_gaps_of_the_first_sheet_are_a_table);
  g_test_add_func ("/base/spreadsheet/1904", test_workbooks_that_count_from_1904_say_the_same_day);
  g_test_add_func ("/base/spreadsheet/ods", test_sheets_of_opendocument_are_tables_too);
  g_test_add_func ("/base/spreadsheet/refused", test_what_is_no_workbook_or_breaks_off_says_so);
  g_test_add_func ("/base/spreadsheet/order", test_cells_that_are_not_in_their_order_are_refused);
  g_test_add_func ("/base/spreadsheet/swells", test_a_sheet_that_swells_is_refused);
  g_test_add_func ("/base/spreadsheet/random", test_bytes_that_change_at_random_do_no_harm);
  return g_test_run ();
}
