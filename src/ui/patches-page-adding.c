/* ui/patches-page-adding.c: photos that come in: chosen, dropped, pasted, or drawn for a demonstration */
#include "patches-page-private.h"

#include <glib/gi18n.h>

#include "base/file.h"
#include "demo-photos.h"
#include "photo-files.h"

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

/* A picture of twelve megapixels is a second's work. */
static void
write_in_thread (GTask *task, gpointer source, gpointer texture, GCancellable *cancellable)
{
  g_autoptr(GBytes) png = gdk_texture_save_to_png_bytes (texture);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  g_autofree char *name = g_strdup_printf (_("Pasted %.8s.png"), hash);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "saltline", "pasted", NULL); /* on its way: the workspace keeps a copy */
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GError *error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (file_replace (path, g_bytes_get_data (png, NULL), g_bytes_get_size (png), &error))
    g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlinePatchesPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GFile *file = g_task_propagate_pointer (G_TASK (result), &error);

  if (file == NULL)
    {
      saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
      return;
    }
  g_ptr_array_add (files, file);
  add_found (self, files);
}

void
saltline_patches_page_add_texture (SaltlinePatchesPage *self, GdkTexture *texture)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (SALTLINE_IS_PATCHES_PAGE (self) && GDK_IS_TEXTURE (texture));

  task = g_task_new (NULL, NULL, written_cb, g_object_ref (self));
  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (task, write_in_thread);
}

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

void
patches_page_install_adding (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "patches.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "patches.open-folder", NULL, open_folder_action);
  gtk_widget_class_install_action (widget_class, "patches.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "patches.demo", NULL, demo_action);
}
