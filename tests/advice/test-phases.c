/* tests/advice/test-phases.c: plans over several phases out of one stock */
#include <math.h>
#include <string.h>

#include "advice/product-plan.h"

static const char products[] = "product,form,max_units,stock,cost,pack,allergens,tags,carbohydrate_g,sodium_mg,fluid_ml,caffeine_mg\n"
                               "water,drink,6,,0,1,,vegan,0,0,250,0\n"
                               "mix,drink,4,3,2,1,,vegan certified,15,115,250,0\n"
                               "syrup,drink,4,,1,1,,vegan,60,0,250,0\n"
                               "bread,solid,4,,1,1,gluten,vegan,25,200,10,0\n"
                               "gel,gel,6,,1.5,2,,vegan certified,25,50,13,0\n"
                               "coffee,drink,2,,1,1,,vegan,0,5,240,95\n"
                               "salt,powder,3,,0.1,1,,vegan,0,580,0,\n";

static Catalogue *
small_catalogue (void)
{
  g_autoptr(GError) error = NULL;
  Catalogue *catalogue = catalogue_parse ("small.csv", products, strlen (products), &error);

  g_assert_no_error (error);
  return catalogue;
}

static Needs *
two_phases (double before_carbohydrate, double during_carbohydrate, double sodium)
{
  Needs *needs = needs_new ();
  NeedPhase *before = needs_add_phase (needs, "before"), *during = needs_add_phase (needs, "during");

  needs_add (before->needs, "fluid_ml", 200, 600);
  needs_add (before->needs, "carbohydrate_g", before_carbohydrate, before_carbohydrate + 30);
  needs_add (during->needs, "fluid_ml", 480, 1000);
  needs_add (during->needs, "carbohydrate_g", during_carbohydrate, during_carbohydrate + 30);
  needs_add (during->needs, "sodium_mg", sodium, sodium + 400);
  during->no_solids = TRUE;
  during->concentration_percent = 8;
  return needs;
}

/* Whether @units (phase × product) keep everything that the needs say, as a person would check it by hand. */
static gboolean
is_admitted (const Catalogue *catalogue, const Needs *needs, const gint64 *units)
{
  guint n = catalogue->products->len;

  for (guint i = 0; i < n; i++)
    {
      const Product *product = g_ptr_array_index (catalogue->products, i);
      gint64 all = units[i] + units[n + i];

      if ((double) all > product_most (product) || all % (gint64) product->pack != 0)
        return FALSE;
    }
  for (guint p = 0; p < 2; p++)
    {
      const NeedPhase *phase = g_ptr_array_index (needs->phases, p);
      double carbohydrate = 0, water = 0;
      int sugar = catalogue_find_nutrient (catalogue, "carbohydrate_g"), fluid = catalogue_find_nutrient (catalogue, "fluid_ml");

      for (guint i = 0; i < n; i++)
        {
          const Product *product = g_ptr_array_index (catalogue->products, i);
          gint64 u = units[p * n + i];

          if (u > 0 && phase->no_solids && product->form == FORM_SOLID)
            return FALSE;
          if (product->form == FORM_DRINK || product->form == FORM_POWDER)
            {
              carbohydrate += (double) u * product->amount[sugar];
              water += (double) u * product->amount[fluid];
            }
        }
      if (!isnan (phase->concentration_percent) && carbohydrate > phase->concentration_percent / 100 * water + 1e-9)
        return FALSE;
      for (guint k = 0; k < phase->needs->len; k++)
        {
          const Need *need = &g_array_index (phase->needs, Need, k);
          int column = catalogue_find_nutrient (catalogue, need->nutrient);
          double total = 0;

          for (guint i = 0; i < n; i++)
            total += (double) units[p * n + i] * ((Product *) g_ptr_array_index (catalogue->products, i))->amount[column];
          if (total < need->min - 1e-9 || total > need->max + 1e-9)
            return FALSE;
        }
    }
  return TRUE;
}

/* The least number of distinct products, then of units, over every way to take them. */
static gboolean
brute_force (const Catalogue *catalogue, const Needs *needs, guint column, gint64 *units, gint64 *distinct, gint64 *total)
{
  guint n = catalogue->products->len;
  const Product *product = g_ptr_array_index (catalogue->products, column % n);
  gboolean found = FALSE;

  if (column == 2 * n)
    {
      gint64 used = 0, all = 0;

      if (!is_admitted (catalogue, needs, units))
        return FALSE;
      for (guint i = 0; i < n; i++)
        {
          used += units[i] + units[n + i] > 0;
          all += units[i] + units[n + i];
        }
      if (used > *distinct || (used == *distinct && all >= *total))
        return FALSE;
      *distinct = used;
      *total = all;
      return TRUE;
    }
  for (gint64 u = 0; (double) u <= product_most (product) - (column >= n ? (double) units[column - n] : 0); u++)
    {
      units[column] = u;
      found |= brute_force (catalogue, needs, column + 1, units, distinct, total);
    }
  units[column] = 0;
  return found;
}

static void
test_joint_plans_are_those_of_brute_force (void)
{
  g_autoptr(Catalogue) all = small_catalogue ();

  /* Few products at a time, so that every way can be tried. */
  for (guint without = 0; without < all->products->len; without++)
    for (guint k = 0; k < 6; k++)
      {
        g_autoptr(Catalogue) catalogue = small_catalogue ();
        g_autoptr(Needs) needs = two_phases (20 + 10 * (k % 3), 15 + 15 * (k / 2), 60 * k);
        g_autoptr(ProductPlans) plans = NULL;
        PlanChoice choice = { 0 };
        g_autofree gint64 *units = NULL;
        gint64 distinct = G_MAXINT64, total = G_MAXINT64;

        g_ptr_array_remove_index (catalogue->products, without);
        g_ptr_array_remove_index (catalogue->products, (without + 2) % catalogue->products->len);
        g_ptr_array_remove_index (catalogue->products, (without + 3) % catalogue->products->len);
        for (guint i = 0; i < catalogue->products->len; i++)
          {
            Product *product = g_ptr_array_index (catalogue->products, i);

            product->max_units = MIN (product->max_units, 4);
          }
        units = g_new0 (gint64, 2 * catalogue->products->len);
        brute_force (catalogue, needs, 0, units, &distinct, &total);
        plans = plan_products (catalogue, needs, &choice, 1, 0, NULL, NULL);
        g_assert_true (plans != NULL && plans->complete);
        g_assert_cmpuint (plans->plans->len, ==, distinct == G_MAXINT64 ? 0 : 1);
        if (plans->plans->len == 0)
          {
            g_assert_cmpuint (plans->conflict->len, >, 0);
            continue;
          }
        g_assert_cmpint (((ProductPlan *) g_ptr_array_index (plans->plans, 0))->distinct, ==, distinct);
        g_assert_cmpint (((ProductPlan *) g_ptr_array_index (plans->plans, 0))->units, ==, total);
      }
}

static void
test_every_plan_keeps_the_rules_of_its_phases_and_uses_other_products (void)
{
  g_autoptr(Catalogue) catalogue = small_catalogue ();
  g_autoptr(Needs) needs = two_phases (40, 45, 200);
  PlanChoice choice = { 0 };
  g_autoptr(ProductPlans) plans = plan_products (catalogue, needs, &choice, 6, 0, NULL, NULL);
  guint n = catalogue->products->len;

  g_assert_cmpuint (plans->plans->len, ==, 6);
  for (guint k = 0; k < plans->plans->len; k++)
    {
      const ProductPlan *plan = g_ptr_array_index (plans->plans, k);
      g_autofree gint64 *units = g_new0 (gint64, 2 * n);
      guint64 set = 0;

      for (guint i = 0; i < plan->items->len; i++)
        {
          const PlanItem *item = &g_array_index (plan->items, PlanItem, i);
          guint at;

          g_ptr_array_find (catalogue->products, item->product, &at);
          units[item->phase * n + at] = item->units;
          set |= 1u << at;
        }
      g_assert_true (is_admitted (catalogue, needs, units));
      for (guint other = 0; other < k; other++)
        {
          guint64 others = 0;
          const ProductPlan *earlier = g_ptr_array_index (plans->plans, other);

          for (guint i = 0; i < earlier->items->len; i++)
            {
              guint at;

              g_ptr_array_find (catalogue->products, g_array_index (earlier->items, PlanItem, i).product, &at);
              others |= 1u << at;
            }
          g_assert_cmpuint (set, !=, others);
        }
    }
}

static void
test_a_cap_over_the_day_binds_phases_together (void)
{
  g_autoptr(Catalogue) catalogue = small_catalogue ();
  g_autoptr(Needs) needs = two_phases (20, 15, 0);
  PlanChoice choice = { 0 };
  g_autoptr(ProductPlans) plans = NULL;
  const PlanConflict *conflict;

  for (guint p = 0; p < 2; p++)
    needs_add (((NeedPhase *) g_ptr_array_index (needs->phases, p))->needs, "caffeine_mg", 90, NAN);
  needs_add (needs->needs, "caffeine_mg", NAN, 150);
  plans = plan_products (catalogue, needs, &choice, 1, 0, NULL, NULL);
  g_assert_cmpuint (plans->plans->len, ==, 0);
  g_assert_cmpuint (plans->conflict->len, ==, 3); /* two least amounts against the day's most */
  conflict = &g_array_index (plans->conflict, PlanConflict, 0);
  g_assert_cmpstr (conflict->need, ==, "caffeine_mg");
  g_assert_cmpstr (conflict->bound, ==, "max");
  g_assert_null (conflict->phase);
  g_assert_cmpfloat_with_epsilon (conflict->smallest_relaxation, 40, 1e-9); /* two cups of 95 mg */
}

static void
test_past_the_hour_no_caffeine_is_planned_and_a_blank_is_said (void)
{
  g_autoptr(Catalogue) catalogue = small_catalogue ();
  g_autoptr(Needs) needs = two_phases (20, 15, 500);
  PlanChoice choice = { .must = (char *[]) { (char *) "salt", NULL } };
  g_autoptr(ProductPlans) plans = NULL;
  const ProductPlan *plan;

  needs_add (needs->needs, "caffeine_mg", NAN, 400);
  for (guint p = 0; p < 2; p++)
    ((NeedPhase *) g_ptr_array_index (needs->phases, p))->no_caffeine = TRUE;
  plans = plan_products (catalogue, needs, &choice, 3, 0, NULL, NULL);
  g_assert_cmpuint (plans->plans->len, >, 0);
  plan = g_ptr_array_index (plans->plans, 0);
  for (guint i = 0; i < plan->items->len; i++)
    g_assert_cmpstr (g_array_index (plan->items, PlanItem, i).product->name, !=, "coffee");
  g_assert_cmpuint (plan->unknown->len, ==, 1); /* of salt no caffeine is written */
}

static void
test_the_best_five_are_the_same_when_the_phases_are_not_looked_at_one_by_one (void)
{
  for (guint k = 0; k < 12; k++)
    {
      static const PlanObjective firsts[] = { PLAN_BY_UNITS, PLAN_BY_DISTINCT, PLAN_BY_COST };
      g_autoptr(Catalogue) catalogue = small_catalogue ();
      g_autoptr(Needs) needs = two_phases (20 + 10 * (k % 3), 15 + 15 * (k % 2), 60 * (k % 4));
      PlanChoice choice = { 0 };
      g_autoptr(PlanSetup) setup = NULL;
      g_autoptr(PlannerResult) by_blocks = NULL, whole = NULL;

      needs_put_first (needs, firsts[k % 3]);
      needs_add (needs->needs, "sodium_mg", NAN, 900);
      setup = plan_setup_new (catalogue, needs, &choice, NULL);
      by_blocks = planner_solve (setup->problem, 5, 0, NULL);
      g_assert_cmpuint (setup->problem->n_blocks, ==, 2);
      setup->problem->n_blocks = 1;
      whole = planner_solve (setup->problem, 5, 0, NULL);
      g_assert_true (by_blocks->complete && whole->complete);
      g_assert_cmpuint (by_blocks->plans->len, ==, whole->plans->len);
      for (guint p = 0; p < whole->plans->len; p++)
        for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
          g_assert_cmpint (((PlannerPlan *) g_ptr_array_index (by_blocks->plans, p))->value[o], ==,
                           ((PlannerPlan *) g_ptr_array_index (whole->plans, p))->value[o]);
    }
}

/* 100 g need four gels of 25 g; three units are too few, of which both bounds know. */
static void
test_too_few_units_are_named_as_such (void)
{
  g_autoptr(GError) error = NULL;
  static const char gels[] = "product,max_units,carbohydrate_g\ngel,9,25\n";
  g_autoptr(Catalogue) catalogue = catalogue_parse ("gels.csv", gels, strlen (gels), &error);
  g_autoptr(Needs) needs = needs_new ();
  g_autoptr(ProductPlans) plans = NULL;
  PlanChoice choice = { 0 };
  const PlanConflict *need, *units;

  needs_add (needs->needs, "carbohydrate_g", 100, NAN);
  needs->max_units = 3;
  plans = plan_products (catalogue, needs, &choice, 1, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (plans->conflict_proven);
  g_assert_cmpuint (plans->conflict->len, ==, 2);
  need = &g_array_index (plans->conflict, PlanConflict, 0);
  units = &g_array_index (plans->conflict, PlanConflict, 1);
  g_assert_cmpstr (need->need, ==, "carbohydrate_g");
  g_assert_cmpfloat (need->value, ==, 100);
  g_assert_cmpfloat (need->smallest_relaxation, ==, 25);
  g_assert_cmpstr (units->need, ==, "max_units");
  g_assert_cmpfloat (units->smallest_relaxation, ==, 1);
}

static void
test_needs_that_were_written_are_read_again (void)
{
  g_autoptr(Needs) needs = two_phases (40, 45, 200), again = NULL;
  g_autofree char *json = NULL, *same = NULL;
  g_autoptr(GError) error = NULL;
  const NeedPhase *during;

  needs_add (needs->needs, "caffeine_mg", NAN, 200);
  ((NeedPhase *) g_ptr_array_index (needs->phases, 1))->no_caffeine = TRUE;
  json = needs_to_json (needs);
  again = needs_parse (json, "again", &error);
  g_assert_no_error (error);
  same = needs_to_json (again);
  g_assert_cmpstr (json, ==, same);
  during = g_ptr_array_index (again->phases, 1);
  g_assert_true (during->no_solids && during->no_caffeine);
  g_assert_cmpfloat (during->concentration_percent, ==, 8);
  g_assert_cmpfloat (g_array_index (during->needs, Need, 2).min, ==, 200);
  g_assert_true (isnan (g_array_index (again->needs, Need, 0).min));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phases/joint-plans-are-those-of-brute-force", test_joint_plans_are_those_of_brute_force);
  g_test_add_func ("/phases/every-plan-keeps-the-rules-of-its-phases", test_every_plan_keeps_the_rules_of_its_phases_and_uses_other_products);
  g_test_add_func ("/phases/a-cap-over-the-day-binds-phases-together", test_a_cap_over_the_day_binds_phases_together);
  g_test_add_func ("/phases/past-the-hour-no-caffeine-is-planned", test_past_the_hour_no_caffeine_is_planned_and_a_blank_is_said);
  g_test_add_func ("/phases/the-best-five-are-the-same-without-blocks", test_the_best_five_are_the_same_when_the_phases_are_not_looked_at_one_by_one);
  g_test_add_func ("/phases/too-few-units-are-named-as-such", test_too_few_units_are_named_as_such);
  g_test_add_func ("/phases/needs-that-were-written-are-read-again", test_needs_that_were_written_are_read_again);
  return g_test_run ();
}
