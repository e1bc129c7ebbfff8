/* model/normality.c */
#include "normality.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sort.h>
#include <math.h>

#define MOST_EXACT_ROWS 100u

static double
polynomial (const double *coefficients, guint n, double x)
{
  double sum = 0;

  for (guint i = n; i-- > 0;)
    sum = sum * x + coefficients[i];
  return sum;
}

/* The weights of the ordered values, antisymmetric: a[0] belongs to the largest. */
static void
shapiro_weights (guint n, double *a)
{
  static const double c1[] = { 0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056 };
  static const double c2[] = { 0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633 };
  const guint half = n / 2;
  const double root = 1 / sqrt (n);
  double squares = 0, largest, scale;

  if (n == 3)
    {
      a[0] = M_SQRT1_2;
      return;
    }
  for (guint i = 0; i < half; i++)
    {
      a[i] = gsl_cdf_ugaussian_Pinv ((i + 1 - 0.375) / (n + 0.25));
      squares += 2 * a[i] * a[i];
    }
  scale = sqrt (squares);
  largest = polynomial (c1, 6, root) - a[0] / scale;
  if (n > 5)
    {
      const double second = -a[1] / scale + polynomial (c2, 6, root);
      const double rest = sqrt ((squares - 2 * a[0] * a[0] - 2 * a[1] * a[1]) / (1 - 2 * largest * largest - 2 * second * second));

      for (guint i = 2; i < half; i++)
        a[i] = -a[i] / rest;
      a[1] = second;
    }
  else
    {
      const double rest = sqrt ((squares - 2 * a[0] * a[0]) / (1 - 2 * largest * largest));

      for (guint i = 1; i < half; i++)
        a[i] = -a[i] / rest;
    }
  a[0] = largest;
}

gboolean
shapiro_wilk (const double *x, guint n, double *w, double *p)
{
  static const double gamma_of[] = { -2.273, 0.459 };
  static const double mean_few[] = { 0.544, -0.39978, 0.025054, -6.714e-4 };
  static const double sd_few[] = { 1.3822, -0.77857, 0.062767, -0.0020322 };
  static const double mean_many[] = { -1.5861, -0.31082, -0.083751, 0.0038915 };
  static const double sd_many[] = { -0.4803, -0.082676, 0.0030302 };
  g_autofree double *sorted = NULL;
  g_autofree double *a = NULL;
  double mean = 0, explained = 0, squares = 0, y, m, s;

  if (n < 3 || n > 5000)
    return FALSE;
  sorted = g_memdup2 (x, sizeof (double) * n);
  gsl_sort (sorted, 1, n);
  if (!(sorted[n - 1] - sorted[0] > 1e-19))
    return FALSE;
  a = g_new (double, n / 2 + 1);
  shapiro_weights (n, a);
  for (guint i = 0; i < n; i++)
    mean += sorted[i] / n;
  for (guint i = 0; i < n; i++)
    squares += (sorted[i] - mean) * (sorted[i] - mean);
  for (guint i = 0; i < n / 2; i++)
    explained += a[i] * (sorted[n - 1 - i] - sorted[i]);
  *w = MIN (explained * explained / squares, 1);
  if (n == 3)
    {
      *p = MAX (0, 6 / G_PI * (asin (sqrt (*w)) - asin (sqrt (0.75))));
      return TRUE;
    }
  y = log1p (-*w);
  if (n <= 11)
    {
      const double g = polynomial (gamma_of, 2, n);

      if (y >= g)
        {
          *p = 1e-99;
          return TRUE;
        }
      y = -log (g - y);
      m = polynomial (mean_few, 4, n);
      s = exp (polynomial (sd_few, 4, n));
    }
  else
    {
      m = polynomial (mean_many, 4, log (n));
      s = exp (polynomial (sd_many, 3, log (n)));
    }
  *p = gsl_cdf_ugaussian_Q ((y - m) / s);
  return TRUE;
}

typedef struct {
  const double *weights;
  guint n;
} QuadraticForm;

/* Imhof 1961: the integrand of P(Σ a χ²₁ > 0). */
static double
imhof (double u, void *user_data)
{
  const QuadraticForm *form = user_data;
  double angle = 0, log_rho = 0, limit = 0;

  for (guint i = 0; i < form->n; i++)
    {
      const double au = form->weights[i] * u;

      angle += 0.5 * atan (au);
      log_rho += 0.25 * log1p (au * au);
      limit += 0.5 * form->weights[i];
    }
  return u == 0 ? limit : sin (angle) * exp (-log_rho) / u;
}

/* P(d < statistic): the residuals are Mε, d = ε'MAMε / ε'Mε. */
static double
exact_p (const double *basis, guint n, guint p, double statistic)
{
  gsl_matrix *m = gsl_matrix_alloc (n, n);
  gsl_vector *values = gsl_vector_alloc (n);
  gsl_eigen_symm_workspace *work = gsl_eigen_symm_alloc (n);
  g_autofree double *residual_maker = g_new (double, (gsize) n * n);
  g_autofree double *weights = g_new (double, n);
  QuadraticForm form = { weights, n - p };
  gsl_integration_workspace *space = gsl_integration_workspace_alloc (2000);
  gsl_function f = { imhof, &form };
  double integral = NAN, error;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        double sum = i == j;

        for (guint k = 0; k < p; k++)
          sum -= basis[(gsize) k * n + i] * basis[(gsize) k * n + j];
        residual_maker[(gsize) i * n + j] = sum;
      }
  for (guint i = 0; i < n; i++) /* (DM)'(DM) with D the first differences */
    for (guint j = 0; j <= i; j++)
      {
        double sum = 0;

        for (guint k = 1; k < n; k++)
          sum += (residual_maker[(gsize) k * n + i] - residual_maker[(gsize) (k - 1) * n + i])
                 * (residual_maker[(gsize) k * n + j] - residual_maker[(gsize) (k - 1) * n + j]);
        gsl_matrix_set (m, i, j, sum);
        gsl_matrix_set (m, j, i, sum);
      }
  gsl_eigen_symm (m, values, work);
  gsl_sort (values->data, values->stride, n);
  for (guint i = p; i < n; i++) /* the p least are the zeros of M */
    weights[i - p] = gsl_vector_get (values, i) - statistic;
  gsl_integration_qagiu (&f, 0, 1e-11, 1e-10, 2000, space, &integral, &error);
  gsl_integration_workspace_free (space);
  gsl_matrix_free (m);
  gsl_vector_free (values);
  gsl_eigen_symm_free (work);
  return CLAMP (0.5 - integral / G_PI, 0, 1);
}

static double
approximate_p (const double *basis, guint n, guint p, double statistic)
{
  g_autofree double *ax = g_new (double, (gsize) n * p);
  g_autofree double *xax = g_new0 (double, p * p);
  double trace = 0, trace_squares = 0, trace_xaax = 0, mean, variance, a, b;

  for (guint k = 0; k < p; k++)
    {
      const double *x = basis + (gsize) k * n;

      for (guint i = 0; i < n; i++)
        {
          const double before = i > 0 ? x[i] - x[i - 1] : 0, after = i + 1 < n ? x[i] - x[i + 1] : 0;

          ax[(gsize) k * n + i] = before + after;
          trace_xaax += (before + after) * (before + after);
        }
    }
  for (guint j = 0; j < p; j++)
    for (guint k = 0; k < p; k++)
      for (guint i = 0; i < n; i++)
        xax[j * p + k] += basis[(gsize) j * n + i] * ax[(gsize) k * n + i];
  for (guint j = 0; j < p; j++)
    {
      trace += xax[j * p + j];
      for (guint k = 0; k < p; k++)
        trace_squares += xax[j * p + k] * xax[k * p + j];
    }
  a = 2 * (n - 1.0) - trace;
  b = 2 * (3.0 * n - 4) - 2 * trace_xaax + trace_squares;
  mean = a / (n - p);
  variance = 2 / ((n - p) * (n - p + 2.0)) * (b - a * mean);
  return gsl_cdf_ugaussian_P ((statistic - mean) / sqrt (variance));
}

void
durbin_watson (const double *residuals, const double *basis, guint n, guint p, double *statistic, double *p_value)
{
  double differences = 0, squares = 0;

  for (guint i = 0; i < n; i++)
    {
      squares += residuals[i] * residuals[i];
      if (i)
        differences += (residuals[i] - residuals[i - 1]) * (residuals[i] - residuals[i - 1]);
    }
  *statistic = differences / squares;
  *p_value = n < MOST_EXACT_ROWS ? exact_p (basis, n, p, *statistic) : approximate_p (basis, n, p, *statistic);
}
