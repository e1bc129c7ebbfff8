/* plot/axis.c */
#include "axis.h"

#include <math.h>
#include <string.h>

#include "base/instant.h"
#include "base/quantity-text.h"

#define DAYS_LEAST 14.0 /* of an axis of days: two tests of one day are not spread over hours */

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
  air = axis->places ? 0.6 : axis->is_days && *high - *low < DAYS_LEAST ? DAYS_LEAST / 2 : *high > *low ? 0.04 * (*high - *low) : MAX (fabs (*low) * 0.05, 0.5);
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

static void
add_day (GArray *ticks, CivilDay day, gboolean is_year)
{
  g_autofree char *date = civil_day_format (day);
  Tick tick = { day, NULL };

  if (is_year)
    date[strlen ("2026")] = '\0';
  tick.label = g_steal_pointer (&date);
  g_array_append_val (ticks, tick);
}

/* At firsts of every so many months, the year's first month among them; of every so many years when those are 12 months and more. */
static void
add_months (GArray *ticks, double low, double high, int months)
{
  int year, month, day;

  civil_day_to_date ((CivilDay) floor (low), &year, &month, &day);
  for (int m = months >= 12 ? year / (months / 12) * months : year * 12;; m += months)
    {
      const CivilDay first = civil_day_from_date (m / 12, m % 12 + 1, 1);

      if (first > high)
        return;
      if (first >= low)
        add_day (ticks, first, months >= 12);
    }
}

static void
add_days (GArray *ticks, double low, double high, guint room)
{
  static const int day_steps[] = { 1, 2, 7, 14 }, month_steps[] = { 1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200 };
  const double days = (high - low) / MAX (room, 1);

  for (guint i = 0; i < G_N_ELEMENTS (day_steps); i++)
    if (day_steps[i] >= days)
      {
        const int monday = 4; /* 1970-01-05 */

        for (double k = ceil ((low - monday) / day_steps[i]); monday + k * day_steps[i] <= high; k++)
          add_day (ticks, (CivilDay) (monday + k * day_steps[i]), FALSE);
        return;
      }
  for (guint i = 0; i < G_N_ELEMENTS (month_steps); i++)
    if (30.4 * month_steps[i] >= days || i + 1 == G_N_ELEMENTS (month_steps))
      {
        add_months (ticks, low, high, month_steps[i]);
        return;
      }
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
  if (axis->is_days)
    {
      add_days (ticks, MAX (low, -365e3), MIN (high, 2.9e6), room);
      return ticks;
    }
  for (double k = ceil (low / step - 1e-9); k * step <= high + 1e-9 * step; k++)
    {
      const double at = k == 0 ? 0 : k * step;
      /* for people: the locale's decimal mark */
      const Tick tick = { at, quantity_true_minus (is_large ? g_strdup_printf ("%.3g", at) : g_strdup_printf ("%.*f", decimals, at)) };

      g_array_append_val (ticks, tick);
    }
  return ticks;
}
