/* tests/photo/make-photo.h: files that the tests write for themselves, good and bad */
#pragma once

#include <glib.h>

/* What stands in a made file beside the pixels; all zero: nothing. */
typedef struct {
  int orientation;       /* 1–8: an EXIF block with orientation, camera and time; 0: none */
  const guint8 *icc;     /* (nullable) */
  guint icc_length;
  gboolean icc_is_broken; /* PNG: a profile chunk that cannot be inflated instead */
  int components;        /* JPEG: 1, 3 or 4 (CMYK); PNG: 1 grey, 3, 4 with alpha; 0: 3 */
  int bits;              /* PNG: 1, 8 or 16; 0: 8 */
  gboolean progressive;  /* JPEG progressive, PNG interlaced */
  gboolean palette;      /* PNG */
  gboolean says_srgb;    /* PNG: an sRGB chunk */
  double gamma;          /* PNG: a gAMA chunk, file exponent; 0: none */
  guint frames;          /* PNG: an acTL chunk of so many frames; 0: none */
} MadePhoto;

/* The tests' picture: each pixel tells where it is, smooth enough for JPEG. */
void    made_pixel (guint width, guint height, guint x, guint y, guint8 rgb[3]);
GBytes *make_jpeg  (guint width, guint height, const MadePhoto *as);
GBytes *make_png   (guint width, guint height, const MadePhoto *as);

/* A little-endian TIFF structure: camera "Saltline Pinhole 1", 2023-06-14 10:31:05 +02:00. */
GBytes *make_exif  (int orientation);
