/* base/spreadsheet-ods.h
 *
 * The first sheet of an OpenDocument spreadsheet (.ods), for spreadsheet.h, which says in what form. In: bytes. Out: CSV.
 * May include: zip-part. */
#pragma once

#include <glib.h>

#include "base-error.h"

G_BEGIN_DECLS

/* What both kinds of workbook end in: 4 million cells and separators. */
#define SPREADSHEET_MOST_CELLS (4u << 20)

gboolean spreadsheet_ods_sniff    (const char *bytes, gsize length);
char    *spreadsheet_ods_to_csv   (const char *name, const char *bytes, gsize length, gsize *out_length, GError **error);

/* A quoted cell of one line: a line of the text is a row of the sheet. */
void     spreadsheet_put_text     (GString *csv, const char *text);
/* For a markup parser: the name behind its prefix, and the attribute of such a name. */
const char *spreadsheet_local_name (const char *name);
const char *spreadsheet_attribute  (const char **names, const char **values, const char *wanted);

G_END_DECLS
