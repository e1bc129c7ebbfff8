/* model/mixed-fit.h
 *
 * From the optimum of a mixed model to a fit: coefficients with Satterthwaite's degrees of freedom, variances, R², ICC. */
#pragma once

#include "mixed.h"

G_BEGIN_DECLS

/* What predictions need of a mixed fit. */
struct _MixedState {
  MixedProblem *problem;
  MixedPoint *point;      /* at theta */
  double *theta;
  double *basis;          /* n × p: the orthonormal columns that stand for X */
  double *y;              /* n: what X leaves of the response */
  double *z;              /* all parts' weighted columns, one part after the other; NULL without weights */
  double *inverse;        /* p × p, upper, a column after the other: from the basis to the columns of X */
  double *parameter_covariance; /* (n_theta + 1)²: of θ and σ, from the curvature of the criterion */
  gboolean reml;
};

Fit   *fit_mixed           (const ModelData *data, const Qr *qr, const double *root_weights, gboolean reml, GError **error);
void   mixed_state_free    (MixedState *state);

/**
 * mixed_satterthwaite:
 * @variance: of a linear combination, at any (θ, σ); called with mixed_evaluate() done at θ
 *
 * Satterthwaite's degrees of freedom 2v²/(g'Ag), g the gradient of the variance v, A the covariance of θ and σ (as in R's lmerTest).
 */
typedef double (*MixedVariance) (const MixedState *state, const double *theta, double sigma, gpointer user_data);
double mixed_satterthwaite (const MixedState *state, double sigma, MixedVariance variance, gpointer user_data);

/* Fills effect_sds: how far each level's effect may be off, the fixed part's uncertainty included. */
void   mixed_effect_sds    (Fit *fit);

/* The column of Var(β̂, b̂ − b) that belongs to the effect @column of all parts' effects one after the other: with the coefficients in
 * @with_coefficients (rank), with all effects in @with_effects. Call mixed_evaluate() at the fit's θ before the first. */
void   mixed_effect_covariance (const Fit *fit, guint column, double *with_coefficients, double *with_effects);

G_END_DECLS
