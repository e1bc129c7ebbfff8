/* tests/patch/test-real-photos.c: real photos, which are not in this repository; skipped where there is no ../shared */
#include <math.h>

#include "data-files.h"
#include "patch/reading.h"

typedef struct {
  PatchTemplate *templates[2];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->templates[0] = load_template ("gx-18-arm.json");
  fixture->templates[1] = load_template ("arm-18-demo.json");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  patch_template_free (fixture->templates[0]);
  patch_template_free (fixture->templates[1]);
}

/* NULL: the photo is not here. */
static PatchReading *
read_photo (Fixture *fixture, const char *name)
{
  const PatchTemplate *const templates[] = { fixture->templates[0], fixture->templates[1] };
  const char *shared = g_getenv ("SALTLINE_SHARED");
  g_autofree char *path = shared ? g_build_filename (shared, "patch", "photos", name, NULL) : NULL;
  g_autoptr(Photo) photo = NULL;
  g_autoptr(GError) error = NULL;
  ReadingOptions options = { 0 };

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  photo = photo_load (path, NULL, &error);
  g_assert_no_error (error);
  return patch_read (photo, templates, 2, NULL, 0, &options, NULL);
}

static void
test_bench_photos_order_by_the_strength_of_their_chloride_colour (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "bench-0.75.png", "bench-1.75.png", "bench-2.25.png" };
  double chroma = 0, lightness = 100;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(PatchReading) reading = read_photo (fixture, names[i]);

      if (reading == NULL)
        {
          g_test_skip ("no ../shared here");
          return;
        }
      g_test_message ("%s: %s, L* %.1f a* %.1f b* %.1f, fill %.4f", names[i], reading_status_name (reading->status), reading->lab[0],
                      reading->lab[1], reading->lab[2], reading->fill_fraction);
      g_assert_cmpint (reading->status, ==, READING_OK);
      g_assert_cmpstr (reading->geometry->id, ==, "gx-18-arm");
      g_assert_cmpfloat (reading->lab[0], <, lightness);
      g_assert_cmpfloat (hypot (reading->lab[1], reading->lab[2]), >, chroma);
      lightness = reading->lab[0];
      chroma = hypot (reading->lab[1], reading->lab[2]);
    }
}

static void
test_real_photos_agree_with_careful_hand_readings (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    double fraction;
  } hand[] = { { "forearm-30min.jpg", 0.320 }, { "bench-0.75.png", 0.592 },
               { "demo-variant-dark-table.jpg", 0.241 }, { "demo-variant-forearm-dark.jpg", 0.241 } };

  for (guint i = 0; i < G_N_ELEMENTS (hand); i++)
    {
      g_autoptr(PatchReading) reading = read_photo (fixture, hand[i].name);

      if (reading == NULL)
        {
          g_test_skip ("no ../shared here");
          return;
        }
      g_assert_true (reading->volume_read);
      g_assert_cmpfloat_with_epsilon (reading->fill_fraction, hand[i].fraction, 0.006);
    }
}

static void
test_a_partly_dry_patch_is_flagged (Fixture *fixture, gconstpointer data)
{
  g_autoptr(PatchReading) reading = read_photo (fixture, "bench-0.75.png");

  if (reading == NULL)
    {
      g_test_skip ("no ../shared here");
      return;
    }
  g_assert_true (reading->flags & READING_FLAG_CHLORIDE_PARTIAL);
  g_assert_true (reading->flags & READING_FLAG_GAP);
}

static void
test_a_clear_film_around_the_base_is_not_taken_for_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr(PatchReading) reading = read_photo (fixture, "demo-variant-dark-table.jpg");

  if (reading == NULL)
    {
      g_test_skip ("no ../shared here");
      return;
    }
  g_assert_cmpint (reading->status, ==, READING_OK);
  g_assert_cmpstr (reading->geometry->id, ==, "arm-18-demo");
  g_assert_cmpfloat_with_epsilon (reading->fill_fraction, 0.241, 0.004);
  /* printed: a map that lies beside the channel shows base or film */
  g_assert_cmpfloat_with_epsilon (reading->lab[0], 80.3, 3.0);
  g_assert_cmpfloat_with_epsilon (reading->lab[1], 34.0, 3.0);
}

static void
test_the_box_ends_where_this_sticker_was_cut (Fixture *fixture, gconstpointer data)
{
  static const Point2 marked = { 1894.3, 643.7 }; /* by hand, on a magnified crop */
  g_autoptr(PatchReading) reading = read_photo (fixture, "forearm-30min.jpg");
  guint n_found = 0;

  if (reading == NULL)
    {
      g_test_skip ("no ../shared here");
      return;
    }
  for (guint i = 0; i < reading->n_landmarks; i++)
    if (g_str_equal (reading->landmarks[i].id, "box-3"))
      {
        n_found++;
        g_assert_cmpfloat (point2_distance (reading->landmarks[i].at, marked), <, 0.2 * reading->rms_px / reading->rms_unit);
      }
  g_assert_cmpuint (n_found, ==, 1);
}

static void
test_the_order_of_templates_does_not_matter (Fixture *fixture, gconstpointer data)
{
  PatchTemplate *first = fixture->templates[0];
  g_autoptr(PatchReading) one = read_photo (fixture, "bench-2.25.png");
  g_autoptr(PatchReading) other = NULL;

  if (one == NULL)
    {
      g_test_skip ("no ../shared here");
      return;
    }
  fixture->templates[0] = fixture->templates[1];
  fixture->templates[1] = first;
  other = read_photo (fixture, "bench-2.25.png");
  g_assert_cmpint (one->status, ==, other->status);
  g_assert_cmpfloat (one->fill_fraction, ==, other->fill_fraction);
}

#define ADD(name, function) g_test_add ("/patch/real-photos/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("bench-photos-order-by-the-strength-of-their-chloride-colour", test_bench_photos_order_by_the_strength_of_their_chloride_colour);
  ADD ("real-photos-agree-with-careful-hand-readings", test_real_photos_agree_with_careful_hand_readings);
  ADD ("a-partly-dry-patch-is-flagged", test_a_partly_dry_patch_is_flagged);
  ADD ("a-clear-film-around-the-base-is-not-taken-for-it", test_a_clear_film_around_the_base_is_not_taken_for_it);
  ADD ("the-box-ends-where-this-sticker-was-cut", test_the_box_ends_where_this_sticker_was_cut);
  ADD ("the-order-of-templates-does-not-matter", test_the_order_of_templates_does_not_matter);
  return g_test_run ();
}
