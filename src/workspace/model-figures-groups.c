/* workspace/model-figures-groups.c: figures with a line for each athlete, or another group */
#include "model-figures-private.h"

#include <glib/gi18n.h>
#include <gsl/gsl_sort.h>
#include <math.h>

/* One of them. */
typedef struct {
  double value, low, high;   /* NAN: nothing is known */
} GroupInterval;

/* A place for each level, in order of its value, with a line at 0. */
static Figure *
ordered_intervals (const char *title, const char *x_title, const GroupInterval *intervals, char *const *levels, guint n)
{
  Figure *figure = figure_new (title, x_title, NULL);
  g_autofree double *keys = g_new (double, n);
  g_autofree size_t *order = g_new (size_t, n);
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  g_autofree double *low = g_new (double, n);
  g_autofree double *high = g_new (double, n);
  char **places = g_new0 (char *, n + 1);
  const double zero_x[] = { 0, 0 }, zero_y[] = { -0.6, n - 0.4 };
  Series *series;

  for (guint i = 0; i < n; i++)
    keys[i] = isnan (intervals[i].value) ? 0 : intervals[i].value;
  gsl_sort_index (order, keys, 1, n);
  for (guint i = 0; i < n; i++)
    {
      x[i] = intervals[order[i]].value;
      y[i] = i;
      low[i] = intervals[order[i]].low;
      high[i] = intervals[order[i]].high;
      places[i] = g_strdup (levels[order[i]]);
    }
  figure_set_places (figure, places);
  figure_add (figure, MARK_LINE, series_new (NULL, 2, zero_x, zero_y, NULL, NULL, NULL), 2)->dashed = TRUE;
  series = series_new (NULL, n, x, y, low, high, NULL);
  series_set_labels (series, (const char *const *) places);
  figure_add (figure, MARK_WHISKERS, series, 0);
  axis_set_range (&figure->y, -0.6, n - 0.4);
  return figure;
}

Figure *
figure_caterpillar (Fit *fit, guint part, guint term)
{
  const RandomEffect *effect = g_ptr_array_index (fit->random, part);
  g_autofree char *title = g_strdup_printf (_("Effects of %s: %s"), effect->group, effect->terms[term]);
  g_autofree GroupInterval *intervals = g_new (GroupInterval, effect->n_levels);

  for (guint l = 0; l < effect->n_levels; l++)
    {
      const gsize at = (gsize) l * effect->n_terms + term;
      const double reach = effect->effect_sds ? 1.96 * effect->effect_sds[at] : NAN;

      intervals[l] = (GroupInterval) { effect->effects[at], effect->effects[at] - reach, effect->effects[at] + reach };
    }
  return ordered_intervals (title, _("effect, with its 95 % interval"), intervals, effect->levels, effect->n_levels);
}

Figure *
figure_left_out (const ModelPairs *pairs, const Validation *validation, const char *unit)
{
  const guint n = validation->n_groups;
  g_autofree char *title = g_strdup_printf (_("Predicted without their own rows, by %s"), unit);
  g_autofree char *x_title = pairs->unit ? g_strdup_printf (_("predicted − observed (%s), mean and range"), pairs->unit)
                                         : g_strdup (_("predicted − observed, mean and range"));
  g_autofree guint *count = g_new0 (guint, n);
  g_autofree GroupInterval *intervals = g_new (GroupInterval, n);

  for (guint g = 0; g < n; g++)
    intervals[g] = (GroupInterval) { NAN, NAN, NAN };
  for (guint i = 0; i < pairs->n; i++)
    {
      const double error = pairs->predicted[i] - pairs->observed[i];
      GroupInterval *interval = &intervals[validation->groups[i]];

      if (isnan (error))
        continue;
      interval->value = (count[validation->groups[i]]++ ? interval->value : 0) + error;
      interval->low = fmin (interval->low, error);
      interval->high = fmax (interval->high, error);
    }
  for (guint g = 0; g < n; g++)
    intervals[g].value /= MAX (count[g], 1);
  return ordered_intervals (title, x_title, intervals, validation->levels, n);
}
