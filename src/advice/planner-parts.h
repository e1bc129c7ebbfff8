/* advice/planner-parts.h: private to planner-*.c: what the blocks of a problem, each alone, say about the whole
 *
 * Few rows bind blocks together. What a block cannot do alone it cannot do in the whole: a block without a plan answers for all, and the
 * least that each block has to have of something is a row that the relaxation of the whole does not see by itself. */
#pragma once

#include "planner-search.h"

G_BEGIN_DECLS

/* Units of one block that some question was answered with. */
typedef struct {
  guint block;
  const gint64 *units;
} PartChoice;

/* Answers that several problems with the same products share, which differ in their bounds. */
typedef struct {
  GHashTable *answers;
  GArray *choices;           /* of PartChoice */
} PartsKnown;

PartsKnown *parts_known_new  (void);
void        parts_known_free (PartsKnown *known);

typedef struct {
  const PlannerProblem *problem;
  PlannerProblem **part;     /* n_blocks: the rows of one block alone, and of those that bind blocks what holds for each part too */
  PlannerProblem *whole;     /* the problem with what the parts say in rows behind its own */
  guint n_rows;              /* of `whole`, in use */
  guint64 nodes;
  PartsKnown *known;         /* answers to the same questions about the same parts */
  PartsKnown *own;           /* (nullable): where nobody shares them */
  GCancellable *cancellable; /* (nullable) */
} Parts;

/* @known: (nullable) */
Parts    *parts_new   (const PlannerProblem *problem, PartsKnown *known, GCancellable *cancellable);
void      parts_free  (Parts *self);

/* A row of @whole: the block has at least @least of Σ @amount·units. */
void      parts_add_cut (Parts *self, guint block, const gint64 *amount, gint64 least);
/* Such a row for each block, where it is found within @most_nodes. FALSE: a block has no plan. */
gboolean  parts_add_cuts (Parts *self, const gint64 *amount, guint64 most_nodes);

/**
 * parts_find:
 * @any: whether any plan will do; else the least of the problem's first objective
 * @most_nodes: 0 for no limit
 *
 * Returns: (transfer full): at most one plan; `complete` is never so with @any and a plan
 */
PlannerResult *parts_find (const PlannerProblem *problem, gboolean any, guint64 most_nodes, PartsKnown *known, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Parts, parts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PartsKnown, parts_known_free)

G_END_DECLS
