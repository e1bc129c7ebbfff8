/* model/tobit.c */
#include "tobit.h"

#include <glib/gi18n.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sf_erf.h>
#include <math.h>

#define MOST_STEPS 100u

/* At δ = β/σ on the orthonormal columns and γ = 1/σ: the log-likelihood, its gradient and its negative Hessian. */
static double
likelihood (const ModelData *data, const double *basis, const double *root_weights, guint p, const double *parameters, double *gradient,
            gsl_matrix *information)
{
  const guint n = data->n, m = p + 1;
  const double gamma = parameters[p];
  g_autofree double *row = g_new (double, m);
  double sum = 0;

  for (guint i = 0; i < m; i++)
    gradient[i] = 0;
  gsl_matrix_set_zero (information);
  for (guint r = 0; r < n; r++)
    {
      const double root = root_weights ? root_weights[r] : 1, y = data->y[r] * root;
      double u = gamma * y, slope, curve;

      for (guint k = 0; k < p; k++)
        {
          row[k] = -basis[(gsize) k * n + r];
          u += row[k] * parameters[k];
        }
      row[p] = y;
      if (data->censored[r])
        {
          const double hazard = gsl_sf_hazard (u);

          sum += gsl_sf_log_erfc (u / M_SQRT2) - M_LN2;
          slope = -hazard;
          curve = hazard * (hazard - u);
        }
      else
        {
          sum += log (gamma * root) - 0.5 * log (2 * G_PI) - 0.5 * u * u;
          slope = -u;
          curve = 1;
          gradient[p] += 1 / gamma;
          *gsl_matrix_ptr (information, p, p) += 1 / (gamma * gamma);
        }
      for (guint i = 0; i < m; i++)
        {
          gradient[i] += slope * row[i];
          for (guint j = 0; j < m; j++)
            *gsl_matrix_ptr (information, i, j) += curve * row[i] * row[j];
        }
    }
  return sum;
}

/* The covariance of β from that of (δ, γ): β = R⁻¹δ/γ. */
static void
find_covariance (Fit *fit, const Qr *qr, const double *parameters, const gsl_matrix *covariance)
{
  const guint p = fit->rank, m = p + 1;
  const double gamma = parameters[p];
  g_autofree long double *inverse = qr_inverse (qr);
  g_autofree double *jacobian = g_new0 (double, p * m);

  for (guint i = 0; i < p; i++)
    for (guint k = i; k < p; k++)
      {
        jacobian[i * m + k] = (double) inverse[(gsize) k * p + i] / gamma;
        jacobian[i * m + p] -= (double) inverse[(gsize) k * p + i] * parameters[k] / (gamma * gamma);
      }
  for (guint i = 0; i < p; i++)
    for (guint j = 0; j < p; j++)
      for (guint a = 0; a < m; a++)
        for (guint b = 0; b < m; b++)
          fit->covariance[i * p + j] += jacobian[i * m + a] * gsl_matrix_get (covariance, a, b) * jacobian[j * m + b];
  for (guint i = 0; i < p; i++)
    for (guint k = i; k < p; k++)
      fit->beta[i] += (double) inverse[(gsize) k * p + i] * parameters[k] / gamma;
}

Fit *
fit_tobit (const ModelData *data, const Qr *qr, const double *root_weights, GError **error)
{
  const guint n = data->n, p = qr->rank, m = p + 1;
  g_autoptr(Fit) fit = fit_start (data, METHOD_TOBIT, qr);
  g_autofree double *basis = qr_basis (qr);
  g_autofree double *parameters = g_new0 (double, m);
  g_autofree double *trial = g_new (double, m);
  g_autofree double *gradient = g_new (double, m);
  g_autofree double *df = g_new (double, p);
  gsl_matrix *information = gsl_matrix_alloc (m, m);
  double rss = 0, value;
  gboolean settled = FALSE;

  fit->algorithm = N_("maximum likelihood with right-censored responses (Tobit)");
  for (guint r = 0; r < n; r++) /* least squares to start with */
    {
      const double y = data->y[r] * (root_weights ? root_weights[r] : 1);

      rss += y * y;
      for (guint k = 0; k < p; k++)
        parameters[k] += basis[(gsize) k * n + r] * y;
    }
  for (guint k = 0; k < p; k++)
    rss -= parameters[k] * parameters[k];
  parameters[p] = sqrt (n / MAX (rss, 1e-300));
  for (guint k = 0; k < p; k++)
    parameters[k] *= parameters[p];
  value = likelihood (data, basis, root_weights, p, parameters, gradient, information);
  for (guint step = 0; step < MOST_STEPS && !settled && isfinite (value); step++)
    {
      gsl_vector_view right = gsl_vector_view_array (gradient, m);
      double length = 1, at = -INFINITY, decrement = 0;
      gsl_vector *move = gsl_vector_alloc (m);

      if (gsl_linalg_cholesky_decomp1 (information) != 0)
        {
          gsl_vector_free (move);
          break;
        }
      gsl_linalg_cholesky_solve (information, &right.vector, move);
      for (guint i = 0; i < m; i++)
        decrement += gradient[i] * gsl_vector_get (move, i);
      for (guint half = 0; half < 40; half++, length *= 0.5)
        {
          for (guint i = 0; i < m; i++)
            trial[i] = parameters[i] + length * gsl_vector_get (move, i);
          if (trial[p] <= 0)
            continue;
          at = likelihood (data, basis, root_weights, p, trial, gradient, information);
          if (at >= value - 1e-12 * fabs (value))
            break;
        }
      gsl_vector_free (move);
      for (guint i = 0; i < m; i++)
        parameters[i] = trial[i];
      value = at;
      settled = decrement < 1e-18 * (1 + fabs (value)) || (decrement < 1e-10 && step > 20);
    }
  if (!settled || !isfinite (value) || gsl_linalg_cholesky_decomp1 (information) != 0)
    {
      gsl_matrix_free (information);
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                   _("The censored model found no maximum: too few of the %u rows are exact (%u are lower bounds)."), n, data->n_censored);
      return NULL;
    }
  gsl_linalg_cholesky_invert (information);
  find_covariance (fit, qr, parameters, information);
  gsl_matrix_free (information);
  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < p; k++)
        fit->fitted[i] += fit->beta[k] * data->fixed->x[(gsize) fit->kept[k] * n + i];
      fit->fitted_fixed[i] = fit->fitted[i];
    }
  fit->sigma = 1 / parameters[p];
  fit->df_residual = n - p;
  fit->log_likelihood = value;
  fit->criterion = -2 * value;
  fit->aic = fit->criterion + 2.0 * (p + 1);
  fit->bic = fit->criterion + log (n) * (p + 1);
  for (guint k = 0; k < p; k++)
    df[k] = NAN; /* the likelihood is normal in large samples only: z, not t */
  fit_finish_coefficients (fit, data, df);
  fit_warn (fit, _("%u of %u responses are lower bounds and entered as such."), data->n_censored, n);
  return g_steal_pointer (&fit);
}
