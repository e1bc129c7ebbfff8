/* ui/timeline-painter.c */
#include "timeline-painter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "units.h"

#define HEAD       40.0   /* height of the scale of time */
#define FOOT       8.0
#define TEXT_SIZE  11.0
#define BAR_PART   0.5    /* of a lane's height */
#define LEAST_PX   3.0    /* nothing is too short to be seen */
#define REACH_PX   4.0    /* a pointer this near means it */
#define SIGN_PX    8.0    /* room of a sign; where there is less for each, they are dots */

typedef struct {
  enum { STEP_MINUTES, STEP_DAYS, STEP_MONTHS } unit;
  int n;
  double us;               /* about as long */
  double least_px;         /* ticks are not nearer than this: the room of a label */
  const char *format;
  const char *context;     /* above the first tick, and where it changes; "": nothing */
} TickStep;

#define A_DAY_AND_YEAR "%a %-d %b %Y"

static const TickStep steps[] = {
  { STEP_MINUTES, 5, 5.0 * INSTANT_MINUTE, 86.0, "%H:%M", A_DAY_AND_YEAR },
  { STEP_MINUTES, 15, 15.0 * INSTANT_MINUTE, 86.0, "%H:%M", A_DAY_AND_YEAR },
  { STEP_MINUTES, 60, 1.0 * INSTANT_HOUR, 86.0, "%H:%M", A_DAY_AND_YEAR },
  { STEP_MINUTES, 180, 3.0 * INSTANT_HOUR, 60.0, "%H:%M", A_DAY_AND_YEAR },
  { STEP_MINUTES, 360, 6.0 * INSTANT_HOUR, 48.0, "%H:%M", A_DAY_AND_YEAR },
  { STEP_DAYS, 1, 1.0 * INSTANT_DAY, 78.0, "%a %-d %b", "%Y" },
  { STEP_DAYS, 1, 1.0 * INSTANT_DAY, 42.0, "%a %-d", "%b %Y" },
  { STEP_DAYS, 7, 7.0 * INSTANT_DAY, 56.0, "%-d %b", "%Y" },
  { STEP_MONTHS, 1, 30.4 * INSTANT_DAY, 42.0, "%b", "%Y" },
  { STEP_MONTHS, 3, 91.3 * INSTANT_DAY, 42.0, "%b", "%Y" },
  { STEP_MONTHS, 12, 365.2 * INSTANT_DAY, 48.0, "%Y", "" },
  { STEP_MONTHS, 60, 1826.0 * INSTANT_DAY, 48.0, "%Y", "" },
};

/* For dark and for light ground. */
static const double colours[N_LANES][2][3] = {
  [LANE_WORKOUTS] = { { 0.38, 0.63, 0.92 }, { 0.11, 0.44, 0.85 } },
  [LANE_SLEEP] = { { 0.75, 0.50, 0.85 }, { 0.51, 0.24, 0.61 } },
  [LANE_PATCHES] = { { 0.34, 0.89, 0.54 }, { 0.15, 0.55, 0.33 } },
  [LANE_WEIGHT] = { { 1.00, 0.63, 0.28 }, { 0.78, 0.33, 0.00 } },
  [LANE_WEATHER] = { { 0.96, 0.83, 0.18 }, { 0.60, 0.45, 0.00 } },
};

const char *
timeline_lane_name (LifeLane lane)
{
  static const char *const names[N_LANES] = { N_("Workouts"), N_("Sleep"), N_("Patches"), N_("Weight"), N_("Weather") };

  return _(names[lane]);
}

double
timeline_x (const TimelineLook *look, gint64 instant_us)
{
  return TIMELINE_LEFT + (double) (instant_us - look->from_us) / look->us_per_px;
}

gint64
timeline_instant (const TimelineLook *look, double x)
{
  return look->from_us + (gint64) ((x - TIMELINE_LEFT) * look->us_per_px);
}

static void
lane_span (const TimelineLook *look, LifeLane lane, double *top, double *bottom)
{
  double height = (look->height - HEAD - FOOT) / N_LANES;

  *top = HEAD + lane * height;
  *bottom = *top + height;
}

/* Marks of these lanes stand as high as their value. */
static gboolean
lane_has_values (LifeLane lane)
{
  return lane == LANE_WEIGHT || lane == LANE_WEATHER;
}

static double
value_y (const AthleteLife *life, LifeLane lane, double value, double top, double bottom)
{
  double span = fmax (life->most[lane] - life->least[lane], 1.0);

  return bottom - 10.0 - (value - life->least[lane]) / span * fmax (bottom - top - 20.0, 1.0);
}

static void
set_ink (cairo_t *cr, const TimelineLook *look, double alpha)
{
  cairo_set_source_rgba (cr, look->ink.red, look->ink.green, look->ink.blue, alpha);
}

void
timeline_set_lane_colour (cairo_t *cr, const GdkRGBA *ink, LifeLane lane, double alpha)
{
  const double *colour = colours[lane][ink->red + ink->green + ink->blue > 1.5f ? 0 : 1];

  cairo_set_source_rgba (cr, colour[0], colour[1], colour[2], alpha);
}

/* --- scale of time --- */

static GDateTime *
local_time (const AthleteLife *life, gint64 instant_us)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant_us / INSTANT_SECOND);

  return utc != NULL ? g_date_time_to_timezone (utc, life->zone) : NULL;
}

/* The last tick at or before the left end. */
static GDateTime *
first_tick (const AthleteLife *life, const TickStep *step, gint64 from_us)
{
  g_autoptr(GDateTime) at = local_time (life, from_us);
  g_autoptr(GDateTime) day = NULL;
  int year, month;

  if (at == NULL)
    return NULL;
  year = g_date_time_get_year (at);
  month = g_date_time_get_month (at);
  if (step->unit == STEP_MONTHS && step->n >= 12)
    return g_date_time_new (life->zone, MAX (year - year % (step->n / 12), 1), 1, 1, 0, 0, 0);
  if (step->unit == STEP_MONTHS)
    return g_date_time_new (life->zone, year, month - (month - 1) % step->n, 1, 0, 0, 0);
  day = g_date_time_new (life->zone, year, month, g_date_time_get_day_of_month (at), 0, 0, 0);
  if (step->unit == STEP_DAYS && step->n == 7 && day != NULL)
    return g_date_time_add_days (day, 1 - g_date_time_get_day_of_week (day));
  return g_steal_pointer (&day);
}

static void
paint_text (cairo_t *cr, double x, double y, const char *text)
{
  cairo_move_to (cr, x, y);
  cairo_show_text (cr, text);
}

/* Half a word is none, and no word lies on another. Returns: where it ends, or @free_from when there is no room. */
static double
paint_text_within (cairo_t *cr, const TimelineLook *look, double free_from, double x, double y, const char *text)
{
  cairo_text_extents_t extents;

  cairo_text_extents (cr, text, &extents);
  if (x < free_from || x + extents.x_advance > look->width)
    return free_from;
  paint_text (cr, x, y, text);
  return x + extents.x_advance + 6.0;
}

static void
paint_scale (cairo_t *cr, const TimelineLook *look, const AthleteLife *life)
{
  const TickStep *step = &steps[0];
  gint64 end_us = timeline_instant (look, look->width);
  g_autoptr(GDateTime) tick = NULL;
  g_autofree char *above = NULL;
  double label_end = 0.0, context_end = 0.0;

  while (step + 1 < steps + G_N_ELEMENTS (steps) && step->us / look->us_per_px < step->least_px)
    step++;
  tick = first_tick (life, step, look->from_us);
  while (tick != NULL && g_date_time_to_unix (tick) * INSTANT_SECOND < end_us)
    {
      double x = timeline_x (look, g_date_time_to_unix (tick) * INSTANT_SECOND);
      g_autofree char *label = g_date_time_format (tick, step->format);
      g_autofree char *context = g_date_time_format (tick, step->context);
      GDateTime *next;

      if (x >= TIMELINE_LEFT)
        {
          set_ink (cr, look, 0.14);
          cairo_set_line_width (cr, 1.0);
          cairo_move_to (cr, floor (x) + 0.5, HEAD - 18.0);
          cairo_line_to (cr, floor (x) + 0.5, look->height - FOOT);
          cairo_stroke (cr);
          set_ink (cr, look, 0.75);
          label_end = paint_text_within (cr, look, label_end, x + 4.0, HEAD - 7.0, label);
          if (g_strcmp0 (context, above) != 0) /* said once, then only when it changes */
            {
              double end = paint_text_within (cr, look, context_end, x + 4.0, HEAD - 23.0, context);

              if (end > context_end)
                {
                  context_end = end;
                  g_free (above);
                  above = g_steal_pointer (&context);
                }
            }
        }
      next = step->unit == STEP_MONTHS ? g_date_time_add_months (tick, step->n)
             : step->unit == STEP_DAYS ? g_date_time_add_days (tick, step->n) : g_date_time_add_minutes (tick, step->n);
      g_date_time_unref (tick);
      tick = next;
    }
}

/* --- lanes --- */

static void
paint_lane_names (cairo_t *cr, const TimelineLook *look)
{
  for (LifeLane lane = 0; lane < N_LANES; lane++)
    {
      double top, bottom;

      lane_span (look, lane, &top, &bottom);
      set_ink (cr, look, 0.14);
      cairo_set_line_width (cr, 1.0);
      cairo_move_to (cr, 0.0, floor (top) + 0.5);
      cairo_line_to (cr, look->width, floor (top) + 0.5);
      cairo_stroke (cr);
      set_ink (cr, look, 0.85);
      paint_text (cr, 10.0, (top + bottom) / 2.0 + 4.0, timeline_lane_name (lane));
    }
}

/* Where a mark is drawn. */
static void
mark_box (const TimelineLook *look, const AthleteLife *life, const LifeMark *mark, double *x, double *y, double *width, double *height)
{
  double top, bottom;

  lane_span (look, mark->lane, &top, &bottom);
  *x = timeline_x (look, mark->start_us);
  *width = fmax (timeline_x (look, mark->end_us) - *x, LEAST_PX);
  *height = BAR_PART * (bottom - top);
  *y = (top + bottom - *height) / 2.0;
  if (lane_has_values (mark->lane) || mark->lane == LANE_PATCHES)
    {
      double middle = mark->lane == LANE_PATCHES ? (top + bottom) / 2.0 : value_y (life, mark->lane, mark->value, top, bottom);

      *x -= 5.0;
      *y = middle - 5.0;
      *width = *height = 10.0;
    }
}

static void
paint_mark (cairo_t *cr, const TimelineLook *look, const AthleteLife *life, const LifeMark *mark)
{
  double x, y, width, height;

  mark_box (look, life, mark, &x, &y, &width, &height);
  if (mark->lane == LANE_WEATHER)
    cairo_rectangle (cr, x + 1.5, y + 1.5, 7.0, 7.0);
  else if (mark->lane == LANE_WEIGHT)
    cairo_arc (cr, x + 5.0, y + 5.0, 3.5, 0.0, 2.0 * G_PI);
  else if (mark->lane == LANE_PATCHES)
    {
      cairo_move_to (cr, x + 5.0, y);
      cairo_line_to (cr, x + 10.0, y + 5.0);
      cairo_line_to (cr, x + 5.0, y + 10.0);
      cairo_line_to (cr, x, y + 5.0);
      cairo_close_path (cr);
    }
  else
    cairo_rectangle (cr, x, y, width, height);
  timeline_set_lane_colour (cr, &look->ink, mark->lane, mark->planned ? 1.0 : mark == look->pointed ? 1.0 : 0.8);
  cairo_set_line_width (cr, 1.5);
  if (mark->planned) /* what has not been is an outline */
    cairo_stroke (cr);
  else
    cairo_fill (cr);
  if (mark == look->chosen)
    {
      set_ink (cr, look, 1.0);
      cairo_set_line_width (cr, 2.0);
      cairo_rectangle (cr, x - 2.5, y - 2.5, width + 5.0, height + 5.0);
      cairo_stroke (cr);
    }
  if (width - fmax (TIMELINE_LEFT - x, 0.0) > 60.0) /* of what is seen */
    {
      cairo_save (cr);
      cairo_rectangle (cr, fmax (x, TIMELINE_LEFT), y, width - fmax (TIMELINE_LEFT - x, 0.0), height);
      cairo_clip (cr);
      if (mark->planned)
        set_ink (cr, look, 0.9);
      else if (look->ink.red + look->ink.green + look->ink.blue > 1.5f)
        cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
      else
        cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
      paint_text (cr, fmax (x, TIMELINE_LEFT) + 6.0, y + height / 2.0 + 4.0, mark->title);
      cairo_restore (cr);
    }
}

/* The weighings as a line. Where they are many it is a band from the least to the most of each pixel, which
 * joins the pixel before: upright rectangles cost a tenth of a jagged stroke. */
static void
paint_line (cairo_t *cr, const TimelineLook *look, const AthleteLife *life, LifeLane lane, gboolean dense)
{
  double top, bottom, column = NAN, low = NAN, high = NAN;

  lane_span (look, lane, &top, &bottom);
  cairo_new_path (cr);
  for (guint i = athlete_life_first_after (life, look->from_us); i < life->marks->len; i++)
    {
      const LifeMark *mark = &g_array_index (life->marks, LifeMark, i);
      double x, y;

      if (mark->lane != lane)
        continue;
      x = timeline_x (look, mark->start_us);
      y = value_y (life, lane, mark->value, top, bottom);
      if (!dense)
        cairo_line_to (cr, x, y);
      else if (floor (x) == column)
        {
          low = fmin (low, y);
          high = fmax (high, y);
        }
      else
        {
          if (!isnan (column))
            cairo_rectangle (cr, column, floor (low), fmax (floor (x) - column, 1.0), fmax (ceil (high - low), 1.0));
          low = high = y;
          column = floor (x);
        }
      if (x > look->width + 10.0)
        break;
    }
  timeline_set_lane_colour (cr, &look->ink, lane, 0.5);
  cairo_set_line_width (cr, 1.0);
  if (dense)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
}

/* Whether the marks of a lane that are seen have less room than a sign takes. */
static gboolean
is_dense (const TimelineLook *look, const AthleteLife *life, LifeLane lane)
{
  const gint64 end_us = timeline_instant (look, look->width);
  const guint room = (guint) fmax ((look->width - TIMELINE_LEFT) / SIGN_PX, 1.0);
  guint n = 0;

  for (guint i = athlete_life_first_after (life, look->from_us); i < life->marks->len && n <= room; i++)
    {
      const LifeMark *mark = &g_array_index (life->marks, LifeMark, i);

      if (mark->start_us > end_us)
        break;
      n += mark->lane == lane;
    }
  return n > room;
}

/* Points as high as their values; where they are many they are dots, each pixel once. */
static void
paint_values (cairo_t *cr, const TimelineLook *look, const AthleteLife *life, LifeLane lane)
{
  gint64 end_us = timeline_instant (look, look->width + 10.0);
  gboolean dense = is_dense (look, life, lane);
  double top, bottom, last_x = NAN, last_y = NAN;

  lane_span (look, lane, &top, &bottom);
  if (lane == LANE_WEIGHT)
    paint_line (cr, look, life, lane, dense);
  cairo_new_path (cr);
  for (guint i = athlete_life_first_after (life, look->from_us); i < life->marks->len; i++)
    {
      const LifeMark *mark = &g_array_index (life->marks, LifeMark, i);
      double x, y;

      if (mark->start_us > end_us)
        break;
      if (mark->lane != lane)
        continue;
      if (!dense || mark == look->chosen || mark == look->pointed)
        {
          paint_mark (cr, look, life, mark);
          continue;
        }
      x = floor (timeline_x (look, mark->start_us));
      y = floor (value_y (life, lane, mark->value, top, bottom));
      if (x == last_x && fabs (y - last_y) < 2.0)
        continue;
      cairo_rectangle (cr, x - 1.0, y - 1.0, 2.0, 2.0);
      last_x = x;
      last_y = y;
    }
  timeline_set_lane_colour (cr, &look->ink, lane, 0.8);
  cairo_fill (cr);
}

static void
paint_marks (cairo_t *cr, const TimelineLook *look, const AthleteLife *life)
{
  gint64 end_us = timeline_instant (look, look->width + 10.0);
  double painted[N_LANES];

  for (LifeLane lane = 0; lane < N_LANES; lane++)
    painted[lane] = -INFINITY;
  for (guint i = athlete_life_first_after (life, look->from_us); i < life->marks->len; i++)
    {
      const LifeMark *mark = &g_array_index (life->marks, LifeMark, i);
      double x = timeline_x (look, mark->start_us), x_end = timeline_x (look, mark->end_us);

      if (mark->start_us > end_us)
        break;
      if (lane_has_values (mark->lane) || x_end < TIMELINE_LEFT - 10.0)
        continue;
      /* Of many within one pixel one is enough. */
      if (mark != look->chosen && fmax (x_end, x + LEAST_PX) <= painted[mark->lane] + 0.5)
        continue;
      painted[mark->lane] = fmax (painted[mark->lane], fmax (x_end, x + LEAST_PX));
      paint_mark (cr, look, life, mark);
    }
  for (LifeLane lane = 0; lane < N_LANES; lane++)
    if (lane_has_values (lane))
      paint_values (cr, look, life, lane);
}

static void
paint_value_scale (cairo_t *cr, const TimelineLook *look, const AthleteLife *life, LifeLane lane)
{
  const QuantityKind kind = lane == LANE_WEIGHT ? QUANTITY_BODY_MASS : QUANTITY_TEMPERATURE;
  const int decimals = lane == LANE_WEIGHT ? 1 : 0;
  double top, bottom;
  g_autofree char *most = NULL, *least = NULL;

  if (isnan (life->least[lane]))
    return;
  lane_span (look, lane, &top, &bottom);
  least = quantity_sentence (kind, units_shown (), life->least[lane], decimals);
  most = quantity_sentence (kind, units_shown (), life->most[lane], decimals);
  set_ink (cr, look, 0.6);
  if (life->most[lane] > life->least[lane] && bottom - top > 60.0)
    paint_text (cr, 10.0, top + 14.0, most);
  paint_text (cr, 10.0, bottom - 6.0, least);
}

void
timeline_paint (cairo_t *cr, const TimelineLook *look, const AthleteLife *life)
{
  g_return_if_fail (cr != NULL && look != NULL && life != NULL);

  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, TEXT_SIZE);
  paint_lane_names (cr, look);
  paint_value_scale (cr, look, life, LANE_WEIGHT);
  paint_value_scale (cr, look, life, LANE_WEATHER);
  paint_scale (cr, look, life);
  cairo_save (cr);
  cairo_rectangle (cr, TIMELINE_LEFT, 0.0, look->width - TIMELINE_LEFT, look->height);
  cairo_clip (cr);
  paint_marks (cr, look, life);
  cairo_restore (cr);
}

const LifeMark *
timeline_mark_at (const TimelineLook *look, const AthleteLife *life, double x, double y)
{
  const LifeMark *found = NULL;
  gint64 until_us = timeline_instant (look, x + REACH_PX + 5.0);
  double nearest = INFINITY;

  g_return_val_if_fail (look != NULL && life != NULL, NULL);

  for (guint i = athlete_life_first_after (life, timeline_instant (look, x - REACH_PX - 5.0)); i < life->marks->len; i++)
    {
      const LifeMark *mark = &g_array_index (life->marks, LifeMark, i);
      double left, top, width, height, away;

      if (mark->start_us > until_us)
        break;
      mark_box (look, life, mark, &left, &top, &width, &height);
      if (x < left - REACH_PX || x > left + width + REACH_PX || y < top - REACH_PX || y > top + height + REACH_PX)
        continue;
      away = fabs (x - left - width / 2.0);
      if (away < nearest)
        {
          nearest = away;
          found = mark;
        }
    }
  return found;
}
