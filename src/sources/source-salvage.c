/* sources/source-salvage.c */
#include "source-salvage.h"

#include <string.h>

#define LOCAL_HEADER 30
#define METHOD_DEFLATE 8

static GInputStream *
open_archive (const char *path, const guint8 *bytes, gsize length)
{
  g_autoptr(GFile) file = path ? g_file_new_for_path (path) : NULL;

  return file ? G_INPUT_STREAM (g_file_read (file, NULL, NULL)) : g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
}

/* Behind name and extra field of the local header. */
static gboolean
skip_local_header (GInputStream *stream)
{
  guint8 header[LOCAL_HEADER];
  gsize n, beyond;

  if (!g_input_stream_read_all (stream, header, sizeof header, &n, NULL, NULL) || n < sizeof header || memcmp (header, "PK\003\004", 4) != 0
      || (header[8] | header[9] << 8) != METHOD_DEFLATE)
    return FALSE;
  beyond = (gsize) (header[26] | header[27] << 8) + (gsize) (header[28] | header[29] << 8);
  return beyond == 0 || g_input_stream_skip (stream, beyond, NULL, NULL) == (gssize) beyond;
}

GInputStream *
source_salvage_open (const char *path, const guint8 *bytes, gsize length, SalvageForm form, gint64 offset)
{
  g_autoptr(GInputStream) stream = open_archive (path, bytes, length);
  g_autoptr(GZlibDecompressor) inflate = NULL;

  if (stream == NULL || !g_seekable_seek (G_SEEKABLE (stream), offset, G_SEEK_SET, NULL, NULL)
      || (form == SALVAGE_ZIP_ENTRY && !skip_local_header (stream)))
    return NULL;
  inflate = g_zlib_decompressor_new (form == SALVAGE_GZIP ? G_ZLIB_COMPRESSOR_FORMAT_GZIP : G_ZLIB_COMPRESSOR_FORMAT_RAW);
  return g_converter_input_stream_new (stream, G_CONVERTER (inflate));
}
