/* tests/patch/test-measure.c: both channels of drawn patches with known truth, and of the real photos */
#include <math.h>

#include "data-files.h"
#include "patch/colour.h"
#include "patch/concentration.h"
#include "patch/phantom.h"
#include "patch/reading.h"

typedef struct {
  PatchTemplate *geometry;
  PatchCalibration *lot;
  PhantomScene scene;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->geometry = load_template ("gx-18-arm.json");
  self->lot = load_demo_lot ();
  phantom_scene_init (&self->scene, 11);
  self->scene.width = 640;
  self->scene.height = 480;
  self->scene.px_per_unit = 28;
  self->scene.rotate_deg = 17;
  self->scene.tilt_deg = 0;
  self->scene.bend_radius_mm = INFINITY;
  self->scene.fill = 0.437;
  self->scene.chloride_mmol_l = 52;
  self->scene.chloride_fill = 1;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  patch_template_free (self->geometry);
  patch_calibration_free (self->lot);
}

/* A flat patch seen from straight above lies under the photo by a similarity; three landmarks far apart give it. */
static void
lay_map (const Fixture *self, const PhantomTruth *truth, PatchMap *map)
{
  const guint a = 5, b = 13, c = 1; /* turn-1, turn-35, box-3 */
  const TemplateLandmark *marks = self->geometry->landmarks;
  Point2 low = self->geometry->outline.points[0], high = low, u[3], p[3] = { truth->landmarks_px[a], truth->landmarks_px[b], truth->landmarks_px[c] };
  const Point2 at[3] = { marks[a].at, marks[b].at, marks[c].at };
  double determinant;

  *map = (PatchMap) { 0 };
  for (guint i = 0; i < self->geometry->outline.n; i++)
    {
      Point2 q = self->geometry->outline.points[i];

      low = (Point2) { MIN (low.x, q.x), MIN (low.y, q.y) };
      high = (Point2) { MAX (high.x, q.x), MAX (high.y, q.y) };
    }
  map->centre = (Point2) { (low.x + high.x) / 2, (low.y + high.y) / 2 };
  map->half_size = MAX (high.x - low.x, high.y - low.y) / 2;
  for (int i = 0; i < 3; i++)
    u[i] = (Point2) { (at[i].x - map->centre.x) / map->half_size, (at[i].y - map->centre.y) / map->half_size };
  determinant = (u[1].x - u[0].x) * (u[2].y - u[0].y) - (u[2].x - u[0].x) * (u[1].y - u[0].y);
  map->h[0] = ((p[1].x - p[0].x) * (u[2].y - u[0].y) - (p[2].x - p[0].x) * (u[1].y - u[0].y)) / determinant;
  map->h[1] = ((p[2].x - p[0].x) * (u[1].x - u[0].x) - (p[1].x - p[0].x) * (u[2].x - u[0].x)) / determinant;
  map->h[3] = ((p[1].y - p[0].y) * (u[2].y - u[0].y) - (p[2].y - p[0].y) * (u[1].y - u[0].y)) / determinant;
  map->h[4] = ((p[2].y - p[0].y) * (u[1].x - u[0].x) - (p[1].y - p[0].y) * (u[2].x - u[0].x)) / determinant;
  map->h[2] = p[0].x - map->h[0] * u[0].x - map->h[1] * u[0].y;
  map->h[5] = p[0].y - map->h[3] * u[0].x - map->h[4] * u[0].y;
  map->h[8] = 1;
}

static PatchReading *
measure (const Fixture *self, const ReadingOptions *options)
{
  g_auto(PhantomTruth) truth = { 0 };
  g_autofree guint8 *rgb = NULL;
  g_autoptr(Photo) photo = NULL;
  g_autoptr(GError) error = NULL;
  PatchReading *reading = patch_reading_new ();

  phantom_scene_check (&self->scene, self->geometry, self->lot, &error);
  g_assert_no_error (error);
  rgb = phantom_draw (&self->scene, self->geometry, self->lot, &truth);
  photo = photo_new_from_srgb (self->scene.width, self->scene.height, rgb);
  reading->registered = TRUE;
  reading->geometry = self->geometry;
  reading->calibration = self->lot;
  reading->rms_unit = 0.02;
  lay_map (self, &truth, &reading->map);
  patch_measure (photo, options, reading);
  return reading;
}

static void
assert_reads_truth (const Fixture *self, const PatchReading *reading)
{
  g_assert_cmpstr (reading->reason, ==, NULL);
  g_assert_cmpint (reading->status, ==, READING_OK);
  g_assert_cmpfloat_with_epsilon (reading->fill_fraction, self->scene.fill, 0.002);
  g_assert_cmpfloat (fabs (reading->fill_fraction - self->scene.fill), <, 3 * reading->fill_sd);
  g_assert_cmpfloat_with_epsilon (reading->chloride_mmol_l, self->scene.chloride_mmol_l, 4);
  g_assert_cmpfloat (fabs (reading->chloride_mmol_l - self->scene.chloride_mmol_l), <, 3 * reading->chloride_sd_mmol_l);
}

static void
test_a_plain_patch_is_read_in_both_channels (Fixture *self, gconstpointer data)
{
  const ReadingOptions worn = { .worn_min = 40 };
  g_autoptr(PatchReading) reading = measure (self, &worn);

  assert_reads_truth (self, reading);
  g_assert_cmpint (reading->flags & (READING_FLAG_GAP | READING_FLAG_OVERFLOW | READING_FLAG_CHLORIDE_PARTIAL), ==, 0);
  g_assert_cmpfloat_with_epsilon (reading->local_rate_mg_cm2_min, reading->volume_ul / (40 * self->lot->collection_area_cm2), 1e-9);
  g_assert_cmpfloat_with_epsilon (reading->sodium_mmol_l,
                                  self->lot->sodium_slope * reading->chloride_mmol_l + self->lot->sodium_intercept_mmol_l, 1e-9);
}

static void
test_without_minutes_there_is_no_rate_and_without_a_lot_no_microlitre (Fixture *self, gconstpointer data)
{
  g_autoptr(PatchReading) reading = measure (self, NULL);

  g_assert_true (isnan (reading->local_rate_mg_cm2_min));
  g_assert_false (isnan (reading->volume_ul));
  g_clear_pointer (&self->lot->volume, g_free);
  self->lot->n_volume = 0;
  g_clear_pointer (&reading, patch_reading_free);
  reading = measure (self, NULL);
  g_assert_true (reading->volume_read);
  g_assert_true (isnan (reading->volume_ul));
}

static void
test_light_of_another_colour_or_strength_moves_nothing (Fixture *self, gconstpointer data)
{
  static const struct {
    double kelvin, tint, ev;
  } lights[] = { { 2700, 0, -1.2 }, { 8000, 0, 0.3 }, { 6500, 0.15, 0 }, { 6500, -0.15, -1.5 } };
  g_autoptr(PatchReading) plain = measure (self, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lights); i++)
    {
      g_autoptr(PatchReading) other = NULL;

      self->scene.kelvin = lights[i].kelvin;
      self->scene.tint = lights[i].tint;
      self->scene.ev = lights[i].ev;
      other = measure (self, NULL);
      g_assert_true (other->volume_read && other->chloride_read);
      g_assert_cmpfloat_with_epsilon (other->fill_fraction, plain->fill_fraction, 0.002);
      g_assert_cmpfloat (colour_difference_2000 (other->lab, plain->lab), <, 3);
    }
}

static void
test_gaps_behind_the_front_are_flagged_and_do_not_move_it (Fixture *self, gconstpointer data)
{
  g_autoptr(PatchReading) reading = NULL;

  self->scene.gaps[0] = (PhantomGap) { 0.05, 0.12 };
  self->scene.gaps[1] = (PhantomGap) { 0.36, 0.40 };
  self->scene.n_gaps = 2;
  reading = measure (self, NULL);
  assert_reads_truth (self, reading);
  g_assert_true (reading->flags & READING_FLAG_GAP);
}

static void
test_a_full_channel_overflows_and_an_empty_one_is_zero (Fixture *self, gconstpointer data)
{
  g_autoptr(PatchReading) full = NULL;
  g_autoptr(PatchReading) empty = NULL;

  self->scene.fill = 1;
  full = measure (self, NULL);
  g_assert_true (full->overflow);
  g_assert_true (full->flags & READING_FLAG_OVERFLOW);
  g_assert_cmpfloat (full->fill_fraction, ==, 1);
  self->scene.fill = 0;
  empty = measure (self, NULL);
  g_assert_true (empty->volume_read);
  g_assert_cmpfloat (empty->fill_fraction, ==, 0);
  g_assert_cmpfloat (empty->fill_sd, >, 0);
}

static void
test_glare_on_the_front_is_never_a_wrong_ok (Fixture *self, gconstpointer data)
{
  g_autoptr(PatchReading) reading = NULL;

  self->scene.glare = 1;
  self->scene.glare_on_front = TRUE;
  reading = measure (self, NULL);
  g_assert_true (reading->flags & READING_FLAG_GLARE);
  if (reading->volume_read)
    g_assert_cmpfloat (fabs (reading->fill_fraction - self->scene.fill), <, MAX (0.005, 3 * reading->fill_sd));
  else
    g_assert_nonnull (reading->reason);
}

static void
test_glare_that_hides_the_front_or_everything_is_refused (Fixture *self, gconstpointer data)
{
  g_autoptr(PatchReading) over_front = NULL;
  g_autoptr(PatchReading) all_over = NULL;

  self->scene.glare = 1;
  self->scene.glare_width = 0.9;
  all_over = measure (self, NULL);
  g_assert_cmpint (all_over->status, ==, READING_REFUSED);
  g_assert_nonnull (all_over->reason);
  self->scene.glare_width = 0.2;
  self->scene.glare_on_front = TRUE;
  over_front = measure (self, NULL);
  g_assert_cmpint (over_front->status, ==, READING_REFUSED);
  g_assert_true (over_front->flags & READING_FLAG_GLARE);
  g_assert_false (over_front->volume_read || over_front->chloride_read);
  g_assert_nonnull (strstr (over_front->reason, "Glare"));
}

static void
test_glare_beside_the_front_takes_nothing_from_the_volume (Fixture *self, gconstpointer data)
{
  g_autoptr(PatchReading) reading = NULL;

  self->scene.glare = 0.6;
  self->scene.glare_width = 0.06;
  self->scene.fill = 0.9;
  reading = measure (self, NULL);
  g_assert_true (reading->volume_read);
  g_assert_cmpfloat_with_epsilon (reading->fill_fraction, 0.9, 0.003);
}

static void
test_a_partly_filled_chloride_channel_is_measured_where_it_is_filled (Fixture *self, gconstpointer data)
{
  g_autoptr(PatchReading) reading = NULL;

  self->scene.chloride_fill = 0.55;
  reading = measure (self, NULL);
  assert_reads_truth (self, reading);
  g_assert_true (reading->flags & READING_FLAG_CHLORIDE_PARTIAL);
}

static void
test_a_region_left_out_over_the_front_needs_a_person (Fixture *self, gconstpointer data)
{
  g_autoptr(PatchReading) seen = measure (self, NULL);
  g_autoptr(PatchReading) hidden = NULL;
  g_autoptr(PatchReading) marked = NULL;
  Point2 f = seen->front;
  Point2 corners[4] = { { f.x - 50, f.y - 50 }, { f.x + 50, f.y - 50 }, { f.x + 50, f.y + 50 }, { f.x - 50, f.y + 50 } };
  const Polygon region = { corners, 4 };
  ReadingOptions options = { .left_out = &region, .n_left_out = 1 };

  hidden = measure (self, &options);
  g_assert_false (hidden->volume_read);
  g_assert_true (isnan (hidden->fill_fraction));
  g_assert_nonnull (hidden->reason);
  options.set_front = TRUE;
  options.front_fraction = 0.44;
  marked = measure (self, &options);
  g_assert_true (marked->volume_read);
  g_assert_cmpfloat (marked->fill_fraction, ==, 0.44);
  g_assert_false (isnan (marked->volume_ul));
}

static void
test_a_colour_off_the_lots_curve_is_refused_with_a_reason (Fixture *self, gconstpointer data)
{
  g_autoptr(PatchReading) right = measure (self, NULL);
  g_autoptr(PatchReading) wrong = NULL;

  g_assert_true (right->chloride_read);
  /* Drawn by one lot, read by another whose colours lie elsewhere. */
  wrong = patch_reading_new ();
  {
    g_auto(PhantomTruth) truth = { 0 };
    g_autofree guint8 *rgb = phantom_draw (&self->scene, self->geometry, self->lot, &truth);
    g_autoptr(Photo) photo = photo_new_from_srgb (self->scene.width, self->scene.height, rgb);

    for (guint i = 0; i < self->lot->n_chloride; i++)
      self->lot->chloride[i].lab[2] += 30;
    wrong->registered = TRUE;
    wrong->geometry = self->geometry;
    wrong->calibration = self->lot;
    wrong->map = right->map;
    wrong->rms_unit = 0.02;
    patch_measure (photo, NULL, wrong);
  }
  g_assert_cmpint (wrong->status, ==, READING_PARTIAL);
  g_assert_true (wrong->flags & READING_FLAG_OFF_CURVE);
  g_assert_true (isnan (wrong->chloride_mmol_l));
  g_assert_nonnull (wrong->reason);
}

static void
test_beyond_the_ends_of_the_curve_there_are_bounds (Fixture *self, gconstpointer data)
{
  const double covariance[9] = { 0.1, 0, 0, 0, 0.1, 0, 0, 0, 0.1 };
  const ChloridePoint *points = self->lot->chloride;
  guint last = self->lot->n_chloride - 1;
  ChlorideEstimate estimate;
  double lab[3];

  for (int k = 0; k < 3; k++)
    lab[k] = points[last].lab[k] + 0.5 * (points[last].lab[k] - points[last - 1].lab[k]);
  chloride_from_lab (self->lot, lab, covariance, &estimate);
  g_assert_cmpint (estimate.bound, ==, CHLORIDE_ABOVE);
  g_assert_cmpfloat (estimate.chloride_mmol_l, ==, points[last].chloride_mmol_l);
  g_assert_cmpfloat (estimate.distance, <, 1e-6);
  for (int k = 0; k < 3; k++)
    lab[k] = points[0].lab[k] - 0.2 * (points[1].lab[k] - points[0].lab[k]);
  chloride_from_lab (self->lot, lab, covariance, &estimate);
  g_assert_cmpint (estimate.bound, ==, CHLORIDE_BELOW);
  for (int k = 0; k < 3; k++)
    lab[k] = 0.25 * points[2].lab[k] + 0.75 * points[3].lab[k];
  chloride_from_lab (self->lot, lab, covariance, &estimate);
  g_assert_cmpint (estimate.bound, ==, CHLORIDE_WITHIN);
  g_assert_cmpfloat_with_epsilon (estimate.chloride_mmol_l,
                                  0.25 * points[2].chloride_mmol_l + 0.75 * points[3].chloride_mmol_l, 1e-6);
}

#define add(name) g_test_add ("/measure/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add (a_plain_patch_is_read_in_both_channels);
  add (without_minutes_there_is_no_rate_and_without_a_lot_no_microlitre);
  add (light_of_another_colour_or_strength_moves_nothing);
  add (gaps_behind_the_front_are_flagged_and_do_not_move_it);
  add (a_full_channel_overflows_and_an_empty_one_is_zero);
  add (glare_on_the_front_is_never_a_wrong_ok);
  add (glare_that_hides_the_front_or_everything_is_refused);
  add (glare_beside_the_front_takes_nothing_from_the_volume);
  add (a_partly_filled_chloride_channel_is_measured_where_it_is_filled);
  add (a_region_left_out_over_the_front_needs_a_person);
  add (a_colour_off_the_lots_curve_is_refused_with_a_reason);
  add (beyond_the_ends_of_the_curve_there_are_bounds);
  return g_test_run ();
}
