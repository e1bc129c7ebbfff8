/* tests/advice/glpk-problem.c */
#include "glpk-problem.h"

glp_prob *
glpk_problem_new (const PlannerProblem *p, const double weight[PLAN_N_OBJECTIVES])
{
  glp_prob *mip = glp_create_prob ();
  guint n = p->n_products, rows = p->n_rows + n + 2;
  int index[256];
  double value[256];

  glp_set_obj_dir (mip, GLP_MIN);
  glp_add_cols (mip, (int) (2 * n));
  glp_add_rows (mip, (int) rows);
  for (guint i = 0; i < n; i++)
    {
      int x = (int) i + 1, y = (int) (n + i) + 1, link = (int) (p->n_rows + i) + 1;

      glp_set_col_kind (mip, x, GLP_IV);
      glp_set_col_bnds (mip, x, p->most[i] > 0 ? GLP_DB : GLP_FX, 0, (double) p->most[i]);
      glp_set_col_kind (mip, y, GLP_BV);
      glp_set_obj_coef (mip, x, weight[PLAN_BY_UNITS] + weight[PLAN_BY_COST] * (double) p->cost[i]);
      glp_set_obj_coef (mip, y, weight[PLAN_BY_DISTINCT]);
      index[1] = x, value[1] = 1;
      index[2] = y, value[2] = -(double) p->most[i];
      glp_set_mat_row (mip, link, 2, index, value);
      glp_set_row_bnds (mip, link, GLP_UP, 0, 0);
    }
  for (guint r = 0; r < p->n_rows; r++)
    {
      gboolean low = p->rows[r].low != PLANNER_NO_LOW, high = p->rows[r].high != PLANNER_NO_HIGH;

      for (guint i = 0; i < n; i++)
        index[i + 1] = (int) i + 1, value[i + 1] = (double) p->rows[r].amount[i];
      glp_set_mat_row (mip, (int) r + 1, (int) n, index, value);
      glp_set_row_bnds (mip, (int) r + 1, low && high ? GLP_DB : low ? GLP_LO : high ? GLP_UP : GLP_FR, (double) p->rows[r].low,
                        (double) p->rows[r].high);
    }
  for (guint k = 0; k < 2; k++)
    {
      gint64 most = k == 0 ? p->max_units : p->max_distinct;
      int row = (int) (p->n_rows + n + k) + 1;

      for (guint i = 0; i < n; i++)
        index[i + 1] = (int) (k == 0 ? i : n + i) + 1, value[i + 1] = 1;
      glp_set_mat_row (mip, row, (int) n, index, value);
      glp_set_row_bnds (mip, row, most == PLANNER_NO_HIGH ? GLP_FR : GLP_UP, 0, (double) most);
    }
  return mip;
}

void
glpk_quiet_options (glp_iocp *options)
{
  glp_init_iocp (options);
  options->presolve = GLP_ON;
  options->msg_lev = GLP_MSG_OFF;
}
