/* ui/window.c */
#include "window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "device-watch.h"
#include "jobs-button.h"
#include "plain-text.h"
#include "services-dialog.h"

#define MESSAGE_SECONDS 5

struct _SaltlineWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwViewStack *stack;
  SaltlineJobsButton *jobs;
  GtkToggleButton *list_toggle;
  GtkToggleButton *inspector_toggle;
  SaltlinePatchesPage *patches;
  SaltlineModelPage *model;
  SaltlineAthletesPage *athletes;
  SaltlineCalibrationPage *calibration;
  SaltlinePlansPage *plans;
  SaltlineTeamPage *team;
  GtkWidget *drop_hint;
  GtkStack *contents;
  AdwStatusPage *failure;
  AdwWindowTitle *title;
  GtkInfoBar *notice;
  GtkLabel *notice_label;
  SaltlineWorkspace *workspace;
  SaltlineDeviceWatch *device_watch;
  GBinding *list_binding;
  GBinding *inspector_binding;
};

G_DEFINE_FINAL_TYPE (SaltlineWindow, saltline_window, ADW_TYPE_APPLICATION_WINDOW)

static SaltlinePage *
visible_page (SaltlineWindow *self)
{
  GtkWidget *child = adw_view_stack_get_visible_child (self->stack);

  return SALTLINE_IS_PAGE (child) ? SALTLINE_PAGE (child) : NULL;
}

/* The toggles in the header fold list and inspector of whichever page is seen. */
static void
page_switched_cb (SaltlineWindow *self)
{
  SaltlinePage *page = visible_page (self);

  g_clear_pointer (&self->list_binding, g_binding_unbind);
  g_clear_pointer (&self->inspector_binding, g_binding_unbind);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list_toggle), page != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->inspector_toggle), page != NULL);
  if (page == NULL)
    return;
  self->list_binding = g_object_bind_property (page, "show-list", self->list_toggle, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  self->inspector_binding = g_object_bind_property (page, "show-inspector", self->inspector_toggle, "active",
                                                    G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

/* The header has no room for the switcher of pages: @seen is what it shows instead. */
static gboolean
switches_below (SaltlineWindow *self, GtkWidget *seen)
{
  return !ADW_IS_VIEW_SWITCHER (seen);
}

static void
job_cb (SaltlineWindow *self, SaltlineJob *job)
{
  saltline_jobs_button_add (self->jobs, job);
}

static void
toast_button_cb (AdwToast *toast, GtkWidget *page)
{
  gtk_widget_activate_action (page, g_object_get_data (G_OBJECT (toast), "action"), NULL);
}

static void
message_cb (SaltlineWindow *self, const char *message, const char *button, const char *action, SaltlinePage *page)
{
  AdwToast *toast = plain_toast_new (message);

  adw_toast_set_timeout (toast, MESSAGE_SECONDS);
  if (button != NULL && action != NULL)
    {
      adw_toast_set_button_label (toast, button);
      g_object_set_data_full (G_OBJECT (toast), "action", g_strdup (action), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (toast_button_cb), page, 0);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static gboolean
drop_cb (SaltlineWindow *self, const GValue *value)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  gtk_widget_set_visible (self->drop_hint, FALSE);
  if (adw_view_stack_get_visible_child (self->stack) == GTK_WIDGET (self->athletes))
    saltline_athletes_page_import (self->athletes, G_LIST_MODEL (files));
  else if (visible_page (self) == SALTLINE_PAGE (self->calibration))
    saltline_calibration_page_add_files (self->calibration, G_LIST_MODEL (files));
  else
    saltline_window_open (self, G_LIST_MODEL (files));
  return TRUE;
}

static GdkDragAction
drop_enter_cb (SaltlineWindow *self)
{
  gboolean athletes = adw_view_stack_get_visible_child (self->stack) == GTK_WIDGET (self->athletes);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->drop_hint), athletes ? _("What the chosen athlete's devices and services wrote")
                                                                               : _("Photos, or a folder of them"));
  gtk_widget_set_visible (self->drop_hint, TRUE);
  return GDK_ACTION_COPY;
}

static void
drop_leave_cb (SaltlineWindow *self)
{
  gtk_widget_set_visible (self->drop_hint, FALSE);
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePage *page = visible_page (SALTLINE_WINDOW (widget));

  if (page == NULL)
    return;
  if (g_str_equal (name, "win.toggle-list"))
    saltline_page_set_show_list (page, !saltline_page_get_show_list (page));
  else
    saltline_page_set_show_inspector (page, !saltline_page_get_show_inspector (page));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePage *page = visible_page (SALTLINE_WINDOW (widget));

  if (page != NULL)
    saltline_page_search (page);
}

static void
patches_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineWindow *self = SALTLINE_WINDOW (widget);
  g_autofree char *action = g_strconcat ("patches.", name + strlen ("win."), NULL);

  adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (self->patches));
  gtk_widget_activate_action (GTK_WIDGET (self->patches), action, NULL);
}

static void
open_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineWindow *self = SALTLINE_WINDOW (widget);

  adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (self->model));
  gtk_widget_activate_action (GTK_WIDGET (self->model), "model.open", NULL);
}

static void
draw_template_cb (SaltlineWindow *self, gint64 photo, gint64 template_row)
{
  adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (self->calibration));
  saltline_calibration_page_draw_template (self->calibration, photo, template_row);
}

static void
show_calibration_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineWindow *self = SALTLINE_WINDOW (widget);

  adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (self->calibration));
}

static void
open_here_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineWindow *self = SALTLINE_WINDOW (widget);
  gboolean on_model = visible_page (self) == SALTLINE_PAGE (self->model);

  if (visible_page (self) == SALTLINE_PAGE (self->calibration))
    gtk_widget_activate_action (GTK_WIDGET (self->calibration), "calibration.new-from-table", NULL);
  else
    gtk_widget_activate_action (widget, on_model ? "win.open-table" : "win.open", NULL);
}

/* What a watch or an account's export holds; NULL: to be chosen. @athlete 0: for who is chosen already. */
static void
import_folder (SaltlineWindow *self, GFile *folder, gint64 athlete)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (self->athletes));
  if (athlete != 0)
    saltline_athlete_list_choose (saltline_athletes_page_get_list (self->athletes), athlete);
  if (folder == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->athletes), "athletes.import", NULL);
      return;
    }
  g_list_store_append (files, folder);
  saltline_athletes_page_import (self->athletes, G_LIST_MODEL (files));
}

static void
device_found_cb (SaltlineWindow *self, GFile *folder, const char *name)
{
  g_autofree char *message = g_strdup_printf (_("A watch is plugged in: %s"), name);

  message_cb (self, message, _("Import"), "win.import-device", SALTLINE_PAGE (self->athletes));
}

static void
import_device_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineWindow *self = SALTLINE_WINDOW (widget);
  GFile *folder = self->device_watch != NULL ? saltline_device_watch_get_folder (self->device_watch) : NULL;

  if (folder != NULL)
    import_folder (self, folder, 0);
}

static void
reminders_changed_cb (SaltlineWindow *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self))), "reminders-look", NULL);
}

static void
services_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineWindow *self = SALTLINE_WINDOW (widget);
  SaltlineServicesDialog *dialog;

  if (self->workspace == NULL)
    return;
  dialog = saltline_services_dialog_new (GTK_WINDOW (self), self->workspace, saltline_device_watch_get_folder (self->device_watch));
  g_signal_connect_object (dialog, "job", G_CALLBACK (job_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "import", G_CALLBACK (import_folder), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "reminders-changed", G_CALLBACK (reminders_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A point of a figure leads back to the photo that it was read from. */
static void
open_photo_cb (SaltlineWindow *self, gint64 id)
{
  GListModel *photos = saltline_patches_page_get_photos (self->patches);

  for (guint i = 0; i < g_list_model_get_n_items (photos); i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (photos, i);
      const StoredPhoto *stored = saltline_photo_item_get_stored (item);

      if (stored == NULL || stored->id != id)
        continue;
      adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (self->patches));
      saltline_patches_page_choose (self->patches, item);
      return;
    }
}

static void
show_photo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineWindow *self = SALTLINE_WINDOW (widget);
  GListModel *photos = saltline_patches_page_get_photos (self->patches);

  for (guint i = 0; i < g_list_model_get_n_items (photos); i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (photos, i);

      if (saltline_photo_item_get_id (item) == g_variant_get_int64 (parameter))
        {
          adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (self->patches));
          saltline_patches_page_choose (self->patches, item);
        }
    }
}

static void
saltline_window_dispose (GObject *object)
{
  g_clear_object (&SALTLINE_WINDOW (object)->device_watch);
  g_clear_object (&SALTLINE_WINDOW (object)->workspace);
  G_OBJECT_CLASS (saltline_window_parent_class)->dispose (object);
}

static void
show_page_action (GtkWidget *widget, const char *action, GVariant *name)
{
  SaltlineWindow *self = SALTLINE_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->stack, g_variant_get_string (name, NULL));
}

static void
saltline_window_class_init (SaltlineWindowClass *klass)
{
  static const char *const pages[] = { "patches", "calibration", "model", "athletes", "plans", "team" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_window_dispose;
  g_type_ensure (SALTLINE_TYPE_JOBS_BUTTON);
  g_type_ensure (SALTLINE_TYPE_MODEL_PAGE);
  g_type_ensure (SALTLINE_TYPE_PATCHES_PAGE);
  g_type_ensure (SALTLINE_TYPE_ATHLETES_PAGE);
  g_type_ensure (SALTLINE_TYPE_CALIBRATION_PAGE);
  g_type_ensure (SALTLINE_TYPE_PLANS_PAGE);
  g_type_ensure (SALTLINE_TYPE_TEAM_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, jobs);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, list_toggle);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, inspector_toggle);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, patches);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, model);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, athletes);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, calibration);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, plans);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, team);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, drop_hint);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, SaltlineWindow, notice_label);
  gtk_widget_class_bind_template_callback (widget_class, switches_below);
  gtk_widget_class_bind_template_callback (widget_class, page_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, job_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_photo_cb);
  gtk_widget_class_bind_template_callback (widget_class, draw_template_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-list", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-inspector", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, patches_action);
  gtk_widget_class_install_action (widget_class, "win.open-folder", NULL, patches_action);
  gtk_widget_class_install_action (widget_class, "win.open-table", NULL, open_table_action);
  gtk_widget_class_install_action (widget_class, "win.open-here", NULL, open_here_action);
  gtk_widget_class_install_action (widget_class, "win.services", NULL, services_action);
  gtk_widget_class_install_action (widget_class, "win.import-device", NULL, import_device_action);
  gtk_widget_class_install_action (widget_class, "win.show-photo", "x", show_photo_action);
  gtk_widget_class_install_action (widget_class, "win.show-calibration", NULL, show_calibration_action);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, patches_action);
  gtk_widget_class_install_action (widget_class, "win.demo", NULL, patches_action);
  gtk_widget_class_install_action (widget_class, "win.export-table", NULL, patches_action);
  gtk_widget_class_install_action (widget_class, "win.export-overlays", NULL, patches_action);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) /* Alt+1, Alt+2 …, in the order of the switcher */
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "win.show-page", "s", pages[i]);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.toggle-list", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, GDK_SHIFT_MASK, "win.toggle-inspector", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
}

static void
saltline_window_init (SaltlineWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect_swapped (drop, "enter", G_CALLBACK (drop_enter_cb), self);
  g_signal_connect_swapped (drop, "leave", G_CALLBACK (drop_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  page_switched_cb (self);
}

SaltlineWindow *
saltline_window_new (AdwApplication *application, SaltlineWorkspace *workspace)
{
  SaltlineWindow *self = g_object_new (SALTLINE_TYPE_WINDOW, "application", application, NULL);

  if (workspace != NULL)
    {
      Store *store = saltline_workspace_get_store (workspace);
      g_autofree char *name = g_path_get_basename (saltline_workspace_get_path (workspace));

      g_set_object (&self->workspace, workspace);
      self->device_watch = saltline_device_watch_new ();
      g_signal_connect_object (self->device_watch, "found", G_CALLBACK (device_found_cb), self, G_CONNECT_SWAPPED);
      gtk_window_set_title (GTK_WINDOW (self), name);
      adw_window_title_set_subtitle (self->title, name);
      saltline_patches_page_set_workspace (self->patches, workspace);
      saltline_athletes_page_set_workspace (self->athletes, workspace);
      saltline_model_page_set_workspace (self->model, workspace);
      saltline_calibration_page_set_workspace (self->calibration, workspace);
      saltline_plans_page_set_workspace (self->plans, workspace);
      saltline_team_page_set_workspace (self->team, workspace);
      /* Where work begins; a page that is shown later takes the focus from the one before. Not on what is not seen: keys end there. */
      if (g_list_model_get_n_items (saltline_patches_page_get_photos (self->patches)) > 0)
        gtk_widget_grab_focus (GTK_WIDGET (saltline_patches_page_get_canvas (self->patches)));
      if (saltline_workspace_is_read_only (workspace))
        {
          g_autofree char *message = g_strdup_printf (_("Only for reading: this workspace is in use by %s. Close it there to change anything here."),
                                                      store_holder (store) != NULL ? store_holder (store) : _("another program"));

          gtk_label_set_label (self->notice_label, message);
          gtk_info_bar_set_revealed (self->notice, TRUE);
        }
    }
  return self;
}

void
saltline_window_say (SaltlineWindow *self, const char *message)
{
  g_return_if_fail (SALTLINE_IS_WINDOW (self) && message != NULL);

  message_cb (self, message, NULL, NULL, NULL);
}

void
saltline_window_show_failure (SaltlineWindow *self, const char *message)
{
  g_return_if_fail (SALTLINE_IS_WINDOW (self));

  plain_page_describe (self->failure, message);
  gtk_stack_set_visible_child_name (self->contents, "failure");
}

void
saltline_window_open (SaltlineWindow *self, GListModel *files)
{
  g_autoptr(GListStore) tables = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GListStore) photos = g_list_store_new (G_TYPE_FILE);
  GtkWidget *page = NULL;

  g_return_if_fail (SALTLINE_IS_WINDOW (self));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      gboolean is_table = saltline_model_page_takes (file);

      g_list_store_append (is_table ? tables : photos, file);
      if (page == NULL)
        page = is_table ? GTK_WIDGET (self->model) : GTK_WIDGET (self->patches);
    }
  if (page == NULL)
    return;
  adw_view_stack_set_visible_child (self->stack, page);
  if (g_list_model_get_n_items (G_LIST_MODEL (tables)) > 0)
    saltline_model_page_add_files (self->model, G_LIST_MODEL (tables));
  if (g_list_model_get_n_items (G_LIST_MODEL (photos)) > 0)
    saltline_patches_page_add_files (self->patches, G_LIST_MODEL (photos));
}

SaltlinePatchesPage *
saltline_window_get_patches_page (SaltlineWindow *self)
{
  g_return_val_if_fail (SALTLINE_IS_WINDOW (self), NULL);

  return self->patches;
}

SaltlineModelPage *
saltline_window_get_model_page (SaltlineWindow *self)
{
  g_return_val_if_fail (SALTLINE_IS_WINDOW (self), NULL);

  return self->model;
}

SaltlineAthletesPage *
saltline_window_get_athletes_page (SaltlineWindow *self)
{
  g_return_val_if_fail (SALTLINE_IS_WINDOW (self), NULL);

  return self->athletes;
}

SaltlineCalibrationPage *
saltline_window_get_calibration_page (SaltlineWindow *self)
{
  g_return_val_if_fail (SALTLINE_IS_WINDOW (self), NULL);

  return self->calibration;
}

SaltlineWorkspace *
saltline_window_get_workspace (SaltlineWindow *self)
{
  g_return_val_if_fail (SALTLINE_IS_WINDOW (self), NULL);

  return self->workspace;
}

SaltlinePlansPage *
saltline_window_get_plans_page (SaltlineWindow *self)
{
  g_return_val_if_fail (SALTLINE_IS_WINDOW (self), NULL);

  return self->plans;
}

SaltlineTeamPage *
saltline_window_get_team_page (SaltlineWindow *self)
{
  g_return_val_if_fail (SALTLINE_IS_WINDOW (self), NULL);

  return self->team;
}
