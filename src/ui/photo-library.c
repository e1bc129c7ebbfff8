/* ui/photo-library.c: the photos of the workspace, in step with it */
#include "photo-library-private.h"

#include "store/people.h"

enum { SIGNAL_KNOWN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoLibrary, saltline_photo_library, G_TYPE_OBJECT)

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

SaltlinePhotoItem *
photo_library_settle_import (SaltlinePhotoLibrary *self, SaltlinePhotoItem *pending, gint64 id)
{
  SaltlinePhotoItem *known = saltline_photo_library_find (self, id);
  StoredPhoto *stored;

  if (known != NULL && known != pending)
    {
      g_signal_emit (self, signals[SIGNAL_KNOWN], 0, pending, known);
      drop (self, pending);
      return known;
    }
  stored = store_photo (saltline_workspace_get_store (self->workspace), id, NULL);
  if (stored == NULL)
    return pending;
  saltline_photo_item_set_stored (pending, stored, standing_of (self, stored));
  remember (self, pending);
  return pending;
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
