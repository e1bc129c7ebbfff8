/* tests/ui/test-placing.c: bend handles, the chloride region, a template laid by hand, photos of one patch, keys of the page that
 * is seen: with a real pointer and real keys */
#include "editing-scene.h"

#include <math.h>

#include "workspace/by-hand.h"
#include "workspace/combined.h"

static ByHand *
placed_on (Scene *scene)
{
  ByHand *by_hand = by_hand_from_json (saltline_photo_item_get_stored (scene->item)->state.by_hand, NULL);

  g_assert_nonnull (by_hand);
  return by_hand;
}

static void
test_a_bend_handle_bends_the_map_where_it_is_dragged_to (void)
{
  Scene scene;
  Point2 before;
  g_autoptr(ByHand) by_hand = NULL;

  if (scene_without_pointer ())
    return;
  scene = scene_open (31);
  before = scene_handle (&scene, "bend-2");
  scene_drag (&scene, before, 8.0, 5.0);
  display_wait (scene_is_stored, &scene, 30.0, "the bend to be stored");
  by_hand = placed_on (&scene);
  g_assert_cmpuint (by_hand->landmarks->len, ==, 1);
  g_assert_nonnull (by_hand_find (by_hand, "bend-2"));
  g_assert_true (saltline_photo_item_get_reading (scene.item)->flags & READING_FLAG_MANUAL_LANDMARKS);
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.undo", NULL);
  display_wait (scene_is_automatic, &scene, 30.0, "the automatic reading");
  display_close (scene.window);
}

static void
test_the_chloride_region_ends_where_its_handle_is_dragged_to (void)
{
  Scene scene;
  const PatchReading *reading;
  const PatchChannel *channel;
  g_autoptr(ByHand) by_hand = NULL;
  Point2 end, middle, from, to;

  if (scene_without_pointer ())
    return;
  scene = scene_open (32);
  reading = saltline_photo_item_get_full (scene.item);
  channel = &reading->geometry->chloride;
  end = scene_handle (&scene, "Chloride to here");
  middle = patch_map_to_photo (&reading->map, polyline_at (channel->centreline.points, channel->centreline.n, 0.6 * channel->length, NULL));
  from = view_transform_from_photo (saltline_photo_canvas_get_view (scene.canvas), end);
  to = view_transform_from_photo (saltline_photo_canvas_get_view (scene.canvas), middle);
  scene_drag (&scene, end, to.x - from.x, to.y - from.y);
  display_wait (scene_is_stored, &scene, 30.0, "the region to be stored");
  display_wait (scene_has_handles, &scene, 30.0, "the reading");
  by_hand = placed_on (&scene);
  g_assert_true (by_hand->chloride_set);
  g_assert_cmpfloat (by_hand->chloride_from, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (by_hand->chloride_to, 0.6, 0.05);
  reading = saltline_photo_item_get_full (scene.item);
  g_assert_cmpfloat (reading->chloride_profile[reading->n_chloride_profile - 1].fraction, <, 0.66);
  display_close (scene.window);
}

static gboolean
is_laying (gpointer data)
{
  return saltline_photo_editor_is_laying (((Scene *) data)->editor);
}

static void
drag_handle_to (Scene *scene, const char *name, Point2 on_photo)
{
  const ViewTransform *view = saltline_photo_canvas_get_view (scene->canvas);
  Point2 now = scene_handle (scene, name), from = view_transform_from_photo (view, now), to = view_transform_from_photo (view, on_photo);

  scene_drag (scene, now, to.x - from.x, to.y - from.y);
}

static void
test_a_template_laid_by_hand_is_read_with_four_landmarks (void)
{
  static const char *const names[] = { "turn-2", "box-3", "turn-35", "turn-1" };
  Scene scene;
  Point2 truth[G_N_ELEMENTS (names)];
  double automatic;
  g_autoptr(ByHand) by_hand = NULL;

  if (scene_without_pointer ())
    return;
  scene = scene_open (33);
  automatic = saltline_photo_item_get_reading (scene.item)->fill_fraction;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    truth[i] = scene_handle (&scene, names[i]);
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.lay-template", NULL);
  display_wait (is_laying, &scene, 10.0, "the template on the photo");
  display_settle (GTK_WIDGET (scene.window)); /* without numbers there is no profile, and the photo is larger */
  for (guint i = 0; i + 1 < G_N_ELEMENTS (names); i++)
    drag_handle_to (&scene, names[i], truth[i]);
  g_assert_true (is_laying (&scene));
  g_assert_null (saltline_photo_item_get_stored (scene.item)->state.by_hand);
  drag_handle_to (&scene, names[3], truth[3]);
  display_wait (scene_is_stored, &scene, 30.0, "the four landmarks to be stored");
  display_wait (scene_has_handles, &scene, 30.0, "the reading with them");
  g_assert_false (is_laying (&scene));
  by_hand = placed_on (&scene);
  g_assert_cmpuint (by_hand->landmarks->len, ==, 4);
  g_assert_cmpint (saltline_photo_item_get_stored (scene.item)->state.template_row, !=, 0);
  g_assert_cmpfloat_with_epsilon (saltline_photo_item_get_reading (scene.item)->fill_fraction, automatic, 0.02);

  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.undo", NULL);
  display_wait (scene_is_automatic, &scene, 30.0, "the automatic reading");
  g_assert_cmpint (saltline_photo_item_get_stored (scene.item)->state.template_row, ==, 0);
  display_close (scene.window);
}

static void
test_escape_gives_up_a_laid_template_and_the_reading_is_as_it_was (void)
{
  Scene scene;
  double automatic;

  if (scene_without_pointer ())
    return;
  scene = scene_open (34);
  automatic = saltline_photo_item_get_reading (scene.item)->fill_fraction;
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.lay-template", NULL);
  display_wait (is_laying, &scene, 10.0, "the template on the photo");
  g_assert_cmpint (saltline_photo_item_get_reading (scene.item)->status, ==, READING_REFUSED);
  display_xdotool ("key Escape");
  g_assert_false (is_laying (&scene));
  g_assert_cmpfloat (saltline_photo_item_get_reading (scene.item)->fill_fraction, ==, automatic);
  display_wait (scene_has_handles, &scene, 30.0, "the reading as it was");
  display_close (scene.window);
}

typedef struct {
  SaltlinePhotoItem *one, *other;
  gboolean joined;
} Pair;

static gboolean
is_joined (gpointer data)
{
  Pair *pair = data;
  gint64 one = saltline_photo_item_get_stored (pair->one)->state.patch, other = saltline_photo_item_get_stored (pair->other)->state.patch;

  return pair->joined ? one != 0 && one == other : one == 0 && other == 0;
}

static void
test_two_photos_become_one_patch_and_undo_separates_them (void)
{
  Scene scene;
  g_autofree char *path = display_draw_photo (36, NULL);
  g_autoptr(SaltlinePhotoItem) one = NULL, other = NULL;
  g_autoptr(CombinedPhotos) combined = NULL;
  Pair pair = { .joined = TRUE };
  GListModel *photos;

  if (scene_without_pointer ())
    return;
  scene = scene_open (35);
  display_read_files (scene.window, (char *[]) { path, NULL });
  photos = saltline_patches_page_get_photos (scene.page);
  pair.one = one = g_list_model_get_item (photos, g_list_model_get_n_items (photos) - 2);
  pair.other = other = g_list_model_get_item (photos, g_list_model_get_n_items (photos) - 1);
  saltline_patches_page_choose (scene.page, one);
  display_settle (GTK_WIDGET (scene.window));
  /* The list has the focus on the first; Shift takes the next one along; M joins them. */
  gtk_widget_child_focus (display_find (GTK_WIDGET (scene.page), GTK_TYPE_LIST_VIEW), GTK_DIR_TAB_FORWARD);
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.select-all", NULL);
  display_xdotool ("key m");
  display_wait (is_joined, &pair, 30.0, "one patch");
  pair.joined = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "patches.undo", NULL);
  display_wait (is_joined, &pair, 30.0, "two patches");
  display_close (scene.window);
}

static void
test_keys_of_a_page_that_is_not_seen_do_nothing (void)
{
  Scene scene;
  GtkWidget *stack;
  gboolean leaves_out = TRUE;

  if (scene_without_pointer ())
    return;
  scene = scene_open (37);
  stack = display_find (GTK_WIDGET (scene.window), ADW_TYPE_VIEW_STACK);
  gtk_widget_grab_focus (GTK_WIDGET (scene.canvas));
  adw_view_stack_set_visible_child (ADW_VIEW_STACK (stack), GTK_WIDGET (saltline_window_get_model_page (scene.window)));
  display_settle (GTK_WIDGET (scene.window));
  gtk_window_set_focus (GTK_WINDOW (scene.window), NULL);
  display_xdotool ("key x sleep 0.1 key o");
  g_object_get (scene.page, "leave-out", &leaves_out, NULL);
  g_assert_false (leaves_out);
  adw_view_stack_set_visible_child (ADW_VIEW_STACK (stack), GTK_WIDGET (scene.page));
  display_settle (GTK_WIDGET (scene.window));
  gtk_widget_grab_focus (GTK_WIDGET (scene.canvas));
  display_xdotool ("key x");
  g_object_get (scene.page, "leave-out", &leaves_out, NULL);
  g_assert_true (leaves_out);
  display_close (scene.window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/placing/a-bend-handle-bends-the-map", test_a_bend_handle_bends_the_map_where_it_is_dragged_to);
  g_test_add_func ("/ui/placing/the-chloride-region-ends-at-its-handle", test_the_chloride_region_ends_where_its_handle_is_dragged_to);
  g_test_add_func ("/ui/placing/a-template-laid-by-hand-is-read-with-four-landmarks", test_a_template_laid_by_hand_is_read_with_four_landmarks);
  g_test_add_func ("/ui/placing/escape-gives-up-a-laid-template", test_escape_gives_up_a_laid_template_and_the_reading_is_as_it_was);
  g_test_add_func ("/ui/placing/two-photos-become-one-patch", test_two_photos_become_one_patch_and_undo_separates_them);
  g_test_add_func ("/ui/placing/keys-of-a-page-that-is-not-seen-do-nothing", test_keys_of_a_page_that_is_not_seen_do_nothing);
  return g_test_run ();
}
