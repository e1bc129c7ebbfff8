/* photo/decode-png.c: PNG by libpng */
#include <setjmp.h>
#include <string.h>

#include <glib/gi18n.h>
#include <png.h>

#include "decoder.h"

#define MOST_CHUNK_BYTES (32u << 20) /* a profile or a text; pixels are not held to it */
#define MOST_CHUNKS      1000
#define SRGB_GAMMA       0.45455

typedef struct {
  const PhotoSource *source;
  gsize at;
  png_structp png;
  png_infop info;
  guint8 *row;        /* one row with alpha, where the file has alpha */
  guint8 *with_alpha; /* all rows with alpha, for interlaced files that have it */
  gboolean bad_profile; /* libpng has thrown a profile away */
  char fault[160];
} PngReader;

static void
read_bytes (png_structp png, png_bytep out, size_t length)
{
  PngReader *reader = png_get_io_ptr (png);

  if (length > reader->source->length - reader->at)
    png_error (png, "the file ends before its last row");
  memcpy (out, reader->source->bytes + reader->at, length);
  reader->at += length;
}

static G_NORETURN void
fail (png_structp png, png_const_charp message)
{
  PngReader *reader = png_get_error_ptr (png);

  g_strlcpy (reader->fault, message, sizeof reader->fault);
  png_longjmp (png, 1);
}

static void
note_warning (png_structp png, png_const_charp message)
{
  PngReader *reader = png_get_error_ptr (png);

  if (strstr (message, "iCCP") || strstr (message, "profile"))
    reader->bad_profile = TRUE;
}

static guint32
big_endian_32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

/* An animated PNG announces its frames in an acTL chunk before the first picture; libpng keeps it for us. */
static gboolean
is_animated (PngReader *reader)
{
  png_unknown_chunkp chunks;
  int n = png_get_unknown_chunks (reader->png, reader->info, &chunks);

  for (int i = 0; i < n; i++)
    if (memcmp (chunks[i].name, "acTL", 4) == 0 && chunks[i].size >= 4 && big_endian_32 (chunks[i].data) > 1)
      return TRUE;
  return FALSE;
}

static gboolean
check_kind (PngReader *reader, GError **error)
{
  if (is_animated (reader))
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNSUPPORTED,
                   _("%s is an animation, not a photo. Save the one frame that shows the patch."), reader->source->name);
      return FALSE;
    }
  if (png_get_bit_depth (reader->png, reader->info) == 1)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNSUPPORTED,
                   _("%s has one bit for each pixel: no colour can be read from it. Use the photo as the camera took it."),
                   reader->source->name);
      return FALSE;
    }
  return TRUE;
}

/* An ICC profile says most, then sRGB, then gAMA with cHRM (PNG specification, 11.3.2). */
static void
find_colours (PngReader *reader, ColourStatement *colours)
{
  png_charp profile_name;
  png_bytep profile;
  png_uint_32 profile_length;
  int compression, intent;
  double gamma;
  double *xy = colours->xy;

  if (png_get_iCCP (reader->png, reader->info, &profile_name, &compression, &profile, &profile_length))
    {
      colours->kind = COLOURS_ICC;
      colours->icc = g_bytes_new (profile, profile_length);
    }
  else if (reader->bad_profile)
    colours->kind = COLOURS_ICC;
  else if (png_get_sRGB (reader->png, reader->info, &intent))
    colours->kind = COLOURS_SRGB;
  else if (png_get_gAMA (reader->png, reader->info, &gamma) && gamma > 0)
    {
      static const double srgb[8] = { 0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06 };
      gboolean has_primaries = png_get_cHRM (reader->png, reader->info, &xy[0], &xy[1], &xy[2], &xy[3], &xy[4], &xy[5], &xy[6],
                                             &xy[7]) != 0;

      if (!has_primaries)
        memcpy (xy, srgb, sizeof srgb);
      /* 1/2.2 is how a PNG without a profile spells the curve of sRGB. */
      colours->transfer = ABS (gamma - SRGB_GAMMA) < 0.002 ? TRANSFER_SRGB : TRANSFER_POWER;
      colours->gamma = 1.0 / gamma;
      colours->kind = COLOURS_PRIMARIES;
    }
}

/* Kept as a chunk that libpng does not know: its own reader takes the length, up to 2 GB, at its word. */
static GBytes *
find_exif (PngReader *reader)
{
  png_unknown_chunkp chunks;
  int n = png_get_unknown_chunks (reader->png, reader->info, &chunks);

  for (int i = 0; i < n; i++)
    if (memcmp (chunks[i].name, "eXIf", 4) == 0 && chunks[i].size > 0)
      return g_bytes_new (chunks[i].data, chunks[i].size);
  return NULL;
}

/* Transparent pixels are laid on white paper, in encoded values, as every viewer shows them. */
static void
lay_on_white (const guint8 *rgba, guint8 *rgb, guint width, guint bits)
{
  if (bits == 8)
    {
      for (guint x = 0; x < width; x++, rgba += 4, rgb += 3)
        for (int c = 0; c < 3; c++)
          rgb[c] = (guint8) ((rgba[c] * rgba[3] + 255 * (255 - rgba[3]) + 127) / 255);
    }
  else
    {
      const guint16 *from = (const guint16 *) (const void *) rgba;
      guint16 *to = (guint16 *) (void *) rgb;

      for (guint x = 0; x < width; x++, from += 4, to += 3)
        for (int c = 0; c < 3; c++)
          to[c] = (guint16) (((guint64) from[c] * from[3] + 65535ull * (65535u - from[3]) + 32767) / 65535);
    }
}

static gboolean
read_pixels (PngReader *reader, DecodedImage *image, gboolean alpha, int passes, GError **error)
{
  gsize stride = (gsize) image->width * 3 * image->bits / 8;
  gsize alpha_stride = (gsize) image->width * 4 * image->bits / 8;

  if (alpha && passes == 1)
    reader->row = g_malloc (alpha_stride);
  else if (alpha)
    {
      reader->with_alpha = g_try_malloc_n (image->height, alpha_stride);
      if (reader->with_alpha == NULL)
        {
          g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_TOO_LARGE, _("%s does not fit into memory."), reader->source->name);
          return FALSE;
        }
    }
  for (int pass = 0; pass < passes; pass++)
    for (guint y = 0; y < image->height; y++)
      {
        guint8 *to = image->memory + stride * y;
        guint8 *row = !alpha ? to : reader->row ? reader->row : reader->with_alpha + alpha_stride * y;

        if (y % 16 == 0 && photo_cancelled (reader->source, error))
          return FALSE;
        png_read_row (reader->png, row, NULL);
        if (alpha && pass == passes - 1)
          lay_on_white (row, to, image->width, image->bits);
      }
  return TRUE;
}

static gboolean
decode (PngReader *reader, DecodedImage *image, GError **error)
{
  png_structp png = reader->png;
  png_infop info = reader->info;
  gboolean alpha;
  int passes;

  if (setjmp (png_jmpbuf (png)))
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_DAMAGED, _("%s is damaged: %s. Copy the file again."), reader->source->name,
                   reader->fault);
      return FALSE;
    }
  png_set_read_fn (png, reader, read_bytes);
  png_set_user_limits (png, PHOTO_LONGEST_SIDE, PHOTO_LONGEST_SIDE);
  png_set_chunk_malloc_max (png, MOST_CHUNK_BYTES);
  png_set_chunk_cache_max (png, MOST_CHUNKS);
  png_set_keep_unknown_chunks (png, PNG_HANDLE_CHUNK_ALWAYS, (png_const_bytep) "acTL\0eXIf", 2);
  png_read_info (png, info);
  if (!check_kind (reader, error))
    return FALSE;
  find_colours (reader, &image->colours);
  image->grey = (png_get_color_type (png, info) & PNG_COLOR_MASK_COLOR) == 0;
  if (!photo_allocate (reader->source, png_get_image_width (png, info), png_get_image_height (png, info),
                       png_get_bit_depth (png, info) == 16 ? 16 : 8, image, error))
    return FALSE;

  png_set_expand (png);
  png_set_gray_to_rgb (png);
  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    png_set_swap (png);
  passes = png_set_interlace_handling (png);
  png_read_update_info (png, info);
  alpha = png_get_channels (png, info) == 4;
  return read_pixels (reader, image, alpha, passes, error);
}

/* EXIF may stand behind the pixels. A fault there is not one of the picture. */
static void
read_end (PngReader *reader)
{
  if (setjmp (png_jmpbuf (reader->png)) == 0)
    png_read_end (reader->png, reader->info);
}

gboolean
photo_decode_png (const PhotoSource *source, DecodedImage *image, GError **error)
{
  g_autofree PngReader *reader = g_new0 (PngReader, 1);
  gboolean decoded;

  reader->source = source;
  reader->png = png_create_read_struct (PNG_LIBPNG_VER_STRING, reader, fail, note_warning);
  reader->info = reader->png ? png_create_info_struct (reader->png) : NULL;
  g_return_val_if_fail (reader->info != NULL, FALSE);

  decoded = decode (reader, image, error);
  if (decoded)
    {
      read_end (reader);
      image->exif = find_exif (reader);
    }
  png_destroy_read_struct (&reader->png, &reader->info, NULL);
  g_free (reader->row);
  g_free (reader->with_alpha);
  return decoded;
}
