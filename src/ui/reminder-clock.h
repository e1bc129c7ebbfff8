/* ui/reminder-clock.h
 *
 * Says the reminders of a workspace as desktop notifications: "Done", "Later", and what leads to the thing itself. Looks at the
 * wall clock once a minute, so that a suspend or a clock that was set is noticed within one. In: the application, a workspace.
 * Out: notifications, marks in the workspace. */
#pragma once

#include <adwaita.h>

#include "workspace/workspace.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_REMINDER_CLOCK (saltline_reminder_clock_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineReminderClock, saltline_reminder_clock, SALTLINE, REMINDER_CLOCK, GObject)

/* Adds app.reminder-done, app.reminder-later, app.reminder-show and app.reminders-look. Does nothing in a workspace that is only for reading. */
SaltlineReminderClock *saltline_reminder_clock_new  (GApplication *application, SaltlineWorkspace *workspace);

/* Looks now: settings have changed. */
void                   saltline_reminder_clock_look (SaltlineReminderClock *self);

/* Whether the program goes on without a window: it was asked for, and the desktop allowed it. */
gboolean               saltline_reminder_clock_goes_on (SaltlineReminderClock *self);

G_END_DECLS
