/* model/equation.c */
#include "equation-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "back-transform.h"
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
  joint_covariance_free (equation->joint);
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
  equation->sigma = equation->smearing = equation->df_known = equation->df_new = NAN;
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

/* The diagonal of what is known of each level. */
static void
equation_set_effect_sds (ModelEquation *equation)
{
  for (guint a = 0; a < equation->random->len; a++)
    {
      RandomEffect *effect = g_ptr_array_index (equation->random, a);
      const guint k = effect->n_terms;

      g_free (effect->effect_sds);
      effect->effect_sds = g_new (double, (gsize) effect->n_levels * k);
      for (guint i = 0; i < effect->n_levels * k; i++)
        effect->effect_sds[i] = sqrt (MAX (0, equation->joint->own[a][(gsize) i * k + i % k]));
    }
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
  equation->response_unit = g_strdup (response_unit (data->formula, data->frame));
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
  equation->df_known = predict_typical_df (fit, data, TRUE);
  equation->df_new = predict_typical_df (fit, data, FALSE);
  keep_factors (equation->factors, data->recipe);
  equation->joint = joint_covariance_of_fit (fit, data);
  equation->part = g_new0 (guint, fit->random->len + 1);
  for (guint a = 0; a < fit->random->len; a++)
    {
      const RandomDesign *random = g_ptr_array_index (data->random, a);

      g_ptr_array_find (data->formula->random, random->part, &equation->part[a]);
      g_ptr_array_add (equation->random, random_effect_copy (g_ptr_array_index (fit->random, a)));
      keep_factors (equation->factors, random->recipe);
    }
  if (equation->joint)
    equation_set_effect_sds (equation);
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
