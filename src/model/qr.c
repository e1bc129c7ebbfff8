/* model/qr.c */
#include "qr.h"

#include <math.h>
#include <string.h>

#define DEPENDENT 1e-11L

static long double
norm_from (const long double *column, guint from, guint n)
{
  long double largest = 0, sum = 0;

  for (guint i = from; i < n; i++)
    largest = MAX (largest, fabsl (column[i]));
  if (largest == 0)
    return 0;
  for (guint i = from; i < n; i++)
    sum += (column[i] / largest) * (column[i] / largest);
  return largest * sqrtl (sum);
}

/* Reflects @v by the Householder vector that column @k holds from its k-th place on, with 2 / |h|² = 1 / h[k] (h[k] in 1 … 2). */
static void
reflect (const Qr *qr, guint k, long double *v)
{
  const long double *h = qr->a + (gsize) k * qr->n;
  long double dot = 0;

  for (guint i = k; i < qr->n; i++)
    dot += h[i] * v[i];
  dot /= h[k];
  for (guint i = k; i < qr->n; i++)
    v[i] -= dot * h[i];
}

static void
move_to_end (Qr *qr, guint k, long double *norms)
{
  const gsize n = qr->n;
  g_autofree long double *column = g_memdup2 (qr->a + k * n, sizeof (long double) * n);
  const guint name = qr->pivot[k];
  const long double norm = norms[k];

  memmove (qr->a + k * n, qr->a + (k + 1) * n, sizeof (long double) * n * (qr->p - k - 1));
  memcpy (qr->a + (qr->p - 1) * n, column, sizeof (long double) * n);
  memmove (qr->pivot + k, qr->pivot + k + 1, sizeof (guint) * (qr->p - k - 1));
  qr->pivot[qr->p - 1] = name;
  memmove (norms + k, norms + k + 1, sizeof (long double) * (qr->p - k - 1));
  norms[qr->p - 1] = norm;
}

Qr *
qr_new (const double *x, guint n, guint p, const double *root_weights)
{
  Qr *qr = g_new0 (Qr, 1);
  g_autofree long double *norms = g_new (long double, MAX (p, 1));
  guint candidates = p;

  qr->n = n;
  qr->p = p;
  qr->pivot = g_new (guint, MAX (p, 1));
  qr->diagonal = g_new0 (long double, MAX (p, 1));
  qr->a = g_new (long double, MAX ((gsize) n * p, 1));
  for (guint j = 0; j < p; j++)
    {
      qr->pivot[j] = j;
      for (guint i = 0; i < n; i++)
        qr->a[(gsize) j * n + i] = x[(gsize) j * n + i] * (long double) (root_weights ? root_weights[i] : 1);
      norms[j] = norm_from (qr->a + (gsize) j * n, 0, n);
    }
  while (qr->rank < candidates)
    {
      const guint k = qr->rank;
      long double *column = qr->a + (gsize) k * n;
      long double left = k < n ? norm_from (column, k, n) : 0;

      if (k >= n || left <= DEPENDENT * norms[k])
        {
          move_to_end (qr, k, norms);
          candidates--;
          continue;
        }
      left = column[k] < 0 ? -left : left;
      for (guint i = k; i < n; i++)
        column[i] /= left;
      column[k] += 1;
      for (guint j = k + 1; j < p; j++)
        reflect (qr, k, qr->a + (gsize) j * n);
      qr->diagonal[k] = -left;
      qr->rank++;
    }
  return qr;
}

void
qr_free (Qr *qr)
{
  if (qr == NULL)
    return;
  g_free (qr->pivot);
  g_free (qr->diagonal);
  g_free (qr->a);
  g_free (qr);
}

void
qr_apply_transposed (const Qr *qr, long double *v)
{
  for (guint k = 0; k < qr->rank; k++)
    reflect (qr, k, v);
}

void
qr_apply (const Qr *qr, long double *v)
{
  for (guint k = qr->rank; k-- > 0;)
    reflect (qr, k, v);
}

void
qr_solve (const Qr *qr, long double *v)
{
  for (guint k = qr->rank; k-- > 0;)
    {
      v[k] /= qr->diagonal[k];
      for (guint i = 0; i < k; i++)
        v[i] -= qr->a[(gsize) k * qr->n + i] * v[k];
    }
}

long double *
qr_inverse (const Qr *qr)
{
  const guint p = qr->rank;
  long double *inverse = g_new0 (long double, MAX ((gsize) p * p, 1));

  for (guint j = 0; j < p; j++)
    {
      long double *column = inverse + (gsize) j * p;

      column[j] = 1;
      for (guint k = j + 1; k-- > 0;)
        {
          column[k] /= qr->diagonal[k];
          for (guint i = 0; i < k; i++)
            column[i] -= qr->a[(gsize) k * qr->n + i] * column[k];
        }
    }
  return inverse;
}

double *
qr_basis (const Qr *qr)
{
  double *basis = g_new (double, MAX ((gsize) qr->n * qr->rank, 1));
  g_autofree long double *column = g_new (long double, MAX (qr->n, 1));

  for (guint k = 0; k < qr->rank; k++)
    {
      memset (column, 0, sizeof (long double) * qr->n);
      column[k] = 1;
      qr_apply (qr, column);
      for (guint i = 0; i < qr->n; i++)
        basis[(gsize) k * qr->n + i] = (double) column[i];
    }
  return basis;
}
