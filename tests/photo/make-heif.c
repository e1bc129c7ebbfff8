/* tests/photo/make-heif.c */
#include "make-heif.h"

#include <libheif/heif.h>

static struct heif_error
append_bytes (struct heif_context *context, const void *data, size_t size, void *out)
{
  const struct heif_error ok = { heif_error_Ok, heif_suberror_Unspecified, "" };

  g_byte_array_append (out, data, (guint) size);
  return ok;
}

static struct heif_image *
draw (guint width, guint height, int bits)
{
  struct heif_image *image;
  int stride;
  guint8 *plane;

  g_assert_cmpint (heif_image_create ((int) width, (int) height, heif_colorspace_RGB,
                                      bits == 8 ? heif_chroma_interleaved_RGB : heif_chroma_interleaved_RRGGBB_LE, &image).code,
                   ==, heif_error_Ok);
  heif_image_add_plane (image, heif_channel_interleaved, (int) width, (int) height, bits);
  plane = heif_image_get_plane (image, heif_channel_interleaved, &stride);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guint8 rgb[3];

        made_pixel (width, height, x, y, rgb);
        for (guint c = 0; c < 3; c++)
          if (bits == 8)
            plane[y * (guint) stride + 3 * x + c] = rgb[c];
          else
            {
              guint value = rgb[c] * 1023u / 255u;

              plane[y * (guint) stride + 2 * (3 * x + c)] = value & 0xFF;
              plane[y * (guint) stride + 2 * (3 * x + c) + 1] = (guint8) (value >> 8);
            }
      }
  return image;
}

GBytes *
make_heif (guint width, guint height, const MadePhoto *as, gboolean turned)
{
  struct heif_context *context = heif_context_alloc ();
  struct heif_encoder *encoder = NULL;
  struct heif_image_handle *handle = NULL;
  struct heif_image *image;
  struct heif_encoding_options *options;
  struct heif_writer writer = { .writer_api_version = 1, .write = append_bytes };
  GByteArray *out;
  struct heif_error fault;

  if (heif_context_get_encoder_for_format (context, heif_compression_HEVC, &encoder).code != heif_error_Ok)
    {
      heif_context_free (context);
      return NULL;
    }
  heif_encoder_set_lossy_quality (encoder, 90);
  heif_encoder_set_parameter_string (encoder, "preset", "ultrafast");
  image = draw (width, height, as->bits ? as->bits : 8);
  if (as->icc)
    heif_image_set_raw_color_profile (image, "prof", as->icc, as->icc_length);
  options = heif_encoding_options_alloc ();
  if (turned)
    options->image_orientation = heif_orientation_rotate_90_cw;
  fault = heif_context_encode_image (context, image, encoder, options, &handle);
  g_assert_cmpint (fault.code, ==, heif_error_Ok);
  if (as->orientation)
    {
      g_autoptr(GBytes) exif = make_exif (as->orientation);

      heif_context_add_exif_metadata (context, handle, g_bytes_get_data (exif, NULL), (int) g_bytes_get_size (exif));
    }
  out = g_byte_array_new ();
  heif_context_write (context, &writer, out);
  heif_encoding_options_free (options);
  heif_image_handle_release (handle);
  heif_image_release (image);
  heif_encoder_release (encoder);
  heif_context_free (context);
  return g_byte_array_free_to_bytes (out);
}
