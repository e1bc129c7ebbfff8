/* advice/planner-search.h: private to planner-*.c: one search through the tree of a problem */
#pragma once

#include "planner-node.h"

G_BEGIN_DECLS

/* What a search is to find. */
typedef struct {
  guint top;                 /* plans, each with another set of kinds; 1 or more */
  guint levels;              /* how many of the problem's objectives count: 1 to PLAN_N_OBJECTIVES */
  gboolean any;              /* only whether there is a plan at all: the first will do, and the search is then never `complete` */
  guint64 most_nodes;        /* 0: no limit */
  GCancellable *cancellable; /* (nullable) */
  GPtrArray *begin;          /* (nullable): of units that may be plans, known before the search */
  gint64 least;              /* of the first objective, where it is a count, when more is known than the relaxation says; else 0 */
} SearchTask;

/* Of the problem as one block. */
PlannerResult *planner_search (const PlannerProblem *problem, const SearchTask *task);

G_END_DECLS
