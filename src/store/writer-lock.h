/* store/writer-lock.h
 *
 * One writer for a workspace: an advisory lock on FILE.lock, which says in words who holds it. The kernel releases it when
 * the process ends, however it ends; words left in an unlocked file mean that the last writer did not close it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  int fd;             /* −1: not held */
  char *path;
  char *holder;       /* who else holds it; NULL when we do */
  gboolean unclean;   /* the last holder did not let go in order */
} WriterLock;

/* Returns: TRUE when taken; otherwise holder says who has it (or that the folder cannot be written). */
gboolean writer_lock_take    (WriterLock *lock, const char *workspace_path);
void     writer_lock_release (WriterLock *lock);

G_END_DECLS
