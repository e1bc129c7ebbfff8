/* tests/advice/random-problem.h: planning problems from a seed, for comparisons with other solvers */
#pragma once

#include "advice/planner.h"

/* Two-sided bounds on @n_nutrients around the totals of a random plan, ± @width; sometimes a bound is left out, or moved so
 * that there may be no plan. */
PlannerProblem *random_problem (guint32 seed, guint n_products, guint most_units, guint n_nutrients, double width);
