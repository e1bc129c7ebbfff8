/* tests/store/scratch.h: a folder of its own for each test, with a workspace in it */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "store/people.h"

typedef struct {
  char *folder;
  char *path;
  Store *store;
} Scratch;

static inline void
scratch_remove (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)))
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          scratch_remove (child);
        }
    }
  g_remove (path);
}

static inline void
scratch_set_up (Scratch *scratch, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  scratch->folder = g_dir_make_tmp ("saltline-XXXXXX", &error);
  g_assert_no_error (error);
  scratch->path = g_build_filename (scratch->folder, "season.saltline", NULL);
  scratch->store = store_open (scratch->path, STORE_OPEN_NEW, &error);
  g_assert_no_error (error);
  g_assert_nonnull (scratch->store);
}

static inline void
scratch_tear_down (Scratch *scratch, gconstpointer data)
{
  g_clear_pointer (&scratch->store, store_close);
  scratch_remove (scratch->folder);
  g_free (scratch->path);
  g_free (scratch->folder);
}

static inline gint64
scratch_add_athlete (Store *store, const char *handle)
{
  g_autoptr(Athlete) athlete = athlete_new (handle, handle);

  g_assert_true (store_add_athlete (store, athlete, NULL));
  return athlete->id;
}
