/* model/back-transform.h
 *
 * From a model of log(y) back to y: exp(η) is the median; the mean takes Duan's smearing factor, the mean of exp(residual)
 * (Duan 1983, J Am Stat Assoc 78:605). May include: base. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

/* Whether the formula's response is log(…). */
gboolean response_is_log  (const Formula *formula);

/* Of the column that is the response, or whose logarithm is. (nullable): none is known. */
const char *response_unit (const Formula *formula, const DataFrame *frame);

/**
 * smearing_factor:
 * @conditional: of residuals around the athletes' own lines (for athletes that the fit knows); otherwise around the fixed part
 */
double   smearing_factor  (const Fit *fit, const ModelData *data, gboolean conditional);

/* Both, by Prediction.known; NAN where the response is no logarithm. */
void     smearing_factors (const Fit *fit, const ModelData *data, double factors[2]);

G_END_DECLS
