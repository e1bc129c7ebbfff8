/* workspace/readings-study.h
 *
 * The workspace's own trials as a table: a row for each patch that was read, with its athlete, the weather of the workout, and the
 * whole-body rate of the weighing, when there is one. In: a workspace. Out: a study's table, whose points lead back to the photos. */
#pragma once

#include "study.h"
#include "workspace.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): %MODEL_ERROR_TOO_FEW when no patch of an athlete was read */
StudyTable *saltline_workspace_readings_study (SaltlineWorkspace *self, GError **error);

/**
 * saltline_workspace_photo_of_row:
 * @row: 1: the first under the header
 *
 * By a column “sha256” or “photo” (a SHA-256, or the name of a file). Returns: the photo's number; 0: the row names none
 */
gint64      saltline_workspace_photo_of_row   (SaltlineWorkspace *self, const DataFrame *frame, guint row);

G_END_DECLS
