/* advice/planner-conflict.c: why there is no plan: the smallest set of bounds that conflict, and what each would have to give */
#include "planner-node.h"

#define SUBSETS_TO_TRY  3000   /* beyond that the irreducible set has to do */
#define NODES_OF_ONE    20000  /* then a question counts as not answered */
#define NODES_OF_ALL    200000

static PlannerProblem *
copy_with (const PlannerProblem *problem, const GArray *bounds, const gboolean *keep)
{
  PlannerProblem *copy = planner_problem_new (problem->n_products, problem->n_rows);

  copy->n_kinds = problem->n_kinds;
  for (guint i = 0; i < problem->n_products; i++)
    {
      copy->least[i] = problem->least[i];
      copy->most[i] = problem->most[i];
      copy->pack[i] = problem->pack[i];
      copy->kind[i] = problem->kind[i];
      for (guint r = 0; r < problem->n_rows; r++)
        copy->rows[r].amount[i] = problem->rows[r].amount[i];
    }
  for (guint b = 0; b < bounds->len; b++)
    {
      const PlannerBound *bound = &g_array_index (bounds, PlannerBound, b);

      if (!keep[b])
        continue;
      if (bound->kind == PLANNER_BOUND_LOW)
        copy->rows[bound->row].low = problem->rows[bound->row].low;
      else if (bound->kind == PLANNER_BOUND_HIGH)
        copy->rows[bound->row].high = problem->rows[bound->row].high;
      else if (bound->kind == PLANNER_BOUND_UNITS)
        copy->max_units = problem->max_units;
      else
        copy->max_distinct = problem->max_distinct;
    }
  return copy;
}

static GArray *
all_bounds (const PlannerProblem *problem)
{
  GArray *bounds = g_array_new (FALSE, FALSE, sizeof (PlannerBound));

  for (guint r = 0; r < problem->n_rows; r++)
    {
      PlannerBound low = { PLANNER_BOUND_LOW, r, -1 }, high = { PLANNER_BOUND_HIGH, r, -1 };

      if (problem->rows[r].low != PLANNER_NO_LOW)
        g_array_append_val (bounds, low);
      if (problem->rows[r].high != PLANNER_NO_HIGH)
        g_array_append_val (bounds, high);
    }
  if (problem->max_units != PLANNER_NO_HIGH)
    g_array_append_val (bounds, ((PlannerBound) { PLANNER_BOUND_UNITS, 0, -1 }));
  if (problem->max_distinct != PLANNER_NO_HIGH)
    g_array_append_val (bounds, ((PlannerBound) { PLANNER_BOUND_DISTINCT, 0, -1 }));
  return bounds;
}

/* Without a plan under the bounds kept; a search that was broken off does not know and says FALSE. */
static gboolean
is_impossible (const PlannerProblem *problem, const GArray *bounds, const gboolean *keep, guint64 *nodes, GCancellable *cancellable)
{
  g_autoptr(PlannerProblem) copy = copy_with (problem, bounds, keep);
  g_autoptr(PlannerResult) result = NULL;

  copy->order[0] = PLAN_BY_COST; /* of which there are none: nothing to optimise */
  result = planner_solve_first_objective (copy, TRUE, NODES_OF_ONE, cancellable);
  *nodes += result->nodes;
  return result->plans->len == 0 && result->complete;
}

static guint
count (const gboolean *keep, guint n)
{
  guint kept = 0;

  for (guint b = 0; b < n; b++)
    kept += keep[b];
  return kept;
}

/* Leaves out each bound that is not needed for the contradiction: what remains is irreducible. */
static void
filter_by_deletion (const PlannerProblem *problem, const GArray *bounds, gboolean *keep, guint64 *nodes, GCancellable *cancellable)
{
  for (guint b = 0; b < bounds->len; b++)
    {
      if (!keep[b])
        continue;
      keep[b] = FALSE;
      if (!is_impossible (problem, bounds, keep, nodes, cancellable))
        keep[b] = TRUE;
    }
}

/* The next choice of @size out of @n in @keep, in order of the first; FALSE after the last. */
static gboolean
next_choice (gboolean *keep, guint n, guint size)
{
  guint behind = 0, at = n;

  while (at > 0 && keep[at - 1])
    {
      behind++;
      at--;
    }
  while (at > 0 && !keep[at - 1])
    at--;
  if (at == 0)
    return FALSE;
  keep[at - 1] = FALSE;
  for (guint b = at; b < n; b++)
    keep[b] = b < at + behind + 1;
  g_assert (count (keep, n) == size);
  return TRUE;
}

static gboolean
find_smaller (const PlannerProblem *problem, const GArray *bounds, gboolean *keep, guint64 *nodes, GCancellable *cancellable)
{
  guint n = bounds->len, size_found = count (keep, n), tried = 0;
  g_autofree gboolean *choice = g_new (gboolean, n + 1);

  for (guint size = 1; size < size_found; size++)
    {
      for (guint b = 0; b < n; b++)
        choice[b] = b < size;
      do
        {
          if (++tried > SUBSETS_TO_TRY || *nodes > NODES_OF_ALL || g_cancellable_is_cancelled (cancellable))
            return FALSE;
          if (is_impossible (problem, bounds, choice, nodes, cancellable))
            {
              for (guint b = 0; b < n; b++)
                keep[b] = choice[b];
              return TRUE;
            }
        }
      while (next_choice (choice, n, size));
    }
  return FALSE;
}

/* With all other bounds kept, how far does this one have to give? */
static gint64
smallest_relaxation (const PlannerProblem *problem, const GArray *bounds, guint which, guint64 *nodes, GCancellable *cancellable)
{
  const PlannerBound *bound = &g_array_index (bounds, PlannerBound, which);
  g_autofree gboolean *keep = g_new (gboolean, bounds->len);
  g_autoptr(PlannerProblem) copy = NULL;
  g_autoptr(PlannerResult) result = NULL;
  const PlannerPlan *plan;

  for (guint b = 0; b < bounds->len; b++)
    keep[b] = b != which;
  copy = copy_with (problem, bounds, keep);
  copy->order[0] = bound->kind == PLANNER_BOUND_UNITS      ? PLAN_BY_UNITS
                   : bound->kind == PLANNER_BOUND_DISTINCT ? PLAN_BY_DISTINCT
                                                           : PLAN_BY_COST;
  if (copy->order[0] == PLAN_BY_COST)
    for (guint i = 0; i < problem->n_products; i++)
      copy->cost[i] = problem->rows[bound->row].amount[i] * (bound->kind == PLANNER_BOUND_LOW ? -1 : 1);
  result = planner_solve_first_objective (copy, FALSE, NODES_OF_ONE, cancellable);
  *nodes += result->nodes;
  if (!result->complete)
    return -2;
  if (result->plans->len == 0)
    return -1;
  plan = g_ptr_array_index (result->plans, 0);
  switch (bound->kind)
    {
    case PLANNER_BOUND_LOW:
      return problem->rows[bound->row].low + plan->value[PLAN_BY_COST];
    case PLANNER_BOUND_HIGH:
      return plan->value[PLAN_BY_COST] - problem->rows[bound->row].high;
    case PLANNER_BOUND_UNITS:
      return plan->value[PLAN_BY_UNITS] - problem->max_units;
    default:
      return plan->value[PLAN_BY_DISTINCT] - problem->max_distinct;
    }
}

GArray *
planner_conflict (const PlannerProblem *problem, guint64 *nodes, GCancellable *cancellable)
{
  g_autoptr(GArray) bounds = NULL;
  g_autofree gboolean *keep = NULL;
  GArray *conflict = g_array_new (FALSE, FALSE, sizeof (PlannerBound));

  g_return_val_if_fail (problem != NULL && nodes != NULL, conflict);

  bounds = all_bounds (problem);
  keep = g_new (gboolean, bounds->len + 1);
  for (guint b = 0; b < bounds->len; b++)
    keep[b] = TRUE;
  filter_by_deletion (problem, bounds, keep, nodes, cancellable);
  find_smaller (problem, bounds, keep, nodes, cancellable);
  for (guint b = 0; b < bounds->len; b++)
    if (keep[b])
      {
        PlannerBound bound = g_array_index (bounds, PlannerBound, b);

        bound.relaxation = smallest_relaxation (problem, bounds, b, nodes, cancellable);
        g_array_append_val (conflict, bound);
      }
  return conflict;
}
