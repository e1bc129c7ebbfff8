/* sources/sleep-json.c: sleep logs of Fitbit (clock times without a zone, short wakes laid over the stages) and Oura (instants
 * with an offset, stages as a string of digits) */
#include <math.h>
#include <string.h>

#include "json-source.h"

static SleepStage
fitbit_stage (const char *level)
{
  static const struct { const char *level; SleepStage stage; } stages[] = {
    { "wake", SLEEP_STAGE_AWAKE }, { "awake", SLEEP_STAGE_AWAKE }, { "restless", SLEEP_STAGE_AWAKE }, { "light", SLEEP_STAGE_LIGHT },
    { "deep", SLEEP_STAGE_DEEP }, { "rem", SLEEP_STAGE_REM }, { "asleep", SLEEP_STAGE_ASLEEP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_strcmp0 (level, stages[i].level) == 0)
      return stages[i].stage;
  return SLEEP_STAGE_UNMEASURED;
}

/* A wake of up to three minutes lies over what the 30 s grid says: what is under it gives way. */
static void
lay_over (Event *event, gint64 start_us, gint64 end_us)
{
  guint n = event->segments->len;

  for (guint i = 0; i < n; i++)
    {
      SleepSegment *segment = &g_array_index (event->segments, SleepSegment, i);
      SleepSegment rest = *segment;

      if (segment->start_us >= end_us || segment->end_us <= start_us)
        continue;
      segment->end_us = MAX (segment->start_us, start_us);
      rest.start_us = MIN (rest.end_us, end_us);
      if (rest.end_us > rest.start_us)
        g_array_append_val (event->segments, rest);
    }
  for (guint i = event->segments->len; i-- > 0;)
    if (g_array_index (event->segments, SleepSegment, i).end_us <= g_array_index (event->segments, SleepSegment, i).start_us)
      g_array_remove_index (event->segments, i);
  event_add_segment (event, start_us, end_us, SLEEP_STAGE_AWAKE);
}

/* Where clock times of a log lie on the line of instants: the clock may be set while the athlete sleeps. */
typedef struct {
  gint64 clock_us;      /* where the part before ended, on the clock */
  gint64 instant_us;    /* and in truth */
} Laid;

static gint64
lay_clock (const SourceJob *job, const Laid *before, gint64 clock_us)
{
  gint64 jump_us, instant_us = clock_us;
  int offset_s;
  gboolean in_zone = source_local_instant (job, &instant_us, &offset_s);

  if (before->clock_us == INSTANT_UNKNOWN)
    return instant_us;
  jump_us = clock_us - before->clock_us;
  /* Parts follow each other: what looks like an hour more or less may be the clock. Of 02:30, which the autumn night has twice,
   * nothing else tells which it is. */
  if (jump_us == 0 || (jump_us == -INSTANT_HOUR && instant_us < before->instant_us) || (jump_us == INSTANT_HOUR && !in_zone))
    return before->instant_us;
  return instant_us;
}

/* A wake that is laid over: on the clock of the stage that it lies in. */
static gint64
lay_within (const SourceJob *job, const GArray *clocks, const GArray *segments, gint64 clock_us)
{
  gint64 instant_us = clock_us;
  int offset_s;

  for (guint i = 0; i < clocks->len && i < segments->len; i++)
    {
      const SleepSegment *segment = &g_array_index (segments, SleepSegment, i);
      gint64 into_us = clock_us - g_array_index (clocks, gint64, i);

      if (into_us >= 0 && into_us < segment->end_us - segment->start_us)
        return segment->start_us + into_us;
    }
  source_local_instant (job, &instant_us, &offset_s);
  return instant_us;
}

/* @list: of {dateTime, level, seconds} */
static void
read_levels (const SourceJob *job, Event *event, JsonArray *list, JsonArray *wakes)
{
  Laid before = { INSTANT_UNKNOWN, INSTANT_UNKNOWN };
  g_autoptr(GArray) clocks = g_array_new (FALSE, FALSE, sizeof (gint64)), segments = g_array_new (FALSE, FALSE, sizeof (SleepSegment));

  for (guint pass = 0; pass < 2; pass++)
    {
      JsonArray *parts = pass ? wakes : list;

      for (guint i = 0; parts && i < json_array_get_length (parts); i++)
        {
          JsonNode *node = json_array_get_element (parts, i);
          JsonObject *part = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
          gint64 clock_us = part ? json_look_instant (part, "dateTime", NULL) : INSTANT_UNKNOWN;
          double seconds = part ? json_look_number (part, "seconds") : NAN;
          SleepSegment segment;

          if (clock_us == INSTANT_UNKNOWN || !(seconds > 0 && seconds < 1e6))
            continue;
          segment.start_us = pass ? lay_within (job, clocks, segments, clock_us) : lay_clock (job, &before, clock_us);
          segment.end_us = segment.start_us + (gint64) (seconds * 1e6);
          segment.stage = fitbit_stage (json_look_string (part, "level"));
          if (pass)
            {
              lay_over (event, segment.start_us, segment.end_us);
              continue;
            }
          event_add_segment (event, segment.start_us, segment.end_us, segment.stage);
          g_array_append_val (clocks, clock_us);
          g_array_append_val (segments, segment);
          before = (Laid) { clock_us + (segment.end_us - segment.start_us), segment.end_us };
        }
    }
}

/* v1: a value for each minute: 1 asleep, 2 restless, 3 awake. */
static void
read_minutes (Event *event, gint64 start_us, JsonArray *minutes)
{
  for (guint i = 0; minutes && i < json_array_get_length (minutes); i++)
    {
      JsonNode *node = json_array_get_element (minutes, i);
      double value = JSON_NODE_HOLDS_OBJECT (node) ? json_look_number (json_node_get_object (node), "value") : NAN;
      SleepStage stage = value == 1 ? SLEEP_STAGE_ASLEEP : value == 2 || value == 3 ? SLEEP_STAGE_AWAKE : SLEEP_STAGE_UNMEASURED;
      SleepSegment *last = event->segments->len ? &g_array_index (event->segments, SleepSegment, event->segments->len - 1) : NULL;

      if (last && last->stage == stage)
        last->end_us += INSTANT_MINUTE;
      else
        event_add_segment (event, start_us + i * INSTANT_MINUTE, start_us + (i + 1) * INSTANT_MINUTE, stage);
    }
}

gboolean
fitbit_json_read (SourceJob *job, SourceReport *report, JsonObject *object)
{
  g_autofree char *id = json_look_id (object, "logId");
  gint64 start_us = json_look_instant (object, "startTime", NULL), end_us = json_look_instant (object, "endTime", NULL);
  double duration_ms = json_look_number (object, "duration");
  static const char *const main_keys[] = { "isMainSleep", "mainSleep" }; /* the API's, the account export's */
  JsonObject *levels = json_look_object (object, "levels");
  int start_offset_s = INSTANT_OFFSET_UNKNOWN, end_offset_s = INSTANT_OFFSET_UNKNOWN;
  Event *event;

  if (id == NULL || start_us == INSTANT_UNKNOWN || (levels == NULL && !json_object_has_member (object, "minutesAsleep")))
    return FALSE;
  report->format = "fitbit";
  event = event_new (EVENT_SLEEP, "fitbit");
  event->source_id = g_steal_pointer (&id);
  if (source_local_instant (job, &start_us, &start_offset_s) && source_local_instant (job, &end_us, &end_offset_s))
    {
      event->start_offset_s = start_offset_s;
      event->end_offset_s = end_offset_s;
      event->zone = g_strdup (job->options->zone);
    }
  else
    {
      event->flags |= EVENT_FLAG_NO_ZONE;
      source_report_flag (report, "time_without_zone");
      if (duration_ms > 0 && duration_ms < 1e9) /* the clock may have been changed in between; a duration was not */
        end_us = start_us + (gint64) duration_ms * 1000;
    }
  if (levels)
    read_levels (job, event, json_look_array (levels, "data"), json_look_array (levels, "shortData"));
  else
    read_minutes (event, start_us, json_look_array (object, "minuteData"));
  if (event->segments->len == 0 && end_us != INSTANT_UNKNOWN)
    event_add_segment (event, start_us, end_us, SLEEP_STAGE_ASLEEP);
  event_close_segments (event);
  event_set_number (event, EVENT_FIELD_ASLEEP_S, json_look_number (object, "minutesAsleep") * 60);
  event_set_number (event, EVENT_FIELD_AWAKE_S, json_look_number (object, "minutesAwake") * 60);
  for (guint i = 0; i < G_N_ELEMENTS (main_keys); i++)
    if (json_object_has_member (object, main_keys[i]))
      event_set_number (event, EVENT_FIELD_MAIN_SLEEP, json_look_true (object, main_keys[i]));
  if (event->flags & EVENT_FLAG_NO_ZONE && report->events->len == 0)
    source_report_say (report, "Fitbit writes clock times without a zone; they are taken as UTC. Give the athlete's zone.");
  source_report_take (report, event);
  return TRUE;
}

static void
read_digits (Event *event, const char *digits, gint64 start_us, gint64 end_us, gint64 step_us)
{
  static const SleepStage stages[] = { SLEEP_STAGE_DEEP, SLEEP_STAGE_LIGHT, SLEEP_STAGE_REM, SLEEP_STAGE_AWAKE };
  gint64 at_us = start_us;

  while (*digits && at_us < end_us)
    {
      const char *same = digits;
      gint64 until_us = at_us;

      for (; *same == *digits; same++)
        until_us += step_us;
      event_add_segment (event, at_us, MIN (until_us, end_us),
                         *digits >= '1' && *digits <= '4' ? stages[*digits - '1'] : SLEEP_STAGE_UNMEASURED);
      at_us = until_us;
      digits = same;
    }
}

static gboolean
read_oura_workout (SourceReport *report, JsonObject *object)
{
  int start_offset_s, end_offset_s;
  gint64 start_us = json_look_instant (object, "start_datetime", &start_offset_s), end_us = json_look_instant (object, "end_datetime", &end_offset_s);
  Event *event;

  if (start_us == INSTANT_UNKNOWN || end_us < start_us || json_look_string (object, "activity") == NULL)
    return FALSE;
  report->format = "oura";
  event = event_new (EVENT_WORKOUT, "oura");
  event->source_id = json_look_id (object, "id");
  if (event->source_id == NULL)
    event->source_id = g_strdup_printf ("workout:%" G_GINT64_FORMAT, start_us);
  event_set_sport (event, json_look_string (object, "activity"));
  event->start_us = start_us;
  event->end_us = end_us;
  event->start_offset_s = start_offset_s;
  event->end_offset_s = end_offset_s;
  event->elapsed_s = (double) (end_us - start_us) / INSTANT_SECOND;
  if (json_look_number (object, "distance") > 0)
    event->distance_m = json_look_number (object, "distance");
  event_set_number (event, EVENT_FIELD_ENERGY_KCAL, json_look_number (object, "calories"));
  if (g_strcmp0 (json_look_string (object, "source"), "manual") == 0)
    event_set_number (event, EVENT_FIELD_TYPED, 1);
  source_report_take (report, event);
  return TRUE;
}

gboolean
oura_json_read (SourceJob *job, SourceReport *report, JsonObject *object)
{
  const char *type = json_look_string (object, "type"), *fine = json_look_string (object, "sleep_phase_30_sec"),
             *coarse = json_look_string (object, "sleep_phase_5_min");
  int start_offset_s, end_offset_s;
  gint64 start_us = json_look_instant (object, "bedtime_start", &start_offset_s), end_us = json_look_instant (object, "bedtime_end", &end_offset_s);
  double in_bed_s = json_look_number (object, "time_in_bed");
  Event *event;

  if (start_us == INSTANT_UNKNOWN || end_us == INSTANT_UNKNOWN)
    return read_oura_workout (report, object);
  report->format = "oura";
  if (g_strcmp0 (type, "rest") == 0 || g_strcmp0 (type, "deleted") == 0)
    return TRUE; /* no sleep */
  event = event_new (EVENT_SLEEP, "oura");
  event->source_id = json_look_id (object, "id");
  if (event->source_id == NULL)
    event->source_id = g_strdup_printf ("bedtime:%" G_GINT64_FORMAT, start_us);
  if (end_us <= start_us && in_bed_s > 0 && in_bed_s < 2 * 86400) /* the day is that of waking: the end is believed */
    {
      start_us = end_us - (gint64) (in_bed_s * 1e6);
      event->flags |= EVENT_FLAG_TIMES_DISAGREE;
    }
  if (coarse == NULL)
    coarse = json_look_string (object, "hypnogram_5min");
  if (fine && *fine)
    read_digits (event, fine, start_us, end_us, 30 * INSTANT_SECOND);
  else if (coarse)
    read_digits (event, coarse, start_us, end_us, 5 * INSTANT_MINUTE);
  if (event->segments->len == 0)
    event_add_segment (event, start_us, end_us, SLEEP_STAGE_ASLEEP);
  event_close_segments (event);
  event->start_us = start_us;
  event->end_us = MAX (end_us, start_us);
  event->elapsed_s = (double) (event->end_us - event->start_us) / INSTANT_SECOND;
  event->start_offset_s = start_offset_s;
  event->end_offset_s = end_offset_s;
  event_set_number (event, EVENT_FIELD_ASLEEP_S, json_look_number (object, "total_sleep_duration"));
  event_set_number (event, EVENT_FIELD_AWAKE_S, json_look_number (object, "awake_time"));
  event_set_number (event, EVENT_FIELD_DEEP_S, json_look_number (object, "deep_sleep_duration"));
  event_set_number (event, EVENT_FIELD_LIGHT_S, json_look_number (object, "light_sleep_duration"));
  event_set_number (event, EVENT_FIELD_REM_S, json_look_number (object, "rem_sleep_duration"));
  if (g_strcmp0 (type, "long_sleep") == 0)
    event_set_number (event, EVENT_FIELD_MAIN_SLEEP, 1);
  else if (g_strcmp0 (type, "late_nap") == 0)
    event_set_number (event, EVENT_FIELD_MAIN_SLEEP, 0);
  source_report_take (report, event);
  return TRUE;
}
