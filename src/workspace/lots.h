/* workspace/lots.h
 *
 * Calibration sessions in a workspace: standards are photos of it, measured by their readings that stand, so that what a person
 * corrects by hand on a standard counts. In: photos or a table of standards. Out: what was measured, fitted and saved as a versioned
 * calibration. All functions may be called from a task's thread. */
#pragma once

#include "in-parallel.h"
#include "lot-document.h"
#include "store/lots.h"
#include "workspace.h"

G_BEGIN_DECLS

#define LOT_BOOTSTRAP_SEED 1

/* Adds an empty session; sets its id. */
gboolean          saltline_workspace_add_lot       (SaltlineWorkspace *self, StoredLot *lot, GError **error);

/**
 * saltline_workspace_add_standards:
 * @session: paths of photos with what is known of each: of a table, or of lot_session_new()
 * @progress: (nullable)
 *
 * Brings the photos into the workspace, reads those that were not read with the session's template, and adds them to the
 * session as one edit. A photo that is no photo, or is in the session already, says so in @session->faults and is passed over.
 *
 * Returns: %FALSE, and nothing is added to the session, when it was cancelled or the workspace cannot keep it.
 */
gboolean          saltline_workspace_add_standards (SaltlineWorkspace *self, gint64 lot, LotSession *session, ParallelProgress progress,
                                                    gpointer data, guint *n_added, GCancellable *cancellable, GError **error);

/**
 * saltline_workspace_recognise_lot:
 * @path: of a photo
 *
 * Sets the session's template to the installed one that fits the photo best; leaves it as it is when none fits.
 */
gboolean          saltline_workspace_recognise_lot (SaltlineWorkspace *self, gint64 lot, const char *path, GCancellable *cancellable, GError **error);

/* Reads those of the session's photos whose reading was not made with its template. */
gboolean          saltline_workspace_read_standards (SaltlineWorkspace *self, gint64 lot, ParallelProgress progress, gpointer data,
                                                     GCancellable *cancellable, GError **error);

/* As store_edit_lot(): what @changed has otherwise than @before (nullable) is one edit; undo and redo of the last.
 * @what: (out) (nullable): NULL: nothing to undo.
 * Undoing that a version was saved takes the version back too; STORE_ERROR_REFUSED when readings depend on it. */
gboolean          saltline_workspace_edit_lot      (SaltlineWorkspace *self, const StoredLot *before, const StoredLot *changed, const char *what,
                                                    gint64 step, GError **error);
gboolean          saltline_workspace_undo_lot      (SaltlineWorkspace *self, gint64 lot, gboolean redo, char **what, GError **error);

/**
 * saltline_workspace_measure_lot:
 *
 * Returns: (transfer full): the standards in the session's order with what their readings say; faults say what is missing
 */
LotSession       *saltline_workspace_measure_lot   (SaltlineWorkspace *self, const StoredLot *lot, GError **error);

/**
 * saltline_workspace_save_lot:
 * @row: (out): the document
 * @is_new: (out): %FALSE when the version that was saved last is the same to the digit
 *
 * Measures and fits the session, and keeps the calibration with the next version number, as an edit of the session. What was saved
 * before to the digit and undone comes back with its number.
 *
 * Returns: (transfer full)
 */
PatchCalibration *saltline_workspace_save_lot      (SaltlineWorkspace *self, gint64 lot, gint64 *row, gboolean *is_new, GError **error);

G_END_DECLS
