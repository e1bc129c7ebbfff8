/* model/diagnostics.c */
#include "diagnostics.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

#include "back-transform.h"
#include "normality.h"

const char *
robust_error_word (RobustError kind)
{
  static const char *const words[] = { "hc0", "hc1", "hc2", "hc3", "hc4", "cr0", "cr0_g", "cr1" };

  return words[kind];
}

/* The row-weighted sandwich: SE of β from the meat's rank × rank sums on the orthonormal columns. */
static double *
sandwich (const double *meat, const long double *inverse, guint p, double factor)
{
  double *se = g_new (double, MAX (p, 1));

  for (guint i = 0; i < p; i++)
    {
      double sum = 0;

      for (guint a = i; a < p; a++)
        for (guint b = i; b < p; b++)
          sum += (double) inverse[(gsize) a * p + i] * meat[a * p + b] * (double) inverse[(gsize) b * p + i];
      se[i] = sqrt (factor * sum);
    }
  return se;
}

static void
find_hc (Diagnostics *d, const double *basis, const long double *inverse, const double *e)
{
  const guint n = d->n, p = d->rank;
  g_autofree double *meat = g_new (double, MAX (p * p, 1));

  for (RobustError kind = ROBUST_HC0; kind <= ROBUST_HC4; kind++)
    {
      for (guint i = 0; i < p * p; i++)
        meat[i] = 0;
      for (guint r = 0; r < n; r++)
        {
          const double h = d->leverage[r], left = 1 - h;
          const double omega = e[r] * e[r]
                               / (kind == ROBUST_HC2   ? left
                                  : kind == ROBUST_HC3 ? left * left
                                  : kind == ROBUST_HC4 ? pow (left, MIN (4, n * h / p))
                                                       : 1);

          for (guint a = 0; a < p; a++)
            for (guint b = 0; b < p; b++)
              meat[a * p + b] += omega * basis[(gsize) a * n + r] * basis[(gsize) b * n + r];
        }
      d->robust_se[kind] = sandwich (meat, inverse, p, kind == ROBUST_HC1 ? n / ((double) n - p) : 1);
    }
}

static gboolean
find_clustered (Diagnostics *d, const ModelData *data, const char *cluster, const double *basis, const long double *inverse, const double *e,
                GError **error)
{
  const guint n = d->n, p = d->rank;
  g_auto(GStrv) levels = NULL;
  g_autofree guint *groups = model_data_groups (data, cluster, &d->n_clusters, &levels, error);
  g_autofree double *scores = NULL;
  g_autofree double *meat = g_new0 (double, MAX (p * p, 1));
  double g;

  if (groups == NULL)
    return FALSE;
  g = d->n_clusters;
  scores = g_new0 (double, MAX (d->n_clusters * p, 1));
  for (guint r = 0; r < n; r++)
    for (guint a = 0; a < p; a++)
      scores[groups[r] * p + a] += e[r] * basis[(gsize) a * n + r];
  for (guint c = 0; c < d->n_clusters; c++)
    for (guint a = 0; a < p; a++)
      for (guint b = 0; b < p; b++)
        meat[a * p + b] += scores[c * p + a] * scores[c * p + b];
  d->robust_se[ROBUST_CR0] = sandwich (meat, inverse, p, 1);
  d->robust_se[ROBUST_CR0_G] = sandwich (meat, inverse, p, g / (g - 1));
  d->robust_se[ROBUST_CR1] = sandwich (meat, inverse, p, g / (g - 1) * (n - 1) / ((double) n - p));
  return TRUE;
}

/* n R² and half the explained sum of squares of the squared residuals on the columns. */
static void
find_breusch_pagan (Diagnostics *d, const double *basis)
{
  const guint n = d->n, p = d->rank;
  double mean = 0, total = 0, explained = 0;

  for (guint i = 0; i < n; i++)
    mean += d->residuals[i] * d->residuals[i] / n;
  for (guint i = 0; i < n; i++)
    total += pow (d->residuals[i] * d->residuals[i] - mean, 2);
  for (guint k = 0; k < p; k++)
    {
      double score = 0;

      for (guint i = 0; i < n; i++)
        score += basis[(gsize) k * n + i] * (d->residuals[i] * d->residuals[i] - mean);
      explained += score * score;
    }
  d->breusch_pagan_df = p - 1;
  d->breusch_pagan = n * explained / total;
  d->breusch_pagan_classical = explained / (2 * mean * mean);
  if (p > 1)
    {
      d->breusch_pagan_p = gsl_cdf_chisq_Q (d->breusch_pagan, p - 1);
      d->breusch_pagan_classical_p = gsl_cdf_chisq_Q (d->breusch_pagan_classical, p - 1);
    }
}

static gboolean
find_least_squares (Diagnostics *d, const Fit *fit, const ModelData *data, const char *cluster, GError **error)
{
  const guint n = d->n, p = d->rank;
  g_autofree double *roots = data->weights ? g_new (double, n) : NULL;
  g_autofree double *e = g_new (double, n); /* of the rows as the weights scale them */
  g_autofree double *basis = NULL;
  g_autofree long double *inverse = NULL;
  g_autoptr(Qr) qr = NULL;
  double rss = 0;

  for (guint i = 0; i < n; i++)
    {
      if (roots)
        roots[i] = sqrt (data->weights[i]);
      e[i] = d->residuals[i] * (roots ? roots[i] : 1);
      rss += e[i] * e[i];
    }
  qr = qr_new (data->fixed->x, n, data->fixed->n_columns, roots);
  basis = qr_basis (qr);
  inverse = qr_inverse (qr);
  d->leverage = g_new0 (double, n);
  d->cook = g_new (double, n);
  d->studentised = g_new (double, n);
  d->press = 0;
  for (guint i = 0; i < n; i++)
    {
      double left, without;

      for (guint k = 0; k < p; k++)
        d->leverage[i] += basis[(gsize) k * n + i] * basis[(gsize) k * n + i];
      left = 1 - d->leverage[i];
      without = (rss - e[i] * e[i] / left) / (n - p - 1.0);
      d->cook[i] = e[i] * e[i] * d->leverage[i] / (p * fit->sigma * fit->sigma * left * left);
      d->studentised[i] = n > p + 1 ? e[i] / sqrt (without * left) : NAN;
      d->press += (d->residuals[i] / left) * (d->residuals[i] / left);
    }
  if (data->formula->fixed->intercept)
    find_breusch_pagan (d, basis);
  durbin_watson (e, basis, n, p, &d->durbin_watson, &d->durbin_watson_p);
  find_hc (d, basis, inverse, e);
  d->aicc = fit->aic + 2.0 * (p + 1) * (p + 2) / ((double) n - p - 2);
  return cluster == NULL || find_clustered (d, data, cluster, basis, inverse, e, error);
}

/* V_jj (V⁻¹)_jj over the coefficients without the intercept: the same as 1/(1 − R²_j) in least squares. */
static void
find_vif (Diagnostics *d, const Fit *fit, const ModelData *data)
{
  g_autofree guint *which = g_new (guint, MAX (d->rank, 1));
  guint m = 0;

  d->vif = g_new (double, MAX (d->rank, 1));
  for (guint k = 0; k < d->rank; k++)
    {
      d->vif[k] = NAN;
      if (data->fixed->term_of[fit->kept[k]] > 0)
        which[m++] = k;
    }
  if (m > 0)
    {
      gsl_matrix *v = gsl_matrix_alloc (m, m);

      /* as correlations, so that units do not matter */
      for (guint i = 0; i < m; i++)
        for (guint j = 0; j < m; j++)
          gsl_matrix_set (v, i, j,
                          fit->covariance[which[i] * d->rank + which[j]]
                            / sqrt (fit->covariance[which[i] * d->rank + which[i]] * fit->covariance[which[j] * d->rank + which[j]]));
      if (gsl_linalg_cholesky_decomp1 (v) == 0 && gsl_linalg_cholesky_invert (v) == 0)
        for (guint i = 0; i < m; i++)
          d->vif[which[i]] = gsl_matrix_get (v, i, i);
      gsl_matrix_free (v);
    }
}

/* Spread that grows with the expected value: the correlation of |residual| with it is beyond chance. */
static gboolean
spread_grows (const Diagnostics *d, const Fit *fit)
{
  const guint n = d->n;
  double mean_f = 0, mean_s = 0, sff = 0, sss = 0, sfs = 0, r;

  for (guint i = 0; i < n; i++)
    {
      mean_f += fit->fitted[i] / n;
      mean_s += fabs (d->residuals[i]) / n;
    }
  for (guint i = 0; i < n; i++)
    {
      const double f = fit->fitted[i] - mean_f, s = fabs (d->residuals[i]) - mean_s;

      sff += f * f;
      sss += s * s;
      sfs += f * s;
    }
  r = sfs / sqrt (sff * sss);
  return n > 10 && r > 0 && gsl_cdf_tdist_Q (r * sqrt ((n - 2) / (1 - r * r)), n - 2) < 0.01;
}

Diagnostics *
diagnostics_new (const Fit *fit, const ModelData *data, const char *cluster, GError **error)
{
  g_autoptr(Diagnostics) d = g_new0 (Diagnostics, 1);
  gboolean positive = TRUE;

  g_return_val_if_fail (fit != NULL && data != NULL, NULL);

  d->n = fit->n;
  d->rank = fit->rank;
  d->press = d->breusch_pagan = d->breusch_pagan_p = d->breusch_pagan_classical = d->breusch_pagan_classical_p = NAN;
  d->breusch_pagan_df = d->durbin_watson = d->durbin_watson_p = d->aicc = d->shapiro_wilk = d->shapiro_wilk_p = NAN;
  d->residuals = g_new (double, fit->n);
  for (guint i = 0; i < fit->n; i++)
    {
      d->residuals[i] = data->y[i] - fit->fitted[i];
      positive &= data->y[i] > 0;
    }
  if (!shapiro_wilk (d->residuals, fit->n, &d->shapiro_wilk, &d->shapiro_wilk_p))
    d->shapiro_wilk = d->shapiro_wilk_p = NAN;
  find_vif (d, fit, data);
  d->smearing = response_is_log (data->formula) ? smearing_factor (fit, data, FALSE) : NAN;
  d->suggests_log = positive && !response_is_log (data->formula) && data->formula->response->kind == NODE_NAME && spread_grows (d, fit);
  if (fit->method == METHOD_OLS && !find_least_squares (d, fit, data, cluster, error))
    return NULL;
  return g_steal_pointer (&d);
}

void
diagnostics_free (Diagnostics *d)
{
  if (d == NULL)
    return;
  g_free (d->leverage);
  g_free (d->cook);
  g_free (d->studentised);
  g_free (d->residuals);
  g_free (d->vif);
  for (guint i = 0; i < N_ROBUST_ERRORS; i++)
    g_free (d->robust_se[i]);
  g_free (d);
}
