/* plot/axis.c */
#include "axis.h"

#include <math.h>

static void
tick_clear (gpointer tick)
{
  g_free (((Tick *) tick)->label);
}

void
axis_init (Axis *axis, const char *title)
{
  *axis = (Axis){ .title = g_strdup (title), .low = INFINITY, .high = -INFINITY };
}

void
axis_clear (Axis *axis)
{
  g_clear_pointer (&axis->title, g_free);
  g_clear_pointer (&axis->places, g_strfreev);
}

void
axis_include (Axis *axis, double value)
{
  if (axis->is_fixed || !isfinite (value))
    return;
  axis->low = MIN (axis->low, value);
  axis->high = MAX (axis->high, value);
}

void
axis_set_range (Axis *axis, double low, double high)
{
  g_return_if_fail (low < high);

  axis->low = low;
  axis->high = high;
  axis->is_fixed = TRUE;
}

void
axis_settle (Axis *axis, double *low, double *high)
{
  double air;

  *low = axis->low;
  *high = axis->high;
  if (!(*low <= *high))
    {
      *low = 0;
      *high = 1;
    }
  if (axis->is_fixed)
    return;
  air = axis->places ? 0.6 : *high > *low ? 0.04 * (*high - *low) : MAX (fabs (*low) * 0.05, 0.5);
  *low -= air;
  *high += air;
}

static double
round_step (double range, guint room)
{
  const double raw = range / MAX (room, 1), base = pow (10, floor (log10 (raw)));

  for (guint i = 0; i < 4; i++)
    {
      const double step = base * (double[]){ 1, 2, 5, 10 }[i];

      if (step >= raw * (1 - 1e-9))
        return step;
    }
  return 10 * base;
}

GArray *
axis_ticks (const Axis *axis, double low, double high, guint room)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (Tick));
  const double step = round_step (high - low, room);
  const int decimals = (int) CLAMP (-floor (log10 (step) + 1e-9), 0, 12);
  const gboolean is_large = MAX (fabs (low), fabs (high)) >= 1e6 || step < 1e-6;

  g_array_set_clear_func (ticks, tick_clear);
  if (axis->places)
    {
      const guint n = g_strv_length (axis->places), every = MAX (1, (n + room - 1) / MAX (room, 1));

      for (guint i = 0; i < n; i += every)
        if (i >= low && i <= high)
          {
            const Tick tick = { i, g_strdup (axis->places[i]) };

            g_array_append_val (ticks, tick);
          }
      return ticks;
    }
  for (double k = ceil (low / step - 1e-9); k * step <= high + 1e-9 * step; k++)
    {
      const double at = k == 0 ? 0 : k * step;
      /* for people: the locale's decimal mark */
      const Tick tick = { at, is_large ? g_strdup_printf ("%.3g", at) : g_strdup_printf ("%.*f", decimals, at) };

      g_array_append_val (ticks, tick);
    }
  return ticks;
}
