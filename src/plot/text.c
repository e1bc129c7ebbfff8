/* plot/text.c */
#include <pango/pangocairo.h>

#include "figure.h"

/* Unhinted metrics: text takes the same room on the screen, on paper and in a file. */
static PangoLayout *
layout_new (cairo_t *cr, const char *font, double size, const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_from_string (font ? font : "Sans");
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  cairo_font_options_destroy (options);
  pango_font_description_set_absolute_size (description, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

void
text_extent (cairo_t *cr, const char *font, double size, const char *text, double *width, double *height)
{
  g_autoptr(PangoLayout) layout = layout_new (cr, font, size, text);
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  *width = (double) w / PANGO_SCALE;
  *height = (double) h / PANGO_SCALE;
}

void
text_draw (cairo_t *cr, const char *font, double size, const char *text, double x, double y, double align_x, double align_y)
{
  g_autoptr(PangoLayout) layout = layout_new (cr, font, size, text);
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  cairo_move_to (cr, x - align_x * w / PANGO_SCALE, y - align_y * h / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

static PangoLayout *
wrapped_layout_new (cairo_t *cr, const char *font, double size, const char *text, double width, double align)
{
  PangoLayout *layout = layout_new (cr, font, size, text);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, align > 0.5 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  return layout;
}

double
text_wrapped_height (cairo_t *cr, const char *font, double size, const char *text, double width)
{
  g_autoptr(PangoLayout) layout = wrapped_layout_new (cr, font, size, text, width, 0);
  int h;

  pango_layout_get_size (layout, NULL, &h);
  return (double) h / PANGO_SCALE;
}

void
text_draw_wrapped (cairo_t *cr, const char *font, double size, const char *text, double x, double y, double width, double align)
{
  g_autoptr(PangoLayout) layout = wrapped_layout_new (cr, font, size, text, width, align);

  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}
