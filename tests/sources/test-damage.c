/* tests/sources/test-damage.c: every real file of ../shared/activities, cut off and with bytes changed. Nothing crashes, every
 * record before the fault is kept, and the report says what is wrong and where. What stands before a cut is counted here by
 * other means than the readers': a walk over FIT messages, and the end tags of points. */
#define _GNU_SOURCE /* memmem () */
#include <string.h>

#include "shared-files.h"
#include "sources/source.h"

static char **paths;   /* below ../shared/activities */

static guint
count_records (const SourceReport *report)
{
  guint n = 0;

  for (guint i = 0; i < report->events->len; i++)
    n += ((Event *) g_ptr_array_index (report->events, i))->n_records;
  return n;
}

/* Whether people are told: a sentence or a flag, and a place in it when something was lost. */
static gboolean
says_where (const SourceReport *report)
{
  return report->reason->len && strpbrk (report->reason->str, "0123456789") != NULL;
}

/* Record messages of a FIT file that end before @length. */
static guint
walk_fit (const guint8 *bytes, gsize all, gsize length)
{
  guint sizes[16] = { 0 }, kinds[16] = { 0 }, n = 0;
  gsize at = 0;

  while (at + 12 <= length && memcmp (bytes + at + 8, ".FIT", 4) == 0)
    {
      gsize data = bytes[at + 4] | (gsize) bytes[at + 5] << 8 | (gsize) bytes[at + 6] << 16 | (gsize) bytes[at + 7] << 24, end;
      gboolean defined[16] = { FALSE };

      at += bytes[at];
      end = data ? MIN (at + data, all) : all - 2;
      while (at < end)
        {
          guint8 header = bytes[at];
          guint local = header & 0x80 ? (header >> 5) & 3 : header & 15;

          if ((header & 0xC0) == 0x40)
            {
              guint n_fields;

              if (at + 6 > length)
                return n;
              n_fields = bytes[at + 5];
              kinds[local] = bytes[at + 2] ? (guint) (bytes[at + 3] << 8 | bytes[at + 4]) : (guint) (bytes[at + 3] | bytes[at + 4] << 8);
              sizes[local] = 0;
              defined[local] = TRUE;
              at += 6;
              for (guint pass = 0; pass < (header & 0x20 ? 2 : 1); pass++)
                {
                  if (pass && at >= length)
                    return n;
                  n_fields = pass ? bytes[at++] : n_fields;
                  for (guint i = 0; i < n_fields; i++, at += 3)
                    {
                      if (at + 3 > length)
                        return n;
                      sizes[local] += bytes[at + 1];
                    }
                }
              continue;
            }
          if (!defined[local] || at + 1 + sizes[local] > MIN (length, end))
            return n;
          n += kinds[local] == 20;
          at += 1 + sizes[local];
        }
      at = end + 2;
    }
  return n;
}

static guint
count_text (const char *bytes, gsize length, const char *text)
{
  guint n = 0;
  gsize width = strlen (text);

  for (const char *at = bytes; (at = memmem (at, length - (gsize) (at - bytes), text, width)) != NULL; at += width)
    n++;
  return n;
}

/* Lines of their own each: that some are missing, nobody can know. */
static gboolean
is_diary (const char *path)
{
  return g_str_has_prefix (path, "sleep_diaries/") && !g_str_has_suffix (path, ".zip");
}

static void
check_cut (const char *path, const char *bytes, gsize all, gsize length, guint whole_records)
{
  g_autofree guint8 *copy = g_memdup2 (bytes, length); /* so that a sanitizer sees a step beyond */
  g_autoptr(SourceReport) report = source_read_bytes (path, length ? copy : (const guint8 *) "", length, NULL);
  guint n = count_records (report);

  if ((n < whole_records && !is_diary (path)) || report->events->len == 0)
    g_assert_true (report->reason->len || report->flags->len);
  if (g_str_has_suffix (path, ".fit"))
    {
      g_assert_cmpuint (n, ==, walk_fit ((const guint8 *) bytes, all, length));
      g_assert_true (n == whole_records || length < 12 || says_where (report)); /* shorter, nobody knows it for a FIT file */
    }
  else if (g_str_has_suffix (path, ".tcx"))
    g_assert_cmpuint (n, >=, count_text (bytes, length, "</Trackpoint>"));
  else if (g_str_has_suffix (path, ".gpx") && n < whole_records && g_str_equal (report->format, "gpx"))
    {
      g_assert_cmpuint (n, >=, count_text (bytes, length, "</trkpt>"));
      g_assert_true (says_where (report));
    }
}

static void
test_a_cut_keeps_what_stands_before_it (gconstpointer data)
{
  const char *path = paths[GPOINTER_TO_UINT (data)];
  g_autofree char *whole_path = shared_file (path), *bytes = NULL;
  g_autoptr(SourceReport) whole = NULL;
  gsize all;
  guint n_cuts;

  if (whole_path == NULL)
    return;
  g_assert_true (g_file_get_contents (whole_path, &bytes, &all, NULL));
  whole = source_read_bytes (path, (const guint8 *) bytes, all, NULL);
  n_cuts = all > 1000000 ? 2 : all > 200000 ? 3 : all > 20000 ? 8 : 24;
  for (guint i = 1; i <= n_cuts; i++)
    check_cut (path, bytes, all, MIN (all, all * i / (n_cuts + 1) + i), count_records (whole));
  check_cut (path, bytes, all, MIN (all, 13), count_records (whole));
}

/* A changed byte may change what is read; it may not crash, and text stays text. */
static void
test_a_changed_byte_harms_nobody (gconstpointer data)
{
  const char *path = paths[GPOINTER_TO_UINT (data)];
  g_autofree char *whole_path = shared_file (path), *bytes = NULL;
  g_autoptr(GRand) random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  gsize all;
  guint n_changes;

  if (whole_path == NULL)
    return;
  g_assert_true (g_file_get_contents (whole_path, &bytes, &all, NULL));
  n_changes = all > 200000 ? 1 : all > 20000 ? 6 : 24;
  for (guint i = 0; i < n_changes && all; i++)
    {
      gsize at = (gsize) g_rand_int_range (random, 0, (gint32) all);
      char before = bytes[at];
      g_autoptr(SourceReport) report = NULL;

      bytes[at] = (char) g_rand_int_range (random, 0, 256);
      report = source_read_bytes (path, (const guint8 *) bytes, all, NULL);
      g_assert_true (g_utf8_validate (report->reason->str, -1, NULL));
      for (guint e = 0; e < report->events->len; e++)
        {
          const Event *event = g_ptr_array_index (report->events, e);

          g_assert_true (event->sport == NULL || g_utf8_validate (event->sport, -1, NULL));
          g_assert_true (event->source_id == NULL || g_utf8_validate (event->source_id, -1, NULL));
        }
      bytes[at] = before;
    }
}

static SourceReport *
cut_text (const char *text, gsize length)
{
  return source_read_bytes ("list.json", (const guint8 *) text, length, NULL);
}

static void
test_a_list_of_a_service_that_breaks_off_keeps_its_whole_entries (void)
{
  g_autoptr(GString) list = g_string_new ("[{\"summarizedActivitiesExport\":[");
  gsize ends[5];

  for (guint i = 0; i < 5; i++)
    {
      g_string_append_printf (list, "%s{\"activityId\":%u,\"name\":\"a, \\\"b\\\"\",\"activityType\":\"running\",\"beginTimestamp\":%" G_GINT64_FORMAT
                              ",\"duration\":600000,\"distance\":200000}", i ? "," : "", 5000000 + i, (gint64) 1700000000000 + i * 86400000);
      ends[i] = list->len;
    }
  g_string_append (list, "]}]");
  for (guint i = 0; i < 5; i++)
    for (guint beyond = 1; beyond < 60; beyond += 7)
      {
        g_autoptr(SourceReport) report = cut_text (list->str, MIN (ends[i] + beyond, list->len - 3));

        g_assert_true (report->ok);
        g_assert_cmpuint (report->events->len, ==, i + 1);
        g_assert_true (g_ptr_array_find_with_equal_func (report->flags, "truncated", g_str_equal, NULL));
        g_assert_true (says_where (report));
      }
  list->str[ends[2] + 15] = '\001'; /* within the fourth */
  {
    g_autoptr(SourceReport) report = cut_text (list->str, list->len);

    g_assert_cmpuint (report->events->len, >=, 3);
    g_assert_true (says_where (report));
  }
}

static void
add_folder (GPtrArray *found, const char *shared, const char *folder)
{
  g_autofree char *path = g_build_filename (shared, "activities", folder, NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (found, g_build_filename (folder, name, NULL));
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

int
main (int argc, char **argv)
{
  static const char *const folders[] = { "fit", "tcx", "gpx", "made", "strava", "garmin_connect", "garmin_health_api", "apple_health", "oura",
                                         "fitbit", "sleep_diaries" };
  const char *shared = g_getenv ("SALTLINE_SHARED");
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; shared && i < G_N_ELEMENTS (folders); i++)
    add_folder (found, shared, folders[i]);
  g_ptr_array_sort (found, compare_texts);
  g_ptr_array_add (found, NULL);
  paths = (char **) found->pdata;
  g_test_add_func ("/sources/damage/list", test_a_list_of_a_service_that_breaks_off_keeps_its_whole_entries);
  for (guint i = 0; paths[i]; i++)
    {
      g_autofree char *cut = g_strconcat ("/sources/damage/cut/", paths[i], NULL), *changed = g_strconcat ("/sources/damage/changed/", paths[i], NULL);

      g_test_add_data_func (cut, GUINT_TO_POINTER (i), test_a_cut_keeps_what_stands_before_it);
      g_test_add_data_func (changed, GUINT_TO_POINTER (i), test_a_changed_byte_harms_nobody);
    }
  {
    int status = g_test_run ();

    for (guint i = 0; paths[i]; i++)
      g_free (paths[i]);
    return status;
  }
}
