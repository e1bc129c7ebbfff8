/* model/fit.c */
#include "fit.h"

#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdarg.h>

#include "least-squares.h"
#include "mixed-fit.h"
#include "robust.h"
#include "tobit.h"

static const struct {
  const char *word;
  FitMethod method;
} methods[] = {
  { "ols", METHOD_OLS },           { "reml", METHOD_REML },   { "ml", METHOD_ML },
  { "huber", METHOD_HUBER },       { "bisquare", METHOD_BISQUARE }, { "tobit", METHOD_TOBIT },
};

gboolean
fit_method_from_word (const char *word, FitMethod *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].word, word))
      {
        *method = methods[i].method;
        return TRUE;
      }
  return FALSE;
}

const char *
fit_method_word (FitMethod method)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (methods[i].method == method)
      return methods[i].word;
  g_return_val_if_reached (NULL);
}

void
random_effect_free (RandomEffect *effect)
{
  g_free (effect->group);
  g_strfreev (effect->terms);
  g_strfreev (effect->levels);
  g_free (effect->sd);
  g_free (effect->correlation);
  g_free (effect->effects);
  g_free (effect->effect_sds);
  g_free (effect);
}

static void
coefficient_clear (gpointer coefficient)
{
  g_free (((Coefficient *) coefficient)->name);
}

void
fit_warn (Fit *fit, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (fit->warnings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
warn_of_dropped_columns (Fit *fit, const ModelData *data, const Qr *qr)
{
  g_autofree gboolean *keeps = g_new0 (gboolean, MAX (qr->p, 1));

  for (guint k = 0; k < qr->rank; k++)
    keeps[qr->pivot[k]] = TRUE;
  for (guint j = 0; j < qr->p; j++)
    if (!keeps[j])
      {
        const double *x = data->fixed->x + (gsize) j * data->n;
        gboolean constant = TRUE;

        for (guint i = 1; i < data->n && constant; i++)
          constant = x[i] == x[0];
        if (constant)
          fit_warn (fit, _("“%s” is constant and was dropped."), data->fixed->names[j]);
        else
          fit_warn (fit, _("“%s” is a linear combination of other terms and was dropped."), data->fixed->names[j]);
      }
}

/* A factor with one level has no column at all. */
static void
warn_of_single_levels (Fit *fit, const ModelData *data)
{
  for (guint v = 0; v < data->recipe->n_variables; v++)
    if (data->recipe->levels[v] && data->recipe->n_columns[v] < 2)
      fit_warn (fit, _("“%s” has only one level (%s) and explains nothing."), (char *) g_ptr_array_index (data->recipe->set->names, v),
                data->recipe->levels[v][0]);
}

Fit *
fit_start (const ModelData *data, FitMethod method, const Qr *qr)
{
  Fit *fit = g_new0 (Fit, 1);

  fit->method = method;
  fit->n = data->n;
  fit->n_missing = data->n_missing;
  fit->n_censored = data->n_censored;
  fit->rank = qr->rank;
  fit->kept = g_new (guint, MAX (qr->rank, 1));
  for (guint k = 0; k < qr->rank; k++)
    fit->kept[k] = qr->pivot[k];
  fit->coefficients = g_array_new (FALSE, TRUE, sizeof (Coefficient));
  g_array_set_clear_func (fit->coefficients, coefficient_clear);
  fit->beta = g_new0 (double, MAX (qr->rank, 1));
  fit->covariance = g_new0 (double, MAX (qr->rank * qr->rank, 1));
  fit->random = g_ptr_array_new_with_free_func ((GDestroyNotify) random_effect_free);
  fit->fitted = g_new0 (double, data->n);
  fit->fitted_fixed = g_new0 (double, data->n);
  fit->warnings = g_ptr_array_new_with_free_func (g_free);
  fit->sigma = fit->df_residual = fit->criterion = fit->log_likelihood = fit->aic = fit->bic = NAN;
  fit->r2 = fit->r2_adjusted = fit->r2_marginal = fit->r2_conditional = fit->icc = NAN;
  fit->f = fit->f_df = fit->f_p = fit->boundary_chi2 = fit->boundary_p = NAN;
  warn_of_dropped_columns (fit, data, qr);
  warn_of_single_levels (fit, data);
  return fit;
}

void
fit_finish_coefficients (Fit *fit, const ModelData *data, const double *df)
{
  for (guint k = 0; k < fit->rank; k++)
    {
      Coefficient c = { .name = g_strdup (data->fixed->names[fit->kept[k]]), .estimate = fit->beta[k], .df = df[k] };
      double quantile;

      c.se = sqrt (fit->covariance[k * fit->rank + k]);
      c.t = c.estimate / c.se;
      if (isnan (c.df))
        {
          c.p = 2 * gsl_cdf_ugaussian_Q (fabs (c.t));
          quantile = gsl_cdf_ugaussian_Qinv (0.025);
        }
      else
        {
          c.p = 2 * gsl_cdf_tdist_Q (fabs (c.t), c.df);
          quantile = gsl_cdf_tdist_Qinv (0.025, c.df);
        }
      c.ci_low = c.estimate - quantile * c.se;
      c.ci_high = c.estimate + quantile * c.se;
      g_array_append_val (fit->coefficients, c);
    }
}

static gboolean
check_size (const ModelData *data, FitMethod method, const Qr *qr, GError **error)
{
  const gboolean mixed = method == METHOD_REML || method == METHOD_ML;

  if (mixed && data->random->len == 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA,
                   _("“%s” has no random part: add one, as in (1 | athlete), or use --method ols."), data->formula->text);
      return FALSE;
    }
  if (!mixed && data->random->len > 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s” has a random part, which --method %s cannot fit: use reml or ml."),
                   data->formula->text, fit_method_word (method));
      return FALSE;
    }
  if (qr->rank == 0 && !mixed)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s” has no term that is not constant zero."), data->formula->text);
      return FALSE;
    }
  if (data->n_censored > 0 && !data->dropped_censored && method != METHOD_TOBIT)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                   _("%u responses are lower bounds, which --method %s would take for exact."), data->n_censored, fit_method_word (method));
      return FALSE;
    }
  if (data->n <= data->fixed->n_columns)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW,
                   _("%s: %u rows (%u more lack values) are too few for the %u coefficients of “%s”: at least %u are needed."),
                   data->frame->source, data->n, data->n_missing, data->fixed->n_columns, data->formula->text,
                   data->fixed->n_columns + 1);
      return FALSE;
    }
  return TRUE;
}

Fit *
fit_new (const ModelData *data, FitMethod method, GError **error)
{
  g_autofree double *root_weights = NULL;
  g_autoptr(Qr) qr = NULL;
  g_autoptr(Fit) fit = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  gsl_set_error_handler_off (); /* GSL's own handler aborts; what it says is looked at where it is called */
  if (data->weights)
    {
      root_weights = g_new (double, data->n);
      for (guint i = 0; i < data->n; i++)
        root_weights[i] = sqrt (data->weights[i]);
    }
  qr = qr_new (data->fixed->x, data->n, data->fixed->n_columns, root_weights);
  if (!check_size (data, method, qr, error))
    return NULL;
  switch (method)
    {
    case METHOD_OLS:
      fit = fit_least_squares (data, qr, error);
      break;
    case METHOD_REML:
    case METHOD_ML:
      fit = fit_mixed (data, qr, root_weights, method == METHOD_REML, error);
      break;
    case METHOD_HUBER:
    case METHOD_BISQUARE:
      fit = fit_robust (data, qr, root_weights, method, error);
      break;
    case METHOD_TOBIT:
      fit = fit_tobit (data, qr, root_weights, error);
      break;
    default:
      g_return_val_if_reached (NULL);
    }
  if (fit == NULL)
    return NULL;
  if (data->n_censored > 0 && data->dropped_censored)
    fit_warn (fit, _("%u rows were left out because their response is only a lower bound; the fit is biased downwards for it."),
              data->n_censored);
  for (guint k = 0; k < fit->coefficients->len; k++)
    {
      const Coefficient *c = &g_array_index (fit->coefficients, Coefficient, k);

      if (!isfinite (c->estimate) || !isfinite (c->se))
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                       _("The coefficient of “%s” is no finite number: the columns are too large or too unequal in size. Change their units."),
                       c->name);
          return NULL;
        }
    }
  return g_steal_pointer (&fit);
}

void
fit_free (Fit *fit)
{
  if (fit == NULL)
    return;
  g_free (fit->kept);
  g_clear_pointer (&fit->coefficients, g_array_unref);
  g_free (fit->beta);
  g_free (fit->covariance);
  g_clear_pointer (&fit->random, g_ptr_array_unref);
  g_free (fit->fitted);
  g_free (fit->fitted_fixed);
  g_free (fit->robust_weights);
  mixed_state_free (fit->mixed);
  g_clear_pointer (&fit->warnings, g_ptr_array_unref);
  g_free (fit);
}
