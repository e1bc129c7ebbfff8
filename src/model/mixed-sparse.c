/* model/mixed-sparse.c: any random parts, by sparse Cholesky factorisation (CHOLMOD)
 *
 * Λ'Z'ZΛ + I has the blocks of Z'Z: for a new θ its values are written in place, and the symbolic factorisation stays. */
#include "mixed-blocks.h"

#include <suitesparse/cholmod.h>
#include <math.h>
#include <string.h>

struct _MixedSparse {
  cholmod_common common;
  cholmod_sparse *matrix; /* Λ'Z'ZΛ + I, upper */
  cholmod_factor *factor;
  MixedBlocks blocks;    /* of Z'Z */
  double *zx;            /* q × (p + 1): Z'[X y] */
  cholmod_dense *right;  /* q × (p + 1): Λ'Z'[X y] */
  cholmod_dense *half;   /* L⁻¹P of it */
  cholmod_dense *permuted, *work_y, *work_e;
  cholmod_dense *one;    /* q × 1 */
};

MixedSparse *
mixed_sparse_new (const MixedProblem *problem, const double *x, const double *y)
{
  const guint q = problem->first[problem->n_parts], n = problem->n, p = problem->p;
  MixedSparse *sparse = g_new0 (MixedSparse, 1);

  cholmod_start (&sparse->common);
  sparse->common.print = 0;
  mixed_blocks_init (&sparse->blocks, problem);
  sparse->matrix = cholmod_allocate_sparse (q, q, mixed_blocks_nonzeros (&sparse->blocks, problem), TRUE, TRUE, 1, CHOLMOD_REAL, &sparse->common);
  mixed_blocks_pattern (&sparse->blocks, problem, sparse->matrix->p, sparse->matrix->i);
  sparse->zx = g_new0 (double, (gsize) q * (p + 1));
  for (guint a = 0; a < problem->n_parts; a++)
    {
      const MixedPart *part = &problem->parts[a];

      for (guint c = 0; c <= p; c++)
        {
          const double *column = c < p ? x + (gsize) c * n : y;
          double *out = sparse->zx + (gsize) c * q + problem->first[a];

          for (guint t = 0; t < part->k; t++)
            for (guint r = 0; r < n; r++)
              out[part->codes[r] * part->k + t] += part->z[(gsize) t * n + r] * column[r];
        }
    }
  sparse->right = cholmod_allocate_dense (q, p + 1, q, CHOLMOD_REAL, &sparse->common);
  sparse->one = cholmod_allocate_dense (q, 1, q, CHOLMOD_REAL, &sparse->common);
  return sparse;
}

void
mixed_sparse_free (MixedSparse *sparse)
{
  if (sparse == NULL)
    return;
  cholmod_free_sparse (&sparse->matrix, &sparse->common);
  cholmod_free_factor (&sparse->factor, &sparse->common);
  cholmod_free_dense (&sparse->right, &sparse->common);
  cholmod_free_dense (&sparse->half, &sparse->common);
  cholmod_free_dense (&sparse->permuted, &sparse->common);
  cholmod_free_dense (&sparse->work_y, &sparse->common);
  cholmod_free_dense (&sparse->work_e, &sparse->common);
  cholmod_free_dense (&sparse->one, &sparse->common);
  cholmod_finish (&sparse->common);
  mixed_blocks_clear (&sparse->blocks);
  g_free (sparse->zx);
  g_free (sparse);
}

/* T_a' S T_b for lower triangular templates. */
static void
transform_block (const double *ta, guint ka, const double *s, const double *tb, guint kb, double *out)
{
  double half[RANDOM_MOST_TERMS * RANDOM_MOST_TERMS];

  for (guint u = 0; u < kb; u++)
    for (guint t = 0; t < ka; t++)
      {
        double sum = 0;

        for (guint v = u; v < kb; v++)
          sum += s[v * ka + t] * tb[u * kb + v];
        half[u * ka + t] = sum;
      }
  for (guint u = 0; u < kb; u++)
    for (guint t = 0; t < ka; t++)
      {
        double sum = 0;

        for (guint v = t; v < ka; v++)
          sum += ta[t * ka + v] * half[u * ka + v];
        out[u * ka + t] = sum;
      }
}

static void
fill_matrix (MixedProblem *problem, double *const *templates)
{
  MixedSparse *sparse = problem->sparse;
  const int *starts = sparse->matrix->p;
  double *values = sparse->matrix->x;
  double out[RANDOM_MOST_TERMS * RANDOM_MOST_TERMS];

  for (guint n = 0; n < sparse->blocks.all->len; n++)
    {
      const MixedBlock *block = &g_array_index (sparse->blocks.all, MixedBlock, n);
      const guint ka = problem->parts[block->a].k, kb = problem->parts[block->b].k;
      const guint column = problem->first[block->b] + block->j * kb;
      const double *raw = sparse->blocks.raw + block->raw;

      if (ka == 1 && kb == 1)
        {
          values[starts[column] + block->offset] = templates[block->a][0] * raw[0] * templates[block->b][0] + (block->a == block->b);
          continue;
        }
      transform_block (templates[block->a], ka, raw, templates[block->b], kb, out);
      for (guint u = 0; u < kb; u++)
        {
          double *to = values + starts[column + u] + block->offset;
          const guint height = block->a == block->b ? u + 1 : ka;

          memcpy (to, out + u * ka, sizeof (double) * height);
          if (block->a == block->b)
            to[u] += 1;
        }
    }
}

/* Λ'v for one column of q numbers. */
static void
multiply_transposed (const MixedProblem *problem, double *const *templates, const double *v, double *out)
{
  for (guint a = 0; a < problem->n_parts; a++)
    {
      const guint k = problem->parts[a].k;

      for (guint i = 0; i < problem->parts[a].n_levels; i++)
        {
          const double *from = v + problem->first[a] + i * k;
          double *to = out + problem->first[a] + i * k;

          for (guint t = 0; t < k; t++)
            {
              to[t] = 0;
              for (guint u = t; u < k; u++)
                to[t] += templates[a][t * k + u] * from[u];
            }
        }
    }
}

/* Λu */
static void
multiply (const MixedProblem *problem, double *const *templates, const double *u, double *out)
{
  for (guint a = 0; a < problem->n_parts; a++)
    {
      const guint k = problem->parts[a].k;

      for (guint i = 0; i < problem->parts[a].n_levels; i++)
        for (guint t = 0; t < k; t++)
          {
            const double *from = u + problem->first[a] + i * k;
            double sum = 0;

            for (guint v = 0; v <= t; v++)
              sum += templates[a][v * k + t] * from[v];
            out[problem->first[a] + i * k + t] = sum;
          }
    }
}

static double **
templates_new (const MixedProblem *problem, const double *theta)
{
  double **templates = g_new0 (double *, problem->n_parts + 1);

  for (guint a = 0; a < problem->n_parts; a++)
    {
      templates[a] = g_new (double, problem->parts[a].k * problem->parts[a].k);
      mixed_template (problem, a, theta, templates[a]);
    }
  return templates;
}

static void
templates_free (double **templates)
{
  for (guint a = 0; templates[a]; a++)
    g_free (templates[a]);
  g_free (templates);
}

static double
log_determinant (const cholmod_factor *factor)
{
  const double *x = factor->x;
  double sum = 0;

  if (factor->is_super)
    {
      const int *super = factor->super, *pi = factor->pi, *px = factor->px;

      for (size_t s = 0; s < factor->nsuper; s++)
        {
          const int rows = pi[s + 1] - pi[s], columns = super[s + 1] - super[s];

          for (int c = 0; c < columns; c++)
            sum += 2 * log (x[px[s] + c * (rows + 1)]);
        }
      return sum;
    }
  for (size_t c = 0; c < factor->n; c++)
    sum += (factor->is_ll ? 2 : 1) * log (x[((const int *) factor->p)[c]]);
  return sum;
}

static gboolean
half_solve (MixedSparse *sparse, cholmod_dense *right, cholmod_dense **half)
{
  return cholmod_solve2 (CHOLMOD_P, sparse->factor, right, NULL, &sparse->permuted, NULL, &sparse->work_y, &sparse->work_e,
                         &sparse->common)
         && cholmod_solve2 (CHOLMOD_L, sparse->factor, sparse->permuted, NULL, half, NULL, &sparse->work_y, &sparse->work_e,
                            &sparse->common);
}

gboolean
mixed_sparse_evaluate (MixedProblem *problem, const double *theta, MixedPoint *point)
{
  MixedSparse *sparse = problem->sparse;
  const guint q = problem->first[problem->n_parts], p = problem->p;
  double **templates = templates_new (problem, theta);
  g_autofree double *a = g_new (double, MAX (p * p, 1));
  g_autofree double *b = g_new (double, MAX (p, 1));
  double yy = problem->yy;
  const double *half;

  for (guint i = 0; i < mixed_n_theta (problem); i++)
    if (!isfinite (theta[i]) || fabs (theta[i]) > 1e8)
      {
        templates_free (templates);
        return FALSE;
      }
  fill_matrix (problem, templates);
  if (sparse->factor == NULL)
    {
      sparse->common.final_ll = TRUE;
      sparse->factor = cholmod_analyze (sparse->matrix, &sparse->common);
    }
  cholmod_factorize (sparse->matrix, sparse->factor, &sparse->common);
  if (sparse->common.status != CHOLMOD_OK)
    {
      templates_free (templates);
      return FALSE;
    }
  for (guint c = 0; c <= p; c++)
    multiply_transposed (problem, templates, sparse->zx + (gsize) c * q, (double *) sparse->right->x + (gsize) c * q);
  templates_free (templates);
  if (!half_solve (sparse, sparse->right, &sparse->half))
    return FALSE;
  half = sparse->half->x;
  for (guint c = 0; c <= p; c++)
    for (guint d = 0; d <= c; d++)
      {
        double sum = 0;

        for (guint i = 0; i < q; i++)
          sum += half[(gsize) c * q + i] * half[(gsize) d * q + i];
        if (c < p)
          a[c * p + d] = a[d * p + c] = problem->xx[c * p + d] - sum;
        else if (d < p)
          b[d] = problem->xy[d] - sum;
        else
          yy -= sum;
      }
  point->log_det_l = log_determinant (sparse->factor);
  return mixed_point_solve (point, p, a, b, yy);
}

void
mixed_sparse_effects (MixedProblem *problem, const double *theta, const MixedPoint *point, double *b)
{
  MixedSparse *sparse = problem->sparse;
  const guint q = problem->first[problem->n_parts], p = problem->p;
  double **templates = templates_new (problem, theta);
  double *right = sparse->one->x;
  cholmod_dense *u;

  mixed_sparse_evaluate (problem, theta, (MixedPoint *) point);
  for (guint i = 0; i < q; i++)
    {
      right[i] = ((double *) sparse->right->x)[(gsize) p * q + i];
      for (guint c = 0; c < p; c++)
        right[i] -= ((double *) sparse->right->x)[(gsize) c * q + i] * point->beta[c];
    }
  u = cholmod_solve (CHOLMOD_A, sparse->factor, sparse->one, &sparse->common);
  multiply (problem, templates, u->x, b);
  cholmod_free_dense (&u, &sparse->common);
  templates_free (templates);
}

double
mixed_sparse_row_variance (MixedProblem *problem, const double *theta, const MixedPoint *point, const MixedRow *row)
{
  MixedSparse *sparse = problem->sparse;
  const guint q = problem->first[problem->n_parts], p = problem->p;
  g_autofree double *v = g_memdup2 (row->x, sizeof (double) * MAX (p, 1));
  double variance = 0;

  if (row->n_z > 0)
    {
      double **templates = templates_new (problem, theta);
      g_autofree double *z = g_new0 (double, q);
      cholmod_dense *half = NULL;

      for (guint i = 0; i < row->n_z; i++)
        z[row->columns[i]] = row->z[i];
      multiply_transposed (problem, templates, z, sparse->one->x);
      templates_free (templates);
      if (!half_solve (sparse, sparse->one, &half))
        return NAN;
      for (guint i = 0; i < q; i++)
        {
          const double h = ((double *) half->x)[i];

          variance += h * h;
          for (guint c = 0; c < p; c++)
            v[c] -= ((double *) sparse->half->x)[(gsize) c * q + i] * h;
        }
      cholmod_free_dense (&half, &sparse->common);
    }
  for (guint i = 0; i < p; i++)
    {
      for (guint k = 0; k < i; k++)
        v[i] -= point->root[k * p + i] * v[k];
      v[i] /= point->root[i * p + i];
      variance += v[i] * v[i];
    }
  return variance;
}

void
mixed_sparse_covariance_column (MixedProblem *problem, const double *theta, const MixedPoint *point, guint column, double *with_beta, double *with_b)
{
  MixedSparse *sparse = problem->sparse;
  const guint q = problem->first[problem->n_parts], p = problem->p;
  double **templates = templates_new (problem, theta);
  double *right = sparse->one->x;
  g_autofree double *z = g_new0 (double, q);
  cholmod_dense *half = NULL, *u = NULL;

  z[column] = 1;
  multiply_transposed (problem, templates, z, right);
  if (half_solve (sparse, sparse->one, &half))
    {
      /* By blocks: β from the Schur complement, then u from what β leaves. */
      for (guint c = 0; c < p; c++)
        {
          with_beta[c] = 0;
          for (guint i = 0; i < q; i++)
            with_beta[c] -= ((double *) sparse->half->x)[(gsize) c * q + i] * ((double *) half->x)[i];
        }
      mixed_point_apply_inverse (point, p, with_beta);
      for (guint c = 0; c < p; c++)
        for (guint i = 0; i < q; i++)
          right[i] -= ((double *) sparse->right->x)[(gsize) c * q + i] * with_beta[c];
      u = cholmod_solve (CHOLMOD_A, sparse->factor, sparse->one, &sparse->common);
    }
  if (u != NULL)
    multiply (problem, templates, u->x, with_b);
  else
    for (guint i = 0; i < q; i++)
      with_b[i] = NAN;
  cholmod_free_dense (&half, &sparse->common);
  cholmod_free_dense (&u, &sparse->common);
  templates_free (templates);
}
