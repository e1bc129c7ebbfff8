/* ui/corrected-photo.h
 *
 * The shown photo with even light and corrected colours on its patch, made in a thread: the "after" beside the photo itself.
 * May include: patch, pixel-pyramid, photo-pixels. */
#pragma once

#include "photo-pixels.h"

G_BEGIN_DECLS

typedef struct {
  PixelPyramid *pyramid; /* of a reduced photo */
  double scale;          /* photo pixels for one of its pixels */
  gint64 row;            /* the stored reading whose map it was made with */
} CorrectedPhoto;

void            corrected_photo_free   (CorrectedPhoto *corrected);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorrectedPhoto, corrected_photo_free)

/* @reading: registered; copied */
void            corrected_photo_async  (PhotoPixels *pixels, const PatchReading *reading, gint64 row, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer data);
CorrectedPhoto *corrected_photo_finish (GAsyncResult *result, GError **error);

/* In place of the photo, below the overlay. */
void            corrected_photo_paint  (const CorrectedPhoto *corrected, cairo_t *cr, const ViewTransform *view);

G_END_DECLS
