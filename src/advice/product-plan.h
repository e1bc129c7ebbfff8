/* advice/product-plan.h
 *
 * Plans in names and decimals: what the command line prints, the Plans page shows and a packing list sums.
 * In: a catalogue, needs, choices. Out: the best plans with their proof, or why there is none. May include: base. */
#pragma once

#include "needs.h"

G_BEGIN_DECLS

typedef struct {
  const Product *product; /* of the catalogue */
  guint phase;            /* of the needs; 0 in a plan without phases */
  gint64 units;
} PlanItem;

typedef struct {
  GArray *items;          /* of PlanItem: phase by phase, in the catalogue's order */
  gint64 distinct, units;
  double cost;            /* of what has a price */
  double *totals;         /* n_phases × n_nutrients of the catalogue, phase by phase; blanks count as none */
  GPtrArray *unknown;     /* of char *: sentences about blanks that it relies on */
} ProductPlan;

/* A bound of a set that cannot be kept together. */
typedef struct {
  const char *need;             /* nutrient, product, "max_units" or "max_distinct" */
  const char *bound;            /* "min", "max", "ratio", "concentration", "stock", "must", "pack" */
  const char *phase;            /* (nullable) */
  double value;                 /* of the bound as it stands, in the need's unit; NAN where it is no amount of it */
  double smallest_relaxation;   /* in the need's unit; NAN: giving way alone does not help, or that was not found in time */
  gboolean searched;            /* FALSE: not found in time */
  gboolean proven;              /* FALSE: broken off: a smaller one might do too */
  double ends_conflict;         /* where alone it does not help because other bounds conflict too: by so much it would end this conflict; NAN */
} PlanConflict;

typedef struct {
  GPtrArray *plans;       /* of ProductPlan, the best first */
  GArray *conflict;       /* of PlanConflict; empty unless it is proven that there is no plan */
  gboolean conflict_proven; /* no smaller set of bounds conflicts */
  guint64 nodes;
  gboolean complete;      /* FALSE: broken off; nothing is proven */
} ProductPlans;

/**
 * plan_products:
 * @catalogue: has to outlive the result, as has @needs
 * @top: how many plans, each with another set of products
 * @most_nodes: 0 for no limit
 *
 * Returns: (transfer full): %NULL with what plan_setup_new() says
 */
ProductPlans *plan_products      (const Catalogue *catalogue, const Needs *needs, const PlanChoice *choice, guint top, guint64 most_nodes,
                                  GCancellable *cancellable, GError **error);
void          product_plans_free (ProductPlans *plans);

/* Over all phases; @phase −1, else of one. Rounded to what was written, so that 0.1 + 0.2 is 0.3. */
double        product_plan_total (const ProductPlan *plan, const Catalogue *catalogue, const Needs *needs, int phase, guint nutrient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ProductPlans, product_plans_free)

G_END_DECLS
