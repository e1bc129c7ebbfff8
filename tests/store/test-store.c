/* tests/store/test-store.c: the file itself */
#include <string.h>

#include "scratch.h"
#include "store/statement.h"

static void
test_a_second_writer_reads_and_is_told_who_holds_it (Scratch *scratch, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) second = store_open (scratch->path, STORE_OPEN, &error);

  g_assert_no_error (error);
  g_assert_true (store_is_read_only (second));
  g_assert_nonnull (strstr (store_holder (second), g_get_user_name ()));
  g_assert_false (store_set_setting (second, "x", "y", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (store_open (scratch->path, STORE_OPEN_WRITE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
}

static void
test_a_newer_file_is_refused_with_both_versions_and_not_changed (Scratch *scratch, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize before_size, after_size;

  g_assert_true (store_run (scratch->store, NULL, &error, "PRAGMA user_version = 999", ""));
  g_clear_pointer (&scratch->store, store_close);
  g_assert_true (g_file_get_contents (scratch->path, &before, &before_size, NULL));
  g_assert_null (store_open (scratch->path, STORE_OPEN, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "999"));
  g_assert_true (g_file_get_contents (scratch->path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
}

static void
test_other_files_are_no_workspaces_and_stay_as_they_are (Scratch *scratch, gconstpointer data)
{
  g_autofree char *text = g_build_filename (scratch->folder, "notes.txt", NULL);
  g_autofree char *other = g_build_filename (scratch->folder, "other.db", NULL);
  g_autoptr(GError) error = NULL;
  sqlite3 *database;

  g_assert_true (g_file_set_contents (text, "no database, but long enough to be looked at as if it were one\n", -1, NULL));
  g_assert_null (store_open (text, STORE_OPEN, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DAMAGED);
  g_clear_error (&error);

  g_assert_cmpint (sqlite3_open (other, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "CREATE TABLE song (title)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
  g_assert_null (store_open (other, STORE_OPEN, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "another program"));
}

static void
test_words_left_in_the_lock_mean_a_crash_and_the_file_is_checked (Scratch *scratch, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (scratch->path, ".lock", NULL);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&scratch->store, store_close);
  g_assert_true (g_file_set_contents (lock, "maria on lab-3", -1, NULL));
  scratch->store = store_open (scratch->path, STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (store_was_unclean (scratch->store));
  g_clear_pointer (&scratch->store, store_close);
  scratch->store = store_open (scratch->path, STORE_OPEN, &error);
  g_assert_false (store_was_unclean (scratch->store));
}

static void
test_a_damaged_file_is_named_after_a_crash (Scratch *scratch, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (scratch->path, ".lock", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  for (gint64 i = 0; i < 200; i++)
    g_assert_true (store_run (scratch->store, NULL, NULL, "INSERT INTO setting VALUES ('k' || ?, hex (randomblob (200)))", "i", i));
  g_clear_pointer (&scratch->store, store_close);
  g_assert_true (g_file_get_contents (scratch->path, &bytes, &size, NULL));
  memset (bytes + size - 40000, 0xA5, 30000);
  g_assert_true (g_file_set_contents (scratch->path, bytes, (gssize) size, NULL));
  g_assert_true (g_file_set_contents (lock, "maria on lab-3", -1, NULL));
  g_assert_null (store_open (scratch->path, STORE_OPEN, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "season.saltline"));
}

static gboolean
fail_half_way (Store *store, gpointer data, GError **error)
{
  g_assert_true (store_set_setting (store, "half", "done", error));
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED, "enough");
  return FALSE;
}

static gboolean
outer_survives_inner (Store *store, gpointer data, GError **error)
{
  g_assert_true (store_set_setting (store, "outer", "kept", error));
  g_assert_false (store_transaction (store, fail_half_way, NULL, NULL));
  return TRUE;
}

static void
test_a_transaction_is_whole_or_nothing_also_inside_another (Scratch *scratch, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *outer = NULL;

  g_assert_false (store_transaction (scratch->store, fail_half_way, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_assert_null (store_setting (scratch->store, "half"));
  g_assert_true (store_transaction (scratch->store, outer_survives_inner, NULL, NULL));
  g_assert_null (store_setting (scratch->store, "half"));
  outer = store_setting (scratch->store, "outer");
  g_assert_cmpstr (outer, ==, "kept");
}

static void
test_a_backup_holds_what_the_file_holds_and_overwrites_nothing (Scratch *scratch, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (scratch->folder, "copy.saltline", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) opened = NULL;
  g_autofree char *value = NULL;

  g_assert_true (store_set_setting (scratch->store, "colour", "orange", NULL));
  g_assert_true (store_backup (scratch->store, copy, NULL, &error));
  g_assert_no_error (error);
  opened = store_open (copy, STORE_OPEN, &error);
  g_assert_no_error (error);
  value = store_setting (opened, "colour");
  g_assert_cmpstr (value, ==, "orange");
  g_assert_false (store_backup (scratch->store, copy, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_EXISTS);
}

static void
test_snapshots_come_once_a_week (Scratch *scratch, gconstpointer data)
{
  g_autofree char *folder = g_strconcat (scratch->path, "-snapshots", NULL);
  g_autoptr(GDir) dir = NULL;
  guint n = 0;

  g_assert_true (store_snapshot_if_due (scratch->store, NULL));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (store_set_setting (scratch->store, "snapshot_us", "0", NULL));
  g_assert_true (store_snapshot_if_due (scratch->store, NULL));
  g_assert_true (store_snapshot_if_due (scratch->store, NULL));
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir))
    n++;
  g_assert_cmpuint (n, ==, 1);
}

static void
test_a_missing_file_is_named_with_the_remedy (Scratch *scratch, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (store_open ("/nowhere/at/all.saltline", STORE_OPEN, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "workspace create"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Scratch, NULL, scratch_set_up, test, scratch_tear_down)
  ADD ("/store/second-writer", test_a_second_writer_reads_and_is_told_who_holds_it);
  ADD ("/store/newer", test_a_newer_file_is_refused_with_both_versions_and_not_changed);
  ADD ("/store/other-files", test_other_files_are_no_workspaces_and_stay_as_they_are);
  ADD ("/store/crash", test_words_left_in_the_lock_mean_a_crash_and_the_file_is_checked);
  ADD ("/store/damaged", test_a_damaged_file_is_named_after_a_crash);
  ADD ("/store/transaction", test_a_transaction_is_whole_or_nothing_also_inside_another);
  ADD ("/store/backup", test_a_backup_holds_what_the_file_holds_and_overwrites_nothing);
  ADD ("/store/snapshot", test_snapshots_come_once_a_week);
  ADD ("/store/missing", test_a_missing_file_is_named_with_the_remedy);
  return g_test_run ();
}
