/* model/fit-json.h
 *
 * A fit and what was asked of it as JSON, in the words of the command line's contract. Each function adds one member (or,
 * for the fit, several) to the object that is open. */
#pragma once

#include "base/json.h"
#include "bootstrap.h"
#include "compare.h"
#include "diagnostics.h"
#include "predict.h"
#include "validate.h"

G_BEGIN_DECLS

/* The members from "formula" to "icc"; warnings are the caller's to close with. */
void fit_to_json         (const Fit *fit, const ModelData *data, JsonBuilder *builder);
/* The members of how well predictions agree, without an object of their own. */
void agreement_to_json   (const AgreementOfPredictions *agreement, JsonBuilder *builder);
/* "cv", with "cv_original" for a log response and "importance" if it was asked for. @unit: the column that was left out. */
void validation_to_json  (const Validation *validation, const char *unit, JsonBuilder *builder);
/* "bootstrap". */
void bootstrap_to_json   (const Bootstrap *bootstrap, const Fit *fit, const ModelData *data, JsonBuilder *builder);
/* "comparison" with the model @against. */
void comparison_to_json  (const Comparison *comparison, const char *against, JsonBuilder *builder);
/* "predictions"; for a log response each with "original": {"mean", "median", "pi_low", "pi_high"}, taken back by smearing. */
void predictions_to_json (const GArray *predictions, const Fit *fit, const ModelData *data, JsonBuilder *builder);
/* "diagnostics"; "rows" are numbers of rows under the header. */
void diagnostics_to_json (const Diagnostics *diagnostics, const Fit *fit, const ModelData *data, JsonBuilder *builder);

G_END_DECLS
