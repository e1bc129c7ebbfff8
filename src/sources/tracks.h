/* sources/tracks.h
 *
 * TCX and GPX: activities and tracks as XML. Local names, whatever the namespaces; every point before a fault is kept. */
#pragma once

#include "source.h"

G_BEGIN_DECLS

void tcx_events_read (SourceReport *report, const char *bytes, gsize length);
void gpx_events_read (SourceReport *report, const char *bytes, gsize length);

/* What both gather from their points. */
typedef struct {
  guint n;                      /* points, whatever they hold */
  guint n_timed;
  gint64 first_us, last_us;     /* the earliest and the latest time */
  int offset_s;                 /* of the first time: INSTANT_OFFSET_UNKNOWN when it has none */
  gboolean any_without_zone;
  double distance_m;            /* along positions, great circles of a sphere of 6371.0088 km; 0 without any */
  double latitude, longitude;   /* of the last point with a position; NAN */
  double first_latitude, first_longitude;
  double ascent_m, altitude_m;
  double heart_rate_sum, heart_rate_max, power_sum, power_max, temperature_sum, core_max;
  guint n_heart_rate, n_power, n_temperature;
  SourceHash hash;
} TrackSums;

/* One point; NAN and INSTANT_UNKNOWN where it says nothing. */
typedef struct {
  gint64 time_us;
  int offset_s;
  double latitude, longitude, altitude_m, distance_m, heart_rate_bpm, power_w, temperature_c, core_temperature_c;
} TrackPoint;

void track_sums_begin (TrackSums *sums);
void track_point_begin (TrackPoint *point);
/* @joined: the point goes on from the one before, so that the way between them counts */
void track_sums_add   (TrackSums *sums, const TrackPoint *point, gboolean joined);
void track_sums_apply (const TrackSums *sums, Event *event, SourceReport *report);
/* Adds links and ids that are in the name of a file that a service gave it: "activity_217470507.tcx". */
void track_add_name_links (Event *event, const char *file);

G_END_DECLS
