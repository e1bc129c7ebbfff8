/* model/mixed.c: what the closed form and the sparse form have in common */
#include "mixed.h"

#include <math.h>
#include <string.h>

#include "minimise.h"

MixedProblem *
mixed_problem_new (guint n, guint p, const double *x, const double *y, const MixedPart *parts, guint n_parts)
{
  MixedProblem *problem = g_new0 (MixedProblem, 1);

  problem->n = n;
  problem->p = p;
  problem->n_parts = n_parts;
  problem->parts = g_memdup2 (parts, sizeof *parts * n_parts);
  problem->first = g_new0 (guint, n_parts + 1);
  problem->first_theta = g_new0 (guint, n_parts + 1);
  for (guint a = 0; a < n_parts; a++)
    {
      problem->first[a + 1] = problem->first[a] + parts[a].k * parts[a].n_levels;
      problem->first_theta[a + 1] = problem->first_theta[a] + parts[a].k * (parts[a].k + 1) / 2;
    }
  problem->xx = g_new0 (double, MAX (p * p, 1));
  problem->xy = g_new0 (double, MAX (p, 1));
  for (guint j = 0; j < p; j++)
    {
      const double *xj = x + (gsize) j * n;

      for (guint k = 0; k <= j; k++)
        {
          const double *xk = x + (gsize) k * n;
          double sum = 0;

          for (guint i = 0; i < n; i++)
            sum += xj[i] * xk[i];
          problem->xx[j * p + k] = problem->xx[k * p + j] = sum;
        }
      for (guint i = 0; i < n; i++)
        problem->xy[j] += xj[i] * y[i];
    }
  for (guint i = 0; i < n; i++)
    problem->yy += y[i] * y[i];
  if (n_parts == 1 && parts[0].k == 1)
    problem->scalar = mixed_scalar_new (problem, x, y);
  else
    problem->sparse = mixed_sparse_new (problem, x, y);
  return problem;
}

void
mixed_problem_free (MixedProblem *problem)
{
  if (problem == NULL)
    return;
  mixed_scalar_free (problem->scalar);
  mixed_sparse_free (problem->sparse);
  g_free (problem->parts);
  g_free (problem->first);
  g_free (problem->first_theta);
  g_free (problem->xx);
  g_free (problem->xy);
  g_free (problem);
}

MixedPoint *
mixed_point_new (guint p)
{
  MixedPoint *point = g_new0 (MixedPoint, 1);

  point->beta = g_new0 (double, MAX (p, 1));
  point->root = g_new0 (double, MAX (p * p, 1));
  return point;
}

void
mixed_point_free (MixedPoint *point)
{
  if (point == NULL)
    return;
  g_free (point->beta);
  g_free (point->root);
  g_free (point);
}

gboolean
mixed_point_solve (MixedPoint *point, guint p, const double *a, const double *b, double yy)
{
  double *root = point->root, *beta = point->beta;

  point->log_det_x = 0;
  point->rss = yy;
  memcpy (root, a, sizeof (double) * p * p);
  for (guint j = 0; j < p; j++)
    {
      double pivot = root[j * p + j];

      for (guint k = 0; k < j; k++)
        pivot -= root[k * p + j] * root[k * p + j];
      if (!(pivot > 1e-12 * a[j * p + j]))
        return FALSE;
      pivot = sqrt (pivot);
      root[j * p + j] = pivot;
      point->log_det_x += 2 * log (pivot);
      for (guint i = j + 1; i < p; i++)
        {
          double sum = a[j * p + i];

          for (guint k = 0; k < j; k++)
            sum -= root[k * p + i] * root[k * p + j];
          root[j * p + i] = sum / pivot;
        }
    }
  for (guint i = 0; i < p; i++)
    {
      double sum = b[i];

      for (guint k = 0; k < i; k++)
        sum -= root[k * p + i] * beta[k];
      beta[i] = sum / root[i * p + i];
      point->rss -= beta[i] * beta[i];
    }
  for (guint i = p; i-- > 0;)
    {
      for (guint k = i + 1; k < p; k++)
        beta[i] -= root[i * p + k] * beta[k];
      beta[i] /= root[i * p + i];
    }
  return point->rss > 0 && isfinite (point->rss);
}

void
mixed_point_apply_inverse (const MixedPoint *point, guint p, double *v)
{
  const double *root = point->root;

  for (guint i = 0; i < p; i++)
    {
      for (guint k = 0; k < i; k++)
        v[i] -= root[k * p + i] * v[k];
      v[i] /= root[i * p + i];
    }
  for (guint i = p; i-- > 0;)
    {
      for (guint k = i + 1; k < p; k++)
        v[i] -= root[i * p + k] * v[k];
      v[i] /= root[i * p + i];
    }
}

gboolean
mixed_evaluate (MixedProblem *problem, const double *theta, MixedPoint *point)
{
  return problem->scalar ? mixed_scalar_evaluate (problem, theta[0], point) : mixed_sparse_evaluate (problem, theta, point);
}

double
mixed_criterion (const MixedProblem *problem, const MixedPoint *point, gboolean reml)
{
  const double df = reml ? (double) problem->n - problem->p : problem->n;

  return point->log_det_l + (reml ? point->log_det_x : 0) + df * (1 + log (2 * G_PI * point->rss / df));
}

void
mixed_effects (MixedProblem *problem, const double *theta, const MixedPoint *point, double *b)
{
  if (problem->scalar)
    mixed_scalar_effects (problem, theta[0], point, b);
  else
    mixed_sparse_effects (problem, theta, point, b);
}

double
mixed_row_variance (MixedProblem *problem, const double *theta, const MixedPoint *point, const MixedRow *row)
{
  return problem->scalar ? mixed_scalar_row_variance (problem, theta[0], point, row)
                         : mixed_sparse_row_variance (problem, theta, point, row);
}

void
mixed_covariance_column (MixedProblem *problem, const double *theta, const MixedPoint *point, guint column, double *with_beta, double *with_b)
{
  if (problem->scalar)
    mixed_scalar_covariance_column (problem, theta[0], point, column, with_beta, with_b);
  else
    mixed_sparse_covariance_column (problem, theta, point, column, with_beta, with_b);
}

void
mixed_template (const MixedProblem *problem, guint part, const double *theta, double *block)
{
  const guint k = problem->parts[part].k;
  const double *at = theta + problem->first_theta[part];

  memset (block, 0, sizeof (double) * k * k);
  for (guint j = 0; j < k; j++)
    for (guint i = j; i < k; i++)
      block[j * k + i] = *at++;
}

typedef struct {
  MixedProblem *problem;
  MixedPoint *point;
  gboolean reml;
} Search;

static double
search_criterion (const double *theta, gpointer user_data)
{
  const Search *search = user_data;

  return mixed_evaluate (search->problem, theta, search->point)
             ? mixed_criterion (search->problem, search->point, search->reml)
             : INFINITY;
}

/* A column of Λ may change its sign; a diagonal of next to nothing that is no worse as zero is zero: a variance on the boundary. */
static double
settle (const Search *search, double *theta, double criterion)
{
  const MixedProblem *problem = search->problem;

  for (guint a = 0; a < problem->n_parts; a++)
    {
      double *column = theta + problem->first_theta[a];

      for (guint k = problem->parts[a].k; k > 0; column += k, k--)
        {
          const double diagonal = column[0];

          for (guint i = 0; diagonal < 0 && i < k; i++)
            column[i] = -column[i];
          if (diagonal != 0 && fabs (diagonal) < 1e-2)
            {
              double at_zero;

              column[0] = 0;
              at_zero = search_criterion (theta, (gpointer) search);
              if (at_zero <= criterion + 1e-9)
                criterion = MIN (criterion, at_zero);
              else
                column[0] = fabs (diagonal);
            }
        }
    }
  return criterion;
}

double
mixed_minimise (MixedProblem *problem, gboolean reml, double *theta, MixedPoint *point)
{
  const guint n_theta = mixed_n_theta (problem);
  Search search = { problem, point, reml };
  g_autofree double *other = g_memdup2 (theta, sizeof (double) * n_theta);
  double criterion, other_criterion;

  if (problem->scalar)
    return mixed_scalar_minimise (problem, reml, theta, point);
  criterion = minimise (search_criterion, &search, theta, n_theta);
  if (problem->first[problem->n_parts] <= 600)
    {
      /* A second start, from small variances: criteria of several variances may have more than one minimum. */
      for (guint i = 0; i < n_theta; i++)
        other[i] *= 0.15;
      other_criterion = minimise (search_criterion, &search, other, n_theta);
      if (other_criterion < criterion - 1e-9)
        {
          criterion = other_criterion;
          memcpy (theta, other, sizeof (double) * n_theta);
        }
    }
  if (!isfinite (criterion))
    return NAN;
  settle (&search, theta, criterion);
  return search_criterion (theta, &search);
}
