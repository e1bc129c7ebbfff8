/* tests/ui/test-athletes.c: the Athletes page in the real window */
#include "display.h"
#include "ui/athlete-item.h"
#include "ui/workout-question.h"

static const char run_gpx[] =
  "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"test\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><name>Morning Run</name>"
  "<type>running</type><trkseg>"
  "<trkpt lat=\"48.0\" lon=\"11.0\"><time>2026-03-03T06:00:00Z</time></trkpt>"
  "<trkpt lat=\"48.01\" lon=\"11.0\"><time>2026-03-03T06:30:00Z</time></trkpt>"
  "<trkpt lat=\"48.02\" lon=\"11.0\"><time>2026-03-03T07:00:00Z</time></trkpt>"
  "</trkseg></trk></gpx>";

static const char run_tcx[] =
  "<?xml version=\"1.0\"?><TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\"><Activities>"
  "<Activity Sport=\"Running\"><Id>2026-03-03T06:00:05Z</Id><Lap StartTime=\"2026-03-03T06:00:05Z\"><TotalTimeSeconds>3590</TotalTimeSeconds>"
  "<DistanceMeters>2230</DistanceMeters><Track>"
  "<Trackpoint><Time>2026-03-03T06:00:05Z</Time><DistanceMeters>0</DistanceMeters></Trackpoint>"
  "<Trackpoint><Time>2026-03-03T06:30:00Z</Time><DistanceMeters>1112</DistanceMeters></Trackpoint>"
  "<Trackpoint><Time>2026-03-03T06:59:55Z</Time><DistanceMeters>2230</DistanceMeters></Trackpoint>"
  "</Track></Lap></Activity></Activities></TrainingCenterDatabase>";

static SaltlineAthletesPage *
open_page (SaltlineWindow **window)
{
  SaltlineAthletesPage *page;

  *window = display_open ();
  page = saltline_window_get_athletes_page (*window);
  display_show_page (*window, GTK_WIDGET (page));
  return page;
}

static void
add_athlete (SaltlineAthletesPage *page, const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.add", NULL));
  saltline_athlete_form_type_name (saltline_athletes_page_get_form (page), name);
  g_assert_true (saltline_athlete_form_save (saltline_athletes_page_get_form (page)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef struct {
  SaltlineAthletesPage *page;
  guint n_workouts;
  guint n_members;   /* of the first */
} Wanted;

static gboolean
is_there (gpointer data)
{
  const Wanted *wanted = data;
  const AthleteLife *life = saltline_athletes_page_get_life (wanted->page);

  return life != NULL && life->n_in_lane[LANE_WORKOUTS] == wanted->n_workouts
         && g_array_index (life->marks, LifeMark, 0).event->members->len == wanted->n_members;
}

static guint
count_shown (SaltlineAthletesPage *page)
{
  return g_list_model_get_n_items (saltline_athlete_list_get_shown (saltline_athletes_page_get_list (page)));
}

/* Imports a run for the chosen athlete and waits until the timeline has it. */
static void
import_run (SaltlineAthletesPage *page, const char *name, const char *contents, guint n_members)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  Wanted wanted = { page, 1, n_members };

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  g_list_store_append (files, file);
  saltline_athletes_page_import (page, G_LIST_MODEL (files));
  display_wait (is_there, &wanted, 20.0, "the run in the timeline");
}

static void
test_an_added_athlete_is_in_the_list (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  guint n = count_shown (page);

  display_shoot (GTK_WIDGET (window), "athletes-empty");
  add_athlete (page, "Ada Lindqvist");
  g_assert_cmpuint (count_shown (page), ==, n + 1);
  g_assert_cmpstr (saltline_athlete_list_get_chosen (saltline_athletes_page_get_list (page))->name, ==, "Ada Lindqvist");
  display_close (window);
}

/* From the keyboard: a part of a name and Return; Down goes on to the list. */
static void
test_return_in_the_search_opens_the_first_that_is_found (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  SaltlineAthleteList *list = saltline_athletes_page_get_list (page);
  GtkWidget *focus;

  add_athlete (page, "Cleo Sandberg");
  add_athlete (page, "Dana Sandberg");
  saltline_athlete_list_focus_search (list);
  display_settle (GTK_WIDGET (window));
  if (!display_xdotool ("type Cleo"))
    {
      g_test_skip ("xdotool is not installed");
      display_close (window);
      return;
    }
  display_xdotool ("key Return");
  display_settle (GTK_WIDGET (window));
  g_assert_cmpstr (saltline_athlete_list_get_chosen (list)->name, ==, "Cleo Sandberg");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (saltline_athletes_page_get_timeline (page)));
  display_xdotool ("key ctrl+f sleep 0.2 key Down");
  display_settle (GTK_WIDGET (window));
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL);
  display_close (window);
}

static void
test_a_handle_is_taken_only_once_and_the_form_says_so (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  guint n;

  add_athlete (page, "Berit Holm");
  n = count_shown (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "athletes.add", NULL);
  g_assert_false (saltline_athlete_form_save (saltline_athletes_page_get_form (page))); /* no name */
  saltline_athlete_form_type_name (saltline_athletes_page_get_form (page), "Berit Holm");
  g_assert_false (saltline_athlete_form_save (saltline_athletes_page_get_form (page)));
  display_shoot (GTK_WIDGET (window), "athletes-form");
  g_assert_cmpuint (count_shown (page), ==, n);
  display_close (window);
}

static void
test_a_deleted_athlete_comes_back (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  guint n;

  add_athlete (page, "Carla Moreno");
  n = count_shown (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "athletes.delete", NULL);
  display_settle (GTK_WIDGET (window));
  g_assert_cmpuint (count_shown (page), ==, n - 1);
  g_assert_null (saltline_athlete_list_get_chosen (saltline_athletes_page_get_list (page)));
  gtk_widget_activate_action (GTK_WIDGET (page), "athletes.undo-delete", NULL);
  display_settle (GTK_WIDGET (window));
  g_assert_cmpuint (count_shown (page), ==, n);
  g_assert_cmpstr (saltline_athlete_list_get_chosen (saltline_athletes_page_get_list (page))->name, ==, "Carla Moreno");
  display_close (window);
}

static void
test_an_imported_run_is_one_workout_that_can_be_travelled_to (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  SaltlineTimelineView *timeline = saltline_athletes_page_get_timeline (page);

  add_athlete (page, "Dina Okoye");
  import_run (page, "run.gpx", run_gpx, 1);
  g_assert_cmpuint (saltline_athletes_page_get_life (page)->n_in_lane[LANE_WORKOUTS], ==, 1);
  g_assert_null (saltline_timeline_view_get_chosen (timeline));
  saltline_timeline_view_step (timeline, 1);
  g_assert_cmpint (saltline_timeline_view_get_chosen (timeline)->lane, ==, LANE_WORKOUTS);
  gtk_widget_activate_action (GTK_WIDGET (page), "athletes.show-day", NULL);
  g_assert_cmpint (saltline_timeline_view_get_span (timeline), ==, INSTANT_DAY);
  display_shoot (GTK_WIDGET (window), "athletes-day-light");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  display_shoot (GTK_WIDGET (window), "athletes-day-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_activate_action (GTK_WIDGET (page), "athletes.show-year", NULL);
  display_shoot (GTK_WIDGET (window), "athletes-year-light");
  display_close (window);
}

static void
test_two_recordings_of_one_run_are_split_and_joined_again (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  SaltlineTimelineView *timeline = saltline_athletes_page_get_timeline (page);

  add_athlete (page, "Fanny Keller");
  import_run (page, "run.gpx", run_gpx, 1);
  import_run (page, "run.tcx", run_tcx, 2);
  saltline_timeline_view_step (timeline, 1);
  display_shoot (GTK_WIDGET (window), "athletes-members");
  g_signal_emit_by_name (display_find_button (GTK_WIDGET (page), "Split Off"), "clicked");
  display_wait (is_there, &(Wanted) { page, 2, 1 }, 20.0, "two runs");
  saltline_timeline_view_step (timeline, 1);
  display_shoot (GTK_WIDGET (window), "athletes-split");
  g_signal_emit_by_name (display_find_button (GTK_WIDGET (page), "Forget"), "clicked");
  display_wait (is_there, &(Wanted) { page, 1, 2 }, 20.0, "one run again");
  display_close (window);
}

static gboolean
is_blank (gpointer data)
{
  const AthleteLife *life = saltline_athletes_page_get_life (data);

  return life != NULL && life->marks->len == 0;
}

static gboolean
is_weighed (gpointer data)
{
  const AthleteLife *life = saltline_athletes_page_get_life (data);

  return life != NULL && life->n_in_lane[LANE_WEIGHT] == 2;
}

static gboolean
dialog_is_open (gpointer data)
{
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  GtkWindow **dialog = data;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        *dialog = window;
    }
  return *dialog != NULL;
}

/* Dropped or chosen together: what could not be read is named, with its reason; the rest is kept, and all of it is one step. */
static void
test_of_several_files_those_that_failed_are_named_and_all_are_undone_at_once (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  const struct { const char *name, *contents; } made[] = { { "run.gpx", run_gpx }, { "empty.fit", "" }, { "run.tcx", run_tcx }, { "run.gpx", run_gpx } };
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  GtkWindow *dialog = NULL;

  add_athlete (page, "Lena Moser");
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_autofree char *path = g_build_filename (folder, made[i].name, NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);

      g_assert_true (g_file_set_contents (path, made[i].contents, -1, NULL));
      g_list_store_append (files, file);
    }
  saltline_athletes_page_import (page, G_LIST_MODEL (files));
  display_wait (dialog_is_open, &dialog, 20.0, "the report");
  display_wait (is_there, &(Wanted) { page, 1, 2 }, 20.0, "one run, told twice");
  g_assert_true (display_shows (GTK_WIDGET (dialog), "Problems in 1 of 4 Files"));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "empty.fit"));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "2 events new, 0 updated, 1 as before, from 4 files."));
  g_assert_false (display_shows (GTK_WIDGET (dialog), "run.gpx"));
  display_shoot (GTK_WIDGET (dialog), "athletes-import-report");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "undo");
  gtk_window_close (dialog);
  display_wait (is_blank, page, 20.0, "nothing left of the import");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.redo", NULL));
  display_wait (is_there, &(Wanted) { page, 1, 2 }, 20.0, "the run again");
  display_close (window);
}

/* Two runs at one time by two people are one for the rules; who knows better says so, and may take it back. */
static void
test_what_was_decided_is_undone_and_events_are_joined_by_hand (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  SaltlineTimelineView *timeline = saltline_athletes_page_get_timeline (page);

  add_athlete (page, "Ines Kolb");
  import_run (page, "run.gpx", run_gpx, 1);
  import_run (page, "run.tcx", run_tcx, 2);
  saltline_timeline_view_step (timeline, 1);
  g_signal_emit_by_name (display_find_button (GTK_WIDGET (page), "Split Off"), "clicked");
  display_wait (is_there, &(Wanted) { page, 2, 1 }, 20.0, "two runs");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.undo", NULL));
  display_wait (is_there, &(Wanted) { page, 1, 2 }, 20.0, "one run again");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.redo", NULL));
  display_wait (is_there, &(Wanted) { page, 2, 1 }, 20.0, "two runs again");
  saltline_timeline_view_step (timeline, 1);
  g_assert_true (display_shows (GTK_WIDGET (page), "Join with Another Event"));
  g_signal_emit_by_name (display_find_button (GTK_WIDGET (page), "Join"), "clicked");
  display_wait (is_there, &(Wanted) { page, 1, 2 }, 20.0, "one run, as it was said");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.undo", NULL));
  display_wait (is_there, &(Wanted) { page, 2, 1 }, 20.0, "apart, as it was said before");
  display_close (window);
}

static gboolean
is_planned (gpointer data)
{
  const AthleteLife *life = saltline_athletes_page_get_life (data);

  return life != NULL && life->marks->len == 1 && g_array_index (life->marks, LifeMark, 0).planned;
}

static void
test_a_workout_is_planned_in_the_form_deleted_and_brought_back (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  SaltlineEventForm *form = saltline_athletes_page_get_event_form (page);

  add_athlete (page, "Greta Vang");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.plan", NULL));
  saltline_event_form_type (form, "day", "2026-03-03");
  saltline_event_form_type (form, "time", "late");
  g_assert_false (saltline_event_form_save (form));
  display_shoot (GTK_WIDGET (window), "athletes-plan-form");
  saltline_event_form_type (form, "time", "6:30");
  saltline_event_form_type (form, "minutes", "75");
  saltline_event_form_type (form, "title", "Tempo");
  g_assert_true (saltline_event_form_save (form));
  display_wait (is_planned, page, 20.0, "the plan in the timeline");
  gtk_widget_activate_action (GTK_WIDGET (page), "athletes.show-day", NULL);
  display_shoot (GTK_WIDGET (window), "athletes-planned");
  g_signal_emit_by_name (display_find_button (GTK_WIDGET (page), "Delete Event"), "clicked");
  display_wait (is_blank, page, 20.0, "an empty timeline");
  gtk_widget_activate_action (GTK_WIDGET (page), "athletes.undo", NULL);
  display_wait (is_planned, page, 20.0, "the plan again");
  display_close (window);
}

static gboolean
asks (gpointer data)
{
  const AthleteLife *life = saltline_athletes_page_get_life (data);

  return life != NULL && life->questions->len == 1;
}

static gboolean
asks_nothing (gpointer data)
{
  const AthleteLife *life = saltline_athletes_page_get_life (data);

  return life != NULL && life->questions->len == 0;
}

/* A button that its card cuts off is none. */
static void
assert_answer_is_whole (SaltlineAthletesPage *page, const char *label)
{
  GtkWidget *button = display_find_button (GTK_WIDGET (page), label), *question;
  graphene_rect_t bounds;

  g_assert_nonnull (button);
  question = gtk_widget_get_ancestor (button, SALTLINE_TYPE_WORKOUT_QUESTION);
  g_assert_true (gtk_widget_compute_bounds (button, question, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (question));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (question));
}

static void
test_after_a_workout_it_is_asked_once (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  SaltlineEventForm *form = saltline_athletes_page_get_event_form (page);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) start = g_date_time_add_hours (now, -2);
  g_autofree char *day = g_date_time_format (start, "%Y-%m-%d"), *at = g_date_time_format (start, "%H:%M");

  add_athlete (page, "Hanna Roth");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.add-event", NULL));
  saltline_event_form_type (form, "day", day);
  saltline_event_form_type (form, "time", at);
  saltline_event_form_type (form, "minutes", "60");
  saltline_event_form_type (form, "sport", "rowing");
  g_assert_true (saltline_event_form_save (form));
  display_wait (asks, page, 20.0, "the question");
  display_shoot (GTK_WIDGET (window), "athletes-question");
  display_settle (GTK_WIDGET (window)); /* it slides in */
  assert_answer_is_whole (page, "Patch Photo…");
  assert_answer_is_whole (page, "Weighing…");
  assert_answer_is_whole (page, "Nothing");
  g_signal_emit_by_name (display_find_button (GTK_WIDGET (page), "Weighing…"), "clicked");
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "athletes-weighing");
  saltline_event_form_type (form, "before_kg", "61");
  saltline_event_form_type (form, "after_kg", "51");
  g_assert_false (saltline_event_form_save (form)); /* a question first */
  saltline_event_form_type (form, "after_kg", "60,2");
  g_assert_true (saltline_event_form_save (form));
  display_wait (asks_nothing, page, 20.0, "no question");
  display_close (window);
}

static gboolean
team_has_two (gpointer data)
{
  return saltline_team_day_count (saltline_athletes_page_get_team (data)) >= 2;
}

static void
plan_for (SaltlineAthletesPage *page, const char *name, const char *time)
{
  SaltlineEventForm *form = saltline_athletes_page_get_event_form (page);

  add_athlete (page, name);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.plan", NULL));
  saltline_event_form_type (form, "day", "2026-05-05");
  saltline_event_form_type (form, "time", time);
  saltline_event_form_type (form, "minutes", "90");
  saltline_event_form_type (form, "sport", "rowing");
  g_assert_true (saltline_event_form_save (form));
}

static void
test_the_day_of_the_team_has_a_lane_for_each_athlete (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);

  plan_for (page, "Ida Moe", "6:30");
  plan_for (page, "Jana Fox", "17");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.show-team", NULL));
  saltline_team_day_show (saltline_athletes_page_get_team (page), civil_day_from_date (2026, 5, 5));
  display_wait (team_has_two, page, 20.0, "two athletes with something on that day");
  display_shoot (GTK_WIDGET (window), "athletes-team");
  gtk_widget_activate_action (GTK_WIDGET (page), "athletes.hide-team", NULL);
  display_close (window);
}

static void
test_a_roster_is_previewed_before_it_is_kept (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  guint n = count_shown (page);
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "roster.csv", NULL);
  SaltlineMappingDialog *dialog;

  g_assert_true (g_file_set_contents (path, "Name;Geburtsdatum;Gewicht\nKaja Lund;29.03.2001;61,5\nLena Berg;gestern;60\n", -1, NULL));
  dialog = saltline_athletes_page_import_roster (page, path);
  g_assert_nonnull (dialog);
  display_settle (GTK_WIDGET (dialog));
  display_shoot (GTK_WIDGET (dialog), "athletes-roster");
  g_assert_cmpuint (saltline_mapping_dialog_count_rows (dialog), ==, 2);
  g_assert_cmpuint (count_shown (page), ==, n);
  g_assert_true (saltline_mapping_dialog_keep (dialog));
  display_settle (GTK_WIDGET (window));
  g_assert_cmpuint (count_shown (page), ==, n + 1);
  display_close (window);
}

static gboolean
has_weighings (gpointer data)
{
  const AthleteLife *life = saltline_athletes_page_get_life (data);

  return life != NULL && life->n_in_lane[LANE_WEIGHT] == 2;
}

static void
test_a_table_that_is_not_understood_is_mapped_before_it_is_kept (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "scale.csv", NULL);
  SaltlineMappingDialog *dialog;

  add_athlete (page, "Nora Quist");
  g_assert_true (g_file_set_contents (path, "Wann;Wieviel\n2026-03-01 07:00;72,4\n2026-03-02 07:00;72,6\n", -1, NULL));
  dialog = saltline_athletes_page_import_trials (page, path);
  g_assert_nonnull (dialog);
  g_assert_cmpuint (saltline_mapping_dialog_count_rows (dialog), ==, 0);
  saltline_mapping_dialog_choose (dialog, "time", 0);
  saltline_mapping_dialog_choose (dialog, "body_mass_kg", 1);
  g_assert_cmpuint (saltline_mapping_dialog_count_rows (dialog), ==, 2);
  display_settle (GTK_WIDGET (dialog));
  display_shoot (GTK_WIDGET (dialog), "athletes-mapping");
  g_assert_true (saltline_mapping_dialog_keep (dialog));
  display_wait (has_weighings, page, 20.0, "two weighings");
  display_close (window);
}

static gboolean
is_gone (gpointer data)
{
  return saltline_athlete_list_get_chosen (saltline_athletes_page_get_list (data)) == NULL;
}

static void
test_an_erased_athlete_is_gone_from_the_list (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  guint n;

  add_athlete (page, "Mona Kirk");
  n = count_shown (page);
  saltline_athletes_page_erase (page);
  display_wait (is_gone, page, 20.0, "nobody chosen");
  g_assert_cmpuint (count_shown (page), ==, n - 1);
  display_shoot (GTK_WIDGET (window), "athletes-erased");
  display_close (window);
}

static void
test_zoom_stays_between_minutes_and_decades (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  SaltlineTimelineView *timeline = saltline_athletes_page_get_timeline (page);

  for (guint i = 0; i < 100; i++)
    saltline_timeline_view_zoom (timeline, 0.5);
  g_assert_cmpint (saltline_timeline_view_get_span (timeline), >=, INSTANT_MINUTE);
  for (guint i = 0; i < 100; i++)
    saltline_timeline_view_zoom (timeline, 2.0);
  g_assert_cmpint (saltline_timeline_view_get_span (timeline), <=, 100 * 365 * INSTANT_DAY);
  display_settle (GTK_WIDGET (window));
  display_close (window);
}

static void
test_the_timeline_says_in_words_what_it_shows (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);

  add_athlete (page, "Eva Brandt");
  import_run (page, "run.gpx", run_gpx, 1);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (saltline_athletes_page_get_timeline (page)), GTK_ACCESSIBLE_PROPERTY_LABEL));
  display_close (window);
}

static double
middle (const LifeMark *mark)
{
  return (double) mark->start_us + (double) (mark->end_us - mark->start_us) / 2;
}

/* From a night down and up through the lanes, and nearer without losing what is chosen. */
static void
test_lanes_are_travelled_and_zooming_keeps_what_is_chosen_in_its_place (void)
{
  static const char weighed[] = "time,body_mass_kg\n2026-03-03 05:50,60.1\n2026-03-04 05:50,60.3\n";
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  SaltlineTimelineView *timeline = saltline_athletes_page_get_timeline (page);
  const LifeMark *run;
  double part;

  add_athlete (page, "Jana Wirth");
  import_run (page, "run.gpx", run_gpx, 1);
  import_run (page, "weighings.csv", weighed, 1);
  display_wait (is_weighed, page, 20.0, "the weighings");
  saltline_timeline_view_step (timeline, G_MININT / 2); /* Home, where nothing is chosen yet */
  g_assert_true (saltline_timeline_view_get_chosen (timeline) == &g_array_index (saltline_athletes_page_get_life (page)->marks, LifeMark, 0));
  saltline_timeline_view_step (timeline, G_MAXINT / 2);
  for (guint i = 0; i < 3 && saltline_timeline_view_get_chosen (timeline)->lane != LANE_WORKOUTS; i++)
    saltline_timeline_view_step (timeline, -1);
  run = saltline_timeline_view_get_chosen (timeline);
  g_assert_cmpint (run->lane, ==, LANE_WORKOUTS);
  saltline_timeline_view_step_lane (timeline, -1); /* nothing is above */
  g_assert_true (saltline_timeline_view_get_chosen (timeline) == run);
  saltline_timeline_view_step_lane (timeline, 1);  /* over the lanes that are empty, to the weighing of that morning */
  g_assert_cmpint (saltline_timeline_view_get_chosen (timeline)->lane, ==, LANE_WEIGHT);
  g_assert_cmpfloat (saltline_timeline_view_get_chosen (timeline)->value, ==, 60.1);
  saltline_timeline_view_step_lane (timeline, -1);
  g_assert_true (saltline_timeline_view_get_chosen (timeline) == run);
  saltline_timeline_view_show_span (timeline, 28 * INSTANT_DAY);
  part = (middle (run) - (double) saltline_timeline_view_get_middle (timeline)) / (double) saltline_timeline_view_get_span (timeline);
  for (guint i = 0; i < 6; i++)
    saltline_timeline_view_zoom (timeline, 0.7);
  g_assert_cmpfloat_with_epsilon ((middle (run) - (double) saltline_timeline_view_get_middle (timeline)) / (double) saltline_timeline_view_get_span (timeline),
                                  part, 0.01);
  display_close (window);
}

/* Squad 2 stands before squad 10, and Ann 2 before Ann 10. */
static void
test_numbers_in_names_are_ordered_as_numbers (void)
{
  SaltlineWindow *window;
  SaltlineAthletesPage *page = open_page (&window);
  GListModel *shown = saltline_athlete_list_get_shown (saltline_athletes_page_get_list (page));
  int ranks[3] = { -1, -1, -1 };

  add_athlete (page, "Zora 10");
  add_athlete (page, "Zora 9");
  add_athlete (page, "Zora 100");
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr(SaltlineAthleteItem) item = g_list_model_get_item (shown, i);
      const char *name = saltline_athlete_item_get_athlete (item)->name;

      if (g_str_has_prefix (name, "Zora"))
        ranks[g_str_equal (name, "Zora 9") ? 0 : g_str_equal (name, "Zora 10") ? 1 : 2] = (int) i;
    }
  g_assert_cmpint (ranks[0], >=, 0);
  g_assert_cmpint (ranks[1], ==, ranks[0] + 1);
  g_assert_cmpint (ranks[2], ==, ranks[0] + 2);
  display_close (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/athletes/an-added-athlete-is-in-the-list", test_an_added_athlete_is_in_the_list);
  g_test_add_func ("/ui/athletes/return-in-the-search-opens-the-first-that-is-found", test_return_in_the_search_opens_the_first_that_is_found);
  g_test_add_func ("/ui/athletes/a-handle-is-taken-only-once-and-the-form-says-so", test_a_handle_is_taken_only_once_and_the_form_says_so);
  g_test_add_func ("/ui/athletes/a-deleted-athlete-comes-back", test_a_deleted_athlete_comes_back);
  g_test_add_func ("/ui/athletes/an-imported-run-is-one-workout-that-can-be-travelled-to", test_an_imported_run_is_one_workout_that_can_be_travelled_to);
  g_test_add_func ("/ui/athletes/two-recordings-of-one-run-are-split-and-joined-again", test_two_recordings_of_one_run_are_split_and_joined_again);
  g_test_add_func ("/ui/athletes/a-workout-is-planned-in-the-form-deleted-and-brought-back",
                   test_a_workout_is_planned_in_the_form_deleted_and_brought_back);
  g_test_add_func ("/ui/athletes/after-a-workout-it-is-asked-once", test_after_a_workout_it_is_asked_once);
  g_test_add_func ("/ui/athletes/the-day-of-the-team-has-a-lane-for-each-athlete", test_the_day_of_the_team_has_a_lane_for_each_athlete);
  g_test_add_func ("/ui/athletes/a-roster-is-previewed-before-it-is-kept", test_a_roster_is_previewed_before_it_is_kept);
  g_test_add_func ("/ui/athletes/a-table-that-is-not-understood-is-mapped-before-it-is-kept",
                   test_a_table_that_is_not_understood_is_mapped_before_it_is_kept);
  g_test_add_func ("/ui/athletes/an-erased-athlete-is-gone-from-the-list", test_an_erased_athlete_is_gone_from_the_list);
  g_test_add_func ("/ui/athletes/zoom-stays-between-minutes-and-decades", test_zoom_stays_between_minutes_and_decades);
  g_test_add_func ("/ui/athletes/the-timeline-says-in-words-what-it-shows", test_the_timeline_says_in_words_what_it_shows);
  g_test_add_func ("/ui/athletes/of-several-files-those-that-failed-are-named-and-all-are-undone-at-once",
                   test_of_several_files_those_that_failed_are_named_and_all_are_undone_at_once);
  g_test_add_func ("/ui/athletes/what-was-decided-is-undone-and-events-are-joined-by-hand", test_what_was_decided_is_undone_and_events_are_joined_by_hand);
  g_test_add_func ("/ui/athletes/lanes-are-travelled-and-zooming-keeps-what-is-chosen-in-its-place",
                   test_lanes_are_travelled_and_zooming_keeps_what_is_chosen_in_its_place);
  g_test_add_func ("/ui/athletes/numbers-in-names-are-ordered-as-numbers", test_numbers_in_names_are_ordered_as_numbers);
  return g_test_run ();
}
