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

/* One part of the day with needs and rules of its own; its products come out of the same stock as those of the others. */
typedef struct {
  char *name;                   /* "before", "during" … */
  GArray *needs;                /* of Need: of what is taken in this phase */
  gboolean no_solids;           /* as while running */
  char **without;               /* (nullable): tags that no product of this phase may have, such as "meal" while moving */
  gboolean no_caffeine;         /* past the hour, or for whom it is not */
  double concentration_percent; /* carbohydrate (g) in 100 mL of all that is drunk, powders included, at most; NAN: any */
} NeedPhase;

typedef struct {
  GArray *needs;        /* of Need: of all phases together, such as what a day may have */
  GPtrArray *phases;    /* of NeedPhase; empty: the plan is one */
  GArray *ratios;       /* of NeedRatio: of all phases together */
  double max_units;     /* NAN: any number */
  double max_distinct;  /* NAN: any number */
  PlanObjective order[PLAN_N_OBJECTIVES]; /* what the file does not name comes behind */
} Needs;

/**
 * needs_load:
 *
 * {"needs": {nutrient: {"min": n, "max": n}}, "limits": {"max_units": n, "max_distinct": n},
 *  "objective": ["distinct", "units", "cost"], "ratios": [{"of": nutrient, "to": nutrient, "max": n}],
 *  "phases": {name: {"needs": {…}, "solids": bool, "caffeine": bool, "without": [tag],
 *    "max_concentration_percent": n}}}
 * With phases, "needs" and "ratios" are of all of them together, such as what a day may have.
 *
 * Returns: %NULL with %ADVICE_ERROR_MALFORMED naming the key: no need at all, min above max, a negative or no number.
 */
Needs         *needs_load    (const char *path, GError **error);
/* The same from text. @name: what messages call it */
Needs         *needs_parse   (const char *json, const char *name, GError **error);
/* Needs and phases as needs_parse() reads them; not limits, ratios and objective, which are no needs. (transfer full) */
char          *needs_to_json (const Needs *needs);
/* Without needs: for those who fill it in. */
Needs         *needs_new     (void);
NeedPhase     *needs_add_phase (Needs *needs, const char *name);
/* What the phase of this name may hold, not how much: solids, caffeine, tags, concentration. */
void           needs_take_rules (NeedPhase *phase, const Needs *from);
/* @first matters most; the others stay in their order behind it. */
void           needs_put_first (Needs *needs, PlanObjective first);
/* Bounds of NAN are none; without any nothing is added. @needs: of Need */
void           needs_add     (GArray *needs, const char *nutrient, double min, double max);
void           needs_free    (Needs *needs);

/* What narrows the choice; every list may be NULL. */
typedef struct {
  char **exclude;   /* products that may not be used */
  char **must;      /* products of which at least one unit has to be used */
  char **avoid;     /* allergens */
  char **only;      /* tags that a product has to have, all of them */
} PlanChoice;

void           plan_choice_clear        (PlanChoice *choice);
void           plan_choice_copy         (const PlanChoice *from, PlanChoice *to); /* what @to had is not freed */
gboolean       plan_choice_equal        (const PlanChoice *a, const PlanChoice *b);
/* Both together: what either shuts out is out. */
void           plan_choice_add          (PlanChoice *choice, const PlanChoice *more);
/* An excluded product that the catalogue does not have any more needs no excluding. */
void           plan_choice_drop_unknown (PlanChoice *choice, const Catalogue *catalogue);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlanChoice, plan_choice_clear)

typedef enum {
  PLAN_ROW_NEED,
  PLAN_ROW_RATIO,
  PLAN_ROW_CONCENTRATION,
  PLAN_ROW_STOCK,   /* of all phases */
  PLAN_ROW_MUST,
  PLAN_ROW_PACK,
} PlanRowKind;

/* What a row of the problem is about. */
typedef struct {
  PlanRowKind kind;
  int phase;         /* −1: all together */
  const char *name;  /* nutrient or product; of the catalogue or the needs */
  double scale;      /* integers per unit of the nutrient */
} PlanRow;

/* A problem with the way back to names and decimals. */
typedef struct {
  PlannerProblem *problem;  /* products in the catalogue's order, phase by phase; then counts of packs */
  guint n_phases;           /* 1 or more */
  GArray *rows;             /* of PlanRow */
  gint64 *batch;            /* units of the product that one unit of the problem is: in a plan without phases whole packs */
  double cost_scale;
} PlanSetup;

/* Column of the problem. */
#define PLAN_COLUMN(catalogue, phase, product) ((phase) * (catalogue)->products->len + (product))

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
