/* ui/photo-queue.c */
#include "photo-queue.h"

#include <math.h>
#include <string.h>

#include "photo-pixels.h"
#include "workspace/installed.h"

#define THUMBNAIL_LONGEST 104 /* pixels: 52 logical ones on a screen of double density */

/* A batch lives until its last piece of work has reported. */
typedef struct {
  SaltlineJob *job;
  PhotoQueueDone done;
  gpointer data;
  guint n_left;
  guint n_total;
} Batch;

typedef enum { REPORT_STARTED, REPORT_STOPPED, REPORT_FAILED, REPORT_READ } ReportKind;

typedef struct {
  Batch *batch;
  SaltlinePhotoItem *item;
  GFile *file;              /* the item belongs to the main thread; this is what the worker may touch */
  GCancellable *cancellable;
} Work;

/* From a worker to the main thread. */
typedef struct {
  Work *work;
  ReportKind kind;
  char *message;
  Photo *photo_facts;       /* without its pixels */
  GdkTexture *thumbnail;
  PatchReading *reading;
} Report;

static guint8
encode_srgb (float linear)
{
  float value = linear <= 0.0031308f ? 12.92f * linear : 1.055f * powf (linear, 1.0f / 2.4f) - 0.055f;

  return (guint8) lrintf (255.0f * CLAMP (value, 0.0f, 1.0f));
}

GdkTexture *
photo_thumbnail (const Photo *photo)
{
  g_autoptr(PhotoPlane) plane = photo_reduce (photo, THUMBNAIL_LONGEST);
  gsize n = (gsize) plane->width * plane->height * 3;
  guint8 *rgb = g_malloc (n);
  g_autoptr(GBytes) bytes = NULL;

  for (gsize i = 0; i < n; i++)
    rgb[i] = encode_srgb (plane->rgb[i]);
  bytes = g_bytes_new_take (rgb, n);
  return gdk_memory_texture_new ((int) plane->width, (int) plane->height, GDK_MEMORY_R8G8B8, bytes, 3 * (gsize) plane->width);
}

static void
work_free (Work *work)
{
  g_object_unref (work->item);
  g_object_unref (work->file);
  g_object_unref (work->cancellable);
  g_free (work);
}

static void
finish_one (Batch *batch)
{
  batch->n_left--;
  saltline_job_set_progress (batch->job, batch->n_total - batch->n_left, batch->n_total);
  if (batch->n_left > 0)
    return;
  batch->done (batch->job, batch->data);
  g_object_unref (batch->job);
  g_free (batch);
}

static gboolean
report_cb (gpointer data)
{
  Report *report = data;
  Work *work = report->work;

  if (report->photo_facts != NULL)
    saltline_photo_item_set_facts (work->item, report->photo_facts);
  if (report->thumbnail != NULL)
    saltline_photo_item_set_thumbnail (work->item, report->thumbnail);
  switch (report->kind)
    {
    case REPORT_STARTED:
      saltline_photo_item_set_state (work->item, PHOTO_READING);
      break;
    case REPORT_STOPPED:
      saltline_photo_item_set_state (work->item, PHOTO_STOPPED);
      break;
    case REPORT_FAILED:
      saltline_photo_item_set_failed (work->item, report->message);
      break;
    case REPORT_READ:
      saltline_photo_item_set_automatic (work->item, g_steal_pointer (&report->reading));
      break;
    }
  if (report->kind != REPORT_STARTED)
    {
      finish_one (work->batch);
      work_free (work);
    }
  g_clear_pointer (&report->photo_facts, photo_free);
  g_clear_object (&report->thumbnail);
  g_free (report->message);
  g_free (report);
  return G_SOURCE_REMOVE;
}

static void
send_report (Report report)
{
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT_IDLE, report_cb, g_memdup2 (&report, sizeof report), NULL);
}

static void
work_in_thread (gpointer data, gpointer user_data)
{
  Work *work = data;
  g_autoptr(Photo) photo = NULL;
  g_autoptr(GdkTexture) thumbnail = NULL;
  g_autoptr(GError) error = NULL;
  const Installed *installed = installed_get ();
  PatchReading *reading;

  if (g_cancellable_is_cancelled (work->cancellable))
    {
      send_report ((Report) { .work = work, .kind = REPORT_STOPPED });
      return;
    }
  send_report ((Report) { .work = work, .kind = REPORT_STARTED });
  photo = photo_load_file (work->file, work->cancellable, &error);
  if (photo == NULL)
    {
      gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

      send_report ((Report) { .work = work, .kind = stopped ? REPORT_STOPPED : REPORT_FAILED, .message = g_strdup (error->message) });
      return;
    }
  thumbnail = photo_thumbnail (photo);
  reading = patch_read (photo, installed->templates, installed->n_templates, installed->calibrations, installed->n_calibrations,
                        NULL, work->cancellable);
  g_clear_pointer (&photo->memory, g_free);
  photo->origin = NULL;
  send_report ((Report) { .work = work, .kind = reading != NULL ? REPORT_READ : REPORT_STOPPED, .reading = reading,
                          .photo_facts = g_steal_pointer (&photo), .thumbnail = g_steal_pointer (&thumbnail) });
}

static GThreadPool *
threads (void)
{
  static GThreadPool *pool;

  if (pool == NULL)
    pool = g_thread_pool_new (work_in_thread, NULL, (int) g_get_num_processors (), FALSE, NULL);
  return pool;
}

void
photo_queue_read (GPtrArray *items, SaltlineJob *job, PhotoQueueDone done, gpointer data)
{
  Batch *batch;

  g_return_if_fail (items != NULL && items->len > 0 && SALTLINE_IS_JOB (job) && done != NULL);

  batch = g_new0 (Batch, 1);
  batch->job = g_object_ref (job);
  batch->done = done;
  batch->data = data;
  batch->n_left = batch->n_total = items->len;
  saltline_job_set_progress (job, 0, items->len);
  for (guint i = 0; i < items->len; i++)
    {
      Work *work = g_new0 (Work, 1);

      work->batch = batch;
      work->item = g_object_ref (g_ptr_array_index (items, i));
      work->file = g_object_ref (saltline_photo_item_get_file (work->item));
      work->cancellable = g_object_ref (saltline_job_get_cancellable (job));
      saltline_photo_item_set_state (work->item, PHOTO_WAITING);
      g_thread_pool_push (threads (), work, NULL);
    }
}
