/* ui/application.c */
#include "application.h"

#include <glib/gi18n.h>

#include "config.h"
#include "edit-queue.h"
#include "online-clock.h"
#include "reminder-clock.h"
#include "ui-resources.h"
#include "units.h"
#include "window.h"

struct _SaltlineApplication {
  AdwApplication parent_instance;

  char *workspace_path; /* NULL: the user's own */
  SaltlineWorkspace *workspace;
  SaltlineReminderClock *reminders;
  SaltlineOnlineClock *online;
};

G_DEFINE_FINAL_TYPE (SaltlineApplication, saltline_application, ADW_TYPE_APPLICATION)

static SaltlineWindow *
window_of (SaltlineApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr(GError) error = NULL;
  SaltlineWindow *made;

  if (SALTLINE_IS_WINDOW (window))
    return SALTLINE_WINDOW (window);
  if (self->workspace == NULL)
    self->workspace = saltline_workspace_open (self->workspace_path, STORE_OPEN_CREATE, &error);
  if (self->workspace != NULL && self->reminders == NULL)
    {
      units_recall (saltline_workspace_get_store (self->workspace));
      g_action_change_state (g_action_map_lookup_action (G_ACTION_MAP (self), "units"), g_variant_new_string (units_choice ()));
      self->reminders = saltline_reminder_clock_new (G_APPLICATION (self), self->workspace);
      self->online = saltline_online_clock_new (self->workspace);
    }
  made = saltline_window_new (ADW_APPLICATION (self), self->workspace);
  if (self->workspace == NULL)
    saltline_window_show_failure (made, error->message);
  return made;
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  adw_show_about_window (window,
                         "application-name", "Saltline",
                         "application-icon", SALTLINE_APPLICATION_ID,
                         "version", SALTLINE_VERSION,
                         "developer-name", _("The Saltline developers"),
                         "comments", _("From the photo of a sweat patch to the bottle: readings, rates, profiles and advice, each with its uncertainty."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  /* Each window may have something to finish. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
appearance_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *wanted = g_variant_get_string (parameter, NULL);
  AdwColorScheme scheme = g_str_equal (wanted, "light") ? ADW_COLOR_SCHEME_FORCE_LIGHT
                          : g_str_equal (wanted, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_DEFAULT;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  g_simple_action_set_state (action, parameter);
}

static void
units_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SaltlineApplication *self = SALTLINE_APPLICATION (data);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr(GError) error = NULL;

  if (!units_choose (g_variant_get_string (parameter, NULL), self->workspace != NULL ? saltline_workspace_get_store (self->workspace) : NULL, &error)
      && SALTLINE_IS_WINDOW (window))
    {
      g_autofree char *message = g_strdup_printf (_("These units hold until the window is closed: %s"), error->message);

      saltline_window_say (SALTLINE_WINDOW (window), message);
    }
  g_simple_action_set_state (action, g_variant_new_string (units_choice ()));
}

static void
saltline_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = about_cb },
    { .name = "quit", .activate = quit_cb },
    { .name = "appearance", .activate = appearance_cb, .parameter_type = "s", .state = "'system'" },
    { .name = "units", .activate = units_cb, .parameter_type = "s", .state = "'region'" },
  };
  GtkApplication *gtk_application = GTK_APPLICATION (application);

  G_APPLICATION_CLASS (saltline_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  gtk_application_set_accels_for_action (gtk_application, "app.quit", (const char *[]) { "<Control>q", NULL });
  gtk_application_set_accels_for_action (gtk_application, "window.close", (const char *[]) { "<Control>w", NULL });
  gtk_window_set_default_icon_name (SALTLINE_APPLICATION_ID);
}

static void
saltline_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (window_of (SALTLINE_APPLICATION (application))));
}

static void
saltline_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  SaltlineWindow *window = window_of (SALTLINE_APPLICATION (application));
  g_autoptr(GListStore) list = g_list_store_new (G_TYPE_FILE);

  for (int i = 0; i < n_files; i++)
    g_list_store_append (list, files[i]);
  saltline_window_open (window, G_LIST_MODEL (list));
  gtk_window_present (GTK_WINDOW (window));
}

static int
saltline_application_local_options (GApplication *application, GVariantDict *options)
{
  SaltlineApplication *self = SALTLINE_APPLICATION (application);

  if (g_variant_dict_lookup (options, "workspace", "^ay", &self->workspace_path))
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE); /* a window of its own */
  return -1; /* go on */
}

static void
saltline_application_shutdown (GApplication *application)
{
  SaltlineApplication *self = SALTLINE_APPLICATION (application);

  g_clear_object (&self->reminders);
  g_clear_object (&self->online);
  G_APPLICATION_CLASS (saltline_application_parent_class)->shutdown (application);
  edit_queue_flush (); /* windows that closed just now may have left something there */
}

static void
saltline_application_finalize (GObject *object)
{
  SaltlineApplication *self = SALTLINE_APPLICATION (object);

  g_free (self->workspace_path);
  g_clear_object (&self->reminders);
  g_clear_object (&self->online);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (saltline_application_parent_class)->finalize (object);
}

static void
saltline_application_class_init (SaltlineApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  saltline_ui_register_resource ();
  application_class->startup = saltline_application_startup;
  application_class->shutdown = saltline_application_shutdown;
  application_class->activate = saltline_application_activate;
  application_class->open = saltline_application_open;
  application_class->handle_local_options = saltline_application_local_options;
  G_OBJECT_CLASS (klass)->finalize = saltline_application_finalize;
}

static void
saltline_application_init (SaltlineApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "workspace", 'w', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME,
                                 N_("The workspace to open; without it, your own"), N_("FILE"));
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[PHOTO…]"));
}

SaltlineApplication *
saltline_application_new (void)
{
  return g_object_new (SALTLINE_TYPE_APPLICATION,
                       "application-id", SALTLINE_APPLICATION_ID,
                       "resource-base-path", "/io/github/saltline/Saltline",
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

int
saltline_application_main (int argc, char **argv)
{
  g_autoptr(SaltlineApplication) application = saltline_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
