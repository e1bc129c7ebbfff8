/* ui/roster-dialog.h
 *
 * A table of athletes on its way into the roster: which column is what, and what would come of each row, before anything is
 * kept. */
#pragma once

#include <adwaita.h>

#include "workspace/roster-table.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_ROSTER_DIALOG (saltline_roster_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineRosterDialog, saltline_roster_dialog, SALTLINE, ROSTER_DIALOG, AdwWindow)

/* Signal "kept" (char *outcome, in words). */

/* (nullable): with an error when @path is no table */
SaltlineRosterDialog *saltline_roster_dialog_new  (SaltlineWorkspace *workspace, const char *path, GError **error);

/* What is previewed; keeps it. FALSE when nothing could be kept: then the dialog says why. */
const RosterTable    *saltline_roster_dialog_get_preview (SaltlineRosterDialog *self); /* (nullable) */
gboolean              saltline_roster_dialog_keep (SaltlineRosterDialog *self);

G_END_DECLS
