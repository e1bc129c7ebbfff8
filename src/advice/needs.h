/* advice/needs.h
 *
 * What a plan has to cover, from a JSON file, and the plan for it from a catalogue. Decimals are scaled to integers
 * exactly, nutrient by nutrient, before anything is searched. May include: base. */
#pragma once

#include "catalogue.h"
#include "planner.h"

G_BEGIN_DECLS

typedef struct {
  char *nutrient;
  double min, max;   /* NAN: none */
} Need;

/* Σ of·units ≤ max·Σ to·units, as in "carbohydrate_g at most 0.08 of fluid_ml". */
typedef struct {
  char *of, *to;
  double max;
} NeedRatio;

typedef struct {
  GArray *needs;        /* of Need */
  GArray *ratios;       /* of NeedRatio */
  double max_units;     /* NAN: any number */
  double max_distinct;  /* NAN: any number */
  PlanObjective order[PLAN_N_OBJECTIVES]; /* what the file does not name comes behind */
} Needs;

/**
 * needs_load:
 *
 * {"needs": {nutrient: {"min": n, "max": n}}, "limits": {"max_units": n, "max_distinct": n},
 *  "objective": ["distinct", "units", "cost"], "ratios": [{"of": nutrient, "to": nutrient, "max": n}]}
 *
 * Returns: %NULL with %ADVICE_ERROR_MALFORMED naming the key: no need at all, min above max, a negative or no number.
 */
Needs         *needs_load    (const char *path, GError **error);
void           needs_free    (Needs *needs);

/* What narrows the choice; every list may be NULL. */
typedef struct {
  char **exclude;   /* products that may not be used */
  char **must;      /* products of which at least one unit has to be used */
  char **avoid;     /* allergens */
  char **only;      /* tags that a product has to have, all of them */
} PlanChoice;

/* A problem with the way back to names and decimals. */
typedef struct {
  PlannerProblem *problem;  /* products in the catalogue's order; rows: needs, then ratios */
  double *scale;            /* for each row: integers per unit of the nutrient */
  double cost_scale;
} PlanSetup;

/**
 * plan_setup_new:
 *
 * Returns: %NULL with %ADVICE_ERROR_UNKNOWN for a nutrient or product that the catalogue does not have,
 *   %ADVICE_ERROR_OUT_OF_RANGE for numbers too large to add exactly.
 */
PlanSetup     *plan_setup_new  (const Catalogue *catalogue, const Needs *needs, const PlanChoice *choice, GError **error);
void           plan_setup_free (PlanSetup *setup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Needs, needs_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlanSetup, plan_setup_free)

G_END_DECLS
