/* model/normality.h
 *
 * Are residuals normal; do neighbours resemble each other. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * shapiro_wilk:
 * @x: 3 to 5000 numbers, not all equal
 *
 * W after Royston 1995 (Applied Statistics algorithm AS R94), as R's shapiro.test().
 *
 * Returns: %FALSE when there are too few or too many numbers, or all are equal.
 */
gboolean shapiro_wilk  (const double *x, guint n, double *w, double *p);

/**
 * durbin_watson:
 * @residuals: of least squares, in the order of the rows
 * @basis: n × p: an orthonormal basis of the columns, a column after the other
 * @p_value: (out): of positive autocorrelation; exact (Imhof's integral) below 100 rows, else by a normal approximation, as R's lmtest
 */
void     durbin_watson (const double *residuals, const double *basis, guint n, guint p, double *statistic, double *p_value);

G_END_DECLS
