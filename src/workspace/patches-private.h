/* workspace/patches-private.h: what patches.c shares with what else makes readings; nobody else's */
#pragma once

#include "patches.h"

G_BEGIN_DECLS

/**
 * patches_read_again:
 * @row: a reading of @photo
 * @calibration_row: 0: none; else the document
 *
 * Reads the photo as it was read for @row, among the templates that stood to choose then, by that calibration.
 */
PatchReading  *patches_read_again (SaltlineWorkspace *self, const Photo *photo, const StoredReading *row, gint64 calibration_row,
                                   GCancellable *cancellable, GError **error);

/**
 * patches_describe:
 * @candidates: rows of the templates that it chose from, separated by blanks
 *
 * Returns: (transfer full): the row that keeps @reading, not stored yet
 */
StoredReading *patches_describe   (SaltlineWorkspace *self, const StoredPhoto *photo, double worn_min, const char *by_hand,
                                   const char *candidates, const PatchReading *reading, const char *origin, GError **error);

G_END_DECLS
