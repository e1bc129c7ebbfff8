/* workspace/model-figures.c: figures with a point for each row */
#include "model-figures-private.h"

#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>

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

Series *
figure_row_series (const char *name, const double *x, const double *y, const ModelData *data)
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

static char *
with_unit (const char *what, const char *unit)
{
  return unit ? g_strdup_printf ("%s (%s)", what, unit) : g_strdup (what);
}

Figure *
figure_observed_predicted (const ModelPairs *pairs, double benchmark)
{
  g_autofree char *title = g_strdup_printf (_("Observed against predicted, %s"), pairs->what);
  g_autofree char *x_title = with_unit (_("predicted"), pairs->unit);
  g_autofree char *y_title = with_unit (_("observed"), pairs->unit);
  Figure *figure = figure_new (title, x_title, y_title);
  double low = INFINITY, high = -INFINITY, squares = 0;
  const double nothing = NAN;
  Series *series;
  guint n = 0;

  for (guint i = 0; i < pairs->n; i++)
    if (!isnan (pairs->predicted[i]))
      {
        low = MIN (low, pairs->predicted[i]);
        high = MAX (high, pairs->predicted[i]);
        squares += pow (pairs->observed[i] - pairs->predicted[i], 2);
        n++;
      }
  figure_add (figure, MARK_DIAGONAL, series_new (_("identity"), 1, &nothing, &nothing, NULL, NULL, NULL), 2);
  if (n > 2)
    add_parallel (figure, _("95 % of the rows"), low, high, 1.96 * sqrt (squares / (n - 1)), 0);
  if (n > 2 && !isnan (benchmark))
    {
      g_autofree char *label = g_strdup_printf (_("published limits ± %.2f L/h"), benchmark);

      add_parallel (figure, label, low, high, benchmark, 1);
    }
  series = series_new (_("rows"), pairs->n, pairs->predicted, pairs->observed, NULL, NULL, pairs->keys);
  label_rows (series);
  figure_add (figure, MARK_POINTS, series, 0);
  return figure;
}

Figure *
figure_residuals (const Fit *fit, const ModelData *data)
{
  Figure *figure = figure_new (_("Residuals"), _("predicted"), _("observed − predicted"));
  g_autofree double *residuals = residuals_of (fit, data);

  figure_add_level (figure, 0, NULL, 2, FALSE);
  figure_add (figure, MARK_POINTS, figure_row_series (NULL, fit->fitted, residuals, data), 0);
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
figure_bland_altman (const ModelPairs *pairs, double benchmark)
{
  const double *observed = pairs->observed, *predicted = pairs->predicted;
  const guint n = pairs->n;
  g_autofree char *title = g_strdup_printf (_("Bland–Altman, %s"), pairs->what);
  Figure *figure = figure_new (title, NULL, NULL);
  g_autofree double *mean = g_new (double, n);
  g_autofree double *difference = g_new (double, n);
  double bias = 0, squares = 0, sd, se;
  Series *series;
  guint m = 0;

  figure->x.title = with_unit (_("mean of observed and predicted"), pairs->unit);
  figure->y.title = with_unit (_("predicted − observed"), pairs->unit);
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

          figure_add_level (figure, at, label, side ? 1 : 2, side != 0);
          if (side)
            {
              const double x_low = figure->x.low, x_high = figure->x.high;

              figure_add (figure, MARK_BAND, series_new (NULL, 2, x, y, low, high, NULL), 1)->faint = TRUE;
              figure->x.low = x_low; /* the band lies across and does not widen the axis */
              figure->x.high = x_high;
            }
        }
    }
  for (int side = -1; side <= 1 && !isnan (benchmark); side += 2)
    {
      g_autofree char *label = g_strdup_printf (_("published %+.2f"), side * benchmark);

      figure_add_level (figure, side * benchmark, label, 4, TRUE);
    }
  series = series_new (NULL, n, mean, difference, NULL, NULL, pairs->keys);
  label_rows (series);
  figure_add (figure, MARK_POINTS, series, 0);
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
  figure_add (figure, MARK_POINTS, figure_row_series (_("rows"), d->leverage, standardised, data), 0);
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
