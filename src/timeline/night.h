/* timeline/night.h
 *
 * Fragments of sleep become nights: one tracker's fragments join, the main sleep and the naps of a day are told apart, and of
 * several trackers one is chosen. Durations are differences of instants; clock times use the offset valid at each end. The
 * rules are parameters: no consensus on the joining gap exists (SOURCES §8), so a study prints the ones it used.
 * In: events of sleep. Out: nights. */
#pragma once

#include "event.h"

G_BEGIN_DECLS

typedef struct {
  double joining_gap_s;           /* 3600: fragments of one tracker nearer than this are one sleep */
  double habitual_joining_gap_s;  /* 7200: and nearer than this when the middles of both lie in the habitual night */
  int habitual_from_minute;       /* 1260 (21:00): the habitual night, minutes of the local day … */
  int habitual_to_minute;         /* 600 (10:00): … up to the next */
  int day_turns_minute;           /* 1080 (18:00): the main sleep is the longest between two of these */
  double longest_s;               /* 57600 (16 h): a longer single span is a clock fault */
} NightRules;

#define NIGHT_RULES_DEFAULT { 3600, 7200, 1260, 600, 1080, 57600 }

typedef struct {
  CivilDay date;              /* the local date of waking */
  gint64 start_us;            /* of the first fragment: in bed, or asleep, as the tracker knows it */
  gint64 end_us;
  int start_offset_s;         /* the clock at the start; INSTANT_OFFSET_UNKNOWN when nobody knows it, and UTC was taken */
  int end_offset_s;
  double asleep_s;
  double awake_s;             /* after sleep onset and before the last waking, gaps between fragments included */
  double deep_s;              /* NAN when the tracker has no stages, and so the next two */
  double light_s;
  double rem_s;
  double in_bed_s;            /* from start to end */
  guint n_fragments;
  gboolean main;              /* else a nap */
  gboolean clock_fault;       /* longer than any sleep: to be left out of means */
  const Event *tracker;       /* the first fragment: whose device and source it is */
  GPtrArray *members;         /* of const Event: the fragments */
  GPtrArray *others;          /* of const Event: what other trackers say of the same time */
} Night;

/**
 * nights_find:
 * @events: of const Event; those that are no sleep are passed over; must outlive the result
 * @zone: (nullable): the athlete's, for sources that give no offset
 *
 * Returns: (transfer full) (element-type Night): by end.
 */
GPtrArray *nights_find (const GPtrArray *events, GTimeZone *zone, const NightRules *rules);

G_END_DECLS
