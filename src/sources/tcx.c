/* sources/tcx.c: Activities, MultiSportSession and Courses of Training Center XML */
#include <math.h>

#include "tracks.h"
#include "xml-walk.h"

typedef struct {
  SourceReport *report;
  guint depth;
  guint activity_depth, lap_depth, point_depth, multisport_depth, creator_depth, rate_depth;
  char *rate;              /* which heart rate a Value belongs to */
  Event *activity;
  Event *parent;           /* of a MultiSportSession */
  TrackSums sums;
  TrackPoint point;
  double timer_s, distance_m, energy_kcal;
  guint n_laps;
  gint64 id_us, first_lap_us, lap_us;
  char *unit_id;
} TcxReader;

static double
plus_known (double sum, double value)
{
  if (isnan (value))
    return sum;
  return isnan (sum) ? value : sum + value;
}

static void
begin_activity (TcxReader *reader, const char *sport, EventKind kind)
{
  reader->activity = event_new (kind, "tcx");
  event_set_sport (reader->activity, sport);
  track_sums_begin (&reader->sums);
  reader->timer_s = reader->distance_m = reader->energy_kcal = NAN;
  reader->id_us = reader->first_lap_us = reader->lap_us = INSTANT_UNKNOWN;
  reader->n_laps = 0;
  reader->activity_depth = reader->depth;
  g_clear_pointer (&reader->unit_id, g_free);
}

static void
start_cb (const char *name, const XmlAttribute *attributes, guint n, gpointer data)
{
  TcxReader *reader = data;

  reader->depth++;
  if (g_str_equal (name, "MultiSportSession"))
    {
      reader->multisport_depth = reader->depth;
      g_clear_pointer (&reader->parent, event_free);
      reader->parent = event_new (EVENT_WORKOUT, "tcx");
      event_set_sport (reader->parent, "multisport");
    }
  else if (g_str_equal (name, "Activity") && reader->activity == NULL)
    {
      g_autofree char *sport = xml_attribute_dup (attributes, n, "Sport");

      begin_activity (reader, sport, EVENT_WORKOUT);
    }
  else if (g_str_equal (name, "Course") && reader->activity == NULL)
    begin_activity (reader, NULL, EVENT_ROUTE);
  else if (reader->activity == NULL)
    return;
  else if (g_str_equal (name, "Lap"))
    {
      g_autofree char *start = xml_attribute_dup (attributes, n, "StartTime");
      WrittenInstant written;

      reader->lap_depth = reader->depth;
      reader->n_laps++;
      if (start && instant_scan (start, -1, &written))
        {
          reader->lap_us = written.instant_us;
          if (reader->first_lap_us == INSTANT_UNKNOWN)
            reader->first_lap_us = written.instant_us;
        }
    }
  else if (g_str_equal (name, "Trackpoint"))
    {
      track_point_begin (&reader->point);
      reader->point_depth = reader->depth;
    }
  else if (g_str_equal (name, "Creator"))
    reader->creator_depth = reader->depth;
  else if (g_str_has_suffix (name, "HeartRateBpm"))
    {
      g_free (reader->rate);
      reader->rate = g_strdup (name);
      reader->rate_depth = reader->depth;
    }
}

static void
read_point_value (TcxReader *reader, const char *name, const char *text)
{
  TrackPoint *point = &reader->point;
  gboolean own = reader->depth == reader->point_depth + 1; /* and no extension's */
  WrittenInstant written;

  if (own && g_str_equal (name, "Time"))
    {
      if (instant_scan (text, -1, &written))
        {
          point->time_us = written.instant_us;
          point->offset_s = written.offset_s;
        }
    }
  else if (g_str_equal (name, "LatitudeDegrees"))
    point->latitude = xml_number (text);
  else if (g_str_equal (name, "LongitudeDegrees"))
    point->longitude = xml_number (text);
  else if (own && g_str_equal (name, "AltitudeMeters"))
    point->altitude_m = xml_number (text);
  else if (own && g_str_equal (name, "DistanceMeters"))
    point->distance_m = xml_number (text);
  else if (g_str_equal (name, "Value") && reader->rate_depth)
    point->heart_rate_bpm = xml_number (text);
  else if (g_str_equal (name, "Watts"))
    point->power_w = xml_number (text);
}

static void
read_lap_value (TcxReader *reader, const char *name, const char *text)
{
  Event *event = reader->activity;

  if (g_str_equal (name, "TotalTimeSeconds"))
    {
      double lap_s = xml_number (text);

      reader->timer_s = plus_known (reader->timer_s, lap_s);
      if (reader->lap_us != INSTANT_UNKNOWN && lap_s > 0 && lap_s < 1e8)
        {
          gint64 end_us = reader->lap_us + (gint64) (lap_s * 1e6);

          event->end_us = event->end_us == INSTANT_UNKNOWN ? end_us : MAX (event->end_us, end_us);
        }
    }
  else if (g_str_equal (name, "DistanceMeters"))
    reader->distance_m = plus_known (reader->distance_m, xml_number (text));
  else if (g_str_equal (name, "Calories"))
    reader->energy_kcal = plus_known (reader->energy_kcal, xml_number (text));
  else if (g_str_equal (name, "MaximumSpeed"))
    event_set_number (event, EVENT_FIELD_SPEED_MAX_M_S, fmax (event_number (event, EVENT_FIELD_SPEED_MAX_M_S), xml_number (text)));
  else if (g_str_equal (name, "Value") && g_strcmp0 (reader->rate, "MaximumHeartRateBpm") == 0)
    event_set_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM, fmax (event_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM), xml_number (text)));
}

static void
read_activity_value (TcxReader *reader, const char *name, const char *text)
{
  Event *event = reader->activity;
  WrittenInstant written;

  if (g_str_equal (name, "Id") && reader->depth == reader->activity_depth + 1)
    {
      if (instant_scan (text, -1, &written))
        reader->id_us = written.instant_us;
    }
  else if (g_str_equal (name, "Notes") && reader->depth == reader->activity_depth + 1)
    event_set_text (event, EVENT_FIELD_NOTES, text);
  else if (g_str_equal (name, "Name") && reader->depth == reader->activity_depth + 1)
    event_set_text (event, EVENT_FIELD_TITLE, text);
  else if (g_str_equal (name, "Name") && reader->creator_depth && event->device == NULL && *text)
    event->device = g_strdup (text);
  else if (g_str_equal (name, "UnitId") && reader->creator_depth && *text)
    {
      g_free (reader->unit_id);
      reader->unit_id = g_strdup (text);
    }
}

/* The lap says when it began. A first point within a second of it is only more exact; one that is days away comes from the
 * recorder's own clock, where the lap was re-dated by a program. Id is the start, usually, and the last to be asked. */
static gint64
believed_start (const TcxReader *reader)
{
  gint64 point_us = reader->sums.first_us, lap_us = reader->first_lap_us;

  if (lap_us == INSTANT_UNKNOWN)
    return point_us != INSTANT_UNKNOWN ? point_us : reader->id_us;
  if (point_us != INSTANT_UNKNOWN && (ABS (point_us - lap_us) < INSTANT_SECOND || ABS (point_us - lap_us) > INSTANT_DAY))
    return point_us;
  return lap_us;
}

static void
finish_activity (TcxReader *reader)
{
  Event *event = g_steal_pointer (&reader->activity);
  SourceReport *report = reader->report;

  event->start_us = believed_start (reader);
  if (reader->sums.last_us != INSTANT_UNKNOWN
      && (event->end_us == INSTANT_UNKNOWN || event->end_us < reader->sums.last_us || event->end_us - reader->sums.last_us > INSTANT_DAY))
    event->end_us = reader->sums.last_us;
  event->timer_s = reader->timer_s;
  event->distance_m = !isnan (reader->distance_m) ? reader->distance_m
                      : reader->sums.distance_m > 0 ? reader->sums.distance_m : NAN;
  event_set_number (event, EVENT_FIELD_ENERGY_KCAL, reader->energy_kcal);
  event_set_number (event, EVENT_FIELD_LAPS, reader->n_laps);
  track_sums_apply (&reader->sums, event, report);
  if (event->kind == EVENT_ROUTE)
    event->flags |= EVENT_FLAG_NO_TIMES;
  else if (event->start_us == INSTANT_UNKNOWN)
    {
      event->kind = EVENT_ROUTE;
      source_report_flag (report, "no_times");
      source_report_say (report, "An activity without any time is no event of a timeline.");
    }
  else
    event->flags &= ~(guint) EVENT_FLAG_NO_TIMES;
  if (reader->unit_id && !g_str_equal (reader->unit_id, "0"))
    {
      event->device_id = g_strdup_printf ("1:%s", reader->unit_id); /* Garmin's numbers: the FIT of that unit says the same */
      if (event->start_us != INSTANT_UNKNOWN && !(event->flags & EVENT_FLAG_CLOCK_UNSET))
        event_add_link (event, "device-start:%s:%" G_GINT64_FORMAT, reader->unit_id, event->start_us / INSTANT_SECOND);
    }
  event->source_id = event->start_us != INSTANT_UNKNOWN
                     ? g_strdup_printf ("%s:%" G_GINT64_FORMAT "%s", reader->unit_id ? reader->unit_id : "", event->start_us,
                                        reader->unit_id ? "" : event->content_hash ? event->content_hash : "")
                     : g_strdup (event->content_hash);
  track_add_name_links (event, report->file);
  reader->activity_depth = reader->lap_depth = reader->point_depth = reader->creator_depth = 0;
  if (reader->parent)
    g_ptr_array_add (reader->parent->children, event);
  else
    source_report_take (report, event);
}

static void
finish_multisport (TcxReader *reader)
{
  Event *parent = g_steal_pointer (&reader->parent);

  reader->multisport_depth = 0;
  for (guint i = 0; i < parent->children->len; i++)
    {
      const Event *child = g_ptr_array_index (parent->children, i);

      if (child->start_us != INSTANT_UNKNOWN && (parent->start_us == INSTANT_UNKNOWN || child->start_us < parent->start_us))
        parent->start_us = child->start_us;
      if (child->end_us != INSTANT_UNKNOWN && (parent->end_us == INSTANT_UNKNOWN || child->end_us > parent->end_us))
        parent->end_us = child->end_us;
      parent->timer_s = plus_known (parent->timer_s, child->timer_s);
      parent->distance_m = plus_known (parent->distance_m, child->distance_m);
      parent->n_records += child->n_records;
      if (parent->source_id == NULL)
        {
          parent->device = g_strdup (child->device);
          parent->device_id = g_strdup (child->device_id);
          parent->source_id = g_strdup_printf ("%s/parent", child->source_id);
        }
    }
  if (parent->children->len == 0 || parent->start_us == INSTANT_UNKNOWN)
    {
      event_free (parent);
      return;
    }
  if (parent->end_us != INSTANT_UNKNOWN)
    parent->elapsed_s = (double) (parent->end_us - parent->start_us) / INSTANT_SECOND;
  if (parent->source_id == NULL)
    parent->source_id = g_strdup_printf ("parent:%" G_GINT64_FORMAT, parent->start_us);
  source_report_flag (reader->report, "multi_session");
  source_report_take (reader->report, parent);
}

static void
end_cb (const char *name, const char *text, gpointer data)
{
  TcxReader *reader = data;

  if (reader->activity)
    {
      if (reader->point_depth && reader->depth > reader->point_depth)
        read_point_value (reader, name, text);
      else if (reader->point_depth && reader->depth == reader->point_depth)
        {
          track_sums_add (&reader->sums, &reader->point, TRUE);
          reader->point_depth = 0;
        }
      else if (reader->lap_depth && reader->depth > reader->lap_depth
               && (reader->depth == reader->lap_depth + 1 || reader->rate_depth))
        read_lap_value (reader, name, text);
      else if (!reader->lap_depth)
        read_activity_value (reader, name, text);
      if (reader->depth == reader->rate_depth)
        reader->rate_depth = 0;
      if (reader->depth == reader->lap_depth)
        reader->lap_depth = 0;
      if (reader->depth == reader->creator_depth)
        reader->creator_depth = 0;
      if (reader->depth == reader->activity_depth)
        finish_activity (reader);
    }
  else if (reader->parent && reader->depth == reader->multisport_depth)
    finish_multisport (reader);
  reader->depth--;
}

void
tcx_events_read (SourceReport *report, const char *bytes, gsize length)
{
  static const XmlWalker walker = { start_cb, end_cb };
  TcxReader reader = { .report = report };
  g_autofree char *fault = NULL;

  report->format = "tcx";
  xml_walk (bytes, length, &walker, &reader, &fault);
  if (reader.activity) /* the document broke off: what stands before the break is kept */
    {
      reader.activity->flags |= EVENT_FLAG_PARTIAL;
      finish_activity (&reader);
    }
  if (reader.parent)
    finish_multisport (&reader);
  if (fault)
    {
      source_report_flag (report, "not_well_formed");
      source_report_say (report, "The XML is not well-formed (%s); what could be read is kept.", fault);
    }
  if (report->events->len == 0)
    source_report_say (report, "A TCX file without an activity.");
  g_free (reader.rate);
  g_free (reader.unit_id);
}
