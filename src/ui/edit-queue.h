/* ui/edit-queue.h
 *
 * Edits on their way into the file: one thread keeps them at once and in the order in which they were made, so that nothing
 * is lost that was done and the window never waits for the disk. May include: nothing of Saltline. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keeps @edit, or says why not. Runs in the queue's thread. */
typedef gboolean (*EditKeep) (gpointer source, gpointer edit, GError **error);

/**
 * edit_queue_push:
 * @source: (type GObject.Object): held until @edit is kept
 * @edit: (transfer full): the task data of what @kept is given
 * @kept: (nullable): in the main context, with a GTask: g_task_propagate_boolean ()
 *
 * Has @keep called after all that was pushed before.
 */
void edit_queue_push  (gpointer source, EditKeep keep, gpointer edit, GDestroyNotify free_edit, GAsyncReadyCallback kept, gpointer data);

/* Returns when everything that was pushed is kept: before something is undone, and before the program ends. */
void edit_queue_flush (void);

G_END_DECLS
