/* tests/ui/test-batch.c: many photos at once: a folder, a pasted picture, decisions for a selection, export, all by keys */
#include "display.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "ui/edit-queue.h"

#define N_DRAWN 3

typedef struct {
  SaltlineWindow *window;
  SaltlinePatchesPage *page;
  GListModel *photos;
  guint n_wanted;
  double worn_min;
  const char *file;
} Desk;

static gboolean
are_settled (gpointer data)
{
  Desk *desk = data;
  guint n = g_list_model_get_n_items (desk->photos);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (desk->photos, i);
      PhotoStage stage = saltline_photo_item_get_stage (item);

      if (stage == PHOTO_WAITING || stage == PHOTO_READING)
        return FALSE;
    }
  return n == desk->n_wanted;
}

static gboolean
are_worn (gpointer data)
{
  Desk *desk = data;

  for (guint i = 0; i < g_list_model_get_n_items (desk->photos); i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (desk->photos, i);
      const StoredPhoto *stored = saltline_photo_item_get_stored (item);

      if (stored != NULL && !(stored->state.worn_min == desk->worn_min || (isnan (stored->state.worn_min) && isnan (desk->worn_min))))
        return FALSE;
    }
  return TRUE;
}

static gboolean
are_recomputed (gpointer data)
{
  Desk *desk = data;

  for (guint i = 0; i < g_list_model_get_n_items (desk->photos); i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (desk->photos, i);

      if (saltline_photo_item_get_stored (item) != NULL && g_strcmp0 (saltline_photo_item_get_origin (item), "recomputed") != 0)
        return FALSE;
    }
  return are_settled (data);
}

static gboolean
is_written (gpointer data)
{
  return g_file_test (((Desk *) data)->file, G_FILE_TEST_EXISTS);
}

/* A folder with photos in it and in one below, and a file that is none. */
static char *
make_folder (guint seed)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("saltline-batch-XXXXXX", &error);
  g_autofree char *below = g_build_filename (folder, "second day", NULL);
  g_autofree char *text = g_build_filename (folder, "broken.jpg", NULL);

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  g_assert_true (g_file_set_contents (text, "no photo", -1, &error));
  for (guint i = 0; i < N_DRAWN; i++)
    {
      g_autofree char *drawn = display_draw_photo (seed + i, NULL);
      g_autofree char *name = g_path_get_basename (drawn);
      g_autofree char *moved = g_build_filename (i == 0 ? below : folder, name, NULL);

      g_assert_cmpint (g_rename (drawn, moved), ==, 0);
    }
  return folder;
}

static Desk
open_folder (const char *folder)
{
  Desk desk = { .window = display_open () };
  g_autoptr(GListStore) dropped = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GFile) file = g_file_new_for_path (folder);

  desk.page = saltline_window_get_patches_page (desk.window);
  desk.photos = saltline_patches_page_get_photos (desk.page);
  desk.n_wanted = g_list_model_get_n_items (desk.photos) + N_DRAWN + 1;
  g_list_store_append (dropped, file);
  saltline_window_open (desk.window, G_LIST_MODEL (dropped));
  display_wait (are_settled, &desk, 120.0, "the folder to be read");
  display_settle (GTK_WIDGET (desk.window));
  return desk;
}

static AdwEntryRow *
find_entry (GtkWidget *root, const char *title)
{
  AdwEntryRow *found = NULL;

  if (ADW_IS_ENTRY_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return ADW_ENTRY_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_entry (child, title);
  return found;
}

static void
test_a_dropped_folder_is_read_and_what_is_no_photo_says_why (void)
{
  g_autofree char *folder = make_folder (71);
  Desk desk = open_folder (folder);
  guint n_read = 0, n_failed = 0;

  for (guint i = desk.n_wanted - N_DRAWN - 1; i < desk.n_wanted; i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (desk.photos, i);
      PhotoStage stage = saltline_photo_item_get_stage (item);

      n_read += stage == PHOTO_READ;
      if (stage == PHOTO_FAILED)
        {
          n_failed++;
          g_assert_nonnull (strstr (saltline_photo_item_get_error (item), "broken.jpg"));
        }
    }
  g_assert_cmpuint (n_read, ==, N_DRAWN);
  g_assert_cmpuint (n_failed, ==, 1);
  display_close (desk.window);
}

static void
test_a_pasted_picture_is_a_photo_like_others (void)
{
  Desk desk = { .window = display_open () };
  g_autofree char *path = display_draw_photo (75, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = gdk_texture_new_from_filename (path, &error);
  g_autofree char *program = g_find_program_in_path ("xdotool");
  g_autoptr(SaltlinePhotoItem) item = NULL;

  g_assert_no_error (error);
  if (program == NULL)
    {
      g_test_skip ("xdotool is not installed");
      return;
    }
  desk.page = saltline_window_get_patches_page (desk.window);
  desk.photos = saltline_patches_page_get_photos (desk.page);
  desk.n_wanted = g_list_model_get_n_items (desk.photos) + 1;
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (desk.window)), texture);
  gtk_widget_grab_focus (GTK_WIDGET (saltline_patches_page_get_canvas (desk.page)));
  display_xdotool ("key ctrl+v");
  display_wait (are_settled, &desk, 60.0, "the pasted picture");
  item = g_list_model_get_item (desk.photos, desk.n_wanted - 1);
  g_assert_cmpint (saltline_photo_item_get_stage (item), ==, PHOTO_READ);
  g_assert_true (g_str_has_prefix (saltline_photo_item_get_title (item), "Pasted"));
  display_close (desk.window);
}

/* What was decided about all is in the file at once; their readings, which take longer, follow. */
static void
check_kept_before_anything_is_read (Desk *desk, double worn_min)
{
  Store *store = saltline_workspace_get_store (saltline_window_get_workspace (desk->window));
  g_autoptr(GPtrArray) kept = NULL;
  g_autoptr(GArray) due = NULL;

  edit_queue_flush (); /* no clock runs meanwhile */
  kept = store_photos (store, FALSE, NULL);
  due = store_photos_due (store, NULL);
  g_assert_cmpuint (kept->len, >, 1);
  g_assert_cmpuint (due->len, ==, kept->len);
  for (guint i = 0; i < kept->len; i++)
    g_assert_cmpfloat (((const StoredPhoto *) g_ptr_array_index (kept, i))->state.worn_min, ==, worn_min);
}

static gboolean
are_read_as_decided (gpointer data)
{
  g_autoptr(GArray) due = store_photos_due (saltline_workspace_get_store (saltline_window_get_workspace (((Desk *) data)->window)), NULL);

  return due->len == 0;
}

static void
test_a_selection_is_decided_undone_read_again_and_exported_by_keys (void)
{
  g_autofree char *folder = make_folder (81);
  g_autofree char *program = g_find_program_in_path ("xdotool");
  g_autofree char *table = g_build_filename (folder, "readings.csv", NULL);
  g_autofree char *overlay = g_build_filename (folder, "photo-82-overlay.png", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GFile) to = g_file_new_for_path (table), pictures = g_file_new_for_path (folder);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  AdwEntryRow *worn;
  Desk desk;

  if (program == NULL)
    {
      g_test_skip ("xdotool is not installed");
      return;
    }
  desk = open_folder (folder);
  desk.n_wanted = g_list_model_get_n_items (desk.photos);
  gtk_widget_grab_focus (GTK_WIDGET (saltline_patches_page_get_canvas (desk.page)));
  display_xdotool ("key Next sleep 0.1 key ctrl+a");
  display_settle (GTK_WIDGET (desk.window));
  worn = find_entry (GTK_WIDGET (desk.page), "Worn for, minutes");
  gtk_editable_set_text (GTK_EDITABLE (worn), "45");
  check_kept_before_anything_is_read (&desk, 45);
  desk.worn_min = 45;
  display_wait (are_worn, &desk, 60.0, "the time worn of all");
  gtk_widget_grab_focus (GTK_WIDGET (saltline_patches_page_get_canvas (desk.page)));
  display_xdotool ("key ctrl+z");
  desk.worn_min = NAN;
  display_wait (are_worn, &desk, 60.0, "one undo for all");
  display_xdotool ("key ctrl+shift+z");
  desk.worn_min = 45;
  display_wait (are_worn, &desk, 60.0, "all done again");
  display_wait (are_read_as_decided, &desk, 120.0, "the readings that follow");
  display_xdotool ("key ctrl+r");
  display_wait (are_recomputed, &desk, 120.0, "all read again");
  for (guint i = 0; i < desk.n_wanted; i++)
    g_ptr_array_add (all, g_list_model_get_item (desk.photos, i));
  saltline_patches_page_export (desk.page, all, to, FALSE);
  desk.file = table;
  display_wait (is_written, &desk, 30.0, "the table");
  g_assert_true (g_file_get_contents (table, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "photo-82.png"));
  g_assert_nonnull (strstr (text, ",45,"));
  saltline_patches_page_export (desk.page, all, pictures, TRUE);
  desk.file = overlay;
  display_wait (is_written, &desk, 60.0, "the overlays");
  display_close (desk.window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/batch/a-dropped-folder-is-read", test_a_dropped_folder_is_read_and_what_is_no_photo_says_why);
  g_test_add_func ("/ui/batch/a-pasted-picture-is-a-photo", test_a_pasted_picture_is_a_photo_like_others);
  g_test_add_func ("/ui/batch/a-selection-is-decided-undone-read-again-and-exported", test_a_selection_is_decided_undone_read_again_and_exported_by_keys);
  return g_test_run ();
}
