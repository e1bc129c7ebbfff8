/* model/agreement-sums.h: private to agreement-*.c: sums about the means of pairs, and intervals from them */
#pragma once

#include "agreement.h"

G_BEGIN_DECLS

typedef struct {
  double mean_x, mean_y;
  double sxx, syy, sxy; /* about the means */
} PairSums;

PairSums pair_sums       (const double *x, const double *y, guint n);
/* Whether there are @least pairs of finite numbers. */
gboolean pairs_are_enough (const double *x, const double *y, guint n, guint least, GError **error);
/* value ± t(0.975, df)·se */
Estimate t_estimate      (double value, double se, double df);
Estimate no_estimate     (void); /* NAN everywhere */

G_END_DECLS
