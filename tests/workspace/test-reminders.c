/* tests/workspace/test-reminders.c: from a plan in the workspace to reminders; watches that are mounted */
#include <glib/gstdio.h>
#include <math.h>

#include "scratch-workspace.h"
#include "store/people.h"
#include "workspace/device-folder.h"
#include "workspace/reminders.h"
#include "workspace/typed-events.h"

typedef struct {
  char *folder;
  SaltlineWorkspace *workspace;
  Athlete *athlete;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->workspace = scratch_workspace_new (&place->folder);
  place->athlete = athlete_new ("mia", "Mia");
  place->athlete->mass_kg = 60;
  place->athlete->zone = g_strdup ("Europe/Paris");
  g_assert_true (store_add_athlete (saltline_workspace_get_store (place->workspace), place->athlete, NULL));
}

static void
tear_down (Place *place, gconstpointer data)
{
  scratch_workspace_remove (place->workspace, place->folder);
  athlete_free (place->athlete);
}

static void
plan (Place *place, const char *id, gint64 start_us, gboolean patch)
{
  g_autoptr(Event) event = event_new (EVENT_PLANNED, "typed");
  g_autoptr(GPtrArray) events = g_ptr_array_new ();
  g_autoptr(GTimeZone) zone = athlete_zone (place->athlete);
  g_autoptr(GError) error = NULL;
  int offset_s = instant_offset_in_zone (start_us, zone);
  const TypedTime time = { instant_civil_day (start_us, offset_s), instant_minute_of_day (start_us, offset_s), 60 };

  event->source_id = g_strdup (id);
  event_set_sport (event, "running");
  typed_event_set_time (event, &time, zone);
  event_set_number (event, EVENT_FIELD_PATCH, patch ? 1 : NAN);
  event_set_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C, 24);
  g_ptr_array_add (events, event);
  g_assert_true (saltline_workspace_put_typed (place->workspace, place->athlete->id, events, "Plan", &error));
  g_assert_no_error (error);
}

static guint
count (const GPtrArray *reminders, ReminderKind kind)
{
  guint n = 0;

  for (guint i = 0; i < reminders->len; i++)
    n += ((const Reminder *) g_ptr_array_index (reminders, i))->kind == kind;
  return n;
}

static gint64
whole_minute (gint64 instant_us)
{
  return instant_us - instant_us % INSTANT_MINUTE;
}

static void
test_a_plan_makes_reminders_and_takes_them_along (Place *place, gconstpointer data)
{
  gint64 now_us = g_get_real_time (), start_us = whole_minute (now_us + 5 * INSTANT_HOUR);
  g_autoptr(GPtrArray) first = NULL, moved = NULL, far = NULL;
  g_autoptr(GError) error = NULL;

  plan (place, "a", start_us, TRUE);
  first = saltline_workspace_reminders (place->workspace, UNITS_METRIC, now_us, &error);
  g_assert_no_error (error);
  for (guint kind = 0; kind < N_REMINDERS; kind++)
    g_assert_cmpuint (count (first, (ReminderKind) kind), ==, 1);
  g_assert_cmpint (((const Reminder *) first->pdata[0])->start_us, ==, start_us);
  plan (place, "a", start_us + INSTANT_HOUR, FALSE);
  moved = saltline_workspace_reminders (place->workspace, UNITS_METRIC, now_us, NULL);
  g_assert_cmpuint (count (moved, REMINDER_PATCH), ==, 0);
  g_assert_cmpint (((const Reminder *) moved->pdata[0])->start_us, ==, start_us + INSTANT_HOUR);
  plan (place, "a", start_us + 9 * INSTANT_DAY, FALSE);
  far = saltline_workspace_reminders (place->workspace, UNITS_METRIC, now_us, NULL);
  g_assert_cmpuint (far->len, ==, 0);
}

static void
test_a_deleted_athlete_is_reminded_of_nothing (Place *place, gconstpointer data)
{
  g_autoptr(GPtrArray) reminders = NULL;

  plan (place, "a", g_get_real_time () + 5 * INSTANT_HOUR, TRUE);
  g_assert_true (store_delete_athlete (saltline_workspace_get_store (place->workspace), place->athlete->id, TRUE, NULL));
  reminders = saltline_workspace_reminders (place->workspace, UNITS_METRIC, g_get_real_time (), NULL);
  g_assert_cmpuint (reminders->len, ==, 0);
}

static void
test_marks_survive_a_restart (Place *place, gconstpointer data)
{
  Store *store = saltline_workspace_get_store (place->workspace);
  gint64 now_us = g_get_real_time ();
  const ReminderMark said = { (char *) "1 drink typed a", now_us, now_us, 0 }, again = { (char *) "1 drink typed a", now_us, now_us, now_us + 5 };
  const ReminderMark old = { (char *) "old", 0, now_us - 70 * INSTANT_DAY, 0 };
  g_autoptr(GPtrArray) marks = NULL;

  g_assert_true (store_mark_reminder (store, &old, NULL));
  g_assert_true (store_mark_reminder (store, &said, NULL));
  g_assert_true (store_mark_reminder (store, &again, NULL));
  marks = store_reminder_marks (store, NULL);
  g_assert_cmpuint (marks->len, ==, 1);
  g_assert_cmpint (((ReminderMark *) marks->pdata[0])->again_us, ==, now_us + 5);
}

static void
test_quiet_hours_are_kept_and_read_strictly (Place *place, gconstpointer data)
{
  static const char *const wrong[] = { "", "7", "24:00", "12:60", "1:2", "ab:cd", "-1:00", "12:00x", " 1:00" };
  QuietHours quiet = saltline_workspace_quiet_hours (place->workspace);
  int minute;

  g_assert_cmpint (quiet.from_minute, ==, 22 * 60);
  quiet = (QuietHours) { 23 * 60 + 15, 5 };
  g_assert_true (saltline_workspace_set_quiet_hours (place->workspace, &quiet, NULL));
  quiet = saltline_workspace_quiet_hours (place->workspace);
  g_assert_cmpint (quiet.from_minute, ==, 23 * 60 + 15);
  g_assert_cmpint (quiet.to_minute, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (quiet_minute_parse (wrong[i], &minute));
}

static char *
make_folders (Place *place, const char *root, const char *path)
{
  char *base = g_build_filename (place->folder, root, NULL);
  g_autofree char *all = g_build_filename (base, path, NULL);

  g_assert_cmpint (g_mkdir_with_parents (all, 0700), ==, 0);
  return base;
}

static void
test_a_mounted_watch_is_known_by_its_folders (Place *place, gconstpointer data)
{
  static const struct { const char *path, *found; } cases[] = {
    { "GARMIN/Activity", "GARMIN" }, { "Garmin/ACTIVITIES", "Garmin" }, { "Primary/GARMIN/Activity", "Primary/GARMIN" }, { "Internal Storage/GARMIN/Activity", "Internal Storage/GARMIN" },
    { "GARMIN/Music", NULL }, { "DCIM/Activity", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("mount-%u", i), *base = make_folders (place, name, cases[i].path);
      g_autofree char *expected = cases[i].found ? g_build_filename (base, cases[i].found, NULL) : NULL;
      g_autoptr(GFile) root = g_file_new_for_path (base), found = device_folder_find (root, NULL);

      g_assert_cmpstr (found ? g_file_peek_path (found) : NULL, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Place, NULL, set_up, test, tear_down)
  ADD ("/workspace/reminders/plan", test_a_plan_makes_reminders_and_takes_them_along);
  ADD ("/workspace/reminders/deleted", test_a_deleted_athlete_is_reminded_of_nothing);
  ADD ("/workspace/reminders/marks", test_marks_survive_a_restart);
  ADD ("/workspace/reminders/quiet", test_quiet_hours_are_kept_and_read_strictly);
  ADD ("/workspace/device-folder", test_a_mounted_watch_is_known_by_its_folders);
  return g_test_run ();
}
