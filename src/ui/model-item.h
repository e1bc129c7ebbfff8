/* ui/model-item.h
 *
 * What the Model page lists: tables that were opened, and models that were fitted to them. Both are made in a thread and do not
 * change afterwards. In: files, formulas. Out: rows of lists. */
#pragma once

#include <gio/gio.h>

#include "model/diagnostics.h"
#include "model/validate.h"

G_BEGIN_DECLS

/* --- a table --- */

#define SALTLINE_TYPE_TABLE_ITEM (saltline_table_item_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTableItem, saltline_table_item, SALTLINE, TABLE_ITEM, GObject)

void               saltline_table_item_load_async  (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SaltlineTableItem *saltline_table_item_load_finish (GAsyncResult *result, GError **error);
const DataFrame   *saltline_table_item_get_frame   (SaltlineTableItem *self);
const char        *saltline_table_item_get_name    (SaltlineTableItem *self); /* the file's name */

/* --- a model --- */

#define SALTLINE_TYPE_MODEL_ITEM (saltline_model_item_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineModelItem, saltline_model_item, SALTLINE, MODEL_ITEM, GObject)

typedef enum {
  CHOICE_BY_FORMULA, /* REML with a random part, least squares without */
  CHOICE_OLS,
  CHOICE_REML,
  CHOICE_ML,
  CHOICE_HUBER,
  CHOICE_BISQUARE,
} MethodChoice;

/**
 * saltline_model_item_fit_async:
 * @left_out_by: (nullable): the column whose values are left out together to see how well the others predict them
 *
 * When @cancellable is cancelled the call returns at once; what the thread still finds is thrown away.
 */
void               saltline_model_item_fit_async   (SaltlineTableItem *table, const char *formula, MethodChoice choice, const char *left_out_by,
                                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SaltlineModelItem *saltline_model_item_fit_finish  (GAsyncResult *result, GError **error);

SaltlineTableItem *saltline_model_item_get_table       (SaltlineModelItem *self); /* (transfer none) */
const ModelData   *saltline_model_item_get_data        (SaltlineModelItem *self);
Fit               *saltline_model_item_get_fit         (SaltlineModelItem *self); /* (transfer none) */
const Validation  *saltline_model_item_get_validation  (SaltlineModelItem *self); /* (nullable) */
const Diagnostics *saltline_model_item_get_diagnostics (SaltlineModelItem *self);
const char        *saltline_model_item_get_left_out_by (SaltlineModelItem *self); /* (nullable) */

/* Whether this is what fit_async() was asked for in these words. */
gboolean           saltline_model_item_is              (SaltlineModelItem *self, SaltlineTableItem *table, const char *formula, MethodChoice choice,
                                                        const char *left_out_by);

G_END_DECLS
