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
  g_clear_pointer (&setup->rows, g_array_unref);
  g_free (setup->batch);
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
is_named (char **names, const Product *product)
{
  for (guint i = 0; names && names[i]; i++)
    {
      g_autofree char *folded = g_utf8_casefold (names[i], -1);

      if (g_str_equal (folded, product->folded))
        return TRUE;
    }
  return FALSE;
}

/* Exclusions act before any search. */
static gboolean
is_admitted (const PlanChoice *choice, const Product *product)
{
  if (is_named (choice->exclude, product))
    return FALSE;
  for (guint i = 0; choice->avoid && choice->avoid[i]; i++)
    if (product_has_word (product->allergens, choice->avoid[i]))
      return FALSE;
  for (guint i = 0; choice->only && choice->only[i]; i++)
    if (!product_has_word (product->tags, choice->only[i]))
      return FALSE;
  return TRUE;
}

/* A blank amount counts as none here; who shows the plan says that it was one (product-plan.c). */
static double
known_amount (const Product *product, int column)
{
  return column < 0 || isnan (product->amount[column]) ? 0 : product->amount[column];
}

static gboolean
phase_admits (const Catalogue *catalogue, const NeedPhase *phase, const Product *product)
{
  if (phase == NULL)
    return TRUE;
  if (phase->no_solids && product->form == FORM_SOLID)
    return FALSE;
  for (guint t = 0; phase->without && phase->without[t]; t++)
    if (product_has_word (product->tags, phase->without[t]))
      return FALSE;
  return !phase->no_caffeine || known_amount (product, catalogue_find_nutrient (catalogue, "caffeine_mg")) <= 0;
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

/* All that is needed to fill in a problem. */
typedef struct {
  PlanSetup *setup;
  const Catalogue *catalogue;
  const Needs *needs;
  const PlanChoice *choice;
  guint n;          /* products of the catalogue */
  guint next_row;
} Filling;

static const Product *
product_at (const Filling *f, guint i)
{
  return g_ptr_array_index (f->catalogue->products, i);
}

static PlannerRow *
next_row (Filling *f, PlanRowKind kind, int phase, const char *name, double scale)
{
  PlanRow row = { kind, phase, name, scale };

  g_array_append_val (f->setup->rows, row);
  return &f->setup->problem->rows[f->next_row++];
}

/* Whole packs: in a plan without phases one unit of the problem is one pack, else a count of packs stands beside the units. */
static gboolean
set_units (Filling *f, GError **error)
{
  PlannerProblem *problem = f->setup->problem;
  gboolean joint = f->setup->n_phases > 1;
  guint decimals = 0;
  double sum = 0;

  for (guint i = 0; i < f->n; i++)
    {
      const Product *product = product_at (f, i);

      decimals = MAX (decimals, decimals_of (product->cost));
      if (!isnan (product->cost))
        sum += product->cost * product->pack * most_units (product) * f->setup->n_phases;
    }
  f->setup->cost_scale = scale_for (decimals, sum);
  problem->n_kinds = f->n;
  for (guint i = 0; i < f->n; i++)
    {
      const Product *product = product_at (f, i);
      gboolean must = is_named (f->choice->must, product), there = FALSE;
      double most = most_units (product);

      for (guint p = 0; p < f->setup->n_phases; p++)
        {
          guint c = PLAN_COLUMN (f->catalogue, p, i);
          const NeedPhase *phase = f->needs->phases->len ? g_ptr_array_index (f->needs->phases, p) : NULL;
          gboolean admitted = is_admitted (f->choice, product) && phase_admits (f->catalogue, phase, product);

          f->setup->batch[c] = joint ? 1 : (gint64) product->pack;
          problem->kind[c] = i;
          problem->block[c] = p;
          problem->most[c] = admitted && most >= product->pack ? (gint64) (most / (double) f->setup->batch[c]) : 0;
          problem->pack[c] = f->setup->batch[c];
          problem->cost[c] = scaled (product->cost * (double) f->setup->batch[c], f->setup->cost_scale);
          problem->least[c] = must && !joint ? 1 : 0;
          there |= problem->most[c] >= 1;
        }
      if (must && !there)
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_OUT_OF_RANGE,
                       _("“%s” has to be in the plan, but there is none of it: it is excluded, out of stock, or a pack has more than there is."), product->name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_in_phase (const Filling *f, guint column, int phase)
{
  return column < f->setup->n_phases * f->n && (phase < 0 || column / f->n == (guint) phase);
}

static gboolean
set_need (Filling *f, const Need *need, int phase, GError **error)
{
  PlannerProblem *problem = f->setup->problem;
  int column = need_nutrient (f->catalogue, need->nutrient, error);
  guint decimals = MAX (decimals_of (need->min), decimals_of (need->max));
  double sum = fmax (need->min, need->max), scale; /* of which one may be NAN */
  PlannerRow *row;

  if (column < 0)
    return FALSE;
  for (guint c = 0; c < problem->n_products; c++)
    if (is_in_phase (f, c, phase))
      {
        double amount = known_amount (product_at (f, c % f->n), column);

        decimals = MAX (decimals, decimals_of (amount));
        sum += amount * (double) f->setup->batch[c] * (double) problem->most[c];
      }
  scale = scale_for (decimals, sum);
  row = next_row (f, PLAN_ROW_NEED, phase, need->nutrient, scale);
  for (guint c = 0; c < problem->n_products; c++)
    if (is_in_phase (f, c, phase))
      row->amount[c] = scaled (known_amount (product_at (f, c % f->n), column) * (double) f->setup->batch[c], scale);
  if (!isnan (need->min))
    row->low = scaled (need->min, scale);
  if (!isnan (need->max))
    row->high = scaled (need->max, scale);
  return TRUE;
}

/* Σ of·units ≤ max·Σ to·units; with @drinks only of what is drunk. */
static gboolean
set_ratio (Filling *f, const NeedRatio *ratio, int phase, gboolean drinks, GError **error)
{
  PlannerProblem *problem = f->setup->problem;
  int of = need_nutrient (f->catalogue, ratio->of, error), to = of < 0 ? -1 : need_nutrient (f->catalogue, ratio->to, error);
  guint of_decimals = 0, to_decimals = 0;
  double sum = 0, scale;
  PlannerRow *row;

  if (to < 0)
    return FALSE;
  for (guint i = 0; i < f->n; i++)
    {
      const Product *product = product_at (f, i);

      of_decimals = MAX (of_decimals, decimals_of (product->amount[of]));
      to_decimals = MAX (to_decimals, decimals_of (product->amount[to]));
      sum += (known_amount (product, of) + ratio->max * known_amount (product, to)) * product->pack * most_units (product) * f->setup->n_phases;
    }
  scale = scale_for (MAX (of_decimals, to_decimals + decimals_of (ratio->max)), sum);
  row = next_row (f, drinks ? PLAN_ROW_CONCENTRATION : PLAN_ROW_RATIO, phase, ratio->of, scale);
  for (guint c = 0; c < problem->n_products; c++)
    {
      const Product *product = c < f->setup->n_phases * f->n ? product_at (f, c % f->n) : NULL;

      if (!is_in_phase (f, c, phase) || (drinks && product->form != FORM_DRINK && product->form != FORM_POWDER))
        continue;
      row->amount[c] = scaled (known_amount (product, of) * (double) f->setup->batch[c], scale)
                       - scaled (known_amount (product, to) * (double) f->setup->batch[c] * ratio->max, scale);
    }
  row->high = 0;
  return TRUE;
}

static gboolean
set_phase (Filling *f, guint p, GError **error)
{
  const NeedPhase *phase = g_ptr_array_index (f->needs->phases, p);
  NeedRatio concentration = { (char *) "carbohydrate_g", (char *) "fluid_ml", phase->concentration_percent / 100 };

  for (guint k = 0; k < phase->needs->len; k++)
    if (!set_need (f, &g_array_index (phase->needs, Need, k), (int) p, error))
      return FALSE;
  return isnan (phase->concentration_percent) || set_ratio (f, &concentration, (int) p, TRUE, error);
}

/* What the phases share: the stock, what has to be used, whole packs. */
static void
set_shared (Filling *f)
{
  PlannerProblem *problem = f->setup->problem;
  guint packs = f->setup->n_phases * f->n;

  for (guint i = 0; i < f->n; i++)
    {
      const Product *product = product_at (f, i);
      PlannerRow *rows[3];
      guint n_rows = 0;

      if (!isnan (product_most (product)))
        {
          rows[n_rows] = next_row (f, PLAN_ROW_STOCK, -1, product->name, 1);
          rows[n_rows++]->high = (gint64) most_units (product);
        }
      if (is_named (f->choice->must, product))
        {
          rows[n_rows] = next_row (f, PLAN_ROW_MUST, -1, product->name, 1);
          rows[n_rows++]->low = 1;
        }
      if (product->pack > 1)
        {
          rows[n_rows] = next_row (f, PLAN_ROW_PACK, -1, product->name, 1);
          rows[n_rows]->low = rows[n_rows]->high = 0;
          rows[n_rows++]->amount[packs] = -(gint64) product->pack;
          problem->kind[packs] = PLANNER_NO_KIND;
          problem->pack[packs] = 0;
          problem->most[packs++] = (gint64) (most_units (product) / product->pack);
        }
      for (guint r = 0; r < n_rows; r++)
        for (guint p = 0; p < f->setup->n_phases; p++)
          rows[r]->amount[PLAN_COLUMN (f->catalogue, p, i)] = 1;
    }
}

/* How many rows and counts of packs the phases share. */
static void
count_shared (const Filling *f, guint *rows, guint *packs)
{
  for (guint i = 0; i < f->n; i++)
    {
      *packs += product_at (f, i)->pack > 1;
      *rows += (product_at (f, i)->pack > 1) + !isnan (product_most (product_at (f, i)))
               + is_named (f->choice->must, product_at (f, i));
    }
}

PlanSetup *
plan_setup_new (const Catalogue *catalogue, const Needs *needs, const PlanChoice *choice, GError **error)
{
  g_autoptr(PlanSetup) setup = g_new0 (PlanSetup, 1);
  Filling f = { setup, catalogue, needs, choice, 0, 0 };
  guint n_rows, n_packs = 0;

  g_return_val_if_fail (catalogue != NULL && needs != NULL && choice != NULL, NULL);

  if (!names_are_known (catalogue, choice->exclude, error) || !names_are_known (catalogue, choice->must, error))
    return NULL;
  f.n = catalogue->products->len;
  setup->n_phases = MAX (needs->phases->len, 1);
  n_rows = needs->needs->len + needs->ratios->len;
  for (guint p = 0; p < needs->phases->len; p++)
    {
      const NeedPhase *phase = g_ptr_array_index (needs->phases, p);

      n_rows += phase->needs->len + !isnan (phase->concentration_percent);
    }
  if (setup->n_phases > 1)
    count_shared (&f, &n_rows, &n_packs);
  setup->rows = g_array_new (FALSE, FALSE, sizeof (PlanRow));
  setup->problem = planner_problem_new (setup->n_phases * f.n + n_packs, n_rows);
  setup->batch = g_new0 (gint64, setup->n_phases * f.n + n_packs + 1);
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    setup->problem->order[o] = needs->order[o];
  if (!isnan (needs->max_units))
    setup->problem->max_units = (gint64) floor (needs->max_units);
  if (!isnan (needs->max_distinct))
    setup->problem->max_distinct = (gint64) floor (needs->max_distinct);
  setup->problem->n_blocks = setup->n_phases;
  if (!set_units (&f, error))
    return NULL;
  for (guint k = 0; k < needs->needs->len; k++)
    if (!set_need (&f, &g_array_index (needs->needs, Need, k), -1, error))
      return NULL;
  for (guint k = 0; k < needs->ratios->len; k++)
    if (!set_ratio (&f, &g_array_index (needs->ratios, NeedRatio, k), -1, FALSE, error))
      return NULL;
  for (guint p = 0; p < needs->phases->len; p++)
    if (!set_phase (&f, p, error))
      return NULL;
  if (setup->n_phases > 1)
    set_shared (&f);
  if (!planner_problem_check (setup->problem, error))
    return NULL;
  return g_steal_pointer (&setup);
}
