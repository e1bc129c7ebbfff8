/* timeline/event.h
 *
 * An event of an athlete's life as one source tells it: a workout, a sleep, a weighing. Sources make them, the store keeps
 * them, the timeline merges those that tell of one thing. What a source did not say is unknown, never zero.
 *
 * The folder: events, sports, duplicates, nights, gaps between workouts, nominal times on days. In: events. Out: a timeline.
 * Pure functions over arrays of events; nothing here reads a file or knows the time of day. May include: base. */
#pragma once

#include <glib.h>

#include "base/instant.h"
#include "sport.h"
#include "timeline-error.h"

G_BEGIN_DECLS

typedef enum {
  EVENT_WORKOUT,     /* something was done, and when is known */
  EVENT_SLEEP,       /* one fragment or log of sleep; nights are made of them (night.h) */
  EVENT_BODY_MASS,   /* a weighing: an instant */
  EVENT_MONITORING,  /* a stretch of all-day data */
  EVENT_LAB_TRIAL,   /* a row of a laboratory's table */
  EVENT_ROUTE,       /* a track or course without times: shown by `inspect`, no part of a timeline */
  EVENT_SURVEY,      /* motivation, fatigue: asked, an instant */
  EVENT_PLANNED,     /* a workout that is to come */
} EventKind;

/* "workout", "sleep", "body_mass", "monitoring", "lab_trial", "route", "survey", "planned". */
const char *event_kind_name      (EventKind kind);
gboolean    event_kind_from_name (const char *name, EventKind *kind);

/* What an event may know beside its times. The name carries the unit; each is a number but the last few. */
typedef enum {
  EVENT_FIELD_HEART_RATE_AVG_BPM,
  EVENT_FIELD_HEART_RATE_MAX_BPM,
  EVENT_FIELD_POWER_AVG_W,
  EVENT_FIELD_POWER_MAX_W,
  EVENT_FIELD_CADENCE_AVG_RPM,
  EVENT_FIELD_SPEED_MAX_M_S,
  EVENT_FIELD_MOVING_S,
  EVENT_FIELD_ASCENT_M,
  EVENT_FIELD_DESCENT_M,
  EVENT_FIELD_ENERGY_KCAL,
  EVENT_FIELD_WORK_J,
  EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C,  /* of a watch on skin: biased */
  EVENT_FIELD_CORE_TEMPERATURE_MAX_C,
  EVENT_FIELD_WEATHER_TEMPERATURE_C,
  EVENT_FIELD_WEATHER_HUMIDITY_PERCENT,
  EVENT_FIELD_WEATHER_WIND_M_S,          /* at 10 m */
  EVENT_FIELD_WEATHER_RADIATION_W_M2,    /* shortwave, on the flat */
  EVENT_FIELD_INDOOR,                    /* 1 or 0 */
  EVENT_FIELD_START_LATITUDE_DEG,
  EVENT_FIELD_START_LONGITUDE_DEG,
  EVENT_FIELD_POOL_LENGTH_M,
  EVENT_FIELD_LAPS,
  EVENT_FIELD_BEATS,                     /* number of beat-to-beat intervals */
  EVENT_FIELD_BODY_MASS_KG,
  EVENT_FIELD_BODY_FAT_PERCENT,
  EVENT_FIELD_MUSCLE_MASS_KG,
  EVENT_FIELD_HEIGHT_M,
  EVENT_FIELD_ASLEEP_S,                  /* as the source sums it */
  EVENT_FIELD_AWAKE_S,
  EVENT_FIELD_DEEP_S,
  EVENT_FIELD_LIGHT_S,
  EVENT_FIELD_REM_S,
  EVENT_FIELD_SLEEP_SCORE,               /* 0–100, the maker's */
  EVENT_FIELD_MAIN_SLEEP,                /* 1 or 0, as the source says */
  EVENT_FIELD_STEPS,
  EVENT_FIELD_RESTING_HEART_RATE_BPM,
  EVENT_FIELD_MOTIVATION_BEFORE,         /* 0–10 */
  EVENT_FIELD_FATIGUE_BEFORE,
  EVENT_FIELD_MOTIVATION_AFTER,
  EVENT_FIELD_FATIGUE_AFTER,
  EVENT_FIELD_BODY_MASS_BEFORE_KG,
  EVENT_FIELD_BODY_MASS_AFTER_KG,
  EVENT_FIELD_DRUNK_ML,
  EVENT_FIELD_URINE_ML,
  EVENT_FIELD_FOOD_G,
  EVENT_FIELD_SWEAT_RATE_L_H,
  EVENT_FIELD_DEVICE_SWEAT_LOSS_ML,      /* as a watch estimates it from work and weather; nothing was weighed */
  EVENT_FIELD_SWEAT_SODIUM_MMOL_L,
  EVENT_FIELD_SWEAT_CHLORIDE_MMOL_L,
  EVENT_FIELD_PATCH,                     /* 1 used or planned, 0 not */
  EVENT_FIELD_TYPED,                     /* 1: a person typed it */
  EVENT_FIELD_NOMINAL_MINUTE,            /* of the day, on whatever clock the athlete then has: "at 7" is 420 */
  EVENT_FIELD_FIRST_TEXT,
  EVENT_FIELD_SUB_SPORT = EVENT_FIELD_FIRST_TEXT,
  EVENT_FIELD_TITLE,
  EVENT_FIELD_NOTES,
  EVENT_FIELD_WEATHER,                   /* in words */
  EVENT_FIELD_NOMINAL_DAY,               /* "2026-03-29": with the nominal minute it says when, wherever the athlete will be */
  EVENT_N_FIELDS,
} EventFieldId;

/* "heart_rate_avg_bpm" …: what JSON and tables call the field. */
const char *event_field_name      (EventFieldId id);
gboolean    event_field_from_name (const char *name, EventFieldId *id);
static inline gboolean event_field_is_text (EventFieldId id) { return id >= EVENT_FIELD_FIRST_TEXT; }

typedef struct {
  EventFieldId id;
  double number;   /* of a number field; never NAN */
  char *text;      /* of a text field; else NULL */
} EventField;

/* What is wrong or odd about an event. */
typedef enum {
  EVENT_FLAG_CLOCK_UNSET     = 1 << 0,  /* the device's clock was never set: the times are not of this world */
  EVENT_FLAG_NO_TIMES        = 1 << 1,  /* no instant at all */
  EVENT_FLAG_NO_ZONE         = 1 << 2,  /* clock times without a zone: taken in the athlete's, or as UTC */
  EVENT_FLAG_LEFT_PAUSED     = 1 << 3,  /* the recorder was left paused for days: the event ends with its last record */
  EVENT_FLAG_TIMES_DISAGREE  = 1 << 4,  /* elapsed is less than timer time: the span of the records was taken */
  EVENT_FLAG_PARTIAL         = 1 << 5,  /* from a damaged file: what stood before the fault */
  EVENT_FLAG_TOO_LONG        = 1 << 6,  /* a sleep over 16 h: a clock fault, left out of means */
  EVENT_FLAG_DELETED         = 1 << 7,  /* the source says that it is no more */
  EVENT_FLAG_NO_SUMMARY      = 1 << 8,  /* the recorder wrote no summary: derived from its records */
  EVENT_FLAG_ZONE_ESTIMATED  = 1 << 9,  /* the clock was guessed from the place (place-offset.h); never stored */
} EventFlags;

typedef enum {
  SLEEP_STAGE_UNMEASURED,
  SLEEP_STAGE_AWAKE,
  SLEEP_STAGE_LIGHT,
  SLEEP_STAGE_DEEP,
  SLEEP_STAGE_REM,
  SLEEP_STAGE_ASLEEP,    /* asleep, and nothing finer */
  SLEEP_STAGE_IN_BED,
} SleepStage;

typedef struct {
  gint64 start_us;
  gint64 end_us;
  SleepStage stage;
} SleepSegment;

typedef struct Event Event;

struct Event {
  EventKind kind;
  char *source;         /* "fit", "tcx", "gpx", "garmin-connect", "garmin-health", "strava-export", "strava-json", "strava-api",
                           "apple-health", "fitbit", "oura", "sleep-diary", "table", "typed" */
  char *source_id;      /* within the source: an equal one is the same thing again, perhaps a later revision of it */
  gint64 revision;      /* of equal source_id the higher wins; 0 when the source does not count */
  char *content_hash;   /* (nullable): of the decoded records, so that a copy under another name is the same thing again */
  char *file;           /* (nullable): where it was read, for people: "export.zip/activities/12.fit.gz" */
  char *device;         /* (nullable): for people: "garmin fenix6x" */
  char *device_id;      /* (nullable): what tells one recorder from another: "garmin:3305029741" */
  GPtrArray *links;     /* of char *: what other sources call the same thing, "garmin-activity:4017099594" */

  char *sport;          /* (nullable): canonical (sport.h) */
  SportFamily family;

  gint64 start_us;      /* UTC; INSTANT_UNKNOWN */
  gint64 end_us;        /* UTC; INSTANT_UNKNOWN; of a weighing the start */
  int start_offset_s;   /* the clock at the start, INSTANT_OFFSET_UNKNOWN */
  int end_offset_s;     /* and at the end: a flight has two */
  char *zone;           /* (nullable): IANA */

  double elapsed_s;     /* from start to end as the source says; NAN */
  double timer_s;       /* without pauses; NAN */
  double distance_m;    /* NAN */
  guint n_records;      /* rows of data, track points, samples */

  guint flags;          /* EventFlags */
  GArray *fields;       /* of EventField, sorted by id, each once */
  GArray *segments;     /* of SleepSegment, in order of start; empty for anything but sleep */
  GPtrArray *children;  /* of Event: the legs of a multisport */
};

Event      *event_new             (EventKind kind, const char *source);
void        event_free            (Event *event);
Event      *event_copy            (const Event *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Event, event_free)

/* NAN and blank text remove the field. */
void        event_set_number      (Event *event, EventFieldId id, double number);
/* Leaves what is known. */
void        event_set_if_unknown  (Event *event, EventFieldId id, double number);
void        event_set_text        (Event *event, EventFieldId id, const char *text);
double      event_number          (const Event *event, EventFieldId id);   /* NAN when unknown */
const char *event_text            (const Event *event, EventFieldId id);   /* NULL when unknown */

void        event_set_sport       (Event *event, const char *words);       /* canonical when known, else the words themselves */
void        event_add_link        (Event *event, const char *format, ...) G_GNUC_PRINTF (2, 3);
void        event_add_segment     (Event *event, gint64 start_us, gint64 end_us, SleepStage stage);

/* How long it went on, in seconds: as the source says, else from start to end; NAN. Active: without pauses, where that is known. */
double      event_elapsed_s       (const Event *event);
double      event_active_s        (const Event *event);

/* Sets the end so many seconds after the start; nothing when either is unknown or the seconds are none that an event lasts
 * (below 0, above three years). */
void        event_end_after       (Event *event, double seconds);

/* Sorts the segments and sets start, end and elapsed of a sleep from them. */
void        event_close_segments  (Event *event);

/**
 * event_source_rank:
 *
 * How much a source's word weighs when several tell of one thing: device FIT > TCX > GPX > the maker's own JSON >
 * an aggregator's > a HealthKit copy > typed (SOURCES §7.4). 0 weighs most.
 */
guint       event_source_rank     (const char *source);

G_END_DECLS
