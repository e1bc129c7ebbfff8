/* workspace/in-parallel.c */
#include "in-parallel.h"

#define MOST_THREADS 4 /* a photo of twelve megapixels takes some 200 MB while it is read */

typedef struct {
  ParallelWork work;
  gpointer data;
  GCancellable *cancellable;
  GAsyncQueue *done;
  GMutex mutex;
  GError *error;   /* the first */
} Parallel;

static gboolean
is_over (Parallel *parallel)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&parallel->mutex);

  if (parallel->error == NULL)
    g_cancellable_set_error_if_cancelled (parallel->cancellable, &parallel->error);
  return parallel->error != NULL;
}

static void
work_thread (gpointer index_plus_one, gpointer data)
{
  Parallel *parallel = data;
  GError *error = NULL;

  if (!is_over (parallel) && !parallel->work (GPOINTER_TO_UINT (index_plus_one) - 1, parallel->data, parallel->cancellable, &error))
    {
      g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&parallel->mutex);

      if (parallel->error == NULL)
        parallel->error = error;
      else
        g_clear_error (&error);
    }
  g_async_queue_push (parallel->done, index_plus_one);
}

gboolean
in_parallel (guint n, ParallelWork work, gpointer data, ParallelProgress progress, gpointer progress_data, GCancellable *cancellable,
             GError **error)
{
  Parallel parallel = { work, data, cancellable, g_async_queue_new (), { 0 }, NULL };
  GThreadPool *pool;

  g_return_val_if_fail (work != NULL, FALSE);

  g_mutex_init (&parallel.mutex);
  pool = g_thread_pool_new (work_thread, &parallel, (int) MIN (g_get_num_processors (), MOST_THREADS), FALSE, NULL);
  for (guint i = 0; i < n; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
  for (guint i = 0; i < n; i++)
    {
      g_async_queue_pop (parallel.done);
      if (progress && parallel.error == NULL)
        progress (i + 1, n, progress_data);
    }
  g_thread_pool_free (pool, FALSE, TRUE);
  g_async_queue_unref (parallel.done);
  g_mutex_clear (&parallel.mutex);
  if (parallel.error == NULL)
    return TRUE;
  g_propagate_error (error, parallel.error);
  return FALSE;
}
