/* ui/model-item.h
 *
 * What the Model page lists: tables, which change when something is decided about them, and models, which never do. A model is
 * fitted to a table in a thread, or it is a file of coefficients. In: studies. Out: rows of lists. */
#pragma once

#include "workspace/model-figures.h"
#include "workspace/studies.h"

G_BEGIN_DECLS

/* --- a table --- */

#define SALTLINE_TYPE_TABLE_ITEM (saltline_table_item_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTableItem, saltline_table_item, SALTLINE, TABLE_ITEM, GObject)

/* @data_set: 0: not in a workspace. Signal: "changed" () */
SaltlineTableItem *saltline_table_item_new          (StudyTable *table, gint64 data_set);
StudyTable        *saltline_table_item_get_table    (SaltlineTableItem *self); /* (transfer none): as it is used now */
void               saltline_table_item_set_table    (SaltlineTableItem *self, StudyTable *table);
gint64             saltline_table_item_get_data_set (SaltlineTableItem *self);

/* Reads a file in a thread; StudyTable. */
void               saltline_table_load_async        (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
StudyTable        *saltline_table_load_finish       (GAsyncResult *result, GError **error);

/* --- a model --- */

#define SALTLINE_TYPE_MODEL_ITEM (saltline_model_item_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineModelItem, saltline_model_item, SALTLINE, MODEL_ITEM, GObject)

/**
 * saltline_model_item_fit_async:
 *
 * When @cancellable is cancelled the call returns at once; what the thread still finds is thrown away.
 */
void               saltline_model_item_fit_async   (StudyTable *table, const StudyRecipe *recipe, GCancellable *cancellable,
                                                    GAsyncReadyCallback callback, gpointer data);
/* The same for a model of the workspace: its very bytes, rows and recipe. */
void               saltline_model_item_refit_async (SaltlineWorkspace *workspace, const StoredModel *stored, GCancellable *cancellable,
                                                    GAsyncReadyCallback callback, gpointer data);
SaltlineModelItem *saltline_model_item_fit_finish  (GAsyncResult *result, GError **error);
/* A model that was imported, beside @table (nullable). Returns: (nullable): when its file is none */
SaltlineModelItem *saltline_model_item_new_imported (const StoredModel *stored, StudyTable *table, GError **error);

const StudyFit      *saltline_model_item_get_study     (SaltlineModelItem *self); /* (nullable): imported */
const ModelEquation *saltline_model_item_get_equation  (SaltlineModelItem *self);
StudyTable          *saltline_model_item_get_table     (SaltlineModelItem *self); /* (transfer none) (nullable): imported, and no table fits */
const AgreementOfPredictions *saltline_model_item_get_left_out (SaltlineModelItem *self); /* (nullable): of the measured scale */
const char          *saltline_model_item_get_left_out_by (SaltlineModelItem *self); /* (nullable) */
guint                saltline_model_item_count_warnings (SaltlineModelItem *self);

/* Which row of the workspace it is, and its name there; 0 and NULL while it is a draft. */
gint64               saltline_model_item_get_id        (SaltlineModelItem *self);
const char          *saltline_model_item_get_label     (SaltlineModelItem *self);
void                 saltline_model_item_set_kept      (SaltlineModelItem *self, gint64 id, const char *label);
/* 0: not adopted. Property "purpose". */
guint                saltline_model_item_get_purpose   (SaltlineModelItem *self);
void                 saltline_model_item_set_purpose   (SaltlineModelItem *self, guint purpose);

/* Whether this is what fit_async() was asked for in these words, on these rows. */
gboolean             saltline_model_item_is            (SaltlineModelItem *self, const StudyTable *table, const StudyRecipe *recipe);

/* The figures that the model allows. (transfer full) (element-type FigureOffer) */
GPtrArray           *saltline_model_item_offer_figures (SaltlineModelItem *self);
Figure              *saltline_model_item_draw_figure   (SaltlineModelItem *self, const FigureOffer *offer, GError **error);

G_END_DECLS
