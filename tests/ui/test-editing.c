/* tests/ui/test-editing.c: handles dragged with a real pointer and nudged with real keys; what is stored, undone and done again */
#include "editing-scene.h"

#include <math.h>

#include "store/statement.h"
#include "ui/edit-queue.h"

static void
test_a_dragged_front_changes_the_number_and_scene_is_stored (void)
{
  Scene scene;
  double before;

  if (scene_without_pointer ())
    return;
  scene = scene_open (21);
  before = saltline_photo_item_get_reading (scene.item)->fill_fraction;
  scene_drag (&scene, scene_handle (&scene, "Front"), 40.0, 30.0);
  display_wait (scene_is_stored, &scene, 30.0, "the edit to be stored");
  g_assert_cmpfloat (fabs (saltline_photo_item_get_reading (scene.item)->fill_fraction - before), >, 0.002);

  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.undo", NULL);
  display_wait (scene_is_automatic, &scene, 30.0, "the undone edit");
  g_assert_cmpfloat (saltline_photo_item_get_reading (scene.item)->fill_fraction, ==, before);

  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.redo", NULL);
  display_wait (scene_is_stored, &scene, 30.0, "the edit done again");
  g_assert_cmpfloat (saltline_photo_item_get_reading (scene.item)->fill_fraction, !=, before);
  display_close (scene.window);
}

static void
test_a_dragged_landmark_is_by_hand_and_can_return (void)
{
  Scene scene;
  Point2 before;
  const PatchReading *reading;
  gboolean placed = FALSE;

  if (scene_without_pointer ())
    return;
  scene = scene_open (22);
  before = scene_handle (&scene, "box-3");
  scene_drag (&scene, before, 14.0, -10.0);
  display_wait (scene_is_stored, &scene, 30.0, "the edit to be stored");
  display_wait (scene_has_handles, &scene, 30.0, "the reading by hand");
  reading = saltline_photo_item_get_full (scene.item);
  for (guint i = 0; i < reading->n_landmarks; i++)
    placed = placed || (reading->landmarks[i].manual && g_str_equal (reading->landmarks[i].id, "box-3"));
  g_assert_true (placed);
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.reset", NULL);
  display_wait (scene_is_automatic, &scene, 30.0, "the automatic reading");
  display_close (scene.window);
}

static void
test_keys_reach_every_handle_and_nudge_it (void)
{
  Scene scene;

  if (scene_without_pointer ())
    return;
  scene = scene_open (23);
  gtk_widget_grab_focus (GTK_WIDGET (scene.canvas));
  display_xdotool ("key Tab sleep 0.1 key Tab sleep 0.1 key shift+Right sleep 0.1 key Down");
  display_wait (scene_is_stored, &scene, 30.0, "the nudges to be stored as one edit");
  display_close (scene.window);
}

/* What another program finds in the file. */
static char *
by_hand_in_file (Scene *scene)
{
  g_autoptr(GError) error = NULL;
  SaltlineWorkspace *mine = saltline_window_get_workspace (scene->window);
  g_autoptr(SaltlineWorkspace) other = saltline_workspace_open (saltline_workspace_get_path (mine), STORE_OPEN_READ, &error);
  g_autoptr(StoredPhoto) photo = NULL;

  g_assert_no_error (error);
  photo = store_photo (saltline_workspace_get_store (other), saltline_photo_item_get_id (scene->item), &error);
  g_assert_no_error (error);
  return g_strdup (photo->state.by_hand);
}

static guint
count_edits (Scene *scene)
{
  g_autoptr(StoreRows) rows = store_query (saltline_workspace_get_store (saltline_window_get_workspace (scene->window)), NULL,
                                           "SELECT count (*) FROM edit", "");

  g_assert_true (store_next (rows));
  return (guint) store_int (rows, 0);
}

static gboolean
is_nudged (gpointer data)
{
  return saltline_photo_editor_is_busy (((Scene *) data)->editor);
}

static void
test_each_nudge_is_in_the_file_while_the_keys_go_on (void)
{
  Scene scene;
  g_autofree char *kept = NULL;
  guint n_before;

  if (scene_without_pointer ())
    return;
  scene = scene_open (25);
  gtk_widget_grab_focus (GTK_WIDGET (scene.canvas));
  n_before = count_edits (&scene);
  display_xdotool ("key Tab sleep 0.1 key shift+Right key Down key shift+Right");
  display_wait (is_nudged, &scene, 30.0, "the nudges");
  edit_queue_flush (); /* no clock runs meanwhile: nothing is kept here because of a pause */
  kept = by_hand_in_file (&scene);
  g_assert_nonnull (kept);
  g_assert_cmpuint (count_edits (&scene), ==, n_before + 1);

  /* Undone at once, before anything was read from it: all, as they were one step. */
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.undo", NULL);
  display_wait (scene_is_automatic, &scene, 30.0, "the undone nudges");
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.redo", NULL);
  display_wait (scene_is_stored, &scene, 30.0, "the nudges done again, and read");
  display_close (scene.window);
}

static gboolean
is_read_elsewhere (gpointer data)
{
  SaltlinePhotoItem *item = ((gpointer *) data)[0];
  const StoredPhoto *stored = saltline_photo_item_get_stored (item);

  return stored->state.by_hand != NULL && !stored->state.due && g_strcmp0 (saltline_photo_item_get_origin (item), "by hand") == 0;
}

static void
test_a_nudge_is_kept_and_read_when_another_photo_is_chosen_at_once (void)
{
  Scene scene;
  g_autofree char *path = display_draw_photo (26, NULL);
  SaltlinePhotoItem *nudged;

  if (scene_without_pointer ())
    return;
  scene = scene_open (27);
  display_read_files (scene.window, (char *[]) { path, NULL });
  nudged = saltline_patches_page_get_chosen (scene.page);
  scene.item = nudged;
  display_wait (scene_has_handles, &scene, 30.0, "handles on the photo");
  display_settle (GTK_WIDGET (scene.window));
  gtk_widget_grab_focus (GTK_WIDGET (scene.canvas));
  display_xdotool ("key Tab sleep 0.1 key shift+Right key n key p key n");
  display_wait (is_read_elsewhere, (gpointer[]) { nudged }, 30.0, "the nudge of the photo before to be kept and read");
  display_close (scene.window);
}

static gboolean
is_gone (gpointer data)
{
  return ((gpointer *) data)[0] == NULL;
}

static void
test_a_window_may_be_closed_while_a_nudge_is_kept_and_read (void)
{
  Scene scene;
  gpointer editor;

  if (scene_without_pointer ())
    return;
  scene = scene_open (28);
  editor = scene.editor;
  g_object_add_weak_pointer (editor, &editor);
  gtk_widget_grab_focus (GTK_WIDGET (scene.canvas));
  display_xdotool ("key Tab sleep 0.1 key shift+Right");
  display_wait (is_nudged, &scene, 30.0, "the nudge");
  display_close (scene.window);
  display_wait (is_gone, &editor, 30.0, "the editor to end");
}

static void
test_a_painted_region_is_left_out (void)
{
  Scene scene;
  const PatchReading *reading;
  Point2 middle, at;
  g_autofree char *arguments = NULL;
  int x, y;

  if (scene_without_pointer ())
    return;
  scene = scene_open (24);
  reading = saltline_photo_item_get_full (scene.item);
  middle = patch_map_to_photo (&reading->map, polyline_at (reading->geometry->volume.centreline.points, reading->geometry->volume.centreline.n,
                                                            0.8 * reading->geometry->volume.length, NULL));
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.leave-out", NULL);
  at = view_transform_from_photo (saltline_photo_canvas_get_view (scene.canvas), middle);
  display_on_screen (GTK_WIDGET (scene.canvas), at.x, at.y, &x, &y);
  arguments = g_strdup_printf ("mousemove %d %d sleep 0.1 mousedown 1 sleep 0.05 mousemove %d %d sleep 0.05 mousemove %d %d sleep 0.05 mousemove %d %d sleep 0.1 mouseup 1",
                               x - 20, y - 20, x + 20, y - 20, x + 20, y + 20, x - 20, y + 20);
  display_xdotool (arguments);
  display_wait (scene_is_stored, &scene, 30.0, "the region to be stored");
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.leave-out", NULL);
  display_close (scene.window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/editing/a-dragged-front-changes-the-number-and-is-stored", test_a_dragged_front_changes_the_number_and_scene_is_stored);
  g_test_add_func ("/ui/editing/a-dragged-landmark-is-by-hand-and-can-return", test_a_dragged_landmark_is_by_hand_and_can_return);
  g_test_add_func ("/ui/editing/keys-reach-every-handle-and-nudge-it", test_keys_reach_every_handle_and_nudge_it);
  g_test_add_func ("/ui/editing/each-nudge-is-in-the-file-while-the-keys-go-on", test_each_nudge_is_in_the_file_while_the_keys_go_on);
  g_test_add_func ("/ui/editing/a-nudge-is-kept-and-read-when-another-photo-is-chosen-at-once",
                   test_a_nudge_is_kept_and_read_when_another_photo_is_chosen_at_once);
  g_test_add_func ("/ui/editing/a-window-may-be-closed-while-a-nudge-is-kept-and-read", test_a_window_may_be_closed_while_a_nudge_is_kept_and_read);
  g_test_add_func ("/ui/editing/a-painted-region-is-left-out", test_a_painted_region_is_left_out);
  return g_test_run ();
}
