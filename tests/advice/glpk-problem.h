/* tests/advice/glpk-problem.h: planning problems in the words of GLPK, the other solver that ours is compared with */
#pragma once

#include <glpk.h>

#include "advice/planner.h"

/**
 * glpk_problem_new:
 * @weight: of each objective; their sum is minimised, which is exact for small numbers
 *
 * For each product x integer, y binary, x ≤ most·y. Free it with glp_delete_prob ().
 */
glp_prob *glpk_problem_new   (const PlannerProblem *p, const double weight[PLAN_N_OBJECTIVES]);

/* Options that keep quiet and presolve. */
void      glpk_quiet_options (glp_iocp *options);
