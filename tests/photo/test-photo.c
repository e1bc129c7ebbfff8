/* tests/photo/test-photo.c: what a good file gives */
#include <math.h>
#include <string.h>

#include "make-photo.h"
#include "photo/photo.h"

#define WIDTH  48
#define HEIGHT 32

static Photo *
load (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  Photo *photo = photo_load_bytes ("made", bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (photo);
  return photo;
}

static void
assert_pixel_is_made (const Photo *photo, guint x, guint y, guint made_x, guint made_y, int tolerance)
{
  guint8 rgb[3];
  const guint8 *p = photo_address (photo, x, y);

  made_pixel (WIDTH, HEIGHT, made_x, made_y, rgb);
  for (int c = 0; c < 3; c++)
    g_assert_cmpint (ABS (p[c] - rgb[c]), <=, tolerance);
}

static void
test_every_orientation_puts_the_photo_upright (void)
{
  /* For each orientation, the stored place of the upright photo's top-left and top-right pixels (TIFF 6.0, tag 274). */
  static const struct {
    guint top_left[2], top_right[2];
  } stored[9] = {
    [1] = { { 0, 0 }, { WIDTH - 1, 0 } },          [2] = { { WIDTH - 1, 0 }, { 0, 0 } },
    [3] = { { WIDTH - 1, HEIGHT - 1 }, { 0, HEIGHT - 1 } }, [4] = { { 0, HEIGHT - 1 }, { WIDTH - 1, HEIGHT - 1 } },
    [5] = { { 0, 0 }, { 0, HEIGHT - 1 } },         [6] = { { 0, HEIGHT - 1 }, { 0, 0 } },
    [7] = { { WIDTH - 1, HEIGHT - 1 }, { WIDTH - 1, 0 } }, [8] = { { WIDTH - 1, 0 }, { WIDTH - 1, HEIGHT - 1 } },
  };

  for (int orientation = 1; orientation <= 8; orientation++)
    for (int png = 0; png < 2; png++)
      {
        MadePhoto as = { .orientation = orientation };
        g_autoptr(GBytes) bytes = png ? make_png (WIDTH, HEIGHT, &as) : make_jpeg (WIDTH, HEIGHT, &as);
        g_autoptr(Photo) photo = load (bytes);

        g_assert_cmpuint (photo->width, ==, orientation < 5 ? WIDTH : HEIGHT);
        g_assert_cmpuint (photo->height, ==, orientation < 5 ? HEIGHT : WIDTH);
        assert_pixel_is_made (photo, 0, 0, stored[orientation].top_left[0], stored[orientation].top_left[1], png ? 0 : 6);
        assert_pixel_is_made (photo, photo->width - 1, 0, stored[orientation].top_right[0], stored[orientation].top_right[1],
                              png ? 0 : 6);
      }
}

static void
test_camera_time_and_offset_are_read (void)
{
  MadePhoto as = { .orientation = 6 };
  g_autoptr(GBytes) bytes = make_jpeg (WIDTH, HEIGHT, &as);
  g_autoptr(Photo) photo = load (bytes);

  g_assert_cmpstr (photo->camera, ==, "Saltline Pinhole 1");
  g_assert_cmpstr (photo->captured, ==, "2023-06-14T10:31:05+02:00");
  g_assert_cmpuint (strlen (photo->sha256), ==, 64);
}

static void
test_without_a_profile_it_is_srgb_and_says_so (void)
{
  MadePhoto as = { 0 };
  g_autoptr(GBytes) bytes = make_jpeg (WIDTH, HEIGHT, &as);
  g_autoptr(Photo) photo = load (bytes);

  g_assert_true (photo->is_srgb);
  g_assert_cmpuint (photo->flags, ==, PHOTO_FLAG_NO_PROFILE);
  g_assert_null (photo->captured);
  g_assert_cmpfloat_with_epsilon (photo->to_linear[0][0], 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (photo->to_linear[1][255], 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (photo->to_linear[2][188], 0.5029, 1e-4); /* IEC 61966-2-1 */
}

static void
test_grey_progressive_palette_and_interlaced_files_are_read (void)
{
  const MadePhoto jpegs[] = { { .components = 1 }, { .progressive = TRUE } };
  const MadePhoto pngs[] = { { .components = 1 }, { .progressive = TRUE }, { .palette = TRUE }, { .components = 4, .progressive = TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (jpegs); i++)
    {
      g_autoptr(GBytes) bytes = make_jpeg (WIDTH, HEIGHT, &jpegs[i]);
      g_autoptr(Photo) photo = load (bytes);

      g_assert_cmpuint (photo->width, ==, WIDTH);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pngs); i++)
    {
      g_autoptr(GBytes) bytes = make_png (WIDTH, HEIGHT, &pngs[i]);
      g_autoptr(Photo) photo = load (bytes);
      const guint8 *p = photo_address (photo, 3, 5);

      if (pngs[i].components == 1)
        g_assert_true (p[0] == p[1] && p[1] == p[2]);
      else if (pngs[i].palette)
        g_assert_true (p[0] == 10 && p[1] == 20 && p[2] == 30);
      else
        assert_pixel_is_made (photo, 3, 5, 3, 5, 0);
    }
}

static void
test_sixteen_bits_keep_their_low_byte (void)
{
  MadePhoto as = { .bits = 16, .says_srgb = TRUE };
  g_autoptr(GBytes) bytes = make_png (WIDTH, HEIGHT, &as);
  g_autoptr(Photo) photo = load (bytes);
  const guint16 *p = (const guint16 *) (const void *) photo_address (photo, 7, 9);
  guint8 rgb[3];

  made_pixel (WIDTH, HEIGHT, 7, 9, rgb);
  g_assert_cmpuint (photo->bits, ==, 16);
  g_assert_cmpuint (p[0], ==, rgb[0] * 256u + 77u);
  g_assert_cmpuint (photo->flags, ==, PHOTO_FLAG_NONE);
}

static void
test_transparent_pixels_lie_on_white (void)
{
  for (int bits = 8; bits <= 16; bits += 8)
    {
      MadePhoto as = { .components = 4, .bits = bits };
      g_autoptr(GBytes) bytes = make_png (WIDTH, HEIGHT, &as);
      g_autoptr(Photo) photo = load (bytes);
      float rgb[3];

      photo_pixel (photo, WIDTH - 1, 0, rgb);
      g_assert_cmpfloat_with_epsilon (rgb[0], 1, 1e-6);
      g_assert_true (photo_pixel_clipped (photo, WIDTH - 1, 0));
      g_assert_false (photo_pixel_clipped (photo, 0, 0));
    }
}

static void
test_sampling_is_bilinear_between_pixel_centres (void)
{
  const guint8 rgb[] = { 0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255 };
  g_autoptr(Photo) photo = photo_new_from_srgb (2, 2, rgb);
  float light[3];

  photo_sample (photo, 0.5, 0.5, light);
  g_assert_cmpfloat_with_epsilon (light[0], 0, 1e-6);
  photo_sample (photo, 1.0, 1.0, light);
  g_assert_cmpfloat_with_epsilon (light[1], 0.5, 1e-6);
  photo_sample (photo, 1.25, 0.7, light);
  g_assert_cmpfloat_with_epsilon (light[2], 0.75, 1e-6);
  photo_sample (photo, 100, -100, light);
  g_assert_cmpfloat_with_epsilon (light[0], 1, 1e-6);
  photo_sample (photo, NAN, INFINITY, light); /* no place, no light, no crash */
  g_assert_true (isnan (light[0]));
}

static void
test_reduction_averages_light_also_of_a_photo_on_its_side (void)
{
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      MadePhoto as = { .orientation = orientation };
      g_autoptr(GBytes) bytes = make_png (WIDTH, HEIGHT - 1, &as);
      g_autoptr(Photo) photo = load (bytes);
      g_autoptr(PhotoPlane) plane = photo_reduce (photo, 13);
      /* of blocks of four, every second row of the file */
      const guint step_x = orientation > 4 ? 2 : 1, step_y = orientation > 4 ? 1 : 2;
      double sum[3] = { 0 };
      guint n = 0;
      const float *last = plane->rgb + 3 * (plane->width * plane->height - 1);

      g_assert_cmpfloat (plane->scale, ==, 4);
      g_assert_cmpuint (plane->width, ==, (photo->width + 3) / 4);
      for (guint y = 4 * (plane->height - 1); y < photo->height; y += step_y)
        for (guint x = 4 * (plane->width - 1); x < photo->width; x += step_x, n++)
          {
            float rgb[3];

            photo_pixel (photo, x, y, rgb);
            for (int c = 0; c < 3; c++)
              sum[c] += rgb[c];
          }
      for (int c = 0; c < 3; c++)
        g_assert_cmpfloat_with_epsilon (last[c], sum[c] / n, 1e-5);
    }
}

static void
test_reduction_of_a_small_photo_is_the_photo (void)
{
  const guint8 rgb[] = { 0, 128, 255 };
  g_autoptr(Photo) photo = photo_new_from_srgb (1, 1, rgb);
  g_autoptr(PhotoPlane) plane = photo_reduce (photo, 1000);

  g_assert_cmpfloat (plane->scale, ==, 1);
  g_assert_cmpfloat_with_epsilon (plane->rgb[1], 0.21586, 1e-4);
}

static void
test_the_memory_a_photo_takes_is_known_beforehand (void)
{
  const MadePhoto plain = { 0 }, progressive = { .progressive = TRUE, .orientation = 1 }, deep = { .bits = 16 };
  g_autoptr(GBytes) jpeg = make_jpeg (WIDTH, HEIGHT, &plain);
  g_autoptr(GBytes) scans = make_jpeg (WIDTH, HEIGHT, &progressive);
  g_autoptr(GBytes) png = make_png (WIDTH, HEIGHT, &deep);

  g_assert_cmpuint (photo_peek_memory (g_bytes_get_data (jpeg, NULL), g_bytes_get_size (jpeg)), ==, WIDTH * HEIGHT * 3);
  g_assert_cmpuint (photo_peek_memory (g_bytes_get_data (scans, NULL), g_bytes_get_size (scans)), ==, WIDTH * HEIGHT * 9);
  g_assert_cmpuint (photo_peek_memory (g_bytes_get_data (png, NULL), g_bytes_get_size (png)), ==, WIDTH * HEIGHT * 6);
  g_assert_cmpuint (photo_peek_memory ((const guint8 *) "GIF89a", 6), ==, 0);
  for (gsize n = 0; n < g_bytes_get_size (scans); n++)
    photo_peek_memory (g_bytes_get_data (scans, NULL), n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo/orientation", test_every_orientation_puts_the_photo_upright);
  g_test_add_func ("/photo/metadata", test_camera_time_and_offset_are_read);
  g_test_add_func ("/photo/no-profile", test_without_a_profile_it_is_srgb_and_says_so);
  g_test_add_func ("/photo/kinds", test_grey_progressive_palette_and_interlaced_files_are_read);
  g_test_add_func ("/photo/16-bit", test_sixteen_bits_keep_their_low_byte);
  g_test_add_func ("/photo/alpha", test_transparent_pixels_lie_on_white);
  g_test_add_func ("/photo/sample", test_sampling_is_bilinear_between_pixel_centres);
  g_test_add_func ("/photo/reduce", test_reduction_averages_light_also_of_a_photo_on_its_side);
  g_test_add_func ("/photo/reduce-small", test_reduction_of_a_small_photo_is_the_photo);
  g_test_add_func ("/photo/peek", test_the_memory_a_photo_takes_is_known_beforehand);
  return g_test_run ();
}
