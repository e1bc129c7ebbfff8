/* base/file.c */
#include "file.h"

#include <glib/gi18n.h>

gboolean
file_replace (const char *path, const void *bytes, gsize length, GError **error)
{
  g_autofree char *name = NULL, *folder = NULL;
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail (path != NULL && (bytes != NULL || length == 0), FALSE);

  if (g_file_set_contents_full (path, length ? bytes : "", (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &local))
    return TRUE;
  name = g_filename_display_name (path);
  folder = g_path_get_dirname (path);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    g_set_error (error, BASE_ERROR, BASE_ERROR_UNREADABLE, _("%s cannot be written: it is a folder."), name);
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, BASE_ERROR, BASE_ERROR_UNREADABLE, _("%s cannot be written: there is no folder %s."), name, folder);
  else
    g_set_error (error, BASE_ERROR, BASE_ERROR_UNREADABLE, _("%s cannot be written: %s"), name, local->message);
  return FALSE;
}
