/* photo/colours.c: what the file says of its colours, or sRGB */
#include <math.h>
#include <string.h>

#include "decoder.h"

/* IEC 61966-2-1: light of an encoded value 0–1. */
static double
srgb_to_linear (double encoded)
{
  return encoded <= 0.04045 ? encoded / 12.92 : pow ((encoded + 0.055) / 1.055, 2.4);
}

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

void
photo_tables_free (Photo *photo)
{
  for (int c = 2; c >= 0; c--)
    if (c == 0 || photo->to_linear[c] != photo->to_linear[0])
      g_clear_pointer (&photo->to_linear[c], g_free);
  photo->to_linear[1] = photo->to_linear[2] = NULL;
}

gboolean
photo_colours_apply (const PhotoSource *source, DecodedImage *image, Photo *photo, GError **error)
{
  IccOutcome outcome = ICC_NOT_USABLE;

  photo->bits = image->bits;
  if (image->colours.kind == COLOURS_ICC || image->colours.kind == COLOURS_PRIMARIES)
    {
      outcome = photo_icc_take (source, image, photo, error);
      if (outcome == ICC_NOT_USABLE)
        {
          photo->flags |= PHOTO_FLAG_BAD_PROFILE;
          photo_tables_free (photo);
          photo->bits = image->bits;
        }
    }
  else if (image->colours.kind == COLOURS_UNKNOWN)
    photo->flags |= PHOTO_FLAG_NO_PROFILE;
  if (outcome == ICC_NOT_USABLE)
    take_as_srgb (photo);
  return outcome != ICC_FAILED;
}
