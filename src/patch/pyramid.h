/* patch/pyramid.h
 *
 * A photo at three sizes: what is searched in the small ones is refined in the large one.
 * Private to patch. May include: base, photo. */
#pragma once

#include "photo/photo.h"

G_BEGIN_DECLS

typedef struct {
  const Photo *photo;
  PhotoPlane *middle; /* about a thousand pixels; NULL: only the photo itself is looked at */
  PhotoPlane *small;  /* half of it */
} Pyramid;

Pyramid *pyramid_new    (const Photo *photo);
/* Without the smaller pictures: for a patch whose place is known. */
Pyramid *pyramid_new_of_photo_alone (const Photo *photo);
void     pyramid_free   (Pyramid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pyramid, pyramid_free)

/**
 * pyramid_sample:
 * @x: photo pixels
 * @step: distance to the next place that is looked at, photo pixels; the coarsest picture that is not coarser answers
 *
 * Bilinear linear light. Returns: %FALSE outside the photo.
 */
gboolean pyramid_sample (const Pyramid *self, double x, double y, double step, float rgb[3]);

/**
 * pyramid_add_line:
 * @from, @along: the first place and the way from each to the next, photo pixels
 * @rgb: the light of @n places is added to it
 *
 * As pyramid_sample() at each of them, for a fraction of the price. Returns: %FALSE when an end lies outside the photo; nothing is added then.
 */
gboolean pyramid_add_line (const Pyramid *self, Point2 from, Point2 along, guint n, float (*rgb)[3]);

/* The least step for which the photo's own pixels are not needed, photo pixels. */
double   pyramid_middle_step (const Pyramid *self);

/* Photo pixels for a pixel of the picture that pyramid_sample() takes for @step. */
double   pyramid_grain  (const Pyramid *self, double step);

G_END_DECLS
