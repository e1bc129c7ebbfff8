/* plot/marks.c */
#include <math.h>

#include "figure.h"

#define SIGN_SIZE      3.2
#define DENSITY_POINTS 128u

static void
set_colour (const Mark *mark, const Figure *figure, cairo_t *cr, double alpha)
{
  const Colour c = figure_colour (figure, mark->colour);

  cairo_set_source_rgba (cr, c.red, c.green, c.blue, mark->faint ? alpha * 0.4 : alpha);
}

static void
set_stroke (const Mark *mark, cairo_t *cr, double width)
{
  const double dash[] = { 5, 3 };

  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, dash, mark->dashed ? 2 : 0, 0);
}

/* A shape for each colour: who sees no colour sees a shape. */
void
mark_draw_sign (const Mark *mark, cairo_t *cr, double x, double y)
{
  const double s = SIGN_SIZE;

  cairo_new_path (cr);
  switch (mark->colour % PALETTE_SIZE)
    {
    case 0:
      cairo_arc (cr, x, y, s, 0, 2 * G_PI);
      break;
    case 1:
      cairo_rectangle (cr, x - s * 0.9, y - s * 0.9, s * 1.8, s * 1.8);
      break;
    case 2:
      cairo_move_to (cr, x, y - s * 1.2);
      cairo_line_to (cr, x + s * 1.1, y + s * 0.8);
      cairo_line_to (cr, x - s * 1.1, y + s * 0.8);
      cairo_close_path (cr);
      break;
    case 3:
      cairo_move_to (cr, x, y - s * 1.3);
      cairo_line_to (cr, x + s * 1.3, y);
      cairo_line_to (cr, x, y + s * 1.3);
      cairo_line_to (cr, x - s * 1.3, y);
      cairo_close_path (cr);
      break;
    case 4:
      cairo_move_to (cr, x, y + s * 1.2);
      cairo_line_to (cr, x + s * 1.1, y - s * 0.8);
      cairo_line_to (cr, x - s * 1.1, y - s * 0.8);
      cairo_close_path (cr);
      break;
    default:
      cairo_move_to (cr, x - s, y - s);
      cairo_line_to (cr, x + s, y + s);
      cairo_move_to (cr, x + s, y - s);
      cairo_line_to (cr, x - s, y + s);
      cairo_set_line_width (cr, 1.4);
      cairo_set_dash (cr, NULL, 0, 0);
      cairo_stroke (cr);
      return;
    }
  cairo_fill (cr);
}

static gboolean
is_selected (const Figure *figure, const Series *series, guint i)
{
  return figure->selected && series->keys && g_hash_table_contains (figure->selected, GUINT_TO_POINTER (series->keys[i]));
}

static void
draw_signs (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  const Series *series = mark->series;

  for (guint i = 0; i < series->n; i++)
    if (isfinite (series->x[i]) && isfinite (series->y[i]))
      {
        const double x = layout_x (layout, series->x[i]), y = layout_y (layout, series->y[i]);

        set_colour (mark, figure, cr, 0.75);
        mark_draw_sign (mark, cr, x, y);
        if (is_selected (figure, series, i))
          {
            cairo_new_path (cr);
            cairo_arc (cr, x, y, SIGN_SIZE + 2.5, 0, 2 * G_PI);
            figure_set_ink (figure, cr, 0);
            cairo_set_dash (cr, NULL, 0, 0);
            cairo_set_line_width (cr, 1.5);
            cairo_stroke (cr);
          }
      }
}

static void
draw_line (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  gboolean is_drawing = FALSE;

  cairo_new_path (cr);
  for (guint i = 0; i < mark->series->n; i++)
    {
      if (!isfinite (mark->series->x[i]) || !isfinite (mark->series->y[i]))
        {
          is_drawing = FALSE;
          continue;
        }
      if (is_drawing)
        cairo_line_to (cr, layout_x (layout, mark->series->x[i]), layout_y (layout, mark->series->y[i]));
      else
        cairo_move_to (cr, layout_x (layout, mark->series->x[i]), layout_y (layout, mark->series->y[i]));
      is_drawing = TRUE;
    }
  set_colour (mark, figure, cr, 1);
  set_stroke (mark, cr, 1.5);
  cairo_stroke (cr);
}

/* Each stretch without a gap on its own. */
static void
draw_band (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  const Series *s = mark->series;

  for (guint from = 0, to; from < s->n; from = to + 1)
    {
      for (to = from; to < s->n && isfinite (s->x[to]) && isfinite (s->low[to]) && isfinite (s->high[to]); to++)
        ;
      cairo_new_path (cr);
      for (guint i = from; i < to; i++)
        cairo_line_to (cr, layout_x (layout, s->x[i]), layout_y (layout, s->low[i]));
      for (guint i = to; i-- > from;)
        cairo_line_to (cr, layout_x (layout, s->x[i]), layout_y (layout, s->high[i]));
      set_colour (mark, figure, cr, 0.18);
      cairo_fill (cr);
    }
}

static double
least_distance (const Series *s)
{
  double least = INFINITY;

  for (guint i = 1; i < s->n; i++)
    if (fabs (s->x[i] - s->x[i - 1]) > 0)
      least = MIN (least, fabs (s->x[i] - s->x[i - 1]));
  return isfinite (least) ? least : 1;
}

static void
draw_bars (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  const double half = 0.45 * least_distance (mark->series);

  set_colour (mark, figure, cr, 0.7);
  for (guint i = 0; i < mark->series->n; i++)
    if (isfinite (mark->series->x[i]) && isfinite (mark->series->y[i]))
      {
        const double left = layout_x (layout, mark->series->x[i] - half), right = layout_x (layout, mark->series->x[i] + half);
        const double zero = layout_y (layout, 0), top = layout_y (layout, mark->series->y[i]);

        cairo_rectangle (cr, left, MIN (zero, top), right - left, fabs (top - zero));
        cairo_fill (cr);
      }
}

static void
draw_intervals (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  const Series *s = mark->series;

  set_colour (mark, figure, cr, 0.8);
  set_stroke (mark, cr, 1.1);
  for (guint i = 0; i < s->n; i++)
    {
      if (!isfinite (s->x[i]) || !isfinite (s->y[i]) || !isfinite (s->low[i]) || !isfinite (s->high[i]))
        continue;
      if (mark->kind == MARK_INTERVALS)
        {
          cairo_move_to (cr, layout_x (layout, s->x[i]), layout_y (layout, s->low[i]));
          cairo_line_to (cr, layout_x (layout, s->x[i]), layout_y (layout, s->high[i]));
        }
      else
        {
          cairo_move_to (cr, layout_x (layout, s->low[i]), layout_y (layout, s->y[i]));
          cairo_line_to (cr, layout_x (layout, s->high[i]), layout_y (layout, s->y[i]));
        }
      cairo_stroke (cr);
    }
}

static void
draw_levels (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  const Series *s = mark->series;

  for (guint i = 0; i < s->n; i++)
    {
      const double y = layout_y (layout, s->y[i]);

      if (!isfinite (s->y[i]))
        continue;
      set_colour (mark, figure, cr, 0.9);
      set_stroke (mark, cr, 1.2);
      cairo_move_to (cr, layout->left, y);
      cairo_line_to (cr, layout->right, y);
      cairo_stroke (cr);
      if (s->labels)
        text_draw (cr, figure->font, 9, s->labels[i], layout->right - 4, y - 1, 1, 1);
    }
}

static void
draw_diagonal (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  const double low = MAX (layout->x_low, layout->y_low), high = MIN (layout->x_high, layout->y_high);

  if (low >= high)
    return;
  set_colour (mark, figure, cr, 0.9);
  set_stroke (mark, cr, 1.2);
  cairo_move_to (cr, layout_x (layout, low), layout_y (layout, low));
  cairo_line_to (cr, layout_x (layout, high), layout_y (layout, high));
  cairo_stroke (cr);
}

/* The kernel density of x at @at. */
static double
density_at (const Series *s, double at)
{
  double mean = 0, squares = 0, sum = 0, width;
  guint n = 0;

  for (guint i = 0; i < s->n; i++)
    if (isfinite (s->x[i]))
      mean += s->x[i], n++;
  mean /= MAX (n, 1);
  for (guint i = 0; i < s->n; i++)
    if (isfinite (s->x[i]))
      squares += (s->x[i] - mean) * (s->x[i] - mean);
  if (n < 2 || squares == 0)
    return NAN;
  width = 1.06 * sqrt (squares / (n - 1)) * pow (n, -0.2);
  for (guint i = 0; i < s->n; i++)
    if (isfinite (s->x[i]))
      sum += exp (-0.5 * pow ((at - s->x[i]) / width, 2));
  return sum / (n * width * sqrt (2 * G_PI));
}

static void
draw_density (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  cairo_new_path (cr);
  for (guint i = 0; i <= DENSITY_POINTS; i++)
    {
      const double x = layout->x_low + (layout->x_high - layout->x_low) * i / DENSITY_POINTS, y = density_at (mark->series, x);

      if (isfinite (y))
        cairo_line_to (cr, layout_x (layout, x), layout_y (layout, y));
    }
  set_colour (mark, figure, cr, 1);
  set_stroke (mark, cr, 1.5);
  cairo_stroke (cr);
}

void
mark_draw (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout)
{
  switch (mark->kind)
    {
    case MARK_POINTS:
      draw_signs (mark, figure, cr, layout);
      break;
    case MARK_LINE:
      draw_line (mark, figure, cr, layout);
      break;
    case MARK_BAND:
      draw_band (mark, figure, cr, layout);
      break;
    case MARK_BARS:
      draw_bars (mark, figure, cr, layout);
      break;
    case MARK_INTERVALS:
    case MARK_WHISKERS:
      draw_intervals (mark, figure, cr, layout);
      draw_signs (mark, figure, cr, layout);
      break;
    case MARK_LEVEL:
      draw_levels (mark, figure, cr, layout);
      break;
    case MARK_DIAGONAL:
      draw_diagonal (mark, figure, cr, layout);
      break;
    case MARK_DENSITY:
      draw_density (mark, figure, cr, layout);
      break;
    }
}

void
mark_include (const Mark *mark, Axis *x, Axis *y)
{
  const Series *s = mark->series;

  for (guint i = 0; i < s->n; i++)
    {
      if (mark->kind != MARK_LEVEL)
        axis_include (x, s->x[i]);
      if (mark->kind == MARK_DENSITY)
        {
          axis_include (y, density_at (s, s->x[i]));
          axis_include (y, 0);
          continue;
        }
      if (mark->kind != MARK_BAND)
        axis_include (y, s->y[i]);
      if (mark->kind == MARK_BARS)
        {
          axis_include (x, s->x[i] - 0.5 * least_distance (s));
          axis_include (x, s->x[i] + 0.5 * least_distance (s));
          axis_include (y, 0);
        }
      if (s->low && mark->kind != MARK_POINTS)
        {
          axis_include (mark->kind == MARK_WHISKERS ? x : y, s->low[i]);
          axis_include (mark->kind == MARK_WHISKERS ? x : y, s->high[i]);
        }
    }
}
