/* advice/advice.h
 *
 * What to take before, during and after a workout, and in which products: rules with their status, catalogue, needs and
 * planner. In: losses with their intervals, an athlete, a catalogue. Out: lines that each name their rule and arithmetic,
 * and plans that are proven best. May include: base, model, sweat, timeline. */
#pragma once

#include "advice-error.h"
#include "advice-needs.h"
#include "advise.h"
#include "catalogue.h"
#include "needs.h"
#include "planner.h"
#include "product-plan.h"

