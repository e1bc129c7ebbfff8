/* tests/workspace/test-combined.c: photos of one patch in a workspace, and the workouts that a photo may be of */
#include <math.h>
#include <string.h>

#include "scratch-workspace.h"
#include "store/events.h"
#include "store/people.h"
#include "store/readings.h"
#include "store/worn-patches.h"
#include "workspace/combined.h"
#include "workspace/installed.h"
#include "workspace/patches.h"
#include "workspace/photo-workout.h"

typedef struct {
  char *folder;
  SaltlineWorkspace *workspace;
  Store *store;
  gint64 athlete;
  gint64 geometry, lot; /* rows */
} Lab;

static void
set_up (Lab *lab, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Athlete) athlete = athlete_new ("ada", "Ada Example");
  g_autoptr(PatchTemplate) geometry = installed_open_template ("gx-18-arm", &error);
  g_autoptr(PatchCalibration) lot = installed_open_calibration ("demo-lot", &error);

  g_assert_true (g_main_context_acquire (NULL));
  lab->workspace = scratch_workspace_new (&lab->folder);
  lab->store = saltline_workspace_get_store (lab->workspace);
  athlete->zone = g_strdup ("Europe/Vienna");
  g_assert_true (store_add_athlete (lab->store, athlete, &error));
  lab->athlete = athlete->id;
  lab->geometry = saltline_workspace_keep_template (lab->workspace, geometry, &error);
  lab->lot = saltline_workspace_keep_calibration (lab->workspace, lot, &error);
  g_assert_no_error (error);
}

static void
tear_down (Lab *lab, gconstpointer data)
{
  scratch_workspace_remove (lab->workspace, lab->folder);
  g_main_context_release (NULL);
}

/* A photo of Ada's with a reading; its pixels are of no matter here. */
static gint64
add_photo (Lab *lab, const char *name, const char *captured, double fill)
{
  g_autoptr(GBytes) bytes = g_bytes_new (name, strlen (name));
  g_autoptr(GError) error = NULL;
  g_autoptr(StoredPhoto) photo = NULL;
  StoredReading reading = { .origin = (char *) "automatic", .program_version = (char *) "0", .worn_min = 45, .status = (char *) "partial",
                            .template_row = lab->geometry, .calibration_row = lab->lot, .fill = fill, .fill_sd = 0.004, .volume_ul = NAN,
                            .volume_sd_ul = NAN, .rate = NAN, .rate_sd = NAN, .chloride = NAN, .chloride_sd = NAN, .sodium = NAN,
                            .sodium_sd = NAN, .result = (char *) "{}" };
  gint64 id;

  g_assert_true (store_import_photo (lab->store, name, bytes, "jpg", 1, 1, NULL, captured, &id, NULL, &error));
  reading.photo = id;
  g_assert_true (store_add_reading (lab->store, &reading, &error));
  photo = store_photo (lab->store, id, &error);
  photo->state.athlete = lab->athlete;
  photo->state.reading = reading.id;
  g_assert_true (store_edit_photo (lab->store, id, &photo->state, "Assign", 0, &error));
  g_assert_no_error (error);
  return id;
}

static void
test_photos_are_joined_kept_undone_and_separated (Lab *lab, gconstpointer data)
{
  const gint64 ids[] = { add_photo (lab, "a.jpg", NULL, 0.40), add_photo (lab, "b.jpg", NULL, 0.404) };
  g_autoptr(GError) error = NULL;
  g_autoptr(CombinedPhotos) combined = NULL, alone = NULL, again = NULL;
  g_autoptr(StoredCombined) kept = NULL;
  g_autofree char *what = NULL, *redone = NULL;
  gint64 patch, same;
  guint checked;

  g_assert_true (saltline_workspace_join_photos (lab->workspace, ids, 2, &patch, &error));
  g_assert_no_error (error);
  combined = saltline_workspace_combine (lab->workspace, patch, &error);
  g_assert_cmpuint (combined->photos->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (combined->reading.fill.value, 0.402, 1e-9);
  g_assert_cmpfloat (combined->reading.fill.sd, <, 0.004);
  g_assert_cmpfloat (combined->reading.local_rate_mg_cm2_min, >, 0.0);
  g_assert_null (combined_photos_contradiction (combined));
  kept = store_combined (lab->store, patch, combined->rows, &error);
  g_assert_cmpstr (kept->result, ==, combined->result);
  /* Joining them again changes nothing. */
  g_assert_true (saltline_workspace_join_photos (lab->workspace, ids, 2, &same, &error));
  g_assert_cmpint (same, ==, patch);

  g_assert_true (saltline_workspace_undo (lab->workspace, FALSE, NULL, &what, &error));
  g_assert_cmpstr (what, ==, "Same patch");
  alone = saltline_workspace_combine (lab->workspace, patch, &error);
  g_assert_no_error (error);
  g_assert_null (alone);
  g_assert_true (saltline_workspace_undo (lab->workspace, TRUE, NULL, &redone, &error));
  again = saltline_workspace_combine (lab->workspace, patch, &error);
  g_assert_cmpstr (again->result, ==, kept->result);
  g_assert_cmpuint (saltline_workspace_verify_combined (lab->workspace, &checked, &error)->len, ==, 0);
  g_assert_cmpuint (checked, ==, 1);
  g_assert_true (saltline_workspace_separate_photos (lab->workspace, ids, 2, &error));
  g_assert_null (saltline_workspace_combine (lab->workspace, patch, &error));
  g_assert_no_error (error);
}

static void
test_photos_that_contradict_each_other_are_named_in_words (Lab *lab, gconstpointer data)
{
  const gint64 ids[] = { add_photo (lab, "a.jpg", NULL, 0.40), add_photo (lab, "b.jpg", NULL, 0.41), add_photo (lab, "late.jpg", NULL, 0.70) };
  g_autoptr(GError) error = NULL;
  g_autoptr(CombinedPhotos) combined = NULL;
  g_autofree char *words = NULL;
  gint64 patch;

  g_assert_true (saltline_workspace_join_photos (lab->workspace, ids, 3, &patch, &error));
  combined = saltline_workspace_combine (lab->workspace, patch, &error);
  words = combined_photos_contradiction (combined);
  g_assert_nonnull (words);
  g_assert_nonnull (strstr (words, "late.jpg"));
}

static void
test_a_photo_of_the_same_athlete_minutes_apart_is_suggested (Lab *lab, gconstpointer data)
{
  const gint64 first = add_photo (lab, "a.jpg", "2026-03-01T08:00:00", 0.4);
  const gint64 near = add_photo (lab, "b.jpg", "2026-03-01T08:04:00", 0.4);
  const gint64 far = add_photo (lab, "c.jpg", "2026-03-01T09:00:00", 0.4);
  const gint64 both[] = { first, near };

  g_assert_cmpint (saltline_workspace_likely_same_patch (lab->workspace, first), ==, near);
  g_assert_cmpint (saltline_workspace_likely_same_patch (lab->workspace, far), ==, 0);
  g_assert_true (saltline_workspace_join_photos (lab->workspace, both, 2, NULL, NULL));
  g_assert_cmpint (saltline_workspace_likely_same_patch (lab->workspace, first), ==, 0);
}

static void
add_run (Lab *lab, const char *id, const char *start, double minutes)
{
  Event *event = event_new (EVENT_WORKOUT, "typed");
  WrittenInstant written;
  g_autoptr(GError) error = NULL;

  g_assert_true (instant_parse (start, &written, &error));
  event->source_id = g_strdup (id);
  event->sport = g_strdup ("running");
  event->start_us = written.instant_us;
  event->start_offset_s = written.offset_s;
  event->elapsed_s = 60 * minutes;
  event->end_us = event->start_us + (gint64) (minutes * INSTANT_MINUTE);
  g_assert_true (store_put_event (lab->store, lab->athlete, event, NULL, &error));
  g_assert_no_error (error);
  event_free (event);
}

static void
test_a_photo_may_be_of_the_workouts_of_the_day_before_it (Lab *lab, gconstpointer data)
{
  const gint64 id = add_photo (lab, "a.jpg", "2026-03-02T08:30:00", 0.4); /* Ada's clock: one hour ahead of UTC */
  g_autoptr(StoredPhoto) photo = store_photo (lab->store, id, NULL);
  g_autoptr(GPtrArray) workouts = NULL, linked = NULL;
  g_autoptr(GError) error = NULL;
  const WorkoutChoice *latest;

  add_run (lab, "morning", "2026-03-02T07:20:00+01:00", 62);
  add_run (lab, "evening", "2026-03-01T18:00:00+01:00", 45);
  add_run (lab, "last-week", "2026-02-23T07:00:00+01:00", 45);
  workouts = saltline_workspace_workouts_of_photo (lab->workspace, photo, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (workouts->len, ==, 2);
  latest = g_ptr_array_index (workouts, 0);
  g_assert_nonnull (strstr (latest->id, "morning"));
  g_assert_nonnull (strstr (latest->words, "07:20"));
  g_assert_cmpfloat (latest->minutes, ==, 62.0);
  /* What is linked is shown, whenever it was. */
  photo->state.workout = g_strdup ("typed last-week");
  linked = saltline_workspace_workouts_of_photo (lab->workspace, photo, &error);
  g_assert_cmpuint (linked->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Lab, NULL, set_up, test, tear_down)
  ADD ("/workspace/combined/joined-kept-undone-separated", test_photos_are_joined_kept_undone_and_separated);
  ADD ("/workspace/combined/contradiction-in-words", test_photos_that_contradict_each_other_are_named_in_words);
  ADD ("/workspace/combined/suggested", test_a_photo_of_the_same_athlete_minutes_apart_is_suggested);
  ADD ("/workspace/workout-choices", test_a_photo_may_be_of_the_workouts_of_the_day_before_it);
  return g_test_run ();
}
