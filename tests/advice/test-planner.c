/* tests/advice/test-planner.c: against brute force, why there is no plan, and what must not happen */
#include <string.h>

#include "random-problem.h"

#define MOST_PRODUCTS 8

/* All plans of a small problem: the best of each set of products. */
typedef struct {
  const PlannerProblem *problem;
  gint64 units[MOST_PRODUCTS];
  gint64 best[1 << MOST_PRODUCTS][PLAN_N_OBJECTIVES]; /* by order; the first is −1 where there is none */
} BruteForce;

static gboolean
admitted (const PlannerProblem *p, const gint64 *units, gint64 value[PLAN_N_OBJECTIVES])
{
  guint kinds = 0;

  memset (value, 0, PLAN_N_OBJECTIVES * sizeof *value);
  for (guint i = 0; i < p->n_products; i++)
    {
      if (units[i] > 0 && p->kind[i] != PLANNER_NO_KIND && !(kinds & 1u << p->kind[i]))
        {
          kinds |= 1u << p->kind[i];
          value[PLAN_BY_DISTINCT]++;
        }
      value[PLAN_BY_UNITS] += units[i] * p->pack[i];
      value[PLAN_BY_COST] += units[i] * p->cost[i];
    }
  if (value[PLAN_BY_DISTINCT] > p->max_distinct || value[PLAN_BY_UNITS] > p->max_units)
    return FALSE;
  for (guint r = 0; r < p->n_rows; r++)
    {
      gint64 sum = 0;

      for (guint i = 0; i < p->n_products; i++)
        sum += units[i] * p->rows[r].amount[i];
      if (sum < p->rows[r].low || sum > p->rows[r].high)
        return FALSE;
    }
  return TRUE;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    if (x[o] != y[o])
      return x[o] < y[o] ? -1 : 1;
  return 0;
}

static void
enumerate (BruteForce *all, guint i, guint set)
{
  gint64 value[PLAN_N_OBJECTIVES], ordered[PLAN_N_OBJECTIVES];

  if (i < all->problem->n_products)
    {
      guint kind = all->problem->kind[i] == PLANNER_NO_KIND ? 0 : 1u << all->problem->kind[i];

      for (gint64 u = all->problem->least[i]; u <= all->problem->most[i]; u++)
        {
          all->units[i] = u;
          enumerate (all, i + 1, u ? set | kind : set);
        }
      return;
    }
  if (!admitted (all->problem, all->units, value))
    return;
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    ordered[o] = value[all->problem->order[o]];
  if (all->best[set][0] < 0 || compare_values (ordered, all->best[set]) < 0)
    memcpy (all->best[set], ordered, sizeof ordered);
}

/* The five best sets of products are those of brute force. Returns whether there is any. */
static gboolean
agrees_with_brute_force (const PlannerProblem *problem, BruteForce *all)
{
  guint n_sets = 1u << problem->n_kinds, expected = 0;
  g_autoptr(PlannerResult) result = NULL;

  memset (all->best, 0xFF, sizeof all->best);
  all->problem = problem;
  enumerate (all, 0, 0);
  for (guint set = 0; set < n_sets; set++)
    if (all->best[set][0] >= 0)
      memmove (all->best[expected++], all->best[set], sizeof all->best[set]);
  qsort (all->best, expected, sizeof all->best[0], compare_values);

  g_assert_true (planner_problem_check (problem, NULL));
  result = planner_solve (problem, 5, 0, NULL);
  g_assert_true (result->complete);
  g_assert_cmpuint (result->plans->len, ==, MIN (expected, 5));
  for (guint k = 0; k < result->plans->len; k++)
    {
      const PlannerPlan *plan = g_ptr_array_index (result->plans, k);
      gint64 value[PLAN_N_OBJECTIVES];

      g_assert_true (admitted (problem, plan->units, value));
      for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
        {
          g_assert_cmpint (plan->value[o], ==, value[o]);
          g_assert_cmpint (value[problem->order[o]], ==, all->best[k][o]);
        }
    }
  return expected > 0;
}

static void
test_a_thousand_random_problems_agree_with_brute_force (void)
{
  g_autofree BruteForce *all = g_new0 (BruteForce, 1);
  guint possible = 0;

  for (guint32 seed = 0; seed < 1000; seed++)
    {
      g_autoptr(PlannerProblem) problem = random_problem (seed, 3 + seed % 6, 3, 1 + seed % 5, 0.02 * (seed % 20));

      possible += agrees_with_brute_force (problem, all);
    }
  g_assert_cmpuint (possible, >, 50); /* both kinds are among them */
  g_assert_cmpuint (possible, <, 950);
}

/* Must-haves, one thing in two phases, packs, a count beside the products, and rows that take away as a concentration does. */
static void
test_what_else_a_problem_can_have_agrees_with_brute_force (void)
{
  g_autofree BruteForce *all = g_new0 (BruteForce, 1);
  guint possible = 0;

  for (guint32 seed = 0; seed < 600; seed++)
    {
      g_autoptr(PlannerProblem) problem = random_problem (seed + 20000, 6 + seed % 3, 3, 2 + seed % 3, 0.05 + 0.03 * (seed % 10));
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      guint n = problem->n_products;

      for (guint i = 0; i < n; i++)
        {
          if (problem->most[i] > 0 && g_rand_double (rand) < 0.1)
            problem->least[i] = 1;
          problem->pack[i] = g_rand_int_range (rand, seed % 2 ? 0 : 1, 4);
          for (guint r = 1; r < problem->n_rows; r++)
            if (g_rand_double (rand) < 0.2)
              problem->rows[r].amount[i] *= -1;
        }
      if (seed % 3 == 1) /* the last two are the first two in another phase */
        {
          problem->kind[n - 1] = 0;
          problem->kind[n - 2] = 1;
          problem->n_kinds = n - 2;
        }
      else if (seed % 3 == 2)
        {
          problem->kind[n - 1] = PLANNER_NO_KIND;
          problem->n_kinds = n - 1;
        }
      possible += agrees_with_brute_force (problem, all);
    }
  g_assert_cmpuint (possible, >, 100);
  g_assert_cmpuint (possible, <, 500);
}

static void
test_the_best_plans_differ_in_a_product (void)
{
  g_autoptr(PlannerProblem) problem = random_problem (4, 14, 2, 3, 0.4);
  g_autoptr(PlannerResult) result = planner_solve (problem, 5, 0, NULL);

  g_assert_cmpuint (result->plans->len, ==, 5);
  for (guint a = 0; a < 5; a++)
    for (guint b = a + 1; b < 5; b++)
      {
        const PlannerPlan *one = g_ptr_array_index (result->plans, a), *other = g_ptr_array_index (result->plans, b);
        gboolean differ = FALSE;

        for (guint i = 0; i < 14; i++)
          differ |= (one->units[i] > 0) != (other->units[i] > 0);
        g_assert_true (differ);
      }
}

static void
test_the_same_problem_gives_the_same_plans (void)
{
  for (guint32 seed = 0; seed < 20; seed++)
    {
      g_autoptr(PlannerProblem) problem = random_problem (seed, 12, 2, 4, 0.2);
      g_autoptr(PlannerResult) one = planner_solve (problem, 3, 0, NULL), other = planner_solve (problem, 3, 0, NULL);

      g_assert_cmpuint (one->plans->len, ==, other->plans->len);
      g_assert_cmpuint (one->nodes, ==, other->nodes);
      for (guint k = 0; k < one->plans->len; k++)
        g_assert_cmpmem (((PlannerPlan *) g_ptr_array_index (one->plans, k))->units, 12 * sizeof (gint64),
                         ((PlannerPlan *) g_ptr_array_index (other->plans, k))->units, 12 * sizeof (gint64));
    }
}

/* Salt comes only with water: 1 unit brings 20 of salt and 500 of water. */
static PlannerProblem *
salt_against_water (gint64 least_salt, gint64 most_water)
{
  PlannerProblem *problem = planner_problem_new (2, 3);

  problem->most[0] = problem->most[1] = 10;
  problem->rows[0].amount[0] = 20;
  problem->rows[1].amount[0] = 500;
  problem->rows[2].amount[1] = 7; /* and something that has nothing to do with it */
  problem->rows[0].low = least_salt;
  problem->rows[1].high = most_water;
  problem->rows[2].low = 14;
  return problem;
}

static void
test_a_conflict_is_the_smallest_set_with_the_smallest_relaxations (void)
{
  g_autoptr(PlannerProblem) problem = salt_against_water (90, 2000);
  g_autoptr(PlannerResult) result = planner_solve (problem, 1, 0, NULL);
  guint64 nodes = 0;
  gboolean proven = FALSE;
  g_autoptr(GArray) conflict = NULL;
  PlannerBound salt, water;

  g_assert_true (result->complete);
  g_assert_cmpuint (result->plans->len, ==, 0);
  conflict = planner_conflict (problem, 0, &nodes, &proven, NULL);
  g_assert_cmpuint (conflict->len, ==, 2);
  salt = g_array_index (conflict, PlannerBound, 0);
  water = g_array_index (conflict, PlannerBound, 1);
  g_assert_true (salt.kind == PLANNER_BOUND_LOW && salt.row == 0);
  g_assert_true (water.kind == PLANNER_BOUND_HIGH && water.row == 1);
  g_assert_cmpint (salt.relaxation, ==, 10);   /* 4 units bring 80 */
  g_assert_cmpint (water.relaxation, ==, 500); /* 5 units need 2500 */
}

static void
test_a_need_beyond_all_products_conflicts_with_nothing_else (void)
{
  g_autoptr(PlannerProblem) problem = salt_against_water (500, 2000);
  guint64 nodes = 0;
  gboolean proven = FALSE;
  g_autoptr(GArray) conflict = planner_conflict (problem, 0, &nodes, &proven, NULL);

  g_assert_cmpuint (conflict->len, ==, 1);
  /* Even without the need for salt … there is nothing wrong: 420 less would do with the water there is. */
  g_assert_cmpint (g_array_index (conflict, PlannerBound, 0).relaxation, ==, 420);
}

static void
test_too_few_units_or_products_are_named (void)
{
  g_autoptr(PlannerProblem) problem = salt_against_water (80, PLANNER_NO_HIGH);
  guint64 nodes = 0;
  gboolean proven = FALSE;
  g_autoptr(GArray) conflict = NULL;

  problem->max_units = 5;
  conflict = planner_conflict (problem, 0, &nodes, &proven, NULL);
  g_assert_cmpuint (conflict->len, ==, 3);
  g_assert_true (g_array_index (conflict, PlannerBound, 2).kind == PLANNER_BOUND_UNITS);
  g_assert_cmpint (g_array_index (conflict, PlannerBound, 2).relaxation, ==, 1);
  g_clear_pointer (&conflict, g_array_unref);
  problem->max_units = PLANNER_NO_HIGH;
  problem->max_distinct = 1;
  conflict = planner_conflict (problem, 0, &nodes, &proven, NULL);
  g_assert_cmpuint (conflict->len, ==, 3);
  g_assert_true (g_array_index (conflict, PlannerBound, 2).kind == PLANNER_BOUND_DISTINCT);
  g_assert_cmpint (g_array_index (conflict, PlannerBound, 2).relaxation, ==, 1);
}

static void
test_must_haves_are_in_every_plan (void)
{
  g_autoptr(PlannerProblem) problem = salt_against_water (40, 5000);
  g_autoptr(PlannerResult) result = NULL;

  problem->least[0] = 4;
  result = planner_solve (problem, 3, 0, NULL);
  g_assert_cmpuint (result->plans->len, ==, 1);
  g_assert_cmpint (((PlannerPlan *) g_ptr_array_index (result->plans, 0))->units[0], ==, 4);
}

static void
test_a_search_that_was_cancelled_proves_nothing (void)
{
  g_autoptr(PlannerProblem) problem = random_problem (8, 60, 3, 6, 0.01);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(PlannerResult) cancelled = NULL, limited = NULL;

  g_cancellable_cancel (cancellable);
  cancelled = planner_solve (problem, 5, 0, cancellable);
  g_assert_true (!cancelled->complete || cancelled->nodes < 600);
  limited = planner_solve (problem, 5, 3, NULL);
  g_assert_false (limited->complete);
}

static void
test_numbers_that_cannot_be_added_exactly_are_refused (void)
{
  g_autoptr(PlannerProblem) problem = planner_problem_new (2, 1);
  g_autoptr(GError) error = NULL;

  problem->most[0] = problem->most[1] = 1000;
  problem->rows[0].amount[0] = G_GINT64_CONSTANT (1) << 50;
  g_assert_false (planner_problem_check (problem, &error));
  g_assert_error (error, ADVICE_ERROR, ADVICE_ERROR_OUT_OF_RANGE);
}

static void
test_no_products_are_no_plan_unless_nothing_is_needed (void)
{
  g_autoptr(PlannerProblem) problem = planner_problem_new (0, 1);
  g_autoptr(PlannerResult) empty = planner_solve (problem, 1, 0, NULL), impossible = NULL;

  g_assert_cmpuint (empty->plans->len, ==, 1);
  problem->rows[0].low = 1;
  impossible = planner_solve (problem, 1, 0, NULL);
  g_assert_cmpuint (impossible->plans->len, ==, 0);
  g_assert_true (impossible->complete);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner/a-thousand-random-problems-agree-with-brute-force", test_a_thousand_random_problems_agree_with_brute_force);
  g_test_add_func ("/planner/whatever-a-problem-has-agrees-with-brute-force", test_what_else_a_problem_can_have_agrees_with_brute_force);
  g_test_add_func ("/planner/the-best-plans-differ-in-a-product", test_the_best_plans_differ_in_a_product);
  g_test_add_func ("/planner/the-same-problem-gives-the-same-plans", test_the_same_problem_gives_the_same_plans);
  g_test_add_func ("/planner/a-conflict-is-the-smallest-set", test_a_conflict_is_the_smallest_set_with_the_smallest_relaxations);
  g_test_add_func ("/planner/a-need-beyond-all-products", test_a_need_beyond_all_products_conflicts_with_nothing_else);
  g_test_add_func ("/planner/too-few-units-or-products-are-named", test_too_few_units_or_products_are_named);
  g_test_add_func ("/planner/must-haves-are-in-every-plan", test_must_haves_are_in_every_plan);
  g_test_add_func ("/planner/a-cancelled-search-proves-nothing", test_a_search_that_was_cancelled_proves_nothing);
  g_test_add_func ("/planner/inexact-numbers-are-refused", test_numbers_that_cannot_be_added_exactly_are_refused);
  g_test_add_func ("/planner/no-products", test_no_products_are_no_plan_unless_nothing_is_needed);
  return g_test_run ();
}
