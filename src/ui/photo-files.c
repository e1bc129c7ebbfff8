/* ui/photo-files.c */
#include "photo-files.h"

#include <string.h>

#define DEPTH_MAX 16 /* a link that leads back into its own folder ends here */

gboolean
photo_files_is_photo_name (const char *name)
{
  static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".heic", ".heif" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static void
gather (GFile *folder, int depth, GPtrArray *found, GCancellable *cancellable)
{
  g_autoptr(GFileEnumerator) children =
    g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN,
                               G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, cancellable, NULL) && info != NULL)
    {
      if (g_file_info_get_is_hidden (info))
        continue;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        {
          if (depth < DEPTH_MAX)
            gather (child, depth + 1, found, cancellable);
        }
      else if (photo_files_is_photo_name (g_file_info_get_name (info)))
        g_ptr_array_add (found, g_object_ref (child));
    }
}

static int
by_natural_order (gconstpointer a, gconstpointer b)
{
  g_autofree char *name_a = g_file_get_parse_name (*(GFile *const *) a);
  g_autofree char *name_b = g_file_get_parse_name (*(GFile *const *) b);
  g_autofree char *key_a = g_utf8_collate_key_for_filename (name_a, -1);
  g_autofree char *key_b = g_utf8_collate_key_for_filename (name_b, -1);

  return strcmp (key_a, key_b);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GPtrArray *files = task_data;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < files->len; i++)
    {
      GFile *file = g_ptr_array_index (files, i);

      if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY)
        {
          g_autoptr(GPtrArray) inside = g_ptr_array_new_with_free_func (g_object_unref);

          gather (file, 0, inside, cancellable);
          g_ptr_array_sort (inside, by_natural_order);
          g_ptr_array_extend_and_steal (found, g_steal_pointer (&inside));
        }
      else
        g_ptr_array_add (found, g_object_ref (file));
    }
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

void
photo_files_find_async (GListModel *files, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (copy, g_list_model_get_item (files, i));
  g_task_set_task_data (task, copy, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, find_in_thread);
}

GPtrArray *
photo_files_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
