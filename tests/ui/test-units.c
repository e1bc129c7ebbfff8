/* tests/ui/test-units.c: the same workspace read and typed in kilograms and in pounds, in the real window */
#include <math.h>

#include "display.h"
#include "ui/units.h"
#include "workspace/weigh-station.h"

#define BEN_KG   82.123456789 /* as no scale shows it */
#define BEN_M    1.8123456789
#define LB       0.45359237

static Store *
store_of (SaltlineWindow *window)
{
  return saltline_workspace_get_store (saltline_window_get_workspace (window));
}

/* As the menu does it. */
static void
choose (SaltlineWindow *window, const char *choice)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "app.units", "s", choice));
  display_settle (GTK_WIDGET (window));
}

static SaltlineWindow *
open_with_ben (void)
{
  SaltlineWindow *window = display_open ();
  g_autoptr(Athlete) ben = athlete_new ("ben", "Ben Okafor"), known = store_find_athlete (store_of (window), "ben", NULL);
  g_autoptr(GError) error = NULL;

  if (known != NULL)
    return window;
  ben->mass_kg = BEN_KG;
  ben->height_m = BEN_M;
  ben->sport = g_strdup ("soccer");
  ben->born = g_strdup ("1998-04-05");
  g_assert_true (store_add_athlete (store_of (window), ben, &error));
  saltline_workspace_roster_changed (saltline_window_get_workspace (window));
  return window;
}

static Athlete *
ben_of (SaltlineWindow *window)
{
  return store_find_athlete (store_of (window), "ben", NULL);
}

static gboolean
is_row_titled (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_PREFERENCES_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static GtkEditable *
row_titled (gpointer root, const char *title)
{
  GtkWidget *row = display_find_that (GTK_WIDGET (root), is_row_titled, title);

  g_assert_nonnull (row);
  return GTK_EDITABLE (row);
}

/* By what it shows while it is empty, or its name in the .ui file. */
static gboolean
is_entry_hinted (GtkWidget *widget, gconstpointer hint)
{
  return GTK_IS_ENTRY (widget)
         && (g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (widget)), hint) == 0
             || g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), hint) == 0);
}

static GtkEditable *
entry_hinted (gpointer root, const char *hint)
{
  GtkWidget *entry = display_find_that (GTK_WIDGET (root), is_entry_hinted, hint);

  g_assert_nonnull (entry);
  return GTK_EDITABLE (entry);
}

/* --- a patch --- */

/* The program with @words, separated by a bar, on the user's own workspace. */
static void
run (const char *words)
{
  g_auto(GStrv) arguments = NULL;
  g_autofree char *line = g_strconcat (g_getenv ("SALTLINE_PROGRAM"), "|", words, NULL), *said = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  arguments = g_strsplit (line, "|", -1);
  g_assert_true (g_spawn_sync (NULL, arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &said, &status, &error));
  g_assert_no_error (error);
  if (status != 0)
    g_test_message ("%s: %s", words, said);
  g_assert_cmpint (status, ==, 0);
}

static gboolean
shows_ounces (gpointer page)
{
  return display_shows (page, "fl\u00a0oz/h");
}

static void
test_a_patch_tells_the_whole_body_in_the_chosen_units_and_itself_in_the_field_s (void)
{
  static const char paper[] =
    "{\"saltline_model\": 1, \"formula\": \"rate ~ local_rate\", \"source\": \"A paper\", \"response_unit\": \"L/h\", \"sigma\": 0.3,"
    "\"coefficients\": [{\"name\": \"(Intercept)\", \"estimate\": 0.1, \"se\": 0.05}, {\"name\": \"local_rate\", \"estimate\": 0.5, \"se\": 0.04}],"
    "\"columns\": [{\"name\": \"local_rate\", \"unit\": \"mg/cm²/min\", \"low\": 0.2, \"high\": 3}]}";
  g_autofree char *folder = g_dir_make_tmp ("saltline-units-XXXXXX", NULL), *model = g_build_filename (folder, "paper.json", NULL);
  g_autofree char *photo = g_build_filename (folder, "p.png", NULL), *draw = g_strconcat ("phantom|--fill|0.5|--chloride|40|", photo, NULL);
  g_autofree char *read = g_strconcat ("read|--save|--athlete|zoe|--calibration|demo-lot|--worn-min|45|", photo, NULL);
  g_autofree char *import = g_strconcat ("model|import|", model, NULL);
  SaltlineWindow *window;
  SaltlinePatchesPage *page;
  g_autoptr(SaltlinePhotoItem) item = NULL;

  g_assert_true (g_file_set_contents (model, paper, -1, NULL));
  run ("athlete|add|zoe|--name|Zoe Last|--mass|70|--height|1.7|--sport|running");
  run (draw);
  run (read);
  run (import);
  run ("model|adopt|paper|--why|a test");
  window = display_open ();
  page = saltline_window_get_patches_page (window);
  choose (window, "us");
  display_show_page (window, GTK_WIDGET (page));
  item = g_list_model_get_item (saltline_patches_page_get_photos (page), 0);
  g_assert_nonnull (item);
  saltline_patches_page_choose (page, item);
  display_wait (shows_ounces, page, 30.0, "the whole-body rate");
  g_assert_true (display_shows (GTK_WIDGET (page), "mg/cm²/min"));
  g_assert_true (display_shows (GTK_WIDGET (page), "µL"));
  choose (window, "metric");
  g_assert_true (display_shows (GTK_WIDGET (page), "\u202fL/h"));
  g_assert_false (display_shows (GTK_WIDGET (page), "oz"));
  g_assert_true (display_shows (GTK_WIDGET (page), "mg/cm²/min"));
  display_close (window);
}

static void
test_the_choice_is_kept_and_recalled (void)
{
  SaltlineWindow *window = open_with_ben ();
  g_autofree char *kept = NULL;

  choose (window, "us");
  g_assert_cmpint (units_shown (), ==, UNITS_US);
  kept = store_setting (store_of (window), "units");
  g_assert_cmpstr (kept, ==, "us");
  g_assert_true (units_choose ("metric", NULL, NULL)); /* kept nowhere */
  g_assert_cmpint (units_shown (), ==, UNITS_METRIC);
  units_recall (store_of (window));
  g_assert_cmpint (units_shown (), ==, UNITS_US);
  choose (window, "region");
  g_assert_cmpint (units_shown (), ==, units_of_region ());
  g_assert_cmpstr (units_choice (), ==, "region");
  display_close (window);
}

static void
test_an_athlete_is_typed_in_pounds_and_what_was_not_edited_stays (void)
{
  SaltlineWindow *window = open_with_ben ();
  SaltlineAthletesPage *page = saltline_window_get_athletes_page (window);
  SaltlineAthleteForm *form = saltline_athletes_page_get_form (page);
  g_autoptr(Athlete) ben = ben_of (window), same = NULL, heavier = NULL, again = NULL;

  choose (window, "us");
  display_show_page (window, GTK_WIDGET (page));
  saltline_athlete_form_set_athlete (form, saltline_window_get_workspace (window), ben);
  g_assert_cmpstr (gtk_editable_get_text (row_titled (form, "Mass (lb)")), ==, "181.1");
  g_assert_cmpstr (gtk_editable_get_text (row_titled (form, "Height (ft in)")), ==, "5 ft 11 in");
  choose (window, "metric");
  choose (window, "us");
  g_assert_true (saltline_athlete_form_save (form));
  same = ben_of (window);
  g_assert_true (same->mass_kg == BEN_KG && same->height_m == BEN_M); /* to the last bit */

  gtk_editable_set_text (row_titled (form, "Mass (lb)"), "185,5");
  choose (window, "metric"); /* what is being typed goes with it */
  g_assert_cmpstr (gtk_editable_get_text (row_titled (form, "Mass (kg)")), ==, "84.14");
  g_assert_true (saltline_athlete_form_save (form));
  heavier = ben_of (window);
  g_assert_cmpfloat_with_epsilon (heavier->mass_kg, 185.5 * LB, 1e-9);

  gtk_editable_set_text (row_titled (form, "Mass (kg)"), "181.5 lb");
  gtk_editable_set_text (row_titled (form, "Height (cm)"), "6 ft 1 in");
  g_assert_true (saltline_athlete_form_save (form));
  again = ben_of (window);
  g_assert_cmpfloat_with_epsilon (again->mass_kg, 181.5 * LB, 1e-9);
  g_assert_cmpfloat_with_epsilon (again->height_m, 73 * 0.0254, 1e-9);
  gtk_editable_set_text (row_titled (form, "Mass (kg)"), "16 fl oz");
  g_assert_false (saltline_athlete_form_save (form));
  display_close (window);
}

static gboolean
has_a_weighing (gpointer data)
{
  const AthleteLife *life = saltline_athletes_page_get_life (data);

  return life != NULL && life->n_in_lane[LANE_WEIGHT] == 1 && strstr (g_array_index (life->marks, LifeMark, 0).title, "lb") != NULL;
}

static gboolean
says_kilograms (gpointer data)
{
  const AthleteLife *life = saltline_athletes_page_get_life (data);

  return life != NULL && strstr (g_array_index (life->marks, LifeMark, 0).title, "kg") != NULL;
}

static void
test_an_event_typed_in_pounds_is_shown_in_both (void)
{
  SaltlineWindow *window = open_with_ben ();
  SaltlineAthletesPage *page = saltline_window_get_athletes_page (window);
  SaltlineEventForm *form = saltline_athletes_page_get_event_form (page);
  g_autoptr(Athlete) carl = athlete_new ("carl", "Carl Event");
  const AthleteLife *life;

  g_assert_true (store_add_athlete (store_of (window), carl, NULL));
  saltline_workspace_roster_changed (saltline_window_get_workspace (window));
  choose (window, "us");
  display_show_page (window, GTK_WIDGET (page));
  saltline_athlete_list_choose (saltline_athletes_page_get_list (page), carl->id);
  display_settle (GTK_WIDGET (window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "athletes.add-event", NULL));
  saltline_event_form_add (form, saltline_window_get_workspace (window), carl, EVENT_BODY_MASS, civil_day_from_date (2026, 3, 3));
  saltline_event_form_type (form, "time", "7");
  saltline_event_form_type (form, "body_mass_kg", "1650");
  g_assert_false (saltline_event_form_save (form));
  g_assert_true (display_shows (GTK_WIDGET (form), "1650 lb is not possible: 44 to 661 is"));
  saltline_event_form_type (form, "body_mass_kg", "165");
  g_assert_true (saltline_event_form_save (form));
  display_wait (has_a_weighing, page, 20.0, "the weighing");
  life = saltline_athletes_page_get_life (page);
  g_assert_cmpstr (g_array_index (life->marks, LifeMark, 0).title, ==, "165.0 lb");
  g_assert_cmpfloat_with_epsilon (g_array_index (life->marks, LifeMark, 0).value, 165 * LB, 1e-9);
  display_settle (GTK_WIDGET (window));
  g_assert_true (display_shows (GTK_WIDGET (page), "165.0\u202flb"));
  choose (window, "metric");
  display_wait (says_kilograms, page, 20.0, "kilograms");
  display_settle (GTK_WIDGET (window));
  g_assert_true (display_shows (GTK_WIDGET (page), "74.8\u202fkg"));
  display_close (window);
}

static gboolean
has_session (gpointer data)
{
  return saltline_team_page_get_session (data) != NULL;
}

static gboolean
has_metric_session (gpointer data)
{
  return has_session (data) && saltline_team_page_get_session (data)->units == UNITS_METRIC;
}

/* The first number, then @mass and Enter. */
static const char *
weigh (SaltlineStationPanel *station, const char *mass, const char *unit)
{
  GtkEditable *entry = entry_hinted (station, unit);

  gtk_editable_set_text (entry_hinted (station, "No."), "1");
  gtk_editable_set_text (entry, mass);
  g_signal_emit_by_name (entry, "activate");
  return saltline_station_panel_said (station);
}

static void
test_a_team_is_weighed_in_pounds_and_asked_about_kilograms (void)
{
  SaltlineWindow *window = open_with_ben ();
  SaltlineTeamPage *page = saltline_window_get_team_page (window);
  SaltlineSessionForm *form = saltline_team_page_get_form (page);
  SaltlineStationPanel *station = saltline_team_page_get_station (page);
  g_autoptr(Athlete) ben = ben_of (window);
  g_autoptr(AthleteTimeline) timeline = NULL;
  const Event *weighed = NULL;

  ben->mass_kg = BEN_KG;
  g_assert_true (store_update_athlete (store_of (window), ben, NULL));
  choose (window, "us");
  display_show_page (window, GTK_WIDGET (page));
  saltline_session_form_set (form, "minutes", "90");
  saltline_session_form_set (form, "air", "81");
  saltline_session_form_set (form, "bottle", "20");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "team.work-out", NULL));
  display_wait (has_session, page, 30.0, "the session");
  g_assert_cmpfloat_with_epsilon (saltline_team_page_get_session (page)->bottle_ml, 20 * 29.5735295625, 1e-9);
  g_assert_cmpfloat_with_epsilon (((SessionRow *) g_ptr_array_index (saltline_team_page_get_session (page)->rows, 0))->request.occasion.air_c,
                                  (81 - 32) / 1.8, 1e-9);
  display_settle (GTK_WIDGET (window));
  g_assert_true (display_shows (GTK_WIDGET (page), "Sweat (fl\u00a0oz)"));
  g_assert_true (display_shows (GTK_WIDGET (page), "Bottles (20 fl\u00a0oz)"));

  g_assert_nonnull (strstr (weigh (station, "82.1", "lb"), "82.1 lb — is that in kilograms? It would be 181"));
  g_assert_nonnull (strstr (weigh (station, "181.4", "lb"), "181.40 lb before"));
  g_assert_nonnull (strstr (weigh (station, "81.6", "lb"), "is the weighing after in kilograms? 81.6 kg are 179.9 lb"));
  g_assert_nonnull (strstr (weigh (station, "178.8", "lb"), "178.80 lb after"));
  timeline = saltline_workspace_timeline (saltline_window_get_workspace (window), ben, NULL);
  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const Event *event = ((TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged;

      if (event->kind == EVENT_LAB_TRIAL)
        weighed = event;
    }
  g_assert_nonnull (weighed);
  g_assert_cmpfloat_with_epsilon (event_number (weighed, EVENT_FIELD_BODY_MASS_BEFORE_KG), 181.4 * LB, 1e-9);
  g_assert_cmpfloat_with_epsilon (event_number (weighed, EVENT_FIELD_BODY_MASS_AFTER_KG), 178.8 * LB, 1e-9);

  display_shoot (GTK_WIDGET (window), "team-us");
  choose (window, "metric");
  display_wait (has_metric_session, page, 30.0, "the session in litres");
  display_settle (GTK_WIDGET (window));
  g_assert_true (display_shows (GTK_WIDGET (page), "Sweat (L)"));
  g_assert_true (display_shows (GTK_WIDGET (page), "82.3 → 81.1 kg"));
  display_close (window);
}

static gboolean
has_plans (gpointer data)
{
  const PlanWork *work = saltline_plans_page_get_work (data);

  return work != NULL && work->plans->plans->len > 0;
}

static void
test_plans_are_read_in_fluid_ounces (void)
{
  SaltlineWindow *window = open_with_ben ();
  SaltlinePlansPage *page = saltline_window_get_plans_page (window);

  choose (window, "us");
  display_show_page (window, GTK_WIDGET (page));
  gtk_editable_set_text (entry_hinted (page, "minutes"), "60");
  g_assert_true (display_shows (GTK_WIDGET (page), "Air (°F)"));
  gtk_editable_set_text (entry_hinted (page, "°F"), "77");
  gtk_editable_set_text (entry_hinted (page, "hour"), "10");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.plan", NULL));
  display_wait (has_plans, page, 60.0, "plans");
  g_assert_cmpfloat_with_epsilon (saltline_plans_page_get_work (page)->advice->request.occasion.air_c, 25, 1e-9);
  display_settle (GTK_WIDGET (window));
  g_assert_true (display_shows (GTK_WIDGET (page), "Fluid (fl\u00a0oz)"));
  g_assert_false (display_shows (GTK_WIDGET (page), "Fluid (mL)"));
  display_shoot (GTK_WIDGET (window), "plans-us");
  choose (window, "metric");
  g_assert_true (display_shows (GTK_WIDGET (page), "Fluid (mL)"));
  g_assert_cmpstr (gtk_editable_get_text (entry_hinted (page, "°C")), ==, "25");
  display_close (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/units/a-patch-tells-the-whole-body-in-the-chosen-units", test_a_patch_tells_the_whole_body_in_the_chosen_units_and_itself_in_the_field_s);
  g_test_add_func ("/units/the-choice-is-kept-and-recalled", test_the_choice_is_kept_and_recalled);
  g_test_add_func ("/units/an-athlete-is-typed-in-pounds-and-what-was-not-edited-stays", test_an_athlete_is_typed_in_pounds_and_what_was_not_edited_stays);
  g_test_add_func ("/units/an-event-typed-in-pounds-is-shown-in-both", test_an_event_typed_in_pounds_is_shown_in_both);
  g_test_add_func ("/units/a-team-is-weighed-in-pounds-and-asked-about-kilograms", test_a_team_is_weighed_in_pounds_and_asked_about_kilograms);
  g_test_add_func ("/units/plans-are-read-in-fluid-ounces", test_plans_are_read_in_fluid_ounces);
  return g_test_run ();
}
