/* advice/planner-parts.c */
#include "planner-parts.h"

#include <string.h>

#define NODES_OF_CUT 1000 /* a bound that takes longer is left out */

/* --- the parts --- */

static void
free_bytes (gpointer data)
{
  g_bytes_unref (data);
}

static void
free_result (gpointer data)
{
  planner_result_free (data);
}

PartsKnown *
parts_known_new (void)
{
  PartsKnown *known = g_new (PartsKnown, 1);

  known->answers = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, free_bytes, free_result);
  known->choices = g_array_new (FALSE, FALSE, sizeof (PartChoice));
  return known;
}

void
parts_known_free (PartsKnown *known)
{
  if (known == NULL)
    return;
  g_hash_table_unref (known->answers);
  g_array_unref (known->choices);
  g_free (known);
}

static gboolean
is_of_block (const PlannerProblem *problem, guint product, guint block)
{
  return problem->block[product] == block && problem->kind[product] != PLANNER_NO_KIND;
}

static PlannerProblem *
part_new (const PlannerProblem *problem, guint block)
{
  PlannerProblem *part = planner_problem_copy (problem, 0);

  part->n_blocks = 1;
  for (guint i = 0; i < problem->n_products; i++)
    if (!is_of_block (problem, i, block))
      part->least[i] = part->most[i] = 0;
  for (guint r = 0; r < problem->n_rows; r++)
    {
      gboolean alone = TRUE, positive = TRUE;

      for (guint i = 0; i < problem->n_products; i++)
        {
          positive &= problem->rows[r].amount[i] >= 0;
          alone &= problem->rows[r].amount[i] == 0 || problem->most[i] == 0 || is_of_block (problem, i, block);
        }
      if (!alone)
        part->rows[r].low = PLANNER_NO_LOW;
      if (!alone && !positive)
        part->rows[r].high = PLANNER_NO_HIGH;
    }
  return part;
}

/* Rows that bind several kinds over several blocks, such as what a day may have; not the stock of one thing. */
static gboolean
binds_blocks (const PlannerProblem *problem, const PlannerRow *row)
{
  guint first = problem->n_products, kinds = 0, blocks = 0;

  for (guint i = 0; i < problem->n_products; i++)
    {
      if (row->amount[i] == 0 || problem->most[i] == 0 || problem->kind[i] == PLANNER_NO_KIND)
        continue;
      if (first == problem->n_products)
        first = i;
      kinds |= problem->kind[i] != problem->kind[first];
      blocks |= problem->block[i] != problem->block[first];
    }
  return kinds && blocks && (row->low != PLANNER_NO_LOW || row->high != PLANNER_NO_HIGH);
}

Parts *
parts_new (const PlannerProblem *problem, PartsKnown *known, GCancellable *cancellable)
{
  Parts *self = g_new0 (Parts, 1);
  guint binding = 0;

  self->problem = problem;
  self->own = known ? NULL : parts_known_new ();
  self->known = known ? known : self->own;
  self->cancellable = cancellable;
  self->n_rows = problem->n_rows;
  self->part = g_new0 (PlannerProblem *, problem->n_blocks);
  for (guint b = 0; b < problem->n_blocks; b++)
    self->part[b] = part_new (problem, b);
  for (guint r = 0; r < problem->n_rows; r++)
    binding += binds_blocks (problem, &problem->rows[r]);
  self->whole = planner_problem_copy (problem, problem->n_blocks * (PLAN_N_OBJECTIVES + 2 * binding));
  return self;
}

void
parts_free (Parts *self)
{
  if (self == NULL)
    return;
  for (guint b = 0; b < self->problem->n_blocks; b++)
    planner_problem_free (self->part[b]);
  g_free (self->part);
  parts_known_free (self->own);
  planner_problem_free (self->whole);
  g_free (self);
}

/* --- questions about one part --- */

/* All that the answer depends on, besides the products. Rows that nothing in the part can break are left out. */
static GBytes *
question_key (const PlannerProblem *part, guint block, const gint64 *amount)
{
  GByteArray *key = g_byte_array_new ();
  gint64 head[] = { block, amount != NULL, part->max_units, part->max_distinct };

  g_byte_array_append (key, (const guint8 *) head, sizeof head);
  if (amount != NULL)
    g_byte_array_append (key, (const guint8 *) amount, part->n_products * (guint) sizeof *amount);
  for (guint r = 0; r < part->n_rows; r++)
    {
      const PlannerRow *row = &part->rows[r];
      gint64 from = 0, to = 0, bounds[] = { row->low, row->high };

      for (guint i = 0; i < part->n_products; i++)
        {
          from += row->amount[i] * (row->amount[i] > 0 ? part->least[i] : part->most[i]);
          to += row->amount[i] * (row->amount[i] > 0 ? part->most[i] : part->least[i]);
        }
      if (row->low == PLANNER_NO_LOW || from >= row->low)
        bounds[0] = PLANNER_NO_LOW;
      if (row->high == PLANNER_NO_HIGH || to <= row->high)
        bounds[1] = PLANNER_NO_HIGH;
      g_byte_array_append (key, (const guint8 *) bounds, sizeof bounds);
    }
  return g_byte_array_free_to_bytes (key);
}

/* A count is searched in rounds, which the second objective then decides. */
static guint
levels_for (PlanObjective first)
{
  return first == PLAN_BY_COST ? 1 : 2;
}

typedef struct {
  gboolean complete;     /* FALSE: broken off: nothing is certain */
  const gint64 *units;   /* n_products; NULL: there are none, or none were found; of `known` */
  gint64 value;          /* of the units, in what was asked for */
} PartAnswer;

/* The units of the block with the least Σ @amount·units; @amount NULL: any units. */
static PartAnswer
least_of_part (Parts *self, guint block, const gint64 *amount, guint64 most_nodes)
{
  PlannerProblem *part = self->part[block];
  PlanObjective objective = amount == self->problem->pack ? PLAN_BY_UNITS : PLAN_BY_COST;
  SearchTask task = { .top = 1, .levels = levels_for (objective), .any = amount == NULL, .most_nodes = most_nodes,
                      .cancellable = self->cancellable };
  GBytes *key = question_key (part, block, amount);
  PlannerResult *result = g_hash_table_lookup (self->known->answers, key);
  PartAnswer answer = { FALSE, NULL, 0 };

  if (result == NULL || (!result->complete && result->plans->len == 0))
    {
      for (guint i = 0; i < part->n_products; i++)
        part->cost[i] = objective == PLAN_BY_COST && amount != NULL ? amount[i] : 0;
      part->order[0] = objective;
      part->order[1] = PLAN_BY_COST; /* of which there are none */
      result = planner_search (part, &task);
      self->nodes += result->nodes;
      g_hash_table_replace (self->known->answers, key, result);
      if (result->plans->len > 0)
        g_array_append_val (self->known->choices, ((PartChoice) { block, ((PlannerPlan *) g_ptr_array_index (result->plans, 0))->units }));
    }
  else
    g_bytes_unref (key);
  answer.complete = result->complete || (amount == NULL && result->plans->len > 0);
  if (result->plans->len > 0)
    {
      const PlannerPlan *plan = g_ptr_array_index (result->plans, 0);

      answer.units = plan->units;
      answer.value = plan->value[objective];
    }
  return answer;
}

/* --- what they say about the whole --- */

void
parts_add_cut (Parts *self, guint block, const gint64 *amount, gint64 least)
{
  PlannerRow *row = &self->whole->rows[self->n_rows++];

  for (guint i = 0; i < self->problem->n_products; i++)
    if (is_of_block (self->problem, i, block))
      row->amount[i] = amount[i];
  row->low = least;
}

gboolean
parts_add_cuts (Parts *self, const gint64 *amount, guint64 most_nodes)
{
  for (guint b = 0; b < self->problem->n_blocks; b++)
    {
      PartAnswer answer = least_of_part (self, b, amount, most_nodes);

      if (!answer.complete)
        continue;
      if (answer.units == NULL)
        return FALSE;
      parts_add_cut (self, b, amount, answer.value);
    }
  return TRUE;
}

/* The blocks' own choices together are a choice to begin with, where nothing binds the blocks. NULL: a block has none. */
static gint64 *
choose_part_by_part (Parts *self, const gint64 *amount, guint64 most_nodes, gboolean *impossible)
{
  const PlannerProblem *problem = self->problem;
  g_autofree gint64 *units = g_new0 (gint64, problem->n_products + 1);

  *impossible = FALSE;
  for (guint b = 0; b < problem->n_blocks; b++)
    {
      PartAnswer answer = least_of_part (self, b, amount, most_nodes);

      *impossible = answer.complete && answer.units == NULL;
      if (answer.units == NULL)
        return NULL;
      for (guint i = 0; i < problem->n_products; i++)
        units[i] += answer.units[i];
      if (amount != NULL && answer.complete)
        parts_add_cut (self, b, amount, answer.value);
    }
  return g_steal_pointer (&units);
}

/* What the blocks need of each thing that they share. FALSE: one of them needs more than there is. */
static gboolean
bound_what_is_shared (Parts *self, guint64 most_nodes)
{
  const PlannerProblem *problem = self->problem;
  g_autofree gint64 *opposite = g_new0 (gint64, problem->n_products + 1);

  if (problem->max_units != PLANNER_NO_HIGH && !parts_add_cuts (self, problem->pack, most_nodes))
    return FALSE;
  for (guint r = 0; r < problem->n_rows; r++)
    {
      const PlannerRow *row = &problem->rows[r];

      if (!binds_blocks (problem, row))
        continue;
      if (row->high != PLANNER_NO_HIGH && !parts_add_cuts (self, row->amount, most_nodes))
        return FALSE;
      for (guint i = 0; i < problem->n_products; i++)
        opposite[i] = -row->amount[i];
      if (row->low != PLANNER_NO_LOW && !parts_add_cuts (self, opposite, most_nodes))
        return FALSE;
    }
  return TRUE;
}

/* As when a search has come to its end: with the plan, or without any. */
static PlannerResult *
no_plan (guint64 nodes)
{
  PlannerResult *result = g_new0 (PlannerResult, 1);

  result->plans = g_ptr_array_new ();
  result->nodes = nodes;
  result->complete = TRUE;
  return result;
}

PlannerResult *
parts_find (const PlannerProblem *problem, gboolean any, guint64 most_nodes, PartsKnown *known, GCancellable *cancellable)
{
  SearchTask task = { .top = 1, .levels = levels_for (problem->order[0]), .any = any, .most_nodes = most_nodes, .cancellable = cancellable };
  g_autoptr(Parts) parts = NULL;
  g_autoptr(GPtrArray) begin = g_ptr_array_new_with_free_func (g_free);
  const gint64 *amount = problem->order[0] == PLAN_BY_COST ? problem->cost : problem->pack;
  gint64 *units;
  gboolean impossible;
  PlannerResult *result;

  if (problem->n_blocks < 2)
    return planner_search (problem, &task);
  parts = parts_new (problem, known, cancellable);
  units = choose_part_by_part (parts, any || problem->order[0] == PLAN_BY_DISTINCT ? NULL : amount, most_nodes, &impossible);
  if (impossible)
    return no_plan (parts->nodes);
  if (units != NULL)
    g_ptr_array_add (begin, units);
  task.begin = begin;
  if ((units == NULL || !problem_admits (problem, units)) && !bound_what_is_shared (parts, most_nodes ? MIN (most_nodes, NODES_OF_CUT) : NODES_OF_CUT))
    return no_plan (parts->nodes);
  result = planner_search (parts->whole, &task);
  result->nodes += parts->nodes;
  return result;
}
