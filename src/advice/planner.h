/* advice/planner.h
 *
 * Which whole units of which products cover needs within limits: exact integer planning by branch and bound. In: products
 * with integer amounts, rows of bounds, an order of objectives. Out: the best plans that differ in at least one product,
 * with the proof that nothing better exists; or the smallest set of bounds that conflict. Pure: no files, no names of
 * nutrients. catalogue.h and needs.h make problems from what people write. May include: base. */
#pragma once

#include <gio/gio.h>

#include "advice-error.h"

G_BEGIN_DECLS

#define PLANNER_NO_LOW  G_MININT64
#define PLANNER_NO_HIGH G_MAXINT64
#define PLANNER_LARGEST (G_GINT64_CONSTANT (1) << 52) /* no sum may reach it: doubles stay exact */

typedef enum {
  PLAN_BY_DISTINCT, /* number of different products */
  PLAN_BY_UNITS,    /* number of units */
  PLAN_BY_COST,
  PLAN_N_OBJECTIVES
} PlanObjective;

/* low ≤ Σ amount·units ≤ high */
typedef struct {
  gint64 *amount;  /* n_products: of one unit; any sign */
  gint64 low;      /* PLANNER_NO_LOW: none */
  gint64 high;     /* PLANNER_NO_HIGH: none */
} PlannerRow;

#define PLANNER_NO_KIND G_MAXUINT

typedef struct {
  guint n_products;
  guint n_kinds;
  guint *kind;             /* n_products: below n_kinds. Products of one kind, such as one thing taken in several phases, count as one
                              distinct product. PLANNER_NO_KIND: a count beside them, such as of packs. As new: each its own kind */
  guint *block;            /* n_products: below n_blocks: parts of the problem, such as phases, that few rows bind together: each part's own
                              least is found first and bounds the whole. As new: one block */
  guint n_blocks;
  gint64 *least;           /* units: 0, or 1 and more for a must-have */
  gint64 *most;            /* units: at least `least` */
  gint64 *cost;            /* of one unit; 0 or more */
  gint64 *pack;            /* 0 or more: as what a unit counts in PLAN_BY_UNITS and max_units */
  guint n_rows;
  PlannerRow *rows;
  gint64 max_units;        /* over all products; PLANNER_NO_HIGH: any number */
  gint64 max_distinct;     /* PLANNER_NO_HIGH: any number */
  PlanObjective order[PLAN_N_OBJECTIVES]; /* the first matters most; each once */
} PlannerProblem;

typedef struct {
  gint64 *units;                    /* n_products */
  gint64 value[PLAN_N_OBJECTIVES];  /* by PlanObjective, not by order */
} PlannerPlan;

typedef struct {
  GPtrArray *plans;   /* of PlannerPlan, the best first; empty: impossible, unless incomplete */
  guint64 nodes;      /* of the search tree: what the proof took */
  gboolean complete;  /* FALSE: cancelled or out of nodes; then `plans` are the best seen, and nothing is proven */
} PlannerResult;

PlannerProblem *planner_problem_new  (guint n_products, guint n_rows);
void            planner_problem_free (PlannerProblem *problem);

/**
 * planner_problem_check:
 *
 * Returns: %FALSE with %ADVICE_ERROR_OUT_OF_RANGE when a sum of the problem could leave the integers that are exact.
 */
gboolean        planner_problem_check (const PlannerProblem *problem, GError **error);

/**
 * planner_solve:
 * @top: how many plans, each with another set of kinds; 1 or more
 * @most_nodes: 0 for no limit
 *
 * Returns: (transfer full): always; a check of the problem has to come first
 */
PlannerResult  *planner_solve        (const PlannerProblem *problem, guint top, guint64 most_nodes, GCancellable *cancellable);
void            planner_result_free  (PlannerResult *result);

/* One bound of a problem. */
typedef enum {
  PLANNER_BOUND_LOW,
  PLANNER_BOUND_HIGH,
  PLANNER_BOUND_UNITS,
  PLANNER_BOUND_DISTINCT,
} PlannerBoundKind;

typedef struct {
  PlannerBoundKind kind;
  guint row;              /* of LOW and HIGH */
  gint64 relaxation;      /* the least by which this bound alone would have to give; −1: that alone does not help; −2: not found in time */
  gboolean proven;        /* no smaller relaxation would do; FALSE: broken off, it is the smallest that was found to help */
  gint64 in_conflict;     /* the same with the bounds of the conflict alone: where there are others beside it, what would end this one */
} PlannerBound;

/**
 * planner_conflict:
 * @most_nodes: 0 for no limit
 * @nodes: (inout): counts on
 * @proven: (out): whether no smaller set of bounds conflicts. FALSE when broken off: then what is known is a set that does
 *
 * Of a problem that has no plan: a smallest set of bounds that already has none, in order of rows.
 *
 * Returns: (transfer full): of PlannerBound; empty when the must-haves alone cannot be (never so after planner_problem_check()).
 */
GArray         *planner_conflict     (const PlannerProblem *problem, guint64 most_nodes, guint64 *nodes, gboolean *proven, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlannerProblem, planner_problem_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlannerResult, planner_result_free)

G_END_DECLS
