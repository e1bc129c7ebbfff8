/* ui/standards-table.h
 *
 * The standards of a calibration session as a table in which their known amounts are typed. */
#pragma once

#include <gtk/gtk.h>

#include "lot-result.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_STANDARDS_TABLE (saltline_standards_table_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineStandardsTable, saltline_standards_table, SALTLINE, STANDARDS_TABLE, GtkWidget)

/* Emits "chosen" (); "opened" (): Enter or a double click on the chosen one; "typed" (guint standard, gboolean chloride, double amount, gint64 step): NAN: not known; step: of the keys that are typed into one cell; "wrong" (string text): no amount. */

/* @result: (nullable): shown in place; a row that is the same photo keeps its focus. */
void saltline_standards_table_set_result (SaltlineStandardsTable *self, const LotResult *result);
int  saltline_standards_table_get_chosen (SaltlineStandardsTable *self); /* −1: none */
void saltline_standards_table_choose     (SaltlineStandardsTable *self, int standard);

G_END_DECLS
