/* advice/planner.c: a problem's parts first, then the whole */
#include "planner.h"

#include "planner-parts.h"

#define PLANS_OF_BLOCK 4
#define NODES_OF_CUT   2000 /* a bound that takes longer is left out */

static void
put_last (PlannerProblem *problem, PlanObjective objective)
{
  guint at = 0;

  while (problem->order[at] != objective)
    at++;
  for (; at + 1 < PLAN_N_OBJECTIVES; at++)
    problem->order[at] = problem->order[at + 1];
  problem->order[at] = objective;
}

static gboolean
costs_differ (const PlannerProblem *problem)
{
  for (guint i = 0; i < problem->n_products; i++)
    if (problem->cost[i] != 0)
      return TRUE;
  return FALSE;
}

static void
free_result (gpointer data)
{
  planner_result_free (data);
}

/* The best plans of each block. What they have least of the first objective bounds the whole: *@least is the sum, or for distinct
 * products the greatest. FALSE: one block has no plan, and so has the whole. */
static gboolean
solve_parts (Parts *parts, const SearchTask *whole, GPtrArray *results, gint64 *least)
{
  const PlannerProblem *problem = parts->problem;
  PlanObjective first = problem->order[0];

  *least = 0;
  for (guint b = 0; b < problem->n_blocks; b++)
    {
      SearchTask task = { .top = PLANS_OF_BLOCK, .levels = PLAN_N_OBJECTIVES, .most_nodes = whole->most_nodes, .cancellable = whole->cancellable };
      PlannerResult *result = planner_search (parts->part[b], &task);
      gint64 own;

      g_ptr_array_add (results, result);
      parts->nodes += result->nodes;
      if (!result->complete)
        continue;
      if (result->plans->len == 0)
        return FALSE;
      own = ((PlannerPlan *) g_ptr_array_index (result->plans, 0))->value[first];
      *least = first == PLAN_BY_DISTINCT ? MAX (*least, own) : *least + own;
      if (first != PLAN_BY_DISTINCT)
        parts_add_cut (parts, b, first == PLAN_BY_UNITS ? problem->pack : problem->cost, own);
    }
  if (first != PLAN_BY_UNITS && !parts_add_cuts (parts, problem->pack, NODES_OF_CUT))
    return FALSE;
  return first == PLAN_BY_COST || !costs_differ (problem) || parts_add_cuts (parts, problem->cost, NODES_OF_CUT);
}

/* Plans of the blocks put together are plans to begin with, where nothing binds the blocks. */
static GPtrArray *
put_together (const PlannerProblem *problem, const GPtrArray *results)
{
  guint n_blocks = problem->n_blocks;
  g_autofree guint *which = g_new0 (guint, n_blocks);
  GPtrArray *together = g_ptr_array_new_with_free_func (g_free);

  for (guint b = 0; b < n_blocks; b++)
    if (((PlannerResult *) g_ptr_array_index (results, b))->plans->len == 0)
      return together;
  for (guint b = 0; b < n_blocks;)
    {
      gint64 *units = g_new0 (gint64, problem->n_products + 1);

      for (guint k = 0; k < n_blocks; k++)
        {
          const PlannerPlan *plan = g_ptr_array_index (((PlannerResult *) g_ptr_array_index (results, k))->plans, which[k]);

          for (guint i = 0; i < problem->n_products; i++)
            units[i] += plan->units[i];
        }
      g_ptr_array_add (together, units);
      for (b = 0; b < n_blocks; b++) /* the next choice of one plan from each */
        {
          if (++which[b] < ((PlannerResult *) g_ptr_array_index (results, b))->plans->len)
            break;
          which[b] = 0;
        }
    }
  return together;
}

static PlannerResult *
solve_blocks (const PlannerProblem *problem, SearchTask *task)
{
  g_autoptr(Parts) parts = parts_new (problem, NULL, task->cancellable);
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func (free_result), begin = NULL;
  PlannerResult *result;

  if (!solve_parts (parts, task, results, &task->least))
    {
      result = g_new0 (PlannerResult, 1);
      result->plans = g_ptr_array_new ();
      result->complete = TRUE;
    }
  else
    {
      task->begin = begin = put_together (problem, results);
      result = planner_search (parts->whole, task);
    }
  result->nodes += parts->nodes;
  return result;
}

PlannerResult *
planner_solve (const PlannerProblem *problem, guint top, guint64 most_nodes, GCancellable *cancellable)
{
  SearchTask task = { .top = MAX (top, 1), .levels = PLAN_N_OBJECTIVES, .most_nodes = most_nodes, .cancellable = cancellable };
  g_autoptr(PlannerProblem) ordered = NULL;

  g_return_val_if_fail (problem != NULL, NULL);

  ordered = planner_problem_copy (problem, 0);
  if (!costs_differ (problem))
    put_last (ordered, PLAN_BY_COST); /* nothing has a price: then it decides nothing, and must not make all plans look alike to the search */
  return ordered->n_blocks > 1 ? solve_blocks (ordered, &task) : planner_search (ordered, &task);
}
