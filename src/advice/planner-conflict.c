/* advice/planner-conflict.c: why there is no plan: the smallest set of bounds that conflict, and what each would have to give
 *
 * The smallest conflict by the duality of conflicts and of what plans leave unmet (implicit hitting sets): planner-hitting.h. */
#include <string.h>

#include "planner-hitting.h"
#include "planner-parts.h"

#define NODES_TO_LEAVE_OUT 20000 /* then a bound stays in the conflict, unless the search for smaller ones says otherwise */
#define NODES_TO_RELAX     20000 /* then the least that was seen to help is what is known */
#define PART_OF_ALL        10    /* as much of the nodes may one such question take */
#define NODES_TO_GROW      200   /* then a plan is taken as it is */

typedef struct {
  const PlannerProblem *problem;
  GArray *bounds;        /* of PlannerBound: all that the problem has */
  guint n;
  guint64 nodes, most_nodes; /* 0: no limit */
  GCancellable *cancellable;
  PartsKnown *known;     /* about the blocks: most questions change one of them at most */
  gboolean *met;         /* n: by the plan that was found last */
  gint64 *units;         /* n_products: that plan */
} Inquiry;

typedef enum { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN } Answer;

static GArray *
all_bounds (const PlannerProblem *problem)
{
  GArray *bounds = g_array_new (FALSE, FALSE, sizeof (PlannerBound));

  for (guint r = 0; r < problem->n_rows; r++)
    {
      PlannerBound low = { PLANNER_BOUND_LOW, r, -1, FALSE, -1 }, high = { PLANNER_BOUND_HIGH, r, -1, FALSE, -1 };

      if (problem->rows[r].low != PLANNER_NO_LOW)
        g_array_append_val (bounds, low);
      if (problem->rows[r].high != PLANNER_NO_HIGH)
        g_array_append_val (bounds, high);
    }
  if (problem->max_units != PLANNER_NO_HIGH)
    g_array_append_val (bounds, ((PlannerBound) { PLANNER_BOUND_UNITS, 0, -1, FALSE, -1 }));
  if (problem->max_distinct != PLANNER_NO_HIGH)
    g_array_append_val (bounds, ((PlannerBound) { PLANNER_BOUND_DISTINCT, 0, -1, FALSE, -1 }));
  return bounds;
}

/* With the bounds kept and no others, and nothing to optimise. */
static PlannerProblem *
copy_with (const Inquiry *self, const gboolean *keep)
{
  PlannerProblem *copy = planner_problem_copy (self->problem, 0);

  copy->order[0] = PLAN_BY_COST;
  copy->order[1] = PLAN_BY_DISTINCT;
  copy->order[2] = PLAN_BY_UNITS;
  memset (copy->cost, 0, copy->n_products * sizeof *copy->cost);
  for (guint b = 0; b < self->n; b++)
    {
      const PlannerBound *bound = &g_array_index (self->bounds, PlannerBound, b);

      if (keep[b])
        continue;
      if (bound->kind == PLANNER_BOUND_LOW)
        copy->rows[bound->row].low = PLANNER_NO_LOW;
      else if (bound->kind == PLANNER_BOUND_HIGH)
        copy->rows[bound->row].high = PLANNER_NO_HIGH;
      else if (bound->kind == PLANNER_BOUND_UNITS)
        copy->max_units = PLANNER_NO_HIGH;
      else
        copy->max_distinct = PLANNER_NO_HIGH;
    }
  return copy;
}

static void
see_what_is_met (Inquiry *self, const gint64 *units)
{
  const PlannerProblem *problem = self->problem;

  for (guint b = 0; b < self->n; b++)
    {
      const PlannerBound *bound = &g_array_index (self->bounds, PlannerBound, b);
      gint64 sum = 0;

      if (bound->kind == PLANNER_BOUND_UNITS)
        self->met[b] = plan_value (problem, units, PLAN_BY_UNITS) <= problem->max_units;
      else if (bound->kind == PLANNER_BOUND_DISTINCT)
        self->met[b] = plan_value (problem, units, PLAN_BY_DISTINCT) <= problem->max_distinct;
      else
        {
          for (guint i = 0; i < problem->n_products; i++)
            sum += problem->rows[bound->row].amount[i] * units[i];
          self->met[b] = bound->kind == PLANNER_BOUND_LOW ? sum >= problem->rows[bound->row].low : sum <= problem->rows[bound->row].high;
        }
    }
}

static gboolean
is_over (const Inquiry *self)
{
  return (self->most_nodes && self->nodes >= self->most_nodes) || g_cancellable_is_cancelled (self->cancellable);
}

/* What is left of all nodes, and no more than @most: of many questions no single one may take all that there is. 0: no limit. */
static guint64
nodes_for (const Inquiry *self, guint64 most)
{
  guint64 left = self->most_nodes > self->nodes ? self->most_nodes - self->nodes : 1;

  if (self->most_nodes == 0)
    return most;
  return most ? MIN (MIN (most, MAX (self->most_nodes / PART_OF_ALL, 1)), left) : left;
}

/* Is there a plan under the bounds kept? Then `met` are all the bounds that it meets. */
static Answer
ask (Inquiry *self, const gboolean *keep, guint64 most_nodes)
{
  g_autoptr(PlannerProblem) copy = copy_with (self, keep);
  g_autoptr(PlannerResult) result = parts_find (copy, TRUE, nodes_for (self, most_nodes), self->known, self->cancellable);

  self->nodes += result->nodes;
  if (result->plans->len == 0)
    return result->complete ? ANSWER_NO : ANSWER_UNKNOWN;
  memcpy (self->units, ((PlannerPlan *) g_ptr_array_index (result->plans, 0))->units, self->problem->n_products * sizeof *self->units);
  see_what_is_met (self, self->units);
  return ANSWER_YES;
}

/* What a plan left unmet has to be hit by every conflict. */
static void
add_unmet (const Inquiry *self, const gboolean *met, HittingSets *unmet)
{
  g_autofree gboolean *set = g_new0 (gboolean, self->n + 1);

  for (guint b = 0; b < self->n; b++)
    set[b] = !met[b];
  hitting_sets_add (unmet, set);
}

/* Leaves out what is not needed for the contradiction, many at once where that goes: what remains is irreducible, but need not be
 * smallest. Of bounds @from up to @to. */
static void
filter_by_deletion (Inquiry *self, gboolean *keep, guint from, guint to, HittingSets *unmet)
{
  g_autofree gboolean *fewer = g_memdup2 (keep, (self->n + 1) * sizeof *keep);
  guint middle = from + (to - from) / 2;
  Answer answer;

  if (from == to || is_over (self))
    return;
  for (guint b = from; b < to; b++)
    fewer[b] = FALSE;
  answer = ask (self, fewer, NODES_TO_LEAVE_OUT);
  if (answer == ANSWER_YES)
    add_unmet (self, self->met, unmet);
  if (answer == ANSWER_NO)
    memcpy (keep, fewer, (self->n + 1) * sizeof *keep);
  else if (to - from > 1)
    {
      filter_by_deletion (self, keep, middle, to, unmet);
      filter_by_deletion (self, keep, from, middle, unmet);
    }
}

/* Exchanges the units of a block for others that have been seen, wherever more is met and nothing less. */
static void
recombine (Inquiry *self)
{
  const PlannerProblem *problem = self->problem;
  gsize size = (problem->n_products + 1) * sizeof (gint64), n = (self->n + 1) * sizeof (gboolean);
  g_autofree gint64 *units = g_memdup2 (self->units, size);
  g_autofree gboolean *met = g_memdup2 (self->met, n);

  for (guint c = 0; c < self->known->choices->len; c++)
    {
      const PartChoice *choice = &g_array_index (self->known->choices, PartChoice, c);
      gboolean worse = FALSE;

      for (guint i = 0; i < problem->n_products; i++)
        if (problem->block[i] == choice->block && problem->kind[i] != PLANNER_NO_KIND)
          self->units[i] = choice->units[i];
      see_what_is_met (self, self->units);
      for (guint b = 0; b < self->n; b++)
        worse |= met[b] && !self->met[b];
      if (worse || memcmp (met, self->met, n) == 0)
        {
          memcpy (self->units, units, size);
          memcpy (self->met, met, n);
          continue;
        }
      memcpy (units, self->units, size);
      memcpy (met, self->met, n);
    }
}

/* From the plan found last to one that meets more: the less is unmet, the more it says. @met: (out): by that */
static void
grow (Inquiry *self, gboolean *met)
{
  recombine (self);
  memcpy (met, self->met, (self->n + 1) * sizeof *met);
  for (guint b = 0; b < self->n && !is_over (self); b++)
    {
      if (met[b])
        continue;
      met[b] = TRUE;
      if (ask (self, met, NODES_TO_GROW) == ANSWER_YES)
        {
          recombine (self);
          memcpy (met, self->met, (self->n + 1) * sizeof *met);
        }
      else
        met[b] = FALSE;
    }
}

static guint
count (const gboolean *keep, guint n)
{
  guint kept = 0;

  for (guint b = 0; b < n; b++)
    kept += keep[b];
  return kept;
}

/* From a conflict @keep to a smallest one. FALSE: broken off; none smaller is known then, which proves nothing. */
static gboolean
find_smallest (Inquiry *self, gboolean *keep, HittingSets *unmet)
{
  guint size_found = count (keep, self->n);
  g_autofree gboolean *choice = g_new0 (gboolean, self->n + 1), *met = g_new0 (gboolean, self->n + 1);

  while (size_found > 1)
    {
      guint size = hitting_sets_smallest (unmet, choice, size_found - 1, &self->nodes, self->most_nodes, self->cancellable);

      if (size == size_found)
        return TRUE;
      if (is_over (self) || (size == 0 && hitting_sets_count (unmet) > 0))
        return FALSE;
      switch (ask (self, choice, 0))
        {
        case ANSWER_NO:
          memcpy (keep, choice, (self->n + 1) * sizeof *keep);
          return TRUE;
        case ANSWER_YES:
          grow (self, met);
          add_unmet (self, met, unmet);
          break;
        default:
          return FALSE;
        }
    }
  return TRUE;
}

/* With all other bounds of @keep, how far does this one have to give? */
static gint64
smallest_relaxation (Inquiry *self, const gboolean *keep, guint which, gboolean *proven)
{
  const PlannerBound *bound = &g_array_index (self->bounds, PlannerBound, which);
  const PlannerProblem *problem = self->problem;
  g_autofree gboolean *others = g_memdup2 (keep, (self->n + 1) * sizeof *keep);
  g_autoptr(PlannerProblem) copy = NULL;
  g_autoptr(PlannerResult) result = NULL;
  guint64 most_nodes = self->most_nodes ? MAX (self->most_nodes / PART_OF_ALL, 1) : NODES_TO_RELAX; /* even when the search took all */
  const PlannerPlan *plan;

  others[which] = FALSE;
  copy = copy_with (self, others);
  copy->order[0] = bound->kind == PLANNER_BOUND_UNITS      ? PLAN_BY_UNITS
                   : bound->kind == PLANNER_BOUND_DISTINCT ? PLAN_BY_DISTINCT
                                                           : PLAN_BY_COST;
  if (copy->order[0] != PLAN_BY_COST)
    {
      copy->order[1] = PLAN_BY_COST;
      copy->order[2] = copy->order[0] == PLAN_BY_UNITS ? PLAN_BY_DISTINCT : PLAN_BY_UNITS;
    }
  else
    for (guint i = 0; i < problem->n_products; i++)
      copy->cost[i] = problem->rows[bound->row].amount[i] * (bound->kind == PLANNER_BOUND_LOW ? -1 : 1);
  result = parts_find (copy, FALSE, most_nodes, self->known, self->cancellable);
  self->nodes += result->nodes;
  *proven = result->complete;
  if (result->plans->len == 0)
    return result->complete ? -1 : -2;
  plan = g_ptr_array_index (result->plans, 0);
  switch (bound->kind)
    {
    case PLANNER_BOUND_LOW:
      return problem->rows[bound->row].low + plan->value[PLAN_BY_COST];
    case PLANNER_BOUND_HIGH:
      return plan->value[PLAN_BY_COST] - problem->rows[bound->row].high;
    case PLANNER_BOUND_UNITS:
      return plan->value[PLAN_BY_UNITS] - problem->max_units;
    default:
      return plan->value[PLAN_BY_DISTINCT] - problem->max_distinct;
    }
}

GArray *
planner_conflict (const PlannerProblem *problem, guint64 most_nodes, guint64 *nodes, gboolean *proven, GCancellable *cancellable)
{
  Inquiry self = { .problem = problem, .most_nodes = most_nodes, .cancellable = cancellable };
  g_autoptr(GArray) bounds = NULL;
  g_autoptr(HittingSets) unmet = NULL;
  g_autoptr(PartsKnown) known = parts_known_new ();
  g_autofree gboolean *keep = NULL, *all = NULL, *met = NULL;
  g_autofree gint64 *units = NULL;
  GArray *conflict = g_array_new (FALSE, FALSE, sizeof (PlannerBound));

  g_return_val_if_fail (problem != NULL && nodes != NULL && proven != NULL, conflict);

  self.known = known;
  self.bounds = bounds = all_bounds (problem);
  self.n = bounds->len;
  self.units = units = g_new0 (gint64, problem->n_products + 1);
  self.met = met = g_new0 (gboolean, self.n + 1);
  unmet = hitting_sets_new (self.n);
  all = g_new0 (gboolean, self.n + 1);
  for (guint b = 0; b < self.n; b++)
    all[b] = TRUE;
  keep = g_memdup2 (all, (self.n + 1) * sizeof *all);
  filter_by_deletion (&self, keep, 0, self.n, unmet);
  *proven = find_smallest (&self, keep, unmet);
  for (guint b = 0; b < self.n; b++)
    if (keep[b])
      {
        PlannerBound bound = g_array_index (bounds, PlannerBound, b);
        gboolean within_proven = FALSE;

        bound.relaxation = smallest_relaxation (&self, all, b, &bound.proven);
        bound.in_conflict = bound.relaxation == -1 ? smallest_relaxation (&self, keep, b, &within_proven) : bound.relaxation;
        if (bound.relaxation == -1 && !within_proven)
          bound.in_conflict = -2;
        g_array_append_val (conflict, bound);
      }
  *nodes += self.nodes;
  return conflict;
}
