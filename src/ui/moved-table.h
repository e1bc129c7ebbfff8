/* ui/moved-table.h: what a new version of a calibration moves: photo, quantity, before, after, difference, in standard deviations */
#pragma once

#include <gtk/gtk.h>

#include "workspace/recompute.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_MOVED_TABLE (saltline_moved_table_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineMovedTable, saltline_moved_table, SALTLINE, MOVED_TABLE, GtkWidget)

/* @moved: (nullable) (element-type MovedReading): not kept */
void  saltline_moved_table_set (SaltlineMovedTable *self, GPtrArray *moved);

/* Tab-separated, with a header; numbers with a point. (transfer full) */
char *moved_to_table           (GPtrArray *moved);

G_END_DECLS
