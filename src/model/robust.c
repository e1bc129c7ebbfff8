/* model/robust.c */
#include "robust.h"

#include <glib/gi18n.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <string.h>

#define HUBER_K      1.345
#define BISQUARE_C   4.685
#define MAD_TO_SD    0.6745
#define MOST_STEPS   500u
#define ENOUGH       1e-12

static double
weight_of_residual (FitMethod method, double u)
{
  const double a = fabs (u);

  if (method == METHOD_HUBER)
    return a <= HUBER_K ? 1 : HUBER_K / a;
  return a < BISQUARE_C ? pow (1 - (u / BISQUARE_C) * (u / BISQUARE_C), 2) : 0;
}

static double
slope_of_psi (FitMethod method, double u)
{
  const double t = (u / BISQUARE_C) * (u / BISQUARE_C);

  if (method == METHOD_HUBER)
    return fabs (u) <= HUBER_K;
  return t < 1 ? (1 - t) * (1 - 5 * t) : 0;
}

static double
median_scale (const double *residuals, guint n)
{
  g_autofree double *sizes = g_new (double, n);

  for (guint i = 0; i < n; i++)
    sizes[i] = fabs (residuals[i]);
  gsl_sort (sizes, 1, n);
  return gsl_stats_median_from_sorted_data (sizes, 1, n) / MAD_TO_SD;
}

/* Weighted least squares on the kept columns; residuals are of the rows as @root_weights scales them. */
static gboolean
weighted_step (const ModelData *data, const Qr *qr, const double *root_weights, const double *robust_weights, double *beta,
               double *residuals)
{
  const guint n = data->n, p = qr->rank;
  g_autofree double *x = g_new (double, (gsize) n * p);
  g_autofree double *roots = g_new (double, n);
  g_autofree long double *v = g_new (long double, n);
  g_autoptr(Qr) step = NULL;

  for (guint k = 0; k < p; k++)
    memcpy (x + (gsize) k * n, data->fixed->x + (gsize) qr->pivot[k] * n, sizeof (double) * n);
  for (guint i = 0; i < n; i++)
    {
      roots[i] = (root_weights ? root_weights[i] : 1) * sqrt (robust_weights[i]);
      v[i] = (long double) roots[i] * data->y[i];
    }
  step = qr_new (x, n, p, roots);
  if (step->rank < p)
    return FALSE;
  qr_apply_transposed (step, v);
  qr_solve (step, v);
  for (guint k = 0; k < p; k++)
    beta[k] = (double) v[k];
  for (guint i = 0; i < n; i++)
    {
      long double fitted = 0;

      for (guint k = 0; k < p; k++)
        fitted += v[k] * x[(gsize) k * n + i];
      residuals[i] = (double) (data->y[i] - fitted) * (root_weights ? root_weights[i] : 1);
    }
  return TRUE;
}

/* summary.rlm(): stddev² · (X'X)⁻¹, inflated by κ. */
static void
find_covariance (Fit *fit, const Qr *qr, const double *residuals)
{
  const guint n = fit->n, p = fit->rank;
  g_autofree long double *inverse = qr_inverse (qr);
  double squares = 0, mean = 0, spread = 0, kappa, sd;

  for (guint i = 0; i < n; i++)
    {
      const double u = residuals[i] / fit->sigma;

      squares += pow (residuals[i] * weight_of_residual (fit->method, u), 2);
      mean += slope_of_psi (fit->method, u) / n;
    }
  for (guint i = 0; i < n; i++)
    spread += pow (slope_of_psi (fit->method, residuals[i] / fit->sigma) - mean, 2) / (n - 1);
  kappa = 1 + p * spread / (n * mean * mean);
  sd = sqrt (squares / (n - p)) * kappa / mean;
  for (guint i = 0; i < p; i++)
    for (guint j = 0; j < p; j++)
      {
        long double sum = 0;

        for (guint k = MAX (i, j); k < p; k++)
          sum += inverse[(gsize) k * p + i] * inverse[(gsize) k * p + j];
        fit->covariance[i * p + j] = (double) sum * sd * sd;
      }
}

Fit *
fit_robust (const ModelData *data, const Qr *qr, const double *root_weights, FitMethod method, GError **error)
{
  const guint n = data->n, p = qr->rank;
  g_autoptr(Fit) fit = fit_start (data, method, qr);
  g_autofree double *residuals = g_new (double, n);
  g_autofree double *before = g_new (double, n);
  g_autofree double *df = g_new (double, p);
  gboolean settled = FALSE;

  fit->algorithm = method == METHOD_HUBER ? N_("Huber M-estimate (k = 1.345), MAD scale, as R's MASS::rlm")
                                          : N_("Tukey bisquare M-estimate (c = 4.685), MAD scale, as R's MASS::rlm");
  fit->robust_weights = g_new (double, n);
  for (guint i = 0; i < n; i++)
    fit->robust_weights[i] = 1;
  weighted_step (data, qr, root_weights, fit->robust_weights, fit->beta, residuals);
  for (guint step = 0; step < MOST_STEPS && !settled; step++)
    {
      double moved = 0, size = 0;

      fit->sigma = median_scale (residuals, n);
      if (!(fit->sigma > 0))
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                       _("More than half of the rows are fitted exactly: a robust scale cannot be estimated. Use --method ols."));
          return NULL;
        }
      for (guint i = 0; i < n; i++)
        fit->robust_weights[i] = weight_of_residual (method, residuals[i] / fit->sigma);
      memcpy (before, residuals, sizeof (double) * n);
      if (!weighted_step (data, qr, root_weights, fit->robust_weights, fit->beta, residuals))
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                       _("Too many rows are taken for outliers: the rest does not determine the coefficients. Use --method huber or ols."));
          return NULL;
        }
      for (guint i = 0; i < n; i++)
        {
          moved += (residuals[i] - before[i]) * (residuals[i] - before[i]);
          size += before[i] * before[i];
        }
      settled = sqrt (moved / MAX (size, 1e-20)) <= ENOUGH;
    }
  if (!settled)
    fit_warn (fit, _("The estimate still moved after %u steps."), MOST_STEPS);
  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < p; k++)
        fit->fitted[i] += fit->beta[k] * data->fixed->x[(gsize) fit->kept[k] * n + i];
      fit->fitted_fixed[i] = fit->fitted[i];
    }
  fit->df_residual = n - p;
  find_covariance (fit, qr, residuals);
  for (guint k = 0; k < p; k++)
    df[k] = fit->df_residual;
  fit_finish_coefficients (fit, data, df);
  return g_steal_pointer (&fit);
}
