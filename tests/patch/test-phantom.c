/* tests/patch/test-phantom.c: a phantom is the same every time, and its pixels are what its truth says */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "data-files.h"
#include "patch/phantom-colour.h"
#include "patch/phantom-pose.h"
#include "patch/phantom.h"
#include "photo/photo.h"

typedef struct {
  PatchTemplate *template;
  PatchCalibration *lot;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->template = load_template ("gx-18-arm.json");
  fixture->lot = load_demo_lot ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  patch_template_free (fixture->template);
  patch_calibration_free (fixture->lot);
}

/* Without blur, noise, texture or relief: what remains is geometry and colour. */
static void
make_plain (PhantomScene *scene)
{
  phantom_scene_init (scene, 7);
  scene->width = 640;
  scene->height = 480;
  scene->px_per_unit = 25.0;
  scene->blur_px = 0.0;
  scene->noise = 0.0;
  scene->look = (PhantomLook) { .white = { 0.85, 0.85, 0.85 }, .box_light = 0.01, .dye_from = 1.0, .dye_to = 1.0 };
}

static void
test_the_same_seed_draws_the_same_photo_bit_for_bit (Fixture *fixture, gconstpointer data)
{
  for (guint64 seed = 1; seed <= 3; seed++)
    {
      PhantomScene scene, other;
      g_auto(PhantomTruth) truth = { 0 };
      g_auto(PhantomTruth) again = { 0 };
      g_auto(PhantomTruth) different = { 0 };
      g_autofree guint8 *first = NULL;
      g_autofree guint8 *second = NULL;
      g_autofree guint8 *third = NULL;
      gsize length = 320 * 240 * 3;

      phantom_scene_random (&scene, PHANTOM_HARD, seed, 320, 240, fixture->lot);
      phantom_scene_random (&other, PHANTOM_HARD, seed + 100, 320, 240, fixture->lot);
      first = phantom_draw (&scene, fixture->template, fixture->lot, &truth);
      second = phantom_draw (&scene, fixture->template, fixture->lot, &again);
      third = phantom_draw (&other, fixture->template, fixture->lot, &different);
      g_assert_cmpmem (first, length, second, length);
      g_assert_cmpfloat (truth.front_px[0], ==, again.front_px[0]);
      g_assert_cmpint (memcmp (first, third, length), !=, 0);
    }
}

static void
test_every_random_scene_is_possible_and_shows_the_whole_patch (Fixture *fixture, gconstpointer data)
{
  for (guint level = 0; level < 3; level++)
    for (guint64 seed = 0; seed < 300; seed++)
      {
        PhantomScene scene;
        PhantomPose pose;
        g_autoptr(GError) error = NULL;

        phantom_scene_random (&scene, (PhantomLevel) level, seed, 1600, 1200, fixture->lot);
        g_assert_true (phantom_scene_check (&scene, fixture->template, fixture->lot, &error));
        g_assert_no_error (error);
        phantom_pose_init (&pose, &scene, fixture->template);
        for (guint i = 0; i < fixture->template->outline.n; i++)
          {
            Point2 p = phantom_pose_to_photo (&pose, fixture->template->outline.points[i]);

            g_assert_cmpfloat (p.x, >, 0);
            g_assert_cmpfloat (p.x, <, 1600);
            g_assert_cmpfloat (p.y, >, 0);
            g_assert_cmpfloat (p.y, <, 1200);
          }
      }
}

static void
test_the_camera_sees_what_the_sheet_shows (Fixture *fixture, gconstpointer data)
{
  for (guint64 seed = 0; seed < 40; seed++)
    {
      PhantomScene scene;
      PhantomPose pose;

      phantom_scene_random (&scene, PHANTOM_HARD, seed, 1600, 1200, fixture->lot);
      phantom_pose_init (&pose, &scene, fixture->template);
      for (guint i = 0; i < fixture->template->n_landmarks; i++)
        {
          Point2 at = fixture->template->landmarks[i].at, seen = phantom_pose_to_photo (&pose, at), back;
          double facing;

          g_assert_true (phantom_pose_to_sheet (&pose, seen.x, seen.y, &back, &facing));
          g_assert_cmpfloat_with_epsilon (back.x, at.x, 1e-7);
          g_assert_cmpfloat_with_epsilon (back.y, at.y, 1e-7);
          g_assert_cmpfloat (facing, >, 0.1);
        }
    }
}

/* Light of the photo at a place of the template, relative to the base's. */
static void
relative_light (const Photo *photo, const PhantomPose *pose, Point2 at, double light[3])
{
  Point2 p = phantom_pose_to_photo (pose, at), white = phantom_pose_to_photo (pose, (Point2) { 13.6, 8.0 });
  float here[3], base[3];

  photo_sample (photo, p.x, p.y, here);
  photo_sample (photo, white.x, white.y, base);
  for (int c = 0; c < 3; c++)
    light[c] = here[c] / base[c];
}

static void
test_the_dye_ends_where_the_truth_says (Fixture *fixture, gconstpointer data)
{
  const PatchChannel *channel = &fixture->template->volume;

  for (double fill = 0.03; fill < 0.95; fill += 0.097)
    {
      PhantomScene scene;
      PhantomPose pose;
      g_auto(PhantomTruth) truth = { 0 };
      g_autofree guint8 *rgb = NULL;
      g_autoptr(Photo) photo = NULL;
      double behind[3], ahead[3];
      Point2 front;

      make_plain (&scene);
      scene.fill = fill;
      scene.tilt_deg = 20;
      scene.bend_radius_mm = 50;
      rgb = phantom_draw (&scene, fixture->template, fixture->lot, &truth);
      photo = photo_new_from_srgb (scene.width, scene.height, rgb);
      phantom_pose_init (&pose, &scene, fixture->template);
      relative_light (photo, &pose, polyline_at (channel->centreline.points, channel->centreline.n, fill * channel->length - 0.1, NULL), behind);
      relative_light (photo, &pose, polyline_at (channel->centreline.points, channel->centreline.n, fill * channel->length + 0.1, NULL), ahead);
      g_test_message ("fill %.3f: blue behind the front %.3f, ahead of it %.3f", fill, behind[2], ahead[2]);
      g_assert_cmpfloat (behind[2], <, 0.35);
      g_assert_cmpfloat (ahead[2], >, 0.7);
      front = phantom_pose_to_photo (&pose, polyline_at (channel->centreline.points, channel->centreline.n, fill * channel->length, NULL));
      g_assert_cmpfloat_with_epsilon (truth.front_px[0], front.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (truth.front_px[1], front.y, 1e-6);
    }
}

static void
test_a_gap_is_dry_and_the_front_stays_where_it_is (Fixture *fixture, gconstpointer data)
{
  const PatchChannel *channel = &fixture->template->volume;
  PhantomScene scene;
  PhantomPose pose;
  g_auto(PhantomTruth) truth = { 0 };
  g_autofree guint8 *rgb = NULL;
  g_autoptr(Photo) photo = NULL;
  double dry[3], wet[3];

  make_plain (&scene);
  scene.fill = 0.5;
  scene.gaps[0] = (PhantomGap) { 0.1, 0.2 };
  scene.n_gaps = 1;
  rgb = phantom_draw (&scene, fixture->template, fixture->lot, &truth);
  photo = photo_new_from_srgb (scene.width, scene.height, rgb);
  phantom_pose_init (&pose, &scene, fixture->template);
  relative_light (photo, &pose, polyline_at (channel->centreline.points, channel->centreline.n, 0.15 * channel->length, NULL), dry);
  relative_light (photo, &pose, polyline_at (channel->centreline.points, channel->centreline.n, 0.25 * channel->length, NULL), wet);
  g_assert_cmpfloat (wet[2], <, 0.2);
  g_assert_cmpfloat (dry[2], >, wet[2] + 0.1);
  g_assert_cmpfloat (truth.fill, ==, 0.5);
}

static void
test_the_chloride_channel_has_the_colour_of_the_curve (Fixture *fixture, gconstpointer data)
{
  for (double mmol = 10; mmol <= 110; mmol += 25)
    {
      PhantomScene scene;
      PhantomPose pose;
      g_auto(PhantomTruth) truth = { 0 };
      g_autofree guint8 *rgb = NULL;
      g_autoptr(Photo) photo = NULL;
      double light[3], lab[3];

      make_plain (&scene);
      scene.chloride_mmol_l = mmol;
      scene.kelvin = 3200;
      scene.ev = -0.5;
      rgb = phantom_draw (&scene, fixture->template, fixture->lot, &truth);
      photo = photo_new_from_srgb (scene.width, scene.height, rgb);
      phantom_pose_init (&pose, &scene, fixture->template);
      relative_light (photo, &pose, (Point2) { 13.8, 3.023 }, light);
      phantom_linear_to_lab (light, lab);
      for (int c = 0; c < 3; c++)
        g_assert_cmpfloat_with_epsilon (lab[c], truth.lab[c], 1.2); /* eight bits of a dim blue */
      g_assert_cmpfloat (truth.chloride_mmol_l, ==, mmol);
    }
}

static void
test_lab_and_linear_light_agree_both_ways (Fixture *fixture, gconstpointer data)
{
  for (double r = 0.05; r <= 1.0; r += 0.19)
    for (double b = 0.05; b <= 1.0; b += 0.19)
      {
        const double light[3] = { r, 0.4, b };
        double lab[3], back[3];

        phantom_linear_to_lab (light, lab);
        phantom_lab_to_linear (lab, back);
        for (int c = 0; c < 3; c++)
          g_assert_cmpfloat_with_epsilon (back[c], light[c], 1e-6);
      }
}

static void
test_a_scene_that_contradicts_itself_is_refused (Fixture *fixture, gconstpointer data)
{
  for (guint which = 0; which < 5; which++)
    {
      PhantomScene scene;
      g_autoptr(GError) error = NULL;

      make_plain (&scene);
      if (which == 0)
        scene.fill = 1.2;
      else if (which == 1)
        {
          scene.gaps[0] = (PhantomGap) { 0.3, 0.6 };
          scene.n_gaps = 1;
        }
      else if (which == 2)
        scene.bend_radius_mm = 5;
      else if (which == 3)
        scene.tilt_deg = 80;
      else
        scene.chloride_mmol_l = 500;
      g_assert_false (phantom_scene_check (&scene, fixture->template, fixture->lot, &error));
      g_assert_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE);
    }
}

static void
test_files_hold_what_was_drawn (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-phantom-XXXXXX", NULL);
  g_autofree char *png = g_build_filename (folder, "a.png", NULL);
  g_autofree char *jpeg = g_build_filename (folder, "a.JPG", NULL);
  g_autofree char *other = g_build_filename (folder, "a.bmp", NULL);
  PhantomScene scene;
  g_auto(PhantomTruth) truth = { 0 };
  g_autofree guint8 *rgb = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(Photo) lossless = NULL;
  g_autoptr(Photo) lossy = NULL;

  make_plain (&scene);
  rgb = phantom_draw (&scene, fixture->template, fixture->lot, &truth);
  g_assert_true (phantom_save (png, scene.width, scene.height, rgb, 90, &error));
  g_assert_true (phantom_save (jpeg, scene.width, scene.height, rgb, 90, &error));
  lossless = photo_load (png, NULL, &error);
  g_assert_no_error (error);
  lossy = photo_load (jpeg, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lossy->width, ==, scene.width);
  for (guint y = 0; y < scene.height; y++)
    for (guint x = 0; x < scene.width; x++)
      g_assert_cmpmem (photo_address (lossless, x, y), 3, rgb + 3 * (y * scene.width + x), 3);
  g_assert_false (phantom_save (other, scene.width, scene.height, rgb, 90, &error));
  g_assert_error (error, PATCH_ERROR, PATCH_ERROR_UNREADABLE);
  g_remove (png);
  g_remove (jpeg);
  g_rmdir (folder);
}

static void
test_the_page_to_print_is_the_same_every_time (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-phantom-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "page.pdf", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize first_length, second_length;
  PhantomScene scene;

  make_plain (&scene);
  scene.gaps[0] = (PhantomGap) { 0.1, 0.2 };
  scene.n_gaps = 1;
  g_assert_true (phantom_print (path, &scene, fixture->template, fixture->lot, NULL));
  g_assert_true (g_file_get_contents (path, &first, &first_length, NULL));
  g_assert_true (phantom_print (path, &scene, fixture->template, fixture->lot, NULL));
  g_assert_true (g_file_get_contents (path, &second, &second_length, NULL));
  g_assert_cmpmem (first, first_length, second, second_length);
  g_assert_true (g_str_has_prefix (first, "%PDF"));
  g_remove (path);
  g_rmdir (folder);
}

#define ADD(name, function) g_test_add ("/patch/phantom/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-same-seed-draws-the-same-photo-bit-for-bit", test_the_same_seed_draws_the_same_photo_bit_for_bit);
  ADD ("every-random-scene-is-possible-and-shows-the-whole-patch", test_every_random_scene_is_possible_and_shows_the_whole_patch);
  ADD ("the-camera-sees-what-the-sheet-shows", test_the_camera_sees_what_the_sheet_shows);
  ADD ("the-dye-ends-where-the-truth-says", test_the_dye_ends_where_the_truth_says);
  ADD ("a-gap-is-dry-and-the-front-stays-where-it-is", test_a_gap_is_dry_and_the_front_stays_where_it_is);
  ADD ("the-chloride-channel-has-the-colour-of-the-curve", test_the_chloride_channel_has_the_colour_of_the_curve);
  ADD ("lab-and-linear-light-agree-both-ways", test_lab_and_linear_light_agree_both_ways);
  ADD ("a-scene-that-contradicts-itself-is-refused", test_a_scene_that_contradicts_itself_is_refused);
  ADD ("files-hold-what-was-drawn", test_files_hold_what_was_drawn);
  ADD ("the-page-to-print-is-the-same-every-time", test_the_page_to_print_is_the_same_every_time);
  return g_test_run ();
}
