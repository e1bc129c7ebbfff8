/* photo/decoder.h
 *
 * What the decoders have in common: bytes of one format → rows of RGB as the file encodes them, and what the file says
 * about its colours and its camera. Inside of src/photo only. */
#pragma once

#include "photo.h"

G_BEGIN_DECLS

/* From here on a photo is refused: 100 megapixels of 16-bit RGB and the decoder's own buffers stay below 1.5 GB. */
#define PHOTO_MOST_PIXELS 100000000u
#define PHOTO_LONGEST_SIDE 65535u

typedef struct {
  const char *name; /* what messages call the file */
  const guint8 *bytes;
  gsize length;
  GCancellable *cancellable;
} PhotoSource;

typedef enum {
  COLOURS_UNKNOWN,   /* the file does not say */
  COLOURS_SRGB,      /* the file says sRGB in so many words */
  COLOURS_ICC,       /* the file carries an ICC profile */
  COLOURS_PRIMARIES, /* the file gives primaries, white and a transfer curve */
} ColourKind;

typedef enum {
  TRANSFER_SRGB,
  TRANSFER_BT709,
  TRANSFER_POWER, /* of exponent gamma */
} TransferCurve;

typedef struct {
  ColourKind kind;
  GBytes *icc;            /* COLOURS_ICC; NULL when it could not be taken out of the file */
  TransferCurve transfer; /* COLOURS_PRIMARIES */
  double gamma;           /* exponent that makes light of an encoded value: 2.2; 1.0 is linear */
  double xy[8];           /* CIE x, y of white, red, green, blue */
} ColourStatement;

typedef struct {
  guint width;          /* pixels, as stored */
  guint height;
  guint bits;           /* 8 or 16 */
  gboolean grey;        /* was one component in the file */
  guint8 *memory;       /* height rows of width RGB pixels without gaps; 16 bit in native order */
  ColourStatement colours;
  GBytes *exif;         /* (nullable): TIFF structure, without the "Exif\0\0" before it */
  gboolean upright;     /* the decoder has turned the pixels itself: the orientation in exif is history */
} DecodedImage;

/* Each fills @image or sets a PHOTO_ERROR; what is in @image then is freed by the caller. */
gboolean photo_decode_jpeg (const PhotoSource *source, DecodedImage *image, GError **error);
gboolean photo_decode_png  (const PhotoSource *source, DecodedImage *image, GError **error);
gboolean photo_decode_heif (const PhotoSource *source, DecodedImage *image, GError **error);
/* Whether the bytes say that they are of the HEIF family; what photo_decode_heif expects. */
gboolean photo_is_heif     (const PhotoSource *source);

/* Memory for pixels; its contents are not defined. NULL when there is none. g_free may free it too. */
gpointer photo_memory_new  (gsize n_bytes);
void     photo_memory_free (gpointer memory, gsize n_bytes);

/* Whether a photo may have so many pixels: PHOTO_ERROR_TOO_LARGE, or PHOTO_ERROR_DAMAGED when there are none. */
gboolean photo_check_size  (const PhotoSource *source, guint width, guint height, GError **error);

/**
 * photo_allocate:
 *
 * Gives @image memory for width × height pixels of bits, after photo_check_size.
 */
gboolean photo_allocate    (const PhotoSource *source, guint width, guint height, guint bits, DecodedImage *image,
                            GError **error);

/* Whether the reading was cancelled, with G_IO_ERROR_CANCELLED. */
gboolean photo_cancelled   (const PhotoSource *source, GError **error);

/**
 * photo_colours_apply:
 *
 * Fills to_linear, to_srgb, is_srgb, profile and the profile flags of @photo from what the file says of its colours;
 * may replace the pixels of @image by 16-bit linear ones, where the profile is a table.
 */
gboolean photo_colours_apply (const PhotoSource *source, DecodedImage *image, Photo *photo, GError **error);

typedef enum {
  ICC_TAKEN,
  ICC_NOT_USABLE, /* broken, or not plausible as the profile of this picture */
  ICC_FAILED,     /* no memory, or cancelled; the error is set */
} IccOutcome;

/* The part of photo_colours_apply that needs Little CMS: an ICC profile, or primaries and a curve. */
IccOutcome photo_icc_take   (const PhotoSource *source, DecodedImage *image, Photo *photo, GError **error);

/**
 * photo_find_frame:
 *
 * Sets frame and n_frame of an upright @photo: a convex picture of up to PHOTO_MOST_EDGES sides on ground of one colour. Costs nothing
 * where the photo's corners are not plain.
 */
void     photo_find_frame  (Photo *photo);

/* Frees to_linear, whose tables may be one and the same. */
void     photo_tables_free  (Photo *photo);

/**
 * photo_metadata_read:
 * @exif: TIFF structure
 *
 * Fills camera and captured of @photo.
 * Returns: the orientation 1–8 of the TIFF and EXIF standards, 1 when it is not given or impossible.
 */
int      photo_metadata_read (GBytes *exif, Photo *photo);

G_END_DECLS
