/* tests/ui/editing-scene.c */
#include "editing-scene.h"

gboolean
scene_has_handles (gpointer data)
{
  Scene *scene = data;

  return saltline_photo_editor_count_handles (scene->editor) > 0 && saltline_photo_item_get_full (scene->item) != NULL;
}

gboolean
scene_is_stored (gpointer data)
{
  Scene *scene = data;
  const StoredPhoto *stored = saltline_photo_item_get_stored (scene->item);

  return !saltline_photo_editor_is_busy (scene->editor) && stored->state.by_hand != NULL
         && g_strcmp0 (saltline_photo_item_get_origin (scene->item), "by hand") == 0;
}

gboolean
scene_is_automatic (gpointer data)
{
  Scene *scene = data;

  return saltline_photo_item_get_stored (scene->item)->state.by_hand == NULL
         && g_strcmp0 (saltline_photo_item_get_origin (scene->item), "automatic") == 0;
}

Scene
scene_open (guint64 seed)
{
  g_autofree char *path = display_draw_photo (seed, NULL);
  Scene scene = { .window = display_open () };

  scene.page = saltline_window_get_patches_page (scene.window);
  scene.canvas = saltline_patches_page_get_canvas (scene.page);
  scene.editor = saltline_patches_page_get_editor (scene.page);
  display_read_files (scene.window, (char *[]) { path, NULL });
  scene.item = saltline_patches_page_get_chosen (scene.page);
  display_wait (scene_has_handles, &scene, 30.0, "handles on the photo");
  display_settle (GTK_WIDGET (scene.window));
  return scene;
}

Point2
scene_handle (Scene *scene, const char *wanted)
{
  const char *name;
  Point2 at;

  for (guint i = 0; saltline_photo_editor_get_handle (scene->editor, i, &name, &at); i++)
    if (g_str_equal (name, wanted))
      return at;
  g_error ("there is no handle %s", wanted);
}

void
scene_drag (Scene *scene, Point2 from_photo, double dx, double dy)
{
  Point2 at = view_transform_from_photo (saltline_photo_canvas_get_view (scene->canvas), from_photo);
  g_autofree char *arguments = NULL;
  int x, y;

  display_on_screen (GTK_WIDGET (scene->canvas), at.x, at.y, &x, &y);
  arguments = g_strdup_printf ("mousemove %d %d sleep 0.1 mousedown 1 sleep 0.1 mousemove_relative -- %d %d sleep 0.1 mousemove_relative -- %d %d sleep 0.2 mouseup 1 sleep 0.1",
                               x, y, (int) (dx / 2), (int) (dy / 2), (int) (dx - (int) (dx / 2)), (int) (dy - (int) (dy / 2)));
  display_xdotool (arguments);
}

gboolean
scene_without_pointer (void)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  if (program == NULL)
    g_test_skip ("xdotool is not installed");
  return program == NULL;
}
