/* tests/patch/test-combine.c: several photos of one patch, against sums done by hand */
#include <math.h>

#include "data-files.h"
#include "patch/bend-points.h"
#include "patch/combine.h"
#include "patch/concentration.h"

typedef struct {
  PatchTemplate *geometry;
  PatchCalibration *lot;
} Documents;

static void
open_documents (Documents *documents)
{
  documents->geometry = load_template ("gx-18-arm.json");
  documents->lot = load_demo_lot ();
}

static void
close_documents (Documents *documents)
{
  patch_template_free (documents->geometry);
  patch_calibration_free (documents->lot);
}

static PatchReading
said (const Documents *documents, double fill, double fill_sd, double chloride, double chloride_sd)
{
  return (PatchReading) { .status = READING_OK, .geometry = documents->geometry, .calibration = documents->lot, .volume_read = TRUE,
                          .fill_fraction = fill, .fill_sd = fill_sd, .chloride_read = TRUE, .chloride_mmol_l = chloride,
                          .chloride_sd_mmol_l = chloride_sd };
}

static void
test_the_interval_shrinks_but_what_the_photos_share_does_not (void)
{
  Documents documents;
  PatchReading one, other;
  const PatchReading *both[2] = { &one, &other };
  CombinedReading combined;
  double shared, own_1, own_2, lot, volume, volume_sd;

  open_documents (&documents);
  shared = reading_shared_fill_sd (documents.geometry);
  lot = documents.lot->chloride_sd_mmol_l;
  one = said (&documents, 0.400, hypot (shared, 0.004), 50.0, hypot (lot, 3.0));
  other = said (&documents, 0.406, hypot (shared, 0.008), 44.0, hypot (lot, 6.0));
  patch_combine (both, 2, 45.0, &combined);
  own_1 = 0.004 * 0.004;
  own_2 = 0.008 * 0.008;
  g_assert_cmpfloat_with_epsilon (combined.fill.value, (0.400 / own_1 + 0.406 / own_2) / (1 / own_1 + 1 / own_2), 1e-12);
  g_assert_cmpfloat_with_epsilon (combined.fill.sd, hypot (shared, sqrt (1 / (1 / own_1 + 1 / own_2))), 1e-12);
  g_assert_cmpfloat (combined.fill.sd, <, one.fill_sd);
  g_assert_cmpfloat (combined.fill.sd, >, shared);
  g_assert_false (combined.fill.contradicts);
  g_assert_cmpfloat_with_epsilon (combined.chloride.value, 50.0 * 0.8 + 44.0 * 0.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (combined.chloride.sd, hypot (lot, sqrt (7.2)), 1e-9);
  /* Volume has the lot's own residual once, as one photo has. */
  volume_from_fraction (documents.lot, combined.fill.value, combined.fill.sd, &volume, &volume_sd);
  g_assert_cmpfloat (combined.volume_ul, ==, volume);
  g_assert_cmpfloat (combined.volume_sd_ul, ==, volume_sd);
  g_assert_cmpfloat (volume_sd, >, documents.lot->volume_sd_ul);
  g_assert_cmpfloat_with_epsilon (combined.local_rate_mg_cm2_min, volume / (documents.lot->collection_area_cm2 * 45), 1e-12);
  close_documents (&documents);
}

static void
test_photos_that_contradict_each_other_are_named_and_the_interval_is_wide (void)
{
  Documents documents;
  PatchReading readings[3];
  const PatchReading *all[3] = { &readings[0], &readings[1], &readings[2] };
  CombinedReading combined;

  open_documents (&documents);
  readings[0] = said (&documents, 0.40, 0.005, 50.0, 6.0);
  readings[1] = said (&documents, 0.41, 0.005, 51.0, 6.0);
  readings[2] = said (&documents, 0.60, 0.005, 52.0, 6.0);
  patch_combine (all, 3, NAN, &combined);
  g_assert_true (combined.fill.contradicts);
  g_assert_cmpuint (combined.fill.farthest, ==, 2);
  g_assert_cmpfloat (combined.fill.p, <, 1e-6);
  g_assert_cmpfloat (combined.fill.sd, >, 0.05);
  g_assert_false (combined.chloride.contradicts);
  g_assert_true (isnan (combined.local_rate_mg_cm2_min));
  close_documents (&documents);
}

static void
test_what_one_photo_does_not_give_comes_from_the_others (void)
{
  Documents documents;
  PatchReading one, refused = { .status = READING_REFUSED }, other;
  const PatchReading *all[3] = { &one, &refused, &other };
  CombinedReading combined;

  open_documents (&documents);
  one = said (&documents, 0.4, 0.01, NAN, NAN);
  one.chloride_read = FALSE;
  one.status = READING_PARTIAL;
  other = said (&documents, 0.4, 0.01, 40.0, 5.0);
  patch_combine (all, 3, NAN, &combined);
  g_assert_cmpuint (combined.fill.n, ==, 2);
  g_assert_cmpuint (combined.chloride.n, ==, 1);
  g_assert_cmpfloat_with_epsilon (combined.chloride.sd, 5.0, 1e-9);
  /* Different calibrations: the fraction is still one, what needs a lot is not known. */
  other.calibration = NULL;
  patch_combine (all, 3, NAN, &combined);
  g_assert_cmpuint (combined.fill.n, ==, 2);
  g_assert_true (isnan (combined.volume_ul) && isnan (combined.chloride.value));
  close_documents (&documents);
}

static void
test_bend_points_lie_apart_from_landmarks_and_have_names (void)
{
  Documents documents;
  BendPoint points[BEND_POINTS];
  Point2 at;
  guint n;

  open_documents (&documents);
  n = patch_bend_points (documents.geometry, points);
  g_assert_cmpuint (n, >=, 3);
  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < documents.geometry->n_landmarks; k++)
        g_assert_cmpfloat (point2_distance (points[i].at, documents.geometry->landmarks[k].at), >, 1.0);
      g_assert_true (patch_placeable (documents.geometry, points[i].id, &at));
      g_assert_cmpfloat (point2_distance (points[i].at, at), ==, 0.0);
    }
  g_assert_true (patch_placeable (documents.geometry, "box-3", &at));
  g_assert_false (patch_placeable (documents.geometry, "bend-9", &at));
  close_documents (&documents);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patch/combine/the-interval-shrinks", test_the_interval_shrinks_but_what_the_photos_share_does_not);
  g_test_add_func ("/patch/combine/contradictions", test_photos_that_contradict_each_other_are_named_and_the_interval_is_wide);
  g_test_add_func ("/patch/combine/what-one-does-not-give", test_what_one_photo_does_not_give_comes_from_the_others);
  g_test_add_func ("/patch/bend-points", test_bend_points_lie_apart_from_landmarks_and_have_names);
  return g_test_run ();
}
