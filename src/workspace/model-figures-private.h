/* workspace/model-figures-private.h: what the figures of a model share */
#pragma once

#include "model-figures.h"

G_BEGIN_DECLS

#define EFFECT_POINTS 41u /* of a curve */

/* Of the rows that the model used, with their numbers as keys and labels. */
Series *figure_row_series (const char *name, const double *x, const double *y, const ModelData *data);

G_END_DECLS
