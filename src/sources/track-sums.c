/* sources/track-sums.c */
#include <math.h>
#include <string.h>

#include "tracks.h"

#define EARTH_RADIUS_M 6371008.8
#define RADIANS (G_PI / 180.0)
/* FIT's first real time: what lies before, no recorder of tracks has seen. */
#define FIRST_REAL_INSTANT (G_GINT64_CONSTANT (899501056) * INSTANT_SECOND)
/* Barometers and satellites waver; a metre is the least that counts as climbing. */
#define LEAST_CLIMB_M 1.0
/* What no athlete, no crank and no air has: a damaged digit, or a sensor's word for nothing. */
#define MOST_HEART_RATE_BPM 300.0
#define MOST_POWER_W 10000.0
#define MOST_TEMPERATURE_C 90.0

void
track_sums_begin (TrackSums *sums)
{
  *sums = (TrackSums) { .first_us = INSTANT_UNKNOWN, .last_us = INSTANT_UNKNOWN, .offset_s = INSTANT_OFFSET_UNKNOWN,
                        .latitude = NAN, .longitude = NAN, .first_latitude = NAN, .first_longitude = NAN, .altitude_m = NAN,
                        .heart_rate_max = NAN, .power_max = NAN, .core_max = NAN };
}

void
track_point_begin (TrackPoint *point)
{
  *point = (TrackPoint) { INSTANT_UNKNOWN, INSTANT_OFFSET_UNKNOWN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
}

/* Haversine. */
static double
great_circle_m (double latitude_a, double longitude_a, double latitude_b, double longitude_b)
{
  double sin_latitude = sin ((latitude_b - latitude_a) * RADIANS / 2), sin_longitude = sin ((longitude_b - longitude_a) * RADIANS / 2);
  double h = sin_latitude * sin_latitude
             + cos (latitude_a * RADIANS) * cos (latitude_b * RADIANS) * sin_longitude * sin_longitude;

  return 2 * EARTH_RADIUS_M * asin (fmin (1, sqrt (h)));
}

static void
add_time (TrackSums *sums, const TrackPoint *point)
{
  if (point->time_us == INSTANT_UNKNOWN)
    return;
  sums->n_timed++;
  if (point->offset_s == INSTANT_OFFSET_UNKNOWN)
    sums->any_without_zone = TRUE;
  if (sums->first_us == INSTANT_UNKNOWN || point->time_us < sums->first_us)
    {
      sums->first_us = point->time_us;
      sums->offset_s = point->offset_s;
    }
  if (sums->last_us == INSTANT_UNKNOWN || point->time_us > sums->last_us)
    sums->last_us = point->time_us;
}

void
track_sums_add (TrackSums *sums, const TrackPoint *point, gboolean joined)
{
  sums->n++;
  add_time (sums, point);
  if (!isnan (point->latitude) && !isnan (point->longitude) && fabs (point->latitude) <= 90 && fabs (point->longitude) <= 180
      && (point->latitude != 0 || point->longitude != 0)) /* where receivers are that have not found themselves */
    {
      if (joined && !isnan (sums->latitude))
        sums->distance_m += great_circle_m (sums->latitude, sums->longitude, point->latitude, point->longitude);
      sums->latitude = point->latitude;
      sums->longitude = point->longitude;
      if (isnan (sums->first_latitude))
        {
          sums->first_latitude = point->latitude;
          sums->first_longitude = point->longitude;
        }
    }
  if (!isnan (point->altitude_m))
    {
      if (!joined || isnan (sums->altitude_m) || point->altitude_m < sums->altitude_m)
        sums->altitude_m = point->altitude_m;
      else if (point->altitude_m - sums->altitude_m >= LEAST_CLIMB_M)
        {
          sums->ascent_m += point->altitude_m - sums->altitude_m;
          sums->altitude_m = point->altitude_m;
        }
    }
  if (point->heart_rate_bpm > 0 && point->heart_rate_bpm <= MOST_HEART_RATE_BPM)
    {
      sums->heart_rate_sum += point->heart_rate_bpm;
      sums->heart_rate_max = fmax (sums->heart_rate_max, point->heart_rate_bpm);
      sums->n_heart_rate++;
    }
  if (point->power_w >= 0 && point->power_w <= MOST_POWER_W)
    {
      sums->power_sum += point->power_w;
      sums->power_max = fmax (sums->power_max, point->power_w);
      sums->n_power++;
    }
  if (fabs (point->temperature_c) <= MOST_TEMPERATURE_C)
    {
      sums->temperature_sum += point->temperature_c;
      sums->n_temperature++;
    }
  if (fabs (point->core_temperature_c) <= MOST_TEMPERATURE_C)
    sums->core_max = fmax (sums->core_max, point->core_temperature_c);
  source_hash_add (&sums->hash, (guint64) point->time_us);
  source_hash_add (&sums->hash, isnan (point->latitude) ? 0 : (guint64) (gint64) llround (fmod (point->latitude, 1e6) * 1e7));
  source_hash_add (&sums->hash, isnan (point->longitude) ? 0 : (guint64) (gint64) llround (fmod (point->longitude, 1e6) * 1e7));
}

void
track_sums_apply (const TrackSums *sums, Event *event, SourceReport *report)
{
  event->n_records = sums->n;
  if (sums->n_timed == 0)
    event->flags |= EVENT_FLAG_NO_TIMES;
  if (sums->any_without_zone)
    {
      event->flags |= EVENT_FLAG_NO_ZONE;
      source_report_flag (report, "time_without_zone");
    }
  if (event->start_us == INSTANT_UNKNOWN)
    event->start_us = sums->first_us;
  if (event->end_us == INSTANT_UNKNOWN)
    event->end_us = sums->last_us;
  if (event->start_us != INSTANT_UNKNOWN && event->start_us < FIRST_REAL_INSTANT)
    {
      event->flags |= EVENT_FLAG_CLOCK_UNSET;
      source_report_flag (report, "clock_unset");
    }
  /* "Z" says that the writer had no clock time to tell; another offset is where it was. */
  if (sums->offset_s != INSTANT_OFFSET_UNKNOWN && sums->offset_s != 0)
    {
      event->start_offset_s = event->end_offset_s = sums->offset_s;
      source_report_flag (report, "time_with_offset");
    }
  if (isnan (event->elapsed_s) && event->start_us != INSTANT_UNKNOWN && event->end_us != INSTANT_UNKNOWN)
    event->elapsed_s = (double) (event->end_us - event->start_us) / INSTANT_SECOND;
  if (sums->n_heart_rate)
    event_set_if_unknown (event, EVENT_FIELD_HEART_RATE_AVG_BPM, sums->heart_rate_sum / sums->n_heart_rate);
  event_set_if_unknown (event, EVENT_FIELD_HEART_RATE_MAX_BPM, sums->heart_rate_max);
  if (sums->n_power)
    event_set_if_unknown (event, EVENT_FIELD_POWER_AVG_W, sums->power_sum / sums->n_power);
  event_set_if_unknown (event, EVENT_FIELD_POWER_MAX_W, sums->power_max);
  if (sums->n_temperature)
    event_set_if_unknown (event, EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C, sums->temperature_sum / sums->n_temperature);
  event_set_if_unknown (event, EVENT_FIELD_CORE_TEMPERATURE_MAX_C, sums->core_max);
  if (sums->ascent_m > 0)
    event_set_if_unknown (event, EVENT_FIELD_ASCENT_M, sums->ascent_m);
  event_set_number (event, EVENT_FIELD_START_LATITUDE_DEG, sums->first_latitude);
  event_set_number (event, EVENT_FIELD_START_LONGITUDE_DEG, sums->first_longitude);
  if (sums->n && event->content_hash == NULL)
    event->content_hash = source_hash_text (&sums->hash);
}

void
track_add_name_links (Event *event, const char *file)
{
  g_autofree char *base = g_path_get_basename (file), *folder = g_path_get_dirname (file), *parent = g_path_get_basename (folder);
  g_autoptr(GRegex) garmin = g_regex_new ("(?:^|[^A-Za-z])activity_(\\d{6,})\\.|(?:^|\\D)(\\d{6,})_ACTIVITY\\.", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  if (g_regex_match (garmin, base, 0, &match))
    {
      g_autofree char *first = g_match_info_fetch (match, 1), *second = g_match_info_fetch (match, 2);

      event_add_link (event, "garmin-activity:%s", first && *first ? first : second);
    }
  /* In Strava's export the list names its originals so. */
  if (g_str_equal (parent, "activities"))
    event_add_link (event, "strava-file:activities/%s", base);
  if (g_str_has_prefix (base, "route_") && g_str_has_suffix (base, ".gpx"))
    event_add_link (event, "apple-route:%s", base);
}
