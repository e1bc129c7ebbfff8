/* timeline/timeline.c */
#include "timeline.h"

#include <math.h>
#include <string.h>

#include "choose-fields.h"
#include "merge.h"

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
      const TimelineNode *node = merge_node (merge, i);
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
        const Event *first = merge_node (merge, i)->event, *second = merge_node (merge, j)->event;

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
      const TimelineNode *node = merge_node (merge, i);
      gboolean unset = (node->event->flags & EVENT_FLAG_CLOCK_UNSET) != 0;

      if (node->parent != G_MAXUINT || node->event->kind != EVENT_WORKOUT || node->event->start_us == INSTANT_UNKNOWN)
        continue;
      for (guint j = i + 1; j < merge->nodes->len && merge_node (merge, j)->parent == G_MAXUINT; j++)
        {
          Suggestion suggestion;

          if (!unset && merge_node (merge, j)->event->start_us - node->event->start_us > widest_us)
            break;
          if (merge->cluster[i] != merge->cluster[j] && merge_decision_on (merge, i, j) == 0 && pair_is_clock_fault (node, merge_node (merge, j), merge->rules, &suggestion)
              && (suggestion.kind == SUGGESTION_CLOCK_UNSET || !one_recorder_knows_both (merge, &lists, i, j)))
            g_array_append_val (timeline->suggestions, suggestion);
        }
    }
}

Timeline *
timeline_merge (const GPtrArray *events, const PairDecision *decisions, guint n_decisions, const DuplicateRules *rules)
{
  g_autoptr(Merge) merge = NULL;
  Timeline *timeline;

  g_return_val_if_fail (events != NULL && rules != NULL && (decisions != NULL || n_decisions == 0), NULL);
  timeline = g_new0 (Timeline, 1);
  timeline->events = g_ptr_array_new_with_free_func (timeline_event_free);
  timeline->suggestions = g_array_new (FALSE, FALSE, sizeof (Suggestion));
  merge = merge_new (events, decisions, n_decisions, rules);
  merge_cluster (merge);
  build_events (merge, timeline);
  suggest (merge, timeline);
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
