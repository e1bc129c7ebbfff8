/* workspace/weather.c: kept weather on the timeline */
#include "weather.h"

#include <math.h>
#include <string.h>

#include "store/weather.h"

#define HOME_SETTING "services.weather.home.%" G_GINT64_FORMAT

static gboolean
is_indoor (const Event *merged)
{
  const char *sub_sport = event_text (merged, EVENT_FIELD_SUB_SPORT);
  double indoor = event_number (merged, EVENT_FIELD_INDOOR);

  if (!isnan (indoor))
    return indoor != 0.0;
  if (!isnan (event_number (merged, EVENT_FIELD_POOL_LENGTH_M)) || merged->family == SPORT_FAMILY_GYM)
    return TRUE;
  return sub_sport && (strstr (sub_sport, "indoor") || strstr (sub_sport, "virtual") || strstr (sub_sport, "treadmill")
                       || strstr (sub_sport, "lap_swimming"));
}

WeatherPlace
workout_weather_place (const Event *merged, char **cell)
{
  *cell = NULL;
  if (is_indoor (merged))
    return WEATHER_INDOOR;
  if (merged->start_us == INSTANT_UNKNOWN || (merged->flags & EVENT_FLAG_CLOCK_UNSET))
    return WEATHER_NO_TIME;
  *cell = weather_cell (event_number (merged, EVENT_FIELD_START_LATITUDE_DEG), event_number (merged, EVENT_FIELD_START_LONGITUDE_DEG));
  return *cell ? WEATHER_WANTED : WEATHER_NO_POSITION;
}

char *
athlete_home_cell (Store *store, gint64 athlete)
{
  g_autofree char *name = g_strdup_printf (HOME_SETTING, athlete);

  return store_setting (store, name);
}

gboolean
athlete_set_home_cell (Store *store, gint64 athlete, const char *cell, GError **error)
{
  g_autofree char *name = g_strdup_printf (HOME_SETTING, athlete), *known = store_setting (store, name);

  return g_strcmp0 (known, cell) == 0 || store_set_setting (store, name, cell, error);
}

static GArray *
kept_hours (Store *store, const char *cell, gint64 start_us, gint64 end_us, GError **error)
{
  g_autoptr(GArray) hours = g_array_new (FALSE, FALSE, sizeof (WeatherHour));

  for (CivilDay day = instant_civil_day (start_us, 0); day <= instant_civil_day (end_us + INSTANT_HOUR, 0); day++)
    {
      g_autoptr(GError) local = NULL;
      g_autoptr(StoredWeather) kept = store_weather (store, cell, day, &local);

      if (local)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (kept)
        weather_hours_add_json (hours, kept->body);
    }
  return g_steal_pointer (&hours);
}

static Event *
weather_event (const Event *merged, const char *cell, const WeatherMean *mean)
{
  Event *event = event_new (merged->kind, WEATHER_SOURCE);

  event->source_id = g_strdup (cell);
  event->device = g_strdup (OPEN_METEO_NAME);
  event_set_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C, mean->temperature_c);
  event_set_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, mean->humidity_percent);
  event_set_number (event, EVENT_FIELD_WEATHER_WIND_M_S, mean->wind_m_s);
  event_set_number (event, EVENT_FIELD_WEATHER_RADIATION_W_M2, mean->radiation_w_m2);
  return event;
}

gboolean
athlete_timeline_add_weather (AthleteTimeline *timeline, Store *store, gint64 athlete, GError **error)
{
  g_autofree char *home = NULL;

  if (!store_has_weather (store))
    return TRUE;
  home = athlete_home_cell (store, athlete);
  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);
      const Event *merged = event->merged;
      g_autofree char *cell = NULL;
      g_autoptr(GArray) hours = NULL;
      WeatherMean mean;
      gint64 end_us = merged->end_us == INSTANT_UNKNOWN ? merged->start_us : merged->end_us;
      WeatherPlace place;

      if (merged->kind != EVENT_WORKOUT && merged->kind != EVENT_PLANNED)
        continue;
      place = workout_weather_place (merged, &cell);
      if (place == WEATHER_NO_POSITION && merged->kind == EVENT_PLANNED)
        cell = g_strdup (home);
      if (cell == NULL || end_us < merged->start_us || end_us - merged->start_us > 3 * INSTANT_DAY)
        continue;
      hours = kept_hours (store, cell, merged->start_us, end_us, error);
      if (hours == NULL)
        return FALSE;
      mean = weather_hours_mean (hours, merged->start_us, end_us);
      g_ptr_array_add (timeline->events, weather_event (merged, cell, &mean));
      timeline_event_supplement (event, g_ptr_array_index (timeline->events, timeline->events->len - 1));
    }
  return TRUE;
}
