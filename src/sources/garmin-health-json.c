/* sources/garmin-health-json.c: the partner API's pushes: seconds and offsets by the names of their units. Summaries are sent
 * again when they change: the same summaryId is the same thing. */
#include <math.h>

#include "json-source.h"

static gint64
seconds_instant (JsonObject *object, const char *key)
{
  double value = json_look_number (object, key);

  return isnan (value) || fabs (value) > 1e11 ? INSTANT_UNKNOWN : (gint64) value * INSTANT_SECOND;
}

static void
set_offset (Event *event, JsonObject *object, const char *key)
{
  double offset_s = json_look_number (object, key);

  if (!isnan (offset_s) && fabs (offset_s) < 1e6 && instant_offset_is_plausible ((gint64) offset_s))
    event->start_offset_s = event->end_offset_s = (int) offset_s;
}

static Event *
new_event (JsonObject *object, EventKind kind, const char *time_key)
{
  Event *event = event_new (kind, "garmin-health");

  event->source_id = json_look_id (object, "summaryId");
  if (event->source_id == NULL)
    event->source_id = json_look_id (object, "activityId");
  event->start_us = seconds_instant (object, time_key);
  event->device = g_strdup (json_look_string (object, "deviceName"));
  return event;
}

static void
set_span (Event *event, JsonObject *object)
{
  double duration_s = json_look_number (object, "durationInSeconds");

  event->elapsed_s = duration_s;
  event_end_after (event, duration_s);
  set_offset (event, object, "startTimeOffsetInSeconds");
}

static void
read_activity (SourceReport *report, JsonObject *object)
{
  Event *event = new_event (object, EVENT_WORKOUT, "startTimeInSeconds");
  g_autofree char *id = json_look_id (object, "activityId"), *parent = json_look_id (object, "parentSummaryId");
  const char *number = id ? id : event->source_id;

  set_span (event, object);
  event_set_sport (event, json_look_string (object, "activityType"));
  /* The partner API knows one duration, which is timer time: the end is the earliest that is possible. */
  event->timer_s = event->elapsed_s;
  event->elapsed_s = NAN;
  event->distance_m = json_look_number (object, "distanceInMeters");
  event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, json_look_number (object, "averageHeartRateInBeatsPerMinute"));
  event_set_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM, json_look_number (object, "maxHeartRateInBeatsPerMinute"));
  event_set_number (event, EVENT_FIELD_ENERGY_KCAL, json_look_number (object, "activeKilocalories"));
  event_set_number (event, EVENT_FIELD_ASCENT_M, json_look_number (object, "totalElevationGainInMeters"));
  event_set_number (event, EVENT_FIELD_STEPS, json_look_number (object, "steps"));
  event_set_number (event, EVENT_FIELD_START_LATITUDE_DEG, json_look_number (object, "startingLatitudeInDegree"));
  event_set_number (event, EVENT_FIELD_START_LONGITUDE_DEG, json_look_number (object, "startingLongitudeInDegree"));
  if (json_look_true (object, "manual"))
    event_set_number (event, EVENT_FIELD_TYPED, 1);
  if (number && g_ascii_isdigit (number[0]))
    event_add_link (event, "garmin-activity:%s", number);
  if (parent)
    event_add_link (event, GARMIN_PARENT_LINK "%s", parent);
  source_report_take (report, event);
}

static void
add_stage (Event *event, JsonObject *map, const char *key, SleepStage stage)
{
  JsonArray *list = json_look_array (map, key);

  for (guint i = 0; list && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *part = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 start_us = part ? seconds_instant (part, "startTimeInSeconds") : INSTANT_UNKNOWN;
      gint64 end_us = part ? seconds_instant (part, "endTimeInSeconds") : INSTANT_UNKNOWN;

      if (start_us != INSTANT_UNKNOWN && end_us != INSTANT_UNKNOWN)
        event_add_segment (event, start_us, end_us, stage);
    }
}

static void
read_naps (SourceReport *report, JsonObject *object)
{
  JsonArray *naps = json_look_array (object, "naps");

  for (guint i = 0; naps && i < json_array_get_length (naps); i++)
    {
      JsonNode *node = json_array_get_element (naps, i);
      JsonObject *nap = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 start_us = nap ? seconds_instant (nap, "napStartTimeInSeconds") : INSTANT_UNKNOWN;
      double duration_s = nap ? json_look_number (nap, "napDurationInSeconds") : NAN;
      Event *event;

      if (start_us == INSTANT_UNKNOWN || !(duration_s > 0 && duration_s < 1e6))
        continue;
      event = event_new (EVENT_SLEEP, "garmin-health");
      event->source_id = g_strdup_printf ("nap:%" G_GINT64_FORMAT, start_us);
      event_add_segment (event, start_us, start_us + (gint64) (duration_s * 1e6), SLEEP_STAGE_ASLEEP);
      event_close_segments (event);
      set_offset (event, nap, "napOffsetInSeconds");
      event_set_number (event, EVENT_FIELD_MAIN_SLEEP, 0);
      source_report_take (report, event);
    }
}

static void
read_sleep (SourceReport *report, JsonObject *object)
{
  Event *event = new_event (object, EVENT_SLEEP, "startTimeInSeconds");
  JsonObject *map = json_look_object (object, "sleepLevelsMap");
  gint64 start_us = event->start_us;

  set_span (event, object);
  if (map)
    {
      add_stage (event, map, "deep", SLEEP_STAGE_DEEP);
      add_stage (event, map, "light", SLEEP_STAGE_LIGHT);
      add_stage (event, map, "rem", SLEEP_STAGE_REM);
      add_stage (event, map, "awake", SLEEP_STAGE_AWAKE);
      add_stage (event, map, "unmeasurable", SLEEP_STAGE_UNMEASURED);
    }
  if (event->segments->len == 0 && event->end_us != INSTANT_UNKNOWN)
    event_add_segment (event, start_us, event->end_us, SLEEP_STAGE_ASLEEP);
  event_close_segments (event);
  event_set_number (event, EVENT_FIELD_DEEP_S, json_look_number (object, "deepSleepDurationInSeconds"));
  event_set_number (event, EVENT_FIELD_LIGHT_S, json_look_number (object, "lightSleepDurationInSeconds"));
  event_set_number (event, EVENT_FIELD_REM_S, json_look_number (object, "remSleepInSeconds"));
  event_set_number (event, EVENT_FIELD_AWAKE_S, json_look_number (object, "awakeDurationInSeconds"));
  read_naps (report, object);
  source_report_take (report, event);
}

static void
read_mass (SourceReport *report, JsonObject *object)
{
  Event *event = new_event (object, EVENT_BODY_MASS, "measurementTimeInSeconds");

  event->end_us = event->start_us;
  set_offset (event, object, "measurementTimeOffsetInSeconds");
  event_set_number (event, EVENT_FIELD_BODY_MASS_KG, json_look_number (object, "weightInGrams") / 1000);
  event_set_number (event, EVENT_FIELD_BODY_FAT_PERCENT, json_look_number (object, "bodyFatInPercent"));
  event_set_number (event, EVENT_FIELD_MUSCLE_MASS_KG, json_look_number (object, "muscleMassInGrams") / 1000);
  source_report_take (report, event);
}

/* A day's summary looks like a walk of 24 hours, but for what only a day has. */
static gboolean
is_a_day (JsonObject *object)
{
  static const char *const of_days[] = { "bmrKilocalories", "stepsGoal", "restingHeartRateInBeatsPerMinute", "floorsClimbed" };

  for (guint i = 0; i < G_N_ELEMENTS (of_days); i++)
    if (json_object_has_member (object, of_days[i]))
      return json_object_has_member (object, "durationInSeconds");
  return FALSE;
}

static void
read_day (SourceReport *report, JsonObject *object)
{
  Event *event = new_event (object, EVENT_MONITORING, "startTimeInSeconds");
  double at_rest_bpm = json_look_number (object, "restingHeartRateInBeatsPerMinute");

  set_span (event, object);
  event_set_number (event, EVENT_FIELD_STEPS, json_look_number (object, "steps"));
  if (at_rest_bpm > 0)
    event_set_number (event, EVENT_FIELD_RESTING_HEART_RATE_BPM, at_rest_bpm);
  source_report_take (report, event);
}

gboolean
garmin_health_json_read (SourceJob *job, SourceReport *report, JsonObject *object)
{
  gboolean timed = seconds_instant (object, "startTimeInSeconds") != INSTANT_UNKNOWN;

  if (seconds_instant (object, "measurementTimeInSeconds") != INSTANT_UNKNOWN && json_look_number (object, "weightInGrams") > 0)
    read_mass (report, object);
  else if (timed && (json_object_has_member (object, "sleepLevelsMap") || json_object_has_member (object, "deepSleepDurationInSeconds")
                     || json_object_has_member (object, "lightSleepDurationInSeconds")))
    read_sleep (report, object);
  else if (timed && is_a_day (object))
    read_day (report, object);
  else if (timed && json_look_string (object, "activityType") && json_object_has_member (object, "durationInSeconds")
           && !json_object_has_member (object, "intensity"))
    read_activity (report, object);
  else
    return FALSE;
  report->format = "garmin-health";
  return TRUE;
}
