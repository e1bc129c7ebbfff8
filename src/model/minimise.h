/* model/minimise.h
 *
 * The least value of a smooth function of a few parameters, without constraints. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns INFINITY where it cannot be evaluated. */
typedef double (*MinimiseFunction) (const double *x, gpointer user_data);

/**
 * minimise:
 * @x: (inout): where to start; the best place found
 *
 * Quasi-Newton steps (BFGS) with central differences, then Newton steps with a Hessian by differences: these find where the
 * slope is zero, more sharply than values can tell. A stationary point that is no minimum is left along its steepest curvature.
 *
 * Returns: the value there.
 */
double minimise (MinimiseFunction f, gpointer user_data, double *x, guint n);

/* The Hessian at @x by central differences with one step of Richardson's extrapolation; n × n. */
void   hessian_at (MinimiseFunction f, gpointer user_data, const double *x, guint n, double *hessian);

G_END_DECLS
