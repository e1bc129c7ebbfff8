/* model/equation.c */
#include "equation-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "back-transform.h"
#include "mixed-fit.h"
#include "predict.h"

void
equation_free (ModelEquation *equation)
{
  if (equation == NULL)
    return;
  formula_free (equation->formula);
  g_free (equation->method);
  g_free (equation->algorithm);
  g_free (equation->source);
  g_free (equation->response_unit);
  g_strfreev (equation->names);
  g_free (equation->beta);
  g_free (equation->se);
  g_free (equation->covariance);
  g_clear_pointer (&equation->random, g_ptr_array_unref);
  g_free (equation->part);
  g_clear_pointer (&equation->columns, g_ptr_array_unref);
  g_clear_pointer (&equation->factors, g_hash_table_unref);
  g_clear_pointer (&equation->learned, g_hash_table_unref);
  g_strfreev (equation->derived);
  g_free (equation->left_out_by);
  g_free (equation);
}

/* --- from a fit --- */

static RandomEffect *
random_effect_copy (const RandomEffect *from)
{
  const gsize n = (gsize) from->n_levels * from->n_terms;
  RandomEffect *copy = g_new0 (RandomEffect, 1);

  copy->group = g_strdup (from->group);
  copy->n_levels = from->n_levels;
  copy->n_terms = from->n_terms;
  copy->terms = g_strdupv (from->terms);
  copy->levels = g_strdupv (from->levels);
  copy->sd = g_memdup2 (from->sd, sizeof (double) * from->n_terms);
  copy->correlation = g_memdup2 (from->correlation, sizeof (double) * from->n_terms * from->n_terms);
  copy->effects = g_memdup2 (from->effects, sizeof (double) * n);
  copy->effect_sds = g_memdup2 (from->effect_sds, sizeof (double) * n);
  return copy;
}

guint
equation_learned_length (const char *key)
{
  g_autoptr(Node) node = expression_parse (key, NULL);
  const Node *degree = node && expression_is_call (node, "poly", 2) ? g_ptr_array_index (node->arguments, 1) : NULL;

  return degree && degree->kind == NODE_NUMBER ? 2 * ((guint) degree->number + 1) : 2;
}

static void
keep_factors (GHashTable *factors, const DesignRecipe *recipe)
{
  for (guint v = 0; v < recipe->n_variables; v++)
    if (recipe->levels[v])
      g_hash_table_insert (factors, g_strdup (g_ptr_array_index (recipe->set->names, v)), g_strdupv (recipe->levels[v]));
}

ModelEquation *
equation_new_empty (void)
{
  ModelEquation *equation = g_new0 (ModelEquation, 1);

  equation->random = g_ptr_array_new_with_free_func ((GDestroyNotify) random_effect_free);
  equation->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) trained_range_free);
  equation->factors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  equation->learned = learned_new ();
  equation->sigma = equation->smearing = NAN;
  return equation;
}

static void
append_terms (GString *text, const TermSet *set)
{
  g_string_append (text, set->intercept ? "1" : "0");
  for (guint t = 0; t < set->terms->len; t++)
    {
      g_autofree char *label = term_label (set, g_array_index (set->terms, guint64, t));

      g_string_append_printf (text, " + %s", label);
    }
}

/* With the terms that `.` stands for written out: a formula has to be understood without its table. */
static Formula *
formula_without_table (const Formula *from)
{
  Formula *formula = formula_parse (from->text, NULL, NULL);
  g_autoptr(GString) text = NULL;

  if (formula)
    return formula;
  text = g_string_new (from->response_name);
  g_string_append (text, " ~ ");
  append_terms (text, from->fixed);
  for (guint i = 0; i < from->random->len; i++)
    {
      const RandomPart *part = g_ptr_array_index (from->random, i);

      g_string_append (text, " + (");
      append_terms (text, part->terms);
      g_string_append_printf (text, " | %s)", part->group);
    }
  return formula_parse (text->str, NULL, NULL);
}

/* The unit of the column that the response, or its logarithm, is. */
static char *
unit_of_response (const Formula *formula, const DataFrame *frame)
{
  const Node *node = response_is_log (formula) ? g_ptr_array_index (formula->response->arguments, 0) : formula->response;
  const Column *column = node->kind == NODE_NAME ? data_frame_find (frame, node->text) : NULL;

  return column ? g_strdup (column->unit) : NULL;
}

ModelEquation *
equation_from_fit (Fit *fit, const ModelData *data, const Validation *validation, const char *unit)
{
  ModelEquation *equation;
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (fit != NULL && data != NULL && (validation == NULL || unit != NULL), NULL);

  equation = equation_new_empty ();
  equation->formula = formula_without_table (data->formula);
  equation->method = g_strdup (fit_method_word (fit->method));
  equation->algorithm = g_strdup (fit->algorithm);
  equation->response_unit = unit_of_response (data->formula, data->frame);
  equation->n = fit->n;
  equation->rank = fit->rank;
  equation->names = g_new0 (char *, fit->rank + 1);
  equation->se = g_new (double, MAX (fit->rank, 1));
  for (guint k = 0; k < fit->rank; k++)
    {
      equation->names[k] = g_strdup (data->fixed->names[fit->kept[k]]);
      equation->se[k] = sqrt (fit->covariance[(gsize) k * fit->rank + k]);
    }
  equation->beta = g_memdup2 (fit->beta, sizeof (double) * fit->rank);
  equation->covariance = g_memdup2 (fit->covariance, sizeof (double) * fit->rank * fit->rank);
  equation->sigma = fit->sigma;
  keep_factors (equation->factors, data->recipe);
  if (fit->mixed && fit->random->len)
    mixed_effect_sds (fit);
  equation->part = g_new0 (guint, fit->random->len + 1);
  for (guint a = 0; a < fit->random->len; a++)
    {
      const RandomDesign *random = g_ptr_array_index (data->random, a);

      g_ptr_array_find (data->formula->random, random->part, &equation->part[a]);
      g_ptr_array_add (equation->random, random_effect_copy (g_ptr_array_index (fit->random, a)));
      keep_factors (equation->factors, random->recipe);
    }
  for (guint i = 0; i < data->ranges->len; i++)
    {
      const TrainedRange *from = g_ptr_array_index (data->ranges, i);
      TrainedRange *range = g_new0 (TrainedRange, 1);

      *range = (TrainedRange) { g_strdup (from->name), g_strdup (from->unit), from->low, from->high, g_strdupv (from->levels) };
      g_ptr_array_add (equation->columns, range);
    }
  g_hash_table_iter_init (&iter, data->learned);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (equation->learned, g_strdup (key), g_memdup2 (value, sizeof (double) * equation_learned_length (key)));
  if (response_is_log (data->formula))
    equation->smearing = smearing_factor (fit, data, FALSE);
  if (validation)
    {
      equation->left_out_by = g_strdup (unit);
      equation->left_out = validation->has_original ? validation->original : validation->all;
    }
  return equation;
}

const TrainedRange *
equation_column (const ModelEquation *equation, const char *name)
{
  for (guint i = 0; i < equation->columns->len; i++)
    if (g_str_equal (((const TrainedRange *) g_ptr_array_index (equation->columns, i))->name, name))
      return g_ptr_array_index (equation->columns, i);
  return NULL;
}

/* --- predictions --- */

static void
prediction_clear (gpointer prediction)
{
  g_strfreev (((EquationPrediction *) prediction)->extrapolates);
}

/* The values of @set on all rows, coded as the equation knows them. */
static Design *
design_of (const ModelEquation *equation, const TermSet *set, const DataFrame *frame, GError **error)
{
  const guint n = frame->n_rows, known = g_hash_table_size (equation->learned);
  g_autoptr(GPtrArray) values = design_values (set, frame, equation->learned, error);
  g_autoptr(DesignRecipe) recipe = NULL;
  g_autofree guint *rows = g_new (guint, n);

  if (values == NULL)
    return NULL;
  if (g_hash_table_size (equation->learned) > known)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA,
                   _("“%s” centres or scales a column, but the model does not say by which numbers."), equation->formula->text);
      return NULL;
    }
  recipe = design_recipe_of_levels (set, values, equation->factors, error);
  if (recipe == NULL)
    return NULL;
  for (guint r = 0; r < n; r++)
    rows[r] = r;
  return design_new (recipe, values, rows, n, n);
}

/* Where each coefficient stands among the design's columns. */
static guint *
find_columns (const ModelEquation *equation, const Design *design, GError **error)
{
  g_autofree guint *places = g_new (guint, MAX (equation->rank, 1));

  for (guint k = 0; k < equation->rank; k++)
    {
      for (places[k] = 0; places[k] < design->n_columns && !g_str_equal (design->names[places[k]], equation->names[k]); places[k]++)
        ;
      if (places[k] == design->n_columns)
        {
          g_autofree char *names = g_strjoinv (", ", design->names);

          g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("The formula “%s” has no coefficient “%s”; it has: %s."),
                       equation->formula->text, equation->names[k], names);
          return NULL;
        }
    }
  return g_steal_pointer (&places);
}

/* What the fixed part expects of row @r, and the variance of that. */
static void
predict_fixed (const ModelEquation *equation, const Design *design, const guint *places, guint r, EquationPrediction *prediction)
{
  const guint n = design->n_rows;

  prediction->fixed = 0;
  for (guint k = 0; k < equation->rank; k++)
    {
      const double x = design->x[(gsize) places[k] * n + r];

      prediction->fixed += x * equation->beta[k];
      if (equation->covariance == NULL && !isnan (equation->se[k]))
        prediction->coefficient_variance += pow (x * equation->se[k], 2);
      for (guint l = 0; equation->covariance && l < equation->rank; l++)
        prediction->coefficient_variance += x * equation->covariance[(gsize) k * equation->rank + l] * design->x[(gsize) places[l] * n + r];
    }
}

static void
add_group (const RandomEffect *effect, int level, const Design *design, guint r, EquationPrediction *prediction)
{
  const guint k = effect->n_terms;

  for (guint t = 0; t < k; t++)
    {
      const double z = design->x[(gsize) t * design->n_rows + r];

      if (level >= 0)
        prediction->expected += z * effect->effects[(gsize) level * k + t];
      if (level >= 0 && effect->effect_sds)
        prediction->group_variance += pow (z * effect->effect_sds[(gsize) level * k + t], 2);
      for (guint u = 0; level < 0 && u < k; u++)
        {
          const double correlation = t == u ? 1 : effect->correlation[t * k + u];

          if (effect->sd[t] > 0 && effect->sd[u] > 0)
            prediction->group_variance += z * design->x[(gsize) u * design->n_rows + r] * correlation * effect->sd[t] * effect->sd[u];
        }
    }
  prediction->known &= level >= 0;
}

GArray *
equation_predict (const ModelEquation *equation, const DataFrame *frame, GError **error)
{
  g_autoptr(Design) fixed = NULL;
  g_autoptr(GPtrArray) random = g_ptr_array_new_with_free_func ((GDestroyNotify) design_free);
  g_autofree guint *places = NULL;
  GArray *predictions;

  g_return_val_if_fail (equation != NULL && frame != NULL, NULL);

  fixed = design_of (equation, equation->formula->fixed, frame, error);
  places = fixed ? find_columns (equation, fixed, error) : NULL;
  if (places == NULL)
    return NULL;
  for (guint a = 0; a < equation->random->len; a++)
    {
      const RandomPart *part = g_ptr_array_index (equation->formula->random, equation->part[a]);
      Design *design = design_of (equation, part->terms, frame, error);

      if (design == NULL)
        return NULL;
      g_ptr_array_add (random, design);
    }
  predictions = g_array_sized_new (FALSE, TRUE, sizeof (EquationPrediction), frame->n_rows);
  g_array_set_clear_func (predictions, prediction_clear);
  for (guint r = 0; r < frame->n_rows; r++)
    {
      EquationPrediction p = { .known = TRUE, .extrapolates = trained_ranges_left (equation->columns, frame, r) };

      predict_fixed (equation, fixed, places, r, &p);
      p.expected = p.fixed;
      p.residual_variance = isnan (equation->sigma) ? 0 : equation->sigma * equation->sigma;
      for (guint a = 0; a < equation->random->len; a++)
        {
          const RandomEffect *effect = g_ptr_array_index (equation->random, a);
          const RandomPart *part = g_ptr_array_index (equation->formula->random, equation->part[a]);

          add_group (effect, group_level_find (part, effect->levels, frame, r), g_ptr_array_index (random, a), r, &p);
        }
      if (!isfinite (p.expected))
        p.expected = p.fixed = NAN;
      g_array_append_val (predictions, p);
    }
  return predictions;
}
