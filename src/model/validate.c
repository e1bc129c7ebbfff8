/* model/validate.c */
#include "validate.h"

#include <glib/gi18n.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

#include "back-transform.h"
#include "subset.h"

/* What one fold learned. */
typedef struct {
  guint n_columns;
  double *beta;          /* n_columns: 0 where dropped */
  double *relations;     /* n_columns × n_columns: of each dropped column to the kept ones; NULL when none was dropped */
  gboolean *dropped;     /* n_columns */
  double smearing;
} Fold;

static void
fold_free (Fold *fold)
{
  g_free (fold->beta);
  g_free (fold->relations);
  g_free (fold->dropped);
  g_free (fold);
}

/* How the training rows' dropped columns depend on the others: x_j = Σ relation · x_k. Only rows that keep to it can be predicted. */
static void
find_relations (Fold *fold, const ModelData *subset)
{
  g_autoptr(Qr) qr = qr_new (subset->fixed->x, subset->n, fold->n_columns, NULL);
  g_autofree long double *v = g_new (long double, subset->n);

  fold->relations = g_new0 (double, fold->n_columns * fold->n_columns);
  for (guint j = qr->rank; j < fold->n_columns; j++)
    {
      const guint column = qr->pivot[j];

      for (guint i = 0; i < subset->n; i++)
        v[i] = subset->fixed->x[(gsize) column * subset->n + i];
      qr_apply_transposed (qr, v);
      qr_solve (qr, v);
      for (guint k = 0; k < qr->rank; k++)
        fold->relations[column * fold->n_columns + qr->pivot[k]] = (double) v[k];
    }
}

static Fold *
fit_fold (const Fit *fit, const ModelData *data, const guint *fold_of_row, guint number, GError **error)
{
  g_autofree guint *rows = g_new (guint, data->n);
  guint n = 0;
  ModelData *subset;
  g_autoptr(Fit) refit = NULL;
  Fold *fold;

  for (guint i = 0; i < data->n; i++)
    if (fold_of_row[i] != number)
      rows[n++] = i;
  subset = model_data_subset (data, rows, n);
  refit = fit_new (subset, fit->method, error);
  if (refit == NULL)
    {
      model_data_subset_free (subset);
      return NULL;
    }
  fold = g_new0 (Fold, 1);
  fold->n_columns = data->fixed->n_columns;
  fold->beta = g_new0 (double, MAX (fold->n_columns, 1));
  fold->dropped = g_new0 (gboolean, MAX (fold->n_columns, 1));
  for (guint j = 0; j < fold->n_columns; j++)
    fold->dropped[j] = TRUE;
  for (guint k = 0; k < refit->rank; k++)
    {
      fold->beta[refit->kept[k]] = refit->beta[k];
      fold->dropped[refit->kept[k]] = FALSE;
    }
  if (refit->rank < fold->n_columns)
    find_relations (fold, subset);
  fold->smearing = response_is_log (data->formula) ? smearing_factor (refit, subset, FALSE) : 1;
  model_data_subset_free (subset);
  return fold;
}

/* The prediction for row @i of @x; NAN when the training rows do not determine it. */
static double
predict_row (const Fold *fold, const double *x, guint n, guint i)
{
  double sum = 0;

  for (guint j = 0; j < fold->n_columns; j++)
    {
      const double here = x[(gsize) j * n + i];

      sum += fold->beta[j] * here;
      if (fold->dropped[j])
        {
          double expected = 0, size = fabs (here);

          for (guint k = 0; k < fold->n_columns; k++)
            {
              expected += fold->relations[j * fold->n_columns + k] * x[(gsize) k * n + i];
              size = MAX (size, fabs (fold->relations[j * fold->n_columns + k] * x[(gsize) k * n + i]));
            }
          if (fabs (here - expected) > 1e-8 * size)
            return NAN;
        }
    }
  return sum;
}

void
agreement_measure (AgreementOfPredictions *out, const double *observed, const double *predicted, guint n)
{
  double mean_o = 0, mean_p = 0, so = 0, sp = 0, sop = 0, squares = 0, absolute = 0, relative = 0, sd;
  guint m = 0;

  for (guint i = 0; i < n; i++)
    if (!isnan (predicted[i]))
      {
        const double d = predicted[i] - observed[i];

        m++;
        mean_o += observed[i];
        mean_p += predicted[i];
        squares += d * d;
        absolute += fabs (d);
        relative += observed[i] != 0 ? fabs (d / observed[i]) : NAN;
      }
  mean_o /= m;
  mean_p /= m;
  for (guint i = 0; i < n; i++)
    if (!isnan (predicted[i]))
      {
        so += (observed[i] - mean_o) * (observed[i] - mean_o);
        sp += (predicted[i] - mean_p) * (predicted[i] - mean_p);
        sop += (observed[i] - mean_o) * (predicted[i] - mean_p);
      }
  out->n = m;
  out->bias = mean_p - mean_o;
  sd = sqrt ((so + sp - 2 * sop) / (m - 1));
  out->loa_low = out->bias - 1.96 * sd;
  out->loa_high = out->bias + 1.96 * sd;
  out->rmse = sqrt (squares / m);
  out->mae = absolute / m;
  out->mape = 100 * relative / m;
  out->r2 = 1 - squares / so;
  out->ccc = 2 * sop / (m - 1) / ((so + sp) / (m - 1) + (mean_o - mean_p) * (mean_o - mean_p));
}

/* @frame as it is, but with @name shuffled among the rows that are used. */
static double *
shuffled_design (const ModelData *data, const char *name, gsl_rng *random, GError **error)
{
  const Column *column = data_frame_find (data->frame, name);
  const guint n = data->n;
  DataFrame copy = *data->frame;
  Column shuffled = *column;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  g_autofree double *values = column->values ? g_memdup2 (column->values, sizeof (double) * copy.n_rows) : NULL;
  g_autofree char **words = column->words ? g_memdup2 (column->words, sizeof (char *) * (copy.n_rows + 1)) : NULL;
  g_autofree guint *order = g_memdup2 (data->rows, sizeof (guint) * n);
  g_autoptr(GPtrArray) evaluated = NULL;
  Design *design;
  double *x;

  gsl_ran_shuffle (random, order, n, sizeof *order);
  for (guint i = 0; i < n; i++)
    {
      if (values)
        values[data->rows[i]] = column->values[order[i]];
      else
        words[data->rows[i]] = column->words[order[i]];
    }
  shuffled.values = values;
  shuffled.words = words;
  for (guint c = 0; c < data->frame->columns->len; c++)
    {
      Column *here = g_ptr_array_index (data->frame->columns, c);

      g_ptr_array_add (columns, here == column ? &shuffled : here);
    }
  copy.columns = columns;
  evaluated = design_values (data->formula->fixed, &copy, data->learned, error);
  if (evaluated == NULL)
    return NULL;
  design = design_new (data->recipe, evaluated, data->rows, n, copy.n_rows);
  x = g_steal_pointer (&design->x);
  design_free (design);
  return x;
}

static gboolean
find_importance (Validation *validation, const ModelData *data, GPtrArray *folds, const guint *fold_of_row, guint n_shuffles,
                 gsl_rng *random, GError **error)
{
  g_autofree double *predicted = g_new (double, data->n);

  validation->importance = g_array_new (FALSE, TRUE, sizeof (Importance));
  for (guint c = 0; c < data->ranges->len; c++)
    {
      const TrainedRange *range = g_ptr_array_index (data->ranges, c);
      Importance importance = { g_strdup (range->name), 0 };

      for (guint s = 0; s < n_shuffles; s++)
        {
          g_autofree double *x = shuffled_design (data, range->name, random, error);
          AgreementOfPredictions worse;

          if (x == NULL)
            {
              g_free (importance.name);
              return FALSE;
            }
          for (guint i = 0; i < data->n; i++)
            predicted[i] = isnan (validation->predicted[i]) ? NAN : predict_row (g_ptr_array_index (folds, fold_of_row[i]), x, data->n, i);
          agreement_measure (&worse, data->y, predicted, data->n);
          importance.rmse_increase += (worse.rmse - validation->all.rmse) / n_shuffles;
        }
      g_array_append_val (validation->importance, importance);
    }
  return TRUE;
}

static void
deal_folds (Validation *validation, guint n_folds, gsl_rng *random)
{
  g_autofree guint *order = g_new (guint, validation->n_groups);

  validation->n_folds = n_folds ? n_folds : validation->n_groups;
  validation->folds = g_new (guint, validation->n_groups);
  for (guint g = 0; g < validation->n_groups; g++)
    order[g] = g;
  if (n_folds)
    gsl_ran_shuffle (random, order, validation->n_groups, sizeof *order);
  for (guint g = 0; g < validation->n_groups; g++)
    validation->folds[order[g]] = g % validation->n_folds;
}

Validation *
validate_by_group (const Fit *fit, const ModelData *data, const char *column, guint n_folds, guint n_shuffles, guint64 seed,
                   GError **error)
{
  g_autoptr(Validation) validation = g_new0 (Validation, 1);
  g_autoptr(GPtrArray) folds = g_ptr_array_new_with_free_func ((GDestroyNotify) fold_free);
  g_autofree guint *fold_of_row = g_new (guint, data->n);
  gsl_rng *random;
  gboolean done = TRUE;

  validation->groups = model_data_groups (data, column, &validation->n_groups, &validation->levels, error);
  if (validation->groups == NULL)
    return NULL;
  if (validation->n_groups < 2 || n_folds == 1 || n_folds > validation->n_groups)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW,
                   _("“%s” has %u different values: too few to leave some out (in %u folds)."), column, validation->n_groups,
                   n_folds ? n_folds : validation->n_groups);
      return NULL;
    }
  random = gsl_rng_alloc (gsl_rng_mt19937);
  gsl_rng_set (random, (unsigned long) seed);
  deal_folds (validation, n_folds, random);
  for (guint i = 0; i < data->n; i++)
    fold_of_row[i] = validation->folds[validation->groups[i]];
  for (guint f = 0; f < validation->n_folds && done; f++)
    {
      g_autoptr(GError) local = NULL;
      Fold *fold = fit_fold (fit, data, fold_of_row, f, &local);

      if (fold)
        g_ptr_array_add (folds, fold);
      else
        {
          if (n_folds)
            g_set_error (error, MODEL_ERROR, local->code, _("Without fold %u the model cannot be fitted: %s"), f + 1, local->message);
          else
            g_set_error (error, MODEL_ERROR, local->code, _("Without the rows of %s %s the model cannot be fitted: %s"), column,
                         validation->levels[f], local->message);
          done = FALSE;
        }
    }
  validation->predicted = g_new (double, data->n);
  for (guint i = 0; i < data->n && done; i++)
    {
      validation->predicted[i] = predict_row (g_ptr_array_index (folds, fold_of_row[i]), data->fixed->x, data->n, i);
      validation->n_impossible += isnan (validation->predicted[i]);
    }
  if (done && data->n - validation->n_impossible < 2)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW, _("No left-out row can be predicted: every “%s” has levels of its own."), column);
      done = FALSE;
    }
  if (done)
    agreement_measure (&validation->all, data->y, validation->predicted, data->n);
  if (done && response_is_log (data->formula))
    {
      g_autofree double *observed = g_new (double, data->n);

      validation->predicted_original = g_new (double, data->n);
      for (guint i = 0; i < data->n; i++)
        {
          observed[i] = exp (data->y[i]);
          validation->predicted_original[i] = exp (validation->predicted[i]) * ((const Fold *) g_ptr_array_index (folds, fold_of_row[i]))->smearing;
        }
      validation->has_original = TRUE;
      agreement_measure (&validation->original, observed, validation->predicted_original, data->n);
    }
  if (done && n_shuffles > 0)
    done = find_importance (validation, data, folds, fold_of_row, n_shuffles, random, error);
  gsl_rng_free (random);
  return done ? g_steal_pointer (&validation) : NULL;
}

void
validation_free (Validation *validation)
{
  if (validation == NULL)
    return;
  g_free (validation->predicted);
  g_free (validation->predicted_original);
  g_free (validation->groups);
  g_strfreev (validation->levels);
  g_free (validation->folds);
  for (guint i = 0; validation->importance && i < validation->importance->len; i++)
    g_free (g_array_index (validation->importance, Importance, i).name);
  g_clear_pointer (&validation->importance, g_array_unref);
  g_free (validation);
}
