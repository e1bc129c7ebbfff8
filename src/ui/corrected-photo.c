/* ui/corrected-photo.c */
#include "corrected-photo.h"

#include <glib/gi18n.h>

#include "patch/corrected-plane.h"

#define LONGEST 2400 /* pixels: enough for the eye, a quarter of the work of twelve megapixels */

typedef struct {
  PhotoPixels *pixels;
  PatchReading *reading; /* no more than the map and its template */
  gint64 row;
} Correcting;

void
corrected_photo_free (CorrectedPhoto *corrected)
{
  if (corrected == NULL)
    return;
  pixel_pyramid_unref (corrected->pyramid);
  g_free (corrected);
}

static void
correcting_free (gpointer data)
{
  Correcting *correcting = data;

  photo_pixels_unref (correcting->pixels);
  patch_reading_free (correcting->reading);
  g_free (correcting);
}

static void
correct_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Correcting *correcting = task_data;
  g_autoptr(PhotoPlane) plane = photo_reduce (correcting->pixels->photo, LONGEST);
  CorrectedPhoto *corrected;

  if (!patch_correct_plane (correcting->pixels->photo, correcting->reading, plane))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", _("No white base is visible: colours cannot be corrected"));
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  corrected = g_new (CorrectedPhoto, 1);
  *corrected = (CorrectedPhoto) { pixel_pyramid_new_from_linear (plane->width, plane->height, plane->rgb), plane->scale, correcting->row };
  g_task_return_pointer (task, corrected, (GDestroyNotify) corrected_photo_free);
}

void
corrected_photo_async (PhotoPixels *pixels, const PatchReading *reading, gint64 row, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  Correcting *correcting = g_new0 (Correcting, 1);

  correcting->pixels = photo_pixels_ref (pixels);
  correcting->reading = patch_reading_new ();
  correcting->reading->registered = TRUE;
  correcting->reading->geometry = reading->geometry;
  correcting->reading->map = reading->map;
  correcting->row = row;
  g_task_set_task_data (task, correcting, correcting_free);
  g_task_run_in_thread (task, correct_in_thread);
}

CorrectedPhoto *
corrected_photo_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
corrected_photo_paint (const CorrectedPhoto *corrected, cairo_t *cr, const ViewTransform *view)
{
  ViewTransform reduced = *view;

  reduced.zoom = view->zoom * corrected->scale;
  reduced.centre = (Point2) { view->centre.x / corrected->scale, view->centre.y / corrected->scale };
  pixel_pyramid_draw (corrected->pyramid, cr, &reduced);
}
