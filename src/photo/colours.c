/* photo/colours.c: from encoded values to linear light in sRGB primaries */
#include <math.h>
#include <string.h>

#include "decoder.h"

/* IEC 61966-2-1: light of an encoded value 0–1. */
static double
srgb_to_linear (double encoded)
{
  return encoded <= 0.04045 ? encoded / 12.92 : pow ((encoded + 0.055) / 1.055, 2.4);
}

/* One table for the three components; photo_free knows that they may be the same. */
static void
take_as_srgb (Photo *photo)
{
  guint n = 1u << photo->bits;
  float *table = g_new (float, n);

  for (guint i = 0; i < n; i++)
    table[i] = (float) srgb_to_linear (i / (double) (n - 1));
  for (int c = 0; c < 3; c++)
    photo->to_linear[c] = table;
  memset (photo->to_srgb, 0, sizeof photo->to_srgb);
  photo->to_srgb[0] = photo->to_srgb[4] = photo->to_srgb[8] = 1;
  photo->is_srgb = TRUE;
}

gboolean
photo_colours_apply (const PhotoSource *source, DecodedImage *image, Photo *photo, GError **error)
{
  photo->bits = image->bits;
  if (image->colours.kind == COLOURS_UNKNOWN)
    photo->flags |= PHOTO_FLAG_NO_PROFILE;
  take_as_srgb (photo);
  return TRUE;
}
