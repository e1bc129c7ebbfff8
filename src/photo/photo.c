/* photo/photo.c: opening a file, choosing the decoder by what is in it, putting the photo upright */
#include "photo.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/sha256.h"
#include "decoder.h"

#define MOST_MEMORY_BYTES  (G_GUINT64_CONSTANT (1300) << 20) /* of a file and its decoding; with all else, below 1.5 GB */
#define LARGEST_FILE_BYTES (600u << 20) /* 16-bit PNG of 99 megapixels, not compressed */

G_DEFINE_QUARK (photo-error-quark, photo_error)

gboolean
photo_cancelled (const PhotoSource *source, GError **error)
{
  return source->cancellable && g_cancellable_set_error_if_cancelled (source->cancellable, error);
}

gboolean
photo_check_size (const PhotoSource *source, guint width, guint height, GError **error)
{
  guint64 need;

  if (width == 0 || height == 0)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_DAMAGED, _("%s is damaged: it says that it has no pixels."), source->name);
      return FALSE;
    }
  if (width > PHOTO_LONGEST_SIDE || height > PHOTO_LONGEST_SIDE || (guint64) width * height >= PHOTO_MOST_PIXELS)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_TOO_LARGE,
                   _("%s has %u × %u pixels; at most %u megapixels are read. Take it with less resolution, or scale it down."),
                   source->name, width, height, PHOTO_MOST_PIXELS / 1000000u);
      return FALSE;
    }
  need = photo_peek_memory (source->bytes, source->length) + source->length;
  if (need > MOST_MEMORY_BYTES)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_TOO_LARGE,
                   _("%s would take %" G_GUINT64_FORMAT " MB of memory to read; at most %u MB are taken. Scale it down, or save it as JPEG."),
                   source->name, need >> 20, (guint) (MOST_MEMORY_BYTES >> 20));
      return FALSE;
    }
  return TRUE;
}

gboolean
photo_allocate (const PhotoSource *source, guint width, guint height, guint bits, DecodedImage *image, GError **error)
{
  if (!photo_check_size (source, width, height, error))
    return FALSE;
  image->memory = photo_memory_new ((gsize) width * height * 3 * (bits / 8));
  if (image->memory == NULL)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_TOO_LARGE, _("%s does not fit into memory."), source->name);
      return FALSE;
    }
  image->width = width;
  image->height = height;
  image->bits = bits;
  return TRUE;
}

static void
decoded_image_clear (DecodedImage *image)
{
  g_free (image->memory);
  g_clear_pointer (&image->exif, g_bytes_unref);
  g_clear_pointer (&image->colours.icc, g_bytes_unref);
}

/* The orientation of TIFF 6.0 (tag 274): which stored corner is the upright photo's top left, and which way its rows run. */
static void
put_upright (Photo *photo, guint stored_width, guint stored_height, int orientation)
{
  gssize pixel = 3 * (gssize) photo->bits / 8;
  gssize row = pixel * stored_width;
  gboolean lying = orientation >= 5;                       /* stored rows are upright columns */
  gboolean from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  gboolean from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  gssize along_row = from_right ? -pixel : pixel;
  gssize along_column = from_bottom ? -row : row;

  photo->origin = photo->memory + (from_right ? pixel * (stored_width - 1) : 0) + (from_bottom ? row * (stored_height - 1) : 0);
  photo->step_x = lying ? along_column : along_row;
  photo->step_y = lying ? along_row : along_column;
  photo->width = lying ? stored_height : stored_width;
  photo->height = lying ? stored_width : stored_height;
}

/* What people give instead of a photo, so that the message can name it. */
static const char *
find_other_format (const PhotoSource *source)
{
  static const struct {
    guint at, length;
    const char *mark, *name;
  } formats[] = {
    { 0, 4, "GIF8", "GIF" },         { 0, 4, "%PDF", "PDF" },  { 8, 4, "WEBP", "WebP" }, { 0, 4, "II*\0", "TIFF or raw camera" },
    { 0, 4, "MM\0*", "TIFF or raw camera" }, { 4, 4, "ftyp", "video" }, { 0, 2, "BM", "BMP" },   { 0, 4, "PK\3\4", "zip" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (source->length >= formats[i].at + formats[i].length
        && memcmp (source->bytes + formats[i].at, formats[i].mark, formats[i].length) == 0)
      return formats[i].name;
  return NULL;
}

static gboolean
decode (const PhotoSource *source, DecodedImage *image, GError **error)
{
  static const guint8 png_mark[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  const char *other;

  if (source->length == 0)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_NOT_A_PHOTO, _("%s is empty. Copy the file again."), source->name);
      return FALSE;
    }
  if (source->length >= 3 && source->bytes[0] == 0xFF && source->bytes[1] == 0xD8 && source->bytes[2] == 0xFF)
    return photo_decode_jpeg (source, image, error);
  if (source->length >= sizeof png_mark && memcmp (source->bytes, png_mark, sizeof png_mark) == 0)
    return photo_decode_png (source, image, error);
  if (photo_is_heif (source))
    return photo_decode_heif (source, image, error);
  other = find_other_format (source);
  if (other)
    g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_NOT_A_PHOTO, _("%s is a %s file, which is not read. Give the photo as JPEG, PNG or HEIC."),
                 source->name, other);
  else
    g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_NOT_A_PHOTO,
                 _("%s is not a photo in JPEG, PNG or HEIC, whatever its name says."), source->name);
  return FALSE;
}

Photo *
photo_load_bytes (const char *name, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  PhotoSource source = { .name = name, .cancellable = cancellable };
  g_autoptr(Photo) photo = NULL;
  DecodedImage image = { 0 };
  int orientation = 1;

  g_return_val_if_fail (name != NULL && bytes != NULL, NULL);

  source.bytes = g_bytes_get_data (bytes, &source.length);
  photo = g_new0 (Photo, 1);
  if (!decode (&source, &image, error) || !photo_colours_apply (&source, &image, photo, error))
    {
      decoded_image_clear (&image);
      return NULL;
    }
  if (image.exif)
    orientation = photo_metadata_read (image.exif, photo);
  photo->memory = g_steal_pointer (&image.memory);
  put_upright (photo, image.width, image.height, image.upright ? 1 : orientation);
  photo_find_frame (photo);
  photo->sha256 = sha256_of (source.bytes, source.length);
  decoded_image_clear (&image);
  return g_steal_pointer (&photo);
}

GBytes *
photo_read_file (const char *path, GError **error)
{
  g_autofree char *name = NULL, *contents = NULL;
  g_autoptr(GError) local = NULL;
  GStatBuf status;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_name (path);
  if (g_stat (path, &status) != 0)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNREADABLE, _("%s cannot be opened: %s."), name, g_strerror (errno));
      return NULL;
    }
  if (S_ISDIR (status.st_mode))
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNREADABLE, _("%s is a folder. Give the photos in it."), name);
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNREADABLE, _("%s is not a file."), name);
      return NULL;
    }
  if (status.st_size > LARGEST_FILE_BYTES)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_TOO_LARGE, _("%s is larger than %u MB, which no photo is."), name,
                   LARGEST_FILE_BYTES >> 20);
      return NULL;
    }
  if (!g_file_get_contents (path, &contents, &length, &local))
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNREADABLE, _("%s cannot be read: %s"), name, local->message);
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&contents), length);
}

Photo *
photo_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_name (path);
  bytes = photo_read_file (path, error);
  return bytes ? photo_load_bytes (name, bytes, cancellable, error) : NULL;
}

Photo *
photo_new_from_srgb (guint width, guint height, const guint8 *rgb)
{
  PhotoSource source = { .name = "photo" };
  DecodedImage image = { .bits = 8, .colours.kind = COLOURS_SRGB };
  Photo *photo;

  g_return_val_if_fail (width > 0 && height > 0 && rgb != NULL, NULL);

  photo = g_new0 (Photo, 1);
  photo_colours_apply (&source, &image, photo, NULL);
  photo->memory = photo_memory_new ((gsize) width * height * 3);
  g_assert (photo->memory != NULL);
  memcpy (photo->memory, rgb, (gsize) width * height * 3);
  put_upright (photo, width, height, 1);
  photo_find_frame (photo);
  return photo;
}

void
photo_free (Photo *photo)
{
  if (photo == NULL)
    return;
  photo_tables_free (photo);
  g_free (photo->sha256);
  g_free (photo->profile);
  g_free (photo->camera);
  g_free (photo->captured);
  photo_memory_free (photo->memory, (gsize) photo->width * photo->height * 3 * photo->bits / 8);
  g_free (photo);
}
