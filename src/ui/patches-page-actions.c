/* ui/patches-page-actions.c: what can be done with the photos on the Patches page, by button, menu or key */
#include "patches-page-private.h"

#include <glib/gi18n.h>

#include "photo-export.h"

#define ZOOM_STEP 1.25

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

/* --- changes --- */

void
patches_page_apply_change (SaltlinePatchesPage *self, const PhotoChange *change, const char *what, gint64 typing)
{
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);

  if (patches_page_may_write (self))
    saltline_photo_changes_apply (self->changes, selection, change, what, typing);
}

/* What was undone and never read is read now. */
static void
catch_up_with (SaltlinePatchesPage *self, const GArray *photos)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < photos->len; i++)
    {
      SaltlinePhotoItem *item = saltline_photo_library_find (self->library, g_array_index (photos, gint64, i));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  saltline_photo_changes_catch_up (self->changes, items);
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
  saltline_decisions_panel_end_typing (saltline_reading_inspector_get_decisions (self->inspector));
  saltline_photo_editor_settle (self->editor);
  self->shown_row = -1; /* what was shown live may not have been read */
  if (!saltline_workspace_undo (saltline_photo_library_get_workspace (self->library), redo, &photos, &what, &error))
    message = g_strdup (error->message);
  else if (what == NULL)
    message = g_strdup (redo ? _("There is nothing to do again") : _("There is nothing to undo"));
  else
    {
      message = g_strdup_printf (redo ? _("Done again: %s") : _("Undone: %s"), what);
      saltline_photo_editor_refresh (self->editor);
      show_one_of (self, photos);
      catch_up_with (self, photos);
    }
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);

  if (patches_page_may_write (self))
    patches_page_apply_change (self, &(PhotoChange) { .kind = CHANGE_BY_HAND, .text = NULL }, _("Return to automatic"), 0);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autofree char *message = NULL;

  if (selection->len == 0 || !patches_page_may_write (self))
    return;
  patches_page_apply_change (self, &(PhotoChange) { .kind = CHANGE_DELETED, .row = 1 }, _("Delete photos"), 0);
  message = g_strdup_printf (ngettext ("%u photo deleted", "%u photos deleted", selection->len), selection->len);
  saltline_page_show_message (SALTLINE_PAGE (self), message, _("_Undo"), "patches.undo");
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

  patches_page_install_adding (widget_class);
  patches_page_install_joining (widget_class);
  gtk_widget_class_install_action (widget_class, "patches.read-again", NULL, read_again_action);
  gtk_widget_class_install_action (widget_class, "patches.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "patches.redo", NULL, undo_action);
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
  g_autofree char *path = NULL;

  g_return_if_fail (SALTLINE_IS_PATCHES_PAGE (self) && items != NULL && G_IS_FILE (to));

  path = saltline_page_get_path (SALTLINE_PAGE (self), to, TRUE);
  if (path == NULL)
    return;
  job = photo_export_run (saltline_photo_library_get_workspace (self->library), items, to, overlays);
  if (job != NULL)
    saltline_page_add_job (SALTLINE_PAGE (self), job);
}
