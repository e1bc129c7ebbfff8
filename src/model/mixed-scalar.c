/* model/mixed-scalar.c: one scalar random term in closed form
 *
 * With d_i = z_i'z_i, s_i = X_i'z_i, t_i = z_i'y_i of level i, λ = θ² and c_i = λ/(1 + d_i λ):
 *   R_X'R_X = X'X − Σ c_i s_i s_i',   its right-hand side X'y − Σ c_i t_i s_i,   remainder y'y − Σ c_i t_i²,   ln|L|² = Σ ln(1 + d_i λ).
 * Levels of equal d_i (equal numbers of rows) share c_i, so that their sums are made once. The minimum is where the
 * derivative with respect to λ is zero, which is known more sharply than where the criterion is flat. */
#include "mixed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Levels with one d. */
typedef struct {
  double d;
  guint count;
  double *ss;            /* p × p */
  double *ts;            /* p */
  double tt;
} EqualLevels;

struct _MixedScalar {
  guint n_levels;
  double *d;             /* n_levels */
  double *s;             /* n_levels × p, a level after the other */
  double *t;             /* n_levels */
  double *xx_of;         /* n_levels × p × p: for resampling */
  double *xy_of;         /* n_levels × p */
  double *yy_of;         /* n_levels */
  guint *n_of;           /* n_levels: rows */
  GArray *equal;         /* of EqualLevels */
};

static void
equal_levels_clear (gpointer data)
{
  EqualLevels *equal = data;

  g_free (equal->ss);
  g_free (equal->ts);
}

static int
compare_doubles (gconstpointer a, gconstpointer b, gpointer d)
{
  const double x = ((const double *) d)[*(const guint *) a], y = ((const double *) d)[*(const guint *) b];

  return (x > y) - (x < y);
}

static void
gather_equal (MixedScalar *scalar, guint p)
{
  g_autofree guint *order = g_new (guint, scalar->n_levels);
  EqualLevels *equal = NULL;

  scalar->equal = g_array_new (FALSE, TRUE, sizeof (EqualLevels));
  g_array_set_clear_func (scalar->equal, equal_levels_clear);
  for (guint i = 0; i < scalar->n_levels; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) scalar->n_levels, sizeof *order, compare_doubles, scalar->d);
  for (guint o = 0; o < scalar->n_levels; o++)
    {
      const guint i = order[o];
      const double *s = scalar->s + (gsize) i * p;

      if (equal == NULL || equal->d != scalar->d[i])
        {
          EqualLevels fresh = { .d = scalar->d[i], .ss = g_new0 (double, MAX (p * p, 1)), .ts = g_new0 (double, MAX (p, 1)) };

          g_array_append_val (scalar->equal, fresh);
          equal = &g_array_index (scalar->equal, EqualLevels, scalar->equal->len - 1);
        }
      equal->count++;
      equal->tt += scalar->t[i] * scalar->t[i];
      for (guint j = 0; j < p; j++)
        {
          equal->ts[j] += scalar->t[i] * s[j];
          for (guint k = 0; k < p; k++)
            equal->ss[j * p + k] += s[j] * s[k];
        }
    }
}

static MixedScalar *
scalar_alloc (guint n_levels, guint p)
{
  MixedScalar *scalar = g_new0 (MixedScalar, 1);

  scalar->n_levels = n_levels;
  scalar->d = g_new0 (double, n_levels);
  scalar->s = g_new0 (double, MAX ((gsize) n_levels * p, 1));
  scalar->t = g_new0 (double, n_levels);
  scalar->xx_of = g_new0 (double, MAX ((gsize) n_levels * p * p, 1));
  scalar->xy_of = g_new0 (double, MAX ((gsize) n_levels * p, 1));
  scalar->yy_of = g_new0 (double, n_levels);
  scalar->n_of = g_new0 (guint, n_levels);
  return scalar;
}

MixedScalar *
mixed_scalar_new (const MixedProblem *problem, const double *x, const double *y)
{
  const MixedPart *part = &problem->parts[0];
  const guint n = problem->n, p = problem->p;
  MixedScalar *scalar = scalar_alloc (part->n_levels, p);
  g_autofree double *row = g_new (double, MAX (p, 1));

  for (guint r = 0; r < n; r++)
    {
      const guint i = part->codes[r];
      const double z = part->z[r];
      double *xx = scalar->xx_of + (gsize) i * p * p;

      scalar->n_of[i]++;
      scalar->d[i] += z * z;
      scalar->t[i] += z * y[r];
      scalar->yy_of[i] += y[r] * y[r];
      for (guint j = 0; j < p; j++)
        row[j] = x[(gsize) j * n + r];
      for (guint j = 0; j < p; j++)
        {
          scalar->s[(gsize) i * p + j] += z * row[j];
          scalar->xy_of[(gsize) i * p + j] += row[j] * y[r];
          for (guint k = 0; k < p; k++)
            xx[j * p + k] += row[j] * row[k];
        }
    }
  gather_equal (scalar, p);
  return scalar;
}

void
mixed_scalar_free (MixedScalar *scalar)
{
  if (scalar == NULL)
    return;
  g_free (scalar->d);
  g_free (scalar->s);
  g_free (scalar->t);
  g_free (scalar->xx_of);
  g_free (scalar->xy_of);
  g_free (scalar->yy_of);
  g_free (scalar->n_of);
  g_clear_pointer (&scalar->equal, g_array_unref);
  g_free (scalar);
}

MixedProblem *
mixed_scalar_resample (const MixedProblem *from, const guint *levels, guint n_levels)
{
  const guint p = from->p;
  const MixedScalar *old = from->scalar;
  MixedProblem *problem = g_new0 (MixedProblem, 1);
  MixedScalar *scalar = scalar_alloc (n_levels, p);
  const MixedPart part = { .k = 1, .n_levels = n_levels };

  problem->p = p;
  problem->n_parts = 1;
  problem->parts = g_memdup2 (&part, sizeof part);
  problem->first = g_new0 (guint, 2);
  problem->first[1] = n_levels;
  problem->first_theta = g_new0 (guint, 2);
  problem->first_theta[1] = 1;
  problem->xx = g_new0 (double, MAX (p * p, 1));
  problem->xy = g_new0 (double, MAX (p, 1));
  problem->scalar = scalar;
  for (guint i = 0; i < n_levels; i++)
    {
      const gsize l = levels[i];

      problem->n += old->n_of[l];
      problem->yy += old->yy_of[l];
      for (guint j = 0; j < p; j++)
        problem->xy[j] += old->xy_of[l * p + j];
      for (guint j = 0; j < p * p; j++)
        problem->xx[j] += old->xx_of[l * p * p + j];
      scalar->d[i] = old->d[l];
      scalar->t[i] = old->t[l];
      memcpy (scalar->s + (gsize) i * p, old->s + l * p, sizeof (double) * p);
    }
  gather_equal (scalar, p);
  return problem;
}

static gboolean
evaluate_lambda (const MixedProblem *problem, double lambda, MixedPoint *point)
{
  const MixedScalar *scalar = problem->scalar;
  const guint p = problem->p;
  double small[2 * 16 * 16 + 16];
  g_autofree double *large = p > 16 ? g_new (double, p * p + p) : NULL;
  double *a = large ? large : small, *b = a + p * p;
  double yy = problem->yy;

  memcpy (a, problem->xx, sizeof (double) * p * p);
  memcpy (b, problem->xy, sizeof (double) * p);
  point->log_det_l = 0;
  for (guint e = 0; e < scalar->equal->len; e++)
    {
      const EqualLevels *equal = &g_array_index (scalar->equal, EqualLevels, e);
      const double c = lambda / (1 + equal->d * lambda);

      point->log_det_l += equal->count * log1p (equal->d * lambda);
      yy -= c * equal->tt;
      for (guint j = 0; j < p; j++)
        b[j] -= c * equal->ts[j];
      for (guint j = 0; j < p * p; j++)
        a[j] -= c * equal->ss[j];
    }
  return mixed_point_solve (point, p, a, b, yy);
}

gboolean
mixed_scalar_evaluate (const MixedProblem *problem, double theta, MixedPoint *point)
{
  return evaluate_lambda (problem, theta * theta, point);
}

/* tr(A⁻¹M) with A = G G', for symmetric M. */
static double
trace_of_solution (const double *root, const double *m, guint p)
{
  g_autofree double *v = g_new (double, MAX (p, 1));
  double trace = 0;

  for (guint c = 0; c < p; c++)
    {
      for (guint i = 0; i < p; i++)
        {
          v[i] = m[c * p + i];
          for (guint k = 0; k < i; k++)
            v[i] -= root[k * p + i] * v[k];
          v[i] /= root[i * p + i];
        }
      for (guint i = p; i-- > c;) /* only the c-th entry of the back substitution is needed */
        {
          for (guint k = i + 1; k < p; k++)
            v[i] -= root[i * p + k] * v[k];
          v[i] /= root[i * p + i];
        }
      trace += v[c];
    }
  return trace;
}

/* The derivative of the criterion with respect to λ; NAN when the point cannot be evaluated. */
static double
slope (const MixedProblem *problem, double lambda, gboolean reml, MixedPoint *point)
{
  const guint p = problem->p;
  const double df = reml ? (double) problem->n - p : problem->n;
  g_autofree double *a = g_new0 (double, MAX (p * p, 1));
  double d_log_det = 0, d_rss = 0;

  if (!evaluate_lambda (problem, lambda, point))
    return NAN;
  for (guint e = 0; e < problem->scalar->equal->len; e++)
    {
      const EqualLevels *equal = &g_array_index (problem->scalar->equal, EqualLevels, e);
      const double shrink = 1 / (1 + equal->d * lambda), dc = shrink * shrink;

      d_log_det += equal->count * equal->d * shrink;
      d_rss -= dc * equal->tt;
      for (guint j = 0; j < p; j++)
        {
          d_rss += 2 * dc * equal->ts[j] * point->beta[j];
          for (guint k = 0; k < p; k++)
            {
              d_rss -= dc * equal->ss[j * p + k] * point->beta[j] * point->beta[k];
              a[j * p + k] -= dc * equal->ss[j * p + k];
            }
        }
    }
  return df * d_rss / point->rss + d_log_det + (reml ? trace_of_solution (point->root, a, p) : 0);
}

/* The zero of the slope between @low (slope < 0) and @high (slope ≥ 0), both positive or low 0: bisection and the secant by turns. */
static double
find_zero (const MixedProblem *problem, gboolean reml, double low, double high, double slope_low, double slope_high, MixedPoint *point)
{
  for (guint i = 0; i < 200 && high - low > 1e-15 * high; i++)
    {
      const double secant = low - slope_low * (high - low) / (slope_high - slope_low);
      const double middle = low > 0 ? sqrt (low * high) : 0.5 * high;
      const double at = i % 3 < 2 && secant > low && secant < high ? secant : middle;
      const double here = slope (problem, at, reml, point);

      if (here == 0 || isnan (here))
        return at;
      if (here < 0)
        {
          low = at;
          slope_low = here;
        }
      else
        {
          high = at;
          slope_high = here;
        }
    }
  return 0.5 * (low + high);
}

double
mixed_scalar_minimise (const MixedProblem *problem, gboolean reml, double *theta, MixedPoint *point)
{
  double typical = 0, best, best_lambda = 0, lambda_before = 0, slope_before;

  for (guint i = 0; i < problem->scalar->n_levels; i++)
    typical += problem->scalar->d[i] / problem->scalar->n_levels;
  slope_before = slope (problem, 0, reml, point);
  best = mixed_criterion (problem, point, reml);
  if (isnan (slope_before) || !(typical > 0))
    return NAN;
  /* Every valley between λ = 0 and far beyond any real ratio of variances; a zero slope at 0 counts as the boundary. */
  for (int step = -12; step <= 24; step++)
    {
      const double lambda = pow (10, step / 3.0) / typical;
      const double here = slope (problem, lambda, reml, point);

      if (isnan (here))
        break;
      if (slope_before < 0 && here >= 0)
        {
          const double zero = find_zero (problem, reml, lambda_before, lambda, slope_before, here, point);
          double criterion;

          if (evaluate_lambda (problem, zero, point))
            {
              criterion = mixed_criterion (problem, point, reml);
              if (criterion < best)
                {
                  best = criterion;
                  best_lambda = zero;
                }
            }
        }
      lambda_before = lambda;
      slope_before = here;
    }
  theta[0] = sqrt (best_lambda);
  return evaluate_lambda (problem, best_lambda, point) ? best : NAN;
}

void
mixed_scalar_effects (const MixedProblem *problem, double theta, const MixedPoint *point, double *b)
{
  const MixedScalar *scalar = problem->scalar;
  const double lambda = theta * theta;

  for (guint i = 0; i < scalar->n_levels; i++)
    {
      double left = scalar->t[i];

      for (guint j = 0; j < problem->p; j++)
        left -= scalar->s[(gsize) i * problem->p + j] * point->beta[j];
      b[i] = lambda / (1 + scalar->d[i] * lambda) * left;
    }
}

double
mixed_scalar_row_variance (const MixedProblem *problem, double theta, const MixedPoint *point, const MixedRow *row)
{
  const guint p = problem->p;
  const double lambda = theta * theta;
  g_autofree double *v = g_memdup2 (row->x, sizeof (double) * MAX (p, 1));
  double variance = 0;

  if (row->n_z > 0)
    {
      const guint i = row->columns[0];
      const double c = lambda / (1 + problem->scalar->d[i] * lambda);

      variance = c * row->z[0] * row->z[0];
      for (guint j = 0; j < p; j++)
        v[j] -= c * row->z[0] * problem->scalar->s[(gsize) i * p + j];
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

/* With S = A⁻¹ and c_i s_i = what level i's effect takes of the fixed part: Cov(β, b_i) = −S c_i s_i, Cov(b_j, b_i) = c_j s_j' S c_i s_i, and c_i more of itself. */
void
mixed_scalar_covariance_column (const MixedProblem *problem, double theta, const MixedPoint *point, guint column, double *with_beta, double *with_b)
{
  const MixedScalar *scalar = problem->scalar;
  const double lambda = theta * theta;
  const guint p = problem->p;
  const double c = lambda / (1 + scalar->d[column] * lambda);

  for (guint j = 0; j < p; j++)
    with_beta[j] = -c * scalar->s[(gsize) column * p + j];
  mixed_point_apply_inverse (point, p, with_beta);
  for (guint i = 0; i < scalar->n_levels; i++)
    {
      const double shrink = lambda / (1 + scalar->d[i] * lambda);

      with_b[i] = i == column ? c : 0;
      for (guint j = 0; j < p; j++)
        with_b[i] -= shrink * scalar->s[(gsize) i * p + j] * with_beta[j];
    }
}
