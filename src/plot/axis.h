/* plot/axis.h
 *
 * One direction of a figure: its range, its ticks at round numbers (or named places), and their labels as the reader's locale writes them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char *title;        /* with the unit: "local rate (mg/cm²/min)" */
  double low, high;   /* the range that is shown; low < high */
  gboolean is_fixed;  /* the range was set and does not follow the data */
  gboolean is_days;   /* the numbers are days since 1970-01-01 (CivilDay): ticks stand at days, Mondays, months or years */
  char **places;      /* names at 0, 1, 2 …, instead of numbers; NULL-terminated; NULL: numbers */
} Axis;

typedef struct {
  double at;
  char *label;
} Tick;

void    axis_init      (Axis *axis, const char *title);
void    axis_clear     (Axis *axis);
/* Widens the range to hold @value; missing and infinite values do nothing. Ignored when the range is fixed. */
void    axis_include   (Axis *axis, double value);
void    axis_set_range (Axis *axis, double low, double high);
/* Makes a range of nothing, or of one value, into one that can be drawn, and leaves 4 % of air on both sides of one that follows the data. */
void    axis_settle    (Axis *axis, double *low, double *high);

/**
 * axis_ticks:
 * @room: how many labels there is room for
 *
 * Returns: (transfer full) (element-type Tick): ticks at multiples of 1, 2 or 5 times a power of ten.
 */
GArray *axis_ticks     (const Axis *axis, double low, double high, guint room);

G_END_DECLS
