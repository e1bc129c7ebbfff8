/* services/weather-hours.c */
#include "weather-hours.h"

#include <math.h>

#include "base/instant.h"

#define STEP_US (5 * INSTANT_MINUTE)

/* The hour that ends the stretch in which @at_us lies, so that [i − 1, i] holds it; 0: none. */
static guint
hour_after (const GArray *hours, gint64 at_us)
{
  for (guint i = 1; i < hours->len; i++)
    {
      gint64 before_us = g_array_index (hours, WeatherHour, i - 1).at_us, after_us = g_array_index (hours, WeatherHour, i).at_us;

      if (before_us <= at_us && at_us <= after_us && after_us - before_us == INSTANT_HOUR)
        return i;
    }
  return 0;
}

/* What is exactly on an hour needs no neighbour. */
static double
between (double before, double after, double weight)
{
  return weight == 0.0 ? before : weight == 1.0 ? after : before + weight * (after - before);
}

static double
wind_between (const WeatherHour *before, const WeatherHour *after, double weight)
{
  double from_before = before->wind_from_deg * G_PI / 180.0, from_after = after->wind_from_deg * G_PI / 180.0;

  return hypot (between (before->wind_m_s * sin (from_before), after->wind_m_s * sin (from_after), weight),
                between (before->wind_m_s * cos (from_before), after->wind_m_s * cos (from_after), weight));
}

typedef struct { double sum; guint known; } Mean;

static void
mean_add (Mean *mean, double value)
{
  if (isnan (value))
    return;
  mean->sum += value;
  mean->known++;
}

static double
mean_of (const Mean *mean, guint samples)
{
  return 2 * mean->known >= samples && mean->known > 0 ? mean->sum / mean->known : NAN;
}

WeatherMean
weather_hours_mean (const GArray *hours, gint64 start_us, gint64 end_us)
{
  Mean temperature = { 0 }, humidity = { 0 }, wind = { 0 }, radiation = { 0 };
  guint samples = (guint) MAX (1, (end_us - start_us) / STEP_US);

  for (guint s = 0; s < samples; s++)
    {
      /* The middle of each part: the mean of a straight line is exact. */
      gint64 at_us = start_us + (gint64) ((s + 0.5) * (double) (end_us - start_us) / samples);
      guint i = hour_after (hours, at_us);
      const WeatherHour *before, *after;
      double weight;

      if (i == 0)
        continue;
      before = &g_array_index (hours, WeatherHour, i - 1);
      after = &g_array_index (hours, WeatherHour, i);
      weight = (double) (at_us - before->at_us) / INSTANT_HOUR;
      mean_add (&temperature, between (before->temperature_c, after->temperature_c, weight));
      mean_add (&humidity, between (before->humidity_percent, after->humidity_percent, weight));
      mean_add (&wind, wind_between (before, after, weight));
      mean_add (&radiation, weight == 0.0 ? before->radiation_w_m2 : after->radiation_w_m2);
    }
  return (WeatherMean) { mean_of (&temperature, samples), mean_of (&humidity, samples), mean_of (&wind, samples),
                         mean_of (&radiation, samples) };
}

char *
weather_hours_to_json (const GArray *hours, gint64 from_us, gint64 to_us)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < hours->len; i++)
    {
      const WeatherHour *hour = &g_array_index (hours, WeatherHour, i);

      if (hour->at_us < from_us || hour->at_us >= to_us)
        continue;
      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, hour->at_us / INSTANT_SECOND);
      json_add_number (builder, hour->temperature_c);
      json_add_number (builder, hour->humidity_percent);
      json_add_number (builder, hour->wind_m_s);
      json_add_number (builder, hour->wind_from_deg);
      json_add_number (builder, hour->radiation_w_m2);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  return json_to_text (builder, FALSE);
}

static double
number_at (JsonArray *row, guint i)
{
  JsonNode *node = json_array_get_element (row, i);

  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
}

void
weather_hours_add_json (GArray *hours, const char *json)
{
  g_autoptr(JsonParser) parser = json_parse (json, -1, NULL);
  JsonNode *root = parser ? json_parser_get_root (parser) : NULL;
  JsonArray *rows = root && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; rows && i < json_array_get_length (rows); i++)
    {
      JsonNode *element = json_array_get_element (rows, i);
      JsonArray *row = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
      WeatherHour hour;

      if (row == NULL || json_array_get_length (row) != 6)
        continue;
      hour = (WeatherHour) { json_array_get_int_element (row, 0) * INSTANT_SECOND, number_at (row, 1), number_at (row, 2),
                             number_at (row, 3), number_at (row, 4), number_at (row, 5) };
      g_array_append_val (hours, hour);
    }
}

char *
weather_cell (double latitude_deg, double longitude_deg)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];

  if (!(fabs (latitude_deg) <= 90.0 && fabs (longitude_deg) <= 180.0))
    return NULL;
  /* + 0.0: no cell is called "-0.0". */
  g_ascii_formatd (latitude, sizeof latitude, "%.1f", round (latitude_deg / WEATHER_CELL_DEG) * WEATHER_CELL_DEG + 0.0);
  g_ascii_formatd (longitude, sizeof longitude, "%.1f", round (longitude_deg / WEATHER_CELL_DEG) * WEATHER_CELL_DEG + 0.0);
  return g_strdup_printf ("%s %s", latitude, longitude);
}
