/* model/model-data.c */
#include "model-data.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static void
random_design_free (RandomDesign *random)
{
  g_strfreev (random->levels);
  g_free (random->codes);
  design_recipe_free (random->recipe);
  design_free (random->design);
  g_free (random);
}

void
trained_range_free (TrainedRange *range)
{
  g_free (range->name);
  g_free (range->unit);
  g_strfreev (range->levels);
  g_free (range);
}

/* The crossing of the columns that make a group. */
static Factor *
group_factor (const DataFrame *frame, const GPtrArray *columns, GError **error)
{
  Factor *factor = NULL;

  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = data_frame_need (frame, g_ptr_array_index (columns, i), error);
      Factor *next, *crossed;

      if (column == NULL)
        {
          factor_free (factor);
          return NULL;
        }
      next = factor_new (frame, column);
      crossed = factor ? factor_cross (factor, next, frame->n_rows) : NULL;
      if (crossed)
        {
          factor_free (factor);
          factor_free (next);
        }
      factor = crossed ? crossed : next;
    }
  return factor;
}

/* Levels that occur on @rows, numbered anew in the same order. */
static void
keep_levels (const Factor *factor, const guint *rows, guint n, guint *codes, guint *n_levels, char ***levels)
{
  g_autofree guint *renumbered = g_new0 (guint, factor->n_levels + 1);
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    renumbered[factor->codes[rows[i]]] = 1;
  *levels = g_new0 (char *, factor->n_levels + 1);
  for (guint l = 0; l < factor->n_levels; l++)
    if (renumbered[l])
      {
        (*levels)[kept] = g_strdup (factor->levels[l]);
        renumbered[l] = kept++;
      }
  for (guint i = 0; i < n; i++)
    codes[i] = renumbered[factor->codes[rows[i]]];
  *n_levels = kept;
}

static gboolean
is_marked (const Column *column, guint row, gboolean *marked)
{
  static const char *const yes[] = { "true", "t", "yes", "y", "above", "censored", "overflow", ">", NULL };
  static const char *const no[] = { "false", "f", "no", "n", "exact", "=", NULL };
  g_autofree char *word = NULL;

  if (column->values)
    {
      *marked = !isnan (column->values[row]) && column->values[row] != 0;
      return TRUE;
    }
  if (column->words[row] == NULL)
    {
      *marked = FALSE;
      return TRUE;
    }
  word = g_ascii_strdown (column->words[row], -1);
  *marked = g_strv_contains (yes, word) || g_str_equal (word, "1");
  return *marked || g_strv_contains (no, word) || g_str_equal (word, "0");
}

static void
find_ranges (ModelData *data)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint v = 0; v < data->formula->fixed->variables->len; v++)
    expression_names (g_ptr_array_index (data->formula->fixed->variables, v), names);
  for (guint i = 0; i < names->len; i++)
    {
      const Column *column = data_frame_find (data->frame, g_ptr_array_index (names, i));
      TrainedRange *range;

      if (column == NULL)
        continue;
      range = g_new0 (TrainedRange, 1);
      range->name = g_strdup (column->name);
      range->unit = g_strdup (column->unit);
      range->low = INFINITY;
      range->high = -INFINITY;
      for (guint r = 0; column->values && r < data->n; r++)
        {
          range->low = MIN (range->low, column->values[data->rows[r]]);
          range->high = MAX (range->high, column->values[data->rows[r]]);
        }
      if (column->words)
        {
          g_autoptr(GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
          g_autoptr(GPtrArray) levels = g_ptr_array_new ();

          for (guint r = 0; r < data->n; r++)
            if (g_hash_table_add (seen, column->words[data->rows[r]]))
              g_ptr_array_add (levels, column->words[data->rows[r]]);
          g_ptr_array_add (levels, NULL);
          range->levels = g_strdupv ((char **) levels->pdata);
        }
      g_ptr_array_add (data->ranges, range);
    }
}

static int
compare_levels (gconstpointer a, gconstpointer b)
{
  const RandomDesign *x = *(RandomDesign *const *) a, *y = *(RandomDesign *const *) b;

  return (x->n_levels < y->n_levels) - (x->n_levels > y->n_levels);
}

static gboolean
find_response (ModelData *data, const Value *response, const DataFrame *frame, GError **error)
{
  const TermSet name = { .names = g_ptr_array_new (), .variables = g_ptr_array_new () };
  g_autoptr(GPtrArray) names = name.names;
  g_autoptr(GPtrArray) variables = name.variables;
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  double low = INFINITY, high = -INFINITY;

  g_ptr_array_add (names, data->formula->response_name);
  g_ptr_array_add (variables, data->formula->response);
  g_ptr_array_add (values, (gpointer) response);
  if (!design_check_values (&name, values, frame, data->rows, data->n, error))
    return FALSE;
  if (response->words || response->n_columns > 1)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The response “%s” is not numeric."), data->formula->response_name);
      return FALSE;
    }
  data->y = g_new (double, MAX (data->n, 1));
  for (guint i = 0; i < data->n; i++)
    {
      data->y[i] = response->numbers[data->rows[i]];
      low = MIN (low, data->y[i]);
      high = MAX (high, data->y[i]);
    }
  if (low == high && data->n > 1)
    {
      char digits[G_ASCII_DTOSTR_BUF_SIZE];

      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                   _("The response “%s” is %s in all %u rows: there is nothing to explain."), data->formula->response_name,
                   g_ascii_formatd (digits, sizeof digits, "%g", low), data->n);
      return FALSE;
    }
  return TRUE;
}

static gboolean
find_random (ModelData *data, GPtrArray *factors, GPtrArray *value_sets, GError **error)
{
  for (guint i = 0; i < data->formula->random->len; i++)
    {
      const RandomPart *part = g_ptr_array_index (data->formula->random, i);
      GPtrArray *values = g_ptr_array_index (value_sets, i);
      RandomDesign *random = g_new0 (RandomDesign, 1);

      g_ptr_array_add (data->random, random);
      random->part = part;
      random->codes = g_new (guint, MAX (data->n, 1));
      keep_levels (g_ptr_array_index (factors, i), data->rows, data->n, random->codes, &random->n_levels, &random->levels);
      if (!design_check_values (part->terms, values, data->frame, data->rows, data->n, error))
        return FALSE;
      random->recipe = design_recipe_new (part->terms, values, data->rows, data->n, data->frame->n_rows);
      random->design = design_new (random->recipe, values, data->rows, data->n, data->frame->n_rows);
      if (random->n_levels < 2)
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW,
                       _("The group “%s” has only one level (%s): its variation cannot be estimated. Leave out the random part."),
                       part->group, random->n_levels ? random->levels[0] : "–");
          return FALSE;
        }
      if (random->design->n_columns > RANDOM_MOST_TERMS)
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA,
                       _("The random part of group “%s” has %u terms: at most %u can be estimated together."),
                       part->group, random->design->n_columns, RANDOM_MOST_TERMS);
          return FALSE;
        }
      if ((gsize) random->n_levels * random->design->n_columns >= data->n)
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW,
                       _("The group “%s” has %u levels with %u random terms each, but there are only %u rows: the random part and "
                       "the residual cannot be told apart."),
                       part->group, random->n_levels, random->design->n_columns, data->n);
          return FALSE;
        }
    }
  g_ptr_array_sort (data->random, compare_levels); /* g_ptr_array_sort() is stable */
  return TRUE;
}

ModelData *
model_data_new (const DataFrame *frame, const char *formula, const ModelDataOptions *options, GError **error)
{
  g_autoptr(ModelData) data = g_new0 (ModelData, 1);
  g_autoptr(Value) response = NULL;
  g_autoptr(GPtrArray) fixed = NULL;
  g_autoptr(GPtrArray) random_values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) factors = g_ptr_array_new_with_free_func ((GDestroyNotify) factor_free);
  const double *weights = NULL;
  const Column *censor = NULL;
  guint n_in = 0;

  g_return_val_if_fail (frame != NULL && formula != NULL && options != NULL, NULL);

  data->frame = frame;
  data->learned = learned_new ();
  data->dropped_censored = options->drop_censored;
  data->random = g_ptr_array_new_with_free_func ((GDestroyNotify) random_design_free);
  data->ranges = g_ptr_array_new_with_free_func ((GDestroyNotify) trained_range_free);
  data->formula = formula_parse (formula, frame, error);
  if (data->formula == NULL)
    return NULL;
  response = expression_evaluate (data->formula->response, frame, data->learned, error);
  fixed = response ? design_values (data->formula->fixed, frame, data->learned, error) : NULL;
  if (fixed == NULL)
    return NULL;
  for (guint i = 0; i < data->formula->random->len; i++)
    {
      const RandomPart *part = g_ptr_array_index (data->formula->random, i);
      GPtrArray *values = design_values (part->terms, frame, data->learned, error);
      Factor *factor;

      if (values == NULL)
        return NULL;
      g_ptr_array_add (random_values, values);
      factor = group_factor (frame, part->columns, error);
      if (factor == NULL)
        return NULL;
      g_ptr_array_add (factors, factor);
    }
  if (options->weights && (weights = data_frame_need_numbers (frame, options->weights, error)) == NULL)
    return NULL;
  if (options->censor && (censor = data_frame_need (frame, options->censor, error)) == NULL)
    return NULL;

  data->rows = g_new (guint, frame->n_rows);
  data->weights = weights ? g_new (double, frame->n_rows) : NULL;
  data->censored = censor ? g_new0 (guchar, frame->n_rows) : NULL;
  for (guint r = 0; r < frame->n_rows; r++)
    {
      gboolean missing, marked = FALSE;

      if (frame->out[r])
        continue;
      n_in++;
      missing = (response->words ? response->words[r] == NULL : isnan (response->numbers[r]))
                || design_row_is_missing (fixed, frame->n_rows, r) || (weights && isnan (weights[r]));
      for (guint i = 0; i < factors->len && !missing; i++)
        missing = ((const Factor *) g_ptr_array_index (factors, i))->codes[r] < 0
                  || design_row_is_missing (g_ptr_array_index (random_values, i), frame->n_rows, r);
      if (missing)
        continue;
      if (weights && !(weights[r] > 0 && weights[r] <= 1e100))
        {
          g_autofree char *place = data_frame_place (frame, r);

          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s: the weight in “%s” must be more than 0."), place, options->weights);
          return NULL;
        }
      if (censor && !is_marked (censor, r, &marked))
        {
          g_autofree char *place = data_frame_place (frame, r);

          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s: “%s” in “%s” does not say whether the response is a lower bound: write 1 or 0."),
                       place, censor->words[r], censor->header);
          return NULL;
        }
      data->n_censored += marked;
      if (marked && options->drop_censored)
        {
          n_in--;
          continue;
        }
      if (weights)
        data->weights[data->n] = weights[r];
      if (censor)
        data->censored[data->n] = marked;
      data->rows[data->n++] = r;
    }
  data->n_missing = n_in - data->n;
  if (data->n == 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW, _("%s: no row has all the values that “%s” needs."), frame->source, formula);
      return NULL;
    }
  if (!find_response (data, response, frame, error)
      || !design_check_values (data->formula->fixed, fixed, frame, data->rows, data->n, error))
    return NULL;
  data->recipe = design_recipe_new (data->formula->fixed, fixed, data->rows, data->n, frame->n_rows);
  data->fixed = design_new (data->recipe, fixed, data->rows, data->n, frame->n_rows);
  if (!find_random (data, factors, random_values, error))
    return NULL;
  find_ranges (data);
  return g_steal_pointer (&data);
}

void
model_data_free (ModelData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->random, g_ptr_array_unref);
  g_clear_pointer (&data->ranges, g_ptr_array_unref);
  design_free (data->fixed);
  design_recipe_free (data->recipe);
  g_clear_pointer (&data->learned, g_hash_table_unref);
  formula_free (data->formula);
  g_free (data->rows);
  g_free (data->y);
  g_free (data->weights);
  g_free (data->censored);
  g_free (data);
}

char **
trained_ranges_left (const GPtrArray *ranges, const DataFrame *frame, guint row)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < ranges->len; i++)
    {
      const TrainedRange *range = g_ptr_array_index (ranges, i);
      const Column *column = data_frame_find (frame, range->name);
      gboolean outside = FALSE;

      if (column == NULL)
        continue;
      if (range->levels)
        {
          const char *word = column->words ? column->words[row] : NULL;

          outside = word && !g_strv_contains ((const char *const *) range->levels, word);
        }
      else if (column->values)
        outside = column->values[row] < range->low || column->values[row] > range->high;
      if (outside)
        g_ptr_array_add (names, g_strdup (range->name));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

guint *
model_data_groups (const ModelData *data, const char *column, guint *n_groups, char ***levels, GError **error)
{
  const Column *found = data_frame_need (data->frame, column, error);
  g_autoptr(Factor) factor = NULL;
  g_autofree guint *codes = NULL;

  if (found == NULL)
    return NULL;
  factor = factor_new (data->frame, found);
  for (guint i = 0; i < data->n; i++)
    if (factor->codes[data->rows[i]] < 0)
      {
        g_autofree char *place = data_frame_place (data->frame, data->rows[i]);

        g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s: the group in “%s” is missing."), place, found->header);
        return NULL;
      }
  codes = g_new (guint, data->n);
  keep_levels (factor, data->rows, data->n, codes, n_groups, levels);
  return g_steal_pointer (&codes);
}
