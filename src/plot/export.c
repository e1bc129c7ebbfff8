/* plot/export.c: figures as files */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/file.h"
#include "figure.h"

#define PNG_PIXELS_PER_POINT 2.0
/* A fixed instant: the same figure is the same file, whenever it is exported. */
#define PDF_DATE "2000-01-01T00:00:00Z"

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* cairo counts its surfaces through the life of a process and writes the count into SVG: counted anew, the same figure is the
 * same file at any time. */
static void
renumber_surfaces (GByteArray *bytes)
{
  g_autoptr(GString) text = g_string_sized_new (bytes->len);
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_direct_hash, g_direct_equal);
  const char *p = (const char *) bytes->data, *end = p + bytes->len;

  while (p < end)
    {
      const char *found = g_strstr_len (p, end - p, "surface");
      char *after;
      guint64 number;

      if (found == NULL)
        break;
      found += strlen ("surface");
      g_string_append_len (text, p, found - p);
      p = found;
      if (p == end || !g_ascii_isdigit (*p))
        continue;
      number = g_ascii_strtoull (p, &after, 10);
      if (!g_hash_table_contains (numbers, GUINT_TO_POINTER (number)))
        g_hash_table_insert (numbers, GUINT_TO_POINTER (number), GUINT_TO_POINTER (g_hash_table_size (numbers) + 1));
      g_string_append_printf (text, "%u", GPOINTER_TO_UINT (g_hash_table_lookup (numbers, GUINT_TO_POINTER (number))));
      p = after;
    }
  g_string_append_len (text, p, end - p);
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *) text->str, (guint) text->len);
}

static cairo_surface_t *
surface_for (const char *path, double width, double height, GByteArray *bytes)
{
  cairo_surface_t *surface;

  if (g_str_has_suffix (path, ".svg"))
    {
      surface = cairo_svg_surface_create_for_stream (append_cb, bytes, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
      return surface;
    }
  if (g_str_has_suffix (path, ".pdf"))
    {
      surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, PDF_DATE);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Saltline");
      return surface;
    }
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * PNG_PIXELS_PER_POINT), (int) (height * PNG_PIXELS_PER_POINT));
  cairo_surface_set_device_scale (surface, PNG_PIXELS_PER_POINT, PNG_PIXELS_PER_POINT);
  return surface;
}

gboolean
figure_export (Figure *figure, const char *path, double width, double height, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status;

  g_return_val_if_fail (figure != NULL && path != NULL && width > 0 && height > 0, FALSE);

  if (g_str_has_suffix (path, ".csv"))
    {
      g_autofree char *table = figure_to_table (figure, ',');

      g_byte_array_append (bytes, (const guint8 *) table, (guint) strlen (table));
    }
  else if (g_str_has_suffix (path, ".svg") || g_str_has_suffix (path, ".pdf") || g_str_has_suffix (path, ".png"))
    {
      cairo_surface_t *surface = surface_for (path, width, height, bytes);
      cairo_t *cr = cairo_create (surface);

      figure->dark = FALSE; /* paper is white; who shows the figure on a screen sets this each time */
      figure_draw (figure, cr, width, height);
      status = cairo_status (cr);
      cairo_destroy (cr);
      if (g_str_has_suffix (path, ".png") && status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
      cairo_surface_finish (surface);
      if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status (surface);
      cairo_surface_destroy (surface);
      if (g_str_has_suffix (path, ".svg"))
        {
          g_byte_array_append (bytes, (const guint8 *) "", 1); /* what is searched must end */
          g_byte_array_set_size (bytes, bytes->len - 1);
          renumber_surfaces (bytes);
        }
      if (status != CAIRO_STATUS_SUCCESS)
        {
          g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, _("%s cannot be drawn: %s"), path, cairo_status_to_string (status));
          return FALSE;
        }
    }
  else
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, _("%s: a figure is exported as .svg, .pdf, .png or .csv."), path);
      return FALSE;
    }
  return file_replace (path, bytes->data, bytes->len, error);
}
