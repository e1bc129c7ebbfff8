/* tests/workspace/test-overlay.c */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "workspace/installed.h"
#include "workspace/overlay.h"

#define SCALE_PX 20.0 /* photo pixels for a template unit */
#define WIDTH    480
#define HEIGHT   360

/* A flat patch, read up to a third of its channel, with a stretch of glare before the front. */
static void
make_reading (const PatchTemplate *geometry, PatchReading *reading, ChannelSample samples[100])
{
  *reading = (PatchReading) { .status = READING_OK, .geometry = geometry, .registered = TRUE, .volume_read = TRUE, .fill_fraction = 0.33 };
  reading->map = (PatchMap) { .centre = { 9.5, 7 }, .half_size = 9.5, .h = { 9.5 * SCALE_PX, 0, WIDTH / 2, 0, 9.5 * SCALE_PX, HEIGHT / 2, 0, 0, 1 } };
  for (guint i = 0; i < 100; i++)
    samples[i] = (ChannelSample) { .fraction = (i + 0.5) / 100, .filled = i < 33, .usable = i < 20 || i > 25 };
  reading->volume_profile = samples;
  reading->n_volume_profile = 100;
  reading->front = patch_map_to_photo (&reading->map, polyline_at (geometry->volume.centreline.points, geometry->volume.centreline.n,
                                                                   0.33 * geometry->volume.length, NULL));
}

static void
colour_at (cairo_surface_t *surface, Point2 at, int rgb[3])
{
  const guint8 *row = cairo_image_surface_get_data (surface) + (int) at.y * cairo_image_surface_get_stride (surface);
  guint32 pixel = ((const guint32 *) (const void *) row)[(int) at.x];

  for (int c = 0; c < 3; c++)
    rgb[c] = pixel >> (16 - 8 * c) & 0xFF;
}

static Point2
on_channel (const PatchReading *reading, double fraction)
{
  const PatchChannel *channel = &reading->geometry->volume;

  return patch_map_to_photo (&reading->map, polyline_at (channel->centreline.points, channel->centreline.n,
                                                         fraction * channel->length, NULL));
}

static void
test_filled_is_orange_and_empty_is_blue_along_the_centreline (void)
{
  const PatchTemplate *geometry = installed_get ()->templates[0];
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  ChannelSample samples[100];
  PatchReading reading;
  int filled[3], empty[3];

  make_reading (geometry, &reading, samples);
  overlay_paint (cr, &reading, 1.0);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  colour_at (surface, on_channel (&reading, 0.105), filled);
  colour_at (surface, on_channel (&reading, 0.705), empty);
  g_assert_cmpint (filled[0], >, 2 * filled[2]);
  g_assert_cmpint (empty[2], >, empty[0]);
  cairo_surface_destroy (surface);
}

static void
test_a_refusal_without_a_place_draws_nothing (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  const PatchReading reading = { .status = READING_REFUSED };
  const guint8 *pixels;

  overlay_paint (cr, &reading, 1.0);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int i = 0; i < HEIGHT * cairo_image_surface_get_stride (surface); i++)
    g_assert_cmpint (pixels[i], ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_the_picture_is_written_whole_or_not_at_all (void)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.png", NULL), *nowhere = g_build_filename (folder, "no", "out.png", NULL);
  g_autofree guint8 *white = g_malloc (3 * WIDTH * HEIGHT);
  g_autoptr(Photo) photo = NULL, written = NULL;
  g_autoptr(GError) error = NULL;
  ChannelSample samples[100];
  PatchReading reading;

  memset (white, 200, 3 * WIDTH * HEIGHT);
  photo = photo_new_from_srgb (WIDTH, HEIGHT, white);
  make_reading (installed_get ()->templates[0], &reading, samples);
  g_assert_true (overlay_write_png (photo, &reading, WIDTH / 2, path, &error));
  g_assert_no_error (error);
  written = photo_load (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (written->width, ==, WIDTH / 2);
  g_assert_cmpuint (*photo_address (written, 1, HEIGHT / 2 - 2), ==, 200);
  g_assert_false (overlay_write_png (photo, &reading, WIDTH, nowhere, &error));
  g_assert_nonnull (strstr (error->message, nowhere));
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/overlay/colours", test_filled_is_orange_and_empty_is_blue_along_the_centreline);
  g_test_add_func ("/workspace/overlay/refusal", test_a_refusal_without_a_place_draws_nothing);
  g_test_add_func ("/workspace/overlay/file", test_the_picture_is_written_whole_or_not_at_all);
  return g_test_run ();
}
