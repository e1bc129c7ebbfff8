/* tests/photo/test-bad-files.c: every bad file is refused with its name and its fault, and nothing crashes */
#include <string.h>

#include <glib/gstdio.h>

#include "make-photo.h"
#include "photo/photo.h"

/* Not held to a message of their own: what random faults give is any error of photo/, with the file's name in it. */
static void
assert_loads_or_names_the_fault (const char *name, GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Photo) photo = photo_load_bytes (name, bytes, NULL, &error);

  if (photo)
    return;
  g_assert_true (error->domain == PHOTO_ERROR);
  g_assert_nonnull (strstr (error->message, name));
}

static void
assert_refused (const char *name, GBytes *bytes, PhotoError code, const char *word)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (photo_load_bytes (name, bytes, NULL, &error));
  g_assert_error (error, PHOTO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, name));
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static void
test_a_file_that_ends_early_is_damaged_wherever_it_ends (void)
{
  const MadePhoto kinds[] = { { .says_srgb = TRUE }, { .progressive = TRUE } };

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (int png = 0; png < 2; png++)
      {
        g_autoptr(GBytes) whole = png ? make_png (96, 64, &kinds[kind]) : make_jpeg (96, 64, &kinds[kind]);
        gsize length = g_bytes_get_size (whole);
        gsize last = length - (png ? 40 : 16); /* behind it, no pixel may be missing */

        for (gsize n = 8; n < last; n += 1 + length / 97)
          {
            g_autoptr(GBytes) part = g_bytes_new_from_bytes (whole, 0, n);

            assert_refused ("half", part, PHOTO_ERROR_DAMAGED, "damaged");
          }
      }
}

static void
test_flipped_bits_never_crash (void)
{
  const MadePhoto kinds[] = { { .orientation = 3 }, { .progressive = TRUE }, { .components = 4 }, { .palette = TRUE } };
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (int png = 0; png < 2; png++)
      {
        g_autoptr(GBytes) whole = png ? make_png (48, 32, &kinds[kind]) : make_jpeg (48, 32, &kinds[kind]);
        gsize length = g_bytes_get_size (whole);

        for (int trial = 0; trial < 200; trial++)
          {
            guint8 *copy = g_memdup2 (g_bytes_get_data (whole, NULL), length);
            g_autoptr(GBytes) bytes = g_bytes_new_take (copy, length);

            for (int i = 0; i < 4; i++)
              copy[g_rand_int_range (random, 0, (gint32) length)] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
            assert_loads_or_names_the_fault ("flipped", bytes);
          }
      }
}

static void
test_what_is_no_photo_is_called_by_its_name (void)
{
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr(GBytes) text = g_bytes_new_static ("photo,microlitre,mmol_l\n", 24);
  g_autoptr(GBytes) gif = g_bytes_new_static ("GIF89a\1\0\1\0", 10);
  g_autoptr(GBytes) video = g_bytes_new_static ("\0\0\0\x18" "ftypmp42\0\0\0\0mp42isom", 24);

  assert_refused ("nothing.jpg", nothing, PHOTO_ERROR_NOT_A_PHOTO, "empty");
  assert_refused ("table.jpg", text, PHOTO_ERROR_NOT_A_PHOTO, "not a photo");
  assert_refused ("moving.png", gif, PHOTO_ERROR_NOT_A_PHOTO, "GIF");
  assert_refused ("clip.heic", video, PHOTO_ERROR_NOT_A_PHOTO, "video");
}

static void
test_kinds_without_colour_to_read_are_refused (void)
{
  const MadePhoto cmyk = { .components = 4 }, one_bit = { .bits = 1 }, animated = { .frames = 3 }, still = { .frames = 1 };
  g_autoptr(GBytes) cmyk_bytes = make_jpeg (48, 32, &cmyk);
  g_autoptr(GBytes) one_bit_bytes = make_png (48, 32, &one_bit);
  g_autoptr(GBytes) animated_bytes = make_png (48, 32, &animated);
  g_autoptr(GBytes) still_bytes = make_png (48, 32, &still);
  g_autoptr(Photo) photo = photo_load_bytes ("still.png", still_bytes, NULL, NULL);

  assert_refused ("print.jpg", cmyk_bytes, PHOTO_ERROR_UNSUPPORTED, "CMYK");
  assert_refused ("fax.png", one_bit_bytes, PHOTO_ERROR_UNSUPPORTED, "one bit");
  assert_refused ("moving.png", animated_bytes, PHOTO_ERROR_UNSUPPORTED, "animation");
  g_assert_nonnull (photo); /* one frame is no animation */
}

/* Writes big-endian sizes over those at @at. */
static GBytes *
with_size (GBytes *bytes, gsize at, guint digits, guint first, guint second)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint8 *copy = g_memdup2 (data, length);

  for (guint i = 0; i < digits; i++)
    {
      copy[at + i] = (guint8) (first >> 8 * (digits - 1 - i));
      copy[at + digits + i] = (guint8) (second >> 8 * (digits - 1 - i));
    }
  return g_bytes_new_take (copy, length);
}

static gsize
find_sof (GBytes *jpeg)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (jpeg, &length);

  for (gsize i = 2; i + 9 < length; i++)
    if (data[i] == 0xFF && (data[i + 1] == 0xC0 || data[i + 1] == 0xC2))
      return i + 5;
  g_assert_not_reached ();
}

static void
test_sizes_that_lie_and_giants_are_refused_before_memory_is_taken (void)
{
  const MadePhoto as = { 0 }, progressive = { .progressive = TRUE };
  g_autoptr(GBytes) jpeg = make_jpeg (48, 32, &as);
  g_autoptr(GBytes) scans = make_jpeg (48, 32, &progressive);
  g_autoptr(GBytes) jpeg_giant = with_size (jpeg, find_sof (jpeg), 2, 12000, 9000);
  g_autoptr(GBytes) jpeg_liar = with_size (jpeg, find_sof (jpeg), 2, 3000, 4000);
  g_autoptr(GBytes) scans_liar = with_size (scans, find_sof (scans), 2, 3000, 4000);
  g_autoptr(GBytes) jpeg_flat = with_size (jpeg, find_sof (jpeg), 2, 0, 48);

  assert_refused ("giant.jpg", jpeg_giant, PHOTO_ERROR_TOO_LARGE, "9000 × 12000");
  assert_refused ("liar.jpg", jpeg_liar, PHOTO_ERROR_DAMAGED, "damaged");
  assert_refused ("liar.jpg", scans_liar, PHOTO_ERROR_DAMAGED, "damaged");
  assert_refused ("flat.jpg", jpeg_flat, PHOTO_ERROR_DAMAGED, "damaged");
}

/* The header chunk carries a checksum, so a lying one must be written, not patched. */
static void
test_a_png_header_that_lies_is_refused (void)
{
  static const guint32 sizes[][2] = { { 20000, 20000 }, { 70000, 10 }, { 0, 10 }, { 4000, 3000 } };
  const MadePhoto as = { 0 };
  g_autoptr(GBytes) png = make_png (48, 32, &as);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GBytes) bytes = with_size (png, 16, 4, sizes[i][0], sizes[i][1]);
      guint8 *data = (guint8 *) g_bytes_get_data (bytes, NULL);
      guint32 crc = 0xFFFFFFFFu;

      for (guint at = 12; at < 29; at++)
        {
          crc ^= data[at];
          for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        }
      crc = GUINT32_TO_BE (~crc);
      memcpy (data + 29, &crc, 4);
      assert_refused ("liar.png", bytes, i == 0 ? PHOTO_ERROR_TOO_LARGE : PHOTO_ERROR_DAMAGED, i == 0 ? "megapixels" : "damaged");
    }
}

static void
test_what_cannot_be_opened_says_why (void)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-XXXXXX", NULL);
  g_autofree char *absent = g_build_filename (folder, "absent.jpg", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (photo_load (folder, NULL, &error));
  g_assert_error (error, PHOTO_ERROR, PHOTO_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "folder"));
  g_clear_error (&error);
  g_assert_null (photo_load (absent, NULL, &error));
  g_assert_error (error, PHOTO_ERROR, PHOTO_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "absent.jpg"));
  g_clear_error (&error);
  g_assert_null (photo_load ("/dev/zero", NULL, &error));
  g_assert_error (error, PHOTO_ERROR, PHOTO_ERROR_UNREADABLE);
  g_rmdir (folder);
}

static void
test_a_wrong_extension_does_not_matter (void)
{
  const MadePhoto as = { 0 };
  g_autoptr(GBytes) png = make_png (48, 32, &as);
  g_autoptr(Photo) photo = photo_load_bytes ("really-a-png.jpg", png, NULL, NULL);

  g_assert_nonnull (photo);
}

static void
test_reading_can_be_cancelled (void)
{
  const MadePhoto as = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (int png = 0; png < 2; png++)
    {
      g_autoptr(GBytes) bytes = png ? make_png (48, 32, &as) : make_jpeg (48, 32, &as);
      g_autoptr(GError) error = NULL;

      g_assert_null (photo_load_bytes ("made", bytes, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_the_real_photos_are_read (void)
{
  static const struct {
    const char *name, *camera, *profile;
    guint width, height;
  } photos[] = {
    { "forearm-30min.jpg", NULL, NULL, 4032, 3024 },
    { "demo-variant-forearm-dark.jpg", "Apple iPhone 11", "Display P3", 0, 0 },
  };
  const char *shared = g_getenv ("SALTLINE_SHARED");

  for (guint i = 0; i < G_N_ELEMENTS (photos); i++)
    {
      g_autofree char *path = g_build_filename (shared ? shared : "", "patch", "photos", photos[i].name, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(Photo) photo = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_test_skip ("../shared is not here");
          return;
        }
      photo = photo_load (path, NULL, &error);
      g_assert_no_error (error);
      if (photos[i].width)
        g_assert_true (photo->width == photos[i].width && photo->height == photos[i].height);
      g_assert_cmpstr (photo->profile, ==, photos[i].profile);
      if (photos[i].camera)
        g_assert_cmpstr (photo->camera, ==, photos[i].camera);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo/bad/truncated", test_a_file_that_ends_early_is_damaged_wherever_it_ends);
  g_test_add_func ("/photo/bad/flipped", test_flipped_bits_never_crash);
  g_test_add_func ("/photo/bad/no-photo", test_what_is_no_photo_is_called_by_its_name);
  g_test_add_func ("/photo/bad/kinds", test_kinds_without_colour_to_read_are_refused);
  g_test_add_func ("/photo/bad/sizes", test_sizes_that_lie_and_giants_are_refused_before_memory_is_taken);
  g_test_add_func ("/photo/bad/png-header", test_a_png_header_that_lies_is_refused);
  g_test_add_func ("/photo/bad/files", test_what_cannot_be_opened_says_why);
  g_test_add_func ("/photo/bad/extension", test_a_wrong_extension_does_not_matter);
  g_test_add_func ("/photo/bad/cancel", test_reading_can_be_cancelled);
  g_test_add_func ("/photo/bad/real", test_the_real_photos_are_read);
  return g_test_run ();
}
