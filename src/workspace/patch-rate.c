/* workspace/patch-rate.c */
#include "patch-rate.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "photo-workout.h"
#include "sweat/physical.h"
#include "sweat/profile.h"
#include "sweat/sport-presets.h"

#define UNKNOWN_AIR_SD_C    4.0
#define UNKNOWN_HUMIDITY_SD 15.0
#define DAYS_IN_YEAR        365.25

void
patch_rate_clear (PatchRate *rate)
{
  g_clear_pointer (&rate->model, g_free);
  g_clear_pointer (&rate->extrapolates, g_strfreev);
}

void
patch_rate_free (PatchRate *rate)
{
  if (rate == NULL)
    return;
  patch_rate_clear (rate);
  g_free (rate);
}

void
model_inputs_set_athlete (ModelInputs *inputs, const Athlete *athlete, double mass_kg, gint64 at_us)
{
  g_autoptr(GDateTime) born = NULL;
  int year, month, day;

  g_return_if_fail (inputs != NULL && athlete != NULL);

  inputs->athlete = athlete->handle;
  inputs->sex = athlete->sex;
  inputs->sport = athlete->sport;
  inputs->value[INPUT_MASS] = isnan (mass_kg) ? athlete->mass_kg : mass_kg;
  inputs->value[INPUT_HEIGHT] = athlete->height_m;
  if (athlete->born && sscanf (athlete->born, "%d-%d-%d", &year, &month, &day) == 3)
    born = g_date_time_new_utc (year, month, day, 0, 0, 0);
  if (born)
    inputs->value[INPUT_AGE] = (double) (at_us / G_USEC_PER_SEC - g_date_time_to_unix (born)) / (86400 * DAYS_IN_YEAR);
}

void
model_inputs_set_conditions (ModelInputs *inputs, const char *sport, double air_c, double air_sd_c, double humidity, double wind_m_s, double minutes,
                             double phs_l_per_h)
{
  const SportPreset *preset = sport_preset_find (sport);

  g_return_if_fail (inputs != NULL);

  if (sport)
    inputs->sport = sport;
  inputs->value[INPUT_TEMPERATURE] = isnan (air_c) ? UNKNOWN_AIR_C : air_c;
  inputs->sd[INPUT_TEMPERATURE] = isnan (air_c) ? UNKNOWN_AIR_SD_C : isnan (air_sd_c) ? 0 : air_sd_c;
  inputs->value[INPUT_HUMIDITY] = isnan (humidity) ? UNKNOWN_HUMIDITY : humidity;
  inputs->sd[INPUT_HUMIDITY] = isnan (humidity) ? UNKNOWN_HUMIDITY_SD : 0;
  inputs->value[INPUT_WIND] = isnan (wind_m_s) ? (preset ? preset->air_speed_m_s : NAN) : wind_m_s;
  inputs->value[INPUT_MINUTES] = minutes;
  inputs->value[INPUT_PHS] = phs_l_per_h;
}

/* ISO 7933 for that workout, when the model asks for it. */
static double
heat_strain (const ModelInputs *inputs, const char *sport, double minutes)
{
  const SportPreset *preset = sport_preset_find (sport);
  ThermalCondition condition;

  if (preset == NULL || !(minutes > 0) || isnan (inputs->value[INPUT_MASS]) || isnan (inputs->value[INPUT_HEIGHT]))
    return NAN;
  thermal_condition_init (&condition);
  condition.air_c = condition.radiant_c = inputs->value[INPUT_TEMPERATURE];
  condition.relative_humidity = inputs->value[INPUT_HUMIDITY];
  condition.air_speed_m_s = inputs->value[INPUT_WIND];
  condition.metabolic_rate_met = preset->metabolic_rate_met;
  condition.clothing_clo = preset->clothing_clo;
  condition.mass_kg = inputs->value[INPUT_MASS];
  condition.height_m = inputs->value[INPUT_HEIGHT];
  return physical_rate_l_per_h (PHYSICAL_PHS, &condition, minutes, NULL);
}

gboolean
patch_rate_find (const AdoptedModel *model, const Athlete *athlete, const StoredReading *reading, const Event *workout, PatchRate *rate, GError **error)
{
  const char *sport = workout && workout->sport ? workout->sport : athlete->sport;
  g_auto(ModelExpectation) found = { 0 };
  ModelInputs inputs;
  double reach;

  g_return_val_if_fail (model != NULL && athlete != NULL && reading != NULL && rate != NULL, FALSE);

  if (!(reading->rate > 0) || reading->overflow)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                   reading->overflow ? _("The patch overflowed: its local rate is only a lower bound.") : _("The reading has no local rate: set how long the patch was worn."));
      return FALSE;
    }
  model_inputs_init (&inputs);
  model_inputs_set_athlete (&inputs, athlete, workout ? event_number (workout, EVENT_FIELD_BODY_MASS_BEFORE_KG) : NAN, g_get_real_time ());
  model_inputs_set_conditions (&inputs, sport, workout ? event_number (workout, EVENT_FIELD_WEATHER_TEMPERATURE_C) : NAN, 0,
                               workout ? event_number (workout, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT) : NAN,
                               workout ? event_number (workout, EVENT_FIELD_WEATHER_WIND_M_S) : NAN, reading->worn_min, NAN);
  if (model_uses_input (model->equation, INPUT_PHS))
    inputs.value[INPUT_PHS] = heat_strain (&inputs, sport, reading->worn_min);
  inputs.value[INPUT_LOCAL_RATE] = reading->rate;
  inputs.sd[INPUT_LOCAL_RATE] = isnan (reading->rate_sd) ? 0 : reading->rate_sd;
  inputs.value[INPUT_SODIUM] = reading->sodium;
  inputs.sd[INPUT_SODIUM] = isnan (reading->sodium_sd) ? 0 : reading->sodium_sd;
  inputs.value[INPUT_CHLORIDE] = reading->chloride;
  inputs.sd[INPUT_CHLORIDE] = isnan (reading->chloride_sd) ? 0 : reading->chloride_sd;
  if (!adopted_model_expect (model, &inputs, &found, error))
    return FALSE;

  *rate = (PatchRate) {
    .model = g_strdup (model->label),
    .synthetic = model->equation->synthetic,
    .rate_l_per_h = exp (found.log_rate),
    .patch_sd = found.input_sd,
    .residual_sd = found.residual_sd,
    .model_sd = found.expected_sd,
    .air_c = workout ? event_number (workout, EVENT_FIELD_WEATHER_TEMPERATURE_C) : NAN,
    .minutes = reading->worn_min,
    .knows_athlete = found.knows_athlete,
    .extrapolates = g_steal_pointer (&found.extrapolates),
  };
  rate->log_sd = sqrt (pow (rate->patch_sd, 2) + pow (rate->residual_sd, 2) + pow (rate->model_sd, 2));
  reach = sweat_reach (pow (rate->patch_sd, 2), pow (rate->residual_sd, 2) + pow (rate->model_sd, 2), found.df);
  rate->low = exp (found.log_rate - reach * rate->log_sd);
  rate->high = exp (found.log_rate + reach * rate->log_sd);
  return TRUE;
}

PatchRate *
saltline_workspace_patch_rate (SaltlineWorkspace *self, gint64 photo, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(GError) local = NULL;
  g_autoptr(AdoptedModel) model = saltline_workspace_adopted (self, PURPOSE_PATCH, &local);
  g_autoptr(StoredPhoto) stored = NULL;
  g_autoptr(StoredReading) reading = NULL;
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(PatchRate) rate = NULL;

  if (model == NULL)
    {
      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  stored = store_photo (store, photo, error);
  if (stored == NULL)
    return NULL;
  if (stored->state.athlete == 0 || stored->state.reading == 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                   stored->state.reading == 0 ? _("The patch was not read.") : _("Say whose patch it is: the model from local to whole-body rate needs the athlete."));
      return NULL;
    }
  reading = store_reading (store, stored->state.reading, error);
  athlete = reading ? store_athlete (store, stored->state.athlete, error) : NULL;
  if (athlete == NULL)
    return NULL;
  timeline = saltline_workspace_timeline (self, athlete, error);
  if (timeline == NULL)
    return NULL;
  rate = g_new0 (PatchRate, 1);
  return patch_rate_find (model, athlete, reading, photo_workout (timeline, stored), rate, error) ? g_steal_pointer (&rate) : NULL;
}
