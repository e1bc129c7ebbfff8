/* advice/planner-search.c: branch and bound over products, then over units */
#include "planner-search.h"

#include <math.h>
#include <string.h>

#include "planner-few.h"

#define CANCEL_CHECK_MASK 0xFF

typedef struct {
  const PlannerProblem *problem;
  const SearchTask *task;
  Node *node;
  GPtrArray *plans;     /* of PlannerPlan, the best first, each with another set of products */
  guint64 nodes;
  gboolean stopped;
  gboolean any;         /* the first plan will do */
  gint64 ceiling;       /* of the first objective, in this round */
  gboolean first_is_known; /* all plans below the ceiling have been seen: those of this round are at it */
  FewToGo *few;         /* (nullable) */
  gint64 *units;        /* scratch */
} Search;

static void
plan_free (gpointer data)
{
  PlannerPlan *plan = data;

  g_free (plan->units);
  g_free (plan);
}

void
planner_result_free (PlannerResult *result)
{
  if (result == NULL)
    return;
  g_ptr_array_unref (result->plans);
  g_free (result);
}

static int
compare_plans (const Search *search, const PlannerPlan *a, const PlannerPlan *b)
{
  for (guint o = 0; o < search->task->levels; o++)
    {
      PlanObjective objective = search->problem->order[o];

      if (a->value[objective] != b->value[objective])
        return a->value[objective] < b->value[objective] ? -1 : 1;
    }
  return 0;
}

static gboolean
same_products (const Search *search, const gint64 *a, const gint64 *b)
{
  for (guint k = 0; k < search->problem->n_kinds; k++)
    if (kind_is_used (search->problem, a, k) != kind_is_used (search->problem, b, k))
      return FALSE;
  return TRUE;
}

/* Keeps the best plan of each set of products, and the best sets. */
static void
offer (Search *search, const gint64 *units)
{
  guint n = search->problem->n_products, at = 0;
  PlannerPlan *plan;

  if (!problem_admits (search->problem, units))
    return;
  plan = g_new0 (PlannerPlan, 1);
  plan->units = g_memdup2 (units, (n + 1) * sizeof *units);
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    plan->value[o] = plan_value (search->problem, units, (PlanObjective) o);
  for (guint k = 0; k < search->plans->len; k++)
    {
      PlannerPlan *other = g_ptr_array_index (search->plans, k);

      if (!same_products (search, other->units, units))
        continue;
      if (compare_plans (search, other, plan) <= 0)
        {
          plan_free (plan);
          return;
        }
      g_ptr_array_remove_index (search->plans, k);
      break;
    }
  while (at < search->plans->len && compare_plans (search, g_ptr_array_index (search->plans, at), plan) <= 0)
    at++;
  g_ptr_array_insert (search->plans, (int) at, plan);
  if (search->plans->len > search->task->top)
    g_ptr_array_set_size (search->plans, (int) search->task->top);
  search->stopped |= search->any;
}

/* Every way of a node that has few: most are no better than what there is. */
static void
found_cb (gpointer data, const gint64 *units)
{
  Search *search = data;
  const PlannerPlan *last = search->plans->len == search->task->top ? g_ptr_array_index (search->plans, search->task->top - 1) : NULL;

  for (guint o = 0; last != NULL && o < search->task->levels; o++)
    {
      PlanObjective objective = search->problem->order[o];
      gint64 value = plan_value (search->problem, units, objective);

      if (value > last->value[objective])
        return;
      if (value < last->value[objective])
        break;
    }
  offer (search, units);
}

static const PlannerPlan *
best_to_beat (const Search *search)
{
  const Node *node = search->node;
  const PlannerPlan *last = search->plans->len == search->task->top ? g_ptr_array_index (search->plans, search->task->top - 1) : NULL;

  if (node->n_undecided > 0)
    return last;
  for (guint k = 0; k < search->plans->len; k++)
    {
      const PlannerPlan *plan = g_ptr_array_index (search->plans, k);
      gboolean same = TRUE;

      for (guint kind = 0; same && kind < node->problem->n_kinds; kind++)
        {
          gint64 units = 0;

          for (guint m = node->member_from[kind]; m < node->member_from[kind + 1]; m++)
            units += plan->units[node->member[m]];
          same = (units > 0) == (node->use[kind] == USE_IN);
        }
      if (same)
        return plan; /* better than the last, or the last itself */
    }
  return last;
}

/* What a plan of this node has to beat; NULL: nothing, or nothing that is within this round's ceiling. */
static const PlannerPlan *
rival (const Search *search)
{
  const PlannerPlan *plan = best_to_beat (search);

  return plan && plan->value[search->problem->order[0]] <= search->ceiling ? plan : NULL;
}

static void
set_cutoffs (Search *search, guint levels, const PlannerPlan *plan)
{
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    {
      PlanObjective objective = search->problem->order[o];

      search->node->cutoff[objective] = plan && o < levels ? plan->value[objective] : PLANNER_NO_HIGH;
    }
  search->node->cutoff[search->problem->order[0]] = MIN (search->node->cutoff[search->problem->order[0]], search->ceiling);
}

/* Objective by objective, as long as the node can only tie. Whole solutions are offered on the way. Leaves in *@solved
 * whether `x` of the node can guide the branching. Returns FALSE when nothing in the node beats what there is. */
static gboolean
node_is_open (Search *search, gboolean *solved)
{
  *solved = FALSE;
  for (guint level = search->first_is_known ? 1 : 0; level < search->task->levels; level++)
    {
      PlanObjective objective = search->problem->order[level];
      const PlannerPlan *beat = rival (search);
      NodeRelaxation relaxation;
      gint64 bound;

      set_cutoffs (search, level + 1, beat);
      if (!node_tighten (search->node))
        return FALSE;
      if (search->few && few_to_go (search->few, search->node, found_cb, search))
        return FALSE;
      relaxation = node_relax (search->node, objective, &bound);
      if (relaxation == NODE_EMPTY)
        return FALSE;
      *solved = relaxation == NODE_BOUNDED;
      if (*solved && node_is_whole (search->node, search->units))
        {
          offer (search, search->units);
          beat = rival (search);
        }
      if (beat == NULL || bound < beat->value[objective])
        return TRUE;
      if (bound > beat->value[objective])
        return FALSE;
    }
  return FALSE; /* a tie in everything is no improvement */
}

/* The kind whose use is to be decided next, or n_kinds when all are decided: the one of which the relaxation takes most. */
static guint
choose_kind (const Search *search, gboolean solved)
{
  const Node *node = search->node;
  guint n_kinds = search->problem->n_kinds, found = n_kinds;
  double most = -1;

  for (guint k = 0; k < n_kinds; k++)
    if (node->use[k] == USE_UNDECIDED)
      {
        double taken = 0, room = 0;

        for (guint m = node->member_from[k]; m < node->member_from[k + 1]; m++)
          {
            taken += solved ? node->x[node->member[m]] : 0;
            room += (double) node->high[node->member[m]];
          }
        if (taken / room > most + 1e-9)
          {
            most = taken / room;
            found = k;
          }
      }
  return found;
}

/* The units to be split next: the least whole, else the widest. n: all are fixed. */
static guint
choose_units (const Search *search, gboolean solved)
{
  const Node *node = search->node;
  guint found = node->n;
  double most = 1e-6;
  gint64 widest = 0;

  for (guint i = 0; solved && i < node->n; i++)
    {
      double off = fabs (node->x[i] - rint (node->x[i]));

      if (off > most)
        {
          most = off;
          found = i;
        }
    }
  for (guint i = 0; found == node->n && i < node->n; i++)
    if (node->high[i] - node->low[i] > widest)
      {
        widest = node->high[i] - node->low[i];
        found = i;
      }
  return found;
}

/* A node on the way down, to come back to: low, high and use behind each other. */
typedef struct {
  guint8 *bytes;
  guint n_in, n_undecided;
} Snapshot;

static Snapshot
snapshot_take (const Node *node)
{
  gsize bounds = node->n * sizeof (gint64);
  Snapshot snapshot = { g_malloc (2 * bounds + node->problem->n_kinds + 1), node->n_in, node->n_undecided };

  memcpy (snapshot.bytes, node->low, bounds);
  memcpy (snapshot.bytes + bounds, node->high, bounds);
  memcpy (snapshot.bytes + 2 * bounds, node->use, node->problem->n_kinds);
  return snapshot;
}

static void
snapshot_restore (const Snapshot *snapshot, Node *node)
{
  gsize bounds = node->n * sizeof (gint64);

  memcpy (node->low, snapshot->bytes, bounds);
  memcpy (node->high, snapshot->bytes + bounds, bounds);
  memcpy (node->use, snapshot->bytes + 2 * bounds, node->problem->n_kinds);
  node->n_in = snapshot->n_in;
  node->n_undecided = snapshot->n_undecided;
}

static void
snapshot_clear (Snapshot *snapshot)
{
  g_free (snapshot->bytes);
}

static void
explore (Search *search)
{
  Node *node = search->node;
  Snapshot snapshot;
  gboolean solved, up;
  gint64 split;
  guint i, kind;

  search->nodes++;
  if (search->task->most_nodes && search->nodes > search->task->most_nodes)
    search->stopped = TRUE;
  if ((search->nodes & CANCEL_CHECK_MASK) == 0 && g_cancellable_is_cancelled (search->task->cancellable))
    search->stopped = TRUE;
  if (search->stopped || !node_is_open (search, &solved))
    return;

  kind = choose_kind (search, solved);
  if (kind < search->problem->n_kinds)
    {
      snapshot = snapshot_take (node);
      node_decide (node, kind, USE_IN);
      explore (search);
      snapshot_restore (&snapshot, node);
      node_decide (node, kind, USE_OUT);
      explore (search);
      snapshot_clear (&snapshot);
      return;
    }
  i = choose_units (search, solved);
  if (i == node->n || node->high[i] == node->low[i])
    {
      offer (search, node->low); /* all is fixed */
      return;
    }
  split = solved ? (gint64) floor (node->x[i]) : node->low[i] + (node->high[i] - node->low[i]) / 2;
  split = CLAMP (split, node->low[i], node->high[i] - 1);
  up = solved && node->x[i] - (double) split >= 0.5;
  snapshot = snapshot_take (node);
  for (guint side = 0; side < 2; side++)
    {
      if ((side == 0) == up)
        node->low[i] = split + 1;
      else
        node->high[i] = split;
      explore (search);
      snapshot_restore (&snapshot, node);
    }
  snapshot_clear (&snapshot);
}

/* As many plans as were asked for, none of which a round beyond @seen could beat. */
static gboolean
all_within (const Search *search, gint64 seen)
{
  return search->plans->len == search->task->top
         && ((PlannerPlan *) g_ptr_array_index (search->plans, search->task->top - 1))->value[search->problem->order[0]] <= seen;
}

/* The first objective is a small count: try its values from below. Few products are searched before many, and what is
 * found first is hard to beat. A round without a new plan doubles the step, so that a hopeless `top` costs few rounds. */
static void
explore_by_rounds (Search *search)
{
  const PlannerProblem *problem = search->problem;
  PlanObjective first = problem->order[0];
  Snapshot root = snapshot_take (search->node);
  gint64 last = 0, step = 1, bound = 0, seen;
  g_autofree gint64 *any = NULL;

  for (guint i = 0; first == PLAN_BY_UNITS && i < problem->n_products; i++)
    last += problem->most[i] * problem->pack[i];
  if (first == PLAN_BY_DISTINCT)
    last = problem->n_kinds;
  last = MIN (last, first == PLAN_BY_UNITS ? problem->max_units : problem->max_distinct);

  if (search->plans->len == 0)
    {
      search->any = TRUE; /* is there any plan at all? */
      explore (search);
      search->any = FALSE;
    }
  if (search->plans->len > 0)
    {
      search->stopped = FALSE;
      any = g_memdup2 (((PlannerPlan *) g_ptr_array_index (search->plans, 0))->units, (problem->n_products + 1) * sizeof (gint64));
    }
  if (search->task->begin == NULL || search->task->begin->len == 0)
    g_ptr_array_set_size (search->plans, 0);
  snapshot_restore (&root, search->node);
  set_cutoffs (search, 0, NULL); /* what was found is not to be beaten here */
  if (search->stopped || !node_tighten (search->node) || node_relax (search->node, first, &bound) == NODE_EMPTY)
    bound = last + 1;
  bound = MAX (bound, search->task->least);
  seen = bound - 1;
  for (gint64 ceiling = bound; ceiling <= last && !search->stopped && !all_within (search, seen);)
    {
      guint before = search->plans->len;

      snapshot_restore (&root, search->node);
      search->ceiling = ceiling;
      search->node->fewest[first] = seen + 1;
      search->first_is_known = ceiling == seen + 1;
      explore (search);
      seen = ceiling;
      step = search->plans->len > before ? 1 : 2 * step;
      ceiling = ceiling == last ? last + 1 : MIN (ceiling + MAX (step / 2, 1), last);
    }
  if (search->stopped && search->plans->len == 0 && any) /* better than nothing */
    offer (search, any);
  snapshot_clear (&root);
}

PlannerResult *
planner_search (const PlannerProblem *problem, const SearchTask *task)
{
  PlannerResult *result = g_new0 (PlannerResult, 1);
  Search search = { .problem = problem, .task = task, .any = task->any, .ceiling = PLANNER_NO_HIGH };

  search.node = node_new (problem);
  search.few = few_to_go_new (search.node);
  search.plans = g_ptr_array_new_with_free_func (plan_free);
  search.units = g_new0 (gint64, problem->n_products + 1);
  for (guint k = 0; task->begin && k < task->begin->len; k++)
    offer (&search, g_ptr_array_index (task->begin, k));
  if (task->levels > 1 && problem->order[0] != PLAN_BY_COST)
    explore_by_rounds (&search);
  else
    explore (&search);
  result->plans = search.plans;
  result->nodes = search.nodes;
  result->complete = !search.stopped;
  few_to_go_free (search.few);
  node_free (search.node);
  g_free (search.units);
  return result;
}
