/* model/least-squares.h
 *
 * Ordinary and weighted least squares by QR. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

/**
 * fit_least_squares:
 * @qr: of the fixed design, its rows multiplied by the roots of the weights
 *
 * R² without an intercept is 1 − RSS/Σy², as R has it. AIC and BIC count the residual variance as a parameter.
 */
Fit *fit_least_squares (const ModelData *data, const Qr *qr, GError **error);

G_END_DECLS
