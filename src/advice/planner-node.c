/* advice/planner-node.c: a node of the search tree, and what its rows say at once */
#include "planner-node.h"

#include <math.h>
#include <string.h>

/* The rows that stand behind those of the problem and of the objectives. */
static guint
undecided_units_row (const Node *node)
{
  return node->problem->n_rows + PLAN_N_OBJECTIVES;
}

/* Which products are of which kind, and a row for each kind of several. */
static void
gather_kinds (Node *node)
{
  const PlannerProblem *p = node->problem;
  guint at = 0, row = p->n_rows + PLAN_N_OBJECTIVES + 1;

  node->member = g_new (guint, p->n_products + 1);
  node->member_from = g_new (guint, p->n_kinds + 1);
  for (guint k = 0; k < p->n_kinds; k++)
    {
      node->member_from[k] = at;
      for (guint i = 0; i < p->n_products; i++)
        if (p->kind[i] == k)
          node->member[at++] = i;
    }
  node->member_from[p->n_kinds] = at;
  node->kind_row = g_new0 (guint, p->n_kinds + 1);
  node->n_rows = row;
  for (guint k = 0; k < p->n_kinds; k++)
    node->n_rows += node_n_members (node, k) > 1;
  node->ones = g_new0 (gint64, (gsize) (node->n_rows - row + 1) * p->n_products + 1);
  node->rows = g_new0 (NodeRow, node->n_rows);
  node->rows[undecided_units_row (node)] = (NodeRow) { node->ones, PLANNER_NO_LOW, PLANNER_NO_HIGH, NULL, 0 };
  for (guint i = 0; i < p->n_products; i++)
    node->ones[i] = p->kind[i] != PLANNER_NO_KIND;
  for (guint k = 0; k < p->n_kinds; k++)
    {
      gint64 *ones = node->ones + (gsize) (row - undecided_units_row (node)) * p->n_products;

      if (node_n_members (node, k) < 2)
        continue;
      for (guint m = node->member_from[k]; m < node->member_from[k + 1]; m++)
        ones[node->member[m]] = 1;
      node->rows[row] = (NodeRow) { ones, PLANNER_NO_LOW, PLANNER_NO_HIGH, NULL, 0 };
      node->kind_row[k] = row++;
    }
}

/* Which products a row has to be summed over: most rows of a plan with phases are about few. */
static void
gather_amounts (Node *node)
{
  for (guint r = 0; r < node->n_rows; r++)
    {
      NodeRow *row = &node->rows[r];

      row->at = g_new (guint, node->n + 1);
      for (guint i = 0; i < node->n; i++)
        if (r == node_objective_row (node, PLAN_BY_DISTINCT) ? node->problem->kind[i] != PLANNER_NO_KIND : row->amount[i] != 0)
          row->at[row->n_at++] = i;
    }
}

static gboolean
kind_is_shut (const Node *node, guint kind)
{
  for (guint m = node->member_from[kind]; m < node->member_from[kind + 1]; m++)
    if (node->high[node->member[m]] > 0)
      return FALSE;
  return TRUE;
}

Node *
node_new (const PlannerProblem *problem)
{
  Node *node = g_new0 (Node, 1);
  guint n = problem->n_products;

  node->problem = problem;
  node->n = n;
  node->low = g_memdup2 (problem->least, (n + 1) * sizeof *node->low);
  node->high = g_memdup2 (problem->most, (n + 1) * sizeof *node->high);
  node->use = g_new (gint8, problem->n_kinds + 1);
  node->share = g_new0 (gint64, n + 1);
  gather_kinds (node);
  for (guint r = 0; r < problem->n_rows; r++)
    node->rows[r] = (NodeRow) { problem->rows[r].amount, problem->rows[r].low, problem->rows[r].high, NULL, 0 };
  node->rows[node_objective_row (node, PLAN_BY_DISTINCT)].amount = node->share;
  node->rows[node_objective_row (node, PLAN_BY_UNITS)].amount = problem->pack;
  node->rows[node_objective_row (node, PLAN_BY_COST)].amount = problem->cost;
  gather_amounts (node);
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    node->cutoff[o] = PLANNER_NO_HIGH;
  for (guint k = 0; k < problem->n_kinds; k++)
    {
      node->use[k] = kind_is_shut (node, k) ? USE_OUT : kind_is_used (problem, problem->least, k) ? USE_IN : USE_UNDECIDED;
      node->n_in += node->use[k] == USE_IN;
      node->n_undecided += node->use[k] == USE_UNDECIDED;
    }
  node->lp = linear_program_new (n + 1, node->n_rows);
  node->column = g_new (guint, n + 1);
  node->column_of = g_new (guint, n + 1);
  node->row = g_new (guint, node->n_rows);
  node->row_scale = g_new (double, node->n_rows);
  node->x = g_new0 (double, n + 1);
  node->multiplier = g_new (Wide, node->n_rows);
  node->slope = g_new (Wide, n + 1);
  node->row_reach = g_new0 (double, node->n_rows);
  for (guint r = 0; r < node->n_rows; r++)
    for (guint i = 0; i < n; i++)
      node->row_reach[r] += r == node_objective_row (node, PLAN_BY_DISTINCT)
                              ? (double) DISTINCT_ONE
                              : fabs ((double) node->rows[r].amount[i]) * (double) node->high[i];
  return node;
}

void
node_free (Node *node)
{
  g_free (node->low);
  g_free (node->high);
  g_free (node->use);
  g_free (node->member);
  g_free (node->member_from);
  g_free (node->kind_row);
  g_free (node->ones);
  g_free (node->share);
  for (guint r = 0; r < node->n_rows; r++)
    g_free (node->rows[r].at);
  g_free (node->rows);
  linear_program_free (node->lp);
  g_free (node->column);
  g_free (node->column_of);
  g_free (node->row);
  g_free (node->row_scale);
  g_free (node->x);
  g_free (node->multiplier);
  g_free (node->slope);
  g_free (node->row_reach);
  g_free (node);
}

/* The rows of the objectives carry the limits of the problem and what the plans found so far leave to beat. */
static void
refresh_objective_rows (Node *node)
{
  const PlannerProblem *p = node->problem;
  gint64 distinct = MIN (p->max_distinct, node->cutoff[PLAN_BY_DISTINCT]);
  NodeRow *row = node->rows + p->n_rows;

  for (guint k = 0; k < p->n_kinds; k++)
    {
      gint64 most = 0;

      if (node->use[k] == USE_UNDECIDED)
        for (guint m = node->member_from[k]; m < node->member_from[k + 1]; m++)
          most += node->high[node->member[m]];
      for (guint m = node->member_from[k]; m < node->member_from[k + 1]; m++)
        {
          node->share[node->member[m]] = node->use[k] == USE_UNDECIDED ? DISTINCT_ONE / MAX (most, 1) : 0;
          node->ones[node->member[m]] = node->use[k] == USE_UNDECIDED;
        }
      if (node->kind_row[k])
        node->rows[node->kind_row[k]].low = node->use[k] == USE_IN ? 1 : PLANNER_NO_LOW;
    }
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    row[o].low = PLANNER_NO_LOW;
  if (node->fewest[PLAN_BY_UNITS] > 0)
    row[PLAN_BY_UNITS].low = node->fewest[PLAN_BY_UNITS];
  node->rows[undecided_units_row (node)].low
    = node->fewest[PLAN_BY_DISTINCT] > (gint64) node->n_in ? node->fewest[PLAN_BY_DISTINCT] - (gint64) node->n_in : PLANNER_NO_LOW;
  row[PLAN_BY_DISTINCT].high
    = distinct >= (gint64) p->n_kinds ? PLANNER_NO_HIGH : (distinct - (gint64) node->n_in) * DISTINCT_ONE;
  row[PLAN_BY_UNITS].high = MIN (p->max_units, node->cutoff[PLAN_BY_UNITS]);
  row[PLAN_BY_COST].high = node->cutoff[PLAN_BY_COST];
}

static void
set_high (Node *node, guint i, gint64 high)
{
  guint kind = node->problem->kind[i];

  node->high[i] = high;
  if (high == 0 && kind != PLANNER_NO_KIND && node->use[kind] == USE_UNDECIDED && kind_is_shut (node, kind))
    {
      node->use[kind] = USE_OUT;
      node->n_undecided--;
    }
}

static void
set_low (Node *node, guint i, gint64 low)
{
  guint kind = node->problem->kind[i];

  node->low[i] = low;
  if (low > 0 && kind != PLANNER_NO_KIND && node->use[kind] == USE_UNDECIDED)
    {
      node->use[kind] = USE_IN;
      node->n_in++;
      node->n_undecided--;
    }
}

void
node_decide (Node *node, guint kind, Use use)
{
  node->use[kind] = (gint8) use;
  node->n_undecided--;
  node->n_in += use == USE_IN;
  for (guint m = node->member_from[kind]; m < node->member_from[kind + 1]; m++)
    {
      guint i = node->member[m];

      if (use == USE_OUT)
        node->high[i] = 0;
      else if (node_n_members (node, kind) == 1)
        node->low[i] = MAX (node->low[i], 1); /* of several, the kind's row says it */
    }
}

void
node_activity (const Node *node, const NodeRow *row, gint64 *least, gint64 *most)
{
  gint64 from = 0, to = 0;

  for (guint k = 0; k < row->n_at; k++)
    {
      guint i = row->at[k];
      gint64 a = row->amount[i];

      from += a > 0 ? a * node->low[i] : a * node->high[i];
      to += a > 0 ? a * node->high[i] : a * node->low[i];
    }
  *least = from;
  *most = to;
}

/* FALSE: the row cannot be satisfied. *changed: some units got closer bounds. */
static gboolean
tighten_by_row (Node *node, const NodeRow *row, gboolean *changed)
{
  gint64 least, most;

  if (row->low == PLANNER_NO_LOW && row->high == PLANNER_NO_HIGH)
    return TRUE;
  node_activity (node, row, &least, &most);
  if ((row->low != PLANNER_NO_LOW && most < row->low) || (row->high != PLANNER_NO_HIGH && least > row->high))
    return FALSE;
  for (guint k = 0; k < row->n_at; k++)
    {
      guint i = row->at[k];
      gint64 a = row->amount[i], range = node->high[i] - node->low[i], size = ABS (a);
      gint64 room_up = row->high == PLANNER_NO_HIGH ? G_MAXINT64 : row->high - least;
      gint64 room_down = row->low == PLANNER_NO_LOW ? G_MAXINT64 : most - row->low;
      gint64 from_low, from_high;

      if (room_up < 0 || room_down < 0)
        return FALSE;
      if (size * range <= room_up && size * range <= room_down)
        continue;
      /* Above its low end by at most …, below its high end by at most …; a negative amount exchanges the two rooms. */
      from_low = (a > 0 ? room_up : room_down) / size;
      from_high = (a > 0 ? room_down : room_up) / size;
      *changed = TRUE;
      if (from_low < range)
        {
          *(a > 0 ? &most : &least) -= a * (range - from_low);
          set_high (node, i, node->low[i] + from_low);
        }
      if (from_high < range)
        {
          if (node->low[i] + range - from_high > node->high[i])
            return FALSE;
          *(a > 0 ? &least : &most) += a * (range - from_high);
          set_low (node, i, node->low[i] + range - from_high);
        }
    }
  return TRUE;
}

gboolean
node_tighten (Node *node)
{
  gint64 distinct = MIN (node->problem->max_distinct, node->cutoff[PLAN_BY_DISTINCT]);
  gboolean changed = TRUE;

  for (guint pass = 0; changed && pass < 4; pass++)
    {
      changed = FALSE;
      if ((gint64) node->n_in > distinct || (gint64) (node->n_in + node->n_undecided) < node->fewest[PLAN_BY_DISTINCT])
        return FALSE;
      if ((gint64) node->n_in == distinct && node->n_undecided > 0)
        for (guint k = 0; k < node->problem->n_kinds; k++)
          if (node->use[k] == USE_UNDECIDED)
            node_decide (node, k, USE_OUT);
      refresh_objective_rows (node);
      for (guint r = 0; r < node->n_rows; r++)
        if (!tighten_by_row (node, &node->rows[r], &changed))
          return FALSE;
    }
  refresh_objective_rows (node);
  return (gint64) node->n_in <= distinct;
}
