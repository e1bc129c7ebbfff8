/* ui/lot-inspector.h
 *
 * What is known about a calibration session: how it was made, how good its curves are, the chosen standard and why it counts or
 * not, and what may be done with the result. */
#pragma once

#include <adwaita.h>

#include "lot-result.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_LOT_INSPECTOR (saltline_lot_inspector_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineLotInspector, saltline_lot_inspector, SALTLINE, LOT_INSPECTOR, AdwBin)

/* Emits "edited" (StoredLot *changed, string what, gint64 step), "show-standard" (guint standard), "wrong" (string message).
 * Activates calibration.save, calibration.recompute, calibration.open-photo, calibration.remove-standard. */

/**
 * saltline_lot_inspector_set_result:
 * @result: borrowed until the next call
 * @n_dependents: readings that were made with another version than the one that was saved last
 */
void saltline_lot_inspector_set_result   (SaltlineLotInspector *self, SaltlineWorkspace *workspace, const LotResult *result, guint n_dependents);

/* @standard: −1: none */
void saltline_lot_inspector_set_standard (SaltlineLotInspector *self, int standard);

G_END_DECLS
