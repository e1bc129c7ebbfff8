/* sources/gpx.c: GPX 1.0 and 1.1, with the extensions of Garmin, plain `power`, gpxdata and Cluetrust */
#include <math.h>
#include <string.h>

#include "tracks.h"
#include "xml-walk.h"

/* Recorders that were paused begin another track; one that was away for longer was at another event. */
#define SAME_EVENT_US (INSTANT_HOUR)

typedef struct {
  char *name;
  char *type;
  guint n_segments;
  TrackSums sums;
} Track;

typedef struct {
  SourceReport *report;
  char *creator;
  guint depth;
  guint track_depth, point_depth;   /* 0: not inside */
  Track *track;
  TrackPoint point;
  gboolean joined;                  /* the next point goes on from the last */
  GPtrArray *tracks;
  guint n_routes, n_waypoints;
} GpxReader;

static void
track_free (gpointer data)
{
  Track *track = data;

  g_free (track->name);
  g_free (track->type);
  g_free (track);
}

static void
start_cb (const char *name, const XmlAttribute *attributes, guint n, gpointer data)
{
  GpxReader *reader = data;

  reader->depth++;
  if (reader->point_depth && reader->depth > reader->point_depth + 1)
    return; /* in an extension, where a program may call anything anyhow */
  if (g_str_equal (name, "gpx"))
    {
      g_autofree char *version = xml_attribute_dup (attributes, n, "version");

      g_free (reader->creator);
      reader->creator = xml_attribute_dup (attributes, n, "creator");
      if (version == NULL)
        source_report_flag (reader->report, "version_missing");
      else if (!g_str_equal (version, "1.0") && !g_str_equal (version, "1.1"))
        source_report_flag (reader->report, "version_%s", version);
    }
  else if (g_str_equal (name, "trk"))
    {
      reader->track = g_new0 (Track, 1);
      track_sums_begin (&reader->track->sums);
      g_ptr_array_add (reader->tracks, reader->track);
      reader->track_depth = reader->depth;
      reader->joined = FALSE;
    }
  else if (g_str_equal (name, "trkseg") && reader->track)
    {
      reader->track->n_segments++;
      reader->joined = FALSE;
    }
  else if (g_str_equal (name, "trkpt") && reader->track)
    {
      track_point_begin (&reader->point);
      reader->point.latitude = xml_attribute_number (attributes, n, "lat");
      reader->point.longitude = xml_attribute_number (attributes, n, "lon");
      reader->point_depth = reader->depth;
    }
  else if (g_str_equal (name, "rte"))
    reader->n_routes++;
  else if (g_str_equal (name, "wpt"))
    reader->n_waypoints++;
}

static void
read_point_value (GpxReader *reader, const char *name, const char *text)
{
  TrackPoint *point = &reader->point;
  gboolean own = reader->depth == reader->point_depth + 1; /* and no extension's, which may mean another time and height */
  WrittenInstant written;

  if (own && g_str_equal (name, "time"))
    {
      if (instant_scan (text, -1, &written))
        {
          point->time_us = written.instant_us;
          point->offset_s = written.offset_s;
        }
    }
  else if (own && g_str_equal (name, "ele"))
    point->altitude_m = xml_number (text);
  else if (g_str_equal (name, "hr") || g_str_equal (name, "heartrate"))
    point->heart_rate_bpm = xml_number (text);
  else if (g_str_equal (name, "power") || g_str_equal (name, "PowerInWatts") || g_str_equal (name, "watts"))
    point->power_w = xml_number (text);
  else if (g_str_equal (name, "atemp") || g_str_equal (name, "temp") || g_str_equal (name, "temperature"))
    point->temperature_c = xml_number (text);
}

static void
end_cb (const char *name, const char *text, gpointer data)
{
  GpxReader *reader = data;

  if (reader->point_depth && reader->depth > reader->point_depth)
    read_point_value (reader, name, text);
  else if (reader->point_depth && reader->depth == reader->point_depth)
    {
      track_sums_add (&reader->track->sums, &reader->point, reader->joined);
      reader->joined = TRUE;
      reader->point_depth = 0;
    }
  else if (reader->track && reader->depth == reader->track_depth + 1 && *text)
    {
      if (g_str_equal (name, "type") && reader->track->type == NULL)
        reader->track->type = g_strdup (text);
      else if (g_str_equal (name, "name") && reader->track->name == NULL)
        reader->track->name = g_strdup (text);
    }
  else if (reader->track && reader->depth == reader->track_depth)
    reader->track = NULL;
  reader->depth--;
}

/* Strava's own GPX has a number for a sport. */
static const char *
strava_number_sport (const char *type)
{
  static const struct { const char *number, *sport; } numbers[] = {
    { "1", "cycling" }, { "2", "alpine_skiing" }, { "4", "hiking" }, { "9", "running" }, { "10", "walking" }, { "16", "swimming" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_str_equal (type, numbers[i].number))
      return numbers[i].sport;
  return NULL;
}

static void
set_sport (Event *event, const Track *track)
{
  if (track->type)
    {
      event_set_sport (event, strava_number_sport (track->type) ? strava_number_sport (track->type) : track->type);
      return;
    }
  if (track->name)
    {
      g_auto(GStrv) words = g_strsplit_set (track->name, " \t,;:-_/()", -1);

      if (sport_canonical (track->name))
        event_set_sport (event, track->name);
      for (guint i = 0; words[i] && event->sport == NULL; i++)
        if (*words[i] && sport_canonical (words[i]) && !sport_is_vague (sport_canonical (words[i])))
          event_set_sport (event, words[i]);
    }
}

static void
join_sums (TrackSums *into, const TrackSums *from)
{
  if (into->first_us == INSTANT_UNKNOWN || (from->first_us != INSTANT_UNKNOWN && from->first_us < into->first_us))
    {
      into->first_us = from->first_us;
      into->offset_s = from->offset_s;
    }
  if (into->last_us == INSTANT_UNKNOWN || (from->last_us != INSTANT_UNKNOWN && from->last_us > into->last_us))
    into->last_us = from->last_us;
  into->n += from->n;
  into->n_timed += from->n_timed;
  into->any_without_zone = into->any_without_zone || from->any_without_zone;
  into->distance_m += from->distance_m;
  into->ascent_m += from->ascent_m;
  if (isnan (into->first_latitude))
    {
      into->first_latitude = from->first_latitude;
      into->first_longitude = from->first_longitude;
    }
  into->heart_rate_sum += from->heart_rate_sum;
  into->heart_rate_max = fmax (into->heart_rate_max, from->heart_rate_max);
  into->power_sum += from->power_sum;
  into->power_max = fmax (into->power_max, from->power_max);
  into->temperature_sum += from->temperature_sum;
  into->core_max = fmax (into->core_max, from->core_max);
  into->n_heart_rate += from->n_heart_rate;
  into->n_power += from->n_power;
  into->n_temperature += from->n_temperature;
  source_hash_add (&into->hash, from->hash.a);
}

static gboolean
goes_on (const Track *track, const Track *next)
{
  if (g_strcmp0 (track->type, next->type) != 0)
    return FALSE;
  if (track->sums.n_timed == 0 && next->sums.n_timed == 0)
    return TRUE;
  return next->sums.n_timed == 0 || track->sums.n_timed == 0
         || (next->sums.first_us - track->sums.last_us <= SAME_EVENT_US && track->sums.first_us - next->sums.last_us <= SAME_EVENT_US);
}

static void
add_event (GpxReader *reader, const Track *track)
{
  gboolean mostly_timed = track->sums.n_timed * 2 > track->sums.n;
  Event *event = event_new (mostly_timed ? EVENT_WORKOUT : EVENT_ROUTE, "gpx");

  set_sport (event, track);
  event_set_text (event, EVENT_FIELD_TITLE, track->name);
  event->device = reader->creator ? g_utf8_make_valid (reader->creator, -1) : NULL;
  event->distance_m = track->sums.distance_m;
  track_sums_apply (&track->sums, event, reader->report);
  if (!mostly_timed)
    {
      source_report_flag (reader->report, track->sums.n_timed ? "few_times" : "no_times");
      source_report_say (reader->report, "A track of %u points of which %u have a time is no event of a timeline: nobody can say "
                         "when it was.", track->sums.n, track->sums.n_timed);
    }
  event->source_id = g_strdup (event->content_hash);
  track_add_name_links (event, reader->report->file);
  source_report_take (reader->report, event);
}

void
gpx_events_read (SourceReport *report, const char *bytes, gsize length)
{
  static const XmlWalker walker = { start_cb, end_cb };
  GpxReader reader = { .report = report };
  g_autofree char *fault = NULL;
  guint n_points = 0;

  report->format = "gpx";
  reader.tracks = g_ptr_array_new_with_free_func (track_free);
  if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    source_report_flag (report, "bom");
  xml_walk (bytes, length, &walker, &reader, &fault);
  if (fault)
    {
      source_report_flag (report, "not_well_formed");
      source_report_say (report, "The XML is not well-formed (%s); what could be read is kept.", fault);
    }
  for (guint i = 0; i < reader.tracks->len; i++)
    {
      Track *track = g_ptr_array_index (reader.tracks, i);

      for (; i + 1 < reader.tracks->len && goes_on (track, g_ptr_array_index (reader.tracks, i + 1)); i++)
        join_sums (&track->sums, &((Track *) g_ptr_array_index (reader.tracks, i + 1))->sums);
      n_points += track->sums.n;
      if (track->sums.n)
        add_event (&reader, track);
    }
  if (n_points == 0)
    {
      source_report_flag (report, "no_track_points");
      source_report_say (report, "No track point (%u routes, %u waypoints): a plan of ways, not an event.", reader.n_routes,
                         reader.n_waypoints);
    }
  g_ptr_array_unref (reader.tracks);
  g_free (reader.creator);
}
