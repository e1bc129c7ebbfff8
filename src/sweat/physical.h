/* sweat/physical.h
 *
 * The whole-body sweating rate that physics expects of a condition, whoever it is: predicted heat strain or Gonzalez's
 * equation, for the whole body in L/h. The yardstick that carries an athlete's profile from one condition to another.
 * In: a condition and its length. Out: a rate, and whether it had to be stretched beyond its domain. May include: base. */
#pragma once

#include "heat-balance.h"

G_BEGIN_DECLS

typedef enum {
  PHYSICAL_PHS,      /* ISO 7933 */
  PHYSICAL_GONZALEZ, /* PW, and PW,cool below 20 °C */
} PhysicalPredictor;

const char *physical_predictor_name (PhysicalPredictor predictor);

/**
 * physical_rate_l_per_h:
 * @minutes: of exercise; the mean over it
 * @stretched: (out) (optional): the condition lies outside of what the predictor was made for; its nearest edge was taken
 *
 * Returns: L/h, at least 0.05, so that its logarithm can be taken
 */
double      physical_rate_l_per_h   (PhysicalPredictor predictor, const ThermalCondition *condition, double minutes,
                                     gboolean *stretched);

/**
 * physical_expected_log_rate:
 *
 * ln of what anybody of this size is expected to sweat in @sport: physics, moved so that the sport's published median
 * (norms.h; Baker 2016 where the sport has none) comes out at 25 °C and 50 % in the sport's preset, for 75 kg and 1.80 m.
 */
double      physical_expected_log_rate (PhysicalPredictor predictor, const char *sport, const ThermalCondition *condition, double minutes,
                                        gboolean *stretched);

G_END_DECLS
