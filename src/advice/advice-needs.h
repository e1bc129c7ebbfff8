/* advice/advice-needs.h
 *
 * From advice to what a plan has to cover: each line becomes bounds that whole units can meet, each phase gets its rules, the
 * day its caps. In: advice, workout, athlete, rules. Out: needs by phase, in the nutrients of the catalogue: fluid_ml,
 * sodium_mg, carbohydrate_g, protein_g, caffeine_mg, casein_g. May include: base, sweat. */
#pragma once

#include "advise.h"
#include "needs.h"

G_BEGIN_DECLS

/**
 * needs_from_advice:
 *
 * A line's own range is kept where it is wide. Where it is a point, whole units may stay a fifth below it, never above its
 * high end (protein: up to what one meal may have). No meals (tag "meal") while moving, no solids at all while running; no caffeine after the cut-off hour or where none is
 * advised; drinks during the workout within the concentration unless the gut is trained; over the day no more caffeine than
 * advised and no more sodium than is lost at the high end of the interval.
 *
 * Returns: (transfer full): phases "before", "during", "after", "before_sleep" as far as the advice has lines for them. Loading of the
 *   days before is left out: it is no part of one plan.
 */
Needs *needs_from_advice (const Advice *advice, const AdviceAthlete *athlete, const AdviceWorkout *workout, const SweatPrediction *losses,
                          const AdviceRules *rules);

G_END_DECLS
