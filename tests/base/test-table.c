/* tests/base/test-table.c */
#include <math.h>
#include <string.h>

#include "base/table.h"

static Table *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  Table *table = table_parse ("test.csv", text, strlen (text), 0, &error);

  g_assert_no_error (error);
  g_assert_nonnull (table);
  return table;
}

static void
test_quotes_and_blanks_are_read_as_rfc_4180_writes_them (void)
{
  g_autoptr(Table) table = parse ("a,\"b \"\"x\"\"\",c\n1,\"two, three\",\n\n4,\"line\nbreak\",6\n");

  g_assert_cmpuint (table->n_columns, ==, 3);
  g_assert_cmpstr (table->names[1], ==, "b \"x\"");
  g_assert_cmpuint (table->rows->len, ==, 2);
  g_assert_cmpstr (table_cell (table, 0, 1), ==, "two, three");
  g_assert_true (table_cell_is_missing (table_cell (table, 0, 2)));
  g_assert_cmpstr (table_cell (table, 1, 1), ==, "line\nbreak");
  g_assert_cmpuint (g_array_index (table->line_numbers, guint, 1), ==, 4);
}

static void
test_decimal_commas_are_numbers_behind_semicolons (void)
{
  g_autoptr(Table) table = parse ("x;y\n0,97;1.234,5\n");
  double value;

  g_assert_cmpint (table->delimiter, ==, ';');
  g_assert_cmpint (table->decimal_mark, ==, ',');
  g_assert_true (table_number (table, 0, 0, &value));
  g_assert_cmpfloat_with_epsilon (value, 0.97, 1e-15);
  g_assert_true (table_number (table, 0, 1, &value));
  g_assert_cmpfloat_with_epsilon (value, 1234.5, 1e-12);
}

static void
test_words_are_no_numbers_and_missing_is_not_zero (void)
{
  g_autoptr(Table) table = parse ("x,y\nabc,NA\n");
  double value;

  g_assert_false (table_number (table, 0, 0, &value));
  g_assert_true (table_number (table, 0, 1, &value));
  g_assert_true (isnan (value));
}

static void
test_utf16_with_its_mark_is_read (void)
{
  const char bytes[] = "\xFF\xFE" "a\0,\0b\0\n\0" "1\0,\0" "2\0\n\0";
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = table_parse ("utf16.csv", bytes, sizeof bytes - 1, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (table->encoding, ==, "UTF-16LE");
  g_assert_cmpstr (table_cell (table, 0, 1), ==, "2");
}

static void
test_a_row_wider_than_the_header_is_refused_with_its_line (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = table_parse ("wide.csv", "a,b\n1,2\n1,2,3\n", 14, 0, &error);

  g_assert_null (table);
  g_assert_error (error, BASE_ERROR, BASE_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "wide.csv, line 3"));
}

static void
test_a_point_among_decimal_commas_is_no_number (void)
{
  g_autoptr(Table) table = parse ("x;y\n0,97;3.5\n1,25;4.25\n1.5;2\n1.234;0.5\n");
  double value;

  g_assert_true (table_number (table, 1, 0, &value));
  g_assert_cmpfloat (value, ==, 1.25);
  g_assert_false (table_number (table, 2, 0, &value)); /* not 15 */
  g_assert_true (table_number (table, 3, 0, &value));  /* a group of three */
  g_assert_cmpfloat (value, ==, 1234);
  g_assert_true (table_number (table, 0, 1, &value));  /* each column has its own mark */
  g_assert_cmpfloat (value, ==, 3.5);
}

static void
test_thousands_are_grouped_by_threes_only (void)
{
  g_autoptr(Table) table = parse ("a,b,c,d\n\"1,234,567.5\",\"12,34\",0x1A,1e400\n\"1,2345\",\"0,125\",inf,\"01,234\"\n2.5,7,1,1.5\n");
  double value;

  g_assert_true (table_number (table, 0, 0, &value));
  g_assert_cmpfloat (value, ==, 1234567.5);
  g_assert_false (table_number (table, 1, 0, &value)); /* "1,2345" among points */
  g_assert_true (table_number (table, 0, 1, &value));
  g_assert_cmpfloat (value, ==, 12.34);
  g_assert_true (table_number (table, 1, 1, &value)); /* no group begins with 0 */
  g_assert_cmpfloat (value, ==, 0.125);
  g_assert_false (table_number (table, 0, 2, &value));
  g_assert_false (table_number (table, 1, 2, &value));
  g_assert_false (table_number (table, 0, 3, &value));
  g_assert_false (table_number (table, 1, 3, &value));
}

static void
assert_refused (const char *bytes, gsize length, const char *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = table_parse ("bad.csv", bytes, length, 0, &error);

  g_assert_null (table);
  g_assert_error (error, BASE_ERROR, BASE_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_zero_bytes_and_open_quotes_are_refused (void)
{
  assert_refused ("\xEF\xBB\xBF" "a,b\n1,\0\n", 11, "zero bytes");
  assert_refused ("\xFF\xFE" "a\0\n\0" "1\0\0\0\n\0", 12, "zero bytes");
  assert_refused ("a,b\n1,2\n3,\"4\n5,6\n", 17, "line 3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/table/quotes", test_quotes_and_blanks_are_read_as_rfc_4180_writes_them);
  g_test_add_func ("/base/table/decimal-comma", test_decimal_commas_are_numbers_behind_semicolons);
  g_test_add_func ("/base/table/words-and-missing", test_words_are_no_numbers_and_missing_is_not_zero);
  g_test_add_func ("/base/table/utf-16", test_utf16_with_its_mark_is_read);
  g_test_add_func ("/base/table/wide-row", test_a_row_wider_than_the_header_is_refused_with_its_line);
  g_test_add_func ("/base/table/point-among-commas", test_a_point_among_decimal_commas_is_no_number);
  g_test_add_func ("/base/table/thousands", test_thousands_are_grouped_by_threes_only);
  g_test_add_func ("/base/table/zero-bytes-and-open-quotes", test_zero_bytes_and_open_quotes_are_refused);
  return g_test_run ();
}
