/* timeline/merge.h: for timeline.c, relate.c, cluster.c
 *
 * How tellings become events: a graph of which are one thing (relate.c), taken apart into clusters (cluster.c), each of which
 * is one event (timeline.c). */
#pragma once

#include "pair.h"

G_BEGIN_DECLS

/* An edge between two nodes. */
typedef struct {
  guint to;
  PairRelation relation;
  double likeness;
} Edge;

typedef struct {
  const DuplicateRules *rules;
  GArray *nodes;            /* of TimelineNode, sorted; behind them the legs of multisports */
  GPtrArray *edges;         /* of GArray of Edge, for each node; NULL without */
  GHashTable *decisions;    /* "key\nkey", the smaller first → 1 never, 2 same */
  guint *cluster;           /* of each node: the node it gathers around; G_MAXUINT while it has none */
} Merge;

static inline TimelineNode *
merge_node (const Merge *merge, guint i)
{
  return &g_array_index (merge->nodes, TimelineNode, i);
}

/* The newest telling of each thing becomes a node, what relates two of them an edge. */
Merge      *merge_new         (const GPtrArray *events, const PairDecision *decisions, guint n_decisions, const DuplicateRules *rules);
void        merge_free        (Merge *merge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Merge, merge_free)

/* 0: nobody decided; 1: never one; 2: the same. */
int         merge_decision_on (const Merge *merge, guint a, guint b);
const Edge *merge_find_edge   (const Merge *merge, guint a, guint b);

/* Gives every node its cluster. */
void        merge_cluster     (Merge *merge);

G_END_DECLS
