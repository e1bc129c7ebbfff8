/* tests/workspace/test-import-paths.c: several files and folders at once: one progress, one cancel, one step to undo */
#include <string.h>

#include "scratch-life.h"
#include "workspace/import-paths.h"
#include "workspace/typed-events.h"

#define GPX "<gpx version=\"1.1\"><trk><type>running</type><trkseg><trkpt lat=\"48\" lon=\"2\"><time>2026-03-0%uT06:00:00Z</time></trkpt>" \
            "<trkpt lat=\"48.01\" lon=\"2\"><time>2026-03-0%uT06:30:00Z</time></trkpt></trkseg></trk></gpx>"

/* A run on the @day-th of March; without its end when it is @damaged. Returns: (transfer full): its path */
static char *
run_file (const Fixture *fixture, const char *name, guint day, gboolean damaged)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *text = g_strdup_printf (GPX, day, day), *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (damaged)
    *strstr (text, "<trkpt lat=\"48.01") = '\0';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

typedef struct {
  GString *told;            /* "a.gpx 1 0 ok" for each path */
  guint64 done, all;        /* as last said */
  GCancellable *cancellable;
  guint64 cancel_at;        /* 0: never */
  guint n_backward;
} Watch;

static void
told_cb (const SourceReport *report, const ImportCounts *counts, gpointer data)
{
  Watch *watch = data;
  g_autofree char *name = g_path_get_basename (report->file);

  g_string_append_printf (watch->told, "%s %u %u %s;", name, counts->added, counts->unchanged, report->ok && !report->n_refused ? "ok" : "failed");
}

static void
progress_cb (guint64 done, guint64 all, gpointer data)
{
  Watch *watch = data;

  watch->n_backward += done < watch->done;
  watch->done = done;
  watch->all = all;
  if (watch->cancel_at && done >= watch->cancel_at)
    g_cancellable_cancel (watch->cancellable);
}

static guint
count_workouts (const Fixture *fixture)
{
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (fixture->workspace, fixture->athlete, NULL);

  return timeline->timeline->events->len;
}

static ImportTally
import_all (const Fixture *fixture, const char *const *paths, Watch *watch)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  const SourceOptions options = { .cancellable = cancellable, .progress = progress_cb, .progress_data = watch };
  g_autoptr(GError) error = NULL;
  ImportTally tally;

  watch->cancellable = cancellable;
  g_assert_true (saltline_workspace_import_paths (fixture->workspace, fixture->athlete, paths, &options, told_cb, watch, &tally, &error));
  g_assert_no_error (error);
  return tally;
}

static void
test_a_damaged_file_and_one_given_twice_keep_nothing_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = run_file (fixture, "a.gpx", 1, FALSE), *nonsense = run_file (fixture, "b.gpx", 2, FALSE), *cut = run_file (fixture, "c.gpx", 3, TRUE);
  g_autofree char *inner = run_file (fixture, "watch/Activity/d.gpx", 4, FALSE), *other = run_file (fixture, "watch/e.gpx", 5, FALSE);
  g_autofree char *folder = g_build_filename (fixture->folder, "watch", NULL), *missing = g_build_filename (fixture->folder, "f.gpx", NULL), *what = NULL;
  const char *paths[] = { a, nonsense, a, cut, missing, folder, NULL };
  g_autoptr(GString) told = g_string_new (NULL);
  Watch watch = { told };
  ImportTally tally;

  g_assert_true (g_file_set_contents (nonsense, "\x7F" "ELF nothing of ours", -1, NULL));
  tally = import_all (fixture, paths, &watch);
  g_assert_cmpstr (told->str, ==, "a.gpx 1 0 ok;b.gpx 0 0 failed;a.gpx 0 1 ok;c.gpx 1 0 ok;f.gpx 0 0 failed;watch 2 0 ok;");
  g_assert_cmpuint (tally.counts.added, ==, 4);
  g_assert_cmpuint (tally.counts.unchanged, ==, 1);
  g_assert_cmpuint (tally.n_read, ==, 6);
  g_assert_cmpuint (tally.n_failed, ==, 2);
  g_assert_false (tally.cancelled);
  g_assert_cmpuint (watch.n_backward, ==, 0);
  g_assert_cmpuint (watch.all, ==, 6000);
  g_assert_cmpuint (watch.done, ==, 6000); /* the folder's two files end it */
  g_assert_cmpuint (count_workouts (fixture), ==, 4);
  /* All of it is one step. */
  g_assert_true (saltline_workspace_undo_events (fixture->workspace, fixture->athlete->id, FALSE, &what, NULL));
  g_assert_cmpstr (what, ==, "Import 6 files");
  g_assert_cmpuint (count_workouts (fixture), ==, 0);
  g_string_truncate (told, 0);
  watch.done = 0;
  tally = import_all (fixture, paths, &watch);
  g_assert_cmpuint (tally.counts.added, ==, 4);
}

static void
test_a_cancel_keeps_what_was_read_before_and_nothing_of_the_rest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = run_file (fixture, "a.gpx", 1, FALSE), *b = run_file (fixture, "b.gpx", 2, FALSE), *what = NULL;
  g_autofree char *inner = run_file (fixture, "watch/c.gpx", 3, FALSE), *other = run_file (fixture, "watch/d.gpx", 4, FALSE);
  g_autofree char *folder = g_build_filename (fixture->folder, "watch", NULL);
  const char *paths[] = { a, folder, b, NULL };
  g_autoptr(GString) told = g_string_new (NULL);
  Watch watch = { told, .cancel_at = 1500 }; /* within the folder */
  ImportTally tally = import_all (fixture, paths, &watch);

  g_assert_true (tally.cancelled);
  g_assert_cmpuint (tally.n_read, ==, 1);
  g_assert_cmpstr (told->str, ==, "a.gpx 1 0 ok;");
  g_assert_cmpuint (count_workouts (fixture), ==, 1);
  g_assert_true (saltline_workspace_undo_events (fixture->workspace, fixture->athlete->id, FALSE, &what, NULL));
  g_assert_cmpuint (count_workouts (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workspace/import-paths/damaged-and-twice", Fixture, NULL, set_up, test_a_damaged_file_and_one_given_twice_keep_nothing_back, tear_down);
  g_test_add ("/workspace/import-paths/cancel", Fixture, NULL, set_up, test_a_cancel_keeps_what_was_read_before_and_nothing_of_the_rest, tear_down);
  return g_test_run ();
}
