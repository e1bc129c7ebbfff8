/* model/fit-json.c */
#include "fit-json.h"

#include <math.h>

static void
coefficients_to_json (const Fit *fit, JsonBuilder *builder)
{
  json_put_array (builder, "coefficients");
  for (guint k = 0; k < fit->coefficients->len; k++)
    {
      const Coefficient *c = &g_array_index (fit->coefficients, Coefficient, k);

      json_put_object (builder, NULL);
      json_put_string (builder, "name", c->name);
      json_put_number (builder, "estimate", c->estimate);
      json_put_number (builder, "se", c->se);
      json_put_number (builder, "df", c->df);
      json_put_number (builder, "t", c->t);
      json_put_number (builder, "p", c->p);
      json_put_number (builder, "ci_low", c->ci_low);
      json_put_number (builder, "ci_high", c->ci_high);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
random_to_json (const Fit *fit, JsonBuilder *builder)
{
  json_put_array (builder, "random");
  for (guint i = 0; i < fit->random->len; i++)
    {
      const RandomEffect *effect = g_ptr_array_index (fit->random, i);

      json_put_object (builder, NULL);
      json_put_string (builder, "group", effect->group);
      json_put_integer (builder, "levels", effect->n_levels);
      json_put_words (builder, "terms", effect->terms);
      json_put_numbers (builder, "sd", effect->sd, effect->n_terms);
      json_put_array (builder, "correlation");
      for (guint t = 0; t < effect->n_terms; t++)
        json_put_numbers (builder, NULL, effect->correlation + t * effect->n_terms, effect->n_terms);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
fit_to_json (const Fit *fit, const ModelData *data, JsonBuilder *builder)
{
  json_put_string (builder, "formula", data->formula->text);
  json_put_string (builder, "method", fit_method_word (fit->method));
  json_put_string (builder, "algorithm", fit->algorithm);
  json_put_integer (builder, "n", fit->n);
  json_put_integer (builder, "dropped", fit->n_missing);
  coefficients_to_json (fit, builder);
  random_to_json (fit, builder);
  json_put_number (builder, "sigma", fit->sigma);
  json_put_number (builder, "criterion", fit->criterion);
  json_put_number (builder, "log_likelihood", fit->log_likelihood);
  json_put_number (builder, "aic", fit->aic);
  json_put_number (builder, "bic", fit->bic);
  json_put_number (builder, "r2", fit->r2);
  json_put_number (builder, "r2_adjusted", fit->r2_adjusted);
  json_put_number (builder, "r2_marginal", fit->r2_marginal);
  json_put_number (builder, "r2_conditional", fit->r2_conditional);
  json_put_number (builder, "icc", fit->icc);
  json_put_boolean (builder, "singular", fit->singular);
  if (!isnan (fit->f))
    {
      json_put_object (builder, "f_test");
      json_put_number (builder, "f", fit->f);
      json_put_number (builder, "df_model", fit->f_df);
      json_put_number (builder, "df_residual", fit->df_residual);
      json_put_number (builder, "p", fit->f_p);
      json_builder_end_object (builder);
    }
  if (!isnan (fit->boundary_chi2))
    {
      json_put_object (builder, "group_test");
      json_put_number (builder, "chi2", fit->boundary_chi2);
      json_put_number (builder, "p", fit->boundary_p);
      json_builder_end_object (builder);
    }
}
