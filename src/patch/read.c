/* patch/read.c: one photo, from pixels to numbers */
#include "halves.h"

static const PatchCalibration *
find_calibration (const PatchCalibration *const *calibrations, guint n, const PatchTemplate *geometry)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (calibrations[i]->template_id, geometry->id) == 0)
      return calibrations[i];
  return NULL;
}

/* @lead: (inout): as in patch_register_led_by() */
static PatchReading *
read_led_by (guint *lead, gboolean *displaced, const Photo *photo, const PatchTemplate *const *templates, guint n_templates,
             const PatchCalibration *const *calibrations, guint n_calibrations, const ReadingOptions *options, GCancellable *cancellable)
{
  PatchReading *reading = patch_reading_new ();

  *displaced = FALSE;
  if (patch_register_led_by (photo, templates, n_templates, options, cancellable, lead, reading)
      && !g_cancellable_is_cancelled (cancellable))
    {
      reading->calibration = find_calibration (calibrations, n_calibrations, reading->geometry);
      patch_measure_checked (photo, options, displaced, reading);
    }
  return reading;
}

PatchReading *
patch_read (const Photo *photo, const PatchTemplate *const *templates, guint n_templates,
            const PatchCalibration *const *calibrations, guint n_calibrations,
            const ReadingOptions *options, GCancellable *cancellable)
{
  g_autoptr(PatchReading) reading = NULL;
  gboolean displaced;
  guint lead = 0;

  g_return_val_if_fail (photo != NULL && templates != NULL && n_templates > 0, NULL);

  reading = read_led_by (&lead, &displaced, photo, templates, n_templates, calibrations, n_calibrations, options, cancellable);
  /* A search that another kind leads takes another way to the same place, and may not slip. */
  for (lead++; displaced && lead < n_templates && !g_cancellable_is_cancelled (cancellable); lead++)
    {
      gboolean again;
      g_autoptr(PatchReading) other = read_led_by (&lead, &again, photo, templates, n_templates, calibrations, n_calibrations, options,
                                                   cancellable);

      if (other->status == READING_REFUSED)
        continue;
      displaced = FALSE;
      patch_reading_free (reading);
      reading = g_steal_pointer (&other);
    }
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  return g_steal_pointer (&reading);
}
