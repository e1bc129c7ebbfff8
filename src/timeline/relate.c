/* timeline/relate.c: which tellings are of one thing */
#include <math.h>
#include <string.h>

#include "choose-fields.h"
#include "merge.h"

#define LENT_SOURCE "strava-api"

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
      const Event *parent = merge_node (merge, i)->event;

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

int
merge_decision_on (const Merge *merge, guint a, guint b)
{
  g_autofree char *name = NULL;

  if (g_hash_table_size (merge->decisions) == 0)
    return 0;
  name = pair_name (merge_node (merge, a)->key, merge_node (merge, b)->key);
  return GPOINTER_TO_INT (g_hash_table_lookup (merge->decisions, name));
}

const Edge *
merge_find_edge (const Merge *merge, guint a, guint b)
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
  if (merge_find_edge (merge, a, b) || (merge_node (merge, a)->event->kind == EVENT_PLANNED) != (merge_node (merge, b)->event->kind == EVENT_PLANNED))
    return;
  decision = merge_decision_on (merge, a, b);
  relation = pair_relation (merge_node (merge, a), merge_node (merge, b), a, b, linked, merge->rules, &likeness);
  if (decision == 1)
    relation = PAIR_FORBIDDEN;
  else if (decision == 2 && !pair_is_family (merge_node (merge, a), merge_node (merge, b), a, b))
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
      const Event *event = merge_node (merge, i)->event;

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
  gint64 first_us = merge_node (merge, first)->event->start_us, second_us = merge_node (merge, second)->event->start_us;

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
    g_hash_table_insert (by_key, merge_node (merge, i)->key, GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < n; i++)
    {
      guint a = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, decisions[i].one));
      guint b = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, decisions[i].other));

      if (a && b && a != b)
        relate (merge, a - 1, b - 1, FALSE);
    }
}

/* How long after its start another may begin and be the same. */
static gint64
last_start_of_same (const Merge *merge, const TimelineNode *node)
{
  if (node->event->kind == EVENT_BODY_MASS)
    return node->end_us + (gint64) (merge->rules->same_weighing_s * 1e6);
  return node->event->kind == EVENT_MONITORING ? MAX (node->end_us, node->event->start_us + PAIR_LONGEST_DAY_US) : node->end_us;
}

/* Sort by start, sweep: only what overlaps is looked at, weighings within a minute, and parts of a day within a day. */
static void
relate_by_time (Merge *merge)
{
  g_autofree guint *order = g_new (guint, merge->nodes->len + 1);
  guint n = 0;

  for (guint i = 0; i < merge->nodes->len; i++)
    {
      const Event *event = merge_node (merge, i)->event;

      if (event->start_us != INSTANT_UNKNOWN
          && (event->kind == EVENT_WORKOUT || event->kind == EVENT_BODY_MASS || event->kind == EVENT_MONITORING))
        order[n++] = i;
    }
  g_qsort_with_data (order, (gint) n, sizeof (guint), compare_starts, merge);
  for (guint i = 0; i < n; i++)
    {
      const TimelineNode *node = merge_node (merge, order[i]);
      gint64 until_us = last_start_of_same (merge, node);

      for (guint j = i + 1; j < n && merge_node (merge, order[j])->event->start_us <= until_us; j++)
        if (merge_node (merge, order[j])->event->kind == node->event->kind)
          relate (merge, order[i], order[j], FALSE);
    }
}

static void
edges_free (gpointer edges)
{
  if (edges)
    g_array_unref (edges);
}

Merge *
merge_new (const GPtrArray *events, const PairDecision *decisions, guint n_decisions, const DuplicateRules *rules)
{
  Merge *merge = g_new0 (Merge, 1);

  merge->rules = rules;
  merge->nodes = g_array_new (FALSE, FALSE, sizeof (TimelineNode));
  g_array_set_clear_func (merge->nodes, node_clear);
  merge->decisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n_decisions; i++)
    g_hash_table_replace (merge->decisions, pair_name (decisions[i].one, decisions[i].other), GINT_TO_POINTER (decisions[i].same ? 2 : 1));
  gather_nodes (merge, events);
  merge->edges = g_ptr_array_new_with_free_func (edges_free);
  g_ptr_array_set_size (merge->edges, (gint) merge->nodes->len);
  merge->cluster = g_new (guint, merge->nodes->len + 1);
  for (guint i = 0; i < merge->nodes->len; i++)
    merge->cluster[i] = G_MAXUINT;
  relate_by_words (merge);
  relate_by_decisions (merge, decisions, n_decisions);
  relate_by_time (merge);
  return merge;
}

void
merge_free (Merge *merge)
{
  if (merge == NULL)
    return;
  g_free (merge->cluster);
  g_ptr_array_unref (merge->edges);
  g_hash_table_unref (merge->decisions);
  g_array_unref (merge->nodes);
  g_free (merge);
}
