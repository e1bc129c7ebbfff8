/* sources/fit-crc.c */
#include "fit-crc.h"

#define POLYNOMIAL 0xA001u

/* slices[k][b]: what byte b does to the checksum when k more bytes follow it. */
static guint16 slices[8][256];

static void
fill_slices (void)
{
  static gsize filled = 0;

  if (!g_once_init_enter (&filled))
    return;
  for (guint b = 0; b < 256; b++)
    {
      guint16 crc = (guint16) b;

      for (guint bit = 0; bit < 8; bit++)
        crc = (guint16) (crc & 1 ? (crc >> 1) ^ POLYNOMIAL : crc >> 1);
      slices[0][b] = crc;
    }
  for (guint k = 1; k < 8; k++)
    for (guint b = 0; b < 256; b++)
      slices[k][b] = (guint16) ((slices[k - 1][b] >> 8) ^ slices[0][slices[k - 1][b] & 0xFF]);
  g_once_init_leave (&filled, 1);
}

guint16
fit_crc (const guint8 *bytes, gsize length)
{
  guint16 crc = 0;

  fill_slices ();
  for (; length >= 8; bytes += 8, length -= 8)
    crc = slices[7][bytes[0] ^ (crc & 0xFF)] ^ slices[6][bytes[1] ^ (crc >> 8)] ^ slices[5][bytes[2]] ^ slices[4][bytes[3]]
          ^ slices[3][bytes[4]] ^ slices[2][bytes[5]] ^ slices[1][bytes[6]] ^ slices[0][bytes[7]];
  for (; length > 0; bytes++, length--)
    crc = (guint16) ((crc >> 8) ^ slices[0][(crc ^ *bytes) & 0xFF]);
  return crc;
}
