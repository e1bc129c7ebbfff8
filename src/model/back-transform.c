/* model/back-transform.c */
#include "back-transform.h"

#include <math.h>

gboolean
response_is_log (const Formula *formula)
{
  return expression_is_call (formula->response, "log", 1);
}

double
smearing_factor (const Fit *fit, const ModelData *data, gboolean conditional)
{
  const double *fitted = conditional ? fit->fitted : fit->fitted_fixed;
  double sum = 0;

  for (guint i = 0; i < fit->n; i++)
    sum += exp (data->y[i] - fitted[i]);
  return sum / fit->n;
}
