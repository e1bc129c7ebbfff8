/* sources/fit-events.c */
#include "fit-events.h"

#include <math.h>
#include <string.h>

#include "fit-file.h"
#include "fit-names.h"

#define SEMICIRCLE_DEG (180.0 / 2147483648.0)
#define QUARTER_CIRCLE (1 << 30)
#define A_DAY_S 86400.0
/* A recorder that was never stopped says that the event took weeks; one that was paused over lunch does not. */
#define LEFT_PAUSED_S A_DAY_S
/* Rounding and a late last record explain less than a minute. */
#define TIMES_DISAGREE_S 60.0
/* Nobody stays in one stage for longer; what claims so is a clock that was set. */
#define LONGEST_LEVEL_S (6 * 3600u)
#define FILE_TYPE_ACTIVITY 4
#define FILE_TYPE_COURSE 6

static gint64
instant_of (guint32 time)
{
  return time == FIT_NO_TIME ? INSTANT_UNKNOWN : (FIT_EPOCH_S + time) * INSTANT_SECOND;
}

static const char *
maker_name (const FitActivity *activity)
{
  return fit_manufacturer_name (activity->manufacturer);
}

static char *
device_name (const FitActivity *activity)
{
  g_autofree char *maker = maker_name (activity) ? g_strdup (maker_name (activity))
                           : activity->manufacturer > 0 ? g_strdup_printf ("manufacturer %d", activity->manufacturer) : NULL;

  if (activity->product_name)
    return maker ? g_strdup_printf ("%s %s", maker, activity->product_name) : g_strdup (activity->product_name);
  if (maker && activity->product > 0)
    return g_strdup_printf ("%s %d", maker, activity->product);
  return g_steal_pointer (&maker);
}

/* A recorder is known by its serial number; without one, all of a kind are one. */
static char *
device_id (const FitActivity *activity)
{
  if (activity->serial)
    return g_strdup_printf ("%d:%u", activity->manufacturer, activity->serial);
  if (activity->manufacturer > 0)
    return g_strdup_printf ("%d/%d", activity->manufacturer, activity->product);
  return NULL;
}

static char *
records_hash (const FitActivity *activity)
{
  SourceHash hash = { activity->records->len, 0 };

  if (activity->records->len == 0)
    return NULL;
  for (guint i = 0; i < activity->records->len; i++)
    {
      const FitRecord *record = &g_array_index (activity->records, FitRecord, i);
      guint64 distance;
      guint32 beats;

      memcpy (&distance, &record->distance_m, sizeof distance);
      memcpy (&beats, &record->heart_rate_bpm, sizeof beats);
      source_hash_add (&hash, (guint64) record->time << 32 | (guint32) record->latitude);
      source_hash_add (&hash, (guint64) beats << 32 | (guint32) record->longitude);
      source_hash_add (&hash, distance);
    }
  return source_hash_text (&hash);
}

/* Which rows are meant: those of one leg of a multisport, or all. */
typedef struct {
  const FitActivity *activity;
  const guint *legs;   /* (nullable): the leg of each row */
  guint leg;
} Rows;

#define NO_LEG G_MAXUINT

static gboolean
leg_holds (const FitSession *session, guint32 time)
{
  if (session->start == FIT_NO_TIME || time == FIT_NO_TIME)
    return session->start == FIT_NO_TIME;
  return time >= session->start && !(ceil (session->elapsed_s) < (double) time - session->start); /* times of rows are whole seconds */
}

/* Legs share the second of their border, and recorders write one row there, or one before and one behind the change. A row belongs
 * to one leg: of those whose time holds it to the one that began last, and of legs that begin together to the last in the file. */
static guint *
legs_of_rows (const FitActivity *activity)
{
  guint *legs = g_new (guint, activity->records->len + 1);

  for (guint i = 0; i < activity->records->len; i++)
    {
      guint32 time = g_array_index (activity->records, FitRecord, i).time, latest = 0;

      legs[i] = NO_LEG;
      for (guint s = 0; s < activity->sessions->len; s++)
        {
          const FitSession *session = &g_array_index (activity->sessions, FitSession, s);
          guint32 start = session->start == FIT_NO_TIME ? 0 : session->start;

          if (start >= latest && leg_holds (session, time))
            {
              legs[i] = s;
              latest = start;
            }
        }
    }
  return legs;
}

/* Returns: %NULL for a row of another leg. */
static inline const FitRecord *
row (const Rows *rows, guint i)
{
  return rows->legs && rows->legs[i] != rows->leg ? NULL : &g_array_index (rows->activity->records, FitRecord, i);
}

static guint32
first_record_time (const FitActivity *activity)
{
  for (guint i = 0; i < activity->records->len; i++)
    {
      guint32 time = g_array_index (activity->records, FitRecord, i).time;

      if (time != FIT_NO_TIME)
        return time;
    }
  return FIT_NO_TIME;
}

static guint32
last_record_time (const Rows *rows)
{
  guint32 last = FIT_NO_TIME;

  for (guint i = 0; i < rows->activity->records->len; i++)
    {
      const FitRecord *record = row (rows, i);

      if (record && record->time != FIT_NO_TIME && (last == FIT_NO_TIME || record->time > last))
        last = record->time;
    }
  return last;
}

/* Receivers that have not found themselves yet say 0, 0, which is in the sea, or a latitude beyond the pole. */
static gboolean
is_position (const FitRecord *record)
{
  return record->latitude != FIT_NO_POSITION && record->longitude != FIT_NO_POSITION && (record->latitude || record->longitude)
         && record->latitude >= -QUARTER_CIRCLE && record->latitude <= QUARTER_CIRCLE;
}

/* Means and extremes over rows, for what the summary does not say. */
typedef struct {
  guint n;
  double heart_rate_sum, heart_rate_max, power_sum, power_max, temperature_sum, core_max, last_distance_m;
  guint n_heart_rate, n_power, n_temperature;
  gint32 latitude, longitude;
} RowSums;

static RowSums
sum_rows (const Rows *rows)
{
  RowSums sums = { .heart_rate_max = NAN, .power_max = NAN, .core_max = NAN, .last_distance_m = NAN,
                   .latitude = FIT_NO_POSITION, .longitude = FIT_NO_POSITION };

  for (guint i = 0; i < rows->activity->records->len; i++)
    {
      const FitRecord *record = row (rows, i);

      if (record == NULL)
        continue;
      sums.n++;
      if (!isnan (record->heart_rate_bpm))
        {
          sums.heart_rate_sum += record->heart_rate_bpm;
          sums.heart_rate_max = fmax (sums.heart_rate_max, record->heart_rate_bpm);
          sums.n_heart_rate++;
        }
      if (!isnan (record->power_w))
        {
          sums.power_sum += record->power_w;
          sums.power_max = fmax (sums.power_max, record->power_w);
          sums.n_power++;
        }
      if (!isnan (record->temperature_c))
        {
          sums.temperature_sum += record->temperature_c;
          sums.n_temperature++;
        }
      sums.core_max = fmax (sums.core_max, record->core_temperature_c);
      if (!isnan (record->distance_m))
        sums.last_distance_m = record->distance_m;
      if (sums.latitude == FIT_NO_POSITION && is_position (record))
        {
          sums.latitude = record->latitude;
          sums.longitude = record->longitude;
        }
    }
  return sums;
}

static void
set_row_sums (Event *event, const RowSums *sums)
{
  if (sums->n_heart_rate)
    event_set_if_unknown (event, EVENT_FIELD_HEART_RATE_AVG_BPM, sums->heart_rate_sum / sums->n_heart_rate);
  event_set_if_unknown (event, EVENT_FIELD_HEART_RATE_MAX_BPM, sums->heart_rate_max);
  if (sums->n_power)
    event_set_if_unknown (event, EVENT_FIELD_POWER_AVG_W, sums->power_sum / sums->n_power);
  event_set_if_unknown (event, EVENT_FIELD_POWER_MAX_W, sums->power_max);
  if (sums->n_temperature)
    event_set_if_unknown (event, EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C, sums->temperature_sum / sums->n_temperature);
  event_set_if_unknown (event, EVENT_FIELD_CORE_TEMPERATURE_MAX_C, sums->core_max);
  if (sums->latitude != FIT_NO_POSITION)
    {
      event_set_number (event, EVENT_FIELD_START_LATITUDE_DEG, sums->latitude * SEMICIRCLE_DEG);
      event_set_number (event, EVENT_FIELD_START_LONGITUDE_DEG, sums->longitude * SEMICIRCLE_DEG);
    }
}

static gboolean
is_indoor (int sub_sport)
{
  const char *name = fit_sub_sport_name (sub_sport);

  return name && (g_str_has_prefix (name, "indoor") || g_str_equal (name, "treadmill") || g_str_equal (name, "spin")
                  || g_str_equal (name, "virtual_activity") || g_str_equal (name, "lap_swimming"));
}

static void
set_session_fields (Event *event, const FitSession *session)
{
  event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, session->heart_rate_avg_bpm);
  event_set_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM, session->heart_rate_max_bpm);
  event_set_number (event, EVENT_FIELD_POWER_AVG_W, session->power_avg_w);
  event_set_number (event, EVENT_FIELD_POWER_MAX_W, session->power_max_w);
  event_set_number (event, EVENT_FIELD_CADENCE_AVG_RPM, session->cadence_avg_rpm);
  event_set_number (event, EVENT_FIELD_SPEED_MAX_M_S, session->speed_max_m_s);
  event_set_number (event, EVENT_FIELD_MOVING_S, session->moving_s);
  event_set_number (event, EVENT_FIELD_ASCENT_M, session->ascent_m);
  event_set_number (event, EVENT_FIELD_DESCENT_M, session->descent_m);
  event_set_number (event, EVENT_FIELD_ENERGY_KCAL, session->energy_kcal);
  event_set_number (event, EVENT_FIELD_WORK_J, session->work_j);
  event_set_number (event, EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C, session->temperature_avg_c);
  event_set_number (event, EVENT_FIELD_POOL_LENGTH_M, session->pool_length_m);
  event_set_number (event, EVENT_FIELD_DEVICE_SWEAT_LOSS_ML, session->sweat_loss_ml);
  event_set_number (event, EVENT_FIELD_LAPS, session->laps);
  if (session->sub_sport > 0)
    event_set_text (event, EVENT_FIELD_SUB_SPORT, fit_sub_sport_name (session->sub_sport));
  if (is_indoor (session->sub_sport))
    event_set_number (event, EVENT_FIELD_INDOOR, 1);
}

/* Elapsed and timer time as far as they can be believed; the end follows. */
static void
set_duration (Event *event, const FitSession *session, guint32 start, guint32 last)
{
  double span_s = start != FIT_NO_TIME && last != FIT_NO_TIME && last >= start ? (double) last - start : NAN;

  event->elapsed_s = session->elapsed_s;
  event->timer_s = session->timer_s;
  if (isnan (event->elapsed_s))
    event->elapsed_s = span_s;
  else if (session->timer_s - session->elapsed_s > TIMES_DISAGREE_S)
    {
      event->flags |= EVENT_FLAG_TIMES_DISAGREE;
      event->elapsed_s = span_s;
      event->timer_s = NAN;
    }
  else if (session->elapsed_s - session->timer_s > LEFT_PAUSED_S && !isnan (span_s)
           && session->elapsed_s - span_s > LEFT_PAUSED_S / 2)
    {
      event->flags |= EVENT_FLAG_LEFT_PAUSED;
      event->elapsed_s = fmax (span_s, session->timer_s);
    }
  event_end_after (event, event->elapsed_s);
}

/* The offset of the clock, when the file gives one that clocks have. */
static int
plausible_offset (const FitActivity *activity, SourceReport *report)
{
  guint32 local = activity->activity_local_time, utc = activity->activity_time;
  gint64 offset_s;

  if (local == FIT_NO_TIME || utc == FIT_NO_TIME)
    {
      local = activity->local_time;
      utc = activity->local_time_at;
    }
  if (local == FIT_NO_TIME || utc == FIT_NO_TIME)
    return INSTANT_OFFSET_UNKNOWN;
  offset_s = (gint64) local - utc;
  if (instant_offset_is_plausible (offset_s))
    return (int) offset_s;
  source_report_flag (report, "local_timestamp_garbage");
  return INSTANT_OFFSET_UNKNOWN;
}

/* What a copy or a longer version of the file would say as well. Programs that leave out when the file was made, and clocks that
 * were never set, make no id: then it is when the thing itself began. (transfer full) (nullable) */
static char *
id_of (const FitActivity *activity, const char *part, guint32 start)
{
  if (activity->created != FIT_NO_TIME && activity->created >= FIT_FIRST_REAL_TIME)
    return g_strdup_printf ("%d:%d:%u:%u%s", activity->manufacturer, activity->product, activity->serial, activity->created, part);
  if (start != FIT_NO_TIME && start >= FIT_FIRST_REAL_TIME)
    return g_strdup_printf ("%d:%d:%u@%u%s", activity->manufacturer, activity->product, activity->serial, start, part);
  return NULL;
}

static Event *
new_event (const FitActivity *activity, EventKind kind, const char *part, int offset_s, guint32 start)
{
  Event *event = event_new (kind, "fit");

  event->device = device_name (activity);
  event->device_id = device_id (activity);
  event->start_offset_s = event->end_offset_s = offset_s;
  event->source_id = id_of (activity, part, start);
  if (activity->damaged)
    event->flags |= EVENT_FLAG_PARTIAL;
  return event;
}

static void
check_clock (Event *event, guint32 start, SourceReport *report)
{
  if (start == FIT_NO_TIME)
    event->flags |= EVENT_FLAG_NO_TIMES;
  else if (start < FIT_FIRST_REAL_TIME)
    {
      event->flags |= EVENT_FLAG_CLOCK_UNSET;
      source_report_flag (report, "clock_unset");
    }
}

/* What a sport message or the laps say, if they say one thing. */
static int
sport_beside_sessions (const FitActivity *activity)
{
  return activity->several_sports ? -1 : activity->sport;
}

static Event *
session_event (const Rows *rows, const FitSession *session, const char *part, int offset_s, SourceReport *report)
{
  const FitActivity *activity = rows->activity;
  gboolean alone = rows->legs == NULL;
  guint32 start = session->start != FIT_NO_TIME ? session->start : first_record_time (activity);
  RowSums sums = sum_rows (rows);
  Event *event;

  if (start == FIT_NO_TIME && session->end != FIT_NO_TIME && session->elapsed_s >= 0 && session->elapsed_s < session->end)
    start = session->end - (guint32) session->elapsed_s;
  event = new_event (activity, EVENT_WORKOUT, part, offset_s, start);
  event_set_sport (event, fit_sport_name (session->sport >= 0 ? session->sport : sport_beside_sessions (activity)));
  event->start_us = instant_of (start);
  check_clock (event, start, report);
  set_duration (event, session, start, last_record_time (rows));
  event->distance_m = session->distance_m;
  if (alone && isnan (event->distance_m))
    event->distance_m = sums.last_distance_m;
  event->n_records = sums.n;
  set_session_fields (event, session);
  set_row_sums (event, &sums);
  return event;
}

/* Parent of a multisport: from the first start to the last end; sums of what adds up. */
static Event *
parent_event (const FitActivity *activity, int offset_s, SourceReport *report)
{
  Event *parent = new_event (activity, EVENT_WORKOUT, "", offset_s, g_array_index (activity->sessions, FitSession, 0).start);
  g_autofree guint *legs = legs_of_rows (activity);
  const char *sport = NULL;
  gboolean one_sport = TRUE;

  source_report_flag (report, "multi_session");
  for (guint i = 0; i < activity->sessions->len; i++)
    {
      g_autofree char *part = g_strdup_printf ("/%u", i + 1);
      Event *child = session_event (&(Rows) { activity, legs, i }, &g_array_index (activity->sessions, FitSession, i), part, offset_s, report);

      if (child->start_us != INSTANT_UNKNOWN && (parent->start_us == INSTANT_UNKNOWN || child->start_us < parent->start_us))
        parent->start_us = child->start_us;
      if (child->end_us != INSTANT_UNKNOWN && (parent->end_us == INSTANT_UNKNOWN || child->end_us > parent->end_us))
        parent->end_us = child->end_us;
      if (!isnan (child->timer_s))
        parent->timer_s = isnan (parent->timer_s) ? child->timer_s : parent->timer_s + child->timer_s;
      if (!isnan (child->distance_m))
        parent->distance_m = isnan (parent->distance_m) ? child->distance_m : parent->distance_m + child->distance_m;
      one_sport = one_sport && (i == 0 || g_strcmp0 (sport, child->sport) == 0);
      sport = child->sport;
      parent->flags |= child->flags;
      g_ptr_array_add (parent->children, child);
    }
  event_set_sport (parent, one_sport ? sport : "multisport");
  if (parent->start_us != INSTANT_UNKNOWN && parent->end_us != INSTANT_UNKNOWN)
    parent->elapsed_s = (double) (parent->end_us - parent->start_us) / INSTANT_SECOND;
  parent->n_records = activity->records->len;
  return parent;
}

/* No session message: the rows are all there is. */
static Event *
derived_event (const FitActivity *activity, int offset_s, SourceReport *report)
{
  const Rows rows = { activity };
  RowSums sums = sum_rows (&rows);
  guint32 start = first_record_time (activity), last = last_record_time (&rows);
  Event *event = new_event (activity, EVENT_WORKOUT, "", offset_s, start);

  source_report_flag (report, "no_session");
  event->flags |= EVENT_FLAG_NO_SUMMARY;
  event_set_sport (event, fit_sport_name (sport_beside_sessions (activity)));
  event->start_us = instant_of (start);
  event->end_us = instant_of (last);
  check_clock (event, start, report);
  if (start != FIT_NO_TIME && last >= start)
    event->elapsed_s = (double) last - start;
  event->timer_s = !isnan (activity->activity_timer_s) ? activity->activity_timer_s : activity->lap_timer_s;
  event->distance_m = !isnan (sums.last_distance_m) ? sums.last_distance_m : activity->lap_distance_m;
  event->n_records = activity->records->len;
  if (activity->n_laps)
    event_set_number (event, EVENT_FIELD_LAPS, activity->n_laps);
  set_row_sums (event, &sums);
  return event;
}

static void
add_workout (const FitActivity *activity, int offset_s, SourceReport *report)
{
  Event *event;

  if (activity->sessions->len > 1)
    event = parent_event (activity, offset_s, report);
  else if (activity->sessions->len == 1)
    event = session_event (&(Rows) { activity }, &g_array_index (activity->sessions, FitSession, 0), "", offset_s, report);
  else if (activity->records->len)
    event = derived_event (activity, offset_s, report);
  else
    return;
  if (activity->type == FILE_TYPE_COURSE) /* its times are those of a virtual partner */
    {
      event->kind = EVENT_ROUTE;
      source_report_flag (report, "course");
      source_report_say (report, "A course to follow, no event: its times are not those of anybody.");
    }
  event->content_hash = records_hash (activity);
  if (activity->n_beats)
    event_set_number (event, EVENT_FIELD_BEATS, activity->n_beats);
  if (activity->serial && event->start_us != INSTANT_UNKNOWN && !(event->flags & EVENT_FLAG_CLOCK_UNSET))
    event_add_link (event, "device-start:%u:%" G_GINT64_FORMAT, activity->serial, event->start_us / INSTANT_SECOND);
  source_report_take (report, event);
}

static SleepStage
stage_of (guint8 level)
{
  static const SleepStage stages[] = { SLEEP_STAGE_UNMEASURED, SLEEP_STAGE_AWAKE, SLEEP_STAGE_LIGHT, SLEEP_STAGE_DEEP,
                                       SLEEP_STAGE_REM };

  return level < G_N_ELEMENTS (stages) ? stages[level] : SLEEP_STAGE_UNMEASURED;
}

/* A level lasts until the next message; the last one until the end of the night, where the file tells it. */
static void
add_night (const FitActivity *activity, int offset_s, SourceReport *report)
{
  Event *event;

  if (activity->sleep_levels->len < 2)
    return;
  event = new_event (activity, EVENT_SLEEP, "/sleep", offset_s, g_array_index (activity->sleep_levels, FitSleepLevel, 0).time);
  for (guint i = 0; i + 1 < activity->sleep_levels->len; i++)
    {
      const FitSleepLevel *level = &g_array_index (activity->sleep_levels, FitSleepLevel, i);

      event_add_segment (event, instant_of (level->time), instant_of (level[1].time), stage_of (level->level));
    }
  if (activity->sleep_end != FIT_NO_TIME)
    {
      const FitSleepLevel *last = &g_array_index (activity->sleep_levels, FitSleepLevel, activity->sleep_levels->len - 1);

      if (activity->sleep_end > last->time && activity->sleep_end - last->time < LONGEST_LEVEL_S)
        event_add_segment (event, instant_of (last->time), instant_of (activity->sleep_end), stage_of (last->level));
    }
  event_close_segments (event);
  event_set_number (event, EVENT_FIELD_SLEEP_SCORE, activity->sleep_score);
  event->n_records = 0; /* records are rows of an activity */
  source_report_flag (report, "sleep");
  source_report_take (report, event);
}

static void
add_naps (const FitActivity *activity, SourceReport *report)
{
  for (guint i = 0; i < activity->naps->len; i++)
    {
      const FitNap *nap = &g_array_index (activity->naps, FitNap, i);
      g_autofree char *part = g_strdup_printf ("/nap/%u", nap->start);
      Event *event = new_event (activity, EVENT_SLEEP, part, INSTANT_OFFSET_UNKNOWN, nap->start);

      event_add_segment (event, instant_of (nap->start), instant_of (nap->end), SLEEP_STAGE_ASLEEP);
      event_close_segments (event);
      if (nap->start_offset_min != G_MININT && instant_offset_is_plausible (nap->start_offset_min * G_GINT64_CONSTANT (60)))
        event->start_offset_s = nap->start_offset_min * 60;
      if (nap->end_offset_min != G_MININT && instant_offset_is_plausible (nap->end_offset_min * G_GINT64_CONSTANT (60)))
        event->end_offset_s = nap->end_offset_min * 60;
      event_set_number (event, EVENT_FIELD_MAIN_SLEEP, 0);
      if (nap->deleted)
        event->flags |= EVENT_FLAG_DELETED;
      source_report_take (report, event);
    }
}

static void
add_weights (const FitActivity *activity, int offset_s, SourceReport *report)
{
  for (guint i = 0; i < activity->weights->len; i++)
    {
      const FitWeight *weight = &g_array_index (activity->weights, FitWeight, i);
      g_autofree char *part = g_strdup_printf ("/weight/%u", weight->time);
      Event *event;

      source_report_flag (report, "weight");
      if (isnan (weight->mass_kg)) /* "calculating" */
        continue;
      event = new_event (activity, EVENT_BODY_MASS, part, offset_s, weight->time);
      event->start_us = event->end_us = instant_of (weight->time);
      check_clock (event, weight->time, report);
      event_set_number (event, EVENT_FIELD_BODY_MASS_KG, weight->mass_kg);
      event_set_number (event, EVENT_FIELD_BODY_FAT_PERCENT, weight->fat_percent);
      event_set_number (event, EVENT_FIELD_MUSCLE_MASS_KG, weight->muscle_kg);
      source_report_take (report, event);
    }
}

static void
add_monitoring (const FitActivity *activity, int offset_s, SourceReport *report)
{
  Event *event;

  if (activity->n_monitoring == 0 || activity->monitoring_start == FIT_NO_TIME)
    return;
  event = new_event (activity, EVENT_MONITORING, "/monitoring", offset_s, activity->monitoring_start);
  event->start_us = instant_of (activity->monitoring_start);
  event->end_us = instant_of (activity->monitoring_end);
  check_clock (event, activity->monitoring_start, report);
  event->elapsed_s = (double) activity->monitoring_end - activity->monitoring_start;
  event->n_records = activity->n_monitoring;
  event_set_number (event, EVENT_FIELD_STEPS, isnan (activity->monitoring_walked) ? activity->monitoring_run
                    : isnan (activity->monitoring_run) ? activity->monitoring_walked
                    : activity->monitoring_walked + activity->monitoring_run);
  event_set_number (event, EVENT_FIELD_RESTING_HEART_RATE_BPM, activity->resting_heart_rate_bpm);
  source_report_flag (report, "monitoring");
  source_report_take (report, event);
}

void
fit_events_read (SourceReport *report, const guint8 *bytes, gsize length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FitFile) file = fit_file_parse (bytes, length, &error);
  const FitActivity *first;

  if (file == NULL)
    {
      source_report_refuse (report, "fit", "%s", error->message);
      return;
    }
  report->format = "fit";
  for (guint i = 0; i < file->flags->len; i++)
    source_report_flag (report, "%s", (const char *) g_ptr_array_index (file->flags, i));
  if (file->n_messages == 0)
    {
      source_report_refuse (report, "fit", "A FIT header and not one whole message. %s", file->reason->str);
      return;
    }
  if (file->reason->len)
    source_report_say (report, "%s", file->reason->str);
  for (guint i = 0; i < file->activities->len; i++)
    {
      const FitActivity *activity = g_ptr_array_index (file->activities, i);
      int offset_s = plausible_offset (activity, report);

      add_workout (activity, offset_s, report);
      add_night (activity, offset_s, report);
      add_naps (activity, report);
      add_weights (activity, offset_s, report);
      add_monitoring (activity, offset_s, report);
    }
  if (file->activities->len > 1 && report->events->len > 1)
    source_report_flag (report, "multi_session");
  first = g_ptr_array_index (file->activities, 0);
  report->no_events_by_nature = report->events->len == 0 && first->type != FILE_TYPE_ACTIVITY && first->type >= 0 && file->reason->len == 0;
  if (report->events->len == 0)
    source_report_say (report, "A FIT file of type %d (%s) that holds no event%s.", first->type,
                       fit_file_type_name (first->type) ? fit_file_type_name (first->type) : "unknown",
                       first->type == FILE_TYPE_ACTIVITY ? ": an activity without a single record" : "");
}
