/* sources/fit-summary.c: field numbers, scales and units are those of the public FIT profile */
#include "fit-summary.h"

#include <math.h>

enum {
  MESSAGE_FILE_ID = 0,
  MESSAGE_USER_PROFILE = 3,
  MESSAGE_SPORT = 12,
  MESSAGE_SESSION = 18,
  MESSAGE_LAP = 19,
  MESSAGE_WEIGHT_SCALE = 30,
  MESSAGE_ACTIVITY = 34,
  MESSAGE_MONITORING = 55,
  MESSAGE_HRV = 78,
  MESSAGE_MONITORING_INFO = 103,
  MESSAGE_HR = 132,
  MESSAGE_TIMESTAMP_CORRELATION = 162,
  MESSAGE_MONITORING_HR_DATA = 211,
  MESSAGE_SLEEP_DATA_INFO = 273,   /* this and 276 are in no public profile; watches write them into every night */
  MESSAGE_SLEEP_LEVEL = 275,
  MESSAGE_SLEEP_END = 276,
  MESSAGE_BEAT_INTERVALS = 290,
  MESSAGE_SLEEP_ASSESSMENT = 346,
  MESSAGE_NAP = 412,
};

#define WEIGHT_CALCULATING 655.34 /* raw 0xFFFE */
#define MOST_DESCRIPTIONS 1024   /* real files have a dozen */
#define MONITORED_WALKING 6
#define MONITORED_RUNNING 1
/* Messages of a day's monitoring stand nearly in order: so far back, and no further, a shortened time may go. */
#define SHORT_TIME_BACK_S 3600u

void
fit_summary_begin (FitActivity *activity)
{
  activity->type = activity->manufacturer = activity->product = activity->sport = -1;
  activity->created = activity->activity_time = activity->activity_local_time = FIT_NO_TIME;
  activity->local_time = activity->local_time_at = FIT_NO_TIME;
  activity->lap_distance_m = activity->lap_timer_s = activity->activity_timer_s = NAN;
  activity->sleep_score = activity->monitoring_walked = activity->monitoring_run = activity->resting_heart_rate_bpm = NAN;
  activity->monitoring_start = activity->monitoring_end = activity->sleep_end = FIT_NO_TIME;
}

static int
integer_of (const FitMessage *message, guint8 field, int unknown)
{
  double value = fit_message_number (message, field, 1, 0);

  return value >= G_MININT32 && value <= G_MAXINT32 ? (int) value : unknown;
}

static double
plus_known (double sum, double value)
{
  if (isnan (value))
    return sum;
  return isnan (sum) ? value : sum + value;
}

static void
read_file_id (FitActivity *activity, const FitMessage *message)
{
  double serial = fit_message_number (message, 3, 1, 0);

  if (activity->type >= 0) /* some recorders write it twice; the first stands */
    return;
  activity->type = integer_of (message, 0, -1);
  activity->manufacturer = integer_of (message, 1, -1);
  activity->product = integer_of (message, 2, -1);
  activity->serial = serial > 0 && serial <= G_MAXUINT32 ? (guint32) serial : 0;
  activity->created = fit_message_time (message, 4);
  g_free (activity->product_name);
  activity->product_name = fit_message_string (message, 8);
}

static double
first_known (double a, double b)
{
  return isnan (a) ? b : a;
}

static void
read_session (FitActivity *activity, const FitMessage *message, guint32 time)
{
  FitSession session = {
    .start = fit_message_time (message, 2),
    .end = time,
    .elapsed_s = fit_message_number (message, 7, 1000, 0),
    .timer_s = fit_message_number (message, 8, 1000, 0),
    .moving_s = fit_message_number (message, 59, 1000, 0),
    .distance_m = fit_message_number (message, 9, 100, 0),
    .sport = integer_of (message, 5, -1),
    .sub_sport = integer_of (message, 6, -1),
    .heart_rate_avg_bpm = fit_message_number (message, 16, 1, 0),
    .heart_rate_max_bpm = fit_message_number (message, 17, 1, 0),
    .power_avg_w = fit_message_number (message, 20, 1, 0),
    .power_max_w = fit_message_number (message, 21, 1, 0),
    .cadence_avg_rpm = fit_message_number (message, 18, 1, 0),
    .speed_max_m_s = first_known (fit_message_number (message, 125, 1000, 0), fit_message_number (message, 15, 1000, 0)),
    .ascent_m = fit_message_number (message, 22, 1, 0),
    .descent_m = fit_message_number (message, 23, 1, 0),
    .energy_kcal = fit_message_number (message, 11, 1, 0),
    .work_j = fit_message_number (message, 48, 1, 0),
    .temperature_avg_c = fit_message_number (message, 57, 1, 0),
    .pool_length_m = fit_message_number (message, 44, 100, 0),
    .sweat_loss_ml = fit_message_number (message, 178, 1, 0),
    .laps = fit_message_number (message, 26, 1, 0),
  };

  g_array_append_val (activity->sessions, session);
}

static void
note_sport (FitActivity *activity, int sport)
{
  if (sport < 0)
    return;
  activity->several_sports = activity->several_sports || (activity->sport >= 0 && activity->sport != sport);
  activity->sport = sport;
}

static void
read_lap (FitActivity *activity, const FitMessage *message)
{
  note_sport (activity, integer_of (message, 25, -1));
  activity->n_laps++;
  activity->lap_distance_m = plus_known (activity->lap_distance_m, fit_message_number (message, 9, 100, 0));
  activity->lap_timer_s = plus_known (activity->lap_timer_s, fit_message_number (message, 8, 1000, 0));
}

static void
read_weight (FitActivity *activity, const FitMessage *message, guint32 time)
{
  double mass_kg = fit_message_number (message, 0, 100, 0);
  FitWeight weight = { time, mass_kg > WEIGHT_CALCULATING - 0.001 ? NAN : mass_kg, fit_message_number (message, 1, 100, 0),
                       fit_message_number (message, 5, 100, 0) };

  g_array_append_val (activity->weights, weight);
}

static void
read_nap (FitActivity *activity, const FitMessage *message)
{
  FitNap nap = { fit_message_time (message, 0), fit_message_time (message, 2), integer_of (message, 1, G_MININT),
                 integer_of (message, 3, G_MININT), integer_of (message, 5, 0) == 1 };

  if (nap.start != FIT_NO_TIME && nap.end != FIT_NO_TIME)
    g_array_append_val (activity->naps, nap);
}

static void
count_beats (FitActivity *activity, const FitMessage *message, guint8 field)
{
  guint n = fit_message_length (message, field);

  for (guint i = 0; i < n; i++)
    if (!isnan (fit_message_element (message, field, i)))
      activity->n_beats++;
}

/* Only the low 16 bits of a time, or the low 8 of its minutes: they go forward from the latest time. */
static guint32
lengthen_time (const FitMessage *message, guint32 last_time)
{
  int low_seconds = integer_of (message, 26, -1), low_minutes = integer_of (message, 25, -1);

  if (last_time == FIT_NO_TIME)
    return FIT_NO_TIME;
  if (low_seconds >= 0)
    {
      guint32 ahead = ((guint32) low_seconds - last_time) & 0xFFFF;

      return ahead > 0x10000 - SHORT_TIME_BACK_S ? last_time + ahead - 0x10000 : last_time + ahead;
    }
  if (low_minutes >= 0)
    return (last_time / 60 + (((guint32) low_minutes - last_time / 60) & 0xFF)) * 60;
  return FIT_NO_TIME;
}

static void
read_monitoring (FitActivity *activity, const FitMessage *message, guint32 time, guint32 *last_time)
{
  int activity_type = integer_of (message, 5, -1);
  double cycles = fit_message_number (message, 3, 1, 0);

  if (time == FIT_NO_TIME)
    {
      time = lengthen_time (message, *last_time);
      if (time != FIT_NO_TIME)
        *last_time = time;
    }
  activity->n_monitoring++;
  if (time != FIT_NO_TIME)
    {
      if (activity->monitoring_start == FIT_NO_TIME || time < activity->monitoring_start)
        activity->monitoring_start = time;
      if (activity->monitoring_end == FIT_NO_TIME || time > activity->monitoring_end)
        activity->monitoring_end = time;
    }
  /* Cycles of walking and running are steps, and count on from midnight: the largest is the day's. */
  if (activity_type == MONITORED_WALKING)
    activity->monitoring_walked = fmax (activity->monitoring_walked, cycles);
  else if (activity_type == MONITORED_RUNNING)
    activity->monitoring_run = fmax (activity->monitoring_run, cycles);
}

static void
read_description (const FitMessage *message, GArray *descriptions)
{
  double scale = fit_message_number (message, 6, 1, 0), offset = fit_message_number (message, 7, 1, 0);
  FitDeveloperDescription description = {
    .developer_index = (guint8) integer_of (message, 0, 0xFF),
    .number = (guint8) integer_of (message, 1, 0xFF),
    .base_type = (guint8) integer_of (message, 2, 0x0D),
    .name = fit_message_string (message, 3),
    .unit = fit_message_string (message, 8),
    .scale = isnan (scale) || scale == 0 ? 1 : scale,
    .offset = isnan (offset) ? 0 : offset,
    .native_message = integer_of (message, 14, -1),
    .native_field = integer_of (message, 15, -1),
  };

  /* Described anew, it is what was said last. */
  for (guint i = 0; i < descriptions->len; i++)
    {
      const FitDeveloperDescription *earlier = &g_array_index (descriptions, FitDeveloperDescription, i);

      if (earlier->developer_index == description.developer_index && earlier->number == description.number)
        {
          g_array_remove_index (descriptions, i);
          break;
        }
    }
  if (descriptions->len < MOST_DESCRIPTIONS)
    g_array_append_val (descriptions, description);
  else
    {
      g_free (description.name);
      g_free (description.unit);
    }
}

static void
read_local_time (FitActivity *activity, const FitMessage *message, guint8 field, guint32 time)
{
  guint32 local = fit_message_time (message, field);

  if (local != FIT_NO_TIME && time != FIT_NO_TIME && activity->local_time == FIT_NO_TIME)
    {
      activity->local_time = local;
      activity->local_time_at = time;
    }
}

void
fit_summary_read (FitActivity *activity, const FitMessage *message, guint32 time, guint32 *last_time, GArray *descriptions)
{
  switch (message->definition->global)
    {
    case MESSAGE_FILE_ID:
      read_file_id (activity, message);
      break;
    case MESSAGE_USER_PROFILE:
      activity->resting_heart_rate_bpm = fit_message_number (message, 8, 1, 0);
      break;
    case MESSAGE_SPORT:
      note_sport (activity, integer_of (message, 0, -1));
      break;
    case MESSAGE_SESSION:
      read_session (activity, message, time);
      break;
    case MESSAGE_LAP:
      read_lap (activity, message);
      break;
    case MESSAGE_WEIGHT_SCALE:
      read_weight (activity, message, time);
      break;
    case MESSAGE_ACTIVITY:
      activity->activity_timer_s = fit_message_number (message, 0, 1000, 0);
      activity->activity_time = time;
      activity->activity_local_time = fit_message_time (message, 5);
      break;
    case MESSAGE_MONITORING:
      read_monitoring (activity, message, time, last_time);
      break;
    case MESSAGE_MONITORING_INFO:
      read_local_time (activity, message, 0, time);
      break;
    case MESSAGE_TIMESTAMP_CORRELATION:
      read_local_time (activity, message, 3, time);
      break;
    case MESSAGE_MONITORING_HR_DATA:
      activity->resting_heart_rate_bpm = first_known (fit_message_number (message, 1, 1, 0), fit_message_number (message, 0, 1, 0));
      break;
    case MESSAGE_HR:
      fit_beats_read (&activity->beat_clock, message, time, activity->beats);
      break;
    case MESSAGE_HRV:
      count_beats (activity, message, 0);
      break;
    case MESSAGE_BEAT_INTERVALS:
      count_beats (activity, message, 1);
      break;
    case FIT_MESSAGE_FIELD_DESCRIPTION:
      read_description (message, descriptions);
      break;
    case MESSAGE_SLEEP_LEVEL:
      {
        FitSleepLevel level = { time, (guint8) integer_of (message, 0, 0) };

        if (time != FIT_NO_TIME)
          g_array_append_val (activity->sleep_levels, level);
        break;
      }
    case MESSAGE_SLEEP_DATA_INFO:
      read_local_time (activity, message, 2, time);
      break;
    case MESSAGE_SLEEP_END:
      activity->sleep_end = time;
      break;
    case MESSAGE_SLEEP_ASSESSMENT:
      activity->sleep_score = fit_message_number (message, 6, 1, 0);
      break;
    case MESSAGE_NAP:
      read_nap (activity, message);
      break;
    default:
      break;
    }
}
