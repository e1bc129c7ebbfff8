/* model/least-squares.c */
#include "least-squares.h"

#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

static double
weight_of (const ModelData *data, guint i)
{
  return data->weights ? data->weights[i] : 1;
}

/* What the mean (or, without an intercept, nothing) leaves: the weighted sum of squares. */
static long double
total_squares (const ModelData *data)
{
  long double sum = 0, weight = 0, squares = 0, mean = 0;

  for (guint i = 0; i < data->n; i++)
    {
      sum += (long double) weight_of (data, i) * data->y[i];
      weight += weight_of (data, i);
    }
  if (data->formula->fixed->intercept)
    mean = sum / weight;
  for (guint i = 0; i < data->n; i++)
    squares += weight_of (data, i) * (data->y[i] - mean) * (data->y[i] - mean);
  return squares;
}

Fit *
fit_least_squares (const ModelData *data, const Qr *qr, GError **error)
{
  const guint n = data->n, p = qr->rank;
  const guint df_model = p - (data->formula->fixed->intercept ? 1 : 0);
  g_autofree long double *v = g_new (long double, n);
  g_autofree long double *inverse = qr_inverse (qr);
  g_autofree double *df = g_new (double, p);
  Fit *fit = fit_start (data, METHOD_OLS, qr);
  long double rss = 0, log_weights = 0;
  const long double total = total_squares (data);

  fit->algorithm = data->weights ? N_("weighted least squares by Householder QR") : N_("least squares by Householder QR");
  for (guint i = 0; i < n; i++)
    v[i] = data->y[i] * (long double) sqrt (weight_of (data, i));
  qr_apply_transposed (qr, v);
  for (guint i = p; i < n; i++)
    rss += v[i] * v[i];
  qr_solve (qr, v);
  for (guint k = 0; k < p; k++)
    fit->beta[k] = (double) v[k];
  for (guint i = 0; i < n; i++)
    {
      long double sum = 0;

      for (guint k = 0; k < p; k++)
        sum += v[k] * data->fixed->x[(gsize) qr->pivot[k] * n + i];
      fit->fitted[i] = fit->fitted_fixed[i] = (double) sum;
      log_weights += logl (weight_of (data, i));
    }
  fit->df_residual = n - p;
  fit->sigma = (double) sqrtl (rss / (n - p));
  for (guint i = 0; i < p; i++)
    for (guint j = 0; j < p; j++)
      {
        long double sum = 0;

        for (guint k = MAX (i, j); k < p; k++)
          sum += inverse[(gsize) k * p + i] * inverse[(gsize) k * p + j];
        fit->covariance[i * p + j] = (double) (sum * rss / (n - p));
      }
  for (guint k = 0; k < p; k++)
    df[k] = fit->df_residual;
  fit_finish_coefficients (fit, data, df);

  fit->log_likelihood = 0.5 * ((double) log_weights - n * (log (2 * G_PI) + 1 + (double) logl (rss / n)));
  fit->criterion = -2 * fit->log_likelihood;
  fit->aic = fit->criterion + 2.0 * (p + 1);
  fit->bic = fit->criterion + log (n) * (p + 1);
  fit->r2 = total > 0 ? (double) (1 - rss / total) : NAN;
  fit->r2_adjusted = 1 - (1 - fit->r2) * ((double) (df_model + fit->df_residual) / fit->df_residual);
  if (df_model > 0)
    {
      fit->f = (double) ((total - rss) / df_model / (rss / (n - p)));
      fit->f_df = df_model;
      fit->f_p = gsl_cdf_fdist_Q (fit->f, df_model, fit->df_residual);
    }
  if (rss <= total * 1e-28L)
    fit_warn (fit, _("The fit is perfect: errors and p values mean nothing."));
  return fit;
}
