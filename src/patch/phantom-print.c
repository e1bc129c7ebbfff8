/* patch/phantom-print.c: the phantom on paper, in vectors, at its true size */
#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <math.h>

#include "base/file.h"
#include "phantom-channel.h"
#include "phantom-colour.h"
#include "phantom.h"

#define PAGE_WIDTH_MM 210.0
#define PAGE_HEIGHT_MM 297.0
#define POINTS_PER_MM (72.0 / 25.4)
#define DYE_PIECES 240
#define SCALE_MM 100
#define SCALE_Y_MM 140.0

static void
set_ink (cairo_t *cr, const double linear[3])
{
  cairo_set_source_rgb (cr, phantom_encode (CLAMP (linear[0], 0, 1)), phantom_encode (CLAMP (linear[1], 0, 1)),
                        phantom_encode (CLAMP (linear[2], 0, 1)));
}

static void
trace (cairo_t *cr, const Polygon *polygon)
{
  cairo_new_path (cr);
  for (guint i = 0; i < polygon->n; i++)
    cairo_line_to (cr, polygon->points[i].x, polygon->points[i].y);
  cairo_close_path (cr);
}

static void
stroke_channel (cairo_t *cr, const PhantomChannel *channel, double from, double to, double width)
{
  Point2 at = phantom_channel_at (channel, from);

  cairo_new_path (cr);
  cairo_move_to (cr, at.x, at.y);
  for (guint i = 0; i < channel->n; i++)
    if (channel->fraction[i] > from && channel->fraction[i] < to)
      cairo_line_to (cr, channel->points[i].x, channel->points[i].y);
  at = phantom_channel_at (channel, to);
  cairo_line_to (cr, at.x, at.y);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static gboolean
is_dry (const PhantomScene *scene, double fraction)
{
  for (guint i = 0; i < scene->n_gaps; i++)
    if (fraction >= scene->gaps[i].from && fraction < scene->gaps[i].to)
      return TRUE;
  return FALSE;
}

static void
draw_dye (cairo_t *cr, const PhantomScene *scene, const PatchTemplate *geometry, const PhantomChannel *channel)
{
  double dye[3];

  phantom_from_srgb (geometry->dye_srgb[geometry->n_dyes / 2], dye);
  set_ink (cr, dye);
  for (int i = 0; i < DYE_PIECES; i++)
    {
      double from = scene->fill * i / DYE_PIECES, to = scene->fill * (i + 1) / DYE_PIECES;
      int last = i;

      if (is_dry (scene, from))
        continue;
      while (last + 1 < DYE_PIECES && !is_dry (scene, scene->fill * (last + 1) / DYE_PIECES))
        last++;
      to = scene->fill * (last + 1) / DYE_PIECES;
      stroke_channel (cr, channel, from, to, channel->width);
      i = last;
    }
}

static void
draw_patch (cairo_t *cr, const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration)
{
  const double paper[3] = { 1, 1, 1 }, line[3] = { 0.75, 0.75, 0.75 };
  PhantomChannel *volume = phantom_channel_new (&geometry->volume, scene->look.bend_radius, FALSE);
  PhantomChannel *chloride = phantom_channel_new (&geometry->chloride, scene->look.bend_radius, FALSE);
  double ink[3], lab[3];

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_ink (cr, line);
  stroke_channel (cr, volume, 0.0, 1.0, volume->width);
  stroke_channel (cr, chloride, 0.0, 1.0, chloride->width);
  set_ink (cr, paper);
  stroke_channel (cr, volume, 0.0, 1.0, volume->width - 0.05);
  stroke_channel (cr, chloride, 0.0, 1.0, chloride->width - 0.05);
  if (scene->fill > 0.0)
    draw_dye (cr, scene, geometry, volume);
  phantom_chloride (scene, calibration, ink, lab);
  set_ink (cr, ink);
  if (scene->chloride_fill > 0.0)
    stroke_channel (cr, chloride, 0.0, scene->chloride_fill, chloride->width);
  for (guint i = 0; i < geometry->n_blocks; i++)
    {
      if (geometry->blocks[i].known)
        phantom_from_srgb (geometry->blocks[i].srgb, ink);
      else
        phantom_ink (geometry->blocks[i].name, ink);
      trace (cr, &geometry->blocks[i].polygon);
      set_ink (cr, ink);
      cairo_fill (cr);
    }
  cairo_set_source_rgb (cr, 0.08, 0.08, 0.09);
  for (guint i = 0; i < geometry->n_dark_regions; i++)
    {
      trace (cr, &geometry->dark_regions[i]);
      cairo_fill (cr);
    }
  trace (cr, &geometry->outline);
  cairo_set_source_rgb (cr, 0.4, 0.4, 0.4);
  cairo_set_line_width (cr, 0.03);
  cairo_stroke (cr);
  phantom_channel_free (volume);
  phantom_channel_free (chloride);
}

static void
draw_scale (cairo_t *cr)
{
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, 0.25);
  for (int mm = 0; mm <= SCALE_MM; mm++)
    {
      cairo_move_to (cr, 20 + mm, SCALE_Y_MM);
      cairo_rel_line_to (cr, 0, mm % 10 == 0 ? -5 : mm % 5 == 0 ? -3.5 : -2);
    }
  cairo_move_to (cr, 20, SCALE_Y_MM);
  cairo_line_to (cr, 20 + SCALE_MM, SCALE_Y_MM);
  cairo_stroke (cr);
}

static void
write_line (cairo_t *cr, double y_mm, const char *text)
{
  cairo_move_to (cr, 20, y_mm);
  cairo_show_text (cr, text);
}

static void
write_page (cairo_t *cr, const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration)
{
  double unit_mm = isnan (geometry->unit_mm) ? PHANTOM_UNIT_MM_ASSUMED : geometry->unit_mm, linear[3], lab[3];
  char fill[G_ASCII_DTOSTR_BUF_SIZE], unit[G_ASCII_DTOSTR_BUF_SIZE], mmol[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *truth = NULL;
  g_autofree char *size = NULL;

  g_ascii_formatd (fill, sizeof fill, "%.4f", scene->fill);
  g_ascii_formatd (unit, sizeof unit, "%.3f", unit_mm);
  g_ascii_formatd (mmol, sizeof mmol, "%.1f", scene->chloride_mmol_l);
  phantom_chloride (scene, calibration, linear, lab);
  truth = calibration ? g_strdup_printf (_("%s · fill %s · chloride %s mmol/L by lot “%s” · gaps %u"), geometry->name, fill, mmol,
                                         calibration->id, scene->n_gaps)
                      : g_strdup_printf (_("%s · fill %s · gaps %u"), geometry->name, fill, scene->n_gaps);
  size = isnan (geometry->unit_mm)
           ? g_strdup_printf (_("One template unit is %s mm: an assumption, the template knows no size."), unit)
           : g_strdup_printf (_("One template unit is %s mm."), unit);
  cairo_save (cr);
  cairo_translate (cr, 20, 30);
  cairo_scale (cr, unit_mm, unit_mm);
  draw_patch (cr, scene, geometry, calibration);
  cairo_restore (cr);
  draw_scale (cr);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 3.6);
  write_line (cr, SCALE_Y_MM + 8, _("Print at 100 %: this scale must be 100 mm long."));
  write_line (cr, SCALE_Y_MM + 16, truth);
  write_line (cr, SCALE_Y_MM + 24, size);
  write_line (cr, SCALE_Y_MM + 32, _("A phantom with known truth. A printer's ink has colours of its own: its chloride is not the lot's."));
}

static cairo_status_t
append_cb (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

gboolean
phantom_print (const char *path, const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration,
               GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GError) fault = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  g_return_val_if_fail (path != NULL && scene != NULL && geometry != NULL, FALSE);

  surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, PAGE_WIDTH_MM * POINTS_PER_MM, PAGE_HEIGHT_MM * POINTS_PER_MM);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, geometry->name);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2026-01-01T00:00:00Z"); /* the same file every time */
  cr = cairo_create (surface);
  cairo_scale (cr, POINTS_PER_MM, POINTS_PER_MM);
  write_page (cr, scene, geometry, calibration);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_UNREADABLE, _("%s cannot be drawn: %s"), path, cairo_status_to_string (status));
      return FALSE;
    }
  if (file_replace (path, bytes->data, bytes->len, &fault))
    return TRUE;
  g_set_error_literal (error, PATCH_ERROR, PATCH_ERROR_UNREADABLE, fault->message);
  return FALSE;
}
