/* ui/model-page.h
 *
 * From a table of trials to a model: tables and a formula on the left, figures and the comparison of all models in the middle,
 * coefficients and warnings on the right. What is opened, decided, kept and adopted here is in the workspace at once. */
#pragma once

#include "figure-view.h"
#include "model-inspector.h"
#include "model-recipe.h"
#include "page.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_MODEL_PAGE (saltline_model_page_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineModelPage, saltline_model_page, SALTLINE, MODEL_PAGE, SaltlinePage)

/* Signal: "open-photo" (gint64 id): of the photo that a row comes from. */

/* Once: what the page shows and where it is kept. */
void                saltline_model_page_set_workspace (SaltlineModelPage *self, SaltlineWorkspace *workspace);

/* Whether a file's name says that it is a table. */
gboolean            saltline_model_page_takes       (GFile *file);

/* @files: of GFile: tables; the first that can be read is chosen */
void                saltline_model_page_add_files   (SaltlineModelPage *self, GListModel *files);

/* Fits what the recipe says and keeps it as the next version of its name; a model that is there already is chosen instead. */
void                saltline_model_page_fit         (SaltlineModelPage *self);

/* From now on @item's table is used so. @what: for undo. What cannot be applied is said, and nothing changes. */
void                saltline_model_page_decide      (SaltlineModelPage *self, SaltlineTableItem *item, const StudyDecisions *decisions,
                                                     const char *what);

GListModel         *saltline_model_page_get_tables  (SaltlineModelPage *self); /* (transfer none): of SaltlineTableItem */
GListModel         *saltline_model_page_get_models  (SaltlineModelPage *self); /* (transfer none): of SaltlineModelItem */
SaltlineModelItem  *saltline_model_page_get_chosen  (SaltlineModelPage *self); /* (transfer none) (nullable) */
SaltlineFigureView *saltline_model_page_get_view    (SaltlineModelPage *self);
SaltlineModelRecipe *saltline_model_page_get_recipe (SaltlineModelPage *self);

G_END_DECLS
