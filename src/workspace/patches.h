/* workspace/patches.h
 *
 * Photos of patches in a workspace: brought in, read, corrected by hand, undone, verified. Every reading is a new row that
 * names what it was made from; the photo says which of them stands. All functions may be called from a task's thread. */
#pragma once

#include "by-hand.h"
#include "store/photo-edits.h"
#include "workspace.h"

G_BEGIN_DECLS

/**
 * saltline_workspace_add_photo:
 * @path: of a photo; what is not one is refused and nothing is stored
 * @id: (out)
 * @added: (out) (optional): %FALSE when the same bytes were there already
 */
gboolean       saltline_workspace_add_photo   (SaltlineWorkspace *self, const char *path, gint64 *id, gboolean *added,
                                               GCancellable *cancellable, GError **error);

/* The same from memory: a pasted image. */
gboolean       saltline_workspace_add_photo_bytes (SaltlineWorkspace *self, const char *name, GBytes *bytes, gint64 *id,
                                                   gboolean *added, GCancellable *cancellable, GError **error);

/**
 * saltline_workspace_load_photo:
 *
 * Returns: (transfer full): the pixels of a photo of the workspace; the message says so when its file is gone.
 */
Photo         *saltline_workspace_load_photo  (SaltlineWorkspace *self, gint64 id, GCancellable *cancellable, GError **error);

/**
 * saltline_workspace_read_photo:
 * @loaded: (nullable): the photo's pixels, when they are at hand
 * @origin: "automatic" or "recomputed"
 * @reading: (out) (optional) (transfer full): what was read; lives as long as the workspace
 *
 * Reads the photo as its state says and lets that reading stand. A refusal is a reading too, with its reason. What is decided while
 * it is read counts: then it is read once more.
 */
gboolean       saltline_workspace_read_photo  (SaltlineWorkspace *self, gint64 id, const Photo *loaded, const char *origin,
                                               PatchReading **reading, GCancellable *cancellable, GError **error);

/**
 * saltline_workspace_compute_reading:
 *
 * Reads @photo as @state says, without storing anything: with its map and profiles, to be drawn over the photo.
 *
 * Returns: (transfer full): lives as long as the workspace
 */
PatchReading  *saltline_workspace_compute_reading (SaltlineWorkspace *self, const Photo *photo, const PhotoState *state,
                                                   GCancellable *cancellable, GError **error);

/**
 * saltline_workspace_change_photos:
 * @what: for the undo button: "Move landmark box-3"
 * @step: 0, or what edits that are undone together have in common: store_new_step ()
 *
 * Keeps what was decided about @n photos, at once and all together (store/photo-edits.h). Readings that depend on it are due from then
 * on: saltline_workspace_catch_up().
 */
gboolean       saltline_workspace_change_photos (SaltlineWorkspace *self, const gint64 *ids, guint n, const PhotoChange *changes, guint n_changes,
                                                 const char *what, gint64 step, GError **error);

/**
 * saltline_workspace_catch_up:
 * @loaded: (nullable): the photo's pixels, when they are at hand
 * @reading: (out) (optional) (transfer full) (nullable): what was read; untouched when nothing was due
 *
 * Reads the photo if its reading is due. That reading belongs to the edit that asked for it: undone and done again together.
 */
gboolean       saltline_workspace_catch_up   (SaltlineWorkspace *self, gint64 id, const Photo *loaded, PatchReading **reading,
                                              GCancellable *cancellable, GError **error);

/* Both: the state as it shall be is kept, then the photo is read if that is due. The reading of @state is ignored. */
gboolean       saltline_workspace_edit_photo (SaltlineWorkspace *self, gint64 id, const PhotoState *state, const Photo *loaded,
                                              const char *what, gint64 step, GCancellable *cancellable, GError **error);

/**
 * saltline_workspace_undo:
 * @photos: (out) (optional) (element-type gint64): what was changed
 * @what: (out): what was undone or done again; NULL with TRUE: there is nothing
 *
 * One history of all photos, in the order in which the edits were made, also after a restart.
 */
gboolean       saltline_workspace_undo        (SaltlineWorkspace *self, gboolean redo, GArray **photos, char **what, GError **error);

/* What is known of a photo's pixels once it was decoded. */
typedef struct {
  guint width, height;
  char *camera, *captured; /* (nullable) */
} PhotoFacts;

/**
 * saltline_workspace_keep_result:
 * @decided: what was asked for: athlete, time worn, template, calibration, by hand; its reading is ignored
 * @reading: made from the file at @path just now, as @decided says
 * @id: (out): of the photo
 *
 * Brings in a photo that was read outside the workspace, with its reading: `saltline read --save`. All or nothing.
 */
gboolean       saltline_workspace_keep_result (SaltlineWorkspace *self, const char *path, const PhotoFacts *facts, const PhotoState *decided,
                                               const PatchReading *reading, gint64 *id, GError **error);

/* The document's row in this workspace; 0 with an error when it cannot be kept. */
gint64         saltline_workspace_keep_template    (SaltlineWorkspace *self, const PatchTemplate *geometry, GError **error);
gint64         saltline_workspace_keep_calibration (SaltlineWorkspace *self, const PatchCalibration *calibration, GError **error);

/* A reading or calibration that differs when it is computed again. */
typedef struct {
  gint64 photo;     /* 0: of several photos together, or a calibration */
  char *name;       /* of the photo; "calibration lot-7, version 2" */
  char *difference; /* in words */
} ReadingDifference;

void           reading_difference_free        (ReadingDifference *difference);

typedef void (*VerifyProgress) (guint done, guint of, gpointer data);

/**
 * saltline_workspace_verify:
 * @checked: (out): readings and calibrations that were computed again
 *
 * Recomputes every reading that stands from its photo, template, calibration and what was placed by hand, then what several photos of
 * one patch say together from their readings, and every calibration that was fitted here from its standards, and compares all digits.
 *
 * Returns: (transfer full) (element-type ReadingDifference): empty when everything is reproduced.
 */
GPtrArray     *saltline_workspace_verify      (SaltlineWorkspace *self, VerifyProgress progress, gpointer data, guint *checked,
                                               GCancellable *cancellable, GError **error);

G_END_DECLS
