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
    .chloride_from = options && options->set_chloride ? CLAMP (options->chloride_from, 0.0, 1.0) : 0.0,
    .chloride_to = options && options->set_chloride ? CLAMP (options->chloride_to, 0.0, 1.0) : 1.0,
    .channel_pixels = reading->geometry->volume.width * patch_map_scale (&reading->map, reading->map.centre),
  };
}

gboolean
patch_view_left_out (const PatchView *self, Point2 on_photo)
{
  for (guint i = 0; i < self->n_left_out; i++)
    if (polygon_contains (self->left_out[i].points, self->left_out[i].n, on_photo))
      return TRUE;
  return FALSE;
}
