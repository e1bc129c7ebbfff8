/* base/instant.h
 *
 * Instants, offsets and zones. An instant is a count of microseconds since 1970-01-01T00:00:00 UTC and belongs to nobody's
 * clock; an offset says what a clock showed then; a nominal time ("wake at 7") is minutes of a day and becomes an instant
 * only when it is laid on a date in a zone. Durations are differences of instants, never of clock times.
 * In: text and numbers of files. Out: instants, and text with an offset. May include: nothing. */
#pragma once

#include <glib.h>

#include "base-error.h"

G_BEGIN_DECLS

#define INSTANT_UNKNOWN        G_MININT64
#define INSTANT_SECOND         G_GINT64_CONSTANT (1000000)
#define INSTANT_MINUTE         (60 * INSTANT_SECOND)
#define INSTANT_HOUR           (60 * INSTANT_MINUTE)
#define INSTANT_DAY            (24 * INSTANT_HOUR)
#define INSTANT_OFFSET_UNKNOWN G_MININT   /* of offset_s: the source did not say */

/* A time as a file wrote it. */
typedef struct {
  gint64 instant_us;   /* with the offset applied; without one, the clock time taken as UTC */
  int offset_s;        /* east of Greenwich; INSTANT_OFFSET_UNKNOWN when the text has no zone */
} WrittenInstant;

/**
 * instant_parse:
 * @text: ISO 8601 in the extended form: a date, then optionally `T` or a blank, a time of day with as many digits of
 *   fraction as the writer liked (beyond microseconds they are cut), then optionally `Z`, `±hh`, `±hhmm` or `±hh:mm`,
 *   with or without a blank before it (Apple writes one)
 * @written: (out caller-allocates): set only on success
 *
 * Returns: %FALSE with %BASE_ERROR_MALFORMED for anything else and %BASE_ERROR_OUT_OF_RANGE for a 30th of February.
 */
gboolean instant_parse                (const char *text, WrittenInstant *written, GError **error);

/* The same without an error: what readers of large files call a million times. @length −1: up to the NUL. */
gboolean instant_scan                 (const char *text, gssize length, WrittenInstant *written);

/**
 * instant_format:
 * @offset_s: the clock to show; INSTANT_OFFSET_UNKNOWN shows UTC
 *
 * Returns: (transfer full) (nullable): "2026-03-29T07:31:00+02:00", with a fraction only if there is one; %NULL for INSTANT_UNKNOWN.
 */
char    *instant_format               (gint64 instant_us, int offset_s);

/* From a clock's fields (month and day from 1; a second of 60 is the next minute) and its offset. */
gint64   instant_from_civil           (int year, int month, int day, int hour, int minute, double second, int offset_s);

/* Whether clocks somewhere are set so: within ±14 h and a multiple of 15 min. */
gboolean instant_offset_is_plausible  (gint64 offset_s);

/**
 * instant_zone_find:
 *
 * Returns: (transfer full) (nullable): the zone of an IANA name, or %NULL when the system has none of that name.
 */
GTimeZone *instant_zone_find          (const char *name);

/* The offset that @zone had at an instant, in seconds. */
int      instant_offset_in_zone       (gint64 instant_us, GTimeZone *zone);

/* A day of a calendar, without a zone: days since 1970-01-01. */
typedef gint32 CivilDay;
#define CIVIL_DAY_UNKNOWN G_MININT32

CivilDay civil_day_from_date          (int year, int month, int day);
void     civil_day_to_date            (CivilDay day, int *year, int *month, int *day_of_month);
gboolean civil_day_parse              (const char *text, CivilDay *day);   /* "2026-03-29" */
char    *civil_day_format             (CivilDay day);
/* The date that a clock of this offset shows; minute_of_day likewise, 0–1439. */
CivilDay instant_civil_day            (gint64 instant_us, int offset_s);
int      instant_minute_of_day        (gint64 instant_us, int offset_s);

/* "7", "7:30", "07:30": minutes of the day. FALSE for anything else. */
gboolean nominal_time_parse           (const char *text, int *minute_of_day);

/* What became of a nominal time when it met a date. */
typedef enum {
  NOMINAL_PLAIN,
  NOMINAL_SKIPPED,   /* clocks were put forward over it: moved forward by the gap */
  NOMINAL_DOUBLED,   /* clocks were put back over it: the first of the two */
} NominalOutcome;

/**
 * nominal_time_on_day:
 * @minute_of_day: 0–1439; more is the day after, which is how "23:00 to 31:00" is one night
 * @outcome: (out) (optional)
 *
 * Lays a nominal time on a day in a zone. Returns: the instant.
 */
gint64   nominal_time_on_day          (int minute_of_day, CivilDay day, GTimeZone *zone, NominalOutcome *outcome);

G_END_DECLS
