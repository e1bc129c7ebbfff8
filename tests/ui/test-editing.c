/* tests/ui/test-editing.c: handles dragged with a real pointer and nudged with real keys; what is stored, undone and done again */
#include "editing-scene.h"

#include <math.h>

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
  g_test_add_func ("/ui/editing/a-painted-region-is-left-out", test_a_painted_region_is_left_out);
  return g_test_run ();
}
