/* model/factor.c: levels of a column that groups rows */
#include "data-frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sorting.h"
#include "base/word-order.h"

static void
factor_of_words (Factor *factor, const DataFrame *frame, const Column *column)
{
  g_autoptr(GPtrArray) levels = g_ptr_array_new ();
  g_autoptr(GHashTable) codes = g_hash_table_new (g_direct_hash, g_direct_equal); /* the words are the frame's own */

  for (guint r = 0; r < frame->n_rows; r++)
    if (frame->out[r] == NULL && column->words[r] && g_hash_table_add (codes, column->words[r]))
      g_ptr_array_add (levels, column->words[r]);
  g_ptr_array_sort (levels, compare_words);
  for (guint i = 0; i < levels->len; i++)
    g_hash_table_insert (codes, g_ptr_array_index (levels, i), GUINT_TO_POINTER (i + 1));
  for (guint r = 0; r < frame->n_rows; r++)
    factor->codes[r] = column->words[r] ? (int) GPOINTER_TO_UINT (g_hash_table_lookup (codes, column->words[r])) - 1 : -1;
  factor->n_levels = levels->len;
  factor->levels = g_new0 (char *, levels->len + 1);
  for (guint i = 0; i < levels->len; i++)
    factor->levels[i] = g_strdup (g_ptr_array_index (levels, i));
}

static void
factor_of_numbers (Factor *factor, const DataFrame *frame, const Column *column)
{
  g_autofree double *levels = g_new (double, MAX (frame->n_rows, 1));
  guint n = 0, distinct = 0;

  for (guint r = 0; r < frame->n_rows; r++)
    if (frame->out[r] == NULL && !isnan (column->values[r]))
      levels[n++] = column->values[r];
  qsort (levels, n, sizeof *levels, compare_numbers);
  for (guint i = 0; i < n; i++)
    if (i == 0 || levels[i] > levels[distinct - 1])
      levels[distinct++] = levels[i];
  for (guint r = 0; r < frame->n_rows; r++)
    {
      const double *at = isnan (column->values[r])
                             ? NULL
                             : bsearch (&column->values[r], levels, distinct, sizeof *levels, compare_numbers);

      factor->codes[r] = at ? (int) (at - levels) : -1;
    }
  factor->n_levels = distinct;
  factor->levels = g_new0 (char *, distinct + 1);
  for (guint i = 0; i < distinct; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      factor->levels[i] = g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", levels[i]));
    }
}

Factor *
factor_new (const DataFrame *frame, const Column *column)
{
  Factor *factor = g_new0 (Factor, 1);

  factor->codes = g_new (int, MAX (frame->n_rows, 1));
  if (column->words)
    factor_of_words (factor, frame, column);
  else
    factor_of_numbers (factor, frame, column);
  return factor;
}

Factor *
factor_cross (const Factor *a, const Factor *b, guint n_rows)
{
  Factor *factor = g_new0 (Factor, 1);
  g_autofree guint *code_of_pair = g_new0 (guint, (gsize) a->n_levels * b->n_levels + 1);

  factor->codes = g_new (int, MAX (n_rows, 1));
  for (guint r = 0; r < n_rows; r++)
    if (a->codes[r] >= 0 && b->codes[r] >= 0)
      code_of_pair[(gsize) a->codes[r] * b->n_levels + b->codes[r]] = 1;
  for (gsize pair = 0; pair < (gsize) a->n_levels * b->n_levels; pair++)
    if (code_of_pair[pair])
      code_of_pair[pair] = ++factor->n_levels;
  factor->levels = g_new0 (char *, factor->n_levels + 1);
  for (guint i = 0; i < a->n_levels; i++)
    for (guint j = 0; j < b->n_levels; j++)
      {
        const guint code = code_of_pair[(gsize) i * b->n_levels + j];

        if (code)
          factor->levels[code - 1] = g_strconcat (a->levels[i], ":", b->levels[j], NULL);
      }
  for (guint r = 0; r < n_rows; r++)
    factor->codes[r] = a->codes[r] >= 0 && b->codes[r] >= 0
                           ? (int) code_of_pair[(gsize) a->codes[r] * b->n_levels + b->codes[r]] - 1
                           : -1;
  return factor;
}

void
factor_free (Factor *factor)
{
  if (factor == NULL)
    return;
  g_strfreev (factor->levels);
  g_free (factor->codes);
  g_free (factor);
}
