/* base/spreadsheet.h
 *
 * The first sheet of a workbook (.xlsx, Office Open XML; .ods, OpenDocument) as delimited text, so that whatever reads a table reads a workbook. Dates become
 * "2026-03-12" or "2026-03-12 07:30:00", clocks "07:30:00", numbers have a full stop, formulas the value that was last computed.
 * In: bytes. Out: CSV. May include: zip-part. */
#pragma once

#include <glib.h>

#include "base-error.h"

G_BEGIN_DECLS

/* Whether bytes begin as a spreadsheet of OpenDocument or as documents of Office Open XML do; whether those are a workbook, spreadsheet_to_csv() finds out. */
gboolean spreadsheet_sniff  (const char *bytes, gsize length);

/**
 * spreadsheet_to_csv:
 * @name: what messages call it
 * @out_length: (out)
 *
 * A row of the sheet is a line of the text, also a blank one. At most 64 MB of each part are inflated, and 4 million cells written.
 *
 * Returns: (transfer full): UTF-8 with commas; %NULL with %BASE_ERROR_MALFORMED when it is no workbook, or damaged, and
 * %BASE_ERROR_TOO_LARGE.
 */
char    *spreadsheet_to_csv (const char *name, const char *bytes, gsize length, gsize *out_length, GError **error);

G_END_DECLS
