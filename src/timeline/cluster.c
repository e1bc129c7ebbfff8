/* timeline/cluster.c: the graph of tellings taken apart, without chains */
#include <string.h>

#include "merge.h"

static double
weight_of (const Merge *merge, guint node)
{
  const GArray *edges = g_ptr_array_index (merge->edges, node);
  double sum = 0;

  for (guint i = 0; edges && i < edges->len; i++)
    {
      const Edge *edge = &g_array_index (edges, Edge, i);

      if (edge->relation >= PAIR_LIKELY && merge->cluster[edge->to] == G_MAXUINT)
        sum += edge->likeness;
    }
  return sum;
}

static gint
compare_edges (gconstpointer a, gconstpointer b, gpointer data)
{
  const Merge *merge = data;
  const Edge *first = a, *second = b;
  int by_key;

  if (first->likeness != second->likeness)
    return first->likeness > second->likeness ? -1 : 1;
  by_key = strcmp (merge_node (merge, first->to)->key, merge_node (merge, second->to)->key);
  return by_key ? by_key : first->to < second->to ? -1 : first->to > second->to;
}

static gboolean
may_join (const Merge *merge, const GArray *members, guint node)
{
  for (guint i = 0; i < members->len; i++)
    {
      guint member = g_array_index (members, guint, i);
      const Edge *edge = merge_find_edge (merge, member, node);
      double likeness;

      if (edge ? edge->relation == PAIR_FORBIDDEN
          : pair_relation (merge_node (merge, member), merge_node (merge, node), member, node, FALSE, merge->rules, &likeness) == PAIR_FORBIDDEN)
        return FALSE;
    }
  return TRUE;
}

/* The medoid takes its neighbours, the likest first, and none of theirs: no chains. */
static void
take_cluster (Merge *merge, guint medoid, guint cluster)
{
  GArray *edges = g_ptr_array_index (merge->edges, medoid);
  g_autoptr(GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));

  merge->cluster[medoid] = cluster;
  g_array_append_val (members, medoid);
  if (edges == NULL)
    return;
  g_array_sort_with_data (edges, compare_edges, merge);
  for (guint i = 0; i < edges->len; i++)
    {
      const Edge *edge = &g_array_index (edges, Edge, i);

      if (edge->relation >= PAIR_LIKELY && merge->cluster[edge->to] == G_MAXUINT && may_join (merge, members, edge->to))
        {
          merge->cluster[edge->to] = cluster;
          g_array_append_val (members, edge->to);
        }
    }
}

/* A connected group, from the heaviest down; when a cluster is taken, the rest is weighed anew. */
static void
cluster_group (Merge *merge, const GArray *group)
{
  guint n_left = group->len;

  while (n_left)
    {
      guint best = G_MAXUINT;
      double best_weight = -1;

      for (guint i = 0; i < group->len; i++)
        {
          guint node = g_array_index (group, guint, i);
          double weight;

          if (merge->cluster[node] != G_MAXUINT)
            continue;
          weight = weight_of (merge, node);
          if (weight > best_weight + 1e-9
              || (weight > best_weight - 1e-9 && strcmp (merge_node (merge, node)->key, merge_node (merge, best)->key) < 0))
            {
              best = node;
              best_weight = MAX (weight, best_weight);
            }
        }
      take_cluster (merge, best, best);
      n_left = 0;
      for (guint i = 0; i < group->len; i++)
        n_left += merge->cluster[g_array_index (group, guint, i)] == G_MAXUINT;
    }
}

void
merge_cluster (Merge *merge)
{
  g_autofree gboolean *seen = g_new0 (gboolean, merge->nodes->len + 1);

  for (guint i = 0; i < merge->nodes->len; i++)
    {
      g_autoptr(GArray) group = NULL;

      if (seen[i])
        continue;
      group = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (group, i);
      seen[i] = TRUE;
      for (guint g = 0; g < group->len; g++)
        {
          const GArray *edges = g_ptr_array_index (merge->edges, g_array_index (group, guint, g));

          for (guint e = 0; edges && e < edges->len; e++)
            {
              const Edge *edge = &g_array_index (edges, Edge, e);

              if (edge->relation >= PAIR_LIKELY && !seen[edge->to])
                {
                  seen[edge->to] = TRUE;
                  g_array_append_val (group, edge->to);
                }
            }
        }
      cluster_group (merge, group);
    }
}
