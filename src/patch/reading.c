/* patch/reading.c: names, words and the end of a reading */
#include "reading.h"

#include <glib/gi18n.h>
#include <math.h>

typedef struct {
  ReadingFlags flag;
  const char *name;
  const char *advice;
} FlagWords;

static const FlagWords flag_words[] = {
  { READING_FLAG_GAP, "gap",
    N_("The channel is dry in places behind the front. The farthest filled position counts, so less sweat than shown may be in the channel: look for a leak or a loose edge.") },
  { READING_FLAG_OVERFLOW, "overflow", N_("The channel is full, so the volume is a lower bound. Take the photo earlier next time.") },
  { READING_FLAG_GLARE, "glare", N_("Glare covers part of the patch and was left out. Take the photo from another side to narrow the intervals.") },
  { READING_FLAG_BLUR, "blur", N_("The photo is blurred and the intervals are wider. Hold the phone still, farther away, and let it focus.") },
  { READING_FLAG_SHADOW, "shadow", N_("The light is uneven across the patch. It was corrected; even light gives narrower intervals.") },
  { READING_FLAG_PARTLY_HIDDEN, "partly_hidden", N_("Part of the patch is covered or outside the photo. Show the whole patch.") },
  { READING_FLAG_LOW_LIGHT, "low_light", N_("The photo is dark and noisy. Take it in more light.") },
  { READING_FLAG_NO_PROFILE, "no_profile", N_("The photo carries no colour profile and was taken as sRGB. Use the camera's own file rather than one passed through a messenger.") },
  { READING_FLAG_CHLORIDE_PARTIAL, "chloride_partial", N_("The chloride channel is only partly filled; only its filled part was measured.") },
  { READING_FLAG_POOR_FIT, "poor_fit", N_("The template fits less well than usual. Check the landmarks and move those that are off.") },
  { READING_FLAG_MANUAL_LANDMARKS, "manual_landmarks", N_("Landmarks were placed by hand.") },
  { READING_FLAG_OFF_CURVE, "off_curve", N_("The colour of the chloride channel lies off the lot's curve. Check that the calibration belongs to this lot.") },
};

static const FlagWords *
find_words (ReadingFlags flag)
{
  for (guint i = 0; i < G_N_ELEMENTS (flag_words); i++)
    if (flag_words[i].flag == flag)
      return &flag_words[i];
  return NULL;
}

const char *
reading_flag_name (ReadingFlags flag)
{
  const FlagWords *words = find_words (flag);

  g_return_val_if_fail (words != NULL, NULL);

  return words->name;
}

const char *
reading_flag_advice (ReadingFlags flag)
{
  const FlagWords *words = find_words (flag);

  g_return_val_if_fail (words != NULL, NULL);

  return _(words->advice);
}

const char *
reading_status_name (ReadingStatus status)
{
  static const char *const names[] = { "ok", "partial", "refused" };

  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (names), NULL);

  return names[status];
}

const char *
chloride_bound_name (ChlorideBound bound)
{
  static const char *const names[] = { NULL, "below", "above" };

  g_return_val_if_fail ((guint) bound < G_N_ELEMENTS (names), NULL);

  return names[bound];
}

PatchReading *
patch_reading_new (void)
{
  PatchReading *self = g_new0 (PatchReading, 1);

  self->status = READING_REFUSED;
  self->rms_px = self->rms_unit = NAN;
  self->fill_fraction = self->fill_sd = NAN;
  self->front = (Point2) { NAN, NAN };
  self->volume_ul = self->volume_sd_ul = NAN;
  self->local_rate_mg_cm2_min = self->local_rate_sd = NAN;
  for (int i = 0; i < 3; i++)
    self->lab[i] = self->lab_sd[i] = NAN;
  self->chloride_mmol_l = self->chloride_sd_mmol_l = NAN;
  self->sodium_mmol_l = self->sodium_sd_mmol_l = NAN;
  return self;
}

void
patch_reading_free (PatchReading *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  for (guint i = 0; i < self->n_landmarks; i++)
    g_free (self->landmarks[i].id);
  g_free (self->landmarks);
  g_free (self->volume_profile);
  g_free (self->chloride_profile);
  g_free (self);
}
