/* tests/ui/test-services.c: Services and Privacy in the real window; reminders; a watch */
#include <glib/gstdio.h>

#include "display.h"
#include "ui/device-watch.h"
#include "ui/reminder-clock.h"
#include "ui/service-athlete-row.h"
#include "ui/services-dialog.h"
#include "workspace/reminders.h"
#include "workspace/services.h"
#include "workspace/typed-events.h"
#include "workspace/weather.h"

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) one = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (one, type))
        return one;
    }
  return NULL;
}

static SaltlineServicesDialog *
open_dialog (SaltlineWindow *window)
{
  GtkWindow *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.services", NULL));
  dialog = find_window (SALTLINE_TYPE_SERVICES_DIALOG);
  g_assert_nonnull (dialog);
  display_settle (GTK_WIDGET (dialog));
  return SALTLINE_SERVICES_DIALOG (dialog);
}

static SaltlineWorkspace *
own_workspace (void)
{
  g_autoptr(GError) error = NULL;
  SaltlineWorkspace *workspace;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "services.saltline", NULL);

  workspace = saltline_workspace_open (path, STORE_OPEN_CREATE, &error);
  g_assert_no_error (error);
  return workspace;
}

static gint64
add_athlete (SaltlineWorkspace *workspace, const char *name)
{
  g_autoptr(Athlete) athlete = athlete_new (name, name);

  g_assert_true (store_add_athlete (saltline_workspace_get_store (workspace), athlete, NULL));
  return athlete->id;
}

static guint
count_below (GtkWidget *root, GType type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (root, type);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_below (child, type);
  return n;
}

/* An expander row has a switch of its own, which is hidden. */
static gboolean
is_shown_switch (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_SWITCH (widget) && gtk_widget_get_visible (widget);
}

static void
shoot_pages (SaltlineServicesDialog *dialog, const char *style)
{
  static const char *const pages[] = { "privacy", "athletes", "devices", "reminders" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strdup_printf ("services-%s-%s", pages[i], style);

      adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (display_find (GTK_WIDGET (dialog), ADW_TYPE_VIEW_STACK)), pages[i]);
      display_shoot (GTK_WIDGET (dialog), name);
    }
}

/* What connecting means is read before, and the athlete's own export is what is suggested. */
static void
assert_connecting_is_explained (GtkWidget *row)
{
  GtkWindow *question;

  g_signal_emit_by_name (display_find_button (row, "_Connect…"), "clicked");
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (question);
  display_settle (GTK_WIDGET (question));
  g_assert_true (display_shows (GTK_WIDGET (question), "bulk export"));
  g_assert_true (display_shows (GTK_WIDGET (question), "erased 7 days"));
  g_assert_cmpint (adw_message_dialog_get_response_appearance (ADW_MESSAGE_DIALOG (question), "import"), ==, ADW_RESPONSE_SUGGESTED);
  display_shoot (GTK_WIDGET (question), "services-connect");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  gtk_window_destroy (question);
}

static void
test_everything_is_off_and_every_host_is_listed (void)
{
  g_autoptr(SaltlineWorkspace) workspace = own_workspace ();
  Store *store = saltline_workspace_get_store (workspace);
  SaltlineServicesDialog *dialog;
  GtkWidget *online, *row, *weather;

  add_athlete (workspace, "Ada Example");
  add_athlete (workspace, "Bea Example");
  dialog = saltline_services_dialog_new (NULL, workspace, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  display_settle (GTK_WIDGET (dialog));
  g_assert_false (services_are_on (store));
  online = display_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (online)));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "archive-api.open-meteo.com"));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "www.strava.com"));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "Never asked."));
  gtk_switch_set_active (GTK_SWITCH (online), TRUE);
  g_assert_true (services_are_on (store));
  g_assert_cmpuint (count_below (GTK_WIDGET (dialog), SALTLINE_TYPE_SERVICE_ATHLETE_ROW), ==, 2);
  row = display_find (GTK_WIDGET (dialog), SALTLINE_TYPE_SERVICE_ATHLETE_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  weather = display_find_that (row, is_shown_switch, NULL);
  gtk_switch_set_active (GTK_SWITCH (weather), TRUE);
  g_assert_true (service_is_chosen (store, SERVICE_WEATHER, 1));
  g_assert_false (service_is_chosen (store, SERVICE_WEATHER, 2));
  assert_connecting_is_explained (row);
  shoot_pages (dialog, "light");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  shoot_pages (dialog, "dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_switch_set_active (GTK_SWITCH (weather), FALSE);
  gtk_switch_set_active (GTK_SWITCH (online), FALSE);
  g_assert_false (services_are_on (store));
  g_assert_false (service_is_chosen (store, SERVICE_WEATHER, 1));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *) &row);
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (row);
  g_assert_null (dialog);
}

static gboolean
is_titled (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ENTRY_ROW (widget) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title);
}

static void
test_what_is_typed_is_kept_without_enter (void)
{
  g_autoptr(SaltlineWorkspace) workspace = own_workspace ();
  SaltlineServicesDialog *dialog = saltline_services_dialog_new (NULL, workspace, NULL);
  GtkEditable *from = GTK_EDITABLE (display_find_that (GTK_WIDGET (dialog), is_titled, "From"));
  GtkEditable *server = GTK_EDITABLE (display_find_that (GTK_WIDGET (dialog), is_titled, "Own Server (blank: open-meteo.com)"));
  g_autofree char *kept = NULL;

  gtk_window_present (GTK_WINDOW (dialog));
  display_settle (GTK_WIDGET (dialog));
  gtk_editable_set_text (from, "2");
  gtk_editable_set_text (from, "23:30");
  g_assert_cmpint (saltline_workspace_quiet_hours (workspace).from_minute, ==, 23 * 60 + 30);
  gtk_editable_set_text (from, "23:");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (from), "error"));
  g_assert_cmpint (saltline_workspace_quiet_hours (workspace).from_minute, ==, 23 * 60 + 30);

  gtk_editable_set_text (server, "https://weather.example.org");
  g_assert_null (saltline_workspace_weather_endpoint (workspace)); /* a part of an address may be another one */
  gtk_window_close (GTK_WINDOW (dialog));
  kept = saltline_workspace_weather_endpoint (workspace);
  g_assert_cmpstr (kept, ==, "https://weather.example.org");
  g_assert_true (saltline_workspace_set_weather_endpoint (workspace, NULL, NULL));
}

static void
test_the_window_opens_it_from_its_menu (void)
{
  SaltlineWindow *window = display_open ();
  SaltlineServicesDialog *dialog = open_dialog (window);

  gtk_window_destroy (GTK_WINDOW (dialog));
  display_close (window);
}

/* A desktop that shows notifications, as far as this test needs one. */
typedef struct {
  guint owner;
  guint registration;
  GPtrArray *titles;   /* of char *: shown so far */
  gboolean named;
} Desktop;

static const char desktop_xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "</interface></node>";

static void
desktop_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
            GDBusMethodInvocation *invocation, gpointer data)
{
  Desktop *desktop = data;

  if (g_str_equal (method, "Notify"))
    {
      g_autofree char *title = NULL;

      g_variant_get_child (parameters, 3, "s", &title);
      g_ptr_array_add (desktop->titles, g_steal_pointer (&title));
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", desktop->titles->len));
    }
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
named_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  ((Desktop *) data)->named = TRUE;
}

static gboolean
is_named (gpointer data)
{
  return ((Desktop *) data)->named;
}

static void
desktop_start (Desktop *desktop, GDBusConnection *bus)
{
  static const GDBusInterfaceVTable calls = { .method_call = desktop_cb };
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (desktop_xml, NULL);

  *desktop = (Desktop) { .titles = g_ptr_array_new_with_free_func (g_free) };
  desktop->registration = g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", node->interfaces[0], &calls, desktop, NULL, NULL);
  desktop->owner = g_bus_own_name_on_connection (bus, "org.freedesktop.Notifications", 0, named_cb, NULL, desktop, NULL);
  display_wait (is_named, desktop, 10.0, "the name of the desktop's notifications");
}

static void
desktop_stop (Desktop *desktop, GDBusConnection *bus)
{
  g_bus_unown_name (desktop->owner);
  g_dbus_connection_unregister_object (bus, desktop->registration);
  g_ptr_array_unref (desktop->titles);
}

static gboolean
has_shown (gpointer data)
{
  return ((Desktop *) data)->titles->len > 0;
}

static void
test_a_due_reminder_is_said_once_also_after_a_restart (void)
{
  g_autoptr(SaltlineWorkspace) workspace = own_workspace ();
  g_autoptr(Event) event = event_new (EVENT_PLANNED, "typed");
  g_autoptr(GPtrArray) events = g_ptr_array_new ();
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GApplication) application = g_object_ref (g_application_get_default ());
  const QuietHours never = { 0, 0 };
  gint64 start_us = g_get_real_time () + 25 * INSTANT_MINUTE, athlete = add_athlete (workspace, "Cleo Example");
  const TypedTime time = { instant_civil_day (start_us, 0), instant_minute_of_day (start_us, 0), 60 };
  GDBusConnection *bus = g_application_get_dbus_connection (application);
  SaltlineReminderClock *clock;
  Desktop desktop;

  desktop_start (&desktop, bus);
  event->source_id = g_strdup ("plan-1");
  event_set_sport (event, "running");
  typed_event_set_time (event, &time, zone);
  event_set_number (event, EVENT_FIELD_PATCH, 1);
  g_ptr_array_add (events, event);
  g_assert_true (saltline_workspace_put_typed (workspace, athlete, events, "Plan", NULL));
  g_assert_true (saltline_workspace_set_quiet_hours (workspace, &never, NULL));

  clock = saltline_reminder_clock_new (application, workspace);
  g_assert_true (saltline_workspace_set_reminds (workspace, TRUE, NULL));
  saltline_reminder_clock_look (clock);
  display_wait (has_shown, &desktop, 10.0, "the reminder to weigh in");
  g_assert_cmpuint (desktop.titles->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (desktop.titles, 0), ==, "Cleo Example: Weigh in");
  saltline_reminder_clock_look (clock);
  g_assert_finalize_object (clock);

  clock = saltline_reminder_clock_new (application, workspace);
  for (gint64 end = g_get_monotonic_time () + 500000; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (desktop.titles->len, ==, 1);
  g_assert_true (saltline_workspace_set_reminds (workspace, FALSE, NULL));
  g_assert_finalize_object (clock);
  desktop_stop (&desktop, bus);
}

/* --- a portal, as this test plays it: on a connection of its own, like any other program --- */

typedef struct {
  GDBusConnection *bus;
  guint owner, registration;
  guint asked;
  gboolean owns, autostart;
  guint32 response;   /* 0: answered; 1: the person closed the question */
  gboolean allows;
  char *reason;
} Portal;

static const char portal_xml[] = "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'><arg type='s' direction='in'/>"
                                 "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method></interface></node>";

static void
portal_called_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
                  GDBusMethodInvocation *invocation, gpointer data)
{
  Portal *portal = data;
  g_autoptr(GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *token = NULL, *name = g_strdelimit (g_strdup (sender + 1), ".", '_'), *handle = NULL;
  GVariantBuilder results;

  portal->asked++;
  g_free (portal->reason);
  portal->reason = NULL;
  g_variant_lookup (options, "handle_token", "s", &token);
  g_variant_lookup (options, "reason", "s", &portal->reason);
  g_variant_lookup (options, "autostart", "b", &portal->autostart);
  handle = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", handle));
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (portal->allows));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_emit_signal (bus, sender, handle, "org.freedesktop.portal.Request", "Response", g_variant_new ("(ua{sv})", portal->response, &results),
                                 NULL);
}

static void
portal_owned_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  ((Portal *) data)->owns = TRUE;
}

static gboolean
portal_owns (gpointer data)
{
  return ((Portal *) data)->owns;
}

static void
portal_start (Portal *portal)
{
  static const GDBusInterfaceVTable vtable = { portal_called_cb, NULL, NULL, { NULL } };
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (portal_xml, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  *portal = (Portal) { .bus = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                                      | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL) };
  g_assert_nonnull (portal->bus);
  portal->registration = g_dbus_connection_register_object (portal->bus, "/org/freedesktop/portal/desktop", info->interfaces[0], &vtable, portal, NULL, NULL);
  portal->owner = g_bus_own_name_on_connection (portal->bus, "org.freedesktop.portal.Desktop", G_BUS_NAME_OWNER_FLAGS_REPLACE, portal_owned_cb, NULL, portal, NULL);
  display_wait (portal_owns, portal, 10.0, "the portal's name");
}

static void
portal_stop (Portal *portal)
{
  g_bus_unown_name (portal->owner);
  g_dbus_connection_unregister_object (portal->bus, portal->registration);
  g_dbus_connection_close_sync (portal->bus, NULL, NULL);
  g_object_unref (portal->bus);
  g_free (portal->reason);
}

static void
pass_half_a_second (void)
{
  for (gint64 end = g_get_monotonic_time () + 500000; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
}

static gboolean
goes_on (gpointer clock)
{
  return saltline_reminder_clock_goes_on (clock);
}

static void
test_it_runs_in_the_background_only_if_the_desktop_allows_it (void)
{
  g_autoptr(SaltlineWorkspace) workspace = own_workspace ();
  g_autoptr(GApplication) application = g_object_ref (g_application_get_default ());
  SaltlineReminderClock *clock;
  Portal portal;

  portal_start (&portal);
  g_assert_true (saltline_workspace_set_reminds (workspace, TRUE, NULL));
  g_assert_true (saltline_workspace_set_reminds_in_background (workspace, FALSE, NULL));
  clock = saltline_reminder_clock_new (application, workspace);
  pass_half_a_second ();
  g_assert_cmpuint (portal.asked, ==, 0); /* not wanted: not asked for */
  g_assert_false (saltline_reminder_clock_goes_on (clock));

  g_assert_true (saltline_workspace_set_reminds_in_background (workspace, TRUE, NULL));
  portal.allows = FALSE;
  saltline_reminder_clock_look (clock);
  pass_half_a_second ();
  saltline_reminder_clock_look (clock);
  pass_half_a_second ();
  g_assert_cmpuint (portal.asked, ==, 1); /* a no is taken for a no */
  g_assert_false (saltline_reminder_clock_goes_on (clock));
  g_assert_false (portal.autostart);
  g_assert_nonnull (strstr (portal.reason, "remind"));

  g_assert_true (saltline_workspace_set_reminds_in_background (workspace, FALSE, NULL));
  saltline_reminder_clock_look (clock);
  g_assert_true (saltline_workspace_set_reminds_in_background (workspace, TRUE, NULL));
  portal.allows = TRUE;
  portal.response = 1;
  saltline_reminder_clock_look (clock);
  pass_half_a_second ();
  g_assert_cmpuint (portal.asked, ==, 2);
  g_assert_false (saltline_reminder_clock_goes_on (clock)); /* the question was closed */

  g_assert_true (saltline_workspace_set_reminds_in_background (workspace, FALSE, NULL));
  saltline_reminder_clock_look (clock);
  g_assert_true (saltline_workspace_set_reminds_in_background (workspace, TRUE, NULL));
  portal.response = 0;
  saltline_reminder_clock_look (clock);
  display_wait (goes_on, clock, 10.0, "leave to run in the background");
  g_assert_true (saltline_workspace_set_reminds (workspace, FALSE, NULL));
  saltline_reminder_clock_look (clock);
  g_assert_false (saltline_reminder_clock_goes_on (clock));
  g_assert_finalize_object (clock);
  portal_stop (&portal);

  /* Without a portal nothing goes on, and nothing goes wrong. */
  g_assert_true (saltline_workspace_set_reminds (workspace, TRUE, NULL));
  clock = saltline_reminder_clock_new (application, workspace);
  pass_half_a_second ();
  g_assert_false (saltline_reminder_clock_goes_on (clock));
  g_assert_true (saltline_workspace_set_reminds (workspace, FALSE, NULL));
  g_assert_finalize_object (clock);
}

static gboolean
has_folder (gpointer data)
{
  return saltline_device_watch_get_folder (data) != NULL;
}

static void
test_a_watch_is_noticed (void)
{
  g_autoptr(SaltlineDeviceWatch) watch = saltline_device_watch_new ();
  g_autofree char *root = g_dir_make_tmp (NULL, NULL), *activity = g_build_filename (root, "GARMIN", "Activity", NULL);
  g_autoptr(GFile) mount = g_file_new_for_path (root);

  g_assert_cmpint (g_mkdir_with_parents (activity, 0700), ==, 0);
  saltline_device_watch_look (watch, mount, "FENIX");
  display_wait (has_folder, watch, 10.0, "the watch");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/services/window", test_the_window_opens_it_from_its_menu);
  g_test_add_func ("/ui/services/typed-is-kept", test_what_is_typed_is_kept_without_enter);
  g_test_add_func ("/ui/services/dialog", test_everything_is_off_and_every_host_is_listed);
  g_test_add_func ("/ui/services/reminder", test_a_due_reminder_is_said_once_also_after_a_restart);
  g_test_add_func ("/ui/services/background", test_it_runs_in_the_background_only_if_the_desktop_allows_it);
  g_test_add_func ("/ui/services/watch", test_a_watch_is_noticed);
  return g_test_run ();
}
