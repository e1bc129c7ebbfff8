/* ui/photo-export.h: the table of readings, or the overlays, written in a thread */
#pragma once

#include "photo-library.h"

G_BEGIN_DECLS

/**
 * photo_export_run:
 * @items: of SaltlinePhotoItem
 * @to: the table's file, or the folder of the overlays
 *
 * Returns: (transfer full): NULL when none of @items is in the workspace
 */
SaltlineJob *photo_export_run (SaltlineWorkspace *workspace, GPtrArray *items, GFile *to, gboolean overlays);

G_END_DECLS
