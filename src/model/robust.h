/* model/robust.h
 *
 * M-estimates of regression by iterated weighted least squares, step for step as R's MASS::rlm() does them by default: least
 * squares to start with, scale = median |residual| / 0.6745 before each step, Huber's ψ with k = 1.345 or Tukey's bisquare with
 * c = 4.685, until the residuals stand still (rlm with acc = 1e-12; its default stops at 1e-4); standard errors by Huber's
 * proposal (rlm's method "XtX"). GSL's robust regression weights by leverage and gives other numbers. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

/* @qr: of the fixed design, its rows multiplied by the roots of the weights. */
Fit *fit_robust (const ModelData *data, const Qr *qr, const double *root_weights, FitMethod method, GError **error);

G_END_DECLS
