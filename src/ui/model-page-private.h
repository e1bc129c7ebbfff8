/* ui/model-page-private.h: for model-page*.c */
#pragma once

#include "model-page.h"
#include "model-recipe.h"
#include "model-rows.h"

G_BEGIN_DECLS

struct _SaltlineModelPage {
  SaltlinePage parent_instance;

  GtkListBox *tables_box;
  SaltlineModelRecipe *recipe;
  GtkLabel *complaint;
  GtkStack *canvas_stack;
  GtkDropDown *figure_drop;
  SaltlineFigureView *view;
  GtkColumnView *models_view;
  SaltlineModelRows *rows;
  GtkLabel *methods;
  SaltlineModelInspector *inspector;

  SaltlineWorkspace *workspace;  /* NULL: nothing is kept */
  GListStore *tables;            /* of SaltlineTableItem */
  GListStore *models;            /* of SaltlineModelItem: kept ones, then the draft */
  GtkSingleSelection *chosen;
  SaltlineTableItem *table;      /* that recipes are fitted to */
  SaltlineModelItem *draft;      /* what the recipe gives while nobody keeps it; NULL: none */
  GPtrArray *figures;            /* of FigureOffer: what figure_drop offers */
  char *selected_of;             /* SHA-256 of the table whose rows are selected */
  GHashTable *selected;
  SaltlineJob *fitting;          /* NULL: nothing runs */
  gboolean busy;                 /* the page itself changes the workspace: it follows afterwards */
  gboolean keep_it;              /* what is being fitted is to be kept */
  guint waiting;                 /* source: the recipe was changed a moment ago */
  GPtrArray *queue;              /* of StoredModel: still to be fitted again */
  gboolean restored;             /* what was kept has been fitted again once */
  gboolean recalled;             /* what was being written is shown, or something else is being written */
  GCancellable *restoring;       /* of the one that is; NULL: none */
  GtkFileChooserNative *chooser;
};

void     model_page_complain        (SaltlineModelPage *self, const char *message);  /* NULL: nothing is wrong */
gboolean model_page_can_keep        (SaltlineModelPage *self);
void     model_page_insert_model    (SaltlineModelPage *self, SaltlineModelItem *model);
void     model_page_drop_draft      (SaltlineModelPage *self);
void     model_page_show_chosen     (SaltlineModelPage *self);
void     model_page_show_selected   (SaltlineModelPage *self);
void     model_page_update_actions  (SaltlineModelPage *self);

/* model-page-tables.c. Shows @table as the one that is in use; adds it when it is new. (transfer none) */
SaltlineTableItem *model_page_add_table (SaltlineModelPage *self, StudyTable *table, gint64 data_set);
/* The same, kept in the workspace. (transfer none) (nullable) */
SaltlineTableItem *model_page_keep_table (SaltlineModelPage *self, StudyTable *table, GError **error);
void     model_page_choose_table    (SaltlineModelPage *self, SaltlineTableItem *item);
SaltlineTableItem *model_page_find_table (SaltlineModelPage *self, const StudyTable *table); /* of the same bytes; nullable */
void     model_page_list_tables     (SaltlineModelPage *self); /* once */
void     model_page_bind_tables     (GtkWidgetClass *widget_class);

/* model-page-fitting.c */
void     model_page_fit_draft       (SaltlineModelPage *self, gboolean keep);
void     model_page_bind_fitting    (GtkWidgetClass *widget_class);

/* model-page-figures.c */
void     model_page_fill_figures    (SaltlineModelPage *self, SaltlineModelItem *model);
void     model_page_show_figure     (SaltlineModelPage *self);

/* model-page-sync.c */
void     model_page_sync            (SaltlineModelPage *self);
void     model_page_restore_recipe  (SaltlineModelPage *self, SaltlineTableItem *opened);
void     model_page_remember_recipe (SaltlineModelPage *self);

/* model-page-actions.c */
void     model_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
