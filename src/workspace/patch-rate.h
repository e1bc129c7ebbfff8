/* workspace/patch-rate.h
 *
 * From a patch to the whole body: what the adopted model makes of a reading's local rate, with the uncertainty of the patch, of the
 * model and of the athlete. In: a reading, its athlete, the workout it was worn in. Out: a rate with its interval. */
#pragma once

#include "adopted-model.h"
#include "timeline/event.h"

G_BEGIN_DECLS

/* What stands for weather that nobody knows. */
#define UNKNOWN_AIR_C    22.0
#define UNKNOWN_HUMIDITY 50.0

typedef struct {
  char *model;             /* "lab v3" */
  gboolean synthetic;      /* the model was made from invented data */
  double rate_l_per_h;     /* the median */
  double low, high;        /* 95 % */
  double log_sd;           /* of all that follows */
  double patch_sd;         /* of the logarithm: the reading, and conditions that were assumed … */
  double residual_sd;      /* … what the model leaves unexplained from trial to trial … */
  double model_sd;         /* … and its coefficients and the athlete: much the same in all patches of one athlete */
  double air_c;            /* of the workout; NAN: not known, 22 ± 4 °C was assumed */
  double minutes;
  gboolean knows_athlete;  /* the athlete was among those whom the model was fitted to */
  char **extrapolates;     /* columns outside of the model's range; NULL-terminated */
} PatchRate;

void       patch_rate_clear (PatchRate *rate);
void       patch_rate_free  (PatchRate *rate);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PatchRate, patch_rate_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PatchRate, patch_rate_free)

/* What is known of the athlete at that time. @mass_kg: NAN: the athlete's own */
void       model_inputs_set_athlete    (ModelInputs *inputs, const Athlete *athlete, double mass_kg, gint64 at_us);
/* Weather and length; what is not known is taken as 22 ± 4 °C and 50 ± 15 %. */
void       model_inputs_set_conditions (ModelInputs *inputs, const char *sport, double air_c, double air_sd_c, double humidity, double wind_m_s,
                                        double minutes, double phs_l_per_h);

/**
 * patch_rate_find:
 * @workout: (nullable): that the patch was worn in
 *
 * Returns: %FALSE with %MODEL_ERROR_TABLE when the reading has no local rate, or overflowed, or the model lacks something
 */
gboolean   patch_rate_find  (const AdoptedModel *model, const Athlete *athlete, const StoredReading *reading, const Event *workout, PatchRate *rate,
                             GError **error);

/**
 * saltline_workspace_patch_rate:
 *
 * Returns: (transfer full) (nullable): of the reading of @photo that stands; %NULL without an error when no model is adopted for patches
 */
PatchRate *saltline_workspace_patch_rate (SaltlineWorkspace *self, gint64 photo, GError **error);

G_END_DECLS
