/* workspace/weigh-station.h
 *
 * A scale and a queue: athlete's number, body mass, Enter. The first reading of a session is the one before, the next one is
 * after, and makes a test. What can hardly be is asked about, never refused. Every reading is stored when it is made, so that
 * a station that was closed goes on where it was. In: readings. Out: weighings in the timeline. May include: sweat, timeline, store. */
#pragma once

#include "sweat-tests.h"

G_BEGIN_DECLS

typedef struct _WeighStation WeighStation;

typedef enum {
  STATION_KEPT_BEFORE,   /* the reading before is stored */
  STATION_KEPT_AFTER,    /* both are there: a test was made */
  STATION_QUESTION,      /* nothing is stored; the sentence asks; say it again with `confirmed` */
  STATION_REFUSED,       /* no such athlete, no such number, or the workspace could not keep it */
} StationOutcome;

typedef struct {
  double minutes;        /* of the session; above 0 */
  double air_c, relative_humidity; /* NAN: not known */
  const char *sport;     /* (nullable): the athlete's own */
  UnitSystem units;      /* that masses are typed in, and sentences written in */
} StationSession;

/* One athlete in the queue. */
typedef struct {
  guint number;          /* 1, 2 …: what is typed, as well as the handle */
  Athlete *athlete;
  double before_kg;      /* NAN: not yet */
  double after_kg;
  gint64 before_us;
  SweatingRate rate;     /* set with after_kg */
} StationRow;

/**
 * weigh_station_new:
 * @athletes: of Athlete: in the order of their numbers; copied
 *
 * Readings before that were made in the last 12 hours and have no test after them are taken up again.
 */
WeighStation   *weigh_station_new   (SaltlineWorkspace *workspace, const GPtrArray *athletes, GError **error);
void            weigh_station_free  (WeighStation *station);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WeighStation, weigh_station_free)

/* (element-type StationRow) (transfer none) */
const GPtrArray *weigh_station_rows (const WeighStation *station);

/**
 * weigh_station_enter:
 * @who: number or handle
 * @drunk_ml: NAN: not known; of a reading after
 * @sentence: (out): what is said: who, what was stored, or the question
 */
StationOutcome  weigh_station_enter (WeighStation *station, const StationSession *session, const char *who, double kg, double drunk_ml,
                                     gboolean confirmed, char **sentence);

G_END_DECLS
