/* ui/model-text.c */
#include "model-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"

char *
model_number (double value)
{
  return isfinite (value) ? quantity_true_minus (g_strdup_printf ("%.4g", value)) : g_strdup ("–");
}

const char *
model_column_title (ModelColumn column)
{
  static const char *const titles[N_MODEL_COLUMNS] = {
    [MODEL_NAME] = N_("Model"),
    [MODEL_FORMULA] = N_("Formula"),
    [MODEL_TABLE] = N_("Table"),
    [MODEL_METHOD] = N_("Method"),
    [MODEL_N] = N_("Rows"),
    [MODEL_AIC] = N_("AIC"),
    [MODEL_SIGMA] = N_("Residual SD"),
    [MODEL_R2] = N_("R²"),
    [MODEL_R2_MARGINAL] = N_("R² marginal"),
    [MODEL_R2_CONDITIONAL] = N_("R² conditional"),
    [MODEL_LEFT_OUT_BY] = N_("Left out by"),
    [MODEL_BIAS] = N_("Bias"),
    [MODEL_LIMITS] = N_("95 % limits"),
    [MODEL_RMSE] = N_("Left-out error"),
    [MODEL_MAPE] = N_("MAPE (%)"),
    [MODEL_CCC] = N_("CCC"),
    [MODEL_WARNINGS] = N_("Warnings"),
    [MODEL_COEFFICIENTS] = N_("Coefficients ± SE"),
  };

  g_return_val_if_fail (column < N_MODEL_COLUMNS, NULL);

  return _(titles[column]);
}

const char *
model_column_hint (ModelColumn column)
{
  switch (column)
    {
    case MODEL_AIC:
      return _("Of models with one response and the same rows the lower one is preferred. Restricted maximum likelihood has none that may be compared: "
               "choose “Maximum likelihood”.");
    case MODEL_LEFT_OUT_BY:
      return _("Each of these was predicted by a model that had seen all others but not it; bias, limits and errors say how well");
    case MODEL_BIAS:
      return _("Mean of predicted − observed, left out");
    case MODEL_LIMITS:
      return _("Limits of agreement of left-out predictions: bias ± 1.96 SD");
    case MODEL_RMSE:
      return _("Root mean square error of left-out predictions");
    case MODEL_MAPE:
      return _("Mean absolute percentage error of left-out predictions");
    case MODEL_CCC:
      return _("Lin's concordance of left-out predictions with what was observed");
    case MODEL_NAME:
    case MODEL_FORMULA:
    case MODEL_TABLE:
    case MODEL_METHOD:
    case MODEL_N:
    case MODEL_SIGMA:
    case MODEL_R2:
    case MODEL_R2_MARGINAL:
    case MODEL_R2_CONDITIONAL:
    case MODEL_WARNINGS:
    case MODEL_COEFFICIENTS:
    case N_MODEL_COLUMNS:
    default:
      return NULL;
    }
}

static const char *
method_name (SaltlineModelItem *model)
{
  const StudyFit *study = saltline_model_item_get_study (model);

  if (study == NULL)
    return _("Imported");
  switch (study->fit->method)
    {
    case METHOD_REML:
      return _("REML");
    case METHOD_ML:
      return _("Maximum likelihood");
    case METHOD_HUBER:
      return _("Huber");
    case METHOD_BISQUARE:
      return _("Bisquare");
    case METHOD_TOBIT:
      return _("Tobit");
    case METHOD_OLS:
    default:
      return _("Least squares");
    }
}

/* A column that is one number. */
static double
number_of (SaltlineModelItem *model, ModelColumn column)
{
  const StudyFit *study = saltline_model_item_get_study (model);
  const Fit *fit = study != NULL ? study->fit : NULL;
  const AgreementOfPredictions *left_out = saltline_model_item_get_left_out (model);

  switch ((guint) column)
    {
    case MODEL_N:
      return saltline_model_item_get_equation (model)->n > 0 ? saltline_model_item_get_equation (model)->n : NAN;
    case MODEL_AIC:
      return fit == NULL || fit->method == METHOD_REML ? NAN : fit->aic;
    case MODEL_SIGMA:
      return saltline_model_item_get_equation (model)->sigma;
    case MODEL_R2:
      return fit != NULL ? fit->r2 : NAN;
    case MODEL_R2_MARGINAL:
      return fit != NULL ? fit->r2_marginal : NAN;
    case MODEL_R2_CONDITIONAL:
      return fit != NULL ? fit->r2_conditional : NAN;
    case MODEL_BIAS:
      return left_out != NULL ? left_out->bias : NAN;
    case MODEL_RMSE:
      return left_out != NULL ? left_out->rmse : NAN;
    case MODEL_MAPE:
      return left_out != NULL ? left_out->mape : NAN;
    case MODEL_CCC:
      return left_out != NULL ? left_out->ccc : NAN;
    case MODEL_WARNINGS:
      return saltline_model_item_count_warnings (model);
    default:
      return NAN;
    }
}

static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value))
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.10g", value));
}

static char *
coefficients_of (const ModelEquation *equation)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < equation->rank; k++)
    {
      char digits[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, "%s%s %s", k == 0 ? "" : "; ", equation->names[k], g_ascii_formatd (digits, sizeof digits, "%.4g", equation->beta[k]));
      if (!isnan (equation->se[k]))
        g_string_append_printf (text, " ± %s", g_ascii_formatd (digits, sizeof digits, "%.2g", equation->se[k]));
    }
  return g_string_free (text, FALSE);
}

/* A column of words; NULL: it is a number. */
static char *
words_of (SaltlineModelItem *model, ModelColumn column)
{
  const StudyTable *table = saltline_model_item_get_table (model);
  const char *label = saltline_model_item_get_label (model);

  switch ((guint) column)
    {
    case MODEL_NAME:
      return label == NULL ? g_strdup (_("Draft"))
             : saltline_model_item_get_purpose (model) == 0 ? g_strdup (label)
                                                            : g_strdup_printf (_("%s, adopted"), label);
    case MODEL_FORMULA:
      return g_strdup (saltline_model_item_get_equation (model)->formula->text);
    case MODEL_TABLE:
      return table == NULL ? g_strdup ("–") : g_str_equal (table->origin, "synthetic") ? g_strdup_printf (_("%s (synthetic)"), table->name) : g_strdup (table->name);
    case MODEL_METHOD:
      return g_strdup (method_name (model));
    case MODEL_COEFFICIENTS:
      return coefficients_of (saltline_model_item_get_equation (model));
    case MODEL_LEFT_OUT_BY:
      return g_strdup (saltline_model_item_get_left_out_by (model) != NULL ? saltline_model_item_get_left_out_by (model) : "–");
    default:
      return NULL;
    }
}

gboolean
model_column_is_text (ModelColumn column)
{
  return column == MODEL_NAME || column == MODEL_FORMULA || column == MODEL_TABLE || column == MODEL_METHOD || column == MODEL_LEFT_OUT_BY
         || column == MODEL_COEFFICIENTS;
}

char *
model_cell (SaltlineModelItem *model, ModelColumn column)
{
  const AgreementOfPredictions *left_out;
  double number;

  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (model), NULL);

  if (model_column_is_text (column))
    return words_of (model, column);
  if (column == MODEL_LIMITS)
    {
      left_out = saltline_model_item_get_left_out (model);
      return left_out != NULL && isfinite (left_out->loa_low) ? quantity_true_minus (g_strdup_printf ("%.3g … %.3g", left_out->loa_low, left_out->loa_high)) : g_strdup ("–");
    }
  number = number_of (model, column);
  if (isnan (number))
    return g_strdup ("–");
  switch ((guint) column)
    {
    case MODEL_N:
    case MODEL_WARNINGS:
      return g_strdup_printf ("%.0f", number);
    case MODEL_AIC:
      return g_strdup_printf ("%.1f", number);
    case MODEL_R2:
    case MODEL_R2_MARGINAL:
    case MODEL_R2_CONDITIONAL:
    case MODEL_CCC:
      return g_strdup_printf ("%.3f", number);
    default:
      return model_number (number);
    }
}

static void
append_model (GString *text, SaltlineModelItem *model)
{
  const AgreementOfPredictions *left_out = saltline_model_item_get_left_out (model);

  for (ModelColumn column = 0; column < N_MODEL_COLUMNS; column++)
    {
      if (column > 0)
        g_string_append_c (text, '\t');
      if (column == MODEL_LIMITS)
        {
          append_number (text, left_out != NULL ? left_out->loa_low : NAN);
          g_string_append_c (text, '\t');
          append_number (text, left_out != NULL ? left_out->loa_high : NAN);
        }
      else if (model_column_is_text (column))
        {
          g_autofree char *cell = model_cell (model, column);

          g_string_append (text, g_strdelimit (cell, "\t\n\r", ' '));
        }
      else
        append_number (text, number_of (model, column));
    }
  g_string_append_c (text, '\n');
}

char *
models_to_table (GListModel *models)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (G_IS_LIST_MODEL (models), NULL);

  for (ModelColumn column = 0; column < N_MODEL_COLUMNS; column++)
    {
      if (column > 0)
        g_string_append_c (text, '\t');
      if (column == MODEL_LIMITS)
        g_string_append_printf (text, "%s\t%s", _("Lower 95 % limit"), _("Upper 95 % limit"));
      else
        g_string_append (text, model_column_title (column));
    }
  g_string_append_c (text, '\n');
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(SaltlineModelItem) model = g_list_model_get_item (models, i);

      append_model (text, model);
    }
  return g_string_free (text, FALSE);
}
