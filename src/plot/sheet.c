/* plot/sheet.c */
#include "sheet.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "base/file.h"

/* A4 in points */
#define PAGE_WIDTH   595.28
#define PAGE_HEIGHT  841.89
#define MARGIN       50.0
#define FOOT         30.0   /* from the lower edge to the footer */
#define WIDTH        (PAGE_WIDTH - 2 * MARGIN)
#define BOTTOM       (PAGE_HEIGHT - MARGIN - 10)

#define TITLE_SIZE   18.0
#define HEADING_SIZE 13.0
#define TEXT_SIZE    10.0
#define TABLE_SIZE   9.0
#define FOOT_SIZE    8.0
#define CELL_GAP     8.0
#define ROW_GAP      3.0

/* A fixed instant: the same content is the same file. */
#define PDF_DATE "2000-01-01T00:00:00Z"

struct _Sheet {
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;
  char *footer;
  double y;          /* where the next thing goes */
  guint page;
  gboolean is_empty; /* nothing stands on this page yet */
};

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
ink (cairo_t *cr, double lightness)
{
  cairo_set_source_rgb (cr, lightness, lightness, lightness);
}

static void
end_page (Sheet *sheet)
{
  g_autofree char *number = g_strdup_printf ("%u", sheet->page);

  ink (sheet->cr, 0.35);
  if (sheet->footer)
    text_draw_wrapped (sheet->cr, NULL, FOOT_SIZE, sheet->footer, MARGIN, PAGE_HEIGHT - FOOT - FOOT_SIZE, WIDTH - 40, 0);
  text_draw_wrapped (sheet->cr, NULL, FOOT_SIZE, number, PAGE_WIDTH - MARGIN - 40, PAGE_HEIGHT - FOOT - FOOT_SIZE, 40, 1);
  ink (sheet->cr, 0);
  cairo_show_page (sheet->cr);
  sheet->page++;
  sheet->y = MARGIN;
  sheet->is_empty = TRUE;
}

static void
need_room (Sheet *sheet, double height)
{
  if (!sheet->is_empty && sheet->y + height > BOTTOM)
    end_page (sheet);
}

static void
put_text (Sheet *sheet, const char *font, double size, const char *text, double below)
{
  const double height = text_wrapped_height (sheet->cr, font, size, text, WIDTH);

  need_room (sheet, height);
  text_draw_wrapped (sheet->cr, font, size, text, MARGIN, sheet->y, WIDTH, 0);
  sheet->y += height + below;
  sheet->is_empty = FALSE;
}

Sheet *
sheet_new (const char *title, const char *footer)
{
  Sheet *sheet;

  g_return_val_if_fail (title != NULL, NULL);

  sheet = g_new0 (Sheet, 1);
  sheet->bytes = g_byte_array_new ();
  sheet->surface = cairo_pdf_surface_create_for_stream (append_cb, sheet->bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_pdf_surface_set_metadata (sheet->surface, CAIRO_PDF_METADATA_CREATE_DATE, PDF_DATE);
  cairo_pdf_surface_set_metadata (sheet->surface, CAIRO_PDF_METADATA_CREATOR, "Saltline");
  cairo_pdf_surface_set_metadata (sheet->surface, CAIRO_PDF_METADATA_TITLE, title);
  sheet->cr = cairo_create (sheet->surface);
  sheet->footer = g_strdup (footer);
  sheet->page = 1;
  sheet->y = MARGIN;
  sheet->is_empty = TRUE;
  ink (sheet->cr, 0);
  put_text (sheet, "Sans Bold", TITLE_SIZE, title, 10);
  return sheet;
}

void
sheet_free (Sheet *sheet)
{
  if (sheet == NULL)
    return;
  g_clear_pointer (&sheet->cr, cairo_destroy);
  g_clear_pointer (&sheet->surface, cairo_surface_destroy); /* may still write: the bytes go last */
  g_byte_array_unref (sheet->bytes);
  g_free (sheet->footer);
  g_free (sheet);
}

void
sheet_heading (Sheet *sheet, const char *text)
{
  g_return_if_fail (sheet != NULL && text != NULL);

  if (!sheet->is_empty)
    sheet->y += 8;
  need_room (sheet, HEADING_SIZE * 6); /* a heading does not stand alone at the foot */
  put_text (sheet, "Sans Bold", HEADING_SIZE, text, 6);
}

void
sheet_text (Sheet *sheet, const char *text)
{
  g_return_if_fail (sheet != NULL && text != NULL);

  put_text (sheet, NULL, TEXT_SIZE, text, 6);
}

/* As wide as the text wants while all fit; else the widest give way, none below an equal share. */
static void
share_width (Sheet *sheet, const char *const *cells, guint n_columns, guint n_rows, double *widths)
{
  const double room = WIDTH - CELL_GAP * (n_columns - 1);
  double total = 0, wide = 0, taken = 0;

  for (guint c = 0; c < n_columns; c++)
    {
      widths[c] = 0;
      for (guint r = 0; r < n_rows; r++)
        if (cells[r * n_columns + c])
          {
            double w, h;

            text_extent (sheet->cr, r == 0 ? "Sans Bold" : NULL, TABLE_SIZE, cells[r * n_columns + c], &w, &h);
            widths[c] = MAX (widths[c], w + 1);
          }
      total += widths[c];
      if (widths[c] > room / n_columns)
        wide += widths[c];
      else
        taken += widths[c];
    }
  if (total > room)
    for (guint c = 0; c < n_columns; c++)
      if (widths[c] > room / n_columns)
        widths[c] *= (room - taken) / wide;
}

static double
row_height (Sheet *sheet, const char *font, const char *const *row, guint n_columns, const double *widths)
{
  double height = TABLE_SIZE * 1.3;

  for (guint c = 0; c < n_columns; c++)
    if (row[c])
      height = MAX (height, text_wrapped_height (sheet->cr, font, TABLE_SIZE, row[c], widths[c]));
  return height + ROW_GAP;
}

static void
draw_row (Sheet *sheet, const char *font, const char *alignment, const char *const *row, guint n_columns, const double *widths, double height)
{
  double x = MARGIN;

  for (guint c = 0; c < n_columns; c++)
    {
      if (row[c])
        text_draw_wrapped (sheet->cr, font, TABLE_SIZE, row[c], x, sheet->y, widths[c], alignment[c] == 'r' ? 1 : 0);
      x += widths[c] + CELL_GAP;
    }
  sheet->y += height;
  sheet->is_empty = FALSE;
}

static void
draw_header (Sheet *sheet, const char *alignment, const char *const *row, guint n_columns, const double *widths)
{
  draw_row (sheet, "Sans Bold", alignment, row, n_columns, widths, row_height (sheet, "Sans Bold", row, n_columns, widths));
  cairo_set_line_width (sheet->cr, 0.5);
  cairo_move_to (sheet->cr, MARGIN, sheet->y - 1);
  cairo_rel_line_to (sheet->cr, WIDTH, 0);
  cairo_stroke (sheet->cr);
  sheet->y += 2;
}

void
sheet_table (Sheet *sheet, const char *alignment, const char *const *cells, guint n_rows)
{
  guint n_columns;
  g_autofree double *widths = NULL;

  g_return_if_fail (sheet != NULL && alignment != NULL && *alignment != '\0' && cells != NULL && n_rows > 0);

  n_columns = (guint) strlen (alignment);
  widths = g_new (double, n_columns);
  share_width (sheet, cells, n_columns, n_rows, widths);
  need_room (sheet, TABLE_SIZE * 5);
  draw_header (sheet, alignment, cells, n_columns, widths);
  for (guint r = 1; r < n_rows; r++)
    {
      const char *const *row = cells + (gsize) r * n_columns;
      const double height = row_height (sheet, NULL, row, n_columns, widths);

      if (sheet->y + height > BOTTOM)
        {
          end_page (sheet);
          draw_header (sheet, alignment, cells, n_columns, widths);
        }
      draw_row (sheet, NULL, alignment, row, n_columns, widths, height);
    }
  sheet->y += 8;
}

void
sheet_figure (Sheet *sheet, Figure *figure, double height)
{
  g_return_if_fail (sheet != NULL && figure != NULL && height > 0 && height <= BOTTOM - MARGIN);

  need_room (sheet, height);
  cairo_save (sheet->cr);
  cairo_translate (sheet->cr, MARGIN, sheet->y);
  cairo_rectangle (sheet->cr, 0, 0, WIDTH, height);
  cairo_clip (sheet->cr);
  figure_draw (figure, sheet->cr, WIDTH, height);
  cairo_restore (sheet->cr);
  sheet->y += height + 8;
  sheet->is_empty = FALSE;
}

void
sheet_break (Sheet *sheet)
{
  g_return_if_fail (sheet != NULL);

  if (!sheet->is_empty)
    end_page (sheet);
}

guint
sheet_n_pages (const Sheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, 0);

  return sheet->is_empty ? sheet->page - 1 : sheet->page;
}

gboolean
sheet_write (Sheet *sheet, const char *path, GError **error)
{
  cairo_status_t status;

  g_return_val_if_fail (sheet != NULL && sheet->surface != NULL && path != NULL, FALSE);

  sheet_break (sheet);
  status = cairo_status (sheet->cr);
  g_clear_pointer (&sheet->cr, cairo_destroy);
  cairo_surface_finish (sheet->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (sheet->surface);
  g_clear_pointer (&sheet->surface, cairo_surface_destroy);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, _("%s cannot be drawn: %s"), path, cairo_status_to_string (status));
      return FALSE;
    }
  return file_replace (path, sheet->bytes->data, sheet->bytes->len, error);
}
