/* workspace/reminders.h
 *
 * Reminders of this workspace: made from the plans and the advice of all athletes, anew each time, so that a plan that moved or
 * went takes its reminders along. In: the workspace, the instant. Out: reminders and what was said of them. */
#pragma once

#include "store/reminders.h"
#include "workspace.h"

G_BEGIN_DECLS

/* Whether anything is said at all; off until somebody switches it on. */
gboolean   saltline_workspace_reminds          (SaltlineWorkspace *self);
gboolean   saltline_workspace_set_reminds      (SaltlineWorkspace *self, gboolean on, GError **error);

/* Whether to go on reminding when the window is closed, if the desktop allows it. */
gboolean   saltline_workspace_reminds_in_background     (SaltlineWorkspace *self);
gboolean   saltline_workspace_set_reminds_in_background (SaltlineWorkspace *self, gboolean on, GError **error);

/* 22:00 to 7:00 until somebody sets others. */
QuietHours saltline_workspace_quiet_hours      (SaltlineWorkspace *self);
gboolean   saltline_workspace_set_quiet_hours  (SaltlineWorkspace *self, const QuietHours *quiet, GError **error);

/* "22:00" → 1320; FALSE for anything else. */
gboolean   quiet_minute_parse                  (const char *text, int *minute);

/**
 * saltline_workspace_reminders:
 * @units: that their words are in
 *
 * Of what is planned from yesterday to the day after tomorrow. May be called from a task's thread.
 *
 * Returns: (transfer full) (element-type Reminder): by when they are due.
 */
GPtrArray *saltline_workspace_reminders        (SaltlineWorkspace *self, UnitSystem units, gint64 now_us, GError **error);

G_END_DECLS
