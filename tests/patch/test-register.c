/* tests/patch/test-register.c */
#include "patch/reading.h"

static PatchTemplate *
shared_template (void)
{
  const char *shared = g_getenv ("SALTLINE_SHARED");
  g_autofree char *path = g_build_filename (shared ? shared : "", "patch", "gx-18-arm.json", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? patch_template_load (path, NULL) : NULL;
}

static void
clear_reading (PatchReading *reading)
{
  for (guint i = 0; i < reading->n_landmarks; i++)
    g_free (reading->landmarks[i].id);
  g_free (reading->landmarks);
  g_free (reading->reason);
}

static void
test_a_patch_on_a_forearm_is_found (void)
{
  g_autoptr(PatchTemplate) geometry = shared_template ();
  g_autofree char *path = NULL;
  g_autoptr(Photo) photo = NULL;
  g_autoptr(GError) error = NULL;
  const PatchTemplate *templates[1] = { geometry };
  PatchReading reading = { 0 };

  if (!geometry)
    {
      g_test_skip ("the shared photos are not here");
      return;
    }
  path = g_build_filename (g_getenv ("SALTLINE_SHARED"), "patch", "photos", "forearm-30min.jpg", NULL);
  photo = photo_load (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (patch_register (photo, templates, 1, NULL, NULL, &reading));
  g_assert_true (reading.registered);
  g_assert_cmpfloat (reading.rms_unit, <, 0.07);
  g_assert_cmpfloat (reading.rms_unit, >, 0.005);
  g_assert_cmpuint (reading.n_landmarks, ==, geometry->n_landmarks);
  clear_reading (&reading);
}

static void
test_a_photo_of_nothing_is_refused_with_a_reason (void)
{
  g_autoptr(PatchTemplate) geometry = shared_template ();
  g_autofree guint8 *rgb = g_malloc (320 * 240 * 3);
  g_autoptr(Photo) photo = NULL;
  const PatchTemplate *templates[1] = { geometry };
  PatchReading reading = { 0 };

  if (!geometry)
    {
      g_test_skip ("the shared template is not here");
      return;
    }
  for (guint i = 0; i < 320 * 240 * 3; i++)
    rgb[i] = (guint8) (128 + (i * 7919u) % 23);
  photo = photo_new_from_srgb (320, 240, rgb);
  g_assert_false (patch_register (photo, templates, 1, NULL, NULL, &reading));
  g_assert_cmpint (reading.status, ==, READING_REFUSED);
  g_assert_nonnull (reading.reason);
  clear_reading (&reading);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register/a-patch-on-a-forearm-is-found", test_a_patch_on_a_forearm_is_found);
  g_test_add_func ("/register/a-photo-of-nothing-is-refused-with-a-reason", test_a_photo_of_nothing_is_refused_with_a_reason);
  return g_test_run ();
}
