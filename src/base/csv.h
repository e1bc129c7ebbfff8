/* base/csv.h
 *
 * Lines of a table for other programs: RFC 4180, UTF-8, the point as decimal mark in every locale, what is not known an empty
 * cell. In: cells, from left to right. Out: text that base/table.h reads back. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void csv_put_text   (GString *text, const char *cell);    /* (nullable): not known */
void csv_put_number (GString *text, double value);        /* NAN: not known; as many digits as bring the same number back */
void csv_end_line   (GString *text);

G_END_DECLS
