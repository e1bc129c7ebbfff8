/* advice/advice-needs.c */
#include "advice-needs.h"

#include <math.h>

#include "sweat/validity.h"

#define WHOLE_UNITS_SHARE  0.8 /* of a point that is aimed at */
#define ENOUGH_OF_OPTIONAL 0.5 /* of a line whose range begins at nothing */

static const char *const nutrients[] = { "fluid_ml", "sodium_mg", "carbohydrate_g", "protein_g", "caffeine_mg", "casein_g" };

/* @high: the need's upper end */
static double
least_of (const AdviceLine *line, double high)
{
  if (!(line->low < high)) /* a practitioner's amount: no product comes in just that */
    return WHOLE_UNITS_SHARE * line->amount;
  return line->low > 0 ? MAX (line->low, WHOLE_UNITS_SHARE * line->amount) : ENOUGH_OF_OPTIONAL * line->amount;
}

/* Two lines of one phase and item are one need: their sum. */
static void
add_line (NeedPhase *phase, const AdviceLine *line, const AdviceRules *rules)
{
  double high = line->item == ITEM_PROTEIN && isnan (line->ruled) ? MAX (line->high, advice_rule (rules, RULE_PROTEIN_MOST_G)) : line->high;

  for (guint k = 0; k < phase->needs->len; k++)
    {
      Need *need = &g_array_index (phase->needs, Need, k);

      if (g_str_equal (need->nutrient, nutrients[line->item]))
        {
          need->min += least_of (line, high);
          need->max += high;
          return;
        }
    }
  needs_add (phase->needs, nutrients[line->item], least_of (line, high), high);
}

static gboolean
belongs_to_the_plan (const AdviceLine *line)
{
  return !g_str_equal (line->id, "before/loading");
}

static const AdviceLine *
find_line (const Advice *advice, AdviceItem item)
{
  for (guint i = 0; i < advice->lines->len; i++)
    {
      const AdviceLine *line = g_ptr_array_index (advice->lines, i);

      if (line->item == item)
        return line;
    }
  return NULL;
}

/* Rounded away from what would be unfair to whole units: bounds in whole millilitres, grams, milligrams. */
static void
round_needs (GArray *needs)
{
  for (guint k = 0; k < needs->len; k++)
    {
      Need *need = &g_array_index (needs, Need, k);

      need->min = floor (need->min);
      need->max = ceil (need->max);
    }
}

static void
set_rules (NeedPhase *phase, AdvicePhase which, const AdviceAthlete *athlete, const AdviceWorkout *workout, const AdviceRules *rules, gboolean caffeine)
{
  double last_hour = advice_rule (rules, RULE_CAFFEINE_LAST_HOUR), end = workout->start_hour + workout->minutes / 60;

  phase->no_caffeine = !caffeine || which == PHASE_BEFORE_SLEEP || (which == PHASE_AFTER && !(end < last_hour));
  if (which != PHASE_DURING)
    return;
  phase->without = g_strdupv ((char *[]) { (char *) "meal", NULL });
  phase->no_solids = g_strcmp0 (profile_family (workout->sport), "running") == 0;
  if (!athlete->trained_gut)
    phase->concentration_percent = advice_rule (rules, RULE_CONCENTRATION_PERCENT);
}

Needs *
needs_from_advice (const Advice *advice, const AdviceAthlete *athlete, const AdviceWorkout *workout, const SweatPrediction *losses,
                   const AdviceRules *rules)
{
  Needs *needs = needs_new ();
  const AdviceLine *caffeine;

  g_return_val_if_fail (advice != NULL && athlete != NULL && workout != NULL && losses != NULL && rules != NULL, needs);

  caffeine = find_line (advice, ITEM_CAFFEINE);
  for (int which = PHASE_BEFORE; which <= PHASE_BEFORE_SLEEP; which++)
    {
      NeedPhase *phase = NULL;

      for (guint i = 0; i < advice->lines->len; i++)
        {
          const AdviceLine *line = g_ptr_array_index (advice->lines, i);

          if ((int) line->phase != which || !belongs_to_the_plan (line) || !(line->high > 0))
            continue;
          if (phase == NULL)
            phase = needs_add_phase (needs, advice_phase_name ((AdvicePhase) which));
          add_line (phase, line, rules);
        }
      if (phase == NULL)
        continue;
      round_needs (phase->needs);
      set_rules (phase, (AdvicePhase) which, athlete, workout, rules, caffeine != NULL);
    }
  if (caffeine)
    needs_add (needs->needs, "caffeine_mg", NAN, ceil (caffeine->high));
  needs_add (needs->needs, "sodium_mg", NAN, ceil (losses->sodium_mmol.high * MG_PER_MMOL_SODIUM));
  return needs;
}
