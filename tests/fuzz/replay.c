/* tests/fuzz/replay.c: feeds every file of a folder to a fuzz target, without a fuzzer; so the seeds are tests.
 * Besides each file as it is, sixty damaged copies of it, the same ones in each run. */
#include <glib.h>

#include "target.h"

#define N_DAMAGED 60

static void
run_damaged (const char *contents, gsize length)
{
  g_autoptr(GRand) random = g_rand_new_with_seed ((guint32) length);

  for (int trial = 0; trial < N_DAMAGED && length > 0; trial++)
    {
      gsize part = trial % 4 == 0 ? (gsize) g_rand_int_range (random, 0, (gint32) length) : length;
      g_autofree guint8 *copy = g_memdup2 (contents, length);

      for (int i = 0; i < 1 + trial % 5; i++)
        copy[g_rand_int_range (random, 0, (gint32) length)] = (guint8) g_rand_int (random);
      LLVMFuzzerTestOneInput (copy, part);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) folder = g_dir_open (argc > 1 ? argv[1] : ".", 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL), *contents = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, &error));
      LLVMFuzzerTestOneInput ((const guint8 *) contents, length);
      run_damaged (contents, length);
      g_print ("ok %u %s\n", ++n, name);
    }
  g_print ("1..%u\n", n);
  return n > 0 ? 0 : 1;
}
