/* tests/patch/test-register.c: where the patch is, against phantoms whose landmarks are known */
#include <math.h>

#include "data-files.h"
#include "patch/corner-pose.h"
#include "patch/phantom.h"
#include "patch/reading.h"

typedef struct {
  PatchTemplate *geometry;
  PhantomScene scene;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->geometry = load_template ("gx-18-arm.json");
  phantom_scene_init (&fixture->scene, 7);
  fixture->scene.width = 720;
  fixture->scene.height = 560;
  fixture->scene.px_per_unit = 24;
  fixture->scene.fill = 0.4;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  patch_template_free (fixture->geometry);
}

/* Draws the scene and looks for it; @truth: (out): its landmarks. */
static PatchReading *
draw_and_register (Fixture *fixture, const ReadingOptions *options, PhantomTruth *truth)
{
  const PatchTemplate *templates[1] = { fixture->geometry };
  g_autofree guint8 *rgb = phantom_draw (&fixture->scene, fixture->geometry, NULL, truth);
  g_autoptr(Photo) photo = photo_new_from_srgb (fixture->scene.width, fixture->scene.height, rgb);
  PatchReading *reading = patch_reading_new ();

  if (patch_register (photo, templates, 1, options, NULL, reading))
    reading->status = READING_OK;
  return reading;
}

/* Root mean square distance of the landmarks from the truth, template units. */
static double
landmark_error (const Fixture *fixture, const PatchReading *reading, const PhantomTruth *truth)
{
  double sum = 0;

  g_assert_cmpuint (reading->n_landmarks, ==, fixture->geometry->n_landmarks);
  for (guint i = 0; i < reading->n_landmarks; i++)
    {
      double distance = point2_distance (reading->landmarks[i].at, truth->landmarks_px[i]) / fixture->scene.px_per_unit;

      sum += distance * distance;
    }
  return sqrt (sum / reading->n_landmarks);
}

static void
test_a_patch_is_found_at_any_rotation (Fixture *fixture, gconstpointer data)
{
  for (double angle = 0; angle < 360; angle += 72)
    {
      g_autoptr(PatchReading) reading = NULL;
      g_auto(PhantomTruth) truth = { 0 };

      fixture->scene.rotate_deg = angle + 11;
      reading = draw_and_register (fixture, NULL, &truth);
      g_assert_cmpint (reading->status, ==, READING_OK);
      g_assert_cmpfloat (landmark_error (fixture, reading, &truth), <, 0.06);
      g_assert_cmpfloat (reading->rms_unit, >, 0.0005);
      g_assert_cmpfloat (reading->rms_unit, <, 0.08);
    }
}

static void
test_a_tilted_patch_on_a_bent_arm_is_followed (Fixture *fixture, gconstpointer data)
{
  g_autoptr(PatchReading) reading = NULL;
  g_auto(PhantomTruth) truth = { 0 };

  fixture->scene.tilt_deg = 28;
  fixture->scene.tilt_axis_deg = 20;
  fixture->scene.bend_radius_mm = 45;
  fixture->scene.rotate_deg = 200;
  reading = draw_and_register (fixture, NULL, &truth);
  g_assert_cmpint (reading->status, ==, READING_OK);
  g_assert_cmpfloat (landmark_error (fixture, reading, &truth), <, 0.08);
}

static void
test_light_and_tint_do_not_move_it (Fixture *fixture, gconstpointer data)
{
  static const struct { double ev, kelvin, tint, shadow; } lights[] = { { -1.5, 6500, 0, 0 }, { 0, 2800, 0.15, 0 }, { 0, 7800, -0.1, 0.5 } };

  for (guint i = 0; i < G_N_ELEMENTS (lights); i++)
    {
      g_autoptr(PatchReading) reading = NULL;
      g_auto(PhantomTruth) truth = { 0 };

      fixture->scene.ev = lights[i].ev;
      fixture->scene.kelvin = lights[i].kelvin;
      fixture->scene.tint = lights[i].tint;
      fixture->scene.shadow = lights[i].shadow;
      reading = draw_and_register (fixture, NULL, &truth);
      g_assert_cmpint (reading->status, ==, READING_OK);
      g_assert_cmpfloat (landmark_error (fixture, reading, &truth), <, 0.06);
    }
}

static void
test_what_cannot_be_read_is_refused_with_a_reason (Fixture *fixture, gconstpointer data)
{
  static const PhantomObject objects[] = { PHANTOM_OBJECT_NOTHING, PHANTOM_OBJECT_CHEQUERBOARD, PHANTOM_OBJECT_PAGE, PHANTOM_OBJECT_BLACK_BOX };

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autoptr(PatchReading) reading = NULL;
      g_auto(PhantomTruth) truth = { 0 };

      fixture->scene.object = objects[i];
      reading = draw_and_register (fixture, NULL, &truth);
      g_assert_cmpint (reading->status, ==, READING_REFUSED);
      g_assert_nonnull (reading->reason);
    }
}

static void
test_a_mirror_image_is_called_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr(PatchReading) reading = NULL;
  g_auto(PhantomTruth) truth = { 0 };

  fixture->scene.mirrored = TRUE;
  reading = draw_and_register (fixture, NULL, &truth);
  g_assert_cmpint (reading->status, ==, READING_REFUSED);
  g_assert_nonnull (strstr (reading->reason, "mirror"));
}

static void
test_a_half_hidden_patch_is_not_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr(PatchReading) reading = NULL;
  g_auto(PhantomTruth) truth = { 0 };

  fixture->scene.hide = 0.5;
  reading = draw_and_register (fixture, NULL, &truth);
  g_assert_cmpint (reading->status, ==, READING_REFUSED);
}

static void
test_four_placed_points_are_enough_and_stay_where_they_were_placed (Fixture *fixture, gconstpointer data)
{
  static const guint placed[] = { 0, 5, 6, 13 };
  FoundLandmark landmarks[G_N_ELEMENTS (placed)];
  ReadingOptions options = { .landmarks = landmarks, .n_landmarks = G_N_ELEMENTS (placed) };
  g_autoptr(PatchReading) automatic = NULL;
  g_autoptr(PatchReading) reading = NULL;
  g_auto(PhantomTruth) truth = { 0 };
  g_auto(PhantomTruth) again = { 0 };

  automatic = draw_and_register (fixture, NULL, &truth);
  g_assert_cmpint (automatic->status, ==, READING_OK);
  for (guint i = 0; i < G_N_ELEMENTS (placed); i++)
    landmarks[i] = (FoundLandmark) { fixture->geometry->landmarks[placed[i]].id, truth.landmarks_px[placed[i]], TRUE };
  reading = draw_and_register (fixture, &options, &again);
  g_assert_cmpint (reading->status, ==, READING_OK);
  g_assert_true (reading->flags & READING_FLAG_MANUAL_LANDMARKS);
  g_assert_cmpfloat (landmark_error (fixture, reading, &again), <, 0.08);
  for (guint i = 0; i < G_N_ELEMENTS (placed); i++)
    {
      g_assert_true (reading->landmarks[placed[i]].manual);
      g_assert_cmpfloat (reading->landmarks[placed[i]].at.x, ==, landmarks[i].at.x);
    }
}

static void
test_placed_points_on_one_line_are_refused (Fixture *fixture, gconstpointer data)
{
  FoundLandmark landmarks[4];
  ReadingOptions options = { .landmarks = landmarks, .n_landmarks = 4 };
  g_autoptr(PatchReading) reading = NULL;
  g_auto(PhantomTruth) truth = { 0 };

  for (guint i = 0; i < 4; i++)
    landmarks[i] = (FoundLandmark) { fixture->geometry->landmarks[i].id, { 100 + 50 * i, 100 + 50 * i }, TRUE };
  reading = draw_and_register (fixture, &options, &truth);
  g_assert_cmpint (reading->status, ==, READING_REFUSED);
  g_assert_nonnull (reading->reason);
}

static void
test_a_map_is_fitted_through_pairs_of_points (Fixture *fixture, gconstpointer data)
{
  const PatchMap known = { .centre = { 9.465, 6.83 }, .half_size = 9.465,
                           .bend = { { 0.02, -0.01, 0.03, 0.01, 0, 0.01, -0.02 }, { -0.01, 0.02, 0.01, 0, 0.01, -0.01, 0.02 } },
                           .h = { 300, -40, 400, 50, 310, 380, 0.08, -0.05, 1 } };
  Point2 on_template[64], on_photo[64];
  PatchMap map;

  for (guint i = 0; i < 64; i++)
    {
      on_template[i] = (Point2) { 18.9 * (i % 8) / 7, 13.7 * (i / 8) / 7 };
      on_photo[i] = patch_map_to_photo (&known, on_template[i]);
    }
  g_assert_true (patch_map_fit (fixture->geometry, on_template, on_photo, NULL, 64, TRUE, &map));
  for (guint i = 0; i < 64; i++)
    g_assert_cmpfloat (point2_distance (patch_map_to_photo (&map, on_template[i]), on_photo[i]), <, 0.02);
  g_assert_false (patch_map_fit (fixture->geometry, on_template, on_photo, NULL, 8, FALSE, &map)); /* one row: a line */
  g_assert_false (patch_map_fit (fixture->geometry, on_template, on_photo, NULL, 3, FALSE, &map));
}

/* A hexagon with rounded corners. */
static void
test_rounded_corners_are_where_the_straight_sides_would_meet (Fixture *fixture, gconstpointer data)
{
  static const Point2 corners[6] = { { 0, 0 }, { 40, -8 }, { 60, 10 }, { 62, 70 }, { 30, 74 }, { -4, 50 } };
  Point2 rounded[18], found[6];

  for (guint i = 0; i < 6; i++)
    {
      Point2 before = corners[(i + 5) % 6], at = corners[i], after = corners[(i + 1) % 6];

      rounded[3 * i] = (Point2) { at.x + 0.1 * (before.x - at.x), at.y + 0.1 * (before.y - at.y) };
      rounded[3 * i + 1] = (Point2) { at.x + 0.03 * (before.x + after.x - 2 * at.x), at.y + 0.03 * (before.y + after.y - 2 * at.y) };
      rounded[3 * i + 2] = (Point2) { at.x + 0.1 * (after.x - at.x), at.y + 0.1 * (after.y - at.y) };
    }
  g_assert_true (polygon_of_corners (rounded, 18, 6, found));
  for (guint i = 0; i < 6; i++)
    {
      double nearest = INFINITY;

      for (guint k = 0; k < 6; k++)
        nearest = MIN (nearest, point2_distance (corners[i], found[k]));
      g_assert_cmpfloat (nearest, <, 1e-6);
    }
  g_assert_false (polygon_of_corners (corners, 5, 6, found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/register/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("a-patch-is-found-at-any-rotation", test_a_patch_is_found_at_any_rotation);
  ADD ("a-tilted-patch-on-a-bent-arm-is-followed", test_a_tilted_patch_on_a_bent_arm_is_followed);
  ADD ("light-and-tint-do-not-move-it", test_light_and_tint_do_not_move_it);
  ADD ("what-cannot-be-read-is-refused-with-a-reason", test_what_cannot_be_read_is_refused_with_a_reason);
  ADD ("a-mirror-image-is-called-one", test_a_mirror_image_is_called_one);
  ADD ("a-half-hidden-patch-is-not-read", test_a_half_hidden_patch_is_not_read);
  ADD ("four-placed-points-are-enough-and-stay-where-they-were-placed", test_four_placed_points_are_enough_and_stay_where_they_were_placed);
  ADD ("placed-points-on-one-line-are-refused", test_placed_points_on_one_line_are_refused);
  ADD ("a-map-is-fitted-through-pairs-of-points", test_a_map_is_fitted_through_pairs_of_points);
  ADD ("rounded-corners-are-where-the-straight-sides-would-meet", test_rounded_corners_are_where_the_straight_sides_would_meet);
#undef ADD
  return g_test_run ();
}
