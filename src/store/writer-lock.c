/* store/writer-lock.c */
#include "writer-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static char *
read_words (int fd)
{
  char words[512];
  gssize n = pread (fd, words, sizeof words - 1, 0);

  words[MAX (n, 0)] = '\0';
  return g_strstrip (g_strdup (words));
}

gboolean
writer_lock_take (WriterLock *lock, const char *workspace_path)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *since = g_date_time_format (now, "%F %R %Z");
  g_autofree char *words = NULL, *left = NULL;

  lock->path = g_strconcat (workspace_path, ".lock", NULL);
  lock->fd = open (lock->path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock->fd < 0)
    {
      lock->holder = g_strdup_printf ("nobody: %s cannot be written (%s)", lock->path, g_strerror (errno));
      return FALSE;
    }
  if (flock (lock->fd, LOCK_EX | LOCK_NB) != 0)
    {
      lock->holder = read_words (lock->fd);
      close (lock->fd);
      lock->fd = -1;
      return FALSE;
    }
  left = read_words (lock->fd);
  lock->unclean = *left != '\0';
  words = g_strdup_printf ("%s on %s since %s (process %d)\n", g_get_user_name (), g_get_host_name (), since, (int) getpid ());
  if (ftruncate (lock->fd, 0) != 0 || pwrite (lock->fd, words, strlen (words), 0) < 0)
    g_debug ("%s: %s", lock->path, g_strerror (errno)); /* the lock holds without its words */
  return TRUE;
}

void
writer_lock_release (WriterLock *lock)
{
  if (lock->fd >= 0)
    {
      if (ftruncate (lock->fd, 0) != 0)
        g_debug ("%s: %s", lock->path, g_strerror (errno));
      close (lock->fd);
    }
  lock->fd = -1;
  g_clear_pointer (&lock->path, g_free);
  g_clear_pointer (&lock->holder, g_free);
}
