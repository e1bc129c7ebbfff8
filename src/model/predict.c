/* model/predict.c */
#include "predict.h"

#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "base/sorting.h"
#include "mixed-fit.h"

#define ROWS_ASKED_FOR_DF           9
#define ROWS_OF_WHICH_DF_MATTERS 5000 /* of more, t and the normal distribution give the same interval */

static void
prediction_clear (gpointer prediction)
{
  g_strfreev (((Prediction *) prediction)->extrapolates);
}

char *
group_level_name (const RandomPart *part, const DataFrame *frame, guint row)
{
  g_autoptr(GString) level = g_string_new (NULL);

  for (guint i = 0; i < part->columns->len; i++)
    {
      const Column *column = data_frame_find (frame, g_ptr_array_index (part->columns, i));
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      if (column == NULL || (column->words ? column->words[row] == NULL : isnan (column->values[row])))
        return NULL;
      g_string_append_printf (level, "%s%s", i ? ":" : "",
                              column->words ? column->words[row] : g_ascii_formatd (text, sizeof text, "%.15g", column->values[row]));
    }
  return g_string_free (g_steal_pointer (&level), FALSE);
}

int
group_level_find (char *const *levels, const char *name)
{
  for (guint l = 0; name && levels[l]; l++)
    if (g_str_equal (levels[l], name))
      return (int) l;
  return -1;
}

/* What a variance on one row is made of. */
typedef struct {
  const ModelData *data;
  MixedPoint *point;
  MixedRow row;
  double *const *z;       /* each part's design on the row; NULL for a known level */
  gboolean with_residual;
} RowVariance;

static double
row_variance (const MixedState *state, const double *theta, double sigma, gpointer user_data)
{
  const RowVariance *of = user_data;
  double variance;

  if (!mixed_evaluate (state->problem, theta, of->point))
    return NAN;
  variance = mixed_row_variance (state->problem, theta, of->point, &of->row);
  for (guint a = 0; of->with_residual && a < state->problem->n_parts; a++)
    {
      const guint k = state->problem->parts[a].k;
      g_autofree double *block = g_new (double, k * k);

      if (of->z[a] == NULL)
        continue;
      mixed_template (state->problem, a, theta, block);
      for (guint t = 0; t < k; t++)
        {
          double sum = 0;

          for (guint u = t; u < k; u++)
            sum += block[t * k + u] * of->z[a][u];
          variance += sum * sum;
        }
    }
  return sigma * sigma * (variance + (of->with_residual ? 1 : 0));
}

static void
predict_mixed (const Fit *fit, const ModelData *data, const DataFrame *frame, guint row, const double *x,
               const GPtrArray *random_designs, Prediction *prediction)
{
  const MixedState *state = fit->mixed;
  const guint p = fit->rank;
  g_autoptr(MixedPoint) point = mixed_point_new (p);
  g_autofree double *q = g_new0 (double, MAX (p, 1));
  g_autoptr(GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) known = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autofree double **unknown = g_new0 (double *, data->random->len);
  RowVariance of = { data, point, { q, 0, NULL, NULL }, unknown, FALSE };
  double *const sides[] = { &prediction->ci_low, &prediction->ci_high, &prediction->pi_low, &prediction->pi_high };

  /* The row on the orthonormal columns: x R⁻¹. */
  for (guint k = 0; k < p; k++)
    for (guint i = 0; i <= k; i++)
      q[k] += x[i] * state->inverse[k * p + i];
  prediction->known = TRUE;
  for (guint a = 0; a < data->random->len; a++)
    {
      const RandomDesign *random = g_ptr_array_index (data->random, a);
      const RandomEffect *effect = g_ptr_array_index (fit->random, a);
      const Design *design = g_ptr_array_index (random_designs, a);
      g_autofree char *name = group_level_name (random->part, frame, row);
      const int level = group_level_find (random->levels, name);
      double *z = g_new (double, effect->n_terms);

      g_ptr_array_add (kept, z);
      for (guint t = 0; t < effect->n_terms; t++)
        {
          const guint column = state->problem->first[a] + (guint) MAX (level, 0) * effect->n_terms + t;

          z[t] = design->x[(gsize) t * frame->n_rows + row];
          if (level < 0)
            continue;
          prediction->fit += z[t] * effect->effects[(guint) level * effect->n_terms + t];
          g_array_append_val (columns, column);
          g_array_append_val (known, z[t]);
        }
      if (level < 0)
        {
          unknown[a] = z;
          prediction->known = FALSE;
        }
    }
  of.row.n_z = columns->len;
  of.row.columns = (const guint *) columns->data;
  of.row.z = (const double *) known->data;
  for (guint side = 0; side < 2; side++)
    {
      double variance, df, reach;

      of.with_residual = side == 1;
      variance = row_variance (state, state->theta, fit->sigma, &of);
      df = mixed_satterthwaite (state, fit->sigma, row_variance, &of);
      reach = (isfinite (df) && df >= 1 ? gsl_cdf_tdist_Qinv (0.025, df) : gsl_cdf_ugaussian_Qinv (0.025)) * sqrt (variance);
      *sides[2 * side] = prediction->fit - reach;
      *sides[2 * side + 1] = prediction->fit + reach;
    }
}

/* A row of the fitted table, its levels known or taken for new ones. */
static double
df_of_row (const Fit *fit, const ModelData *data, guint r, gboolean known)
{
  const MixedState *state = fit->mixed;
  const guint p = fit->rank;
  g_autoptr(MixedPoint) point = mixed_point_new (p);
  g_autofree double *q = g_new0 (double, MAX (p, 1));
  g_autoptr(GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) z = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree double **unknown = g_new0 (double *, data->random->len);
  RowVariance of = { data, point, { q, 0, NULL, NULL }, unknown, TRUE };
  guint at = 0;

  for (guint k = 0; k < p; k++)
    for (guint i = 0; i <= k; i++)
      q[k] += data->fixed->x[(gsize) fit->kept[i] * data->n + r] * state->inverse[k * p + i];
  for (guint a = 0; a < data->random->len; a++)
    {
      const RandomDesign *random = g_ptr_array_index (data->random, a);
      const guint k = random->design->n_columns;

      for (guint t = 0; t < k; t++)
        {
          const guint column = state->problem->first[a] + random->codes[r] * k + t;

          g_array_append_val (columns, column);
          g_array_append_val (z, random->design->x[(gsize) t * data->n + r]);
        }
    }
  for (guint a = 0; a < data->random->len && !known; a++)
    {
      unknown[a] = &g_array_index (z, double, at);
      at += ((const RandomDesign *) g_ptr_array_index (data->random, a))->design->n_columns;
    }
  of.row.n_z = known ? columns->len : 0;
  of.row.columns = (const guint *) columns->data;
  of.row.z = (const double *) z->data;
  return mixed_satterthwaite (state, fit->sigma, row_variance, &of);
}

double
predict_typical_df (const Fit *fit, const ModelData *data, gboolean known)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (double));
  double df;

  g_return_val_if_fail (fit != NULL && data != NULL, NAN);

  if (fit->mixed == NULL)
    return fit->method == METHOD_TOBIT ? NAN : fit->df_residual;
  for (guint m = 0; data->n <= ROWS_OF_WHICH_DF_MATTERS && m < ROWS_ASKED_FOR_DF; m++)
    {
      df = df_of_row (fit, data, m * (data->n - 1) / (ROWS_ASKED_FOR_DF - 1), known);
      if (isfinite (df))
        g_array_append_val (found, df);
    }
  g_array_sort (found, compare_numbers);
  return found->len ? MAX (1, g_array_index (found, double, found->len / 2)) : NAN;
}

static void
predict_plain (const Fit *fit, const double *x, Prediction *prediction)
{
  const double quantile = fit->method == METHOD_TOBIT ? gsl_cdf_ugaussian_Qinv (0.025) : gsl_cdf_tdist_Qinv (0.025, fit->df_residual);
  double variance = 0;

  for (guint i = 0; i < fit->rank; i++)
    for (guint j = 0; j < fit->rank; j++)
      variance += x[i] * fit->covariance[i * fit->rank + j] * x[j];
  prediction->ci_low = prediction->fit - quantile * sqrt (variance);
  prediction->ci_high = prediction->fit + quantile * sqrt (variance);
  prediction->pi_low = prediction->fit - quantile * sqrt (variance + fit->sigma * fit->sigma);
  prediction->pi_high = prediction->fit + quantile * sqrt (variance + fit->sigma * fit->sigma);
}

GArray *
predict_rows (const Fit *fit, const ModelData *data, const DataFrame *frame, GError **error)
{
  const guint n = frame->n_rows;
  g_autoptr(GPtrArray) values = design_values (data->formula->fixed, frame, data->learned, error);
  g_autoptr(GPtrArray) random_designs = g_ptr_array_new_with_free_func ((GDestroyNotify) design_free);
  g_autofree guint *rows = g_new (guint, n);
  g_autofree double *x = g_new (double, MAX (fit->rank, 1));
  g_autoptr(Design) design = NULL;
  g_autoptr(GArray) predictions = NULL;

  if (values == NULL)
    return NULL;
  for (guint r = 0; r < n; r++)
    rows[r] = r;
  for (guint v = 0; v < values->len; v++)
    if ((((const Value *) g_ptr_array_index (values, v))->words == NULL) != (data->recipe->levels[v] == NULL))
      {
        const gboolean was_factor = data->recipe->levels[v] != NULL;

        g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                     was_factor ? _("%s: “%s” is numeric there, but not in the data that were fitted.")
                                : _("%s: “%s” is not numeric there, but was in the data that were fitted."),
                     frame->source, (char *) g_ptr_array_index (data->formula->fixed->names, v));
        return NULL;
      }
  design = design_new (data->recipe, values, rows, n, n);
  for (guint a = 0; a < data->random->len; a++)
    {
      const RandomDesign *random = g_ptr_array_index (data->random, a);
      g_autoptr(GPtrArray) random_values = design_values (random->part->terms, frame, data->learned, error);

      if (random_values == NULL)
        return NULL;
      g_ptr_array_add (random_designs, design_new (random->recipe, random_values, rows, n, n));
    }
  predictions = g_array_sized_new (FALSE, TRUE, sizeof (Prediction), n);
  g_array_set_clear_func (predictions, prediction_clear);
  for (guint r = 0; r < n; r++)
    {
      Prediction prediction = { 0, NAN, NAN, NAN, NAN, FALSE, trained_ranges_left (data->ranges, frame, r) };

      for (guint k = 0; k < fit->rank; k++)
        {
          x[k] = design->x[(gsize) fit->kept[k] * n + r];
          prediction.fit += x[k] * fit->beta[k];
        }
      if (!isfinite (prediction.fit))
        prediction.fit = NAN;
      else if (fit->mixed)
        predict_mixed (fit, data, frame, r, x, random_designs, &prediction);
      else
        predict_plain (fit, x, &prediction);
      g_array_append_val (predictions, prediction);
    }
  return g_steal_pointer (&predictions);
}
