/* model/back-transform.c */
#include "back-transform.h"

#include <math.h>

gboolean
response_is_log (const Formula *formula)
{
  return expression_is_call (formula->response, "log", 1);
}

const char *
response_unit (const Formula *formula, const DataFrame *frame)
{
  const Node *node = response_is_log (formula) ? g_ptr_array_index (formula->response->arguments, 0) : formula->response;
  const Column *column = node->kind == NODE_NAME ? data_frame_find (frame, node->text) : NULL;

  return column ? column->unit : NULL;
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

void
smearing_factors (const Fit *fit, const ModelData *data, double factors[2])
{
  for (gboolean known = FALSE; known <= TRUE; known++)
    factors[known] = response_is_log (data->formula) ? smearing_factor (fit, data, known) : NAN;
}
