/* tests/ui/test-plans.c: the Plans and Team pages in the real window */
#include "display.h"

#include <string.h>

#include "ui/advice-panel.h"
#include "ui/edit-queue.h"
#include "ui/needs-form.h"
#include "ui/product-form.h"
#include "ui/tests-window.h"
#include "workspace/sweat-tests.h"
#include "workspace/weigh-station.h"

/* A team of four in the user's own workspace: one without a body mass. */
static void
prepare_roster (void)
{
  static const struct {
    const char *handle, *name;
    double mass_kg;
  } people[] = { { "anna", "Anna Berg", 60 }, { "ben", "Ben Okafor", 82 }, { "cleo", "Cleo Martin", 71 }, { "dan", "Dan Nobody", NAN } };
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (NULL, STORE_OPEN_CREATE, &error);
  Store *store = saltline_workspace_get_store (workspace);

  g_assert_no_error (error);
  if (store_add_team (store, "First Team", NULL))
    for (guint p = 0; p < G_N_ELEMENTS (people); p++)
      {
        g_autoptr(Athlete) athlete = athlete_new (people[p].handle, people[p].name);

        athlete->mass_kg = people[p].mass_kg;
        athlete->sport = g_strdup ("soccer");
        athlete->born = g_strdup ("1998-04-05");
        g_assert_true (store_add_athlete (store, athlete, &error));
        g_assert_true (store_join_team (store, "First Team", athlete->id, TRUE, &error));
      }
}

static gboolean
has_plans (gpointer data)
{
  const PlanWork *work = saltline_plans_page_get_work (data);

  return work != NULL && work->plans->plans->len > 0;
}

static void
type_into (GtkWidget *root, const char *name, const char *text) /* what it shows while it is empty, or its name in the .ui file */
{
  if (GTK_IS_ENTRY (root)
      && (g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (root)), name) == 0
          || g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)), name) == 0))
    gtk_editable_set_text (GTK_EDITABLE (root), text);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    type_into (child, name, text);
}

static void
test_needs_become_plans_and_a_packing_list (void)
{
  SaltlineWindow *window;
  SaltlinePlansPage *page;
  const PlanWork *work;

  prepare_roster ();
  window = display_open ();
  page = saltline_window_get_plans_page (window);
  display_show_page (window, GTK_WIDGET (page));
  display_shoot (GTK_WIDGET (window), "plans-empty");
  type_into (GTK_WIDGET (page), "minutes", "60");
  type_into (GTK_WIDGET (page), "hour", "10");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.plan", NULL));
  display_wait (has_plans, page, 60.0, "plans");
  work = saltline_plans_page_get_work (page);
  g_assert_cmpstr (work->advice->athlete->name, ==, "Anna Berg");
  g_assert_cmpuint (work->needs->phases->len, >=, 2);
  saltline_product_list_choose (saltline_plans_page_get_list (page), "Banana");
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "plans-light");
  if (work->plans->plans->len > 1)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.next", NULL));
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  display_shoot (GTK_WIDGET (window), "plans-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_set_default_size (GTK_WINDOW (window), 380, 700);
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "plans-narrow");

  display_close (window);
}

static GtkWidget *
row_titled (GtkWidget *root, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = row_titled (child, title);
  return found;
}

static gboolean
has_other_plans (gpointer data)
{
  return has_plans (data) && saltline_plans_page_get_work (data) != g_object_get_data (data, "before");
}

static void
plan_again (SaltlinePlansPage *page)
{
  g_object_set_data (G_OBJECT (page), "before", (gpointer) saltline_plans_page_get_work (page));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.plan", NULL));
  display_wait (has_other_plans, page, 60.0, "plans");
}

static gint64
anna_of (SaltlineWindow *window)
{
  g_autoptr(Athlete) anna = store_find_athlete (saltline_workspace_get_store (saltline_window_get_workspace (window)), "anna", NULL);

  return anna->id;
}

static AthleteLimits *
kept_of_anna (SaltlineWindow *window)
{
  return store_limits (saltline_workspace_get_store (saltline_window_get_workspace (window)), anna_of (window), NULL);
}

static double
pack_of_banana (SaltlineWindow *window)
{
  g_autoptr(Catalogue) catalogue = saltline_workspace_catalogue (saltline_window_get_workspace (window), NULL);

  return catalogue_find_product (catalogue, "Banana")->pack;
}

static void
test_what_a_plan_must_have_and_must_not_is_kept_for_the_athlete_and_can_be_taken_back (void)
{
  SaltlineWindow *window;
  SaltlinePlansPage *page;
  const ProductPlan *plan;
  gboolean banana = FALSE;
  g_autoptr(AthleteLimits) typed = NULL, kept = NULL, undone = NULL, redone = NULL;
  GtkWidget *form;

  prepare_roster ();
  window = display_open ();
  page = saltline_window_get_plans_page (window);
  display_show_page (window, GTK_WIDGET (page));
  type_into (GTK_WIDGET (page), "minutes", "60");
  type_into (GTK_WIDGET (page), "hour", "10");
  type_into (GTK_WIDGET (page), "avoid", "milk");
  edit_queue_flush (); /* no clock runs meanwhile */
  typed = kept_of_anna (window); /* at each key: the entry was not left, and nothing was planned yet */
  g_assert_cmpstr (typed->choice.avoid[0], ==, "milk");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (display_find (row_titled (GTK_WIDGET (page), "Banana"), GTK_TYPE_TOGGLE_BUTTON)), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (display_find (row_titled (GTK_WIDGET (page), "Miso"), GTK_TYPE_CHECK_BUTTON)), FALSE);
  plan_again (page);
  plan = g_ptr_array_index (saltline_plans_page_get_work (page)->plans->plans, 0);
  for (guint k = 0; k < plan->items->len; k++)
    {
      const Product *product = g_array_index (plan->items, PlanItem, k).product;

      banana |= g_str_equal (product->name, "Banana");
      g_assert_false (product_has_word (product->allergens, "milk"));
      g_assert_cmpstr (product->name, !=, "Miso");
    }
  g_assert_true (banana);
  display_shoot (GTK_WIDGET (window), "plans-must");

  kept = kept_of_anna (window);
  g_assert_cmpstr (kept->choice.must[0], ==, "Banana");
  g_assert_cmpstr (kept->choice.avoid[0], ==, "milk");
  g_assert_cmpstr (kept->choice.exclude[0], ==, "Miso");
  /* Said elsewhere meanwhile: what is taken back here has nothing to do with it. */
  g_assert_true (store_keep_condition (saltline_workspace_get_store (saltline_window_get_workspace (window)), anna_of (window), TRUE, TRUE, NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.undo", NULL));
  undone = kept_of_anna (window);
  g_assert_null (undone->choice.exclude[0]);
  g_assert_true (undone->pregnant && undone->trained_gut);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (display_find (row_titled (GTK_WIDGET (page), "Miso"), GTK_TYPE_CHECK_BUTTON))));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.redo", NULL));
  redone = kept_of_anna (window);
  g_assert_true (plan_choice_equal (&kept->choice, &redone->choice));
  g_assert_true (redone->pregnant && redone->trained_gut);

  saltline_product_list_choose (saltline_plans_page_get_list (page), "Banana");
  display_settle (GTK_WIDGET (window));
  form = display_find (GTK_WIDGET (page), SALTLINE_TYPE_PRODUCT_FORM);
  gtk_editable_set_text (GTK_EDITABLE (row_titled (form, "Units in a pack (blank: single)")), "2");
  g_assert_true (saltline_product_form_save (SALTLINE_PRODUCT_FORM (form)));
  g_assert_cmpfloat (pack_of_banana (window), ==, 2);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.undo", NULL));
  g_assert_cmpfloat (pack_of_banana (window), ==, 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.redo", NULL));
  g_assert_cmpfloat (pack_of_banana (window), ==, 2);
  display_close (window);
}

/* The entries in the order of the rows: at least, at most. */
static GtkEditable *
nth_entry (GtkWidget *root, guint *n)
{
  GtkEditable *found = NULL;

  if (GTK_IS_ENTRY (root))
    return (*n)-- == 0 ? GTK_EDITABLE (root) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = nth_entry (child, n);
  return found;
}

static void
type_need (GtkWidget *form, guint entry, const char *text)
{
  gtk_editable_set_text (nth_entry (form, &entry), text);
}

#define CARBOHYDRATE_LEAST 4
#define CARBOHYDRATE_MOST  5

static void
test_needs_typed_by_hand_are_planned_kept_and_taken_back (void)
{
  SaltlineWindow *window;
  SaltlinePlansPage *page;
  GtkWidget *form;
  const PlanWork *work;
  const NeedPhase *phase;
  g_autoptr(AthleteLimits) typed = NULL, kept = NULL, undone = NULL, redone = NULL;
  double carbohydrate;

  prepare_roster ();
  window = display_open ();
  page = saltline_window_get_plans_page (window);
  display_show_page (window, GTK_WIDGET (page));
  form = display_find (GTK_WIDGET (page), SALTLINE_TYPE_NEEDS_FORM);
  gtk_switch_set_active (GTK_SWITCH (display_find (form, GTK_TYPE_SWITCH)), TRUE);
  type_need (form, CARBOHYDRATE_LEAST, "60");
  type_need (form, CARBOHYDRATE_MOST, "50");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.plan", NULL));
  display_settle (GTK_WIDGET (window));
  g_assert_null (saltline_plans_page_get_work (page)); /* at least 60 and at most 50 is nonsense */
  type_need (form, CARBOHYDRATE_MOST, "90");
  edit_queue_flush ();
  typed = kept_of_anna (window); /* at each key: no entry was left, and nothing was planned yet */
  g_assert_nonnull (strstr (typed->needs, "90"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.plan", NULL)); /* no workout is known, and none is asked for */
  display_wait (has_plans, page, 60.0, "plans");
  work = saltline_plans_page_get_work (page);
  g_assert_cmpuint (work->needs->phases->len, ==, 1);
  phase = g_ptr_array_index (work->needs->phases, 0);
  g_assert_cmpstr (phase->name, ==, "during");
  carbohydrate = product_plan_total (g_ptr_array_index (work->plans->plans, 0), work->catalogue, work->needs, -1,
                                     (guint) catalogue_find_nutrient (work->catalogue, "carbohydrate_g"));
  g_assert_cmpfloat (carbohydrate, >=, 60);
  g_assert_cmpfloat (carbohydrate, <=, 90);
  display_shoot (GTK_WIDGET (window), "plans-by-hand");
  gtk_window_set_default_size (GTK_WINDOW (window), 420, 700);
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "plans-by-hand-narrow");

  kept = kept_of_anna (window);
  g_assert_nonnull (kept->needs);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.undo", NULL));
  undone = kept_of_anna (window);
  g_assert_cmpstr (undone->needs, !=, kept->needs);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plans.redo", NULL));
  redone = kept_of_anna (window);
  g_assert_cmpstr (redone->needs, ==, kept->needs);
  display_close (window);
}

static gboolean
has_session (gpointer data)
{
  return saltline_team_page_get_session (data) != NULL;
}

static gboolean
has_packing (gpointer data)
{
  return saltline_team_page_get_packing (data) != NULL;
}

static void
enter (GtkWidget *station, const char *who, const char *kg)
{
  type_into (station, "No.", who);
  type_into (station, "kg", kg);
  for (GtkWidget *w = display_find (station, GTK_TYPE_ENTRY); w != NULL; w = gtk_widget_get_next_sibling (w))
    if (GTK_IS_ENTRY (w) && g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (w)), "kg") == 0)
      g_signal_emit_by_name (w, "activate");
}

static void
test_a_team_has_a_table_by_risk_and_a_scale_that_asks (void)
{
  SaltlineWindow *window;
  SaltlineTeamPage *page;
  SaltlineStationPanel *station;
  const TeamSession *session;

  prepare_roster ();
  window = display_open ();
  page = saltline_window_get_team_page (window);
  display_show_page (window, GTK_WIDGET (page));
  display_shoot (GTK_WIDGET (window), "team-empty");
  saltline_session_form_set (saltline_team_page_get_form (page), "minutes", "90");
  saltline_session_form_set (saltline_team_page_get_form (page), "air", "27");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "team.work-out", NULL));
  display_wait (has_session, page, 30.0, "the session");
  session = saltline_team_page_get_session (page);
  g_assert_cmpuint (session->rows->len, ==, 4);
  for (guint r = 1; r < 3; r++)
    {
      const SessionRow *before = g_ptr_array_index (session->rows, r - 1), *row = g_ptr_array_index (session->rows, r);

      g_assert_true (before->risk > row->risk || (before->risk == row->risk && before->end_loss_high_percent >= row->end_loss_high_percent));
    }
  g_assert_cmpstr (((SessionRow *) g_ptr_array_index (session->rows, 3))->athlete->handle, ==, "dan"); /* without a mass: last, with the reason */
  g_assert_nonnull (((SessionRow *) g_ptr_array_index (session->rows, 3))->obstacle);

  station = saltline_team_page_get_station (page);
  enter (GTK_WIDGET (station), "1", "132"); /* pounds */
  g_assert_nonnull (strstr (saltline_station_panel_said (station), "pounds"));
  enter (GTK_WIDGET (station), "1", "60.2");
  g_assert_nonnull (strstr (saltline_station_panel_said (station), "before"));
  enter (GTK_WIDGET (station), "1", "61.5"); /* swapped */
  g_assert_nonnull (strstr (saltline_station_panel_said (station), "swapped"));
  enter (GTK_WIDGET (station), "1", "59.1");
  g_assert_nonnull (strstr (saltline_station_panel_said (station), "after"));
  enter (GTK_WIDGET (station), "9", "70");
  g_assert_nonnull (strstr (saltline_station_panel_said (station), "9"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "team.pack", NULL));
  display_wait (has_packing, page, 120.0, "the packing list");
  g_assert_cmpuint (saltline_team_page_get_packing (page)->items->len, >, 0);
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "team-light");
  gtk_window_set_default_size (GTK_WINDOW (window), 380, 700);
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "team-narrow");
  display_close (window);
}

static gboolean
has_record (gpointer data)
{
  return saltline_tests_window_get_record (data) != NULL;
}

static gboolean
has_one_check (gpointer data)
{
  return saltline_tests_window_get_record (data)->checks->len == 1;
}

static gboolean
has_no_check (gpointer data)
{
  return saltline_tests_window_get_record (data)->checks->len == 0;
}

static GtkWidget *
button_named (GtkWidget *root, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = button_named (child, label);
  return found;
}

static void
test_predictions_are_held_against_what_was_seen_and_a_test_can_stand_aside (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(GPtrArray) athletes = g_ptr_array_new (), tests = NULL;
  g_autoptr(Athlete) anna = athlete_new ("anna", "Anna Berg");
  g_autoptr(WeighStation) station = NULL;
  g_autofree char *folder = g_dir_make_tmp ("saltline-tests-XXXXXX", NULL), *file = g_build_filename (folder, "w.saltline", NULL);
  g_autofree char *path = g_build_filename (folder, "seen.csv", NULL), *csv = NULL, *said = NULL, *said_after = NULL;
  const StationSession session = { 60, 22, NAN, NULL };
  SaltlineTestsWindow *window;
  const AthleteTest *test;

  workspace = saltline_workspace_open (file, STORE_OPEN_CREATE, &error);
  g_assert_no_error (error);
  anna->mass_kg = 60;
  anna->sport = g_strdup ("soccer");
  g_assert_true (store_add_athlete (saltline_workspace_get_store (workspace), anna, &error));
  g_ptr_array_add (athletes, anna);
  station = weigh_station_new (workspace, athletes, &error);
  g_assert_cmpint (weigh_station_enter (station, &session, "1", 60.3, NAN, TRUE, &said), ==, STATION_KEPT_BEFORE);
  g_assert_cmpint (weigh_station_enter (station, &session, "1", 59.6, 200, TRUE, &said_after), ==, STATION_KEPT_AFTER);

  window = saltline_tests_window_new (workspace, athletes, "Anna Berg");
  gtk_window_present (GTK_WINDOW (window));
  display_wait (has_record, window, 30.0, "the record");
  display_wait (has_one_check, window, 30.0, "one test");
  tests = saltline_workspace_sweat_tests (workspace, anna, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tests->len, ==, 1);
  test = g_ptr_array_index (tests, 0);
  g_assert_cmpfloat_with_epsilon (test->rate_l_per_h, 0.9, 1e-9);
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "tests-light");
  saltline_tests_window_export (window, path);
  g_assert_true (g_file_get_contents (path, &csv, NULL, &error));
  g_assert_nonnull (strstr (csv, "anna"));

  saltline_tests_window_retire (window, test->id, "the scale was wet");
  display_wait (has_no_check, window, 30.0, "the test to stand aside");
  g_assert_nonnull (button_named (GTK_WIDGET (window), "Use Again"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "tests.undo", NULL));
  display_wait (has_one_check, window, 30.0, "the test to be back");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "tests.redo", NULL));
  display_wait (has_no_check, window, 30.0, "the test to stand aside again");
  g_signal_emit_by_name (button_named (GTK_WIDGET (window), "Use Again"), "clicked");
  display_wait (has_one_check, window, 30.0, "the test to be back");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_advice (gpointer data)
{
  return saltline_advice_panel_get (data) != NULL;
}

static gboolean
loads_before_competition (gpointer data)
{
  const LoadedAdvice *loaded = saltline_advice_panel_get (data);

  for (guint i = 0; loaded != NULL && i < loaded->advice->advice->lines->len; i++)
    if (g_str_equal (((const AdviceLine *) g_ptr_array_index (loaded->advice->advice->lines, i))->id, "before/loading"))
      return TRUE;
  return FALSE;
}

static void
test_the_advice_says_what_is_expected_and_hears_of_a_competition (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("saltline-advice-XXXXXX", NULL), *file = g_build_filename (folder, "w.saltline", NULL);
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (file, STORE_OPEN_CREATE, &error);
  g_autoptr(Athlete) anna = athlete_new ("anna", "Anna Berg");
  GtkWidget *window = gtk_window_new (), *panel = g_object_new (SALTLINE_TYPE_ADVICE_PANEL, NULL);
  Occasion occasion;

  g_assert_no_error (error);
  anna->mass_kg = 60;
  anna->sport = g_strdup ("soccer");
  g_assert_true (store_add_athlete (saltline_workspace_get_store (workspace), anna, &error));
  occasion_init (&occasion);
  occasion.minutes = 120;
  gtk_window_set_child (GTK_WINDOW (window), panel);
  gtk_window_present (GTK_WINDOW (window));
  saltline_advice_panel_show (SALTLINE_ADVICE_PANEL (panel), workspace, anna->id, NULL, &occasion, NAN);
  display_wait (has_advice, panel, 30.0, "the advice");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row_titled (panel, "Sweating rate"))), "percentile"));
  g_assert_nonnull (row_titled (panel, "Sodium"));
  g_assert_false (loads_before_competition (panel));
  gtk_switch_set_active (GTK_SWITCH (display_find (row_titled (panel, "Competition"), GTK_TYPE_SWITCH)), TRUE);
  display_wait (loads_before_competition, panel, 30.0, "the loading before a competition");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/plans/needs-become-plans-and-a-packing-list", test_needs_become_plans_and_a_packing_list);
  g_test_add_func ("/plans/what-must-and-must-not-be-in-them", test_what_a_plan_must_have_and_must_not_is_kept_for_the_athlete_and_can_be_taken_back);
  g_test_add_func ("/plans/needs-typed-by-hand", test_needs_typed_by_hand_are_planned_kept_and_taken_back);
  g_test_add_func ("/team/a-table-by-risk-and-a-scale-that-asks", test_a_team_has_a_table_by_risk_and_a_scale_that_asks);
  g_test_add_func ("/advice/expected-losses-and-a-competition", test_the_advice_says_what_is_expected_and_hears_of_a_competition);
  g_test_add_func ("/tests/predictions-against-what-was-seen", test_predictions_are_held_against_what_was_seen_and_a_test_can_stand_aside);
  return g_test_run ();
}
