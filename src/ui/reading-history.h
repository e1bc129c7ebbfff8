/* ui/reading-history.h
 *
 * All readings of one photo, newest first: automatic, by hand, recomputed; when, and what they gave. Automatic and by hand
 * are thus seen side by side, and one press returns to automatic. */
#pragma once

#include <adwaita.h>

#include "photo-item.h"
#include "workspace/workspace.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_READING_HISTORY (saltline_reading_history_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineReadingHistory, saltline_reading_history, SALTLINE, READING_HISTORY, AdwBin)

/* @item: (nullable) */
void saltline_reading_history_show (SaltlineReadingHistory *self, SaltlineWorkspace *workspace, SaltlinePhotoItem *item);

G_END_DECLS
