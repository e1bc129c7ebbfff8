/* tests/fuzz/target-calibration.c: any text → a calibration that survives being written and read again, or an error */
#include "patch/calibration.h"
#include "target.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(PatchCalibration) first = patch_calibration_parse ("fuzzed", (const char *) data, (gssize) size, NULL);

  if (first)
    {
      g_autofree char *json = patch_calibration_to_json (first), *again = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(PatchCalibration) second = patch_calibration_parse ("written", json, -1, &error);

      g_assert_no_error (error);
      again = patch_calibration_to_json (second);
      g_assert_cmpstr (json, ==, again);
    }
  return 0;
}
