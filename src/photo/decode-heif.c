/* photo/decode-heif.c: HEIC and HEIF (ISO/IEC 23008-12) by libheif */
#include <string.h>

#include <glib/gi18n.h>
#include <libheif/heif.h>

#include "decoder.h"

#define LARGEST_METADATA_BYTES (16u << 20) /* a profile or EXIF */
#define LONGEST_SIDE           10000       /* pixels: what a file says beforehand need not be what its grid of tiles then
                                              makes, so libheif must hold each side to what makes no more than a photo can have */
#define ROWS_BETWEEN_LOOKS     64

typedef struct {
  const PhotoSource *source;
  struct heif_context *context;
  struct heif_image_handle *handle;
  struct heif_image *pixels;
} HeifReader;

static gpointer
initialize (gpointer data)
{
  heif_init (NULL);
  return NULL;
}

/* TRUE when all went well; otherwise libheif's words with the name of the file. */
static gboolean
succeeded (const HeifReader *reader, struct heif_error fault, GError **error)
{
  if (fault.code == heif_error_Ok)
    return TRUE;
  if (fault.subcode == heif_suberror_Security_limit_exceeded)
    g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_TOO_LARGE, _("%s is larger than a photo can be: %s."), reader->source->name,
                 fault.message);
  else if (fault.code == heif_error_Memory_allocation_error)
    g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_TOO_LARGE, _("%s does not fit into memory."), reader->source->name);
  else if (fault.code == heif_error_Unsupported_feature || fault.code == heif_error_Unsupported_filetype)
    g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNSUPPORTED, _("%s is a kind of HEIF that is not read (%s). Save it as JPEG."),
                 reader->source->name, fault.message);
  else
    g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_DAMAGED, _("%s is damaged: %s. Copy the file again from the phone."),
                 reader->source->name, fault.message);
  return FALSE;
}

static GBytes *
find_icc (HeifReader *reader)
{
  gsize length = heif_image_handle_get_raw_color_profile_size (reader->handle);
  g_autofree guint8 *profile = NULL;

  if (length == 0 || length > LARGEST_METADATA_BYTES)
    return NULL;
  profile = g_malloc (length);
  if (heif_image_handle_get_raw_color_profile (reader->handle, profile).code != heif_error_Ok)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&profile), length);
}

/* Code points of ITU-T H.273. FALSE for the curves of television that is brighter than white. */
static gboolean
take_code_points (const struct heif_color_profile_nclx *nclx, ColourStatement *colours)
{
  const double xy[8] = { nclx->color_primary_white_x, nclx->color_primary_white_y, nclx->color_primary_red_x,
                         nclx->color_primary_red_y, nclx->color_primary_green_x, nclx->color_primary_green_y,
                         nclx->color_primary_blue_x, nclx->color_primary_blue_y };

  memcpy (colours->xy, xy, sizeof xy);
  colours->kind = COLOURS_PRIMARIES;
  switch (nclx->transfer_characteristics)
    {
    case heif_transfer_characteristic_ITU_R_BT_2100_0_PQ:
    case heif_transfer_characteristic_ITU_R_BT_2100_0_HLG:
      return FALSE;
    case heif_transfer_characteristic_ITU_R_BT_709_5:
    case heif_transfer_characteristic_ITU_R_BT_601_6:
    case heif_transfer_characteristic_ITU_R_BT_2020_2_10bit:
    case heif_transfer_characteristic_ITU_R_BT_2020_2_12bit:
      colours->transfer = TRANSFER_BT709;
      break;
    case heif_transfer_characteristic_linear:
      colours->transfer = TRANSFER_POWER;
      colours->gamma = 1.0;
      break;
    default:
      colours->transfer = TRANSFER_SRGB;
      break;
    }
  if (nclx->color_primaries == heif_color_primaries_unspecified)
    colours->kind = COLOURS_UNKNOWN;
  else if (nclx->color_primaries == heif_color_primaries_ITU_R_BT_709_5 && colours->transfer == TRANSFER_SRGB)
    colours->kind = COLOURS_SRGB;
  return TRUE;
}

static gboolean
find_colours (HeifReader *reader, ColourStatement *colours, GError **error)
{
  struct heif_color_profile_nclx *nclx = NULL;
  gboolean usable = TRUE;

  colours->icc = find_icc (reader);
  if (colours->icc)
    {
      colours->kind = COLOURS_ICC;
      return TRUE;
    }
  if (heif_image_handle_get_nclx_color_profile (reader->handle, &nclx).code == heif_error_Ok && nclx)
    usable = take_code_points (nclx, colours);
  heif_nclx_color_profile_free (nclx);
  if (!usable)
    g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNSUPPORTED,
                 _("%s is an HDR picture (PQ or HLG). Export it with the standard range, or as JPEG."), reader->source->name);
  return usable;
}

/* The block begins with the distance to the TIFF header, four bytes, big-endian (ISO/IEC 23008-12, A.2.1). */
static GBytes *
find_exif (HeifReader *reader)
{
  heif_item_id id;
  gsize length, skip;
  g_autofree guint8 *block = NULL;

  if (heif_image_handle_get_list_of_metadata_block_IDs (reader->handle, "Exif", &id, 1) < 1)
    return NULL;
  length = heif_image_handle_get_metadata_size (reader->handle, id);
  if (length <= 4 || length > LARGEST_METADATA_BYTES)
    return NULL;
  block = g_malloc (length);
  if (heif_image_handle_get_metadata (reader->handle, id, block).code != heif_error_Ok)
    return NULL;
  skip = 4 + ((gsize) block[0] << 24 | (gsize) block[1] << 16 | (gsize) block[2] << 8 | block[3]);
  return skip < length ? g_bytes_new (block + skip, length - skip) : NULL;
}

/* Values of @depth bits fill 16 bits, so that the largest one is 65535. */
static void
widen_row (const guint8 *from, guint8 *to, guint n, int depth)
{
  const guint16 *narrow = (const guint16 *) (const void *) from;
  guint16 *wide = (guint16 *) (void *) to;

  for (guint i = 0; i < n; i++)
    {
      guint value = GUINT16_FROM_LE (narrow[i]);

      wide[i] = (guint16) (value << (16 - depth) | value >> (2 * depth - 16));
    }
}

static gboolean
copy_pixels (HeifReader *reader, int depth, DecodedImage *image, GError **error)
{
  int stride;
  const guint8 *from = heif_image_get_plane_readonly (reader->pixels, heif_channel_interleaved, &stride);
  int width = heif_image_get_width (reader->pixels, heif_channel_interleaved);
  int height = heif_image_get_height (reader->pixels, heif_channel_interleaved);

  if (from == NULL || width <= 0 || height <= 0)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_DAMAGED, _("%s is damaged: it holds no picture."), reader->source->name);
      return FALSE;
    }
  if (!photo_allocate (reader->source, (guint) width, (guint) height, depth > 8 ? 16 : 8, image, error))
    return FALSE;
  for (guint y = 0; y < image->height; y++)
    {
      const guint8 *row = from + (gsize) y * (gsize) stride;
      guint8 *to = image->memory + (gsize) y * image->width * 3 * image->bits / 8;

      if (y % ROWS_BETWEEN_LOOKS == 0 && photo_cancelled (reader->source, error))
        return FALSE;
      if (depth > 8)
        widen_row (row, to, image->width * 3, depth);
      else
        memcpy (to, row, (gsize) image->width * 3);
    }
  return TRUE;
}

static gboolean
decode (HeifReader *reader, DecodedImage *image, GError **error)
{
  const PhotoSource *source = reader->source;
  struct heif_decoding_options *options;
  struct heif_error fault;
  int width, height, depth;
  enum heif_chroma chroma;

  heif_context_set_maximum_image_size_limit (reader->context, LONGEST_SIDE);
  heif_context_set_max_decoding_threads (reader->context, 0); /* the batch is what runs in parallel */
  if (!succeeded (reader, heif_context_read_from_memory_without_copy (reader->context, source->bytes, source->length, NULL), error)
      || !succeeded (reader, heif_context_get_primary_image_handle (reader->context, &reader->handle), error))
    return FALSE;
  width = heif_image_handle_get_width (reader->handle);
  height = heif_image_handle_get_height (reader->handle);
  if (!photo_check_size (source, (guint) MAX (width, 0), (guint) MAX (height, 0), error)
      || !find_colours (reader, &image->colours, error) || photo_cancelled (source, error))
    return FALSE;
  image->exif = find_exif (reader);
  image->upright = TRUE; /* libheif has applied irot and imir; EXIF repeats what they say */

  depth = heif_image_handle_get_luma_bits_per_pixel (reader->handle);
  if (depth > 16)
    depth = 8;
  chroma = depth > 8 ? heif_chroma_interleaved_RRGGBB_LE : heif_chroma_interleaved_RGB;
  options = heif_decoding_options_alloc ();
  options->strict_decoding = TRUE;
  fault = heif_decode_image (reader->handle, &reader->pixels, heif_colorspace_RGB, chroma, options);
  heif_decoding_options_free (options);
  return succeeded (reader, fault, error) && copy_pixels (reader, depth, image, error);
}

gboolean
photo_is_heif (const PhotoSource *source)
{
  static const char *const brands[] = { "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1",
                                        "miaf", "avif", "avis" };

  if (source->length < 12 || memcmp (source->bytes + 4, "ftyp", 4) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    if (memcmp (source->bytes + 8, brands[i], 4) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_sequence (const PhotoSource *source)
{
  static const char *const brands[] = { "hevc", "hevx", "hevm", "hevs", "msf1", "avis" };

  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    if (memcmp (source->bytes + 8, brands[i], 4) == 0)
      return TRUE;
  return FALSE;
}

gboolean
photo_decode_heif (const PhotoSource *source, DecodedImage *image, GError **error)
{
  static GOnce once = G_ONCE_INIT;
  HeifReader reader = { .source = source };
  gboolean decoded;

  if (is_sequence (source))
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNSUPPORTED,
                   _("%s is a sequence of pictures, not a photo. Save the one that shows the patch."), source->name);
      return FALSE;
    }
  g_once (&once, initialize, NULL);
  reader.context = heif_context_alloc ();
  decoded = decode (&reader, image, error);
  if (reader.pixels)
    heif_image_release (reader.pixels);
  if (reader.handle)
    heif_image_handle_release (reader.handle);
  heif_context_free (reader.context);
  return decoded;
}
