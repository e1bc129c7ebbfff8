/* tests/ui/test-photo-view.c: where photo pixels land on the screen; needs no display */
#include <math.h>

#include "ui/pixel-pyramid.h"

static Photo *
chequered_photo (guint width, guint height)
{
  g_autofree guint8 *rgb = g_malloc ((gsize) width * height * 3);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      for (guint c = 0; c < 3; c++)
        rgb[3 * (y * width + x) + c] = (guint8) (37 * x + 101 * y + 59 * c);
  return photo_new_from_srgb (width, height, rgb);
}

static void
test_there_and_back_is_where_it_was (void)
{
  ViewTransform view = { .zoom = 0.37, .centre = { 1234.5, 987.25 }, .width = 801, .height = 603, .scale_factor = 2 };
  Point2 at = { 1100.25, 912.75 };
  Point2 back = view_transform_to_photo (&view, view_transform_from_photo (&view, at));

  g_assert_cmpfloat_with_epsilon (back.x, at.x, 1e-9);
  g_assert_cmpfloat_with_epsilon (back.y, at.y, 1e-9);
}

static void
test_zoom_keeps_what_is_under_the_pointer (void)
{
  ViewTransform view = { .zoom = 0.25, .centre = { 2000.0, 1500.0 }, .width = 900, .height = 700, .scale_factor = 1 };
  Point2 pointer = { 617.0, 93.0 };

  for (int i = 0; i < 30; i++)
    {
      Point2 before = view_transform_to_photo (&view, pointer);
      Point2 after;

      view_transform_zoom_at (&view, view.zoom * (i < 15 ? 1.25 : 0.8), pointer);
      after = view_transform_to_photo (&view, pointer);
      /* the photo's corner lies on a whole screen pixel, so half a one may be lost */
      g_assert_cmpfloat (hypot (after.x - before.x, after.y - before.y), <, 2.0 * view_transform_pixel (&view) + 2.0 / view.zoom);
    }
}

static void
test_at_100_percent_every_screen_pixel_is_a_photo_pixel (void)
{
  g_autoptr(Photo) photo = chequered_photo (97, 61);
  g_autoptr(PixelPyramid) pyramid = pixel_pyramid_new (photo, NULL);
  ViewTransform view = { .zoom = 1.0, .centre = { 48.3, 30.7 }, .width = 140, .height = 90, .scale_factor = 1 };
  Point2 origin = view_transform_origin (&view);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, view.width, view.height);
  cairo_t *cr = cairo_create (surface);
  const guint8 *data;

  pixel_pyramid_draw (pyramid, cr, &view);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (guint y = 0; y < photo->height; y++)
    for (guint x = 0; x < photo->width; x++)
      {
        const guint8 *p = photo_address (photo, x, y);
        guint32 shown = ((const guint32 *) (const void *) (data + (gsize) (y + (guint) origin.y) * (gsize) cairo_image_surface_get_stride (surface)))[x + (guint) origin.x];

        g_assert_cmphex (shown & 0xffffff, ==, (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2]);
      }
  cairo_surface_destroy (surface);
}

static void
test_at_300_percent_nothing_is_blurred (void)
{
  g_autoptr(Photo) photo = chequered_photo (16, 12);
  g_autoptr(PixelPyramid) pyramid = pixel_pyramid_new (photo, NULL);
  ViewTransform view = { .zoom = 3.0, .centre = { 8.0, 6.0 }, .width = 48, .height = 36, .scale_factor = 1 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, view.width, view.height);
  cairo_t *cr = cairo_create (surface);
  const guint8 *data;

  pixel_pyramid_draw (pyramid, cr, &view);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (guint y = 0; y < 36; y++)
    for (guint x = 0; x < 48; x++)
      {
        const guint8 *p = photo_address (photo, x / 3, y / 3);
        guint32 shown = ((const guint32 *) (const void *) (data + (gsize) y * (gsize) cairo_image_surface_get_stride (surface)))[x];

        g_assert_cmphex (shown & 0xffffff, ==, (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2]);
      }
  cairo_surface_destroy (surface);
}

static void
test_fit_shows_all_and_never_magnifies (void)
{
  ViewTransform view = { .width = 600, .height = 500, .scale_factor = 1 };

  g_assert_cmpfloat (view_transform_fit_zoom (&view, 100, 100), ==, 1.0);
  g_assert_cmpfloat (view_transform_fit_zoom (&view, 6000, 1000) * 6000, <=, 600.0);
  g_assert_cmpfloat (view_transform_fit_zoom (&view, 1000, 6000) * 6000, <=, 500.0);
}

static void
test_other_primaries_are_shown_as_their_light (void)
{
  float rgb[3 * 4] = { 0.2140411f, 0.2140411f, 0.2140411f, 1.5f, -0.2f, 0.0f, 1.0f, 1.0f, 1.0f, 0.0f, 0.0f, 0.0f };
  g_autoptr(PixelPyramid) pyramid = pixel_pyramid_new_from_linear (4, 1, rgb);
  cairo_surface_t *level = pixel_pyramid_level_for (pyramid, 4);
  const guint32 *row = (const guint32 *) (const void *) cairo_image_surface_get_data (level);

  g_assert_cmpuint ((row[0] & 0xff), >=, 127);
  g_assert_cmpuint ((row[0] & 0xff), <=, 128);
  g_assert_cmphex (row[1] & 0xffffff, ==, 0xff0000);
  g_assert_cmphex (row[2] & 0xffffff, ==, 0xffffff);
  g_assert_cmphex (row[3] & 0xffffff, ==, 0x000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/photo-view/there-and-back-is-where-it-was", test_there_and_back_is_where_it_was);
  g_test_add_func ("/ui/photo-view/zoom-keeps-what-is-under-the-pointer", test_zoom_keeps_what_is_under_the_pointer);
  g_test_add_func ("/ui/photo-view/at-100-percent-every-screen-pixel-is-a-photo-pixel", test_at_100_percent_every_screen_pixel_is_a_photo_pixel);
  g_test_add_func ("/ui/photo-view/at-300-percent-nothing-is-blurred", test_at_300_percent_nothing_is_blurred);
  g_test_add_func ("/ui/photo-view/fit-shows-all-and-never-magnifies", test_fit_shows_all_and_never_magnifies);
  g_test_add_func ("/ui/photo-view/other-primaries-are-shown-as-their-light", test_other_primaries_are_shown_as_their_light);
  return g_test_run ();
}
