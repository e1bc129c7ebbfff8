/* tests/workspace/test-batch-reader.c */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "../photo/make-photo.h"
#include "workspace/batch-reader.h"
#include "workspace/installed.h"

#define N_PHOTOS 24

typedef struct {
  GArray *order;        /* indices in the order of delivery */
  guint n_faults;
  guint stop_at;        /* cancel when so many are delivered; 0: never */
  GCancellable *cancellable;
  int n_at_once, most_at_once;
} Seen;

/* None is a photo; every eighth is not even there. */
static char **
make_files (const char *folder)
{
  char **paths = g_new0 (char *, N_PHOTOS + 1);

  for (guint i = 0; i < N_PHOTOS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.ppm", i);

      paths[i] = g_build_filename (folder, name, NULL);
      if (i % 8 != 7)
        g_assert_true (g_file_set_contents (paths[i], "not a photo", -1, NULL));
    }
  return paths;
}

static void
remove_files (const char *folder, char **paths)
{
  for (char **path = paths; *path; path++)
    g_unlink (*path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
note_delivery (const BatchResult *result, gpointer data)
{
  Seen *seen = data;

  g_array_append_val (seen->order, result->index);
  seen->n_faults += result->fault != NULL;
  if (result->index % 8 == 7)
    g_assert_null (result->sha256);
  else
    g_assert_cmpuint (strlen (result->sha256), ==, 64);
  if (seen->stop_at && seen->order->len == seen->stop_at)
    g_cancellable_cancel (seen->cancellable);
}

static guint
read_made_files (Seen *seen)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-XXXXXX", NULL);
  g_auto(GStrv) paths = make_files (folder);
  BatchPlan plan = { .templates = installed_get ()->templates, .n_templates = installed_get ()->n_templates, .worn_min = NAN,
                     .n_threads = 4, .data = seen };
  guint n;

  seen->order = g_array_new (FALSE, FALSE, sizeof (guint));
  seen->cancellable = g_cancellable_new ();
  n = batch_read (&plan, (const char *const *) paths, N_PHOTOS, note_delivery, seen->cancellable);
  remove_files (folder, paths);
  for (guint i = 0; i < seen->order->len; i++)
    g_assert_cmpuint (g_array_index (seen->order, guint, i), ==, i);
  g_array_unref (seen->order);
  g_object_unref (seen->cancellable);
  return n;
}

static void
test_results_come_in_the_order_of_the_photos (void)
{
  Seen seen = { 0 };

  g_assert_cmpuint (read_made_files (&seen), ==, N_PHOTOS);
  g_assert_cmpuint (seen.n_faults, ==, N_PHOTOS);
}

static void
test_a_cancelled_batch_delivers_a_beginning (void)
{
  Seen seen = { .stop_at = 5 };

  g_assert_cmpuint (read_made_files (&seen), ==, 5);
}

static gboolean
count_at_once (guint index, const Photo *photo, const PatchReading *reading, gpointer data, GError **error)
{
  Seen *seen = data;
  int now = g_atomic_int_add (&seen->n_at_once, 1) + 1;

  if (now > g_atomic_int_get (&seen->most_at_once))
    g_atomic_int_set (&seen->most_at_once, now);
  g_usleep (2000);
  g_atomic_int_add (&seen->n_at_once, -1);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "looked at %u", index);
  return FALSE;
}

static void
note_look_fault (const BatchResult *result, gpointer data)
{
  g_autofree char *expected = g_strdup_printf ("looked at %u", result->index);

  g_assert_cmpstr (result->look_fault, ==, expected);
  g_assert_cmpint (result->reading->status, ==, READING_REFUSED);
}

static void
test_no_more_photos_are_in_memory_than_threads_and_none_shows_a_patch (void)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-XXXXXX", NULL), *path = g_build_filename (folder, "plain.png", NULL);
  const char *paths[N_PHOTOS];
  Seen seen = { 0 };
  BatchPlan plan = { .templates = installed_get ()->templates, .n_templates = installed_get ()->n_templates, .worn_min = NAN,
                     .n_threads = 3, .look = count_at_once, .data = &seen };
  const MadePhoto as = { 0 };
  g_autoptr(GBytes) png = make_png (200, 150, &as);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png), NULL));
  for (guint i = 0; i < N_PHOTOS; i++)
    paths[i] = path;
  batch_read (&plan, paths, N_PHOTOS, note_look_fault, NULL);
  g_assert_cmpint (seen.most_at_once, <=, 3);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/batch-reader/order", test_results_come_in_the_order_of_the_photos);
  g_test_add_func ("/workspace/batch-reader/cancel", test_a_cancelled_batch_delivers_a_beginning);
  g_test_add_func ("/workspace/batch-reader/memory", test_no_more_photos_are_in_memory_than_threads_and_none_shows_a_patch);
  return g_test_run ();
}
