/* ui/patches-page-actions.c: what can be done on the Patches page, by button, menu or key */
#include "patches-page-private.h"

#include <glib/gi18n.h>

#include "demo-photos.h"
#include "photo-export.h"
#include "photo-files.h"
#include "workspace/combined.h"

#define ZOOM_STEP 1.25

/* --- adding --- */

gboolean
patches_page_may_write (SaltlinePatchesPage *self)
{
  if (self->library == NULL)
    return FALSE;
  if (!saltline_workspace_is_read_only (saltline_photo_library_get_workspace (self->library)))
    return TRUE;
  saltline_page_show_message (SALTLINE_PAGE (self), _("This workspace is open for reading only: nothing can be added or changed"), NULL, NULL);
  return FALSE;
}

static void
add_found (SaltlinePatchesPage *self, GPtrArray *files)
{
  g_autoptr(SaltlineJob) job = NULL;
  g_autoptr(SaltlinePhotoItem) first = NULL;
  GListModel *photos;
  guint n_before;

  if (files->len == 0)
    saltline_page_show_message (SALTLINE_PAGE (self), _("There are no photos in the folder"), NULL, NULL);
  if (files->len == 0 || !patches_page_may_write (self))
    return;
  photos = saltline_photo_library_get_photos (self->library);
  n_before = g_list_model_get_n_items (photos);
  job = saltline_photo_library_import (self->library, files);
  first = g_list_model_get_item (photos, n_before);
  saltline_photo_list_choose (self->list, first);
  saltline_page_add_job (SALTLINE_PAGE (self), job);
}

static void
files_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlinePatchesPage) self = data;
  g_autoptr(GPtrArray) files = photo_files_find_finish (result, NULL);

  if (files != NULL)
    add_found (self, files);
}

void
saltline_patches_page_add_files (SaltlinePatchesPage *self, GListModel *files)
{
  g_return_if_fail (SALTLINE_IS_PATCHES_PAGE (self) && G_IS_LIST_MODEL (files));

  photo_files_find_async (files, NULL, files_found_cb, g_object_ref (self));
}

void
saltline_patches_page_add_texture (SaltlinePatchesPage *self, GdkTexture *texture)
{
  g_autoptr(GBytes) png = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *hash = NULL, *name = NULL, *folder = NULL, *path = NULL;

  g_return_if_fail (SALTLINE_IS_PATCHES_PAGE (self) && GDK_IS_TEXTURE (texture));

  png = gdk_texture_save_to_png_bytes (texture);
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  name = g_strdup_printf (_("Pasted %.8s.png"), hash);
  folder = g_build_filename (g_get_user_cache_dir (), "saltline", "pasted", NULL); /* on its way: the workspace keeps a copy */
  path = g_build_filename (folder, name, NULL);
  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png), &error))
    {
      saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
      return;
    }
  g_ptr_array_add (files, g_file_new_for_path (path));
  add_found (self, files);
}

/* --- actions --- */

static void
chooser_cb (SaltlinePatchesPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));

      saltline_patches_page_add_files (self, files);
    }
  g_clear_object (&self->chooser);
}

static void
run_chooser (SaltlinePatchesPage *self, GtkFileChooserAction action, const char *title)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, window, action, _("_Open"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  if (action == GTK_FILE_CHOOSER_ACTION_OPEN)
    {
      g_autoptr(GtkFileFilter) photos = gtk_file_filter_new ();

      gtk_file_filter_set_name (photos, _("Photos (JPEG, PNG, HEIC)"));
      gtk_file_filter_add_mime_type (photos, "image/jpeg");
      gtk_file_filter_add_mime_type (photos, "image/png");
      gtk_file_filter_add_mime_type (photos, "image/heif");
      gtk_file_filter_add_mime_type (photos, "image/heic");
      gtk_file_filter_add_suffix (photos, "heic");
      gtk_file_filter_add_suffix (photos, "heif");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), photos);
    }
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run_chooser (SALTLINE_PATCHES_PAGE (widget), GTK_FILE_CHOOSER_ACTION_OPEN, _("Open Photos"));
}

static void
open_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run_chooser (SALTLINE_PATCHES_PAGE (widget), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("Open a Folder of Photos"));
}

static void
pasted_texture_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlinePatchesPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);

  if (texture != NULL)
    saltline_patches_page_add_texture (self, texture);
  else
    saltline_page_show_message (SALTLINE_PAGE (self), _("There is no picture in the clipboard"), NULL, NULL);
}

static void
pasted_files_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlinePatchesPage) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr(GListStore) files = NULL;

  if (value == NULL)
    return;
  files = g_list_store_new (G_TYPE_FILE);
  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  saltline_patches_page_add_files (self, G_LIST_MODEL (files));
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);

  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, pasted_files_cb, g_object_ref (widget));
  else
    gdk_clipboard_read_texture_async (clipboard, NULL, pasted_texture_cb, g_object_ref (widget));
}

static void
demo_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineJob) job = data;
  SaltlinePatchesPage *self = g_object_get_data (G_OBJECT (job), "page");
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) files = demo_photos_finish (result, &error);

  if (files != NULL)
    {
      saltline_job_finish (job, _("Drawn"));
      saltline_patches_page_add_files (self, files);
      return;
    }
  saltline_job_finish (job, error->message);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
}

static void
demo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineJob *job = saltline_job_new (_("Drawing demonstration photos"));

  g_object_set_data_full (G_OBJECT (job), "page", g_object_ref (widget), g_object_unref);
  saltline_page_add_job (SALTLINE_PAGE (widget), job);
  demo_photos_async (job, demo_done_cb, job);
}

/* --- changes --- */

void
patches_page_apply_change (SaltlinePatchesPage *self, const PhotoChange *change, const char *what)
{
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autoptr(SaltlineJob) job = NULL;

  if (!patches_page_may_write (self))
    return;
  job = saltline_photo_changes_apply (self->changes, selection, change, what);
  if (job != NULL)
    saltline_page_add_job (SALTLINE_PAGE (self), job);
}

/* What was undone is looked at, wherever it was. */
static void
show_one_of (SaltlinePatchesPage *self, const GArray *photos)
{
  gint64 shown = self->shown != NULL ? saltline_photo_item_get_id (self->shown) : 0;
  SaltlinePhotoItem *other = NULL;

  for (guint i = 0; i < photos->len; i++)
    {
      gint64 id = g_array_index (photos, gint64, i);

      if (id == shown)
        return;
      if (other == NULL)
        other = saltline_photo_library_find (self->library, id);
    }
  if (other != NULL)
    saltline_photo_list_choose (self->list, other);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  gboolean redo = g_str_equal (name, "patches.redo");
  g_autoptr(GArray) photos = NULL;
  g_autofree char *what = NULL, *message = NULL;
  g_autoptr(GError) error = NULL;

  if (!patches_page_may_write (self))
    return;
  if (saltline_photo_editor_is_laying (self->editor))
    {
      saltline_photo_editor_stop_laying (self->editor);
      return;
    }
  saltline_photo_editor_flush (self->editor);
  if (saltline_photo_editor_is_busy (self->editor))
    {
      self->undo_when_stored = redo ? "patches.redo" : "patches.undo";
      return;
    }
  if (!saltline_workspace_undo (saltline_photo_library_get_workspace (self->library), redo, &photos, &what, &error))
    message = g_strdup (error->message);
  else if (what == NULL)
    message = g_strdup (redo ? _("There is nothing to do again") : _("There is nothing to undo"));
  else
    {
      message = g_strdup_printf (redo ? _("Done again: %s") : _("Undone: %s"), what);
      show_one_of (self, photos);
    }
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);

  if (patches_page_may_write (self))
    patches_page_apply_change (self, &(PhotoChange) { .kind = CHANGE_BY_HAND, .text = NULL }, _("Return to automatic"));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autofree char *message = NULL;

  if (selection->len == 0 || !patches_page_may_write (self))
    return;
  patches_page_apply_change (self, &(PhotoChange) { .kind = CHANGE_DELETED, .row = 1 }, _("Delete photos"));
  message = g_strdup_printf (ngettext ("%u photo deleted", "%u photos deleted", selection->len), selection->len);
  saltline_page_show_message (SALTLINE_PAGE (self), message, _("_Undo"), "patches.undo");
}

static GArray *
ids_of (const GPtrArray *items)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < items->len; i++)
    {
      gint64 id = saltline_photo_item_get_id (g_ptr_array_index (items, i));

      if (id != 0)
        g_array_append_val (ids, id);
    }
  return ids;
}

static void
join (SaltlinePatchesPage *self, const GArray *ids)
{
  g_autoptr(GError) error = NULL;

  if (!patches_page_may_write (self))
    return;
  if (ids->len < 2)
    saltline_page_show_message (SALTLINE_PAGE (self), _("Select two or more photos of one patch"), NULL, NULL);
  else if (!saltline_workspace_join_photos (saltline_photo_library_get_workspace (self->library), (const gint64 *) (void *) ids->data, ids->len,
                                            NULL, &error))
    saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
}

static void
same_patch_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autoptr(GArray) ids = ids_of (selection);

  join (self, ids);
}

static void
suggested_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  gint64 suggested = saltline_reading_inspector_get_suggested (self->inspector);
  gint64 shown = self->shown != NULL ? saltline_photo_item_get_id (self->shown) : 0;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (suggested == 0 || shown == 0)
    return;
  g_array_append_val (ids, suggested); /* first: a patch of several photos that it has already stays whole */
  g_array_append_val (ids, shown);
  join (self, ids);
}

static void
separate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autoptr(GArray) ids = ids_of (selection);
  g_autoptr(GError) error = NULL;

  if (patches_page_may_write (self)
      && !saltline_workspace_separate_photos (saltline_photo_library_get_workspace (self->library), (const gint64 *) (void *) ids->data, ids->len,
                                              &error))
    saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
}

static void
lay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);

  if (!patches_page_may_write (self))
    return;
  if (saltline_photo_editor_is_laying (self->editor))
    saltline_photo_editor_stop_laying (self->editor);
  else if (saltline_photo_editor_lay (self->editor))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
      saltline_page_show_message (SALTLINE_PAGE (self), _("Drag four landmarks, far apart from each other, to where they are in the photo"), NULL, NULL);
    }
  else
    saltline_page_show_message (SALTLINE_PAGE (self), _("There is no photo to lay a template on"), NULL, NULL);
}

/* --- export --- */

static void
export_chosen_cb (SaltlinePatchesPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
      gboolean overlays = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (self->chooser)) == GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER;

      saltline_patches_page_export (self, selection, file, overlays);
    }
  g_clear_object (&self->chooser);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  gboolean overlays = g_str_equal (name, "patches.export-overlays");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (overlays ? _("Export Overlays to a Folder") : _("Export the Table"), window,
                                               overlays ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Export"), NULL);
  if (!overlays)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("readings.csv"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (export_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  saltline_photo_list_select_all (SALTLINE_PATCHES_PAGE (widget)->list);
}

static void
read_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autoptr(SaltlineJob) job = NULL;

  if (selection->len == 0 || !patches_page_may_write (self))
    return;
  job = saltline_photo_library_read_again (self->library, selection);
  saltline_page_add_job (SALTLINE_PAGE (self), job);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  saltline_photo_list_step (SALTLINE_PATCHES_PAGE (widget)->list, g_str_equal (name, "patches.next") ? 1 : -1);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePhotoCanvas *canvas = SALTLINE_PATCHES_PAGE (widget)->canvas;

  if (g_str_equal (name, "patches.zoom-in"))
    saltline_photo_canvas_zoom_by (canvas, ZOOM_STEP);
  else if (g_str_equal (name, "patches.zoom-out"))
    saltline_photo_canvas_zoom_by (canvas, 1.0 / ZOOM_STEP);
  else if (g_str_equal (name, "patches.zoom-actual"))
    saltline_photo_canvas_set_zoom (canvas, 1.0);
  else
    saltline_photo_canvas_fit (canvas);
}

/* --- names and keys --- */

/* On the shown photo: the kind of patch that was chosen for it, else the one that it was read with, else from nothing. */
static void
draw_template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  const StoredPhoto *stored = self->shown != NULL ? saltline_photo_item_get_stored (self->shown) : NULL;
  const PatchReading *reading = self->shown != NULL ? saltline_photo_item_get_full (self->shown) : NULL;
  gint64 row;

  if (stored == NULL || !patches_page_may_write (self))
    return;
  row = stored->state.template_row;
  if (row == 0 && reading != NULL && reading->geometry != NULL)
    row = saltline_workspace_keep_template (saltline_photo_library_get_workspace (self->library), reading->geometry, NULL);
  g_signal_emit_by_name (self, "draw-template", stored->id, row);
}

void
patches_page_install_actions (GtkWidgetClass *widget_class)
{
  static const char *const zooms[] = { "patches.zoom-in", "patches.zoom-out", "patches.zoom-actual", "patches.zoom-fit" };

  gtk_widget_class_install_action (widget_class, "patches.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "patches.open-folder", NULL, open_folder_action);
  gtk_widget_class_install_action (widget_class, "patches.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "patches.demo", NULL, demo_action);
  gtk_widget_class_install_action (widget_class, "patches.read-again", NULL, read_again_action);
  gtk_widget_class_install_action (widget_class, "patches.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "patches.redo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "patches.same-patch", NULL, same_patch_action);
  gtk_widget_class_install_action (widget_class, "patches.same-patch-suggested", NULL, suggested_action);
  gtk_widget_class_install_action (widget_class, "patches.separate", NULL, separate_action);
  gtk_widget_class_install_action (widget_class, "patches.lay-template", NULL, lay_action);
  gtk_widget_class_install_action (widget_class, "patches.reset", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "patches.draw-template", NULL, draw_template_action);
  gtk_widget_class_install_action (widget_class, "patches.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "patches.export-table", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "patches.export-overlays", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "patches.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "patches.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "patches.previous", NULL, step_action);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_install_action (widget_class, zooms[i], NULL, zoom_action);
  gtk_widget_class_install_property_action (widget_class, "patches.hide-overlay", "hide-overlay");
  gtk_widget_class_install_property_action (widget_class, "patches.leave-out", "leave-out");
  gtk_widget_class_install_property_action (widget_class, "patches.corrected", "corrected");
}

void
patches_page_add_shortcuts (SaltlinePatchesPage *self)
{
  static const PageKey keys[] = {
    { "<Control>o", "patches.open" },
    { "<Control><Shift>o", "patches.open-folder" },
    { "<Control>v", "patches.paste" },
    { "<Control>r", "patches.read-again" },
    { "<Alt>Down|Page_Down|n", "patches.next" },
    { "<Alt>Up|Page_Up|p", "patches.previous" },
    { "plus|KP_Add|equal|<Control>plus|<Control>equal|<Control>KP_Add", "patches.zoom-in" },
    { "minus|KP_Subtract|<Control>minus|<Control>KP_Subtract", "patches.zoom-out" },
    { "1|KP_1|<Control>1", "patches.zoom-actual" },
    { "0|KP_0|<Control>0", "patches.zoom-fit" },
    { "o", "patches.hide-overlay" },
    { "x", "patches.leave-out" },
    { "t", "patches.lay-template" },
    { "m", "patches.same-patch" },
    { "<Shift>m", "patches.separate" },
    { "c", "patches.corrected" },
    { "<Control>z", "patches.undo" },
    { "<Control><Shift>z|<Control>y", "patches.redo" },
    { "<Control>Delete", "patches.delete" },
    { "<Control>e", "patches.export-table" },
    { "<Control><Shift>e", "patches.export-overlays" },
    { "<Control>a", "patches.select-all" },
  };

  saltline_page_add_keys (SALTLINE_PAGE (self), keys, G_N_ELEMENTS (keys));
}

void
saltline_patches_page_export (SaltlinePatchesPage *self, GPtrArray *items, GFile *to, gboolean overlays)
{
  g_autoptr(SaltlineJob) job = NULL;

  g_return_if_fail (SALTLINE_IS_PATCHES_PAGE (self) && items != NULL && G_IS_FILE (to));

  job = photo_export_run (saltline_photo_library_get_workspace (self->library), items, to, overlays);
  if (job != NULL)
    saltline_page_add_job (SALTLINE_PAGE (self), job);
}
