/* photo/photo.h
 *
 * A file of pixels becomes an upright photo whose values are linear light.
 *
 * In: a JPEG, PNG or HEIC/HEIF file, or its bytes. Out: a Photo. The pixels stay as the file encodes them (8 or 16 bit
 * RGB) and become light when they are looked at, through a table for each component and a matrix: twelve megapixels cost
 * 36 MB and nobody pays for pixels that nobody asks for. Working space: **linear light, sRGB primaries, D65, 1.0 = the
 * encoding's white; values outside 0–1 are possible** (a Display P3 red has a negative green).
 * Pixel coordinates: x to the right, y down, upright (EXIF orientation applied), the centre of the top-left pixel at
 * (0.5, 0.5). May include: base. */
#pragma once

#include <gio/gio.h>
#include <math.h>

#include "base/geometry.h"

G_BEGIN_DECLS

#define PHOTO_ERROR (photo_error_quark ())
GQuark photo_error_quark (void);

typedef enum {
  PHOTO_ERROR_UNREADABLE,  /* the file cannot be opened */
  PHOTO_ERROR_NOT_A_PHOTO, /* none of the formats, whatever its name says */
  PHOTO_ERROR_DAMAGED,     /* truncated or inconsistent */
  PHOTO_ERROR_UNSUPPORTED, /* CMYK, 1-bit, animated … */
  PHOTO_ERROR_TOO_LARGE,   /* more pixels than the reader takes */
} PhotoError;

typedef enum {
  PHOTO_FLAG_NONE = 0,
  PHOTO_FLAG_NO_PROFILE = 1 << 0,  /* no colour profile in the file: taken as sRGB */
  PHOTO_FLAG_BAD_PROFILE = 1 << 1, /* the profile cannot be used: taken as sRGB */
} PhotoFlags;

#define PHOTO_MOST_EDGES 8

/* A side of the frame: what it leaves out has x·p.x + y·p.y > reach. */
typedef struct {
  double x, y, reach;
} PhotoEdge;

typedef struct {
  guint width;             /* pixels, upright */
  guint height;
  guint bits;              /* 8 (guint8 RGB) or 16 (guint16 RGB, native order) */
  const guint8 *origin;    /* address of the upright top-left pixel */
  gssize step_x;           /* bytes from a pixel to its right-hand neighbour in the upright photo; orientation makes it negative or long */
  gssize step_y;           /* bytes to the pixel below */
  float *to_linear[3];     /* 256 or 65536 entries: encoded value → linear component in the file's own primaries */
  float to_srgb[9];        /* row-major: linear components in the file's primaries → linear sRGB primaries (Bradford-adapted to D65) */
  gboolean is_srgb;        /* to_srgb is the identity */
  PhotoFlags flags;
  char *sha256;            /* of the file's bytes, hexadecimal */
  char *profile;           /* description of the colour profile, NULL without one */
  char *camera;            /* "Apple iPhone 11", NULL when not written */
  char *captured;          /* ISO 8601 local time as the camera wrote it, with its offset where it gave one; NULL */
  guint8 *memory;          /* what origin points into */
  PhotoEdge frame[PHOTO_MOST_EDGES]; /* round the picture, where the file has it on a plain ground: turned by a program, a screenshot … */
  guint n_frame;           /* 0: the picture fills the file */
} Photo;

/**
 * photo_load:
 * @path: in the file system's encoding
 * @cancellable: (nullable): looked at while decoding
 *
 * Returns: (transfer full): NULL with a PHOTO_ERROR that names @path and the fault.
 */
Photo *photo_load       (const char *path, GCancellable *cancellable, GError **error);

/**
 * photo_load_bytes:
 * @name: what messages call it
 */
Photo *photo_load_bytes (const char *name, GBytes *bytes, GCancellable *cancellable, GError **error);

/**
 * photo_read_file:
 *
 * The bytes of @path, which must be a file, and not larger than a photo can be: the first half of photo_load.
 */
GBytes *photo_read_file  (const char *path, GError **error);

/**
 * photo_peek_memory:
 * @bytes: the beginning of a file, or all of it
 *
 * About how many bytes decoding will take: what decides how many photos are decoded at the same time. Says nothing about
 * whether the file is any good.
 *
 * Returns: 0 when it cannot be told.
 */
guint64 photo_peek_memory (const guint8 *bytes, gsize length);

/**
 * photo_new_from_srgb:
 * @rgb: width × height × 3 bytes, sRGB-encoded, rows from the top; copied
 *
 * For tests and for what the program draws itself.
 */
Photo *photo_new_from_srgb (guint width, guint height, const guint8 *rgb);

void   photo_free       (Photo *photo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Photo, photo_free)

/**
 * photo_memory_keep:
 *
 * From here until photo_memory_let_go, which must follow, the memory of photos that are freed is kept for the next ones.
 * For whoever reads many; calls may be nested, from any thread.
 */
void   photo_memory_keep   (void);
void   photo_memory_let_go (void);

/* The encoded components of the pixel in column @x, row @y (both inside). */
static inline const guint8 *
photo_address (const Photo *photo, guint x, guint y)
{
  return photo->origin + (gssize) x * photo->step_x + (gssize) y * photo->step_y;
}

/* Linear sRGB light of one pixel. */
static inline void
photo_pixel (const Photo *photo, guint x, guint y, float rgb[3])
{
  const guint8 *p = photo_address (photo, x, y);
  float own[3];

  for (int c = 0; c < 3; c++)
    own[c] = photo->to_linear[c][photo->bits == 8 ? p[c] : ((const guint16 *) (const void *) p)[c]];
  if (photo->is_srgb)
    for (int c = 0; c < 3; c++)
      rgb[c] = own[c];
  else
    for (int c = 0; c < 3; c++)
      rgb[c] = photo->to_srgb[3 * c] * own[0] + photo->to_srgb[3 * c + 1] * own[1] + photo->to_srgb[3 * c + 2] * own[2];
}

/* Whether the place lies in the picture: what is beyond was never photographed. */
static inline gboolean
photo_shows (const Photo *photo, double x, double y)
{
  if (!(x >= 0 && y >= 0 && x < photo->width && y < photo->height))
    return FALSE;
  for (guint i = 0; i < photo->n_frame; i++)
    if (photo->frame[i].x * x + photo->frame[i].y * y > photo->frame[i].reach)
      return FALSE;
  return TRUE;
}

/* Whether any component of the pixel has reached the end of the encoding (≥ 254/255 or 0): its light is not known. */
gboolean photo_pixel_clipped (const Photo *photo, guint x, guint y);

/* Bilinear light at (@x, @y) in pixel coordinates (centre of the first pixel 0.5, 0.5); edges repeat. */
void     photo_sample        (const Photo *photo, double x, double y, float rgb[3]);

/**
 * photo_add_line:
 * @from, @along: the first place and the way from each to the next
 * @rgb: the light of @n places is added to it
 *
 * As photo_sample() at each of them, for a fraction of the price.
 */
void     photo_add_line      (const Photo *photo, Point2 from, Point2 along, guint n, float (*rgb)[3]);

/* A smaller picture in floats: what searching works on. */
typedef struct {
  guint width;
  guint height;
  double scale;  /* photo pixels per plane pixel, the same along both axes: photo.x = plane.x · scale */
  float *rgb;    /* width × height × 3, linear sRGB light, row by row */
} PhotoPlane;

/**
 * photo_reduce:
 * @longest: the plane's longer side at most; scale is a whole number ≥ 1 and the light of a block is averaged
 *   (from scale 4 on, that of every second of its rows, or columns, as they lie in memory)
 */
PhotoPlane *photo_reduce     (const Photo *photo, guint longest);
void        photo_plane_free (PhotoPlane *plane);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhotoPlane, photo_plane_free)

G_END_DECLS
