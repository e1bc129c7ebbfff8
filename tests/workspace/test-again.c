/* tests/workspace/test-again.c: the same again, longer, renamed and with other pointer addresses: what is there does not change,
 * not even when it was received; what people decided stays decided */
#include <string.h>

#include "scratch-life.h"
#include "store/events.h"
#include "store/statement.h"
#include "workspace/athlete-events.h"

/* Every row, with when it came and whatever else is kept of it. @n: (out) */
static char *
rows_of (const Fixture *fixture, const char *source, guint *n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StoreRows) rows = store_query (saltline_workspace_get_store (fixture->workspace), &error,
                                           "SELECT id, source, source_id, revision, kind, body, received_us, deleted_us FROM event"
                                           " WHERE source LIKE ?1 ORDER BY id", "s", source);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (*n = 0; store_next (rows); (*n)++)
    {
      for (int c = 0; c < 8; c++)
        g_string_append_printf (text, "%s|", store_text (rows, c) ? store_text (rows, c) : "");
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static ImportCounts
import (const Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SourceReport) report = NULL;
  ImportCounts counts = { 0 };

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  report = saltline_workspace_import_path (fixture->workspace, fixture->athlete, path, NULL, &counts, &error);
  g_assert_no_error (error);
  g_assert_true (report->ok);
  return counts;
}

/* An export of the phone on some day: its offset, the address of its device, and so many days. */
static char *
apple_export (const char *offset, int hour, const char *address, guint n_days)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\"?>\n<HealthData locale=\"fr_FR\">\n");

  for (guint day = 1; day <= n_days; day++)
    {
      g_string_append_printf (xml, "<Record type=\"HKQuantityTypeIdentifierBodyMass\" sourceName=\"Balance\" unit=\"kg\" value=\"7%u.4\" device=\"&lt;&lt;HKDevice: %s&gt;&gt;\" "
                              "startDate=\"2026-01-%02u %02d:00:00 %s\" endDate=\"2026-01-%02u %02d:00:00 %s\"/>\n", day % 3, address, day, hour, offset, day, hour, offset);
      g_string_append_printf (xml, "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30\" durationUnit=\"min\" sourceName=\"Montre\" device=\"&lt;&lt;HKDevice: %s&gt;&gt;\" "
                              "startDate=\"2026-01-%02u %02d:30:00 %s\" endDate=\"2026-01-%02u %02d:59:00 %s\"><MetadataEntry key=\"HKTimeZone\" value=\"Europe/Paris\"/></Workout>\n",
                              address, day, hour + 9, offset, day, hour + 9, offset);
      g_string_append_printf (xml, "<Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" sourceName=\"Montre\" value=\"HKCategoryValueSleepAnalysisAsleepCore\" device=\"&lt;&lt;HKDevice: %s&gt;&gt;\" "
                              "startDate=\"2026-01-%02u %02d:00:00 %s\" endDate=\"2026-01-%02u %02d:45:00 %s\"/>\n", address, day, hour - 6, offset, day, hour - 1, offset);
    }
  g_string_append (xml, "</HealthData>\n");
  return g_string_free (xml, FALSE);
}

static void
test_a_longer_export_with_other_addresses_on_another_day_changes_nothing_that_is_there (Fixture *fixture, gconstpointer data)
{
  /* The second was made in summer: every time is written an hour later, with an offset an hour further east. */
  g_autofree char *january = apple_export ("+0100", 7, "0x2832c1e30", 5), *july = apple_export ("+0200", 8, "0x60000ffab", 9);
  g_autofree char *before = NULL, *same = NULL, *after = NULL;
  ImportCounts counts = import (fixture, "export.xml", january);
  guint n;

  g_assert_cmpuint (counts.added, ==, 15);
  before = rows_of (fixture, "%", &n);
  counts = import (fixture, "export-again.xml", january);
  g_assert_cmpuint (counts.unchanged, ==, 15);
  same = rows_of (fixture, "%", &n);
  g_assert_cmpstr (same, ==, before);
  counts = import (fixture, "export.xml", july);
  g_assert_cmpuint (counts.added, ==, 12);
  g_assert_cmpuint (counts.updated, ==, 0);
  g_assert_cmpuint (counts.unchanged, ==, 15);
  after = rows_of (fixture, "%", &n);
  g_assert_cmpuint (n, ==, 27);
  g_assert_true (g_str_has_prefix (after, before));
}

static void
test_lists_of_services_grow_and_their_old_entries_stay_as_they_are (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  guint n;

  for (guint export = 0; export < 2; export++)
    {
      g_autoptr(GString) list = g_string_new ("[");
      ImportCounts counts;

      for (guint i = 0; i < 5 + export * 4; i++)
        {
          guint day = export ? 9 - i : i + 1; /* the newest first, the second time */

          g_string_append_printf (list, "%s{\"activityId\":%u,\"startTimeGMT\":\"2026-02-%02u 08:00:00\",\"duration\":1800.0,"
                                  "\"elapsedDuration\":1800000.0,\"distance\":5000.0,\"activityType\":{\"typeKey\":\"running\"}}",
                                  i ? "," : "", 7000000 + day, day);
        }
      g_string_append_c (list, ']');
      counts = import (fixture, export ? "later.json" : "list.json", list->str);
      g_assert_cmpuint (counts.added, ==, export ? 4 : 5);
      g_assert_cmpuint (counts.updated, ==, 0);
      if (export == 0)
        before = rows_of (fixture, "%", &n);
    }
  after = rows_of (fixture, "%", &n);
  g_assert_true (g_str_has_prefix (after, before));
}

static char *
track (guint second)
{
  GString *gpx = g_string_new ("<gpx version=\"1.1\"><trk><type>running</type><trkseg>");

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (gpx, "<trkpt lat=\"48.%04u\" lon=\"2.0\"><time>2026-03-01T10:%02u:%02uZ</time></trkpt>", i * 20, i, second);
  g_string_append (gpx, "</trkseg></trk></gpx>");
  return g_string_free (gpx, FALSE);
}

static guint
count_events (const Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (fixture->workspace, fixture->athlete, &error);

  g_assert_no_error (error);
  return timeline->timeline->events->len;
}

static void
test_what_was_split_stays_apart_when_both_files_come_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = track (1), *second = track (7), *third = track (13);
  g_autoptr(GPtrArray) stored = NULL;
  g_autofree char *key = NULL, *other = NULL;

  import (fixture, "a.gpx", first);
  import (fixture, "b.gpx", second);
  g_assert_cmpuint (count_events (fixture), ==, 1);
  stored = store_events (saltline_workspace_get_store (fixture->workspace), fixture->athlete->id, INSTANT_UNKNOWN, INSTANT_UNKNOWN, NULL);
  g_assert_cmpuint (stored->len, ==, 2);
  key = event_key (((StoredEvent *) g_ptr_array_index (stored, 0))->event);
  other = event_key (((StoredEvent *) g_ptr_array_index (stored, 1))->event);
  g_assert_true (store_decide (saltline_workspace_get_store (fixture->workspace), fixture->athlete->id, key, other, FALSE, NULL));
  g_assert_cmpuint (count_events (fixture), ==, 2);
  import (fixture, "b-renamed.gpx", second);
  import (fixture, "a-renamed.gpx", first);
  g_assert_cmpuint (count_events (fixture), ==, 2);
  import (fixture, "c.gpx", third); /* a third telling joins one of the two, and does not join them */
  g_assert_cmpuint (count_events (fixture), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workspace/again/apple", Fixture, NULL, set_up, test_a_longer_export_with_other_addresses_on_another_day_changes_nothing_that_is_there, tear_down);
  g_test_add ("/workspace/again/list", Fixture, NULL, set_up, test_lists_of_services_grow_and_their_old_entries_stay_as_they_are, tear_down);
  g_test_add ("/workspace/again/split", Fixture, NULL, set_up, test_what_was_split_stays_apart_when_both_files_come_again, tear_down);
  return g_test_run ();
}
