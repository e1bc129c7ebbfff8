/* ui/photo-pixels.h
 *
 * The pixels of the photo that is shown: decoded and made into a pyramid in a thread, let go when another is shown. */
#pragma once

#include <gio/gio.h>

#include "pixel-pyramid.h"

G_BEGIN_DECLS

typedef struct {
  Photo *photo;
  PixelPyramid *pyramid;
} PhotoPixels;

void         photo_pixels_load_async  (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
PhotoPixels *photo_pixels_load_finish (GAsyncResult *result, GError **error);
void         photo_pixels_free        (PhotoPixels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhotoPixels, photo_pixels_free)

/* From any place that GIO reaches; messages name the file. */
Photo       *photo_load_file          (GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
