/* ui/edit-queue.c */
#include "edit-queue.h"

typedef struct {
  GTask *task;
  EditKeep keep;
} Entry;

static GMutex mutex;
static GCond cond;
static guint n_waiting; /* or being kept */

static void
keep_in_thread (gpointer data, gpointer user_data)
{
  Entry *entry = data;
  GError *error = NULL;

  if (entry->keep (g_task_get_source_object (entry->task), g_task_get_task_data (entry->task), &error))
    g_task_return_boolean (entry->task, TRUE);
  else
    g_task_return_error (entry->task, error);
  g_object_unref (entry->task);
  g_free (entry);
  g_mutex_lock (&mutex);
  n_waiting--;
  g_cond_broadcast (&cond);
  g_mutex_unlock (&mutex);
}

void
edit_queue_push (gpointer source, EditKeep keep, gpointer edit, GDestroyNotify free_edit, GAsyncReadyCallback kept, gpointer data)
{
  static GThreadPool *thread;
  Entry *entry;

  g_return_if_fail (G_IS_OBJECT (source) && keep != NULL);

  if (thread == NULL)
    thread = g_thread_pool_new (keep_in_thread, NULL, 1, FALSE, NULL);
  entry = g_new (Entry, 1);
  *entry = (Entry) { g_task_new (source, NULL, kept, data), keep };
  g_task_set_task_data (entry->task, edit, free_edit);
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
    g_cond_wait (&cond, &mutex);
  g_mutex_unlock (&mutex);
}
