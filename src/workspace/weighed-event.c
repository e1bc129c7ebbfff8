/* workspace/weighed-event.c */
#include "weighed-event.h"

#include <math.h>

#include "base/known.h"
#include "store/events.h"

#define LAB_RATE_RELATIVE_SD 0.10 /* of a whole-body rate that came without its own */

WeighedBout
weighed_bout_of_event (const Event *event, double minutes)
{
  WeighedBout bout;

  weighed_bout_init (&bout);
  bout.mass_before_kg = event_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG);
  bout.mass_after_kg = event_number (event, EVENT_FIELD_BODY_MASS_AFTER_KG);
  bout.drunk_ml = event_number (event, EVENT_FIELD_DRUNK_ML);
  bout.urine_ml = event_number (event, EVENT_FIELD_URINE_ML);
  bout.food_g = event_number (event, EVENT_FIELD_FOOD_G);
  bout.duration_min = minutes;
  return bout;
}

double
event_body_mass_kg (const Event *event)
{
  return known_or (event_number (event, EVENT_FIELD_BODY_MASS_KG), event_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG));
}

double
event_sweating_rate (const Event *event, double *rate_sd)
{
  WeighedBout bout = weighed_bout_of_event (event, event_active_s (event) / 60);
  SweatingRate weighed;
  double rate, sd;

  bout.confirmed = TRUE;
  if (sweating_rate_by_mass_balance (&bout, &weighed, NULL) && weighed.rate_l_per_h > 0)
    {
      rate = weighed.rate_l_per_h;
      sd = weighed.rate_sd_l_per_h;
    }
  else
    {
      rate = event_number (event, EVENT_FIELD_SWEAT_RATE_L_H);
      sd = LAB_RATE_RELATIVE_SD * rate;
    }
  if (rate_sd)
    *rate_sd = sd;
  return rate;
}

gboolean
saltline_workspace_keep_weighing (SaltlineWorkspace *self, const Athlete *athlete, const WeighedBout *bout, const char *sport, gint64 start_us,
                                  double air_c, double relative_humidity, GError **error)
{
  g_autoptr(Event) event = event_new (EVENT_LAB_TRIAL, "typed");
  EventOutcome outcome;

  g_return_val_if_fail (athlete != NULL && bout != NULL, FALSE);

  event->source_id = g_uuid_string_random ();
  event_set_sport (event, sport ? sport : athlete->sport);
  event->start_us = start_us;
  event->end_us = start_us + (gint64) (bout->duration_min * 60 * G_USEC_PER_SEC);
  event->elapsed_s = bout->duration_min * 60;
  event_set_number (event, EVENT_FIELD_TYPED, 1);
  event_set_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG, bout->mass_before_kg);
  event_set_number (event, EVENT_FIELD_BODY_MASS_AFTER_KG, bout->mass_after_kg);
  event_set_number (event, EVENT_FIELD_DRUNK_ML, bout->drunk_ml);
  event_set_number (event, EVENT_FIELD_URINE_ML, bout->urine_ml);
  event_set_number (event, EVENT_FIELD_FOOD_G, bout->food_g);
  event_set_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C, air_c);
  event_set_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, relative_humidity);
  if (!store_put_event (saltline_workspace_get_store (self), athlete->id, event, &outcome, error))
    return FALSE;
  saltline_workspace_timeline_changed (self, athlete->id);
  return TRUE;
}
