/* ui/plans-page-private.h: the page's own state, and what its files do for each other */
#pragma once

#include "needs-form.h"
#include "plan-view.h"
#include "plans-page.h"
#include "product-form.h"
#include "store/athlete-limits.h"

G_BEGIN_DECLS

struct _SaltlinePlansPage {
  SaltlinePage parent_instance;

  SaltlineProductList *list;
  GtkDropDown *athlete_drop, *order_drop;
  GtkEditable *minutes, *air, *hour, *most_products, *most_units, *only, *avoid;
  GtkStack *canvas_stack;
  SaltlinePlanView *view;
  GtkWidget *steps;
  GtkStack *inspector_stack;
  SaltlineProductForm *form;
  SaltlineNeedsForm *needs;
  GtkScrolledWindow *scrolled;
  GtkStringList *names;    /* of athletes */
  GArray *ids;             /* of gint64: theirs */
  SaltlineWorkspace *workspace;
  PlanWork *work;          /* (nullable) */
  guint shown;             /* of its plans */
  SaltlineJob *job;        /* (nullable): that runs */
  GtkFileChooserNative *chooser;
  gboolean filled;         /* nothing is loaded before the page is seen */
  gint64 athlete;          /* whose limits are shown; 0: nobody's */
  AthleteLimits *limits;   /* (nullable): as they are kept */
  char *edited;            /* (nullable): name of the product in the form */
  char *edited_csv;        /* (nullable): as it was then */
  GPtrArray *done;         /* of PlansStep: what can be undone */
  guint n_done;            /* of them; those behind were undone */
  gboolean showing;        /* limits are shown, not decided */
  gboolean typing;         /* the last of them is of what is being typed, and goes on */
};

void plans_page_say            (SaltlinePlansPage *self, const char *message);

/* plans-page-changes.c: an athlete's limits, products, and taking changes of either back */

/* Of the athlete that is chosen. */
void plans_page_show_limits    (SaltlinePlansPage *self);
/* What the page shows is kept for the athlete, if it is another thing than what is kept. */
void plans_page_keep_limits    (SaltlinePlansPage *self);
/* From now on a change is one of this product (nullable: of a new one). */
void plans_page_begin_product  (SaltlinePlansPage *self, const char *name);
/* It was saved as @name, or (NULL) deleted. */
void plans_page_product_done   (SaltlinePlansPage *self, const char *name);
void plans_page_install_undo   (GtkWidgetClass *widget_class);
void plans_page_init_changes   (SaltlinePlansPage *self);
void plans_page_clear_changes  (SaltlinePlansPage *self);

G_END_DECLS
