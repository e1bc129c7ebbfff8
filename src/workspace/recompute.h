/* workspace/recompute.h
 *
 * A calibration changed: the readings that were made with another version of it, computed again. First only to look at, as a
 * table of what moved and by how much; then kept, with the old readings as history. In: the version that shall hold. */
#pragma once

#include "in-parallel.h"
#include "patches.h"

G_BEGIN_DECLS

/* A quantity of a reading that depends on the calibration. */
typedef enum { MOVED_VOLUME, MOVED_RATE, MOVED_CHLORIDE, MOVED_SODIUM, MOVED_N_QUANTITIES } MovedQuantity;

typedef struct {
  gint64 photo;
  char *name;             /* of the photo */
  StoredReading *before;  /* that stands */
  StoredReading *after;   /* not stored before it is applied; NULL: it could not be computed */
  char *fault;            /* (nullable): why not */
} MovedReading;

/* "µL", "mg/cm²/min" …, and the key that JSON has for it: "volume_ul" … */
const char *moved_unit       (MovedQuantity quantity);
const char *moved_key        (MovedQuantity quantity);
double      moved_value      (const StoredReading *reading, MovedQuantity quantity, double *sd);
/* After − before; NAN when either is not known. @in_sd: (out) (optional): in standard deviations of the reading before. */
double      moved_difference (const MovedReading *moved, MovedQuantity quantity, double *in_sd);

/* The newest version of the calibrations called @name; 0: none is kept. */
gint64      saltline_workspace_newest_calibration (SaltlineWorkspace *self, const char *name, GError **error);

/**
 * saltline_workspace_dependents:
 * @calibration_row: the version that shall hold
 *
 * Returns: (transfer full): rows of the photos whose reading was made with another version of the calibration of that id
 */
GArray     *saltline_workspace_dependents   (SaltlineWorkspace *self, gint64 calibration_row, GError **error);

/**
 * saltline_workspace_recompute:
 *
 * Computes the dependent readings by @calibration_row, from their photos, templates and what was placed by hand. Nothing is stored.
 *
 * Returns: (transfer full) (element-type MovedReading)
 */
GPtrArray  *saltline_workspace_recompute    (SaltlineWorkspace *self, gint64 calibration_row, ParallelProgress progress, gpointer data,
                                             GCancellable *cancellable, GError **error);

/**
 * saltline_workspace_keep_recomputed:
 * @moved: (element-type MovedReading): those without a reading after are passed over
 *
 * Lets the new readings stand, all or none, as edits of their photos that are undone together. Refused when a photo was changed meanwhile.
 */
gboolean    saltline_workspace_keep_recomputed (SaltlineWorkspace *self, gint64 calibration_row, GPtrArray *moved, guint *n_kept, GError **error);

/* Lets the readings before stand again. Photos that have got another reading since are left as they are. */
gboolean    saltline_workspace_undo_recomputed (SaltlineWorkspace *self, GPtrArray *moved, guint *n_undone, GError **error);

G_END_DECLS
