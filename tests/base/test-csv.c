/* tests/base/test-csv.c */
#include <locale.h>
#include <math.h>

#include "base/csv.h"
#include "base/table.h"

static void
test_what_is_written_is_read_back (void)
{
  const char *const words[] = { "plain", "a, \"quoted\" one", "two\nlines", "Zürich" };
  g_autoptr(GString) text = g_string_new ("word,number\r\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      csv_put_text (text, words[i]);
      csv_put_number (text, 0.1 + i);
      csv_end_line (text);
    }
  table = table_parse ("test", text->str, text->len, ',', &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->rows->len, ==, G_N_ELEMENTS (words));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      double number;

      g_assert_cmpstr (table_cell (table, i, 0), ==, words[i]);
      g_assert_true (table_number (table, i, 1, &number));
      g_assert_cmpfloat (number, ==, 0.1 + i);
    }
}

static void
test_what_is_not_known_is_an_empty_cell (void)
{
  g_autoptr(GString) text = g_string_new ("a,b,c\r\n");

  csv_put_text (text, NULL);
  csv_put_number (text, NAN);
  csv_put_text (text, "c");
  csv_end_line (text);
  g_assert_cmpstr (text->str, ==, "a,b,c\r\n\"\",,c\r\n");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/csv/read-back", test_what_is_written_is_read_back);
  g_test_add_func ("/base/csv/unknown", test_what_is_not_known_is_an_empty_cell);
  return g_test_run ();
}
