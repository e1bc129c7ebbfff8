/* ui/edit-queue.c */
#include "edit-queue.h"

typedef struct {
  GTask *task;
  GTaskThreadFunc work;
} Entry;

static GMutex mutex;
static GCond kept;
static guint n_waiting; /* or being kept */

static void
keep_in_thread (gpointer data, gpointer user_data)
{
  Entry *entry = data;

  entry->work (entry->task, g_task_get_source_object (entry->task), g_task_get_task_data (entry->task), g_task_get_cancellable (entry->task));
  g_object_unref (entry->task);
  g_free (entry);
  g_mutex_lock (&mutex);
  n_waiting--;
  g_cond_broadcast (&kept);
  g_mutex_unlock (&mutex);
}

void
edit_queue_push (GTask *task, GTaskThreadFunc work)
{
  static GThreadPool *thread;
  Entry *entry;

  g_return_if_fail (G_IS_TASK (task) && work != NULL);

  if (thread == NULL)
    thread = g_thread_pool_new (keep_in_thread, NULL, 1, FALSE, NULL);
  entry = g_new (Entry, 1);
  *entry = (Entry) { g_object_ref (task), work };
  g_mutex_lock (&mutex);
  n_waiting++;
  g_mutex_unlock (&mutex);
  g_thread_pool_push (thread, entry, NULL);
}

void
edit_queue_flush (void)
{
  g_mutex_lock (&mutex);
  while (n_waiting > 0)
    g_cond_wait (&kept, &mutex);
  g_mutex_unlock (&mutex);
}
