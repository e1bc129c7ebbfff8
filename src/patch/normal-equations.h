/* patch/normal-equations.h
 *
 * Weighted linear least squares with few unknowns and one matrix for up to three right-hand sides (the components of a
 * colour), summed row by row without storing the rows. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NORMAL_EQUATIONS_MAX 12

typedef struct {
  guint n;                                                     /* unknowns, 1–NORMAL_EQUATIONS_MAX */
  double matrix[NORMAL_EQUATIONS_MAX][NORMAL_EQUATIONS_MAX];   /* lower triangle */
  double right[3][NORMAL_EQUATIONS_MAX];
} NormalEquations;

void     normal_equations_init  (NormalEquations *self, guint n);
void     normal_equations_add   (NormalEquations *self, const double *row, const double right[3], double weight);

/**
 * normal_equations_solve:
 * @ridge: added to the diagonal, as a share of its mean; keeps poorly determined unknowns at zero
 * @solution: (out): three times n unknowns
 *
 * Cholesky. Returns: %FALSE when the matrix is not positive definite.
 */
gboolean normal_equations_solve (const NormalEquations *self, double ridge, double solution[3][NORMAL_EQUATIONS_MAX]);

G_END_DECLS
