/* patch/patch-view.c */
#include "patch-view.h"

void
patch_view_init (PatchView *self, const Photo *photo, const PatchReading *reading, const ReadingOptions *options)
{
  *self = (PatchView) {
    .photo = photo,
    .geometry = reading->geometry,
    .map = &reading->map,
    .left_out = options ? options->left_out : NULL,
    .n_left_out = options ? options->n_left_out : 0,
    .channel_pixels = reading->geometry->volume.width * patch_map_scale (&reading->map, reading->map.centre),
  };
}

/* A component of an encoding that holds @top at most. */
static LightState
clipping (guint code, guint low, guint high)
{
  return code >= high ? LIGHT_CLIPPED_HIGH : code <= low ? LIGHT_CLIPPED_LOW : LIGHT_KNOWN;
}

LightState
patch_view_light (const PatchView *self, Point2 on_photo, float rgb[3])
{
  const Photo *photo = self->photo;
  LightState state = LIGHT_KNOWN;
  const guint8 *address;
  guint x, y;

  rgb[0] = rgb[1] = rgb[2] = 0;
  if (!(on_photo.x >= 0 && on_photo.y >= 0 && on_photo.x < photo->width && on_photo.y < photo->height))
    return LIGHT_ABSENT;
  for (guint i = 0; i < self->n_left_out; i++)
    if (polygon_contains (self->left_out[i].points, self->left_out[i].n, on_photo))
      return LIGHT_ABSENT;
  x = (guint) on_photo.x;
  y = (guint) on_photo.y;
  address = photo_address (photo, x, y);
  for (int c = 0; c < 3; c++)
    state |= photo->bits == 8 ? clipping (address[c], 0, 254)
                              : clipping (((const guint16 *) (const void *) address)[c], 0, 65278);
  photo_pixel (photo, x, y, rgb);
  return state;
}
