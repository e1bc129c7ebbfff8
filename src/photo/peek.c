/* photo/peek.c: how large a photo will be, from its first bytes */
#include <string.h>

#include "decoder.h"

#define HEIF_BYTES_PER_PIXEL 15 /* 10 bit: planes, interleaved, and our copy */

static guint
big_endian (const guint8 *bytes, guint n)
{
  guint value = 0;

  for (guint i = 0; i < n; i++)
    value = value << 8 | bytes[i];
  return value;
}

/* Walks the markers to the frame header (ITU-T T.81, B.2.2). A progressive photo needs its coefficients besides. */
static guint64
peek_jpeg (const guint8 *bytes, gsize length)
{
  for (gsize at = 2; at + 9 < length && bytes[at] == 0xFF;)
    {
      guint marker = bytes[at + 1];

      if (marker == 0xFF)
        at++;
      else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
        return (guint64) big_endian (bytes + at + 5, 2) * big_endian (bytes + at + 7, 2) * (marker == 0xC2 ? 9 : 3);
      else
        at += 2 + big_endian (bytes + at + 2, 2);
    }
  return 0;
}

static guint64
peek_png (const guint8 *bytes, gsize length)
{
  guint bytes_per_pixel, interlaced;

  if (length < 29)
    return 0;
  bytes_per_pixel = bytes[24] == 16 ? 6 : 3;
  interlaced = bytes[28] ? bytes_per_pixel + bytes_per_pixel / 3 : 0; /* all rows with alpha */
  return (guint64) big_endian (bytes + 16, 4) * big_endian (bytes + 20, 4) * (bytes_per_pixel + interlaced);
}

/* The largest image extent of all items (ISO/IEC 23008-12, 6.5.3); they stand before the pixels. */
static guint64
peek_heif (const guint8 *bytes, gsize length)
{
  guint64 most = 0;

  for (gsize i = 12; i + 16 <= MIN (length, 1u << 18); i++)
    if (bytes[i] == 'i' && memcmp (bytes + i, "ispe", 4) == 0)
      most = MAX (most, (guint64) big_endian (bytes + i + 8, 4) * big_endian (bytes + i + 12, 4));
  return most * HEIF_BYTES_PER_PIXEL;
}

guint64
photo_peek_memory (const guint8 *bytes, gsize length)
{
  const PhotoSource source = { .bytes = bytes, .length = length };
  guint64 need = 0;

  g_return_val_if_fail (bytes != NULL || length == 0, 0);

  if (length > 4 && bytes[0] == 0xFF && bytes[1] == 0xD8)
    need = peek_jpeg (bytes, length);
  else if (length > 8 && memcmp (bytes + 1, "PNG", 3) == 0)
    need = peek_png (bytes, length);
  else if (photo_is_heif (&source))
    need = peek_heif (bytes, length);
  return need;
}
