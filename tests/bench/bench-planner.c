/* tests/bench/bench-planner.c: proven plans, the best and the five best, beside GLPK's one optimum of the same problems
 *
 * Processor time in milliseconds. `--days CATALOGUE` measures days with phases alone, `--instance` prints one problem as JSON instead, for other solvers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#ifdef HAVE_GLPK
#include "../advice/glpk-problem.h"
#endif

#include "../advice/random-problem.h"
#include "advice/product-plan.h"
#include "timing.h"

#define CASES 60
#define DAYS  12
#define DAY_STEPS 40000 /* as in the window: then the best so far is shown as what it is */

static void
report (const char *what, double *ms, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += ms[i];
  qsort (ms, n, sizeof *ms, compare_doubles);
  printf ("  %-34s mean %8.3f   median %8.3f   95 %% %8.3f   worst %8.3f ms\n", what, sum / n, ms[n / 2], ms[n * 95 / 100],
          ms[n - 1]);
}

/* All products can be had: 0 to @most units of each, as in GUIDANCE §6.3. @aims: of random_problem(): 0: fewest products, then units, then
 * cost; 1: units, products, cost; 2: cost, products, units */
static PlannerProblem *
problem_of (guint32 seed, guint n, guint most, double width, guint aims)
{
  PlannerProblem *problem = random_problem (4 * seed + aims, n, most, 5, width);

  problem->max_distinct = problem->max_units = PLANNER_NO_HIGH;
  for (guint i = 0; i < n; i++)
    problem->most[i] = most;
  return problem;
}

#ifdef HAVE_GLPK
static double
glpk_ms (const PlannerProblem *p)
{
  const double weight[PLAN_N_OBJECTIVES] = { [PLAN_BY_UNITS] = 1, [PLAN_BY_DISTINCT] = 1000 };
  glp_prob *mip = glpk_problem_new (p, weight);
  glp_iocp options;
  double begun;

  glpk_quiet_options (&options);
  begun = processor_ms ();
  glp_intopt (mip, &options);
  begun = processor_ms () - begun;
  glp_delete_prob (mip);
  return begun;
}
#endif

static void
measure (guint n, guint most, double width, guint aims)
{
  static const char *const first[] = { "fewest products", "fewest units", "least cost" };
  double one[CASES], five[CASES];
#ifdef HAVE_GLPK
  double peer[CASES];
#endif

  for (guint i = 0; i < CASES; i++)
    {
      g_autoptr(PlannerProblem) problem = problem_of (i, n, most, width, aims);
      double begun = processor_ms ();

      planner_result_free (planner_solve (problem, 1, 0, NULL));
      one[i] = processor_ms () - begun;
      begun = processor_ms ();
      planner_result_free (planner_solve (problem, 5, 0, NULL));
      five[i] = processor_ms () - begun;
#ifdef HAVE_GLPK
      peer[i] = aims == 0 ? glpk_ms (problem) : 0;
#endif
    }
  printf ("%u products × 0–%u units × 5 nutrients ± %.0f %%, %s first, %d problems\n", n, most, 100 * width, first[aims], CASES);
  report ("Saltline, the best, proven", one, CASES);
  report ("Saltline, the five best, proven", five, CASES);
#ifdef HAVE_GLPK
  if (aims == 0)
    report ("GLPK, one optimum", peer, CASES);
#endif
}

/* --- days: what a workout's advice asks for in four phases, of the catalogue that a new workspace has --- */

static Needs *
day_of (double mass_kg, guint aims)
{
  static const PlanObjective first[] = { PLAN_BY_DISTINCT, PLAN_BY_UNITS, PLAN_BY_COST };
  Needs *needs = needs_new ();
  NeedPhase *before = needs_add_phase (needs, "before"), *during = needs_add_phase (needs, "during");
  NeedPhase *after = needs_add_phase (needs, "after"), *sleep = needs_add_phase (needs, "before_sleep");

  needs_add (before->needs, "fluid_ml", floor (5 * mass_kg), ceil (7 * mass_kg));
  needs_add (before->needs, "carbohydrate_g", floor (2.4 * mass_kg), ceil (4 * mass_kg));
  needs_add (during->needs, "fluid_ml", floor (12 * mass_kg), ceil (20 * mass_kg));
  needs_add (during->needs, "sodium_mg", floor (8 * mass_kg), ceil (10.5 * mass_kg));
  needs_add (during->needs, "carbohydrate_g", 45, 90);
  during->without = g_strdupv ((char *[]) { (char *) "meal", NULL });
  during->concentration_percent = 8;
  needs_add (after->needs, "fluid_ml", floor (16 * mass_kg), ceil (22 * mass_kg));
  needs_add (after->needs, "sodium_mg", floor (7 * mass_kg), ceil (14 * mass_kg));
  needs_add (after->needs, "protein_g", 20, 40);
  needs_add (after->needs, "carbohydrate_g", floor (0.7 * mass_kg), ceil (1.4 * mass_kg));
  needs_add (sleep->needs, "casein_g", 28, 40);
  sleep->no_caffeine = TRUE;
  needs_add (needs->needs, "caffeine_mg", NAN, ceil (6 * mass_kg));
  needs_add (needs->needs, "sodium_mg", NAN, ceil (42 * mass_kg));
  needs_put_first (needs, first[aims]);
  return needs;
}

static void
measure_days (const Catalogue *catalogue, guint aims, guint top)
{
  static const char *const first[] = { "fewest products", "fewest units", "least cost" };
  double ms[DAYS];
  guint proven = 0;

  for (guint i = 0; i < DAYS; i++)
    {
      g_autoptr(Needs) needs = day_of (52 + 5 * i, aims);
      PlanChoice choice = { 0 };
      double begun = processor_ms ();
      g_autoptr(ProductPlans) plans = plan_products (catalogue, needs, &choice, top, DAY_STEPS, NULL, NULL);

      ms[i] = processor_ms () - begun;
      proven += plans->complete;
    }
  printf ("days of %d athletes, 4 phases × %u products, %s first, %u plans each, %u proven within %d steps\n", DAYS, catalogue->products->len,
          first[aims], top, proven, DAY_STEPS);
  report ("Saltline, one athlete's day", ms, DAYS);
}

static int
measure_all_days (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(Catalogue) catalogue = catalogue_load (path, &error);

  if (catalogue == NULL)
    {
      fprintf (stderr, "bench-planner: %s\n", error->message);
      return 1;
    }
  for (guint i = 0; i < catalogue->products->len; i++)
    ((Product *) g_ptr_array_index (catalogue->products, i))->cost = g_rand_int_range (rand, 10, 300) / 100.0;
  for (guint aims = 0; aims < 3; aims++)
    {
      measure_days (catalogue, aims, 1);
      measure_days (catalogue, aims, 5);
    }
  return 0;
}

static void
print_instance (guint n, guint most)
{
  g_autoptr(PlannerProblem) problem = problem_of (1, n, most, 0.15, 0);

  printf ("{\"most\": %u, \"rows\": [", most);
  for (guint r = 0; r < problem->n_rows; r++)
    {
      const PlannerRow *row = &problem->rows[r];

      printf ("%s{\"amount\": [", r ? ", " : "");
      for (guint i = 0; i < n; i++)
        printf ("%s%" G_GINT64_FORMAT, i ? ", " : "", row->amount[i]);
      printf ("], \"low\": %" G_GINT64_FORMAT ", \"high\": %" G_GINT64_FORMAT "}", row->low == PLANNER_NO_LOW ? 0 : row->low,
              row->high == PLANNER_NO_HIGH ? G_GINT64_CONSTANT (1000000000) : row->high);
    }
  printf ("]}\n");
}

int
main (int argc, char **argv)
{
  if (argc > 2 && g_str_equal (argv[1], "--days"))
    return measure_all_days (argv[2]);
  if (argc > 1 && g_str_equal (argv[1], "--instance"))
    {
      print_instance (16, 2);
      return 0;
    }
#ifdef HAVE_GLPK
  glp_term_out (GLP_OFF);
#endif
  measure (16, 2, 0.15, 0);
  measure (40, 3, 0.15, 0);
  measure (60, 2, 0.15, 0);
  measure (60, 2, 0.03, 0);
  measure (60, 2, 0.03, 1);
  measure (60, 2, 0.03, 2);
  return 0;
}
