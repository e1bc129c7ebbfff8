/* model/results-json.c: what was asked of a fit, as JSON */
#include <math.h>

#include "back-transform.h"
#include "fit-json.h"

void
agreement_to_json (const AgreementOfPredictions *a, JsonBuilder *builder)
{
  json_put_integer (builder, "n", a->n);
  json_put_number (builder, "bias", a->bias);
  json_put_number (builder, "loa_low", a->loa_low);
  json_put_number (builder, "loa_high", a->loa_high);
  json_put_number (builder, "rmse", a->rmse);
  json_put_number (builder, "mae", a->mae);
  json_put_number (builder, "mape", a->mape);
  json_put_number (builder, "r2", a->r2);
  json_put_number (builder, "ccc", a->ccc);
}

void
validation_to_json (const Validation *validation, const char *unit, JsonBuilder *builder)
{
  json_put_object (builder, "cv");
  json_put_string (builder, "unit", unit);
  agreement_to_json (&validation->all, builder);
  json_put_integer (builder, "groups", validation->n_groups);
  json_put_integer (builder, "folds", validation->n_folds);
  json_put_integer (builder, "not_predictable", validation->n_impossible);
  json_builder_end_object (builder);
  if (validation->has_original)
    {
      json_put_object (builder, "cv_original");
      json_put_string (builder, "unit", unit);
      agreement_to_json (&validation->original, builder);
      json_builder_end_object (builder);
    }
  if (validation->importance)
    {
      json_put_array (builder, "importance");
      for (guint i = 0; i < validation->importance->len; i++)
        {
          const Importance *importance = &g_array_index (validation->importance, Importance, i);

          json_put_object (builder, NULL);
          json_put_string (builder, "column", importance->name);
          json_put_number (builder, "rmse_increase", importance->rmse_increase);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
}

void
bootstrap_to_json (const Bootstrap *bootstrap, const Fit *fit, const ModelData *data, JsonBuilder *builder)
{
  json_put_object (builder, "bootstrap");
  json_put_integer (builder, "n", bootstrap->n);
  json_put_integer (builder, "failed", bootstrap->n_failed);
  json_put_object (builder, "ci");
  for (guint k = 0; k < bootstrap->rank; k++)
    json_put_numbers (builder, data->fixed->names[fit->kept[k]], (double[]) { bootstrap->low[k], bootstrap->high[k] }, 2);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
compared_to_json (const char *key, const ComparedModel *model, JsonBuilder *builder)
{
  json_put_object (builder, key);
  json_put_integer (builder, "parameters", model->n_parameters);
  json_put_number (builder, "log_likelihood", model->log_likelihood);
  json_put_number (builder, "aic", model->aic);
  json_put_number (builder, "bic", model->bic);
  json_builder_end_object (builder);
}

void
comparison_to_json (const Comparison *comparison, const char *against, JsonBuilder *builder)
{
  json_put_object (builder, "comparison");
  json_put_string (builder, "against", against);
  compared_to_json ("this", &comparison->first, builder);
  compared_to_json ("other", &comparison->second, builder);
  json_put_boolean (builder, "nested", comparison->is_nested);
  json_put_boolean (builder, "on_boundary", comparison->on_boundary);
  json_put_number (builder, "chi2", comparison->chi2);
  json_put_number (builder, "df", comparison->df);
  json_put_number (builder, "p", comparison->p);
  json_put_number (builder, "f", comparison->f);
  json_put_number (builder, "f_p", comparison->f_p);
  json_builder_end_object (builder);
}

void
predictions_to_json (const GArray *predictions, const Fit *fit, const ModelData *data, JsonBuilder *builder)
{
  const gboolean is_log = response_is_log (data->formula);
  double smearing[2];

  smearing_factors (fit, data, smearing);
  json_put_array (builder, "predictions");
  for (guint r = 0; r < predictions->len; r++)
    {
      const Prediction *p = &g_array_index (predictions, Prediction, r);

      json_put_object (builder, NULL);
      json_put_number (builder, "fit", p->fit);
      json_put_number (builder, "ci_low", p->ci_low);
      json_put_number (builder, "ci_high", p->ci_high);
      json_put_number (builder, "pi_low", p->pi_low);
      json_put_number (builder, "pi_high", p->pi_high);
      json_put_words (builder, "extrapolates", p->extrapolates);
      if (fit->mixed)
        json_put_boolean (builder, "known", p->known);
      if (is_log)
        {
          json_put_object (builder, "original");
          json_put_number (builder, "mean", exp (p->fit) * smearing[p->known]);
          json_put_number (builder, "median", exp (p->fit));
          json_put_number (builder, "pi_low", exp (p->pi_low));
          json_put_number (builder, "pi_high", exp (p->pi_high));
          json_builder_end_object (builder);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Not every fit has every diagnostic. */
static void
put_if_there (JsonBuilder *builder, const char *key, const double *numbers, guint n)
{
  if (numbers)
    json_put_numbers (builder, key, numbers, n);
}

static void
put_test (JsonBuilder *builder, const char *key, const char *name, double statistic, double p)
{
  if (isnan (statistic))
    return;
  json_put_object (builder, key);
  json_put_number (builder, name, statistic);
  json_put_number (builder, "p", p);
  json_builder_end_object (builder);
}

void
diagnostics_to_json (const Diagnostics *d, const Fit *fit, const ModelData *data, JsonBuilder *builder)
{
  json_put_object (builder, "diagnostics");
  json_put_array (builder, "rows");
  for (guint i = 0; i < d->n; i++)
    json_builder_add_int_value (builder, data->rows[i] + 1);
  json_builder_end_array (builder);
  put_if_there (builder, "fitted", fit->fitted, d->n);
  put_if_there (builder, "residuals", d->residuals, d->n);
  put_if_there (builder, "leverage", d->leverage, d->n);
  put_if_there (builder, "cook", d->cook, d->n);
  put_if_there (builder, "studentised", d->studentised, d->n);
  put_if_there (builder, "robust_weights", fit->robust_weights, d->n);
  json_put_object (builder, "vif");
  for (guint k = 0; k < d->rank; k++)
    if (!isnan (d->vif[k]))
      json_put_number (builder, data->fixed->names[fit->kept[k]], d->vif[k]);
  json_builder_end_object (builder);
  put_test (builder, "shapiro_wilk", "w", d->shapiro_wilk, d->shapiro_wilk_p);
  put_test (builder, "breusch_pagan", "chi2", d->breusch_pagan, d->breusch_pagan_p);
  put_test (builder, "breusch_pagan_classical", "chi2", d->breusch_pagan_classical, d->breusch_pagan_classical_p);
  put_test (builder, "durbin_watson", "d", d->durbin_watson, d->durbin_watson_p);
  if (!isnan (d->press))
    json_put_number (builder, "press", d->press);
  if (!isnan (d->aicc))
    json_put_number (builder, "aicc", d->aicc);
  json_put_object (builder, "robust_se");
  for (guint kind = 0; kind < N_ROBUST_ERRORS; kind++)
    put_if_there (builder, robust_error_word (kind), d->robust_se[kind], d->rank);
  json_builder_end_object (builder);
  if (!isnan (d->smearing))
    json_put_number (builder, "smearing", d->smearing);
  json_put_boolean (builder, "suggests_log", d->suggests_log);
  for (guint a = 0; a < fit->random->len; a++)
    {
      const RandomEffect *effect = g_ptr_array_index (fit->random, a);

      if (a == 0)
        json_put_array (builder, "effects");
      json_put_object (builder, NULL);
      json_put_string (builder, "group", effect->group);
      json_put_array (builder, "levels");
      for (guint l = 0; l < effect->n_levels; l++)
        {
          json_put_object (builder, NULL);
          json_put_string (builder, "level", effect->levels[l]);
          json_put_numbers (builder, "effects", effect->effects + (gsize) l * effect->n_terms, effect->n_terms);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      if (a + 1 == fit->random->len)
        json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}
