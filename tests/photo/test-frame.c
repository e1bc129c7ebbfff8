/* tests/photo/test-frame.c: where the picture lies in a file */
#include <math.h>
#include <string.h>

#include "photo/photo.h"

#define WIDTH  400
#define HEIGHT 300

typedef gboolean (*Shape) (double x, double y);

/* A picture with grain where @shape is, grey ground elsewhere. */
static Photo *
photo_with (Shape shape)
{
  g_autofree guint8 *rgb = g_malloc (WIDTH * HEIGHT * 3);
  guint32 random = 1;

  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      {
        random = random * 1664525u + 1013904223u;
        memset (rgb + 3 * (y * WIDTH + x), shape (x + 0.5, y + 0.5) ? 120 + (random >> 24) % 60 : 90, 3);
      }
  return photo_new_from_srgb (WIDTH, HEIGHT, rgb);
}

static gboolean
everywhere (double x G_GNUC_UNUSED, double y G_GNUC_UNUSED)
{
  return TRUE;
}

/* A square of 200 pixels, turned by 30 degrees around (200, 150). */
static gboolean
turned_square (double x, double y)
{
  double c = sqrt (0.75), s = 0.5, u = c * (x - 200) + s * (y - 150), v = c * (y - 150) - s * (x - 200);

  return MAX (fabs (u), fabs (v)) < 100;
}

static gboolean
between_bands (double x G_GNUC_UNUSED, double y)
{
  return y > 60 && y < 240;
}

static gboolean
hollow (double x, double y)
{
  return between_bands (x, y) && !(x > 250 && y > 100);
}

static gboolean
disc (double x, double y)
{
  return hypot (x - 200, y - 150) < 145;
}

static void
test_a_photo_that_fills_its_file_has_no_frame (void)
{
  g_autoptr(Photo) photo = photo_with (everywhere);

  g_assert_cmpuint (photo->n_frame, ==, 0);
  g_assert_true (photo_shows (photo, 0.5, 0.5));
  g_assert_true (photo_shows (photo, WIDTH - 0.5, HEIGHT - 0.5));
  g_assert_false (photo_shows (photo, WIDTH + 0.5, 10));
  g_assert_false (photo_shows (photo, 10, -0.5));
}

static void
test_a_turned_picture_shows_nothing_beyond_its_sides (void)
{
  g_autoptr(Photo) photo = photo_with (turned_square);

  g_assert_cmpuint (photo->n_frame, >=, 4);
  for (double y = 4.5; y < HEIGHT; y += 8)
    for (double x = 4.5; x < WIDTH; x += 8)
      {
        double c = sqrt (0.75), s = 0.5, u = c * (x - 200) + s * (y - 150), v = c * (y - 150) - s * (x - 200);
        double beyond = MAX (fabs (u), fabs (v)) - 100;

        if (beyond > 0)
          g_assert_false (photo_shows (photo, x, y));
        else if (beyond < -15)
          g_assert_true (photo_shows (photo, x, y));
      }
}

static void
test_bands_above_and_below_are_no_picture (void)
{
  g_autoptr(Photo) photo = photo_with (between_bands);

  g_assert_cmpuint (photo->n_frame, >=, 4);
  g_assert_false (photo_shows (photo, 200, 30));
  g_assert_false (photo_shows (photo, 200, 270));
  g_assert_true (photo_shows (photo, 200, 80));
  g_assert_true (photo_shows (photo, 20, 150));
}

static void
test_a_thing_on_a_plain_ground_is_no_frame (void)
{
  g_autoptr(Photo) round = photo_with (disc);
  g_autoptr(Photo) angle = photo_with (hollow);

  g_assert_cmpuint (round->n_frame, ==, 0);
  g_assert_cmpuint (angle->n_frame, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo/frame/none", test_a_photo_that_fills_its_file_has_no_frame);
  g_test_add_func ("/photo/frame/turned", test_a_turned_picture_shows_nothing_beyond_its_sides);
  g_test_add_func ("/photo/frame/bands", test_bands_above_and_below_are_no_picture);
  g_test_add_func ("/photo/frame/thing", test_a_thing_on_a_plain_ground_is_no_frame);
  return g_test_run ();
}
