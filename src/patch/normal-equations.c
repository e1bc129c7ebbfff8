/* patch/normal-equations.c */
#include "normal-equations.h"

#include <math.h>

void
normal_equations_init (NormalEquations *self, guint n)
{
  g_return_if_fail (n > 0 && n <= NORMAL_EQUATIONS_MAX);

  *self = (NormalEquations) { .n = n };
}

void
normal_equations_add (NormalEquations *self, const double *row, const double right[3], double weight)
{
  for (guint i = 0; i < self->n; i++)
    {
      double weighted = weight * row[i];

      for (guint j = 0; j <= i; j++)
        self->matrix[i][j] += weighted * row[j];
      for (int c = 0; c < 3; c++)
        self->right[c][i] += weighted * right[c];
    }
}

gboolean
normal_equations_solve (const NormalEquations *self, double ridge, double solution[3][NORMAL_EQUATIONS_MAX])
{
  double lower[NORMAL_EQUATIONS_MAX][NORMAL_EQUATIONS_MAX];
  double added = 0;

  for (guint i = 0; i < self->n; i++)
    added += ridge * self->matrix[i][i] / self->n;
  for (guint i = 0; i < self->n; i++)
    for (guint j = 0; j <= i; j++)
      {
        double sum = self->matrix[i][j] + (i == j ? added : 0.0);

        for (guint k = 0; k < j; k++)
          sum -= lower[i][k] * lower[j][k];
        if (i != j)
          lower[i][j] = sum / lower[j][j];
        else if (sum > 1e-12 * (self->matrix[i][i] + added) && sum > 0)
          lower[i][i] = sqrt (sum);
        else
          return FALSE;
      }
  for (int c = 0; c < 3; c++)
    {
      double *x = solution[c];

      for (guint i = 0; i < self->n; i++)
        {
          x[i] = self->right[c][i];
          for (guint k = 0; k < i; k++)
            x[i] -= lower[i][k] * x[k];
          x[i] /= lower[i][i];
        }
      for (guint i = self->n; i-- > 0;)
        {
          for (guint k = i + 1; k < self->n; k++)
            x[i] -= lower[k][i] * x[k];
          x[i] /= lower[i][i];
        }
    }
  return TRUE;
}
