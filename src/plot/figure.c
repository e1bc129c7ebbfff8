/* plot/figure.c: layout, legend, hit-testing, the data as a table */
#include "figure.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/instant.h"

#define LIGHTER     0.35 /* part of the way to white, at least … */
#define LIGHTEST    0.92 /* … and of black */
#define DARK_GROUND 0.118 /* libadwaita's */
#define TEXT_SIZE  11.0
#define TITLE_SIZE 13.0
#define GAP        6.0
#define DATE_OVERHANG 22.0 /* half of the last date stands beyond the frame */

static void
mark_free (Mark *mark)
{
  series_free (mark->series);
  g_free (mark);
}

Figure *
figure_new (const char *title, const char *x_title, const char *y_title)
{
  Figure *figure = g_new0 (Figure, 1);

  figure->title = g_strdup (title);
  figure->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  axis_init (&figure->x, x_title);
  axis_init (&figure->y, y_title);
  return figure;
}

void
figure_free (Figure *figure)
{
  if (figure == NULL)
    return;
  g_free (figure->title);
  g_free (figure->note);
  g_free (figure->font);
  axis_clear (&figure->x);
  axis_clear (&figure->y);
  g_ptr_array_unref (figure->marks);
  g_free (figure);
}

Colour
figure_colour (const Figure *figure, guint i)
{
  Colour c = palette_colour (i);

  if (figure->dark) /* as far from the dark ground as the colour is from white: what is black becomes nearly white */
    {
      const double light = 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue;
      const double part = LIGHTER + (LIGHTEST - LIGHTER) * pow (1 - light, 4);

      c = (Colour) { c.red + (1 - c.red) * part, c.green + (1 - c.green) * part, c.blue + (1 - c.blue) * part };
    }
  return c;
}

void
figure_set_ink (const Figure *figure, cairo_t *cr, double grey)
{
  const double shown = figure->dark ? DARK_GROUND + (1 - DARK_GROUND) * (1 - grey) : grey;

  cairo_set_source_rgb (cr, shown, shown, shown);
}

Mark *
figure_add (Figure *figure, MarkKind kind, Series *series, guint colour)
{
  Mark *mark;

  g_return_val_if_fail (figure != NULL && series != NULL, NULL);
  g_return_val_if_fail (series->low != NULL || series->n == 0 || (kind != MARK_BAND && kind != MARK_INTERVALS && kind != MARK_WHISKERS),
                        NULL);

  mark = g_new0 (Mark, 1);
  mark->kind = kind;
  mark->series = series;
  mark->colour = colour;
  g_ptr_array_add (figure->marks, mark);
  mark_include (mark, &figure->x, &figure->y);
  return mark;
}

void
figure_add_level (Figure *figure, double at, const char *label, guint colour, gboolean dashed)
{
  const double x = NAN;
  Series *series;

  if (!isfinite (at))
    return;
  series = series_new (NULL, 1, &x, &at, NULL, NULL, NULL);
  if (label)
    series_set_labels (series, &label);
  figure_add (figure, MARK_LEVEL, series, colour)->dashed = dashed;
}

void
figure_set_places (Figure *figure, char **places)
{
  g_strfreev (figure->y.places);
  figure->y.places = places;
}

double
layout_x (const FigureLayout *layout, double x)
{
  return layout->left + (x - layout->x_low) / (layout->x_high - layout->x_low) * (layout->right - layout->left);
}

double
layout_y (const FigureLayout *layout, double y)
{
  return layout->bottom - (y - layout->y_low) / (layout->y_high - layout->y_low) * (layout->bottom - layout->top);
}

static guint
room_for_rows (const FigureLayout *layout)
{
  return (guint) MAX (2, (layout->bottom - layout->top) / 28);
}

static guint
count_legend (const Figure *figure)
{
  guint n = 0;

  for (guint i = 0; i < figure->marks->len; i++)
    n += ((const Mark *) g_ptr_array_index (figure->marks, i))->series->name != NULL;
  return n > 1 ? n : 0;
}

#define LINE_HEIGHT (TEXT_SIZE * 1.5)

/* Where an entry of the legend begins, and in which of its rows. */
typedef struct {
  double x;
  guint row;
} LegendPlace;

/* An entry that would go over the edge begins a row. @places: one for each mark. Returns: the rows */
static guint
place_legend (const Figure *figure, cairo_t *cr, const FigureLayout *layout, LegendPlace *places)
{
  double x = layout->left;
  guint row = 0;

  for (guint i = 0; i < figure->marks->len; i++)
    {
      const Mark *mark = g_ptr_array_index (figure->marks, i);
      double w, h;

      if (mark->series->name == NULL)
        continue;
      text_extent (cr, figure->font, TEXT_SIZE, mark->series->name, &w, &h);
      if (x > layout->left && x + 18 + w > layout->right + GAP)
        {
          x = layout->left;
          row++;
        }
      places[i] = (LegendPlace) { x, row };
      x += 18 + w + 14;
    }
  return row + 1;
}

FigureLayout
figure_lay_out (Figure *figure, cairo_t *cr, double width, double height)
{
  FigureLayout layout = { .top = GAP, .right = width - 2 * GAP, .bottom = height - GAP };
  const double line = LINE_HEIGHT;
  g_autofree LegendPlace *places = g_new0 (LegendPlace, figure->marks->len + 1);
  g_autoptr(GArray) ticks = NULL;
  double widest = 0;

  axis_settle (&figure->x, &layout.x_low, &layout.x_high);
  axis_settle (&figure->y, &layout.y_low, &layout.y_high);
  if (figure->x.is_days)
    layout.right -= DATE_OVERHANG;
  if (figure->title)
    layout.top += TITLE_SIZE * 1.6;
  if (count_legend (figure))
    layout.top += line;
  layout.bottom -= line + (figure->x.title ? line : 0) + (figure->note ? line : 0);
  ticks = axis_ticks (&figure->y, layout.y_low, layout.y_high,
                      figure->y.places ? (guint) MAX (1, (layout.bottom - layout.top) / (TEXT_SIZE * 1.2)) : room_for_rows (&layout));
  for (guint i = 0; i < ticks->len; i++)
    {
      double w, h;

      text_extent (cr, figure->font, TEXT_SIZE, g_array_index (ticks, Tick, i).label, &w, &h);
      widest = MAX (widest, w);
    }
  layout.left = MIN (GAP + (figure->y.title ? line : 0) + widest + GAP, width * 0.5);
  if (count_legend (figure))
    layout.top += line * (place_legend (figure, cr, &layout, places) - 1);
  return layout;
}

static void
draw_axes (Figure *figure, cairo_t *cr, const FigureLayout *layout, double height)
{
  const guint room_x = (guint) MAX (2, (layout->right - layout->left) / (figure->x.is_days ? 85 : 60));
  const guint room_y = figure->y.places ? (guint) MAX (1, (layout->bottom - layout->top) / (TEXT_SIZE * 1.2)) : room_for_rows (layout);
  g_autoptr(GArray) xs = axis_ticks (&figure->x, layout->x_low, layout->x_high, room_x);
  g_autoptr(GArray) ys = axis_ticks (&figure->y, layout->y_low, layout->y_high, room_y);
  const double below = layout->bottom + 3;

  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, 0.7);
  for (guint i = 0; i < xs->len; i++)
    {
      const Tick *tick = &g_array_index (xs, Tick, i);
      const double x = layout_x (layout, tick->at);

      figure_set_ink (figure, cr, 0.9);
      cairo_move_to (cr, x, layout->top);
      cairo_line_to (cr, x, layout->bottom);
      cairo_stroke (cr);
      figure_set_ink (figure, cr, 0.2);
      text_draw (cr, figure->font, TEXT_SIZE, tick->label, x, below, 0.5, 0);
    }
  for (guint i = 0; i < ys->len; i++)
    {
      const Tick *tick = &g_array_index (ys, Tick, i);
      const double y = layout_y (layout, tick->at);

      figure_set_ink (figure, cr, 0.9);
      cairo_move_to (cr, layout->left, y);
      cairo_line_to (cr, layout->right, y);
      cairo_stroke (cr);
      figure_set_ink (figure, cr, 0.2);
      text_draw (cr, figure->font, TEXT_SIZE, tick->label, layout->left - GAP, y, 1, 0.5);
    }
  figure_set_ink (figure, cr, 0.35);
  cairo_rectangle (cr, layout->left, layout->top, layout->right - layout->left, layout->bottom - layout->top);
  cairo_stroke (cr);
  figure_set_ink (figure, cr, 0.1);
  if (figure->x.title)
    text_draw (cr, figure->font, TEXT_SIZE, figure->x.title, 0.5 * (layout->left + layout->right), below + TEXT_SIZE * 1.4, 0.5, 0);
  if (figure->y.title)
    {
      cairo_save (cr);
      cairo_translate (cr, GAP, 0.5 * (layout->top + layout->bottom));
      cairo_rotate (cr, -G_PI_2);
      text_draw (cr, figure->font, TEXT_SIZE, figure->y.title, 0, 0, 0.5, 0);
      cairo_restore (cr);
    }
  if (figure->note)
    text_draw (cr, figure->font, TEXT_SIZE * 0.85, figure->note, layout->left, height - 3, 0, 1);
  if (figure->title)
    text_draw (cr, figure->font, TITLE_SIZE, figure->title, layout->left, GAP, 0, 0);
}

static void
draw_legend (const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  g_autofree LegendPlace *places = g_new0 (LegendPlace, figure->marks->len + 1);
  const guint rows = place_legend (figure, cr, layout, places);

  for (guint i = 0; count_legend (figure) && i < figure->marks->len; i++)
    {
      const Mark *mark = g_ptr_array_index (figure->marks, i);
      const Colour c = figure_colour (figure, mark->colour);
      const double dash[] = { 5, 3 };
      const double x = places[i].x, y = layout->top - TEXT_SIZE * 0.75 - LINE_HEIGHT * (rows - 1 - places[i].row);

      if (mark->series->name == NULL)
        continue;
      cairo_set_source_rgba (cr, c.red, c.green, c.blue, mark->kind == MARK_BAND ? 0.25 : 1);
      if (mark->kind == MARK_POINTS || mark->kind == MARK_INTERVALS || mark->kind == MARK_WHISKERS)
        mark_draw_sign (mark, cr, x + 7, y);
      else if (mark->kind == MARK_BAND || mark->kind == MARK_BARS)
        {
          cairo_rectangle (cr, x, y - 4, 14, 8);
          cairo_fill (cr);
        }
      else
        {
          cairo_set_dash (cr, dash, mark->dashed ? 2 : 0, 0);
          cairo_set_line_width (cr, 1.5);
          cairo_move_to (cr, x, y);
          cairo_line_to (cr, x + 14, y);
          cairo_stroke (cr);
        }
      figure_set_ink (figure, cr, 0.1);
      text_draw (cr, figure->font, TEXT_SIZE, mark->series->name, x + 18, y, 0, 0.5);
    }
}

void
figure_draw (Figure *figure, cairo_t *cr, double width, double height)
{
  FigureLayout layout;

  g_return_if_fail (figure != NULL && cr != NULL);

  layout = figure_lay_out (figure, cr, width, height);
  cairo_save (cr);
  figure_set_ink (figure, cr, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  if (layout.right - layout.left > 10 && layout.bottom - layout.top > 10)
    {
      draw_axes (figure, cr, &layout, height);
      cairo_save (cr);
      cairo_rectangle (cr, layout.left, layout.top, layout.right - layout.left, layout.bottom - layout.top);
      cairo_clip (cr);
      for (guint i = 0; i < figure->marks->len; i++)
        mark_draw (g_ptr_array_index (figure->marks, i), figure, cr, &layout);
      cairo_restore (cr);
      draw_legend (figure, cr, &layout);
    }
  cairo_restore (cr);
}

gboolean
figure_pick (Figure *figure, double width, double height, double px, double py, double distance, guint *mark, guint *point)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  const FigureLayout layout = figure_lay_out (figure, cr, width, height);
  double nearest = distance;
  gboolean found = FALSE;

  for (guint m = 0; m < figure->marks->len; m++)
    {
      const Mark *candidate = g_ptr_array_index (figure->marks, m);

      if (candidate->kind != MARK_POINTS && candidate->kind != MARK_INTERVALS && candidate->kind != MARK_WHISKERS)
        continue;
      for (guint i = 0; i < candidate->series->n; i++)
        {
          const double away = hypot (layout_x (&layout, candidate->series->x[i]) - px, layout_y (&layout, candidate->series->y[i]) - py);

          if (away <= nearest)
            {
              nearest = away;
              *mark = m;
              *point = i;
              found = TRUE;
            }
        }
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return found;
}

static void
append_text (GString *table, const char *text, char delimiter)
{
  if (strpbrk (text, "\"\n\r\t,;") == NULL)
    {
      g_string_append (table, text);
      return;
    }
  if (delimiter == '\t') /* the clipboard knows no quotes */
    {
      g_autofree char *plain = g_strdelimit (g_strdup (text), "\t\n\r", ' ');

      g_string_append (table, plain);
      return;
    }
  g_string_append_c (table, '"');
  for (const char *p = text; *p; p++)
    g_string_append_printf (table, *p == '"' ? "\"\"" : "%c", *p);
  g_string_append_c (table, '"');
}

char *
figure_to_table (const Figure *figure, char delimiter)
{
  GString *table = g_string_new (NULL);

  g_string_append_printf (table, "series%clabel%cx%cy%clow%chigh\n", delimiter, delimiter, delimiter, delimiter, delimiter);
  for (guint m = 0; m < figure->marks->len; m++)
    {
      const Series *s = ((const Mark *) g_ptr_array_index (figure->marks, m))->series;

      for (guint i = 0; i < s->n; i++)
        {
          const double numbers[] = { s->x[i], s->y[i], s->low ? s->low[i] : NAN, s->high ? s->high[i] : NAN };

          append_text (table, s->name ? s->name : "", delimiter);
          g_string_append_c (table, delimiter);
          append_text (table, s->labels && s->labels[i] ? s->labels[i] : "", delimiter);
          for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
            {
              char digits[G_ASCII_DTOSTR_BUF_SIZE];

              g_string_append_c (table, delimiter);
              if (isfinite (numbers[k]))
                g_string_append (table, g_ascii_formatd (digits, sizeof digits, "%.10g", numbers[k]));
            }
          g_string_append_c (table, '\n');
        }
    }
  return g_string_free (table, FALSE);
}

char *
figure_describe (Figure *figure)
{
  GString *text = g_string_new (figure->title ? figure->title : _("Figure"));
  double low, high;

  axis_settle (&figure->x, &low, &high);
  if (figure->x.is_days)
    {
      g_autofree char *from = civil_day_format ((CivilDay) ceil (low)), *to = civil_day_format ((CivilDay) floor (high));

      g_string_append_printf (text, _(". Across: %s, %s to %s"), figure->x.title ? figure->x.title : "", from, to);
    }
  else
    g_string_append_printf (text, _(". Across: %s, %.3g to %.3g"), figure->x.title ? figure->x.title : "", low, high);
  axis_settle (&figure->y, &low, &high);
  if (figure->y.places)
    g_string_append_printf (text, _(". Upwards: %u places"), g_strv_length (figure->y.places));
  else
    g_string_append_printf (text, _(". Upwards: %s, %.3g to %.3g"), figure->y.title ? figure->y.title : "", low, high);
  for (guint m = 0; m < figure->marks->len; m++)
    {
      const Series *s = ((const Mark *) g_ptr_array_index (figure->marks, m))->series;

      if (s->name)
        g_string_append_printf (text, _(". %s: %u points"), s->name, s->n);
    }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}
