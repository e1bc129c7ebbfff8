/* tests/sources/made-fit.h: FIT files as they grow, byte by byte */
#pragma once

#include <string.h>

#include "sources/fit-crc.h"

#define START 1100000000u   /* seconds since FIT's epoch: in 2024 */

/* A FIT file as it grows. */
static inline GByteArray *
made_fit_begin (void)
{
  GByteArray *bytes = g_byte_array_new ();
  const guint8 header[14] = { 14, 0x10, 0, 0, 0, 0, 0, 0, '.', 'F', 'I', 'T', 0, 0 };

  g_byte_array_append (bytes, header, sizeof header);
  return bytes;
}

static inline void
made_fit_put (GByteArray *bytes, const char *hex)
{
  for (; *hex; hex++)
    if (g_ascii_isxdigit (*hex))
      {
        guint8 byte = (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));

        g_byte_array_append (bytes, &byte, 1);
        hex++;
      }
}

static inline void
made_fit_put_time (GByteArray *bytes, guint32 time)
{
  guint32 little = GUINT32_TO_LE (time);

  g_byte_array_append (bytes, (const guint8 *) &little, 4);
}

/* Closes the part that began at @at: its size and its checksum. */
static inline void
made_fit_finish (GByteArray *bytes, guint at)
{
  guint32 size = GUINT32_TO_LE (bytes->len - at - 14);
  guint16 crc;

  memcpy (bytes->data + at + 4, &size, 4);
  crc = GUINT16_TO_LE (fit_crc (bytes->data + at, bytes->len - at));
  g_byte_array_append (bytes, (const guint8 *) &crc, 2);
}
