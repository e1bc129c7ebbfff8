/* model/minimise.c */
#include "minimise.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

#define MOST_ITERATIONS 200u

typedef struct {
  MinimiseFunction f;
  gpointer user_data;
  guint n;
} Task;

static double
value_at (const Task *task, const double *x)
{
  const double value = task->f (x, task->user_data);

  return isnan (value) ? INFINITY : value;
}

static double
step_for (double x, double relative)
{
  return relative * MAX (fabs (x), 0.1);
}

/* Central differences of the fourth order when @sharp, of the second otherwise. */
static gboolean
gradient_at (const Task *task, const double *x, gboolean sharp, double *gradient)
{
  g_autofree double *near = g_memdup2 (x, sizeof (double) * task->n);

  for (guint i = 0; i < task->n; i++)
    {
      const double h = step_for (x[i], sharp ? 2e-3 : 1e-4);
      double above, below;

      near[i] = x[i] + h;
      above = value_at (task, near);
      near[i] = x[i] - h;
      below = value_at (task, near);
      gradient[i] = (above - below) / (2 * h);
      if (sharp)
        {
          double near_above, near_below;

          near[i] = x[i] + h / 2;
          near_above = value_at (task, near);
          near[i] = x[i] - h / 2;
          near_below = value_at (task, near);
          gradient[i] = (4 * (near_above - near_below) / h - gradient[i]) / 3;
        }
      near[i] = x[i];
      if (!isfinite (gradient[i]))
        return FALSE;
    }
  return TRUE;
}

static void
plain_hessian (const Task *task, const double *x, double relative, double *hessian)
{
  const guint n = task->n;
  g_autofree double *near = g_memdup2 (x, sizeof (double) * n);
  const double here = value_at (task, x);

  for (guint i = 0; i < n; i++)
    {
      const double hi = step_for (x[i], relative);

      for (guint j = 0; j <= i; j++)
        {
          const double hj = step_for (x[j], relative);
          double sum = 0;

          if (i == j)
            {
              near[i] = x[i] + hi;
              sum += value_at (task, near) - here;
              near[i] = x[i] - hi;
              sum += value_at (task, near) - here;
              hessian[i * n + i] = sum / (hi * hi);
            }
          else
            {
              for (int signs = 0; signs < 4; signs++)
                {
                  near[i] = x[i] + (signs & 1 ? hi : -hi);
                  near[j] = x[j] + (signs & 2 ? hj : -hj);
                  sum += (signs == 0 || signs == 3 ? 1 : -1) * value_at (task, near);
                }
              hessian[i * n + j] = hessian[j * n + i] = sum / (4 * hi * hj);
            }
          near[i] = x[i];
          near[j] = x[j];
        }
    }
}

void
hessian_at (MinimiseFunction f, gpointer user_data, const double *x, guint n, double *hessian)
{
  const Task task = { f, user_data, n };
  g_autofree double *wide = g_new (double, n * n);

  plain_hessian (&task, x, 4e-2, wide);
  plain_hessian (&task, x, 2e-2, hessian);
  for (guint i = 0; i < n * n; i++)
    hessian[i] = (4 * hessian[i] - wide[i]) / 3;
}

/* Goes down along @direction, halving the step as needed. */
static gboolean
descend (const Task *task, double *x, double *value, const double *direction, double slope)
{
  g_autofree double *trial = g_new (double, task->n);
  double length = 1;

  for (guint i = 0; i < 40; i++, length *= i < 3 ? 0.5 : 0.2)
    {
      double at;

      for (guint k = 0; k < task->n; k++)
        trial[k] = x[k] + length * direction[k];
      at = value_at (task, trial);
      if (at <= *value + 1e-4 * length * MIN (slope, 0) && at < *value)
        {
          memcpy (x, trial, sizeof (double) * task->n);
          *value = at;
          return TRUE;
        }
    }
  return FALSE;
}

static void
quasi_newton (const Task *task, double *x, double *value)
{
  const guint n = task->n;
  g_autofree double *inverse = g_new0 (double, n * n);
  g_autofree double *gradient = g_new (double, n);
  g_autofree double *before = g_new (double, n);
  g_autofree double *x_before = g_new (double, n);
  g_autofree double *direction = g_new (double, n);
  g_autofree double *hy = g_new (double, n);
  gboolean fresh = TRUE;

  if (!gradient_at (task, x, FALSE, gradient))
    return;
  for (guint iteration = 0; iteration < MOST_ITERATIONS; iteration++)
    {
      const double value_before = *value;
      double slope = 0, ys = 0, yhy = 0, size = 0;

      for (guint i = 0; i < n; i++)
        size += gradient[i] * gradient[i];
      size = sqrt (size);
      if (size < 1e-7)
        return;
      if (fresh)
        {
          memset (inverse, 0, sizeof (double) * n * n);
          for (guint i = 0; i < n; i++)
            inverse[i * n + i] = MIN (1, 0.5 / size); /* the first step is half a unit of θ at most */
        }
      for (guint i = 0; i < n; i++)
        {
          direction[i] = 0;
          for (guint j = 0; j < n; j++)
            direction[i] -= inverse[i * n + j] * gradient[j];
          slope += direction[i] * gradient[i];
        }
      memcpy (x_before, x, sizeof (double) * n);
      memcpy (before, gradient, sizeof (double) * n);
      if (slope >= 0 || !descend (task, x, value, direction, slope))
        {
          if (fresh)
            return;
          fresh = TRUE;
          continue;
        }
      if (!gradient_at (task, x, FALSE, gradient))
        return;
      for (guint i = 0; i < n; i++)
        ys += (gradient[i] - before[i]) * (x[i] - x_before[i]);
      if (value_before - *value < 1e-9 * (1 + fabs (*value) * 1e-3) && size < 1e-2)
        return;
      if (ys <= 1e-12)
        {
          fresh = TRUE;
          continue;
        }
      for (guint i = 0; i < n; i++)
        {
          hy[i] = 0;
          for (guint j = 0; j < n; j++)
            hy[i] += inverse[i * n + j] * (gradient[j] - before[j]);
          yhy += hy[i] * (gradient[i] - before[i]);
        }
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          {
            const double si = x[i] - x_before[i], sj = x[j] - x_before[j];

            inverse[i * n + j] += (1 + yhy / ys) * si * sj / ys - (hy[i] * sj + si * hy[j]) / ys;
          }
      fresh = FALSE;
    }
}

/* One Newton step with the sharp gradient, on the curvatures that are there; negative ones push away. Returns the step's length. */
static double
newton_step (const Task *task, double *x, double *value)
{
  const guint n = task->n;
  g_autofree double *gradient = g_new (double, n);
  g_autofree double *hessian = g_new (double, n * n);
  g_autofree double *step = g_new0 (double, n);
  g_autofree double *trial = g_memdup2 (x, sizeof (double) * n);
  gsl_matrix_view view = gsl_matrix_view_array (hessian, n, n);
  gsl_vector *curvatures;
  gsl_matrix *axes;
  gsl_eigen_symmv_workspace *work;
  double length = 0, at, largest = 0;
  gboolean leaves = FALSE;

  if (!gradient_at (task, x, TRUE, gradient))
    return 0;
  plain_hessian (task, x, 5e-3, hessian);
  for (guint i = 0; i < n * n; i++)
    if (!isfinite (hessian[i]))
      return 0;
  curvatures = gsl_vector_alloc (n);
  axes = gsl_matrix_alloc (n, n);
  work = gsl_eigen_symmv_alloc (n);
  gsl_eigen_symmv (&view.matrix, curvatures, axes, work);
  for (guint k = 0; k < n; k++)
    largest = MAX (largest, fabs (gsl_vector_get (curvatures, k)));
  for (guint k = 0; k < n; k++)
    {
      const double curvature = gsl_vector_get (curvatures, k);
      double along = 0;

      for (guint i = 0; i < n; i++)
        along += gsl_matrix_get (axes, i, k) * gradient[i];
      if (fabs (curvature) < 1e-6 * largest) /* flat: nothing to gain, and nothing but noise to follow */
        continue;
      leaves |= curvature < -1e-3 * largest;
      along = curvature > 0 ? -along / curvature : (along > 0 ? -0.1 : 0.1);
      for (guint i = 0; i < n; i++)
        step[i] += along * gsl_matrix_get (axes, i, k);
    }
  gsl_vector_free (curvatures);
  gsl_matrix_free (axes);
  gsl_eigen_symmv_free (work);
  for (guint i = 0; i < n; i++)
    {
      trial[i] += step[i];
      length = MAX (length, fabs (step[i]) / MAX (fabs (x[i]), 0.1));
    }
  at = value_at (task, trial);
  /* Near the minimum the values are flat to their last digit; the zero of the gradient is the better guide. */
  if (at <= *value + (leaves || length > 1e-3 ? 0 : 1e-9 * (1 + 1e-4 * fabs (*value))))
    {
      memcpy (x, trial, sizeof (double) * n);
      *value = at;
      return leaves ? INFINITY : length;
    }
  return 0;
}

double
minimise (MinimiseFunction f, gpointer user_data, double *x, guint n)
{
  const Task task = { f, user_data, n };
  double value = value_at (&task, x);

  if (!isfinite (value))
    return value;
  quasi_newton (&task, x, &value);
  for (guint i = 0; i < 8; i++)
    {
      const double length = newton_step (&task, x, &value);

      if (isinf (length) || length > 0.05)
        quasi_newton (&task, x, &value);
      else if (length < 1e-7)
        break;
    }
  return value;
}
