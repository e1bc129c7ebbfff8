/* base/file.c */
#define _GNU_SOURCE /* O_TMPFILE */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      bytes += written;
      length -= (gsize) written;
    }
  return fsync (fd) == 0;
}

/* The name is given once all is written. What stands at @path is replaced by renaming, the only way that never shows half of it. */
static gboolean
name_file (int fd, const char *path)
{
  g_autofree char *unnamed = g_strdup_printf ("/proc/self/fd/%d", fd), *beside = NULL;

  if (linkat (AT_FDCWD, unnamed, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0)
    return TRUE;
  if (errno != EEXIST)
    return FALSE;
  beside = g_strdup_printf ("%s.%08x", path, g_random_int ());
  if (linkat (AT_FDCWD, unnamed, AT_FDCWD, beside, AT_SYMLINK_FOLLOW) != 0)
    return FALSE;
  if (rename (beside, path) == 0)
    return TRUE;
  unlink (beside);
  return FALSE;
}

static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

/* A file without a name while it is written: a program that is killed meanwhile leaves nothing behind. FALSE also where the file
 * system knows no such files. */
static gboolean
write_unnamed (const char *path, const char *folder, const void *bytes, gsize length)
{
  int fd = open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = write_all (fd, bytes, length) && name_file (fd, path);
  close (fd);
  if (done)
    sync_folder (folder);
  return done;
}

gboolean
file_replace (const char *path, const void *bytes, gsize length, GError **error)
{
  g_autofree char *name = NULL, *folder = NULL;
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail (path != NULL && (bytes != NULL || length == 0), FALSE);

  folder = g_path_get_dirname (path);
  if (write_unnamed (path, folder, bytes, length)
      || g_file_set_contents_full (path, length ? bytes : "", (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &local))
    return TRUE;
  name = g_filename_display_name (path);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    g_set_error (error, BASE_ERROR, BASE_ERROR_UNREADABLE, _("%s cannot be written: it is a folder."), name);
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, BASE_ERROR, BASE_ERROR_UNREADABLE, _("%s cannot be written: there is no folder %s."), name, folder);
  else
    g_set_error (error, BASE_ERROR, BASE_ERROR_UNREADABLE, _("%s cannot be written: %s"), name, local->message);
  return FALSE;
}
