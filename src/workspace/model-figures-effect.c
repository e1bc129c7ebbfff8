/* workspace/model-figures-effect.c: the fixed part along one column */
#include "model-figures-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/predict.h"

/* The mean of a column over the rows that are used, or its most frequent word. */
static void
add_typical (DataFrame *frame, const ModelData *data, const Column *column, gboolean varies)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (g_direct_hash, g_direct_equal);
  const char *words[EFFECT_POINTS] = { NULL };
  double low = INFINITY, high = -INFINITY, sum = 0;
  double *values;

  for (guint i = 0; i < data->n; i++)
    {
      const guint row = data->rows[i];

      if (column->values)
        {
          low = MIN (low, column->values[row]);
          high = MAX (high, column->values[row]);
          sum += column->values[row];
        }
      else if (column->words[row])
        {
          const guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, column->words[row])) + 1;

          g_hash_table_insert (counts, column->words[row], GUINT_TO_POINTER (count));
          if (words[0] == NULL || count > GPOINTER_TO_UINT (g_hash_table_lookup (counts, words[0])))
            words[0] = column->words[row];
        }
    }
  if (column->words)
    {
      for (guint r = 1; r < EFFECT_POINTS; r++)
        words[r] = words[0];
      data_frame_add_words (frame, column->name, column->header, words);
      return;
    }
  values = g_new (double, EFFECT_POINTS);
  for (guint r = 0; r < EFFECT_POINTS; r++)
    values[r] = varies ? low + (high - low) * r / (EFFECT_POINTS - 1) : sum / data->n;
  data_frame_add_numbers (frame, column->name, column->header, values);
}

/* @column runs over its range, all others stand at their mean or most frequent word. */
static DataFrame *
typical_rows (const ModelData *data, const char *column)
{
  DataFrame *frame = data_frame_new_rows (data->frame->source, EFFECT_POINTS);

  for (guint c = 0; c < data->frame->columns->len; c++)
    {
      const Column *old = g_ptr_array_index (data->frame->columns, c);

      add_typical (frame, data, old, g_str_equal (old->name, column));
    }
  return frame;
}

/* No group of a typical row is known: what is drawn is the fixed part. */
static void
forget_groups (DataFrame *frame, const ModelData *data)
{
  for (guint a = 0; a < data->random->len; a++)
    {
      const RandomPart *part = ((const RandomDesign *) g_ptr_array_index (data->random, a))->part;

      for (guint i = 0; i < part->columns->len; i++)
        {
          const Column *column = data_frame_find (frame, g_ptr_array_index (part->columns, i));
          gboolean is_fixed = FALSE;

          for (guint r = 0; r < data->ranges->len; r++)
            is_fixed |= g_str_equal (((const TrainedRange *) g_ptr_array_index (data->ranges, r))->name, column->name);
          for (guint r = 0; r < frame->n_rows && !is_fixed; r++)
            {
              if (column->words)
                column->words[r] = NULL;
              else
                column->values[r] = NAN;
            }
        }
    }
}

Figure *
figure_partial_effect (const Fit *fit, const ModelData *data, const char *column, GError **error)
{
  g_autofree char *title = g_strdup_printf (_("Effect of %s, all else typical"), column);
  const Column *observed = data_frame_find (data->frame, column);
  g_autofree char *x_title = observed && observed->unit ? g_strdup_printf ("%s (%s)", column, observed->unit) : g_strdup (column);
  g_autofree double *old_x = g_new (double, data->n);
  g_autofree double *y = g_new (double, EFFECT_POINTS);
  g_autofree double *low = g_new (double, EFFECT_POINTS);
  g_autofree double *high = g_new (double, EFFECT_POINTS);
  g_autoptr(DataFrame) frame = NULL;
  g_autoptr(GArray) predictions = NULL;
  Figure *figure;

  g_return_val_if_fail (observed != NULL && observed->values != NULL, NULL);

  frame = typical_rows (data, column);
  forget_groups (frame, data);
  predictions = predict_rows (fit, data, frame, error);
  if (predictions == NULL)
    return NULL;
  for (guint r = 0; r < EFFECT_POINTS; r++)
    {
      const Prediction *p = &g_array_index (predictions, Prediction, r);

      y[r] = p->fit;
      low[r] = p->ci_low;
      high[r] = p->ci_high;
    }
  for (guint i = 0; i < data->n; i++)
    old_x[i] = observed->values[data->rows[i]];
  figure = figure_new (title, x_title, data->formula->response_name);
  figure_add (figure, MARK_POINTS, figure_row_series (_("rows"), old_x, data->y, data), 3)->faint = TRUE;
  figure_add (figure, MARK_BAND, series_new (_("95 % interval"), EFFECT_POINTS, data_frame_find (frame, column)->values, y, low, high, NULL), 0);
  figure_add (figure, MARK_LINE, series_new (_("expected"), EFFECT_POINTS, data_frame_find (frame, column)->values, y, NULL, NULL, NULL), 0);
  return figure;
}
