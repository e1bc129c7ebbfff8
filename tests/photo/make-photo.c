/* tests/photo/make-photo.c */
#include "make-photo.h"

#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

void
made_pixel (guint width, guint height, guint x, guint y, guint8 rgb[3])
{
  rgb[0] = (guint8) (20 + 200 * x / width);
  rgb[1] = (guint8) (20 + 200 * y / height);
  rgb[2] = 120;
}

static void
put (GByteArray *out, const void *bytes, guint n)
{
  g_byte_array_append (out, bytes, n);
}

static void
put_16 (GByteArray *out, guint value)
{
  const guint8 bytes[] = { value & 0xFF, value >> 8 & 0xFF };

  put (out, bytes, 2);
}

static void
put_32 (GByteArray *out, guint value)
{
  put_16 (out, value & 0xFFFF);
  put_16 (out, value >> 16);
}

/* One entry of a TIFF directory; what is longer than four bytes goes to @heap, which will start at @heap_at. */
static void
put_entry (GByteArray *out, GByteArray *heap, guint heap_at, guint tag, guint type, guint n, const void *value)
{
  guint size = type == 3 ? 2 * n : type == 4 ? 4 * n : n;

  put_16 (out, tag);
  put_16 (out, type);
  put_32 (out, n);
  if (size <= 4)
    {
      guint8 inline_value[4] = { 0 };

      memcpy (inline_value, value, size);
      put (out, inline_value, 4);
      return;
    }
  put_32 (out, heap_at + heap->len);
  put (heap, value, size);
}

GBytes *
make_exif (int orientation)
{
  enum { N_IMAGE = 4, N_PHOTO = 2 };
  const guint image_at = 8, photo_at = image_at + 2 + 12 * N_IMAGE + 4, heap_at = photo_at + 2 + 12 * N_PHOTO + 4;
  GByteArray *out = g_byte_array_new ();
  g_autoptr(GByteArray) heap = g_byte_array_new ();
  const guint8 short_value[2] = { (guint8) orientation, 0 };
  const guint8 link[4] = { (guint8) photo_at, 0, 0, 0 };

  put (out, "II*\0", 4);
  put_32 (out, image_at);
  put_16 (out, N_IMAGE);
  put_entry (out, heap, heap_at, 0x010F, 2, 9, "Saltline");
  put_entry (out, heap, heap_at, 0x0110, 2, 10, "Pinhole 1");
  put_entry (out, heap, heap_at, 0x0112, 3, 1, short_value);
  put_entry (out, heap, heap_at, 0x8769, 4, 1, link);
  put_32 (out, 0);
  put_16 (out, N_PHOTO);
  put_entry (out, heap, heap_at, 0x9003, 2, 20, "2023:06:14 10:31:05");
  put_entry (out, heap, heap_at, 0x9011, 2, 7, "+02:00");
  put_32 (out, 0);
  put (out, heap->data, heap->len);
  return g_byte_array_free_to_bytes (out);
}

static void
fill_row (guint width, guint height, guint y, int components, JSAMPLE *row)
{
  for (guint x = 0; x < width; x++)
    {
      guint8 rgb[4] = { 0, 0, 0, 60 };

      made_pixel (width, height, x, y, rgb);
      memcpy (row + x * (guint) components, rgb, (gsize) components);
    }
}

GBytes *
make_jpeg (guint width, guint height, const MadePhoto *as)
{
  struct jpeg_compress_struct cinfo = { 0 };
  struct jpeg_error_mgr errors;
  int components = as->components ? as->components : 3;
  g_autofree JSAMPLE *row = g_malloc ((gsize) width * 4);
  unsigned char *memory = NULL;
  unsigned long length = 0;

  cinfo.err = jpeg_std_error (&errors);
  jpeg_create_compress (&cinfo);
  jpeg_mem_dest (&cinfo, &memory, &length);
  cinfo.image_width = width;
  cinfo.image_height = height;
  cinfo.input_components = components;
  cinfo.in_color_space = components == 1 ? JCS_GRAYSCALE : components == 4 ? JCS_CMYK : JCS_RGB;
  jpeg_set_defaults (&cinfo);
  jpeg_set_quality (&cinfo, 95, TRUE);
  if (as->progressive)
    jpeg_simple_progression (&cinfo);
  jpeg_start_compress (&cinfo, TRUE);
  if (as->orientation)
    {
      g_autoptr(GBytes) exif = make_exif (as->orientation);
      gsize exif_length;
      const guint8 *exif_bytes = g_bytes_get_data (exif, &exif_length);
      g_autofree guint8 *segment = g_malloc (exif_length + 6);

      memcpy (segment, "Exif\0\0", 6);
      memcpy (segment + 6, exif_bytes, exif_length);
      jpeg_write_marker (&cinfo, JPEG_APP0 + 1, segment, (guint) exif_length + 6);
    }
  if (as->icc)
    jpeg_write_icc_profile (&cinfo, as->icc, as->icc_length);
  for (guint y = 0; y < height; y++)
    {
      fill_row (width, height, y, components, row);
      jpeg_write_scanlines (&cinfo, &row, 1);
    }
  jpeg_finish_compress (&cinfo);
  jpeg_destroy_compress (&cinfo);
  return g_bytes_new_with_free_func (memory, length, (GDestroyNotify) free, memory);
}

static void
append_bytes (png_structp png, png_bytep bytes, size_t length)
{
  g_byte_array_append (png_get_io_ptr (png), bytes, (guint) length);
}

static void
put_chunk (png_structp png, png_infop info, const char *name, const void *data, gsize length)
{
  png_unknown_chunk chunk = { .size = length, .location = PNG_HAVE_IHDR };
  g_autofree guint8 *copy = g_memdup2 (data, length);

  memcpy (chunk.name, name, 4);
  chunk.data = copy;
  png_set_keep_unknown_chunks (png, PNG_HANDLE_CHUNK_ALWAYS, NULL, 0);
  png_set_unknown_chunks (png, info, &chunk, 1);
}

static void
write_png_chunks (png_structp png, png_infop info, const MadePhoto *as)
{
  if (as->icc && as->icc_is_broken)
    put_chunk (png, info, "iCCP", "profile\0\0not deflated at all", 28);
  else if (as->icc)
    png_set_iCCP (png, info, "profile", PNG_COMPRESSION_TYPE_BASE, as->icc, as->icc_length);
  if (as->says_srgb)
    png_set_sRGB (png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  if (as->gamma > 0)
    png_set_gAMA (png, info, as->gamma);
  if (as->orientation)
    {
      g_autoptr(GBytes) exif = make_exif (as->orientation);

      png_set_eXIf_1 (png, info, (png_uint_32) g_bytes_get_size (exif), (png_bytep) g_bytes_get_data (exif, NULL));
    }
  if (as->frames)
    {
      const guint8 data[8] = { 0, 0, 0, (guint8) as->frames, 0, 0, 0, 0 };

      put_chunk (png, info, "acTL", data, sizeof data);
    }
}

GBytes *
make_png (guint width, guint height, const MadePhoto *as)
{
  GByteArray *out = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  int bits = as->bits ? as->bits : 8, components = as->palette || bits == 1 ? 1 : as->components ? as->components : 3;
  int type = as->palette ? PNG_COLOR_TYPE_PALETTE
             : components == 1 ? PNG_COLOR_TYPE_GRAY
             : components == 4 ? PNG_COLOR_TYPE_RGBA
                               : PNG_COLOR_TYPE_RGB;
  g_autofree guint8 *memory = g_malloc0 ((gsize) width * height * 8);
  g_autofree guint8 **rows = g_new (guint8 *, height);
  png_color palette[2] = { { 10, 20, 30 }, { 200, 100, 50 } };

  png_set_write_fn (png, out, append_bytes, NULL);
  png_set_IHDR (png, info, width, height, bits, type, as->progressive ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  if (as->palette)
    png_set_PLTE (png, info, palette, 2);
  write_png_chunks (png, info, as);
  png_write_info (png, info);
  for (guint y = 0; y < height; y++)
    {
      rows[y] = memory + (gsize) y * width * 8;
      for (guint x = 0; x < width && bits > 1; x++)
        {
          guint8 rgba[4] = { 0, 0, 0, (guint8) (x < width / 2 ? 255 : 0) };

          made_pixel (width, height, x, y, rgba);
          if (as->palette)
            rows[y][x] = x >= width / 2;
          else
            for (int c = 0; c < components; c++)
              {
                if (bits == 8)
                  rows[y][x * (guint) components + (guint) c] = rgba[c];
                else /* big-endian, the low byte differs from the high one */
                  {
                    rows[y][2 * (x * (guint) components + (guint) c)] = rgba[c];
                    rows[y][2 * (x * (guint) components + (guint) c) + 1] = c == 3 ? rgba[c] : 77;
                  }
              }
        }
    }
  png_write_image (png, rows);
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  return g_byte_array_free_to_bytes (out);
}
