/* tests/patch/test-read-phantoms.c: a few phantoms of fixed seeds, read from pixels to numbers. The many are in tests/bench/figures. */
#include <math.h>

#include "data-files.h"
#include "patch/phantom.h"
#include "patch/reading.h"

#define WIDTH 880
#define HEIGHT 660

typedef struct {
  PatchTemplate *templates[2];
  PatchCalibration *lot;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->templates[0] = load_template ("gx-18-arm.json");
  fixture->templates[1] = load_template ("arm-18-demo.json");
  fixture->lot = load_demo_lot ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  patch_template_free (fixture->templates[0]);
  patch_template_free (fixture->templates[1]);
  patch_calibration_free (fixture->lot);
}

static PatchReading *
read_pixels (Fixture *fixture, const PhantomScene *scene, const guint8 *rgb)
{
  const PatchTemplate *const templates[] = { fixture->templates[0], fixture->templates[1] };
  const PatchCalibration *const lots[] = { fixture->lot };
  g_autoptr(Photo) photo = photo_new_from_srgb (scene->width, scene->height, rgb);
  ReadingOptions options = { 0 };

  return patch_read (photo, templates, 2, lots, 1, &options, NULL);
}

static PatchReading *
draw_and_read (Fixture *fixture, const PhantomScene *scene, PhantomTruth *truth)
{
  g_autofree guint8 *rgb = phantom_draw (scene, fixture->templates[0], fixture->lot, truth);

  return read_pixels (fixture, scene, rgb);
}

static void
test_easy_and_medium_phantoms_are_read_as_they_are (Fixture *fixture, gconstpointer data)
{
  for (guint64 seed = 1; seed <= 4; seed++)
    {
      PhantomScene scene;
      g_auto(PhantomTruth) truth = { 0 };
      g_autoptr(PatchReading) reading = NULL;

      phantom_scene_random (&scene, seed % 2 ? PHANTOM_EASY : PHANTOM_MEDIUM, seed, WIDTH, HEIGHT, fixture->lot);
      reading = draw_and_read (fixture, &scene, &truth);
      g_test_message ("seed %d: fill %.4f read %.4f ± %.4f, chloride %.1f read %.1f ± %.1f, %s %s", (int) seed, truth.fill,
                      reading->fill_fraction, reading->fill_sd, truth.chloride_mmol_l, reading->chloride_mmol_l,
                      reading->chloride_sd_mmol_l, reading_status_name (reading->status), reading->reason ? reading->reason : "");
      g_assert_cmpint (reading->status, !=, READING_REFUSED);
      g_assert_true (reading->volume_read);
      g_assert_cmpstr (reading->geometry->id, ==, "gx-18-arm");
      g_assert_cmpfloat_with_epsilon (reading->fill_fraction, truth.fill, 0.012);
      if (reading->chloride_read && reading->bound == CHLORIDE_WITHIN && !isnan (reading->chloride_mmol_l))
        g_assert_cmpfloat_with_epsilon (reading->chloride_mmol_l, truth.chloride_mmol_l, 12.0);
    }
}

static void
test_the_same_patch_reads_the_same_from_every_side (Fixture *fixture, gconstpointer data)
{
  for (int turn = 0; turn < 360; turn += 131)
    {
      PhantomScene scene;
      g_auto(PhantomTruth) truth = { 0 };
      g_autoptr(PatchReading) reading = NULL;

      phantom_scene_init (&scene, 11);
      scene.width = WIDTH;
      scene.height = HEIGHT;
      scene.px_per_unit = 28.0;
      scene.rotate_deg = turn;
      reading = draw_and_read (fixture, &scene, &truth);
      g_assert_true (reading->volume_read);
      g_assert_cmpfloat_with_epsilon (reading->fill_fraction, truth.fill, 0.004);
    }
}

/* How the light is must not move the chloride. */
static void
test_colour_and_strength_of_the_light_leave_the_numbers_alone (Fixture *fixture, gconstpointer data)
{
  static const struct {
    double ev, kelvin, tint;
  } lights[] = { { 0, 6500, 0 }, { -1.5, 6500, 0 }, { 0, 2700, 0 }, { 0.3, 8000, 0.15 } };

  for (guint i = 0; i < G_N_ELEMENTS (lights); i++)
    {
      PhantomScene scene;
      g_auto(PhantomTruth) truth = { 0 };
      g_autoptr(PatchReading) reading = NULL;

      phantom_scene_init (&scene, 5);
      scene.width = WIDTH;
      scene.height = HEIGHT;
      scene.px_per_unit = 32.0;
      scene.ev = lights[i].ev;
      scene.kelvin = lights[i].kelvin;
      scene.tint = lights[i].tint;
      reading = draw_and_read (fixture, &scene, &truth);
      g_assert_true (reading->volume_read);
      g_assert_cmpfloat_with_epsilon (reading->fill_fraction, truth.fill, 0.004);
      g_assert_true (reading->chloride_read);
      g_assert_cmpfloat_with_epsilon (reading->chloride_mmol_l, truth.chloride_mmol_l, 8.0);
    }
}

static void
test_what_is_no_patch_is_refused_with_a_reason (Fixture *fixture, gconstpointer data)
{
  for (guint object = PHANTOM_OBJECT_NOTHING; object < PHANTOM_N_OBJECTS; object++)
    {
      PhantomScene scene;
      g_auto(PhantomTruth) truth = { 0 };
      g_autoptr(PatchReading) reading = NULL;

      phantom_scene_random (&scene, PHANTOM_MEDIUM, object, 480, 360, fixture->lot);
      scene.object = (PhantomObject) object;
      reading = draw_and_read (fixture, &scene, &truth);
      g_test_message ("%s: %s", phantom_object_name (scene.object), reading->reason ? reading->reason : "");
      g_assert_cmpint (reading->status, ==, READING_REFUSED);
      g_assert_nonnull (reading->reason);
    }
}

static void
test_a_mirror_image_is_refused (Fixture *fixture, gconstpointer data)
{
  PhantomScene scene;
  g_auto(PhantomTruth) truth = { 0 };
  g_autoptr(PatchReading) reading = NULL;

  phantom_scene_random (&scene, PHANTOM_EASY, 2, WIDTH, HEIGHT, fixture->lot);
  scene.mirrored = TRUE;
  reading = draw_and_read (fixture, &scene, &truth);
  g_assert_cmpint (reading->status, ==, READING_REFUSED);
}

/* Its dye looks empty, and it was once read so. */
static void
test_a_photo_in_shades_of_grey_is_refused (Fixture *fixture, gconstpointer data)
{
  PhantomScene scene;
  g_auto(PhantomTruth) truth = { 0 };
  g_autofree guint8 *rgb = NULL;
  g_autoptr(PatchReading) reading = NULL;

  phantom_scene_random (&scene, PHANTOM_EASY, 1, WIDTH, HEIGHT, fixture->lot);
  rgb = phantom_draw (&scene, fixture->templates[0], fixture->lot, &truth);
  for (guint i = 0; i < scene.width * scene.height; i++)
    rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = (guint8) ((299 * rgb[3 * i] + 587 * rgb[3 * i + 1] + 114 * rgb[3 * i + 2]) / 1000);
  reading = read_pixels (fixture, &scene, rgb);
  g_assert_true (reading->registered);
  g_assert_cmpint (reading->status, ==, READING_REFUSED);
  g_assert_false (reading->volume_read);
  g_assert_nonnull (reading->reason);
}

/* Arms look alike, and a shadow hides what tells them apart: these were once laid an arm off, or beside their blocks. */
static void
test_hard_phantoms_whose_map_slips_at_first_are_read (Fixture *fixture, gconstpointer data)
{
  static const guint64 seeds[] = { 321, 334 };

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      PhantomScene scene;
      g_auto(PhantomTruth) truth = { 0 };
      g_autoptr(PatchReading) reading = NULL;

      phantom_scene_random (&scene, PHANTOM_HARD, seeds[i], WIDTH, HEIGHT, fixture->lot);
      reading = draw_and_read (fixture, &scene, &truth);
      g_assert_true (reading->volume_read);
      g_assert_cmpfloat_with_epsilon (reading->fill_fraction, truth.fill, 0.012);
    }
}

static void
test_gaps_behind_the_front_are_flagged (Fixture *fixture, gconstpointer data)
{
  PhantomScene scene;
  g_auto(PhantomTruth) truth = { 0 };
  g_autoptr(PatchReading) reading = NULL;

  phantom_scene_init (&scene, 4);
  scene.width = WIDTH;
  scene.height = HEIGHT;
  scene.px_per_unit = 32.0;
  scene.fill = 0.6;
  scene.gaps[0] = (PhantomGap) { 0.0, 0.19 };
  scene.n_gaps = 1;
  reading = draw_and_read (fixture, &scene, &truth);
  g_assert_true (reading->volume_read);
  g_assert_cmpfloat_with_epsilon (reading->fill_fraction, 0.6, 0.004);
  g_assert_true (reading->flags & READING_FLAG_GAP);
}

/* Under warm light only red clips; the rest of what dye takes away is made up for by shine over half of the patch. */
static void
test_dye_paled_by_a_wide_highlight_does_not_end_there (Fixture *fixture, gconstpointer data)
{
  static const struct { guint64 seed; double fill, kelvin, ev, glare, width; } CASES[] = {
    { 5201011, 0.42, 4000, 0.30, 0.41, 0.43 },
    { 5201021, 0.58, 3200, 0.55, 0.92, 0.37 },
    { 5201005, 0.85, 8000, 0.73, 0.40, 0.31 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      PhantomScene scene;
      g_auto(PhantomTruth) truth = { 0 };
      g_autoptr(PatchReading) reading = NULL;

      phantom_scene_random (&scene, PHANTOM_MEDIUM, CASES[i].seed, WIDTH, HEIGHT, fixture->lot);
      scene.fill = CASES[i].fill;
      scene.kelvin = CASES[i].kelvin;
      scene.ev = CASES[i].ev;
      scene.glare = CASES[i].glare;
      scene.glare_width = CASES[i].width;
      scene.glare_on_front = TRUE;
      reading = draw_and_read (fixture, &scene, &truth);
      g_test_message ("seed %d: fill %.4f read %.4f, %s", (int) CASES[i].seed, truth.fill, reading->fill_fraction,
                      reading->reason ? reading->reason : "ok");
      if (reading->volume_read)
        g_assert_cmpfloat_with_epsilon (reading->fill_fraction, truth.fill, 0.01);
    }
}

#define ADD(name, function) g_test_add ("/patch/read-phantoms/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("easy-and-medium-phantoms-are-read-as-they-are", test_easy_and_medium_phantoms_are_read_as_they_are);
  ADD ("the-same-patch-reads-the-same-from-every-side", test_the_same_patch_reads_the_same_from_every_side);
  ADD ("colour-and-strength-of-the-light-leave-the-numbers-alone", test_colour_and_strength_of_the_light_leave_the_numbers_alone);
  ADD ("what-is-no-patch-is-refused-with-a-reason", test_what_is_no_patch_is_refused_with_a_reason);
  ADD ("a-mirror-image-is-refused", test_a_mirror_image_is_refused);
  ADD ("a-photo-in-shades-of-grey-is-refused", test_a_photo_in_shades_of_grey_is_refused);
  ADD ("hard-phantoms-whose-map-slips-at-first-are-read", test_hard_phantoms_whose_map_slips_at_first_are_read);
  ADD ("gaps-behind-the-front-are-flagged", test_gaps_behind_the_front_are_flagged);
  ADD ("dye-paled-by-a-wide-highlight-does-not-end-there", test_dye_paled_by_a_wide_highlight_does_not_end_there);
  return g_test_run ();
}
