/* sources/fit-beats.h
 *
 * A strap's own memory of a workout: `hr` messages, which a watch gets when the swim is over and appends as parts of their
 * own. In: messages. Out: beats with their times, laid on the rows that have no heart rate. */
#pragma once

#include "fit-message.h"

G_BEGIN_DECLS

typedef struct {
  double time_s;   /* seconds since FIT's epoch */
  float bpm;       /* NAN: a beat, and no rate */
} FitBeat;

/* The strap's own clock, which the first message of each part ties to time. */
typedef struct {
  gboolean tied;
  double time_s;        /* where the tie is */
  guint32 tied_event;   /* what the strap's clock showed there, in 1/1024 s; it rolls over after 48 days */
  guint32 event;        /* what it showed at the latest beat */
} FitBeatClock;

/**
 * fit_beats_read:
 * @clock: (inout): to be zero at the begin of a part
 * @time: of the message, FIT_NO_TIME when it has none
 * @beats: of FitBeat; those of the message are added
 *
 * `event_timestamp` is written whole, or as `event_timestamp_12`: the low 12 bits of each beat, which roll over every 4 s.
 * `filtered_bpm` holds one rate for each.
 */
void fit_beats_read           (FitBeatClock *clock, const FitMessage *message, guint32 time, GArray *beats);

/**
 * fit_beats_lay_on_records:
 * @beats: of FitBeat; sorted by time here
 * @records: of FitRecord
 *
 * Rows without a heart rate get the rate of the latest beat up to their second, if that is no more than 5 s away.
 *
 * Returns: how many rows got one
 */
guint fit_beats_lay_on_records (GArray *beats, GArray *records);

/* How many intervals between beats there are: gaps above 3 s are none. */
guint fit_beats_intervals      (const GArray *beats);

G_END_DECLS
