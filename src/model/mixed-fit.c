/* model/mixed-fit.c */
#include "mixed-fit.h"

#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

#include "minimise.h"

#define SINGULAR_THETA 1e-4 /* as lme4's isSingular() */

void
mixed_state_free (MixedState *state)
{
  if (state == NULL)
    return;
  mixed_problem_free (state->problem);
  mixed_point_free (state->point);
  g_free (state->theta);
  g_free (state->basis);
  g_free (state->y);
  g_free (state->z);
  g_free (state->inverse);
  g_free (state->parameter_covariance);
  g_free (state);
}

static MixedProblem *
make_problem (MixedState *state, const ModelData *data, guint p, const double *root_weights)
{
  g_autofree MixedPart *parts = g_new0 (MixedPart, data->random->len);
  gsize n_z = 0;
  double *z;

  for (guint a = 0; a < data->random->len; a++)
    n_z += ((const RandomDesign *) g_ptr_array_index (data->random, a))->design->n_columns;
  z = state->z = root_weights ? g_new (double, n_z * data->n) : NULL;
  for (guint a = 0; a < data->random->len; a++)
    {
      const RandomDesign *random = g_ptr_array_index (data->random, a);
      const gsize size = (gsize) random->design->n_columns * data->n;

      parts[a] = (MixedPart){ random->design->n_columns, random->n_levels, random->codes, random->design->x };
      if (z)
        {
          for (gsize i = 0; i < size; i++)
            z[i] = random->design->x[i] * root_weights[i % data->n];
          parts[a].z = z;
          z += size;
        }
    }
  return mixed_problem_new (data->n, p, state->basis, state->y, parts, data->random->len);
}

/* R⁻¹G⁻ᵀ: its rows' squared lengths are the coefficients' variances over σ². */
static double *
covariance_root (const MixedState *state, const MixedPoint *point)
{
  const guint p = state->problem->p;
  double *root = g_new0 (double, MAX (p * p, 1));

  /* rows of R⁻¹ solved from the right by G': w_i G' = r_i, forward in the columns of G */
  for (guint i = 0; i < p; i++)
    for (guint j = 0; j < p; j++)
      {
        double sum = state->inverse[j * p + i];

        for (guint k = 0; k < j; k++)
          sum -= root[k * p + i] * point->root[k * p + j];
        root[j * p + i] = sum / point->root[j * p + j];
      }
  return root;
}

typedef struct {
  const MixedState *state;
  MixedPoint *point;
  double sigma;
} Deviance;

/* The criterion with σ held: what its curvature in θ is taken of. */
static double
deviance_at (const double *theta, gpointer user_data)
{
  const Deviance *at = user_data;

  if (!mixed_evaluate (at->state->problem, theta, at->point))
    return INFINITY;
  return at->point->log_det_l + (at->state->reml ? at->point->log_det_x : 0) + at->point->rss / (at->sigma * at->sigma);
}

/* 2 H⁻¹ over the curvatures that are positive, as lmerTest. */
static void
find_parameter_covariance (MixedState *state, double sigma)
{
  MixedProblem *problem = state->problem;
  const guint n_theta = mixed_n_theta (problem), m = n_theta + 1;
  const double df = state->reml ? (double) problem->n - problem->p : problem->n;
  g_autoptr(MixedPoint) point = mixed_point_new (problem->p);
  const Deviance at = { state, point, sigma };
  g_autofree double *block = g_new (double, n_theta * n_theta);
  g_autofree double *hessian = g_new0 (double, m * m);
  g_autofree double *near = g_memdup2 (state->theta, sizeof (double) * n_theta);
  gsl_matrix_view view = gsl_matrix_view_array (hessian, m, m);
  gsl_vector *curvatures = gsl_vector_alloc (m);
  gsl_matrix *axes = gsl_matrix_alloc (m, m);
  gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc (m);

  hessian_at (deviance_at, (gpointer) &at, state->theta, n_theta, block);
  for (guint i = 0; i < n_theta; i++)
    {
      const double h = 1e-3 * MAX (fabs (near[i]), 0.1);
      double rss[4] = { 0 };

      for (guint j = 0; j < 4; j++)
        {
          near[i] = state->theta[i] + h * (double[]){ -2, -1, 1, 2 }[j];
          if (mixed_evaluate (problem, near, point))
            rss[j] = point->rss;
        }
      near[i] = state->theta[i];
      for (guint j = 0; j < n_theta; j++)
        hessian[i * m + j] = block[i * n_theta + j];
      hessian[i * m + n_theta] = hessian[n_theta * m + i]
        = -2 / (sigma * sigma * sigma) * (rss[0] - 8 * rss[1] + 8 * rss[2] - rss[3]) / (12 * h);
    }
  hessian[n_theta * m + n_theta] = 4 * df / (sigma * sigma);
  gsl_eigen_symmv (&view.matrix, curvatures, axes, work);
  state->parameter_covariance = g_new0 (double, m * m);
  for (guint k = 0; k < m; k++)
    if (gsl_vector_get (curvatures, k) > 1e-8)
      for (guint i = 0; i < m; i++)
        for (guint j = 0; j < m; j++)
          state->parameter_covariance[i * m + j]
            += 2 * gsl_matrix_get (axes, i, k) * gsl_matrix_get (axes, j, k) / gsl_vector_get (curvatures, k);
  gsl_vector_free (curvatures);
  gsl_matrix_free (axes);
  gsl_eigen_symmv_free (work);
}

double
mixed_satterthwaite (const MixedState *state, double sigma, MixedVariance variance, gpointer user_data)
{
  MixedProblem *problem = state->problem;
  const guint n_theta = mixed_n_theta (problem), m = n_theta + 1;
  g_autofree double *gradient = g_new (double, m);
  g_autofree double *near = g_memdup2 (state->theta, sizeof (double) * n_theta);
  const double h_sigma = 1e-4 * sigma;
  double here, spread = 0;

  for (guint i = 0; i < n_theta; i++)
    {
      const double h = 1e-3 * MAX (fabs (near[i]), 0.1);
      double at[4];

      for (guint j = 0; j < 4; j++)
        {
          near[i] = state->theta[i] + h * (double[]){ -2, -1, 1, 2 }[j];
          at[j] = variance (state, near, sigma, user_data);
        }
      near[i] = state->theta[i];
      gradient[i] = (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * h);
    }
  gradient[n_theta] = (variance (state, near, sigma + h_sigma, user_data) - variance (state, near, sigma - h_sigma, user_data))
                      / (2 * h_sigma);
  here = variance (state, near, sigma, user_data);
  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < m; j++)
      spread += gradient[i] * gradient[j] * state->parameter_covariance[i * m + j];
  return spread > 0 ? 2 * here * here / spread : NAN;
}

/* All coefficients' variances over σ² at several θ: one factorisation serves all. */
static void
find_degrees_of_freedom (const MixedState *state, double sigma, double *df)
{
  MixedProblem *problem = state->problem;
  const guint n_theta = mixed_n_theta (problem), m = n_theta + 1, p = problem->p;
  g_autoptr(MixedPoint) point = mixed_point_new (p);
  g_autofree double *near = g_memdup2 (state->theta, sizeof (double) * n_theta);
  g_autofree double *gradient = g_new0 (double, MAX (m * p, 1));
  g_autofree double *here = g_new0 (double, MAX (p, 1));

  for (guint i = 0; i <= n_theta; i++)
    {
      const double h = i < n_theta ? 1e-3 * MAX (fabs (near[i]), 0.1) : 0;

      for (guint j = 0; j < (i < n_theta ? 4 : 1); j++)
        {
          g_autofree double *root = NULL;

          if (i < n_theta)
            near[i] = state->theta[i] + h * (double[]){ -2, -1, 1, 2 }[j];
          if (!mixed_evaluate (problem, near, point))
            continue;
          root = covariance_root (state, point);
          for (guint c = 0; c < p; c++)
            {
              double sum = 0;

              for (guint k = 0; k < p; k++)
                sum += root[k * p + c] * root[k * p + c];
              if (i < n_theta)
                gradient[i * p + c] += sigma * sigma * sum * (double[]){ 1, -8, 8, -1 }[j] / (12 * h);
              else
                here[c] = sigma * sigma * sum;
            }
        }
      if (i < n_theta)
        near[i] = state->theta[i];
    }
  for (guint c = 0; c < p; c++)
    {
      double spread = 0;

      gradient[n_theta * p + c] = 2 * here[c] / sigma;
      for (guint i = 0; i < m; i++)
        for (guint j = 0; j < m; j++)
          spread += gradient[i * p + c] * gradient[j * p + c] * state->parameter_covariance[i * m + j];
      df[c] = 2 * here[c] * here[c] / spread;
    }
}

/* Standard deviations, correlations and effects of each part; the mean variance that it adds to a row. */
static double
describe_random (Fit *fit, const ModelData *data, guint a)
{
  const RandomDesign *random = g_ptr_array_index (data->random, a);
  MixedState *state = fit->mixed;
  const guint k = random->design->n_columns;
  g_autofree double *block = g_new (double, k * k);
  g_autofree double *covariance = g_new0 (double, k * k);
  RandomEffect *effect = g_new0 (RandomEffect, 1);
  double mean = 0;

  g_ptr_array_add (fit->random, effect);
  effect->group = g_strdup (random->part->group);
  effect->n_levels = random->n_levels;
  effect->n_terms = k;
  effect->terms = g_strdupv (random->design->names);
  effect->levels = g_strdupv (random->levels);
  effect->sd = g_new (double, k);
  effect->correlation = g_new (double, k * k);
  mixed_template (state->problem, a, state->theta, block);
  for (guint i = 0; i < k; i++)
    for (guint j = 0; j < k; j++)
      for (guint t = 0; t <= MIN (i, j); t++)
        covariance[i * k + j] += fit->sigma * fit->sigma * block[t * k + i] * block[t * k + j];
  for (guint i = 0; i < k; i++)
    effect->sd[i] = sqrt (covariance[i * k + i]);
  for (guint i = 0; i < k; i++)
    for (guint j = 0; j < k; j++)
      effect->correlation[i * k + j] = i == j                                      ? 1
                                       : effect->sd[i] > 0 && effect->sd[j] > 0 ? covariance[i * k + j] / (effect->sd[i] * effect->sd[j])
                                                                                   : NAN;
  for (guint i = 0; i < k; i++)
    if (block[i * k + i] < SINGULAR_THETA)
      {
        fit->singular = TRUE;
        if (effect->sd[i] < SINGULAR_THETA * fit->sigma)
          fit_warn (fit, _("Singular fit: the variance of “%s” between the levels of “%s” is estimated as 0."), effect->terms[i], effect->group);
        else
          fit_warn (fit, _("Singular fit: in “%s” the effects of “%s” are a linear combination of those before (a correlation of ±1)."),
                    effect->group, effect->terms[i]);
      }
  for (guint r = 0; r < data->n; r++)
    for (guint i = 0; i < k; i++)
      for (guint j = 0; j < k; j++)
        mean += random->design->x[(gsize) i * data->n + r] * covariance[i * k + j] * random->design->x[(gsize) j * data->n + r];
  return mean / data->n;
}

static void
find_effects (Fit *fit, const ModelData *data)
{
  MixedState *state = fit->mixed;
  MixedProblem *problem = state->problem;
  g_autofree double *b = g_new0 (double, problem->first[problem->n_parts]);

  mixed_effects (problem, state->theta, state->point, b);
  for (guint a = 0; a < problem->n_parts; a++)
    {
      const RandomDesign *random = g_ptr_array_index (data->random, a);
      RandomEffect *effect = g_ptr_array_index (fit->random, a);
      const guint k = effect->n_terms;

      effect->effects = g_memdup2 (b + problem->first[a], sizeof (double) * k * effect->n_levels);
      for (guint r = 0; r < data->n; r++)
        for (guint t = 0; t < k; t++)
          fit->fitted[r] += random->design->x[(gsize) t * data->n + r] * effect->effects[random->codes[r] * k + t];
    }
}

static double
variance_of (const double *x, guint n)
{
  double mean = 0, sum = 0;

  for (guint i = 0; i < n; i++)
    mean += x[i] / n;
  for (guint i = 0; i < n; i++)
    sum += (x[i] - mean) * (x[i] - mean);
  return sum / (n - 1);
}

/* Nakagawa & Schielzeth 2013, for slopes Johnson 2014: the random variance is its mean over the rows. */
static void
find_r2 (Fit *fit, double random_variance)
{
  const double fixed = variance_of (fit->fitted_fixed, fit->n), residual = fit->sigma * fit->sigma;
  const double total = fixed + random_variance + residual;

  fit->r2_marginal = fixed / total;
  fit->r2_conditional = (fixed + random_variance) / total;
  fit->icc = random_variance / (random_variance + residual);
}

static void
test_boundary (Fit *fit)
{
  MixedState *state = fit->mixed;
  g_autoptr(MixedPoint) point = mixed_point_new (state->problem->p);
  const double nothing = 0;

  if (state->problem->scalar == NULL || !mixed_evaluate (state->problem, &nothing, point))
    return;
  fit->boundary_chi2 = MAX (0, mixed_criterion (state->problem, point, state->reml)
                                 - mixed_criterion (state->problem, state->point, state->reml));
  fit->boundary_p = fit->boundary_chi2 > 0 ? 0.5 * gsl_cdf_chisq_Q (fit->boundary_chi2, 1) : 1;
}

Fit *
fit_mixed (const ModelData *data, const Qr *qr, const double *root_weights, gboolean reml, GError **error)
{
  const guint n = data->n, p = qr->rank;
  g_autoptr(Fit) fit = fit_start (data, reml ? METHOD_REML : METHOD_ML, qr);
  g_autofree long double *v = g_new (long double, n);
  g_autofree long double *inverse = qr_inverse (qr);
  g_autofree double *ols = g_new0 (double, MAX (p, 1));
  g_autofree double *root = NULL;
  g_autofree double *df = g_new (double, MAX (p, 1));
  MixedState *state = g_new0 (MixedState, 1);
  double criterion, random_variance = 0, log_weights = 0, log_det_r = 0;
  guint n_parameters;

  fit->mixed = state;
  state->reml = reml;
  for (guint i = 0; i < n; i++)
    {
      v[i] = data->y[i] * (long double) (root_weights ? root_weights[i] : 1);
      log_weights += root_weights ? 2 * log (root_weights[i]) : 0;
    }
  qr_apply_transposed (qr, v);
  for (guint k = 0; k < p; k++)
    {
      ols[k] = (double) v[k];
      v[k] = 0;
      log_det_r += 2 * (double) logl (fabsl (qr->diagonal[k]));
    }
  qr_apply (qr, v);
  state->y = g_new (double, n);
  for (guint i = 0; i < n; i++)
    state->y[i] = (double) v[i];
  state->basis = qr_basis (qr);
  state->inverse = g_new (double, MAX (p * p, 1));
  for (guint i = 0; i < p * p; i++)
    state->inverse[i] = (double) inverse[i];
  state->problem = make_problem (state, data, p, root_weights);
  state->point = mixed_point_new (p);
  state->theta = g_new0 (double, mixed_n_theta (state->problem));
  for (guint a = 0; a < state->problem->n_parts; a++)
    {
      double *at = state->theta + state->problem->first_theta[a];

      for (guint k = state->problem->parts[a].k; k > 0; at += k, k--)
        at[0] = 1;
    }
  criterion = mixed_minimise (state->problem, reml, state->theta, state->point);
  if (!isfinite (criterion))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                   _("The variances of “%s” cannot be estimated: the rows do not tell the random parts and the residual apart."),
                   data->formula->text);
      return NULL;
    }
  fit->algorithm = state->problem->scalar ? N_("mixed model, closed form of one random term")
                                          : N_("mixed model, penalised least squares with sparse Cholesky factorisation");
  fit->df_residual = (double) n - p;
  fit->sigma = sqrt (state->point->rss / (reml ? (double) n - p : n));
  root = covariance_root (state, state->point);
  for (guint i = 0; i < p; i++)
    {
      for (guint k = i; k < p; k++)
        fit->beta[i] += state->inverse[k * p + i] * (ols[k] + state->point->beta[k]);
      for (guint j = 0; j < p; j++)
        for (guint k = 0; k < p; k++)
          fit->covariance[i * p + j] += fit->sigma * fit->sigma * root[k * p + i] * root[k * p + j];
    }
  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < p; k++)
        fit->fitted_fixed[i] += fit->beta[k] * data->fixed->x[(gsize) fit->kept[k] * n + i];
      fit->fitted[i] = fit->fitted_fixed[i];
    }
  fit->criterion = criterion + (reml ? log_det_r : 0) - log_weights;
  fit->log_likelihood = -0.5 * fit->criterion;
  n_parameters = p + mixed_n_theta (state->problem) + 1;
  fit->aic = fit->criterion + 2.0 * n_parameters;
  fit->bic = fit->criterion + log (n) * n_parameters;
  for (guint a = 0; a < state->problem->n_parts; a++)
    random_variance += describe_random (fit, data, a);
  find_effects (fit, data);
  find_r2 (fit, random_variance);
  find_parameter_covariance (state, fit->sigma);
  find_degrees_of_freedom (state, fit->sigma, df);
  fit_finish_coefficients (fit, data, df);
  test_boundary (fit);
  mixed_evaluate (state->problem, state->theta, state->point);
  return g_steal_pointer (&fit);
}

void
mixed_effect_sds (Fit *fit)
{
  MixedState *state = fit->mixed;
  MixedProblem *problem = state->problem;
  g_autofree double *nothing = g_new0 (double, MAX (problem->p, 1));

  mixed_evaluate (problem, state->theta, state->point);
  for (guint a = 0; a < problem->n_parts; a++)
    {
      RandomEffect *effect = g_ptr_array_index (fit->random, a);

      g_free (effect->effect_sds);
      effect->effect_sds = g_new (double, (gsize) effect->n_levels * effect->n_terms);
      for (guint i = 0; i < effect->n_levels * effect->n_terms; i++)
        {
          const guint column = problem->first[a] + i;
          const double one = 1;
          const MixedRow row = { nothing, 1, &column, &one };

          effect->effect_sds[i] = fit->sigma * sqrt (mixed_row_variance (problem, state->theta, state->point, &row));
        }
    }
}

void
mixed_effect_covariance (const Fit *fit, guint column, double *with_coefficients, double *with_effects)
{
  const MixedState *state = fit->mixed;
  const guint p = fit->rank, q = state->problem->first[state->problem->n_parts];
  const double variance = fit->sigma * fit->sigma;
  g_autofree double *basis = g_new0 (double, MAX (p, 1));

  mixed_covariance_column (state->problem, state->theta, state->point, column, basis, with_effects);
  for (guint i = 0; i < p; i++)
    {
      with_coefficients[i] = 0;
      for (guint k = i; k < p; k++)
        with_coefficients[i] += variance * state->inverse[k * p + i] * basis[k];
    }
  for (guint i = 0; i < q; i++)
    with_effects[i] *= variance;
}
