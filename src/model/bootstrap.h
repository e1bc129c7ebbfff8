/* model/bootstrap.h
 *
 * Intervals of the coefficients by drawing whole clusters with replacement and refitting. The same seed gives the same
 * intervals. A cluster that is drawn twice counts as two: its levels of a random part become new ones, unless other clusters share them. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

typedef struct {
  guint n;               /* refits that succeeded */
  guint n_failed;        /* draws that did not determine all coefficients */
  guint rank;
  double *low, *high;    /* rank: 2.5 % and 97.5 % quantiles (R's type 7) */
  double *draws;         /* n × rank, a refit after the other */
} Bootstrap;

Bootstrap *bootstrap_by_cluster (const Fit *fit, const ModelData *data, const char *cluster, guint n, guint64 seed, GError **error);
void       bootstrap_free       (Bootstrap *bootstrap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bootstrap, bootstrap_free)

G_END_DECLS
