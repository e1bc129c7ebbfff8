/* tests/fuzz/target-source.c: any bytes → events that can be merged, made into nights and kept as text, or a reason why not.
 * FORMAT chooses the reader, so that a fuzzer need not find the first bytes of each format by itself. */
#include <string.h>

#include "sources/fit-events.h"
#include "sources/json-source.h"
#include "sources/source-table.h"
#include "sources/tracks.h"
#include "target.h"
#include "timeline/event-json.h"
#include "timeline/gap.h"
#include "timeline/night.h"
#include "timeline/timeline.h"

enum { FORMAT_FIT, FORMAT_TCX, FORMAT_GPX, FORMAT_APPLE, FORMAT_JSON, FORMAT_TABLE, FORMAT_ARCHIVE };

static SourceReport *
read_apple (const guint8 *data, gsize size, const SourceOptions *options)
{
  g_autofree guint8 *with_root = g_malloc (size + 12);

  memcpy (with_root, "<HealthData>", 12);
  memcpy (with_root + 12, data, size);
  return source_read_bytes ("fuzzed", with_root, size + 12, options);
}

static SourceReport *
read_as (const guint8 *data, gsize size, const SourceOptions *options)
{
  SourceJob job = { .options = options };
  SourceReport *report;

  if (FORMAT == FORMAT_APPLE)
    return read_apple (data, size, options);
  if (FORMAT == FORMAT_ARCHIVE)
    return source_read_bytes ("fuzzed", data, size, options);
  report = source_report_new ("activities/activity_1234567.fuzzed");
  if (FORMAT == FORMAT_FIT)
    fit_events_read (report, data, size);
  else if (FORMAT == FORMAT_TCX)
    tcx_events_read (report, (const char *) data, size);
  else if (FORMAT == FORMAT_GPX)
    gpx_events_read (report, (const char *) data, size);
  else if (FORMAT == FORMAT_JSON)
    json_events_read (&job, report, (const char *) data, size);
  else
    table_events_read (&job, report, (const char *) data, size);
  return report;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const SourceOptions options = { .zone = "Europe/Paris", .max_file_bytes = 1 << 22, .max_files = 64, .max_unpacked_bytes = 1 << 23 };
  const DuplicateRules duplicate_rules = DUPLICATE_RULES_DEFAULT;
  const NightRules night_rules = NIGHT_RULES_DEFAULT;
  const GapRules gap_rules = GAP_RULES_DEFAULT;
  g_autofree guint8 *copy = size ? g_memdup2 (data, size) : g_malloc (1); /* no NUL behind it, for the sanitizer to see */
  g_autoptr(SourceReport) report = read_as (copy, size, &options);
  g_autoptr(Timeline) timeline = NULL;
  g_autoptr(GPtrArray) nights = NULL;
  g_autoptr(GArray) gaps = NULL;

  g_assert_true (report->ok || report->reason->len > 0);
  if (report->events->len > 400) /* the merging has tests of its own */
    return 0;
  for (guint i = 0; i < report->events->len; i++)
    {
      g_autofree char *json = event_to_json (g_ptr_array_index (report->events, i)), *again = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(Event) back = event_from_json (json, &error);

      g_assert_no_error (error);
      again = event_to_json (back);
      g_assert_cmpstr (json, ==, again);
    }
  timeline = timeline_merge (report->events, NULL, 0, &duplicate_rules);
  nights = nights_find (report->events, NULL, &night_rules);
  gaps = gaps_find (report->events, NULL, &gap_rules);
  return 0;
}
