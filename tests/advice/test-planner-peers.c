/* tests/advice/test-planner-peers.c: against GLPK, and Stigler's diet of 1945 */
#include <math.h>
#ifdef HAVE_GLPK
#include "glpk-problem.h"
#endif

#include "base/table.h"
#include "random-problem.h"

#ifdef HAVE_GLPK
static double
glpk_optimum (const PlannerProblem *p, const double weight[PLAN_N_OBJECTIVES])
{
  glp_prob *mip = glpk_problem_new (p, weight);
  glp_iocp options;
  double best = NAN;

  glpk_quiet_options (&options);
  options.tol_int = 1e-7;
  if (glp_intopt (mip, &options) == 0 && glp_mip_status (mip) == GLP_OPT)
    best = glp_mip_obj_val (mip);
  glp_delete_prob (mip);
  return best;
}
#endif

static void
test_three_hundred_problems_agree_with_glpk (void)
{
#ifdef HAVE_GLPK
  glp_term_out (GLP_OFF);
  for (guint32 seed = 0; seed < 300; seed++)
    {
      guint n = 9 + seed % 32;
      g_autoptr(PlannerProblem) problem = random_problem (seed + 5000, n, 2, 1 + seed % 5, 0.05 + 0.01 * (seed % 10));
      g_autoptr(PlannerResult) result = planner_solve (problem, 1, 0, NULL);
      double weight[PLAN_N_OBJECTIVES] = { 0 }, optimum, ours = 0;

      /* Only the first two objectives: a weight for three would leave GLPK's tolerance. */
      weight[problem->order[0]] = problem->order[1] == PLAN_BY_COST ? 1e5 : 1e3;
      weight[problem->order[1]] = 1;
      optimum = glpk_optimum (problem, weight);
      g_assert_true (result->complete);
      if (isnan (optimum))
        {
          g_assert_cmpuint (result->plans->len, ==, 0);
          continue;
        }
      g_assert_cmpuint (result->plans->len, ==, 1);
      for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
        ours += weight[o] * (double) ((PlannerPlan *) g_ptr_array_index (result->plans, 0))->value[o];
      g_assert_cmpfloat_with_epsilon (ours, optimum, 0.01);
    }
#else
  g_test_skip ("GLPK is not installed");
#endif
}

#define DOLLAR  1000000 /* units of a millionth of a dollar a day */
#define DECIMAL 10      /* the table has one decimal at most */

/* Stigler's foods in fine units: continuous amounts to six digits. */
static PlannerProblem *
stigler_problem (const Table *table, gint64 most_foods, const char *without)
{
  static const double needs[] = { 3, 70, 0.8, 12, 5, 1.8, 2.7, 18, 75 };
  PlannerProblem *problem = planner_problem_new (table->rows->len, G_N_ELEMENTS (needs));

  problem->order[0] = PLAN_BY_COST;
  problem->order[1] = PLAN_BY_DISTINCT;
  problem->order[2] = PLAN_BY_UNITS;
  problem->max_distinct = most_foods;
  for (guint i = 0; i < problem->n_products; i++)
    {
      problem->most[i] = g_strcmp0 (table_cell (table, i, 0), without) == 0 ? 0 : DOLLAR;
      problem->cost[i] = 1;
      for (guint r = 0; r < problem->n_rows; r++)
        {
          double amount;

          g_assert_true (table_number (table, i, r + 1, &amount));
          problem->rows[r].amount[i] = (gint64) llround (amount * DECIMAL);
        }
    }
  for (guint r = 0; r < problem->n_rows; r++)
    problem->rows[r].low = (gint64) llround (needs[r] * DECIMAL * DOLLAR);
  return problem;
}

static void
test_stiglers_diet_with_few_foods (void)
{
  static const struct {
    gint64 most;
    const char *without;
    double dollars_a_year;
  } diets[] = {
    { 2, NULL, 50.2364744225 }, { 3, NULL, 43.698067618 }, { 4, NULL, 40.051918076 }, { 5, NULL, 39.661731543 },
    { 5, "Liver (Beef)", 39.798664359 },
  };
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_SHARED"), "science", "data", "diet", "stigler.csv", NULL);
  g_autoptr(Table) table = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared data are not here");
      return;
    }
  table = table_load (path, NULL);
  g_assert_nonnull (table);
  for (guint d = 0; d < G_N_ELEMENTS (diets); d++)
    {
      g_autoptr(PlannerProblem) problem = stigler_problem (table, diets[d].most, diets[d].without);
      g_autoptr(PlannerResult) result = NULL;
      double year;

      g_assert_true (planner_problem_check (problem, NULL));
      result = planner_solve (problem, 1, 0, NULL);
      g_assert_true (result->complete);
      g_assert_cmpuint (result->plans->len, ==, 1);
      year = 365.0 * (double) ((PlannerPlan *) g_ptr_array_index (result->plans, 0))->value[PLAN_BY_COST] / DOLLAR;
      /* Whole millionths cost a little more than real amounts: at most one more for each food. */
      g_assert_cmpfloat (year, >=, diets[d].dollars_a_year - 1e-9);
      g_assert_cmpfloat (year, <=, diets[d].dollars_a_year + 365.0 * 9 / DOLLAR);
      g_test_message ("at most %" G_GINT64_FORMAT " foods: $%.6f a year, %" G_GUINT64_FORMAT " nodes", diets[d].most, year, result->nodes);
    }
}

static void
test_without_a_cap_one_food_at_a_dollar_a_day_is_the_fewest (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_SHARED"), "science", "data", "diet", "stigler.csv", NULL);
  g_autoptr(Table) table = g_file_test (path, G_FILE_TEST_EXISTS) ? table_load (path, NULL) : NULL;
  g_autoptr(PlannerProblem) problem = NULL;
  g_autoptr(PlannerResult) result = NULL;
  const PlannerPlan *plan;

  if (table == NULL)
    {
      g_test_skip ("the shared data are not here");
      return;
    }
  problem = stigler_problem (table, PLANNER_NO_HIGH, NULL);
  problem->order[0] = PLAN_BY_DISTINCT;
  problem->order[1] = PLAN_BY_COST;
  result = planner_solve (problem, 1, 0, NULL);
  plan = g_ptr_array_index (result->plans, 0);
  g_assert_true (result->complete);
  g_assert_cmpint (plan->value[PLAN_BY_DISTINCT], ==, 1);
  for (guint i = 0; i < problem->n_products; i++)
    if (plan->units[i] > 0)
      g_assert_cmpstr (table_cell (table, i, 0), ==, "Sweet Potatoes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner/three-hundred-problems-agree-with-glpk", test_three_hundred_problems_agree_with_glpk);
  g_test_add_func ("/planner/stiglers-diet-with-few-foods", test_stiglers_diet_with_few_foods);
  g_test_add_func ("/planner/one-food-is-the-fewest", test_without_a_cap_one_food_at_a_dollar_a_day_is_the_fewest);
  return g_test_run ();
}
