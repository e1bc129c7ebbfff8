/* ui/application.c */
#include "application.h"

#include <glib/gi18n.h>

#include "config.h"

struct _SaltlineApplication {
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (SaltlineApplication, saltline_application, ADW_TYPE_APPLICATION)

static void
saltline_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    {
      window = GTK_WINDOW (adw_application_window_new (GTK_APPLICATION (application)));
      gtk_window_set_title (window, _("Saltline"));
    }
  gtk_window_present (window);
}

static void
saltline_application_class_init (SaltlineApplicationClass *klass)
{
  G_APPLICATION_CLASS (klass)->activate = saltline_application_activate;
}

static void
saltline_application_init (SaltlineApplication *self)
{
}

SaltlineApplication *
saltline_application_new (void)
{
  return g_object_new (SALTLINE_TYPE_APPLICATION,
                       "application-id", SALTLINE_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

int
saltline_application_main (int argc, char **argv)
{
  g_autoptr(SaltlineApplication) application = saltline_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
