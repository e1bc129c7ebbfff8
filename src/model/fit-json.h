/* model/fit-json.h
 *
 * A fit as JSON, in the words of the command line's contract. */
#pragma once

#include "base/json.h"
#include "fit.h"

G_BEGIN_DECLS

/* Adds the members from "formula" to "icc" to the object that is open; warnings are the caller's to close with. */
void fit_to_json (const Fit *fit, const ModelData *data, JsonBuilder *builder);

G_END_DECLS
