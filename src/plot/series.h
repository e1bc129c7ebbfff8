/* plot/series.h
 *
 * The data of one mark: points in the units of the axes, each with an optional interval, label and key. A missing value (NAN)
 * is a gap, never zero. Keys tie a point to whatever it stands for (a row of a table), so that figures can share a selection. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char *name;        /* in the legend and as the head of the table; NULL: not in the legend */
  guint n;
  double *x;         /* n */
  double *y;         /* n */
  double *low;       /* n: the lower end of the interval around y (around x for horizontal intervals); NULL: none */
  double *high;      /* n */
  char **labels;     /* n: what the point is called; NULL: nothing */
  guint *keys;       /* n; NULL: none */
} Series;

/* Copies; any of @low, @high, @keys may be %NULL. */
Series *series_new        (const char *name, guint n, const double *x, const double *y, const double *low, const double *high,
                           const guint *keys);
/* Copies @labels (n of them). */
void    series_set_labels (Series *series, const char *const *labels);
void    series_free       (Series *series);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Series, series_free)

G_END_DECLS
