/* advice/planner-lp.c */
#include "planner-lp.h"

#include <math.h>

#define FEASIBLE 1e-9
#define PIVOT    1e-9

LinearProgram *
linear_program_new (guint most_columns, guint most_rows)
{
  LinearProgram *lp = g_new0 (LinearProgram, 1);
  guint all = most_columns + most_rows;

  lp->stride = most_columns;
  lp->matrix = g_new (double, (gsize) most_rows * most_columns + 1);
  lp->cost = g_new (double, most_columns + 1);
  lp->low = g_new (double, most_rows + 1);
  lp->high = g_new (double, most_rows + 1);
  lp->x = g_new (double, most_columns + 1);
  lp->multiplier = g_new (double, most_rows + 1);
  lp->reduced = g_new (double, most_columns + 1);
  lp->at = g_new (double, most_columns + 1);
  lp->value = g_new (double, most_rows + 1);
  lp->floor_of = g_new (double, all + 1);
  lp->ceiling_of = g_new (double, all + 1);
  lp->basic = g_new (guint, most_rows + 1);
  lp->nonbasic = g_new (guint, most_columns + 1);
  lp->upper = g_new (gboolean, most_columns + 1);
  return lp;
}

void
linear_program_free (LinearProgram *lp)
{
  g_free (lp->matrix);
  g_free (lp->cost);
  g_free (lp->low);
  g_free (lp->high);
  g_free (lp->x);
  g_free (lp->multiplier);
  g_free (lp->reduced);
  g_free (lp->at);
  g_free (lp->value);
  g_free (lp->floor_of);
  g_free (lp->ceiling_of);
  g_free (lp->basic);
  g_free (lp->nonbasic);
  g_free (lp->upper);
  g_free (lp);
}

/* The basic variable that is furthest outside of its bounds, or n_rows. */
static guint
choose_leaving (LinearProgram *lp)
{
  guint found = lp->n_rows;
  double worst = FEASIBLE;

  for (guint r = 0; r < lp->n_rows; r++)
    {
      const double *row = lp->matrix + (gsize) r * lp->stride;
      double value = 0, outside;

      for (guint c = 0; c < lp->n_columns; c++)
        value += row[c] * lp->at[c];
      lp->value[r] = value;
      outside = MAX (lp->floor_of[lp->basic[r]] - value, value - lp->ceiling_of[lp->basic[r]]);
      if (outside > worst)
        {
          worst = outside;
          found = r;
        }
    }
  return found;
}

/* The column that lets row @r grow (@sign 1) or shrink (−1) at the least loss, or n_columns. */
static guint
choose_entering (const LinearProgram *lp, guint r, int sign)
{
  const double *row = lp->matrix + (gsize) r * lp->stride;
  guint found = lp->n_columns;
  double least = INFINITY, size = 0;

  for (guint c = 0; c < lp->n_columns; c++)
    {
      double slope = sign * row[c], ratio;

      if (lp->floor_of[lp->nonbasic[c]] == lp->ceiling_of[lp->nonbasic[c]])
        continue;
      if (lp->upper[c] ? slope > -PIVOT : slope < PIVOT)
        continue;
      ratio = fabs (lp->reduced[c]) / fabs (slope);
      if (ratio < least - 1e-12 || (ratio <= least + 1e-12 && fabs (slope) > size))
        {
          least = MIN (ratio, least);
          size = fabs (slope);
          found = c;
        }
    }
  return found;
}

/* basic = matrix·nonbasic: exchanges one of each. */
static void
exchange (LinearProgram *lp, guint r, guint c)
{
  double *row = lp->matrix + (gsize) r * lp->stride;
  double inverse = 1 / row[c], factor;
  guint leaving = lp->basic[r];

  for (guint k = 0; k < lp->n_columns; k++)
    row[k] = -row[k] * inverse;
  row[c] = inverse;
  for (guint i = 0; i < lp->n_rows; i++)
    {
      double *other = lp->matrix + (gsize) i * lp->stride;

      factor = other[c];
      if (i == r || factor == 0)
        continue;
      other[c] = 0;
      for (guint k = 0; k < lp->n_columns; k++)
        other[k] += factor * row[k];
    }
  factor = lp->reduced[c];
  lp->reduced[c] = 0;
  for (guint k = 0; k < lp->n_columns; k++)
    lp->reduced[k] += factor * row[k];
  lp->basic[r] = lp->nonbasic[c];
  lp->nonbasic[c] = leaving;
}

static void
report_optimum (LinearProgram *lp)
{
  for (guint r = 0; r < lp->n_rows; r++)
    lp->multiplier[r] = 0;
  for (guint c = 0; c < lp->n_columns; c++)
    if (lp->nonbasic[c] < lp->n_columns)
      lp->x[lp->nonbasic[c]] = lp->at[c];
    else
      lp->multiplier[lp->nonbasic[c] - lp->n_columns] = lp->reduced[c];
  for (guint r = 0; r < lp->n_rows; r++)
    if (lp->basic[r] < lp->n_columns)
      lp->x[lp->basic[r]] = CLAMP (lp->value[r], 0.0, 1.0);
}

/* Multipliers Y with min Σ Y·(row − A·x) > 0, where it has to be 0. */
static void
report_conflict (LinearProgram *lp, guint r, gboolean too_low)
{
  const double *row = lp->matrix + (gsize) r * lp->stride;
  double sign = too_low ? -1 : 1;

  for (guint i = 0; i < lp->n_rows; i++)
    lp->multiplier[i] = 0;
  if (lp->basic[r] >= lp->n_columns)
    lp->multiplier[lp->basic[r] - lp->n_columns] = -sign;
  for (guint c = 0; c < lp->n_columns; c++)
    if (lp->nonbasic[c] >= lp->n_columns)
      lp->multiplier[lp->nonbasic[c] - lp->n_columns] = sign * row[c];
}

LpStatus
linear_program_solve (LinearProgram *lp)
{
  guint most_steps = 50 + 10 * (lp->n_rows + lp->n_columns);

  /* The variables of the rows begin as basic; each column stands at the bound that its cost prefers, so that the start is dual feasible. */
  for (guint c = 0; c < lp->n_columns; c++)
    {
      lp->nonbasic[c] = c;
      lp->floor_of[c] = 0;
      lp->ceiling_of[c] = 1;
      lp->reduced[c] = lp->cost[c];
      lp->upper[c] = lp->cost[c] < 0;
      lp->at[c] = lp->upper[c] ? 1 : 0;
    }
  for (guint r = 0; r < lp->n_rows; r++)
    {
      lp->basic[r] = lp->n_columns + r;
      lp->floor_of[lp->n_columns + r] = lp->low[r];
      lp->ceiling_of[lp->n_columns + r] = lp->high[r];
    }

  for (guint step = 0; step < most_steps; step++)
    {
      guint r = choose_leaving (lp), c, leaving;
      gboolean too_low;

      if (r == lp->n_rows)
        {
          report_optimum (lp);
          return LP_OPTIMAL;
        }
      leaving = lp->basic[r];
      too_low = lp->value[r] < lp->floor_of[leaving];
      c = choose_entering (lp, r, too_low ? 1 : -1);
      if (c == lp->n_columns)
        {
          report_conflict (lp, r, too_low);
          return LP_INFEASIBLE;
        }
      exchange (lp, r, c);
      lp->upper[c] = !too_low;
      lp->at[c] = too_low ? lp->floor_of[leaving] : lp->ceiling_of[leaving];
    }
  return LP_LOST;
}
