/* ui/live-reading.c */
#include "live-reading.h"

#include "patch/steer.h"

PatchReading *
live_reading_new (const PatchReading *base, const Photo *photo, const ByHand *by_hand, double worn_min)
{
  PatchReading *reading;
  ReadingOptions options;

  g_return_val_if_fail (base != NULL && base->registered && photo != NULL && by_hand != NULL, NULL);

  reading = patch_reading_new ();
  reading->geometry = base->geometry;
  reading->calibration = base->calibration;
  reading->registered = TRUE;
  reading->rms_px = base->rms_px;
  reading->rms_unit = base->rms_unit;
  reading->certainty = base->certainty;
  patch_steer_map (base->geometry, &base->map, (const FoundLandmark *) (void *) by_hand->landmarks->data, by_hand->landmarks->len, &reading->map);
  reading->n_landmarks = base->geometry->n_landmarks;
  reading->landmarks = g_new0 (FoundLandmark, reading->n_landmarks);
  for (guint i = 0; i < reading->n_landmarks; i++)
    {
      const TemplateLandmark *landmark = &base->geometry->landmarks[i];
      const FoundLandmark *placed = by_hand_find (by_hand, landmark->id);

      reading->landmarks[i].id = g_strdup (landmark->id);
      reading->landmarks[i].at = placed != NULL ? placed->at : patch_map_to_photo (&reading->map, landmark->at);
      reading->landmarks[i].manual = placed != NULL;
    }
  by_hand_options (by_hand, worn_min, &options);
  patch_measure (photo, &options, reading);
  return reading;
}
