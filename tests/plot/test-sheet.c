/* tests/plot/test-sheet.c */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "plot/sheet.h"

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("saltline-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "sheet.pdf", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* Draws a sheet with a table of @n_rows. Returns: its bytes. */
static char *
written (const char *path, guint n_rows, gsize *length, guint *n_pages)
{
  const double x[] = { 1, 2, 3 };
  g_autoptr(Sheet) sheet = sheet_new ("Sheet", "drawn by a test");
  g_autoptr(Figure) figure = figure_new ("Figure", "x", "y");
  g_autofree const char **cells = g_new (const char *, 3 * (n_rows + 1));
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;

  figure_add (figure, MARK_LINE, series_new (NULL, 3, x, x, NULL, NULL, NULL), 0);
  for (guint i = 0; i < 3 * (n_rows + 1); i++)
    cells[i] = i % 3 == 0 ? "a cell that is rather long and has to be wrapped when its neighbours are as long" : i % 3 == 1 ? "12.5" : NULL;
  sheet_heading (sheet, "Heading");
  sheet_text (sheet, "A paragraph.");
  sheet_figure (sheet, figure, 200);
  sheet_table (sheet, "lrl", cells, n_rows + 1);
  g_assert_true (sheet_write (sheet, path, &error));
  g_assert_no_error (error);
  *n_pages = sheet_n_pages (sheet);
  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
}

static void
test_a_sheet_is_the_same_bytes_each_time (Fixture *fixture, gconstpointer data)
{
  gsize first_length, second_length;
  guint n_pages;
  g_autofree char *first = written (fixture->path, 5, &first_length, &n_pages);
  g_autofree char *second = written (fixture->path, 5, &second_length, &n_pages);

  g_assert_cmpmem (first, first_length, second, second_length);
  g_assert_true (g_str_has_prefix (first, "%PDF-"));
}

static void
test_a_long_table_goes_on_over_as_many_pages_as_it_needs (Fixture *fixture, gconstpointer data)
{
  gsize length;
  guint one, many;
  g_autofree char *short_sheet = written (fixture->path, 5, &length, &one);
  g_autofree char *long_sheet = written (fixture->path, 200, &length, &many);

  g_assert_cmpuint (one, ==, 1);
  g_assert_cmpuint (many, >=, 4);
}

static void
test_a_sheet_that_cannot_be_written_says_where (Fixture *fixture, gconstpointer data)
{
  g_autoptr(Sheet) sheet = sheet_new ("Sheet", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *nowhere = g_build_filename (fixture->folder, "missing", "sheet.pdf", NULL);

  g_assert_false (sheet_write (sheet, nowhere, &error));
  g_assert_nonnull (strstr (error->message, "missing"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(test) g_test_add ("/sheet/" #test, Fixture, NULL, set_up, test, tear_down)
  ADD (test_a_sheet_is_the_same_bytes_each_time);
  ADD (test_a_long_table_goes_on_over_as_many_pages_as_it_needs);
  ADD (test_a_sheet_that_cannot_be_written_says_where);
  return g_test_run ();
}
