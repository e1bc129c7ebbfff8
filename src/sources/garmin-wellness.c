/* sources/garmin-wellness.c: days of the account export (UDSFile_….json, HydrationLogFile_….json) and of the web service. A day has
 * steps and a heart rate at rest. Of what was drunk and sweated, what belongs to an activity goes to it; the timeline has no place
 * for a glass of water at noon. Stress, body battery, floors and intensity minutes say nothing of sweat, and are left. */
#include <math.h>

#include "json-source.h"

#define LONGEST_DAY_US (26 * INSTANT_HOUR) /* clocks are set, and people fly */

/* Returns: (transfer full) (nullable): "2024-03-31" */
static char *
day_of (JsonObject *object)
{
  const char *text = json_look_string (object, "calendarDate");
  gint64 instant_us = json_look_time (object, "calendarDate");
  g_autofree char *iso = NULL;

  if (text)
    return g_strndup (text, 10);
  if (instant_us == INSTANT_UNKNOWN)
    return NULL;
  iso = instant_format (instant_us, 0);
  return g_strndup (iso, 10);
}

static void
read_day (SourceReport *report, JsonObject *object)
{
  gint64 start_us = json_look_time (object, "wellnessStartTimeGmt"), end_us = json_look_time (object, "wellnessEndTimeGmt");
  double steps = json_look_number (object, "totalSteps"), at_rest_bpm = json_look_number (object, "restingHeartRate");
  g_autofree char *day = day_of (object);
  Event *event;

  if (day == NULL || start_us == INSTANT_UNKNOWN || end_us == INSTANT_UNKNOWN || end_us <= start_us || end_us - start_us > LONGEST_DAY_US
      || !(steps > 0 || at_rest_bpm > 0))
    return; /* the watch lay in a drawer */
  event = event_new (EVENT_MONITORING, "garmin-connect");
  event->source_id = g_strdup_printf ("day:%s", day);
  event->start_us = start_us;
  event->end_us = end_us;
  event->elapsed_s = (double) (end_us - start_us) / INSTANT_SECOND;
  event->start_offset_s = source_offset_between (json_look_time (object, "wellnessStartTimeLocal"), start_us);
  event->end_offset_s = source_offset_between (json_look_time (object, "wellnessEndTimeLocal"), end_us);
  if (steps > 0)
    event_set_number (event, EVENT_FIELD_STEPS, steps);
  if (at_rest_bpm > 0)
    event_set_number (event, EVENT_FIELD_RESTING_HEART_RATE_BPM, at_rest_bpm);
  source_report_take (report, event);
}

static Event *
water_of_activity (SourceReport *report, const char *activity)
{
  g_autofree char *id = g_strdup_printf ("water:%s", activity);
  Event *event;

  for (guint i = report->events->len; i-- > 0;)
    if (g_strcmp0 (((Event *) g_ptr_array_index (report->events, i))->source_id, id) == 0)
      return g_ptr_array_index (report->events, i);
  event = event_new (EVENT_WORKOUT, "garmin-connect");
  event->source_id = g_steal_pointer (&id);
  event->flags |= EVENT_FLAG_NO_TIMES;
  event_add_link (event, "garmin-activity:%s", activity);
  source_report_take (report, event);
  return event;
}

/* A bottle is logged in several sips, and taken back when it was a slip: what belongs to one activity is added up. */
static void
add_drink (Event *event, double ml)
{
  double before_ml = event_number (event, EVENT_FIELD_DRUNK_ML), all_ml = isnan (before_ml) ? ml : before_ml + ml;

  event_set_number (event, EVENT_FIELD_DRUNK_ML, all_ml > 0 ? all_ml : NAN);
}

static void
read_water (SourceReport *report, JsonObject *object)
{
  double drunk_ml = json_look_number (object, "valueInML"), lost_ml = json_look_number (object, "estimatedSweatLossInML");
  g_autofree char *activity = json_look_id (object, "activityId");
  Event *event;

  if (activity == NULL || g_str_equal (activity, "0"))
    {
      if (drunk_ml > 0 && !g_ptr_array_find_with_equal_func (report->flags, "drinks_left_out", g_str_equal, NULL))
        {
          source_report_flag (report, "drinks_left_out");
          source_report_say (report, "Drinks that were logged outside activities are left out: a timeline holds what was drunk in a workout.");
        }
      return;
    }
  if (!(lost_ml > 0) && (isnan (drunk_ml) || drunk_ml == 0))
    return;
  event = water_of_activity (report, activity);
  if (lost_ml > 0)
    event_set_number (event, EVENT_FIELD_DEVICE_SWEAT_LOSS_ML, lost_ml);
  if (!isnan (drunk_ml))
    add_drink (event, drunk_ml);
}

gboolean
garmin_wellness_json_read (SourceJob *job, SourceReport *report, JsonObject *object)
{
  if (json_object_has_member (object, "wellnessStartTimeGmt")
      && (json_object_has_member (object, "totalSteps") || json_object_has_member (object, "restingHeartRate")))
    read_day (report, object);
  else if (json_object_has_member (object, "valueInML")
           && (json_object_has_member (object, "hydrationSource") || json_object_has_member (object, "persistedTimestampGMT")))
    read_water (report, object);
  else
    return FALSE;
  report->format = "garmin-connect";
  return TRUE;
}
