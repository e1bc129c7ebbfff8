/* tests/sources/test-variants.c: formats as other programs write them: several sports and laps in one TCX, GPX with what nobody knows
 * beside what everybody does, developer fields that are described anew. Each file is made here, with what it must say. */
#include <math.h>
#include <string.h>

#include "made-fit.h"
#include "report-events.h"
#include "sources/fit-file.h"

static SourceReport *
read_text (const char *name, const char *text)
{
  return source_read_bytes (name, (const guint8 *) text, strlen (text), NULL);
}

static gboolean
has_flag (const SourceReport *report, const char *flag)
{
  return g_ptr_array_find_with_equal_func (report->flags, flag, g_str_equal, NULL);
}

/* --- TCX --- */

typedef struct {
  const char *prefix;     /* of every element: "", "t:" */
  const char *sport;      /* as the file spells it */
  const char *canonical;
  guint n_laps, n_points; /* points in each lap */
  double lap_m, lap_s;
} TcxActivity;

static void
put_point (GString *text, const char *p, gint64 at_us, double metres, guint beats)
{
  g_autofree char *time = instant_format (at_us, 0);
  char distance[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "<%sTrackpoint><%sTime>%s</%sTime><%sDistanceMeters>%s</%sDistanceMeters><%sHeartRateBpm><%sValue>%u</%sValue></%sHeartRateBpm>"
                          "<%sExtensions><x:TPX xmlns:x=\"urn:x\"><x:Time>1999-01-01T00:00:00Z</x:Time><x:Watts>200</x:Watts></x:TPX></%sExtensions></%sTrackpoint>",
                          p, p, time, p, p, g_ascii_dtostr (distance, sizeof distance, metres), p, p, p, beats, p, p, p, p, p);
}

/* One activity after the other, its distance counting on over its laps. */
static gint64
put_activity (GString *text, const TcxActivity *made, gint64 start_us)
{
  const char *p = made->prefix;
  g_autofree char *id = instant_format (start_us, 0);
  gint64 at_us = start_us;

  g_string_append_printf (text, "<%sActivity Sport=\"%s\"><%sId>%s</%sId>", p, made->sport, p, id, p);
  for (guint lap = 0; lap < made->n_laps; lap++)
    {
      g_autofree char *lap_start = instant_format (at_us, 0);
      char metres[G_ASCII_DTOSTR_BUF_SIZE], seconds[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, "<%sLap StartTime=\"%s\"><%sTotalTimeSeconds>%s</%sTotalTimeSeconds><%sDistanceMeters>%s</%sDistanceMeters>"
                              "<%sCalories>10</%sCalories><%sMaximumHeartRateBpm><%sValue>%u</%sValue></%sMaximumHeartRateBpm><%sTrack>",
                              p, lap_start, p, g_ascii_dtostr (seconds, sizeof seconds, made->lap_s), p, p,
                              g_ascii_dtostr (metres, sizeof metres, made->lap_m), p, p, p, p, p, 150 + lap, p, p, p);
      for (guint i = 0; i < made->n_points; i++)
        put_point (text, p, at_us + (gint64) (made->lap_s * 1e6) * i / made->n_points, (lap + (double) i / made->n_points) * made->lap_m, 120 + i);
      g_string_append_printf (text, "</%sTrack></%sLap>", p, p);
      at_us += (gint64) (made->lap_s * 1e6);
    }
  g_string_append_printf (text, "</%sActivity>", p);
  return at_us;
}

static void
test_activities_of_several_sports_and_laps_in_one_tcx_are_each_their_own (void)
{
  static const TcxActivity files[][3] = {
    { { "", "Running", "running", 3, 4, 1000, 300 }, { "", "Biking", "cycling", 2, 5, 12000, 1500 }, { "", "Other", "other", 1, 2, 50, 60 } },
    { { "t:", "running", "running", 5, 1, 400, 90.5 }, { "t:", "Swimming", "swimming", 4, 0, 100, 120 }, { "t:", "Biking", "cycling", 1, 9, 800, 100 } },
  };

  for (guint f = 0; f < G_N_ELEMENTS (files); f++)
    {
      const char *p = files[f][0].prefix;
      const gint64 begin_us = G_GINT64_CONSTANT (1772500000) * INSTANT_SECOND;
      gint64 at_us = begin_us, start_us[3];
      g_autoptr(GString) text = g_string_new ("<?xml version=\"1.0\"?>\n");
      g_autoptr(SourceReport) report = NULL;

      g_string_append_printf (text, "<%sTrainingCenterDatabase xmlns%s=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\"><%sActivities>", p,
                              *p ? ":t" : "", p);
      for (guint i = 0; i < 3; i++)
        {
          start_us[i] = at_us;
          at_us = put_activity (text, &files[f][i], at_us) + INSTANT_HOUR;
        }
      g_string_append_printf (text, "</%sActivities></%sTrainingCenterDatabase>", p, p);
      report = read_text ("made.tcx", text->str);
      g_assert_true (report->ok);
      g_assert_cmpuint (report->events->len, ==, 3);
      for (guint i = 0; i < 3; i++)
        {
          const TcxActivity *made = &files[f][i];
          const Event *event = event_at (report, i);

          g_assert_cmpstr (event->sport, ==, made->canonical);
          g_assert_cmpint (event->start_us, ==, start_us[i]);
          g_assert_cmpfloat_with_epsilon (event->timer_s, made->n_laps * made->lap_s, 1e-9);
          g_assert_cmpfloat_with_epsilon (event->distance_m, made->n_laps * made->lap_m, 1e-9);
          g_assert_cmpuint (event->n_records, ==, made->n_laps * made->n_points);
          g_assert_cmpfloat (event_number (event, EVENT_FIELD_LAPS), ==, made->n_laps);
          g_assert_cmpfloat (event_number (event, EVENT_FIELD_ENERGY_KCAL), ==, 10 * made->n_laps);
          g_assert_cmpfloat (event_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM), ==, 150 + made->n_laps - 1);
          if (made->n_points)
            g_assert_cmpfloat (event_number (event, EVENT_FIELD_POWER_AVG_W), ==, 200);
          for (guint j = 0; j < i; j++)
            g_assert_cmpstr (event->source_id, !=, event_at (report, j)->source_id);
        }
    }
}

/* --- GPX --- */

static void
test_what_nobody_knows_in_a_gpx_changes_nothing_of_what_everybody_does (void)
{
  /* Elements and attributes by the names that GPX knows, in spaces that it does not, before and behind what is meant. */
  static const char odd[] = "<extensions><o:time>1999-01-01T00:00:00Z</o:time><o:ele>9999</o:ele><o:pos lat=\"1\" lon=\"1\"/><o:deep><o:deeper>"
                            "<o:name>x</o:name><o:trkpt lat=\"5\" lon=\"5\"/></o:deeper></o:deep></extensions>";

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GString) text = g_string_new ("<gpx version=\"1.1\" creator=\"made\" xmlns:o=\"urn:o\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\">"
                                              "<trk><name>Round the lake</name><type>hiking</type><trkseg>");
      g_autoptr(SourceReport) report = NULL;
      const Event *walk;

      for (guint point = 0; point < 4; point++)
        {
          g_string_append_printf (text, "<trkpt lat=\"46.%03u\" lon=\"14\">%s<ele>%u</ele><time>2026-03-03T06:%02u:00Z</time>", point, point % 2 ? odd : "",
                                  500 + point * 10, point * 10);
          g_string_append_printf (text, i == 0 ? "<extensions><a:TrackPointExtension><a:hr>%u</a:hr></a:TrackPointExtension></extensions>"
                                        : i == 1 ? "<extensions><b:hr>%u</b:hr></extensions>" : "<extensions><heartrate>%u</heartrate></extensions>", 100 + point);
          g_string_append_printf (text, "%s</trkpt>", point % 2 ? "" : odd);
        }
      g_string_append (text, "</trkseg></trk></gpx>");
      report = read_text ("made.gpx", text->str);
      g_assert_true (report->ok);
      g_assert_cmpuint (report->events->len, ==, 1);
      walk = event_at (report, 0);
      g_assert_cmpstr (walk->sport, ==, "hiking");
      g_assert_cmpuint (walk->n_records, ==, 4);
      assert_instant (walk->start_us, "2026-03-03T06:00:00+00:00");
      g_assert_cmpfloat (walk->elapsed_s, ==, 1800);
      g_assert_cmpfloat_with_epsilon (event_number (walk, EVENT_FIELD_START_LATITUDE_DEG), 46, 1e-9);
      g_assert_cmpfloat_with_epsilon (event_number (walk, EVENT_FIELD_ASCENT_M), 30, 1e-6);
      g_assert_cmpfloat (event_number (walk, EVENT_FIELD_HEART_RATE_AVG_BPM), ==, 101.5);
      g_assert_cmpfloat (walk->distance_m, <, 400);
    }
}

static void
test_tracks_without_times_are_routes_and_those_beside_them_events (void)
{
  static const char text[] =
    "<gpx version=\"1.1\"><trk><type>running</type><trkseg><trkpt lat=\"46\" lon=\"14\"/><trkpt lat=\"46.01\" lon=\"14\"/></trkseg></trk>"
    "<trk><type>cycling</type><trkseg><trkpt lat=\"46\" lon=\"14\"><time>2026-03-03T06:00:00Z</time></trkpt>"
    "<trkpt lat=\"46.01\" lon=\"14\"><time>2026-03-03T06:10:00Z</time></trkpt></trkseg></trk>"
    "<rte><rtept lat=\"1\" lon=\"1\"/></rte><wpt lat=\"2\" lon=\"2\"><time>2026-01-01T00:00:00Z</time></wpt></gpx>";
  g_autoptr(SourceReport) report = read_text ("made.gpx", text);

  g_assert_cmpuint (report->events->len, ==, 2);
  g_assert_cmpint (event_at (report, 0)->kind, ==, EVENT_ROUTE);
  g_assert_cmpint (event_at (report, 0)->start_us, ==, INSTANT_UNKNOWN);
  g_assert_cmpfloat_with_epsilon (event_at (report, 0)->distance_m, 1111.9, 2);
  g_assert_cmpint (event_at (report, 1)->kind, ==, EVENT_WORKOUT);
  g_assert_true (has_flag (report, "no_times"));
}

/* --- FIT --- */

/* field_description of developer 0, number 7: a number of @base_type that is the record's @native field. */
static void
describe_seven (GByteArray *bytes, const char *base_type, const char *native)
{
  made_fit_put (bytes, "40 00 00 CE00 05 000102 010102 020102 0E0284 0F0102");
  made_fit_put (bytes, "00 00 07");
  made_fit_put (bytes, base_type);
  made_fit_put (bytes, "1400");
  made_fit_put (bytes, native);
}

/* An app is restarted, or another takes its place in the same ride: what was described last holds, also for messages that were
 * defined before. */
static void
test_a_developer_field_that_is_described_anew_is_what_was_said_last (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;
  g_autoptr(GError) error = NULL;
  const FitRecord *rows;

  describe_seven (bytes, "84", "07"); /* uint16: power */
  made_fit_put (bytes, "61 00 00 1400 01 FD0486 01 070200"); /* timestamp; developer field 7 of two bytes */
  made_fit_put (bytes, "01");
  made_fit_put_time (bytes, START);
  made_fit_put (bytes, "FA00");
  describe_seven (bytes, "83", "0D"); /* sint16 now: temperature */
  made_fit_put (bytes, "01");
  made_fit_put_time (bytes, START + 1);
  made_fit_put (bytes, "FBFF");
  describe_seven (bytes, "84", "07"); /* and power again */
  made_fit_put (bytes, "61 00 00 1400 01 FD0486 01 070200");
  made_fit_put (bytes, "01");
  made_fit_put_time (bytes, START + 2);
  made_fit_put (bytes, "2C01");
  made_fit_finish (bytes, 0);
  file = fit_file_parse (bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  rows = (const FitRecord *) ((FitActivity *) g_ptr_array_index (file->activities, 0))->records->data;
  g_assert_cmpfloat (rows[0].power_w, ==, 250);
  g_assert_true (isnan (rows[0].temperature_c));
  g_assert_true (isnan (rows[1].power_w));
  g_assert_cmpfloat (rows[1].temperature_c, ==, -5);
  g_assert_cmpfloat (rows[2].power_w, ==, 300);
  g_assert_true (isnan (rows[2].temperature_c));
}

/* A digit more in a number: a damaged file, or a sensor's word for nothing. */
static void
test_beats_and_watts_that_nobody_has_are_not_averaged (void)
{
  static const char text[] =
    "<gpx version=\"1.1\" creator=\"t\"><trk><type>running</type><trkseg>"
    "<trkpt lat=\"48\" lon=\"2\"><time>2026-03-01T06:00:00Z</time><extensions><hr>150</hr><power>200</power><atemp>20</atemp></extensions></trkpt>"
    "<trkpt lat=\"48.001\" lon=\"2\"><time>2026-03-01T06:01:00Z</time><extensions><hr>3e20</hr><power>-5</power><atemp>2000</atemp></extensions></trkpt>"
    "<trkpt lat=\"48.002\" lon=\"2\"><time>2026-03-01T06:02:00Z</time><extensions><hr>160</hr><power>220</power><atemp>22</atemp></extensions></trkpt>"
    "</trkseg></trk></gpx>";
  g_autoptr(SourceReport) report = read_text ("damaged.gpx", text);
  const Event *event = event_at (report, 0);

  g_assert_cmpuint (event->n_records, ==, 3);
  g_assert_cmpfloat (event_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM), ==, 155);
  g_assert_cmpfloat (event_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM), ==, 160);
  g_assert_cmpfloat (event_number (event, EVENT_FIELD_POWER_AVG_W), ==, 210);
  g_assert_cmpfloat (event_number (event, EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C), ==, 21);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/variants/tcx-sports-and-laps", test_activities_of_several_sports_and_laps_in_one_tcx_are_each_their_own);
  g_test_add_func ("/sources/variants/gpx-unknown-extensions", test_what_nobody_knows_in_a_gpx_changes_nothing_of_what_everybody_does);
  g_test_add_func ("/sources/variants/gpx-without-times", test_tracks_without_times_are_routes_and_those_beside_them_events);
  g_test_add_func ("/sources/variants/beats-that-nobody-has", test_beats_and_watts_that_nobody_has_are_not_averaged);
  g_test_add_func ("/sources/variants/fit-described-anew", test_a_developer_field_that_is_described_anew_is_what_was_said_last);
  return g_test_run ();
}
