/* workspace/readings-table.h
 *
 * The readings that stand, as a table for other programs (CSV, RFC 4180, UTF-8, points as decimal marks, instants in ISO 8601),
 * and the photos with what was measured drawn over them. May include: everything below. */
#pragma once

#include "patches.h"

G_BEGIN_DECLS

/**
 * readings_table_write:
 * @photos: of gint64; nullable when there are none
 * @path: replaced whole, or left as it was
 *
 * A line for each photo, in the order given: what it is, whose, what was read with standard deviations, and from which
 * template, calibration and program version; then the workout and what all photos of its patch say together. What is not known
 * is an empty cell.
 */
gboolean readings_table_write   (SaltlineWorkspace *workspace, const gint64 *photos, guint n, const char *path, GError **error);

/**
 * readings_overlay_write:
 * @folder: gets a file named after the photo, with "-overlay.png" in place of its suffix, and a number when that is taken
 */
gboolean readings_overlay_write (SaltlineWorkspace *workspace, gint64 photo, const char *folder, GCancellable *cancellable, GError **error);

G_END_DECLS
