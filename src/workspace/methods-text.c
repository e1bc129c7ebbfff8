/* workspace/methods-text.c */
#include "methods-text.h"

#include <math.h>

#include "config.h"

static void
add_number (GString *text, const char *before, double value, const char *format, const char *after)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%s%s%s", before, g_ascii_formatd (digits, sizeof digits, format, value), after);
}

static const char *
describe_method (const Fit *fit)
{
  switch (fit->method)
    {
    case METHOD_REML:
      return "a linear mixed model estimated by restricted maximum likelihood";
    case METHOD_ML:
      return "a linear mixed model estimated by maximum likelihood";
    case METHOD_HUBER:
      return "a robust linear model (Huber’s M-estimator, k = 1.345)";
    case METHOD_BISQUARE:
      return "a robust linear model (Tukey’s bisquare M-estimator, c = 4.685)";
    case METHOD_TOBIT:
      return "a linear model with right-censored responses (Tobit, maximum likelihood)";
    case METHOD_OLS:
    default:
      return "a linear model estimated by least squares";
    }
}

static void
add_rows (GString *text, const StudyFit *study)
{
  const StudyTable *table = study->table;
  const StudyDecisions *decisions = table->decisions;

  g_string_append_printf (text, "%sThe table %s (%u rows, SHA-256 %.12s…) was used. ", g_str_equal (table->origin, "synthetic") ? "The data are synthetic. " : "",
                          table->name, table->frame->n_rows, table->sha256);
  if (decisions->excluded->len > 0)
    {
      g_string_append_printf (text, "%u %s excluded (", decisions->excluded->len, decisions->excluded->len == 1 ? "row was" : "rows were");
      for (guint i = 0; i < decisions->excluded->len && i < 10; i++)
        g_string_append_printf (text, "%srow %u: %s", i ? "; " : "", g_array_index (decisions->excluded, RowExclusion, i).row,
                                g_array_index (decisions->excluded, RowExclusion, i).reason);
      g_string_append (text, decisions->excluded->len > 10 ? "; …). " : "). ");
    }
  if (decisions->filter)
    g_string_append_printf (text, "Only rows with %s were used (%u left out). ", decisions->filter, table->n_filtered);
  for (guint i = 0; i < decisions->derived->len; i++)
    g_string_append_printf (text, "%s was derived. ", (char *) g_ptr_array_index (decisions->derived, i));
  if (study->fit->n_missing > 0)
    g_string_append_printf (text, "%u %s a missing value and %s left out. ", study->fit->n_missing, study->fit->n_missing == 1 ? "row had" : "rows had",
                            study->fit->n_missing == 1 ? "was" : "were");
  if (study->data->dropped_censored && study->data->n_censored > 0)
    g_string_append_printf (text, "%u %s only a lower bound and %s left out. ", study->data->n_censored, study->data->n_censored == 1 ? "response was" : "responses were",
                            study->data->n_censored == 1 ? "was" : "were");
}

static void
add_coefficients (GString *text, const Fit *fit)
{
  g_string_append (text, "Estimates with their 95 % confidence intervals: ");
  for (guint k = 0; k < fit->coefficients->len; k++)
    {
      const Coefficient *c = &g_array_index (fit->coefficients, Coefficient, k);

      g_string_append_printf (text, "%s%s ", k ? "; " : "", c->name);
      add_number (text, "", c->estimate, "%.4g", " [");
      add_number (text, "", c->ci_low, "%.4g", ", ");
      add_number (text, "", c->ci_high, "%.4g", "]");
    }
  g_string_append (text, ". ");
  for (guint a = 0; a < fit->random->len; a++)
    {
      const RandomEffect *effect = g_ptr_array_index (fit->random, a);

      for (guint t = 0; t < effect->n_terms; t++)
        {
          g_string_append_printf (text, "The standard deviation between levels of %s (n = %u, %s) was ", effect->group, effect->n_levels, effect->terms[t]);
          add_number (text, "", effect->sd[t], "%.4g", "; ");
        }
    }
  add_number (text, fit->random->len ? "the residual one was " : "The residual standard deviation was ", fit->sigma, "%.4g", "");
  if (!isnan (fit->r2_marginal))
    {
      add_number (text, ", R² ", fit->r2_marginal, "%.3f", " marginal and ");
      add_number (text, "", fit->r2_conditional, "%.3f", " conditional (Nakagawa)");
    }
  else if (!isnan (fit->r2))
    add_number (text, ", R² ", fit->r2, "%.3f", "");
  g_string_append (text, ". ");
}

static void
add_left_out (GString *text, const StudyFit *study)
{
  const Validation *validation = study->validation;
  const AgreementOfPredictions *a = validation->has_original ? &validation->original : &validation->all;

  if (validation->n_folds == validation->n_groups)
    g_string_append_printf (text, "Each %s in turn was left out and predicted by the fixed part of the model refitted to all others", study->recipe->left_out_by);
  else
    g_string_append_printf (text, "In %u folds, whole levels of %s were left out and predicted by the fixed part of the model refitted to all others",
                            validation->n_folds, study->recipe->left_out_by);
  g_string_append_printf (text, "%s: ", validation->has_original ? ", taken back from logarithms with Duan’s smearing factor" : "");
  add_number (text, "bias (predicted − observed) ", a->bias, "%.3f", "");
  add_number (text, ", 95 % limits of agreement ", a->loa_low, "%.3f", " to ");
  add_number (text, "", a->loa_high, "%.3f", "");
  if (study->data->formula != NULL)
    {
      g_autoptr(ModelEquation) equation = study_fit_equation (study);

      if (equation->response_unit)
        g_string_append_printf (text, " %s", equation->response_unit);
    }
  add_number (text, ", mean absolute error ", a->mae, "%.3f", "");
  if (!isnan (a->mape))
    add_number (text, ", MAPE ", a->mape, "%.1f", " %");
  add_number (text, ", Lin’s CCC ", a->ccc, "%.3f", "");
  g_string_append_printf (text, " (n = %u). ", a->n);
}

char *
methods_text (const StudyFit *study)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (study != NULL, NULL);

  add_rows (text, study);
  g_string_append_printf (text, "We fitted %s, %s, to %u rows", describe_method (study->fit), study->data->formula->text, study->fit->n);
  if (study->recipe->weights)
    g_string_append_printf (text, " weighted by %s", study->recipe->weights);
  g_string_append_printf (text, ", with Saltline %s", SALTLINE_VERSION);
  g_string_append (text, study->fit->random->len ? " (degrees of freedom by Satterthwaite’s method). " : ". ");
  add_coefficients (text, study->fit);
  if (study->validation)
    add_left_out (text, study);
  if (study->fit->singular)
    g_string_append (text, "The random part was singular. ");
  return g_strchomp (g_string_free (text, FALSE));
}
