/* workspace/sweat-tests-private.h: for sweat-tests*.c and prediction-check.c */
#pragma once

#include "sweat-tests.h"

G_BEGIN_DECLS

#define UNKNOWN_AIR_LOG_SD 0.12 /* 0.03 L/h for each °C (SCIENCE §8.2), a spread of 4 °C */

/* A test and the conditions that it was made in, so that physics and model can be asked. */
typedef struct {
  SweatTest test;
  ThermalCondition condition;
  double humidity;        /* NAN: not known; the air is in the test */
  double wind_m_s;
} KnownTest;

/* What was not said comes from the sport's preset. */
ThermalCondition sweat_condition_of  (const Athlete *athlete, double mass_kg, const char *sport, double air_c, double radiant_c, double humidity,
                                      double speed, double met, double clo);
/* All tests, oldest first (element-type KnownTest); fills the adopted models and the words of @p. */
/* Those that are retired are left out of it, and named in @p. */
GArray          *sweat_tests_collect (SaltlineWorkspace *self, AthletePrediction *p, const Athlete *athlete, GError **error);

/* Fills in @p from @known, for a condition that is set. */
gboolean         predict_from_tests  (AthletePrediction *p, const GArray *known, const Athlete *athlete, const Occasion *occasion, GError **error);

G_END_DECLS
