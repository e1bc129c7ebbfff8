/* tests/photo/make-heif.h: HEIC files by libheif's own encoder, where it has one */
#pragma once

#include "make-photo.h"

/**
 * make_heif:
 * @as: icc, orientation (an EXIF block; with @turned also the turn itself), bits 8 or 10
 * @turned: the file says, beside EXIF, that its pixels are to be turned a quarter clockwise
 *
 * Returns: (nullable): NULL when libheif cannot encode here.
 */
GBytes *make_heif (guint width, guint height, const MadePhoto *as, gboolean turned);
