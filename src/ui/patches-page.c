/* ui/patches-page.c */
#include "patches-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "demo-photos.h"
#include "photo-changes.h"
#include "photo-editor.h"
#include "photo-export.h"
#include "photo-files.h"
#include "photo-library.h"
#include "photo-list.h"
#include "photo-pixels.h"
#include "profile-plot.h"
#include "reading-inspector.h"
#include "workspace/overlay.h"

#define ZOOM_STEP 1.25

struct _SaltlinePatchesPage {
  SaltlinePage parent_instance;

  SaltlinePhotoList *list;
  GtkStack *canvas_stack;
  SaltlinePhotoCanvas *canvas;
  GtkButton *zoom_button;
  AdwStatusPage *no_pixels;
  GtkSpinner *loading;
  SaltlineReadingInspector *inspector;
  SaltlineProfilePlot *profile;
  SaltlinePhotoEditor *editor;
  SaltlinePhotoChanges *changes;
  SaltlinePhotoLibrary *library; /* NULL: no workspace is open */
  SaltlinePhotoItem *shown;
  gulong shown_changed_id;
  gint64 shown_row;          /* the stored reading that was last seen to stand */
  PhotoPixels *pixels;       /* of the shown item; NULL while they load */
  GCancellable *loading_cancellable;
  gboolean hide_overlay;
  double pointed;            /* fraction of the channel that is pointed at in the profile; NAN */
  GtkFileChooserNative *chooser;
};

enum { PROP_0, PROP_HIDE_OVERLAY, PROP_LEAVE_OUT, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaltlinePatchesPage, saltline_patches_page, SALTLINE_TYPE_PAGE)

/* --- showing --- */

static void
paint_pointed (SaltlinePatchesPage *self, cairo_t *cr, const ViewTransform *view, const PatchReading *reading)
{
  const PatchChannel *channel = &reading->geometry->volume;
  Point2 on_template = polyline_at (channel->centreline.points, channel->centreline.n, self->pointed * channel->length, NULL);
  Point2 at = view_transform_from_photo (view, patch_map_to_photo (&reading->map, on_template));

  cairo_arc (cr, at.x, at.y, 7.0, 0.0, 2.0 * G_PI);
  cairo_set_source_rgba (cr, 0.0, 0.0, 0.0, 0.7);
  cairo_set_line_width (cr, 4.0);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_set_line_width (cr, 2.0);
  cairo_stroke (cr);
}

static void
paint_cb (cairo_t *cr, const ViewTransform *view, gpointer data)
{
  SaltlinePatchesPage *self = data;
  const PatchReading *reading = self->shown != NULL ? saltline_photo_item_get_full (self->shown) : NULL;

  if (reading == NULL || self->hide_overlay)
    return;
  cairo_save (cr);
  view_transform_apply (view, cr);
  overlay_paint (cr, reading, view->zoom / view->scale_factor);
  cairo_restore (cr);
  saltline_photo_editor_paint (self->editor, cr, view);
  if (!isnan (self->pointed) && reading->registered)
    paint_pointed (self, cr, view, reading);
}

static void
profile_pointed_cb (SaltlinePatchesPage *self, double fraction)
{
  self->pointed = fraction;
  saltline_profile_plot_set_marker (self->profile, fraction);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

/* The photo shows in the profile what lies under the pointer. */
static void
canvas_pointed_cb (SaltlinePatchesPage *self, gboolean inside)
{
  const PatchReading *reading = self->shown != NULL ? saltline_photo_item_get_full (self->shown) : NULL;
  double fraction = NAN, at;
  Point2 on_template;

  if (inside && reading != NULL && reading->registered
      && patch_map_to_template (&reading->map, saltline_photo_canvas_get_pointer (self->canvas), &on_template))
    {
      const PatchChannel *channel = &reading->geometry->volume;

      if (polyline_project (channel->centreline.points, channel->centreline.n, on_template, &at) < channel->width)
        fraction = at / channel->length;
    }
  saltline_profile_plot_set_marker (self->profile, fraction);
}

static void
set_loading (SaltlinePatchesPage *self, gboolean loading)
{
  gtk_widget_set_visible (GTK_WIDGET (self->loading), loading);
  gtk_spinner_set_spinning (self->loading, loading);
}

static void
pixels_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlinePatchesPage) self = data;
  g_autoptr(GError) error = NULL;
  PatchReading *reading = NULL;
  gint64 row = 0;
  g_autoptr(PhotoPixels) loaded = photo_pixels_load_finish (result, &reading, &row, &error);

  if (self->canvas == NULL || g_task_get_cancellable (G_TASK (result)) != self->loading_cancellable
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&reading, patch_reading_free);
      return; /* another photo was chosen meanwhile */
    }
  set_loading (self, FALSE);
  if (loaded == NULL)
    {
      g_clear_pointer (&self->pixels, photo_pixels_unref);
      adw_status_page_set_description (self->no_pixels, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->no_pixels), TRUE);
      saltline_photo_canvas_set_pyramid (self->canvas, NULL);
      return;
    }
  if (loaded != self->pixels)
    {
      g_clear_pointer (&self->pixels, photo_pixels_unref);
      self->pixels = g_steal_pointer (&loaded);
      saltline_photo_item_set_format (self->shown, self->pixels->photo);
      saltline_photo_canvas_set_pyramid (self->canvas, self->pixels->pyramid);
    }
  saltline_photo_item_set_full (self->shown, reading, row);
  saltline_photo_editor_set_photo (self->editor, saltline_photo_library_get_workspace (self->library), self->shown, self->pixels);
}

/* Pixels, when they are not here yet, and the whole reading. */
static void
load_shown (SaltlinePatchesPage *self)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->shown);
  SaltlineWorkspace *workspace = saltline_photo_library_get_workspace (self->library);

  g_cancellable_cancel (self->loading_cancellable);
  g_clear_object (&self->loading_cancellable);
  if (stored == NULL)
    return;
  self->shown_row = stored->state.reading;
  self->loading_cancellable = g_cancellable_new ();
  if (self->pixels == NULL)
    {
      set_loading (self, TRUE);
      saltline_photo_canvas_set_pyramid (self->canvas, NULL);
    }
  photo_pixels_load_async (workspace, stored, self->pixels, self->loading_cancellable, pixels_loaded_cb, g_object_ref (self));
}

static void
show_selection (SaltlinePatchesPage *self)
{
  g_autoptr(GPtrArray) items = saltline_photo_list_get_selection (self->list);

  if (self->library != NULL)
    saltline_reading_inspector_set_selection (self->inspector, saltline_photo_library_get_workspace (self->library), items);
}

static void
shown_changed_cb (SaltlinePatchesPage *self)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->shown);
  gboolean failed = saltline_photo_item_get_stage (self->shown) == PHOTO_FAILED;

  saltline_photo_canvas_queue_overlay (self->canvas);
  saltline_profile_plot_set_reading (self->profile, saltline_photo_item_get_full (self->shown));
  if (failed)
    adw_status_page_set_description (self->no_pixels, saltline_photo_item_get_error (self->shown));
  gtk_widget_set_visible (GTK_WIDGET (self->no_pixels), failed);
  /* It was imported, or an edit, an undo or another reading gave it another reading. */
  if (stored != NULL && stored->state.reading != self->shown_row)
    {
      load_shown (self);
      show_selection (self);
    }
}

static void
show_item (SaltlinePatchesPage *self, SaltlinePhotoItem *item)
{
  if (self->shown == item)
    return;
  if (self->shown != NULL)
    g_clear_signal_handler (&self->shown_changed_id, self->shown);
  g_set_object (&self->shown, item);
  g_cancellable_cancel (self->loading_cancellable);
  g_clear_object (&self->loading_cancellable);
  g_clear_pointer (&self->pixels, photo_pixels_unref);
  self->shown_row = -1;
  set_loading (self, FALSE);
  saltline_photo_canvas_set_pyramid (self->canvas, NULL);
  saltline_photo_editor_set_photo (self->editor, NULL, NULL, NULL);
  saltline_profile_plot_set_reading (self->profile, NULL);
  self->pointed = NAN;
  saltline_reading_inspector_set_item (self->inspector, self->library != NULL ? saltline_photo_library_get_workspace (self->library) : NULL, item);
  gtk_stack_set_visible_child_name (self->canvas_stack, item != NULL ? "photo" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->no_pixels), FALSE);
  if (item == NULL)
    return;
  self->shown_changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (shown_changed_cb), self);
  shown_changed_cb (self);
}

static void
chosen_cb (SaltlinePatchesPage *self)
{
  show_item (self, saltline_photo_list_get_chosen (self->list));
}

static void
selection_changed_cb (SaltlinePatchesPage *self)
{
  show_selection (self);
}

static void
zoom_changed_cb (SaltlinePatchesPage *self)
{
  double zoom = saltline_photo_canvas_get_view (self->canvas)->zoom;
  g_autofree char *label = g_strdup_printf (zoom < 0.1 ? "%.1f %%" : "%.0f %%", 100.0 * zoom);
  g_autofree char *name = g_strdup_printf (_("Zoom %s; press for pixel for pixel"), label);

  gtk_button_set_label (self->zoom_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* --- adding --- */

static gboolean
may_write (SaltlinePatchesPage *self)
{
  if (self->library == NULL)
    return FALSE;
  if (!saltline_workspace_is_read_only (saltline_photo_library_get_workspace (self->library)))
    return TRUE;
  saltline_page_show_message (SALTLINE_PAGE (self), _("This workspace is open for reading only: nothing can be added or changed"), NULL, NULL);
  return FALSE;
}

/* A photo that was here already takes the place of the file that was dropped. */
static void
known_cb (SaltlinePatchesPage *self, SaltlinePhotoItem *pending, SaltlinePhotoItem *known)
{
  if (self->shown == pending)
    saltline_photo_list_choose (self->list, known);
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
  if (files->len == 0 || !may_write (self))
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

static void
apply_change (SaltlinePatchesPage *self, const PhotoChange *change, const char *what)
{
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autoptr(SaltlineJob) job = NULL;

  if (!may_write (self))
    return;
  job = saltline_photo_changes_apply (self->changes, selection, change, what);
  if (job != NULL)
    saltline_page_add_job (SALTLINE_PAGE (self), job);
}

static void
decided_cb (SaltlinePatchesPage *self, gpointer change, const char *what)
{
  apply_change (self, change, what);
}

static void
add_athlete_cb (SaltlinePatchesPage *self, const char *name)
{
  SaltlineWorkspace *workspace = saltline_photo_library_get_workspace (self->library);
  g_autoptr(Athlete) athlete = athlete_new (name, name);
  g_autoptr(GError) error = NULL;
  PhotoChange change = { .kind = CHANGE_ATHLETE };

  if (!may_write (self))
    return;
  if (!store_add_athlete (saltline_workspace_get_store (workspace), athlete, &error))
    {
      saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
      return;
    }
  saltline_workspace_roster_changed (workspace);
  change.row = athlete->id;
  apply_change (self, &change, _("Assign athlete"));
}

static void
edited_cb (SaltlinePatchesPage *self, gint64 photo)
{
  saltline_photo_changes_note (self->changes, photo);
}

static void
failed_cb (SaltlinePatchesPage *self, const char *message)
{
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  gboolean redo = g_str_equal (name, "patches.redo");
  g_autofree char *what = NULL, *message = NULL;
  g_autoptr(GError) error = NULL;

  if (!may_write (self))
    return;
  if (!saltline_photo_changes_undo (self->changes, redo, self->shown != NULL ? saltline_photo_item_get_id (self->shown) : 0, &what, &error))
    message = g_strdup (error->message);
  else if (what == NULL)
    message = g_strdup (redo ? _("There is nothing to do again") : _("There is nothing to undo"));
  else
    message = g_strdup_printf (redo ? _("Done again: %s") : _("Undone: %s"), what);
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);

  if (may_write (self))
    apply_change (self, &(PhotoChange) { .kind = CHANGE_BY_HAND, .text = NULL }, _("Return to automatic"));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autofree char *message = NULL;

  if (selection->len == 0 || !may_write (self))
    return;
  apply_change (self, &(PhotoChange) { .kind = CHANGE_DELETED, .row = 1 }, _("Delete photos"));
  message = g_strdup_printf (ngettext ("%u photo deleted", "%u photos deleted", selection->len), selection->len);
  saltline_page_show_message (SALTLINE_PAGE (self), message, _("_Undo"), "patches.undo");
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

  if (selection->len == 0 || !may_write (self))
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

/* --- life cycle --- */

static void
saltline_patches_page_search (SaltlinePage *page)
{
  saltline_photo_list_focus_search (SALTLINE_PATCHES_PAGE (page)->list);
}

static void
saltline_patches_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (object);

  if (id == PROP_HIDE_OVERLAY)
    g_value_set_boolean (value, self->hide_overlay);
  else if (id == PROP_LEAVE_OUT)
    g_value_set_boolean (value, self->editor != NULL && saltline_photo_editor_get_tool (self->editor) == EDITOR_LEAVE_OUT);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
saltline_patches_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (object);

  if (id == PROP_HIDE_OVERLAY)
    self->hide_overlay = g_value_get_boolean (value);
  else if (id == PROP_LEAVE_OUT)
    saltline_photo_editor_set_tool (self->editor, g_value_get_boolean (value) ? EDITOR_LEAVE_OUT : EDITOR_MOVE);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

static void
saltline_patches_page_dispose (GObject *object)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (object);

  g_cancellable_cancel (self->loading_cancellable);
  g_clear_object (&self->loading_cancellable);
  if (self->shown != NULL)
    g_clear_signal_handler (&self->shown_changed_id, self->shown);
  g_clear_object (&self->shown);
  g_clear_object (&self->chooser);
  if (self->canvas != NULL)
    {
      saltline_photo_editor_set_photo (self->editor, NULL, NULL, NULL);
      saltline_photo_canvas_set_painter (self->canvas, NULL, NULL);
      saltline_photo_canvas_set_tool (self->canvas, NULL, NULL);
    }
  self->canvas = NULL;
  G_OBJECT_CLASS (saltline_patches_page_parent_class)->dispose (object);
}

static void
saltline_patches_page_finalize (GObject *object)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (object);

  g_clear_pointer (&self->pixels, photo_pixels_unref);
  g_clear_object (&self->editor);
  g_clear_object (&self->changes);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (saltline_patches_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const char *const zooms[] = { "patches.zoom-in", "patches.zoom-out", "patches.zoom-actual", "patches.zoom-fit" };

  gtk_widget_class_install_action (widget_class, "patches.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "patches.open-folder", NULL, open_folder_action);
  gtk_widget_class_install_action (widget_class, "patches.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "patches.demo", NULL, demo_action);
  gtk_widget_class_install_action (widget_class, "patches.read-again", NULL, read_again_action);
  gtk_widget_class_install_action (widget_class, "patches.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "patches.redo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "patches.reset", NULL, reset_action);
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
}

/* Keys of the page work wherever the focus is, but an entry takes what is typed into it first. */
static void
add_shortcuts (SaltlinePatchesPage *self)
{
  static const struct { const char *trigger, *action; } keys[] = {
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
    { "<Control>z", "patches.undo" },
    { "<Control><Shift>z|<Control>y", "patches.redo" },
    { "<Control>Delete", "patches.delete" },
    { "<Control>e", "patches.export-table" },
    { "<Control><Shift>e", "patches.export-overlays" },
    { "<Control>a", "patches.select-all" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                                            gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
saltline_patches_page_class_init (SaltlinePatchesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = saltline_patches_page_dispose;
  object_class->finalize = saltline_patches_page_finalize;
  object_class->get_property = saltline_patches_page_get_property;
  object_class->set_property = saltline_patches_page_set_property;
  SALTLINE_PAGE_CLASS (klass)->search = saltline_patches_page_search;
  properties[PROP_HIDE_OVERLAY] = g_param_spec_boolean ("hide-overlay", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEAVE_OUT] = g_param_spec_boolean ("leave-out", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_actions (widget_class);
  g_type_ensure (SALTLINE_TYPE_PHOTO_LIST);
  g_type_ensure (SALTLINE_TYPE_PHOTO_CANVAS);
  g_type_ensure (SALTLINE_TYPE_PROFILE_PLOT);
  g_type_ensure (SALTLINE_TYPE_READING_INSPECTOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/patches-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, list);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, canvas_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, no_pixels);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, loading);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, inspector);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, profile);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_pointed_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_changed_cb);
}

static void
saltline_patches_page_init (SaltlinePatchesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pointed = NAN;
  self->editor = saltline_photo_editor_new (self->canvas);
  g_signal_connect_object (self->editor, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "pointed", G_CALLBACK (canvas_pointed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (saltline_reading_inspector_get_decisions (self->inspector), "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (saltline_reading_inspector_get_decisions (self->inspector), "add-athlete", G_CALLBACK (add_athlete_cb), self, G_CONNECT_SWAPPED);
  saltline_photo_canvas_set_painter (self->canvas, paint_cb, self);
  add_shortcuts (self);
  zoom_changed_cb (self);
}

/* --- public --- */

void
saltline_patches_page_set_workspace (SaltlinePatchesPage *self, SaltlineWorkspace *workspace)
{
  g_return_if_fail (SALTLINE_IS_PATCHES_PAGE (self) && SALTLINE_IS_WORKSPACE (workspace) && self->library == NULL);

  self->library = saltline_photo_library_new (workspace);
  self->changes = saltline_photo_changes_new (self->library);
  g_signal_connect_object (self->changes, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "known", G_CALLBACK (known_cb), self, G_CONNECT_SWAPPED);
  saltline_photo_list_set_model (self->list, saltline_photo_library_get_photos (self->library));
  saltline_photo_list_step (self->list, 1);
}

GListModel *
saltline_patches_page_get_photos (SaltlinePatchesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PATCHES_PAGE (self), NULL);

  return self->library != NULL ? saltline_photo_library_get_photos (self->library) : NULL;
}

SaltlinePhotoItem *
saltline_patches_page_get_chosen (SaltlinePatchesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PATCHES_PAGE (self), NULL);

  return self->shown;
}

void
saltline_patches_page_choose (SaltlinePatchesPage *self, SaltlinePhotoItem *item)
{
  g_return_if_fail (SALTLINE_IS_PATCHES_PAGE (self) && SALTLINE_IS_PHOTO_ITEM (item));

  saltline_photo_list_choose (self->list, item);
}

SaltlinePhotoCanvas *
saltline_patches_page_get_canvas (SaltlinePatchesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PATCHES_PAGE (self), NULL);

  return self->canvas;
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

SaltlinePhotoEditor *
saltline_patches_page_get_editor (SaltlinePatchesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PATCHES_PAGE (self), NULL);

  return self->editor;
}
