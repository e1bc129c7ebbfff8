/* model/design.c */
#include "design.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/word-order.h"

#define LARGEST_NUMBER 1e100 /* its square and the sums of it are still far from overflow */

GPtrArray *
design_values (const TermSet *set, const DataFrame *frame, Learned *learned, GError **error)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) value_free);

  for (guint i = 0; i < set->variables->len; i++)
    {
      Value *value = expression_evaluate (g_ptr_array_index (set->variables, i), frame, learned, error);

      if (value == NULL)
        return NULL;
      if (value->is_logical) /* R takes it for a factor */
        value_make_words (value, frame);
      g_ptr_array_add (values, value);
    }
  return g_steal_pointer (&values);
}

gboolean
design_row_is_missing (const GPtrArray *values, guint n_frame_rows, guint row)
{
  for (guint i = 0; i < values->len; i++)
    {
      const Value *value = g_ptr_array_index (values, i);

      if (value->words ? value->words[row] == NULL : isnan (value->numbers[row]))
        return TRUE;
      for (guint k = 1; value->numbers && k < value->n_columns; k++)
        if (isnan (value->numbers[(gsize) k * n_frame_rows + row]))
          return TRUE;
    }
  return FALSE;
}

/* A few words in a column of numbers are slips, not levels. */
static gboolean
check_words (const Node *node, const DataFrame *frame, GError **error)
{
  const Column *column = node->kind == NODE_NAME ? data_frame_find (frame, node->text) : NULL;

  if (column == NULL || column->words == NULL || 2 * column->n_numbers < frame->n_rows - column->n_missing)
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
               _("%s, line %u, column “%s”: “%s” is no finite number (the column’s decimal mark is “%c”), but %u other cells "
                 "are numbers. Correct the cell or leave it blank; if the column names kinds, write factor(%s)."),
               frame->source, frame->lines[column->first_word], column->header, column->words[column->first_word],
               column->decimal_mark ? column->decimal_mark : '.', column->n_numbers, column->name);
  return FALSE;
}

gboolean
design_check_values (const TermSet *set, const GPtrArray *values, const DataFrame *frame, const guint *rows, guint n, GError **error)
{
  for (guint v = 0; v < values->len; v++)
    {
      const Value *value = g_ptr_array_index (values, v);

      if (value->words && !check_words (g_ptr_array_index (set->variables, v), frame, error))
        return FALSE;
      for (gsize i = 0; value->numbers && i < (gsize) value->n_columns * n; i++)
        {
          const guint row = rows[i % n];
          const double x = value->numbers[i / n * frame->n_rows + row];

          if (!(fabs (x) <= LARGEST_NUMBER))
            {
              g_autofree char *place = data_frame_place (frame, row);
              char digits[G_ASCII_DTOSTR_BUF_SIZE];

              g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                           isinf (x) ? _("%s: “%s” is no finite number there. Correct the row or exclude it.")
                                     : _("%s: “%s” is %s there, too large to calculate with. Correct the row or exclude it."),
                           place, (char *) g_ptr_array_index (set->names, v), g_ascii_formatd (digits, sizeof digits, "%g", x));
              return FALSE;
            }
        }
    }
  return TRUE;
}

static int
compare_as_numbers (gconstpointer a, gconstpointer b)
{
  const double x = g_ascii_strtod (*(char *const *) a, NULL), y = g_ascii_strtod (*(char *const *) b, NULL);

  return (x > y) - (x < y);
}

static gboolean
all_numbers (const GPtrArray *levels)
{
  for (guint i = 0; i < levels->len; i++)
    {
      char *end;

      g_ascii_strtod (g_ptr_array_index (levels, i), &end);
      if (*end)
        return FALSE;
    }
  return TRUE;
}

/* The words that occur, in order. */
static char **
find_levels (const Value *value, const guint *rows, guint n)
{
  g_autoptr(GPtrArray) levels = g_ptr_array_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < n; i++)
    if (g_hash_table_add (seen, value->words[rows[i]]))
      g_ptr_array_add (levels, value->words[rows[i]]);
  g_ptr_array_sort (levels, all_numbers (levels) ? compare_as_numbers : compare_words);
  g_ptr_array_add (levels, NULL);
  return g_strdupv ((char **) levels->pdata);
}

static DesignRecipe *
recipe_start (const TermSet *set, guint n_variables)
{
  DesignRecipe *recipe = g_new0 (DesignRecipe, 1);

  recipe->set = set;
  recipe->n_variables = n_variables;
  recipe->n_columns = g_new0 (guint, n_variables + 1);
  recipe->levels = g_new0 (char **, n_variables + 1);
  recipe->places = g_new0 (GHashTable *, n_variables + 1);
  return recipe;
}

/* Takes @levels. */
static void
recipe_set_levels (DesignRecipe *recipe, guint v, char **levels)
{
  recipe->levels[v] = levels;
  recipe->places[v] = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint k = 0; levels[k]; k++)
    g_hash_table_insert (recipe->places[v], levels[k], GUINT_TO_POINTER (k + 1));
  recipe->n_columns[v] = g_strv_length (levels);
}

DesignRecipe *
design_recipe_new (const TermSet *set, const GPtrArray *values, const guint *rows, guint n, guint n_frame_rows)
{
  DesignRecipe *recipe = recipe_start (set, values->len);

  for (guint v = 0; v < values->len; v++)
    {
      const Value *value = g_ptr_array_index (values, v);

      if (value->words)
        recipe_set_levels (recipe, v, find_levels (value, rows, n));
      else
        recipe->n_columns[v] = value->n_columns;
    }
  return recipe;
}

DesignRecipe *
design_recipe_of_levels (const TermSet *set, const GPtrArray *values, GHashTable *levels, GError **error)
{
  g_autoptr(DesignRecipe) recipe = recipe_start (set, values->len);

  for (guint v = 0; v < values->len; v++)
    {
      const Value *value = g_ptr_array_index (values, v);
      const char *name = g_ptr_array_index (set->names, v);
      char **known = g_hash_table_lookup (levels, name);

      if ((value->words != NULL) != (known != NULL))
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                       known ? _("“%s” is a number here, but the model knows it as one of some words.")
                             : _("“%s” is a word here, but the model knows it as a number."), name);
          return NULL;
        }
      if (known)
        recipe_set_levels (recipe, v, g_strdupv (known));
      else
        recipe->n_columns[v] = value->n_columns;
    }
  return g_steal_pointer (&recipe);
}

void
design_recipe_free (DesignRecipe *recipe)
{
  if (recipe == NULL)
    return;
  for (guint v = 0; v < recipe->n_variables; v++)
    {
      g_clear_pointer (&recipe->places[v], g_hash_table_unref);
      g_strfreev (recipe->levels[v]);
    }
  g_free (recipe->levels);
  g_free (recipe->places);
  g_free (recipe->n_columns);
  g_free (recipe);
}

/* Whether variable @v of term @at is coded by contrasts: R's TermCode(), an earlier term (or the intercept) holds its margin. */
static gboolean
takes_contrasts (const DesignRecipe *recipe, guint at, guint v)
{
  const GArray *terms = recipe->set->terms;
  const guint64 margin = g_array_index (terms, guint64, at) & ~(G_GUINT64_CONSTANT (1) << v);
  gboolean first_factor = TRUE;

  if (!recipe->set->intercept)
    {
      /* without an intercept the first factor of all has a column for each level */
      for (guint t = 0; t <= at && first_factor; t++)
        for (guint i = 0; i < recipe->n_variables && first_factor; i++)
          if ((g_array_index (terms, guint64, t) >> i & 1) && recipe->levels[i])
            {
              if (t == at && i == v)
                return FALSE;
              first_factor = FALSE;
            }
    }
  if (margin == 0)
    return TRUE;
  for (guint t = 0; t < at; t++)
    if ((margin & ~g_array_index (terms, guint64, t)) == 0)
      return TRUE;
  return FALSE;
}

/* Of each variable of words: the place of each row's level + 1; 0: missing, or a level that the recipe does not know. */
static GPtrArray *
find_places (const DesignRecipe *recipe, const GPtrArray *values, const guint *rows, guint n)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);

  for (guint v = 0; v < recipe->n_variables; v++)
    {
      const Value *value = g_ptr_array_index (values, v);
      guint *of_rows = recipe->places[v] ? g_new0 (guint, MAX (n, 1)) : NULL;

      for (guint i = 0; of_rows && i < n; i++)
        if (value->words[rows[i]])
          of_rows[i] = GPOINTER_TO_UINT (g_hash_table_lookup (recipe->places[v], value->words[rows[i]]));
      g_ptr_array_add (places, of_rows);
    }
  return places;
}

/* Fills column @k of a variable. @places: (nullable): of its words, as find_places() gives them */
static void
variable_column (const Value *value, const guint *places, guint k, const guint *rows, guint n, guint n_frame_rows, double *out)
{
  for (guint i = 0; i < n; i++)
    {
      if (places == NULL)
        out[i] = value->numbers[(gsize) k * n_frame_rows + rows[i]];
      else
        out[i] = places[i] == 0 ? NAN : places[i] == k + 1;
    }
}

static char *
variable_label (const DesignRecipe *recipe, guint v, guint k)
{
  const char *name = g_ptr_array_index (recipe->set->names, v);

  if (recipe->levels[v])
    return g_strconcat (name, recipe->levels[v][k], NULL);
  return recipe->n_columns[v] > 1 ? g_strdup_printf ("%s%u", name, k + 1) : g_strdup (name);
}

Design *
design_new (const DesignRecipe *recipe, const GPtrArray *values, const guint *rows, guint n, guint n_frame_rows)
{
  const TermSet *set = recipe->set;
  g_autoptr(GPtrArray) names = g_ptr_array_new (), places = find_places (recipe, values, rows, n);
  g_autoptr(GArray) x = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) term_of = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree double *column = g_new (double, MAX (n, 1));
  g_autofree double *factor = g_new (double, MAX (n, 1));
  Design *design = g_new0 (Design, 1);

  if (set->intercept)
    {
      const guint zero = 0;

      for (guint i = 0; i < n; i++)
        column[i] = 1;
      g_array_append_vals (x, column, n);
      g_array_append_val (term_of, zero);
      g_ptr_array_add (names, g_strdup ("(Intercept)"));
    }
  for (guint t = 0; t < set->terms->len; t++)
    {
      const guint64 term = g_array_index (set->terms, guint64, t);
      const guint number = t + 1;
      guint first[64] = { 0 }, count[64] = { 0 }, at[64] = { 0 };
      gsize n_columns = 1;

      for (guint v = 0; v < recipe->n_variables; v++)
        if (term >> v & 1)
          {
            first[v] = recipe->levels[v] && takes_contrasts (recipe, t, v) ? 1 : 0;
            count[v] = recipe->n_columns[v] - first[v];
            n_columns *= count[v];
          }
      for (gsize c = 0; c < n_columns; c++)
        {
          GString *name = g_string_new (NULL);

          for (guint i = 0; i < n; i++)
            column[i] = 1;
          for (guint v = 0; v < recipe->n_variables; v++)
            if (term >> v & 1)
              {
                g_autofree char *label = variable_label (recipe, v, first[v] + at[v]);

                variable_column (g_ptr_array_index (values, v), g_ptr_array_index (places, v), first[v] + at[v], rows, n, n_frame_rows, factor);
                for (guint i = 0; i < n; i++)
                  column[i] *= factor[i];
                g_string_append_printf (name, "%s%s", name->len ? ":" : "", label);
              }
          g_array_append_vals (x, column, n);
          g_array_append_val (term_of, number);
          g_ptr_array_add (names, g_string_free (name, FALSE));
          for (guint v = 0; v < recipe->n_variables; v++) /* the first variable counts fastest */
            if (term >> v & 1)
              {
                if (++at[v] < count[v])
                  break;
                at[v] = 0;
              }
        }
    }
  design->n_rows = n;
  design->n_columns = names->len;
  g_ptr_array_add (names, NULL);
  design->names = (char **) g_ptr_array_steal (names, NULL);
  design->x = (double *) g_array_steal (x, NULL);
  design->term_of = (guint *) g_array_steal (term_of, NULL);
  return design;
}

void
design_free (Design *design)
{
  if (design == NULL)
    return;
  g_strfreev (design->names);
  g_free (design->term_of);
  g_free (design->x);
  g_free (design);
}
