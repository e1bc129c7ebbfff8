/* tests/ui/test-editing.c: handles dragged with a real pointer and nudged with real keys; what is stored, undone and done again */
#include "display.h"

#include <math.h>

typedef struct {
  SaltlineWindow *window;
  SaltlinePatchesPage *page;
  SaltlinePhotoCanvas *canvas;
  SaltlinePhotoEditor *editor;
  SaltlinePhotoItem *item;
} Scene;

static gboolean
has_handles (gpointer data)
{
  Scene *scene = data;

  return saltline_photo_editor_count_handles (scene->editor) > 0 && saltline_photo_item_get_full (scene->item) != NULL;
}

static gboolean
is_stored (gpointer data)
{
  Scene *scene = data;
  const StoredPhoto *stored = saltline_photo_item_get_stored (scene->item);

  return !saltline_photo_editor_is_busy (scene->editor) && stored->state.by_hand != NULL
         && g_strcmp0 (saltline_photo_item_get_origin (scene->item), "by hand") == 0;
}

static gboolean
is_automatic (gpointer data)
{
  Scene *scene = data;

  return saltline_photo_item_get_stored (scene->item)->state.by_hand == NULL
         && g_strcmp0 (saltline_photo_item_get_origin (scene->item), "automatic") == 0;
}

static Scene
open_photo (guint64 seed)
{
  g_autofree char *path = display_draw_photo (seed, NULL);
  Scene scene = { .window = display_open () };

  scene.page = saltline_window_get_patches_page (scene.window);
  scene.canvas = saltline_patches_page_get_canvas (scene.page);
  scene.editor = saltline_patches_page_get_editor (scene.page);
  display_read_files (scene.window, (char *[]) { path, NULL });
  scene.item = saltline_patches_page_get_chosen (scene.page);
  display_wait (has_handles, &scene, 30.0, "handles on the photo");
  display_settle (GTK_WIDGET (scene.window));
  return scene;
}

static Point2
handle_place (Scene *scene, const char *wanted)
{
  const char *name;
  Point2 at;

  for (guint i = 0; saltline_photo_editor_get_handle (scene->editor, i, &name, &at); i++)
    if (g_str_equal (name, wanted))
      return at;
  g_error ("there is no handle %s", wanted);
}

static void
drag (Scene *scene, Point2 from_photo, double dx, double dy)
{
  Point2 at = view_transform_from_photo (saltline_photo_canvas_get_view (scene->canvas), from_photo);
  g_autofree char *arguments = NULL;
  int x, y;

  display_on_screen (GTK_WIDGET (scene->canvas), at.x, at.y, &x, &y);
  arguments = g_strdup_printf ("mousemove %d %d sleep 0.1 mousedown 1 sleep 0.1 mousemove_relative -- %d %d sleep 0.1 mousemove_relative -- %d %d sleep 0.2 mouseup 1 sleep 0.1",
                               x, y, (int) (dx / 2), (int) (dy / 2), (int) (dx - (int) (dx / 2)), (int) (dy - (int) (dy / 2)));
  display_xdotool (arguments);
}

static gboolean
without_pointer (void)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  if (program == NULL)
    g_test_skip ("xdotool is not installed");
  return program == NULL;
}

static void
test_a_dragged_front_changes_the_number_and_is_stored (void)
{
  Scene scene;
  double before;

  if (without_pointer ())
    return;
  scene = open_photo (21);
  before = saltline_photo_item_get_reading (scene.item)->fill_fraction;
  drag (&scene, handle_place (&scene, "Front"), 40.0, 30.0);
  display_wait (is_stored, &scene, 30.0, "the edit to be stored");
  g_assert_cmpfloat (fabs (saltline_photo_item_get_reading (scene.item)->fill_fraction - before), >, 0.002);

  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.undo", NULL);
  display_wait (is_automatic, &scene, 30.0, "the undone edit");
  g_assert_cmpfloat (saltline_photo_item_get_reading (scene.item)->fill_fraction, ==, before);

  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.redo", NULL);
  display_wait (is_stored, &scene, 30.0, "the edit done again");
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

  if (without_pointer ())
    return;
  scene = open_photo (22);
  before = handle_place (&scene, "box-3");
  drag (&scene, before, 14.0, -10.0);
  display_wait (is_stored, &scene, 30.0, "the edit to be stored");
  display_wait (has_handles, &scene, 30.0, "the reading by hand");
  reading = saltline_photo_item_get_full (scene.item);
  for (guint i = 0; i < reading->n_landmarks; i++)
    placed = placed || (reading->landmarks[i].manual && g_str_equal (reading->landmarks[i].id, "box-3"));
  g_assert_true (placed);
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.reset", NULL);
  display_wait (is_automatic, &scene, 30.0, "the automatic reading");
  display_close (scene.window);
}

static void
test_keys_reach_every_handle_and_nudge_it (void)
{
  Scene scene;

  if (without_pointer ())
    return;
  scene = open_photo (23);
  gtk_widget_grab_focus (GTK_WIDGET (scene.canvas));
  display_xdotool ("key Tab sleep 0.1 key Tab sleep 0.1 key shift+Right sleep 0.1 key Down");
  display_wait (is_stored, &scene, 30.0, "the nudges to be stored as one edit");
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

  if (without_pointer ())
    return;
  scene = open_photo (24);
  reading = saltline_photo_item_get_full (scene.item);
  middle = patch_map_to_photo (&reading->map, polyline_at (reading->geometry->volume.centreline.points, reading->geometry->volume.centreline.n,
                                                            0.8 * reading->geometry->volume.length, NULL));
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.leave-out", NULL);
  at = view_transform_from_photo (saltline_photo_canvas_get_view (scene.canvas), middle);
  display_on_screen (GTK_WIDGET (scene.canvas), at.x, at.y, &x, &y);
  arguments = g_strdup_printf ("mousemove %d %d sleep 0.1 mousedown 1 sleep 0.05 mousemove %d %d sleep 0.05 mousemove %d %d sleep 0.05 mousemove %d %d sleep 0.1 mouseup 1",
                               x - 20, y - 20, x + 20, y - 20, x + 20, y + 20, x - 20, y + 20);
  display_xdotool (arguments);
  display_wait (is_stored, &scene, 30.0, "the region to be stored");
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.leave-out", NULL);
  display_close (scene.window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/editing/a-dragged-front-changes-the-number-and-is-stored", test_a_dragged_front_changes_the_number_and_is_stored);
  g_test_add_func ("/ui/editing/a-dragged-landmark-is-by-hand-and-can-return", test_a_dragged_landmark_is_by_hand_and_can_return);
  g_test_add_func ("/ui/editing/keys-reach-every-handle-and-nudge-it", test_keys_reach_every_handle_and_nudge_it);
  g_test_add_func ("/ui/editing/a-painted-region-is-left-out", test_a_painted_region_is_left_out);
  return g_test_run ();
}
