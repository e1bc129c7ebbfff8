/* tests/base/test-file.c: a file is written whole, or not at all */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/file.h"

#define MEGABYTE (1024 * 1024)

typedef struct {
  char *folder, *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  if (g_test_subprocess ())
    return; /* it dies in the folder of the one that started it */
  place->folder = g_dir_make_tmp ("saltline-file-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "export.csv", NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_unlink (place->path);
  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_free (place->path);
  g_free (place->folder);
}

static void
assert_holds (const Place *place, const char *text)
{
  g_autofree char *kept = NULL;

  g_assert_true (g_file_get_contents (place->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, text);
  g_assert_cmpuint (count_files (place->folder), ==, 1);
}

static void
test_a_file_is_made_and_replaced_with_nothing_beside_it (Place *place, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  GStatBuf made, plain;
  g_autofree char *other = g_build_filename (place->folder, "plain", NULL);

  g_assert_true (file_replace (place->path, "one", 3, &error));
  assert_holds (place, "one");
  g_assert_true (file_replace (place->path, "two, longer", 11, &error));
  assert_holds (place, "two, longer");
  g_assert_true (file_replace (place->path, NULL, 0, &error));
  assert_holds (place, "");
  g_assert_no_error (error);
  /* As any other program makes it: readable for whom the user lets read. */
  fclose (g_fopen (other, "w"));
  g_assert_cmpint (g_stat (place->path, &made), ==, 0);
  g_assert_cmpint (g_stat (other, &plain), ==, 0);
  g_assert_cmpint (made.st_mode, ==, plain.st_mode);
  g_unlink (other);
}

static void
test_what_cannot_be_written_says_why_and_leaves_what_was_there (Place *place, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (place->folder, "none", "export.csv", NULL);
  g_autoptr(GError) folder = NULL, missing = NULL;

  g_assert_false (file_replace (place->folder, "x", 1, &folder));
  g_assert_error (folder, BASE_ERROR, BASE_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (folder->message, "it is a folder"));
  g_assert_false (file_replace (nowhere, "x", 1, &missing));
  g_assert_nonnull (strstr (missing->message, "there is no folder"));
  g_assert_cmpuint (count_files (place->folder), ==, 0);
}

/* Ended by a signal in the middle of writing, as by SIGKILL. */
static void
die_while_writing (const char *path)
{
  const struct rlimit limit = { MEGABYTE, MEGABYTE }, none = { 0, 0 };
  g_autofree char *bytes = g_malloc0 (4 * MEGABYTE);

  signal (SIGXFSZ, SIG_DFL);
  setrlimit (RLIMIT_CORE, &none);
  setrlimit (RLIMIT_FSIZE, &limit);
  file_replace (path, bytes, 4 * MEGABYTE, NULL);
}

static void
test_a_program_that_is_killed_while_it_writes_leaves_the_old_file_alone (Place *place, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      die_while_writing (g_getenv ("SALTLINE_TEST_PATH"));
      return;
    }
  g_assert_true (file_replace (place->path, "old", 3, NULL));
  g_setenv ("SALTLINE_TEST_PATH", place->path, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_assert_false (g_test_trap_has_passed ());
  assert_holds (place, "old");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/file/" path, Place, NULL, set_up, test, tear_down)
  ADD ("replaced", test_a_file_is_made_and_replaced_with_nothing_beside_it);
  ADD ("refused", test_what_cannot_be_written_says_why_and_leaves_what_was_there);
  ADD ("killed", test_a_program_that_is_killed_while_it_writes_leaves_the_old_file_alone);
  return g_test_run ();
}
