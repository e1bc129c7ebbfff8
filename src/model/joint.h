/* model/joint.h
 *
 * How the errors of a mixed model's coefficients and effects hang together: Var(β̂ − β, b̂ − b), the inverse of Henderson's mixed model
 * equations times σ². What is expected of a known athlete is x'β̂ + z'b̂, and an effect that was estimated too high went with an intercept
 * that was estimated too low: without the covariances its interval is wrong. In: a fit. Out: the blocks that predictions need. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

/* Two levels, the first of them before the second: by part, then by level. */
typedef struct {
  guint a, i;            /* level i of random part a … */
  guint b, j;            /* … and level j of part b */
} LevelPair;

typedef struct {
  guint rank;
  guint n_parts;
  guint *n_terms;        /* n_parts */
  guint *n_levels;       /* n_parts */
  double **own;          /* n_parts: n_levels × n_terms × n_terms: of a level's effects with each other */
  double **with_beta;    /* n_parts: n_levels × n_terms × rank: with the coefficients */
  GHashTable *between;   /* LevelPair → n_terms × n_terms: of two levels; a pair that is not there counts as independent */
} JointCovariance;

/* Blocks of 0, to be filled. @random: (element-type RandomEffect) */
JointCovariance *joint_covariance_new       (guint rank, const GPtrArray *random);
void             joint_covariance_free      (JointCovariance *joint);

/**
 * joint_covariance_of_fit:
 *
 * Pairs of levels are kept when they met in a row, and all others too where two parts have few: a model of thousands of athletes on
 * hundreds of sites does not carry each pair that never was.
 *
 * Returns: (nullable): %NULL for fits without a random part
 */
JointCovariance *joint_covariance_of_fit    (Fit *fit, const ModelData *data);

/* Room for the block of a pair, filled with 0; once for each pair. */
double          *joint_covariance_add_pair  (JointCovariance *joint, const LevelPair *pair);

/* Cov(z1'b of level @i of part @a, z2'b of level @j of part @b). */
double           joint_covariance_of_levels (const JointCovariance *joint, guint a, guint i, const double *z1, guint b, guint j, const double *z2);
/* Cov(x'β, z'b of level @i of part @a). */
double           joint_covariance_with_beta (const JointCovariance *joint, guint a, guint i, const double *z, const double *x);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JointCovariance, joint_covariance_free)

G_END_DECLS
