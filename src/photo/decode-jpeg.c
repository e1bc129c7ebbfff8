/* photo/decode-jpeg.c: JPEG by libjpeg-turbo */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>
#include <jpeglib.h>
#include <jerror.h>

#include "decoder.h"

#define MOST_LIBJPEG_BYTES  (800L << 20) /* coefficients of a progressive photo of 99 megapixels: 600 MB */
#define MOST_SCANS          200          /* a progressive photo has about ten; thousands are made to burn hours */
#define ROWS_AT_ONCE        8
#define EXIF_MARK           "Exif\0"
#define EXIF_MARK_LENGTH    6

typedef struct {
  struct jpeg_error_mgr manager; /* first: libjpeg hands out a pointer to it */
  jmp_buf jump;
  char fault[JMSG_LENGTH_MAX];   /* libjpeg's words */
  gboolean ended_early;
} JpegErrors;

typedef struct {
  struct jpeg_decompress_struct cinfo;
  struct jpeg_progress_mgr progress;
  JpegErrors errors;
  JOCTET *icc;
} JpegReader;

static G_NORETURN void
error_exit (j_common_ptr cinfo)
{
  JpegErrors *errors = (JpegErrors *) cinfo->err;

  (*cinfo->err->format_message) (cinfo, errors->fault);
  longjmp (errors->jump, 1);
}

/* Warnings after which pixels are missing or invented end the decoding; the others are about manners. */
static void
emit_message (j_common_ptr cinfo, int level)
{
  JpegErrors *errors = (JpegErrors *) cinfo->err;

  if (level >= 0)
    return;
  switch (cinfo->err->msg_code)
    {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
      errors->ended_early = TRUE;
      error_exit (cinfo);
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_BOGUS_PROGRESSION:
      error_exit (cinfo);
    default:
      break;
    }
}

static void
output_message (j_common_ptr cinfo)
{
}

static void
limit_scans (j_common_ptr cinfo)
{
  if (cinfo->is_decompressor && ((j_decompress_ptr) cinfo)->input_scan_number > MOST_SCANS)
    {
      JpegErrors *errors = (JpegErrors *) cinfo->err;

      g_strlcpy (errors->fault, "too many scans", sizeof errors->fault);
      longjmp (errors->jump, 1);
    }
}

/* An EXIF block is the first APP1 marker that begins with its mark; XMP uses APP1 too. */
static GBytes *
find_exif (j_decompress_ptr cinfo)
{
  for (jpeg_saved_marker_ptr marker = cinfo->marker_list; marker; marker = marker->next)
    if (marker->marker == JPEG_APP0 + 1 && marker->data_length > EXIF_MARK_LENGTH
        && memcmp (marker->data, EXIF_MARK, EXIF_MARK_LENGTH) == 0)
      return g_bytes_new (marker->data + EXIF_MARK_LENGTH, marker->data_length - EXIF_MARK_LENGTH);
  return NULL;
}

static gboolean
check_colours (const PhotoSource *source, j_decompress_ptr cinfo, GError **error)
{
  if (cinfo->jpeg_color_space == JCS_CMYK || cinfo->jpeg_color_space == JCS_YCCK)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNSUPPORTED,
                   _("%s is a CMYK picture, made for printing. Export the photo as RGB."), source->name);
      return FALSE;
    }
  if (cinfo->jpeg_color_space == JCS_UNKNOWN)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNSUPPORTED,
                   _("%s is a JPEG of %d components, which is not a photo. Export it as RGB."), source->name, cinfo->num_components);
      return FALSE;
    }
  return TRUE;
}

static gboolean
decode (const PhotoSource *source, JpegReader *reader, DecodedImage *image, GError **error)
{
  j_decompress_ptr cinfo = &reader->cinfo;
  unsigned int icc_length;

  if (setjmp (reader->errors.jump))
    {
      if (reader->errors.ended_early)
        g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_DAMAGED,
                     _("%s is damaged: the picture ends before its last row. Copy the file again from the phone."), source->name);
      else
        g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_DAMAGED, _("%s is damaged: %s. Copy the file again from the phone."),
                     source->name, reader->errors.fault);
      return FALSE;
    }
  jpeg_create_decompress (cinfo);
  cinfo->mem->max_memory_to_use = MOST_LIBJPEG_BYTES;
  reader->progress.progress_monitor = limit_scans;
  cinfo->progress = &reader->progress;
  jpeg_mem_src (cinfo, source->bytes, source->length);
  jpeg_save_markers (cinfo, JPEG_APP0 + 1, 0xFFFF);
  jpeg_save_markers (cinfo, JPEG_APP0 + 2, 0xFFFF);
  jpeg_read_header (cinfo, TRUE);
  if (!check_colours (source, cinfo, error))
    return FALSE;

  image->grey = cinfo->jpeg_color_space == JCS_GRAYSCALE;
  image->exif = find_exif (cinfo);
  if (jpeg_read_icc_profile (cinfo, &reader->icc, &icc_length))
    {
      image->colours.kind = COLOURS_ICC;
      image->colours.icc = g_bytes_new (reader->icc, icc_length);
    }
  if (!photo_allocate (source, cinfo->image_width, cinfo->image_height, 8, image, error))
    return FALSE;

  cinfo->out_color_space = JCS_RGB;
  jpeg_start_decompress (cinfo);
  while (cinfo->output_scanline < cinfo->output_height)
    {
      JSAMPROW rows[ROWS_AT_ONCE];
      gsize stride = (gsize) image->width * 3;

      for (guint i = 0; i < ROWS_AT_ONCE; i++)
        rows[i] = image->memory + stride * MIN (cinfo->output_scanline + i, cinfo->output_height - 1);
      if (photo_cancelled (source, error))
        return FALSE;
      jpeg_read_scanlines (cinfo, rows, ROWS_AT_ONCE);
    }
  return TRUE;
}

gboolean
photo_decode_jpeg (const PhotoSource *source, DecodedImage *image, GError **error)
{
  g_autofree JpegReader *reader = g_new0 (JpegReader, 1);
  gboolean decoded;

  reader->cinfo.err = jpeg_std_error (&reader->errors.manager);
  reader->errors.manager.error_exit = error_exit;
  reader->errors.manager.emit_message = emit_message;
  reader->errors.manager.output_message = output_message;
  decoded = decode (source, reader, image, error);
  jpeg_destroy_decompress (&reader->cinfo);
  free (reader->icc);
  return decoded;
}
