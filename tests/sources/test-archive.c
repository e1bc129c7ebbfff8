/* tests/sources/test-archive.c: archives made here: what they may hold, and what they may not do */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "sources/source.h"

#define GPX "<gpx version=\"1.1\"><trk><type>running</type><trkseg><trkpt lat=\"48\" lon=\"2\"><time>2026-01-01T10:00:00Z</time></trkpt>" \
  "<trkpt lat=\"48.001\" lon=\"2\"><time>2026-01-01T10:01:00Z</time></trkpt></trkseg></trk></gpx>"
#define LIST "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort," \
  "Commute,Activity Private Note,Activity Gear,Filename,Elapsed Time,Distance\n" \
  "7123456,\"Jan 1, 2026, 10:00:00 AM\",Footing,Run,,60,0.11,,,,,,activities/7.gpx.gz,60.0,111.2\n"

static GByteArray *
pack (int format, int filter, const char *const *names, const char *const *contents, const gsize *lengths)
{
  GByteArray *bytes = g_byte_array_new ();
  struct archive *archive = archive_write_new ();
  struct archive_entry *entry = archive_entry_new ();
  size_t used = 0;

  g_byte_array_set_size (bytes, 4 * 1024 * 1024);
  archive_write_set_format (archive, format);
  if (filter)
    archive_write_add_filter (archive, filter);
  archive_write_set_bytes_in_last_block (archive, 1);
  g_assert_cmpint (archive_write_open_memory (archive, bytes->data, bytes->len, &used), ==, ARCHIVE_OK);
  for (guint i = 0; names[i]; i++)
    {
      gsize length = lengths ? lengths[i] : strlen (contents[i]);

      archive_entry_clear (entry);
      archive_entry_set_pathname (entry, names[i]);
      archive_entry_set_size (entry, (la_int64_t) length);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_write_header (archive, entry);
      archive_write_data (archive, contents[i], length);
    }
  archive_entry_free (entry);
  archive_write_close (archive);
  archive_write_free (archive);
  g_byte_array_set_size (bytes, (guint) used);
  return bytes;
}

static SourceReport *
read_bytes (const GByteArray *bytes, const SourceOptions *options)
{
  return source_read_bytes ("export.zip", bytes->data, bytes->len, options);
}

static gboolean
has_flag (const SourceReport *report, const char *flag)
{
  return g_ptr_array_find_with_equal_func (report->flags, flag, g_str_equal, NULL);
}

static void
test_rows_of_the_list_and_their_originals_are_linked (void)
{
  const char *inner_names[] = { "7.gpx", NULL }, *inner[] = { GPX };
  g_autoptr(GByteArray) original = pack (ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, inner_names, inner, NULL);
  const char *names[] = { "activities.csv", "activities/7.gpx.gz", "media/a.jpg", NULL };
  const char *contents[] = { LIST, (const char *) original->data, "\xFF\xD8\xFF\xE0" };
  const gsize lengths[] = { strlen (LIST), original->len, 4 };
  g_autoptr(GByteArray) zip = pack (ARCHIVE_FORMAT_ZIP, 0, names, contents, lengths);
  g_autoptr(SourceReport) report = read_bytes (zip, NULL);
  const Event *row, *track;

  g_assert_true (report->ok);
  g_assert_cmpuint (report->events->len, ==, 2);
  row = g_ptr_array_index (report->events, 0);
  track = g_ptr_array_index (report->events, 1);
  g_assert_cmpstr (row->source, ==, "strava-export");
  g_assert_cmpfloat_with_epsilon (row->distance_m, 111.2, 1e-9);
  g_assert_cmpint (row->start_us, ==, track->start_us);
  g_assert_true (g_ptr_array_find_with_equal_func (row->links, "strava-file:activities/7.gpx.gz", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (track->links, "strava-file:activities/7.gpx.gz", g_str_equal, NULL));
}

static void
test_a_path_that_leads_outside_is_left_out_and_said (void)
{
  const char *names[] = { "../../etc/a.gpx", "b.gpx", NULL }, *contents[] = { GPX, GPX };
  g_autoptr(GByteArray) tar = pack (ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, names, contents, NULL);
  g_autoptr(SourceReport) report = read_bytes (tar, NULL);

  g_assert_true (has_flag (report, "path_outside"));
  g_assert_cmpuint (report->events->len, ==, 1);
}

static void
test_archives_within_archives_are_opened_to_a_depth (void)
{
  const char *names[] = { "a.gpx", NULL }, *contents[] = { GPX };
  GByteArray *bytes = pack (ARCHIVE_FORMAT_ZIP, 0, names, contents, NULL);

  for (guint depth = 1; depth < 7; depth++)
    {
      g_autoptr(SourceReport) report = read_bytes (bytes, NULL);
      const char *outer[] = { "inner.zip", NULL }, *inner[] = { (const char *) bytes->data };
      const gsize length[] = { bytes->len };
      GByteArray *next = pack (ARCHIVE_FORMAT_ZIP, 0, outer, inner, length);

      g_assert_cmpuint (report->events->len, ==, depth <= 4 ? 1 : 0);
      if (depth > 4)
        g_assert_nonnull (strstr (report->reason->str, "archive within"));
      g_byte_array_unref (bytes);
      bytes = next;
    }
  g_byte_array_unref (bytes);
}

static void
test_limits_of_number_and_size_hold_and_are_said (void)
{
  const char *names[] = { "a.gpx", "b.gpx", "c.gpx", NULL }, *contents[] = { GPX, GPX, GPX };
  g_autoptr(GByteArray) zip = pack (ARCHIVE_FORMAT_ZIP, 0, names, contents, NULL);
  const SourceOptions few = { .max_files = 2 }, small = { .max_unpacked_bytes = strlen (GPX) + 10 };
  g_autoptr(SourceReport) limited = read_bytes (zip, &few), short_one = read_bytes (zip, &small);

  g_assert_cmpuint (limited->events->len, ==, 2);
  g_assert_true (has_flag (limited, "too_many_files"));
  g_assert_cmpuint (short_one->events->len, <, 3);
  g_assert_true (has_flag (short_one, "too_large"));
}

static void
test_a_bomb_is_not_read_on (void)
{
  gsize size = 80 * 1024 * 1024;
  g_autofree char *blanks = g_malloc (size);
  const char *names[] = { "export.xml", NULL }, *contents[] = { blanks };
  g_autoptr(GByteArray) zip = NULL;
  g_autoptr(SourceReport) report = NULL;

  memset (blanks, ' ', size);
  memcpy (blanks, "<HealthData>", 12);
  zip = pack (ARCHIVE_FORMAT_ZIP, 0, names, contents, &size);
  report = read_bytes (zip, NULL);
  g_assert_cmpuint (report->events->len, ==, 0);
  g_assert_true (has_flag (report, "too_large"));
}

static void
test_a_damaged_archive_keeps_what_stands_before (void)
{
  const char *names[] = { "a.gpx", "b.gpx", NULL }, *contents[] = { GPX, GPX };
  g_autoptr(GByteArray) tar = pack (ARCHIVE_FORMAT_TAR_USTAR, 0, names, contents, NULL);
  g_autoptr(SourceReport) report = NULL;

  g_byte_array_set_size (tar, 1024 + 512 + 100);
  report = read_bytes (tar, NULL);
  g_assert_cmpuint (report->events->len, ==, 1);
  g_assert_true (has_flag (report, "damaged") || report->reason->len > 0);
}

/* A track whose bytes hardly shrink, so that cuts lie all over its points. */
static char *
long_track (guint n)
{
  GString *gpx = g_string_new ("<gpx version=\"1.1\"><trk><type>running</type><trkseg>");
  g_autoptr(GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (gpx, "<trkpt lat=\"48.%09u\" lon=\"2.%09u\"><time>2026-01-01T10:%02u:%02uZ</time></trkpt>",
                            g_rand_int_range (random, 0, 1000000000), g_rand_int_range (random, 0, 1000000000), i / 60, i % 60);
  g_string_append (gpx, "</trkseg></trk></gpx>");
  return g_string_free (gpx, FALSE);
}

static void
test_what_is_cut_within_its_packing_keeps_its_points_up_to_the_cut (void)
{
  g_autofree char *track = long_track (3000);
  const char *names[] = { "long.gpx", NULL }, *contents[] = { track };
  g_autoptr(GByteArray) zip = pack (ARCHIVE_FORMAT_ZIP, 0, names, contents, NULL);
  g_autoptr(GByteArray) gzip = pack (ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, names, contents, NULL);
  const GByteArray *packed[] = { zip, gzip };

  for (guint p = 0; p < G_N_ELEMENTS (packed); p++)
    for (guint part = 1; part < 10; part++)
      {
        g_autoptr(SourceReport) report = source_read_bytes ("cut", packed[p]->data, packed[p]->len * part / 10, NULL);
        guint n = report->events->len ? ((Event *) g_ptr_array_index (report->events, 0))->n_records : 0;

        g_test_message ("%s, %u tenths: %u points", p ? "gzip" : "zip", part, n);
        /* points are evenly long; the directory at the end of a zip has its share of the bytes */
        g_assert_cmpuint (n, >=, 300 * part - 40);
        g_assert_true (has_flag (report, "damaged"));
        g_assert_nonnull (strstr (report->reason->str, "byte"));
        g_assert_true (((Event *) g_ptr_array_index (report->events, 0))->flags & EVENT_FLAG_PARTIAL);
      }
}

static void
test_only_what_is_called_an_activity_is_missed_when_it_is_none (void)
{
  const char *names[] = { "activities/1.fit", "profile.csv", "media/1.jpg", "activities/2.gpx", "posts.json", NULL };
  const char *contents[] = { "", "Name,Email\nMia,m@x\n", "\xFF\xD8\xFF\xE0", "<html><body>log in</body></html>", "{\"posts\":[]}" };
  g_autoptr(GByteArray) zip = pack (ARCHIVE_FORMAT_ZIP, 0, names, contents, NULL);
  g_autoptr(SourceReport) report = read_bytes (zip, NULL);

  g_assert_cmpuint (report->n_files, ==, 2);
  g_assert_cmpuint (report->n_refused, ==, 2);
  g_assert_nonnull (strstr (report->reason->str, "1.fit"));
  g_assert_nonnull (strstr (report->reason->str, "2.gpx"));
  g_assert_null (strstr (report->reason->str, "profile.csv"));
}

static void
test_many_remarks_are_counted_and_not_all_written_out (void)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) contents = g_ptr_array_new ();
  g_autoptr(GByteArray) zip = NULL;
  g_autoptr(SourceReport) report = NULL;

  for (guint i = 0; i < 60; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("%u.gpx", i));
      g_ptr_array_add (contents, (gpointer) "<gpx version=\"1.1\"><wpt lat=\"1\" lon=\"2\"/></gpx>");
    }
  g_ptr_array_add (names, NULL);
  zip = pack (ARCHIVE_FORMAT_ZIP, 0, (const char *const *) names->pdata, (const char *const *) contents->pdata, NULL);
  report = read_bytes (zip, NULL);
  g_assert_nonnull (strstr (report->reason->str, "and 40 more files"));
}

static void
test_what_a_mac_packs_beside_each_file_is_no_fault (void)
{
  const char *names[] = { "run.gpx", "__MACOSX/._run.gpx", NULL }, *contents[] = { GPX, "\1\5\26\7 Mac OS X" };
  g_autoptr(GByteArray) zip = pack (ARCHIVE_FORMAT_ZIP, 0, names, contents, NULL);
  g_autoptr(SourceReport) report = read_bytes (zip, NULL);

  g_assert_cmpuint (report->events->len, ==, 1);
  g_assert_cmpuint (report->n_refused, ==, 0);
}

/* Of the lists in Strava's archive this one holds the events: that it is not understood is said. */
static void
test_a_list_of_activities_that_is_not_understood_is_no_secret (void)
{
  const char *names[] = { "run.gpx", "activities.csv", "bikes.csv", NULL }, *contents[] = { GPX, "a,b\n1,2\n", "a,b\n1,2\n" };
  g_autoptr(GByteArray) zip = pack (ARCHIVE_FORMAT_ZIP, 0, names, contents, NULL);
  g_autoptr(SourceReport) report = read_bytes (zip, NULL);

  g_assert_cmpuint (report->n_refused, ==, 1);
  g_assert_nonnull (strstr (report->reason->str, "activities.csv"));
  g_assert_null (strstr (report->reason->str, "bikes.csv"));
}

static void
test_a_spreadsheet_is_called_one (void)
{
  const char *names[] = { "[Content_Types].xml", NULL }, *contents[] = { "<Types/>" };
  g_autoptr(GByteArray) zip = pack (ARCHIVE_FORMAT_ZIP, 0, names, contents, NULL);
  g_autoptr(SourceReport) report = read_bytes (zip, NULL);

  g_assert_false (report->ok);
  g_assert_cmpstr (report->format, ==, "spreadsheet");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/archive/strava", test_rows_of_the_list_and_their_originals_are_linked);
  g_test_add_func ("/sources/archive/outside", test_a_path_that_leads_outside_is_left_out_and_said);
  g_test_add_func ("/sources/archive/depth", test_archives_within_archives_are_opened_to_a_depth);
  g_test_add_func ("/sources/archive/limits", test_limits_of_number_and_size_hold_and_are_said);
  g_test_add_func ("/sources/archive/bomb", test_a_bomb_is_not_read_on);
  g_test_add_func ("/sources/archive/damaged", test_a_damaged_archive_keeps_what_stands_before);
  g_test_add_func ("/sources/archive/cut", test_what_is_cut_within_its_packing_keeps_its_points_up_to_the_cut);
  g_test_add_func ("/sources/archive/promised", test_only_what_is_called_an_activity_is_missed_when_it_is_none);
  g_test_add_func ("/sources/archive/remarks", test_many_remarks_are_counted_and_not_all_written_out);
  g_test_add_func ("/sources/archive/mac", test_what_a_mac_packs_beside_each_file_is_no_fault);
  g_test_add_func ("/sources/archive/list", test_a_list_of_activities_that_is_not_understood_is_no_secret);
  g_test_add_func ("/sources/archive/spreadsheet", test_a_spreadsheet_is_called_one);
  return g_test_run ();
}
