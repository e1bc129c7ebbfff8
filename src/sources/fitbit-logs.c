/* sources/fitbit-logs.c: exercises and weighings of Fitbit, of the account's export (exercise-0.json, weight-2024-01-01.json) and of the
 * Web API. The export writes "01/03/24 17:10:00", month first: exercises in UTC, weighings on the athlete's clock and in pounds
 * whatever the account's units. The API writes ISO 8601 with an offset, and kilograms. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/unit.h"
#include "json-source.h"

#define METRES_PER_MILE 1609.344

/* "01/03/24" and "17:10:00", as if UTC. */
static gint64
export_time (const char *date, const char *clock)
{
  int month, day, year, hour, minute, second;

  if (date == NULL || clock == NULL || sscanf (date, "%2d/%2d/%2d", &month, &day, &year) != 3
      || sscanf (clock, "%2d:%2d:%2d", &hour, &minute, &second) != 3 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23
      || minute < 0 || minute > 59 || second < 0 || second > 60 || year < 0)
    return INSTANT_UNKNOWN;
  return instant_from_civil (2000 + year, month, day, hour, minute, second, 0);
}

static void
read_exercise (SourceReport *report, JsonObject *object, const char *start, const char *id)
{
  double duration_ms = json_look_number (object, "duration"), active_ms = json_look_number (object, "activeDuration"),
         distance = json_look_number (object, "distance");
  const char *unit = json_look_string (object, "distanceUnit"), *log = json_look_string (object, "logType");
  Event *event = event_new (EVENT_WORKOUT, "fitbit");
  WrittenInstant written;

  event->source_id = g_strdup_printf ("exercise:%s", id);
  event_set_sport (event, json_look_string (object, "activityName"));
  if (instant_scan (start, -1, &written))
    {
      event->start_us = written.instant_us;
      event->start_offset_s = event->end_offset_s = written.offset_s;
    }
  else
    event->start_us = export_time (start, strchr (start, ' ') ? strchr (start, ' ') + 1 : NULL);
  if (event->start_us == INSTANT_UNKNOWN)
    event->flags |= EVENT_FLAG_NO_TIMES;
  event->elapsed_s = duration_ms / 1000;
  event->timer_s = active_ms / 1000;
  event_end_after (event, event->elapsed_s);
  if (distance > 0 && unit)
    event->distance_m = distance * (g_str_has_prefix (unit, "Mile") ? METRES_PER_MILE : 1000);
  event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, json_look_number (object, "averageHeartRate"));
  event_set_number (event, EVENT_FIELD_ENERGY_KCAL, json_look_number (object, "calories"));
  event_set_number (event, EVENT_FIELD_STEPS, json_look_number (object, "steps"));
  if (g_strcmp0 (log, "manual") == 0)
    event_set_number (event, EVENT_FIELD_TYPED, 1);
  source_report_take (report, event);
}

static void
read_weighing (SourceJob *job, SourceReport *report, JsonObject *object, const char *date, const char *id)
{
  const char *clock = json_look_string (object, "time");
  gint64 instant_us = export_time (date, clock);
  gboolean export = instant_us != INSTANT_UNKNOWN;
  double fat = json_look_number (object, "fat");
  Event *event;

  if (!export)
    {
      g_autofree char *joined = g_strdup_printf ("%sT%s", date, clock);
      WrittenInstant written;

      if (!instant_scan (joined, -1, &written))
        return;
      instant_us = written.instant_us;
    }
  event = event_new (EVENT_BODY_MASS, "fitbit");
  event->source_id = g_strdup_printf ("weight:%s", id);
  if (!source_local_instant (job, &instant_us, &event->start_offset_s))
    {
      event->flags |= EVENT_FLAG_NO_ZONE;
      source_report_flag (report, "time_without_zone");
    }
  event->start_us = event->end_us = instant_us;
  event->end_offset_s = event->start_offset_s;
  event_set_number (event, EVENT_FIELD_BODY_MASS_KG, json_look_number (object, "weight") * (export ? KG_PER_LB : 1));
  if (fat > 0)
    event_set_number (event, EVENT_FIELD_BODY_FAT_PERCENT, fat);
  source_report_take (report, event);
}

gboolean
fitbit_logs_json_read (SourceJob *job, SourceReport *report, JsonObject *object)
{
  g_autofree char *id = json_look_id (object, "logId");
  const char *start = json_look_string (object, "startTime"), *date = json_look_string (object, "date");

  if (id == NULL)
    return FALSE;
  if (start && json_look_string (object, "activityName") && json_object_has_member (object, "duration"))
    read_exercise (report, object, start, id);
  else if (date && json_look_string (object, "time") && json_look_number (object, "weight") > 0)
    read_weighing (job, report, object, date, id);
  else
    return FALSE;
  report->format = "fitbit";
  return TRUE;
}
