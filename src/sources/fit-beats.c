/* sources/fit-beats.c: fields and units are those of the public FIT profile */
#include "fit-beats.h"

#include <math.h>

#include "fit-records.h"

enum { HR_FRACTIONAL_TIMESTAMP = 0, HR_TIME_256 = 1, HR_FILTERED_BPM = 6, HR_EVENT_TIMESTAMP = 9, HR_EVENT_TIMESTAMP_12 = 10 };

#define TICKS_PER_S 1024.0
#define SHORT_TICKS 0xFFFu    /* of event_timestamp_12 */
#define FAR_S 5.0
#define LONGEST_INTERVAL_S 3.0

static double
fraction_s (const FitMessage *message)
{
  double fraction = fit_message_number (message, HR_FRACTIONAL_TIMESTAMP, 32768, 0);

  if (isnan (fraction))
    fraction = fit_message_number (message, HR_TIME_256, 256, 0);
  return isnan (fraction) ? 0 : fraction;
}

static void
add_beat (FitBeatClock *clock, const FitMessage *message, guint index, guint32 event, GArray *beats)
{
  FitBeat beat;

  clock->event = event;
  if (!clock->tied)
    return;
  beat.time_s = clock->time_s + (double) (guint32) (event - clock->tied_event) / TICKS_PER_S;
  beat.bpm = (float) fit_message_element (message, HR_FILTERED_BPM, index);
  if (!(beat.bpm > 0)) /* 0 is what a strap says that lies on the shore */
    beat.bpm = NAN;
  g_array_append_val (beats, beat);
}

/* Two values in three bytes, the low one first. */
static guint32
twelve_bits (const guint8 *bytes, guint index)
{
  const guint8 *at = bytes + index / 2 * 3;

  return index % 2 ? at[1] >> 4 | (guint32) at[2] << 4 : at[0] | (guint32) (at[1] & 0x0F) << 8;
}

void
fit_beats_read (FitBeatClock *clock, const FitMessage *message, guint32 time, GArray *beats)
{
  const FitField *short_field = fit_definition_find (message->definition, HR_EVENT_TIMESTAMP_12);
  guint n_whole = fit_message_length (message, HR_EVENT_TIMESTAMP), n_short = short_field ? short_field->size * 8u / 12u : 0;

  for (guint i = 0; i < n_whole; i++)
    {
      double ticks = fit_message_element (message, HR_EVENT_TIMESTAMP, i);

      if (isnan (ticks) || ticks < 0 || ticks > G_MAXUINT32)
        continue;
      if (time != FIT_NO_TIME && i == 0)
        {
          clock->tied = TRUE;
          clock->time_s = time + fraction_s (message);
          clock->tied_event = (guint32) ticks;
        }
      add_beat (clock, message, i, (guint32) ticks, beats);
    }
  for (guint i = 0; i < n_short; i++)
    {
      guint32 low = twelve_bits (message->bytes + short_field->offset, i);

      add_beat (clock, message, n_whole + i, clock->event + ((low - clock->event) & SHORT_TICKS), beats);
    }
}

static gint
compare_beats (gconstpointer a, gconstpointer b)
{
  double first = ((const FitBeat *) a)->time_s, second = ((const FitBeat *) b)->time_s;

  return first < second ? -1 : first > second;
}

/* Returns: (nullable): the latest beat with a rate before @time_s. */
static const FitBeat *
latest_before (const GArray *beats, double time_s)
{
  guint low = 0, high = beats->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (beats, FitBeat, middle).time_s < time_s)
        low = middle + 1;
      else
        high = middle;
    }
  while (low-- > 0)
    if (!isnan (g_array_index (beats, FitBeat, low).bpm))
      return &g_array_index (beats, FitBeat, low);
  return NULL;
}

guint
fit_beats_lay_on_records (GArray *beats, GArray *records)
{
  guint n = 0;

  if (beats->len == 0)
    return 0;
  g_array_sort (beats, compare_beats);
  for (guint i = 0; i < records->len; i++)
    {
      FitRecord *record = &g_array_index (records, FitRecord, i);
      const FitBeat *beat;

      if (record->time == FIT_NO_TIME || !isnan (record->heart_rate_bpm))
        continue;
      beat = latest_before (beats, record->time + 1.0);
      if (beat && record->time + 1.0 - beat->time_s <= FAR_S)
        {
          record->heart_rate_bpm = beat->bpm;
          n++;
        }
    }
  return n;
}

guint
fit_beats_intervals (const GArray *beats)
{
  guint n = 0;

  for (guint i = 1; i < beats->len; i++)
    {
      double interval_s = g_array_index (beats, FitBeat, i).time_s - g_array_index (beats, FitBeat, i - 1).time_s;

      n += interval_s > 0 && interval_s <= LONGEST_INTERVAL_S;
    }
  return n;
}
