/* advice/planner-node.h: private to planner-*.c: one node of the search tree and what is certain about it */
#pragma once

#include "planner-lp.h"
#include "planner.h"

G_BEGIN_DECLS

/* A product that is used weighs this much in the row of distinct products; in part, at least its share of `most`. */
#define DISTINCT_ONE (G_GINT64_CONSTANT (1) << 40)

typedef __int128 Wide; /* sums of products that no 64 bits hold */

typedef enum { USE_UNDECIDED = -1, USE_OUT = 0, USE_IN = 1 } Use;

typedef struct {
  const gint64 *amount;
  gint64 low, high;
  guint *at;               /* n_at: products that have an amount in it; of the distinct products all that may */
  guint n_at;
} NodeRow;

typedef struct {
  const PlannerProblem *problem;
  guint n;
  /* the node */
  gint64 *low, *high;      /* units */
  gint8 *use;              /* n_kinds: Use */
  guint n_in, n_undecided; /* kinds */
  guint *member, *member_from; /* products of kind k: member[member_from[k] … member_from[k + 1] − 1] */
  /* rows of the problem, then one for each objective, then that of the units of undecided kinds, which are at least
     as many as kinds are still to be used; then one for each kind of several products: at least one unit when it is used */
  NodeRow *rows;
  guint n_rows;
  gint64 *ones;            /* work of the row of all units, as the node stands, and of the rows of kinds */
  guint *kind_row;         /* n_kinds: its row; 0: none */
  gint64 *share;           /* coefficients of distinct products, as the node stands */
  gint64 cutoff[PLAN_N_OBJECTIVES]; /* by PlanObjective: no more than that; PLANNER_NO_HIGH: none */
  gint64 fewest[PLAN_N_OBJECTIVES]; /* no less than that: less has been searched already */
  /* the linear program over what is not fixed yet */
  LinearProgram *lp;
  guint *column_of;        /* product → column, where it has one */
  guint *column, *row;     /* of the program → of the node */
  double *row_scale;
  double *x;               /* its solution, in units */
  Wide *multiplier;        /* n_rows: work */
  Wide *slope;             /* n: work */
  double *row_reach;       /* n_rows: no sum of the row is larger */
} Node;

/* With @more_rows empty rows behind its own. */
PlannerProblem *planner_problem_copy (const PlannerProblem *problem, guint more_rows);

Node    *node_new      (const PlannerProblem *problem);
void     node_free     (Node *node);

static inline guint  node_n_members (const Node *node, guint kind) { return node->member_from[kind + 1] - node->member_from[kind]; }
/* The row of an objective, behind those of the problem. */
static inline guint  node_objective_row (const Node *node, PlanObjective objective) { return node->problem->n_rows + (guint) objective; }
/* Between which sums the row lies, whatever is chosen in the node. */
void     node_activity (const Node *node, const NodeRow *row, gint64 *least, gint64 *most);
/* Decides whether a kind that is undecided is used. */
void     node_decide   (Node *node, guint kind, Use use);
gboolean kind_is_used  (const PlannerProblem *problem, const gint64 *units, guint kind);

/* Draws the consequences of all rows. FALSE: there is nothing in this node. */
gboolean node_tighten  (Node *node);

typedef enum {
  NODE_EMPTY,   /* proven in integers: there is nothing */
  NODE_BOUNDED, /* *bound holds, proven in integers; `x` is a solution of the relaxation */
  NODE_UNKNOWN, /* *bound is only what can be seen at once; `x` is of no use */
} NodeRelaxation;

/* The least value that @objective can have in the node. */
NodeRelaxation node_relax (Node *node, PlanObjective objective, gint64 *bound);

/* Whether `x` is whole; then @units are it. */
gboolean node_is_whole (const Node *node, gint64 *units);
/* Whether @units satisfy every row of the problem. */
gboolean problem_admits (const PlannerProblem *problem, const gint64 *units);
gint64   plan_value     (const PlannerProblem *problem, const gint64 *units, PlanObjective objective);

G_END_DECLS
