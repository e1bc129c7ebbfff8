/* tests/workspace/test-readings-table.c */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>

#include "base/table.h"
#include "patch/phantom.h"
#include "workspace/installed.h"
#include "workspace/readings-table.h"

static gint64
add_phantom (SaltlineWorkspace *workspace, const char *folder, guint64 seed)
{
  g_autofree char *path = g_build_filename (folder, "a, \"quoted\" name.png", NULL);
  g_autoptr(GError) error = NULL;
  g_auto(PhantomTruth) truth = { 0 };
  g_autofree guint8 *rgb = NULL;
  PhantomScene scene;
  gint64 id;

  phantom_scene_random (&scene, PHANTOM_EASY, seed, 800, 600, NULL);
  rgb = phantom_draw (&scene, installed_get ()->templates[0], NULL, &truth);
  g_assert_true (phantom_save (path, 800, 600, rgb, 90, &error));
  g_assert_true (saltline_workspace_add_photo (workspace, path, &id, NULL, NULL, &error));
  g_assert_true (saltline_workspace_read_photo (workspace, id, NULL, "automatic", NULL, NULL, &error));
  g_assert_no_error (error);
  return id;
}

static void
test_the_table_reads_back_digit_by_digit (void)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-table-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "w.saltline", NULL);
  g_autofree char *path = g_build_filename (folder, "readings.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (file, STORE_OPEN_CREATE, &error);
  gint64 id = add_phantom (workspace, folder, 61);
  g_autoptr(StoredPhoto) photo = store_photo (saltline_workspace_get_store (workspace), id, &error);
  g_autoptr(StoredReading) reading = store_reading (saltline_workspace_get_store (workspace), photo->state.reading, &error);
  Table *table;
  double fill;

  setlocale (LC_NUMERIC, "de_DE.UTF-8"); /* a decimal comma must not get into the file */
  g_assert_true (readings_table_write (workspace, &id, 1, path, &error));
  setlocale (LC_NUMERIC, "C");
  g_assert_no_error (error);
  table = table_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->rows->len, ==, 1);
  g_assert_cmpstr (table_cell (table, 0, (guint) table_find_column (table, "photo")), ==, "a, \"quoted\" name.png");
  g_assert_cmpstr (table_cell (table, 0, (guint) table_find_column (table, "sha256")), ==, photo->sha256);
  g_assert_true (table_number (table, 0, (guint) table_find_column (table, "fill_fraction"), &fill));
  if (!isnan (reading->fill))
    g_assert_cmpfloat (fill, ==, reading->fill);
  g_assert_cmpstr (table_cell (table, 0, (guint) table_find_column (table, "volume_ul")), ==, "");
  table_free (table);
}

static void
test_an_overlay_stands_beside_the_others (void)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-table-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "w.saltline", NULL);
  g_autofree char *first = g_build_filename (folder, "a, \"quoted\" name-overlay.png", NULL);
  g_autofree char *second = g_build_filename (folder, "a, \"quoted\" name-overlay-2.png", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (file, STORE_OPEN_CREATE, &error);
  gint64 id = add_phantom (workspace, folder, 62);

  g_assert_true (readings_overlay_write (workspace, id, folder, NULL, &error));
  g_assert_true (readings_overlay_write (workspace, id, folder, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (first, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_REGULAR));
}

static void
test_a_failed_export_leaves_nothing (void)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-table-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "w.saltline", NULL);
  g_autofree char *path = g_build_filename (folder, "missing", "readings.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (file, STORE_OPEN_CREATE, &error);
  gint64 id = add_phantom (workspace, folder, 63);

  g_assert_false (readings_table_write (workspace, &id, 1, path, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/readings-table/the-table-reads-back-digit-by-digit", test_the_table_reads_back_digit_by_digit);
  g_test_add_func ("/workspace/readings-table/an-overlay-stands-beside-the-others", test_an_overlay_stands_beside_the_others);
  g_test_add_func ("/workspace/readings-table/a-failed-export-leaves-nothing", test_a_failed_export_leaves_nothing);
  return g_test_run ();
}
