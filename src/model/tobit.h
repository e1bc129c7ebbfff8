/* model/tobit.h
 *
 * Responses of which some are only lower bounds (an overflowed patch): maximum likelihood of a normal model, right-censored rows
 * entering by ln(1 − Φ((y − xβ)/σ)). Newton's method in Olsen's parameters (β/σ, 1/σ), in which the likelihood has one maximum. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

Fit *fit_tobit (const ModelData *data, const Qr *qr, const double *root_weights, GError **error);

G_END_DECLS
