/* base/table.h
 *
 * A delimited text file (CSV, TSV) as it was written: a header and rows of text cells. What is understood of the
 * file (delimiter, decimal mark, encoding) is kept, so that a preview can show it. Numbers are parsed on demand.
 * Of a workbook (.xlsx, .ods) it is the first sheet. In: a file or its text. Out: cells. May include: spreadsheet. */
#pragma once

#include <glib.h>

#include "base-error.h"

G_BEGIN_DECLS

typedef struct {
  char delimiter;        /* ',', ';' or '\t' */
  char decimal_mark;     /* '.' or ',': the mark of most columns, shown in a preview */
  char *decimal_marks;   /* n_columns of '.' or ',': the mark by which each column's numbers are read */
  char *encoding;        /* "UTF-8", "UTF-16LE", "UTF-16BE" or "WINDOWS-1252" */
  guint n_columns;
  char **names;          /* n_columns header cells, trimmed; NULL-terminated */
  GPtrArray *rows;       /* of char **: n_columns cells each, NULL-terminated; a short row is padded with "" */
  GArray *line_numbers;  /* of guint: the line of the file on which each row begins, 1 for the first */
} Table;

/**
 * table_parse:
 * @name: what messages call the text, usually its path
 * @delimiter: 0 to find out
 *
 * Quotes as in RFC 4180; a quote that is never closed is refused. A row with more cells than the header is refused, and so are a header with an empty text
 * and bytes that are no text.
 */
Table      *table_parse          (const char *name, const char *bytes, gsize length, char delimiter, GError **error);
/* The bytes of a file that table_parse() takes; one that is too large is refused. */
GBytes     *table_read_bytes     (const char *path, GError **error);
Table      *table_load           (const char *path, GError **error);
void        table_free           (Table *table);

int         table_find_column    (const Table *table, const char *name); /* −1: none; exact match */
const char *table_cell           (const Table *table, guint row, guint column);

/**
 * table_cell_is_missing:
 *
 * Blank, "NA", "NaN", "null", "-" and "--" mean that nothing is known.
 */
gboolean    table_cell_is_missing (const char *cell);

/* Finds the decimal mark of each column from cells that can be read in one way only; table_parse() calls it. */
void        table_find_decimal_marks (Table *table);

/**
 * table_number:
 * @value: (out): %NAN when the cell is missing
 *
 * Reads by the column's decimal mark. The other mark may only group thousands, in whole groups of three: "1.234,5" and
 * "1,234,567.8" are numbers; "1.5" in a column of decimal commas is none.
 *
 * Returns: %FALSE when the cell holds something that is no finite number.
 */
gboolean    table_number         (const Table *table, guint row, guint column, double *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

G_END_DECLS
