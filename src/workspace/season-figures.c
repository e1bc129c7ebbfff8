/* workspace/season-figures.c */
#include "season-figures.h"

#include <glib/gi18n.h>
#include <math.h>

#include "weighed-event.h"

#define DAYS_OF_WEEK 7

gboolean
day_span_holds (const DaySpan *span, CivilDay day)
{
  return (span->from == CIVIL_DAY_UNKNOWN || day >= span->from) && (span->to == CIVIL_DAY_UNKNOWN || day <= span->to);
}

/* A day with its fraction, as the athlete's clock showed it; NAN outside the span. */
static double
local_day (const AthleteTimeline *timeline, const DaySpan *span, gint64 instant_us, int offset_s)
{
  const int offset = athlete_timeline_offset (timeline, instant_us, offset_s);
  const gint64 shown = instant_us + (offset == INSTANT_OFFSET_UNKNOWN ? 0 : offset) * INSTANT_SECOND;

  if (instant_us == INSTANT_UNKNOWN || !day_span_holds (span, instant_civil_day (instant_us, offset)))
    return NAN;
  return (double) shown / INSTANT_DAY;
}

static void
add_point (GArray *points, double x, double y)
{
  g_array_append_val (points, x);
  g_array_append_val (points, y);
}

/* Takes pairs of x and y. */
static Series *
series_of_points (const char *name, const GArray *points)
{
  const guint n = points->len / 2;
  g_autofree double *x = g_new (double, MAX (n, 1)), *y = g_new (double, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      x[i] = g_array_index (points, double, 2 * i);
      y[i] = g_array_index (points, double, 2 * i + 1);
    }
  return series_new (name, n, x, y, NULL, NULL, NULL);
}

static Figure *
figure_of_days (const char *title, const char *y_title)
{
  Figure *figure = figure_new (title, _("day"), y_title);

  figure->x.is_days = TRUE;
  return figure;
}

/* The Monday of the week, 1970-01-05 being one. */
static CivilDay
monday_of (double day)
{
  return (CivilDay) (floor ((day - 4) / DAYS_OF_WEEK) * DAYS_OF_WEEK + 4);
}

Figure *
figure_season_training (const AthleteTimeline *timeline, const DaySpan *span)
{
  g_autoptr(GHashTable) weeks = g_hash_table_new (g_direct_hash, g_direct_equal); /* Monday → seconds */
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (double));
  CivilDay first = G_MAXINT32, last = G_MININT32;
  Figure *figure;

  g_return_val_if_fail (timeline != NULL && span != NULL, NULL);

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const Event *event = ((const TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged;
      const double day = event->kind == EVENT_WORKOUT ? local_day (timeline, span, event->start_us, event->start_offset_s) : NAN;
      const double seconds = event_active_s (event);

      if (!isnan (day) && seconds > 0)
        {
          const CivilDay monday = monday_of (day);
          const gpointer key = GINT_TO_POINTER (monday);

          g_hash_table_insert (weeks, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (weeks, key)) + (guint) MIN (seconds, 6e5)));
          first = MIN (first, monday);
          last = MAX (last, monday);
        }
    }
  if (first > last)
    return NULL;
  for (CivilDay monday = first; monday <= last; monday += DAYS_OF_WEEK) /* a week without training is a zero: it is known */
    add_point (points, monday + DAYS_OF_WEEK / 2.0, GPOINTER_TO_UINT (g_hash_table_lookup (weeks, GINT_TO_POINTER (monday))) / 3600.0);
  figure = figure_of_days (_("Training"), _("hours a week"));
  figure_add (figure, MARK_BARS, series_of_points (NULL, points), 0);
  return figure;
}

Figure *
figure_season_sleep (const AthleteTimeline *timeline, const DaySpan *span)
{
  g_autoptr(GArray) nights = g_array_new (FALSE, FALSE, sizeof (double)), naps = g_array_new (FALSE, FALSE, sizeof (double));
  Figure *figure;

  g_return_val_if_fail (timeline != NULL && span != NULL, NULL);

  for (guint i = 0; i < timeline->nights->len; i++)
    {
      const Night *night = g_ptr_array_index (timeline->nights, i);

      if (!night->clock_fault && day_span_holds (span, night->date))
        add_point (night->main ? nights : naps, night->date, night->asleep_s / 3600);
    }
  if (nights->len + naps->len == 0)
    return NULL;
  figure = figure_of_days (_("Sleep"), _("asleep (h)"));
  figure_add (figure, MARK_POINTS, series_of_points (_("nights"), nights), 0);
  if (naps->len > 0)
    figure_add (figure, MARK_POINTS, series_of_points (_("naps"), naps), 1);
  return figure;
}

Figure *
figure_season_body_mass (const AthleteTimeline *timeline, const DaySpan *span)
{
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (double));
  Figure *figure;

  g_return_val_if_fail (timeline != NULL && span != NULL, NULL);

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const Event *event = ((const TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged;
      const double day = local_day (timeline, span, event->start_us, event->start_offset_s);
      const double kg = event_body_mass_kg (event);

      if (!isnan (day) && !isnan (kg))
        add_point (points, day, kg);
    }
  if (points->len == 0)
    return NULL;
  figure = figure_of_days (_("Body mass"), _("body mass (kg)"));
  figure_add (figure, MARK_POINTS, series_of_points (NULL, points), 0);
  return figure;
}

/* Intervals of one quantity of the tests, a series for each kind of test. */
static Figure *
figure_of_tests (const AthleteTimeline *timeline, const GArray *tests, const DaySpan *span, gboolean is_sodium, const char *title, const char *y_title)
{
  static const char *const names[] = { [SWEAT_TEST_PATCH] = N_("patches"), [SWEAT_TEST_WEIGHING] = N_("weighings") };
  g_autoptr(Figure) figure = figure_of_days (title, y_title);
  guint n = 0;

  for (guint kind = 0; kind < G_N_ELEMENTS (names); kind++)
    {
      g_autofree double *x = g_new (double, tests->len + 1), *y = g_new (double, tests->len + 1);
      g_autofree double *low = g_new (double, tests->len + 1), *high = g_new (double, tests->len + 1);
      guint m = 0;

      for (guint i = 0; i < tests->len; i++)
        {
          const SweatTest *test = &g_array_index (tests, SweatTest, i);
          const double value = is_sodium ? test->sodium_mmol_l : test->rate_l_per_h;
          const double sd = is_sodium ? test->sodium_sd_mmol_l : test->rate_sd_l_per_h;

          x[m] = local_day (timeline, span, test->at_us, INSTANT_OFFSET_UNKNOWN);
          if (test->kind != kind || isnan (value) || isnan (x[m]))
            continue;
          y[m] = value;
          low[m] = isnan (sd) ? value : MAX (0, value - 2 * sd);
          high[m] = isnan (sd) ? value : value + 2 * sd;
          m++;
        }
      if (m > 0)
        figure_add (figure, MARK_INTERVALS, series_new (_(names[kind]), m, x, y, low, high, NULL), kind);
      n += m;
    }
  return n > 0 ? g_steal_pointer (&figure) : NULL;
}

Figure *
figure_season_rates (const AthleteTimeline *timeline, const GArray *tests, const DaySpan *span)
{
  g_return_val_if_fail (timeline != NULL && tests != NULL && span != NULL, NULL);

  return figure_of_tests (timeline, tests, span, FALSE, _("Sweating rate of the tests"), _("whole-body rate (L/h)"));
}

Figure *
figure_season_sodium (const AthleteTimeline *timeline, const GArray *tests, const DaySpan *span)
{
  g_return_val_if_fail (timeline != NULL && tests != NULL && span != NULL, NULL);

  return figure_of_tests (timeline, tests, span, TRUE, _("Sodium of the tests"), _("whole-body sodium (mmol/L)"));
}
