/* advice/planner-problem.c: what is to be planned, and whether it can be planned exactly */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "planner-node.h"

G_DEFINE_QUARK (advice-error-quark, advice_error)

PlannerProblem *
planner_problem_new (guint n_products, guint n_rows)
{
  PlannerProblem *problem = g_new0 (PlannerProblem, 1);

  problem->n_products = problem->n_kinds = n_products;
  problem->kind = g_new (guint, n_products + 1);
  problem->block = g_new0 (guint, n_products + 1);
  problem->n_blocks = 1;
  for (guint i = 0; i < n_products; i++)
    problem->kind[i] = i;
  problem->n_rows = n_rows;
  problem->least = g_new0 (gint64, n_products + 1);
  problem->most = g_new0 (gint64, n_products + 1);
  problem->cost = g_new0 (gint64, n_products + 1);
  problem->pack = g_new (gint64, n_products + 1);
  for (guint i = 0; i < n_products; i++)
    problem->pack[i] = 1;
  problem->rows = g_new0 (PlannerRow, n_rows + 1);
  for (guint r = 0; r < n_rows; r++)
    problem->rows[r] = (PlannerRow) { g_new0 (gint64, n_products + 1), PLANNER_NO_LOW, PLANNER_NO_HIGH };
  problem->max_units = problem->max_distinct = PLANNER_NO_HIGH;
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    problem->order[o] = (PlanObjective) o;
  return problem;
}

PlannerProblem *
planner_problem_copy (const PlannerProblem *problem, guint more_rows)
{
  guint n = problem->n_products;
  PlannerProblem *copy = planner_problem_new (n, problem->n_rows + more_rows);

  copy->n_kinds = problem->n_kinds;
  copy->n_blocks = problem->n_blocks;
  memcpy (copy->kind, problem->kind, n * sizeof *copy->kind);
  memcpy (copy->block, problem->block, n * sizeof *copy->block);
  memcpy (copy->least, problem->least, n * sizeof *copy->least);
  memcpy (copy->most, problem->most, n * sizeof *copy->most);
  memcpy (copy->cost, problem->cost, n * sizeof *copy->cost);
  memcpy (copy->pack, problem->pack, n * sizeof *copy->pack);
  for (guint r = 0; r < problem->n_rows; r++)
    {
      memcpy (copy->rows[r].amount, problem->rows[r].amount, n * sizeof (gint64));
      copy->rows[r].low = problem->rows[r].low;
      copy->rows[r].high = problem->rows[r].high;
    }
  copy->max_units = problem->max_units;
  copy->max_distinct = problem->max_distinct;
  memcpy (copy->order, problem->order, sizeof copy->order);
  return copy;
}

void
planner_problem_free (PlannerProblem *problem)
{
  if (problem == NULL)
    return;
  for (guint r = 0; r < problem->n_rows; r++)
    g_free (problem->rows[r].amount);
  g_free (problem->rows);
  g_free (problem->kind);
  g_free (problem->block);
  g_free (problem->least);
  g_free (problem->most);
  g_free (problem->cost);
  g_free (problem->pack);
  g_free (problem);
}

static gboolean
sum_is_exact (const PlannerProblem *problem, const gint64 *amount)
{
  double sum = 0;

  for (guint i = 0; i < problem->n_products; i++)
    sum += fabs ((double) amount[i]) * (double) problem->most[i];
  return sum < (double) PLANNER_LARGEST;
}

gboolean
planner_problem_check (const PlannerProblem *problem, GError **error)
{
  gboolean exact = sum_is_exact (problem, problem->cost) && sum_is_exact (problem, problem->pack);

  g_return_val_if_fail (problem != NULL, FALSE);

  for (guint i = 0; i < problem->n_products; i++)
    exact &= problem->least[i] >= 0 && problem->most[i] >= problem->least[i] && problem->cost[i] >= 0 && problem->pack[i] >= 0
             && problem->most[i] <= DISTINCT_ONE && (problem->kind[i] < problem->n_kinds || problem->kind[i] == PLANNER_NO_KIND);
  for (guint r = 0; r < problem->n_rows; r++)
    {
      const PlannerRow *row = &problem->rows[r];

      exact &= sum_is_exact (problem, row->amount);
      exact &= row->low == PLANNER_NO_LOW || ABS (row->low) < PLANNER_LARGEST;
      exact &= row->high == PLANNER_NO_HIGH || ABS (row->high) < PLANNER_LARGEST;
    }
  if (exact)
    return TRUE;
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_OUT_OF_RANGE,
               _("The amounts, units or costs are too large, or have too many decimals, to be added exactly. Round them or use a larger unit."));
  return FALSE;
}

gboolean
kind_is_used (const PlannerProblem *problem, const gint64 *units, guint kind)
{
  for (guint i = 0; i < problem->n_products; i++)
    if (problem->kind[i] == kind && units[i] > 0)
      return TRUE;
  return FALSE;
}

gboolean
problem_admits (const PlannerProblem *problem, const gint64 *units)
{
  gint64 all = 0, distinct;

  for (guint i = 0; i < problem->n_products; i++)
    {
      if (units[i] < problem->least[i] || units[i] > problem->most[i])
        return FALSE;
      all += units[i] * problem->pack[i];
    }
  distinct = plan_value (problem, units, PLAN_BY_DISTINCT);
  if (all > problem->max_units || distinct > problem->max_distinct)
    return FALSE;
  for (guint r = 0; r < problem->n_rows; r++)
    {
      const PlannerRow *row = &problem->rows[r];
      gint64 sum = 0;

      for (guint i = 0; i < problem->n_products; i++)
        sum += row->amount[i] * units[i];
      if ((row->low != PLANNER_NO_LOW && sum < row->low) || (row->high != PLANNER_NO_HIGH && sum > row->high))
        return FALSE;
    }
  return TRUE;
}

gint64
plan_value (const PlannerProblem *problem, const gint64 *units, PlanObjective objective)
{
  gint64 value = 0;

  if (objective == PLAN_BY_DISTINCT)
    {
      g_autofree guint8 *used = g_malloc0 (problem->n_kinds + 1);

      for (guint i = 0; i < problem->n_products; i++)
        if (units[i] > 0 && problem->kind[i] != PLANNER_NO_KIND && !used[problem->kind[i]])
          value += used[problem->kind[i]] = 1;
      return value;
    }
  for (guint i = 0; i < problem->n_products; i++)
    value += units[i] * (objective == PLAN_BY_UNITS ? problem->pack[i] : problem->cost[i]);
  return value;
}
