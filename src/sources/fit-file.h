/* sources/fit-file.h
 *
 * A FIT file, as it was written and as far as it can be read: every record before a fault is kept, and the fault is
 * flagged with its byte. In: bytes. Out: activities with rows and summaries; fit-events.h makes events of them. */
#pragma once

#include "fit-beats.h"
#include "fit-records.h"
#include "source-error.h"

G_BEGIN_DECLS

typedef struct {
  guint32 start;          /* FIT_NO_TIME when absent, as every time here */
  guint32 end;            /* the message's timestamp */
  double elapsed_s;       /* NAN when absent, as every number here */
  double timer_s;
  double moving_s;
  double distance_m;
  int sport;              /* −1 when absent */
  int sub_sport;
  double heart_rate_avg_bpm;
  double heart_rate_max_bpm;
  double power_avg_w;
  double power_max_w;
  double cadence_avg_rpm;
  double speed_max_m_s;
  double ascent_m;
  double descent_m;
  double energy_kcal;
  double work_j;
  double temperature_avg_c;
  double pool_length_m;
  double sweat_loss_ml;   /* the watch's estimate */
  double laps;
} FitSession;

typedef struct {
  guint32 time;
  guint8 level;           /* 0 unmeasurable, 1 awake, 2 light, 3 deep, 4 REM */
} FitSleepLevel;

typedef struct {
  guint32 start;
  guint32 end;
  int start_offset_min;   /* G_MININT when absent */
  int end_offset_min;
  gboolean deleted;
} FitNap;

typedef struct {
  guint32 time;
  double mass_kg;         /* NAN: absent, or the scale was still calculating */
  double fat_percent;
  double muscle_kg;
} FitWeight;

/* From one file_id to the next: an activity, a night, a day's monitoring, a list of weighings, settings. */
typedef struct {
  gsize offset;           /* of its first header in the file */
  int type;               /* of file_id; −1 */
  int manufacturer;
  int product;
  guint32 serial;         /* 0: absent */
  guint32 created;
  char *product_name;     /* (nullable) */
  GArray *records;        /* of FitRecord, in file order */
  GArray *sessions;       /* of FitSession */
  int sport;              /* that a sport message or the laps name, for files without a session; −1 */
  gboolean several_sports;
  guint n_laps;
  double lap_distance_m;  /* sums over the laps; NAN */
  double lap_timer_s;
  guint32 activity_time;  /* of the activity message */
  guint32 activity_local_time;
  double activity_timer_s;
  GArray *sleep_levels;   /* of FitSleepLevel */
  guint32 sleep_end;
  double sleep_score;
  GArray *naps;           /* of FitNap */
  GArray *weights;        /* of FitWeight */
  guint n_beats;          /* valid beat-to-beat intervals */
  GArray *beats;          /* of FitBeat: what a strap kept in its own memory, by time */
  FitBeatClock beat_clock;
  guint n_monitoring;
  guint32 monitoring_start, monitoring_end;
  double monitoring_walked, monitoring_run;  /* steps: each kind counts for itself, from midnight */
  double resting_heart_rate_bpm;
  guint32 local_time, local_time_at;  /* of monitoring_info or timestamp_correlation */
  gboolean damaged;       /* a fault ended a part of it */
} FitActivity;

typedef struct {
  GPtrArray *activities;  /* of FitActivity; empty when not even the first header is whole */
  guint n_messages;       /* data messages; 0: a header, and nothing could be kept */
  guint n_parts;
  GPtrArray *flags;       /* of char *: "bad_crc", "truncated", "chained_3" … each once */
  GString *reason;        /* what is wrong and at which byte, in sentences; empty when nothing is */
} FitFile;

/**
 * fit_file_parse:
 *
 * Returns: (transfer full): what could be read; %NULL with %SOURCE_ERROR_NOT_THIS when there is no FIT header at all.
 */
FitFile *fit_file_parse (const guint8 *bytes, gsize length, GError **error);
void     fit_file_free  (FitFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FitFile, fit_file_free)

/* Whether bytes begin as a FIT file does. */
gboolean fit_file_sniff (const guint8 *bytes, gsize length);

G_END_DECLS
