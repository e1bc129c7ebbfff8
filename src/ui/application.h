/* ui/application.h
 *
 * The workstation: windows on a workspace. The only folder that includes GTK. Computes nothing that a command would also
 * need. In: what workspace/ offers. Out: pixels. May include: workspace and what it hands out; never commands. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SALTLINE_TYPE_APPLICATION (saltline_application_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineApplication, saltline_application, SALTLINE, APPLICATION, AdwApplication)

SaltlineApplication *saltline_application_new  (void);

/* Runs until the last window is closed; arguments that are no option are files to open. */
int                  saltline_application_main (int argc, char **argv);

G_END_DECLS
