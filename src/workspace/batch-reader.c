/* workspace/batch-reader.c */
#include "batch-reader.h"

#include <math.h>

#include "base/sha256.h"

#define MEMORY_BUDGET_BYTES (G_GUINT64_CONSTANT (1200) << 20)
#define HEAD_BYTES          (256u << 10) /* the size of a photo stands behind its EXIF, profile and thumbnail */

typedef struct {
  const BatchPlan *plan;
  const char *const *paths;
  GCancellable *cancellable;
  GAsyncQueue *finished;  /* BatchResult, in the order of finishing */
  GMutex mutex;
  GCond memory_freed;
  guint64 memory_in_use;  /* bytes that decoding takes now, by the photos' own headers */
} Batch;

static void
batch_result_free (BatchResult *result)
{
  g_free (result->sha256);
  patch_reading_free (result->reading);
  g_free (result->fault);
  g_free (result->look_fault);
  g_free (result);
}

/* Waits until @bytes more fit. A photo that is larger than the whole budget is decoded alone. */
static void
take_memory (Batch *batch, guint64 bytes)
{
  g_mutex_lock (&batch->mutex);
  while (batch->memory_in_use > 0 && batch->memory_in_use + bytes > MEMORY_BUDGET_BYTES)
    g_cond_wait (&batch->memory_freed, &batch->mutex);
  batch->memory_in_use += bytes;
  g_mutex_unlock (&batch->mutex);
}

static void
give_memory_back (Batch *batch, guint64 bytes)
{
  g_mutex_lock (&batch->mutex);
  batch->memory_in_use -= bytes;
  g_cond_broadcast (&batch->memory_freed);
  g_mutex_unlock (&batch->mutex);
}

static void
read_decoded (Batch *batch, const Photo *photo, BatchResult *result)
{
  const BatchPlan *plan = batch->plan;
  ReadingOptions options = { .worn_min = plan->worn_min, .front_fraction = NAN };
  g_autoptr(GError) error = NULL;

  if (plan->landmarks)
    options.landmarks = landmarks_file_find (plan->landmarks, result->path, &options.n_landmarks);
  result->sha256 = g_strdup (photo->sha256);
  result->reading = patch_read (photo, plan->templates, plan->n_templates, plan->calibrations, plan->n_calibrations, &options,
                                batch->cancellable);
  if (result->reading && plan->look && !plan->look (result->index, photo, result->reading, plan->data, &error))
    result->look_fault = g_strdup (error->message);
}

static void
read_file (Batch *batch, BatchResult *result)
{
  g_autofree char *name = g_filename_display_name (result->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = photo_read_file (result->path, &error);
  g_autoptr(Photo) photo = bytes ? photo_load_bytes (name, bytes, batch->cancellable, &error) : NULL;

  if (photo)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      read_decoded (batch, photo, result);
      return;
    }
  result->fault = g_strdup (error->message);
  if (bytes)
    result->sha256 = sha256_of (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Of the file's bytes and of its pixels, by its first bytes; a file that cannot be opened needs none. */
static guint64
memory_needed (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                 G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr(GFileInputStream) stream = NULL;
  g_autofree guint8 *head = NULL;
  gsize n = 0;

  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return 0;
  stream = g_file_read (file, NULL, NULL);
  if (stream == NULL)
    return 0;
  head = g_malloc (HEAD_BYTES);
  g_input_stream_read_all (G_INPUT_STREAM (stream), head, HEAD_BYTES, &n, NULL, NULL);
  return photo_peek_memory (head, n) + (guint64) g_file_info_get_size (info);
}

static void
read_in_thread (gpointer index_and_one, gpointer data)
{
  Batch *batch = data;
  BatchResult *result = g_new0 (BatchResult, 1);

  result->index = GPOINTER_TO_UINT (index_and_one) - 1;
  result->path = batch->paths[result->index];
  if (!g_cancellable_is_cancelled (batch->cancellable))
    {
      guint64 memory = memory_needed (result->path);

      take_memory (batch, memory);
      read_file (batch, result);
      give_memory_back (batch, memory);
    }
  g_async_queue_push (batch->finished, result);
}

guint
batch_read (const BatchPlan *plan, const char *const *paths, guint n_paths, BatchDeliver deliver, GCancellable *cancellable)
{
  g_autofree BatchResult **waiting = g_new0 (BatchResult *, n_paths + 1);
  g_autoptr(GCancellable) own_cancellable = cancellable ? g_object_ref (cancellable) : g_cancellable_new ();
  Batch batch = { .plan = plan, .paths = paths, .cancellable = own_cancellable };
  guint delivered = 0;
  GThreadPool *pool;

  g_return_val_if_fail (plan != NULL && (paths != NULL || n_paths == 0) && deliver != NULL, 0);

  g_mutex_init (&batch.mutex);
  g_cond_init (&batch.memory_freed);
  batch.finished = g_async_queue_new ();
  photo_memory_keep ();
  pool = g_thread_pool_new (read_in_thread, &batch, (int) (plan->n_threads ? plan->n_threads : g_get_num_processors ()), FALSE, NULL);
  for (guint i = 0; i < n_paths; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
  for (guint done = 0; done < n_paths;)
    {
      BatchResult *result = g_async_queue_pop (batch.finished);

      waiting[result->index] = result;
      done++;
      if (plan->progress && !g_cancellable_is_cancelled (own_cancellable))
        plan->progress (done, n_paths, plan->data);
      for (; waiting[delivered] && !g_cancellable_is_cancelled (own_cancellable); delivered++)
        {
          deliver (waiting[delivered], plan->data);
          g_clear_pointer (&waiting[delivered], batch_result_free);
        }
    }
  for (guint i = 0; i < n_paths; i++)
    g_clear_pointer (&waiting[i], batch_result_free);
  g_thread_pool_free (pool, FALSE, TRUE);
  photo_memory_let_go ();
  g_async_queue_unref (batch.finished);
  g_cond_clear (&batch.memory_freed);
  g_mutex_clear (&batch.mutex);
  return delivered;
}
