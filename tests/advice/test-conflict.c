/* tests/advice/test-conflict.c: why there is no plan, against every set of bounds and every way to take the products */
#include <string.h>

#include "random-problem.h"

#define MOST_BOUNDS 14

/* Of one problem: which bounds some choice of units meets together, and how far it misses the others. */
typedef struct {
  const PlannerProblem *problem;
  PlannerBound bound[MOST_BOUNDS];
  guint n;
  gboolean together[1 << MOST_BOUNDS];  /* by set of bounds: some choice of units meets them all */
  gint64 alone[MOST_BOUNDS];            /* the least by which a choice that meets all others misses it; −1: there is none */
  gint64 units[8];
} Truth;

static gint64
miss (const Truth *truth, const PlannerBound *bound)
{
  const PlannerProblem *p = truth->problem;
  gint64 sum = 0;
  guint kinds = 0;

  for (guint i = 0; i < p->n_products; i++)
    if (bound->kind == PLANNER_BOUND_UNITS)
      sum += truth->units[i] * p->pack[i];
    else if (bound->kind == PLANNER_BOUND_DISTINCT)
      {
        if (truth->units[i] > 0 && p->kind[i] != PLANNER_NO_KIND && !(kinds & 1u << p->kind[i]))
          {
            kinds |= 1u << p->kind[i];
            sum++;
          }
      }
    else
      sum += truth->units[i] * p->rows[bound->row].amount[i];
  switch (bound->kind)
    {
    case PLANNER_BOUND_LOW:
      return MAX (0, p->rows[bound->row].low - sum);
    case PLANNER_BOUND_HIGH:
      return MAX (0, sum - p->rows[bound->row].high);
    case PLANNER_BOUND_UNITS:
      return MAX (0, sum - p->max_units);
    default:
      return MAX (0, sum - p->max_distinct);
    }
}

static void
enumerate (Truth *truth, guint i)
{
  guint met = 0, missed = 0;

  if (i < truth->problem->n_products)
    {
      for (gint64 u = truth->problem->least[i]; u <= truth->problem->most[i]; u++)
        {
          truth->units[i] = u;
          enumerate (truth, i + 1);
        }
      return;
    }
  for (guint b = 0; b < truth->n; b++)
    if (miss (truth, &truth->bound[b]) == 0)
      met |= 1u << b;
    else
      missed++;
  truth->together[met] = TRUE;
  for (guint b = 0; missed == 1 && b < truth->n; b++)
    if (!(met & 1u << b))
      {
        gint64 by = miss (truth, &truth->bound[b]);

        if (truth->alone[b] < 0 || by < truth->alone[b])
          truth->alone[b] = by;
      }
}

static void
list_bounds (Truth *truth)
{
  const PlannerProblem *p = truth->problem;

  truth->n = 0;
  for (guint r = 0; r < p->n_rows; r++)
    {
      if (p->rows[r].low != PLANNER_NO_LOW)
        truth->bound[truth->n++] = (PlannerBound) { .kind = PLANNER_BOUND_LOW, .row = r };
      if (p->rows[r].high != PLANNER_NO_HIGH)
        truth->bound[truth->n++] = (PlannerBound) { .kind = PLANNER_BOUND_HIGH, .row = r };
    }
  if (p->max_units != PLANNER_NO_HIGH)
    truth->bound[truth->n++] = (PlannerBound) { .kind = PLANNER_BOUND_UNITS };
  if (p->max_distinct != PLANNER_NO_HIGH)
    truth->bound[truth->n++] = (PlannerBound) { .kind = PLANNER_BOUND_DISTINCT };
  g_assert_cmpuint (truth->n, <=, MOST_BOUNDS);
}

static void
find_truth (Truth *truth, const PlannerProblem *problem)
{
  truth->problem = problem;
  list_bounds (truth);
  memset (truth->together, 0, sizeof truth->together);
  for (guint b = 0; b < truth->n; b++)
    truth->alone[b] = -1;
  enumerate (truth, 0);
  /* What is met together, is so without one of them. */
  for (guint set = 1u << truth->n; set-- > 0;)
    for (guint b = 0; truth->together[set] && b < truth->n; b++)
      truth->together[set & ~(1u << b)] = TRUE;
}

static guint
smallest_conflict (const Truth *truth)
{
  guint smallest = truth->n + 1;

  for (guint set = 0; set < 1u << truth->n; set++)
    if (!truth->together[set])
      smallest = MIN (smallest, (guint) __builtin_popcount (set));
  return smallest;
}

static guint
place_of (const Truth *truth, const PlannerBound *bound)
{
  guint b = 0;

  while (b < truth->n && (truth->bound[b].kind != bound->kind || truth->bound[b].row != bound->row))
    b++;
  g_assert_cmpuint (b, <, truth->n);
  return b;
}

/* FALSE: there is a plan, so that nothing conflicts. */
static gboolean
conflict_is_the_true_one (Truth *truth, const PlannerProblem *problem, guint *size)
{
  g_autoptr(GArray) conflict = NULL;
  guint64 nodes = 0;
  gboolean proven = FALSE;
  guint set = 0;

  find_truth (truth, problem);
  if (truth->together[(1u << truth->n) - 1])
    return FALSE;
  conflict = planner_conflict (problem, 0, &nodes, &proven, NULL);
  g_assert_true (proven);
  *size = conflict->len;
  g_assert_cmpuint (conflict->len, ==, smallest_conflict (truth));
  for (guint k = 0; k < conflict->len; k++)
    set |= 1u << place_of (truth, &g_array_index (conflict, PlannerBound, k));
  g_assert_cmpuint ((guint) __builtin_popcount (set), ==, conflict->len);
  g_assert_false (truth->together[set]);
  for (guint k = 0; k < conflict->len; k++)
    {
      const PlannerBound *bound = &g_array_index (conflict, PlannerBound, k);

      g_assert_cmpint (bound->relaxation, ==, truth->alone[place_of (truth, bound)]);
      g_assert_true (bound->proven);
      g_assert_cmpint (bound->in_conflict, >, 0); /* each one ends an irreducible conflict */
      if (bound->relaxation >= 0)
        g_assert_cmpint (bound->in_conflict, <=, bound->relaxation);
    }
  return TRUE;
}

/* As random, with what else a problem can have: must-haves, packs, one thing in two phases that are blocks, a count beside the
 * products, amounts that take away, limits of units and products. */
static PlannerProblem *
tight_problem (guint32 seed)
{
  PlannerProblem *problem = random_problem (seed, 4 + seed % 3, 3, 2 + seed % 4, 0.02 + 0.01 * (seed % 7));
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  guint n = problem->n_products;

  for (guint i = 0; i < n; i++)
    {
      if (problem->most[i] > 0 && g_rand_double (rand) < 0.1)
        problem->least[i] = 1;
      problem->pack[i] = g_rand_int_range (rand, 1, 3);
      for (guint r = 1; seed % 2 && r < problem->n_rows; r++)
        if (g_rand_double (rand) < 0.2)
          problem->rows[r].amount[i] *= -1;
    }
  if (g_rand_double (rand) < 0.5)
    problem->max_units = g_rand_int_range (rand, 1, 6);
  if (g_rand_double (rand) < 0.5)
    problem->max_distinct = g_rand_int_range (rand, 0, 3);
  if (seed % 3 == 1) /* the second half of the products are the first in a second phase, with the first row only of the first phase */
    {
      problem->n_blocks = 2;
      problem->n_kinds = n - n / 2;
      for (guint i = n - n / 2; i < n; i++)
        {
          problem->block[i] = 1;
          problem->kind[i] = i - (n - n / 2);
          problem->rows[0].amount[i] = 0;
          problem->least[i] = 0;
        }
    }
  else if (seed % 3 == 2)
    {
      problem->kind[n - 1] = PLANNER_NO_KIND;
      problem->n_kinds = n - 1;
    }
  return problem;
}

static void
test_conflicts_are_the_smallest_of_all_sets_of_bounds (void)
{
  g_autofree Truth *truth = g_new0 (Truth, 1);
  guint impossible = 0, sizes[MOST_BOUNDS + 1] = { 0 };

  for (guint32 seed = 0; impossible < 500; seed++)
    {
      g_autoptr(PlannerProblem) problem = tight_problem (seed);
      guint size = 0;

      impossible += conflict_is_the_true_one (truth, problem, &size);
      sizes[size]++;
    }
  g_assert_cmpuint (sizes[1], >, 20); /* small ones and large ones are among them */
  g_assert_cmpuint (sizes[2], >, 20);
  g_assert_cmpuint (sizes[3], >, 20);
  g_assert_cmpuint (sizes[4], >, 0);
}

/* Two contradictions that have nothing to do with each other: {0 low, 0 high with 1 low} of three bounds, and {2 low} alone. */
static void
test_a_smaller_conflict_behind_a_larger_one_is_found (void)
{
  g_autoptr(PlannerProblem) problem = planner_problem_new (3, 3);
  g_autoptr(GArray) conflict = NULL;
  guint64 nodes = 0;
  gboolean proven = FALSE;
  const PlannerBound *bound;

  problem->most[0] = problem->most[1] = problem->most[2] = 5;
  problem->rows[0].amount[0] = 10;
  problem->rows[0].low = 20;
  problem->rows[1].amount[0] = 7;
  problem->rows[1].high = 8;
  problem->rows[2].amount[2] = 3;
  problem->rows[2].low = 17;
  conflict = planner_conflict (problem, 0, &nodes, &proven, NULL);
  g_assert_true (proven);
  g_assert_cmpuint (conflict->len, ==, 1);
  bound = &g_array_index (conflict, PlannerBound, 0);
  g_assert_true (bound->kind == PLANNER_BOUND_LOW && bound->row == 2);
  g_assert_cmpint (bound->relaxation, ==, -1); /* the other contradiction would remain */
  g_assert_cmpint (bound->in_conflict, ==, 2); /* 5 units bring 15 of 17 */
}

static void
test_a_conflict_that_was_broken_off_is_not_called_smallest (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(PlannerProblem) problem = planner_problem_new (2, 2);
  g_autoptr(GArray) conflict = NULL, limited = NULL;
  guint64 nodes = 0;
  gboolean proven = TRUE;

  problem->most[0] = problem->most[1] = 5;
  problem->rows[0].amount[0] = problem->rows[1].amount[0] = 10;
  problem->rows[0].low = 20;
  problem->rows[1].high = 10;
  g_cancellable_cancel (cancellable);
  conflict = planner_conflict (problem, 0, &nodes, &proven, cancellable);
  g_assert_false (proven);
  g_assert_cmpuint (conflict->len, ==, 2);
  proven = TRUE;
  limited = planner_conflict (problem, 1, &nodes, &proven, NULL);
  g_assert_false (proven);
  g_assert_cmpuint (limited->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conflict/conflicts-are-the-smallest-of-all-sets-of-bounds", test_conflicts_are_the_smallest_of_all_sets_of_bounds);
  g_test_add_func ("/conflict/a-smaller-conflict-behind-a-larger-one-is-found", test_a_smaller_conflict_behind_a_larger_one_is_found);
  g_test_add_func ("/conflict/a-conflict-that-was-broken-off-is-not-called-smallest", test_a_conflict_that_was_broken_off_is_not_called_smallest);
  return g_test_run ();
}
