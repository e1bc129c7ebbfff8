/* ui/photo-pixels.h
 *
 * The photo that is shown: decoded, made into a pyramid and read in a thread; let go when another is shown. */
#pragma once

#include "pixel-pyramid.h"
#include "workspace/patches.h"

G_BEGIN_DECLS

/* Shared by the window and the threads that measure in it; never changed. */
typedef struct {
  gint64 id;             /* of the photo */
  Photo *photo;
  PixelPyramid *pyramid;
} PhotoPixels;

PhotoPixels *photo_pixels_ref         (PhotoPixels *self);
void         photo_pixels_unref       (PhotoPixels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhotoPixels, photo_pixels_unref)

/**
 * photo_pixels_load_async:
 * @stored: its state is copied
 * @known: (nullable): the pixels, when they are at hand
 *
 * Loads the pixels and reads the photo as its state says, in a thread.
 */
void         photo_pixels_load_async  (SaltlineWorkspace *workspace, const StoredPhoto *stored, PhotoPixels *known,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/**
 * photo_pixels_load_finish:
 * @reading: (out) (transfer full)
 * @row: (out): the stored reading that @reading is the whole of; 0: none
 */
PhotoPixels *photo_pixels_load_finish (GAsyncResult *result, PatchReading **reading, gint64 *row, GError **error);

G_END_DECLS
