/* advice/planner-relax.c: the relaxation of a node, and the integer proof of what it claims */
#include <math.h>
#include <string.h>

#include "planner-node.h"

#define PROOF_BITS 112 /* of the largest sum in a proof */
#define WHOLE      1e-6

static const gint64 *
objective_amounts (const Node *node, PlanObjective objective)
{
  return node->rows[node_objective_row (node, objective)].amount;
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
      node_activity (node, row, &least, &most);
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
