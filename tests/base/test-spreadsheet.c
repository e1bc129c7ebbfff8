/* tests/base/test-spreadsheet.c: a workbook's first sheet as a table: styles that make numbers days, strings that are shared, gaps */
#include <gio/gio.h>
#include <string.h>

#include "base/spreadsheet.h"
#include "base/table.h"

typedef struct {
  const char *name;
  const char *text;
} Part;

static void
put16 (GByteArray *zip, guint value)
{
  const guint8 bytes[] = { value & 0xFF, value >> 8 & 0xFF };

  g_byte_array_append (zip, bytes, 2);
}

static void
put32 (GByteArray *zip, gsize value)
{
  put16 (zip, value & 0xFFFF);
  put16 (zip, value >> 16 & 0xFFFF);
}

static GBytes *
deflate_text (const char *text)
{
  g_autoptr(GZlibCompressor) raw = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 6);
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (memory, G_CONVERTER (raw));

  return g_input_stream_read_bytes (stream, 1 << 16, NULL, NULL);
}

static GByteArray *
zip_of (const Part *parts, guint n)
{
  GByteArray *zip = g_byte_array_new ();
  g_autoptr(GByteArray) directory = g_byte_array_new ();
  guint at;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GBytes) packed = deflate_text (parts[i].text);
      guint offset = zip->len, name_length = (guint) strlen (parts[i].name);

      for (guint pass = 0; pass < 2; pass++)
        {
          GByteArray *to = pass ? directory : zip;

          g_byte_array_append (to, (const guint8 *) (pass ? "PK\1\2\0\0\0\0" : "PK\3\4\0\0"), pass ? 8 : 6);
          put16 (to, 0);
          put16 (to, 8);
          put32 (to, 0);
          put32 (to, 0); /* the sum is not checked: what does not inflate is damaged, and XML has ends of its own */
          put32 (to, g_bytes_get_size (packed));
          put32 (to, strlen (parts[i].text));
          put16 (to, name_length);
          put16 (to, 0);
          for (guint j = 0; pass && j < 5; j++)
            put16 (to, 0);
          if (pass)
            put32 (to, offset);
          g_byte_array_append (to, (const guint8 *) parts[i].name, name_length);
        }
      g_byte_array_append (zip, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
    }
  at = zip->len;
  g_byte_array_append (zip, directory->data, directory->len);
  g_byte_array_append (zip, (const guint8 *) "PK\5\6\0\0\0\0", 8);
  put16 (zip, n);
  put16 (zip, n);
  put32 (zip, directory->len);
  put32 (zip, at);
  put16 (zip, 0);
  return zip;
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

static void
test_what_is_no_workbook_or_breaks_off_says_so (void)
{
  const Part letter[] = { TYPES, { "word/document.xml", "<w/>" } };
  const Part whole[] = { TYPES, BOOK (""), RELATIONS, STYLES, STRINGS, SHEET (HEADER) };
  g_autoptr(GByteArray) zip = zip_of (whole, G_N_ELEMENTS (whole));
  g_autoptr(GError) error = NULL, broken = NULL;
  g_autoptr(Table) table = table_of (letter, G_N_ELEMENTS (letter), &error);
  g_autoptr(Table) none = table_parse ("visits.xlsx", (const char *) zip->data, zip->len - 30, 0, &broken);

  g_assert_null (table);
  g_assert_error (error, BASE_ERROR, BASE_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "no workbook"));
  g_assert_null (none);
  g_assert_nonnull (strstr (broken->message, "breaks off"));
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
  g_test_add_func ("/base/spreadsheet/refused", test_what_is_no_workbook_or_breaks_off_says_so);
  g_test_add_func ("/base/spreadsheet/swells", test_a_sheet_that_swells_is_refused);
  g_test_add_func ("/base/spreadsheet/random", test_bytes_that_change_at_random_do_no_harm);
  return g_test_run ();
}
