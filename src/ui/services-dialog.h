/* ui/services-dialog.h
 *
 * Services and Privacy: the switch over everything, every host with what is sent and when last, weather and Strava of each
 * athlete, what to do about Garmin, reminders. In: a workspace. Signals: "job" (SaltlineJob), "import" (GFile folder; NULL: to be
 * chosen; gint64 athlete; 0: who is chosen in the window), "reminders-changed" (). */
#pragma once

#include <adwaita.h>

#include "job.h"
#include "workspace/workspace.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_SERVICES_DIALOG (saltline_services_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineServicesDialog, saltline_services_dialog, SALTLINE, SERVICES_DIALOG, AdwWindow)

/* @device: (nullable): a watch's folder that is mounted now */
SaltlineServicesDialog *saltline_services_dialog_new (GtkWindow *parent, SaltlineWorkspace *workspace, GFile *device);

G_END_DECLS
