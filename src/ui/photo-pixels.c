/* ui/photo-pixels.c */
#include "photo-pixels.h"

typedef struct {
  SaltlineWorkspace *workspace;
  gint64 id;
  PhotoState state;
  PhotoPixels *pixels;   /* known before or loaded */
  PatchReading *reading;
} Loading;

static void
pixels_clear (gpointer data)
{
  PhotoPixels *self = data;

  g_clear_pointer (&self->photo, photo_free);
  g_clear_pointer (&self->pyramid, pixel_pyramid_unref);
}

PhotoPixels *
photo_pixels_ref (PhotoPixels *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
photo_pixels_unref (PhotoPixels *self)
{
  g_atomic_rc_box_release_full (self, pixels_clear);
}

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->workspace);
  photo_state_clear (&loading->state);
  g_clear_pointer (&loading->pixels, photo_pixels_unref);
  g_clear_pointer (&loading->reading, patch_reading_free);
  g_free (loading);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Loading *loading = task_data;
  GError *error = NULL;

  if (loading->pixels == NULL)
    {
      Photo *photo = saltline_workspace_load_photo (loading->workspace, loading->id, cancellable, &error);

      if (photo == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      loading->pixels = g_atomic_rc_box_new0 (PhotoPixels);
      loading->pixels->id = loading->id;
      loading->pixels->photo = photo;
      loading->pixels->pyramid = pixel_pyramid_new (photo, cancellable);
      if (g_task_return_error_if_cancelled (task))
        return;
    }
  loading->reading = saltline_workspace_compute_reading (loading->workspace, loading->pixels->photo, &loading->state, cancellable, &error);
  if (loading->reading == NULL)
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

void
photo_pixels_load_async (SaltlineWorkspace *workspace, const StoredPhoto *stored, PhotoPixels *known,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  Loading *loading = g_new0 (Loading, 1);

  loading->workspace = g_object_ref (workspace);
  loading->id = stored->id;
  loading->pixels = known != NULL ? photo_pixels_ref (known) : NULL;
  photo_state_copy (&loading->state, &stored->state);
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, load_in_thread);
}

PhotoPixels *
photo_pixels_load_finish (GAsyncResult *result, PatchReading **reading, gint64 *row, GError **error)
{
  Loading *loading = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  *reading = g_steal_pointer (&loading->reading);
  *row = loading->state.reading;
  return photo_pixels_ref (loading->pixels);
}
