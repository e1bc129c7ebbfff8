/* tests/patch/test-calibration.c: what a lot's file must be, and what is said when it is not */
#include <math.h>
#include <string.h>

#include "patch/calibration.h"

static const char valid[] =
  "{\"format\": \"saltline-calibration/1\", \"id\": \"lot-7\", \"version\": \"2\", \"template\": \"gx-18-arm\", \"lot\": \"7\","
  " \"date\": \"2026-01-02\", \"source\": \"a test\", \"collection_area_cm2\": 1.5,"
  " \"volume\": {\"points\": [[0, 0], [0.5, 60], [1, 130]], \"sd_ul\": 1.2},"
  " \"chloride\": {\"points\": [[10, [90, 8, -6]], [60, [70, 25, -20]], [110, [60, 33, -26]]], \"sd_mmol_l\": 2},"
  " \"sodium\": {\"slope\": 1.02, \"intercept\": 4, \"sd_mmol_l\": 3}}";

static char *
with (const char *text, const char *from, const char *to)
{
  const char *place = strstr (text, from);

  g_assert_nonnull (place);
  return g_strdup_printf ("%.*s%s%s", (int) (place - text), text, to, place + strlen (from));
}

static void
test_every_value_is_read (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchCalibration) lot = patch_calibration_parse ("lot.json", valid, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (lot->template_id, ==, "gx-18-arm");
  g_assert_cmpfloat (lot->collection_area_cm2, ==, 1.5);
  g_assert_cmpuint (lot->n_volume, ==, 3);
  g_assert_cmpfloat (lot->volume[1].volume_ul, ==, 60.0);
  g_assert_cmpuint (lot->n_chloride, ==, 3);
  g_assert_cmpfloat (lot->chloride[2].lab[2], ==, -26.0);
  g_assert_true (lot->has_sodium);
  g_assert_cmpfloat (lot->sodium_slope, ==, 1.02);
}

static void
test_null_means_not_known (void)
{
  g_autofree char *no_area = with (valid, "1.5,", "null,");
  g_autofree char *no_volume = with (no_area, "{\"points\": [[0, 0], [0.5, 60], [1, 130]], \"sd_ul\": 1.2}", "null");
  g_autofree char *no_sodium = with (no_volume, "{\"slope\": 1.02, \"intercept\": 4, \"sd_mmol_l\": 3}", "null");
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchCalibration) lot = patch_calibration_parse ("lot.json", no_sodium, -1, &error);

  g_assert_no_error (error);
  g_assert_true (isnan (lot->collection_area_cm2));
  g_assert_cmpuint (lot->n_volume, ==, 0);
  g_assert_false (lot->has_sodium);
  g_assert_cmpuint (lot->n_chloride, ==, 3);
}

static void
test_faults_are_named_with_their_key (void)
{
  static const struct {
    const char *from, *to, *key;
    PatchError code;
  } faults[] = {
    { "calibration/1", "calibration/9", "format", PATCH_ERROR_MALFORMED },
    { "\"lot\": \"7\"", "\"lot\": 7", "lot", PATCH_ERROR_MALFORMED },
    { " \"date\"", " \"day\"", "date", PATCH_ERROR_MALFORMED },
    { "1.5,", "0,", "collection_area_cm2", PATCH_ERROR_IMPOSSIBLE },
    { "1.5,", "true,", "collection_area_cm2", PATCH_ERROR_MALFORMED },
    { "[0.5, 60]", "[0.5, 140]", "volume.points[2]", PATCH_ERROR_IMPOSSIBLE },
    { "[0.5, 60]", "[0, 60]", "volume.points[1]", PATCH_ERROR_IMPOSSIBLE },
    { "[1, 130]", "[1.2, 130]", "volume.points[2]", PATCH_ERROR_IMPOSSIBLE },
    { "[0, 0], [0.5, 60], [1, 130]", "[0, 0]", "volume.points", PATCH_ERROR_IMPOSSIBLE },
    { "\"sd_ul\": 1.2", "\"sd_ul\": -1.2", "volume.sd_ul", PATCH_ERROR_IMPOSSIBLE },
    { "[60, [70", "[10, [70", "chloride.points[1]", PATCH_ERROR_IMPOSSIBLE },
    { "[60, [70, 25, -20]]", "[60, [90, 8, -6]]", "chloride.points[1]", PATCH_ERROR_IMPOSSIBLE },
    { "[60, [70, 25, -20]]", "[60, [70, 25]]", "chloride.points[1]", PATCH_ERROR_MALFORMED },
    { "[60, [70, 25, -20]]", "[60, 70, 25, -20]", "chloride.points[1]", PATCH_ERROR_MALFORMED },
    { "[60, [70, 25, -20]]", "[1e400, [70, 25, -20]]", "chloride.points[1]", PATCH_ERROR_IMPOSSIBLE },
    { "\"slope\": 1.02", "\"slope\": -1", "sodium.slope", PATCH_ERROR_IMPOSSIBLE },
    { "{\"slope\": 1.02, \"intercept\": 4, \"sd_mmol_l\": 3}", "[]", "sodium", PATCH_ERROR_MALFORMED },
    { ", \"intercept\": 4", "", "sodium.intercept", PATCH_ERROR_MALFORMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *changed = with (valid, faults[i].from, faults[i].to);
      g_autofree char *named = g_strconcat (faults[i].key, "”", NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(PatchCalibration) lot = patch_calibration_parse ("bad.json", changed, -1, &error);

      g_assert_null (lot);
      g_assert_error (error, PATCH_ERROR, (int) faults[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, named));
    }
}

static void
test_writing_and_reading_changes_nothing (void)
{
  g_autoptr(PatchCalibration) first = patch_calibration_parse ("lot.json", valid, -1, NULL);
  g_autofree char *once = patch_calibration_to_json (first);
  g_autoptr(PatchCalibration) second = patch_calibration_parse ("again.json", once, -1, NULL);
  g_autofree char *twice = NULL;

  g_assert_nonnull (second);
  twice = patch_calibration_to_json (second);
  g_assert_cmpstr (once, ==, twice);
}

static void
test_the_installed_lot_is_read_and_says_that_it_is_synthetic (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_DATA"), "calibrations", "demo-lot.json", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchCalibration) lot = patch_calibration_load (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (lot->source, "synthetic"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patch/calibration/every-value-is-read", test_every_value_is_read);
  g_test_add_func ("/patch/calibration/null-means-not-known", test_null_means_not_known);
  g_test_add_func ("/patch/calibration/faults-are-named-with-their-key", test_faults_are_named_with_their_key);
  g_test_add_func ("/patch/calibration/writing-and-reading-changes-nothing", test_writing_and_reading_changes_nothing);
  g_test_add_func ("/patch/calibration/the-installed-lot-is-read-and-says-that-it-is-synthetic",
                   test_the_installed_lot_is_read_and_says_that_it_is_synthetic);
  return g_test_run ();
}
