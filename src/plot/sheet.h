/* plot/sheet.h
 *
 * Pages of paper: headings, paragraphs, tables and figures, one below the other, on as many A4 pages as they need, as a PDF that
 * is the same bytes for the same content. In: what to say, in order. Out: a file. */
#pragma once

#include "figure.h"

G_BEGIN_DECLS

typedef struct _Sheet Sheet;

/**
 * sheet_new:
 * @title: on top of the first page and in the file's metadata
 * @footer: (nullable): at the foot of every page, beside the page's number: where the numbers are from
 */
Sheet   *sheet_new     (const char *title, const char *footer);
void     sheet_free    (Sheet *sheet);

void     sheet_heading (Sheet *sheet, const char *text);
void     sheet_text    (Sheet *sheet, const char *text);

/**
 * sheet_table:
 * @alignment: a letter for each column, 'l' or 'r': "lrr"
 * @cells: rows of as many cells, the first row is the header; %NULL: an empty cell
 * @n_rows: the header counts
 *
 * Columns are as wide as their text while there is room; text is wrapped when there is not. A table that goes on over a page has its
 * header there again.
 */
void     sheet_table   (Sheet *sheet, const char *alignment, const char *const *cells, guint n_rows);

/* @height: in points; the width is that of the page. The figure is drawn at once. */
void     sheet_figure  (Sheet *sheet, Figure *figure, double height);

/* Begins a new page, unless the page is empty. */
void     sheet_break   (Sheet *sheet);

/* How many pages there are by now. */
guint    sheet_n_pages (const Sheet *sheet);

/**
 * sheet_write:
 * @path: replaced whole, or left as it was
 *
 * Ends the sheet: nothing can be added afterwards. Returns: %FALSE with BASE_ERROR_UNREADABLE naming @path and the fault.
 */
gboolean sheet_write   (Sheet *sheet, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sheet, sheet_free)

G_END_DECLS
