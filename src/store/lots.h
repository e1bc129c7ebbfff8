/* store/lots.h
 *
 * Sessions in which a production lot is calibrated from bench standards: photos with what is known of each. A session is one
 * value; an edit replaces it whole and is remembered, so that it can be undone. May include: base. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef struct {
  gint64 photo;
  double volume_ul;         /* known amount; NAN: not a volume standard */
  double chloride_mmol_l;   /* known concentration; NAN: not a chloride standard */
  char *excluded;           /* (nullable): the reason why it was left out */
} StoredStandard;

typedef struct {
  gint64 id;
  char *name;               /* id of the calibrations saved from it: "lot-7" */
  gint64 template_row;      /* document */
  char *lot, *made_on, *source;
  double area_cm2;          /* NAN: not known */
  double sodium_slope, sodium_intercept_mmol_l, sodium_sd_mmol_l; /* NAN: not known */
  gint64 calibration_row;   /* the version that was saved last; 0: none */
  GArray *standards;        /* of StoredStandard, in the order in which they are listed */
  gint64 created_us;
  gboolean deleted;
} StoredLot;

StoredLot *stored_lot_new       (const char *name, gint64 template_row);
StoredLot *stored_lot_copy      (const StoredLot *lot);
void       stored_lot_free      (StoredLot *lot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoredLot, stored_lot_free)

/* (nullable): the standard made from @photo. */
StoredStandard *stored_lot_find (const StoredLot *lot, gint64 photo);
void       stored_lot_append    (StoredLot *lot, gint64 photo, double volume_ul, double chloride_mmol_l, const char *excluded);

/* Sets the id. */
gboolean   store_add_lot        (Store *store, StoredLot *lot, GError **error);
StoredLot *store_lot            (Store *store, gint64 id, GError **error);
GPtrArray *store_lots           (Store *store, GError **error); /* of StoredLot, newest first; without those that were deleted */

/**
 * store_edit_lot:
 * @before: (nullable): the session that @changed was made from, if others may have edited it since: only what was changed is set
 * @what: for undo: "Leave a standard out"
 * @step: as for store_edit_state()
 *
 * Sets the session as @changed says, and remembers @what was done. Nothing is remembered when nothing differs.
 */
gboolean   store_edit_lot       (Store *store, const StoredLot *before, const StoredLot *changed, const char *what, gint64 step, GError **error);

/* Undo or redo of the session's last edit. @what: (out) (nullable): NULL with TRUE: nothing to undo. */
gboolean   store_undo_lot       (Store *store, gint64 id, gboolean redo, char **what, GError **error);

G_END_DECLS
