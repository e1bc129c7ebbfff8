/* model/diagnostics.h
 *
 * Where a fit may mislead: influential rows, collinear terms, unequal or odd residuals, and standard errors that bear it. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

typedef enum {
  ROBUST_HC0,
  ROBUST_HC1,
  ROBUST_HC2,
  ROBUST_HC3,
  ROBUST_HC4,
  ROBUST_CR0,            /* by cluster */
  ROBUST_CR0_G,          /* CR0 · √(G/(G − 1)) */
  ROBUST_CR1,            /* CR0 · √(G/(G − 1) · (n − 1)/(n − p)), as Stata */
  N_ROBUST_ERRORS,
} RobustError;

typedef struct {
  guint n;
  guint rank;
  /* Of least squares only; NULL otherwise. */
  double *leverage;      /* n */
  double *cook;          /* n */
  double *studentised;   /* n: externally, with the row left out */
  double press;          /* sum of squared leave-one-row-out residuals; NAN otherwise */
  double breusch_pagan, breusch_pagan_p;     /* studentised (Koenker 1981) */
  double breusch_pagan_classical, breusch_pagan_classical_p;
  double breusch_pagan_df;
  double durbin_watson, durbin_watson_p;     /* positive autocorrelation in the order of the rows */
  double aicc;
  double *robust_se[N_ROBUST_ERRORS];        /* rank each; NULL: not computed */
  guint n_clusters;
  /* Of every method. */
  double *residuals;     /* n: around the fitted values, random effects included */
  double shapiro_wilk, shapiro_wilk_p;       /* NAN when there are more than 5000 rows */
  double *vif;           /* rank: NAN for the intercept */
  double smearing;       /* of a log response; NAN otherwise */
  gboolean suggests_log; /* the residuals grow with a positive response and are not normal */
} Diagnostics;

/* @cluster: (nullable): a column, for cluster-robust errors. */
Diagnostics *diagnostics_new  (const Fit *fit, const ModelData *data, const char *cluster, GError **error);
void         diagnostics_free (Diagnostics *diagnostics);

const char  *robust_error_word (RobustError kind); /* "hc3" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Diagnostics, diagnostics_free)

G_END_DECLS
