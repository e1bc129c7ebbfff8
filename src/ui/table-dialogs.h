/* ui/table-dialogs.h
 *
 * What tables can be brought in with a mapping step: a roster, and weighings or trials of one athlete or of several. */
#pragma once

#include "mapping-dialog.h"
#include "workspace/workspace.h"

G_BEGIN_DECLS

/* Both: (nullable): %NULL with an error when @path is no table. */
SaltlineMappingDialog *roster_dialog_new (SaltlineWorkspace *workspace, const char *path, GError **error);

/* @athlete: (nullable): whose it is, unless a column says so */
SaltlineMappingDialog *trials_dialog_new (SaltlineWorkspace *workspace, const Athlete *athlete, const char *path, GError **error);

/* Whether @path is a table of which nothing is understood without being told which column is what. */
gboolean               table_needs_mapping (const char *path);

G_END_DECLS
