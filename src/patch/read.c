/* patch/read.c: one photo, from pixels to numbers */
#include "reading.h"

#define MOST_TEMPLATES 32

static const PatchCalibration *
find_calibration (const PatchCalibration *const *calibrations, guint n, const PatchTemplate *geometry)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (calibrations[i]->template_id, geometry->id) == 0)
      return calibrations[i];
  return NULL;
}

static PatchReading *
read_as (const Photo *photo, const PatchTemplate *const *templates, guint n_templates,
         const PatchCalibration *const *calibrations, guint n_calibrations,
         const ReadingOptions *options, GCancellable *cancellable)
{
  PatchReading *reading = patch_reading_new ();

  if (patch_register (photo, templates, n_templates, options, cancellable, reading)
      && !g_cancellable_is_cancelled (cancellable))
    {
      reading->calibration = find_calibration (calibrations, n_calibrations, reading->geometry);
      patch_measure (photo, options, reading);
    }
  return reading;
}

PatchReading *
patch_read (const Photo *photo, const PatchTemplate *const *templates, guint n_templates,
            const PatchCalibration *const *calibrations, guint n_calibrations,
            const ReadingOptions *options, GCancellable *cancellable)
{
  g_autoptr(PatchReading) reading = NULL;

  g_return_val_if_fail (photo != NULL && templates != NULL && n_templates > 0, NULL);

  reading = read_as (photo, templates, n_templates, calibrations, n_calibrations, options, cancellable);
  /* Two kinds of patch may share all their lines and differ in ink alone: what lines cannot decide, the blocks do. */
  if (reading->registered && reading->status != READING_OK && n_templates > 1 && n_templates <= MOST_TEMPLATES)
    {
      const PatchTemplate *others[MOST_TEMPLATES];
      guint n_others = 0;
      g_autoptr(PatchReading) other = NULL;

      for (guint i = 0; i < n_templates; i++)
        if (templates[i] != reading->geometry)
          others[n_others++] = templates[i];
      other = read_as (photo, others, n_others, calibrations, n_calibrations, options, cancellable);
      if (other->status == READING_OK && other->rms_unit < 1.5 * reading->rms_unit)
        {
          patch_reading_free (reading);
          reading = g_steal_pointer (&other);
        }
    }
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  return g_steal_pointer (&reading);
}
