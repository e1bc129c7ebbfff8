/* ui/photo-library-work.c: photos of the library being read, on all cores: imported, again, or because something was decided */
#include "photo-library-private.h"

#include <glib/gi18n.h>

#include "photo-pixels.h"
#include "thumbnails.h"

/* Counts of one job; lives until its last piece of work has reported. */
typedef struct {
  SaltlinePhotoLibrary *library;
  SaltlineJob *job;
  guint n_left, n_total;
  guint n_read, n_refused, n_known, n_failed, n_stopped;
  char *error;               /* of the first that failed */
} Batch;

typedef struct {
  Batch *batch;
  SaltlineWorkspace *workspace;
  SaltlinePhotoItem *item;   /* belongs to the main thread */
  GFile *file;               /* (nullable): to be imported */
  gint64 id;
  GCancellable *cancellable;
  const char *origin;        /* NULL: only what is due is read, as the edit that asked for it says */
  /* what came of it */
  gboolean added;
  gboolean done;             /* there was nothing to read any more */
  char *error;
  Photo *format;             /* the photo without its pixels */
  GdkTexture *thumbnail;
  PatchReading *reading;
} Work;

static void
work_free (Work *work)
{
  g_object_unref (work->workspace);
  g_object_unref (work->item);
  g_clear_object (&work->file);
  g_object_unref (work->cancellable);
  g_free (work->error);
  g_clear_pointer (&work->format, photo_free);
  g_clear_object (&work->thumbnail);
  g_clear_pointer (&work->reading, patch_reading_free);
  g_free (work);
}

static char *
outcome_of (const Batch *batch)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("%u read"), batch->n_read);
  if (batch->n_refused > 0)
    g_string_append_printf (text, _(", %u refused"), batch->n_refused);
  if (batch->n_known > 0)
    g_string_append_printf (text, _(", %u were here already"), batch->n_known);
  if (batch->n_failed == 1)
    g_string_append_printf (text, ". %s", batch->error);
  else if (batch->n_failed > 1)
    g_string_append_printf (text, _(", %u failed: %s"), batch->n_failed, batch->error);
  if (batch->n_stopped > 0)
    g_string_append_printf (text, _(", %u stopped"), batch->n_stopped);
  return g_strdup (text->str);
}

static void
finish_one (Batch *batch)
{
  g_autofree char *outcome = NULL;

  batch->n_left--;
  saltline_job_set_progress (batch->job, batch->n_total - batch->n_left, batch->n_total);
  if (batch->n_left > 0)
    return;
  outcome = outcome_of (batch);
  saltline_job_finish (batch->job, outcome);
  g_object_unref (batch->job);
  g_object_unref (batch->library);
  g_free (batch->error);
  g_free (batch);
}

static gboolean
started_cb (gpointer data)
{
  saltline_photo_item_set_stage (data, PHOTO_READING);
  return G_SOURCE_REMOVE;
}

static gboolean
report_cb (gpointer data)
{
  Work *work = data;
  Batch *batch = work->batch;
  SaltlinePhotoItem *item = work->item;
  const StoredPhoto *known = saltline_photo_item_get_stored (item);
  gboolean was_read = known != NULL && known->state.reading != 0;

  if (work->file != NULL)
    batch->library->n_importing--;
  if (work->id != 0 && work->file != NULL)
    item = photo_library_settle_import (batch->library, item, work->id);
  if (work->thumbnail != NULL)
    saltline_photo_item_set_thumbnail (item, work->thumbnail);
  if (work->format != NULL)
    saltline_photo_item_set_format (item, work->format);
  if (work->reading != NULL)
    {
      *(work->reading->status == READING_REFUSED ? &batch->n_refused : &batch->n_read) += 1;
      saltline_photo_item_set_full (item, g_steal_pointer (&work->reading), saltline_photo_item_get_stored (item)->state.reading);
    }
  else if (work->error != NULL)
    {
      if (batch->n_failed++ == 0)
        batch->error = g_strdup (work->error);
      if (was_read) /* its numbers stay */
        saltline_photo_item_set_stage (item, PHOTO_READ);
      else
        saltline_photo_item_set_failed (item, work->error);
    }
  else if (work->id != 0 && work->file != NULL && !work->added)
    batch->n_known++;
  else if (work->done)
    batch->n_read++;
  else
    {
      batch->n_stopped++;
      saltline_photo_item_set_stage (item, was_read ? PHOTO_READ : PHOTO_STOPPED);
    }
  work_free (work);
  finish_one (batch);
  return G_SOURCE_REMOVE;
}

static void
take_error (Work *work, GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_cancellable_is_cancelled (work->cancellable))
    work->error = g_strdup (error->message);
}

static gboolean
import_file (Work *work, GError **error)
{
  const char *path = g_file_peek_path (work->file);
  g_autofree char *name = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (path != NULL)
    return saltline_workspace_add_photo (work->workspace, path, &work->id, &work->added, work->cancellable, error);
  name = g_file_get_basename (work->file);
  bytes = g_file_load_bytes (work->file, work->cancellable, NULL, error);
  return bytes != NULL
         && saltline_workspace_add_photo_bytes (work->workspace, name, bytes, &work->id, &work->added, work->cancellable, error);
}

static void
do_work (Work *work)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Photo) photo = NULL;
  g_autoptr(StoredPhoto) stored = NULL;

  if (work->file != NULL && !import_file (work, &error))
    {
      take_error (work, error);
      return;
    }
  stored = store_photo (saltline_workspace_get_store (work->workspace), work->id, NULL);
  if (work->file != NULL && !work->added && stored != NULL && stored->state.reading != 0)
    return; /* known and read */
  work->added = TRUE;
  photo = saltline_workspace_load_photo (work->workspace, work->id, work->cancellable, &error);
  if (photo == NULL)
    {
      take_error (work, error);
      return;
    }
  if (work->origin != NULL)
    work->thumbnail = thumbnail_of (photo);
  if (work->thumbnail != NULL && stored != NULL)
    thumbnail_keep (work->thumbnail, stored->sha256);
  work->done = work->origin == NULL
                 ? saltline_workspace_catch_up (work->workspace, work->id, photo, &work->reading, work->cancellable, &error)
                 : saltline_workspace_read_photo (work->workspace, work->id, photo, work->origin, &work->reading, work->cancellable, &error);
  if (!work->done)
    take_error (work, error);
  g_clear_pointer (&photo->memory, g_free);
  photo->origin = NULL;
  work->format = g_steal_pointer (&photo);
}

static void
work_in_thread (gpointer data, gpointer user_data)
{
  Work *work = data;

  if (!g_cancellable_is_cancelled (work->cancellable))
    {
      if (work->origin != NULL)
        g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT_IDLE, started_cb, g_object_ref (work->item), g_object_unref);
      do_work (work);
    }
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT_IDLE, report_cb, work, NULL);
}

static GThreadPool *
threads (void)
{
  static GThreadPool *pool;

  if (pool == NULL)
    pool = g_thread_pool_new (work_in_thread, NULL, (int) g_get_num_processors (), FALSE, NULL);
  return pool;
}

static Batch *
batch_new (SaltlinePhotoLibrary *self, const char *title, guint n)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->library = g_object_ref (self);
  batch->job = saltline_job_new (title);
  batch->n_left = batch->n_total = n;
  saltline_job_set_progress (batch->job, 0, n);
  return batch;
}

static void
push (Batch *batch, SaltlinePhotoItem *item, const char *origin)
{
  Work *work = g_new0 (Work, 1);
  GFile *file = saltline_photo_item_get_file (item);

  work->batch = batch;
  work->workspace = g_object_ref (batch->library->workspace);
  work->item = g_object_ref (item);
  work->id = saltline_photo_item_get_id (item);
  if (work->id == 0 && file != NULL)
    {
      work->file = g_object_ref (file);
      batch->library->n_importing++;
    }
  work->cancellable = g_object_ref (saltline_job_get_cancellable (batch->job));
  work->origin = origin;
  if (origin != NULL) /* else its numbers stay in sight until the next are there */
    saltline_photo_item_set_stage (item, PHOTO_WAITING);
  g_thread_pool_push (threads (), work, NULL);
}

/* Of all that is in @items. @origin: as for Work. Returns: (transfer full) */
static SaltlineJob *
read_all (SaltlinePhotoLibrary *self, GPtrArray *items, const char *title, const char *origin)
{
  Batch *batch = batch_new (self, title, items->len);
  SaltlineJob *job = g_object_ref (batch->job);

  for (guint i = 0; i < items->len; i++)
    push (batch, g_ptr_array_index (items, i), origin);
  return job;
}

static gboolean
is_due (SaltlinePhotoItem *item)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (item);

  return stored != NULL && stored->state.due;
}

SaltlineJob *
saltline_photo_library_import (SaltlinePhotoLibrary *self, GPtrArray *files)
{
  g_autofree char *title = NULL;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self) && files != NULL && files->len > 0, NULL);

  title = g_strdup_printf (ngettext ("Reading %u photo", "Reading %u photos", files->len), files->len);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (items, saltline_photo_item_new_pending (g_ptr_array_index (files, i)));
  g_list_store_splice (self->photos, g_list_model_get_n_items (G_LIST_MODEL (self->photos)), 0, items->pdata, items->len);
  return read_all (self, items, title, "automatic");
}

SaltlineJob *
saltline_photo_library_read_again (SaltlinePhotoLibrary *self, GPtrArray *items)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self) && items != NULL && items->len > 0, NULL);

  title = g_strdup_printf (ngettext ("Reading %u photo again", "Reading %u photos again", items->len), items->len);
  return read_all (self, items, title, "recomputed");
}

SaltlineJob *
saltline_photo_library_catch_up (SaltlinePhotoLibrary *self, GPtrArray *items)
{
  g_autofree char *title = NULL;
  g_autoptr(GPtrArray) due = g_ptr_array_new ();

  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self) && items != NULL, NULL);

  for (guint i = 0; i < items->len; i++)
    if (is_due (g_ptr_array_index (items, i)))
      g_ptr_array_add (due, g_ptr_array_index (items, i));
  if (due->len == 0)
    return NULL;
  title = g_strdup_printf (ngettext ("Reading %u photo again", "Reading %u photos again", due->len), due->len);
  return read_all (self, due, title, NULL);
}

SaltlineJob *
saltline_photo_library_resume (SaltlinePhotoLibrary *self)
{
  g_autofree char *title = NULL;
  g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean unclean = store_was_unclean (saltline_workspace_get_store (self->workspace));
  Batch *batch;
  SaltlineJob *job;

  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->photos)); i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (G_LIST_MODEL (self->photos), i);

      if (is_due (item) || (unclean && saltline_photo_item_get_stage (item) == PHOTO_STOPPED))
        g_ptr_array_add (left, g_steal_pointer (&item));
    }
  if (left->len == 0 || saltline_workspace_is_read_only (self->workspace))
    return NULL;
  title = g_strdup_printf (ngettext ("Reading %u photo that was left", "Reading %u photos that were left", left->len), left->len);
  batch = batch_new (self, title, left->len);
  job = g_object_ref (batch->job);
  for (guint i = 0; i < left->len; i++)
    push (batch, g_ptr_array_index (left, i), is_due (g_ptr_array_index (left, i)) ? NULL : "automatic");
  return job;
}
