/* tests/bench/bench-planner.c: proven plans, the best and the five best, beside GLPK's one optimum of the same problems
 *
 * Processor time in milliseconds. `--instance` prints one problem as JSON instead, for other solvers. */
#include <stdio.h>
#include <stdlib.h>
#ifdef HAVE_GLPK
#include "../advice/glpk-problem.h"
#endif

#include "../advice/random-problem.h"
#include "timing.h"

#define CASES 60

static void
report (const char *what, double *ms)
{
  double sum = 0;

  for (guint i = 0; i < CASES; i++)
    sum += ms[i];
  qsort (ms, CASES, sizeof *ms, compare_doubles);
  printf ("  %-34s mean %8.3f   median %8.3f   95 %% %8.3f   worst %8.3f ms\n", what, sum / CASES, ms[CASES / 2], ms[CASES * 95 / 100],
          ms[CASES - 1]);
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
  report ("Saltline, the best, proven", one);
  report ("Saltline, the five best, proven", five);
#ifdef HAVE_GLPK
  if (aims == 0)
    report ("GLPK, one optimum", peer);
#endif
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
