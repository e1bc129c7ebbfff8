/* ui/photo-pixels.c */
#include "photo-pixels.h"

Photo *
photo_load_file (GFile *file, GCancellable *cancellable, GError **error)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *name = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (path != NULL)
    return photo_load (path, cancellable, error);
  name = g_file_get_parse_name (file);
  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  return bytes != NULL ? photo_load_bytes (name, bytes, cancellable, error) : NULL;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr(PhotoPixels) pixels = g_new0 (PhotoPixels, 1);
  GError *error = NULL;

  pixels->photo = photo_load_file (task_data, cancellable, &error);
  if (pixels->photo == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  pixels->pyramid = pixel_pyramid_new (pixels->photo, cancellable);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&pixels), (GDestroyNotify) photo_pixels_free);
}

void
photo_pixels_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

PhotoPixels *
photo_pixels_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
photo_pixels_free (PhotoPixels *self)
{
  g_clear_pointer (&self->photo, photo_free);
  g_clear_pointer (&self->pyramid, pixel_pyramid_unref);
  g_free (self);
}
