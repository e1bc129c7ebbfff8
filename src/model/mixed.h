/* model/mixed.h
 *
 * Linear mixed models by penalised least squares, after Bates, Mächler, Bolker & Walker 2015 (doi 10.18637/jss.v067.i01):
 *
 *   y = Xβ + Zb + e,  b = Λu,  u ~ N(0, σ²I),  e ~ N(0, σ²I)
 *   L L' = Λ'Z'ZΛ + I,  L R_ZX = Λ'Z'X,  R_X'R_X = X'X − R_ZX'R_ZX,  rss = min ‖y − Xβ − ZΛu‖² + ‖u‖²
 *   REML criterion = ln|L|² + ln|R_X|² + (n − p)(1 + ln(2π rss/(n − p)));  ML = ln|L|² + n(1 + ln(2π rss/n))
 *
 * X enters as an orthonormal basis of its columns and y as what X leaves of it: the criterion is the same up to a constant,
 * and nothing cancels. One scalar random term has a closed form (mixed-scalar.c); all others go through a sparse Cholesky
 * factorisation whose structure is found once (mixed-sparse.c). */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

/* One random part on the rows of a problem. */
typedef struct {
  guint k;               /* terms: 1 to RANDOM_MOST_TERMS */
  guint n_levels;
  const guint *codes;    /* n: borrowed */
  const double *z;       /* n × k: borrowed; rows already multiplied by the roots of the weights */
} MixedPart;

typedef struct _MixedScalar MixedScalar;
typedef struct _MixedSparse MixedSparse;

typedef struct {
  guint n;
  guint p;
  guint n_parts;
  MixedPart *parts;
  guint *first;          /* n_parts + 1: where each part's columns of Z begin */
  guint *first_theta;    /* n_parts + 1: where each part's parameters begin: its lower triangle, column by column */
  double *xx;            /* p × p: X'X */
  double *xy;            /* p: X'y */
  double yy;
  MixedScalar *scalar;   /* the closed form, if it applies */
  MixedSparse *sparse;   /* else this */
} MixedProblem;

/* The criterion's parts at one θ. */
typedef struct {
  double log_det_l;      /* ln|L|² */
  double log_det_x;      /* ln|R_X|² */
  double rss;
  double *beta;          /* p */
  double *root;          /* p × p, lower, a column after the other: G with G G' = R_X'R_X */
} MixedPoint;

/**
 * mixed_problem_new:
 * @x: n × p; borrowed while the problem is made
 * @parts: copied; what they point to must outlive the problem
 */
MixedProblem *mixed_problem_new    (guint n, guint p, const double *x, const double *y, const MixedPart *parts, guint n_parts);
void          mixed_problem_free   (MixedProblem *problem);
#define mixed_n_theta(problem) ((problem)->first_theta[(problem)->n_parts])

MixedPoint   *mixed_point_new      (guint p);
void          mixed_point_free     (MixedPoint *point);

/* Returns: %FALSE when R_X is singular at this θ. θ on the diagonal may be negative: only ΛΛ' counts. */
gboolean      mixed_evaluate       (MixedProblem *problem, const double *theta, MixedPoint *point);
double        mixed_criterion      (const MixedProblem *problem, const MixedPoint *point, gboolean reml);

/**
 * mixed_minimise:
 * @theta: (inout): where to start; the best θ found, its diagonal not negative
 * @point: (out): the point at the best θ
 *
 * Returns: the criterion; NAN when it cannot be evaluated.
 */
double        mixed_minimise       (MixedProblem *problem, gboolean reml, double *theta, MixedPoint *point);

/* b̂ = Λû at @theta and @beta: one number for each column of Z. */
void          mixed_effects        (MixedProblem *problem, const double *theta, const MixedPoint *point, double *b);

/* One new observation: its row of X, and of Z for the levels that are known. */
typedef struct {
  const double *x;       /* p */
  guint n_z;             /* how many known levels × terms follow */
  const guint *columns;  /* n_z: columns of Z */
  const double *z;       /* n_z */
} MixedRow;

/* Var(x'β̂ + z'(b̂ − b)) / σ² at the θ of the last mixed_evaluate(). */
double        mixed_row_variance   (MixedProblem *problem, const double *theta, const MixedPoint *point, const MixedRow *row);

/* The column of Var(β̂, b̂ − b) / σ² that belongs to column @column of Z, at the θ of the last mixed_evaluate(): with β in @with_beta (p), with b
 * in @with_b (first[n_parts]). */
void          mixed_covariance_column (MixedProblem *problem, const double *theta, const MixedPoint *point, guint column, double *with_beta,
                                       double *with_b);

/* Λ's block of part @part, k × k, lower, a column after the other. */
void          mixed_template       (const MixedProblem *problem, guint part, const double *theta, double *block);

/* For the two implementations. */
MixedScalar  *mixed_scalar_new     (const MixedProblem *problem, const double *x, const double *y);
void          mixed_scalar_free    (MixedScalar *scalar);
gboolean      mixed_scalar_evaluate (const MixedProblem *problem, double theta, MixedPoint *point);
double        mixed_scalar_minimise (const MixedProblem *problem, gboolean reml, double *theta, MixedPoint *point);
void          mixed_scalar_effects (const MixedProblem *problem, double theta, const MixedPoint *point, double *b);
double        mixed_scalar_row_variance (const MixedProblem *problem, double theta, const MixedPoint *point, const MixedRow *row);
void          mixed_scalar_covariance_column (const MixedProblem *problem, double theta, const MixedPoint *point, guint column, double *with_beta,
                                              double *with_b);
/* A problem of levels drawn from @from, each draw a level of its own: for the bootstrap. */
MixedProblem *mixed_scalar_resample (const MixedProblem *from, const guint *levels, guint n_levels);

MixedSparse  *mixed_sparse_new     (const MixedProblem *problem, const double *x, const double *y);
void          mixed_sparse_free    (MixedSparse *sparse);
gboolean      mixed_sparse_evaluate (MixedProblem *problem, const double *theta, MixedPoint *point);
void          mixed_sparse_effects (MixedProblem *problem, const double *theta, const MixedPoint *point, double *b);
double        mixed_sparse_row_variance (MixedProblem *problem, const double *theta, const MixedPoint *point, const MixedRow *row);

void          mixed_sparse_covariance_column (MixedProblem *problem, const double *theta, const MixedPoint *point, guint column, double *with_beta,
                                              double *with_b);

/* A⁻¹v in place, A = G G' the point's. */
void          mixed_point_apply_inverse (const MixedPoint *point, guint p, double *v);

/* The last step of both: beta, rss, root and ln|R_X|² from R_X'R_X, its right-hand side and the response's remainder. */
gboolean      mixed_point_solve    (MixedPoint *point, guint p, const double *a, const double *b, double yy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixedProblem, mixed_problem_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixedPoint, mixed_point_free)

G_END_DECLS
