/* advice/advise-private.h: private to advise*.c: one piece of advice in the making */
#pragma once

#include "advise.h"

G_BEGIN_DECLS

typedef struct {
  const AdviceAthlete *athlete;
  const AdviceWorkout *workout;
  const SweatPrediction *losses;
  const AdviceRules *rules;
  Advice *advice;
  const AdviceOverride *overrides;
  guint n_overrides;
  double hours;
  double drunk_l;         /* during */
  double sodium_in_mmol;  /* during */
} Advising;

/* What a practitioner gave for the line, or NULL. */
const AdviceOverride *advising_override (const Advising *a, const char *line);

/* Takes @arithmetic. Sure as the weakest of the @n_rules. low, amount and high are put in order. */
void advising_add_line    (Advising *a, AdvicePhase phase, AdviceItem item, double low, double amount, double high, const char *unit,
                           double when_h, char *arithmetic, const RuleId *rules, guint n_rules);
void advising_add_warning (Advising *a, AdviceWarningKind kind, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* In the words of the athlete's units; (transfer full). */
char *advising_mass       (const Advising *a);
char *advising_rate       (const Advising *a, double l_per_h);
char *advising_per_mass   (const Advising *a, QuantityKind kind, double low, double high); /* "5 to 7 mL/kg" */

void advise_fluid         (Advising *a); /* before, during, after; with sodium and the plasma */
void advise_carbohydrate  (Advising *a);
void advise_caffeine      (Advising *a);
void advise_protein       (Advising *a); /* after, and casein before sleep */

G_END_DECLS
