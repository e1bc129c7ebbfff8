/* ui/services-dialog.c */
#include "services-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "plain-text.h"
#include "service-athlete-row.h"
#include "typing.h"
#include "workspace/reminders.h"
#include "workspace/services.h"
#include "workspace/weather.h"

#define MOST_SHOWN 40     /* athletes at a time; the search finds the others */

struct _SaltlineServicesDialog {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkSwitch *online;
  AdwPreferencesGroup *hosts;
  GtkEditable *endpoint;
  GtkEditable *key;
  AdwPreferencesGroup *athletes;
  GtkEditable *search;
  AdwActionRow *device;
  GtkWidget *device_import;
  GtkSwitch *remind;
  GtkSwitch *background;
  GtkEditable *quiet_from;
  GtkEditable *quiet_to;
  SaltlineWorkspace *workspace;
  GFile *device_folder;
  GPtrArray *host_rows;      /* of GtkWidget, not owned */
  GPtrArray *athlete_rows;
};

G_DEFINE_FINAL_TYPE (SaltlineServicesDialog, saltline_services_dialog, ADW_TYPE_WINDOW)

enum { SIGNAL_JOB, SIGNAL_IMPORT, SIGNAL_REMINDERS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
say (SaltlineServicesDialog *self, const char *message)
{
  adw_toast_overlay_add_toast (self->toasts, plain_toast_new (message));
}

static gboolean
blame (SaltlineServicesDialog *self, const GError *error)
{
  if (error != NULL)
    say (self, error->message);
  return error == NULL;
}

static void
remove_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static char *
last_text (const ServiceHost *host)
{
  g_autoptr(GDateTime) last = NULL;
  g_autofree char *when = NULL;

  if (host->last_us == INSTANT_UNKNOWN)
    return g_strdup (_("Never asked."));
  last = g_date_time_new_from_unix_local (host->last_us / INSTANT_SECOND);
  when = g_date_time_format (last, "%x %X");
  return g_strdup_printf (_("Last asked %s: %s (%s)."), when, host->last_what, host->last_outcome);
}

static void
show_hosts (SaltlineServicesDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hosts = saltline_workspace_service_hosts (self->workspace, &error);

  remove_rows (self->hosts, self->host_rows);
  if (!blame (self, error))
    return;
  for (guint i = 0; i < hosts->len; i++)
    {
      const ServiceHost *host = g_ptr_array_index (hosts, i);
      g_autofree char *last = last_text (host), *subtitle = g_strdup_printf ("%s\n%s", host->sent, last), *escaped = g_markup_escape_text (subtitle, -1);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), host->host);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
      adw_preferences_group_add (self->hosts, row);
      g_ptr_array_add (self->host_rows, row);
    }
}

/* --- athletes --- */

static void
row_job_cb (SaltlineServicesDialog *self, SaltlineJob *job)
{
  g_signal_emit (self, signals[SIGNAL_JOB], 0, job);
}

static void
row_message_cb (SaltlineServicesDialog *self, const char *message)
{
  say (self, message);
  show_hosts (self);
}

static void
row_import_cb (SaltlineServicesDialog *self, gint64 athlete)
{
  g_signal_emit (self, signals[SIGNAL_IMPORT], 0, NULL, athlete);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
matches (const Athlete *athlete, const char *words)
{
  g_autofree char *all = g_strconcat (athlete->name, " ", athlete->handle, NULL);

  return *words == '\0' || g_str_match_string (words, all, TRUE);
}

static void
show_athletes (SaltlineServicesDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) athletes = store_athletes (saltline_workspace_get_store (self->workspace), NULL, &error);
  const char *words = gtk_editable_get_text (self->search);

  remove_rows (self->athletes, self->athlete_rows);
  if (!blame (self, error))
    return;
  for (guint i = 0; i < athletes->len && self->athlete_rows->len < MOST_SHOWN; i++)
    {
      GtkWidget *row;

      if (!matches (g_ptr_array_index (athletes, i), words))
        continue;
      row = saltline_service_athlete_row_new (self->workspace, g_ptr_array_index (athletes, i));
      g_signal_connect_object (row, "job", G_CALLBACK (row_job_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "message", G_CALLBACK (row_message_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "import", G_CALLBACK (row_import_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->athletes, row);
      g_ptr_array_add (self->athlete_rows, row);
    }
}

static void
search_cb (SaltlineServicesDialog *self)
{
  if (self->workspace != NULL)
    show_athletes (self);
}

/* --- switches and entries --- */

static gboolean
online_cb (SaltlineServicesDialog *self, gboolean on)
{
  g_autoptr(GError) error = NULL;

  if (self->workspace != NULL)
    services_switch (saltline_workspace_get_store (self->workspace), on, &error);
  return !blame (self, error);
}

/* When it is left: a part of an address may be another one, and would be asked. */
static void
endpoint_cb (SaltlineServicesDialog *self)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (self->endpoint)));
  g_autofree char *kept = self->workspace != NULL ? saltline_workspace_weather_endpoint (self->workspace) : NULL;
  g_autoptr(GError) error = NULL;

  if (self->workspace == NULL || saltline_workspace_is_read_only (self->workspace) || g_str_equal (url, kept != NULL ? kept : ""))
    return;
  if (!saltline_workspace_set_weather_endpoint (self->workspace, *url ? url : NULL, &error))
    gtk_widget_add_css_class (GTK_WIDGET (self->endpoint), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->endpoint), "error");
  if (blame (self, error))
    show_hosts (self);
}

typedef struct {
  SaltlineWorkspace *workspace;
  char *key;   /* (nullable) */
} KeyWork;

static void
key_work_free (gpointer data)
{
  KeyWork *work = data;

  g_object_unref (work->workspace);
  secret_free (work->key);
  g_free (work);
}

/* The keyring may ask to be unlocked, and wait for that. */
static void
keep_key_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
  const KeyWork *work = task_data;
  GError *error = NULL;

  if (saltline_workspace_set_weather_key (work->workspace, keeper, work->key, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
key_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineServicesDialog) self = data;
  g_autoptr(GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->workspace != NULL && blame (self, error))
    say (self, saltline_workspace_weather_has_key (self->workspace) ? _("The key is in the keyring.") : _("No key is kept."));
}

/* What is typed goes to the keyring and out of the entry. */
static void
key_cb (SaltlineServicesDialog *self)
{
  g_autoptr(GTask) task = NULL;
  const char *typed = gtk_editable_get_text (self->key);
  KeyWork *work;

  if (self->workspace == NULL)
    return;
  work = g_new (KeyWork, 1);
  *work = (KeyWork) { g_object_ref (self->workspace), *typed ? g_strdup (typed) : NULL };
  gtk_editable_set_text (self->key, "");
  task = g_task_new (NULL, NULL, key_kept_cb, g_object_ref (self));
  g_task_set_task_data (task, work, key_work_free);
  g_task_run_in_thread (task, keep_key_in_thread);
}

/* Blank, it was only passed through. */
static void
key_left_cb (SaltlineServicesDialog *self)
{
  if (*gtk_editable_get_text (self->key) != '\0')
    key_cb (self);
}

static gboolean
close_cb (SaltlineServicesDialog *self)
{
  endpoint_cb (self);
  key_left_cb (self);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
set_reminding (SaltlineServicesDialog *self, gboolean on, gboolean (*set) (SaltlineWorkspace *workspace, gboolean on, GError **error))
{
  g_autoptr(GError) error = NULL;

  if (self->workspace == NULL)
    return FALSE;
  set (self->workspace, on, &error);
  g_signal_emit (self, signals[SIGNAL_REMINDERS_CHANGED], 0);
  return !blame (self, error);
}

static gboolean
remind_cb (SaltlineServicesDialog *self, gboolean on)
{
  return set_reminding (self, on, saltline_workspace_set_reminds);
}

static gboolean
background_cb (SaltlineServicesDialog *self, gboolean on)
{
  return set_reminding (self, on, saltline_workspace_set_reminds_in_background);
}

static gboolean
read_minute (GtkEditable *row, int *minute)
{
  gboolean fine = quiet_minute_parse (gtk_editable_get_text (row), minute);

  typing_complain (GTK_WIDGET (row), fine ? NULL : _("A time of day looks like 22:00."));
  return fine;
}

/* At each key. */
static void
quiet_cb (SaltlineServicesDialog *self)
{
  QuietHours quiet, kept;
  g_autoptr(GError) error = NULL;
  gboolean from, to;

  if (self->workspace == NULL)
    return;
  from = read_minute (self->quiet_from, &quiet.from_minute);
  to = read_minute (self->quiet_to, &quiet.to_minute);
  kept = saltline_workspace_quiet_hours (self->workspace);
  if (!from || !to || (quiet.from_minute == kept.from_minute && quiet.to_minute == kept.to_minute))
    return;
  saltline_workspace_set_quiet_hours (self->workspace, &quiet, &error);
  g_signal_emit (self, signals[SIGNAL_REMINDERS_CHANGED], 0);
  blame (self, error);
}

static void
wrong_cb (gpointer data, const char *complaint)
{
  say (data, complaint);
}

static void
device_import_cb (SaltlineServicesDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_IMPORT], 0, self->device_folder, (gint64) 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
export_import_cb (SaltlineServicesDialog *self)
{
  row_import_cb (self, 0);
}

/* Before self->workspace is set: what is shown is no change of it. */
static void
show_settings (SaltlineServicesDialog *self, SaltlineWorkspace *workspace)
{
  QuietHours quiet = saltline_workspace_quiet_hours (workspace);
  g_autofree char *endpoint = saltline_workspace_weather_endpoint (workspace);
  g_autofree char *from = g_strdup_printf ("%02d:%02d", quiet.from_minute / 60, quiet.from_minute % 60);
  g_autofree char *to = g_strdup_printf ("%02d:%02d", quiet.to_minute / 60, quiet.to_minute % 60);

  gtk_switch_set_active (self->online, services_are_on (saltline_workspace_get_store (workspace)));
  gtk_switch_set_active (self->remind, saltline_workspace_reminds (workspace));
  gtk_switch_set_active (self->background, saltline_workspace_reminds_in_background (workspace));
  gtk_editable_set_text (self->endpoint, endpoint != NULL ? endpoint : "");
  gtk_editable_set_text (self->quiet_from, from);
  gtk_editable_set_text (self->quiet_to, to);
}

static void
saltline_services_dialog_dispose (GObject *object)
{
  SaltlineServicesDialog *self = SALTLINE_SERVICES_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->device_folder);
  G_OBJECT_CLASS (saltline_services_dialog_parent_class)->dispose (object);
}

static void
saltline_services_dialog_finalize (GObject *object)
{
  SaltlineServicesDialog *self = SALTLINE_SERVICES_DIALOG (object);

  g_ptr_array_unref (self->host_rows);
  g_ptr_array_unref (self->athlete_rows);
  G_OBJECT_CLASS (saltline_services_dialog_parent_class)->finalize (object);
}

static void
saltline_services_dialog_class_init (SaltlineServicesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_services_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = saltline_services_dialog_finalize;
  signals[SIGNAL_JOB] = g_signal_new ("job", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SALTLINE_TYPE_JOB);
  signals[SIGNAL_IMPORT] = g_signal_new ("import", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_INT64);
  signals[SIGNAL_REMINDERS_CHANGED] = g_signal_new ("reminders-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/services-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, online);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, hosts);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, endpoint);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, key);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, athletes);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, search);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, device);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, device_import);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, remind);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, background);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, quiet_from);
  gtk_widget_class_bind_template_child (widget_class, SaltlineServicesDialog, quiet_to);
  gtk_widget_class_bind_template_callback (widget_class, online_cb);
  gtk_widget_class_bind_template_callback (widget_class, endpoint_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, remind_cb);
  gtk_widget_class_bind_template_callback (widget_class, background_cb);
  gtk_widget_class_bind_template_callback (widget_class, quiet_cb);
  gtk_widget_class_bind_template_callback (widget_class, device_import_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_import_cb);
}

static void
saltline_services_dialog_init (SaltlineServicesDialog *self)
{
  self->host_rows = g_ptr_array_new ();
  self->athlete_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  typing_watch (GTK_WIDGET (self->quiet_from), wrong_cb, self);
  typing_watch (GTK_WIDGET (self->quiet_to), wrong_cb, self);
}

SaltlineServicesDialog *
saltline_services_dialog_new (GtkWindow *parent, SaltlineWorkspace *workspace, GFile *device)
{
  SaltlineServicesDialog *self;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (SALTLINE_TYPE_SERVICES_DIALOG, "transient-for", parent, NULL);
  show_settings (self, workspace);
  self->workspace = g_object_ref (workspace);
  show_hosts (self);
  show_athletes (self);
  if (device != NULL)
    {
      g_autofree char *name = g_file_get_parse_name (device), *subtitle = g_strdup_printf (_("A watch is here: %s"), name), *escaped = g_markup_escape_text (subtitle, -1);

      self->device_folder = g_object_ref (device);
      adw_action_row_set_subtitle (self->device, escaped);
      gtk_widget_set_sensitive (self->device_import, TRUE);
    }
  if (saltline_workspace_is_read_only (workspace))
    for (guint i = 0; i < 6; i++)
      gtk_widget_set_sensitive ((GtkWidget *[]) { GTK_WIDGET (self->online), GTK_WIDGET (self->endpoint), GTK_WIDGET (self->remind), GTK_WIDGET (self->background),
                                                  GTK_WIDGET (self->quiet_from), GTK_WIDGET (self->quiet_to) }[i], FALSE);
  return self;
}
