/* plot/series.c */
#include "series.h"

static double *
copy (const double *x, guint n)
{
  return x ? g_memdup2 (x, sizeof (double) * MAX (n, 1)) : NULL;
}

Series *
series_new (const char *name, guint n, const double *x, const double *y, const double *low, const double *high, const guint *keys)
{
  Series *series;

  g_return_val_if_fail (n == 0 || (x != NULL && y != NULL), NULL);
  g_return_val_if_fail ((low == NULL) == (high == NULL), NULL);

  series = g_new0 (Series, 1);
  series->name = g_strdup (name);
  series->n = n;
  series->x = n ? copy (x, n) : NULL;
  series->y = n ? copy (y, n) : NULL;
  series->low = n ? copy (low, n) : NULL;
  series->high = n ? copy (high, n) : NULL;
  series->keys = keys && n ? g_memdup2 (keys, sizeof (guint) * n) : NULL;
  return series;
}

void
series_set_labels (Series *series, const char *const *labels)
{
  g_return_if_fail (series != NULL && labels != NULL && series->labels == NULL);

  series->labels = g_new0 (char *, series->n + 1);
  for (guint i = 0; i < series->n; i++)
    series->labels[i] = g_strdup (labels[i]);
}

void
series_free (Series *series)
{
  if (series == NULL)
    return;
  g_free (series->name);
  g_free (series->x);
  g_free (series->y);
  g_free (series->low);
  g_free (series->high);
  g_strfreev (series->labels);
  g_free (series->keys);
  g_free (series);
}
