/* sources/strava-json.c: activities as Strava's API gives them, saved to a file. start_date_local has a false "Z"; the label
 * "(GMT+00:00)" is the standard offset whatever the season, so that only its IANA name counts. */
#include <math.h>
#include <string.h>

#include "json-source.h"

static void
set_zone (Event *event, JsonObject *object)
{
  const char *label = json_look_string (object, "timezone"), *name = label ? strstr (label, ") ") : NULL;
  double offset_s = json_look_number (object, "utc_offset");

  if (!isnan (offset_s) && fabs (offset_s) < 1e6 && instant_offset_is_plausible ((gint64) offset_s))
    event->start_offset_s = event->end_offset_s = (int) offset_s;
  if (name)
    event_set_zone (event, name + 2);
}

static void
add_links (Event *event, JsonObject *object, const char *id)
{
  const char *external = json_look_string (object, "external_id");

  event_add_link (event, "strava-activity:%s", id);
  if (external == NULL)
    return;
  if (g_str_has_prefix (external, "garmin_push_") || g_str_has_prefix (external, "garmin_ping_"))
    event_add_link (event, "garmin-activity:%s", external + strlen ("garmin_push_"));
  else if (*external)
    event_add_link (event, "upload-file:%s", external);
}

static void
set_start (Event *event, JsonObject *object)
{
  JsonArray *position = json_look_array (object, "start_latlng");

  if (position == NULL || json_array_get_length (position) != 2)
    return;
  event_set_number (event, EVENT_FIELD_START_LATITUDE_DEG, json_array_get_double_element (position, 0));
  event_set_number (event, EVENT_FIELD_START_LONGITUDE_DEG, json_array_get_double_element (position, 1));
}

gboolean
strava_json_read (SourceJob *job, SourceReport *report, JsonObject *object)
{
  const char *sport = json_look_string (object, "sport_type") ? json_look_string (object, "sport_type") : json_look_string (object, "type");
  gint64 start_us = json_look_instant (object, "start_date", NULL);
  g_autofree char *id = json_look_id (object, "id");
  Event *event;

  if (json_object_has_member (object, "original_size") && json_look_array (object, "data"))
    {
      report->format = "strava-json"; /* a stream of an activity that is told of elsewhere */
      return TRUE;
    }
  if (start_us == INSTANT_UNKNOWN || !json_object_has_member (object, "elapsed_time"))
    return FALSE;
  report->format = "strava-json";
  if (sport == NULL || id == NULL || json_object_has_member (object, "lap_index"))
    return TRUE; /* a lap or an effort on a segment */
  event = event_new (EVENT_WORKOUT, "strava-json");
  event->source_id = g_strdup (id);
  /* The detailed activity tells more than the list: whichever comes last, it stands. */
  event->revision = json_object_has_member (object, "segment_efforts");
  event_set_sport (event, sport);
  event->start_us = start_us;
  event->elapsed_s = json_look_number (object, "elapsed_time");
  event_end_after (event, event->elapsed_s);
  /* moving_time is what Strava thinks, up to 4,001 s from the recorder's timer: it is no timer time. */
  event_set_number (event, EVENT_FIELD_MOVING_S, json_look_number (object, "moving_time"));
  event->distance_m = json_look_number (object, "distance");
  set_zone (event, object);
  add_links (event, object, id);
  set_start (event, object);
  event->device = g_strdup (json_look_string (object, "device_name"));
  event_set_text (event, EVENT_FIELD_TITLE, json_look_string (object, "name"));
  event_set_text (event, EVENT_FIELD_NOTES, json_look_string (object, "description"));
  event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, json_look_number (object, "average_heartrate"));
  event_set_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM, json_look_number (object, "max_heartrate"));
  event_set_number (event, EVENT_FIELD_POWER_AVG_W, json_look_number (object, "average_watts"));
  event_set_number (event, EVENT_FIELD_POWER_MAX_W, json_look_number (object, "max_watts"));
  event_set_number (event, EVENT_FIELD_CADENCE_AVG_RPM, json_look_number (object, "average_cadence"));
  event_set_number (event, EVENT_FIELD_SPEED_MAX_M_S, json_look_number (object, "max_speed"));
  event_set_number (event, EVENT_FIELD_ASCENT_M, json_look_number (object, "total_elevation_gain"));
  event_set_number (event, EVENT_FIELD_ENERGY_KCAL, json_look_number (object, "calories"));
  event_set_number (event, EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C, json_look_number (object, "average_temp"));
  if (json_look_true (object, "trainer"))
    event_set_number (event, EVENT_FIELD_INDOOR, 1);
  if (json_look_true (object, "manual"))
    event_set_number (event, EVENT_FIELD_TYPED, 1);
  source_report_take (report, event);
  return TRUE;
}
