/* model/mixed-blocks.c */
#include "mixed-blocks.h"

#include <stdlib.h>

static int
compare_blocks (gconstpointer x, gconstpointer y)
{
  const MixedBlock *s = x, *t = y;

  if (s->b != t->b)
    return s->b < t->b ? -1 : 1;
  if (s->j != t->j)
    return s->j < t->j ? -1 : 1;
  if (s->a != t->a)
    return s->a < t->a ? -1 : 1;
  return s->i < t->i ? -1 : s->i > t->i;
}

/* A row by the pair of levels that meet in it. */
typedef struct {
  guint i, j, row;
} Meeting;

static int
compare_meetings (const void *x, const void *y)
{
  const Meeting *s = x, *t = y;

  if (s->j != t->j)
    return s->j < t->j ? -1 : 1;
  return s->i < t->i ? -1 : s->i > t->i;
}

/* The rows, in order of the levels of parts @a and @b that meet in them. */
static Meeting *
sort_meetings (const MixedProblem *problem, guint a, guint b)
{
  Meeting *meetings = g_new (Meeting, problem->n);

  for (guint r = 0; r < problem->n; r++)
    meetings[r] = (Meeting){ problem->parts[a].codes[r], problem->parts[b].codes[r], r };
  qsort (meetings, problem->n, sizeof *meetings, compare_meetings);
  return meetings;
}

/* One more row of levels that meet, to the numbers of their block. */
static void
add_row (double *raw, const MixedProblem *problem, guint a, guint b, guint r)
{
  const MixedPart *left = &problem->parts[a], *right = &problem->parts[b];

  for (guint u = 0; u < right->k; u++)
    for (guint t = 0; t < left->k; t++)
      raw[u * left->k + t] += left->z[(gsize) t * problem->n + r] * right->z[(gsize) u * problem->n + r];
}

/* Every level with itself, whether it has rows or not. */
static void
add_diagonal (MixedBlocks *blocks, GArray *raw, const MixedProblem *problem, guint b)
{
  const MixedPart *part = &problem->parts[b];
  const gsize first = raw->len, size = (gsize) part->k * part->k;

  for (guint j = 0; j < part->n_levels; j++)
    g_array_append_val (blocks->all, ((MixedBlock) { b, j, b, j, 0, first + j * size }));
  g_array_set_size (raw, (guint) (first + part->n_levels * size));
  for (guint r = 0; r < problem->n; r++)
    add_row (&g_array_index (raw, double, first + part->codes[r] * size), problem, b, b, r);
}

/* Every pair of levels of two parts that meet in a row. */
static void
add_meetings (MixedBlocks *blocks, GArray *raw, const MixedProblem *problem, guint a, guint b)
{
  g_autofree Meeting *meetings = sort_meetings (problem, a, b);
  gsize at = 0;

  for (guint m = 0; m < problem->n; m++)
    {
      if (m == 0 || compare_meetings (&meetings[m], &meetings[m - 1]) != 0)
        {
          at = raw->len;
          g_array_append_val (blocks->all, ((MixedBlock) { a, meetings[m].i, b, meetings[m].j, 0, at }));
          g_array_set_size (raw, (guint) (at + (gsize) problem->parts[a].k * problem->parts[b].k));
        }
      add_row (&g_array_index (raw, double, at), problem, a, b, meetings[m].row);
    }
}

void
mixed_blocks_init (MixedBlocks *blocks, const MixedProblem *problem)
{
  GArray *raw = g_array_new (FALSE, TRUE, sizeof (double));

  blocks->all = g_array_new (FALSE, FALSE, sizeof (MixedBlock));
  for (guint b = 0; b < problem->n_parts; b++)
    {
      add_diagonal (blocks, raw, problem, b);
      for (guint a = 0; a < b; a++)
        add_meetings (blocks, raw, problem, a, b);
    }
  g_array_sort (blocks->all, compare_blocks);
  blocks->raw = (double *) (gpointer) g_array_free (raw, FALSE);
}

void
mixed_blocks_clear (MixedBlocks *blocks)
{
  g_clear_pointer (&blocks->all, g_array_unref);
  g_clear_pointer (&blocks->raw, g_free);
}

gsize
mixed_blocks_nonzeros (const MixedBlocks *blocks, const MixedProblem *problem)
{
  gsize nonzeros = 0;

  for (guint n = 0; n < blocks->all->len; n++)
    {
      const MixedBlock *block = &g_array_index (blocks->all, MixedBlock, n);
      const gsize k_a = problem->parts[block->a].k, k_b = problem->parts[block->b].k;

      nonzeros += block->a == block->b ? k_a * (k_a + 1) / 2 : k_a * k_b;
    }
  return nonzeros;
}

void
mixed_blocks_pattern (MixedBlocks *blocks, const MixedProblem *problem, int *starts, int *rows)
{
  starts[0] = 0;
  for (guint n = 0; n < blocks->all->len;)
    {
      const MixedBlock *first = &g_array_index (blocks->all, MixedBlock, n);
      const guint b = first->b, j = first->j, k = problem->parts[b].k;
      const guint column = problem->first[b] + j * k;
      guint end = n, height = 0;

      for (; end < blocks->all->len; end++)
        {
          MixedBlock *block = &g_array_index (blocks->all, MixedBlock, end);

          if (block->b != b || block->j != j)
            break;
          block->offset = height;
          height += block->a == b ? 0 : problem->parts[block->a].k;
        }
      for (guint u = 0; u < k; u++)
        {
          int at = starts[column + u];

          for (guint m = n; m < end; m++)
            {
              const MixedBlock *block = &g_array_index (blocks->all, MixedBlock, m);
              const guint k_a = block->a == b ? u + 1 : problem->parts[block->a].k;

              for (guint t = 0; t < k_a; t++)
                rows[at++] = (int) (problem->first[block->a] + block->i * problem->parts[block->a].k + t);
            }
          starts[column + u + 1] = at;
        }
      n = end;
    }
}
