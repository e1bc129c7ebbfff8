/* advice/planner-lp.h: private to planner-*.c: linear programs in which every variable has two bounds
 *
 * Dual simplex on a small dense dictionary. It only ever guides the search: what it claims is checked in integers before
 * anything is cut off (planner-bound.c). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  LP_OPTIMAL,
  LP_INFEASIBLE, /* `multiplier` shows why */
  LP_LOST,       /* too many steps: nothing is known */
} LpStatus;

/* minimise cost·x; low ≤ A·x ≤ high for each row, 0 ≤ x ≤ 1 for each column. */
typedef struct {
  guint n_columns, n_rows;
  guint stride;         /* columns there is room for */
  double *matrix;       /* n_rows × stride */
  double *cost;         /* n_columns */
  double *low, *high;   /* n_rows; infinite: none */
  double *x;            /* (out) n_columns */
  double *multiplier;   /* (out) n_rows */
  /* work */
  double *reduced, *at, *value;
  double *floor_of, *ceiling_of;
  guint *basic, *nonbasic;
  gboolean *upper;
} LinearProgram;

LinearProgram *linear_program_new   (guint most_columns, guint most_rows);
void           linear_program_free  (LinearProgram *lp);
/* Destroys `matrix` and `cost`. */
LpStatus       linear_program_solve (LinearProgram *lp);

G_END_DECLS
