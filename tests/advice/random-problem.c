/* tests/advice/random-problem.c */
#include "random-problem.h"

PlannerProblem *
random_problem (guint32 seed, guint n_products, guint most_units, guint n_nutrients, double width)
{
  static const PlanObjective orders[][3] = { { PLAN_BY_DISTINCT, PLAN_BY_UNITS, PLAN_BY_COST },
                                             { PLAN_BY_UNITS, PLAN_BY_DISTINCT, PLAN_BY_COST },
                                             { PLAN_BY_COST, PLAN_BY_DISTINCT, PLAN_BY_UNITS },
                                             { PLAN_BY_DISTINCT, PLAN_BY_COST, PLAN_BY_UNITS } };
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  PlannerProblem *problem = planner_problem_new (n_products, n_nutrients);
  g_autofree gint64 *plan = g_new0 (gint64, n_products);

  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    problem->order[o] = orders[seed % G_N_ELEMENTS (orders)][o];
  for (guint i = 0; i < n_products; i++)
    {
      problem->most[i] = g_rand_int_range (rand, 0, (int) most_units + 1);
      problem->cost[i] = g_rand_int_range (rand, 20, 400);
      for (guint r = 0; r < n_nutrients; r++)
        problem->rows[r].amount[i] = g_rand_double (rand) < 0.3 ? 0 : g_rand_int_range (rand, 1, 1000);
    }
  for (guint k = 0; k < 4; k++)
    {
      guint i = (guint) g_rand_int_range (rand, 0, (int) n_products);

      if (problem->most[i] > 0)
        plan[i] = g_rand_int_range (rand, 1, (int) problem->most[i] + 1);
    }
  for (guint r = 0; r < n_nutrients; r++)
    {
      double shift = g_rand_double (rand) < 0.1 ? g_rand_double_range (rand, 0.5, 1.6) : 1;
      gint64 total = 0;

      for (guint i = 0; i < n_products; i++)
        total += plan[i] * problem->rows[r].amount[i];
      if (g_rand_double (rand) < 0.9)
        problem->rows[r].low = (gint64) ((double) total * (1 - width) * shift);
      if (g_rand_double (rand) < 0.9)
        problem->rows[r].high = (gint64) ((double) total * (1 + width) * shift) + 1;
    }
  if (g_rand_double (rand) < 0.2)
    problem->max_distinct = g_rand_int_range (rand, 1, 5);
  if (g_rand_double (rand) < 0.2)
    problem->max_units = g_rand_int_range (rand, 2, 9);
  return problem;
}
