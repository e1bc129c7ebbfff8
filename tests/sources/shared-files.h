/* tests/sources/shared-files.h: the real files of ../shared, which tests skip when it is absent */
#pragma once

#include <glib.h>

/* Returns: (transfer full) (nullable): the path below ../shared/activities, NULL (and the test is skipped) when it is not there. */
static inline char *
shared_file (const char *name)
{
  const char *shared = g_getenv ("SALTLINE_SHARED");
  g_autofree char *path = shared ? g_build_filename (shared, "activities", name, NULL) : NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("../shared/activities is not here");
      return NULL;
    }
  return g_steal_pointer (&path);
}
