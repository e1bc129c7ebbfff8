/* ui/reminder-clock.c */
#include "reminder-clock.h"

#include <glib/gi18n.h>

#include "config.h"
#include "units.h"
#include "workspace/reminders.h"

#define LOOK_S       60
#define FRESH_US     (5 * INSTANT_MINUTE)    /* of the list of reminders: forecasts change the advice without a signal */
#define LATER_US     (10 * INSTANT_MINUTE)

struct _SaltlineReminderClock {
  GObject parent_instance;

  GApplication *application;      /* not owned: it outlives this */
  SaltlineWorkspace *workspace;
  GPtrArray *reminders;           /* of Reminder; NULL: not read yet */
  gint64 read_us;
  gboolean reading;
  guint look_id;
  gboolean held;                  /* the application goes on without a window */
  GDBusConnection *bus;           /* while the desktop is asked for that */
  guint answer_id;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SaltlineReminderClock, saltline_reminder_clock, G_TYPE_OBJECT)

static const Reminder *
find (SaltlineReminderClock *self, const char *key)
{
  for (guint i = 0; self->reminders != NULL && i < self->reminders->len; i++)
    if (g_str_equal (((const Reminder *) g_ptr_array_index (self->reminders, i))->key, key))
      return g_ptr_array_index (self->reminders, i);
  return NULL;
}

static void
mark (SaltlineReminderClock *self, const Reminder *reminder, gint64 again_us)
{
  g_autoptr(GError) error = NULL;
  const ReminderMark said = { reminder->key, reminder->start_us, g_get_real_time (), again_us };

  if (!store_mark_reminder (saltline_workspace_get_store (self->workspace), &said, &error))
    g_message ("%s", error->message);
}

/* The same id replaces what is shown: said again after a crash, it is still one. */
static void
say (SaltlineReminderClock *self, const DueReminder *due)
{
  const Reminder *reminder = due->reminder;
  g_autoptr(GNotification) notification = g_notification_new (reminder->title);
  gboolean of_patch = reminder->kind == REMINDER_PHOTO;

  g_notification_set_body (notification, reminder->body);
  g_notification_set_priority (notification, due->silent ? G_NOTIFICATION_PRIORITY_LOW : G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_add_button_with_target (notification, _("Done"), "app.reminder-done", "s", reminder->key);
  g_notification_add_button_with_target (notification, _("In 10 Minutes"), "app.reminder-later", "s", reminder->key);
  if (of_patch)
    g_notification_add_button_with_target (notification, _("Add the Photo…"), "app.reminder-show", "s", reminder->key);
  g_notification_set_default_action_and_target (notification, "app.reminder-show", "s", reminder->key);
  g_application_send_notification (self->application, reminder->key, notification);
  mark (self, reminder, 0);
}

static void
look_at_clock (SaltlineReminderClock *self)
{
  gint64 now_us = g_get_real_time (), next_us;
  QuietHours quiet = saltline_workspace_quiet_hours (self->workspace);
  g_autoptr(GTimeZone) zone = g_time_zone_new_local (); /* each time anew: people travel */
  g_autoptr(GPtrArray) marks = store_reminder_marks (saltline_workspace_get_store (self->workspace), NULL), withdrawn = NULL;
  g_autoptr(GArray) due = NULL;

  if (marks == NULL)
    return;
  withdrawn = reminders_withdrawn (self->reminders, marks, now_us);
  for (guint i = 0; i < withdrawn->len; i++)
    g_application_withdraw_notification (self->application, g_ptr_array_index (withdrawn, i));
  due = reminders_due (self->reminders, marks, &quiet, zone, now_us, &next_us);
  for (guint i = 0; i < due->len; i++)
    say (self, &g_array_index (due, DueReminder, i));
}

static void
read_anew_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *reminders = saltline_workspace_reminders (data, units_shown (), g_get_real_time (), &error);

  if (reminders != NULL)
    g_task_return_pointer (task, reminders, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaltlineReminderClock *self = SALTLINE_REMINDER_CLOCK (source);
  g_autoptr(GPtrArray) reminders = g_task_propagate_pointer (G_TASK (result), NULL);

  self->reading = FALSE;
  if (reminders == NULL || self->workspace == NULL)
    return;
  g_clear_pointer (&self->reminders, g_ptr_array_unref);
  self->reminders = g_steal_pointer (&reminders);
  self->read_us = g_get_monotonic_time ();
  look_at_clock (self);
}

static void
read_anew (SaltlineReminderClock *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->reading)
    return;
  self->reading = TRUE;
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_task_data (task, g_object_ref (self->workspace), g_object_unref);
  g_task_run_in_thread (task, read_anew_in_thread);
}

/* --- going on without a window --- */

static void
background_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineReminderClock) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    g_message ("%s", error->message); /* no portal: then the window has to stay open */
}

static void
answered_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
  SaltlineReminderClock *self = data;
  g_autoptr(GVariant) results = NULL;
  gboolean allowed = FALSE;
  guint32 response;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &allowed);
  if (response == 0 && allowed && !self->held && self->application != NULL)
    {
      g_application_hold (self->application);
      self->held = TRUE;
    }
}

/* Asks the desktop; it may ask the person. Without a yes the program ends with its last window. */
static void
ask_for_background (SaltlineReminderClock *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (self->application);
  g_autofree char *sender = NULL, *path = NULL;
  GVariantBuilder options;

  if (bus == NULL || self->bus != NULL)
    return;
  self->bus = g_object_ref (bus);
  sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');
  path = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/saltline_background", sender);
  self->answer_id = g_dbus_connection_signal_subscribe (bus, "org.freedesktop.portal.Desktop", "org.freedesktop.portal.Request", "Response", path, NULL,
                                                        G_DBUS_SIGNAL_FLAGS_NONE, answered_cb, self, NULL);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string ("saltline_background"));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (_("To remind of drinking, weighing and patches around planned workouts")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Background", "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, background_cb,
                          g_object_ref (self));
}

/* Switched on again, the desktop is asked again. */
static void
end_with_the_window (SaltlineReminderClock *self)
{
  if (self->bus != NULL)
    g_dbus_connection_signal_unsubscribe (self->bus, self->answer_id);
  g_clear_object (&self->bus);
  if (self->held && self->application != NULL)
    g_application_release (self->application);
  self->held = FALSE;
}

gboolean
saltline_reminder_clock_goes_on (SaltlineReminderClock *self)
{
  g_return_val_if_fail (SALTLINE_IS_REMINDER_CLOCK (self), FALSE);

  return self->held;
}

void
saltline_reminder_clock_look (SaltlineReminderClock *self)
{
  gboolean on;

  g_return_if_fail (SALTLINE_IS_REMINDER_CLOCK (self));

  if (saltline_workspace_is_read_only (self->workspace))
    return; /* who holds it reminds */
  on = saltline_workspace_reminds (self->workspace);
  if (on && saltline_workspace_reminds_in_background (self->workspace))
    ask_for_background (self);
  else
    end_with_the_window (self);
  if (!on)
    return;
  if (self->reminders == NULL || g_get_monotonic_time () - self->read_us > FRESH_US)
    read_anew (self);
  else
    look_at_clock (self);
}

static gboolean
look_cb (gpointer data)
{
  saltline_reminder_clock_look (data);
  return G_SOURCE_CONTINUE;
}

static void
changed_cb (SaltlineReminderClock *self)
{
  self->read_us = g_get_monotonic_time () - FRESH_US - 1;
  saltline_reminder_clock_look (self);
}

static void
answer_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SaltlineReminderClock *self = data;
  const char *key = g_variant_get_string (parameter, NULL), *name = g_action_get_name (G_ACTION (action));
  const Reminder *reminder = find (self, key);

  g_application_withdraw_notification (self->application, key);
  if (reminder != NULL && g_str_equal (name, "reminder-later"))
    mark (self, reminder, g_get_real_time () + LATER_US);
  if (g_str_equal (name, "reminder-show"))
    {
      GtkWindow *window;

      g_application_activate (self->application);
      window = gtk_application_get_active_window (GTK_APPLICATION (self->application));
      if (window != NULL && reminder != NULL && reminder->kind == REMINDER_PHOTO)
        gtk_widget_activate_action (GTK_WIDGET (window), "win.open", NULL);
    }
}

static void
look_action_cb (SaltlineReminderClock *self)
{
  saltline_reminder_clock_look (self);
}

static void
saltline_reminder_clock_dispose (GObject *object)
{
  SaltlineReminderClock *self = SALTLINE_REMINDER_CLOCK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_id, g_source_remove);
  end_with_the_window (self);
  self->application = NULL;
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->reminders, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (saltline_reminder_clock_parent_class)->dispose (object);
}

static void
saltline_reminder_clock_class_init (SaltlineReminderClockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = saltline_reminder_clock_dispose;
}

static void
saltline_reminder_clock_init (SaltlineReminderClock *self)
{
  self->cancellable = g_cancellable_new ();
}

SaltlineReminderClock *
saltline_reminder_clock_new (GApplication *application, SaltlineWorkspace *workspace)
{
  static const char *const answers[] = { "reminder-done", "reminder-later", "reminder-show" };
  SaltlineReminderClock *self = g_object_new (SALTLINE_TYPE_REMINDER_CLOCK, NULL);
  g_autoptr(GSimpleAction) look = g_simple_action_new ("reminders-look", NULL);

  self->application = application;
  self->workspace = g_object_ref (workspace);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (answers[i], G_VARIANT_TYPE_STRING);

      g_signal_connect_object (action, "activate", G_CALLBACK (answer_cb), self, 0);
      g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
    }
  g_signal_connect_object (look, "activate", G_CALLBACK (look_action_cb), self, G_CONNECT_SWAPPED);
  units_watch (self, G_CALLBACK (saltline_reminder_clock_look));
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (look));
  g_signal_connect_object (workspace, "timeline-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "roster-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->look_id = g_timeout_add_seconds (LOOK_S, look_cb, self);
  saltline_reminder_clock_look (self);
  return self;
}
