/* ui/athlete-life.h
 *
 * One athlete's timeline as marks in lanes, computed in a thread. In: the workspace, an athlete. Out: marks by start. */
#pragma once

#include "store/events.h"
#include "store/photos.h"
#include "workspace/workout-questions.h"

G_BEGIN_DECLS

typedef enum { LANE_WORKOUTS, LANE_SLEEP, LANE_PATCHES, LANE_WEIGHT, LANE_WEATHER, N_LANES } LifeLane;

typedef struct {
  LifeLane lane;
  gint64 start_us, end_us;       /* equal: an instant */
  char *title;                   /* "Running", "Night", "photo.jpg" */
  char *details;                 /* "1 h 02 min, 12.3 km" */
  char *id;                      /* the same after the timeline was computed anew */
  const TimelineEvent *event;    /* (nullable): workouts and weighings */
  const Night *night;            /* (nullable) */
  double value;                  /* of a weighing kg, of weather °C; NAN */
  gint64 photo;                  /* 0: none */
  gboolean planned;
} LifeMark;

typedef struct {
  gint64 athlete;
  AthleteTimeline *timeline;
  GPtrArray *decisions;          /* of EventDecision */
  GArray *questions;             /* of WorkoutQuestion: what is asked after workouts just done */
  GArray *marks;                 /* of LifeMark, by start */
  GTimeZone *zone;               /* the athlete's, else that of this computer */
  gint64 longest_us;             /* of all marks */
  double least[N_LANES], most[N_LANES]; /* of the values in a lane; NAN: there are none */
  guint n_in_lane[N_LANES];
} AthleteLife;

void         athlete_life_free        (AthleteLife *life);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AthleteLife, athlete_life_free)

void         athlete_life_load_async  (SaltlineWorkspace *workspace, gint64 athlete, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
AthleteLife *athlete_life_load_finish (GAsyncResult *result, GError **error);

/* What overlaps from @from_us to @to_us (INSTANT_UNKNOWN: open), now and here. @photos: of StoredPhoto, of everybody. */
AthleteLife *athlete_life_of_span     (SaltlineWorkspace *workspace, const Athlete *athlete, const GPtrArray *photos, gint64 from_us, gint64 to_us,
                                       GError **error);

/* The first mark that may reach beyond @from_us. */
guint        athlete_life_first_after (const AthleteLife *life, gint64 from_us);

/* (transfer full): on the clock of this life: "Mon 3 Mar 2026 07:31" */
char        *athlete_life_format_time (const AthleteLife *life, gint64 instant_us);
/* (transfer full): "1 h 02 min" */
char        *duration_text            (double seconds);

G_END_DECLS
