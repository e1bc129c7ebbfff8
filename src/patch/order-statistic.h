/* patch/order-statistic.h
 *
 * Medians and quantiles without sorting everything: what makes the measuring robust must not make it slow.
 * May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * order_statistic:
 * @values: reordered
 * @n: at least 1
 * @share: 0 smallest, 0.5 median, 1 largest
 *
 * Hoare's selection; returns the value of rank round (share · (n − 1)).
 */
double order_statistic (double *values, guint n, double share);

G_END_DECLS
