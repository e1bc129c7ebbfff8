/* base/zip-part.c */
#include "zip-part.h"

#include <gio/gio.h>
#include <string.h>

#define END_RECORD_BYTES 22u
#define ENTRY_BYTES 46u
#define LOCAL_BYTES 30u

static guint32
u16 (const guint8 *at)
{
  return (guint32) at[0] | (guint32) at[1] << 8;
}

static guint32
u32 (const guint8 *at)
{
  return u16 (at) | u16 (at + 2) << 16;
}

static void
fail (const char *name, GError **error, const char *what)
{
  g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "%s %s. Save its sheet as CSV and read that.", name, what);
}

static gboolean
inflate (const char *name, const guint8 *packed, gsize packed_length, guint method, GByteArray *out, GError **error)
{
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_data (packed, (gssize) packed_length, NULL);
  g_autoptr(GZlibDecompressor) raw = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autoptr(GInputStream) stream = method ? g_converter_input_stream_new (memory, G_CONVERTER (raw)) : g_object_ref (memory);
  guint8 block[32768];
  gssize n;

  while ((n = g_input_stream_read (stream, block, sizeof block, NULL, NULL)) > 0)
    {
      if (out->len + (guint) n > ZIP_PART_MOST_BYTES)
        {
          g_set_error (error, BASE_ERROR, BASE_ERROR_TOO_LARGE, "%s holds a part of more than %u MB. Save its sheet as CSV.", name,
                       ZIP_PART_MOST_BYTES >> 20);
          return FALSE;
        }
      g_byte_array_append (out, block, (guint) n);
    }
  if (n < 0)
    fail (name, error, "is damaged");
  return n == 0;
}

GByteArray *
zip_part_read (const char *name, const char *archive, gsize length, const char *wanted, GError **error)
{
  const guint8 *bytes = (const guint8 *) archive, *end = NULL;
  gsize at;
  guint n;

  g_return_val_if_fail (name != NULL && archive != NULL && wanted != NULL, NULL);

  for (gsize back = END_RECORD_BYTES; end == NULL && back <= length && back <= END_RECORD_BYTES + 0xFFFF; back++)
    if (memcmp (bytes + length - back, "PK\5\6", 4) == 0)
      end = bytes + length - back;
  if (end == NULL)
    {
      fail (name, error, "breaks off: the directory at its end is missing");
      return NULL;
    }
  n = u16 (end + 10);
  at = u32 (end + 16);
  for (guint i = 0; i < n && at + ENTRY_BYTES <= length && memcmp (bytes + at, "PK\1\2", 4) == 0; i++)
    {
      const guint8 *entry = bytes + at;
      gsize packed = u32 (entry + 20), name_length = u16 (entry + 28), local = u32 (entry + 42), data;
      guint method = u16 (entry + 10);
      g_autoptr(GByteArray) part = NULL;

      at += ENTRY_BYTES + name_length + u16 (entry + 30) + u16 (entry + 32);
      if (at > length)
        break;
      if (name_length != strlen (wanted) || g_ascii_strncasecmp ((const char *) entry + ENTRY_BYTES, wanted, name_length) != 0)
        continue;
      data = local + LOCAL_BYTES;
      if (data <= length)
        data += u16 (bytes + local + 26) + u16 (bytes + local + 28);
      if (data > length || packed > length - data || (method != 0 && method != 8) || u16 (entry + 8) & 1)
        {
          fail (name, error, u16 (entry + 8) & 1 ? "is encrypted" : "is damaged");
          return NULL;
        }
      part = g_byte_array_new ();
      return inflate (name, bytes + data, packed, method, part, error) ? g_steal_pointer (&part) : NULL;
    }
  return NULL;
}
