/* model/subset.h
 *
 * A model's data on some of its rows, for refits: levels and learned centres stay those of all rows. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

/**
 * model_data_subset:
 * @rows: indices into @data's rows
 *
 * Shares @data's frame and formula and must not outlive it. Free with model_data_subset_free().
 */
ModelData *model_data_subset      (const ModelData *data, const guint *rows, guint n);
void       model_data_subset_free (ModelData *subset);

G_END_DECLS
