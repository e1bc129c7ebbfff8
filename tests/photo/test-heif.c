/* tests/photo/test-heif.c: HEIC, as iPhones write it */
#include <string.h>

#include <lcms2.h>

#include "make-heif.h"
#include "photo/photo.h"

#define WIDTH  96
#define HEIGHT 64

static Photo *
load_or_skip (const MadePhoto *as, gboolean turned)
{
  g_autoptr(GBytes) bytes = make_heif (WIDTH, HEIGHT, as, turned);
  g_autoptr(GError) error = NULL;
  Photo *photo;

  if (bytes == NULL)
    {
      g_test_skip ("libheif cannot encode HEVC here");
      return NULL;
    }
  photo = photo_load_bytes ("made.heic", bytes, NULL, &error);
  g_assert_no_error (error);
  return photo;
}

/* The made picture grows red to the right and green downward. */
static void
assert_light_is_near (const Photo *photo, guint x, guint y, guint made_x, guint made_y)
{
  guint8 made[3];
  const guint8 *p = photo_address (photo, x, y);

  made_pixel (WIDTH, HEIGHT, made_x, made_y, made);
  for (int c = 0; c < 3; c++)
    {
      int value = photo->bits == 8 ? p[c] : ((const guint16 *) (const void *) p)[c] / 257;

      g_assert_cmpint (ABS (value - made[c]), <=, 12);
    }
}

static void
test_a_photo_is_turned_once_and_not_twice (void)
{
  const MadePhoto as = { .orientation = 6 };
  g_autoptr(Photo) photo = load_or_skip (&as, TRUE);

  if (photo == NULL)
    return;
  g_assert_cmpuint (photo->width, ==, HEIGHT);
  g_assert_cmpuint (photo->height, ==, WIDTH);
  assert_light_is_near (photo, 4, 4, 4, HEIGHT - 5);
  assert_light_is_near (photo, HEIGHT - 5, 4, 4, 4);
  g_assert_cmpstr (photo->camera, ==, "Saltline Pinhole 1");
  g_assert_cmpstr (photo->captured, ==, "2023-06-14T10:31:05+02:00");
}

static void
test_exif_alone_does_not_turn_a_heic (void)
{
  const MadePhoto as = { .orientation = 6 };
  g_autoptr(Photo) photo = load_or_skip (&as, FALSE);

  if (photo == NULL)
    return;
  g_assert_cmpuint (photo->width, ==, WIDTH);
  assert_light_is_near (photo, 50, 40, 50, 40);
}

static void
test_ten_bits_become_sixteen (void)
{
  const MadePhoto as = { .bits = 10 };
  g_autoptr(Photo) photo = load_or_skip (&as, FALSE);

  if (photo == NULL)
    return;
  g_assert_cmpuint (photo->bits, ==, 16);
  assert_light_is_near (photo, 80, 20, 80, 20);
}

static void
test_the_profile_in_a_heic_is_honoured (void)
{
  static const cmsCIExyY d65 = { 0.3127, 0.3290, 1.0 };
  static const cmsCIExyYTRIPLE display_p3 = { { 0.680, 0.320, 1 }, { 0.265, 0.690, 1 }, { 0.150, 0.060, 1 } };
  cmsToneCurve *curve = cmsBuildGamma (NULL, 2.2), *curves[3] = { curve, curve, curve };
  cmsHPROFILE profile = cmsCreateRGBProfile (&d65, &display_p3, curves);
  guint8 bytes[8192];
  cmsUInt32Number length = 0;
  g_autoptr(Photo) photo = NULL;

  g_assert_true (cmsSaveProfileToMem (profile, NULL, &length) && length <= sizeof bytes);
  g_assert_true (cmsSaveProfileToMem (profile, bytes, &length));
  cmsCloseProfile (profile);
  cmsFreeToneCurve (curve);
  {
    const MadePhoto as = { .icc = bytes, .icc_length = length };

    photo = load_or_skip (&as, FALSE);
  }
  if (photo == NULL)
    return;
  g_assert_cmpuint (photo->flags, ==, PHOTO_FLAG_NONE);
  g_assert_false (photo->is_srgb);
  g_assert_cmpfloat_with_epsilon (photo->to_srgb[0], 1.2249, 2e-3); /* CSS Color 4: red of Display P3 in sRGB */
}

static void
test_a_sequence_and_a_damaged_heic_are_refused (void)
{
  const MadePhoto as = { 0 };
  g_autoptr(GBytes) bytes = make_heif (WIDTH, HEIGHT, &as, FALSE);
  g_autoptr(GError) error = NULL;
  g_autofree guint8 *copy = NULL;
  gsize length;

  if (bytes == NULL)
    {
      g_test_skip ("libheif cannot encode HEVC here");
      return;
    }
  length = g_bytes_get_size (bytes);
  copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  memcpy (copy + 8, "msf1", 4);
  {
    g_autoptr(GBytes) sequence = g_bytes_new (copy, length);

    g_assert_null (photo_load_bytes ("burst.heic", sequence, NULL, &error));
    g_assert_error (error, PHOTO_ERROR, PHOTO_ERROR_UNSUPPORTED);
    g_assert_nonnull (strstr (error->message, "burst.heic"));
  }
  for (gsize n = 12; n < length; n += MAX (1, length / 40))
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (bytes, 0, n);
      g_autoptr(GError) fault = NULL;

      g_assert_null (photo_load_bytes ("part.heic", part, NULL, &fault));
      g_assert_nonnull (strstr (fault->message, "part.heic"));
    }
}

static void
test_a_heic_that_claims_a_giant_is_refused (void)
{
  const MadePhoto as = { 0 };
  g_autoptr(GBytes) bytes = make_heif (WIDTH, HEIGHT, &as, FALSE);
  g_autoptr(GError) error = NULL;
  g_autofree guint8 *copy = NULL;
  gsize length;

  if (bytes == NULL)
    {
      g_test_skip ("libheif cannot encode HEVC here");
      return;
    }
  length = g_bytes_get_size (bytes);
  copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  for (gsize i = 4; i + 16 < length; i++)
    if (memcmp (copy + i, "ispe", 4) == 0)
      {
        copy[i + 10] = 0x40; /* 16384 and more in both directions */
        copy[i + 14] = 0x40;
      }
  {
    g_autoptr(GBytes) giant = g_bytes_new (copy, length);

    g_assert_null (photo_load_bytes ("giant.heic", giant, NULL, &error));
    g_assert_error (error, PHOTO_ERROR, PHOTO_ERROR_TOO_LARGE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo/heif/turned-once", test_a_photo_is_turned_once_and_not_twice);
  g_test_add_func ("/photo/heif/exif-alone", test_exif_alone_does_not_turn_a_heic);
  g_test_add_func ("/photo/heif/10-bit", test_ten_bits_become_sixteen);
  g_test_add_func ("/photo/heif/profile", test_the_profile_in_a_heic_is_honoured);
  g_test_add_func ("/photo/heif/damaged", test_a_sequence_and_a_damaged_heic_are_refused);
  g_test_add_func ("/photo/heif/giant", test_a_heic_that_claims_a_giant_is_refused);
  return g_test_run ();
}
