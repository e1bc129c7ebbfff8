/* workspace/model-figures.c */
#include "model-figures.h"

#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

#include "model/predict.h"

#define WIDTH_PT       480.0
#define HEIGHT_PT      360.0
#define EFFECT_POINTS  41u

static guint *
row_keys (const ModelData *data)
{
  guint *keys = g_new (guint, data->n);

  for (guint i = 0; i < data->n; i++)
    keys[i] = data->rows[i] + 1;
  return keys;
}

static void
label_rows (Series *series)
{
  g_auto(GStrv) labels = g_new0 (char *, series->n + 1);

  for (guint i = 0; i < series->n; i++)
    labels[i] = g_strdup_printf (_("row %u"), series->keys[i]);
  series_set_labels (series, (const char *const *) labels);
}

static Series *
row_series (const char *name, const double *x, const double *y, const ModelData *data)
{
  g_autofree guint *keys = row_keys (data);
  Series *series = series_new (name, data->n, x, y, NULL, NULL, keys);

  label_rows (series);
  return series;
}

static double *
residuals_of (const Fit *fit, const ModelData *data)
{
  double *residuals = g_new (double, data->n);

  for (guint i = 0; i < data->n; i++)
    residuals[i] = data->y[i] - fit->fitted[i];
  return residuals;
}

static void
add_parallel (Figure *figure, const char *name, double low, double high, double offset, guint colour)
{
  const double x[] = { low, high, NAN, low, high };
  const double y[] = { low - offset, high - offset, NAN, low + offset, high + offset };

  figure_add (figure, MARK_LINE, series_new (name, G_N_ELEMENTS (x), x, y, NULL, NULL, NULL), colour)->dashed = TRUE;
}

static void
add_level (Figure *figure, double at, const char *label, guint colour, gboolean dashed)
{
  const double x = NAN;
  Series *series = series_new (NULL, 1, &x, &at, NULL, NULL, NULL);

  if (label)
    series_set_labels (series, &label);
  figure_add (figure, MARK_LEVEL, series, colour)->dashed = dashed;
}

Figure *
figure_observed_predicted (const Fit *fit, const ModelData *data, double benchmark)
{
  Figure *figure = figure_new (data->formula->text, _("predicted"), _("observed"));
  g_autofree double *residuals = residuals_of (fit, data);
  double low = INFINITY, high = -INFINITY, squares = 0;
  const double nothing = NAN;

  for (guint i = 0; i < data->n; i++)
    {
      low = MIN (low, fit->fitted[i]);
      high = MAX (high, fit->fitted[i]);
      squares += residuals[i] * residuals[i];
    }
  figure_add (figure, MARK_DIAGONAL, series_new (_("identity"), 1, &nothing, &nothing, NULL, NULL, NULL), 2);
  add_parallel (figure, _("95 % of the rows"), low, high, 1.96 * sqrt (squares / (data->n - 1)), 0);
  if (!isnan (benchmark))
    add_parallel (figure, _("published limits"), low, high, benchmark, 1);
  figure_add (figure, MARK_POINTS, row_series (_("rows"), fit->fitted, data->y, data), 0);
  return figure;
}

Figure *
figure_residuals (const Fit *fit, const ModelData *data)
{
  Figure *figure = figure_new (_("Residuals"), _("predicted"), _("observed − predicted"));
  g_autofree double *residuals = residuals_of (fit, data);

  add_level (figure, 0, NULL, 2, FALSE);
  figure_add (figure, MARK_POINTS, row_series (NULL, fit->fitted, residuals, data), 0);
  return figure;
}

Figure *
figure_normal_quantiles (const Fit *fit, const ModelData *data)
{
  const guint n = data->n;
  Figure *figure = figure_new (_("Residuals against a normal distribution"), _("normal quantile"), _("residual"));
  g_autofree double *residuals = residuals_of (fit, data);
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  g_autofree guint *keys = g_new (guint, n);
  g_autofree size_t *order = g_new (size_t, n);
  Series *series;
  double line_x[2], line_y[2], q1, q3, z, slope;

  gsl_sort_index (order, residuals, 1, n);
  for (guint i = 0; i < n; i++)
    {
      const double a = n <= 10 ? 3.0 / 8 : 0.5; /* R's ppoints() */

      x[i] = gsl_cdf_ugaussian_Pinv ((i + 1 - a) / (n + 1 - 2 * a));
      y[i] = residuals[order[i]];
      keys[i] = data->rows[order[i]] + 1;
    }
  /* through the quartiles, as R's qqline() */
  q1 = y[(guint) ((n - 1) * 0.25)];
  q3 = y[(guint) ((n - 1) * 0.75)];
  z = gsl_cdf_ugaussian_Pinv (0.75);
  slope = (q3 - q1) / (2 * z);
  line_x[0] = x[0];
  line_x[1] = x[n - 1];
  for (guint i = 0; i < 2; i++)
    line_y[i] = 0.5 * (q1 + q3) + slope * line_x[i];
  figure_add (figure, MARK_LINE, series_new (_("through the quartiles"), 2, line_x, line_y, NULL, NULL, NULL), 2);
  series = series_new (_("rows"), n, x, y, NULL, NULL, keys);
  label_rows (series);
  figure_add (figure, MARK_POINTS, series, 0);
  return figure;
}

Figure *
figure_bland_altman (const double *observed, const double *predicted, const guint *keys, guint n, const char *what)
{
  g_autofree char *title = g_strdup_printf (_("Bland–Altman, %s"), what);
  Figure *figure = figure_new (title, _("mean of observed and predicted"), _("predicted − observed"));
  g_autofree double *mean = g_new (double, n);
  g_autofree double *difference = g_new (double, n);
  double bias = 0, squares = 0, sd, se;
  Series *series;
  guint m = 0;

  for (guint i = 0; i < n; i++)
    {
      mean[i] = 0.5 * (observed[i] + predicted[i]);
      difference[i] = predicted[i] - observed[i];
      if (!isnan (difference[i]))
        bias += difference[i], m++;
    }
  bias /= MAX (m, 1);
  for (guint i = 0; i < n; i++)
    if (!isnan (difference[i]))
      squares += (difference[i] - bias) * (difference[i] - bias);
  if (m > 2)
    {
      sd = sqrt (squares / (m - 1));
      bias = fabs (bias) < 1e-9 * sd ? 0 : bias; /* least squares leave only rounding */
      se = sd * sqrt (1.0 / m + 1.96 * 1.96 / (2.0 * (m - 1))) * gsl_cdf_tdist_Qinv (0.025, m - 1);
      for (int side = -1; side <= 1; side++)
        {
          const double at = bias + side * 1.96 * sd;
          g_autofree char *label = g_strdup_printf (side ? _("%.3g (bias %+.2f SD)") : _("bias %.3g"), at, side * 1.96);
          const double x[] = { -1e9, 1e9 }, y[] = { at, at }, low[] = { at - se, at - se }, high[] = { at + se, at + se };

          add_level (figure, at, label, side ? 1 : 2, side != 0);
          if (side)
            {
              const double x_low = figure->x.low, x_high = figure->x.high;

              figure_add (figure, MARK_BAND, series_new (NULL, 2, x, y, low, high, NULL), 1)->faint = TRUE;
              figure->x.low = x_low; /* the band lies across and does not widen the axis */
              figure->x.high = x_high;
            }
        }
    }
  series = series_new (NULL, n, mean, difference, NULL, NULL, keys);
  if (keys)
    label_rows (series);
  figure_add (figure, MARK_POINTS, series, 0);
  return figure;
}

Figure *
figure_caterpillar (Fit *fit, guint part, guint term)
{
  const RandomEffect *effect = g_ptr_array_index (fit->random, part);
  const guint n = effect->n_levels;
  g_autofree char *title = g_strdup_printf (_("Effects of %s: %s"), effect->group, effect->terms[term]);
  Figure *figure = figure_new (title, _("effect, with its 95 % interval"), NULL);
  g_autofree double *values = g_new (double, n);
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  g_autofree double *low = g_new (double, n);
  g_autofree double *high = g_new (double, n);
  g_autofree size_t *order = g_new (size_t, n);
  char **places = g_new0 (char *, n + 1);
  const double zero_x[] = { 0, 0 }, zero_y[] = { -0.6, n - 0.4 };
  Series *series;

  for (guint i = 0; i < n; i++)
    values[i] = effect->effects[(gsize) i * effect->n_terms + term];
  gsl_sort_index (order, values, 1, n);
  for (guint i = 0; i < n; i++)
    {
      const double reach = effect->effect_sds ? 1.96 * effect->effect_sds[order[i] * effect->n_terms + term] : NAN;

      x[i] = values[order[i]];
      y[i] = i;
      low[i] = x[i] - reach;
      high[i] = x[i] + reach;
      places[i] = g_strdup (effect->levels[order[i]]);
    }
  figure_set_places (figure, places);
  figure_add (figure, MARK_LINE, series_new (NULL, 2, zero_x, zero_y, NULL, NULL, NULL), 2)->dashed = TRUE;
  series = series_new (NULL, n, x, y, low, high, NULL);
  series_set_labels (series, (const char *const *) places);
  figure_add (figure, MARK_WHISKERS, series, 0);
  axis_set_range (&figure->y, -0.6, n - 0.4);
  return figure;
}

/* A frame of EFFECT_POINTS rows: @column runs over its range, all others stand at their mean or most frequent word. */
static DataFrame *
typical_rows (const ModelData *data, const char *column)
{
  DataFrame *frame = g_new0 (DataFrame, 1);

  frame->source = g_strdup (data->frame->source);
  frame->n_rows = EFFECT_POINTS;
  frame->lines = g_new0 (guint, EFFECT_POINTS);
  frame->out = g_new0 (char *, EFFECT_POINTS + 1);
  frame->columns = data_frame_columns_new ();
  for (guint c = 0; c < data->frame->columns->len; c++)
    {
      const Column *old = g_ptr_array_index (data->frame->columns, c);
      Column *fresh = g_new0 (Column, 1);
      double low = INFINITY, high = -INFINITY, sum = 0;
      g_autoptr(GHashTable) counts = g_hash_table_new (g_direct_hash, g_direct_equal);
      char *most = NULL;

      fresh->name = g_strdup (old->name);
      fresh->header = g_strdup (old->header);
      g_ptr_array_add (frame->columns, fresh);
      for (guint i = 0; i < data->n; i++)
        {
          if (old->values)
            {
              low = MIN (low, old->values[data->rows[i]]);
              high = MAX (high, old->values[data->rows[i]]);
              sum += old->values[data->rows[i]];
            }
          else if (old->words[data->rows[i]])
            {
              char *word = old->words[data->rows[i]];
              const guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, word)) + 1;

              g_hash_table_insert (counts, word, GUINT_TO_POINTER (count));
              if (most == NULL || count > GPOINTER_TO_UINT (g_hash_table_lookup (counts, most)))
                most = word;
            }
        }
      if (old->values)
        fresh->values = g_new (double, EFFECT_POINTS);
      else
        fresh->words = g_new0 (char *, EFFECT_POINTS + 1);
      for (guint r = 0; r < EFFECT_POINTS; r++)
        {
          if (old->words)
            fresh->words[r] = most;
          else
            fresh->values[r] = g_str_equal (old->name, column) ? low + (high - low) * r / (EFFECT_POINTS - 1) : sum / data->n;
        }
    }
  return frame;
}

/* No group of a typical row is known: what is drawn is the fixed part. */
static void
forget_groups (DataFrame *frame, const ModelData *data)
{
  for (guint a = 0; a < data->random->len; a++)
    {
      const RandomPart *part = ((const RandomDesign *) g_ptr_array_index (data->random, a))->part;

      for (guint i = 0; i < part->columns->len; i++)
        {
          const Column *column = data_frame_find (frame, g_ptr_array_index (part->columns, i));
          gboolean is_fixed = FALSE;

          for (guint r = 0; r < data->ranges->len; r++)
            is_fixed |= g_str_equal (((const TrainedRange *) g_ptr_array_index (data->ranges, r))->name, column->name);
          for (guint r = 0; r < frame->n_rows && !is_fixed; r++)
            {
              if (column->words)
                column->words[r] = NULL;
              else
                column->values[r] = NAN;
            }
        }
    }
}

Figure *
figure_partial_effect (const Fit *fit, const ModelData *data, const char *column, GError **error)
{
  g_autofree char *title = g_strdup_printf (_("Effect of %s, all else typical"), column);
  const Column *observed = data_frame_find (data->frame, column);
  g_autofree char *x_title = observed && observed->unit ? g_strdup_printf ("%s (%s)", column, observed->unit) : g_strdup (column);
  g_autofree double *old_x = g_new (double, data->n);
  g_autofree double *y = g_new (double, EFFECT_POINTS);
  g_autofree double *low = g_new (double, EFFECT_POINTS);
  g_autofree double *high = g_new (double, EFFECT_POINTS);
  g_autoptr(DataFrame) frame = NULL;
  g_autoptr(GArray) predictions = NULL;
  Figure *figure;

  g_return_val_if_fail (observed != NULL && observed->values != NULL, NULL);

  frame = typical_rows (data, column);
  forget_groups (frame, data);
  predictions = predict_rows (fit, data, frame, error);
  if (predictions == NULL)
    return NULL;
  for (guint r = 0; r < EFFECT_POINTS; r++)
    {
      const Prediction *p = &g_array_index (predictions, Prediction, r);

      y[r] = p->fit;
      low[r] = p->ci_low;
      high[r] = p->ci_high;
    }
  for (guint i = 0; i < data->n; i++)
    old_x[i] = observed->values[data->rows[i]];
  figure = figure_new (title, x_title, data->formula->response_name);
  figure_add (figure, MARK_POINTS, row_series (_("rows"), old_x, data->y, data), 3)->faint = TRUE;
  figure_add (figure, MARK_BAND, series_new (_("95 % interval"), EFFECT_POINTS, data_frame_find (frame, column)->values, y, low, high, NULL), 0);
  figure_add (figure, MARK_LINE, series_new (_("expected"), EFFECT_POINTS, data_frame_find (frame, column)->values, y, NULL, NULL, NULL), 0);
  return figure;
}

Figure *
figure_left_out (const Validation *validation, const ModelData *data, const char *unit)
{
  const guint n = validation->n_groups;
  g_autofree char *title = g_strdup_printf (_("Predicted without their own rows, by %s"), unit);
  Figure *figure = figure_new (title, _("predicted − observed, mean and range"), NULL);
  g_autofree double *sum = g_new0 (double, n);
  g_autofree guint *count = g_new0 (guint, n);
  g_autofree double *least = g_new (double, n);
  g_autofree double *most = g_new (double, n);
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  g_autofree double *low = g_new (double, n);
  g_autofree double *high = g_new (double, n);
  g_autofree size_t *order = g_new (size_t, n);
  char **places = g_new0 (char *, n + 1);
  const double zero_x[] = { 0, 0 }, zero_y[] = { -0.6, n - 0.4 };
  Series *series;

  for (guint g = 0; g < n; g++)
    {
      least[g] = INFINITY;
      most[g] = -INFINITY;
    }
  for (guint i = 0; i < data->n; i++)
    {
      const double error = validation->predicted[i] - data->y[i];
      const guint g = validation->groups[i];

      if (isnan (error))
        continue;
      sum[g] += error;
      count[g]++;
      least[g] = MIN (least[g], error);
      most[g] = MAX (most[g], error);
    }
  for (guint g = 0; g < n; g++)
    sum[g] = count[g] ? sum[g] / count[g] : 0;
  gsl_sort_index (order, sum, 1, n);
  for (guint i = 0; i < n; i++)
    {
      const gboolean known = count[order[i]] > 0;

      x[i] = known ? sum[order[i]] : NAN;
      y[i] = i;
      low[i] = known ? least[order[i]] : NAN;
      high[i] = known ? most[order[i]] : NAN;
      places[i] = g_strdup (validation->levels[order[i]]);
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
figure_influence (const Diagnostics *d, const ModelData *data)
{
  Figure *figure = figure_new (_("Influence of each row"), _("leverage"), _("standardised residual"));
  g_autofree double *standardised = g_new (double, d->n);
  double furthest = 0;

  g_return_val_if_fail (d->leverage != NULL, NULL);

  for (guint i = 0; i < d->n; i++)
    {
      const double h = d->leverage[i];

      furthest = MAX (furthest, h);
      /* internally: only of these is Cook's distance a curve over the leverage, D = r² h / ((1 − h) p) */
      standardised[i] = copysign (sqrt (d->cook[i] * d->rank * (1 - h) / h), d->studentised[i]);
    }
  figure_add (figure, MARK_POINTS, row_series (_("rows"), d->leverage, standardised, data), 0);
  for (guint level = 0; level < 2; level++)
    {
      const double cook = level ? 1 : 0.5, y_low = figure->y.low, y_high = figure->y.high;
      double x[2 * EFFECT_POINTS + 1], y[2 * EFFECT_POINTS + 1];

      for (guint i = 0; i < EFFECT_POINTS; i++)
        {
          const double h = MIN (furthest * 1.05, 0.999) * (i + 1) / EFFECT_POINTS, r = sqrt (cook * d->rank * (1 - h) / h);

          x[i] = x[2 * EFFECT_POINTS - i] = h;
          y[i] = r;
          y[2 * EFFECT_POINTS - i] = -r;
        }
      x[EFFECT_POINTS] = y[EFFECT_POINTS] = NAN;
      figure_add (figure, MARK_LINE, series_new (level ? _("Cook’s distance 1") : _("Cook’s distance 0.5"), G_N_ELEMENTS (x), x, y, NULL, NULL, NULL),
                  level ? 1 : 4)
        ->dashed = TRUE;
      figure->y.low = y_low; /* the curves rise beyond every point */
      figure->y.high = y_high;
    }
  return figure;
}

static gboolean
write_one (GPtrArray *names, Figure *figure, const char *name, const char *folder, GError **error)
{
  static const char *const kinds[] = { "svg", "pdf", "png", "csv" };
  g_autoptr(Figure) owned = figure;
  const double height = figure->y.places ? MAX (HEIGHT_PT, MIN (1200, 90 + 13.5 * g_strv_length (figure->y.places))) : HEIGHT_PT;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *file = g_strconcat (name, ".", kinds[i], NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (!figure_export (figure, path, WIDTH_PT, height, error))
        return FALSE;
    }
  g_ptr_array_add (names, g_strdup (name));
  return TRUE;
}

static gboolean
write_effects (GPtrArray *names, const Fit *fit, const ModelData *data, const char *folder, GError **error)
{
  for (guint i = 0; i < data->ranges->len; i++)
    {
      const TrainedRange *range = g_ptr_array_index (data->ranges, i);
      g_autofree char *name = NULL;
      Figure *figure;

      if (range->levels || !(range->low < range->high))
        continue;
      figure = figure_partial_effect (fit, data, range->name, error);
      name = g_strconcat ("effect-", range->name, NULL);
      g_strdelimit (name, G_DIR_SEPARATOR_S " :*?\"<>|\\", '_');
      if (figure == NULL || !write_one (names, figure, name, folder, error))
        return FALSE;
    }
  return TRUE;
}

char **
model_figures_write (Fit *fit, const ModelData *data, const Validation *validation, const Diagnostics *diagnostics, const char *unit,
                     const char *folder, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *keys = row_keys (data);

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The folder %s cannot be made."), folder);
      return NULL;
    }
  if (!write_one (names, figure_observed_predicted (fit, data, NAN), "observed-predicted", folder, error)
      || !write_one (names, figure_residuals (fit, data), "residuals", folder, error)
      || !write_one (names, figure_normal_quantiles (fit, data), "normal-quantiles", folder, error)
      || !write_one (names, figure_bland_altman (data->y, fit->fitted, keys, data->n, _("fitted")), "bland-altman", folder, error)
      || !write_effects (names, fit, data, folder, error))
    return NULL;
  if (validation
      && (!write_one (names, figure_bland_altman (data->y, validation->predicted, keys, data->n, _("left out")), "bland-altman-left-out",
                      folder, error)
          || !write_one (names, figure_left_out (validation, data, unit), "left-out", folder, error)))
    return NULL;
  if (diagnostics && diagnostics->leverage && !write_one (names, figure_influence (diagnostics, data), "influence", folder, error))
    return NULL;
  for (guint a = 0; a < fit->random->len; a++)
    for (guint t = 0; t < ((const RandomEffect *) g_ptr_array_index (fit->random, a))->n_terms; t++)
      {
        g_autofree char *name = g_strdup_printf ("effects-%u-%u", a + 1, t + 1);

        if (!write_one (names, figure_caterpillar (fit, a, t), name, folder, error))
          return NULL;
      }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}
