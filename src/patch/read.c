/* patch/read.c: one photo, from pixels to numbers */
#include "reading.h"

static const PatchCalibration *
find_calibration (const PatchCalibration *const *calibrations, guint n, const PatchTemplate *geometry)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (calibrations[i]->template_id, geometry->id) == 0)
      return calibrations[i];
  return NULL;
}

PatchReading *
patch_read (const Photo *photo, const PatchTemplate *const *templates, guint n_templates,
            const PatchCalibration *const *calibrations, guint n_calibrations,
            const ReadingOptions *options, GCancellable *cancellable)
{
  g_autoptr(PatchReading) reading = NULL;

  g_return_val_if_fail (photo != NULL && templates != NULL && n_templates > 0, NULL);

  reading = patch_reading_new ();
  if (patch_register (photo, templates, n_templates, options, cancellable, reading)
      && !g_cancellable_is_cancelled (cancellable))
    {
      reading->calibration = find_calibration (calibrations, n_calibrations, reading->geometry);
      patch_measure (photo, options, reading);
    }
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  return g_steal_pointer (&reading);
}
