/* ui/edit-queue.h
 *
 * Edits on their way into the file: one thread keeps them at once and in the order in which they were made, so that nothing
 * is lost that was done and the window never waits for the disk. May include: nothing of Saltline. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs @work for @task after all that was pushed before. */
void edit_queue_push  (GTask *task, GTaskThreadFunc work);

/* Returns when everything that was pushed is kept: before something is undone, and before the program ends. */
void edit_queue_flush (void);

G_END_DECLS
