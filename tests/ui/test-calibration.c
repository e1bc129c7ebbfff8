/* tests/ui/test-calibration.c: a lot from photos to a saved version, and a template drawn, in the real window */
#include "display.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "patch/phantom.h"
#include "ui/edit-queue.h"
#include "workspace/installed.h"
#include "workspace/recompute.h"

#define N_STANDARDS 6

/* A table of standards drawn with known amounts: µL are 100 × fill. */
static char *
draw_standards (void)
{
  const PatchTemplate *geometry = NULL;
  g_autoptr(PatchCalibration) calibration = installed_open_calibration ("demo-lot", NULL);
  g_autofree char *folder = g_dir_make_tmp ("saltline-standards-XXXXXX", NULL);
  char *path = g_build_filename (folder, "bench.csv", NULL);
  g_autoptr(GString) table = g_string_new ("photo,microlitre,mmol_l\n");

  for (guint i = 0; i < installed_get ()->n_templates; i++)
    if (g_str_equal (installed_get ()->templates[i]->id, "gx-18-arm"))
      geometry = installed_get ()->templates[i];
  for (guint i = 0; i < N_STANDARDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("s%u.png", i + 1);
      g_autofree char *photo = g_build_filename (folder, name, NULL);
      g_auto(PhantomTruth) truth = { 0 };
      g_autofree guint8 *rgb = NULL;
      PhantomScene scene;

      phantom_scene_random (&scene, PHANTOM_EASY, 700 + i, 1000, 750, calibration);
      scene.object = PHANTOM_OBJECT_PATCH;
      scene.n_gaps = 0;
      scene.hide = 0;
      scene.fill = 0.12 + 0.15 * i;
      scene.chloride_fill = 1;
      scene.chloride_mmol_l = 12 + 15 * i;
      rgb = phantom_draw (&scene, geometry, calibration, &truth);
      g_assert_true (phantom_save (photo, 1000, 750, rgb, 90, NULL));
      g_string_append_printf (table, "%s,%u,%u\n", name, 12 + 15 * i, 12 + 15 * i);
    }
  g_assert_true (g_file_set_contents (path, table->str, -1, NULL));
  return path;
}

static SaltlineCalibrationPage *
open_page (SaltlineWindow *window)
{
  SaltlineCalibrationPage *page = saltline_window_get_calibration_page (window);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-calibration", NULL);
  display_settle (GTK_WIDGET (window));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (page)));
  return page;
}

static gboolean
is_fitted (gpointer data)
{
  const LotResult *result = saltline_calibration_page_get_result (data);

  return result != NULL && result->session->n == N_STANDARDS && result->fit != NULL;
}

static void
add_table (SaltlineCalibrationPage *page, const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  saltline_calibration_page_add_files (page, G_LIST_MODEL (files));
  display_wait (is_fitted, page, 120.0, "the standards to be read and fitted");
  display_settle (GTK_WIDGET (page));
}

typedef struct {
  SaltlineCalibrationPage *page;
  gboolean excluded, saved, version;
  double volume_ul;
} Wanted;

static gboolean
is_as_wanted (gpointer data)
{
  const Wanted *wanted = data;
  const LotResult *result = saltline_calibration_page_get_result (wanted->page);

  return result != NULL && result->session->n > 1 && (result->session->standards[1].excluded != NULL) == wanted->excluded
         && result->is_saved == wanted->saved && (result->version != NULL) == wanted->version
         && result->session->standards[0].volume_ul == wanted->volume_ul;
}

/* (nullable): the entry with that title */
static GtkWidget *
find_entry (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The file is busy: whoever waits for it meanwhile waits for ever. */
typedef struct {
  Store *store;
  GThread *thread;
  GMutex mutex;
  GCond cond;
  gboolean held, over;
} Hold;

static gpointer
hold_in_thread (gpointer data)
{
  Hold *hold = data;

  store_lock (hold->store);
  g_mutex_lock (&hold->mutex);
  hold->held = TRUE;
  g_cond_broadcast (&hold->cond);
  while (!hold->over)
    g_cond_wait (&hold->cond, &hold->mutex);
  g_mutex_unlock (&hold->mutex);
  store_unlock (hold->store);
  return NULL;
}

static void
hold_file (Hold *hold, SaltlineWorkspace *workspace)
{
  *hold = (Hold) { .store = saltline_workspace_get_store (workspace) };
  hold->thread = g_thread_new ("hold", hold_in_thread, hold);
  g_mutex_lock (&hold->mutex);
  while (!hold->held)
    g_cond_wait (&hold->cond, &hold->mutex);
  g_mutex_unlock (&hold->mutex);
}

static void
let_go (Hold *hold)
{
  g_mutex_lock (&hold->mutex);
  hold->over = TRUE;
  g_cond_broadcast (&hold->cond);
  g_mutex_unlock (&hold->mutex);
  g_thread_join (hold->thread);
}

/* What is typed is in the file at each key: no button, no Enter, and the entry is not left. */
static void
check_that_typing_is_kept (SaltlineCalibrationPage *page, SaltlineWorkspace *workspace)
{
  GtkEditable *lot = GTK_EDITABLE (find_entry (GTK_WIDGET (page), "Production lot"));
  GtkEditable *area = GTK_EDITABLE (find_entry (GTK_WIDGET (page), "Collection area (cm²)"));
  gint64 id = saltline_calibration_page_get_result (page)->lot->id;
  g_autoptr(StoredLot) kept = NULL, undone = NULL;
  Hold hold;

  hold_file (&hold, workspace);
  gtk_editable_set_text (lot, "B");
  let_go (&hold);
  gtk_editable_set_text (lot, "B7");
  gtk_editable_set_text (area, "0"); /* no area yet */
  gtk_editable_set_text (area, "0.8");
  edit_queue_flush (); /* no clock runs meanwhile */
  kept = store_lot (saltline_workspace_get_store (workspace), id, NULL);
  g_assert_cmpstr (kept->lot, ==, "B7");
  g_assert_cmpfloat (kept->area_cm2, ==, 0.8);
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.undo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.undo", NULL);
  undone = store_lot (saltline_workspace_get_store (workspace), id, NULL);
  g_assert_cmpstr (undone->lot, ==, "");
  g_assert_true (isnan (undone->area_cm2));
}

static void
test_a_table_becomes_a_session_whose_edits_are_kept_undone_and_saved (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineCalibrationPage *page;
  GtkWidget *inspector;
  g_autofree char *path = draw_standards (), *title = NULL;
  g_autoptr(StoredLot) changed = NULL;
  Wanted wanted;

  display_shoot (GTK_WIDGET (window), "calibration-before");
  page = open_page (window);
  display_shoot (GTK_WIDGET (window), "calibration-empty");
  add_table (page, path);
  wanted = (Wanted) { page, FALSE, FALSE, FALSE, 12 };
  display_wait (is_as_wanted, &wanted, 30.0, "the session");
  display_shoot (GTK_WIDGET (window), "calibration-session");

  /* typed in the table */
  g_signal_emit_by_name (saltline_calibration_page_get_table (page), "typed", 0u, FALSE, 13.0, (gint64) 0);
  wanted.volume_ul = 13;
  display_wait (is_as_wanted, &wanted, 30.0, "the typed amount");
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.undo", NULL);
  wanted.volume_ul = 12;
  display_wait (is_as_wanted, &wanted, 30.0, "the amount before");
  check_that_typing_is_kept (page, saltline_window_get_workspace (window));
  display_wait (is_as_wanted, &wanted, 30.0, "the session as it was");

  /* left out with a reason */
  inspector = display_find (GTK_WIDGET (page), g_type_from_name ("SaltlineLotInspector"));
  changed = stored_lot_copy (saltline_calibration_page_get_result (page)->lot);
  g_array_index (changed->standards, StoredStandard, 1).excluded = g_strdup ("bubble");
  g_signal_emit_by_name (inspector, "edited", changed, "Leave a standard out", (gint64) 0);
  wanted.excluded = TRUE;
  display_wait (is_as_wanted, &wanted, 30.0, "the standard to be left out");
  display_settle (GTK_WIDGET (window));
  g_assert_true (display_shows (GTK_WIDGET (page), "bubble"));

  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.save", NULL);
  wanted.saved = wanted.version = TRUE;
  display_wait (is_as_wanted, &wanted, 30.0, "the saved version");
  g_assert_cmpstr (saltline_calibration_page_get_result (page)->version, ==, "1");

  /* the version goes with the undo of its saving, and comes back */
  title = g_strdup_printf ("%s, version 1", saltline_calibration_page_get_result (page)->lot->name);
  g_assert_true (display_shows (GTK_WIDGET (page), title));
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.undo", NULL);
  wanted.saved = wanted.version = FALSE;
  display_wait (is_as_wanted, &wanted, 30.0, "the lot to be unsaved");
  g_assert_false (display_shows (GTK_WIDGET (page), title));
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.redo", NULL);
  wanted.saved = wanted.version = TRUE;
  display_wait (is_as_wanted, &wanted, 30.0, "the saved version once more");
  g_assert_true (display_shows (GTK_WIDGET (page), title));

  saltline_standards_table_choose (saltline_calibration_page_get_table (page), 2);
  display_shoot (GTK_WIDGET (window), "calibration-saved");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  display_shoot (GTK_WIDGET (window), "calibration-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_set_default_size (GTK_WINDOW (window), 420, 720);
  display_shoot (GTK_WIDGET (window), "calibration-narrow");
  display_close (window);
}

/* The session of the case before is in the same workspace. */
static void
test_after_a_restart_the_session_is_there_and_a_new_version_moves_its_readings_when_asked (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineCalibrationPage *page = open_page (window);
  SaltlineWorkspace *workspace = saltline_window_get_workspace (window);
  Wanted wanted = { page, TRUE, TRUE, TRUE, 12 };
  g_autoptr(StoredLot) changed = NULL;
  g_autoptr(StoredPhoto) photo = NULL;
  g_autoptr(GArray) dependents = NULL, none = NULL;
  g_autoptr(GError) error = NULL;
  gint64 first, second;

  display_wait (is_as_wanted, &wanted, 60.0, "the session of before");
  first = saltline_calibration_page_get_result (page)->lot->calibration_row;

  /* somebody reads a photo with version 1 */
  photo = store_photo (saltline_workspace_get_store (workspace),
                       g_array_index (saltline_calibration_page_get_result (page)->lot->standards, StoredStandard, 3).photo, &error);
  g_assert_no_error (error);
  photo->state.calibration_row = first;
  g_assert_true (saltline_workspace_edit_photo (workspace, photo->id, &photo->state, NULL, "Choose calibration", 0, NULL, &error));

  /* version 2 */
  changed = stored_lot_copy (saltline_calibration_page_get_result (page)->lot);
  g_clear_pointer (&g_array_index (changed->standards, StoredStandard, 1).excluded, g_free);
  g_assert_true (saltline_workspace_edit_lot (workspace, NULL, changed, "Take a standard back", 0, &error));
  wanted.excluded = wanted.saved = FALSE;
  display_wait (is_as_wanted, &wanted, 30.0, "the standard to be back");
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.save", NULL);
  wanted.saved = TRUE;
  display_wait (is_as_wanted, &wanted, 30.0, "version 2");
  second = saltline_calibration_page_get_result (page)->lot->calibration_row;
  dependents = saltline_workspace_dependents (workspace, second, NULL);
  g_assert_cmpuint (dependents->len, ==, 1);
  g_assert_true (display_shows (GTK_WIDGET (page), "1 reading depends"));

  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.recompute", NULL);
  for (gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC; !display_shows (GTK_WIDGET (page), "1 reading by") && g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (display_shows (GTK_WIDGET (page), "1 reading by"));
  display_shoot (GTK_WIDGET (window), "calibration-moved");
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.apply", NULL);
  none = saltline_workspace_dependents (workspace, second, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.undo", NULL);
  g_array_unref (g_steal_pointer (&none));
  none = saltline_workspace_dependents (workspace, second, NULL);
  g_assert_cmpuint (none->len, ==, 1);
  display_close (window);
}

static gboolean
has_draft (gpointer data)
{
  return saltline_template_pane_get_draft (saltline_calibration_page_get_pane (data)) != NULL
         && saltline_photo_canvas_get_pyramid (saltline_template_pane_get_canvas (saltline_calibration_page_get_pane (data))) != NULL;
}

static void
test_a_template_is_adjusted_by_keys_checked_undone_and_saved (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineCalibrationPage *page = open_page (window);
  SaltlineWorkspace *workspace = saltline_window_get_workspace (window);
  SaltlineTemplatePane *pane = saltline_calibration_page_get_pane (page);
  Wanted wanted = { page, FALSE, TRUE, TRUE, 12 };
  PatchTemplate *geometry;
  Point2 before, after;
  const TemplateSpot corner = { TEMPLATE_OUTLINE, 0, 0 };
  gint64 photo, template_row;
  Hold hold;

  display_wait (is_as_wanted, &wanted, 60.0, "the session");
  photo = g_array_index (saltline_calibration_page_get_result (page)->lot->standards, StoredStandard, 0).photo;
  template_row = saltline_calibration_page_get_result (page)->lot->template_row;
  saltline_calibration_page_draw_template (page, photo, template_row);
  display_wait (has_draft, page, 60.0, "the draft");
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "template-draft");
  g_assert_cmpuint (saltline_template_pane_get_faults (pane)->len, ==, 0);
  before = template_get_point (saltline_template_pane_get_draft (pane)->geometry, corner);

  gtk_widget_grab_focus (GTK_WIDGET (saltline_template_pane_get_canvas (pane)));
  if (display_xdotool ("key Tab sleep 0.2 key shift+Right sleep 0.1 key shift+Right sleep 1"))
    {
      display_settle (GTK_WIDGET (window));
      after = template_get_point (saltline_template_pane_get_draft (pane)->geometry, corner);
      g_assert_cmpfloat (hypot (after.x - before.x, after.y - before.y), >, 0.01);
      gtk_widget_activate_action (GTK_WIDGET (page), "calibration.undo", NULL);
      after = template_get_point (saltline_template_pane_get_draft (pane)->geometry, corner);
      g_assert_cmpfloat (hypot (after.x - before.x, after.y - before.y), <, 1e-9);
    }

  /* a fault is shown at its place, and hinders saving */
  geometry = saltline_template_pane_begin_edit (pane);
  template_move_point (geometry, (TemplateSpot) { TEMPLATE_LANDMARK, 0, 0 }, (Point2) { -8, -8 });
  hold_file (&hold, workspace);
  saltline_template_pane_commit (pane, "Move a landmark", 0);
  let_go (&hold);
  g_assert_cmpuint (saltline_template_pane_get_faults (pane)->len, ==, 1);
  display_settle (GTK_WIDGET (window));
  g_assert_true (display_shows (GTK_WIDGET (page), "outside the outline"));
  display_shoot (GTK_WIDGET (window), "template-fault");
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.save-template", NULL);
  g_assert_cmpint (saltline_template_pane_get_draft (pane)->stored->document, ==, template_row);
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.undo", NULL);
  g_assert_cmpuint (saltline_template_pane_get_faults (pane)->len, ==, 0);

  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.save-template", NULL);
  g_assert_cmpint (saltline_template_pane_get_draft (pane)->stored->document, !=, template_row);
  {
    g_autoptr(TemplateDraft) kept = saltline_workspace_load_draft (workspace, saltline_template_pane_get_draft (pane)->stored->id, NULL);

    g_assert_cmpint (kept->stored->document, ==, saltline_template_pane_get_draft (pane)->stored->document);
  }
  display_close (window);
}

static gboolean
has_new_draft (gpointer page)
{
  const TemplateDraft *draft = saltline_template_pane_get_draft (saltline_calibration_page_get_pane (page));

  return draft != NULL && g_str_equal (draft->geometry->id, "new-patch");
}

static void
test_a_template_drawn_on_a_tilted_photo_is_straightened_by_a_rectangle (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineCalibrationPage *page = open_page (window);
  SaltlineTemplatePane *pane = saltline_calibration_page_get_pane (page);
  Wanted wanted = { page, FALSE, TRUE, TRUE, 12 };
  const Point2 corners[] = { { 3, 3 }, { 15, 4 }, { 13, 11 }, { 5, 10 } };
  const TemplateSpot third = { TEMPLATE_OUTLINE, 0, 2 };
  g_autoptr(GError) error = NULL;
  PatchTemplate *geometry;
  double first, second;

  display_wait (is_as_wanted, &wanted, 60.0, "the session");
  saltline_calibration_page_draw_template (page, g_array_index (saltline_calibration_page_get_result (page)->lot->standards, StoredStandard, 0).photo, 0);
  display_wait (has_new_draft, page, 60.0, "a template from nothing");
  display_settle (GTK_WIDGET (window));
  g_assert_false (display_shows (GTK_WIDGET (page), "A Tilted Photo?"));
  geometry = saltline_template_pane_begin_edit (pane);
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    template_insert_point (geometry, (TemplateSpot) { TEMPLATE_OUTLINE, 0, i }, corners[i]);
  saltline_template_pane_commit (pane, "Draw", 0);
  display_settle (GTK_WIDGET (window));
  g_assert_true (display_shows (GTK_WIDGET (page), "A Tilted Photo?"));

  g_assert_true (saltline_template_pane_straighten (pane, 85.6, 54, &error));
  g_assert_no_error (error);
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "template-straightened");
  geometry = saltline_template_pane_get_draft (pane)->geometry;
  first = hypot (geometry->outline.points[1].x - geometry->outline.points[0].x, geometry->outline.points[1].y - geometry->outline.points[0].y);
  second = hypot (geometry->outline.points[2].x - geometry->outline.points[1].x, geometry->outline.points[2].y - geometry->outline.points[1].y);
  g_assert_cmpfloat_with_epsilon (first / second, 85.6 / 54, 1e-9);
  g_assert_cmpfloat_with_epsilon (first * geometry->unit_mm, 85.6, 1e-9);
  gtk_widget_activate_action (GTK_WIDGET (page), "calibration.undo", NULL);
  g_assert_cmpfloat (template_get_point (saltline_template_pane_get_draft (pane)->geometry, third).x, ==, corners[2].x);
  g_assert_cmpfloat (saltline_template_pane_get_draft (pane)->map.h[6], ==, 0);
  display_close (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/calibration/session", test_a_table_becomes_a_session_whose_edits_are_kept_undone_and_saved);
  g_test_add_func ("/ui/calibration/recompute", test_after_a_restart_the_session_is_there_and_a_new_version_moves_its_readings_when_asked);
  g_test_add_func ("/ui/calibration/template", test_a_template_is_adjusted_by_keys_checked_undone_and_saved);
  g_test_add_func ("/ui/calibration/tilted", test_a_template_drawn_on_a_tilted_photo_is_straightened_by_a_rectangle);
  return g_test_run ();
}
