/* workspace/documents-cache.c */
#include "documents-cache.h"

#include "store/documents.h"

typedef struct {
  GMutex mutex;
  GHashTable *templates;    /* row → PatchTemplate */
  GHashTable *calibrations; /* row → PatchCalibration */
} Cache;

static void
cache_free (gpointer data)
{
  Cache *cache = data;

  g_hash_table_unref (cache->templates);
  g_hash_table_unref (cache->calibrations);
  g_mutex_clear (&cache->mutex);
  g_free (cache);
}

static Cache *
cache_of (SaltlineWorkspace *workspace)
{
  static GMutex making;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&making);
  Cache *cache = g_object_get_data (G_OBJECT (workspace), "saltline-documents");

  if (cache == NULL)
    {
      cache = g_new0 (Cache, 1);
      g_mutex_init (&cache->mutex);
      cache->templates = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) patch_template_free);
      cache->calibrations = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) patch_calibration_free);
      g_object_set_data_full (G_OBJECT (workspace), "saltline-documents", cache, cache_free);
    }
  return cache;
}

const PatchTemplate *
documents_cache_template (SaltlineWorkspace *workspace, gint64 row, GError **error)
{
  Cache *cache = cache_of (workspace);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&cache->mutex);
  PatchTemplate *parsed = g_hash_table_lookup (cache->templates, &row);

  if (parsed == NULL)
    {
      g_autoptr(Document) document = store_document (saltline_workspace_get_store (workspace), row, error);

      parsed = document ? patch_template_parse (document->name, document->body, -1, error) : NULL;
      if (parsed)
        g_hash_table_insert (cache->templates, g_memdup2 (&row, sizeof row), parsed);
    }
  return parsed;
}

const PatchCalibration *
documents_cache_calibration (SaltlineWorkspace *workspace, gint64 row, GError **error)
{
  Cache *cache = cache_of (workspace);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&cache->mutex);
  PatchCalibration *parsed = g_hash_table_lookup (cache->calibrations, &row);

  if (parsed == NULL)
    {
      g_autoptr(Document) document = store_document (saltline_workspace_get_store (workspace), row, error);

      parsed = document ? patch_calibration_parse (document->name, document->body, -1, error) : NULL;
      if (parsed)
        g_hash_table_insert (cache->calibrations, g_memdup2 (&row, sizeof row), parsed);
    }
  return parsed;
}
