/* workspace/predictions-table.h
 *
 * New rows and what a fitted model expects of each: the table as it was, with columns for the expectation, its intervals, whether
 * the athlete is known, and what extrapolates. A log response is taken back. In: a fit, a table. Out: CSV. */
#pragma once

#include "study.h"

G_BEGIN_DECLS

/* @n: (out): rows that were predicted; the others lack a value */
gboolean predictions_table_write (const StudyFit *study, const char *from, const char *to, guint *n, GError **error);

G_END_DECLS
