/* patch/phantom-file.c: the phantom's photo as a file */
#include <errno.h>
#include <glib/gi18n.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include "base/file.h"
#include "phantom.h"

typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf back;
} JpegFault;

G_NORETURN static void
jpeg_failed_cb (j_common_ptr cinfo)
{
  longjmp (((JpegFault *) cinfo->err)->back, 1);
}

/* Returns: (transfer full) (nullable) */
static GBytes *
compress_jpeg (guint width, guint height, const guint8 *rgb, int quality)
{
  struct jpeg_compress_struct cinfo;
  JpegFault fault;
  unsigned char *bytes = NULL;
  unsigned long length = 0;

  cinfo.err = jpeg_std_error (&fault.base);
  fault.base.error_exit = jpeg_failed_cb;
  if (setjmp (fault.back))
    {
      jpeg_destroy_compress (&cinfo);
      free (bytes);
      return NULL;
    }
  jpeg_create_compress (&cinfo);
  jpeg_mem_dest (&cinfo, &bytes, &length);
  cinfo.image_width = width;
  cinfo.image_height = height;
  cinfo.input_components = 3;
  cinfo.in_color_space = JCS_RGB;
  jpeg_set_defaults (&cinfo);
  jpeg_set_quality (&cinfo, quality, TRUE);
  jpeg_start_compress (&cinfo, TRUE);
  while (cinfo.next_scanline < height)
    {
      JSAMPROW row = (JSAMPROW) (rgb + 3 * (gsize) cinfo.next_scanline * width);

      jpeg_write_scanlines (&cinfo, &row, 1);
    }
  jpeg_finish_compress (&cinfo);
  jpeg_destroy_compress (&cinfo);
  return g_bytes_new_with_free_func (bytes, length, free, bytes);
}

static GBytes *
compress_png (guint width, guint height, const guint8 *rgb)
{
  png_image image = { .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = PNG_FORMAT_RGB };
  png_alloc_size_t length = PNG_IMAGE_PNG_SIZE_MAX (image);
  g_autofree guint8 *bytes = g_try_malloc (length);

  image.flags = PNG_IMAGE_FLAG_FAST;
  if (bytes == NULL || !png_image_write_to_memory (&image, bytes, &length, 0, rgb, 0, NULL))
    return NULL;
  return g_bytes_new (bytes, length);
}

gboolean
phantom_save (const char *path, guint width, guint height, const guint8 *rgb, int quality, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) fault = NULL;

  g_return_val_if_fail (path != NULL && rgb != NULL, FALSE);

  if (g_str_has_suffix (lower, ".png"))
    bytes = compress_png (width, height, rgb);
  else if (g_str_has_suffix (lower, ".jpg") || g_str_has_suffix (lower, ".jpeg"))
    bytes = compress_jpeg (width, height, rgb, quality);
  else
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_UNREADABLE, _("%s: end the name in .png or .jpg to say which kind of file it is"), path);
      return FALSE;
    }
  if (bytes == NULL)
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_UNREADABLE, _("%s: the picture could not be compressed"), path);
      return FALSE;
    }
  if (file_replace (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &fault))
    return TRUE;
  g_set_error_literal (error, PATCH_ERROR, PATCH_ERROR_UNREADABLE, fault->message);
  return FALSE;
}
