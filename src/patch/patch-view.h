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
  LIGHT_CLIPPED_HIGH = 1 << 0, /* a component at the encoding's upper end: at least this bright */
  LIGHT_CLIPPED_LOW = 1 << 1,  /* a component at zero: at most this bright */
  LIGHT_ABSENT = 1 << 2,       /* outside the photo, or in a region that a person left out */
} LightState;

typedef struct {
  const Photo *photo;
  const PatchTemplate *geometry;
  const PatchMap *map;
  const Polygon *left_out;    /* photo pixels */
  guint n_left_out;
  double channel_pixels;      /* width of the volume channel in photo pixels, in the middle of the patch */
} PatchView;

void       patch_view_init  (PatchView *self, const Photo *photo, const PatchReading *reading, const ReadingOptions *options);

/**
 * patch_view_light:
 * @on_photo: pixel coordinates
 * @rgb: (out): linear light of the nearest pixel; zero when absent
 */
LightState patch_view_light (const PatchView *self, Point2 on_photo, float rgb[3]);

G_END_DECLS
