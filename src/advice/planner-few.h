/* advice/planner-few.h: private to planner-*.c: what is left when only few more products may be used
 *
 * Near the leaves of the tree a linear program rules out little: with two products to go almost any mixture of sixty is possible in
 * fractions, and almost none in whole units. There all ways are tried instead, in the order of their amounts in the row that rules out
 * most, so that what has to go with the first is looked for in a narrow window only. */
#pragma once

#include "planner-node.h"

G_BEGIN_DECLS

typedef struct FewToGo FewToGo;

/* (nullable): NULL where products have too many units to list */
FewToGo *few_to_go_new  (const Node *node);
void     few_to_go_free (FewToGo *few);

typedef void (*FewFound) (gpointer data, const gint64 *units);

/**
 * few_to_go:
 * @node: tightened
 * @found: gets each choice of units in the node that all rows of the problem admit
 *
 * Returns: %FALSE when there are too many ways to try; then nothing was done
 */
gboolean few_to_go      (FewToGo *few, const Node *node, FewFound found, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FewToGo, few_to_go_free)

G_END_DECLS
