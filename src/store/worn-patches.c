/* store/worn-patches.c */
#include "worn-patches.h"

#include "statement.h"

void
stored_combined_free (StoredCombined *combined)
{
  if (combined == NULL)
    return;
  g_free (combined->readings);
  g_free (combined->program_version);
  g_free (combined->result);
  g_free (combined);
}

gint64
store_new_worn_patch (Store *store, GError **error)
{
  gint64 id = 0;

  return store_run (store, &id, error, "INSERT INTO worn_patch (made_us) VALUES (?)", "i", g_get_real_time ()) ? id : 0;
}

GPtrArray *
store_photos_of_patch (Store *store, gint64 patch, GError **error)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_photo_free);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT id FROM photo WHERE patch = ? AND deleted_us IS NULL ORDER BY id", "i", patch);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      StoredPhoto *photo = store_photo (store, store_int (rows, 0), error);

      if (photo == NULL)
        return NULL;
      g_ptr_array_add (photos, photo);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&photos);
}

GArray *
store_shared_patches (Store *store, GError **error)
{
  g_autoptr(GArray) patches = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT patch FROM photo WHERE patch IS NOT NULL AND deleted_us IS NULL"
                                           " GROUP BY patch HAVING count(*) > 1 ORDER BY patch", "");

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      gint64 patch = store_int (rows, 0);

      g_array_append_val (patches, patch);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&patches);
}

StoredCombined *
store_combined (Store *store, gint64 patch, const char *readings, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT id, made_us, program_version, result FROM combined WHERE patch = ? AND readings = ?",
                                           "is", patch, readings);
  StoredCombined *combined;

  if (rows == NULL || !store_next (rows))
    {
      if (rows != NULL)
        store_rows_fault (rows, error);
      return NULL;
    }
  combined = g_new0 (StoredCombined, 1);
  combined->id = store_int (rows, 0);
  combined->patch = patch;
  combined->readings = g_strdup (readings);
  combined->made_us = store_int (rows, 1);
  combined->program_version = g_strdup (store_text (rows, 2));
  combined->result = g_strdup (store_text (rows, 3));
  return combined;
}

gboolean
store_keep_combined (Store *store, StoredCombined *combined, GError **error)
{
  g_return_val_if_fail (store != NULL && combined != NULL, FALSE);

  combined->made_us = g_get_real_time ();
  return store_run (store, &combined->id, error,
                    "INSERT INTO combined (patch, readings, made_us, program_version, result) VALUES (?, ?, ?, ?, ?)", "isiss",
                    combined->patch, combined->readings, combined->made_us, combined->program_version, combined->result);
}
