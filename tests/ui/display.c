/* tests/ui/display.c */
#include "display.h"

#include "patch/phantom.h"
#include "ui/application.h"
#include "workspace/installed.h"

static SaltlineApplication *application;

void
display_wait (Condition condition, gpointer data, double seconds, const char *what)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (!condition (data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("waited %.0f s in vain for: %s", seconds, what);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  int *n_frames = data;

  (*n_frames)--;
  return *n_frames > 0;
}

static gboolean
is_zero (gpointer data)
{
  return *(int *) data <= 0;
}

void
display_settle (GtkWidget *widget)
{
  int n_frames = 3;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_widget_add_tick_callback (widget, frame_cb, &n_frames, NULL);
  display_wait (is_zero, &n_frames, 20.0, "a frame");
}

void
display_rest (GtkWidget *widget)
{
  for (gint64 end = g_get_monotonic_time () + 600000; g_get_monotonic_time () < end;)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
  display_settle (widget);
}

void
display_shoot (GtkWidget *window, const char *name)
{
  const char *folder = g_getenv ("SALTLINE_SHOTS");
  g_autoptr(GdkPaintable) paintable = NULL;
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree char *file = NULL, *path = NULL;
  GtkSnapshot *snapshot;

  if (folder == NULL)
    return;
  display_rest (window);
  paintable = gtk_widget_paintable_new (window);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

SaltlineWindow *
display_open (void)
{
  g_autoptr(GError) error = NULL;
  SaltlineWindow *window;

  if (application == NULL)
    {
      /* As g_application_run does: what threads hand to the main context must not run in them. */
      g_assert_true (g_main_context_acquire (NULL));
      application = saltline_application_new ();
      g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
    }
  g_application_activate (G_APPLICATION (application));
  window = SALTLINE_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  display_settle (GTK_WIDGET (window));
  return window;
}

void
display_close (SaltlineWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

GtkWidget *
display_find_that (GtkWidget *root, WidgetTest test, gconstpointer data)
{
  if (test (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = display_find_that (child, test, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *) type);
}

GtkWidget *
display_find (GtkWidget *root, GType type)
{
  return display_find_that (root, is_of_type, &type);
}

static gboolean
is_button (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

GtkWidget *
display_find_button (GtkWidget *root, const char *label)
{
  return display_find_that (root, is_button, label);
}

static gboolean
is_label_with (GtkWidget *widget, gconstpointer part)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL;
}

gboolean
display_shows (GtkWidget *root, const char *part)
{
  return display_find_that (root, is_label_with, part) != NULL;
}

void
display_show_page (SaltlineWindow *window, GtkWidget *page)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  adw_view_stack_set_visible_child (ADW_VIEW_STACK (gtk_widget_get_ancestor (page, ADW_TYPE_VIEW_STACK)), page);
  display_settle (GTK_WIDGET (window));
}

typedef struct {
  GListModel *photos;
  guint n_before;
  guint n_wanted;
} Expected;

static gboolean
all_done (gpointer data)
{
  Expected *expected = data;
  guint n = g_list_model_get_n_items (expected->photos);

  if (n < expected->n_wanted)
    return FALSE;
  for (guint i = expected->n_before; i < n; i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (expected->photos, i);
      PhotoStage stage = saltline_photo_item_get_stage (item);

      if (stage == PHOTO_WAITING || stage == PHOTO_READING)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_pixels (gpointer data)
{
  return saltline_photo_canvas_get_pyramid (data) != NULL;
}

void
display_read_files (SaltlineWindow *window, char **paths)
{
  SaltlinePatchesPage *page = saltline_window_get_patches_page (window);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  Expected expected = { .photos = saltline_patches_page_get_photos (page) };

  expected.n_before = g_list_model_get_n_items (expected.photos);
  expected.n_wanted = expected.n_before + g_strv_length (paths);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_path (paths[i]);

      g_list_store_append (files, file);
    }
  saltline_window_open (window, G_LIST_MODEL (files));
  display_wait (all_done, &expected, 120.0, "all photos to be read");
  display_wait (has_pixels, saltline_patches_page_get_canvas (page), 30.0, "the pixels of the chosen photo");
  display_settle (GTK_WIDGET (window));
}

char *
display_draw_photo (guint64 seed, double *truth_fill)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-ui-XXXXXX", NULL);
  g_autofree char *name = g_strdup_printf ("photo-%u.png", (guint) seed);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_auto(PhantomTruth) truth = { 0 };
  g_autofree guint8 *rgb = NULL;
  PhantomScene scene;

  phantom_scene_random (&scene, PHANTOM_EASY, seed, 800, 600, NULL);
  rgb = phantom_draw (&scene, installed_get ()->templates[0], NULL, &truth);
  g_assert_true (phantom_save (path, 800, 600, rgb, 90, &error));
  g_assert_no_error (error);
  if (truth_fill != NULL)
    *truth_fill = truth.fill;
  return path;
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(int *) data = 0;
}

gboolean
display_xdotool (const char *arguments)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");
  g_autofree char *line = g_strconcat ("xdotool ", arguments, NULL);
  g_auto(GStrv) argv = g_strsplit (line, " ", -1);
  g_autoptr(GSubprocess) process = NULL;
  int waiting = 1;

  if (program == NULL)
    return FALSE;
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  g_assert_nonnull (process);
  g_subprocess_wait_async (process, NULL, waited_cb, &waiting);
  display_wait (is_zero, &waiting, 20.0, "xdotool");
  return TRUE;
}

void
display_on_screen (GtkWidget *widget, double x, double y, int *screen_x, int *screen_y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double in_window_x, in_window_y, shadow_x, shadow_y;

  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &in_window_x, &in_window_y);
  gtk_native_get_surface_transform (native, &shadow_x, &shadow_y);
  *screen_x = (int) (in_window_x + shadow_x + 0.5); /* without a window manager the surface lies at the screen's corner */
  *screen_y = (int) (in_window_y + shadow_y + 0.5);
}
