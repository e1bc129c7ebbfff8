/* sources/garmin-json.c: Garmin Connect's web service and account export. Traps: elapsedDuration is milliseconds in lists and
 * seconds in older details; times are GMT and local strings whose difference is the offset, or milliseconds of which the local
 * ones are a false epoch; weather is in °F. */
#include <math.h>
#include <string.h>

#include "json-source.h"

#define METRES_A_SECOND_PER_MILE_AN_HOUR 0.44704

/* Milliseconds taken for seconds would make a thousandfold event; seconds taken for milliseconds one shorter than its timer time. */
static double
elapsed_seconds (double elapsed, double timer_s)
{
  return elapsed / 1000 >= timer_s - 1.5 ? elapsed / 1000 : elapsed;
}

static double
either (JsonObject *object, const char *key, const char *other)
{
  double value = json_look_number (object, key);

  return isnan (value) ? json_look_number (object, other) : value;
}

static void
set_times (Event *event, JsonObject *object)
{
  gint64 local_us = json_look_instant (object, "startTimeLocal", NULL);

  event->start_us = json_look_instant (object, "startTimeGMT", NULL);
  if (event->start_us == INSTANT_UNKNOWN) /* the account export has milliseconds under nearly the same names */
    {
      event->start_us = json_look_milliseconds (object, "startTimeGmt");
      if (event->start_us == INSTANT_UNKNOWN)
        event->start_us = json_look_milliseconds (object, "beginTimestamp");
      if (local_us == INSTANT_UNKNOWN)
        local_us = json_look_milliseconds (object, "startTimeLocal");
    }
  event->start_offset_s = event->end_offset_s = source_offset_between (local_us, event->start_us);
}

static void
set_measures (Event *event, JsonObject *object, gboolean account_export)
{
  double elapsed = json_look_number (object, "elapsedDuration"), distance = json_look_number (object, "distance");

  event->timer_s = json_look_number (object, "duration");
  if (account_export)
    {
      event->timer_s /= 1000;
      distance /= 100; /* centimetres */
    }
  event->elapsed_s = isnan (elapsed) ? event->timer_s : elapsed_seconds (elapsed, event->timer_s);
  event->distance_m = distance;
  event_set_number (event, EVENT_FIELD_MOVING_S, json_look_number (object, "movingDuration") / (account_export ? 1000 : 1));
  event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, either (object, "averageHR", "avgHr"));
  event_set_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM, either (object, "maxHR", "maxHr"));
  event_set_number (event, EVENT_FIELD_POWER_AVG_W, either (object, "averagePower", "avgPower"));
  event_set_number (event, EVENT_FIELD_POWER_MAX_W, json_look_number (object, "maxPower"));
  event_set_number (event, EVENT_FIELD_ENERGY_KCAL, json_look_number (object, "calories") / (account_export ? 4.184 : 1));
  /* The account export counts in centimetres and milliseconds, and so in centimetres a millisecond. */
  event_set_number (event, EVENT_FIELD_ASCENT_M, json_look_number (object, "elevationGain") / (account_export ? 100 : 1));
  event_set_number (event, EVENT_FIELD_DESCENT_M, json_look_number (object, "elevationLoss") / (account_export ? 100 : 1));
  event_set_number (event, EVENT_FIELD_SPEED_MAX_M_S, json_look_number (object, "maxSpeed") * (account_export ? 10 : 1));
  event_set_number (event, EVENT_FIELD_LAPS, json_look_number (object, "lapCount"));
  event_set_number (event, EVENT_FIELD_STEPS, json_look_number (object, "steps"));
  event_set_number (event, EVENT_FIELD_DEVICE_SWEAT_LOSS_ML, json_look_number (object, "waterEstimated"));
  if (json_look_number (object, "waterConsumed") > 0) /* 0 is what stands there when nobody was asked */
    event_set_number (event, EVENT_FIELD_DRUNK_ML, json_look_number (object, "waterConsumed"));
  event_set_number (event, EVENT_FIELD_START_LATITUDE_DEG, json_look_number (object, "startLatitude"));
  event_set_number (event, EVENT_FIELD_START_LONGITUDE_DEG, json_look_number (object, "startLongitude"));
}

static const char *
sport_of (JsonObject *object)
{
  JsonObject *type = json_look_object (object, "activityTypeDTO");

  if (type == NULL)
    type = json_look_object (object, "activityType");
  return type ? json_look_string (type, "typeKey") : json_look_string (object, "activityType");
}

static void
set_device (Event *event, JsonObject *object)
{
  JsonObject *metadata = json_look_object (object, "metadataDTO");
  JsonObject *device = metadata ? json_look_object (metadata, "deviceMetaDataDTO") : NULL;
  g_autofree char *id = device ? json_look_id (device, "deviceId") : json_look_id (object, "deviceId");

  if (id == NULL || g_str_equal (id, "0"))
    return;
  event->device_id = g_strdup_printf ("1:%s", id);
  event->device = g_strdup_printf ("garmin unit %s", id);
  if (event->start_us != INSTANT_UNKNOWN)
    event_add_link (event, "device-start:%s:%" G_GINT64_FORMAT, id, event->start_us / INSTANT_SECOND);
}

static void
read_activity (SourceReport *report, JsonObject *object, const char *id)
{
  JsonObject *summary = json_look_object (object, "summaryDTO"), *zone = json_look_object (object, "timeZoneUnitDTO");
  JsonObject *measures = summary ? summary : object;
  gboolean account_export = !json_object_has_member (measures, "startTimeGMT")
                            && (!isnan (json_look_number (measures, "startTimeGmt")) || !isnan (json_look_number (measures, "beginTimestamp")));
  g_autofree char *parent = json_look_id (object, "parentId");
  Event *event = event_new (EVENT_WORKOUT, "garmin-connect");

  event->source_id = g_strdup (id);
  /* Details tell more than the list, and the list more than the account export: whichever comes last, the fuller telling stands. */
  event->revision = summary ? 2 : account_export ? 0 : 1;
  event_add_link (event, "garmin-activity:%s", id);
  if (json_look_true (object, "isMultiSportParent") || json_look_true (object, "parent"))
    event_set_sport (event, "multisport");
  else
    event_set_sport (event, sport_of (object));
  set_times (event, measures);
  set_measures (event, measures, account_export);
  event_end_after (event, event->elapsed_s);
  if (zone)
    event_set_zone (event, json_look_string (zone, "timeZone"));
  event_set_text (event, EVENT_FIELD_TITLE, json_look_string (object, json_object_has_member (object, "activityName") ? "activityName" : "name"));
  event_set_text (event, EVENT_FIELD_NOTES, json_look_string (object, "description"));
  if (json_look_true (object, "manualActivity"))
    event_set_number (event, EVENT_FIELD_TYPED, 1);
  set_device (event, object);
  if (parent)
    event_add_link (event, GARMIN_PARENT_LINK "%s", parent);
  if (event->start_us == INSTANT_UNKNOWN)
    event->flags |= EVENT_FLAG_NO_TIMES;
  source_report_take (report, event);
}

static SleepStage
stage_of_level (double level)
{
  static const SleepStage stages[] = { SLEEP_STAGE_DEEP, SLEEP_STAGE_LIGHT, SLEEP_STAGE_REM, SLEEP_STAGE_AWAKE };

  return level >= 0 && level < G_N_ELEMENTS (stages) ? stages[(guint) level] : SLEEP_STAGE_UNMEASURED;
}

static void
add_levels (Event *event, JsonArray *levels)
{
  for (guint i = 0; levels && i < json_array_get_length (levels); i++)
    {
      JsonNode *node = json_array_get_element (levels, i);
      JsonObject *level = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 start_us = level ? json_look_time (level, "startGMT") : INSTANT_UNKNOWN, end_us = level ? json_look_time (level, "endGMT") : INSTANT_UNKNOWN;

      if (start_us != INSTANT_UNKNOWN && end_us != INSTANT_UNKNOWN)
        event_add_segment (event, start_us, end_us, stage_of_level (json_look_number (level, "activityLevel")));
    }
}

static gint64
first_time_of (JsonObject *object, const char *key, const char *other)
{
  gint64 instant_us = json_look_time (object, key);

  return instant_us != INSTANT_UNKNOWN ? instant_us : json_look_time (object, other);
}

/* The web service calls the list dailyNapDTOS, the account export napList. */
static void
add_naps (SourceReport *report, JsonObject *object)
{
  JsonArray *naps = json_look_array (object, json_look_array (object, "dailyNapDTOS") ? "dailyNapDTOS" : "napList");

  for (guint i = 0; naps && i < json_array_get_length (naps); i++)
    {
      JsonNode *node = json_array_get_element (naps, i);
      JsonObject *nap = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 start_us = nap ? first_time_of (nap, "napStartTimestampGMT", "startTimestampGMT") : INSTANT_UNKNOWN;
      gint64 end_us = nap ? first_time_of (nap, "napEndTimestampGMT", "endTimestampGMT") : INSTANT_UNKNOWN;
      double nap_s = nap ? json_look_number (nap, "napTimeSec") : NAN;
      Event *event;

      if (end_us == INSTANT_UNKNOWN && start_us != INSTANT_UNKNOWN && nap_s > 0 && nap_s < 86400)
        end_us = start_us + (gint64) (nap_s * 1e6);

      if (start_us == INSTANT_UNKNOWN || end_us == INSTANT_UNKNOWN || end_us <= start_us)
        continue;
      event = event_new (EVENT_SLEEP, "garmin-connect");
      event->source_id = g_strdup_printf ("nap:%" G_GINT64_FORMAT, start_us);
      event_add_segment (event, start_us, end_us, SLEEP_STAGE_ASLEEP);
      event_close_segments (event);
      event_set_number (event, EVENT_FIELD_MAIN_SLEEP, 0);
      source_report_take (report, event);
    }
}

/* @sleep: dailySleepDTO, or an entry of the account export's list; @whole: what holds the levels. */
static void
read_sleep (SourceReport *report, JsonObject *sleep, JsonObject *whole)
{
  gint64 start_us = json_look_time (sleep, "sleepStartTimestampGMT"), end_us = json_look_time (sleep, "sleepEndTimestampGMT");
  JsonObject *scores = json_look_object (sleep, "sleepScores"), *overall = scores ? json_look_object (scores, "overall") : NULL;
  const char *date = json_look_string (sleep, "calendarDate");
  Event *event;

  add_naps (report, whole);
  if (start_us == INSTANT_UNKNOWN || end_us == INSTANT_UNKNOWN || end_us <= start_us)
    return; /* a day without a night */
  event = event_new (EVENT_SLEEP, "garmin-connect");
  event->source_id = g_strdup_printf ("sleep:%s", date ? date : "");
  add_levels (event, json_look_array (whole, "sleepLevels"));
  if (event->segments->len == 0)
    event_add_segment (event, start_us, end_us, SLEEP_STAGE_ASLEEP);
  event_close_segments (event);
  event->start_us = start_us;
  event->end_us = end_us;
  event->elapsed_s = (double) (end_us - start_us) / INSTANT_SECOND;
  event->start_offset_s = source_offset_between (json_look_time (sleep, "sleepStartTimestampLocal"), start_us);
  event->end_offset_s = source_offset_between (json_look_time (sleep, "sleepEndTimestampLocal"), end_us);
  event_set_number (event, EVENT_FIELD_DEEP_S, json_look_number (sleep, "deepSleepSeconds"));
  event_set_number (event, EVENT_FIELD_LIGHT_S, json_look_number (sleep, "lightSleepSeconds"));
  event_set_number (event, EVENT_FIELD_REM_S, json_look_number (sleep, "remSleepSeconds"));
  event_set_number (event, EVENT_FIELD_AWAKE_S, json_look_number (sleep, "awakeSleepSeconds"));
  event_set_number (event, EVENT_FIELD_ASLEEP_S, json_look_number (sleep, "sleepTimeSeconds"));
  event_set_number (event, EVENT_FIELD_RESTING_HEART_RATE_BPM, json_look_number (whole, "restingHeartRate"));
  event_set_number (event, EVENT_FIELD_MAIN_SLEEP, 1);
  if (overall)
    event_set_number (event, EVENT_FIELD_SLEEP_SCORE, json_look_number (overall, "value"));
  else if (scores)
    event_set_number (event, EVENT_FIELD_SLEEP_SCORE, json_look_number (scores, "overallScore"));
  if (g_strcmp0 (json_look_string (sleep, "sleepWindowConfirmationType"), "MANUALLY_CONFIRMED") == 0
      || g_strcmp0 (json_look_string (sleep, "sleepWindowConfirmationType"), "manually_confirmed") == 0)
    event_set_number (event, EVENT_FIELD_TYPED, 1);
  source_report_take (report, event);
}

/* Grams; "date" is the false local epoch, "timestampGMT" the instant. */
static void
read_weight (SourceReport *report, JsonObject *object)
{
  gint64 instant_us = json_look_time (object, "timestampGMT");
  double fat = json_look_number (object, "bodyFat"), muscle_g = json_look_number (object, "muscleMass");
  g_autofree char *id = json_look_id (object, "samplePk");
  Event *event;

  if (instant_us == INSTANT_UNKNOWN)
    instant_us = json_look_time (object, "gmtTimestamp");
  if (instant_us == INSTANT_UNKNOWN)
    return;
  for (guint i = 0; i < report->events->len; i++) /* "latestWeight" stands in the list as well */
    if (id && g_strcmp0 (((Event *) g_ptr_array_index (report->events, i))->source_id, id) == 0)
      return;
  event = event_new (EVENT_BODY_MASS, "garmin-connect");
  event->source_id = id ? g_strdup (id) : g_strdup_printf ("weight:%" G_GINT64_FORMAT, instant_us);
  event->start_us = event->end_us = instant_us;
  event->start_offset_s = event->end_offset_s = source_offset_between (json_look_milliseconds (object, "date"), instant_us);
  event_set_number (event, EVENT_FIELD_BODY_MASS_KG, json_look_number (object, "weight") / 1000);
  if (fat > 0) /* 0 is a scale that could not measure it */
    event_set_number (event, EVENT_FIELD_BODY_FAT_PERCENT, fat);
  if (muscle_g > 0)
    event_set_number (event, EVENT_FIELD_MUSCLE_MASS_KG, muscle_g / 1000);
  if (g_strcmp0 (json_look_string (object, "sourceType"), "MANUAL") == 0)
    event_set_number (event, EVENT_FIELD_TYPED, 1);
  source_report_take (report, event);
}

/* Weather at an activity that is told of elsewhere: degrees Fahrenheit and miles an hour, whatever the account's units. */
static void
read_weather (SourceReport *report, JsonObject *object, const char *id)
{
  JsonObject *type = json_look_object (object, "weatherTypeDTO");
  double temperature_f = json_look_number (object, "temp"), wind_mph = json_look_number (object, "windSpeed");
  Event *event;

  if (isnan (temperature_f) && isnan (wind_mph))
    return;
  event = event_new (EVENT_WORKOUT, "garmin-connect");
  event->source_id = g_strdup_printf ("weather:%s", id);
  event->flags |= EVENT_FLAG_NO_TIMES;
  event_add_link (event, "garmin-activity:%s", id);
  event_set_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C, (temperature_f - 32) / 1.8);
  event_set_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, json_look_number (object, "relativeHumidity"));
  event_set_number (event, EVENT_FIELD_WEATHER_WIND_M_S, wind_mph * METRES_A_SECOND_PER_MILE_AN_HOUR);
  if (type && g_strcmp0 (json_look_string (type, "desc"), "Unknown") != 0)
    event_set_text (event, EVENT_FIELD_WEATHER, json_look_string (type, "desc"));
  source_report_take (report, event);
}

static gboolean
is_called (const Event *event, const char *link)
{
  return g_ptr_array_find_with_equal_func (event->links, link, g_str_equal, NULL);
}

/* Returns: (transfer full) (nullable): what the parent's link is; it is taken from the leg. */
static char *
take_parent_link (Event *event)
{
  for (guint i = 0; i < event->links->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (event->links, i), GARMIN_PARENT_LINK))
      {
        char *link = g_strconcat ("garmin-activity:", (char *) g_ptr_array_index (event->links, i) + strlen (GARMIN_PARENT_LINK), NULL);

        g_ptr_array_remove_index (event->links, i);
        return link;
      }
  return NULL;
}

void
garmin_nest_legs (SourceReport *report)
{
  for (guint i = 0; i < report->events->len; i++)
    {
      Event *leg = g_ptr_array_index (report->events, i);
      g_autofree char *link = take_parent_link (leg);
      Event *parent = NULL;

      for (guint p = 0; link && p < report->events->len && parent == NULL; p++)
        if (p != i && is_called (g_ptr_array_index (report->events, p), link))
          parent = g_ptr_array_index (report->events, p);
      if (parent == NULL)
        continue;
      g_ptr_array_add (parent->children, g_ptr_array_steal_index (report->events, i));
      source_report_flag (report, "multi_session");
      i--;
    }
}

gboolean
garmin_json_read (SourceJob *job, SourceReport *report, JsonObject *object)
{
  JsonObject *sleep = json_look_object (object, "dailySleepDTO");
  g_autofree char *id = json_look_id (object, "activityId");

  if (sleep || json_object_has_member (object, "sleepStartTimestampGMT"))
    {
      report->format = "garmin-connect";
      read_sleep (report, sleep ? sleep : object, object);
      return TRUE;
    }
  if (id && (json_look_object (object, "summaryDTO") || json_object_has_member (object, "startTimeGMT")
             || json_object_has_member (object, "startTimeGmt") || json_object_has_member (object, "beginTimestamp")))
    {
      report->format = "garmin-connect";
      read_activity (report, object, id);
      return TRUE;
    }
  if (json_look_number (object, "weight") > 1000 && (json_object_has_member (object, "samplePk") || json_object_has_member (object, "timestampGMT")))
    {
      report->format = "garmin-connect";
      read_weight (report, object);
      return TRUE;
    }
  if (id && (json_object_has_member (object, "lapDTOs") || json_object_has_member (object, "metricDescriptors")
             || json_object_has_member (object, "weatherPk") || json_object_has_member (object, "issueDate")))
    {
      report->format = "garmin-connect"; /* laps, rows or weather of an activity that is told of elsewhere */
      if (json_object_has_member (object, "issueDate"))
        read_weather (report, object, id);
      return TRUE;
    }
  return FALSE;
}
