/* model/mixed-blocks.h: private to mixed-sparse.c: Z'Z by its blocks
 *
 * Z'Z has a block of k × k numbers for each level, and one for each pair of levels of two parts that meet in a row. Λ'Z'ZΛ + I has
 * the same blocks for every Λ. In: a problem. Out: the blocks, their numbers, the pattern of the upper triangle. */
#pragma once

#include "mixed.h"

G_BEGIN_DECLS

/* The block of level i of part a and level j of part b ≥ a. */
typedef struct {
  guint a, i, b, j;
  guint offset;          /* of its first row in the columns of level j */
  gsize raw;             /* where its k_a × k_b numbers begin */
} MixedBlock;

typedef struct {
  GArray *all;           /* of MixedBlock, by column, then by row */
  double *raw;           /* the numbers of all */
} MixedBlocks;

void  mixed_blocks_init     (MixedBlocks *blocks, const MixedProblem *problem);
void  mixed_blocks_clear    (MixedBlocks *blocks);

/* Of the upper triangle. */
gsize mixed_blocks_nonzeros (const MixedBlocks *blocks, const MixedProblem *problem);
/* @starts, @rows: (out caller-allocates): of a matrix in compressed columns, a column of Z after the other */
void  mixed_blocks_pattern  (MixedBlocks *blocks, const MixedProblem *problem, int *starts, int *rows);

G_END_DECLS
