/* ui/photo-library.c */
#include "photo-library.h"

#include <glib/gi18n.h>

#include "contradictions.h"
#include "photo-pixels.h"
#include "store/people.h"
#include "thumbnails.h"

struct _SaltlinePhotoLibrary {
  GObject parent_instance;

  SaltlineWorkspace *workspace;
  GListStore *photos;
  GHashTable *by_id;      /* gint64 → item, both owned by the list */
  GHashTable *athletes;   /* gint64 → name */
  SaltlineContradictions *contradictions;
  guint n_importing;      /* files on their way in: their items are in the list before their ids are known */
};

enum { SIGNAL_KNOWN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoLibrary, saltline_photo_library, G_TYPE_OBJECT)

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

/* --- in step with the workspace --- */

static void
load_athletes (SaltlinePhotoLibrary *self)
{
  g_autoptr(GPtrArray) athletes = store_athletes (saltline_workspace_get_store (self->workspace), NULL, NULL);

  g_hash_table_remove_all (self->athletes);
  for (guint i = 0; athletes != NULL && i < athletes->len; i++)
    {
      const Athlete *athlete = g_ptr_array_index (athletes, i);

      g_hash_table_insert (self->athletes, g_memdup2 (&athlete->id, sizeof athlete->id), g_strdup (athlete->name));
    }
}

static void
name_athlete (SaltlinePhotoLibrary *self, SaltlinePhotoItem *item)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (item);

  if (stored != NULL)
    saltline_photo_item_set_athlete (item, g_hash_table_lookup (self->athletes, &stored->state.athlete));
}

static void
remember (SaltlinePhotoLibrary *self, SaltlinePhotoItem *item)
{
  gint64 id = saltline_photo_item_get_id (item);
  g_autofree char *path = store_photo_path (saltline_workspace_get_store (self->workspace), saltline_photo_item_get_stored (item));

  saltline_photo_item_set_path (item, path);
  g_hash_table_insert (self->by_id, g_memdup2 (&id, sizeof id), item);
}

static gboolean
same_item (gconstpointer a, gconstpointer b)
{
  return a == b;
}

static void
drop (SaltlinePhotoLibrary *self, SaltlinePhotoItem *item)
{
  gint64 id = saltline_photo_item_get_id (item);
  guint position;

  g_hash_table_remove (self->by_id, &id);
  if (g_list_store_find_with_equal_func (self->photos, item, (GEqualFunc) same_item, &position))
    g_list_store_remove (self->photos, position);
}

static StoredReading *
standing_of (SaltlinePhotoLibrary *self, const StoredPhoto *stored)
{
  return stored->state.reading != 0 ? store_reading (saltline_workspace_get_store (self->workspace), stored->state.reading, NULL) : NULL;
}

/* Of the patches that the photo was of and is of now. */
static void
check_patches (SaltlinePhotoLibrary *self, SaltlinePhotoItem *item, const StoredPhoto *now)
{
  const StoredPhoto *before = item != NULL ? saltline_photo_item_get_stored (item) : NULL;

  if (before != NULL)
    saltline_contradictions_check (self->contradictions, before->state.patch);
  if (now != NULL)
    saltline_contradictions_check (self->contradictions, now->state.patch);
  if (item != NULL && (now == NULL || now->state.patch == 0))
    saltline_photo_item_set_contradiction (item, NULL);
}

static void
contradiction_found_cb (SaltlinePhotoLibrary *self, gint64 id, const char *words)
{
  SaltlinePhotoItem *item = saltline_photo_library_find (self, id);
  const StoredPhoto *stored = item != NULL ? saltline_photo_item_get_stored (item) : NULL;

  if (stored != NULL && stored->state.patch != 0)
    saltline_photo_item_set_contradiction (item, words);
}

static void
photo_changed_cb (SaltlinePhotoLibrary *self, gint64 id)
{
  Store *store = saltline_workspace_get_store (self->workspace);
  SaltlinePhotoItem *item = saltline_photo_library_find (self, id);
  g_autoptr(StoredPhoto) stored = store_photo (store, id, NULL);
  StoredReading *standing;

  check_patches (self, item, stored);
  if (stored == NULL || stored->state.deleted) /* no row: the athlete was erased */
    {
      if (item != NULL)
        drop (self, item);
      return;
    }
  standing = standing_of (self, stored);
  if (item == NULL)
    {
      /* Imported by a command, or a deletion that was undone; what this window imports has its pending item. */
      if (standing == NULL || self->n_importing > 0)
        {
          g_clear_pointer (&standing, stored_reading_free);
          return;
        }
      item = saltline_photo_item_new_stored (g_steal_pointer (&stored), standing);
      remember (self, item); /* first: a row that shows it asks for its path */
      g_list_store_append (self->photos, item);
      g_object_unref (item);
    }
  else
    saltline_photo_item_set_stored (item, g_steal_pointer (&stored), standing);
  name_athlete (self, item);
}

static void
roster_changed_cb (SaltlinePhotoLibrary *self)
{
  load_athletes (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->photos)); i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (G_LIST_MODEL (self->photos), i);

      name_athlete (self, item);
    }
}

static void
load_photos (SaltlinePhotoLibrary *self)
{
  Store *store = saltline_workspace_get_store (self->workspace);
  g_autoptr(GPtrArray) rows = store_photos (store, FALSE, NULL);
  g_autoptr(GPtrArray) readings = store_standing_readings (store, NULL);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint next = 0;

  for (guint i = 0; rows != NULL && readings != NULL && i < rows->len; i++)
    {
      StoredPhoto *stored = g_steal_pointer (&g_ptr_array_index (rows, i));
      /* Both come by photo. */
      gboolean is_read = next < readings->len && ((StoredReading *) g_ptr_array_index (readings, next))->photo == stored->id;
      StoredReading *standing = is_read ? g_steal_pointer (&g_ptr_array_index (readings, next++)) : NULL;
      SaltlinePhotoItem *item = saltline_photo_item_new_stored (stored, standing);

      name_athlete (self, item);
      remember (self, item);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->photos, 0, 0, items->pdata, items->len);
}

/* --- work --- */

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

/* The pending item becomes the photo's, or gives way to the one that was there. */
static SaltlinePhotoItem *
settle_import (SaltlinePhotoLibrary *self, Work *work)
{
  SaltlinePhotoItem *known = saltline_photo_library_find (self, work->id);
  StoredPhoto *stored;

  if (known != NULL && known != work->item)
    {
      g_signal_emit (self, signals[SIGNAL_KNOWN], 0, work->item, known);
      drop (self, work->item);
      return known;
    }
  stored = store_photo (saltline_workspace_get_store (self->workspace), work->id, NULL);
  if (stored == NULL)
    return work->item;
  saltline_photo_item_set_stored (work->item, stored, standing_of (self, stored));
  remember (self, work->item);
  return work->item;
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
    item = settle_import (batch->library, work);
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

/* --- life cycle --- */

static void
saltline_photo_library_finalize (GObject *object)
{
  SaltlinePhotoLibrary *self = SALTLINE_PHOTO_LIBRARY (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->contradictions);
  g_clear_object (&self->photos);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->athletes);
  G_OBJECT_CLASS (saltline_photo_library_parent_class)->finalize (object);
}

static void
saltline_photo_library_class_init (SaltlinePhotoLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_photo_library_finalize;
  signals[SIGNAL_KNOWN] = g_signal_new ("known", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, SALTLINE_TYPE_PHOTO_ITEM, SALTLINE_TYPE_PHOTO_ITEM);
}

static void
saltline_photo_library_init (SaltlinePhotoLibrary *self)
{
  self->photos = g_list_store_new (SALTLINE_TYPE_PHOTO_ITEM);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->athletes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

SaltlinePhotoLibrary *
saltline_photo_library_new (SaltlineWorkspace *workspace)
{
  SaltlinePhotoLibrary *self = g_object_new (SALTLINE_TYPE_PHOTO_LIBRARY, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "photo-changed", G_CALLBACK (photo_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "roster-changed", G_CALLBACK (roster_changed_cb), self, G_CONNECT_SWAPPED);
  load_athletes (self);
  load_photos (self);
  self->contradictions = saltline_contradictions_new (workspace);
  g_signal_connect_object (self->contradictions, "found", G_CALLBACK (contradiction_found_cb), self, G_CONNECT_SWAPPED);
  saltline_contradictions_check_all (self->contradictions);
  return self;
}

SaltlineWorkspace *
saltline_photo_library_get_workspace (SaltlinePhotoLibrary *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self), NULL);

  return self->workspace;
}

GListModel *
saltline_photo_library_get_photos (SaltlinePhotoLibrary *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self), NULL);

  return G_LIST_MODEL (self->photos);
}

SaltlinePhotoItem *
saltline_photo_library_find (SaltlinePhotoLibrary *self, gint64 id)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self), NULL);

  return g_hash_table_lookup (self->by_id, &id);
}

SaltlineJob *
saltline_photo_library_import (SaltlinePhotoLibrary *self, GPtrArray *files)
{
  g_autofree char *title = NULL;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  Batch *batch;
  SaltlineJob *job;

  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self) && files != NULL && files->len > 0, NULL);

  title = g_strdup_printf (ngettext ("Reading %u photo", "Reading %u photos", files->len), files->len);
  batch = batch_new (self, title, files->len);
  job = g_object_ref (batch->job);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (items, saltline_photo_item_new_pending (g_ptr_array_index (files, i)));
  g_list_store_splice (self->photos, g_list_model_get_n_items (G_LIST_MODEL (self->photos)), 0, items->pdata, items->len);
  for (guint i = 0; i < items->len; i++)
    push (batch, g_ptr_array_index (items, i), "automatic");
  return job;
}

SaltlineJob *
saltline_photo_library_read_again (SaltlinePhotoLibrary *self, GPtrArray *items)
{
  g_autofree char *title = NULL;
  Batch *batch;
  SaltlineJob *job;

  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self) && items != NULL && items->len > 0, NULL);

  title = g_strdup_printf (ngettext ("Reading %u photo again", "Reading %u photos again", items->len), items->len);
  batch = batch_new (self, title, items->len);
  job = g_object_ref (batch->job);
  for (guint i = 0; i < items->len; i++)
    push (batch, g_ptr_array_index (items, i), "recomputed");
  return job;
}

static gboolean
is_due (SaltlinePhotoItem *item)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (item);

  return stored != NULL && stored->state.due;
}

SaltlineJob *
saltline_photo_library_catch_up (SaltlinePhotoLibrary *self, GPtrArray *items)
{
  g_autofree char *title = NULL;
  Batch *batch;
  SaltlineJob *job;
  guint n = 0;

  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIBRARY (self) && items != NULL, NULL);

  for (guint i = 0; i < items->len; i++)
    n += is_due (g_ptr_array_index (items, i)) ? 1 : 0;
  if (n == 0)
    return NULL;
  title = g_strdup_printf (ngettext ("Reading %u photo again", "Reading %u photos again", n), n);
  batch = batch_new (self, title, n);
  job = g_object_ref (batch->job);
  for (guint i = 0; i < items->len; i++)
    if (is_due (g_ptr_array_index (items, i)))
      push (batch, g_ptr_array_index (items, i), NULL);
  return job;
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
