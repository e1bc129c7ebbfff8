/* model/association.c */
#include "association.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "base/sorting.h"

/* Ranks, with the mean of their places for equal values. */
typedef struct {
  double value;
  guint index;
} Ranked;

static int
compare_ranked (const void *a, const void *b)
{
  double x = ((const Ranked *) a)->value, y = ((const Ranked *) b)->value;

  return (x > y) - (x < y);
}

static void
rank (double *values, guint n)
{
  g_autofree Ranked *sorted = g_new (Ranked, n + 1);

  for (guint i = 0; i < n; i++)
    sorted[i] = (Ranked) { values[i], i };
  qsort (sorted, n, sizeof *sorted, compare_ranked);
  for (guint i = 0; i < n;)
    {
      guint j = i;

      while (j < n && sorted[j].value == sorted[i].value)
        j++;
      for (guint k = i; k < j; k++)
        values[sorted[k].index] = (i + j - 1) / 2.0 + 1;
      i = j;
    }
}

/* NAN when one of the two does not vary. */
static double
pearson (const double *x, const double *y, guint n)
{
  double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;

  for (guint i = 0; i < n; i++)
    {
      mean_x += x[i] / n;
      mean_y += y[i] / n;
    }
  for (guint i = 0; i < n; i++)
    {
      xx += (x[i] - mean_x) * (x[i] - mean_x);
      yy += (y[i] - mean_y) * (y[i] - mean_y);
      xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
  return xx > 1e-12 * (mean_x * mean_x + 1e-12) * n && yy > 1e-12 * (mean_y * mean_y + 1e-12) * n ? xy / sqrt (xx * yy) : NAN;
}

static double
coefficient (double *x, double *y, guint n, AssociationMethod method)
{
  if (method == ASSOCIATION_SPEARMAN)
    {
      rank (x, n);
      rank (y, n);
    }
  return pearson (x, y, n);
}

/* Sums of one subject. */
typedef struct {
  double x, y;
  guint n;
} Mean;

/* The pairs that count, as deviations when @within. */
static GArray *
prepare (const AssociationPair *pairs, guint n, gboolean within)
{
  GArray *kept = g_array_sized_new (FALSE, FALSE, sizeof (AssociationPair), n);
  g_autoptr(GHashTable) means = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);

  for (guint i = 0; i < n; i++)
    {
      Mean *mean = g_hash_table_lookup (means, GUINT_TO_POINTER (pairs[i].subject));

      if (mean == NULL)
        {
          mean = g_new0 (Mean, 1);
          g_hash_table_insert (means, GUINT_TO_POINTER (pairs[i].subject), mean);
        }
      mean->x += pairs[i].x;
      mean->y += pairs[i].y;
      mean->n++;
    }
  for (guint i = 0; i < n; i++)
    {
      const Mean *mean = g_hash_table_lookup (means, GUINT_TO_POINTER (pairs[i].subject));
      AssociationPair pair = pairs[i];

      if (within && mean->n < 2)
        continue;
      if (within)
        {
          pair.x -= mean->x / mean->n;
          pair.y -= mean->y / mean->n;
        }
      g_array_append_val (kept, pair);
    }
  return kept;
}

/* cluster → GArray of the indices of its pairs */
static GPtrArray *
clusters_of (const GArray *pairs, guint *n_subjects)
{
  GPtrArray *clusters = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr(GHashTable) known = g_hash_table_new (g_direct_hash, g_direct_equal), subjects = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < pairs->len; i++)
    {
      const AssociationPair *pair = &g_array_index (pairs, AssociationPair, i);
      GArray *cluster = g_hash_table_lookup (known, GUINT_TO_POINTER (pair->cluster));

      if (cluster == NULL)
        {
          cluster = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (known, GUINT_TO_POINTER (pair->cluster), cluster);
          g_ptr_array_add (clusters, cluster);
        }
      g_array_append_val (cluster, i);
      g_hash_table_add (subjects, GUINT_TO_POINTER (pair->subject));
    }
  *n_subjects = g_hash_table_size (subjects);
  return clusters;
}

/* R's type 7. */
static double
quantile (const double *sorted, guint n, double p)
{
  double at = p * (n - 1);
  guint low = (guint) floor (at);

  return low + 1 < n ? sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]) : sorted[n - 1];
}

static void
draw_interval (const GArray *pairs, const GPtrArray *clusters, AssociationMethod method, guint n_draws, guint64 seed, Association *association)
{
  gsl_rng *random = gsl_rng_alloc (gsl_rng_taus2);
  g_autofree double *found = g_new (double, n_draws + 1);
  g_autoptr(GArray) x = g_array_new (FALSE, FALSE, sizeof (double)), y = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_found = 0;

  gsl_rng_set (random, (unsigned long) seed);
  for (guint draw = 0; draw < n_draws; draw++)
    {
      double r;

      g_array_set_size (x, 0);
      g_array_set_size (y, 0);
      for (guint c = 0; c < clusters->len; c++)
        {
          const GArray *cluster = g_ptr_array_index (clusters, gsl_rng_uniform_int (random, clusters->len));

          for (guint i = 0; i < cluster->len; i++)
            {
              const AssociationPair *pair = &g_array_index (pairs, AssociationPair, g_array_index (cluster, guint, i));

              g_array_append_val (x, pair->x);
              g_array_append_val (y, pair->y);
            }
        }
      r = coefficient ((double *) (gpointer) x->data, (double *) (gpointer) y->data, x->len, method);
      if (!isnan (r))
        found[n_found++] = r;
    }
  gsl_rng_free (random);
  if (n_found < n_draws * 9 / 10)
    return;
  qsort (found, n_found, sizeof (double), compare_numbers);
  association->low = quantile (found, n_found, 0.025);
  association->high = quantile (found, n_found, 0.975);
}

void
association_estimate (const AssociationPair *pairs, guint n, AssociationMethod method, gboolean within, guint n_draws, guint64 seed,
                      Association *association)
{
  g_autoptr(GArray) kept = NULL;
  g_autoptr(GPtrArray) clusters = NULL;
  g_autofree double *x = NULL, *y = NULL;

  g_return_if_fail ((pairs != NULL || n == 0) && association != NULL && n_draws > 0);

  *association = (Association) { ASSOCIATION_OK, NAN, NAN, NAN, 0, 0, 0 };
  kept = prepare (pairs, n, within);
  clusters = clusters_of (kept, &association->n_subjects);
  association->n_pairs = kept->len;
  association->n_clusters = clusters->len;
  if (kept->len < ASSOCIATION_LEAST_PAIRS)
    {
      association->outcome = ASSOCIATION_FEW_PAIRS;
      return;
    }
  x = g_new (double, kept->len);
  y = g_new (double, kept->len);
  for (guint i = 0; i < kept->len; i++)
    {
      x[i] = g_array_index (kept, AssociationPair, i).x;
      y[i] = g_array_index (kept, AssociationPair, i).y;
    }
  association->estimate = coefficient (x, y, kept->len, method);
  if (isnan (association->estimate))
    association->outcome = ASSOCIATION_CONSTANT;
  else if (clusters->len < ASSOCIATION_LEAST_CLUSTERS)
    association->outcome = ASSOCIATION_FEW_CLUSTERS;
  else
    draw_interval (kept, clusters, method, n_draws, seed, association);
}
