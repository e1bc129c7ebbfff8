/* model/compare.c */
#include "compare.h"

#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

static guint
count_variances (const ModelData *data)
{
  guint n = 1;

  for (guint a = 0; a < data->random->len; a++)
    {
      const guint k = ((const RandomDesign *) g_ptr_array_index (data->random, a))->design->n_columns;

      n += k * (k + 1) / 2;
    }
  return n;
}

/* Whether each column of @inner's fixed part is among @outer's, and each random part's terms among those of the same group. */
static gboolean
is_within (const ModelData *inner, const ModelData *outer)
{
  for (guint j = 0; j < inner->fixed->n_columns; j++)
    if (!g_strv_contains ((const char *const *) outer->fixed->names, inner->fixed->names[j]))
      return FALSE;
  for (guint a = 0; a < inner->random->len; a++)
    {
      const RandomDesign *part = g_ptr_array_index (inner->random, a);

      for (guint t = 0; t < part->design->n_columns; t++)
        {
          gboolean found = FALSE;

          for (guint b = 0; b < outer->random->len && !found; b++)
            {
              const RandomDesign *other = g_ptr_array_index (outer->random, b);

              found = g_str_equal (other->part->group, part->part->group)
                      && g_strv_contains ((const char *const *) other->design->names, part->design->names[t]);
            }
          if (!found)
            return FALSE;
        }
    }
  return TRUE;
}

/* By maximum likelihood whatever the method was: a mixed model by ML, all others by least squares or Tobit. */
static Fit *
refit (const ModelData *data, const Fit *like, GError **error)
{
  return fit_new (data, data->random->len > 0 ? METHOD_ML : like->method == METHOD_TOBIT ? METHOD_TOBIT : METHOD_OLS, error);
}

static ComparedModel
compared (const Fit *fit, const ModelData *data)
{
  return (ComparedModel){ fit->rank + count_variances (data), fit->log_likelihood, fit->aic, fit->bic };
}

gboolean
models_compare (const Fit *fit, const ModelData *data, const char *formula, const ModelDataOptions *options, Comparison *comparison,
                GError **error)
{
  g_autoptr(ModelData) other = model_data_new (data->frame, formula, options, error);
  g_autoptr(Fit) first = NULL;
  g_autoptr(Fit) second = NULL;
  const Fit *larger, *smaller;
  gboolean first_is_larger;

  g_return_val_if_fail (fit != NULL && comparison != NULL, FALSE);

  *comparison = (Comparison){ .chi2 = NAN, .df = NAN, .p = NAN, .f = NAN, .f_p = NAN };
  if (other == NULL)
    return FALSE;
  if (!g_str_equal (other->formula->response_name, data->formula->response_name))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s” and “%s” have different responses: their likelihoods cannot be compared."),
                   data->formula->text, formula);
      return FALSE;
    }
  if (other->n != data->n || memcmp (other->rows, data->rows, sizeof (guint) * data->n) != 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                   _("“%s” uses %u rows and “%s” %u: compare models on the same rows (leave out those that lack a value by --where)."),
                   data->formula->text, data->n, formula, other->n);
      return FALSE;
    }
  first = refit (data, fit, error);
  second = first ? refit (other, fit, error) : NULL;
  if (second == NULL)
    return FALSE;
  comparison->first = compared (first, data);
  comparison->second = compared (second, other);
  first_is_larger = comparison->first.n_parameters > comparison->second.n_parameters;
  larger = first_is_larger ? first : second;
  smaller = first_is_larger ? second : first;
  comparison->is_nested = comparison->first.n_parameters != comparison->second.n_parameters
                          && is_within (first_is_larger ? other : data, first_is_larger ? data : other);
  if (!comparison->is_nested)
    return TRUE;
  comparison->df = fabs ((double) comparison->first.n_parameters - comparison->second.n_parameters);
  comparison->chi2 = MAX (0, 2 * (larger->log_likelihood - smaller->log_likelihood));
  comparison->on_boundary = comparison->df == 1 && larger->rank == smaller->rank;
  comparison->p = gsl_cdf_chisq_Q (comparison->chi2, comparison->df) * (comparison->on_boundary ? 0.5 : 1);
  if (comparison->on_boundary && comparison->chi2 == 0)
    comparison->p = 1;
  if (larger->method == METHOD_OLS)
    {
      const double rss_small = smaller->sigma * smaller->sigma * smaller->df_residual;
      const double rss_large = larger->sigma * larger->sigma * larger->df_residual;

      comparison->f = (rss_small - rss_large) / comparison->df / (rss_large / larger->df_residual);
      comparison->f_p = gsl_cdf_fdist_Q (comparison->f, comparison->df, larger->df_residual);
    }
  return TRUE;
}
