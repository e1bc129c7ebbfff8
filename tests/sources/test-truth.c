/* tests/sources/test-truth.c: every file of TRUTH.tsv against what two other decoders, and a plain walk of the XML, say of it.
 *
 * Differences that are ours by design:
 *  - sports are in the FIT profile's words ("Biking" is cycling);
 *  - XML with a prefix that is never bound is read on, where a strict walk stops. */
#include <math.h>

#include "base/table.h"
#include "shared-files.h"
#include "sources/source.h"

#define STOPPED_EARLY "gpx/gpx_studio__with_power_2.gpx"

static Table *truth;

static const char *
truth_cell (guint row, const char *column)
{
  int index = table_find_column (truth, column);

  g_assert_cmpint (index, >=, 0);
  return table_cell (truth, row, (guint) index);
}

/* Sessions are the children of a multisport. */
static GPtrArray *
sessions_of (const SourceReport *report)
{
  GPtrArray *sessions = g_ptr_array_new ();

  for (guint i = 0; i < report->events->len; i++)
    {
      Event *event = g_ptr_array_index (report->events, i);

      if (event->children->len == 0)
        g_ptr_array_add (sessions, event);
      for (guint c = 0; c < event->children->len; c++)
        g_ptr_array_add (sessions, g_ptr_array_index (event->children, c));
    }
  return sessions;
}

static void
compare_numbers (guint row, const char *column, const GPtrArray *sessions, gsize member)
{
  g_auto(GStrv) expected = g_strsplit (truth_cell (row, column), "|", -1);

  if (expected[0] == NULL || *expected[0] == '\0')
    return;
  for (guint i = 0; expected[i]; i++)
    {
      double value;

      g_assert_cmpuint (i, <, sessions->len);
      value = G_STRUCT_MEMBER (double, g_ptr_array_index (sessions, i), member);
      g_test_message ("%s of session %u: %s, here %f", column, i, expected[i], value);
      g_assert_cmpfloat_with_epsilon (value, g_ascii_strtod (expected[i], NULL), 0.0051);
    }
}

static void
compare_sports (guint row, const GPtrArray *sessions)
{
  g_auto(GStrv) expected = g_strsplit (truth_cell (row, "sport"), "|", -1);

  for (guint i = 0; expected[i] && *expected[i]; i++)
    {
      const char *canonical = sport_canonical (expected[i]);

      g_assert_cmpuint (i, <, sessions->len);
      g_assert_cmpstr (((Event *) g_ptr_array_index (sessions, i))->sport, ==, canonical ? canonical : expected[i]);
    }
}

static void
test_file_agrees_with_its_truth (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  const char *name = truth_cell (row, "file"), *start = truth_cell (row, "start_utc");
  g_autofree char *path = shared_file (name);
  g_autoptr(SourceReport) report = NULL;
  g_autoptr(GPtrArray) sessions = NULL;
  gint64 first_us = INSTANT_UNKNOWN;
  guint n_records = 0;

  if (path == NULL)
    return;
  report = source_read (path, NULL);
  sessions = sessions_of (report);
  for (guint i = 0; i < report->events->len; i++)
    {
      const Event *event = g_ptr_array_index (report->events, i);

      n_records += event->n_records;
      if (event->start_us != INSTANT_UNKNOWN && (first_us == INSTANT_UNKNOWN || event->start_us < first_us))
        first_us = event->start_us;
    }
  if (g_str_equal (name, STOPPED_EARLY))
    {
      g_assert_cmpuint (n_records, ==, 80);
      return;
    }
  if (*start)
    {
      WrittenInstant written;

      g_assert_true (instant_scan (start, -1, &written));
      g_assert_cmpint (ABS (first_us - written.instant_us), <, 1000);
    }
  else
    g_assert_cmpint (first_us, ==, INSTANT_UNKNOWN);
  g_assert_cmpuint (n_records, ==, (guint) g_ascii_strtoull (truth_cell (row, "records"), NULL, 10));
  compare_numbers (row, "elapsed_s", sessions, G_STRUCT_OFFSET (Event, elapsed_s));
  compare_numbers (row, "timer_s", sessions, G_STRUCT_OFFSET (Event, timer_s));
  compare_numbers (row, "distance_m", sessions, G_STRUCT_OFFSET (Event, distance_m));
  compare_sports (row, sessions);
}

static void
test_truth_is_here (void)
{
  g_free (shared_file ("TRUTH.tsv"));
}

int
main (int argc, char **argv)
{
  const char *shared = g_getenv ("SALTLINE_SHARED");
  g_autofree char *path = shared ? g_build_filename (shared, "activities", "TRUTH.tsv", NULL) : NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/truth/is-here", test_truth_is_here);
  truth = path ? table_load (path, NULL) : NULL;
  for (guint row = 0; truth && row < truth->rows->len; row++)
    {
      g_autofree char *test = g_strconcat ("/sources/truth/", truth_cell (row, "file"), NULL);

      g_test_add_data_func (test, GUINT_TO_POINTER (row), test_file_agrees_with_its_truth);
    }
  status = g_test_run ();
  g_clear_pointer (&truth, table_free);
  return status;
}
