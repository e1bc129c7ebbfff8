/* advice/plan-setup.c: from decimals by name to the planner's integers by number */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "needs.h"

#define MOST_DECIMALS        9
#define LARGEST_SUM          ((double) PLANNER_LARGEST / 2)
#define UNITS_WHEN_UNLIMITED 99

/* How many decimals a person wrote: 22.84 has two. The shortest text of a double that gives it back has them too. */
static guint
decimals_of (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  const char *point, *exponent;
  int decimals;

  if (isnan (value) || value == floor (value))
    return 0;
  g_ascii_formatd (text, sizeof text, "%.15g", value);
  point = strchr (text, '.');
  exponent = strchr (text, 'e');
  decimals = point ? (int) ((exponent ? exponent : text + strlen (text)) - point) - 1 : 0;
  if (exponent)
    decimals -= (int) g_ascii_strtoll (exponent + 1, NULL, 10);
  return (guint) CLAMP (decimals, 0, MOST_DECIMALS);
}

static double
power_of_ten (guint exponent)
{
  double power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* As fine a scale as @decimals ask for and sums can bear: nine decimals of a small amount, fewer of a large one. */
static double
scale_for (guint decimals, double largest_sum)
{
  while (decimals > 0 && largest_sum * power_of_ten (decimals) > LARGEST_SUM)
    decimals--;
  return power_of_ten (decimals);
}

static gint64
scaled (double value, double scale)
{
  /* What is too large is caught by planner_problem_check(). */
  return isnan (value) ? 0 : (gint64) rint (MIN (value * scale, 9e18));
}

void
plan_setup_free (PlanSetup *setup)
{
  if (setup == NULL)
    return;
  planner_problem_free (setup->problem);
  g_free (setup->scale);
  g_free (setup);
}

static gboolean
names_are_known (const Catalogue *catalogue, char **names, GError **error)
{
  for (guint i = 0; names && names[i]; i++)
    if (catalogue_find_product (catalogue, names[i]) == NULL)
      {
        g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("“%s” is not in the catalogue %s."), names[i], catalogue->source);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_named (const Catalogue *catalogue, char **names, const Product *product)
{
  for (guint i = 0; names && names[i]; i++)
    if (catalogue_find_product (catalogue, names[i]) == product)
      return TRUE;
  return FALSE;
}

/* Exclusions act before any search. */
static gboolean
is_admitted (const Catalogue *catalogue, const PlanChoice *choice, const Product *product)
{
  if (is_named (catalogue, choice->exclude, product))
    return FALSE;
  for (guint i = 0; choice->avoid && choice->avoid[i]; i++)
    if (product_has_word (product->allergens, choice->avoid[i]))
      return FALSE;
  for (guint i = 0; choice->only && choice->only[i]; i++)
    if (!product_has_word (product->tags, choice->only[i]))
      return FALSE;
  return TRUE;
}

static int
need_nutrient (const Catalogue *catalogue, const char *name, GError **error)
{
  int column = catalogue_find_nutrient (catalogue, name);

  if (column < 0)
    {
      g_autofree char *known = g_strjoinv (", ", catalogue->nutrients);

      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("The needs name “%s”, of which the catalogue %s knows nothing; it has: %s."), name,
                   catalogue->source, *known ? known : _("no nutrients"));
    }
  return column;
}

static double
most_units (const Product *product)
{
  double most = product_most (product);

  return isnan (most) ? UNITS_WHEN_UNLIMITED : most;
}

/* Products in whole packs: one unit of the planner is one pack. */
static gboolean
set_units (PlanSetup *setup, const Catalogue *catalogue, const Needs *needs, const PlanChoice *choice, GError **error)
{
  PlannerProblem *problem = setup->problem;
  guint decimals = 0;
  double sum = 0;

  for (guint i = 0; i < problem->n_products; i++)
    {
      const Product *product = g_ptr_array_index (catalogue->products, i);

      decimals = MAX (decimals, decimals_of (product->cost));
      if (!isnan (product->cost))
        sum += product->cost * product->pack * most_units (product);
    }
  setup->cost_scale = scale_for (decimals, sum);
  for (guint i = 0; i < problem->n_products; i++)
    {
      const Product *product = g_ptr_array_index (catalogue->products, i);
      double most = most_units (product);

      if (!isnan (needs->max_units))
        most = MIN (most, floor (needs->max_units));
      problem->most[i] = is_admitted (catalogue, choice, product) ? (gint64) (most / product->pack) : 0;
      problem->pack[i] = (gint64) product->pack;
      problem->cost[i] = scaled (product->cost * product->pack, setup->cost_scale);
      if (!is_named (catalogue, choice->must, product))
        continue;
      problem->least[i] = 1;
      if (problem->most[i] < 1)
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_OUT_OF_RANGE,
                       _("“%s” has to be in the plan, but there is none of it: it is excluded, out of stock or beyond max_units."), product->name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
set_need (PlanSetup *setup, const Catalogue *catalogue, const Need *need, guint row, GError **error)
{
  PlannerRow *target = &setup->problem->rows[row];
  int column = need_nutrient (catalogue, need->nutrient, error);
  guint decimals = MAX (decimals_of (need->min), decimals_of (need->max));
  double sum = fmax (need->min, need->max); /* of which one may be NAN */

  if (column < 0)
    return FALSE;
  for (guint i = 0; i < setup->problem->n_products; i++)
    {
      const Product *product = g_ptr_array_index (catalogue->products, i);

      decimals = MAX (decimals, decimals_of (product->amount[column]));
      if (!isnan (product->amount[column]))
        sum += product->amount[column] * product->pack * (double) setup->problem->most[i];
    }
  setup->scale[row] = scale_for (decimals, sum);
  for (guint i = 0; i < setup->problem->n_products; i++)
    {
      const Product *product = g_ptr_array_index (catalogue->products, i);

      target->amount[i] = scaled (product->amount[column] * product->pack, setup->scale[row]);
    }
  if (!isnan (need->min))
    target->low = scaled (need->min, setup->scale[row]);
  if (!isnan (need->max))
    target->high = scaled (need->max, setup->scale[row]);
  return TRUE;
}

static gboolean
set_ratio (PlanSetup *setup, const Catalogue *catalogue, const NeedRatio *ratio, guint row, GError **error)
{
  int of = need_nutrient (catalogue, ratio->of, error), to = of < 0 ? -1 : need_nutrient (catalogue, ratio->to, error);
  guint of_decimals = 0, to_decimals = 0;
  double sum = 0;

  if (to < 0)
    return FALSE;
  for (guint i = 0; i < setup->problem->n_products; i++)
    {
      const Product *product = g_ptr_array_index (catalogue->products, i);

      of_decimals = MAX (of_decimals, decimals_of (product->amount[of]));
      to_decimals = MAX (to_decimals, decimals_of (product->amount[to]));
      if (!isnan (product->amount[of]) && !isnan (product->amount[to]))
        sum += (product->amount[of] + ratio->max * product->amount[to]) * product->pack * (double) setup->problem->most[i];
    }
  setup->scale[row] = scale_for (MAX (of_decimals, to_decimals + decimals_of (ratio->max)), sum);
  for (guint i = 0; i < setup->problem->n_products; i++)
    {
      const Product *product = g_ptr_array_index (catalogue->products, i);

      setup->problem->rows[row].amount[i] = scaled (product->amount[of] * product->pack, setup->scale[row])
                                            - scaled (product->amount[to] * product->pack * ratio->max, setup->scale[row]);
    }
  setup->problem->rows[row].high = 0;
  return TRUE;
}

PlanSetup *
plan_setup_new (const Catalogue *catalogue, const Needs *needs, const PlanChoice *choice, GError **error)
{
  g_autoptr(PlanSetup) setup = g_new0 (PlanSetup, 1);
  guint n_needs;

  g_return_val_if_fail (catalogue != NULL && needs != NULL && choice != NULL, NULL);

  n_needs = needs->needs->len;
  if (!names_are_known (catalogue, choice->exclude, error) || !names_are_known (catalogue, choice->must, error))
    return NULL;
  setup->problem = planner_problem_new (catalogue->products->len, n_needs + needs->ratios->len);
  setup->scale = g_new (double, n_needs + needs->ratios->len + 1);
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    setup->problem->order[o] = needs->order[o];
  if (!isnan (needs->max_units))
    setup->problem->max_units = (gint64) floor (needs->max_units);
  if (!isnan (needs->max_distinct))
    setup->problem->max_distinct = (gint64) floor (needs->max_distinct);
  if (!set_units (setup, catalogue, needs, choice, error))
    return NULL;
  for (guint k = 0; k < n_needs; k++)
    if (!set_need (setup, catalogue, &g_array_index (needs->needs, Need, k), k, error))
      return NULL;
  for (guint k = 0; k < needs->ratios->len; k++)
    if (!set_ratio (setup, catalogue, &g_array_index (needs->ratios, NeedRatio, k), n_needs + k, error))
      return NULL;
  if (!planner_problem_check (setup->problem, error))
    return NULL;
  return g_steal_pointer (&setup);
}
