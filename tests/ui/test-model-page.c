/* tests/ui/test-model-page.c: from a table to a model in the real window */
#include "display.h"

#include <math.h>

#include "ui/quantity-row.h"

/* rate = 1 + 2 temp exactly but for deviations that are orthogonal to both: the coefficients are 1 and 2. */
static char *
write_trials (void)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-model-XXXXXX", NULL);
  char *path = g_build_filename (folder, "trials.csv", NULL);
  static const double deviations[] = { 0.1, -0.1, -0.1, 0.1 };
  GString *text = g_string_new ("athlete,temp,rate\n");

  for (guint athlete = 0; athlete < 5; athlete++)
    for (guint i = 0; i < 4; i++)
      {
        char temp[G_ASCII_DTOSTR_BUF_SIZE], rate[G_ASCII_DTOSTR_BUF_SIZE];

        g_ascii_formatd (temp, sizeof temp, "%g", 1.0 + i);
        g_ascii_formatd (rate, sizeof rate, "%g", 1.0 + 2.0 * (1.0 + i) + deviations[i]);
        g_string_append_printf (text, "a%u,%s,%s\n", athlete + 1, temp, rate);
      }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
  return path;
}

typedef struct {
  GListModel *list;
  guint n;
} Expected;

static gboolean
has_items (gpointer data)
{
  Expected *expected = data;

  return g_list_model_get_n_items (expected->list) >= expected->n;
}

/* The workspace remembers what the test before did: all of it is undone. */
static void
undo_everything (SaltlineModelPage *page)
{
  for (guint i = 0; i < 60; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (page), "model.undo", NULL);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  gtk_editable_set_text (saltline_model_recipe_get_formula (saltline_model_page_get_recipe (page)), "");
  g_assert_cmpuint (g_list_model_get_n_items (saltline_model_page_get_tables (page)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (saltline_model_page_get_models (page)), ==, 0);
}

static SaltlineModelPage *
open_trials (SaltlineWindow *window)
{
  SaltlineModelPage *page = saltline_window_get_model_page (window);
  g_autofree char *path = write_trials ();
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  undo_everything (page);
  g_list_store_append (files, file);
  saltline_window_open (window, G_LIST_MODEL (files));
  display_wait (has_items, &(Expected) { saltline_model_page_get_tables (page), 1 }, 20.0, "the table");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (page)));
  return page;
}

static void
fit (SaltlineModelPage *page, const char *formula)
{
  guint n = g_list_model_get_n_items (saltline_model_page_get_models (page));

  gtk_editable_set_text (saltline_model_recipe_get_formula (saltline_model_page_get_recipe (page)), formula);
  g_signal_emit_by_name (saltline_model_recipe_get_formula (saltline_model_page_get_recipe (page)), "entry-activated");
  display_wait (has_items, &(Expected) { saltline_model_page_get_models (page), n + 1 }, 30.0, "the fit");
  display_settle (GTK_WIDGET (page));
}

/* (nullable) */
static GtkWidget *
entry_titled (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = entry_titled (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What stands beside a title in the inspector; NULL: no such row. */
static const char *
text_of (GtkWidget *root, const char *title)
{
  if (SALTLINE_IS_QUANTITY_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return saltline_quantity_row_get_text (SALTLINE_QUANTITY_ROW (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *found = text_of (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_a_formula_gives_the_coefficients (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);

  fit (page, "rate ~ temp");
  g_assert_cmpstr (text_of (GTK_WIDGET (page), "(Intercept)"), ==, "1");
  g_assert_cmpstr (text_of (GTK_WIDGET (page), "temp"), ==, "2");
  g_assert_null (text_of (GTK_WIDGET (page), "RMSE"));
  display_shoot (GTK_WIDGET (window), "model-least-squares");
  display_close (window);
}

static void
test_leaving_athletes_out_fills_the_comparison (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);
  const Validation *validation;

  saltline_model_recipe_leave_out (saltline_model_page_get_recipe (page), "athlete");
  fit (page, "rate ~ temp + (1 | athlete)");
  validation = saltline_model_item_get_study (saltline_model_page_get_chosen (page))->validation;
  g_assert_nonnull (validation);
  g_assert_cmpuint (validation->n_groups, ==, 5);
  g_assert_cmpfloat_with_epsilon (validation->all.bias, 0.0, 1e-9);
  g_assert_nonnull (text_of (GTK_WIDGET (page), "RMSE"));
  fit (page, "rate ~ 1");
  g_assert_cmpuint (g_list_model_get_n_items (saltline_model_page_get_models (page)), ==, 2);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  display_shoot (GTK_WIDGET (window), "model-comparison-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  display_close (window);
}

static void
test_the_same_model_is_there_once (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);

  fit (page, "rate ~ temp");
  fit (page, "rate ~ 1");
  gtk_editable_set_text (saltline_model_recipe_get_formula (saltline_model_page_get_recipe (page)), " rate ~ temp ");
  saltline_model_page_fit (page);
  g_assert_cmpuint (g_list_model_get_n_items (saltline_model_page_get_models (page)), ==, 2);
  g_assert_cmpstr (text_of (GTK_WIDGET (page), "temp"), ==, "2");
  display_close (window);
}

static gboolean
complains_of_column (gpointer page)
{
  return display_shows (page, "temperatur");
}

static void
test_a_formula_that_cannot_be_fitted_says_why (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);

  gtk_editable_set_text (saltline_model_recipe_get_formula (saltline_model_page_get_recipe (page)), "rate ~ temperatur");
  saltline_model_page_fit (page);
  display_wait (complains_of_column, page, 20.0, "the message");
  g_assert_cmpuint (g_list_model_get_n_items (saltline_model_page_get_models (page)), ==, 0);
  display_close (window);
}

static void
test_a_point_reached_by_keys_is_read_out_and_selected (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);
  SaltlineFigureView *view;

  fit (page, "rate ~ temp");
  view = saltline_model_page_get_view (page);
  g_assert_cmpstr (saltline_figure_view_get_readout (view), ==, "");
  saltline_figure_view_step (view, 1);
  g_assert_nonnull (strstr (saltline_figure_view_get_readout (view), "row "));
  g_signal_emit_by_name (view, "toggled", 3);
  g_assert_nonnull (text_of (GTK_WIDGET (page), "Row 3"));
  /* another model of the same table: the same row is selected */
  fit (page, "rate ~ 1");
  g_assert_nonnull (text_of (GTK_WIDGET (page), "Row 3"));
  g_signal_emit_by_name (view, "toggled", 3);
  g_assert_null (text_of (GTK_WIDGET (page), "Row 3"));
  display_close (window);
}

static void
test_a_window_closed_during_a_fit_is_gone (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);
  gpointer watched = page;
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC;

  g_object_add_weak_pointer (G_OBJECT (page), &watched);
  gtk_editable_set_text (saltline_model_recipe_get_formula (saltline_model_page_get_recipe (page)), "rate ~ temp");
  saltline_model_page_fit (page);
  display_close (window);
  while (watched != NULL && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
  g_assert_null (watched);
}

static void
pump (guint ms)
{
  const gint64 end = g_get_monotonic_time () + ms * G_GINT64_CONSTANT (1000);

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

static void
test_what_was_kept_is_there_in_a_new_window (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);
  SaltlineModelItem *model;

  fit (page, "rate ~ temp");
  fit (page, "rate ~ temp + (1 | athlete)");
  display_close (window);

  window = display_open ();
  page = saltline_window_get_model_page (window);
  display_wait (has_items, &(Expected) { saltline_model_page_get_models (page), 2 }, 30.0, "the models");
  display_wait (has_items, &(Expected) { saltline_model_page_get_tables (page), 1 }, 30.0, "the table");
  model = g_list_model_get_item (saltline_model_page_get_models (page), 0);
  g_assert_cmpstr (saltline_model_item_get_equation (model)->formula->text, ==, "rate ~ temp");
  g_assert_cmpfloat_with_epsilon (saltline_model_item_get_equation (model)->beta[1], 2.0, 1e-9);
  g_object_unref (model);
  display_close (window);
}

static gboolean
filters (gpointer data)
{
  return g_strcmp0 (saltline_model_recipe_get_filter (saltline_model_page_get_recipe (data)), "temp > ") == 0;
}

/* A filter that is half written when the window goes, for whatever reason, is there when it comes back; left, it counts. */
static void
test_a_filter_is_kept_at_each_key_and_decided_when_it_is_left (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);
  SaltlineTableItem *table;
  GtkWidget *filter;

  gtk_editable_set_text (GTK_EDITABLE (entry_titled (GTK_WIDGET (page), "Only rows with")), "temp > ");
  display_close (window);

  window = display_open ();
  page = saltline_window_get_model_page (window);
  display_show_page (window, GTK_WIDGET (page));
  display_wait (filters, page, 30.0, "the filter");
  filter = entry_titled (GTK_WIDGET (page), "Only rows with");
  gtk_widget_grab_focus (filter);
  gtk_editable_set_text (GTK_EDITABLE (filter), "temp > 2");
  gtk_widget_grab_focus (GTK_WIDGET (saltline_model_recipe_get_formula (saltline_model_page_get_recipe (page))));
  display_settle (GTK_WIDGET (window));
  table = g_list_model_get_item (saltline_model_page_get_tables (page), 0);
  g_assert_cmpstr (saltline_table_item_get_table (table)->decisions->filter, ==, "temp > 2");
  g_object_unref (table);
  display_close (window);
}

static gboolean
draft_follows (gpointer data)
{
  SaltlineModelItem *chosen = saltline_model_page_get_chosen (data);

  return chosen != NULL && saltline_model_item_get_label (chosen) == NULL && saltline_model_item_get_equation (chosen)->n == 18;
}

static void
test_rows_left_out_are_fitted_without_and_come_back_by_undo (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);
  StudyDecisions *decisions = study_decisions_new ();
  SaltlineTableItem *table;

  fit (page, "rate ~ temp");
  table = g_list_model_get_item (saltline_model_page_get_tables (page), 0);
  study_decisions_exclude (decisions, 3, "the patch fell off");
  study_decisions_exclude (decisions, 4, "the patch fell off");
  saltline_model_page_decide (page, table, decisions, "Leave out 2 rows");
  study_decisions_free (decisions);
  display_wait (draft_follows, page, 20.0, "the fit without the rows");
  g_assert_cmpuint (g_list_model_get_n_items (saltline_model_page_get_models (page)), ==, 2);
  g_assert_cmpuint (saltline_table_item_get_table (table)->decisions->excluded->len, ==, 2);
  display_shoot (GTK_WIDGET (window), "model-left-out-rows");
  gtk_widget_activate_action (GTK_WIDGET (page), "model.undo", NULL);
  pump (1500);
  g_assert_cmpuint (saltline_table_item_get_table (table)->decisions->excluded->len, ==, 0);
  g_object_unref (table);
  display_close (window);
}

static void
test_what_is_written_shows_in_what_is_picked (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);
  SaltlineModelRecipe *recipe = saltline_model_page_get_recipe (page);
  g_autoptr(StudyRecipe) found = NULL;

  gtk_editable_set_text (saltline_model_recipe_get_formula (recipe), "rate ~ temp + (1 | athlete)");
  pump (1500); /* it is fitted as it is written */
  g_assert_nonnull (saltline_model_page_get_chosen (page));
  g_assert_null (saltline_model_item_get_label (saltline_model_page_get_chosen (page)));
  g_assert_true (display_shows (GTK_WIDGET (recipe), "temp"));
  found = saltline_model_recipe_get (recipe);
  g_assert_cmpstr (found->formula, ==, "rate ~ temp + (1 | athlete)");
  display_close (window);
}

/* The check buttons below @root, in their order. */
static void
find_checks (GtkWidget *root, GPtrArray *checks)
{
  if (GTK_IS_CHECK_BUTTON (root))
    g_ptr_array_add (checks, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_checks (child, checks);
}

static void
test_picking_keeps_what_was_written (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);
  SaltlineModelRecipe *recipe = saltline_model_page_get_recipe (page);
  GtkEditable *formula = saltline_model_recipe_get_formula (recipe);
  g_autoptr(GPtrArray) checks = g_ptr_array_new ();

  gtk_editable_set_text (formula, "log(rate) ~ log(temp) + (1 | athlete)");
  find_checks (GTK_WIDGET (recipe), checks);
  g_assert_cmpuint (checks->len, ==, 3); /* athlete, temp, rate */
  g_assert_true (gtk_check_button_get_active (g_ptr_array_index (checks, 1)));
  gtk_check_button_set_active (g_ptr_array_index (checks, 0), TRUE);
  g_assert_cmpstr (gtk_editable_get_text (formula), ==, "log(rate) ~ log(temp) + athlete + (1 | athlete)");
  gtk_check_button_set_active (g_ptr_array_index (checks, 1), FALSE);
  g_assert_cmpstr (gtk_editable_get_text (formula), ==, "log(rate) ~ athlete + (1 | athlete)");
  display_close (window);
}

/* The toggle of the random slope of @column. */
static GtkWidget *
find_slope (GtkWidget *root, const char *title)
{
  if (GTK_IS_TOGGLE_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), "Slope") == 0
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_widget_get_ancestor (root, ADW_TYPE_PREFERENCES_ROW))), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_slope (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_random_slopes_are_kept_and_can_be_picked (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineModelPage *page = open_trials (window);
  SaltlineModelRecipe *recipe = saltline_model_page_get_recipe (page);
  GtkEditable *formula = saltline_model_recipe_get_formula (recipe);
  g_autoptr(GPtrArray) checks = g_ptr_array_new ();
  GtkWidget *slope = find_slope (GTK_WIDGET (recipe), "temp");

  find_checks (GTK_WIDGET (recipe), checks);
  g_assert_false (gtk_widget_get_visible (slope)); /* of no group yet */
  gtk_editable_set_text (formula, "rate ~ temp + (temp | athlete)");
  g_assert_true (gtk_widget_get_visible (slope) && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (slope)));
  g_assert_false (gtk_widget_get_visible (find_slope (GTK_WIDGET (recipe), "athlete")));
  gtk_check_button_set_active (g_ptr_array_index (checks, 0), TRUE);
  g_assert_cmpstr (gtk_editable_get_text (formula), ==, "rate ~ temp + athlete + (1 + temp | athlete)");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (slope), FALSE);
  g_assert_cmpstr (gtk_editable_get_text (formula), ==, "rate ~ temp + athlete + (1 | athlete)");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (slope), TRUE);
  g_assert_cmpstr (gtk_editable_get_text (formula), ==, "rate ~ temp + athlete + (1 + temp | athlete)");
  gtk_check_button_set_active (g_ptr_array_index (checks, 1), FALSE); /* with the term goes its slope */
  g_assert_cmpstr (gtk_editable_get_text (formula), ==, "rate ~ athlete + (1 | athlete)");
  g_assert_false (gtk_widget_get_visible (slope));
  display_close (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/model-page/a-formula-gives-the-coefficients", test_a_formula_gives_the_coefficients);
  g_test_add_func ("/ui/model-page/leaving-athletes-out-fills-the-comparison", test_leaving_athletes_out_fills_the_comparison);
  g_test_add_func ("/ui/model-page/the-same-model-is-there-once", test_the_same_model_is_there_once);
  g_test_add_func ("/ui/model-page/a-formula-that-cannot-be-fitted-says-why", test_a_formula_that_cannot_be_fitted_says_why);
  g_test_add_func ("/ui/model-page/a-point-reached-by-keys-is-read-out-and-selected", test_a_point_reached_by_keys_is_read_out_and_selected);
  g_test_add_func ("/ui/model-page/a-window-closed-during-a-fit-is-gone", test_a_window_closed_during_a_fit_is_gone);
  g_test_add_func ("/ui/model-page/what-was-kept-is-there-in-a-new-window", test_what_was_kept_is_there_in_a_new_window);
  g_test_add_func ("/ui/model-page/filter-is-kept-and-decided", test_a_filter_is_kept_at_each_key_and_decided_when_it_is_left);
  g_test_add_func ("/ui/model-page/rows-left-out-come-back-by-undo", test_rows_left_out_are_fitted_without_and_come_back_by_undo);
  g_test_add_func ("/ui/model-page/what-is-written-shows-in-what-is-picked", test_what_is_written_shows_in_what_is_picked);
  g_test_add_func ("/ui/model-page/picking-keeps-what-was-written", test_picking_keeps_what_was_written);
  g_test_add_func ("/ui/model-page/random-slopes-are-kept-and-can-be-picked", test_random_slopes_are_kept_and_can_be_picked);
  return g_test_run ();
}
