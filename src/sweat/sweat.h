/* sweat/sweat.h
 *
 * What leaves the body and how fast: mass balance (weighing), heat balance and predicted heat strain, empirical sweating
 * equations, published norms, sodium from a site to the whole body, and an athlete's profile carried to new conditions.
 * In: weighings, conditions, tests. Out: rates and losses with their standard deviations or intervals, and what they
 * may not be used for. May include: base, model. */
#pragma once

#include "empirical.h"
#include "heat-balance.h"
#include "heat-strain.h"
#include "mass-balance.h"
#include "norms.h"
#include "physical.h"
#include "profile.h"
#include "sport-presets.h"
#include "sweat-error.h"
#include "validity.h"
