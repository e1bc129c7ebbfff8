/* sources/json-source.h
 *
 * What services write as JSON: Garmin Connect and its account export, Garmin's partner API, Strava, Fitbit, Oura. An object
 * is known by its keys wherever it stands, so that a list, a reply within a recording and a lone activity are one. */
#pragma once

#include <json-glib/json-glib.h>

#include "source-read.h"

G_BEGIN_DECLS

void json_events_read (SourceJob *job, SourceReport *report, const char *bytes, gsize length);

/* Returns: whether the object was of this service; then it is not looked into any further. */
gboolean garmin_json_read (SourceJob *job, SourceReport *report, JsonObject *object);
/* Stands among the links of a leg, with the parent's id behind it, until the whole file is read. */
#define GARMIN_PARENT_LINK "garmin-parent:"
/* Legs of a multisport that stand beside it in the list become its children. */
void     garmin_nest_legs (SourceReport *report);
/* What the account export and the web service know of a day: steps and the heart rate at rest, and what was drunk and sweated. */
gboolean garmin_wellness_json_read (SourceJob *job, SourceReport *report, JsonObject *object);
gboolean garmin_health_json_read (SourceJob *job, SourceReport *report, JsonObject *object);
gboolean strava_json_read (SourceJob *job, SourceReport *report, JsonObject *object);
gboolean fitbit_json_read (SourceJob *job, SourceReport *report, JsonObject *object);
gboolean fitbit_logs_json_read (SourceJob *job, SourceReport *report, JsonObject *object);
gboolean oura_json_read   (SourceJob *job, SourceReport *report, JsonObject *object);

/* Lenient looks into an object: what is absent, null or of another type is NAN, NULL or INSTANT_UNKNOWN. */
double       json_look_number  (JsonObject *object, const char *key);  /* a number, or text that is one */
const char  *json_look_string  (JsonObject *object, const char *key);
char        *json_look_id      (JsonObject *object, const char *key);  /* (transfer full): text, or an integer as text */
gboolean     json_look_true    (JsonObject *object, const char *key);
JsonObject  *json_look_object  (JsonObject *object, const char *key);
JsonArray   *json_look_array   (JsonObject *object, const char *key);
gint64       json_look_instant (JsonObject *object, const char *key, int *offset_s);  /* ISO text; without zone as UTC */
gint64       json_look_milliseconds (JsonObject *object, const char *key);            /* since 1970 */

/* Milliseconds, text in UTC ("2024-03-31T05:55:00.0", "Mar 31, 2024 6:00:00 AM"), or an object that holds either as "date". */
gint64       json_look_time    (JsonObject *object, const char *key);
/* The offset of a clock from its times and the UTC ones; INSTANT_OFFSET_UNKNOWN when they make none. */
int          source_offset_between (gint64 local_us, gint64 utc_us);

/**
 * source_local_instant:
 * @written: clock time without a zone, taken as UTC
 *
 * Lays it into the zone of the options; %FALSE when there is none, and then it stays as it is.
 */
gboolean     source_local_instant (const SourceJob *job, gint64 *written_us, int *offset_s);

/* Sets zone and both offsets from an IANA name; nothing when the system has none of that name. */
void         event_set_zone    (Event *event, const char *name);

G_END_DECLS
