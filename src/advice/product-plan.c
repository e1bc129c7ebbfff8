/* advice/product-plan.c */
#include "product-plan.h"

#include <glib/gi18n.h>
#include <math.h>

static void
plan_free (gpointer data)
{
  ProductPlan *plan = data;

  g_array_unref (plan->items);
  g_free (plan->totals);
  g_ptr_array_unref (plan->unknown);
  g_free (plan);
}

void
product_plans_free (ProductPlans *plans)
{
  if (plans == NULL)
    return;
  g_ptr_array_unref (plans->plans);
  g_array_unref (plans->conflict);
  g_free (plans);
}

double
product_plan_total (const ProductPlan *plan, const Catalogue *catalogue, const Needs *needs, int phase, guint nutrient)
{
  guint n_phases = MAX (needs->phases->len, 1);
  double total = 0;

  for (guint p = 0; p < n_phases; p++)
    if (phase < 0 || (guint) phase == p)
      total += plan->totals[p * catalogue->n_nutrients + nutrient];
  return rint (total * 1e9) / 1e9;
}

static gboolean
nutrient_is_needed (const Catalogue *catalogue, const Needs *needs, guint phase, guint nutrient)
{
  const GArray *lists[] = { needs->needs, phase < needs->phases->len ? ((NeedPhase *) g_ptr_array_index (needs->phases, phase))->needs : NULL };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint k = 0; lists[l] && k < lists[l]->len; k++)
      if (g_str_equal (g_array_index (lists[l], Need, k).nutrient, catalogue->nutrients[nutrient]))
        return TRUE;
  return FALSE;
}

/* A plan that relies on a blank must say so; once for each product and nutrient. */
static void
add_unknown (ProductPlan *plan, const Catalogue *catalogue, const Needs *needs)
{
  for (guint k = 0; k < plan->items->len; k++)
    {
      const PlanItem *item = &g_array_index (plan->items, PlanItem, k);

      for (guint n = 0; n < catalogue->n_nutrients; n++)
        if (isnan (item->product->amount[n]) && nutrient_is_needed (catalogue, needs, item->phase, n))
          {
            char *sentence = g_strdup_printf (_("%s of %s is not known; counted as none"), catalogue->nutrients[n], item->product->name);

            if (g_ptr_array_find_with_equal_func (plan->unknown, sentence, g_str_equal, NULL))
              g_free (sentence);
            else
              g_ptr_array_add (plan->unknown, sentence);
          }
    }
}

static ProductPlan *
plan_from (const PlanSetup *setup, const Catalogue *catalogue, const Needs *needs, const PlannerPlan *from)
{
  ProductPlan *plan = g_new0 (ProductPlan, 1);

  plan->items = g_array_new (FALSE, FALSE, sizeof (PlanItem));
  plan->unknown = g_ptr_array_new_with_free_func (g_free);
  plan->totals = g_new0 (double, setup->n_phases * catalogue->n_nutrients + 1);
  plan->distinct = from->value[PLAN_BY_DISTINCT];
  plan->units = from->value[PLAN_BY_UNITS];
  plan->cost = (double) from->value[PLAN_BY_COST] / setup->cost_scale;
  for (guint p = 0; p < setup->n_phases; p++)
    for (guint i = 0; i < catalogue->products->len; i++)
      {
        guint c = PLAN_COLUMN (catalogue, p, i);
        PlanItem item = { g_ptr_array_index (catalogue->products, i), p, from->units[c] * setup->batch[c] };

        if (item.units == 0)
          continue;
        g_array_append_val (plan->items, item);
        for (guint n = 0; n < catalogue->n_nutrients; n++)
          if (!isnan (item.product->amount[n]))
            plan->totals[p * catalogue->n_nutrients + n] += (double) item.units * item.product->amount[n];
      }
  add_unknown (plan, catalogue, needs);
  return plan;
}

static PlanConflict
conflict_from (const PlanSetup *setup, const Needs *needs, const PlannerBound *bound)
{
  static const char *const bounds[] = { NULL, "ratio", "concentration", "stock", "must", "pack" };
  PlanConflict conflict = { .need = "max_units", .bound = "max", .value = needs->max_units,
                            .smallest_relaxation = bound->relaxation < 0 ? NAN : (double) bound->relaxation,
                            .searched = bound->relaxation != -2, .proven = bound->proven,
                            .ends_conflict = bound->relaxation == -1 && bound->in_conflict > 0 ? (double) bound->in_conflict : NAN };
  const PlannerRow *numbers;
  const PlanRow *row;

  if (bound->kind == PLANNER_BOUND_UNITS)
    return conflict;
  conflict.need = "max_distinct";
  conflict.value = needs->max_distinct;
  if (bound->kind == PLANNER_BOUND_DISTINCT)
    return conflict;
  numbers = &setup->problem->rows[bound->row];
  row = &g_array_index (setup->rows, PlanRow, bound->row);
  conflict.need = row->name;
  conflict.bound = row->kind != PLAN_ROW_NEED ? bounds[row->kind] : bound->kind == PLANNER_BOUND_LOW ? "min" : "max";
  conflict.phase = row->phase >= 0 ? ((NeedPhase *) g_ptr_array_index (needs->phases, (guint) row->phase))->name : NULL;
  conflict.smallest_relaxation /= row->scale;
  conflict.ends_conflict /= row->scale;
  conflict.value = row->kind == PLAN_ROW_NEED || row->kind == PLAN_ROW_STOCK
                     ? (double) (bound->kind == PLANNER_BOUND_LOW ? numbers->low : numbers->high) / row->scale
                     : NAN;
  return conflict;
}

ProductPlans *
plan_products (const Catalogue *catalogue, const Needs *needs, const PlanChoice *choice, guint top, guint64 most_nodes, GCancellable *cancellable,
               GError **error)
{
  g_autoptr(PlanSetup) setup = plan_setup_new (catalogue, needs, choice, error);
  g_autoptr(PlannerResult) result = NULL;
  g_autoptr(GArray) bounds = NULL;
  ProductPlans *plans;

  if (setup == NULL)
    return NULL;
  result = planner_solve (setup->problem, top, most_nodes, cancellable);
  plans = g_new0 (ProductPlans, 1);
  plans->plans = g_ptr_array_new_with_free_func (plan_free);
  plans->conflict = g_array_new (FALSE, FALSE, sizeof (PlanConflict));
  plans->complete = result->complete;
  for (guint k = 0; k < result->plans->len; k++)
    g_ptr_array_add (plans->plans, plan_from (setup, catalogue, needs, g_ptr_array_index (result->plans, k)));
  if (result->complete && result->plans->len == 0)
    {
      bounds = planner_conflict (setup->problem, most_nodes, &result->nodes, &plans->conflict_proven, cancellable);
      for (guint b = 0; b < bounds->len; b++)
        {
          PlanConflict conflict = conflict_from (setup, needs, &g_array_index (bounds, PlannerBound, b));

          g_array_append_val (plans->conflict, conflict);
        }
    }
  plans->nodes = result->nodes;
  return plans;
}
