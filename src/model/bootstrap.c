/* model/bootstrap.c */
#include "bootstrap.h"

#include <glib/gi18n.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <string.h>

#include "mixed-fit.h"
#include "subset.h"

typedef struct {
  const Fit *fit;
  const ModelData *data;
  guint n_clusters;
  const guint *clusters;     /* of each row */
  guint *first, *members;    /* the rows of each cluster */
  MixedProblem *problem;     /* of one scalar term on the clusters, or NULL */
  double *inverse;           /* rank × rank: from the basis to the columns */
  gboolean *is_nested;       /* of each random part: every level in one cluster */
} Drawing;

static void
list_members (Drawing *drawing)
{
  const guint n = drawing->data->n;
  g_autofree guint *at = NULL;

  drawing->first = g_new0 (guint, drawing->n_clusters + 1);
  drawing->members = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    drawing->first[drawing->clusters[i] + 1]++;
  for (guint c = 0; c < drawing->n_clusters; c++)
    drawing->first[c + 1] += drawing->first[c];
  at = g_memdup2 (drawing->first, sizeof (guint) * (drawing->n_clusters + 1));
  for (guint i = 0; i < n; i++)
    drawing->members[at[drawing->clusters[i]]++] = i;
}

static void
find_nesting (Drawing *drawing)
{
  const ModelData *data = drawing->data;

  drawing->is_nested = g_new0 (gboolean, data->random->len + 1);
  for (guint a = 0; a < data->random->len; a++)
    {
      const RandomDesign *random = g_ptr_array_index (data->random, a);
      g_autofree guint *cluster_of = g_new0 (guint, random->n_levels);

      drawing->is_nested[a] = TRUE;
      for (guint i = 0; i < data->n && drawing->is_nested[a]; i++)
        {
          guint *known = &cluster_of[random->codes[i]];

          drawing->is_nested[a] = *known == 0 || *known == drawing->clusters[i] + 1;
          *known = drawing->clusters[i] + 1;
        }
    }
}

/* Whether the clusters are the levels of the only random term. */
static gboolean
clusters_are_levels (const Drawing *drawing)
{
  const RandomDesign *random = g_ptr_array_index (drawing->data->random, 0);

  if (drawing->fit->mixed->problem->scalar == NULL || random->n_levels != drawing->n_clusters)
    return FALSE;
  for (guint i = 0; i < drawing->data->n; i++)
    if (random->codes[i] != drawing->clusters[i])
      return FALSE;
  return TRUE;
}

/* Least squares need the same sums by cluster as one random term at θ = 0. */
static void
prepare_least_squares (Drawing *drawing, double *ones)
{
  const ModelData *data = drawing->data;
  const guint n = data->n;
  g_autofree double *roots = data->weights ? g_new (double, n) : NULL;
  g_autofree double *y = g_new (double, n);
  g_autofree double *basis = NULL;
  g_autofree long double *inverse = NULL;
  g_autoptr(Qr) qr = NULL;
  const MixedPart part = { 1, drawing->n_clusters, drawing->clusters, ones };

  for (guint i = 0; roots && i < n; i++)
    roots[i] = sqrt (data->weights[i]);
  qr = qr_new (data->fixed->x, n, data->fixed->n_columns, roots);
  basis = qr_basis (qr);
  inverse = qr_inverse (qr);
  drawing->inverse = g_new (double, qr->rank * qr->rank);
  for (guint i = 0; i < qr->rank * qr->rank; i++)
    drawing->inverse[i] = (double) inverse[i];
  for (guint i = 0; i < n; i++)
    {
      ones[i] = 1;
      y[i] = (data->y[i] - drawing->fit->fitted[i]) * (roots ? roots[i] : 1);
    }
  drawing->problem = mixed_problem_new (n, qr->rank, basis, y, &part, 1);
}

/* β of the original fit plus what the drawn residuals move it by. */
static void
to_coefficients (const Drawing *drawing, const double *moved, const double *origin, double *beta)
{
  const guint p = drawing->fit->rank;

  for (guint i = 0; i < p; i++)
    {
      beta[i] = origin[i];
      for (guint k = i; k < p; k++)
        beta[i] += drawing->inverse[k * p + i] * moved[k];
    }
}

static gboolean
refit_by_sums (const Drawing *drawing, const guint *drawn, const double *origin, double *beta)
{
  g_autoptr(MixedProblem) problem = mixed_scalar_resample (drawing->problem, drawn, drawing->n_clusters);
  g_autoptr(MixedPoint) point = mixed_point_new (problem->p);
  const MixedState *state = drawing->fit->mixed;
  double theta = 0;

  if (problem->n <= problem->p
      || (state ? isnan (mixed_minimise (problem, state->reml, &theta, point)) : !mixed_evaluate (problem, &theta, point)))
    return FALSE;
  to_coefficients (drawing, point->beta, origin, beta);
  return TRUE;
}

/* New levels for each draw of a cluster, unless other clusters share them. */
static void
recode (const Drawing *drawing, guint part, const guint *rows, const guint *draw_of_row, guint n, guint *codes, guint *n_levels)
{
  const RandomDesign *random = g_ptr_array_index (drawing->data->random, part);
  g_autoptr(GHashTable) known = NULL;

  if (!drawing->is_nested[part])
    {
      for (guint i = 0; i < n; i++)
        codes[i] = random->codes[rows[i]];
      *n_levels = random->n_levels;
      return;
    }
  known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  *n_levels = 0;
  for (guint i = 0; i < n; i++)
    {
      const gint64 key = (gint64) draw_of_row[i] << 32 | random->codes[rows[i]];
      guint code = GPOINTER_TO_UINT (g_hash_table_lookup (known, &key));

      if (code == 0)
        {
          code = ++*n_levels;
          g_hash_table_insert (known, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (code));
        }
      codes[i] = code - 1;
    }
}

static gboolean
refit_mixed (const Drawing *drawing, const guint *rows, const guint *draw_of_row, guint n, const double *origin, double *beta)
{
  const MixedState *state = drawing->fit->mixed;
  const MixedProblem *old = state->problem;
  const guint p = old->p, n_old = old->n;
  g_autofree double *x = g_new (double, MAX ((gsize) n * p, 1));
  g_autofree double *y = g_new (double, n);
  g_autofree MixedPart *parts = g_new0 (MixedPart, old->n_parts);
  g_autofree double *theta = g_memdup2 (state->theta, sizeof (double) * mixed_n_theta (old));
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(MixedPoint) point = mixed_point_new (p);
  g_autoptr(MixedProblem) problem = NULL;

  for (guint i = 0; i < n; i++)
    {
      y[i] = state->y[rows[i]];
      for (guint j = 0; j < p; j++)
        x[(gsize) j * n + i] = state->basis[(gsize) j * n_old + rows[i]];
    }
  for (guint a = 0; a < old->n_parts; a++)
    {
      guint *codes = g_new (guint, n);
      double *z = g_new (double, (gsize) n * old->parts[a].k);

      g_ptr_array_add (kept, codes);
      g_ptr_array_add (kept, z);
      parts[a] = (MixedPart){ old->parts[a].k, 0, codes, z };
      recode (drawing, a, rows, draw_of_row, n, codes, &parts[a].n_levels);
      for (guint t = 0; t < old->parts[a].k; t++)
        for (guint i = 0; i < n; i++)
          z[(gsize) t * n + i] = old->parts[a].z[(gsize) t * n_old + rows[i]];
    }
  problem = mixed_problem_new (n, p, x, y, parts, old->n_parts);
  if (n <= p || isnan (mixed_minimise (problem, state->reml, theta, point)))
    return FALSE;
  to_coefficients (drawing, point->beta, origin, beta);
  return TRUE;
}

static gboolean
refit_other (const Drawing *drawing, const guint *rows, guint n, double *beta)
{
  ModelData *subset = model_data_subset (drawing->data, rows, n);
  g_autoptr(Fit) refit = fit_new (subset, drawing->fit->method, NULL);

  model_data_subset_free (subset);
  if (refit == NULL || refit->rank != drawing->fit->rank)
    return FALSE;
  memcpy (beta, refit->beta, sizeof (double) * refit->rank);
  return TRUE;
}

static gboolean
draw_once (const Drawing *drawing, gsl_rng *random, const double *origin, double *beta)
{
  g_autofree guint *drawn = g_new (guint, drawing->n_clusters);
  g_autoptr(GArray) rows = NULL;
  g_autoptr(GArray) draws = NULL;

  for (guint c = 0; c < drawing->n_clusters; c++)
    drawn[c] = (guint) gsl_rng_uniform_int (random, drawing->n_clusters);
  if (drawing->problem)
    return refit_by_sums (drawing, drawn, origin, beta);
  rows = g_array_new (FALSE, FALSE, sizeof (guint));
  draws = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint c = 0; c < drawing->n_clusters; c++)
    for (guint m = drawing->first[drawn[c]]; m < drawing->first[drawn[c] + 1]; m++)
      {
        g_array_append_val (rows, drawing->members[m]);
        g_array_append_val (draws, c);
      }
  if (drawing->fit->mixed)
    return refit_mixed (drawing, (const guint *) rows->data, (const guint *) draws->data, rows->len, origin, beta);
  return refit_other (drawing, (const guint *) rows->data, rows->len, beta);
}

Bootstrap *
bootstrap_by_cluster (const Fit *fit, const ModelData *data, const char *cluster, guint n, guint64 seed, GError **error)
{
  const guint p = fit->rank;
  Drawing drawing = { .fit = fit, .data = data };
  g_auto(GStrv) levels = NULL;
  g_autofree guint *clusters = model_data_groups (data, cluster, &drawing.n_clusters, &levels, error);
  g_autofree double *origin = g_new0 (double, MAX (p, 1));
  g_autofree double *ones = g_new (double, data->n);
  g_autofree double *sorted = g_new (double, MAX (n, 1));
  Bootstrap *bootstrap;
  gsl_rng *random;

  if (clusters == NULL)
    return NULL;
  if (drawing.n_clusters < 2 || n < 1)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW, _("“%s” has %u different values: there is nothing to draw from."), cluster,
                   drawing.n_clusters);
      return NULL;
    }
  drawing.clusters = clusters;
  list_members (&drawing);
  find_nesting (&drawing);
  if (fit->mixed)
    {
      drawing.inverse = g_memdup2 (fit->mixed->inverse, sizeof (double) * MAX (p * p, 1));
      /* the basis explains nothing of state->y: least squares are the origin, and draws move it */
      for (guint i = 0; i < p; i++)
        {
          origin[i] = fit->beta[i];
          for (guint k = i; k < p; k++)
            origin[i] -= drawing.inverse[k * p + i] * fit->mixed->point->beta[k];
        }
      if (clusters_are_levels (&drawing))
        drawing.problem = fit->mixed->problem;
    }
  else
    {
      memcpy (origin, fit->beta, sizeof (double) * p);
      if (fit->method == METHOD_OLS)
        prepare_least_squares (&drawing, ones);
    }
  bootstrap = g_new0 (Bootstrap, 1);
  bootstrap->rank = p;
  bootstrap->low = g_new (double, MAX (p, 1));
  bootstrap->high = g_new (double, MAX (p, 1));
  bootstrap->draws = g_new (double, MAX ((gsize) n * p, 1));
  random = gsl_rng_alloc (gsl_rng_mt19937);
  gsl_rng_set (random, (unsigned long) seed);
  for (guint i = 0; i < n; i++)
    {
      if (draw_once (&drawing, random, origin, bootstrap->draws + (gsize) bootstrap->n * p))
        bootstrap->n++;
      else
        bootstrap->n_failed++;
    }
  gsl_rng_free (random);
  for (guint k = 0; k < p; k++)
    {
      for (guint i = 0; i < bootstrap->n; i++)
        sorted[i] = bootstrap->draws[(gsize) i * p + k];
      gsl_sort (sorted, 1, bootstrap->n);
      bootstrap->low[k] = bootstrap->n ? gsl_stats_quantile_from_sorted_data (sorted, 1, bootstrap->n, 0.025) : NAN;
      bootstrap->high[k] = bootstrap->n ? gsl_stats_quantile_from_sorted_data (sorted, 1, bootstrap->n, 0.975) : NAN;
    }
  if (!fit->mixed)
    mixed_problem_free (drawing.problem);
  g_free (drawing.inverse);
  g_free (drawing.first);
  g_free (drawing.members);
  g_free (drawing.is_nested);
  return bootstrap;
}

void
bootstrap_free (Bootstrap *bootstrap)
{
  if (bootstrap == NULL)
    return;
  g_free (bootstrap->low);
  g_free (bootstrap->high);
  g_free (bootstrap->draws);
  g_free (bootstrap);
}
