/* patch/patch-view.h
 *
 * A photo looked at through the map: light at a point of the template, and whether that light is to be trusted.
 * Everything that measures goes through here. May include: base, photo, template, map. */
#pragma once

#include "patch-map.h"
#include "photo/photo.h"
#include "reading.h"

G_BEGIN_DECLS

typedef enum {
  LIGHT_KNOWN = 0,
  LIGHT_CLIPPED_HIGH = 7,      /* bit for each component at the encoding's upper end: at least this bright */
  LIGHT_CLIPPED_LOW = 1 << 3,  /* a component at zero: at most this bright */
  LIGHT_ABSENT = 1 << 4,       /* outside the photo, or in a region that a person left out */
} LightState;

typedef struct {
  const Photo *photo;
  const PatchTemplate *geometry;
  const PatchMap *map;
  const Polygon *left_out;    /* photo pixels */
  guint n_left_out;
  double chloride_from, chloride_to; /* stretch of the chloride channel that counts, fractions */
  double channel_pixels;      /* width of the volume channel in photo pixels, in the middle of the patch */
} PatchView;

void       patch_view_init  (PatchView *self, const Photo *photo, const PatchReading *reading, const ReadingOptions *options);

/* Whether a person left the place out. */
gboolean   patch_view_left_out (const PatchView *self, Point2 on_photo);

/* Of component @c, 0–2. */
static inline LightState
patch_view_clipping (guint code, guint high, int c)
{
  return code >= high ? (LightState) (1 << c) : code == 0 ? LIGHT_CLIPPED_LOW : LIGHT_KNOWN;
}

/* Bit for each component of the light that @state leaves unknown above: where a profile mixes them, one that clips is all. */
static inline guint8
patch_view_clipped (const PatchView *self, guint state)
{
  guint8 clipped = state & LIGHT_CLIPPED_HIGH;

  return clipped && !self->photo->is_srgb ? LIGHT_CLIPPED_HIGH : clipped;
}

/* Pixels lie far apart in memory: whoever knows early where it will look lets them come while it does something else.
 * Inlined by force: GCC takes a function that only fetches for one without effect, and drops the call. */
static inline __attribute__ ((always_inline)) void
patch_view_prefetch (const PatchView *self, Point2 on_photo)
{
  if (on_photo.x >= 0 && on_photo.y >= 0 && on_photo.x < self->photo->width && on_photo.y < self->photo->height)
    __builtin_prefetch (photo_address (self->photo, (guint) on_photo.x, (guint) on_photo.y));
}

/**
 * patch_view_light:
 * @on_photo: pixel coordinates
 * @rgb: (out): linear light of the nearest pixel; zero when absent
 *
 * Inline, since a reading is thirty thousand of these.
 */
static inline LightState
patch_view_light (const PatchView *self, Point2 on_photo, float rgb[3])
{
  const Photo *photo = self->photo;
  LightState state = LIGHT_KNOWN;
  const guint8 *address;
  guint x, y;

  rgb[0] = rgb[1] = rgb[2] = 0;
  if (!photo_shows (photo, on_photo.x, on_photo.y)
      || (self->n_left_out > 0 && patch_view_left_out (self, on_photo)))
    return LIGHT_ABSENT;
  x = (guint) on_photo.x;
  y = (guint) on_photo.y;
  address = photo_address (photo, x, y);
  for (int c = 0; c < 3; c++)
    state |= photo->bits == 8 ? patch_view_clipping (address[c], 254, c)
                              : patch_view_clipping (((const guint16 *) (const void *) address)[c], 65278, c);
  photo_pixel (photo, x, y, rgb);
  return state;
}

G_END_DECLS
