/* timeline/gap.h
 *
 * The time between one workout and the next, and what it leaves room for: drinking back what was lost takes hours, and a
 * second workout begins with the deficit of the first. The limits are parameters; those given are conventions
 * (GUIDANCE §3–4: refuel at 1.0–1.2 g/kg/h when the next bout is less than 8 h away; replace 125–150 % of the loss).
 * In: workouts. Out: gaps. */
#pragma once

#include "event.h"

G_BEGIN_DECLS

typedef struct {
  double continuous_s;      /* 1800: nearer ones are one effort: drink as during it */
  double short_s;           /* 14400 (4 h): too short to replace the loss at leisure: a plan of drinking is needed */
  double refuel_s;          /* 28800 (8 h): carbohydrate at once counts */
  double longest_s;         /* 86400: beyond, two workouts have nothing to do with each other */
  int early_minute;         /* 480 (08:00): a workout that begins before is early … */
  int late_minute;          /* 1200 (20:00): … and one that ends after is late: the gap holds a night */
} GapRules;

#define GAP_RULES_DEFAULT { 1800, 14400, 28800, 86400, 480, 1200 }

typedef enum {
  GAP_CONTINUOUS,
  GAP_SHORT,
  GAP_REFUEL,
  GAP_LONG,
} GapLength;

typedef struct {
  const Event *before, *after;
  double gap_s;             /* from the end to the next start; 0 when they overlap */
  GapLength length;
  gboolean overnight;       /* the first ends late, or the second begins early on another day */
  gboolean same_day;        /* on the local clock */
} WorkoutGap;

/* "continuous", "short", "refuel", "long". */
const char *gap_length_name (GapLength length);

/* What it means for drinking, as a sentence for people (translated). */
const char *gap_advice      (const WorkoutGap *gap);

/**
 * gaps_find:
 * @workouts: of const Event, in any order; events without times are passed over
 * @zone: (nullable): the athlete's, where events have no offset
 *
 * Returns: (transfer full) (element-type WorkoutGap)
 */
GArray     *gaps_find       (const GPtrArray *workouts, GTimeZone *zone, const GapRules *rules);

G_END_DECLS
