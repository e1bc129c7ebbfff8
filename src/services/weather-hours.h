/* services/weather-hours.h
 *
 * Hourly weather of one place, and what it was over a stretch of time. Temperature, humidity and wind are of the instant;
 * radiation is the mean of the hour before its mark (SOURCES §6.3). May include: base. */
#pragma once

#include "base/json.h"

G_BEGIN_DECLS

#define WEATHER_CELL_DEG 0.1   /* of a cell's sides: what is sent of a position is the cell's centre */

/* One hour; NAN where the service has a gap. */
typedef struct {
  gint64 at_us;              /* a whole hour, UTC */
  double temperature_c;
  double humidity_percent;
  double wind_m_s;           /* at 10 m */
  double wind_from_deg;      /* 0 north, 90 east */
  double radiation_w_m2;     /* shortwave, on the flat, mean of the hour before at_us */
} WeatherHour;

/* Over a workout; NAN where less than half of it is known. */
typedef struct {
  double temperature_c;
  double humidity_percent;
  double wind_m_s;           /* mean speed; directions between two hours are those of the interpolated vector */
  double radiation_w_m2;
} WeatherMean;

/**
 * weather_hours_mean:
 * @hours: of WeatherHour, ascending
 * @end_us: not before @start_us; equal to it for an instant
 *
 * The mean of what lies linearly between the hours, sampled every 5 minutes; wind as a vector. No hour is bridged.
 */
WeatherMean weather_hours_mean (const GArray *hours, gint64 start_us, gint64 end_us);

/* The hours of one UTC day as JSON and back. A day that cannot be read is empty. */
char       *weather_hours_to_json   (const GArray *hours, gint64 from_us, gint64 to_us);
void        weather_hours_add_json  (GArray *hours, const char *json);

/* (transfer full): the cell of a position, "48.9 2.3"; %NULL for none on this earth. */
char       *weather_cell            (double latitude_deg, double longitude_deg);

G_END_DECLS
