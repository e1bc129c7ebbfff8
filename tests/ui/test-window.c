/* tests/ui/test-window.c: the real window */
#include "display.h"

#include <json-glib/json-glib.h>
#include <math.h>

#include "store/people.h"
#include "ui/quantity-row.h"
#include "ui/reading-inspector.h"

static gboolean
is_row (GtkWidget *widget, gconstpointer title)
{
  return SALTLINE_IS_QUANTITY_ROW (widget) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title);
}

static void
test_an_empty_window_says_what_to_do (void)
{
  SaltlineWindow *window = display_open ();
  GtkWidget *status = display_find (GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE);

  g_assert_nonnull (status);
  g_assert_true (gtk_widget_get_mapped (status));
  g_assert_null (saltline_patches_page_get_chosen (saltline_window_get_patches_page (window)));
  display_close (window);
}

static void
test_keys_work_in_an_empty_window_from_the_start (void)
{
  SaltlineWindow *window = display_open ();
  GtkWidget *stack = display_find (GTK_WIDGET (window), ADW_TYPE_VIEW_STACK);

  display_settle (GTK_WIDGET (window));
  if (display_xdotool ("key alt+3"))
    {
      display_settle (GTK_WIDGET (window));
      g_assert_cmpstr (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack)), ==, "model");
    }
  else
    g_test_skip ("xdotool is not installed");
  display_close (window);
}

static void
gather_mnemonics (GtkWidget *widget, GHashTable *by_key, GString *collisions)
{
  guint keyval = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget)
                   ? gdk_keyval_to_lower (gtk_label_get_mnemonic_keyval (GTK_LABEL (widget))) : GDK_KEY_VoidSymbol;

  if (keyval != GDK_KEY_VoidSymbol)
    {
      const char *text = gtk_label_get_label (GTK_LABEL (widget)), *other = g_hash_table_lookup (by_key, GUINT_TO_POINTER (keyval));

      if (other != NULL)
        g_string_append_printf (collisions, " Alt+%s is of “%s” and “%s”.", gdk_keyval_name (keyval), other, text);
      g_hash_table_insert (by_key, GUINT_TO_POINTER (keyval), (gpointer) text);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    gather_mnemonics (child, by_key, collisions);
}

/* A letter that two have only moves the focus: on no page is one given twice, nor to a page as well. */
static void
test_no_letter_is_given_twice (void)
{
  static const char *const pages[] = { "patches", "calibration", "model", "athletes", "plans", "team" };
  g_autofree char *path = display_draw_photo (61, NULL);
  SaltlineWindow *window = display_open ();
  GtkWidget *stack = display_find (GTK_WIDGET (window), ADW_TYPE_VIEW_STACK);
  g_autoptr(GString) collisions = g_string_new (NULL);

  display_read_files (window, (char *[]) { path, NULL });
  for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
    {
      g_autoptr(GHashTable) by_key = g_hash_table_new (NULL, NULL);

      adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), pages[p]);
      display_settle (GTK_WIDGET (window));
      g_string_append_printf (collisions, "\n%s:", pages[p]);
      gather_mnemonics (GTK_WIDGET (window), by_key, collisions);
    }
  {
    SaltlineWorkspace *workspace = saltline_window_get_workspace (window);
    SaltlineAthletesPage *athletes = saltline_window_get_athletes_page (window);
    g_autoptr(Athlete) athlete = athlete_new ("mnemonica", "Mnemonica");
    g_autoptr(GHashTable) by_key = g_hash_table_new (NULL, NULL);

    g_assert_true (store_add_athlete (saltline_workspace_get_store (workspace), athlete, NULL));
    saltline_workspace_roster_changed (workspace);
    adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "athletes");
    saltline_athlete_list_choose (saltline_athletes_page_get_list (athletes), athlete->id);
    display_rest (GTK_WIDGET (window));
    g_string_append (collisions, "\nan athlete:");
    gather_mnemonics (GTK_WIDGET (window), by_key, collisions);
  }
  g_assert_cmpstr (collisions->str, ==, "\npatches:\ncalibration:\nmodel:\nathletes:\nplans:\nteam:\nan athlete:");
  display_close (window);
}

static void
test_numbers_are_those_of_the_command_line (void)
{
  g_autofree char *path = display_draw_photo (3, NULL);
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) line = NULL;
  SaltlineWindow *window;
  const PatchReading *reading;
  JsonObject *object;
  char *argv[] = { (char *) g_getenv ("SALTLINE_PROGRAM"), (char *) "read", (char *) "--json", path, NULL };

  g_assert_true (g_spawn_sync (NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL, &error));
  line = json_from_string (output, NULL);
  if (line == NULL)
    {
      g_test_skip ("this build has no command “read”");
      return;
    }
  window = display_open ();
  display_read_files (window, (char *[]) { path, NULL });
  reading = saltline_photo_item_get_reading (saltline_patches_page_get_chosen (saltline_window_get_patches_page (window)));
  object = json_node_get_object (line);
  g_assert_cmpstr (json_object_get_string_member (object, "status"), ==, reading_status_name (reading->status));
  if (reading->volume_read)
    g_assert_cmpfloat (json_object_get_double_member (json_object_get_object_member (object, "volume"), "fill_fraction"), ==, reading->fill_fraction);
  if (reading->chloride_read)
    for (guint i = 0; i < 3; i++)
      g_assert_cmpfloat (json_array_get_double_element (json_object_get_array_member (json_object_get_object_member (object, "chloride"), "lab"), i),
                         ==, reading->lab[i]);
  display_close (window);
}

static void
test_a_photo_is_in_the_list_once (void)
{
  g_autofree char *path = display_draw_photo (4, NULL);
  SaltlineWindow *window = display_open ();
  GListModel *photos = saltline_patches_page_get_photos (saltline_window_get_patches_page (window));

  guint n;

  display_read_files (window, (char *[]) { path, NULL });
  n = g_list_model_get_n_items (photos);
  {
    g_autofree char *folder = g_path_get_dirname (path);
    g_autofree char *copy = g_build_filename (folder, "the same under another name.png", NULL);
    g_autoptr(GFile) original = g_file_new_for_path (path);
    g_autoptr(GFile) file = g_file_new_for_path (copy);
    g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
    gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC;

    g_assert_true (g_file_copy (original, file, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
    g_list_store_append (files, file);
    saltline_window_open (window, G_LIST_MODEL (files));
    while (g_get_monotonic_time () < end)
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
  }
  g_assert_cmpuint (g_list_model_get_n_items (photos), ==, n);
  display_close (window);
}

static void
test_a_file_that_is_no_photo_says_why (void)
{
  g_autofree char *photo = display_draw_photo (5, NULL);
  g_autofree char *folder = g_path_get_dirname (photo);
  g_autofree char *path = g_build_filename (folder, "notes.jpg", NULL);
  SaltlineWindow *window = display_open ();
  SaltlinePatchesPage *page = saltline_window_get_patches_page (window);
  g_autoptr(SaltlinePhotoItem) item = NULL;

  g_assert_true (g_file_set_contents (path, "not a photo", -1, NULL));
  display_read_files (window, (char *[]) { photo, path, NULL });
  item = g_list_model_get_item (saltline_patches_page_get_photos (page), g_list_model_get_n_items (saltline_patches_page_get_photos (page)) - 1);
  g_assert_cmpint (saltline_photo_item_get_stage (item), ==, PHOTO_FAILED);
  g_assert_nonnull (strstr (saltline_photo_item_get_error (item), "notes.jpg"));
  saltline_patches_page_choose (page, item);
  display_settle (GTK_WIDGET (window));
  g_assert_null (saltline_photo_canvas_get_pyramid (saltline_patches_page_get_canvas (page)));
  display_close (window);
}

static void
test_the_overlay_never_redraws_the_photo (void)
{
  g_autofree char *path = display_draw_photo (6, NULL);
  SaltlineWindow *window = display_open ();
  SaltlinePhotoCanvas *canvas = saltline_patches_page_get_canvas (saltline_window_get_patches_page (window));
  guint frames;

  display_read_files (window, (char *[]) { path, NULL });
  display_settle (GTK_WIDGET (canvas));
  frames = saltline_photo_canvas_count_frames (canvas);
  g_assert_cmpuint (frames, >, 0);
  for (int i = 0; i < 5; i++)
    {
      saltline_photo_canvas_queue_overlay (canvas);
      display_settle (GTK_WIDGET (canvas));
    }
  g_assert_cmpuint (saltline_photo_canvas_count_frames (canvas), ==, frames);
  display_close (window);
}

static void
test_zoom_by_action_and_fit_again (void)
{
  g_autofree char *path = display_draw_photo (7, NULL);
  SaltlineWindow *window = display_open ();
  SaltlinePatchesPage *page = saltline_window_get_patches_page (window);
  SaltlinePhotoCanvas *canvas = saltline_patches_page_get_canvas (page);
  double fit;

  display_read_files (window, (char *[]) { path, NULL });
  fit = saltline_photo_canvas_get_view (canvas)->zoom;
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "patches.zoom-actual", NULL));
  g_assert_cmpfloat (saltline_photo_canvas_get_view (canvas)->zoom, ==, 1.0);
  gtk_widget_activate_action (GTK_WIDGET (page), "patches.zoom-in", NULL);
  g_assert_cmpfloat_with_epsilon (saltline_photo_canvas_get_view (canvas)->zoom, 1.25, 1e-9);
  gtk_widget_activate_action (GTK_WIDGET (page), "patches.zoom-fit", NULL);
  g_assert_cmpfloat (saltline_photo_canvas_get_view (canvas)->zoom, ==, fit);
  display_close (window);
}

static void
test_every_quantity_is_a_number_or_a_dash_with_its_reason (void)
{
  g_autofree char *path = display_draw_photo (8, NULL);
  SaltlineWindow *window = display_open ();
  GtkWidget *inspector, *row;

  display_read_files (window, (char *[]) { path, NULL });
  inspector = display_find (GTK_WIDGET (window), SALTLINE_TYPE_READING_INSPECTOR);
  row = display_find_that (inspector, is_row, "Sweat collected");
  g_assert_nonnull (row);
  g_assert_cmpstr (saltline_quantity_row_get_text (SALTLINE_QUANTITY_ROW (row)), ==, "–");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, "");
  row = display_find_that (inspector, is_row, "Channel filled");
  g_assert_nonnull (strstr (saltline_quantity_row_get_text (SALTLINE_QUANTITY_ROW (row)), "±"));
  display_close (window);
}

static void
test_a_closed_window_is_gone (void)
{
  g_autofree char *path = display_draw_photo (9, NULL);
  SaltlineWindow *window = display_open ();
  GObject *page = G_OBJECT (saltline_window_get_patches_page (window));
  gpointer watched = page;

  display_read_files (window, (char *[]) { path, NULL });
  g_object_add_weak_pointer (page, &watched);
  display_close (window);
  g_assert_null (watched);
}

static void
test_messages_are_text_and_not_markup (void)
{
  SaltlineWindow *window = display_open ();

  saltline_page_show_message (SALTLINE_PAGE (saltline_window_get_patches_page (window)), "Tom & Jerry <3 was read", NULL, NULL);
  saltline_window_show_failure (window, "Fish & Chips <1>.saltline is no workspace");
  display_settle (GTK_WIDGET (window));
  g_assert_true (display_shows (GTK_WIDGET (window), "Tom & Jerry <3 was read"));
  g_assert_true (display_shows (GTK_WIDGET (window), "Fish & Chips <1>.saltline"));
  display_close (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/window/an-empty-window-says-what-to-do", test_an_empty_window_says_what_to_do);
  g_test_add_func ("/ui/window/keys-work-in-an-empty-window-from-the-start", test_keys_work_in_an_empty_window_from_the_start);
  g_test_add_func ("/ui/window/no-letter-is-given-twice", test_no_letter_is_given_twice);
  g_test_add_func ("/ui/window/numbers-are-those-of-the-command-line", test_numbers_are_those_of_the_command_line);
  g_test_add_func ("/ui/window/a-photo-is-in-the-list-once", test_a_photo_is_in_the_list_once);
  g_test_add_func ("/ui/window/a-file-that-is-no-photo-says-why", test_a_file_that_is_no_photo_says_why);
  g_test_add_func ("/ui/window/the-overlay-never-redraws-the-photo", test_the_overlay_never_redraws_the_photo);
  g_test_add_func ("/ui/window/zoom-by-action-and-fit-again", test_zoom_by_action_and_fit_again);
  g_test_add_func ("/ui/window/every-quantity-is-a-number-or-a-dash-with-its-reason", test_every_quantity_is_a_number_or_a_dash_with_its_reason);
  g_test_add_func ("/ui/window/messages-are-text-and-not-markup", test_messages_are_text_and_not_markup);
  g_test_add_func ("/ui/window/a-closed-window-is-gone", test_a_closed_window_is_gone);
  return g_test_run ();
}
