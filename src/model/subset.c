/* model/subset.c */
#include "subset.h"

static void
random_subset_free (RandomDesign *random)
{
  g_free (random->codes);
  g_free (random->design->x);
  g_free (random->design);
  g_free (random);
}

static Design *
design_subset (const Design *design, const guint *rows, guint n)
{
  Design *subset = g_memdup2 (design, sizeof *design);

  subset->n_rows = n;
  subset->x = g_new (double, MAX ((gsize) n * design->n_columns, 1));
  for (guint j = 0; j < design->n_columns; j++)
    for (guint i = 0; i < n; i++)
      subset->x[(gsize) j * n + i] = design->x[(gsize) j * design->n_rows + rows[i]];
  return subset;
}

ModelData *
model_data_subset (const ModelData *data, const guint *rows, guint n)
{
  ModelData *subset = g_memdup2 (data, sizeof *data);

  subset->n = n;
  subset->rows = g_new (guint, MAX (n, 1));
  subset->y = g_new (double, MAX (n, 1));
  subset->weights = data->weights ? g_new (double, MAX (n, 1)) : NULL;
  subset->censored = data->censored ? g_new (guchar, MAX (n, 1)) : NULL;
  for (guint i = 0; i < n; i++)
    {
      subset->rows[i] = data->rows[rows[i]];
      subset->y[i] = data->y[rows[i]];
      if (data->weights)
        subset->weights[i] = data->weights[rows[i]];
      if (data->censored)
        subset->censored[i] = data->censored[rows[i]];
    }
  subset->fixed = design_subset (data->fixed, rows, n);
  subset->random = g_ptr_array_new_with_free_func ((GDestroyNotify) random_subset_free);
  for (guint a = 0; a < data->random->len; a++)
    {
      const RandomDesign *random = g_ptr_array_index (data->random, a);
      RandomDesign *copy = g_memdup2 (random, sizeof *random);

      copy->codes = g_new (guint, MAX (n, 1));
      for (guint i = 0; i < n; i++)
        copy->codes[i] = random->codes[rows[i]];
      copy->design = design_subset (random->design, rows, n);
      g_ptr_array_add (subset->random, copy);
    }
  return subset;
}

void
model_data_subset_free (ModelData *subset)
{
  if (subset == NULL)
    return;
  g_clear_pointer (&subset->random, g_ptr_array_unref);
  g_free (subset->fixed->x);
  g_free (subset->fixed);
  g_free (subset->rows);
  g_free (subset->y);
  g_free (subset->weights);
  g_free (subset->censored);
  g_free (subset);
}
