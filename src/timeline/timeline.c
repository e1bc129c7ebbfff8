/* timeline/timeline.c */
#include "timeline.h"

#include <math.h>
#include <string.h>

#include "choose-fields.h"
#include "pair.h"

#define LENT_SOURCE "strava-api"

/* An edge between two nodes. */
typedef struct {
  guint to;
  PairRelation relation;
  double likeness;
} Edge;

typedef struct {
  const DuplicateRules *rules;
  GArray *nodes;            /* of TimelineNode, sorted */
  GPtrArray *edges;         /* of GArray of Edge, for each node; NULL without */
  GHashTable *decisions;    /* "key\nkey", the smaller first → 1 never, 2 same */
  guint *cluster;           /* of each node; G_MAXUINT while it has none */
} Merge;

char *
timeline_event_key (const Event *event)
{
  g_return_val_if_fail (event != NULL, NULL);
  return g_strconcat (event->source, " ", event->source_id ? event->source_id : event->content_hash ? event->content_hash : "", NULL);
}

const char *
suggestion_kind_name (SuggestionKind kind)
{
  return kind == SUGGESTION_CLOCK_UNSET ? "clock_unset" : "clock_offset";
}

static TimelineNode *
node_at (const Merge *merge, guint i)
{
  return &g_array_index (merge->nodes, TimelineNode, i);
}

static void
node_clear (gpointer node)
{
  g_free (((TimelineNode *) node)->key);
}

static gint
compare_nodes (gconstpointer a, gconstpointer b)
{
  const TimelineNode *first = a, *second = b;
  int by_key;

  if (first->event->start_us != second->event->start_us) /* the unknown is the smallest number: those come first here */
    return first->event->start_us < second->event->start_us ? -1 : 1;
  by_key = strcmp (first->key, second->key);
  return by_key ? by_key : timeline_compare_weight (first->event, second->event);
}

static int
compare_doubles (double a, double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);
  return a < b ? -1 : a > b;
}

/* Whatever differs decides, so that it cannot be the order of import. */
static int
compare_content (const Event *a, const Event *b)
{
  int order = a->end_us < b->end_us ? -1 : a->end_us > b->end_us;

  order = order ? order : compare_doubles (a->elapsed_s, b->elapsed_s);
  order = order ? order : compare_doubles (a->timer_s, b->timer_s);
  order = order ? order : compare_doubles (a->distance_m, b->distance_m);
  order = order ? order : g_strcmp0 (a->sport, b->sport);
  order = order ? order : g_strcmp0 (a->device_id, b->device_id);
  order = order ? order : g_strcmp0 (a->content_hash, b->content_hash);
  order = order ? order : (int) a->fields->len - (int) b->fields->len;
  order = order ? order : (int) a->links->len - (int) b->links->len;
  order = order ? order : (int) a->segments->len - (int) b->segments->len;
  for (guint i = 0; order == 0 && i < a->links->len; i++)
    order = g_strcmp0 (g_ptr_array_index (a->links, i), g_ptr_array_index (b->links, i));
  for (guint i = 0; order == 0 && i < a->fields->len; i++)
    {
      const EventField *first = &g_array_index (a->fields, EventField, i), *second = &g_array_index (b->fields, EventField, i);

      order = (int) first->id - (int) second->id;
      order = order ? order : compare_doubles (first->number, second->number);
      order = order ? order : g_strcmp0 (first->text, second->text);
    }
  return order;
}

/* The same thing again: of equal keys the later revision, and of equal revisions the richer telling. */
static gboolean
replaces (const Event *later, const Event *earlier)
{
  int order;

  if (later->revision != earlier->revision)
    return later->revision > earlier->revision;
  order = timeline_compare_weight (later, earlier);
  return (order ? order : compare_content (later, earlier)) < 0;
}

static gint64
end_of (const Event *event)
{
  gint64 end_us = event->end_us;

  if (end_us == INSTANT_UNKNOWN || end_us < event->start_us)
    end_us = event->start_us;
  return end_us;
}

static void
gather_nodes (Merge *merge, const GPtrArray *events)
{
  g_autoptr(GHashTable) best = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key, value;
  guint n_top;

  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = g_ptr_array_index (events, i), *earlier;
      char *event_key;

      /* What a service only lends may neither make an event nor be part of one (SOURCES §4.3). */
      if (event->kind == EVENT_ROUTE || (event->flags & EVENT_FLAG_DELETED) || g_str_equal (event->source, LENT_SOURCE))
        continue;
      event_key = timeline_event_key (event);
      earlier = g_hash_table_lookup (best, event_key);
      if (earlier == NULL || replaces (event, earlier))
        g_hash_table_replace (best, event_key, (gpointer) event);
      else
        g_free (event_key);
    }
  g_hash_table_iter_init (&iter, best);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      TimelineNode node = { value, g_strdup (key), G_MAXUINT, end_of (value) };

      g_array_append_val (merge->nodes, node);
    }
  g_array_sort (merge->nodes, compare_nodes);
  n_top = merge->nodes->len;
  for (guint i = 0; i < n_top; i++)
    {
      const Event *parent = node_at (merge, i)->event;

      for (guint c = 0; c < parent->children->len; c++)
        {
          const Event *child = g_ptr_array_index (parent->children, c);
          TimelineNode node = { child, timeline_event_key (child), i, end_of (child) };

          g_array_append_val (merge->nodes, node);
        }
    }
}

static char *
pair_name (const char *a, const char *b)
{
  return strcmp (a, b) < 0 ? g_strconcat (a, "\n", b, NULL) : g_strconcat (b, "\n", a, NULL);
}

static int
decision_on (const Merge *merge, guint a, guint b)
{
  g_autofree char *name = NULL;

  if (g_hash_table_size (merge->decisions) == 0)
    return 0;
  name = pair_name (node_at (merge, a)->key, node_at (merge, b)->key);
  return GPOINTER_TO_INT (g_hash_table_lookup (merge->decisions, name));
}

static const Edge *
find_edge (const Merge *merge, guint a, guint b)
{
  const GArray *edges = g_ptr_array_index (merge->edges, a);

  for (guint i = 0; edges && i < edges->len; i++)
    if (g_array_index (edges, Edge, i).to == b)
      return &g_array_index (edges, Edge, i);
  return NULL;
}

static void
add_edge (Merge *merge, guint a, guint b, PairRelation relation, double likeness)
{
  for (guint side = 0; side < 2; side++)
    {
      guint from = side ? b : a;
      Edge edge = { side ? a : b, relation, likeness };
      GArray *edges = g_ptr_array_index (merge->edges, from);

      if (edges == NULL)
        {
          edges = g_array_new (FALSE, FALSE, sizeof (Edge));
          merge->edges->pdata[from] = edges;
        }
      g_array_append_val (edges, edge);
    }
}

static void
relate (Merge *merge, guint a, guint b, gboolean linked)
{
  int decision;
  double likeness;
  PairRelation relation;

  /* A plan and what became of it stay two: plans.h links them. */
  if (find_edge (merge, a, b) || (node_at (merge, a)->event->kind == EVENT_PLANNED) != (node_at (merge, b)->event->kind == EVENT_PLANNED))
    return;
  decision = decision_on (merge, a, b);
  relation = pair_relation (node_at (merge, a), node_at (merge, b), a, b, linked, merge->rules, &likeness);
  if (decision == 1)
    relation = PAIR_FORBIDDEN;
  else if (decision == 2 && !pair_is_family (node_at (merge, a), node_at (merge, b), a, b))
    {
      relation = PAIR_LINKED;
      likeness = 2;
    }
  if (relation != PAIR_APART)
    add_edge (merge, a, b, relation, likeness);
}

/* Nodes that share a word: an id, their content. */
static void
relate_by_words (Merge *merge)
{
  g_autoptr(GHashTable) by_word = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < merge->nodes->len; i++)
    {
      const Event *event = node_at (merge, i)->event;

      for (guint w = 0; w <= event->links->len; w++)
        {
          g_autofree char *word = w < event->links->len ? g_strdup (g_ptr_array_index (event->links, w))
                                  : event->content_hash ? g_strconcat ("content:", event->source, ":", event->content_hash, NULL) : NULL;
          GArray *same = word ? g_hash_table_lookup (by_word, word) : NULL;

          if (word == NULL)
            continue;
          if (same == NULL)
            {
              same = g_array_new (FALSE, FALSE, sizeof (guint));
              g_hash_table_insert (by_word, g_steal_pointer (&word), same);
            }
          g_array_append_val (same, i);
        }
    }
  g_hash_table_iter_init (&iter, by_word);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const GArray *same = value;

      for (guint a = 0; a < same->len; a++)
        for (guint b = a + 1; b < same->len && b < a + 64; b++)
          if (g_array_index (same, guint, a) != g_array_index (same, guint, b))
            relate (merge, g_array_index (same, guint, a), g_array_index (same, guint, b), TRUE);
    }
}

static gint
compare_starts (gconstpointer a, gconstpointer b, gpointer data)
{
  const Merge *merge = data;
  guint first = *(const guint *) a, second = *(const guint *) b;
  gint64 first_us = node_at (merge, first)->event->start_us, second_us = node_at (merge, second)->event->start_us;

  if (first_us != second_us)
    return first_us < second_us ? -1 : 1;
  return first < second ? -1 : first > second;
}

/* What people decided about two events wherever they stand in time. */
static void
relate_by_decisions (Merge *merge, const PairDecision *decisions, guint n)
{
  g_autoptr(GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);

  if (n == 0)
    return;
  for (guint i = 0; i < merge->nodes->len; i++)
    g_hash_table_insert (by_key, node_at (merge, i)->key, GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < n; i++)
    {
      guint a = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, decisions[i].one));
      guint b = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, decisions[i].other));

      if (a && b && a != b)
        relate (merge, a - 1, b - 1, FALSE);
    }
}

/* Sort by start, sweep: only what overlaps is looked at, and weighings within a minute. */
static void
relate_by_time (Merge *merge)
{
  g_autofree guint *order = g_new (guint, merge->nodes->len + 1);
  gint64 slack_us = (gint64) (merge->rules->same_weighing_s * 1e6);
  guint n = 0;

  for (guint i = 0; i < merge->nodes->len; i++)
    {
      const Event *event = node_at (merge, i)->event;

      if (event->start_us != INSTANT_UNKNOWN && (event->kind == EVENT_WORKOUT || event->kind == EVENT_BODY_MASS))
        order[n++] = i;
    }
  g_qsort_with_data (order, (gint) n, sizeof (guint), compare_starts, merge);
  for (guint i = 0; i < n; i++)
    {
      const TimelineNode *node = node_at (merge, order[i]);
      gint64 until_us = node->event->kind == EVENT_BODY_MASS ? node->end_us + slack_us : node->end_us;

      for (guint j = i + 1; j < n && node_at (merge, order[j])->event->start_us <= until_us; j++)
        relate (merge, order[i], order[j], FALSE);
    }
}

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
  by_key = strcmp (node_at (merge, first->to)->key, node_at (merge, second->to)->key);
  return by_key ? by_key : first->to < second->to ? -1 : first->to > second->to;
}

static gboolean
may_join (const Merge *merge, const GArray *members, guint node)
{
  for (guint i = 0; i < members->len; i++)
    {
      guint member = g_array_index (members, guint, i);
      const Edge *edge = find_edge (merge, member, node);
      double likeness;

      if (edge ? edge->relation == PAIR_FORBIDDEN
          : pair_relation (node_at (merge, member), node_at (merge, node), member, node, FALSE, merge->rules, &likeness) == PAIR_FORBIDDEN)
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
              || (weight > best_weight - 1e-9 && strcmp (node_at (merge, node)->key, node_at (merge, best)->key) < 0))
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

static void
cluster_all (Merge *merge)
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

static void
timeline_event_free (gpointer data)
{
  TimelineEvent *event = data;

  g_free (event->id);
  g_ptr_array_unref (event->members);
  event_free (event->merged);
  g_array_unref (event->chosen);
  g_ptr_array_unref (event->children);
  g_free (event);
}

static gint
compare_weight_cb (gconstpointer a, gconstpointer b)
{
  return timeline_compare_weight (*(const Event *const *) a, *(const Event *const *) b);
}

static gint
compare_timeline_events (gconstpointer a, gconstpointer b)
{
  const TimelineEvent *first = *(TimelineEvent *const *) a, *second = *(TimelineEvent *const *) b;
  gint64 first_us = first->merged->start_us, second_us = second->merged->start_us;

  if (first_us == second_us)
    return strcmp (first->id, second->id);
  if (first_us == INSTANT_UNKNOWN || second_us == INSTANT_UNKNOWN)
    return first_us == INSTANT_UNKNOWN ? 1 : -1;
  return first_us < second_us ? -1 : 1;
}

/* What says nothing of when or what, but only adds to something: the weather at an activity. Alone it is no event. */
static gboolean
only_adds (const TimelineEvent *event)
{
  for (guint i = 0; i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);

      if (member->kind != EVENT_WORKOUT || member->start_us != INSTANT_UNKNOWN || member->sport || member->n_records
          || !isnan (member->elapsed_s) || !isnan (member->timer_s) || !isnan (member->distance_m))
        return FALSE;
    }
  return TRUE;
}

/* One logical event for each cluster; a cluster that holds a leg hangs under the multisport of that leg. */
static void
build_events (const Merge *merge, Timeline *timeline)
{
  guint n = merge->nodes->len;
  g_autofree TimelineEvent **by_cluster = g_new0 (TimelineEvent *, n + 1);
  g_autofree guint *parents = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const TimelineNode *node = node_at (merge, i);
      guint cluster = merge->cluster[i];
      TimelineEvent *event = by_cluster[cluster];

      if (event == NULL)
        {
          event = by_cluster[cluster] = g_new0 (TimelineEvent, 1);
          event->members = g_ptr_array_new ();
          event->chosen = g_array_new (FALSE, FALSE, sizeof (ChosenField));
          event->children = g_ptr_array_new_with_free_func (timeline_event_free);
          parents[cluster] = G_MAXUINT;
        }
      g_ptr_array_add (event->members, (gpointer) node->event);
      if (event->id == NULL || strcmp (node->key, event->id) < 0)
        {
          g_free (event->id);
          event->id = g_strdup (node->key);
        }
      if (node->parent != G_MAXUINT && parents[cluster] == G_MAXUINT)
        parents[cluster] = merge->cluster[node->parent];
    }
  for (guint i = 0; i < n; i++)
    if (by_cluster[i])
      {
        g_ptr_array_sort (by_cluster[i]->members, compare_weight_cb);
        timeline_choose_fields (by_cluster[i]);
      }
  for (guint i = 0; i < n; i++)
    if (by_cluster[i] && only_adds (by_cluster[i]))
      g_clear_pointer (&by_cluster[i], timeline_event_free);
  for (guint i = 0; i < n; i++)
    if (by_cluster[i])
      g_ptr_array_add (parents[i] != G_MAXUINT && parents[i] != i ? by_cluster[parents[i]]->children : timeline->events, by_cluster[i]);
  for (guint i = 0; i < n; i++)
    if (by_cluster[i])
      g_ptr_array_sort (by_cluster[i]->children, compare_timeline_events);
  g_ptr_array_sort (timeline->events, compare_timeline_events);
}

/* For each node the next of its cluster, and for each cluster its first: G_MAXUINT ends. */
typedef struct {
  guint *first;
  guint *next;
} ClusterLists;

/* One recorder told of both: then they are two events, however alike. */
static gboolean
one_recorder_knows_both (const Merge *merge, const ClusterLists *lists, guint a, guint b)
{
  for (guint i = lists->first[merge->cluster[a]]; i != G_MAXUINT; i = lists->next[i])
    for (guint j = lists->first[merge->cluster[b]]; j != G_MAXUINT; j = lists->next[j])
      {
        const Event *first = node_at (merge, i)->event, *second = node_at (merge, j)->event;

        if (g_str_equal (first->source, second->source)
            && (first->device_id ? g_strcmp0 (first->device_id, second->device_id) == 0 : second->device_id == NULL))
          return TRUE;
      }
  return FALSE;
}

static void
suggest (const Merge *merge, Timeline *timeline)
{
  g_autofree guint *first = g_new (guint, merge->nodes->len + 1), *next = g_new (guint, merge->nodes->len + 1);
  const ClusterLists lists = { first, next };
  gint64 widest_us = (gint64) (merge->rules->clock_fault_widest_s * 1e6) + INSTANT_DAY;

  memset (first, 0xFF, sizeof (guint) * merge->nodes->len);
  for (guint i = merge->nodes->len; i-- > 0;)
    {
      next[i] = first[merge->cluster[i]];
      first[merge->cluster[i]] = i;
    }
  for (guint i = 0; i < merge->nodes->len; i++)
    {
      const TimelineNode *node = node_at (merge, i);
      gboolean unset = (node->event->flags & EVENT_FLAG_CLOCK_UNSET) != 0;

      if (node->parent != G_MAXUINT || node->event->kind != EVENT_WORKOUT || node->event->start_us == INSTANT_UNKNOWN)
        continue;
      for (guint j = i + 1; j < merge->nodes->len && node_at (merge, j)->parent == G_MAXUINT; j++)
        {
          Suggestion suggestion;

          if (!unset && node_at (merge, j)->event->start_us - node->event->start_us > widest_us)
            break;
          if (merge->cluster[i] != merge->cluster[j] && decision_on (merge, i, j) == 0 && pair_is_clock_fault (node, node_at (merge, j), merge->rules, &suggestion)
              && (suggestion.kind == SUGGESTION_CLOCK_UNSET || !one_recorder_knows_both (merge, &lists, i, j)))
            g_array_append_val (timeline->suggestions, suggestion);
        }
    }
}

static void
edges_free (gpointer edges)
{
  if (edges)
    g_array_unref (edges);
}

Timeline *
timeline_merge (const GPtrArray *events, const PairDecision *decisions, guint n_decisions, const DuplicateRules *rules)
{
  Timeline *timeline;
  Merge merge = { .rules = rules };

  g_return_val_if_fail (events != NULL && rules != NULL && (decisions != NULL || n_decisions == 0), NULL);
  timeline = g_new0 (Timeline, 1);
  timeline->events = g_ptr_array_new_with_free_func (timeline_event_free);
  timeline->suggestions = g_array_new (FALSE, FALSE, sizeof (Suggestion));
  merge.nodes = g_array_new (FALSE, FALSE, sizeof (TimelineNode));
  g_array_set_clear_func (merge.nodes, node_clear);
  merge.decisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n_decisions; i++)
    g_hash_table_replace (merge.decisions, pair_name (decisions[i].one, decisions[i].other),
                          GINT_TO_POINTER (decisions[i].same ? 2 : 1));
  gather_nodes (&merge, events);
  merge.edges = g_ptr_array_new_with_free_func (edges_free);
  g_ptr_array_set_size (merge.edges, (gint) merge.nodes->len);
  merge.cluster = g_new (guint, merge.nodes->len + 1);
  for (guint i = 0; i < merge.nodes->len; i++)
    merge.cluster[i] = G_MAXUINT;
  relate_by_words (&merge);
  relate_by_decisions (&merge, decisions, n_decisions);
  relate_by_time (&merge);
  cluster_all (&merge);
  build_events (&merge, timeline);
  suggest (&merge, timeline);
  g_free (merge.cluster);
  g_ptr_array_unref (merge.edges);
  g_hash_table_unref (merge.decisions);
  g_array_unref (merge.nodes);
  return timeline;
}

void
timeline_free (Timeline *timeline)
{
  if (timeline == NULL)
    return;
  g_ptr_array_unref (timeline->events);
  g_array_unref (timeline->suggestions);
  g_free (timeline);
}
