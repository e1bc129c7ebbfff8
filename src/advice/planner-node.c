/* advice/planner-node.c: propagation, the relaxation, and the integer proof of what the relaxation claims */
#include "planner-node.h"

#include <math.h>
#include <string.h>

#define PROOF_BITS 112 /* of the largest sum in a proof */
#define WHOLE      1e-6

/* The rows that stand behind those of the problem. */
static guint
objective_row (const Node *node, PlanObjective objective)
{
  return node->problem->n_rows + (guint) objective;
}

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
        if (r == objective_row (node, PLAN_BY_DISTINCT) ? node->problem->kind[i] != PLANNER_NO_KIND : row->amount[i] != 0)
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
  node->rows[objective_row (node, PLAN_BY_DISTINCT)].amount = node->share;
  node->rows[objective_row (node, PLAN_BY_UNITS)].amount = problem->pack;
  node->rows[objective_row (node, PLAN_BY_COST)].amount = problem->cost;
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
      node->row_reach[r] += r == objective_row (node, PLAN_BY_DISTINCT)
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

static void
activity (const Node *node, const NodeRow *row, gint64 *least, gint64 *most)
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
  activity (node, row, &least, &most);
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

static const gint64 *
objective_amounts (const Node *node, PlanObjective objective)
{
  return node->rows[objective_row (node, objective)].amount;
}

/* Columns are what is not fixed, from 0 (its low end) to 1 (its high end); rows are scaled alike. */
static void
assemble (Node *node, const gint64 *objective, double *objective_scale)
{
  LinearProgram *lp = node->lp;
  double largest = 0;

  lp->n_columns = lp->n_rows = 0;
  for (guint i = 0; i < node->n; i++)
    if (node->high[i] > node->low[i])
      {
        node->column[lp->n_columns] = i;
        node->column_of[i] = lp->n_columns;
        lp->cost[lp->n_columns] = (double) objective[i] * (double) (node->high[i] - node->low[i]);
        largest = MAX (largest, fabs (lp->cost[lp->n_columns]));
        lp->n_columns++;
      }
  *objective_scale = largest > 0 ? largest : 1;
  for (guint c = 0; c < lp->n_columns; c++)
    lp->cost[c] /= *objective_scale;

  for (guint r = 0; r < node->n_rows; r++)
    {
      const NodeRow *row = &node->rows[r];
      double *target = lp->matrix + (gsize) lp->n_rows * lp->stride;
      double base = 0, size = 0;
      gint64 least, most;

      if (row->low == PLANNER_NO_LOW && row->high == PLANNER_NO_HIGH)
        continue;
      activity (node, row, &least, &most);
      if ((row->low == PLANNER_NO_LOW || least >= row->low) && (row->high == PLANNER_NO_HIGH || most <= row->high))
        continue; /* always satisfied here */
      for (guint c = 0; c < lp->n_columns; c++)
        target[c] = 0;
      for (guint k = 0; k < row->n_at; k++)
        {
          guint i = row->at[k];
          double reach = (double) row->amount[i] * (double) (node->high[i] - node->low[i]);

          base += (double) row->amount[i] * (double) node->low[i];
          if (reach == 0)
            continue;
          target[node->column_of[i]] = reach;
          size = MAX (size, fabs (reach));
        }
      for (guint k = 0; k < row->n_at; k++)
        if (node->high[row->at[k]] > node->low[row->at[k]])
          target[node->column_of[row->at[k]]] /= size;
      lp->low[lp->n_rows] = row->low == PLANNER_NO_LOW ? -INFINITY : ((double) row->low - base) / size;
      lp->high[lp->n_rows] = row->high == PLANNER_NO_HIGH ? INFINITY : ((double) row->high - base) / size;
      node->row_scale[lp->n_rows] = size;
      node->row[lp->n_rows++] = r;
    }
}

/* min over the node's box of Σ (2^bits·objective − Σ Y·amount)·x + Σ Y·s with each s between its row's bounds: a bound on
 * 2^bits·objective for any Y at all (weak duality), so that rounding the multipliers loses tightness, never truth. */
static Wide
weak_dual (const Node *node, const gint64 *objective, const Wide *multiplier, guint bits)
{
  const LinearProgram *lp = node->lp;
  const Wide one = (Wide) 1 << bits;
  Wide total = 0;

  for (guint i = 0; i < node->n; i++)
    node->slope[i] = objective ? objective[i] * one : 0;
  for (guint k = 0; k < lp->n_rows; k++)
    {
      const NodeRow *row = &node->rows[node->row[k]];

      if (multiplier[k] == 0)
        continue;
      total += multiplier[k] * (multiplier[k] > 0 ? row->low : row->high);
      for (guint j = 0; j < row->n_at; j++)
        node->slope[row->at[j]] -= multiplier[k] * row->amount[row->at[j]];
    }
  for (guint i = 0; i < node->n; i++)
    if (node->high[i] > 0)
      total += node->slope[i] * (node->slope[i] > 0 ? node->low[i] : node->high[i]);
  return total;
}

/* Integer multipliers as fine as the widest sums allow; a side that has no bound gets none. */
static guint
round_multipliers (const Node *node, double objective_scale, Wide *multiplier)
{
  const LinearProgram *lp = node->lp;
  double size = objective_scale * (node->n + 1);
  int exponent;
  guint bits;

  for (guint k = 0; k < lp->n_rows; k++)
    {
      const NodeRow *row = &node->rows[node->row[k]];
      double y = fabs (lp->multiplier[k]) * objective_scale / node->row_scale[k];
      double reach = node->row_reach[node->row[k]];

      if (row->low != PLANNER_NO_LOW)
        reach = MAX (reach, fabs ((double) row->low));
      if (row->high != PLANNER_NO_HIGH)
        reach = MAX (reach, fabs ((double) row->high));
      size += y * reach;
    }
  if (!isfinite (size) || size >= ldexp (1, PROOF_BITS))
    {
      /* Multipliers that cannot be summed exactly prove nothing: with none at all the bound is true, and weak. */
      memset (multiplier, 0, lp->n_rows * sizeof *multiplier);
      return 0;
    }
  frexp (size, &exponent);
  bits = (guint) CLAMP (PROOF_BITS - exponent, 0, 70);
  for (guint k = 0; k < lp->n_rows; k++)
    {
      const NodeRow *row = &node->rows[node->row[k]];
      double y = lp->multiplier[k] * objective_scale / node->row_scale[k];

      if ((y > 0 && row->low == PLANNER_NO_LOW) || (y < 0 && row->high == PLANNER_NO_HIGH))
        y = 0;
      multiplier[k] = (Wide) rint (ldexp (y, (int) bits));
    }
  return bits;
}

static gint64
wide_divide_up (Wide value, Wide by)
{
  Wide quotient = value / by;

  return (gint64) (quotient + (value % by > 0));
}

/* The rows that conflict, with integer multipliers, say Σ 0·x > 0. */
static gboolean
conflict_is_proven (const Node *node, Wide *multiplier)
{
  guint bits = round_multipliers (node, 1, multiplier);

  return weak_dual (node, NULL, multiplier, bits) > 0;
}

NodeRelaxation
node_relax (Node *node, PlanObjective objective, gint64 *bound)
{
  const gint64 *amounts = objective_amounts (node, objective);
  Wide *multiplier = node->multiplier;
  gint64 certain = 0;
  double scale;
  LpStatus status;
  guint bits;
  Wide total;

  for (guint i = 0; i < node->n; i++)
    certain += amounts[i] * (amounts[i] > 0 ? node->low[i] : node->high[i]);
  *bound = objective == PLAN_BY_DISTINCT ? (gint64) node->n_in : certain;
  assemble (node, amounts, &scale);
  status = linear_program_solve (node->lp);
  if (status == LP_INFEASIBLE && conflict_is_proven (node, multiplier))
    return NODE_EMPTY;
  if (status != LP_OPTIMAL)
    return NODE_UNKNOWN;

  for (guint i = 0; i < node->n; i++)
    node->x[i] = (double) node->low[i];
  for (guint c = 0; c < node->lp->n_columns; c++)
    {
      guint i = node->column[c];

      node->x[i] += node->lp->x[c] * (double) (node->high[i] - node->low[i]);
    }
  bits = round_multipliers (node, scale, multiplier);
  total = weak_dual (node, amounts, multiplier, bits);
  if (objective == PLAN_BY_DISTINCT)
    *bound = MAX (*bound, (gint64) node->n_in + wide_divide_up (total, (Wide) DISTINCT_ONE << bits));
  else
    *bound = MAX (*bound, wide_divide_up (total, (Wide) 1 << bits));
  return NODE_BOUNDED;
}

gboolean
node_is_whole (const Node *node, gint64 *units)
{
  for (guint i = 0; i < node->n; i++)
    {
      units[i] = (gint64) llround (node->x[i]);
      if (fabs (node->x[i] - (double) units[i]) > WHOLE)
        return FALSE;
    }
  return TRUE;
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
