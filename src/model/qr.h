/* model/qr.h
 *
 * Householder QR of a model matrix in extended precision, with R's limited pivoting (dqrdc2): a column that the columns
 * before it explain is moved to the end and left out. In: a matrix. Out: its rank, Q and R. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint n;
  guint p;
  guint rank;
  guint *pivot;          /* p: which column stands at each place; the last p − rank are left out */
  long double *a;        /* n × p: R above the diagonal, the Householder vectors on and below it */
  long double *diagonal; /* p: of R */
} Qr;

/**
 * qr_new:
 * @x: n × p, a column after the other
 * @root_weights: (nullable): n factors of the rows
 *
 * A column is dependent when what the others leave of it is less than 1e-11 of its length: doubles carry 1e-16, and a polynomial
 * of the tenth degree (NIST's Filip) still 1e-10.
 */
Qr     *qr_new      (const double *x, guint n, guint p, const double *root_weights);
void    qr_free     (Qr *qr);

/* v ← Q'v and v ← Qv, for n numbers. */
void    qr_apply_transposed (const Qr *qr, long double *v);
void    qr_apply            (const Qr *qr, long double *v);
/* Solves R b = v for the first rank places, in place. */
void    qr_solve            (const Qr *qr, long double *v);
/* R⁻¹, rank × rank, a column after the other, upper. */
long double *qr_inverse     (const Qr *qr);
/* The first rank columns of Q, n × rank. */
double *qr_basis            (const Qr *qr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Qr, qr_free)

G_END_DECLS
